"""``usceplan whatif``: parse, call one function, render."""

from dataclasses import dataclass
from pathlib import Path

from usceplan.catalog.catalogue import Catalogue
from usceplan.cli.environment import surroundings
from usceplan.cli.plan_request import plan_wanted
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import SharedTime, search_time
from usceplan.output.results import WhatIfReport
from usceplan.problems import UserError
from usceplan.process import DONE, INTERRUPTED, NOTHING
from usceplan.profile import placement_id
from usceplan.whatif_report import whatif_report


@dataclass(frozen=True, slots=True)
class WhatIfRequest:
    """What was asked on the command line."""

    run: Run
    want: str | None
    plan: Path | None


def run_whatif(request: WhatIfRequest) -> int:
    """Print what changes would do; the exit code is 1 where there is no plan and no change makes one."""
    around = surroundings(no_input=request.run.no_input)
    wanted = plan_wanted(request.run.told, request.run.profile, request.plan, around)
    situation = wanted.situation
    want = None if request.want is None else _placement(request.want, situation.catalogue)
    with search_time(request.run.time_limit, around.progress) as limit:
        clock = SharedTime(limit, request.run.time_limit)
        report = whatif_report(situation, clock, want, saved=wanted.saved, today=wanted.today)
    if request.run.as_json:
        print_result(report, around)
    else:
        from usceplan.output.whatif_view import print_whatif  # Rich takes time

        print_whatif(report, console_for(around, no_color=request.run.no_color))
    if limit.interrupted:
        return INTERRUPTED
    return DONE if _found_plan(report) else NOTHING


def _placement(text: str, catalogue: Catalogue) -> str:
    try:
        return placement_id(text, catalogue)
    except UserError as error:
        raise UserError(f"--want: {error.message}", error.hint, error.code) from None


def _found_plan(report: WhatIfReport) -> bool:
    """Whether there is a plan as things are or with some change; of a program wanted, one that includes it."""
    if report.wanted is not None:
        return report.wanted.as_is.strength is not None or bool(report.wanted.changes)
    return report.plan is not None or any(one.strength is not None for one in report.changes)
