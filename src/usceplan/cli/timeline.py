"""``usceplan timeline``: parse, call one function, render or export."""

from dataclasses import dataclass
from pathlib import Path

from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.given_file import PIPE, refuse_several_forms
from usceplan.cli.plan_request import plan_wanted
from usceplan.cli.printing import paged_console, print_result
from usceplan.cli.result_files import CALENDAR, refuse_unfit
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import search_time
from usceplan.cli.writing import print_text, write_file
from usceplan.output.results import TimelineReport
from usceplan.plan_wanted import plan_timeline
from usceplan.process import DONE, INTERRUPTED


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
    refuse_several_forms(
        {
            "--json": request.run.as_json,
            "--csv": request.as_csv,
            "--markdown": request.as_markdown,
            "--ics -": request.ics == PIPE,
        }
    )
    refuse_unfit([(request.ics, CALENDAR)])
    wanted = plan_wanted(request.run.told, request.run.profile, request.plan, around)
    with search_time(request.run.time_limit, around.progress) as limit:
        report = plan_timeline(wanted, limit.is_over)
    _export(request, around, report, wanted.situation.catalogue.tasks.alarm_days_before)
    return INTERRUPTED if limit.interrupted else DONE


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
