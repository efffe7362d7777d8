"""The search tree of hard problems: hundreds of partial plans are looked at together, as arrays.

It leaves out what `tree` does, and more: partial plans for which there is no time, and those that lack one rotation
where none suffices. Where the bounds leave much, one is made for the partial plan with the most that may follow, and
after some hundreds of partial plans bounds count money instead of charging for it. Each partial plan takes a twentieth
of the time; but NumPy has to be loaded first, which takes longer than most searches.
"""

from collections.abc import Callable, Sequence

import numpy as np

from usceplan.planning.arrays.array_bound import ArrayBound
from usceplan.planning.arrays.bound_pool import BoundPool
from usceplan.planning.arrays.following import Following
from usceplan.planning.arrays.last_rotation import LastRotation
from usceplan.planning.arrays.money_bound import MoneyBound
from usceplan.planning.arrays.partial_plans import Flags, Floats, Ints, PartialPlans
from usceplan.planning.arrays.timetable import Weeks
from usceplan.planning.best_plan import BestPlan
from usceplan.planning.bounds import Bound
from usceplan.planning.model import TOLERANCE, Model
from usceplan.planning.tree import NODE
from usceplan.planning.tuning import BOUNDS

COUNTED_AFTER, SIDES_AFTER = 250, 3000
"""Partial plans before bounds count money, and before there is one for either side of a part."""
MANY_CHILDREN, NODES_PER_RETUNING = 4, 1000
"""A bound is made for a partial plan where there are on average more children than this, if there was none for so many
partial plans."""


class WideTree:
    """The tree of the plans of a model that are of interest: those that are better than the best so far."""

    def __init__(self, model: Model, bounds: Sequence[Bound], best: BestPlan, deadline: Callable[[], bool]) -> None:
        self.model = model
        self.best = best
        self.nodes = 0
        """Partial plans looked at."""
        self._pool = BoundPool(model, bounds, kept=BOUNDS)
        self._deadline = deadline
        self._following = Following(model)
        self._columns = self._following.columns
        self._last: LastRotation | None = None
        self._counted: list[MoneyBound] = []
        self._has_sides = False
        self._work = self._retunings = 0
        start, usable = model.start, model.usable(model.start, best.money)
        self._stack = [self._columns.start(start, min(bound.of(start, usable) for bound in bounds))]
        """What is left to look at, the next last."""

    @property
    def bounds(self) -> list[Bound]:
        """Those given, the lowest first, then those made for partial plans."""
        return [bound.bound for bound in self._pool.bounds]

    def search(self, allowed: float) -> float | None:
        """Look through the tree; None when all of interest was, else the greatest bound of what was left.

        Stops at the deadline, or after so much work in all; goes on from there when it is asked again.
        """
        stack, at_once = self._stack, self._following.at_once
        while stack and not self.best.is_strongest:
            if self._work >= allowed or self._deadline():
                return max(float(plans.bound.max()) for plans in stack)
            plans = stack.pop()
            plans = plans.chosen(plans.bound >= self._least)
            if plans.count > at_once:
                stack.append(plans.chosen(slice(at_once, None)))
                plans = plans.chosen(slice(at_once))
            self.nodes += plans.count
            self._work += NODE * plans.count
            self._sharpen()
            children = self._children(plans) if plans.slots > 1 else self._finished(plans)
            if children.count and children.slots:
                stack.append(children)
        return None

    def _sharpen(self) -> None:
        """Make better bounds once the tree turns out to be large."""
        if not self._counted and self.nodes >= COUNTED_AFTER:
            self._count_money(self._pool.kept)
        if not self._has_sides and self.nodes >= SIDES_AFTER:
            self._has_sides = True
            self._count_money(self._pool.make_sides(self.best.money, self._least))

    def _count_money(self, bounds: Sequence[ArrayBound]) -> None:
        model = self.model
        most = model.money_left(model.start, self.best.money) + model.frame.change
        self._counted += [MoneyBound(bound.bound, most) for bound in bounds]

    @property
    def _least(self) -> float:
        """What the bound of a partial plan must reach to be of interest."""
        return self.best.least_strength - TOLERANCE

    def _children(self, plans: PartialPlans) -> PartialPlans:
        """The partial plans with one more option that may still lead to a better plan, the most promising first."""
        rows, positions = self._promising(plans)
        children, rows = self._bounded(self._columns.with_options(plans, rows, positions), rows, self._all_bounds)
        many = children.count > MANY_CHILDREN * plans.count
        if many and self.nodes > NODES_PER_RETUNING * self._retunings:
            row = np.bincount(rows).argmax()
            self._retunings += 1
            self._pool.make_for(plans.positions[row].tolist(), self.best.money, self._least)
            children, _ = self._bounded(children, rows, self._pool.bounds[-1:])
        if children.slots == 1:
            children = children.chosen(self._last_rotation().suffices(children, self.best.money))
        children = children.chosen(np.argsort(-self._promise(children), kind="stable"))
        self._work += children.count
        return self._considered(children)

    def _promise(self, plans: PartialPlans) -> Floats:
        """How good plans may come of partial plans: what bounds say on average, since the lowest are often equal."""
        left = self._columns.money_left(plans, self.best.money)
        values = [bound.of(plans, left) for bound in self._pool.bounds]
        total: Floats = plans.bound + sum(values) / len(values)
        return total

    def _finished(self, plans: PartialPlans) -> PartialPlans:
        """Take each option that can be the last one for a plan."""
        rows, positions = self._last_rotation().pairs(plans, self.best.money)
        may = self._columns.may_take(plans, rows, positions)
        last = self._columns.with_options(plans, rows[may], positions[may])
        self._work += last.count
        return self._considered(self._bounded(last, rows[may], self._all_bounds)[0])

    def _promising(self, plans: PartialPlans) -> tuple[Ints, Ints]:
        """Partial plans as rows, and options of later units with which all bounds are great enough.

        The bound that is lowest for these partial plans goes first, since it leaves the fewest pairs to look at.
        """
        left = self._columns.money_left(plans, self.best.money)
        bases = [bound.base(plans, left) for bound in self._pool.bounds]
        values = [
            float((base + bound.following[plans.next_unit, plans.slots]).sum())
            for bound, base in zip(self._pool.bounds, bases, strict=True)
        ]
        order = sorted(range(len(values)), key=values.__getitem__)
        bounds, needed = [self._pool.bounds[i] for i in order], [self._least - bases[i] for i in order]
        return self._following.pairs(plans, bounds, needed)

    @property
    def _all_bounds(self) -> list[ArrayBound | MoneyBound]:
        return [*self._pool.bounds, *self._counted]

    def _bounded(
        self, plans: PartialPlans, rows: Ints, bounds: Sequence[ArrayBound | MoneyBound]
    ) -> tuple[PartialPlans, Ints]:
        """The partial plans for which there is money and all bounds are great enough; and the rows of those.

        ``rows`` say something of each partial plan.
        """
        possible: Flags = self._columns.money_left(plans, self.best.money) >= 0
        for bound in bounds:
            plans, rows = plans.chosen(possible), rows[possible]
            value = bound.of(plans, self._columns.money_left(plans, self.best.money))
            plans = plans.bounded(np.minimum(plans.bound, value))
            possible = plans.bound >= self._least
        return plans.chosen(possible), rows[possible]

    def _last_rotation(self) -> LastRotation:
        strength = self.best.least_strength
        if self._last is None or self._last.strength != strength:
            self._last = LastRotation(self._columns, strength)
        return self._last

    def _considered(self, plans: PartialPlans) -> PartialPlans:
        """Those for which there is time; takes each that is a plan if it is better than the best so far."""
        in_time, ends = self._following.earliest_ends(plans)
        plans, ends = plans.chosen(in_time), ends[in_time]
        whole = self._columns.completes[plans.next_unit] & (self._columns.strength(plans) >= self.best.wanted_strength)
        if whole.any():
            self._take(plans.chosen(whole), ends[whole])
        return plans

    def _take(self, plans: PartialPlans, ends: Weeks) -> None:
        """Take plans if they are better than the best so far: the strongest, cheapest, earliest first."""
        strength = self._columns.strength(plans)
        left = self._columns.money_left(plans, self.best.money)
        for row in np.lexsort((ends, -left, -strength)).tolist():
            if strength[row] < self.best.wanted_strength:
                break
            options = [self.model.columns[position].option for position in plans.positions[row].tolist()]
            exactly = self.best.strength_of(options)
            fewest = self.best.fewest_stays(options) if exactly >= self.best.wanted_strength else None
            if fewest is not None:
                self.best.schedule(options, exactly, fewest)
