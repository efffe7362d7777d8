"""From what was told to a situation: collect, ask, understand."""

from datetime import date
from typing import Any, NamedTuple

from usceplan import understanding
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.folder import data_folder
from usceplan.cli.answers import Answers, collect, profile_path
from usceplan.cli.environment import Surroundings, local_today
from usceplan.cli.loading import catalogue_for
from usceplan.cli.options import BY_NAME
from usceplan.cli.questions import REQUIRED, missing_message, questions
from usceplan.match import match_cycle, next_reachable_match_year
from usceplan.planning.situation import Situation
from usceplan.problems import UserError
from usceplan.profile import applicant_from, placed


def answers_of(told: dict[str, Any], profile: str | None, around: Surroundings) -> Answers:
    """Everything told, from options, variables and the profile file."""
    path = profile_path(profile, around.variables)
    around.tell(f"profile {path}" if path is not None else "no profile file")
    return collect(told, around.variables, path)


def day_of(answers: Answers) -> date:
    """The day to plan from: as told, else today."""
    if "today" in answers:
        return placed(answers["today"], lambda text: understanding.iso_date(text, "today"))
    return local_today()


def only_day(today: str | None, around: Surroundings) -> Answers:
    """The day alone, by option or variable: for what asks for no applicant, whom the rest describes."""
    variable = BY_NAME["today"].variable
    variables = {variable: around.variables[variable]} if variable in around.variables else {}
    return collect({"today": today}, variables, None)


def day_told(today: str | None, around: Surroundings) -> date:
    """The day by option or variable, else today."""
    return day_of(only_day(today, around))


class Asked(NamedTuple):
    """The situation asked about, what was told of it, and why its Match year was chosen where nobody named one."""

    situation: Situation
    answers: Answers
    why_match_year: str | None


def situation_from(
    told: dict[str, Any], profile: str | None, around: Surroundings, required: tuple[str, ...] = REQUIRED
) -> tuple[Situation, str | None]:
    """The situation asked about, and why its Match year was chosen where nobody named one; see ``asked_from``."""
    asked = asked_from(told, profile, around, required)
    return asked.situation, asked.why_match_year


def asked_from(
    told: dict[str, Any], profile: str | None, around: Surroundings, required: tuple[str, ...] = REQUIRED
) -> Asked:
    """What is asked about.

    Asks for what is missing and ``required`` where that is possible. Raises ``UserError`` and ``DataError``.
    """
    answers = answers_of(told, profile, around)
    today = day_of(answers)
    if not around.can_ask and (missing := missing_message(answers, required)) is not None:
        raise missing
    catalogue = catalogue_for(around)
    around.tell(f"data {data_folder()} ({catalogue.digest}), today {today.isoformat()}")
    for name, answer in answers.items():
        around.tell(f"{name} {', '.join(answer.texts)} by {answer.origin}")
    match_year, why = default_match_year(catalogue, answers, today)
    if around.can_ask and missing_message(answers, required) is not None:
        answers = _asked(answers, catalogue, today, match_year, why, around)
    return situation_of(answers, catalogue, today, match_year, why)


def situation_of(answers: Answers, catalogue: Catalogue, today: date, match_year: int, why: str) -> Asked:
    """The situation that complete answers describe; ``match_year`` is the default. Raises ``UserError``."""
    applicant = applicant_from(answers, catalogue, today, match_year)
    cycle = match_cycle(catalogue.calendar, applicant.match_year)
    if cycle.date("match_day") <= today:
        where = answers["match_year"].origin if "match_year" in answers else "today"
        message = f"{where}: the {applicant.match_year} Match was on {cycle.date('match_day').isoformat()}"
        raise UserError(message, f"Plan for {match_year}: --match-year {match_year}.", "match-is-past")
    situation = Situation(catalogue, applicant, cycle, today)
    return Asked(situation, answers, why if applicant.match_year == match_year else None)


def default_match_year(catalogue: Catalogue, answers: Answers, today: date) -> tuple[int, str]:
    """The next Match that can still be reached with a letter from a new rotation, and why it is that one.

    Raises ``UserError`` for a day that the figures and dates on file say nothing of.
    """
    letters = catalogue.guidance.letters
    where = answers["today"].origin if "today" in answers else "today"
    first = date(catalogue.collected.year - 1, 1, 1)
    if today < first:
        message = f"{where}: {today.isoformat()} lies before the prices on file"
        raise UserError(message, f"Give a day from {first.isoformat()} on.", "bad-date")
    try:
        return next_reachable_match_year(
            catalogue.calendar, today, letters.min_weeks.value, letters.days_before_review.value
        )
    except UserError as error:
        raise UserError(f"{where}: {error.message}", error.hint, error.code) from None


def _asked(
    answers: Answers, catalogue: Catalogue, today: date, match_year: int, why: str, around: Surroundings
) -> Answers:
    from usceplan.cli.command_words import in_plain_words, shell_line, words_of
    from usceplan.cli.dialogue import ask_missing, dialogue_console  # Rich takes time, and most runs ask nothing

    console = dialogue_console(around)
    asked = questions(catalogue, today, match_year)
    told = ask_missing(answers, asked, console, why)
    new = {name: answer for name, answer in told.items() if name not in answers}
    options = shell_line(words_of(in_plain_words(new, asked)), windows=around.on_windows)
    console.print(f"The same without questions: {options}\n", markup=False, soft_wrap=True)
    return told
