"""From what was told to a situation: collect, ask, understand."""

from datetime import date
from typing import Any, NamedTuple

from usceplan import understanding
from usceplan.asked import default_match_year, situation_of
from usceplan.catalog.catalogue import Catalogue
from usceplan.cli.answers import collect, profile_path
from usceplan.cli.environment import Surroundings, local_today
from usceplan.cli.loading import catalogue_for
from usceplan.cli.options import BY_NAME
from usceplan.cli.questions import missing_message, questions
from usceplan.planning.situation import Situation
from usceplan.problems import UserError, all_at_once
from usceplan.profile import placed
from usceplan.told import REQUIRED, Answer, Answers


def answers_of(told: dict[str, Any], profile: str | None, around: Surroundings) -> Answers:
    """Everything told, from options, variables and the profile file."""
    path = profile_path(profile, around.variables)
    around.tell(f"profile {path}" if path is not None else "no profile file")
    return collect(told, around.variables, path)


def day_of(answers: Answers) -> date:
    """The day to plan from: as told, else today."""
    if "today" in answers:
        return placed(answers["today"], understanding.iso_date)
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
    """The situation asked about, and what was told of it."""

    situation: Situation
    answers: Answers


def situation_from(
    told: dict[str, Any], profile: str | None, around: Surroundings, required: tuple[str, ...] = REQUIRED
) -> Situation:
    """The situation asked about; see ``asked_from``."""
    return asked_from(told, profile, around, required).situation


def asked_from(
    told: dict[str, Any], profile: str | None, around: Surroundings, required: tuple[str, ...] = REQUIRED
) -> Asked:
    """What is asked about.

    Asks for what is missing and ``required`` where that is possible. Raises ``UserError`` and ``DataError``.
    """
    answers = answers_of(told, profile, around)
    today = day_of(answers)
    catalogue = catalogue_for(around)
    around.tell(f"today {today.isoformat()}")
    for name, answer in answers.items():
        around.tell(f"{name} {', '.join(answer.texts)} by {answer.origin}")
    missing = missing_message(answers, required)
    if missing is not None:
        if not around.can_ask:
            raise with_mistakes(missing, answers, catalogue, today)
        answers = _asked(answers, catalogue, today, around)
    return Asked(situation_of(answers, catalogue, today), answers)


def with_mistakes(missing: UserError, answers: Answers, catalogue: Catalogue, today: date) -> UserError:
    """What is still to be told, after all that is wrong with what was told."""
    try:
        refuse_unclear(answers, catalogue, today)
    except UserError as error:
        return all_at_once((error, missing))
    return missing


def refuse_unclear(told: Answers, catalogue: Catalogue, today: date) -> None:
    """Raise ``UserError`` where these answers, with those that Enter takes for the other questions, make no sense."""
    day = day_of(told) if "today" in told else today
    match_year, _ = default_match_year(catalogue, told, day)
    usual = {one.name: Answer((one.default,), "default") for one in questions(catalogue, day, match_year)}
    situation_of({**usual, **told}, catalogue, day)


def _asked(answers: Answers, catalogue: Catalogue, today: date, around: Surroundings) -> Answers:
    from usceplan.cli.command_words import option_words, said_plainly, shell_line
    from usceplan.cli.dialogue import ask_missing, dialogue_console  # Rich takes time, and most runs ask nothing

    refuse_unclear(answers, catalogue, today)
    match_year, why = default_match_year(catalogue, answers, today)
    console = dialogue_console(around)
    asked = questions(catalogue, today, match_year)
    told = ask_missing(answers, asked, console, why)
    new = {name: answer for name, answer in told.items() if name not in answers}
    options = shell_line(option_words(said_plainly(new, asked)), windows=around.on_windows)
    console.print(f"The same without questions: {options}\n", markup=False, soft_wrap=True)
    return told
