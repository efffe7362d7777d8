"""The changes of a situation that are worth asking about: each with the words and the options that make it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from usceplan.applicant import Applicant, Limits, PassedExam, months_before
from usceplan.asked_exams import exams_in_words, fewest
from usceplan.assessment import Assessment
from usceplan.catalog.vocabulary import Exam, Visa
from usceplan.eligibility import RULES, Result, is_placement
from usceplan.match import match_cycle, next_reachable_match_year
from usceplan.planning.situation import Situation
from usceplan.problems import UserError
from usceplan.understanding import MOST_DOLLARS, YEARS_AHEAD, visa_label, visa_word
from usceplan.words import EXAM_NAMES, MONTHS, counted, dollars

BUDGET_STEPS = (500, 1000, 2000)
MONTHS_LATER = (1, 2, 3)
VISAS_TO_ASK_FOR: tuple[tuple[Visa, ...], ...] = ((Visa.B1, Visa.B2), (Visa.ESTA,), (Visa.F1,), (Visa.J1,))
EXAM_OPTIONS = {
    Exam.STEP_1: "step1",
    Exam.STEP_2_CK: "step2ck",
    Exam.ECFMG_CERTIFICATE: "ecfmg",
    Exam.OET: "oet",
    Exam.TOEFL: "toefl",
    Exam.IELTS: "ielts",
}


class Trouble(IntEnum):
    """How much trouble a change is, from the least to the most."""

    OPTION = 0
    """Nothing but an option: spending less, or leaving out a limit of one's own."""
    MONEY = 1
    EXAM = 2
    DATES = 3
    VISA = 4
    MATCH_YEAR = 5
    RULE = 6
    """No change at all in the person's hands: a rule of a program or of the law would have to be otherwise."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``flags`` are the options that make it, in the place of those of the same names.

    ``situation`` is None where the change can't be made; ``note`` then says why. ``flags`` is None where options have
    to be left out, which the text says.
    """

    id: str
    trouble: Trouble
    text: str
    flags: str | None
    situation: Situation | None
    note: str | None = None


def all_changes(situation: Situation, assessments: Iterable[Assessment]) -> Iterator[Change]:
    """Every change to try, the least trouble first."""
    placements = [found for found in assessments if is_placement(found.program)]
    yield from other_budgets(situation)
    yield from passed_exams(situation, placements)
    yield from other_arrivals(situation)
    yield from other_departures(situation)
    yield from other_months(situation)
    yield from other_visas(situation)
    yield from other_match_years(situation)
    yield from ignored_rules(situation, placements)


def _for(situation: Situation, applicant: Applicant) -> Situation:
    return replace(situation, applicant=applicant)


# Money


def other_budgets(situation: Situation) -> Iterator[Change]:
    """So much more, then so much less."""
    yield from more_money(situation)
    for step in BUDGET_STEPS:
        budget = situation.applicant.budget - step
        text = f"{dollars(step)} less to spend"
        if budget >= 0:
            yield _budget_change(situation, f"budget-{step}", Trouble.OPTION, text, budget)
        else:
            yield Change(f"budget-{step}", Trouble.OPTION, text, None, None, "The budget is less than that.")


def more_money(situation: Situation) -> Iterator[Change]:
    """So much more."""
    for step in BUDGET_STEPS:
        budget = situation.applicant.budget + step
        text = f"{dollars(step)} more to spend"
        if budget <= MOST_DOLLARS:
            yield _budget_change(situation, f"budget+{step}", Trouble.MONEY, text, budget)
        else:
            note = f"A budget is at most {dollars(MOST_DOLLARS)}."
            yield Change(f"budget+{step}", Trouble.MONEY, text, None, None, note)


def _budget_change(situation: Situation, name: str, trouble: Trouble, text: str, budget: int) -> Change:
    changed = _for(situation, replace(situation.applicant, budget=budget))
    return Change(name, trouble, text, f"--budget {budget}", changed)


def with_budget(situation: Situation, budget: int) -> Change:
    """A budget of so much."""
    text = f"A budget of {dollars(budget)}"
    return _budget_change(situation, "budget", Trouble.MONEY, text, budget)


# Exams


def passed_exams(situation: Situation, placements: Sequence[Assessment]) -> Iterator[Change]:
    """Each exam that some program asks for and that is not passed yet, passed from today on.

    Where nothing was said of exams, none is known to be missing: then all at once.
    """
    wanted = {exam for found in placements for exam in fewest(found.program.exams_required or ())}
    told = situation.applicant.exams
    if told is None:
        if wanted:
            every = tuple(PassedExam(exam) for exam in Exam if exam in wanted)
            yield _exam_change(situation, "exams", "All exams passed that programs ask for", every)
        return
    passed = situation.standing(situation.today).exams or frozenset()
    for exam in Exam:
        if exam in wanted and exam not in passed:
            others = tuple(one for one in told if one.exam is not exam)
            text = _exam_text(exam)
            yield _exam_change(situation, f"exam-{EXAM_OPTIONS[exam]}", text, (*others, PassedExam(exam)))


def passing(situation: Situation, required: Sequence[Exam]) -> Change:
    """All exams that a program requires passed at once, beside those passed or planned already."""
    told = situation.applicant.exams or ()
    wanted = fewest(required, {one.exam for one in told})
    others = [one for one in told if one.exam not in wanted]
    text = f"{exams_in_words(wanted)} passed"
    return _exam_change(situation, "exams", text, (*others, *map(PassedExam, wanted)))


def _exam_text(exam: Exam) -> str:
    name = EXAM_NAMES[exam]
    done = "in hand" if exam is Exam.ECFMG_CERTIFICATE else "passed"
    return f"{name[0].upper()}{name[1:]} {done}, from today on"


def _exam_change(situation: Situation, name: str, text: str, exams: tuple[PassedExam, ...]) -> Change:
    flags = " ".join(f"--exam {EXAM_OPTIONS[one.exam]}{f'={one.on}' if one.on else ''}" for one in exams)
    return Change(name, Trouble.EXAM, text, flags, _for(situation, replace(situation.applicant, exams=exams)))


# Dates


def other_arrivals(situation: Situation) -> Iterator[Change]:
    """Coming one, two or three months later; or earlier, where the earliest arrival is later than today."""
    today, told = situation.today, situation.applicant.available_from
    first = max(today, told or today)
    for months in MONTHS_LATER:
        day = months_before(first, -months)
        yield arrival(situation, f"start+{months}", f"Coming {counted(months, 'month')} later, from {day}", day)
    for months in MONTHS_LATER if first > today else ():
        day = max(today, months_before(first, months))
        yield arrival(situation, f"start-{months}", f"Coming {counted(months, 'month')} earlier, from {day}", day)


def arrival(situation: Situation, name: str, text: str, day: date) -> Change:
    """Coming on a day at the earliest."""
    until = situation.applicant.available_to
    if until is not None and until <= day:
        return Change(name, Trouble.DATES, text, None, None, f"You can stay until {until} only.")
    changed = _for(situation, replace(situation.applicant, available_from=day))
    return Change(name, Trouble.DATES, text, f"--available-from {day}", changed)


def other_departures(situation: Situation) -> Iterator[Change]:
    """Staying a month longer or less, where a last day was given."""
    until, arrival = situation.applicant.available_to, situation.applicant.available_from
    if until is None:
        return
    for name, day, words in (
        ("end+1", months_before(until, -1), "longer"),
        ("end-1", months_before(until, 1), "less"),
    ):
        text = f"Staying 1 month {words}, until {day}"
        if arrival is not None and day <= arrival:
            yield Change(name, Trouble.DATES, text, None, None, f"You come on {arrival} only.")
        else:
            changed = _for(situation, replace(situation.applicant, available_to=day))
            yield Change(name, Trouble.DATES, text, f"--available-to {day}", changed)


def other_months(situation: Situation) -> Iterator[Change]:
    """A month more or less at either end of the months in which the applicant can come, where these were given."""
    months = situation.applicant.months
    if not months:
        return
    first, last = ends_of(months)
    if len(months) < len(MONTHS):
        for month in dict.fromkeys((_next(last, 1), _next(first, -1))):
            yield _months_change(situation, f"month+{month}", f"Also free in {_name(month)}", (*months, month))
    for month in dict.fromkeys((last, first)):
        name, text = f"month-{month}", f"Not free in {_name(month)}"
        rest = tuple(one for one in months if one != month)
        if rest:
            yield _months_change(situation, name, text, rest)
        else:
            yield Change(name, Trouble.DATES, text, None, None, "It is the only month in which you can come.")


def ends_of(months: Sequence[int]) -> tuple[int, int]:
    """The first and last of some months of the year: those on the two sides of the longest time away.

    November to February begins with November. The whole year begins with January.
    """
    ordered = sorted(set(months))
    gaps = [
        ((after - before - 1) % 12, before, after)
        for before, after in zip(ordered, ordered[1:] + ordered[:1], strict=True)
    ]
    longest = max(gap for gap, _, _ in gaps)
    if longest == 0:
        return ordered[0], ordered[-1]
    _, before, after = next(one for one in gaps if one[0] == longest)
    return after, before


def _next(month: int, step: int) -> int:
    return (month - 1 + step) % 12 + 1


def _name(month: int) -> str:
    return MONTHS[month - 1]


def _months_change(situation: Situation, name: str, text: str, months: Iterable[int]) -> Change:
    ordered = tuple(sorted(months))
    flags = f"--months {','.join(map(str, ordered))}"
    return Change(name, Trouble.DATES, text, flags, _for(situation, replace(situation.applicant, months=ordered)))


# Visas


def other_visas(situation: Situation) -> Iterator[Change]:
    """Each other visa that someone abroad could ask for."""
    applicant = situation.applicant
    if applicant.is_us_person or applicant.lives_in_us:
        return
    for visas in VISAS_TO_ASK_FOR:
        if set(visas) != set(applicant.visas):
            word = visa_word(visas)
            text = f"{visa_label(visas)} instead of {visa_label(applicant.visas)}"
            changed = _for(situation, replace(applicant, visas=visas))
            yield Change(f"visa-{word}", Trouble.VISA, text, f"--visa {word}", changed)


# Match years


def other_match_years(situation: Situation) -> Iterator[Change]:
    """The Match a year later; and a year earlier, where a new letter could still be ready for it."""
    year = situation.applicant.match_year
    yield _match_change(situation, year + 1, "later")
    if _first_reachable(situation) <= year - 1:
        yield _match_change(situation, year - 1, "earlier")


def _first_reachable(situation: Situation) -> int:
    """The first Match for which a new letter can be ready; never where the calendar has none."""
    letters, calendar = situation.catalogue.guidance.letters, situation.catalogue.calendar
    try:
        found, _ = next_reachable_match_year(
            calendar, situation.today, letters.min_weeks.value, letters.days_before_review.value
        )
    except UserError:
        return calendar.covers.last + 1
    return found


def _match_change(situation: Situation, year: int, words: str) -> Change:
    name = "match-year+1" if words == "later" else "match-year-1"
    text = f"The {year} Match, one year {words}"
    try:
        if year > situation.today.year + YEARS_AHEAD:
            raise UserError(f"{year} is too far ahead")
        cycle = match_cycle(situation.catalogue.calendar, year)
    except UserError as error:
        note = f"{error.message[0].upper()}{error.message[1:]}."
        return Change(name, Trouble.MATCH_YEAR, text, None, None, note)
    changed = replace(situation, applicant=replace(situation.applicant, match_year=year), cycle=cycle)
    return Change(name, Trouble.MATCH_YEAR, text, f"--match-year {year}", changed)


# Rules


def ignored_rules(situation: Situation, placements: Sequence[Assessment]) -> Iterator[Change]:
    """Each rule that fails for at least one program, ignored."""
    for rule in RULES:
        failing = sum(_fails(found, rule) for found in placements)
        if failing:
            text = (
                f"Ignoring the rule {rule}, which {counted(failing, 'program')} {'fails' if failing == 1 else 'fail'}"
            )
            yield ignoring(situation, (rule,), f"rule-{rule}", text)


def _fails(found: Assessment, rule: str) -> bool:
    return any(check.rule == rule and check.result is Result.FAIL for check in found.checks)


def ignoring(situation: Situation, rules: Sequence[str], name: str, text: str) -> Change:
    """Some rules ignored."""
    limits = situation.applicant.limits
    ignored = tuple(dict.fromkeys((*limits.ignore_rules, *rules)))
    flags = " ".join(f"--ignore-rule {one}" for one in ignored)
    changed = _for(situation, replace(situation.applicant, limits=replace(limits, ignore_rules=ignored)))
    return Change(name, Trouble.RULE, text, flags, changed)


# The applicant's own limits


def fewer_limits(situation: Situation, program: str) -> Iterator[Change]:
    """Each limit of the applicant's own left out, one at a time; of programs left out, only the one wanted."""
    limits = situation.applicant.limits
    kept = tuple(one for one in limits.exclude if one != program)
    ways: tuple[tuple[str, Callable[[Limits], Limits], str], ...] = (
        ("--exclude", lambda one: replace(one, exclude=kept), f"Without --exclude {program}"),
        ("--kind", lambda one: replace(one, kinds=()), "Without --kind"),
        ("--state", lambda one: replace(one, states=()), "Without --state"),
        ("--not-state", lambda one: replace(one, not_states=()), "Without --not-state"),
        ("--hands-on-only", lambda one: replace(one, hands_on_only=False), "Without --hands-on-only"),
        ("--only-confirmed", lambda one: replace(one, only_confirmed=False), "Without --only-confirmed"),
        ("--max-rotations", lambda one: replace(one, max_rotations=None), "Without --max-rotations"),
        ("--max-stays", lambda one: replace(one, max_stays=None), "Without --max-stays"),
    )
    for flag, way, text in ways:
        fewer = way(limits)
        if fewer != limits:
            name = f"without-{flag.removeprefix('--')}"
            yield Change(name, Trouble.OPTION, text, None, _for(situation, replace(situation.applicant, limits=fewer)))


def without_limits(situation: Situation, program: str) -> Situation:
    """The situation without the applicant's own limits on programs; other programs left out stay left out."""
    limits = situation.applicant.limits
    free = replace(
        limits,
        kinds=(),
        states=(),
        not_states=(),
        hands_on_only=False,
        only_confirmed=False,
        exclude=tuple(one for one in limits.exclude if one != program),
    )
    return _for(situation, replace(situation.applicant, limits=free))
