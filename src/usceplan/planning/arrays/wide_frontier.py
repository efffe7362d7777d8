"""The search for the frontier where it is hard: hundreds of partial plans are looked at together, as arrays.

What `frontier` does with one partial plan at a time: see there. A partial plan is dropped where no target is within its
bounds and its cost, whatever the number of further rotations, or where there is no time for it. Where much is left, a
bound is made for the partial plan that has the most children, and the target that this exceeds most.
"""

from collections.abc import Callable, Sequence

import numpy as np

from usceplan.planning.arrays.bound_pool import BoundPool
from usceplan.planning.arrays.following import Following
from usceplan.planning.arrays.last_rotation import NEVER
from usceplan.planning.arrays.partial_plans import Flags, Floats, Ints, PartialPlans
from usceplan.planning.bounds import Bound
from usceplan.planning.model import TOLERANCE, Model
from usceplan.planning.options import Option
from usceplan.planning.targets import Archive, Targets

MANY_CHILDREN, NODES_PER_RETUNING = 4, 100
"""A bound is made for a partial plan where there are on average more children than this, if there was none for so many
partial plans."""


class WideFrontier:
    """The search through all partial plans of a model, from some bounds and an archive."""

    def __init__(
        self,
        model: Model,
        bounds: Sequence[Bound],
        archive: Archive,
        *,
        new_targets: Callable[[], Targets],
        take: Callable[[Sequence[Option]], None],
        stops: Callable[[], bool],
    ) -> None:
        """``take`` dates options and puts the plan into the archive if it is of use."""
        self.model = model
        self.nodes = 0
        """Partial plans looked at."""
        self._pool = BoundPool(model, bounds, kept=len(bounds))
        self._archive = archive
        self._new_targets = new_targets
        self._take, self._stops = take, stops
        self._following = Following(model)
        self._columns = self._following.columns
        self._least_usd = _least_usd(model)
        self._targets = _Targets(new_targets())
        self._retunings = 0

    def search(self) -> set[int]:
        """Look through the tree; gives the money of the targets that what is left may reach, if it had to stop."""
        stack = [self._columns.start(self.model.start, 0.0)]
        at_once = self._following.at_once
        while stack and not self._stops():
            plans = stack.pop()
            if plans.count > at_once:
                stack.append(plans.chosen(slice(at_once, None)))
                plans = plans.chosen(slice(at_once))
            if self._targets.version != self._archive.version:
                self._targets = _Targets(self._new_targets())
            plans = plans.chosen(self._may_go_on(plans))
            self.nodes += plans.count
            children = self._children(plans)
            if children.count and children.slots:
                stack.append(children)
        reached = [self._reached(plans, self._values(plans)).any(axis=0) for plans in stack]
        return {money for flags in reached for money in self._targets.moneys[flags].tolist()}

    def _cost(self, plans: PartialPlans) -> Ints:
        """What plans with these options cost at least."""
        budget = self._archive.budget
        return budget - self._columns.money_left(plans, budget)

    def _bases(self, plans: PartialPlans) -> list[Floats]:
        left = self._columns.money_left(plans, self._archive.budget)
        return [bound.base(plans, left) for bound in self._pool.bounds]

    def _values(self, plans: PartialPlans, more: int | None = None) -> list[Floats]:
        """By bound, at the whole budget; with so many options more where that is said."""
        further = plans.slots if more is None else more
        return [
            base + bound.following[plans.next_unit, further]
            for bound, base in zip(self._pool.bounds, self._bases(plans), strict=True)
        ]

    def _reached(self, plans: PartialPlans, values: Sequence[Floats], usd: Ints | int = 0) -> Flags:
        """By partial plan and target, whether all bounds and the cost, with some dollars more, allow it."""
        targets = self._targets
        reached: Flags = (self._cost(plans) + usd)[:, None] <= targets.moneys
        for bound, value in zip(self._pool.bounds, values, strict=True):
            reached &= value[:, None] >= targets.needed(bound.bound)
        return reached

    def _reaches_any(self, plans: PartialPlans) -> Flags:
        """Whether all bounds and the cost allow a target."""
        return np.asarray(self._reached(plans, self._values(plans)).any(axis=1))

    def _may_go_on(self, plans: PartialPlans) -> Flags:
        """Whether plans with more options may reach a target: with one more, with two, and so on."""
        may = np.zeros(plans.count, bool)
        for more in range(1, plans.slots + 1):
            usd = self._least_usd[plans.next_unit, more]
            may |= self._reached(plans, self._values(plans, more), usd).any(axis=1)
        return may

    def _children(self, plans: PartialPlans) -> PartialPlans:
        """The partial plans with one more option that may still lead to a point, the most promising first."""
        rows, positions = self._promising(plans)
        children = self._columns.with_options(plans, rows, positions)
        within = self._reaches_any(children)
        rows, children = rows[within], children.chosen(within)
        if children.count > MANY_CHILDREN * plans.count and self.nodes > NODES_PER_RETUNING * self._retunings:
            row = np.bincount(rows).argmax()
            self._retune(plans.chosen(slice(row, row + 1)))
            children = children.chosen(self._reaches_any(children))
        children = children.chosen(self._following.earliest_ends(children)[0])
        self._consider(children)
        return children.chosen(np.argsort(-self._excess(children), kind="stable")) if children.slots else children

    def _promising(self, plans: PartialPlans) -> tuple[Ints, Ints]:
        """Partial plans as rows, and options with which each bound alone reaches a target that can be paid."""
        first = self._targets.first(self._cost(plans) + self._least_usd[plans.next_unit, 1])
        bases = self._bases(plans)
        needed = [
            self._targets.least(bound.bound)[first] - base for bound, base in zip(self._pool.bounds, bases, strict=True)
        ]
        spare = [
            float((bound.following[plans.next_unit, plans.slots] - least).sum())
            for bound, least in zip(self._pool.bounds, needed, strict=True)
        ]
        order = sorted(range(len(spare)), key=spare.__getitem__)
        return self._following.pairs(plans, [self._pool.bounds[i] for i in order], [needed[i] for i in order])

    def _excess(self, plans: PartialPlans) -> Floats:
        """By how much the bounds exceed the least that is of interest."""
        first = self._targets.first(self._cost(plans))
        excess = [
            value - self._targets.least(bound.bound)[first]
            for bound, value in zip(self._pool.bounds, self._values(plans), strict=True)
        ]
        least: Floats = np.minimum.reduce(excess)
        return least

    def _retune(self, plan: PartialPlans) -> None:
        """Add a bound made for a partial plan and the target that it exceeds most."""
        self._retunings += 1
        values = self._values(plan)
        excess = np.minimum.reduce(
            [value - self._targets.needed(bound.bound) for bound, value in zip(self._pool.bounds, values, strict=True)]
        )
        excess[self._targets.moneys < self._cost(plan)] = -np.inf
        number = int(excess.argmax())
        money, strength = int(self._targets.moneys[number]), float(self._targets.strengths[number])
        self._pool.make_for(plan.positions[0].tolist(), money, strength)

    def _consider(self, plans: PartialPlans) -> None:
        """Take the options of each partial plan that can be of use as a plan, the cheapest first."""
        strength, cost = self._columns.strength(plans), self._cost(plans)
        of_use = self._columns.completes[plans.next_unit] & (cost <= _most(self._archive, strength))
        columns = self.model.columns
        for row in np.nonzero(of_use)[0][np.lexsort((-strength[of_use], cost[of_use]))].tolist():
            if cost[row] <= self._archive.most(int(strength[row])):
                self._take([columns[position].option for position in plans.positions[row].tolist()])


def _most(archive: Archive, strength: Ints) -> Ints:
    """`Archive.most` for many strengths."""
    strengths = np.array([*archive.strengths, np.iinfo(np.int64).max])
    costs = np.array([*(plan.cost for plan in archive.plans), archive.budget + 1])
    at = np.searchsorted(strengths, strength)
    most: Ints = costs[at] - (strengths[at] > strength)
    return most


class _Targets:
    """Targets as arrays, and as the bounds see them."""

    def __init__(self, targets: Targets) -> None:
        self.version = targets.version
        self.moneys = np.array(targets.moneys, np.int64)
        self.strengths = np.array(targets.strengths, np.int64)
        self._budget = targets.budget
        self._needed: dict[Bound, Floats] = {}
        self._least: dict[Bound, Floats] = {}

    def first(self, cost: Ints) -> Ints:
        """The first target that plans of at least these costs can reach; their number if there is none."""
        return np.searchsorted(self.moneys, cost)

    def needed(self, bound: Bound) -> Floats:
        """The value at the whole budget with which a bound reaches each target."""
        if bound not in self._needed:
            spared = bound.prices.dollar * (self._budget - self.moneys)
            self._needed[bound] = self.strengths - TOLERANCE + spared
        return self._needed[bound]

    def least(self, bound: Bound) -> Floats:
        """From each target on, the least value that reaches one; infinite where there is none."""
        if bound not in self._least:
            needed = np.append(self.needed(bound), np.inf)
            self._least[bound] = np.minimum.accumulate(needed[::-1])[::-1]
        return self._least[bound]


def _least_usd(model: Model) -> Ints:
    """By the next unit and a number of options, what so many of those from there on cost at least without moves."""
    slots = model.frame.slots
    cheapest: list[int] = []
    rows = [[0] + [NEVER] * slots]
    for unit in reversed(model.units):
        usd = min(column.option.usd for column in model.columns[unit.first : unit.after])
        cheapest = sorted([*cheapest, usd])[:slots]
        sums = [sum(cheapest[:number]) for number in range(len(cheapest) + 1)]
        rows.append(sums + [NEVER] * (slots + 1 - len(sums)))
    return np.array(rows[::-1], np.int64)
