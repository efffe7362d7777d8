"""Money over time: what is due in each month and for what, and how much has been paid by its end."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from usceplan.costs.amounts import Category, Line


class Payment(NamedTuple):
    """What is due for one item in a month, typical values; ``first`` is the first day on which some of it is due."""

    first: date
    category: Category
    item: str
    usd: int
    counted: bool


class MonthFlow(NamedTuple):
    """One month (``2027-03``), whole U.S. dollars at typical values.

    ``usd`` is what counts against the budget, ``running`` that of all months so far, ``beside`` what does not count.
    """

    month: str
    usd: int
    running: int
    beside: int
    payments: tuple[Payment, ...]


def cash_flow(lines: Iterable[Line]) -> tuple[MonthFlow, ...]:
    """Every month from the first payment to the last, those without any too."""
    by_month: dict[str, list[Payment]] = defaultdict(list)
    for entry in lines:
        for month, payment in _payments(entry):
            by_month[month].append(payment)
    found, running = [], 0
    for month in _months(min(by_month), max(by_month)) if by_month else ():
        payments = tuple(sorted(by_month.get(month, ()), key=lambda one: (one.first, not one.counted)))
        usd = sum(one.usd for one in payments if one.counted)
        running += usd
        beside = sum(one.usd for one in payments if not one.counted)
        found.append(MonthFlow(month, usd, running, beside, payments))
    return tuple(found)


def dearest_month(flow: Iterable[MonthFlow], *, with_beside: bool = False) -> MonthFlow | None:
    """The month in which the most is due, the first of several; None where nothing is.

    What does not count against the budget is looked at only ``with_beside``.
    """

    def due(one: MonthFlow) -> int:
        return one.usd + (one.beside if with_beside else 0)

    return max((one for one in flow if due(one)), key=due, default=None)


def _payments(entry: Line) -> Iterator[tuple[str, Payment]]:
    dues: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for day, usd in entry.due:
        if usd:
            dues[day.strftime("%Y-%m")].append((day, usd))
    for month, parts in dues.items():
        first, usd = min(day for day, _ in parts), sum(usd for _, usd in parts)
        yield month, Payment(first, entry.category, entry.item, usd, entry.counted)


def _months(first: str, last: str) -> Iterator[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    for number in range(start, end + 1):
        year, month = divmod(number, 12)
        yield f"{year:04}-{month + 1:02}"
