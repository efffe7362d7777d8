"""The frontier of cost against strength: every plan that no other beats in both, from one search.

The search goes through the tree of partial plans as that for the strongest plan does, with an archive of the plans
found that no other found beats. What the archive leaves open is a list of targets (`Targets`): an amount of money and
the strength that a plan must have to be of interest at that money. A Lagrangian bound on the strength of a partial
plan is a line over the money, value + price × money; several of them, at prices for different amounts of money, make
a concave bound. A partial plan is dropped when the bound misses every target.

The first bounds are those that proved the strongest plan to be so, and the first plans are made of what is worth most
at their prices. The frontier rises in steps, one rotation at a time, which a line cannot follow; so each number of
further rotations is looked at by itself, with what so many cost at least.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import accumulate, count
from typing import NamedTuple

from usceplan.planning.bounds import Bound
from usceplan.planning.dominance import useful_options
from usceplan.planning.focus import FEW
from usceplan.planning.greedy import Greedy
from usceplan.planning.instance import Candidate, Instance, PartScores, score
from usceplan.planning.model import MANY, Column, Frame, Model, State, arranged, reduced, with_needs
from usceplan.planning.optimizer import Solution, known_prices, never, solve
from usceplan.planning.options import Option
from usceplan.planning.scheduling import Calendar, best_dates, least_cost
from usceplan.planning.targets import Archive, ArchivedPlan, Targets
from usceplan.planning.tuning import Descent, first_prices, lowest
from usceplan.scales import THOUSAND

TWO_LETTERS = 2

LEVELS = 3
"""Amounts of money for which plans are looked for and bounds are made at the root."""
FIRST_STEPS = 40
LEVEL_STEPS = 10
NODE_STEPS = 8
"""Steps of tuning where no good prices are known, for an amount of money, and for a partial plan."""
LEAST_PROGRESS = 0.05
"""A bound is kept for an amount of money if it closes this part of what the one before is above the aim."""
MANY_CHILDREN = 60
"""A partial plan with so many children gets a model and a bound of its own, which go for all that comes of it."""
FIRST_NODES = 400
"""Partial plans looked at before the search counts as hard, and goes on with arrays."""
LOOKS_PER_RENEWAL = 50
"""Options looked at before the targets are made anew from an archive that has changed."""


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
    return _Search(instance, useful_options(instance), known, deadline).run()


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


class _Costs(NamedTuple):
    """What options of a model cost without moves."""

    usd: list[int]
    """Each option by position."""
    least: list[list[int]]
    """By the number of the next unit, at least: one of the options from there on, two of them, and so on."""


def _costs_of(model: Model) -> _Costs:
    usd = [column.option.usd for column in model.columns]
    cheapest: list[int] = []
    least: list[list[int]] = [[]]
    for unit in reversed(model.units):
        cheapest = sorted([*cheapest, min(usd[unit.first : unit.after])])[: model.frame.slots]
        least.append(list(accumulate(cheapest)))
    least.reverse()
    return _Costs(usd, least)


class _Node(NamedTuple):
    """A partial plan in the search tree: options in the order of its model, not of their dates."""

    model: Model
    state: State
    cost: int
    """What a plan with these options costs at least."""
    bounds: tuple[Bound, ...]
    values: tuple[float, ...]
    """Of each bound, at the whole budget."""


class _Search:
    """The search: the model at the root, the archive, and what the archive leaves to look for."""

    def __init__(
        self, instance: Instance, options: Sequence[Option], known: Solution, deadline: Callable[[], bool]
    ) -> None:
        self.instance = instance
        self.known = known
        self.deadline = deadline
        self.calendar = Calendar(instance)
        self.budget = known.cost if known.proven_optimal else instance.limits.budget
        self.archive = Archive(self.budget)
        self.archive.add(known.scores.total, _as_plan(known))
        self.dated: set[frozenset[Option]] = set()
        self.stopped = False
        self.nodes = self.looks = 0
        frame = Frame(instance, options)
        self.model = arranged(frame, frame.columns, [0.0] * len(options), frame.must)
        self.costs: dict[Model, _Costs] = {}
        self.targets = self._new_targets()

    def _new_targets(self) -> Targets:
        return Targets(self.archive, self.model.frame, strongest_is_proven=self.known.proven_optimal)

    def run(self) -> Frontier:
        """The search from the root, with bounds for several amounts of money; begun again with arrays if it is hard."""
        if self._stops():
            return self._frontier([self._node(self.model, self.model.start, ())])
        bounds = self._root_bounds()
        stack = [self._node(self.model, self.model.start, bounds)]
        while stack and not self._stops():
            if self.nodes >= FIRST_NODES and len(self.model.columns) <= MANY:
                return self._with_arrays(bounds)
            node = stack.pop()
            self.nodes += 1
            self._renew()
            children = self._children(node) if self._may_go_on(node) and self._is_possible(node) else []
            stack.extend([node] if self.stopped else children)
        return self._frontier(stack)

    def _with_arrays(self, bounds: tuple[Bound, ...]) -> Frontier:
        """The search from the root, with many partial plans at a time, beginning with what is known so far."""
        from usceplan.planning.arrays.wide_frontier import WideFrontier

        bounds = self._leave_out(bounds)
        if not self.model.columns:
            return self._points((), is_exact=True)
        wide = WideFrontier(
            self.model, bounds, self.archive, new_targets=self._new_targets, take=self._take, stops=self._stops
        )
        unproven = wide.search()
        self.nodes += wide.nodes
        return self._points(unproven, is_exact=not self.stopped)

    def _stops(self) -> bool:
        self.stopped = self.stopped or self.deadline()
        return self.stopped

    # ---- The root

    def _root_bounds(self) -> tuple[Bound, ...]:
        """Bounds for several amounts of money; looks for first plans, and leaves out what the bounds make useless."""
        bounds, moneys = self._first_bounds(), self._moneys()
        for money in moneys:
            self._look_quickly(self._lowest(self.model.start, bounds, money), money)
        bounds = self._leave_out(bounds)
        for money in moneys:
            if self._is_small():
                return bounds
            tuned = self._tuned(bounds, money)
            if tuned is not None:
                self._look_quickly(tuned, money)
                bounds = self._leave_out((*bounds, tuned))
        if self._is_small() or len(self.model.columns) > MANY:
            return bounds
        return self._moved(with_needs(self.model), bounds)

    def _first_bounds(self) -> tuple[Bound, ...]:
        """Those of the search for the strongest plan, where it is known; else one from nothing."""
        model = self.model
        prices = known_prices([self.known], model)
        if prices:
            return tuple([Bound(model, one) for one in prices])
        descent = Descent(Bound(model, first_prices(model)), model.start, self.budget)
        return (lowest(descent, float(self.known.scores.total), FIRST_STEPS).bound,)

    def _moneys(self) -> list[int]:
        """Amounts of money from all there is towards what the cheapest plan costs."""
        model = self.model
        least = self.budget - model.money_left(model.start, self.budget) + min(c.option.usd for c in model.columns)
        return [least + (self.budget - least) * level // LEVELS for level in range(LEVELS, 0, -1)]

    def _is_small(self) -> bool:
        """Whether there is no use in better bounds."""
        return len(self.model.columns) <= FEW or self.model.frame.slots == 1

    def _lowest(self, state: State, bounds: Sequence[Bound], money: int) -> Bound:
        """The lowest of some bounds for a partial plan and an amount of money."""
        usable = bounds[0].model.usable(state, money)
        return min(bounds, key=lambda bound: bound.of(state, usable))

    def _look_quickly(self, bound: Bound, money: int) -> None:
        """Take good plans of at most this cost without looking at all, and what such a plan begins with."""

        def is_possible(options: Sequence[Option]) -> bool:
            fewest = self.calendar.fewest_stays(options)
            return fewest is not None and least_cost(self.instance, options, fewest) <= money

        for options in Greedy(bound, is_possible).plans():
            for length in range(1, len(options) + 1):
                self._take(options[:length])

    def _tuned(self, bounds: Sequence[Bound], money: int) -> Bound | None:
        """A bound that is lower for an amount of money than all others; None if it is lower by little."""
        start = self.model.start
        descent = Descent(self._lowest(start, bounds, money), start, money)
        aim, before = float(self._known_strength(money)), descent.value
        found = lowest(descent, aim, LEVEL_STEPS)
        return found.bound if before - found.value > LEAST_PROGRESS * (before - aim) else None

    def _leave_out(self, bounds: tuple[Bound, ...]) -> tuple[Bound, ...]:
        """Leave out the options with which no target is in reach; gives the bounds of the model that is left."""
        self.targets = self._new_targets()
        start = self.model.start
        usable = self.model.usable(start, self.budget)
        least = self.budget - self.model.money_left(start, self.budget)
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
        return bounds if all(keep) else self._moved(reduced(self.model, keep, bounds[0].worth), bounds)

    def _moved(self, model: Model, bounds: Sequence[Bound]) -> tuple[Bound, ...]:
        """Go on with another model; gives the bounds of the same prices."""
        self.model = model
        return tuple([bound.moved_to(model) for bound in bounds])

    def _known_strength(self, money: int) -> int:
        """The greatest strength known for some money; nothing but what is held if none is known."""
        at = bisect_right(self.archive.plans, money, key=lambda plan: plan.cost)
        return self.archive.strengths[at - 1] if at else int(self.model.frame.held)

    # ---- The tree

    def _is_possible(self, node: _Node) -> bool:
        return not node.state.positions or self.calendar.fewest_stays(node.model.options(node.state)) is not None

    def _renew(self) -> None:
        """Make the targets anew if the archive has changed: older ones let more through, but nothing is lost."""
        if self.targets.version != self.archive.version and self.looks >= LOOKS_PER_RENEWAL:
            self.looks = 0
            self.targets = self._new_targets()

    def _node(self, model: Model, state: State, bounds: tuple[Bound, ...]) -> _Node:
        usable = model.usable(state, self.budget)
        values = tuple([bound.of(state, usable) for bound in bounds])
        return _Node(model, state, self.budget - model.money_left(state, self.budget), bounds, values)

    def _reached(self, node: _Node) -> int:
        return self.targets.reached(node.bounds, node.values, node.cost)

    def _costs_of(self, model: Model) -> _Costs:
        found = self.costs.get(model)
        if found is None:
            found = self.costs[model] = _costs_of(model)
        return found

    def _may_go_on(self, node: _Node) -> bool:
        """Whether a plan with more options may reach a target: with one more, with two, and so on."""
        state = node.state
        tables = [bound.following(state) for bound in node.bounds]
        bases = [value - table[state.slots] for value, table in zip(node.values, tables, strict=True)]
        least = self._costs_of(node.model).least[state.unit + 1]
        return any(
            self.targets.reached(
                node.bounds,
                [base + table[more] for base, table in zip(bases, tables, strict=True)],
                node.cost + usd,
            )
            for more, usd in enumerate(least[: state.slots], 1)
        )

    def _children(self, node: _Node) -> list[_Node]:
        """The partial plans with one more option that may still lead to a point, the most promising last."""
        positions = self._promising(node)
        state = node.state
        if state.slots > 1 and state.positions and len(positions) > MANY_CHILDREN and node.model.is_complete(state):
            node = self._focused(node)
            positions = self._promising(node)
        self.looks += len(positions)
        found = [child for position in positions if (child := self._child(node, position)) is not None]
        for child in sorted(found, key=lambda child: (child.cost, -child.model.strength(child.state))):
            self._consider(child)
        children = [(self._excess(child), child) for child in found if child.state.slots and self._may_go_on(child)]
        children.sort(key=lambda entry: entry[0])
        return [child for _, child in children]

    def _excess(self, node: _Node) -> float:
        """By how much the bounds exceed the least that is of interest."""
        first = self.targets.first(node.cost)
        return min(
            value - self.targets.lines(bound).least[first]
            for bound, value in zip(node.bounds, node.values, strict=True)
        )

    def _focused(self, node: _Node) -> _Node:
        """The same partial plan in a model of its own options and those that may follow, with one more bound."""
        model, state = node.model, node.state
        taken = [[model.columns[position]] for position in state.positions]
        smaller = Model(model.frame, [*taken, *self._following(node)], model.must)
        state = smaller.start
        for position in range(len(taken)):
            state = smaller.with_option(state, position)
        return self._retuned(self._node(smaller, state, tuple([one.moved_to(smaller) for one in node.bounds])))

    def _following(self, node: _Node) -> list[list[Column]]:
        """The options of each later unit with which the bounds together reach a target that can be paid."""
        model, state, bounds = node.model, node.state, node.bounds
        usable = model.usable(state, self.budget)
        first = model.spans[state.unit + 1][0]
        sums = [
            [base + worth for worth in bound.through_after(state)]
            for bound in bounds
            for base in [bound.base(state, usable)]
        ]
        usd = self._costs_of(model).usd[first:]
        units: dict[int, list[Column]] = {}
        for position, (cost, values) in enumerate(zip(usd, zip(*sums, strict=True), strict=True), first):
            if self.targets.reached(bounds, values, node.cost + cost):
                units.setdefault(model.unit_of[position], []).append(model.columns[position])
        return list(units.values())

    def _retuned(self, node: _Node) -> _Node:
        """The node with one more bound, made for it and the target that it exceeds most."""
        mask, targets = self._reached(node), self.targets
        lines = [(value, bound.prices.dollar) for bound, value in zip(node.bounds, node.values, strict=True)]
        exceeded = [
            (min([value - (self.budget - money) * price for value, price in lines]) - strength, money, strength)
            for i, (money, strength) in enumerate(zip(targets.moneys, targets.strengths, strict=True))
            if mask >> i & 1
        ]
        if not exceeded:
            return node
        _, money, strength = max(exceeded)
        best = self._lowest(node.state, node.bounds, money)
        better = lowest(Descent(best, node.state, money), float(strength), NODE_STEPS).bound
        return node if better is best else self._node(node.model, node.state, (*node.bounds, better))

    def _promising(self, node: _Node) -> list[int]:
        """The options of later units with which the bounds together reach a target that can be paid."""
        model, state, targets = node.model, node.state, self.targets
        costs = self._costs_of(model)
        first, _, after = model.spans[state.unit + 1]
        target = targets.first(node.cost + next(iter(costs.least[state.unit + 1]), 0))
        if target == len(targets.moneys):
            return []
        usable = model.usable(state, self.budget)
        lines = [targets.lines(bound) for bound in node.bounds]
        bases = [bound.base(state, usable) + bound.charge for bound in node.bounds]
        gains = [bound.gains(state.slots) for bound in node.bounds]
        reach = [
            bisect_right(gain.negative, base - line.least[target])
            for gain, base, line in zip(gains, bases, lines, strict=True)
        ]
        shortest = min(range(len(reach)), key=reach.__getitem__)
        found = [
            (p, -1 << targets.first(node.cost + costs.usd[p]))
            for p in gains[shortest].order[: reach[shortest]]
            if first <= p < after
        ]
        for line, base, gain in zip(lines, bases, gains, strict=True):
            found = [
                (p, left)
                for p, mask in found
                if (left := mask & line.masks[bisect_right(line.values, base + gain.of[p])])
            ]
        return [p for p, _ in found if model.may_take(state, p)]

    def _child(self, node: _Node, position: int) -> _Node | None:
        """The node with one more option; None if no target is within its reach."""
        state = node.model.with_option(node.state, position)
        if state.slots:
            child = self._node(node.model, state, node.bounds)
            return child if self._reached(child) else None
        child = self._node(node.model, state, ())
        return child if child.cost <= self.archive.most(node.model.strength(state)) else None

    def _consider(self, node: _Node) -> None:
        """Take the node's options as a plan if that is of use."""
        model, state = node.model, node.state
        if model.is_complete(state) and node.cost <= self.archive.most(model.strength(state)):
            self._take(model.options(state))

    def _take(self, options: Sequence[Option]) -> None:
        """Date options that were not dated before, and keep the plan if it is of use."""
        if not self.model.must.issubset({option.program for option in options}):
            return
        strength = score(self.instance.parts, tuple([option.example for option in options])).total
        most = self.archive.most(strength)
        fewest = self.calendar.fewest_stays(options) if least_cost(self.instance, options, 1) <= most else None
        if fewest is None or least_cost(self.instance, options, fewest) > most:
            return
        programs = tuple(sorted(option.program for option in options))
        taken = frozenset(options)
        if taken in self.dated or self._is_too_late(options, strength, programs, fewest) or self._stops():
            return
        self.dated.add(taken)
        dated = best_dates(self.instance, options, most, fewest)
        if dated is not None:
            self.archive.add(strength, ArchivedPlan(dated.cost, dated.end, programs, dated.rotations))

    def _is_too_late(self, options: Sequence[Option], strength: int, programs: tuple[str, ...], fewest: int) -> bool:
        """Whether options can at best be a plan as strong and as cheap as a known one that ends or comes first."""
        known = self.archive.of(strength)
        if known is None or known.cost > least_cost(self.instance, options, fewest):
            return False
        end = self.calendar.earliest_end(options)
        return end is not None and (end, programs) > (known.end, known.programs)

    def _frontier(self, left: Sequence[_Node]) -> Frontier:
        """The points, with what is left to look at: whatever that may still reach is not proven."""
        self.targets = self._new_targets()
        open_targets = 0
        for node in left:
            open_targets |= self._reached(node)
        unproven = {money for i, money in enumerate(self.targets.moneys) if open_targets >> i & 1}
        return self._points(unproven, is_exact=not left)

    def _points(self, unproven: Collection[int], *, is_exact: bool) -> Frontier:
        """The points; those that cost the money of a target that is still in reach are not proven."""
        wanted = {index for plan in self.archive.plans for _, index in plan.rotations}
        by_index = {c.index: c for c in self.instance.candidates if c.index in wanted}
        points = [
            self._point(
                tuple(by_index[index] for _, index in plan.rotations), plan.cost, proven=plan.cost not in unproven
            )
            for plan in self.archive.plans
        ]
        first = next((i for i, point in enumerate(points) if point.letters), 0)
        return Frontier(tuple(points[first:]), is_exact, self.nodes)

    def _point(self, chosen: tuple[Candidate, ...], cost: int, *, proven: bool) -> Point:
        scores = score(self.instance.parts, chosen)
        return Point(chosen, cost, scores, letters(self.instance, chosen), proven)


def _as_plan(known: Solution) -> ArchivedPlan:
    return ArchivedPlan(
        known.cost,
        known.chosen[-1].end,
        tuple(sorted(c.program for c in known.chosen)),
        tuple((c.start, c.index) for c in known.chosen),
    )
