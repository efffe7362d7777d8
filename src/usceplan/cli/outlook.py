"""``usceplan outlook``: parse, call one function, render."""

from dataclasses import dataclass
from typing import Any

from usceplan import understanding
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
from usceplan.cli.answers import Answer
from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.questions import REQUIRED, missing_message
from usceplan.cli.request import answers_of, day_of, situation_from
from usceplan.cli.search_time import search_time
from usceplan.cli.writing import print_json
from usceplan.outlook import checked, outlook
from usceplan.output.outlook_results import Outlook
from usceplan.problems import UserError
from usceplan.process import DONE, INTERRUPTED
from usceplan.profile import placed

NO_PERSON = frozenset({"today"})
"""Options that say nothing of an applicant."""


@dataclass(frozen=True, slots=True)
class OutlookRequest:
    """What was asked on the command line."""

    specialty: str | None
    told: dict[str, Any]
    profile: str | None
    as_json: bool
    why: bool
    no_input: bool
    no_color: bool
    time_limit: float


def run_outlook(request: OutlookRequest) -> int:
    """Print the outlook."""
    around = surroundings(no_input=request.no_input)
    catalogue = load_catalogue(data_folder())
    asked = None
    if request.specialty is not None:
        read = Answer((request.specialty,), "SPECIALTY")
        asked = placed(read, lambda text: understanding.specialty(text, catalogue.specialties))
    told = request.told
    answers = answers_of(told, request.profile, around)
    today = day_of(answers)
    if not set(answers) - NO_PERSON:
        return _print(request, around, outlook(catalogue, today, asked))
    if request.specialty is not None and "specialty" not in answers:
        told = {**told, "specialty": [request.specialty]}
        answers = answers_of(told, request.profile, around)
    missing = None if _is_told_here(request) else missing_message(answers, REQUIRED)
    if missing is not None:
        return _print(request, around, outlook(catalogue, today, asked, not_checked=_in_part(missing)))
    situation, _ = situation_from(told, request.profile, around)
    with search_time(request.time_limit, around.err) as limit:
        result = outlook(catalogue, today, asked, checked(situation, limit.is_over))
    _print(request, around, result)
    return INTERRUPTED if limit.interrupted else DONE


def _is_told_here(request: OutlookRequest) -> bool:
    """Whether this command line itself tells of an applicant; what is missing must then be told too."""
    told = {name for name, value in request.told.items() if value not in (None, [])}
    return request.profile is not None or bool(told - NO_PERSON)


def _in_part(missing: UserError) -> str:
    return f"the usual profile or variables tell of an applicant in part; {missing.message}."


def _print(request: OutlookRequest, around: Surroundings, result: Outlook) -> int:
    if request.as_json:
        print_json(around.out, result.model_dump_json(by_alias=True, indent=2))
        return DONE
    from usceplan.output.terminal import make_console, print_outlook  # Rich takes time

    color = False if request.no_color else None
    print_outlook(result, make_console(around.out, color=color, environment=around.variables), why=request.why)
    return DONE
