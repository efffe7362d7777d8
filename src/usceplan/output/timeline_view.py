"""The plan month by month: a row a month, a column a day, with milestones and tasks beside it."""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.text import Text

from usceplan.output.figures import host, iso
from usceplan.output.layout import Lines, Sheet, flow, hang, heading, indented, wrap
from usceplan.output.results import MilestoneInfo, MonthInfo, Recommendation, RotationInfo
from usceplan.words import capital, in_words

DAYS = 31
LABEL = 9
"""``2027-03`` and a gap."""
LEAST_BESIDE = 48
"""What stands beside the days needs so much room, else it stands under them."""

MILESTONE_NAMES = {
    "eras_season_opens": "ERAS season opens",
    "pathways_application_opens": "ECFMG Pathways applications open",
    "img_tokens_available": "ERAS tokens for IMGs available",
    "applicants_may_submit": "ERAS applications may be submitted",
    "img_documents_recommended_by": "IMG documents in ERAS recommended by this day",
    "nrmp_registration_opens": "NRMP registration opens",
    "programs_may_review": "Residency programs may review applications",
    "mspe_released": "MSPE released",
    "pathways_application_deadline": "ECFMG Pathways applications close",
    "standard_registration_deadline": "Standard NRMP registration ends",
    "program_quota_deadline": "Residency programs set their numbers of places",
    "rol_opens": "Rank order lists open",
    "exams_and_pathway_met_by": "Exams and Pathway to be met for the Match",
    "rol_certification_deadline": "Rank order lists to be certified",
    "match_week_monday": "Match Week begins",
    "soap_rounds_begin": "SOAP rounds begin",
    "soap_ends": "SOAP ends",
    "match_day": "Match Day",
    "pathways_season_closes": "ECFMG Pathways season closes",
    "eras_season_ends": "ERAS season ends",
    "residency_start": "Residency starts",
}

_BASIS_STYLES = {"official": "green", "reported": "cyan", "projected": "yellow"}
_STYLES = ("green", "magenta", "cyan", "yellow", "blue", "red")
"""Of the bars, one after the other; the number in a bar is what tells them apart."""


@dataclass(frozen=True, slots=True)
class _Event:
    day: dt.date
    text: Text


def timeline_section(result: Recommendation, sheet: Sheet, *, why: bool) -> Lines:
    """Every month with its rotations, milestones and tasks; with ``why`` also what the milestones rest on."""
    months = result.timeline.months
    if not months:
        return []
    rotations = result.plan.rotations if result.plan else []
    numbers = {rotation.program: str(number) for number, rotation in enumerate(rotations, 1)}
    milestones = {milestone.id: milestone for milestone in result.match.milestones}
    beside = sheet.width - LABEL - DAYS - 2 >= LEAST_BESIDE
    lines = [*heading("Timeline", sheet), *_legend(sheet, rotations), *_scale()]
    for month in months:
        events = [
            *_starts(month, rotations, numbers),
            *_milestones(month, milestones, sheet),
            *(_Event(task.date, Text(f"{sheet.marks.task} {task.text}")) for task in month.tasks),
        ]
        lines += _row(month, sorted(events, key=lambda event: event.day), numbers, sheet, beside=beside)
    return [*lines, *(_notes(result.match.milestones, sheet.prose) if why else [])]


def _legend(sheet: Sheet, rotations: list[RotationInfo]) -> Lines:
    marks = sheet.marks
    bars = [f"{marks.monday} a Monday"]
    if rotations:
        bars = [f"1{marks.full * 6} a week of rotation 1", *bars]
    return flow(
        [
            *bars,
            f"{marks.milestone} milestone",
            f"{marks.task} to do",
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


def _starts(month: MonthInfo, rotations: list[RotationInfo], numbers: Mapping[str, str]) -> Iterator[_Event]:
    for rotation in rotations:
        if rotation.start.strftime("%Y-%m") == month.month:
            text = f"{numbers[rotation.program]} {rotation.name}, until {iso(rotation.end)}"
            yield _Event(rotation.start, Text(text, "bold"))


def _milestones(month: MonthInfo, known: Mapping[str, MilestoneInfo], sheet: Sheet) -> Iterator[_Event]:
    for identifier in month.milestones:
        milestone = known.get(identifier)
        if milestone is not None:
            basis = (f" ({milestone.basis})", _BASIS_STYLES[milestone.basis])
            text = Text.assemble(f"{sheet.marks.milestone} {_named(identifier)}", basis)
            yield _Event(milestone.date, text)


def _named(identifier: str) -> str:
    return MILESTONE_NAMES.get(identifier, capital(in_words(identifier)))


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


def _notes(milestones: list[MilestoneInfo], sheet: Sheet) -> Lines:
    lines: Lines = [Text(), *wrap(Text("What the dates rest on", "bold"), sheet.width)]
    for milestone in sorted(milestones, key=lambda one: one.date):
        found = host(milestone.source)
        basis = f"{milestone.basis}, {found}" if found else milestone.basis
        note = f": {milestone.note}" if milestone.note else ""
        text = f"{iso(milestone.date)} {_named(milestone.id)} ({basis}){note}"
        lines += hang(f"{sheet.marks.bullet} ", text, sheet)
    return lines
