"""Filters of the catalogue, each with three answers: yes, no, or unknown because no page states the fact."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from usceplan.applicant import WIDER_STATUS
from usceplan.browse.places import CityState
from usceplan.browse.prices import price_per_4_weeks
from usceplan.catalog.guidance import Guidance
from usceplan.catalog.program import ANY_SPECIALTY, Program
from usceplan.catalog.vocabulary import (
    Confidence,
    Intake,
    Involvement,
    Kind,
    LetterOffer,
    OpenStatus,
    Provider,
    ResidencySeekers,
    Status,
    Visa,
)

Answer = bool | None
"""None where the fact is unknown."""
Test = Callable[[Program], Answer]
_NOT_OPEN = (OpenStatus.CLOSED, OpenStatus.PAUSED)
_BEST_FIRST = tuple(Confidence)


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: the option it comes from, what was asked for in words, and its test."""

    name: str
    value: str
    test: Test


@dataclass(frozen=True, slots=True)
class Sifted:
    """What filters leave: entries that match, and those that may, with the filters whose fact is unknown."""

    matching: tuple[Program, ...]
    unknown: tuple[tuple[Program, tuple[str, ...]], ...]


def sift(programs: Iterable[Program], filters: tuple[Filter, ...]) -> Sifted:
    """The entries that every filter lets through, and those that none refuses but some cannot judge."""
    matching: list[Program] = []
    unknown: list[tuple[Program, tuple[str, ...]]] = []
    for program in programs:
        answers = {one.name: one.test(program) for one in filters}
        if False in answers.values():
            continue
        lacking = tuple(name for name, answer in answers.items() if answer is None)
        if lacking:
            unknown.append((program, lacking))
        else:
            matching.append(program)
    return Sifted(tuple(matching), tuple(unknown))


def teaches(specialties: tuple[str, ...]) -> Test:
    """Takes place in one of these specialties, or in any."""
    return lambda program: _among(program.specialties, (*specialties, ANY_SPECIALTY))


def in_states(states: tuple[str, ...]) -> Test:
    """Takes place in one of these states."""
    return lambda program: _among(_states(program), states)


def in_cities(cities: frozenset[CityState]) -> Test:
    """Takes place in one of these cities; unknown where a page names only a state that has one of them."""

    def test(program: Program) -> Answer:
        if program.locations is None:
            return None
        if any((place.city, place.state) in cities for place in program.locations):
            return True
        states = {state for _, state in cities}
        return None if any(place.city is None and place.state in states for place in program.locations) else False

    return test


def of_kinds(kinds: tuple[Kind, ...]) -> Test:
    """Is of one of these kinds."""
    return lambda program: _is_one_of(program.kind, kinds)


def of_involvement(involvements: tuple[Involvement, ...]) -> Test:
    """Lets participants take part so far in patient care."""
    return lambda program: _is_one_of(program.hands_on, involvements)


def of_provider(providers: tuple[Provider, ...]) -> Test:
    """Is run by one of these."""
    return lambda program: program.provider in providers


def for_audience(statuses: tuple[Status, ...]) -> Test:
    """Takes people who have come so far, or a wider group that they belong to."""
    wider = tuple(WIDER_STATUS[status] for status in statuses if status in WIDER_STATUS)
    return lambda program: _among(program.audience, (*statuses, *wider))


def accepting_visas(visas: tuple[Visa, ...]) -> Test:
    """Accepts one of these statuses; a U.S. citizen or permanent resident needs none."""

    def test(program: Program) -> Answer:
        return True if Visa.US_PERSON in visas else _among(program.visas_accepted, visas)

    return test


def costing_at_most(usd: int, guidance: Guidance, specialties: tuple[str, ...]) -> Test:
    """Charges at most so much for four weeks; no, as soon as its stated parts alone come to more."""

    def test(program: Program) -> Answer:
        price = price_per_4_weeks(program, guidance, specialties)
        if price.least > usd:
            return False
        return True if price.usd is not None and price.usd.high <= usd else None

    return test


def costing_at_least(usd: int, guidance: Guidance, specialties: tuple[str, ...]) -> Test:
    """Charges at least so much for four weeks."""

    def test(program: Program) -> Answer:
        price = price_per_4_weeks(program, guidance, specialties)
        if price.least >= usd:
            return True
        return False if price.usd is not None and price.usd.high < usd else None

    return test


def lasting(weeks: int) -> Test:
    """Offers rotations of so many weeks; unknown where one of its limits is, unless the other decides."""

    def test(program: Program) -> Answer:
        limits = program.duration_weeks
        if limits is None:
            return None
        if limits.fixed is not None:
            return weeks in limits.fixed
        if (limits.min is not None and weeks < limits.min) or (limits.max is not None and weeks > limits.max):
            return False
        is_limit = weeks in (limits.min, limits.max)
        return True if is_limit or None not in (limits.min, limits.max) else None

    return test


def starting_in(months: tuple[int, ...]) -> Test:
    """Has rotations that start in one of these months; no where it is closed or paused."""

    def test(program: Program) -> Answer:
        if program.status in _NOT_OPEN:
            return False
        if program.start_months is not None:
            return _among(program.start_months, months)
        return True if program.intake in (Intake.ROLLING, Intake.MONTHLY) else None

    return test


def taking_residency_seekers(program: Program) -> Answer:
    """Takes people who mean to apply for U.S. residency."""
    seekers = program.residency_seekers
    return None if seekers is None else seekers is not ResidencySeekers.EXCLUDED


def giving_a_letter(program: Program) -> Answer:
    """Gives a letter, or says that one is possible."""
    offered = program.letter.offered
    return None if offered is None else offered is not LetterOffer.NO


def officially_sourced(program: Program) -> Answer:
    """Has a page of its own, or of its institution, among its sources."""
    return any(page.official for page in program.sources)


def of_status(statuses: tuple[OpenStatus, ...]) -> Test:
    """Takes applications, has paused, or is closed."""
    return lambda program: _is_one_of(program.status, statuses)


def known_at_least(confidence: Confidence) -> Test:
    """Is known this well or better."""
    enough = _BEST_FIRST[: _BEST_FIRST.index(confidence) + 1]
    return lambda program: program.confidence in enough


def _states(program: Program) -> tuple[str, ...] | None:
    return None if program.locations is None else tuple(place.state for place in program.locations)


def _among(stated: Iterable[object] | None, wanted: Iterable[object]) -> Answer:
    return None if stated is None else not set(wanted).isdisjoint(stated)


def _is_one_of(stated: object | None, wanted: Iterable[object]) -> Answer:
    return None if stated is None else stated in wanted
