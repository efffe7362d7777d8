"""``usceplan timeline``: parse, call one function, render or export."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.plan_request import PlanWanted, plan_wanted, recommended
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import search_time
from usceplan.cli.writing import print_text, write_file
from usceplan.output.results import TimelineReport
from usceplan.planning.optimizer import never
from usceplan.problems import UserError
from usceplan.process import DONE, INTERRUPTED
from usceplan.timeline_report import timeline_report

STDOUT = Path("-")


@dataclass(frozen=True, slots=True)
class TimelineRequest:
    """What was asked on the command line."""

    run: Run
    plan: Path | None
    ics: Path | None
    as_csv: bool
    as_markdown: bool
    why: bool


def run_timeline(request: TimelineRequest) -> int:
    """Print the timeline, or write it in another form; the exit code is 1 where there is no plan."""
    around = surroundings(no_input=request.run.no_input)
    _refuse_several_forms(request)
    wanted = plan_wanted(request.run.told, request.run.profile, request.plan, around)
    with search_time(request.run.time_limit, around.progress) as limit:
        report = report_of(wanted, limit.is_over)
    _export(request, around, report, wanted.situation.catalogue.tasks.alarm_days_before)
    return INTERRUPTED if limit.interrupted else DONE


def report_of(wanted: PlanWanted, deadline: Callable[[], bool] = never) -> TimelineReport:
    """The timeline of the plan wanted. Raises ``NothingFoundError`` where there is none."""
    found = recommended(wanted, deadline, with_whatif=False)
    assert found.result.budget is not None
    report = timeline_report(found.result, found.ahead)
    changes = wanted.warnings(found.result.budget.total.typical)
    return report.model_copy(update={"warnings": [*changes, *report.warnings]})


def _refuse_several_forms(request: TimelineRequest) -> None:
    forms = {
        "--json": request.run.as_json,
        "--csv": request.as_csv,
        "--markdown": request.as_markdown,
        "--ics -": request.ics == STDOUT,
    }
    given = [flag for flag, is_on in forms.items() if is_on]
    if len(given) > 1:
        raise UserError(f"{given[0]} and {given[1]} ask for different forms", "Give one of them.", "contradiction")


def _export(
    request: TimelineRequest, around: Surroundings, report: TimelineReport, alarm_days_before: tuple[int, ...]
) -> None:
    if request.ics is not None:
        from usceplan.output.icalendar_export import icalendar_text  # the library takes time

        text = icalendar_text(report, alarm_days_before)
        if request.ics == STDOUT:
            print_text(around.out, text)
            return
        write_file(request.ics, text)
    if request.run.as_json:
        print_result(report, around)
    elif request.as_csv:
        from usceplan.output.csv_export import csv_text

        print_text(around.out, csv_text(report))
    elif request.as_markdown:
        from usceplan.output.markdown_export import markdown_text

        print_text(around.out, markdown_text(report))
    else:
        from usceplan.output.calendar_screens import print_timeline  # Rich takes time

        print_timeline(report, console_for(around, no_color=request.run.no_color), why=request.why)
