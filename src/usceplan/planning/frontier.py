"""The frontier of cost against strength: every plan that no other beats in both, from one search.

The search goes through the tree of partial plans as that for the strongest plan does, with an archive of the plans
found that no other found beats. What the archive leaves open is a list of targets (`_Targets`): an amount of money and
the strength that a plan must have to be of interest at that money. A Lagrangian bound on the strength of a partial
plan is a line over the money, value + price × money; several of them, at prices for different amounts of money, make
a concave bound. A partial plan is dropped when the bound misses every target.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, count
from operator import or_
from typing import NamedTuple

from usceplan.planning.bounds import Bound
from usceplan.planning.dominance import undominated
from usceplan.planning.instance import Candidate, Instance, PartScores, score
from usceplan.planning.model import TOLERANCE, Frame, State, arranged, reduced, with_needs
from usceplan.planning.optimizer import Solution, never, solve
from usceplan.planning.options import Option, affordable
from usceplan.planning.scheduling import Calendar, best_dates, least_cost
from usceplan.planning.tuning import Descent, first_prices, lowest
from usceplan.scales import THOUSAND

TWO_LETTERS = 2

LEVELS = 5
"""Amounts of money for which bounds are made at the root."""
FIRST_STEPS = 40
LEVEL_STEPS = 20
NODE_STEPS = 8
"""Steps of tuning for the greatest amount of money, for each further one, and for a partial plan."""
MANY_CHILDREN = 50
"""A partial plan with so many children gets a bound of its own, which goes for all that comes of it."""
NODES_PER_RENEWAL = 20
"""Partial plans looked at before the targets are made anew from an archive that has changed."""


class Point(NamedTuple):
    """A plan of the frontier."""

    chosen: tuple[Candidate, ...]
    """In date order."""
    cost: int
    scores: PartScores
    letters: int
    """Counting letters: those held, and rotations that bring one."""
    proven: bool
    """Whether no plan beats this one: as strong for less, or stronger for as much."""

    @property
    def strength(self) -> int:
        """Thousandths of a point."""
        return self.scores.total


class Frontier(NamedTuple):
    """The plans that no other beats, the cheapest first; of those found, where the search had to stop."""

    points: tuple[Point, ...]
    is_exact: bool
    nodes: int
    """Partial plans looked at."""


def frontier(
    instance: Instance, *, strongest: Solution | None = None, deadline: Callable[[], bool] = never
) -> Frontier:
    """Every plan within the limits that no other beats in both cost and strength, the cheapest first.

    It begins with the first that has a counting letter, held ones among them; without any such plan it has all. Of
    plans alike in cost and strength it has the one that `solve` prefers: the earliest end, then the least ids, then
    the least dates. ``strongest`` is what `solve` gives for the instance, where that is known. ``deadline`` is asked
    once for each partial plan and once more for each that is dated; when it says True the points are the best of what
    was found, and say which of them are proven nonetheless.
    """
    known = strongest or solve(instance, deadline=deadline)
    if not isinstance(known, Solution):
        return Frontier((), is_exact=known.proven, nodes=0)
    options = undominated(affordable(instance))
    return _Search(instance, options, known, deadline).run()


def at_most(steps: int, deadline: Callable[[], bool]) -> Callable[[], bool]:
    """A deadline that also comes after so many questions: unlike the clock, at the same place on every machine."""
    asked = count()
    return lambda: next(asked) >= steps or deadline()


def letters(instance: Instance, chosen: Sequence[Candidate]) -> int:
    """The counting letters of a plan: those held, and rotations that bring one."""
    return instance.parts.letters.held // THOUSAND + sum(c.letter > 0 for c in chosen)


def named_points(found: Frontier) -> Mapping[str, Point]:
    """The points worth a name, by fixed rules; several names may go to one point.

    *Thriftiest* is the cheapest with two counting letters, if there is one; *balanced* the one farthest above the
    straight line from the first point to the last with cost and strength both scaled to 0 to 1 (the cheaper of equals);
    *strongest* the last.
    """
    points = found.points
    if not points:
        return {}
    thriftiest = next((point for point in points if point.letters >= TWO_LETTERS), None)
    named = {"thriftiest": thriftiest} if thriftiest else {}
    return {**named, "balanced": max(points, key=lambda point: _above_line(points, point)), "strongest": points[-1]}


def _above_line(points: Sequence[Point], point: Point) -> int:
    """How far a point is above the line between the ends, in a unit that is the same for all; exact."""
    first, last = points[0], points[-1]
    wide, high = last.cost - first.cost, last.strength - first.strength
    return (point.strength - first.strength) * wide - (point.cost - first.cost) * high


class _Plan(NamedTuple):
    """A plan as the objective compares it: the least is the best of those of one strength."""

    cost: int
    end: int
    programs: tuple[str, ...]
    rotations: tuple[tuple[int, int], ...]
    """Start and candidate index, in date order."""


class _Archive:
    """The plans found that no other found beats: strengths and plans, both rising."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.strengths: list[int] = []
        self.plans: list[_Plan] = []
        self.version = 0

    def most(self, strength: int) -> int:
        """The most that a plan of some strength may cost to be of interest."""
        at = bisect_left(self.strengths, strength)
        if at == len(self.strengths):
            return self.budget
        return self.plans[at].cost - (self.strengths[at] > strength)

    def add(self, strength: int, plan: _Plan) -> None:
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


class _Targets:
    """What plans are still of interest: those of some strength for some money, both rising.

    For each plan of the archive there are two: as strong for as much (it may be preferred), and a little stronger for
    a little less than the next one costs; before the first, any plan that is cheaper. Where the strongest plan is
    known for sure there is nothing to look for from it on.
    """

    def __init__(self, archive: _Archive, *, strongest_is_proven: bool) -> None:
        self.version = archive.version
        self.budget = archive.budget
        self.moneys: list[int] = []
        self.strengths: list[int] = []
        before = -1
        for strength, plan in zip(archive.strengths, archive.plans, strict=True):
            self._append(plan.cost - 1, before + 1)
            self._append(plan.cost, strength)
            before = strength
        if strongest_is_proven:
            del self.moneys[-1], self.strengths[-1]
        else:
            self._append(self.budget, before + 1)
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


class _Node(NamedTuple):
    """A partial plan in the search tree: options in the order of the model, not of their dates."""

    state: State
    cost: int
    """What a plan with these options costs at least."""
    bounds: tuple[Bound, ...]
    values: tuple[float, ...]
    """Of each bound, at the whole budget."""


class _Search:
    """The search: the model, the archive, and what the archive leaves to look for."""

    def __init__(
        self, instance: Instance, options: Sequence[Option], known: Solution, deadline: Callable[[], bool]
    ) -> None:
        self.instance = instance
        self.known = known
        self.deadline = deadline
        self.calendar = Calendar(instance)
        self.budget = known.cost if known.proven_optimal else instance.limits.budget
        self.archive = _Archive(self.budget)
        self.archive.add(known.scores.total, _as_plan(known))
        self.stopped = False
        self.nodes = 0
        self.renewed = 0
        frame = Frame(instance, options)
        self.model = arranged(frame, frame.columns, [0.0] * len(options), frame.must)
        self.targets = self._new_targets()

    def _new_targets(self) -> _Targets:
        return _Targets(self.archive, strongest_is_proven=self.known.proven_optimal)

    def run(self) -> Frontier:
        """The search from the root, with bounds for several amounts of money."""
        if self._stops():
            return self._frontier([self._root(())])
        bounds = self._root_bounds()
        for bound in bounds:
            self._try(bound.completion(self.model.start))
        self.targets = self._new_targets()
        bounds = self._leave_out(bounds)
        stack = [self._root(bounds)]
        while stack and not self._stops():
            node = stack.pop()
            self.nodes += 1
            self._renew()
            children = self._children(node) if self._reached(node) and self._is_possible(node.state) else []
            stack.extend([node] if self.stopped else children)
        return self._frontier(stack)

    def _stops(self) -> bool:
        self.stopped = self.stopped or self.deadline()
        return self.stopped

    def _root(self, bounds: tuple[Bound, ...]) -> _Node:
        state = self.model.start
        return _Node(state, self._cost(state), bounds, self._values(state, bounds))

    def _root_bounds(self) -> tuple[Bound, ...]:
        """Bounds for amounts of money from the greatest to the least, each tuned from the one before."""
        start = self.model.start
        descent = Descent(Bound(self.model, first_prices(self.model)), start, self.budget)
        bounds = [lowest(descent, float(self.known.scores.total), FIRST_STEPS).bound]
        least = self._cost(start) + min(column.option.usd for column in self.model.columns)
        for level in range(LEVELS - 1, 0, -1):
            money = least + (self.budget - least) * level // LEVELS
            descent = Descent(bounds[-1], start, money)
            bounds.append(lowest(descent, float(self._known_strength(money)), LEVEL_STEPS).bound)
        return tuple(dict.fromkeys(bounds))

    def _leave_out(self, bounds: tuple[Bound, ...]) -> tuple[Bound, ...]:
        """Leave out the options with which no target is in reach; gives the bounds of the model that is left."""
        start = self.model.start
        usable = self.model.usable(start, self.budget)
        least = self._cost(start)
        bases = [bound.base(start, usable) for bound in bounds]
        keep = [
            self.targets.reached(
                bounds,
                [base + bound.through[i] for base, bound in zip(bases, bounds, strict=True)],
                least + column.option.usd,
            )
            != 0
            for i, column in enumerate(self.model.columns)
        ]
        self.model = with_needs(reduced(self.model, keep, bounds[0].worth))
        return tuple(Bound(self.model, bound.prices) for bound in bounds)

    def _known_strength(self, money: int) -> int:
        """The greatest strength known for some money; nothing but what is held if none is known."""
        at = bisect_right(self.archive.plans, money, key=lambda plan: plan.cost)
        return self.archive.strengths[at - 1] if at else int(self.model.frame.held)

    def _try(self, positions: Sequence[int]) -> None:
        """Take options for a plan, if they can be one."""
        options = [self.model.columns[i].option for i in positions]
        programs = {option.program for option in options}
        if programs and len(programs) == len(options) and programs.issuperset(self.instance.limits.must_include):
            self._schedule(options)

    def _is_possible(self, state: State) -> bool:
        return not state.positions or self.calendar.fewest_stays(self.model.options(state)) is not None

    def _renew(self) -> None:
        """Make the targets anew if the archive has changed: older ones let more through, but nothing is lost."""
        if self.targets.version != self.archive.version and self.nodes - self.renewed >= NODES_PER_RENEWAL:
            self.renewed = self.nodes
            self.targets = self._new_targets()

    def _cost(self, state: State) -> int:
        return self.budget - self.model.money_left(state, self.budget)

    def _values(self, state: State, bounds: Sequence[Bound]) -> tuple[float, ...]:
        usable = self.model.usable(state, self.budget)
        return tuple([bound.of(state, usable) for bound in bounds])

    def _reached(self, node: _Node) -> int:
        return self.targets.reached(node.bounds, node.values, node.cost)

    def _children(self, node: _Node) -> list[_Node]:
        """The partial plans with one more option that may still lead to a point, the most promising last."""
        bounds = node.bounds
        positions = self._promising(node, bounds)
        if node.state.slots > 1 and node.state.positions and len(positions) > MANY_CHILDREN:
            bounds = self._retuned(node)
            positions = self._promising(node, bounds)
        children: list[tuple[float, _Node]] = []
        for position in positions:
            child = self._child(node, position, bounds)
            if child is not None:
                self._consider(child)
                if child.state.slots:
                    children.append((self._excess(child), child))
        children.sort(key=lambda entry: entry[0])
        return [child for _, child in children]

    def _excess(self, node: _Node) -> float:
        """By how much the bounds exceed the least that is of interest."""
        first = self.targets.first(node.cost)
        return min(
            value - self.targets.lines(bound).least[first]
            for bound, value in zip(node.bounds, node.values, strict=True)
        )

    def _retuned(self, node: _Node) -> tuple[Bound, ...]:
        """The bounds of a partial plan with one more, made for it and the target that it exceeds most."""
        mask = self._reached(node)
        worst: tuple[float, int] | None = None
        for i, (money, strength) in enumerate(zip(self.targets.moneys, self.targets.strengths, strict=True)):
            if mask >> i & 1:
                short = self.budget - money
                value = min(v - short * bound.prices.dollar for bound, v in zip(node.bounds, node.values, strict=True))
                worst = max(worst or (value - strength, i), (value - strength, i))
        if worst is None:
            return node.bounds
        money, strength = self.targets.moneys[worst[1]], self.targets.strengths[worst[1]]
        usable = self.model.usable(node.state, money)
        best = min(node.bounds, key=lambda bound: bound.of(node.state, usable))
        better = lowest(Descent(best, node.state, money), float(strength), NODE_STEPS).bound
        return node.bounds if better is best else (*node.bounds, better)

    def _promising(self, node: _Node, bounds: Sequence[Bound]) -> list[int]:
        """The options of later units with which each bound alone reaches a target."""
        model, state = self.model, node.state
        first, _, after = model.spans[state.unit + 1]
        target = self.targets.first(node.cost)
        if target == len(self.targets.moneys):
            return []
        usable = model.usable(state, self.budget)
        needed = [
            self.targets.lines(bound).least[target] - bound.base(state, usable) - bound.charge for bound in bounds
        ]
        gains = [bound.gains(state.slots) for bound in bounds]
        reach = [bisect_right(gain.negative, -need) for need, gain in zip(needed, gains, strict=True)]
        shortest = min(range(len(reach)), key=reach.__getitem__)
        order = gains[shortest].order[: reach[shortest]]
        positions = [p for p in order if first <= p < after and model.may_take(state, p)]
        for need, gain in zip(needed, gains, strict=True):
            positions = [p for p in positions if gain.of[p] >= need]
        return positions

    def _child(self, node: _Node, position: int, bounds: tuple[Bound, ...]) -> _Node | None:
        """The node with one more option; None if no target is within its reach."""
        state = self.model.with_option(node.state, position)
        cost = self._cost(state)
        if state.slots:
            values = self._values(state, bounds)
            reached = self.targets.reached(bounds, values, cost) != 0
        else:
            values = ()
            reached = self._is_of_interest(self.model.strength(state), cost)
        if not reached:
            return None
        return _Node(state, cost, bounds, values)

    def _is_of_interest(self, strength: float, cost: int) -> bool:
        """Whether a plan of at most this strength and at least this cost would reach a target."""
        target = self.targets.first(cost)
        return target < len(self.targets.moneys) and strength >= self.targets.strengths[target]

    def _consider(self, node: _Node) -> None:
        """Take the node's options as a plan if that is of use."""
        state = node.state
        useful = self.model.is_complete(state) and self._is_of_interest(self.model.strength(state), node.cost)
        if useful and not self._stops():
            self._schedule(self.model.options(state))

    def _schedule(self, options: Sequence[Option]) -> None:
        strength = score(self.instance.parts, tuple(option.example for option in options)).total
        most = self.archive.most(strength)
        if least_cost(self.instance, options, 1) > most:
            return
        fewest = self.calendar.fewest_stays(options)
        dated = None if fewest is None else best_dates(self.instance, options, most, fewest)
        if dated is not None:
            programs = tuple(sorted(o.program for o in options))
            self.archive.add(strength, _Plan(dated.cost, dated.end, programs, dated.rotations))

    def _frontier(self, left: Sequence[_Node]) -> Frontier:
        """The points, with what is left to look at: whatever that may still reach is not proven."""
        wanted = {key for plan in self.archive.plans for key in plan.rotations}
        by_key = {key: c for c in self.instance.candidates if (key := (c.start, c.index)) in wanted}
        self.targets = self._new_targets()
        open_targets = 0
        for node in left:
            open_targets |= self._reached(node)
        unproven = {money for i, money in enumerate(self.targets.moneys) if open_targets >> i & 1}
        points = [
            self._point(tuple(by_key[key] for key in plan.rotations), plan.cost, proven=plan.cost not in unproven)
            for plan in self.archive.plans
        ]
        first = next((i for i, point in enumerate(points) if point.letters), 0)
        return Frontier(tuple(points[first:]), not left, self.nodes)

    def _point(self, chosen: tuple[Candidate, ...], cost: int, *, proven: bool) -> Point:
        scores = score(self.instance.parts, chosen)
        return Point(chosen, cost, scores, letters(self.instance, chosen), proven)


def _as_plan(known: Solution) -> _Plan:
    return _Plan(
        known.cost,
        known.chosen[-1].end,
        tuple(sorted(c.program for c in known.chosen)),
        tuple((c.start, c.index) for c in known.chosen),
    )
