"""``usceplan profile init``: a new profile from options and the five questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from usceplan.asked import default_match_year
from usceplan.cli.answers import collect
from usceplan.cli.command_words import said_plainly
from usceplan.cli.dialogue import ask_missing, dialogue_console, review
from usceplan.cli.environment import surroundings
from usceplan.cli.loading import catalogue_for
from usceplan.cli.profile_file import (
    is_there,
    path_to_keep,
    profile_text,
    refuse_unwritable_profile,
    write_profile,
)
from usceplan.cli.questions import Question, missing_message, questions
from usceplan.cli.request import day_of, refuse_unclear, with_mistakes
from usceplan.cli.writing import print_text
from usceplan.problems import UserError
from usceplan.process import DONE
from usceplan.told import Answers


@dataclass(frozen=True, slots=True)
class InitRequest:
    """What was asked on the command line."""

    told: dict[str, Any]
    profile: str | None
    no_input: bool


def run_init(request: InitRequest) -> int:
    """Make a profile. One that is there is never replaced."""
    around = surroundings(no_input=request.no_input)
    path = path_to_keep(request.profile, around.variables)
    refuse_json(path)
    refuse_existing(path, request.profile)
    refuse_unwritable_profile(path, around.variables)
    answers = collect(request.told, {}, None)
    today = day_of(answers)
    catalogue = catalogue_for(around)
    missing = missing_message(answers)
    if missing is not None and not around.can_ask:
        raise with_mistakes(missing, answers, catalogue, today)
    refuse_unclear(answers, catalogue, today)
    match_year, why = default_match_year(catalogue, answers, today)
    asked = questions(catalogue, today, match_year)
    if missing is not None:
        console = dialogue_console(around)
        answers = review(asked, ask_missing(answers, asked, console, why), console, why)
        refuse_unclear(answers, catalogue, today)
    keep_answers(path, answers, asked, around.variables)
    named = f" --profile {request.profile}" if request.profile else ""
    print_text(around.out, f"Saved in {path}, which only you can read.\nNext: usceplan recommend{named}\n")
    return DONE


def refuse_json(path: Path) -> None:
    """Raise ``UserError`` for a file that would be written as YAML. It may be read, as all JSON is YAML."""
    if path.suffix == ".json":
        hint = "Name a file that ends in .yaml."
        raise UserError(f"{path}: a profile is written as YAML, not as JSON", hint, "bad-name")


def refuse_existing(path: Path, given: str | None) -> None:
    """Raise ``UserError`` where there is something already at the place of a new profile."""
    if is_there(path):
        named = f" --profile {given}" if given else ""
        hint = (
            f"Change it with: usceplan profile edit{named}; or make another one: usceplan profile init --profile NAME"
        )
        raise UserError(f"{path}: there is a file already; it is left as it is", hint, "profile-exists")


def keep_answers(
    path: Path, answers: Answers, asked: tuple[Question, ...], environment: Mapping[str, str]
) -> Path | None:
    """Write the answers to a profile, in words that mean the same on any day; the place of the older one comes back."""
    return write_profile(path, profile_text(said_plainly(answers, asked)), environment)
