"""``usceplan timeline``: parse, call one function, render or export."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.given_file import PIPE, refuse_several_forms
from usceplan.cli.plan_request import PlanWanted, plan_wanted, recommended
from usceplan.cli.printing import paged_console, print_result
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import search_time
from usceplan.cli.writing import print_text, refuse_missing_folders, write_file
from usceplan.output.results import TimelineReport
from usceplan.planning.optimizer import never
from usceplan.process import DONE, INTERRUPTED
from usceplan.timeline_report import timeline_report


@dataclass(frozen=True, slots=True)
class TimelineRequest:
    """What was asked on the command line."""

    run: Run
    plan: Path | None
    visa_wait_weeks: int | None
    ics: Path | None
    as_csv: bool
    as_markdown: bool
    why: bool


def run_timeline(request: TimelineRequest) -> int:
    """Print the timeline, or write it in another form; the exit code is 1 where there is no plan."""
    around = surroundings(no_input=request.run.no_input)
    refuse_several_forms(
        {
            "--json": request.run.as_json,
            "--csv": request.as_csv,
            "--markdown": request.as_markdown,
            "--ics -": request.ics == PIPE,
        }
    )
    refuse_missing_folders([request.ics] if request.ics is not None else [])
    wanted = plan_wanted(request.run.told, request.run.profile, request.plan, around)
    with search_time(request.run.time_limit, around.progress) as limit:
        report = report_of(wanted, request.visa_wait_weeks, limit.is_over)
    _export(request, around, report, wanted.situation.catalogue.tasks.alarm_days_before)
    return INTERRUPTED if limit.interrupted else DONE


def report_of(wanted: PlanWanted, visa_wait_weeks: int | None, deadline: Callable[[], bool] = never) -> TimelineReport:
    """The timeline of the plan wanted. Raises ``NothingFoundError`` where there is none."""
    found = recommended(wanted, visa_wait_weeks, deadline, with_whatif=False)
    assert found.result.budget is not None
    report = timeline_report(found.result, found.ahead)
    changes = wanted.warnings(found.result.budget.total.typical)
    return report.model_copy(update={"warnings": [*changes, *report.warnings]})


def _export(
    request: TimelineRequest, around: Surroundings, report: TimelineReport, alarm_days_before: tuple[int, ...]
) -> None:
    if request.ics is not None:
        from usceplan.output.icalendar_export import icalendar_text  # the library takes time

        text = icalendar_text(report, alarm_days_before)
        if request.ics == PIPE:
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

        with paged_console(around, no_color=request.run.no_color) as console:
            print_timeline(report, console, why=request.why)
