"""The rotations that could be part of a plan, and the optimization problem that they make."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain, count
from typing import NamedTuple

from usceplan.applicant import Standing
from usceplan.assessment import Assessment, payer
from usceplan.catalog.guidance import Number
from usceplan.catalog.program import Program
from usceplan.catalog.vocabulary import Visa
from usceplan.costs.prices import Prices, usd
from usceplan.costs.trip import is_visitor
from usceplan.eligibility import Check, Verdict, is_placement, only_watches, verdict
from usceplan.planning.instance import (
    Candidate,
    CappedPart,
    Instance,
    MixPart,
    Parts,
    PlanCosts,
    PlanLimits,
    RecencyPart,
)
from usceplan.planning.situation import Situation
from usceplan.planning.windows import durations, start_mondays
from usceplan.planning.worth import (
    effective_weeks,
    involvement_factor,
    letter_counts,
    letter_quality,
    mix,
    planned_specialties,
    recency_points,
    specialty_week_factor,
)
from usceplan.problems import UserError
from usceplan.scales import THOUSAND


class Block(NamedTuple):
    """A rotation without its date: what all its starts have in common."""

    program: Program
    specialty: str
    metro: str
    weeks: int
    standings: tuple[Standing, ...]
    """The standings in which the applicant may take it."""


class Dates(NamedTuple):
    """What a start counts for, whatever the program."""

    start: date
    week: int
    priced_in: date
    """The month whose prices hold."""
    standing: Standing
    letter_counts: bool
    weeks: int
    """Thousandths of a week; those after the day of review count less."""
    recency: int


def build_instance(situation: Situation, prices: Prices, assessments: tuple[Assessment, ...]) -> Instance:
    """The optimization problem of a situation, candidates in the order of ids, specialty, metro, weeks, start."""
    usable = sorted((found for found in assessments if is_placement(found.program)), key=_id)
    dates = cache(lambda weeks: _dates_by_start(situation, prices, weeks))
    numbers = count()
    blocks = (candidates for found in usable for candidates in _candidates_of(situation, prices, found, dates, numbers))
    candidates = tuple(chain.from_iterable(blocks))
    return Instance(
        first_monday=situation.first_monday,
        weeks=situation.horizon_weeks,
        candidates=candidates,
        limits=_limits(situation),
        costs=_costs(prices, candidates),
        parts=_parts(situation),
    )


def _id(found: Assessment) -> str:
    return found.program.id


def _dates_by_start(situation: Situation, prices: Prices, weeks: int) -> dict[date, Dates]:
    points = points_of_parts(situation)["recency"]
    return {
        monday: Dates(
            start=monday,
            week=number,
            priced_in=prices.priced_in(monday),
            standing=situation.standing(monday),
            letter_counts=letter_counts(situation, monday, weeks),
            weeks=effective_weeks(situation, monday, weeks),
            recency=recency_points(situation, monday, weeks, points),
        )
        for number, monday in enumerate(situation.mondays)
    }


def _candidates_of(
    situation: Situation,
    prices: Prices,
    found: Assessment,
    dates: Callable[[int], Mapping[date, Dates]],
    numbers: Iterator[int],
) -> Iterator[list[Candidate]]:
    """Those of a program: for each specialty, metro and length, those of all starts."""
    program = found.program
    open_to = [
        standing for standing, results in found.checks_by_standing.items() if _is_good_enough(situation, results)
    ]
    if not open_to:
        return
    lengths = durations(program, situation.catalogue.guidance)
    starts = {weeks: [dates(weeks)[monday] for monday in start_mondays(situation, program, weeks)] for weeks in lengths}
    for specialty in planned_specialties(situation, program):
        for metro in prices.metros(program):
            for weeks in lengths:
                standings = tuple(one for one in open_to if _is_short_enough(situation, program, weeks, one))
                block = Block(program, specialty, metro, weeks, standings)
                yield _candidates(situation, prices, block, starts[weeks], numbers)


def _is_good_enough(situation: Situation, results: tuple[Check, ...]) -> bool:
    reached = verdict(results)
    if situation.applicant.limits.only_confirmed:
        return reached is Verdict.ELIGIBLE
    return reached is not Verdict.INELIGIBLE


def _is_short_enough(situation: Situation, program: Program, weeks: int, standing: Standing) -> bool:
    """New York limits the weeks of students who do more than watch there."""
    law = situation.catalogue.guidance.law.ny_student_weeks
    if not standing.is_student or only_watches(program):
        return True
    in_state = any(place.state == law.state for place in program.locations or ())
    return not in_state or weeks <= (law.value or weeks)


def _candidates(
    situation: Situation, prices: Prices, block: Block, starts: Sequence[Dates], numbers: Iterator[int]
) -> list[Candidate]:
    program, specialty, metro, weeks = block.program, block.specialty, block.metro, block.weeks
    quality = letter_quality(situation, program, specialty)
    hands_on = involvement_factor(situation.catalogue.guidance.factors, program)
    in_specialty = specialty_week_factor(situation, program, specialty)
    settings = mix(program)
    fees = {
        standing: prices.fees(program, payer(situation, program, weeks, standing, specialty)).usd.typical
        for standing in block.standings
    }
    months = {when.priced_in for when in starts}
    living = {month: prices.living_usd(metro, month, weeks).typical for month in months}
    # By position, as naming twelve fields takes longer than all the rest of it.
    return [
        Candidate(
            next(numbers),
            program.id,
            specialty,
            metro,
            when.week,
            weeks,
            fees[when.standing] + living[when.priced_in],
            quality if when.letter_counts else 0,
            when.weeks * hands_on // THOUSAND,
            when.weeks * in_specialty // THOUSAND,
            settings,
            when.recency,
        )
        for when in starts
        if when.standing in fees
    ]


def _limits(situation: Situation) -> PlanLimits:
    applicant = situation.applicant
    return PlanLimits(
        budget=applicant.budget,
        max_rotations=most_rotations(situation),
        # Someone who lives in the United States has no stays to count.
        max_stays=most_rotations(situation) if applicant.lives_in_us else most_stays(situation),
        stay_days=stay_days(situation),
        must_include=tuple(sorted(applicant.limits.include)),
    )


def most_rotations(situation: Situation) -> int:
    """The most rotations of a plan: the applicant's own limit, or the default."""
    return situation.applicant.limits.max_rotations or situation.catalogue.guidance.planning.max_rotations.value


def most_stays(situation: Situation) -> int:
    """The most stays of a plan of someone who comes from abroad: the applicant's own limit, or the default."""
    return situation.applicant.limits.max_stays or situation.catalogue.guidance.planning.max_stays.value


def stay_days(situation: Situation) -> int | None:
    """How many days one stay may last on the applicant's visa; None where nothing on file limits it."""
    if not is_visitor(situation.applicant):
        return None
    entry = situation.catalogue.guidance.entry
    longest: Number = entry.b_stay_days if {Visa.B1, Visa.B2} & set(situation.applicant.visas) else entry.esta_stay_days
    return longest.value


def _costs(prices: Prices, candidates: tuple[Candidate, ...]) -> PlanCosts:
    metros = sorted({candidate.metro for candidate in candidates})
    return PlanCosts(
        once=prices.with_any_plan(),
        stay=usd(prices.stay()).typical,
        move=usd(prices.move()).typical,
        weekly={metro: usd(prices.waiting_week(metro)).typical for metro in metros},
    )


PARTS = ("letters", "hands-on", "specialty", "recency", "mix")
"""The parts of the strength, by the names under which their points can be overridden."""


def points_of_parts(situation: Situation) -> dict[str, int]:
    """The points of each part: those of the guidance, or the applicant's own weights."""
    strength = situation.catalogue.guidance.strength
    given = situation.applicant.limits.weights
    default = {
        "letters": strength.letters.value,
        "hands-on": strength.hands_on.value,
        "specialty": strength.specialty.value,
        "recency": strength.recency.value,
        "mix": strength.mix.value,
    }
    unknown = sorted(set(given) - set(default))
    if unknown:
        raise UserError(f'no part of the strength is called "{unknown[0]}"', f"Choose one of {', '.join(default)}.")
    return {name: given.get(name, points) for name, points in default.items()}


def weeks_wanted(situation: Situation) -> int:
    """The weeks that count in full: more for applicants long past graduation when applications open."""
    strength = situation.catalogue.guidance.strength
    is_older = years_at_application(situation) > strength.older_graduate_years.value
    return strength.weeks_wanted_older.value if is_older else strength.weeks_wanted.value


def years_at_application(situation: Situation) -> int:
    """Calendar years since graduation on the day on which applications open."""
    return situation.submission_day.year - situation.applicant.graduation_year


def _parts(situation: Situation) -> Parts:
    applicant, guidance = situation.applicant, situation.catalogue.guidance
    points = points_of_parts(situation)
    wanted = weeks_wanted(situation) * THOUSAND
    involvement = {
        "full": guidance.factors.hands_on_full,
        "limited": guidance.factors.hands_on_limited,
        "none": guidance.factors.hands_on_none,
    }[applicant.held_involvement.value]
    inpatient, outpatient, residency = _split_mix(situation, points["mix"])
    return Parts(
        letters=CappedPart(
            points["letters"], guidance.letters.target.value * THOUSAND, applicant.held_letters * THOUSAND
        ),
        hands_on=CappedPart(points["hands-on"], wanted, applicant.held_weeks * involvement.value),
        specialty=CappedPart(points["specialty"], wanted, applicant.held_weeks * THOUSAND),
        recency=RecencyPart(points["recency"], 0),
        mix=MixPart(inpatient, outpatient, residency, (False, False, False)),
    )


def _split_mix(situation: Situation, points: int) -> tuple[int, int, int]:
    """The points of the mix, divided as the guidance divides them; what rounding leaves goes to residency programs."""
    strength = situation.catalogue.guidance.strength
    whole = strength.mix.value
    inpatient = points * strength.mix_inpatient.value // whole
    outpatient = points * strength.mix_outpatient.value // whole
    return inpatient, outpatient, points - inpatient - outpatient


def fixed_instance(
    situation: Situation, prices: Prices, rotations: Sequence[tuple[Program, str, date, int]]
) -> Instance:
    """The problem of given rotations (program, metro, start, weeks), to find out how each is best reached.

    What they are worth, their fees and living are left out: these don't depend on how a rotation is reached.
    """
    candidates = tuple(
        Candidate(
            index=index,
            program=program.id,
            specialty="",
            metro=metro,
            start=situation.week_number(start),
            weeks=weeks,
            usd=0,
            letter=0,
            hands_on=0,
            specialty_weeks=0,
            mix=(False, False, False),
            recency=0,
        )
        for index, (program, metro, start, weeks) in enumerate(rotations)
    )
    limits = replace(_limits(situation), max_rotations=len(candidates))
    return Instance(
        first_monday=situation.first_monday,
        weeks=situation.horizon_weeks,
        candidates=candidates,
        limits=limits,
        costs=_costs(prices, candidates),
        parts=_parts(situation),
    )
