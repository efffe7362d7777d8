"""Money in charts: what is due by month, and what the plan costs by category. Templates draw them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from usceplan.output.chart_scale import Scale, next_month, ticks
from usceplan.output.results import BudgetInfo, MonthTotal
from usceplan.words import MONTH_NAMES, capital, dollars, in_words

LEFT = 56
RIGHT = 8
TOP = 24
PLOT = 170
STACK = 34
"""Height of a bar of the budget."""
GAP = 26
LEAST_FOR_NUMBER = 16
"""A part narrower than this has no room for its number."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A figure of an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Month:
    """What is due in a month (``2027-03``), and in all months up to it; nothing is due in some."""

    month: str
    usd: int
    so_far: int
    name: str
    year: str | None
    x: float
    y: float
    width: float
    height: float
    middle: float


@dataclass(frozen=True, slots=True)
class CashFlow:
    """Bars over the months."""

    width: int
    height: int
    left: float
    bottom: float
    ticks: tuple[Tick, ...]
    months: tuple[Month, ...]
    summary: str


def cash_flow(by_month: list[MonthTotal], width: int) -> CashFlow:
    """What is due from the first month to the last, those between them in which nothing is due included."""
    due = {one.month: one.usd for one in by_month}
    months = list(_months(min(due), max(due))) if due else []
    sums = [due.get(month, 0) for month in months]
    most = max(sums, default=0)
    up = Scale(0, max(most, 1), TOP + PLOT, TOP)
    room = (width - LEFT - RIGHT) / max(len(months), 1)
    bars = []
    for number, (month, usd, so_far) in enumerate(zip(months, sums, accumulate(sums), strict=True)):
        year, name = month[:4], MONTH_NAMES[int(month[5:]) - 1]
        x, y = round(LEFT + number * room + room * 0.15, 1), up(usd)
        bars.append(
            Month(
                month=month,
                usd=usd,
                so_far=so_far,
                name=name,
                year=year if number == 0 or month.endswith("-01") else None,
                x=x,
                y=y,
                width=round(room * 0.7, 1),
                height=round(up(0) - y, 1),
                middle=round(x + room * 0.35, 1),
            )
        )
    summary = "; ".join(f"{bar.month} {dollars(bar.usd)}" for bar in bars if bar.usd)
    axis = tuple(Tick(up(value), dollars(value)) for value in ticks(0, most, 5))
    return CashFlow(
        width, TOP + PLOT + 42, LEFT, TOP + PLOT, axis, tuple(bars), f"Due by month: {summary or 'nothing'}."
    )


def _months(first: str, last: str) -> Iterator[str]:
    day = dt.date.fromisoformat(f"{first}-01")
    while (month := day.strftime("%Y-%m")) <= last:
        yield month
        day = next_month(day)


@dataclass(frozen=True, slots=True)
class Part:
    """A category in a bar; ``number`` is that in the table."""

    number: int
    name: str
    usd: int
    x: float
    width: float
    has_room: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One of the sums (low, typical, high) as its categories side by side."""

    name: str
    usd: int
    y: float
    end: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """Three bars, and the applicant's own limit as a line where there is one."""

    width: int
    height: float
    bar_height: int
    bars: tuple[Bar, ...]
    limit: int | None
    limit_x: float | None
    summary: str


def stack(budget: BudgetInfo, width: int) -> Stack:
    """What counts against the budget, by category, from the lowest sum to the highest."""
    counted = [one for one in budget.by_category if one.counted]
    most = max(budget.total.high, budget.limit or 0, 1)
    across = Scale(0, most, 0, width - RIGHT)
    bars = []
    for number, (name, total) in enumerate(
        (("Low", budget.total.low), ("Typical", budget.total.typical), ("High", budget.total.high))
    ):
        amounts = [getattr(one.usd, name.lower()) for one in counted]
        ends = list(accumulate(amounts))
        parts = tuple(
            _part(index, capital(in_words(one.category)), amount, across(end - amount), across(end))
            for index, (one, amount, end) in enumerate(zip(counted, amounts, ends, strict=True), 1)
        )
        bars.append(Bar(name, total, GAP + number * (STACK + GAP), across(total), parts))
    limit = budget.limit
    sums = ", ".join(f"{bar.name.lower()} {dollars(bar.usd)}" for bar in bars)
    of_limit = f"; the budget is {dollars(limit)}" if limit is not None else ""
    return Stack(
        width=width,
        height=len(bars) * (STACK + GAP) + GAP,
        bar_height=STACK,
        bars=tuple(bars),
        limit=limit,
        limit_x=None if limit is None else across(limit),
        summary=f"Sums of all categories: {sums}{of_limit}.",
    )


def _part(number: int, name: str, usd: int, start: float, end: float) -> Part:
    width = round(end - start, 1)
    return Part(number, name, usd, start, width, width >= LEAST_FOR_NUMBER)
