"""Every program looked at for one applicant: verdict, fit, cost of four weeks, and when a rotation could start."""

from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from usceplan.applicant import Standing
from usceplan.catalog.program import Program
from usceplan.catalog.specialties import name_in_text
from usceplan.costs.amounts import ZERO, Dollars
from usceplan.costs.fees import Payer
from usceplan.costs.prices import Prices
from usceplan.costs.trip import country_of
from usceplan.eligibility import Case, Check, Result, Verdict, checks, verdict
from usceplan.fit import Fit, Offer, fit
from usceplan.planning.situation import Situation, last_day
from usceplan.planning.windows import COMPARED_WEEKS, durations, lead, nearest_length, start_mondays, start_reason
from usceplan.planning.worth import planned_specialties, relevant_specialties

_ORDER = (Verdict.ELIGIBLE, Verdict.CONFIRM, Verdict.INELIGIBLE)


class Assessment(NamedTuple):
    """A program as it stands for the applicant, at the start that serves best.

    ``checks_by_standing`` has the checks for every standing in which a rotation could start, ``least_usd`` the least
    that a plan with this program alone can cost in any of them, in the same order. ``cost`` is that of four
    weeks with living costs, in the cheapest of the program's metros.
    """

    program: Program
    verdict: Verdict
    checks: tuple[Check, ...]
    fit: Fit
    cost: Dollars
    cost_is_stated: bool
    earliest_start: date | None
    apply_by: date | None
    checks_by_standing: dict[Standing, tuple[Check, ...]]
    least_usd: tuple[int, ...]

    def rank_key(self) -> tuple[int, int, str]:
        """Fit first, then cost, then id."""
        return -self.fit.score, self.cost.typical, self.program.id


def assess_all(situation: Situation, prices: Prices) -> tuple[Assessment, ...]:
    """Every entry of the catalogue assessed, in the order of rank."""
    found = [assess(situation, prices, program) for program in situation.catalogue.programs]
    return tuple(sorted(found, key=Assessment.rank_key))


def assess(situation: Situation, prices: Prices, program: Program) -> Assessment:
    """One entry assessed."""
    shortest = durations(program, situation.catalogue.guidance)[0]
    mondays = start_mondays(situation, program, shortest)
    starts = situation.by_standing(mondays)
    cases = _cases(situation, prices, program, starts)
    by_standing: dict[Standing, tuple[Check, ...]] = {}
    for case in cases:
        by_standing[case.standing] = checks(case, next(iter(by_standing.values()), ()))
    verdicts = {standing: verdict(found) for standing, found in by_standing.items()}
    best = min(verdicts, key=lambda standing: _ORDER.index(verdicts[standing]))
    firsts = [days[0] for standing, days in starts.items() if days and verdicts[standing] is verdicts[best]]
    start = min(firsts, default=None)
    cost, stated = compared_cost(situation, prices, program)
    offer = Offer(start, _earliest_end(situation, program, start), cost, by_standing[best])
    return Assessment(
        program=program,
        verdict=verdicts[best],
        checks=by_standing[best],
        fit=fit(situation, program, offer),
        cost=cost,
        cost_is_stated=stated,
        earliest_start=start,
        apply_by=apply_by(situation, program, start) if start else None,
        checks_by_standing=by_standing,
        least_usd=tuple(case.least_usd for case in cases),
    )


def _cases(
    situation: Situation, prices: Prices, program: Program, starts: Mapping[Standing, tuple[date, ...]]
) -> list[Case]:
    """The program and the applicant in every standing in which a rotation could start, with the Mondays for it."""
    country = country_of(situation.catalogue, situation.applicant.nationality)
    specialties = situation.catalogue.specialties
    relevant = tuple(name_in_text(specialties, one) for one in relevant_specialties(situation, program))
    return [
        Case(
            program=program,
            applicant=situation.applicant,
            standing=standing,
            guidance=situation.catalogue.guidance,
            country=country.name if country else None,
            relevant_specialties=None if program.specialties is None else relevant,
            can_start=bool(mondays),
            start_reason=start_reason(situation, program, mondays),
            least_usd=least_plan_usd(situation, prices, program, standing),
        )
        for standing, mondays in starts.items()
    ]


def least_plan_usd(situation: Situation, prices: Prices, program: Program, standing: Standing) -> int:
    """The least, at low values, that a plan of the shortest rotation at this program alone can cost."""
    weeks = durations(program, situation.catalogue.guidance)[0]
    fees = prices.fees(program, payer(situation, program, weeks, standing)).usd.low
    living = min(prices.living_usd(metro, situation.today, weeks).low for metro in prices.metros(program))
    return fees + living + prices.least_of_any_plan()


def payer(
    situation: Situation, program: Program, weeks: int, standing: Standing, specialty: str | None = None
) -> Payer:
    """Who pays for a rotation, in a given specialty or in the first that suits."""
    if specialty is None:
        specialty = next(iter(planned_specialties(situation, program)), situation.applicant.target)
    return Payer(specialty, weeks, standing.status, situation.applicant.is_us_person)


def compared_cost(situation: Situation, prices: Prices, program: Program) -> tuple[Dollars, bool]:
    """What four weeks cost with living costs, and whether the fees are all stated.

    Where no rotation of four weeks is sold, the nearest length scaled to four weeks.
    """
    weeks = nearest_length(program, situation.catalogue.guidance, COMPARED_WEEKS)
    standing = situation.standing(situation.today)
    fees = prices.fees(program, payer(situation, program, weeks, standing))
    living = min((prices.living_usd(metro, situation.today, weeks) for metro in prices.metros(program)), default=ZERO)
    whole = fees.usd + living
    scaled = (ceil(amount * COMPARED_WEEKS / weeks) for amount in (whole.low, whole.typical, whole.high))
    return Dollars(*scaled), fees.complete


def _earliest_end(situation: Situation, program: Program, start: date | None) -> date | None:
    """The end of the first rotation long enough for a letter, or of the longest one where none is."""
    if start is None:
        return None
    lengths = durations(program, situation.catalogue.guidance)
    for_letter = [weeks for weeks in lengths if weeks >= situation.catalogue.guidance.letters.min_weeks.value]
    return last_day(start, min(for_letter) if for_letter else max(lengths))


def apply_by(situation: Situation, program: Program, start: date) -> date:
    """The last day on which to apply for a start on this Monday; never before today."""
    weeks = lead(program, situation.catalogue.guidance).weeks
    return max(situation.today, start - timedelta(weeks=weeks))


def to_confirm(found: tuple[Check, ...]) -> tuple[str, ...]:
    """The reasons that leave a verdict open."""
    return tuple(check.reason for check in found if check.result in (Result.UNKNOWN, Result.IGNORED))
