"""``usceplan next``: parse, call one function, render."""

from dataclasses import dataclass
from pathlib import Path

from usceplan.cli.environment import surroundings
from usceplan.cli.given_file import PIPE
from usceplan.cli.plan_request import SAVE_HINT, plan_wanted
from usceplan.cli.printing import paged_console, print_result
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import search_time
from usceplan.plan_wanted import plan_timeline
from usceplan.problems import UserError
from usceplan.process import DONE, INTERRUPTED
from usceplan.timeline_report import next_report


@dataclass(frozen=True, slots=True)
class NextRequest:
    """What was asked on the command line."""

    run: Run
    plan: Path | None
    done: tuple[str, ...]


def run_next(request: NextRequest) -> int:
    """Print what to do first; the exit code is 1 where there is no plan."""
    around = surroundings(no_input=request.run.no_input)
    if request.done and request.plan is None:
        raise UserError("--done needs --plan, the file in which it is marked", SAVE_HINT, "missing-option")
    if request.done and request.plan == PIPE:
        raise UserError("--done changes the plan file, and - is none", "Name the file.", "contradiction")
    wanted = plan_wanted(request.run.told, request.run.profile, request.plan, around).with_done(request.done)
    with search_time(request.run.time_limit, around.progress) as limit:
        timeline = plan_timeline(wanted, limit.is_over)
    if request.done and request.plan is not None and wanted.saved is not None:
        from usceplan.cli.plan_file import write_plan  # what reads YAML takes time

        write_plan(request.plan, wanted.saved)
    report = next_report(timeline, wanted.situation.catalogue.tasks.shown_next)
    if request.run.as_json:
        print_result(report, around)
    else:
        from usceplan.output.calendar_screens import print_next  # Rich takes time

        with paged_console(around, no_color=request.run.no_color) as console:
            print_next(report, console)
    return INTERRUPTED if limit.interrupted else DONE
