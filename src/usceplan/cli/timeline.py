"""``usceplan timeline``: parse, call one function, render or export."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.plan_request import PlanWanted, plan_wanted
from usceplan.cli.search_time import search_time
from usceplan.cli.writing import print_json, print_text, write_file
from usceplan.output.results import TimelineReport
from usceplan.planning.optimizer import never
from usceplan.problems import NothingFoundError, UserError
from usceplan.process import DONE, INTERRUPTED
from usceplan.recommend import recommend
from usceplan.timeline_report import refuse_unknown_tasks, timeline_report

STDOUT = Path("-")


@dataclass(frozen=True, slots=True)
class TimelineRequest:
    """What was asked on the command line."""

    told: dict[str, Any]
    plan: Path | None
    visa_wait_weeks: int | None
    ics: Path | None
    as_csv: bool
    as_markdown: bool
    why: bool
    profile: str | None
    as_json: bool
    no_input: bool
    no_color: bool
    time_limit: float


def run_timeline(request: TimelineRequest) -> int:
    """Print the timeline, or write it in another form; the exit code is 1 where there is no plan."""
    around = surroundings(no_input=request.no_input)
    _refuse_several_forms(request)
    wanted = plan_wanted(request.told, request.profile, request.plan, around)
    with search_time(request.time_limit, around.progress) as limit:
        report = report_of(wanted, request.visa_wait_weeks, limit.is_over)
    _export(request, around, report, wanted.situation.catalogue.tasks.alarm_days_before)
    return INTERRUPTED if limit.interrupted else DONE


def report_of(wanted: PlanWanted, visa_wait_weeks: int | None, deadline: Callable[[], bool] = never) -> TimelineReport:
    """The timeline of the plan wanted. Raises ``NothingFoundError`` where there is none."""
    found = recommend(
        wanted.situation,
        why_match_year=wanted.why_match_year,
        deadline=deadline,
        with_whatif=False,
        make=wanted.make,
        looked=wanted.looked(visa_wait_weeks),
    )
    refuse_unknown_tasks(found.ahead)
    if found.result.no_plan is not None:
        raise NothingFoundError(found.result.no_plan.reason, found.result.no_plan.change or "", "no-plan")
    report = timeline_report(found.result, found.ahead)
    return report.model_copy(update={"warnings": [*wanted.warnings(found.result.budget), *report.warnings]})


def _refuse_several_forms(request: TimelineRequest) -> None:
    forms = {
        "--json": request.as_json,
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
    if request.as_json:
        print_json(around.out, report.model_dump_json(by_alias=True, indent=2))
    elif request.as_csv:
        from usceplan.output.csv_export import csv_text

        print_text(around.out, csv_text(report))
    elif request.as_markdown:
        from usceplan.output.markdown_export import markdown_text

        print_text(around.out, markdown_text(report))
    else:
        from usceplan.output.calendar_screens import print_timeline  # Rich takes time
        from usceplan.output.terminal import make_console

        color = False if request.no_color else None
        print_timeline(report, make_console(around.out, color=color, environment=around.variables), why=request.why)
