"""Where amounts and days stand in a chart: straight lines from values to places, and round figures for an axis."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

NICE = (1, 2, 5, 10)
"""Steps of an axis, times a power of ten."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from values (``first`` to ``last``) to places in a drawing (``start`` to ``end``)."""

    first: float
    last: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value, to a tenth; the middle where there is but one value."""
        if self.last == self.first:
            return round((self.start + self.end) / 2, 1)
        return round(self.start + (value - self.first) / (self.last - self.first) * (self.end - self.start), 1)


@dataclass(frozen=True, slots=True)
class Days:
    """The same for days; ``last`` is the day after the last one shown."""

    first: dt.date
    last: dt.date
    start: float
    end: float

    def __call__(self, day: dt.date) -> float:
        """The place of the beginning of a day."""
        return Scale(self.first.toordinal(), self.last.toordinal(), self.start, self.end)(day.toordinal())

    def months(self) -> Iterator[dt.date]:
        """The first day of each month that begins within the time shown."""
        day = self.first.replace(day=1)
        while day < self.last:
            if day >= self.first:
                yield day
            day = next_month(day)


def next_month(day: dt.date) -> dt.date:
    """The first day of the month after that of a day."""
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def ticks(first: float, last: float, most: int) -> tuple[int, ...]:
    """Round figures from ``first`` to ``last``, evenly spaced, as many as fit and no more than ``most``."""
    power = 1
    while True:
        for nice in NICE:
            step = nice * power
            found = tuple(range(-int(-first // step) * step, int(last // step) * step + 1, step))
            if len(found) <= most:
                return found
        power *= 10
