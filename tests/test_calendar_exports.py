"""The timeline as iCalendar, CSV and Markdown: read by other programs, and harmless whatever a text holds."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]
from markdown_it import MarkdownIt

import sample_results as sample
from usceplan import __version__
from usceplan.output.csv_export import COLUMNS, csv_text
from usceplan.output.icalendar_export import icalendar_text
from usceplan.output.markdown_export import escaped, markdown_text
from usceplan.output.results import TimelineReport

ALARMS = (7, 1)
NASTY = (
    "\x1b[31m=cmd|' /C calc'!A0\x1b[0m, <script>alert(1)</script>; \u202eevil\u202c\r\nBEGIN:VEVENT\r\nSUMMARY:x [a](b)"
)


def nasty_report() -> TimelineReport:
    return report_with(NASTY)


def report_with(text: str) -> TimelineReport:
    """The sample plan with the text wherever data can bring one."""
    report = sample.timeline_report()
    rotations = [one.model_copy(update={"name": text, "institution": text, "place": text}) for one in report.rotations]
    tasks = [
        one.model_copy(update={"title": text, "short": text, "because": text, "missed": text})
        for one in report.timeline.tasks
    ]
    milestones = [one.model_copy(update={"note": text}) for one in report.milestones]
    timeline = report.timeline.model_copy(update={"tasks": tasks})
    return report.model_copy(
        update={"rotations": rotations, "timeline": timeline, "milestones": milestones, "warnings": [text]}
    )


REPORTS: dict[str, Callable[[], TimelineReport]] = {
    "the sample plan": sample.timeline_report,
    "nasty texts": nasty_report,
}


def events(report: TimelineReport) -> list[Any]:
    """The events as vobject reads them."""
    return list(vobject.readOne(icalendar_text(report, ALARMS)).vevent_list)


# iCalendar


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_another_reader_finds_every_rotation_milestone_and_task(report: Callable[[], TimelineReport]) -> None:
    made = report()
    found = {event.uid.value: event for event in events(made)}
    assert len(found) == len(made.rotations) + len(made.milestones) + len(made.timeline.tasks)
    for rotation in made.rotations:
        event = found[f"2028:rotation:{rotation.program}@usceplan.invalid"]
        assert event.dtstart.value == rotation.start
        assert event.dtend.value == rotation.end + dt.timedelta(days=1), "the end is the first day after it"
    for milestone in made.milestones:
        event = found[f"2028:milestone:{milestone.id}@usceplan.invalid"]
        assert event.dtstart.value == milestone.date
        assert milestone.basis in event.summary.value
        assert event.status.value == ("TENTATIVE" if milestone.basis == "projected" else "CONFIRMED")
    for task in made.timeline.tasks:
        event = found[f"2028:task:{task.id}@usceplan.invalid"]
        assert event.dtstart.value == max(task.due, made.generated_on), "what is overdue stands today"
        assert len(event.valarm_list) == len(ALARMS)


def test_the_texts_come_through_whole() -> None:
    found = {event.uid.value.partition("@")[0]: event for event in events(sample.timeline_report())}
    late = found["2028:task:visa-interview"]
    assert late.summary.value == "Go to the visa interview"
    assert "Too late: apply (28 days), then visa interview" in late.description.value
    assert "You cannot travel." in late.description.value
    assert sample.DISCLAIMER in late.description.value
    assert "https://www.example.edu/observers" in found[f"2028:task:{'apply:' + rotation_id()}"].description.value


def rotation_id() -> str:
    return sample.timeline_report().rotations[0].program


def test_alarms_ring_at_nine_in_the_morning_of_the_days_before() -> None:
    alarms = events(sample.timeline_report())[0].valarm_list
    assert [alarm.trigger.value for alarm in alarms] == [
        dt.timedelta(days=-7, hours=9),
        dt.timedelta(days=-1, hours=9),
    ]
    assert {alarm.action.value for alarm in alarms} == {"DISPLAY"}


def test_a_second_import_moves_events_instead_of_doubling_them() -> None:
    first = sample.timeline_report()
    later = first.generated_on + dt.timedelta(days=30)
    moved = [one.model_copy(update={"start": one.start + dt.timedelta(weeks=1)}) for one in first.rotations]
    second = first.model_copy(update={"generated_on": later, "rotations": moved})
    one, other = events(first), events(second)
    assert [event.uid.value for event in one] == [event.uid.value for event in other]
    assert int(other[0].sequence.value) == int(one[0].sequence.value) + 30
    assert icalendar_text(first, ALARMS) == icalendar_text(first, ALARMS)


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_the_file_keeps_to_the_standard(report: Callable[[], TimelineReport]) -> None:
    text = icalendar_text(report(), ALARMS)
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//usceplan//usceplan {__version__}//EN"]
    assert all(len(line.encode()) <= 75 for line in lines), "long lines are folded"
    assert "\n" not in "".join(lines)
    for event in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"} <= set(event)
        assert event.errors == []


def test_nasty_texts_add_no_event_and_no_markup() -> None:
    text = icalendar_text(nasty_report(), ALARMS)
    assert text.count("\r\nBEGIN:VEVENT\r\n") == len(events(sample.timeline_report()))
    unfolded = text.replace("\r\n ", "")
    assert "<script" not in unfolded
    assert not any(character in text for character in "\x1b\u202e\u202c")


# CSV


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_line_of_the_table_has_all_columns(report: Callable[[], TimelineReport]) -> None:
    made = report()
    header, *rows = list(csv.reader(io.StringIO(csv_text(made))))
    assert tuple(header) == COLUMNS
    assert len(rows) == len(made.rotations) + len(made.milestones) + len(made.timeline.tasks)
    assert all(len(row) == len(COLUMNS) for row in rows)
    days = [row[header.index("by")] for row in rows]
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=cmd()", "'=cmd()"),
        ("+1", "'+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\u202e=1", "'=1"),
        ("\uff1d1", "'\uff1d1"),
        ('say "no", or\nyes', 'say "no", or yes'),
        ("plain", "plain"),
    ],
)
def test_no_cell_is_a_formula(text: str, shown: str) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_text(report_with(text)))))
    assert {row["title"] for row in rows if row["type"] == "task"} == {shown}


# Markdown


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_the_checklist_has_every_task_and_nothing_but_lists(report: Callable[[], TimelineReport]) -> None:
    made = report()
    text = markdown_text(made)
    assert text.count("\n- [ ] ") == len(made.timeline.tasks)
    html = MarkdownIt("commonmark", {"html": True}).render(text)
    assert "<script" not in html
    assert "<a " not in html
    assert html.count("<h1>") == 1
    assert "Too late, by planning figures" in html


@pytest.mark.parametrize(
    "text",
    [
        "*bold* _it_ `code` [a](b) ![c](d) # head",
        "<b>&amp;</b>",
        "1. first",
        "12) twelfth",
        "- item",
        "+ item",
        "=====",
        "a | b ~~c~~ $x$ \\",
        "> quoted",
        "plain text, with (signs): 2027-01-01.",
    ],
)
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(escaped(text))
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert html == f"<p>{plain}</p>\n"
