"""The strongest plan, by branch and bound: exact, and always the same one for the same problem.

Two searches over the same tree. The first looks for the greatest strength within the budget. The second knows that
strength and looks for the best plan that has it: least cost, then earliest end, then least ids, then least dates;
each plan it finds lowers the money that the bounds have to go by.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import floor
from operator import or_
from typing import NamedTuple

from usceplan.planning.bounds import TOLERANCE, Bound, Model, State, retuned, tuned_for_cost, tuned_for_strength
from usceplan.planning.instance import Candidate, Instance, PartScores, score
from usceplan.planning.options import Option, affordable, folded, preferred, undominated
from usceplan.planning.scheduling import Calendar, Leg, best_dates, plan_cost

STRENGTH_ROUNDS = 20
COST_ROUNDS = 30
RETUNING_ROUNDS = 8
"""Bounds tried at the root of each search, and for a partial plan: the more, the smaller is the tree."""

BOUNDS = 4
"""The bounds kept of those tried at a root."""

MOST_BOUNDS = 12
"""The bounds kept of those and the ones made for partial plans."""

MANY_CHILDREN = 30
NODES_PER_RETUNING = 60
"""A partial plan gets a bound of its own when it has so many children, and there was none for so many others."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The best plan found, with all that it costs."""

    chosen: tuple[Candidate, ...]
    """In date order."""
    cost: int
    """Dollars in all: once, stays, rotations, moves, waiting."""
    stays: tuple[tuple[int, int], ...]
    """First week and end week (the week after the last) of each stay."""
    legs: tuple[Leg, ...]
    """For each rotation after the first, how it is reached."""
    scores: PartScores
    proven_optimal: bool
    upper_bound: int
    """Thousandths of a point that no plan exceeds; the plan's own when that is proven to be the greatest."""
    nodes: int
    """Partial plans looked at."""


@dataclass(frozen=True, slots=True)
class NoPlan:
    """No plan was found; ``proven`` says that there is none."""

    proven: bool


def never() -> bool:
    """A deadline that never comes."""
    return False


class _Plan(NamedTuple):
    """A plan as the objective compares it: the least is the best."""

    lost: int
    """Minus the strength."""
    cost: int
    end: int
    programs: tuple[str, ...]
    rotations: tuple[tuple[int, int], ...]
    """Start and candidate index, in date order."""


class _Node(NamedTuple):
    """A partial plan in the search tree: options in the order of the model, not of their dates."""

    state: State
    positions: tuple[int, ...]
    used: int
    """The programs, as bits."""
    needed: int
    """The programs without which a plan with these options is not a best one, as bits."""
    bound: float


def solve(instance: Instance, *, deadline: Callable[[], bool] = never) -> Solution | NoPlan:
    """The best plan of an instance.

    The greatest strength; among those the least cost; among those the earliest end; then the least sorted tuple of
    program ids; then the least tuple of (start, candidate index) in date order. ``deadline`` is asked once for each
    partial plan; when it says True the search stops and gives the best plan so far.
    """
    options = undominated(affordable(instance, folded(instance.candidates)))
    must = instance.limits.must_include
    offered = {option.program for option in options}
    if not options or not offered.issuperset(must) or len(set(must)) > instance.limits.max_rotations:
        return NoPlan(proven=True)
    return _Search(instance, options, deadline).run()


class _Search:
    """The two searches, with what both know: the model, the bounds, and the best plan so far."""

    def __init__(self, instance: Instance, options: Sequence[Option], deadline: Callable[[], bool]) -> None:
        self.instance = instance
        self.deadline = deadline
        self.calendar = Calendar(instance)
        self.best: _Plan | None = None
        self.money = instance.limits.budget
        self.aim = 0
        self.nodes = 0
        self.needs = preferred(options, instance.limits.must_include)
        self._arrange(options, [0.0] * len(options), ())
        self.retunings = 0

    def _arrange(self, options: Sequence[Option], worth: Sequence[float], bounds: Sequence[Bound]) -> None:
        """Build the model with the worthiest options first, and what goes with it; the bounds are made anew for it.

        Each program gets a bit. ``needs`` has by option the programs that it needs in a best plan, ``decided`` by
        unit the programs of which no option comes after it.
        """
        self.model = Model(self.instance, _grouped(self.instance, options, worth))
        self.bounds = [Bound(self.model, bound.prices) for bound in bounds]
        bits = {program: 1 << i for i, program in enumerate(sorted({o.program for o in options}))}
        self.bits = [bits[o.program] for o in self.model.options]
        self.needed_bits = [sum(bits[p] for p in self.needs[o]) for o in self.model.options]
        last_unit = {unit.program: number for number, unit in enumerate(self.model.units)}
        decided = (bits[u.program] if last_unit[u.program] == n else 0 for n, u in enumerate(self.model.units))
        self.decided = list(accumulate(decided, or_))
        self.spans = _spans(self.model)

    def run(self) -> Solution | NoPlan:
        """Both searches."""
        open_bound = self._find_strongest()
        proven = open_bound is None
        if self.best is None:
            return NoPlan(proven=proven)
        proven = proven and self._find_cheapest(self.best)
        return self._solution(self.best, proven=proven, upper_bound=open_bound)

    def _find_strongest(self) -> float | None:
        """The first search; None when it came to its end, else the strength that no plan exceeds.

        Looks first for plans that are as strong as the bounds allow, then for ever weaker ones until there is a plan:
        the more is asked for, the less there is to look at.
        """
        bounds = tuned_for_strength(self.model, self.money, STRENGTH_ROUNDS)[:BOUNDS]
        self._arrange(self.model.options, bounds[0].worth, bounds)
        greatest = min(self.model.greatest, floor(self._bound(self.model.start) + TOLERANCE))
        below = 0
        while True:
            self.aim = max(0, greatest - below)
            open_bound = self._search(improving=True)
            if open_bound is not None:
                return min(greatest, max(open_bound, self.aim - 1))
            if self.aim == 0 or (self.best is not None and -self.best.lost >= self.aim - 1):
                return None
            greatest = self.aim - 1
            below = max(2 * below, 500)

    def _find_cheapest(self, known: _Plan) -> bool:
        """The second search, from a plan of the greatest strength; whether it came to its end.

        Begins with little more money than the bounds say is needed, and goes on with ever more until there is a plan:
        the less money there is, the less there is to look at.
        """
        bounds, least_cost = tuned_for_cost(self.model, known.cost, -known.lost, COST_ROUNDS)
        self._arrange(self.model.options, bounds[0].worth, bounds[:BOUNDS])
        spare = (known.cost - least_cost) // 16 + 1
        while True:
            limit = self.money = min(least_cost + spare, known.cost)
            if self._search(improving=False) is not None:
                return False
            if self.best is not None and self.best.cost <= limit:
                return True
            spare += spare // 2 + 1

    def _search(self, *, improving: bool) -> float | None:
        """Look through the tree; None when all of it was, else the greatest bound of what was left."""
        stack = [_Node(self.model.start, (), 0, 0, self._bound(self.model.start))]
        while stack and self._needed_strength(improving=improving) <= self.model.greatest:
            if self.deadline():
                return min(float(self.model.greatest), max(node.bound for node in stack))
            node = stack.pop()
            self.nodes += 1
            if node.bound >= self._needed_strength(improving=improving) - TOLERANCE:
                stack.extend(self._children(node, improving=improving))
        return None

    def _needed_strength(self, *, improving: bool) -> int:
        """What a plan must reach to be of interest."""
        if not improving and self.best is not None:
            return -self.best.lost
        return max(self.aim, self._next_strength())

    def _next_strength(self) -> int:
        """What a plan must reach to be stronger than the best so far."""
        return 0 if self.best is None else 1 - self.best.lost

    def _bound(self, state: State) -> float:
        usable = self.model.usable(state, self.money)
        return min([bound.of(state, usable) for bound in self.bounds])

    def _children(self, node: _Node, *, improving: bool) -> list[_Node]:
        """The partial plans with one more option that may still lead to a better plan, the most promising last."""
        children: list[_Node] = []
        least = self._needed_strength(improving=improving) - TOLERANCE
        positions = self._promising(node, least)
        if node.state.slots > 1 and len(positions) > MANY_CHILDREN and self.nodes > NODES_PER_RETUNING * self.retunings:
            self._retune(node.state, least)
            positions = self._promising(node, least)
        for position in positions:
            child = self._child(node, position)
            least = self._needed_strength(improving=improving) - TOLERANCE
            if child is not None and child.bound >= least and self._consider(child, improving=improving):
                children.append(child)
        children.sort(key=lambda child: child.bound)
        return children

    def _retune(self, state: State, reached: float) -> None:
        """Add a bound made for a partial plan from the one that is lowest for it, in the place of the oldest such."""
        self.retunings += 1
        usable = self.model.usable(state, self.money)
        lowest = min(self.bounds, key=lambda bound: bound.of(state, usable))
        better = retuned(lowest, state, money=self.money, reached=reached, rounds=RETUNING_ROUNDS)
        if better is not lowest:
            if len(self.bounds) == MOST_BOUNDS:
                del self.bounds[BOUNDS]
            self.bounds.append(better)

    def _promising(self, node: _Node, least: float) -> list[int]:
        """The options of later units with which all bounds are great enough, from the greatest of one bound on."""
        model, state = self.model, node.state
        first, here, after = self.spans[state.unit + 1]
        usable = model.usable(state, self.money)
        needed = [least - bound.base(state, usable) for bound in self.bounds]
        gains = [bound.gains(state.slots) for bound in self.bounds]
        reach = [
            bisect_right(negative, bound.charge - need)
            for bound, need, (_, _, negative) in zip(self.bounds, needed, gains, strict=True)
        ]
        shortest = min(range(len(reach)), key=reach.__getitem__)
        _, order, _ = gains[shortest]
        positions = [p for p in order[: reach[shortest]] if first <= p < after and self._allowed(node, p)]
        for bound, need, (gain, _, _) in zip(self.bounds, needed, gains, strict=True):
            charge = bound.charge if here > first else 0.0
            positions = [p for p in positions if gain[p] >= (need - charge if p < here else need)]
        return positions

    def _allowed(self, node: _Node, position: int) -> bool:
        """Whether the option's program is not used yet, and all those that are needed then can still be had."""
        program = self.bits[position]
        if node.used & program:
            return False
        missing = (node.needed | self.needed_bits[position]) & ~(node.used | program)
        return not missing & self.decided[self.model.unit_of[position]] and missing.bit_count() < node.state.slots

    def _child(self, node: _Node, position: int) -> _Node | None:
        """The node with one more option; None if money runs out."""
        state = self.model.with_option(node.state, position)
        if self.model.money_left(state, self.money) < 0:
            return None
        bound = self._bound(state) if state.slots else self.model.strength(state)
        used = node.used | self.bits[position]
        return _Node(state, (*node.positions, position), used, node.needed | self.needed_bits[position], bound)

    def _consider(self, node: _Node, *, improving: bool) -> bool:
        """Take the node's options as a plan if that is better; False if no plan with more options can come of it."""
        options = [self.model.options[i] for i in node.positions]
        following = node.state.unit + 1
        if following < len(self.model.units) and self.model.units[following].forced:
            return self.calendar.fewest_stays(options) is not None
        least = self._next_strength() if improving else self._needed_strength(improving=False)
        interesting = self.model.strength(node.state) >= least
        if interesting:
            strength = score(self.instance.parts, tuple(option.example for option in options)).total
            interesting = strength >= least
        if node.state.slots == 0 and not interesting:
            return False
        fewest = self.calendar.fewest_stays(options)
        if fewest is None:
            return False
        if interesting:
            self._schedule(options, strength, fewest)
        return node.state.slots > 0

    def _schedule(self, options: Sequence[Option], strength: int, fewest: int) -> None:
        dated = best_dates(self.instance, options, self.money, fewest)
        if dated is None:
            return
        plan = _Plan(-strength, dated.cost, dated.end, tuple(sorted(o.program for o in options)), dated.rotations)
        if self.best is None or plan < self.best:
            if self.best is not None and plan.lost == self.best.lost:
                self.money = plan.cost
            self.best = plan

    def _solution(self, plan: _Plan, *, proven: bool, upper_bound: float | None) -> Solution:
        by_key = {(c.start, c.index): c for c in self.instance.candidates}
        chosen = tuple(by_key[key] for key in plan.rotations)
        priced = plan_cost(self.instance, chosen)
        if priced is None or priced.cost != plan.cost:
            raise AssertionError("a plan was dated at another cost than it has")
        bound = -plan.lost if upper_bound is None else max(-plan.lost, floor(upper_bound + TOLERANCE))
        scores = score(self.instance.parts, chosen)
        return Solution(chosen, priced.cost, priced.stays, priced.legs, scores, proven, bound, self.nodes)


def _spans(model: Model) -> list[tuple[int, int, int]]:
    """By the number of the next unit, the positions that may come next: the first, the end of its metro, the end.

    The end of the metro is the first position again where the next unit is in another metro than the one before it,
    or where moving to its metro is never charged. When the next unit is forced, its options are all that may come
    next.
    """
    units = model.units
    spans: list[tuple[int, int, int]] = []
    for number in range(len(units) + 1):
        first = units[number].first if number < len(units) else len(model.options)
        before = units[number - 1] if number else None
        here = first
        for unit in units[number:]:
            if before is None or not before.charged or unit.group != before.group:
                break
            here = unit.after
        forced = number < len(units) and units[number].forced
        spans.append((first, here, units[number].after if forced else len(model.options)))
    return spans


def _grouped(instance: Instance, options: Sequence[Option], worth: Sequence[float]) -> list[list[Option]]:
    """The options of each unit of the model: programs that must be included, then by metro, the worthiest first."""
    must = set(instance.limits.must_include)
    units: dict[tuple[str, str], list[Option]] = defaultdict(list)
    best: dict[tuple[str, str], float] = defaultdict(lambda: float("-inf"))
    for option, value in zip(options, worth, strict=True):
        unit = option.program, "" if option.program in must else option.metro
        units[unit].append(option)
        best[unit] = max(best[unit], value)
        best["", unit[1]] = max(best["", unit[1]], value)
    order = sorted(units, key=lambda unit: (unit[1] != "", -best["", unit[1]], unit[1], -best[unit], unit[0]))
    return [units[unit] for unit in order]
