"""The plan as a Gantt chart: where each bar, mark and word stands. A template draws it (`gantt.svg.jinja`)."""

import datetime as dt
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from usceplan.output.chart_scale import Days, next_month
from usceplan.output.figures import iso
from usceplan.output.milestone_names import milestone_name
from usceplan.output.results import MatchInfo, MilestoneInfo, RotationInfo
from usceplan.words import MONTH_NAMES, counted

CHARACTER = 6.8
"""Average width of a character, at the size of the labels; on the safe side for the usual fonts."""
LINE = 15
AXIS = 40
BAR = 16
LABEL = 250
"""Width of the labels where they stand beside the bars."""
BESIDE_FROM = 600
"""In narrower charts the labels stand above the bars."""
MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class Tick:
    """A month: its line, the letter or name beneath the axis, and whether a year begins with it."""

    x: float
    text: str
    year: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A rotation (a bar from ``x`` on, with its last day to apply before it) or a milestone (a mark at ``x``).

    ``label_y`` is the base of the first of the ``lines``, ``y`` the middle of the bar or mark. The days, ``when``,
    stand at ``when_x``, which is the end of them where ``when_anchor`` says so.
    """

    title: str
    lines: tuple[str, ...]
    label_y: float
    y: float
    x: float
    width: float
    when: str
    when_x: float
    when_anchor: str
    apply_x: float | None = None
    number: int | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Gantt:
    """A chart of a width and a height in pixels. ``today_x`` and ``letters_x`` are lines across all rows."""

    width: int
    height: float
    top: float
    bottom: float
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    today_x: float
    letters_x: float | None
    letters_by: dt.date
    summary: str


def gantt(rotations: list[RotationInfo], match: MatchInfo, today: dt.date, width: int) -> Gantt:
    """The chart of a plan from today to its last date, in a drawing of a width in pixels."""
    milestones = sorted((one for one in match.milestones if one.date >= today), key=lambda one: one.date)
    beside = width >= BESIDE_FROM
    last = max([today, *(one.end for one in rotations), *(one.date for one in milestones)])
    plot_x = LABEL if beside else 8
    days = Days(today.replace(day=1), next_month(last), plot_x, width - 8)
    chars = int((LABEL - 16 if beside else width - 8) / CHARACTER)
    rows, bottom = _rows(rotations, milestones, days, chars, beside=beside)
    letters = match.letter_deadline
    return Gantt(
        width=width,
        height=bottom + 6,
        top=AXIS,
        bottom=bottom,
        ticks=tuple(_ticks(days)),
        rows=rows,
        today_x=days(today),
        letters_x=days(letters) if today <= letters < days.last else None,
        letters_by=letters,
        summary=_summary(rotations, milestones, today),
    )


def _summary(rotations: list[RotationInfo], milestones: list[MilestoneInfo], today: dt.date) -> str:
    """What the chart shows, for those who hear it; the tables after it have every date."""
    planned = "; ".join(f"{one.name} from {iso(one.start)} to {iso(one.end)}" for one in rotations)
    dates = f"{counted(len(milestones), 'date')} of the Match" + (
        f" up to {iso(milestones[-1].date)}" * bool(milestones)
    )
    return f"From {iso(today)} on: {planned or 'no rotation'}; then {dates}."


def _rows(
    rotations: list[RotationInfo], milestones: list[MilestoneInfo], days: Days, chars: int, *, beside: bool
) -> tuple[tuple[Row, ...], float]:
    """Every row, and where the last one ends."""
    rows: list[Row] = []
    top = AXIS + 8.0
    for number, one in enumerate(rotations, 1):
        lines, label_y, y, below = _label(f"{number} {one.name}", top, chars, beside=beside)
        x, end = days(one.start), days(one.end + dt.timedelta(days=1))
        first_x = min(x, max(days(one.apply_by), days.start))
        when = f"{iso(one.start)} to {iso(one.end)}"
        when_x, anchor = _beside_mark(when, first_x - 6, end, days)
        width = round(end - x, 1)
        rows.append(Row(one.name, lines, label_y, y, x, width, when, when_x, anchor, apply_x=first_x, number=number))
        top = below
    for milestone in milestones:
        name, when, x = milestone_name(milestone.id), iso(milestone.date), days(milestone.date)
        lines, label_y, y, below = _label(name, top, chars, beside=beside)
        when_x, anchor = _beside_mark(when, x - 5, x + 5, days)
        rows.append(Row(name, lines, label_y, y, x, 0, when, when_x, anchor, basis=milestone.basis))
        top = below
    return tuple(rows), top


def _label(text: str, top: float, chars: int, *, beside: bool) -> tuple[tuple[str, ...], float, float, float]:
    """The lines of a label, the base of the first, the middle of the mark, and where the next row begins."""
    lines = tuple(textwrap.wrap(text, chars, max_lines=MOST_LINES, placeholder=" …"))
    height = len(lines) * LINE
    if beside:
        return lines, top + LINE - 4, top + height / 2, top + height + 7
    return lines, top + LINE - 4, top + height + BAR / 2 + 3, top + height + BAR + 12


def _beside_mark(when: str, left: float, right: float, days: Days) -> tuple[float, str]:
    """Where the days of a bar or mark stand: to the right of it, or to the left where there is no room."""
    has_room = right + 6 + len(when) * CHARACTER <= days.end
    return (right + 6, "start") if has_room else (left - 6, "end")


def _ticks(days: Days) -> Iterator[Tick]:
    months = list(days.months())
    room = days(next_month(days.first)) - days(days.first)
    for number, month in enumerate(months):
        name = MONTH_NAMES[month.month - 1]
        is_first_with_room = number == 0 and (13 - month.month) * room > 5 * CHARACTER
        year = str(month.year) if is_first_with_room or month.month == 1 else None
        yield Tick(days(month), name if room >= 3.6 * CHARACTER else name[0], year)
