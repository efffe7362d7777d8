"""The search tree: partial plans, each with one option more than the one that it comes from.

What can come of a partial plan is bounded by several bounds at once. This is for the first partial plans of a search,
which suffice for most problems; `wide_tree` goes through more of them.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from usceplan.planning.best_plan import BestPlan
from usceplan.planning.bounds import Bound, lowest_of
from usceplan.planning.model import TOLERANCE, Model, State

NODE = 10
"""The work on a partial plan; that on each option which might be taken with it is 1."""


class _Node(NamedTuple):
    """A partial plan in the search tree, and the strength that no plan from it exceeds."""

    state: State
    bound: float


class Tree:
    """The tree of the plans of a model that are of interest: those that are better than the best so far."""

    def __init__(self, model: Model, bounds: Sequence[Bound], best: BestPlan, deadline: Callable[[], bool]) -> None:
        self.model = model
        self.bounds = bounds
        self.best = best
        self.nodes = 0
        """Partial plans looked at."""
        self.work = 0
        """What that took."""
        self._deadline = deadline

    def search(self, allowed: float) -> float | None:
        """Look through the tree; None when all of interest was, else the greatest bound of what was left.

        Stops at the deadline, or after so much work.
        """
        start = self.model.start
        stack = [_Node(start, self._bound(start))]
        while stack and not self.best.is_strongest:
            if self.work >= allowed or self._deadline():
                return max(node.bound for node in stack)
            node = stack.pop()
            self.nodes += 1
            self.work += NODE
            if node.bound >= self.best.least_strength - TOLERANCE:
                stack.extend(self._children(node.state))
        return None

    def _bound(self, state: State) -> float:
        return lowest_of(self.bounds, state, self.model.usable(state, self.best.money))

    def _children(self, state: State) -> list[_Node]:
        """The partial plans with one more option that may still lead to a better plan, the most promising last."""
        positions = self._promising(state)
        self.work += len(positions)
        children: list[_Node] = []
        for position in positions:
            child = self._child(state, position)
            if child is not None and self._consider(child.state):
                children.append(child)
        children.sort(key=lambda child: child.bound)
        return children

    def _promising(self, state: State) -> list[int]:
        """The options of later units with which all bounds are great enough, from the greatest of one bound on."""
        model = self.model
        least = self.best.least_strength - TOLERANCE
        first, here, after = model.spans[state.unit + 1]
        usable = model.usable(state, self.best.money)
        needed = [least - bound.base(state, usable) for bound in self.bounds]
        gains = [bound.gains(state.slots) for bound in self.bounds]
        reach = [
            bisect_right(gain.negative, bound.charge - need)
            for bound, need, gain in zip(self.bounds, needed, gains, strict=True)
        ]
        shortest = min(range(len(reach)), key=reach.__getitem__)
        order = gains[shortest].order[: reach[shortest]]
        positions = [p for p in order if first <= p < after and model.may_take(state, p)]
        for bound, need, gain in zip(self.bounds, needed, gains, strict=True):
            charge = bound.charge if here > first else 0.0
            positions = [p for p in positions if gain.of[p] >= (need - charge if p < here else need)]
        return positions

    def _child(self, state: State, position: int) -> _Node | None:
        """The node with one more option; None if money runs out, or if the bounds leave nothing of interest."""
        child = self.model.with_option(state, position)
        if self.model.money_left(child, self.best.money) < 0:
            return None
        bound = self._bound(child) if child.slots else self.model.strength(child)
        return _Node(child, bound) if bound >= self.best.least_strength - TOLERANCE else None

    def _consider(self, state: State) -> bool:
        """Take the options as a plan if that is better; False if no plan with more options can come of it."""
        strength = self._strength_of_interest(state)
        if state.slots == 0 and strength is None:
            return False
        options = self.model.options(state)
        fewest = self.best.fewest_stays(options)
        if fewest is None:
            return False
        if strength is not None:
            self.best.schedule(options, strength, fewest)
        return state.slots > 0

    def _strength_of_interest(self, state: State) -> int | None:
        """The strength of the options as a plan, if they can be one that is better than the best so far."""
        least = self.best.wanted_strength
        if not self.model.is_complete(state) or self.model.strength(state) < least:
            return None
        strength = self.best.strength_of(self.model.options(state))
        return strength if strength >= least else None
