"""How well one program serves one applicant: 0 to 100 points from named criteria, each with its reason."""

from datetime import date
from typing import NamedTuple

from usceplan.applicant import months_before
from usceplan.catalog.program import Program
from usceplan.catalog.specialties import name_in_text
from usceplan.catalog.values import first_day
from usceplan.catalog.vocabulary import LetterOffer
from usceplan.costs.amounts import Dollars
from usceplan.eligibility import Check, Result
from usceplan.planning.situation import Situation
from usceplan.planning.worth import (
    involvement_factor,
    letter_certainty,
    relevant_specialties,
    specialty_factor,
)
from usceplan.scales import THOUSAND
from usceplan.sources import newest_date
from usceplan.words import INVOLVEMENT_NAMES, counted, dollars

MOST = 100


class Criterion(NamedTuple):
    """Points for one criterion, out of ``max``, and why."""

    id: str
    points: int
    max: int
    why: str


class Fit(NamedTuple):
    """The fit of a program: the sum of its criteria, 0 to 100."""

    score: int
    criteria: tuple[Criterion, ...]


class Offer(NamedTuple):
    """What the criteria look at besides the program's own facts.

    ``start`` and ``end`` are those of the earliest rotation that could earn a letter, else of the earliest one at
    all; None where none can start. ``cost`` is that of four weeks with living costs.
    """

    start: date | None
    end: date | None
    cost: Dollars
    checks: tuple[Check, ...]


def fit(situation: Situation, program: Program, offer: Offer) -> Fit:
    """The fit of a program for the applicant. Points are rounded down, so that the score repeats exactly."""
    criteria = (
        _involvement(situation, program),
        _specialty(situation, program),
        _letter(situation, program),
        _residency_on_site(situation, program),
        _timing(situation, offer),
        _cost(situation, offer),
        _certainty(situation, program, offer),
    )
    most = sum(criterion.max for criterion in criteria)
    score = MOST * sum(criterion.points for criterion in criteria) // most if most else 0
    return Fit(score, criteria)


def _share(weight: int, thousandths: int) -> int:
    return weight * thousandths // THOUSAND


def _involvement(situation: Situation, program: Program) -> Criterion:
    guidance = situation.catalogue.guidance
    weight = guidance.fit.involvement.value
    factor = involvement_factor(guidance.factors, program)
    why = INVOLVEMENT_NAMES[program.hands_on]
    return Criterion("involvement", _share(weight, factor), weight, why)


def _specialty(situation: Situation, program: Program) -> Criterion:
    weight = situation.catalogue.guidance.fit.specialty.value
    relevant = relevant_specialties(situation, program)
    if not relevant:
        return Criterion("specialty", 0, weight, "neither your specialty nor one close to it")
    factor, specialty = max((specialty_factor(situation, word), word) for word in relevant)
    if program.specialties is None:
        # Nothing is stated, so half of the points: it may be yours, and must be asked.
        return Criterion("specialty", _share(weight, factor) // 2, weight, "specialties not stated")
    name = name_in_text(situation.catalogue.specialties, specialty)
    if specialty in situation.applicant.specialties[1:]:
        why = f"{name}, your other choice"
    else:
        why = name if factor == THOUSAND else f"{name}, close to yours"
    return Criterion("specialty", _share(weight, factor), weight, why)


def _letter(situation: Situation, program: Program) -> Criterion:
    guidance = situation.catalogue.guidance
    weight = guidance.fit.letter.value
    why = {
        LetterOffer.YES: "gives a letter",
        LetterOffer.POSSIBLE: "a letter is possible",
        LetterOffer.NO: "gives no letter",
        None: "nothing said of letters",
    }[program.letter.offered]
    return Criterion("letter", _share(weight, letter_certainty(guidance.factors, program.letter.offered)), weight, why)


def _residency_on_site(situation: Situation, program: Program) -> Criterion:
    weight = situation.catalogue.guidance.fit.residency_on_site.value
    on_site = program.residency_programs_on_site
    why = {True: "residency programs on site", False: "no residency programs on site", None: "not stated"}[on_site]
    return Criterion("residency-on-site", weight if on_site else 0, weight, why)


def _timing(situation: Situation, offer: Offer) -> Criterion:
    weight = situation.catalogue.guidance.fit.timing.value
    if offer.start is None or offer.end is None:
        return Criterion("timing", 0, weight, "cannot start in time")
    deadline = situation.letter_deadline
    if offer.end <= deadline:
        spare = (deadline - offer.end).days // 7
        early = f"can end {counted(spare, 'week')}" if spare else "can end just"
        return Criterion("timing", weight, weight, f"{early} before letters must be asked for")
    if offer.end < situation.review_day:
        return Criterion("timing", weight // 2, weight, "ends before review begins, too late for a letter")
    return Criterion("timing", weight // 4, weight, "ends after residency programs begin to review")


def _cost(situation: Situation, offer: Offer) -> Criterion:
    weight, budget = situation.catalogue.guidance.fit.cost.value, situation.applicant.budget
    cost = offer.cost.typical
    left = max(0, budget - cost)
    points = weight * left // budget if budget else 0
    return Criterion("cost", points, weight, f"four weeks cost about {dollars(cost)} of {dollars(budget)}")


def _certainty(situation: Situation, program: Program, offer: Offer) -> Criterion:
    """Half for how many checks are confirmed, half for how fresh the newest page is."""
    guidance = situation.catalogue.guidance.fit
    weight = guidance.certainty.value
    confirmed = sum(check.result is Result.PASS for check in offer.checks)
    share = THOUSAND * confirmed // len(offer.checks)
    newest = newest_date(program)
    age = _freshness(situation, newest, guidance.fresh_source_months.value, guidance.old_source_months.value)
    dated = f"newest page of {newest}" if newest else "no page is dated"
    why = f"{confirmed} of {len(offer.checks)} checks confirmed, {dated}"
    return Criterion("certainty", _share(weight, (share + age) // 2), weight, why)


def _freshness(situation: Situation, newest: str | None, fresh_months: int, old_months: int) -> int:
    if newest is None:
        return 0
    day = first_day(newest)
    if day >= months_before(situation.today, fresh_months):
        return THOUSAND
    return THOUSAND // 2 if day >= months_before(situation.today, old_months) else 0
