"""``usceplan profile check``: whether a profile file can be used, with every mistake at its line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.reading import Document, read_file, validate
from usceplan.cli.answers import FOREIGN, answer_in, foreign_schema, profile_model
from usceplan.cli.environment import surroundings
from usceplan.cli.loading import catalogue_for
from usceplan.cli.options import BY_NAME, OPTIONS
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.profile_file import is_there, named_profiles, path_to_keep
from usceplan.cli.request import day_told, refuse_unclear
from usceplan.output.profile_result import ProfileCheck, ProfileProblem
from usceplan.problems import DataError, Problem, UserError, nearest
from usceplan.process import DONE, NOTHING
from usceplan.told import REQUIRED, Answers

INIT_HINT = "Make one with: usceplan profile init"


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What was asked on the command line."""

    profile: str | None
    as_json: bool
    no_color: bool
    today: str | None = None


def run_check(request: CheckRequest) -> int:
    """Print what is wrong with a profile; the exit code is 1 where anything is."""
    around = surroundings(no_input=True)
    path = existing_profile(request.profile, around.variables)
    found = check_profile(path, catalogue_for(around), day_told(request.today, around))
    if request.as_json:
        print_result(found, around)
    else:
        from usceplan.output.profile_file_view import print_check  # Rich takes time

        print_check(found, console_for(around, no_color=request.no_color))
    return DONE if found.ok else NOTHING


def existing_profile(given: str | None, environment: Mapping[str, str]) -> Path:
    """The file of a profile. Raises ``UserError`` where it is not there."""
    path = path_to_keep(given, environment)
    if is_there(path):
        return path
    names = [one.stem for one in named_profiles(environment)]
    close = nearest(given or "", names)
    meant = f'Did you mean "{close}"? ' if close else f"There are: {', '.join(names)}. " if names else ""
    name = f" --profile {given}" if given else ""
    raise UserError(f"{path}: there is no profile yet", f"{meant}{INIT_HINT}{name}", "no-profile")


def check_profile(path: Path, catalogue: Catalogue, today: date) -> ProfileCheck:
    """What is wrong with a profile file: its form, each text, and texts that contradict each other."""
    try:
        document = read_file(path, str(path))
        if (foreign := foreign_schema(document)) is not None:
            return _checked(path, [_problem(foreign, FOREIGN)])
        profile = validate(document, profile_model())
    except DataError as error:
        return _checked(path, [_problem(one, "") for one in error.problems])
    told: Answers = {}
    problems: list[ProfileProblem] = []
    for option in OPTIONS:
        try:
            answer = answer_in(document, profile, option)
            if answer is not None:
                told[option.name] = answer
                refuse_unclear({option.name: answer}, catalogue, today)
        except UserError as error:
            problems.append(_of(document, option.name, error))
    if not problems:
        try:
            refuse_unclear(told, catalogue, today)
        except UserError as error:
            problems.append(_of(document, _named_in(error, told), error))
    return _checked(path, problems, [BY_NAME[name].flag for name in REQUIRED if name not in told])


def _named_in(error: UserError, told: Answers) -> str | None:
    return next((name for name, answer in told.items() if error.message.startswith(f"{answer.origin}: ")), None)


def _of(document: Document, name: str | None, error: UserError) -> ProfileProblem:
    if name is None:
        return ProfileProblem(line=None, column=None, key=None, message=error.message, hint=error.hint)
    place = document.problem((name,), "")
    message = error.message.removeprefix(f"{place}: ")
    return ProfileProblem(line=place.line, column=place.column, key=name, message=message, hint=error.hint)


def _problem(problem: Problem, hint: str) -> ProfileProblem:
    return ProfileProblem(
        line=problem.line, column=problem.column, key=problem.path or None, message=problem.message, hint=hint
    )


def _checked(path: Path, problems: Iterable[ProfileProblem], missing: Iterable[str] = ()) -> ProfileCheck:
    found = sorted(problems, key=lambda one: (one.line or 0, one.column or 0))
    return ProfileCheck(path=str(path), ok=not found, problems=found, missing=list(missing))
