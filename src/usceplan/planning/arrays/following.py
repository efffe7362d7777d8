"""Which options may follow many partial plans, by their bounds, programs and dates."""

from collections.abc import Sequence

import numpy as np

from usceplan.planning.arrays.array_bound import ArrayBound
from usceplan.planning.arrays.partial_plans import Columns, Flags, Floats, Ints, PartialPlans
from usceplan.planning.arrays.timetable import Timetable, Weeks
from usceplan.planning.model import Model

MOST_AT_ONCE, MOST_NUMBERS = 256, 300_000
"""So many partial plans are looked at together, but no more than make a table of this size with all options."""


class Following:
    """The options of a model that may follow partial plans."""

    def __init__(self, model: Model) -> None:
        self.columns = Columns(model)
        self.at_once = max(1, min(MOST_AT_ONCE, MOST_NUMBERS // len(model.columns)))
        """So many partial plans are to be looked at together."""
        self._timetable = Timetable(model.frame, model.timings)
        self._timing_of = np.array(model.timing_of)

    def pairs(self, plans: PartialPlans, bounds: Sequence[ArrayBound], needed: Sequence[Floats]) -> tuple[Ints, Ints]:
        """Partial plans as rows, and options of later units that add what is needed to the base of each bound.

        ``needed`` is that by bound and row. Whether their programs may be taken, and whether there is time for an
        option beside each one taken, is looked at too. The first bound goes first: it should leave few.
        """
        columns, slots, unit = self.columns, plans.slots, plans.next_unit
        mask = bounds[0].gains(slots) >= (needed[0] - bounds[0].charge)[:, None]
        mask &= columns.place >= columns.first[unit][:, None]
        mask &= columns.place < columns.after[unit][:, None]
        rows, positions = np.nonzero(mask)
        for bound, least in zip(bounds, needed, strict=True):
            # what stands before the end of the metro need not be moved to
            charge = np.where(positions < columns.here[unit[rows]], bound.charge, 0.0)
            enough = bound.gains(slots)[positions] + charge >= least[rows]
            rows, positions = rows[enough], positions[enough]
        possible = columns.may_take(plans, rows, positions)
        timing = self._timing_of[positions]
        for taken in plans.positions.T:
            possible &= self._timetable.pairs[self._timing_of[taken][rows], timing]
        return rows[possible], positions[possible]

    def earliest_ends(self, plans: PartialPlans) -> tuple[Flags, Weeks]:
        """Whether there is time for partial plans, and the week by which each can be over."""
        in_time, ends = self._timetable.earliest_ends(self._timing_of[plans.positions])
        return in_time & (self.columns.weeks_left(plans) >= 0), ends
