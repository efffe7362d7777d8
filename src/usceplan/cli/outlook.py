"""``usceplan outlook``: parse, call one function, render."""

from dataclasses import dataclass
from pathlib import Path

from usceplan import understanding
from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.loading import catalogue_for
from usceplan.cli.plan_request import plan_wanted
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.questions import missing_message
from usceplan.cli.request import answers_of, day_of
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import search_time
from usceplan.outlook_report import checked, outlook_report
from usceplan.output.outlook_results import Outlook
from usceplan.plan_wanted import PlanWanted
from usceplan.planning.optimizer import Solution
from usceplan.problems import UserError
from usceplan.process import DONE, INTERRUPTED
from usceplan.profile import placed
from usceplan.told import REQUIRED, Answer

NO_PERSON = frozenset({"today"})
"""Options that say nothing of an applicant."""


@dataclass(frozen=True, slots=True)
class OutlookRequest:
    """What was asked on the command line."""

    run: Run
    specialty: str | None
    plan: Path | None
    why: bool


def run_outlook(request: OutlookRequest) -> int:
    """Print the outlook."""
    around = surroundings(no_input=request.run.no_input)
    catalogue = catalogue_for(around)
    asked = None
    if request.specialty is not None:
        read = Answer((request.specialty,), "SPECIALTY")
        asked = placed(read, lambda text: understanding.specialty(text, catalogue.specialties))
    if request.plan is not None:
        return _of_plan(
            request, around, asked, plan_wanted(request.run.told, request.run.profile, request.plan, around)
        )
    told = request.run.told
    answers = answers_of(told, request.run.profile, around)
    today = day_of(answers)
    if not set(answers) - NO_PERSON:
        return _print(request, around, outlook_report(catalogue, today, asked))
    if request.specialty is not None and "specialty" not in answers:
        told = {**told, "specialty": [request.specialty]}
        answers = answers_of(told, request.run.profile, around)
    missing = None if _is_told_here(request) else missing_message(answers, REQUIRED)
    if missing is not None:
        return _print(request, around, outlook_report(catalogue, today, asked, not_checked=_in_part(missing)))
    return _of_plan(request, around, asked, plan_wanted(told, request.run.profile, None, around))


def _of_plan(request: OutlookRequest, around: Surroundings, asked: str | None, wanted: PlanWanted) -> int:
    """Print the outlook with the statements held against a plan, searched for or saved."""
    with search_time(request.run.time_limit, around.progress) as limit:
        found = checked(wanted.situation, limit.is_over, wanted.make)
    solution = found.solved.solution
    changes = wanted.warnings(solution.cost) if isinstance(solution, Solution) else []
    _print(request, around, outlook_report(wanted.situation.catalogue, wanted.today, asked, found, warnings=changes))
    return INTERRUPTED if limit.interrupted else DONE


def _is_told_here(request: OutlookRequest) -> bool:
    """Whether this command line itself tells of an applicant; what is missing must then be told too."""
    told = {name for name, value in request.run.told.items() if value not in (None, [])}
    return request.run.profile is not None or bool(told - NO_PERSON)


def _in_part(missing: UserError) -> str:
    return f"the usual profile or variables tell of an applicant in part; {missing.message}."


def _print(request: OutlookRequest, around: Surroundings, result: Outlook) -> int:
    if request.run.as_json:
        print_result(result, around)
        return DONE
    from usceplan.output.outlook_view import print_outlook  # Rich takes time

    print_outlook(result, console_for(around, no_color=request.run.no_color), why=request.why)
    return DONE
