"""``usceplan explain``: parse, call one function, render."""

from dataclasses import dataclass
from pathlib import Path

from usceplan.cli.environment import surroundings
from usceplan.cli.loading import catalogue_for
from usceplan.cli.plan_request import plan_wanted
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import SharedTime, search_time
from usceplan.explain_report import explained
from usceplan.process import DONE, INTERRUPTED
from usceplan.profile import placed, program_id
from usceplan.told import Answer

SHARE = 2
"""The search without the program may take half of the time, the one with it what is left then."""


@dataclass(frozen=True, slots=True)
class ExplainRequest:
    """What was asked on the command line."""

    run: Run
    program: str
    plan: Path | None


def run_explain(request: ExplainRequest) -> int:
    """Print what is known of a program for an applicant, whatever the verdict is."""
    around = surroundings(no_input=request.run.no_input)
    asked = Answer((request.program,), "ID")
    if around.can_ask:  # nobody should answer five questions to learn that the id is none
        placed(asked, lambda text: program_id(text, catalogue_for(around)))
    wanted = plan_wanted(request.run.told, request.run.profile, request.plan, around)
    situation = wanted.situation
    found = placed(asked, lambda text: program_id(text, situation.catalogue))
    with search_time(request.run.time_limit, around.progress) as limit:
        clock = SharedTime(limit, request.run.time_limit, SHARE)
        result = explained(situation, found, clock, saved=wanted.saved, today=wanted.today)
    if request.run.as_json:
        print_result(result, around)
    else:
        from usceplan.output.explain_view import print_explanation  # Rich takes time

        print_explanation(result, console_for(around, no_color=request.run.no_color))
    return INTERRUPTED if limit.interrupted else DONE
