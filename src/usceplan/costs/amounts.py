"""Low, typical and high amounts in whole U.S. dollars, and the lines of a budget."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple


class Dollars(NamedTuple):
    """Low, typical and high of an amount, whole U.S. dollars."""

    low: int
    typical: int
    high: int

    @classmethod
    def exactly(cls, usd: int) -> "Dollars":
        """An amount without a range."""
        return cls(usd, usd, usd)

    def __add__(self, other: "Dollars") -> "Dollars":  # type: ignore[override]  # amounts add up, tuples are joined
        return Dollars(self.low + other.low, self.typical + other.typical, self.high + other.high)

    def times(self, quantity: int) -> "Dollars":
        """The amount so many times."""
        return Dollars(self.low * quantity, self.typical * quantity, self.high * quantity)

    @property
    def is_exact(self) -> bool:
        """Whether low and high are the same."""
        return self.low == self.high


ZERO = Dollars(0, 0, 0)
_PARTS = (attrgetter("low"), attrgetter("typical"), attrgetter("high"))


def total(amounts: Iterable[Dollars]) -> Dollars:
    """The sum of amounts: lows, typicals and highs each for themselves."""
    whole = tuple(amounts)
    low, typical, high = (sum(map(part, whole)) for part in _PARTS)
    return Dollars(low, typical, high)


class Category(StrEnum):
    """What money is spent on, in the order of the budget."""

    PROGRAM_FEES = "program-fees"
    HOUSING = "housing"
    FOOD = "food"
    TRANSPORT = "local-transport"
    AIRFARE = "airfare-and-moves"
    VISA = "visa-and-entry"
    HEALTH = "insurance-and-health-papers"
    EXAMS = "exams-and-certification"
    APPLICATION = "residency-application"


class Basis(StrEnum):
    """Where a figure comes from: stated by the program, published officially, or an estimate by a rule."""

    STATED = "stated"
    PUBLISHED = "published"
    ESTIMATE = "estimate"


class Line(NamedTuple):
    """One line of a budget: quantity × unit price.

    ``counted`` is whether it counts against the budget for U.S. clinical experience. ``due`` spreads the typical
    amount over days. ``program`` is the id of the program that charges a fee.
    """

    category: Category
    item: str
    quantity: int
    unit: str
    unit_usd: Dollars
    usd: Dollars
    basis: Basis
    source: str | None
    as_of: str | None
    counted: bool = True
    due: tuple[tuple[date, int], ...] = ()
    warning: str | None = None
    program: str | None = None


def line(
    category: Category,
    item: str,
    unit_usd: Dollars,
    *,
    quantity: int = 1,
    unit: str = "once",
    basis: Basis,
    source: str | None = None,
    as_of: str | None = None,
    warning: str | None = None,
) -> Line:
    """A line whose amount is quantity × unit price."""
    return Line(
        category=category,
        item=item,
        quantity=quantity,
        unit=unit,
        unit_usd=unit_usd,
        usd=unit_usd.times(quantity),
        basis=basis,
        source=source,
        as_of=as_of,
        warning=warning,
    )


def due_on(entry: Line, day: date) -> Line:
    """The line with its whole typical amount due on one day."""
    return entry._replace(due=((day, entry.usd.typical),))
