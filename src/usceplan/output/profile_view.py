"""Who was understood, for which Match, and what else was said: the first lines of the screen."""

from collections.abc import Iterator

from rich.text import Text

from usceplan.output.figures import involvement_in_words, iso, status_of_one
from usceplan.output.layout import Lines, Sheet, flow, hang, heading
from usceplan.output.results import ApplicantInfo, MatchInfo, Recommendation
from usceplan.words import EXAM_NAMES, MONTH_NAMES, capital, counted, dollars, in_words, listed

_EXAMS = {str(exam): name for exam, name in EXAM_NAMES.items()}


def profile(result: Recommendation, sheet: Sheet) -> Lines:
    """The applicant and the Match year as understood."""
    also = list(also_said(result.applicant))
    return [
        *heading("You", sheet),
        *flow(who(result.applicant), sheet),
        *hang(Text(f"Match {result.match.match_year}: ", "bold"), match_in_words(result.match), sheet.prose),
        *(hang("You also said: ", Text("; ".join(also)), sheet.prose) if also else []),
    ]


def who(applicant: ApplicantInfo) -> Iterator[Text]:
    """The applicant in four phrases."""
    first, *others = applicant.specialty_names
    yield Text.assemble((capital(first), "bold"), *(f", then {name}" for name in others))
    yield Text(f"graduation {applicant.graduation_year}, {status_of_one(applicant.status)} today")
    yield Text(applicant.visa_label)
    yield Text(f"budget {dollars(applicant.budget)}")


def match_in_words(match: MatchInfo) -> str:
    """Why it is this Match, and until when letters count."""
    why = f"{capital(match.why.rstrip('.'))}. " if match.why else "as you said. "
    return f"{why}A rotation's letter counts if the rotation ends by {iso(match.letter_deadline)}."


def also_said(applicant: ApplicantInfo) -> Iterator[str]:
    """Whatever else was told that differs from the defaults."""
    yield from _person(applicant)
    yield from _dates(applicant)
    yield from _limits(applicant)


def _person(applicant: ApplicantInfo) -> Iterator[str]:
    if applicant.nationality_name:
        yield f"nationality {applicant.nationality_name}"
    if applicant.home_region:
        yield f"home region {in_words(applicant.home_region).title()}"
    if applicant.us_metro_name:
        yield f"U.S. home: {applicant.us_metro_name}"
    if applicant.free_housing_names:
        yield f"a place to stay in {listed(applicant.free_housing_names)}"
    if applicant.housing == "studio":
        yield "a furnished studio of your own"
    if applicant.visa_wait_weeks is not None:
        wait = applicant.visa_wait_weeks
        yield f"a visa interview {counted(wait, 'week')} away" if wait else "you have the visa"
    for exam in applicant.exams or ():
        yield _EXAMS.get(exam.exam, exam.exam) + (f" on {iso(exam.on)}" if exam.on else " passed")
    if applicant.exams is not None and not applicant.exams:
        yield "no exam passed"
    if applicant.held_letters:
        yield f"{counted(applicant.held_letters, 'letter')} held"
    if applicant.held_weeks:
        yield f"{counted(applicant.held_weeks, 'week')} held ({involvement_in_words(applicant.held_involvement)})"


def _dates(applicant: ApplicantInfo) -> Iterator[str]:
    if applicant.available_from:
        yield f"available from {iso(applicant.available_from)}"
    if applicant.available_to:
        yield f"available to {iso(applicant.available_to)}"
    if applicant.months:
        yield f"only in {listed(MONTH_NAMES[month - 1] for month in applicant.months)}"


def _limits(applicant: ApplicantInfo) -> Iterator[str]:
    named = (
        ("only", applicant.kinds),
        ("only in", applicant.states),
        ("not in", applicant.not_states),
        ("must include", applicant.include),
        ("without", applicant.exclude),
        ("ignoring the rule" if len(applicant.ignored_rules) == 1 else "ignoring the rules", applicant.ignored_rules),
    )
    for words, values in named:
        if values:
            yield f"{words} {listed(values)}"
    if applicant.hands_on_only:
        yield "hands-on only"
    if applicant.only_confirmed:
        yield "only programs with nothing to confirm"
    if applicant.include_application:
        yield "exams and the residency application count against the budget"
