"""``usceplan next``: parse, call one function, render."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from usceplan.cli.environment import surroundings
from usceplan.cli.plan_file import SAVE_HINT, write_plan
from usceplan.cli.plan_request import plan_wanted
from usceplan.cli.search_time import search_time
from usceplan.cli.timeline import report_of
from usceplan.cli.writing import print_json
from usceplan.problems import UserError
from usceplan.process import DONE, INTERRUPTED
from usceplan.timeline_report import next_report


@dataclass(frozen=True, slots=True)
class NextRequest:
    """What was asked on the command line."""

    told: dict[str, Any]
    plan: Path | None
    visa_wait_weeks: int | None
    done: tuple[str, ...]
    profile: str | None
    as_json: bool
    no_input: bool
    no_color: bool
    time_limit: float


def run_next(request: NextRequest) -> int:
    """Print what to do first; the exit code is 1 where there is no plan."""
    around = surroundings(no_input=request.no_input)
    if request.done and request.plan is None:
        raise UserError("--done needs --plan, the file in which it is marked", SAVE_HINT, "missing-option")
    wanted = plan_wanted(request.told, request.profile, request.plan, around).with_done(request.done)
    with search_time(request.time_limit, around.progress) as limit:
        timeline = report_of(wanted, request.visa_wait_weeks, limit.is_over)
    if request.done and request.plan is not None and wanted.saved is not None:
        write_plan(request.plan, wanted.saved)
    report = next_report(timeline, wanted.situation.catalogue.tasks.shown_next)
    if request.as_json:
        print_json(around.out, report.model_dump_json(by_alias=True, indent=2))
    else:
        from usceplan.output.calendar_screens import print_next  # Rich takes time
        from usceplan.output.terminal import make_console

        color = False if request.no_color else None
        print_next(report, make_console(around.out, color=color, environment=around.variables))
    return INTERRUPTED if limit.interrupted else DONE
