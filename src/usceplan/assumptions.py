"""What was assumed because nobody said it, and what to beware of, in sentences."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from usceplan.applicant import Applicant
from usceplan.assessment import Assessment, payer
from usceplan.catalog.places import CarNeed
from usceplan.catalog.vocabulary import Exam, Housing, Visa
from usceplan.costs.amounts import Line
from usceplan.costs.budget import Stop
from usceplan.costs.parameters import parameter
from usceplan.costs.prices import Prices
from usceplan.costs.trip import HOUSING_NAMES, home_region, metro_named, needs_new_visa
from usceplan.eligibility import Result
from usceplan.planning.candidates import most_rotations, most_stays, stay_days
from usceplan.planning.situation import Situation
from usceplan.planning.windows import lead, length_is_stated
from usceplan.visa_time import visa_wait
from usceplan.words import EXAM_NAMES, INVOLVEMENT_NAMES, STATUS_OF_ONE, VISA_NAMES, counted, label, listed


def assumptions(situation: Situation, prices: Prices, stops: tuple[Stop, ...]) -> Iterator[str]:
    """What stands in for facts that the applicant or the programs of the plan did not give, and how to give them."""
    yield from _about_person(situation)
    yield from _about_limits(situation)
    yield from money_assumptions(situation)
    yield from _about_visa(situation)
    yield from _about_programs(situation, prices, stops)


def _about_person(situation: Situation) -> Iterator[str]:
    applicant = situation.applicant
    if applicant.status is None:
        status = STATUS_OF_ONE[situation.standing(situation.today).status]
        day = situation.graduation_day.isoformat()
        yield f"You are taken to be {status} today, with graduation on {day} (--status)."
    if applicant.nationality is None and not applicant.is_us_person:
        yield "Your nationality is not known, so programs that turn some away are to be confirmed (--nationality)."
    if applicant.exams is None:
        yield "Nothing was said of exams, so programs that ask for some are to be confirmed (--exam)."
    yield from _about_english(situation)
    if applicant.held_letters == 0 and applicant.held_weeks == 0:
        yield "You have no U.S. letters and no U.S. experience yet (--held-letters, --held-weeks)."
    if applicant.held_weeks:
        held = counted(applicant.held_weeks, "week")
        kind = INVOLVEMENT_NAMES[applicant.held_involvement]
        yield f"The {held} you already have are taken to be {kind}, in your specialty (--held-weeks WEEKS:none)."
    if applicant.available_from is None and applicant.available_to is None and not applicant.months:
        yield "You can come in any month (--available-from, --available-to, --months)."


def _about_english(situation: Situation) -> Iterator[str]:
    """TOEFL and IELTS may do for programs; ECFMG counts OET (``ecfmg`` of the calendar). They have no price on file."""
    told = {one.exam: one.on for one in situation.applicant.exams or ()}
    tests = {exam: told[exam] for exam in (Exam.TOEFL, Exam.IELTS) if exam in told}
    names = listed(EXAM_NAMES[exam] for exam in tests)
    if tests and Exam.OET not in told and Exam.ECFMG_CERTIFICATE not in told:
        yield f"{names} may do for programs; for ECFMG only OET Medicine counts, so it is still to come (--exam oet)."
    if any(on is not None and on > situation.today for on in tests.values()):
        yield f"No price of {names} is on file, so what you plan of it is in no sum."


def _about_limits(situation: Situation) -> Iterator[str]:
    applicant, limits = situation.applicant, situation.applicant.limits
    if limits.max_rotations is None:
        yield f"You do {counted(most_rotations(situation), 'rotation')} at most (--max-rotations)."
    if limits.max_stays is None and not applicant.lives_in_us:
        yield f"You come to the United States {counted(most_stays(situation), 'time')} at most (--max-stays)."


def living_assumptions(applicant: Applicant) -> Iterator[str]:
    """How living is priced."""
    is_shared = applicant.housing is Housing.SHARED_ROOM
    other = Housing.STUDIO if is_shared else Housing.SHARED_ROOM
    yield (
        f"You rent a {HOUSING_NAMES[applicant.housing]} and cook (--housing {other}; --free-housing CITY where you "
        "have a place to stay)."
    )


def money_assumptions(situation: Situation) -> Iterator[str]:
    """How living and travel are priced."""
    applicant = situation.applicant
    if applicant.lives_in_us:
        yield "You live in the United States: living is not counted at home; elsewhere lodging and a return trip are."
        return
    yield from living_assumptions(applicant)
    if home_region(situation.catalogue, applicant) is None:
        yield "Airfare spans all regions of the world (--home-region or --nationality makes it yours)."
    yield "Plans are chosen by typical values; the low and high sums are bounds, not likely totals."


def _about_visa(situation: Situation) -> Iterator[str]:
    applicant = situation.applicant
    if needs_new_visa(situation.catalogue, applicant):
        wait = counted(visa_wait(situation.catalogue, applicant) or 0, "week")
        yield (
            f"You will apply for a visitor visa; its fee is counted, and the interview is taken to be {wait} away: "
            "look up your embassy (--visa-wait-weeks; 0 if you have the visa)."
        )
    elif Visa.ESTA in applicant.visas and not applicant.lives_in_us:
        yield "You will apply for ESTA, which only nationals of visa waiver countries get; its fee is counted."
    elif not applicant.is_us_person and not applicant.lives_in_us:
        names = listed((VISA_NAMES[visa] for visa in applicant.visas), "or")
        yield f"You hold {names} status already, or need no visa for it: no visa fee is counted."
    days = stay_days(situation)
    if days is not None:
        yield f"Each stay may last {days} days; the officer at the border decides, and the I-94 says until when."


def _about_programs(situation: Situation, prices: Prices, stops: tuple[Stop, ...]) -> Iterator[str]:
    guidance = situation.catalogue.guidance
    unknown_lead = [label(stop.program) for stop in stops if lead(stop.program, guidance).assumed]
    if unknown_lead:
        yield f"Lead times are not stated and are assumed by kind for: {'; '.join(unknown_lead)}."
    unknown_length = [label(stop.program) for stop in stops if not length_is_stated(stop.program)]
    if unknown_length:
        weeks = counted(guidance.planning.unknown_duration_weeks.value, "week")
        yield f"Lengths are not stated; {weeks} are assumed for: {'; '.join(unknown_length)}."
    estimated = [label(stop.program) for stop in stops if not _is_price_stated(situation, prices, stop)]
    if estimated:
        yield f"Prices are not fully stated and are estimated for: {'; '.join(estimated)}."


def _is_price_stated(situation: Situation, prices: Prices, stop: Stop) -> bool:
    standing = situation.standing(stop.start)
    return prices.fees(stop.program, payer(situation, stop.program, stop.weeks, standing, stop.specialty)).complete


def warnings(
    situation: Situation, stops: tuple[Stop, ...], planned: tuple[Assessment, ...], lines: Iterable[Line]
) -> Iterator[str]:
    """What to check before spending anything; ``planned`` has the assessment of each stop."""
    applicant, catalogue = situation.applicant, situation.catalogue
    if not applicant.is_us_person and not applicant.lives_in_us:
        limits = parameter(catalogue.costs, "immigration_rules.entry_proclamation").description
        yield f"Check first whether your nationality may come at all: {limits}."
    for stop, found in zip(stops, planned, strict=True):
        checks = found.checks_by_standing[situation.standing(stop.start)]
        ignored = [check for check in checks if check.result is Result.IGNORED]
        if ignored:
            rules, reasons = listed(check.rule for check in ignored), " ".join(check.reason for check in ignored)
            yield f"{label(stop.program)}: you chose to ignore {rules}. {reasons}"
    metros = [metro_named(catalogue, stop.metro) for stop in stops]
    by_car = dict.fromkeys(metro.name for metro in metros if metro.car_needed is CarNeed.USUALLY)
    if by_car and not applicant.lives_in_us:
        yield f"A car is usually needed and not counted, as no figure was found: {'; '.join(by_car)}."
    yield from line_warnings(lines)


def line_warnings(lines: Iterable[Line]) -> Iterator[str]:
    """What to know of the figures that count, each warning once with the items it is about."""
    items: dict[str, list[str]] = defaultdict(list)
    for entry in lines:
        if entry.warning is not None and entry.counted:
            items[entry.warning].append(entry.item)
    for warning, named in items.items():
        yield f"{warning[0].upper()}{warning[1:]}: {'; '.join(named)}."
