"""``timeline`` and ``next``: what they show, in which forms, and what they refuse."""

import io
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import vobject  # type: ignore[import-untyped]
from syrupy.assertion import SnapshotAssertion

import sample_results as sample
from command_line import GRADUATE, environment, run_usceplan, usceplan_with
from usceplan.output.calendar_screens import print_next, print_timeline
from usceplan.output.results import NextReport, TimelineReport
from usceplan.output.terminal import make_console
from usceplan.timeline_report import next_report

WIDTHS = (60, 80, 120)


def screen(report: TimelineReport | NextReport, width: int, *, why: bool = False, encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    console = make_console(stream, environment={}, width=width)
    if isinstance(report, TimelineReport):
        print_timeline(report, console, why=why)
    else:
        print_next(report, console)
    stream.seek(0)
    return stream.read()


def first_tasks(most: int = 10) -> NextReport:
    return next_report(sample.timeline_report(), most)


# Screens


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("why", [False, True], ids=["short", "why"])
def test_the_timeline(width: int, why: bool, snapshot: SnapshotAssertion) -> None:
    assert screen(sample.timeline_report(), width, why=why) == snapshot


@pytest.mark.parametrize("width", WIDTHS)
def test_what_to_do_now(width: int, snapshot: SnapshotAssertion) -> None:
    assert screen(first_tasks(4), width) == snapshot


@pytest.mark.parametrize("width", [*WIDTHS, 47, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    for text in (screen(sample.timeline_report(), width, why=True), screen(first_tasks(), width)):
        assert max(map(len, text.splitlines())) <= width
        assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_plain_ascii_where_nothing_else_can_be_shown() -> None:
    timeline = screen(sample.timeline_report(), 80, why=True, encoding="ascii")
    assert "! Go to the visa interview" in timeline
    assert (timeline + screen(first_tasks(), 80, encoding="ascii")).isascii()


@pytest.mark.parametrize("width", WIDTHS)
def test_nasty_texts_are_harmless(width: int) -> None:
    report = sample.timeline_report()
    texts = {"title": sample.HOSTILE, "because": sample.HOSTILE}
    tasks = [one.model_copy(update=texts) for one in report.timeline.tasks]
    timeline = report.timeline.model_copy(update={"tasks": tasks})
    nasty = report.model_copy(update={"timeline": timeline, "warnings": [sample.HOSTILE]})
    for text in (screen(nasty, width, why=True), screen(next_report(nasty, 10), width)):
        assert all(character.isprintable() for character in text.replace("\n", ""))
        assert "[bold red]" in " ".join(text.split())


def test_nothing_left_to_do() -> None:
    assert "Nothing is left to do." in screen(first_tasks().model_copy(update={"tasks": [], "more": 0}), 80)


def test_mere_dates_are_nothing_to_do_now() -> None:
    assert "last-rotation" not in [task.id for task in first_tasks(100).tasks]
    assert len(first_tasks(2).tasks) == 2
    assert first_tasks(2).more == len(first_tasks(100).tasks) - 2


# The commands


def test_what_is_late_comes_first_and_says_what_follows() -> None:
    ran = run_usceplan("next", *GRADUATE, "--visa-wait-weeks", "30", "--json")
    tasks = json.loads(ran.out)["tasks"]
    assert len(tasks) == 10
    states = [task["state"] for task in tasks]
    assert states == sorted(states, key=lambda state: state != "late")
    assert all(task["conflict"] and task["chain"] for task in tasks if task["state"] == "late")
    assert tasks[0]["late_days"] > 0


def test_no_visa_wait_for_who_has_the_visa() -> None:
    waits = {}
    for weeks in ("0", "11", "40"):
        ran = run_usceplan("timeline", *GRADUATE, "--visa-wait-weeks", weeks, "--json")
        waits[weeks] = {task["id"]: task for task in json.loads(ran.out)["timeline"]["tasks"]}
    assert "visa-application" not in waits["0"]
    assert waits["40"]["visa-application"]["due"] < waits["11"]["visa-application"]["due"]


def test_the_usual_wait_agrees_with_when_the_budget_pays_for_the_visa() -> None:
    told = run_usceplan("timeline", *GRADUATE, "--json").out
    usual = run_usceplan("timeline", *GRADUATE, "--visa-wait-weeks", "11", "--json").out
    assert told == usual


def test_files_for_calendars(tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    ran = run_usceplan("timeline", *GRADUATE, "--ics", str(file), "--json")
    report = json.loads(ran.out)
    written = file.read_bytes()
    events = list(vobject.readOne(written.decode()).vevent_list)
    parts = (report["rotations"], report["milestones"], report["timeline"]["tasks"])
    assert len(events) == sum(map(len, parts))
    assert b"\r\r" not in written
    assert all(event.dtstart.value >= date(2026, 11, 22) for event in events)
    printed = run_usceplan("timeline", *GRADUATE, "--ics", "-")
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.encode() == written


@pytest.mark.parametrize(
    ("form", "start"), [("--csv", "type,id,title,"), ("--markdown", "# To do until the 2028 Match\n")]
)
def test_other_forms(form: str, start: str) -> None:
    ran = run_usceplan("timeline", *GRADUATE, form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(start)


@pytest.mark.parametrize(
    "forms", ["--csv --json", "--json --markdown", "--csv --markdown", "--ics - --json"], ids=lambda forms: forms
)
def test_one_form_at_a_time(forms: str) -> None:
    ran = run_usceplan("timeline", *GRADUATE, *forms.split())
    assert (ran.code, ran.out) == (2, "")
    assert "ask for different forms" in ran.err


@pytest.mark.parametrize("command", ["timeline", "next"])
def test_without_a_plan_the_reason_is_said(command: str) -> None:
    ran = run_usceplan(command, *GRADUATE, "--budget", "0", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert json.loads(ran.err)["error"]["code"] == "no-plan"


@pytest.mark.parametrize("weeks", ["-1", "151", "soon"])
def test_a_wait_that_is_none(weeks: str) -> None:
    assert run_usceplan("next", *GRADUATE, "--visa-wait-weeks", weeks).code == 2


def test_a_calendar_that_cannot_be_written(tmp_path: Path) -> None:
    ran = run_usceplan("timeline", *GRADUATE, "--ics", str(tmp_path / "no" / "x.ics"))
    assert (ran.code, ran.out) == (2, "")
    assert "cannot write" in ran.err


@pytest.mark.parametrize("command", ["timeline", "next"])
@pytest.mark.parametrize("columns", ["80", "120"])
def test_real_screens_fit(command: str, columns: str) -> None:
    ran = usceplan_with({"COLUMNS": columns}, command, *GRADUATE)
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= int(columns)


def test_what_was_due_first_comes_first_under_today() -> None:
    shown = " ".join(run_usceplan("timeline", *GRADUATE).out.split())
    due = re.findall(r"\(due (\S+)\)", shown)
    assert len(due) > 3
    assert due == sorted(due)


def test_the_screen_and_the_recommendation_agree() -> None:
    both = (json.loads(run_usceplan(command, *GRADUATE, "--json").out) for command in ("recommend", "timeline"))
    recommended, timeline = both
    assert recommended["timeline"] == timeline["timeline"]


def test_libraries_are_imported_only_where_they_are_used() -> None:
    code = (
        "import sys\nfrom usceplan.cli.app import run_command\n"
        "run_command(['timeline', *sys.argv[1:], '--json'])\n"
        "unwanted = {'icalendar', 'jinja2', 'usceplan.output.csv_export', 'usceplan.output.terminal'}\n"
        "unwanted |= {'usceplan.whatif_report'}\n"
        "print(sorted(unwanted & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *GRADUATE]
    ran = subprocess.run(command, env=environment(), capture_output=True, encoding="utf-8", check=True)
    assert ran.stderr == "[]\n"
