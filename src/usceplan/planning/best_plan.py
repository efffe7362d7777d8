"""The best plan that a search has found so far, and what another one must have to be better."""

from collections.abc import Sequence
from typing import NamedTuple

from usceplan.planning.instance import Instance, score
from usceplan.planning.model import Frame
from usceplan.planning.options import Option
from usceplan.planning.scheduling import Calendar, Dated, best_dates, least_cost


class Plan(NamedTuple):
    """A plan as the objective compares it: the least is the best."""

    lost: int
    """Minus the strength."""
    cost: int
    end: int
    programs: tuple[str, ...]
    rotations: tuple[tuple[int, int], ...]
    """Start and candidate index, in date order."""


class BestPlan:
    """The best plan so far, and what is looked for: first more strength, then the same strength for less."""

    def __init__(self, instance: Instance, frame: Frame) -> None:
        self._instance = instance
        self._frame = frame
        self._calendar = Calendar(instance)
        self.plan: Plan | None = None
        self.options: tuple[Option, ...] = ()
        """Those of the plan, where the search has found it itself."""
        self.money = instance.limits.budget
        """What a plan may cost."""
        self.aim = 0
        """The strength that is looked for: at least this, and just this once it is known to be the greatest."""
        self.improving = True
        """Whether more strength is looked for, and not less cost."""
        self.greatest = frame.greatest
        """The strength that no plan exceeds, as far as is known."""

    @property
    def strength(self) -> int:
        """That of the best plan so far; 0 without one."""
        return 0 if self.plan is None else -self.plan.lost

    @property
    def next_strength(self) -> int:
        """What a plan must reach to be stronger than the best so far."""
        return 0 if self.plan is None else self._frame.least_attainable(1 - self.plan.lost)

    @property
    def wanted_strength(self) -> int:
        """What a plan must have to be better than the best so far, or for less cost as good."""
        return self.next_strength if self.improving else self.aim

    @property
    def is_strongest(self) -> bool:
        """Whether more strength is looked for, and the best plan so far is known to have as much as there is."""
        return self.improving and self.next_strength > self.greatest

    @property
    def least_strength(self) -> int:
        """What a plan must reach to be of interest."""
        return max(self.aim, self.next_strength) if self.improving else self.aim

    def fewest_stays(self, options: Sequence[Option]) -> int | None:
        """The fewest stays for some options; None if there is no time for them."""
        return self._calendar.fewest_stays(options)

    def is_possible(self, options: Sequence[Option]) -> bool:
        """Whether there is time for some options, and perhaps money."""
        fewest = self.fewest_stays(options)
        return fewest is not None and least_cost(self._instance, options, fewest) <= self.money

    def try_or_less(self, options: Sequence[Option], must: frozenset[str]) -> None:
        """Take options for a plan; if that cannot be, the first of them, as many as can."""
        for length in range(len(options), 0, -1):
            if self.try_out(options[:length], must):
                return

    def try_out(self, options: Sequence[Option], must: frozenset[str]) -> bool:
        """Take options for a plan if that has some programs and the strength that is wanted; whether it could."""
        if not must.issubset(option.program for option in options):
            return False
        strength = self.strength_of(options)
        fewest = self.fewest_stays(options)
        if fewest is None or strength < self.wanted_strength:
            return False
        return self.schedule(options, strength, fewest)

    def strength_of(self, options: Sequence[Option]) -> int:
        """The strength of a plan with these options."""
        return score(self._instance.parts, tuple(option.example for option in options)).total

    def schedule(self, options: Sequence[Option], strength: int, fewest: int) -> bool:
        """Date options; take them if they are better than the best so far. Whether they could be dated."""
        programs = tuple(sorted(option.program for option in options))
        dated = self._dated(options, programs, fewest)
        if dated is None:
            return False
        plan = Plan(-strength, dated.cost, dated.end, programs, dated.rotations)
        if self.plan is None or plan < self.plan:
            if not self.improving:
                self.money = plan.cost
            self.plan = plan
            self.options = tuple(options)
        return True

    def _dated(self, options: Sequence[Option], programs: tuple[str, ...], fewest: int) -> Dated | None:
        """The best dates within the money; none that make a plan as dear as the best so far and end later."""
        best = self.plan
        if self.improving or best is None or best.cost > self.money:
            return best_dates(self._instance, options, self.money, fewest)
        latest = best.end if programs <= best.programs else best.end - 1
        return best_dates(self._instance, options, best.cost, fewest, latest)
