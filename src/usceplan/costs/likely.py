"""The likely total of a budget: where between the sums of lows and of highs it will probably be, computed exactly.

Each unknown is taken as a draw of which the typical amount is the median: half the chance lies evenly between low and
typical, half evenly between typical and high. That is what assumes least when low and high are bounds and typical is
the middle. Lines that hang on the same unknown move together: they take the same place in their ranges, so that their
sum is a draw of the same shape between the sums of their ends. Different unknowns are independent of each other.

The chances of every whole dollar are counted in whole numbers and added up one unknown after the other. So there is no
error of a simulation, nothing random, and the same result on every machine.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from usceplan.costs.amounts import Category, Dollars, Line, total
from usceplan.scales import PERCENT

LOW, MIDDLE, HIGH = 10, 50, 90
"""The percentiles shown."""

_ONE_UNKNOWN = {
    Category.HOUSING: "rooms",
    Category.FOOD: "food",
    Category.TRANSPORT: "transit passes",
    Category.AIRFARE: "flights",
}
"""Lines of these categories move together in all places and on all trips: one way of living, one rule of prices."""


class Unknown(NamedTuple):
    """Lines that move together, and the range of their sum."""

    name: str
    lines: tuple[Line, ...]

    @property
    def usd(self) -> Dollars:
        """The sums of their lows, typicals and highs."""
        return total(entry.usd for entry in self.lines)


class Likely(NamedTuple):
    """Percentiles of a total in whole U.S. dollars: the least amount that it stays within with that chance."""

    p10: int
    p50: int
    p90: int


def unknowns(lines: Iterable[Line]) -> tuple[Unknown, ...]:
    """The lines by what they hang on: the fees of a program, the rooms, the food, the flights; others each alone."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for entry in lines:
        groups[_hangs_on(entry)].append(entry)
    return tuple(Unknown(name, tuple(found)) for name, found in groups.items())


def _hangs_on(entry: Line) -> str:
    if entry.category is Category.PROGRAM_FEES and entry.program is not None:
        return f"fees of {entry.program}"
    return _ONE_UNKNOWN.get(entry.category, entry.item)


class Chances(NamedTuple):
    """How a sum of draws is spread: ``ways`` of each whole dollar from ``least`` on, out of all ways together."""

    least: int
    ways: tuple[int, ...]

    def percentile(self, percent: int) -> int:
        """The least amount that the sum stays within in so many of a hundred cases."""
        up_to = list(accumulate(self.ways))
        return self.least + bisect_left(up_to, -(-percent * up_to[-1] // PERCENT))

    def percent_within(self, usd: int) -> int:
        """In how many of a hundred cases the sum is at most so much, rounded down."""
        return sum(self.ways[: max(0, usd - self.least + 1)]) * PERCENT // sum(self.ways)


def chances(draws: Iterable[Dollars]) -> Chances:
    """How the sum of independent draws is spread."""
    least, ways = 0, [1]
    for draw in draws:
        least += draw.low
        if not draw.is_exact:
            ways = _with_draw(ways, draw)
    return Chances(least, tuple(ways))


def _with_draw(ways: Sequence[int], draw: Dollars) -> list[int]:
    """The ways of a sum with one more draw: those of its lower and its upper half, each half as often as the other.

    The ways with one of so many values in a row are those of the last so many sums together.
    """
    below, above = draw.typical - draw.low + 1, draw.high - draw.typical + 1
    reach = below + above - 2
    width = len(ways) + reach
    up_to = [0] * (reach + 1) + list(accumulate(ways))
    up_to += up_to[-1:] * reach
    ends = (reach + 1, reach + 1 - below, reach + 2 - below, 0)
    lower_last, lower_first, upper_last, upper_first = (islice(up_to, end, end + width) for end in ends)
    return [
        (last - first) * above + (other_last - other_first) * below
        for last, first, other_last, other_first in zip(lower_last, lower_first, upper_last, upper_first, strict=True)
    ]


def likely(draws: Iterable[Dollars]) -> Likely:
    """The percentiles of the sum of independent draws."""
    return likely_of(chances(draws))


def likely_of(spread: Chances) -> Likely:
    """The percentiles of a sum of which the spread is known."""
    return Likely(spread.percentile(LOW), spread.percentile(MIDDLE), spread.percentile(HIGH))


def likely_if_one(draws: Iterable[Dollars]) -> Likely:
    """The percentiles if everything moved together, cheap all over or dear all over: the widest spread there can be."""
    return likely([total(draws)])
