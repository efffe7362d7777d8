"""A bound for many partial plans at a time."""

import numpy as np

from usceplan.planning.arrays.partial_plans import Floats, Ints, PartialPlans, weighted_sum
from usceplan.planning.bounds import Bound


class ArrayBound:
    """A bound of a model, as arrays."""

    def __init__(self, bound: Bound) -> None:
        self.bound = bound
        self.charge = bound.charge
        self.following = np.array(bound.all_following)
        """By the next unit and slots, the greatest sum of worths of the options that may follow."""
        self._weeks = np.array(bound.weeks)[bound.model.timing_of]
        self._gains: dict[int, Floats] = {}

    def gains(self, slots: int) -> Floats:
        """What taking each option adds to the base when so many slots are left, where its metro is not visited yet."""
        if slots not in self._gains:
            self._gains[slots] = np.array(self.bound.gains(slots).of)
        return self._gains[slots]

    def base(self, plans: PartialPlans, money_left: Ints) -> Floats:
        """The bounds of partial plans without what further options add."""
        *weights, minus_dollar = self.bound.weights
        free = np.where(plans.groups < self.bound.model.free_groups, self.charge, 0.0)
        value: Floats = self.bound.constant + free - minus_dollar * money_left + weighted_sum(weights, plans.parts)
        for positions in plans.positions.T:
            value -= self._weeks[positions]
        return value

    def of(self, plans: PartialPlans, money_left: Ints) -> Floats:
        """The greatest strength that partial plans can reach, at most."""
        bound: Floats = self.base(plans, money_left) + self.following[plans.next_unit, plans.slots]
        return bound
