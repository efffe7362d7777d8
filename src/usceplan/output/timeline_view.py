"""The plan month by month: a row a month, a column a day, with milestones and tasks beside it."""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from rich.text import Text

from usceplan.output.figures import host, iso
from usceplan.output.layout import Lines, Sheet, flow, hang, heading, indented, wrap
from usceplan.output.milestone_names import milestone_name
from usceplan.output.results import MilestoneInfo, MonthInfo, Recommendation, RotationInfo, TaskInfo
from usceplan.words import counted

DAYS = 31
LABEL = 9
"""``2027-03`` and a gap."""
LEAST_BESIDE = 48
"""What stands beside the days needs so much room, else it stands under them."""

BASIS_STYLES = {"official": "green", "reported": "cyan", "projected": "yellow"}
_STYLES = ("green", "magenta", "cyan", "yellow", "blue", "red")
"""Of the bars, one after the other; the number in a bar is what tells them apart."""


@dataclass(frozen=True, slots=True)
class _Event:
    day: dt.date
    text: Text


IN_SHORT = frozenset({"apply", "exam", "visa", "letter", "application", "match", "date"})
"""The kinds of tasks that a recommendation shows; its JSON and `usceplan timeline` have all of them."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What a month is drawn with: the rotations and their numbers, the milestones and tasks by id, and the sheet."""

    rotations: list[RotationInfo]
    numbers: Mapping[str, str]
    milestones: Mapping[str, MilestoneInfo]
    tasks: Mapping[str, TaskInfo]
    sheet: Sheet


def timeline_section(result: Recommendation, sheet: Sheet, *, why: bool) -> Lines:
    """Every month with its rotations, milestones and main tasks; with ``why`` also what the milestones rest on."""
    timeline = result.timeline
    if not timeline.months:
        return []
    rotations = result.plan.rotations if result.plan else []
    shown = [task for task in timeline.tasks if task.kind in IN_SHORT]
    return [
        *heading("Timeline", sheet),
        *month_lines(timeline.months, rotations, result.match.milestones, shown, sheet),
        *_left_out(timeline.tasks, len(shown), sheet.prose),
        *(notes(result.match.milestones, sheet.prose) if why else []),
    ]


def _left_out(tasks: list[TaskInfo], shown: int, sheet: Sheet) -> Lines:
    """How many tasks are not shown or come too late, and where they are told."""
    late = sum(task.state == "late" for task in tasks)
    told = []
    if late:
        told.append(f"{counted(late, 'task')} cannot be done in time by planning figures: usceplan next says why.")
    if len(tasks) > shown:
        told.append(f"{counted(len(tasks) - shown, 'more task')}: usceplan timeline, with the same options.")
    return [Text(), *wrap(Text(" ".join(told), "yellow" if late else ""), sheet.width)] if told else []


def month_lines(
    months: list[MonthInfo],
    rotations: list[RotationInfo],
    milestones: list[MilestoneInfo],
    tasks: list[TaskInfo],
    sheet: Sheet,
) -> Lines:
    """The legend, and a row for each month with its rotations, milestones and those of the tasks that are given."""
    drawn = _Drawn(
        rotations,
        {rotation.program: str(number) for number, rotation in enumerate(rotations, 1)},
        {milestone.id: milestone for milestone in milestones},
        {task.id: task for task in tasks},
        sheet,
    )
    beside = sheet.width - LABEL - DAYS - 2 >= LEAST_BESIDE
    lines = [*_legend(sheet, rotations), *_scale()]
    for month in months:
        events = [*_starts(month, drawn), *_milestones(month, drawn), *_tasks(month, drawn)]
        lines += _row(month, sorted(events, key=lambda event: event.day), drawn.numbers, sheet, beside=beside)
    return lines


def _tasks(month: MonthInfo, drawn: _Drawn) -> Iterator[_Event]:
    """The tasks of a month; papers that are due on the same day share a line."""
    marks = drawn.sheet.marks
    known = [(task.date, drawn.tasks[task.id]) for task in month.tasks if task.id in drawn.tasks]
    for (day, is_in_time, *_), group in groupby(sorted(known, key=_line), _line):
        first, *others = (task for _, task in group)
        since = f" (due {iso(first.due)})" if first.due < day else ""
        title = "; ".join([first.title, *(task.short for task in others)])
        sign, style = (marks.task, "") if is_in_time else (marks.late, "red")
        yield _Event(day, Text(f"{sign} {title}{since}", style))


def _line(shown: tuple[dt.date, TaskInfo]) -> tuple[dt.date, bool, bool, dt.date, str]:
    """What tasks on one line have in common: the day, being in time, and being papers, or else all.

    Of what stands under today as it is late, what was due first comes first.
    """
    day, task = shown
    if task.id.startswith("document:"):
        return day, task.state != "late", False, day, ""
    return day, task.state != "late", True, task.due, task.id


def _legend(sheet: Sheet, rotations: list[RotationInfo]) -> Lines:
    marks = sheet.marks
    bars = [f"{marks.monday} a Monday"]
    if rotations:
        bars = [f"1{marks.full * 6} a week of rotation 1", *bars]
    return flow(
        [
            *bars,
            f"{marks.milestone} milestone",
            f"{marks.task} to do by then",
            f"{marks.late} too late by planning figures",
            "official: set by its body",
            "reported: stated by others",
            "projected: by a rule, confirm it",
        ],
        sheet,
    )


def _scale() -> Lines:
    return [Text(" " * LABEL + "".join(f"{day:<7}" for day in (1, 8, 15, 22)) + "29", "dim")]


def month_days(month: MonthInfo, numbers: Mapping[str, str], monday: str, full: str) -> Text:
    """The days of a month: Mondays marked, rotations as bars with their number on Mondays and the first day shown."""
    year, number = map(int, month.month.split("-"))
    days = range(1, calendar.monthrange(year, number)[1] + 1)
    mondays = {day for day in days if dt.date(year, number, day).weekday() == calendar.MONDAY}
    cells = [monday if day in mondays else " " for day in days]
    for rotation in month.rotations:
        sign = numbers.get(rotation.program, "")
        week = rotation.first.day
        for day in range(rotation.first.day, rotation.last.day + 1):
            week = day if day in mondays else week
            cells[day - 1] = sign[day - week] if day - week < len(sign) else full
    text = Text("".join(cells))
    for rotation in month.rotations:
        style = _STYLES[int(numbers.get(rotation.program, 0)) % len(_STYLES)]
        text.stylize(style, rotation.first.day - 1, rotation.last.day)
    return text


def _starts(month: MonthInfo, drawn: _Drawn) -> Iterator[_Event]:
    for rotation in drawn.rotations:
        if rotation.start.strftime("%Y-%m") == month.month:
            text = f"{drawn.numbers[rotation.program]} {rotation.name}, until {iso(rotation.end)}"
            yield _Event(rotation.start, Text(text, "bold"))


def _milestones(month: MonthInfo, drawn: _Drawn) -> Iterator[_Event]:
    for identifier in month.milestones:
        milestone = drawn.milestones.get(identifier)
        if milestone is not None:
            basis = (f" ({milestone.basis})", BASIS_STYLES[milestone.basis])
            text = Text.assemble(f"{drawn.sheet.marks.milestone} {milestone_name(identifier)}", basis)
            yield _Event(milestone.date, text)


def _row(month: MonthInfo, events: list[_Event], numbers: Mapping[str, str], sheet: Sheet, *, beside: bool) -> Lines:
    days = month_days(month, numbers, sheet.marks.monday, sheet.marks.full)
    label = Text.assemble((f"{month.month:<{LABEL}}", "bold"), days)
    indent = LABEL + DAYS + 2 if beside else 2
    room = sheet.inside(indent)
    told = [line for event in events for line in hang(f"{iso(event.day)} ", event.text, room)]
    if not beside:
        label.rstrip()
        return [label, *indented(told, indent)]
    first, *rest = told or [Text()]
    line = Text.assemble(label, " " * (indent - label.cell_len), first)
    line.rstrip()
    return [line, *indented(rest, indent)]


def notes(milestones: list[MilestoneInfo], sheet: Sheet) -> Lines:
    """Where each date of the Match comes from."""
    lines: Lines = [Text(), *wrap(Text("What the dates rest on", "bold"), sheet.width)]
    for milestone in sorted(milestones, key=lambda one: one.date):
        found = host(milestone.source)
        basis = f"{milestone.basis}, {found}" if found else milestone.basis
        note = f": {milestone.note}" if milestone.note else ""
        text = f"{iso(milestone.date)} {milestone_name(milestone.id)} ({basis}){note}"
        lines += hang(f"{sheet.marks.bullet} ", text, sheet)
    return lines
