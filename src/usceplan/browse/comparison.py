"""Programs side by side, with what the same number of weeks costs at each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from usceplan.applicant import Applicant
from usceplan.assessment import Assessment, assess, payer
from usceplan.browse.facts import BY_ID, said, specialty_names
from usceplan.browse.listing import row
from usceplan.browse.prices import PRICED_FOR, price_of
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.program import Program
from usceplan.catalog.vocabulary import Visa
from usceplan.costs.amounts import Dollars
from usceplan.costs.prices import Prices
from usceplan.costs.trip import place_in
from usceplan.match import match_cycle
from usceplan.output.browse_results import ComparedCost, ComparedFact, ComparedVerdict, ProgramComparison
from usceplan.output.results import CheckInfo
from usceplan.planning.situation import Situation
from usceplan.planning.windows import is_offered, offered_lengths
from usceplan.report_parts import catalogue_info, usd_info

COMPARED = (
    *("kind", "hands_on", "specialties", "locations", "settings", "residency_programs_on_site", "letter"),
    *("audience", "residency_seekers", "max_years_since_graduation", "exams_required", "visas_accepted"),
    *("visa_support", "needs_host", "status", "duration_weeks", "intake", "start_months", "apply_lead_weeks"),
)
SHOWN_OF_LIST = 4
COSTS_LEFT_OUT = "Air fare, visa and health papers come on top; usceplan budget --rotation ID counts them."
ESTIMATES = "Fees that are no program's own figure are estimates by a rule, and marked so."
LIVING = "Living costs are a shared room, food and local transport by the prices on file for the city: an estimate."
LIVING_IN_US = (
    "Living is lodging and a return trip for rotations away from home, an estimate; at home it costs nothing more."
)
FOR_YOU = "Prices are those for you: your specialty, your status on the day, and whether you need a visa."
_Fees = Callable[[Program, int], tuple[Dollars, bool]]


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """Which programs to compare, for how many weeks."""

    programs: tuple[str, ...]
    weeks: int


def compare(situation: Situation, request: CompareRequest) -> ProgramComparison:
    """Programs side by side for the applicant of a situation: with verdicts, and the fees that hold for them."""
    prices = Prices(situation)

    def fees(program: Program, weeks: int) -> tuple[Dollars, bool]:
        found = prices.fees(program, payer(situation, program, weeks, situation.standing(situation.today)))
        return found.usd, found.complete

    programs = [situation.catalogue.program(one) for one in request.programs]
    verdicts = [_verdict(assess(situation, prices, program)) for program in programs]
    return _comparison(prices, request, fees, verdicts, FOR_YOU)


def compare_without_applicant(
    catalogue: Catalogue, request: CompareRequest, today: date, match_year: int
) -> ProgramComparison:
    """The same without an applicant: the fees of the most usual one, and no verdicts."""
    applicant = Applicant(
        specialties=(), graduation_year=today.year, visas=(Visa.B1, Visa.B2), budget=0, match_year=match_year
    )
    situation = Situation(catalogue, applicant, match_cycle(catalogue.calendar, match_year), today)

    def fees(program: Program, weeks: int) -> tuple[Dollars, bool]:
        found = price_of(program, catalogue.guidance, weeks)
        return found.expected, found.usd is not None

    return _comparison(Prices(situation), request, fees, None, PRICED_FOR)


def _comparison(
    prices: Prices, request: CompareRequest, fees: _Fees, verdicts: list[ComparedVerdict] | None, priced_for: str
) -> ProgramComparison:
    situation = prices.situation
    catalogue = situation.catalogue
    programs = [catalogue.program(one) for one in request.programs]
    costs = [_cost(prices, program, request.weeks, fees) for program in programs]
    return ProgramComparison(
        generated_on=situation.today,
        catalogue=catalogue_info(catalogue),
        programs=[row(program, catalogue) for program in programs],
        facts=[_fact(name, programs, catalogue) for name in COMPARED],
        weeks=request.weeks,
        costs=costs,
        costs_differ=len({str(one.total) for one in costs}) > 1,
        priced_for=priced_for,
        verdicts=verdicts,
        notes=[ESTIMATES, LIVING_IN_US] if situation.applicant.lives_in_us else [ESTIMATES, LIVING, COSTS_LEFT_OUT],
    )


def _fact(name: str, programs: list[Program], catalogue: Catalogue) -> ComparedFact:
    fact = BY_ID[name]
    values = [said(fact, program, catalogue.specialties) for program in programs]
    known = [text for text in values if text is not None]
    return ComparedFact(
        id=name,
        name=fact.name,
        values=[
            None if text is None else _short(name, program, catalogue, text)
            for program, text in zip(programs, values, strict=True)
        ],
        differs=any(text != known[0] for text in known),
    )


def _short(name: str, program: Program, catalogue: Catalogue, text: list[str]) -> str:
    """What stands in a narrow column: of a long list its beginning, and how many more there are."""
    words = program.specialties or () if name == "specialties" else ()
    if len(words) <= SHOWN_OF_LIST:
        return "; ".join(text)
    shown = specialty_names(words[: SHOWN_OF_LIST - 1], catalogue.specialties)
    return f"{', '.join(shown)} and {len(words) - len(shown)} more"


def _cost(prices: Prices, program: Program, weeks: int, fees: _Fees) -> ComparedCost:
    situation = prices.situation
    metro = min(prices.metros(program), key=lambda one: (prices.living_usd(one, situation.today, weeks).typical, one))
    place = place_in(situation.catalogue, program, metro)
    if not is_offered(program, weeks):
        return ComparedCost(
            offered=False,
            lengths=offered_lengths(program),
            fees=None,
            fees_basis=None,
            living=None,
            place=place,
            total=None,
        )
    charged, is_stated = fees(program, weeks)
    living = prices.living_usd(metro, situation.today, weeks)
    return ComparedCost(
        offered=True,
        lengths=None,
        fees=usd_info(charged),
        fees_basis="stated" if is_stated else "estimate",
        living=usd_info(living),
        place=place,
        total=usd_info(charged + living),
    )


def _verdict(found: Assessment) -> ComparedVerdict:
    open_checks = [check for check in found.checks if check.result.value != "pass"]
    return ComparedVerdict(
        verdict=found.verdict.value,
        checks=[
            CheckInfo(rule=one.rule, result=one.result.value, reason=one.reason, source=one.source)
            for one in open_checks
        ],
        fit=found.fit.score,
        earliest_start=found.earliest_start,
        apply_by=found.apply_by,
    )
