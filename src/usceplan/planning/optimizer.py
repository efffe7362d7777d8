"""The strongest plan, by branch and bound: exact, and always the same one for the same problem.

Two searches over trees of partial plans. The first looks for the greatest strength within the budget. The second knows
that strength and looks for the best plan that has it: least cost, then earliest end, then least ids, then least dates;
each plan it finds lowers the money that the bounds have to go by. Both tune their bounds first, and leave out the
options that these do not let into any plan of interest; what is left is explored.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest
from math import floor
from operator import itemgetter

from usceplan.planning.best_plan import BestPlan, Plan
from usceplan.planning.bounds import Bound, Prices
from usceplan.planning.dominance import useful_options
from usceplan.planning.exploration import FIRST_WORK, USEFUL, Exploration
from usceplan.planning.focus import FEW, Focus
from usceplan.planning.instance import Candidate, Instance, PartScores, score
from usceplan.planning.model import MANY, VERY_MANY, Frame, Model, arranged
from usceplan.planning.options import Option
from usceplan.planning.scheduling import Leg, plan_cost
from usceplan.planning.tuning import BOUNDS, LEAST_PROGRESS, MOST_STEPS, STEPS, Descent, Tuned, first_prices

ROUNDS = ((0, 20_000), (80, 150_000))
"""Steps of tuning at least, and work: what the search for the greatest strength tries in turn."""
COST_WORK = 50_000
"""Work on all that plans of the greatest strength can be made of, before that is taken apart."""
FAR, FEW_OF_MANY, FEW_WORK = 2_000, 1_000, 400_000
"""Where there are tens of thousands of options and the best plan is so many thousandths of a point below the bound, so
many options are looked at first, with so much work."""

FIRST_STEPS = 10
"""Steps of tuning before the first plan is looked for."""
COST_STEPS = 60
"""Steps of tuning a bound by itineraries for the least cost."""
MANY_ENOUGH = 100
"""With so few options left there is no use in bounds by itineraries for all plans."""

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
    if len(wanted) > MOST_WANTED or len(whole.focus.model.columns) > MOST_LEFT:
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
    """The two searches, which share what they look at and the best plan so far."""

    def __init__(
        self, instance: Instance, options: Sequence[Option], deadline: Callable[[], bool], like: Sequence[Solution]
    ) -> None:
        frame = Frame(instance, options)
        self.instance = instance
        self.like = like
        self.deadline = deadline
        self.best = BestPlan(instance, frame)
        model = arranged(frame, frame.columns, [0.0] * len(options), frame.must)
        self.focus = Focus(model, self.best, deadline)
        self.exploration = Exploration(self.focus)
        self.known_prices = known_prices(like, self.focus.model)
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
        focus = self.focus
        prices = self.known_prices or [first_prices(focus.model)]
        focus.bounds = focus.bounds or [Bound(focus.model, one) for one in prices]
        focus.leave_out(known.scores.total)
        through = focus.bounds[0].through
        order = sorted(range(len(through)), key=through.__getitem__, reverse=True)
        return [focus.model.columns[position].option for position in order]

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
        focus = self.focus
        descent = self._first_descent()
        greatest = focus.model.frame.greatest
        for least_steps, allowed in ROUNDS:
            if self.best.next_strength > greatest or self.deadline():
                return greatest
            greatest = min(greatest, self._tune_for_strength(descent, least_steps))
            greatest = self._strength_by_itineraries(greatest)
            if focus.count > VERY_MANY and greatest - self.best.strength > FAR:
                self._look_among_few(greatest)
            better_bounds_come = not self.exploration.is_hard() and focus.is_timely()
            greatest = self._search_from(greatest, FIRST_WORK if better_bounds_come else allowed)
        if self.best.next_strength <= greatest and not self.deadline():
            greatest = self._strength_by_itineraries(greatest)
            greatest = min(greatest, self._tune_for_strength(descent, MOST_STEPS))
        return self._search_from(greatest, None)

    def _first_descent(self) -> Descent:
        """The steps to go on with after a first plan: from nothing, or from where searches like this one ended."""
        focus = self.focus
        offered = focus.count
        if self.known_prices:
            self._begin_as_before()
            if focus.count < USEFUL * offered:
                return Descent(focus.bounds[0], focus.model.start, self.best.money)
        descent = Descent(Bound(focus.model, first_prices(focus.model)), focus.model.start, self.best.money)
        focus.keep([descent.step(0.8 * min(descent.least, focus.model.frame.greatest)) for _ in range(FIRST_STEPS)])
        focus.look_quickly()
        return descent

    def _begin_as_before(self) -> None:
        """Begin with the prices of searches like this one, and with as much of their plans as can be."""
        focus = self.focus
        start, usable = focus.model.start, focus.usable
        bounds = [Bound(focus.model, prices) for prices in self.known_prices]
        focus.keep([Tuned(bound.of(start, usable), bound) for bound in bounds])
        is_whole = False
        for solution in self.like:
            options = self._options_like(solution)[: focus.model.frame.slots]
            self.best.try_or_less(options, focus.model.must)
            is_whole = is_whole or len(options) == len(solution.chosen)
        if self.best.plan is None or not is_whole:
            focus.look_quickly()
        focus.leave_out(self.best.strength)

    def _options_like(self, solution: Solution) -> list[Option]:
        """The options of the rotations of another problem's plan that can be had in this one."""
        worth = dict(zip(map(itemgetter(0), self.focus.model.columns), self.focus.bounds[0].worth, strict=True))
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
        prices = (bound.prices for bound in self.focus.bounds[:HANDED_ON])
        self.prices = tuple(dict.fromkeys((*self.prices, *prices)))

    def _tune_for_strength(self, descent: Descent, least_steps: int) -> int:
        """Tune bounds for the strength of any plan, and leave options out; gives the strength that they allow."""
        focus = self.focus
        greatest = focus.lowest_bound()
        for done in range(STEPS, MOST_STEPS + 1, STEPS):
            known = self.best.next_strength
            focus.leave_out(self.best.strength)
            if greatest < known or focus.count <= FEW or self.deadline():
                break
            descent.move_to(focus.model)
            focus.keep([descent.step(known) for _ in range(STEPS)])
            before, greatest = greatest, focus.lowest_bound()
            if done >= least_steps and before - greatest < LEAST_PROGRESS * (before - known):
                break
        if greatest >= self.best.next_strength:
            focus.look_quickly()
            focus.exchange()
        return focus.model.frame.greatest_attainable(greatest)

    def _strength_by_itineraries(self, greatest: int) -> int:
        """The greatest strength by itineraries, if the problem is hard and weeks matter; asked until it is of use."""
        focus = self.focus
        is_open = self.best.next_strength <= greatest and focus.count > MANY_ENOUGH
        if not is_open or not self.exploration.is_hard() or self.exploration.timely or not focus.is_timely():
            return greatest
        self.exploration.timely, least = self.exploration.tune_itineraries(self.best.strength)
        return min(greatest, focus.model.frame.greatest_attainable(least))

    def _look_among_few(self, greatest: int) -> None:
        """Look for better plans among the most promising options alone, where there are tens of thousands."""
        focus = self.focus
        model, bounds = focus.model, focus.bounds
        through = bounds[0].through
        least = nlargest(FEW_OF_MANY, through)[-1]
        focus.keep_columns([value >= least for value in through])
        self.best.greatest, self.best.aim = greatest, self.best.next_strength
        self.exploration.look_through_wide_tree(FEW_WORK, patient=True)
        self.best.aim = 0
        focus.turn_to(model, bounds)
        focus.leave_out(self.best.strength)

    def _search_from(self, greatest: int, allowed: int | None) -> int:
        """Look for plans that are as strong as the bounds allow, then for ever weaker ones until there is a plan.

        The more is asked for, the less there is to look at. Gives the strength that no further plan exceeds. When so
        many partial plans have been looked at, it still looks at a few for any plan that is stronger than the best.
        """
        focus = self.focus
        if self.best.next_strength > greatest:
            return greatest
        focus.leave_out(self.best.strength)
        focus.find_needs()
        model, bounds = focus.model, focus.bounds
        below = max(0, greatest - self.best.next_strength) // 8
        while self.best.next_strength <= greatest:
            self.best.greatest = greatest
            self.best.aim = greatest - below
            if self.best.aim - self.best.next_strength < below:  # what is left by then is looked at together
                self.best.aim = self.best.next_strength
            left = self.exploration.look_through(allowed)
            focus.turn_to(model, bounds)
            if left is None:
                greatest = focus.model.frame.greatest_attainable(self.best.aim - 1)
                below = max(2 * below, 250)
                continue
            greatest = min(greatest, max(self.best.aim - 1, focus.model.frame.greatest_attainable(left)))
            if self.best.aim > self.best.next_strength:
                self.best.aim = self.best.next_strength
                self.exploration.look_through(None if allowed is None else allowed // 4)
                focus.turn_to(model, bounds)
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
        self.focus.find_needs()
        if self._look_for_cheapest(least, self.best.money, COST_WORK):
            return True
        if self.deadline():
            return False
        self.exploration.timely = self.exploration.timely or self.focus.is_timely()
        if self.exploration.timely:
            least = max(least, self._tune_itineraries_for_cost(least))
        return self._look_for_cheapest(least, self.best.money, None)

    def _look_for_cheapest(self, least: int, most: int, allowed: int | None) -> bool:
        """Look for the best plan of a cost from ``least`` to ``most``; whether to the end.

        Begins with little more money than ``least``, and goes on with ever more until there is a plan: the less money
        there is, the less there is to look at.
        """
        focus = self.focus
        model, bounds = focus.model, focus.bounds
        spare = (most - least) // 16 + 1
        while True:
            limit = self.best.money = min(least + spare, most)
            left = self.exploration.look_through(allowed)
            focus.turn_to(model, bounds)
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
        focus = self.focus
        focus.leave_out(self.best.aim)
        if self.known_prices:
            known = [Bound(focus.model, prices) for prices in self.known_prices]
            focus.bounds = sorted([*focus.bounds, *known], key=self._least_cost, reverse=True)[:BOUNDS]
            focus.leave_out(self.best.aim)
        descent = Descent(focus.bounds[0], focus.model.start, self.best.money)
        least = max(map(self._least_cost, focus.bounds))
        for _ in range(0, MOST_STEPS, STEPS):
            if focus.count <= FEW or self.deadline():
                break
            before = least
            tuned: list[Bound] = []
            for _ in range(STEPS):
                descent.aim_at(round((least + self.best.money) / 2))
                tuned.append(descent.step(min(float(self.best.aim), descent.value - 100.0)).bound)
                least = max(least, self._least_cost(tuned[-1]))
            focus.bounds = sorted([*focus.bounds, *tuned], key=self._least_cost, reverse=True)[:BOUNDS]
            focus.leave_out(self.best.aim)
            descent.move_to(focus.model)
            if least - before < LEAST_PROGRESS * (self.best.money - before):
                break
        if focus.count > MANY:
            focus.look_quickly()
            focus.exchange()
        return floor(least)

    def _tune_itineraries_for_cost(self, least: float) -> int:
        """Tune bounds by itineraries for the cost of a plan of the aim's strength; gives the least cost they allow."""
        descent = self.exploration.itinerary_descent()
        for _ in range(COST_STEPS):
            if self.deadline():
                break
            descent.money = (least + self.best.money) / 2
            descent.step(min(float(self.best.aim), descent.bound.of(descent.money) - 100.0))
            if descent.bound.least_cost(self.best.aim, self.best.money) > least:
                least = descent.bound.least_cost(self.best.aim, self.best.money)
                descent.lowest = descent.bound
        self.exploration.keep_with_weeks(descent)
        self.focus.bounds.sort(key=self._least_cost, reverse=True)
        self.focus.leave_out(self.best.aim)
        return floor(least)

    def _least_cost(self, bound: Bound) -> float:
        """What a plan of the aim's strength costs at least by a bound; no more than all the money."""
        start, dollar = self.focus.model.start, bound.prices.dollar
        excess = bound.of(start, self.focus.model.usable(start, self.best.money)) - self.best.aim
        return min(self.best.money - excess / dollar, self.best.money) if dollar > 0 else 0.0

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
            nodes=self.exploration.nodes,
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
