"""``usceplan profile show`` and ``usceplan profile path``: what is told and where, and where the files are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from usceplan.asked import default_match_year
from usceplan.catalog.catalogue import Catalogue
from usceplan.cli.answers import collect, profile_path
from usceplan.cli.environment import surroundings
from usceplan.cli.folders import config_folder
from usceplan.cli.loading import catalogue_for
from usceplan.cli.options import OPTIONS, Option
from usceplan.cli.printing import paged_console, print_result
from usceplan.cli.profile_check import existing_profile
from usceplan.cli.profile_file import is_there, named_profiles, path_to_keep
from usceplan.cli.questions import Question, questions
from usceplan.cli.request import day_of
from usceplan.cli.writing import print_text
from usceplan.output.profile_result import NamedProfile, ProfilePath, ProfileShown, ProfileValue
from usceplan.problems import UserError
from usceplan.process import DONE
from usceplan.told import Answer
from usceplan.visa_time import usual_wait


@dataclass(frozen=True, slots=True)
class ShowRequest:
    """What was asked on the command line."""

    told: dict[str, Any]
    profile: str | None
    as_json: bool
    no_color: bool


def run_show(request: ShowRequest) -> int:
    """Print every option with its value and where that comes from."""
    around = surroundings(no_input=True)
    path = profile_path(request.profile, around.variables)
    if request.profile is not None:
        path = existing_profile(request.profile, around.variables)
    answers = collect(request.told, around.variables, path)
    today = day_of(answers)
    catalogue = catalogue_for(around)
    match_year, _ = default_match_year(catalogue, answers, today)
    asked = {question.name: question for question in questions(catalogue, today, match_year)}
    defaults = default_words(catalogue, match_year)
    shown = ProfileShown(
        path=None if path is None else str(path),
        values=[
            _value(option, answers.get(option.name), asked.get(option.name), defaults[option.name])
            for option in OPTIONS
        ],
        others=[one.stem for one in named_profiles(around.variables) if one != path],
    )
    if request.as_json:
        print_result(shown, around)
    else:
        from usceplan.output.profile_file_view import print_shown  # Rich takes time

        with paged_console(around, no_color=request.no_color) as console:
            print_shown(shown, console)
    return DONE


_SOURCES: dict[str, Literal["flag", "environment"]] = {
    **{option.flag: "flag" for option in OPTIONS},
    **{option.variable: "environment" for option in OPTIONS},
}
"""What kind of place each flag and each variable is; any other place is a line of a file."""


def _value(option: Option, answer: Answer | None, question: Question | None, default: str) -> ProfileValue:
    if answer is None:
        return ProfileValue(name=option.name, values=None, source="default", where=default, meaning=None)
    return ProfileValue(
        name=option.name,
        values=list(answer.texts),
        source=_SOURCES.get(answer.origin, "file"),
        where=answer.origin,
        meaning=None if question is None else _meaning(question, answer),
    )


def _meaning(question: Question, answer: Answer) -> str | None:
    try:
        return ", ".join(question.understood(text) for text in answer.texts)
    except UserError:
        return None


def default_words(catalogue: Catalogue, match_year: int) -> Mapping[str, str]:
    """What holds for each option where nothing is told."""
    guidance = catalogue.guidance
    planning = guidance.planning
    told = {
        **dict.fromkeys(("specialty", "grad_year", "visa", "budget"), "you will be asked"),
        "match_year": f"{match_year}, the next that new rotations can still help",
        "status": "follows from the graduation year",
        **dict.fromkeys(("nationality", "home_region", "exam"), "not known"),
        "us_metro": "you live outside the United States",
        "housing": "shared-room",
        "visa_wait_weeks": str(usual_wait(catalogue)),
        "held_letters": "0",
        "held_weeks": "0",
        **dict.fromkeys(("available_from", "available_to"), "any day"),
        "months": "any month",
        "kind": "every kind",
        "state": "every state",
        "max_rotations": str(planning.max_rotations.value),
        "max_stays": str(planning.max_stays.value),
        "weight": "those of data/guidance.yaml",
        "refusal_rate": f"{planning.refusal_percent.value}%",
        "residency_programs": str(guidance.due.residency_applications.value),
        "today": "the day by this computer's clock",
    }
    return {option.name: told.get(option.name, "no" if option.switch else "none") for option in OPTIONS}


@dataclass(frozen=True, slots=True)
class PathRequest:
    """What was asked on the command line."""

    profile: str | None
    as_json: bool


def run_path(request: PathRequest) -> int:
    """Print where the profile is, or would be: one line, for people and scripts alike."""
    around = surroundings(no_input=True)
    path = path_to_keep(request.profile, around.variables)
    if not request.as_json:
        print_text(around.out, f"{path}\n")
        return DONE
    found = ProfilePath(
        path=str(path),
        exists=is_there(path),
        folder=str(config_folder(around.variables)),
        profiles=[NamedProfile(name=one.stem, path=str(one)) for one in named_profiles(around.variables)],
    )
    print_result(found, around)
    return DONE
