"""Which partial plans a single further rotation can take to some strength: exact where linear bounds are not.

A last option must reach the strength for the money that is left, with every part capped, in the weeks that all stays
have together. Many partial plans have the same sums of parts and weeks, since most rotations of four weeks give the
same; so this is worked out once for all of them. Dates, moves, and which programs are used already are left to others.
"""

import numpy as np

from usceplan.planning.arrays.partial_plans import Columns, Flags, Floats, Ints, PartialPlans

NEVER = np.int64(1 << 40)
"""More dollars than anyone has."""
MOST_NUMBERS = 200_000
"""The size of a table that is worked out at once."""
MOST_KNOWN = 2_000_000
"""So many numbers are remembered, one for each unit and each sum of parts and weeks."""


class LastRotation:
    """The options of a model that take partial plans to a strength."""

    def __init__(self, columns: Columns, strength: int) -> None:
        self.strength = strength
        self._columns = columns
        kinds, self._kind_of = np.unique(np.vstack([columns.parts, columns.weeks]), axis=1, return_inverse=True)
        self._kind_parts, self._kind_weeks = kinds[:-1], kinds[-1]
        self._known: dict[int, Ints] = {}
        """By sums of parts and weeks, the least dollars of an option that suffices, by the next unit."""

    def suffices(self, plans: PartialPlans, money: int) -> Flags:
        """Whether partial plans can reach the strength for some money, as they are or with one option more."""
        weeks_left = self._columns.weeks_left(plans)
        keys, first, of = np.unique(self._keys(plans, weeks_left), return_index=True, return_inverse=True)
        units = len(self._columns.first)
        if len(self._known) * units > MOST_KNOWN:
            self._known.clear()
        new = np.array([number for number, key in enumerate(keys.tolist()) if key not in self._known], np.int64)
        step = max(1, MOST_NUMBERS // self._columns.count)
        for some in range(0, len(new), step):
            self._learn(keys, first, new[some : some + step], plans, weeks_left)
        known = [self._known[key] for key in keys.tolist()]
        least_usd = np.array(known, np.int64).reshape(len(known), units)
        enough: Flags = least_usd[of, plans.next_unit] <= self._columns.money_left(plans, money)
        return enough

    def pairs(self, plans: PartialPlans, money: int) -> tuple[Ints, Ints]:
        """Partial plans as rows, and options that may come next and take them to the strength for some money."""
        columns = self._columns
        mask = self._sufficient(plans.parts, columns.weeks_left(plans))[:, self._kind_of]
        mask &= columns.place >= columns.first[plans.next_unit][:, None]
        mask &= columns.place < columns.after[plans.next_unit][:, None]
        mask &= columns.usd <= columns.money_left(plans, money)[:, None]
        rows, positions = np.nonzero(mask)
        return rows, positions

    def _keys(self, plans: PartialPlans, weeks_left: Ints) -> Ints:
        """A number of its own for each of the different sums of parts and weeks."""
        keys = weeks_left
        for row, room in zip(plans.parts, self._columns.rooms, strict=True):
            keys = keys * (int(room) + 1) + row.astype(np.int64)
        return keys

    def _learn(self, keys: Ints, first: Ints, new: Ints, plans: PartialPlans, weeks_left: Ints) -> None:
        """Find out what suffices for some sums, each that of the first partial plan that has them."""
        some = first[new]
        sufficient = self._sufficient(plans.parts[:, some], weeks_left[some])
        usd = np.where(sufficient[:, self._kind_of], self._columns.usd, NEVER)
        least = np.full((len(new), self._columns.count + 1), NEVER)
        least[:, :-1] = np.minimum.accumulate(usd[:, ::-1], axis=1)[:, ::-1]
        least[self._columns.strength_of(plans.parts[:, some]) >= self.strength] = 0
        self._known.update(zip(keys[new].tolist(), least[:, self._columns.first], strict=True))

    def _sufficient(self, parts: Floats, weeks_left: Ints) -> Flags:
        """For each sum of parts, the kinds of options with which it reaches the strength, and are not too long."""
        rooms = self._columns.rooms
        sums = [
            np.minimum(had[:, None] + more, room)
            for had, more, room in zip(parts, self._kind_parts, rooms, strict=True)
        ]
        strong = self._columns.strength_of(sums) >= self.strength
        sufficient: Flags = strong & (self._kind_weeks <= weeks_left[:, None])
        return sufficient
