"""The plans found that no other found beats, and what plans are still of interest beside them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import or_
from typing import NamedTuple

from usceplan.planning.bounds import Bound
from usceplan.planning.model import TOLERANCE, Frame


class ArchivedPlan(NamedTuple):
    """A plan as the objective compares it: the least is the best of those of one strength."""

    cost: int
    end: int
    programs: tuple[str, ...]
    rotations: tuple[tuple[int, int], ...]
    """Start and candidate index, in date order."""


class Archive:
    """The plans found that no other found beats: strengths and plans, both rising."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.strengths: list[int] = []
        self.plans: list[ArchivedPlan] = []
        self.version = 0

    def most(self, strength: int) -> int:
        """The most that a plan of some strength may cost to be of interest."""
        at = bisect_left(self.strengths, strength)
        if at == len(self.strengths):
            return self.budget
        return self.plans[at].cost - (self.strengths[at] > strength)

    def of(self, strength: int) -> ArchivedPlan | None:
        """The plan of just this strength."""
        at = bisect_left(self.strengths, strength)
        return self.plans[at] if at < len(self.plans) and self.strengths[at] == strength else None

    def add(self, strength: int, plan: ArchivedPlan) -> None:
        """Take a plan in, unless another one is better, and take out those that it beats."""
        at = bisect_left(self.strengths, strength)
        same = at < len(self.strengths) and self.strengths[at] == strength
        if at < len(self.plans) and (self.plans[at] <= plan if same else self.plans[at].cost <= plan.cost):
            return
        first = bisect_left(self.plans, plan.cost, hi=at, key=lambda kept: kept.cost)
        self.strengths[first : at + same] = [strength]
        self.plans[first : at + same] = [plan]
        self.version += 1


class _Lines(NamedTuple):
    """What a bound must be, as a value at the whole budget, to reach the targets."""

    least: list[float]
    """From each target on, the least value that reaches one."""
    values: list[float]
    """Rising."""
    masks: list[int]
    """The targets, as bits, that are reached with the first so many values."""


class Targets:
    """What plans are still of interest: those of some strength for some money, both rising.

    For each plan of the archive there are two: as strong for as much (it may be preferred), and a little stronger for
    a little less than the next one costs; before the first, any plan that is cheaper. Where the strongest plan is
    known for sure there is nothing to look for from it on.
    """

    def __init__(self, archive: Archive, frame: Frame, *, strongest_is_proven: bool) -> None:
        self.version = archive.version
        self.budget = archive.budget
        self.moneys: list[int] = []
        self.strengths: list[int] = []
        before = -1
        for strength, plan in zip(archive.strengths, archive.plans, strict=True):
            self._append(plan.cost - 1, frame.least_attainable(before + 1))
            self._append(plan.cost, strength)
            before = strength
        if strongest_is_proven:
            del self.moneys[-1], self.strengths[-1]
        else:
            self._append(self.budget, frame.least_attainable(before + 1))
        self._lines: dict[Bound, _Lines] = {}

    def _append(self, money: int, strength: int) -> None:
        if not self.moneys or money > self.moneys[-1]:
            self.moneys.append(money)
            self.strengths.append(strength)

    def first(self, cost: int) -> int:
        """The first target that a plan of at least this cost can reach; their number if there is none."""
        return bisect_left(self.moneys, cost)

    def lines(self, bound: Bound) -> _Lines:
        """The targets as a bound sees them."""
        found = self._lines.get(bound)
        if found is None:
            found = self._lines[bound] = self._new_lines(bound)
        return found

    def _new_lines(self, bound: Bound) -> _Lines:
        price, budget = bound.prices.dollar, self.budget
        needed = [
            strength - TOLERANCE + price * (budget - money)
            for money, strength in zip(self.moneys, self.strengths, strict=True)
        ]
        least = list(accumulate(reversed(needed), min))
        least.reverse()
        order = sorted(range(len(needed)), key=needed.__getitem__)
        masks = list(accumulate((1 << i for i in order), or_, initial=0))
        return _Lines(least, [needed[i] for i in order], masks)

    def reached(self, bounds: Sequence[Bound], values: Sequence[float], cost: int) -> int:
        """The targets, as bits, that a plan of at least this cost and within all bounds can reach."""
        mask = -1 << self.first(cost)
        for bound, value in zip(bounds, values, strict=True):
            _, needed, masks = self.lines(bound)
            mask &= masks[bisect_right(needed, value)]
            if not mask:
                break
        return mask
