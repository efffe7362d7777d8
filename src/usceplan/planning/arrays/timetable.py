"""Whether there is time for many sets of options at once, and when each could be over.

The earliest end of a set is the least, over its last option, of when that one can be over after the earliest end of the
others; a table says when an option can be over that begins in a week or later. So it is found for all sets together, of
one option, then of two, and so on. Waiting and homes between stays are no matter here, only that a single stay may be
too long; `scheduling.Calendar` knows in how few stays a set can be done.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from usceplan.planning.arrays.partial_plans import Flags, Ints
from usceplan.planning.model import Frame, Timing

Weeks: TypeAlias = NDArray[np.int16]

AT_ONCE = 4096
"""So many sets are looked at together."""


class Timetable:
    """When sets of options can be over; options are numbered by their timing."""

    def __init__(self, frame: Frame, timings: list[Timing]) -> None:
        self._never = frame.weeks + 1
        """Stands for a week that does not come."""
        self._longest = frame.stay_weeks if frame.stays == 1 else None
        self._width = self._never + 1
        ends = np.full((len(timings), self._width), self._never, np.int16)
        for row, timing in zip(ends, timings, strict=True):
            for start in timing.starts:
                row[start] = start + timing.weeks
        self._ends = np.minimum.accumulate(ends[:, ::-1], axis=1)[:, ::-1]
        self._flat_ends = self._ends.ravel()
        first = self._ends[:, 0]
        last_start = np.array([timing.starts[-1] for timing in timings])
        follows = first[:, None] <= last_start
        self.pairs: Flags = follows | follows.T
        """Whether there is time for two options, by their timings."""

    def earliest_ends(self, timings: Ints) -> tuple[Flags, Weeks]:
        """For each row of timings, whether there is time for all, and the week by which they can be over."""
        numbers = np.sort(timings, axis=1)
        keys = np.zeros(len(numbers), np.int64)
        for column in numbers.T:
            keys = keys * len(self._ends) + column
        _, first, of = np.unique(keys, return_index=True, return_inverse=True)
        different = numbers[first]
        ends = np.empty(len(different), np.int16)
        for row in range(0, len(different), AT_ONCE):
            some = slice(row, row + AT_ONCE)
            ends[some] = self._of_different(different[some])
        return (ends < self._never)[of], ends[of]

    def _of_different(self, timings: Ints) -> Weeks:
        week = np.zeros(len(timings), np.int16)
        end = self._ends_from(timings, week)
        while self._longest is not None:
            # What begins in the week or later ends no earlier than the end, so the stay begins not long before it.
            late = (end < self._never) & (end - week > self._longest)
            if not late.any():
                break
            week[late] = end[late] - self._longest
            end[late] = self._ends_from(timings[late], week[late])
        return end

    def _ends_from(self, timings: Ints, week: Weeks) -> Weeks:
        """When the options of each row that begin in a week or later can be over at the earliest."""
        size = timings.shape[1]
        offsets = [self._width * column for column in timings.T]
        ends: Weeks = np.empty((1 << size, len(timings)), np.int16)
        ends[0] = week
        for chosen in range(1, 1 << size):
            ends[chosen] = self._never
            for last in range(size):
                if chosen >> last & 1:
                    end = self._flat_ends[offsets[last] + ends[chosen ^ (1 << last)]]
                    np.minimum(ends[chosen], end, out=ends[chosen])
        last_of_all: Weeks = ends[-1]
        return last_of_all
