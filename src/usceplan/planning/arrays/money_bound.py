"""A bound that counts dollars instead of charging for them, for many partial plans at a time.

Shares of the parts and prices of weeks are those of a bound as in `bounds`; but the greatest sum of worths is known for
every amount of money that may be left, by dynamic programming over units, slots and money. Where a dollar has a price,
half of a dear rotation and half of a cheap one count as if they were a plan; here they do not, and money that suffices
for nothing further is worth nothing. Dollars are counted in cells, costs rounded down to whole cells.
"""

from math import fsum

import numpy as np

from usceplan.planning.arrays.partial_plans import Floats, Ints, PartialPlans, weighted_sum
from usceplan.planning.bounds import Bound, dearest_stays
from usceplan.planning.model import Unit

MOST_CELLS = 500
"""With so many cells, what is lost by rounding does not matter."""
MOST_NUMBERS = 2_000_000
"""The size of the table of a bound."""


class MoneyBound:
    """The bound of a model with the shares and prices of weeks of another bound, but without its price of a dollar."""

    def __init__(self, bound: Bound, money: int) -> None:
        """``money`` is the most that a partial plan can have left."""
        model, frame = bound.model, bound.model.frame
        cells = max(1, min(MOST_CELLS, MOST_NUMBERS // ((len(model.units) + 1) * (frame.slots + 1))))
        self._model = model
        self._cell = max(1, -(-money // cells))
        self._last_cell = max(0, money // self._cell)
        self._weights = bound.weights[:-1]
        self._constant = frame.without_options(bound.prices.shares)
        self._weeks = np.array(bound.weeks)[model.timing_of]
        self._usd = np.array(model.usd) // self._cell
        self._worth = np.array(bound.worth) + bound.prices.dollar * np.array(model.usd)
        self._following = self._with_stays(self._tables(), bound.prices.weeks)

    def of(self, plans: PartialPlans, money_left: Ints) -> Floats:
        """The greatest strength that partial plans can reach, at most."""
        frame = self._model.frame
        # the first metro is free, but the tables count what moving there costs
        money = np.where(plans.groups < self._model.free_groups, money_left + frame.change, money_left)
        cells = np.clip(money // self._cell, 0, self._last_cell)
        value = self._constant + weighted_sum(self._weights, plans.parts)
        for positions in plans.positions.T:
            value -= self._weeks[positions]
        bound: Floats = value + self._following[plans.next_unit, plans.slots, cells]
        return bound

    def _with_stays(self, following: Floats, weeks: tuple[float, ...]) -> Floats:
        """The same with what the weeks of so many stays are worth for which there is money."""
        frame = self._model.frame
        another = frame.another_stay // self._cell
        most = np.full_like(following, -np.inf)
        for further in range(frame.stays):
            stays = dearest_stays(weeks, further + 1, frame.stay_weeks)
            worth = fsum(fsum(weeks[first:after]) for first, after in stays)
            np.maximum(most, _for_more(following, further * another) + worth, out=most)
            if len(stays) <= further:
                break
        return most

    def _tables(self) -> Floats:
        """By the next unit, slots and cells of money, the greatest sum of worths of what may follow.

        Going from the last unit to the first, ``opened`` and ``closed`` are the greatest sums from the present unit
        on, when its metro is visited already and when it is not.
        """
        model, size = self._model, (self._model.frame.slots + 1, self._last_cell + 1)
        change = model.frame.change // self._cell
        opened = closed = np.zeros(size)
        after = np.empty((len(model.units) + 1, *size))
        group: int | None = None
        for number, unit in reversed(list(enumerate(model.units))):
            following = after[number + 1] = opened if unit.group == group else closed
            group = unit.group
            taken = np.full(size, -np.inf)
            for position in self._worthwhile(unit):
                usd = self._usd[position]
                some = taken[1:, usd:]
                np.maximum(some, following[:-1, : size[1] - usd] + self._worth[position], out=some)
            if unit.forced:
                opened = closed = taken
                continue
            opened = np.maximum(following, taken)
            closed = np.maximum(closed, _for_more(taken, change if unit.charged else 0))
        after[0] = closed
        return after

    def _worthwhile(self, unit: Unit) -> list[int]:
        """The options of a unit that are worth more than each cheaper one."""
        options = range(unit.first, unit.after)
        found: list[int] = []
        best = -np.inf if unit.forced else 0.0
        for position in sorted(options, key=lambda position: (self._usd[position], -self._worth[position])):
            if self._worth[position] > best and self._usd[position] <= self._last_cell:
                best = self._worth[position]
                found.append(position)
        return found


def _for_more(values: Floats, cells: int) -> Floats:
    """Values by money where all that they are of costs some cells more."""
    dearer = np.full_like(values, -np.inf)
    dearer[..., cells:] = values[..., : max(0, values.shape[-1] - cells)]
    return dearer
