"""What a search looks at: a model, bounds for its plans, and the best plan so far.

The better the plan and the lower the bounds, the fewer options there are that may be in a better plan; the others are
left out.
"""

from collections.abc import Callable, Sequence
from math import fsum

from usceplan.planning.best_plan import BestPlan
from usceplan.planning.bounds import Bound, lowest_of
from usceplan.planning.greedy import Greedy
from usceplan.planning.model import TOLERANCE, Amounts, Model, reduced, restricted, with_needs
from usceplan.planning.tuning import BOUNDS, Tuned

FEW = 30
"""With so few options left there is no use in better bounds."""
COMPARABLE = 5000
"""With more options than this it takes too long to find what each needs of all others."""
LEAST_SHARE = 0.1
"""Weeks matter if so much of what a bound charges is for them."""
MOST_EXCHANGES = 3
"""How often each rotation of the best plan is given up for others, while that makes the plan better."""


class Focus:
    """A model and its bounds, the lowest first; both change as a search goes on, and so does the best plan."""

    def __init__(self, model: Model, best: BestPlan, deadline: Callable[[], bool]) -> None:
        self.model = model
        self.bounds: list[Bound] = []
        self.best = best
        self.deadline = deadline
        self._needy: Model | None = None
        """The last model for which was found what its options need of one another."""

    @property
    def count(self) -> int:
        """How many options are left."""
        return len(self.model.columns)

    @property
    def usable(self) -> Amounts:
        """What bounds take of a plan without options, for the money that there is."""
        return self.model.usable(self.model.start, self.best.money)

    def move_to(self, model: Model) -> None:
        """Look at a model with fewer options, or at a part of the present one, with the bounds of the same prices."""
        self.model, self.bounds = model, [bound.moved_to(model) for bound in self.bounds]

    def turn_to(self, model: Model, bounds: Sequence[Bound]) -> None:
        """Look at a model again that was left for a part of it, with the bounds that it had."""
        self.model, self.bounds = model, list(bounds)

    def keep(self, tuned: Sequence[Tuned]) -> None:
        """Keep the lowest of the bounds so far and some more, the lowest first."""
        start, usable = self.model.start, self.usable
        known = [Tuned(bound.of(start, usable), bound) for bound in self.bounds]
        self.bounds = [one.bound for one in sorted([*known, *tuned], key=lambda one: one.value)[:BOUNDS]]

    def is_timely(self) -> bool:
        """Whether weeks matter: a good part of what the lowest bound charges for weeks and dollars is for weeks."""
        bound, frame = self.bounds[0], self.model.frame
        weeks = fsum(fsum(bound.prices.weeks[first:after]) for first, after in bound.stays)
        money = bound.prices.dollar * (self.best.money - frame.fixed)
        return weeks > LEAST_SHARE * (weeks + money)

    def lowest_bound(self) -> float:
        """The strength that no plan exceeds."""
        return lowest_of(self.bounds, self.model.start, self.usable)

    def leave_out(self, strength: int) -> None:
        """Leave out the options that are in no plan of some strength by the bounds, from the model and from these."""
        start, usable = self.model.start, self.usable
        least = strength - TOLERANCE
        keep = [True] * self.count
        for bound in self.bounds:
            needed = least - bound.base(start, usable)
            keep = [kept and through >= needed for kept, through in zip(keep, bound.through, strict=True)]
        if not all(keep):
            self.keep_columns(keep)

    def leave_out_starts(self, left: Sequence[tuple[int, ...]]) -> None:
        """Leave out all starts but these, from the model and from the bounds."""
        self.move_to(restricted(self.model, left, self.bounds[0].worth))

    def keep_columns(self, keep: Sequence[bool]) -> None:
        """Leave out all options but some, which are given by position, from the model and from the bounds."""
        self.move_to(reduced(self.model, keep, self.bounds[0].worth))

    def find_needs(self) -> None:
        """Find what the options that are left need of one another."""
        if self.model is not self._needy and FEW < self.count <= COMPARABLE:
            self._needy = with_needs(self.model)
            self.move_to(self._needy)

    def look_quickly(self) -> None:
        """Look for good plans without looking at all."""
        for options in Greedy(self.bounds[0], self.best.is_possible).plans():
            self.best.try_or_less(options, self.model.must)

    def exchange(self) -> None:
        """Look for better plans than the best so far by giving up one of its rotations at a time."""
        greedy = Greedy(self.bounds[0], self.best.is_possible)
        for _ in range(MOST_EXCHANGES):
            before = self.best.plan
            for number in range(len(self.best.options)):
                if self.deadline():
                    return
                held = self.best.options
                for options in greedy.plans([*held[:number], *held[number + 1 :]]):
                    self.best.try_out(options, self.model.must)
            if self.best.plan is before:
                break
