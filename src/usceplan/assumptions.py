"""What was assumed because nobody said it, and what to beware of, in sentences."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from usceplan.applicant import graduation_day
from usceplan.assessment import Assessment
from usceplan.catalog.places import CarNeed
from usceplan.costs.amounts import Line
from usceplan.costs.parameters import parameter
from usceplan.costs.prices import Prices
from usceplan.costs.trip import home_region, metro_named, needs_new_visa
from usceplan.eligibility import Result
from usceplan.planning.candidates import stay_days
from usceplan.planning.situation import Situation
from usceplan.planning.windows import lead, length_is_stated
from usceplan.words import STATUS_OF_ONE, counted, label, listed


def assumptions(situation: Situation, planned: tuple[Assessment, ...]) -> Iterator[str]:
    """What stands in for facts that the applicant or the programs of the plan did not give, and how to give them."""
    yield from _about_person(situation)
    yield from money_assumptions(situation)
    yield from _about_visa(situation)
    yield from _about_programs(situation, planned)


def _about_person(situation: Situation) -> Iterator[str]:
    applicant = situation.applicant
    if applicant.status is None:
        status = STATUS_OF_ONE[situation.standing(situation.today).status]
        day = graduation_day(applicant.graduation_year, situation.graduation_rule).isoformat()
        yield f"You are taken to be {status} today, with graduation on {day} (--status)."
    if applicant.exams is None:
        yield "Nothing was said of exams, so programs that ask for some are to be confirmed (--exam)."
    if applicant.held_letters == 0 and applicant.held_weeks == 0:
        yield "You have no U.S. letters and no U.S. experience yet (--held-letters, --held-weeks)."
    if applicant.held_weeks:
        held = counted(applicant.held_weeks, "week")
        kind = applicant.held_involvement.value
        yield f"The {held} you already have count as {kind} involvement in your specialty (--held-weeks WEEKS:none)."
    if applicant.available_from is None and not applicant.months:
        yield "You can come in any month (--available-from, --available-to, --months)."


def money_assumptions(situation: Situation) -> Iterator[str]:
    """How living and travel are priced."""
    applicant = situation.applicant
    if applicant.lives_in_us:
        yield "You live in the United States: living is not counted at home; elsewhere lodging and a return trip are."
        return
    yield "You rent a room in a shared home and cook (--free-housing CITY where you have a place to stay)."
    if home_region(situation.catalogue, applicant) is None:
        yield "Airfare spans all regions of the world (--home-region or --nationality makes it yours)."
    yield "Plans are chosen by typical values; the low and high sums are bounds, not likely totals."


def _about_visa(situation: Situation) -> Iterator[str]:
    applicant = situation.applicant
    if needs_new_visa(situation.catalogue, applicant):
        yield "You will apply for a visitor visa; its fee is counted, an interview's waiting time is not known."
    elif not applicant.is_us_person and not applicant.lives_in_us:
        yield "Your status in the United States is held already or costs nothing more."
    days = stay_days(situation)
    if days is not None:
        yield f"Each stay may last {days} days; the officer at the border decides, and the I-94 says until when."


def _about_programs(situation: Situation, planned: tuple[Assessment, ...]) -> Iterator[str]:
    guidance = situation.catalogue.guidance
    unknown_lead = [label(found.program) for found in planned if lead(found.program, guidance).assumed]
    if unknown_lead:
        yield f"Lead times are not stated and are assumed by kind for: {'; '.join(unknown_lead)}."
    unknown_length = [label(found.program) for found in planned if not length_is_stated(found.program)]
    if unknown_length:
        weeks = counted(guidance.planning.unknown_duration_weeks.value, "week")
        yield f"Lengths are not stated; {weeks} are assumed for: {'; '.join(unknown_length)}."
    estimated = [label(found.program) for found in planned if not found.cost_is_stated]
    if estimated:
        yield f"Prices are not fully stated and are estimated for: {'; '.join(estimated)}."


def warnings(
    situation: Situation, prices: Prices, planned: tuple[Assessment, ...], lines: Iterable[Line]
) -> Iterator[str]:
    """What to check before spending anything."""
    applicant, catalogue = situation.applicant, situation.catalogue
    if not applicant.is_us_person:
        limits = parameter(catalogue.costs, "immigration_rules.entry_proclamation").description
        yield f"Check first whether your nationality may come at all: {limits}."
    for found in planned:
        ignored = [check.rule for check in found.checks if check.result is Result.IGNORED]
        if ignored:
            yield f"{label(found.program)}: you ignore {listed(ignored)}, which it fails."
    by_car = [
        metro_named(catalogue, metro).name
        for metro in dict.fromkeys(metro for found in planned for metro in prices.metros(found.program))
        if metro_named(catalogue, metro).car_needed is CarNeed.USUALLY and not applicant.lives_in_us
    ]
    if by_car:
        yield f"A car is usually needed and not counted, as no figure was found: {listed(by_car)}."
    yield from line_warnings(lines)


def line_warnings(lines: Iterable[Line]) -> Iterator[str]:
    """What to know of the figures that count, each warning once with the items it is about."""
    items: dict[str, list[str]] = defaultdict(list)
    for entry in lines:
        if entry.warning is not None and entry.counted:
            items[entry.warning].append(entry.item)
    for warning, named in items.items():
        yield f"{warning[0].upper()}{warning[1:]}: {'; '.join(named)}."
