"""The strongest plan, by branch and bound: exact, and always the same one for the same problem.

Two searches over trees of partial plans. The first looks for the greatest strength within the budget. The second knows
that strength and looks for the best plan that has it: least cost, then earliest end, then least ids, then least dates;
each plan it finds lowers the money that the bounds have to go by. Both tune their bounds first, and leave out the
options that these do not let into any plan of interest.

Most problems end with few partial plans. The others go through hundreds of them together, as arrays; where weeks
matter, bounds by itineraries, which take longer but know the order of time, leave out more options and starts. Where a
tree is still too large, its problem is taken apart: into the plans with the longest options of each program and those
with none of them, and so on. With a program forced, bounds fall fast.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest
from math import floor, fsum, inf
from operator import itemgetter
from typing import TYPE_CHECKING

from usceplan.planning.best_plan import BestPlan, Plan
from usceplan.planning.bounds import Bound, Prices, lowest_of
from usceplan.planning.dominance import useful_options
from usceplan.planning.greedy import Greedy
from usceplan.planning.instance import Candidate, Instance, PartScores, score
from usceplan.planning.model import MANY, TOLERANCE, VERY_MANY, Frame, Model, arranged, reduced, restricted, with_needs
from usceplan.planning.options import Option
from usceplan.planning.scheduling import Leg, plan_cost
from usceplan.planning.tree import Tree
from usceplan.planning.tuning import BOUNDS, Descent, Tuned, first_prices, lowest

if TYPE_CHECKING:
    from usceplan.planning.arrays.itineraries import ItineraryDescent, UsePrices
    from usceplan.planning.arrays.wide_tree import WideTree

FIRST_WORK = 10_000
"""Work on trees before the problem counts as hard, and is gone through with arrays: what it takes to load NumPy."""
ROUNDS = ((0, 20_000), (80, 150_000))
"""Steps of tuning at least, and work: what the search for the greatest strength tries in turn."""
COST_WORK = 50_000
"""Work on all that plans of the greatest strength can be made of, before that is taken apart."""
MOST_WORK = 3_000_000
"""Work on a part of a problem before it is split."""
PART_WORK, MUCH_LESS = 250_000, 0.1
"""The same where bounds by itineraries, which a tree does not have, are above the aim by less than this part of what
others are."""
PATIENCE = 100_000
"""Work on a part of a problem before bounds are tuned anew if there is a better plan by then."""
FAR, FEW_OF_MANY, FEW_WORK = 2_000, 1_000, 400_000
"""Where there are tens of thousands of options and the best plan is so many thousandths of a point below the bound, so
many options are looked at first, with so much work."""
FEWER = 0.85
"""What is left after a split is split again until so much of the options is left."""

FIRST_STEPS = 10
"""Steps of tuning before the first plan is looked for."""
STEPS = 10
"""Further steps between one look at which options are left and the next."""
MOST_STEPS = 80
FEW, MANY_ENOUGH = 30, 100
"""With so few options left there is no use in better bounds; nor in bounds by itineraries for all plans."""
LEAST_PROGRESS = 0.1
"""Tuning ends when so many steps close less than this part of what the bound is above the aim."""

ITINERARY_STEPS, LEAST_ITINERARY_STEPS, MOST_ITINERARY_STEPS = 20, 40, 200
"""Steps of tuning a bound by itineraries: between one look at which starts are left and the next, at least, at most."""
BEYOND = 0.5
"""They go for a strength that is below the aim by this part of what the bound is above it: often the aim is the least
that there is, and steps towards that are ever shorter."""
COST_STEPS = 60
"""Such steps for the least cost."""
LEAST_SHARE = 0.1
"""Bounds by itineraries are tried if so much of what a bound charges is for weeks."""
USEFUL = 0.5
"""Bounds by itineraries are tried on parts of a problem if they close what is above the aim to less than this part; a
search goes on from the prices of another one if they leave less than this part of the options."""

MOST_EXCHANGES = 3
"""How often each rotation of the best plan is given up for others, while that makes the plan better."""

MOST_WANTED, MOST_LEFT = 5, 300
"""With more programs of which a plan must have one to be better, or more options left, all are looked at together."""
HANDED_ON = 2
"""The bounds of each of the two searches whose prices a solution hands on."""


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
    prices: tuple[Prices, ...] = field(default=(), repr=False, compare=False)
    """Those of the lowest bounds, which are low for problems much like this one as well."""


@dataclass(frozen=True, slots=True)
class NoPlan:
    """No plan was found; ``proven`` says that there is none."""

    proven: bool


def never() -> bool:
    """A deadline that never comes."""
    return False


def solve(
    instance: Instance, *, deadline: Callable[[], bool] = never, like: Sequence[Solution] = ()
) -> Solution | NoPlan:
    """The best plan of an instance.

    The greatest strength; among those the least cost; among those the earliest end; then the least sorted tuple of
    program ids; then the least tuple of (start, candidate index) in date order. ``deadline`` is asked once for each
    partial plan, and in between while bounds are tuned; when it says True the search stops and gives the best plan so
    far. A first plan is looked for whatever the deadline. ``like`` are solutions of problems much like this one: the
    search begins with their plans and prices, which makes it faster and changes nothing else.
    """
    options = useful_options(instance)
    must = instance.limits.must_include
    offered = {option.program for option in options}
    if not options or not offered.issuperset(must) or len(set(must)) > instance.limits.max_rotations:
        return NoPlan(proven=True)
    return _Search(instance, options, deadline, like).run()


def solve_beyond(
    instance: Instance, known: Solution, programs: Collection[str], *, deadline: Callable[[], bool] = never
) -> Solution | NoPlan:
    """The best plan of an instance where the best of its plans without any of some programs is known: `solve`, faster.

    With each of these programs in turn, the most promising first, and without those before, it looks for a plan that is
    better than the best so far, among the options that the known prices leave.
    """
    whole = _Search(instance, useful_options(instance), deadline, [known])
    wanted = [one for one in dict.fromkeys(one.program for one in whole.options_beside(known)) if one in programs]
    if len(wanted) > MOST_WANTED or len(whole.model.columns) > MOST_LEFT:
        return whole.run()
    best, limits = known, instance.limits
    for number, program in enumerate(wanted):
        must = tuple({*limits.must_include, program})
        part = [option for option in whole.options_beside(best) if option.program not in wanted[:number]]
        if len(must) <= limits.max_rotations and {option.program for option in part}.issuperset(must):
            with_it = replace(instance, limits=replace(limits, must_include=must))
            best = _Search(with_it, part, deadline, [best]).improved(best)
    return best


class _Search:
    """The two searches, with what both know: the model, the bounds, and the best plan so far."""

    def __init__(
        self, instance: Instance, options: Sequence[Option], deadline: Callable[[], bool], like: Sequence[Solution]
    ) -> None:
        frame = Frame(instance, options)
        self.instance = instance
        self.like = like
        self.deadline = deadline
        self.best = BestPlan(instance, frame)
        self.nodes = 0
        self.model = arranged(frame, frame.columns, [0.0] * len(options), frame.must)
        self.needy: Model | None = None
        """The last model for which was found what its options need of one another."""
        self.bounds: list[Bound] = []
        self.first_work = FIRST_WORK
        """What is left of it."""
        self.was_hard = False
        """Whether a first tree was too large."""
        self.uses: UsePrices | None = None
        """Those of the lowest bound by itineraries, once there was one."""
        self.timely = False
        """Whether bounds by itineraries are of use."""
        self.known_prices = known_prices(like, self.model)
        self.prices: tuple[Prices, ...] = ()

    def run(self) -> Solution | NoPlan:
        """Both searches."""
        greatest = self._find_strongest()
        self._hand_on()
        proven = greatest < self.best.next_strength
        if self.best.plan is None:
            return NoPlan(proven=proven)
        if not proven:
            return self._solution(self.best.plan, proven=False, upper_bound=greatest)
        proven = self._find_cheapest(self.best.plan)
        self._hand_on()
        return self._solution(self.best.plan, proven=proven, upper_bound=self.best.strength)

    def options_beside(self, known: Solution) -> list[Option]:
        """The options that may be in a plan as strong as a known one by its prices, the most promising first."""
        prices = self.known_prices or [first_prices(self.model)]
        self.bounds = self.bounds or [Bound(self.model, one) for one in prices]
        self._leave_out(known.scores.total)
        through = self.bounds[0].through
        order = sorted(range(len(through)), key=through.__getitem__, reverse=True)
        return [self.model.columns[position].option for position in order]

    def improved(self, best: Solution) -> Solution:
        """The best plan, or a known one that is better; not proven where one of the two is not."""
        self.best.plan = Plan(
            -best.scores.total,
            best.cost,
            best.chosen[-1].end,
            tuple(sorted(one.program for one in best.chosen)),
            tuple((one.start, one.index) for one in best.chosen),
        )
        found = self.run()
        if isinstance(found, NoPlan):
            return best
        return replace(
            found,
            proven_optimal=found.proven_optimal and best.proven_optimal,
            upper_bound=max(found.upper_bound, best.upper_bound),
        )

    # ---- The greatest strength

    def _find_strongest(self) -> int:
        """The first search, to the end or the deadline; gives the strength that no further plan exceeds.

        Tunes bounds and goes through the tree by turns; where weeks matter and a first tree was too large, with bounds
        by itineraries. Where that does not suffice the problem is split.
        """
        descent = self._first_descent()
        greatest = self.model.frame.greatest
        for least_steps, allowed in ROUNDS:
            if self.best.next_strength > greatest or self.deadline():
                return greatest
            greatest = min(greatest, self._tune_for_strength(descent, least_steps))
            greatest = self._strength_by_itineraries(greatest)
            if len(self.model.columns) > VERY_MANY and greatest - self.best.strength > FAR:
                self._look_among_few(greatest)
            better_bounds_come = not self._is_hard() and self._is_timely()
            greatest = self._search_from(greatest, FIRST_WORK if better_bounds_come else allowed)
        if self.best.next_strength <= greatest and not self.deadline():
            greatest = self._strength_by_itineraries(greatest)
            greatest = min(greatest, self._tune_for_strength(descent, MOST_STEPS))
        return self._search_from(greatest, None)

    def _first_descent(self) -> Descent:
        """The steps to go on with after a first plan: from nothing, or from where searches like this one ended."""
        offered = len(self.model.columns)
        if self.known_prices:
            self._begin_as_before()
            if len(self.model.columns) < USEFUL * offered:
                return Descent(self.bounds[0], self.model.start, self.best.money)
        descent = Descent(Bound(self.model, first_prices(self.model)), self.model.start, self.best.money)
        self._keep([descent.step(0.8 * min(descent.least, self.model.frame.greatest)) for _ in range(FIRST_STEPS)])
        self._look_quickly()
        return descent

    def _begin_as_before(self) -> None:
        """Begin with the prices of searches like this one, and with as much of their plans as can be."""
        start, usable = self.model.start, self.model.usable(self.model.start, self.best.money)
        bounds = [Bound(self.model, prices) for prices in self.known_prices]
        self._keep([Tuned(bound.of(start, usable), bound) for bound in bounds])
        is_whole = False
        for solution in self.like:
            options = self._options_like(solution)[: self.model.frame.slots]
            self.best.try_or_less(options, self.model.must)
            is_whole = is_whole or len(options) == len(solution.chosen)
        if self.best.plan is None or not is_whole:
            self._look_quickly()
        self._leave_out(self.best.strength)

    def _options_like(self, solution: Solution) -> list[Option]:
        """The options of the rotations of another problem's plan that can be had in this one."""
        worth = dict(zip(map(itemgetter(0), self.model.columns), self.bounds[0].worth, strict=True))
        found = (
            max(
                (
                    option
                    for option in worth
                    if (option.program, option.metro, option.weeks) == (one.program, one.metro, one.weeks)
                    and option.starts >> one.start & 1
                ),
                key=worth.__getitem__,
                default=None,
            )
            for one in solution.chosen
        )
        return [option for option in found if option is not None]

    def _hand_on(self) -> None:
        """Note the prices of the lowest bounds for searches like this one."""
        prices = (bound.prices for bound in self.bounds[:HANDED_ON])
        self.prices = tuple(dict.fromkeys((*self.prices, *prices)))

    def _tune_for_strength(self, descent: Descent, least_steps: int) -> int:
        """Tune bounds for the strength of any plan, and leave options out; gives the strength that they allow."""
        greatest = self._lowest_bound()
        for done in range(STEPS, MOST_STEPS + 1, STEPS):
            known = self.best.next_strength
            self._leave_out(self.best.strength)
            if greatest < known or len(self.model.columns) <= FEW or self.deadline():
                break
            descent.move_to(self.model)
            self._keep([descent.step(known) for _ in range(STEPS)])
            before, greatest = greatest, self._lowest_bound()
            if done >= least_steps and before - greatest < LEAST_PROGRESS * (before - known):
                break
        if greatest >= self.best.next_strength:
            self._look_quickly()
            self._exchange()
        return self.model.frame.greatest_attainable(greatest)

    def _strength_by_itineraries(self, greatest: int) -> int:
        """The greatest strength by itineraries, if the problem is hard and weeks matter; asked until it is of use."""
        is_open = self.best.next_strength <= greatest and len(self.model.columns) > MANY_ENOUGH
        if not is_open or not self._is_hard() or self.timely or not self._is_timely():
            return greatest
        self.timely, least = self._tune_itineraries(self.best.strength)
        return min(greatest, self.model.frame.greatest_attainable(least))

    def _look_among_few(self, greatest: int) -> None:
        """Look for better plans among the most promising options alone, where there are tens of thousands."""
        model, bounds = self.model, self.bounds
        through = bounds[0].through
        least = nlargest(FEW_OF_MANY, through)[-1]
        self._keep_columns([value >= least for value in through])
        self.best.greatest, self.best.aim = greatest, self.best.next_strength
        self._look_through_wide_tree(FEW_WORK, patient=True)
        self.best.aim = 0
        self.model, self.bounds = model, bounds
        self._leave_out(self.best.strength)

    def _search_from(self, greatest: int, allowed: int | None) -> int:
        """Look for plans that are as strong as the bounds allow, then for ever weaker ones until there is a plan.

        The more is asked for, the less there is to look at. Gives the strength that no further plan exceeds. When so
        many partial plans have been looked at, it still looks at a few for any plan that is stronger than the best.
        """
        if self.best.next_strength > greatest:
            return greatest
        self._leave_out(self.best.strength)
        self._find_needs()
        model, bounds = self.model, self.bounds
        below = max(0, greatest - self.best.next_strength) // 8
        while self.best.next_strength <= greatest:
            self.best.greatest = greatest
            self.best.aim = greatest - below
            if self.best.aim - self.best.next_strength < below:  # what is left by then is looked at together
                self.best.aim = self.best.next_strength
            left = self._look_through(allowed)
            self.model, self.bounds = model, bounds
            if left is None:
                greatest = self.model.frame.greatest_attainable(self.best.aim - 1)
                below = max(2 * below, 250)
                continue
            greatest = min(greatest, max(self.best.aim - 1, self.model.frame.greatest_attainable(left)))
            if self.best.aim > self.best.next_strength:
                self.best.aim = self.best.next_strength
                self._look_through(None if allowed is None else allowed // 4)
                self.model, self.bounds = model, bounds
            break
        self.best.aim = 0
        return greatest

    # ---- The least cost

    def _find_cheapest(self, known: Plan) -> bool:
        """The second search, from a plan of the greatest strength; whether it came to its end.

        Takes the problem apart only where going through the tree does not suffice.
        """
        self.best.improving, self.best.aim, self.best.money = False, -known.lost, known.cost
        least = self._tune_for_cost()
        self._find_needs()
        if self._look_for_cheapest(least, self.best.money, COST_WORK):
            return True
        if self.deadline():
            return False
        self.timely = self.timely or self._is_timely()
        if self.timely:
            least = max(least, self._tune_itineraries_for_cost(least))
        return self._look_for_cheapest(least, self.best.money, None)

    def _look_for_cheapest(self, least: int, most: int, allowed: int | None) -> bool:
        """Look for the best plan of a cost from ``least`` to ``most``; whether to the end.

        Begins with little more money than ``least``, and goes on with ever more until there is a plan: the less money
        there is, the less there is to look at.
        """
        model, bounds = self.model, self.bounds
        spare = (most - least) // 16 + 1
        while True:
            limit = self.best.money = min(least + spare, most)
            left = self._look_through(allowed)
            self.model, self.bounds = model, bounds
            cost = most if self.best.plan is None else self.best.plan.cost
            if left is not None:
                self.best.money = min(most, cost)
                return False
            if cost <= limit:
                return True
            spare = 2 * spare + 1

    def _tune_for_cost(self) -> int:
        """Tune bounds for the cost of a plan of the aim's strength, leave options out; gives the least cost they allow.

        A plan of cost c has at most the bound's value for the money c; the cost where that falls to the strength is
        the least that the bound allows. The steps go for an amount between the greatest such cost and all the money.
        """
        self._leave_out(self.best.aim)
        if self.known_prices:
            known = [Bound(self.model, prices) for prices in self.known_prices]
            self.bounds = sorted([*self.bounds, *known], key=self._least_cost, reverse=True)[:BOUNDS]
            self._leave_out(self.best.aim)
        descent = Descent(self.bounds[0], self.model.start, self.best.money)
        least = max(map(self._least_cost, self.bounds))
        for _ in range(0, MOST_STEPS, STEPS):
            if len(self.model.columns) <= FEW or self.deadline():
                break
            before = least
            tuned: list[Bound] = []
            for _ in range(STEPS):
                descent.aim_at(round((least + self.best.money) / 2))
                tuned.append(descent.step(min(float(self.best.aim), descent.value - 100.0)).bound)
                least = max(least, self._least_cost(tuned[-1]))
            self.bounds = sorted([*self.bounds, *tuned], key=self._least_cost, reverse=True)[:BOUNDS]
            self._leave_out(self.best.aim)
            descent.move_to(self.model)
            if least - before < LEAST_PROGRESS * (self.best.money - before):
                break
        if len(self.model.columns) > MANY:
            self._look_quickly()
            self._exchange()
        return floor(least)

    def _tune_itineraries_for_cost(self, least: float) -> int:
        """Tune bounds by itineraries for the cost of a plan of the aim's strength; gives the least cost they allow."""
        descent = self._itinerary_descent()
        for _ in range(COST_STEPS):
            if self.deadline():
                break
            descent.money = (least + self.best.money) / 2
            descent.step(min(float(self.best.aim), descent.bound.of(descent.money) - 100.0))
            if descent.bound.least_cost(self.best.aim, self.best.money) > least:
                least = descent.bound.least_cost(self.best.aim, self.best.money)
                descent.lowest = descent.bound
        self._keep_with_weeks(descent)
        self.bounds.sort(key=self._least_cost, reverse=True)
        self._leave_out(self.best.aim)
        return floor(least)

    def _least_cost(self, bound: Bound) -> float:
        """What a plan of the aim's strength costs at least by a bound; no more than all the money."""
        start, dollar = self.model.start, bound.prices.dollar
        excess = bound.of(start, self.model.usable(start, self.best.money)) - self.best.aim
        return min(self.best.money - excess / dollar, self.best.money) if dollar > 0 else 0.0

    # ---- All plans of some strength

    def _look_through(self, allowed: int | None) -> float | None:
        """Look at all that plans of the aim's strength can be made of; None when all was, else a bound of what is left.

        Stops after so much work; without a limit the problem is taken apart until all was looked at.
        The present model and bounds become those of a part of it.
        """
        self._leave_out(self.best.least_strength)
        if allowed is None:
            return self._take_apart(timely=self.timely)
        return self._look_through_tree(allowed)

    def _look_through_tree(self, allowed: float, *, patient: bool = True) -> float | None:
        """Look through the tree of the present model; gives what `_look_through` gives.

        Without patience it stops before long where a better plan was found, after which bounds can be better too.
        """
        if not self.model.columns:
            return None
        left: float | None = self._lowest_bound()
        if not self._is_hard():
            tree = Tree(self.model, self.bounds, self.best, self.deadline)
            left = self._searched(tree, min(allowed, self.first_work))
            self.first_work -= tree.work
            self.was_hard = left is not None
        if left is None or allowed <= FIRST_WORK or self.deadline():
            return left
        return self._look_through_wide_tree(allowed, patient=patient)

    def _is_hard(self) -> bool:
        """Whether the problem is one for arrays: a first tree was too large, or is bound to be."""
        return self.was_hard or len(self.model.columns) > VERY_MANY

    def _look_through_wide_tree(self, allowed: float, *, patient: bool) -> float | None:
        """The same with arrays; goes on with more work where the bound has fallen by more than half of the way."""
        tree, first, least = self._wide_tree(), self._lowest_bound(), self.best.least_strength
        work: float = PATIENCE
        while True:
            work = min(work, allowed)
            left = self._searched(tree, work)
            aim = self.best.least_strength
            if left is None or (aim > least and not patient) or self.deadline():
                return left
            if work == allowed and left - aim < (first - aim) / 2:
                allowed = min(2 * allowed, max(allowed, MOST_WORK))
            if work == allowed:
                return left
            work *= 2

    def _searched(self, tree: "Tree | WideTree", allowed: float) -> float | None:
        before = tree.nodes
        left = tree.search(allowed)
        self.nodes += tree.nodes - before
        self.bounds = list(tree.bounds)
        return left

    def _wide_tree(self) -> "WideTree":
        from usceplan.planning.arrays.wide_tree import WideTree

        return WideTree(self.model, self.bounds, self.best, self.deadline)

    def _take_apart(self, *, timely: bool, before: float = inf) -> float | None:
        """Look through the present model, however large, and split it if need be; gives what `_look_through` gives.

        ``timely`` says whether bounds by itineraries may be of use. ``before`` is how many options there were when a
        tree of them was too large: not many fewer are split further before the next is tried.
        """
        while True:
            self._tune_for_aim()
            work = MOST_WORK
            if timely and len(self.model.columns) > FEW and self._is_open():
                timely, least = self._tune_itineraries(self.best.least_strength)
                if self._is_open() and self._excess(least) < MUCH_LESS * self._excess(self._lowest_bound()):
                    work = PART_WORK
            if not self._is_open():
                return None
            undecided = self._undecided()
            if len(self.model.columns) > FEWER * before and undecided:
                return self._split(undecided, timely=timely, before=before)
            aim = self.best.least_strength
            left = self._look_through_tree(work if undecided else inf, patient=not self.timely)
            if left is None or self.deadline():
                return left
            if self.best.least_strength == aim:
                return self._split(undecided, timely=timely, before=len(self.model.columns))
            timely = self.timely

    def _excess(self, bound: float) -> float:
        """How much a bound is above the least that is of interest."""
        return bound - (self.best.least_strength - TOLERANCE)

    def _is_open(self) -> bool:
        """Whether the bounds leave plans of interest."""
        if self.best.is_strongest or not self.model.columns:
            return False
        return self._excess(self._lowest_bound()) >= 0

    def _tune_for_aim(self) -> None:
        """Tune bounds for plans of the aim's strength, and leave options out."""
        if len(self.model.columns) <= FEW or not self._is_open():
            return
        descent = Descent(self.bounds[0], self.model.start, self.best.money)
        for _ in range(0, 2 * MOST_STEPS, STEPS):
            aim = self.best.least_strength - TOLERANCE
            before = self._lowest_bound()
            self._keep([descent.step(min(aim, self.best.strength)) for _ in range(STEPS)])
            self._leave_out(self.best.least_strength)
            if len(self.model.columns) <= FEW or not self._is_open() or self.deadline():
                break
            if before - self._lowest_bound() < LEAST_PROGRESS * (before - aim):
                break
            descent.move_to(self.model)

    def _tune_itineraries(self, strength: int) -> tuple[bool, float]:
        """Tune a bound by itineraries, and leave out the starts that no plan of some strength has by it.

        Gives whether it was of much use, and the bound.
        """
        aim = self.best.least_strength - TOLERANCE
        before = first = self._lowest_bound()
        descent = self._itinerary_descent()
        for done in range(ITINERARY_STEPS, MOST_ITINERARY_STEPS + 1, ITINERARY_STEPS):
            for _ in range(ITINERARY_STEPS):
                if descent.least < aim or self.deadline():
                    break
                descent.step(min(aim, self.best.strength) - BEYOND * (descent.least - aim))
            self._leave_out_starts(descent.lowest.starts(strength - TOLERANCE, self.best.money))
            if descent.least < aim or len(self.model.columns) <= FEW or self.deadline():
                break
            slow = before - descent.least < LEAST_PROGRESS * (before - aim)
            if done >= LEAST_ITINERARY_STEPS and (slow or descent.least > first):
                break
            before = descent.least
            descent.move_to(self.model)
        self._keep_with_weeks(descent)
        self._leave_out(strength)
        return descent.least - aim < USEFUL * (first - aim), descent.least

    def _keep_with_weeks(self, descent: "ItineraryDescent") -> None:
        """Keep the lowest bound by itineraries, and the one with prices of weeks that comes closest to it."""
        self.uses = descent.lowest.prices
        if not self.model.columns:
            return
        start, usable = self.model.start, self.model.usable(self.model.start, self.best.money)
        bounds = [Bound(self.model, prices) for prices in descent.lowest.with_weeks()]
        closest = min(bounds, key=lambda bound: bound.of(start, usable))
        steps = Descent(closest, start, self.best.money)
        found = lowest(steps, self.best.least_strength - TOLERANCE, STEPS)
        self.bounds = [*self.bounds[: BOUNDS - 1], found.bound]
        self.bounds.sort(key=lambda bound: bound.of(start, usable))

    def _itinerary_descent(self) -> "ItineraryDescent":
        """The steps to lower bounds by itineraries, from the lowest one so far."""
        from usceplan.planning.arrays.itineraries import ItineraryDescent, first_use_prices

        prices = self.uses or first_use_prices(self.model, self.bounds[0].prices)
        return ItineraryDescent(self.model, self.best.money, prices)

    def _leave_out_starts(self, left: Sequence[tuple[int, ...]]) -> None:
        """Leave out all starts but these, from the model and from the bounds."""
        self.model = restricted(self.model, left, self.bounds[0].worth)
        self.bounds = [bound.moved_to(self.model) for bound in self.bounds]

    def _split(self, undecided: Sequence[int], *, timely: bool, before: float) -> float | None:
        """Look through the plans with the longest options of each program, then through those with none of them."""
        model, bounds = self.model, self.bounds
        least = self.best.least_strength - TOLERANCE
        base, through = bounds[0].base(model.start, model.usable(model.start, self.best.money)), bounds[0].through
        excluded: set[int] = set()
        for group in sorted(self._longest(undecided), key=lambda group: (-max(through[i] for i in group), group)):
            if base + max(through[i] for i in group) >= least:
                left = self._look_through_with(group, excluded, timely=timely)
                if left is not None or self.deadline():
                    return self._lowest_bound()
            excluded.update(group)
        keep = [i not in excluded for i in range(len(model.columns))]
        self.model, self.bounds = model, bounds
        self._keep_columns(keep)
        return self._take_apart(timely=timely, before=before) if self._is_open() else None

    def _undecided(self) -> list[int]:
        """The options that may be left out."""
        return [i for unit in self.model.units if not unit.decided for i in range(unit.first, unit.after)]

    def _longest(self, undecided: Sequence[int]) -> list[list[int]]:
        """The longest options, those of one program together; one by one where a plan must have one of just these."""
        columns = self.model.columns
        longest = max(columns[i].option.weeks for i in undecided)
        groups: dict[str, list[int]] = defaultdict(list)
        for i in undecided:
            if columns[i].option.weeks == longest:
                groups[columns[i].option.program].append(i)
        all_of = Counter(column.option.program for column in columns)
        longest_groups: list[list[int]] = []
        for program, group in groups.items():
            must_be_one = program in self.model.must and len(group) == all_of[program]
            longest_groups += [[i] for i in group] if must_be_one else [group]
        return longest_groups

    def _look_through_with(self, group: Sequence[int], excluded: set[int], *, timely: bool) -> float | None:
        """Look through the plans with one of some options of a program, and without others."""
        model, bounds = self.model, self.bounds
        program = model.columns[group[0]].program
        must = model.must | {model.columns[group[0]].option.program}
        if len(must) > model.frame.slots:
            return None
        kept = [
            i for i, other in enumerate(model.columns) if i in group or (i not in excluded and other.program != program)
        ]
        if not must.issubset(model.columns[i].option.program for i in kept):
            return None
        part = arranged(model.frame, [model.columns[i] for i in kept], [bounds[0].worth[i] for i in kept], must)
        self.model, self.bounds = part, [bound.moved_to(part) for bound in bounds]
        self._leave_out(self.best.least_strength)
        left = self._take_apart(timely=timely)
        self.model, self.bounds = model, bounds
        return left

    # ---- What both have in common

    def _keep(self, tuned: Sequence[Tuned]) -> None:
        """Keep the lowest of the bounds so far and some more, the lowest first."""
        start, usable = self.model.start, self.model.usable(self.model.start, self.best.money)
        known = [Tuned(bound.of(start, usable), bound) for bound in self.bounds]
        self.bounds = [one.bound for one in sorted([*known, *tuned], key=lambda one: one.value)[:BOUNDS]]

    def _is_timely(self) -> bool:
        """Whether weeks matter: a good part of what the lowest bound charges for weeks and dollars is for weeks."""
        bound, frame = self.bounds[0], self.model.frame
        weeks = fsum(fsum(bound.prices.weeks[first:after]) for first, after in bound.stays)
        money = bound.prices.dollar * (self.best.money - frame.fixed)
        return weeks > LEAST_SHARE * (weeks + money)

    def _lowest_bound(self) -> float:
        return lowest_of(self.bounds, self.model.start, self.model.usable(self.model.start, self.best.money))

    def _leave_out(self, strength: int) -> None:
        """Leave out the options that are in no plan of some strength by the bounds, from the model and from these."""
        start = self.model.start
        usable = self.model.usable(start, self.best.money)
        least = strength - TOLERANCE
        keep = [True] * len(self.model.columns)
        for bound in self.bounds:
            needed = least - bound.base(start, usable)
            keep = [kept and through >= needed for kept, through in zip(keep, bound.through, strict=True)]
        if not all(keep):
            self._keep_columns(keep)

    def _keep_columns(self, keep: Sequence[bool]) -> None:
        self.model = reduced(self.model, keep, self.bounds[0].worth)
        self.bounds = [bound.moved_to(self.model) for bound in self.bounds]

    def _find_needs(self) -> None:
        """Find what the options that are left need of one another."""
        if self.model is not self.needy and FEW < len(self.model.columns) <= VERY_MANY:
            self.model = self.needy = with_needs(self.model)
            self.bounds = [bound.moved_to(self.model) for bound in self.bounds]

    def _look_quickly(self) -> None:
        """Look for good plans without looking at all."""
        for options in Greedy(self.bounds[0], self.best.is_possible).plans():
            self.best.try_or_less(options, self.model.must)

    def _exchange(self) -> None:
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

    def _solution(self, plan: Plan, *, proven: bool, upper_bound: int) -> Solution:
        chosen = _numbered(self.instance.candidates, [index for _, index in plan.rotations])
        priced = plan_cost(self.instance, chosen)
        if priced is None or priced.cost != plan.cost:
            raise AssertionError("a plan was dated at another cost than it has")
        scores = score(self.instance.parts, chosen)
        return Solution(
            chosen,
            priced.cost,
            priced.stays,
            priced.legs,
            scores,
            proven_optimal=proven,
            upper_bound=upper_bound,
            nodes=self.nodes,
            prices=self.prices,
        )


def _numbered(candidates: Sequence[Candidate], indices: Sequence[int]) -> tuple[Candidate, ...]:
    """The candidates of some indices, in the order of these. Mostly each stands at the place of its index."""
    found = tuple(candidates[index] for index in indices if index < len(candidates))
    if [one.index for one in found] == list(indices):
        return found
    by_index = {one.index: one for one in candidates}
    return tuple(by_index[index] for index in indices)


def known_prices(like: Sequence[Solution], model: Model) -> list[Prices]:
    """The prices of some solutions, each once, for a model whose calendar is perhaps a longer or a shorter one."""
    weeks = model.frame.weeks
    found = (
        prices._replace(weeks=(*prices.weeks[:weeks], *[0.0] * (weeks - len(prices.weeks))))
        for solution in like
        for prices in solution.prices
    )
    return list(dict.fromkeys(found))
