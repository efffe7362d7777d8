"""The strongest plan, by branch and bound: exact, and always the same one for the same problem.

Two searches over trees of partial plans. The first looks for the greatest strength within the budget. The second knows
that strength and looks for the best plan that has it: least cost, then earliest end, then least ids, then least dates;
each plan it finds lowers the money that the bounds have to go by. Both tune their bounds first, and leave out the
options that these do not let into any plan of interest. The last rotation of a plan is not looked for with bounds, but
among the options that `last_option` knows to suffice.

Where a tree is too large, its problem is taken apart: where weeks matter, bounds by itineraries, which take longer but
know the order of time, leave out more options and starts; what is left is split into the plans with the longest options
of each program and those with none of them, and so on. With a program forced, bounds fall fast.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from math import floor, inf
from operator import itemgetter
from typing import NamedTuple

from usceplan.planning.bounds import Bound, Prices, dearest_stays
from usceplan.planning.dominance import undominated
from usceplan.planning.greedy import Greedy
from usceplan.planning.instance import Candidate, Instance, PartScores, score
from usceplan.planning.itineraries import ItineraryDescent, UsePrices, first_use_prices
from usceplan.planning.last_option import LastOption
from usceplan.planning.model import TOLERANCE, Frame, Model, State, arranged, reduced, restricted, with_needs
from usceplan.planning.options import Option, affordable
from usceplan.planning.scheduling import Calendar, Dated, Leg, best_dates, least_cost, plan_cost
from usceplan.planning.tuning import Descent, Tuned, first_prices, lowest

ROUNDS = ((0, 5_000), (80, 20_000))
"""Steps of tuning at least, and work: what the search for the greatest strength tries in turn."""
FEW_WORK, MOST_WORK = 5_000, 60_000
"""Work on a part of a problem before it is split; little, on all of it, where bounds by itineraries are of use."""
NODE = 10
"""The work on a partial plan; that on each option which might be taken with it is 1."""
FEWER = 0.85
"""What is left after a split is split again until so much of the options is left."""

FIRST_STEPS = 10
"""Steps of tuning before the first plan is looked for."""
STEPS = 10
"""Further steps between one look at which options are left and the next."""
MOST_STEPS = 80
FEW = 30
"""With so few options left there is no use in better bounds."""
MANY = 2000
"""With more options left than this it takes too long to compare each with all others."""
LEAST_PROGRESS = 0.1
"""Tuning ends when so many steps close less than this part of what the bound is above the aim."""

ITINERARY_STEPS, LEAST_ITINERARY_STEPS, MOST_ITINERARY_STEPS = 20, 40, 200
"""Steps of tuning a bound by itineraries: between one look at which starts are left and the next, at least, at most."""
COST_STEPS = 60
"""Such steps for the least cost."""
LEAST_SHARE = 0.1
"""Bounds by itineraries are tried if so much of what a bound charges is for weeks."""
USEFUL = 0.5
"""Bounds by itineraries are tried on parts of a problem if they close what is above the aim to less than this part; a
search goes on from the prices of another one if they leave less than this part of the options."""

MOST_EXCHANGES = 3
"""How often each rotation of the best plan is given up for others, while that makes the plan better."""

RETUNING_STEPS = 8
"""Steps for a partial plan."""

BOUNDS = 3
"""The bounds kept of those tried at a root."""
MOST_WANTED, MOST_LEFT = 5, 300
"""With more programs of which a plan must have one to be better, or more options left, all are looked at together."""
HANDED_ON = 2
"""The bounds of each of the two searches whose prices a solution hands on."""
MOST_BOUNDS = 12
"""The bounds kept of those and the ones made for partial plans."""

MANY_SLOTS, MANY_CHILDREN = 2, 12
NODES_PER_RETUNING = 60
"""A partial plan that lacks so many rotations and has more children than this gets a bound of its own, if there was
none for so many partial plans."""


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
    """A partial plan in the search tree, and the strength that no plan from it exceeds."""

    state: State
    bound: float


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
    options = _useful_options(instance)
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
    whole = _Search(instance, _useful_options(instance), deadline, [known])
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


def _useful_options(instance: Instance) -> list[Option]:
    return undominated(affordable(instance))


class _Search:
    """The two searches, with what both know: the model, the bounds, and the best plan so far."""

    def __init__(
        self, instance: Instance, options: Sequence[Option], deadline: Callable[[], bool], like: Sequence[Solution]
    ) -> None:
        self.instance = instance
        self.like = like
        self.deadline = deadline
        self.calendar = Calendar(instance)
        self.best: _Plan | None = None
        self.held: tuple[Option, ...] = ()
        self.money = instance.limits.budget
        self.aim = 0
        self.improving = True
        self.nodes = self.first_node = self.retunings = self.work = 0
        frame = Frame(instance, options)
        self.model = arranged(frame, frame.columns, [0.0] * len(options), frame.must)
        self.bounds: list[Bound] = []
        self.uses: UsePrices | None = None
        self.timely = False
        self._last: LastOption | None = None
        self.known_prices = known_prices(like, self.model)
        self.prices: tuple[Prices, ...] = ()

    def run(self) -> Solution | NoPlan:
        """Both searches."""
        greatest = self._find_strongest()
        self._hand_on()
        proven = greatest < self._next_strength()
        if self.best is None:
            return NoPlan(proven=proven)
        if not proven:
            return self._solution(self.best, proven=False, upper_bound=greatest)
        proven = self._find_cheapest(self.best)
        self._hand_on()
        return self._solution(self.best, proven=proven, upper_bound=-self.best.lost)

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
        self.best = _Plan(
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

        Tunes bounds and goes through the tree by turns. Where that does not suffice the problem is split.
        """
        descent = self._first_descent()
        greatest = self.model.frame.greatest
        for least_steps, allowed in ROUNDS:
            if self._next_strength() > greatest or self.deadline():
                return greatest
            greatest = min(greatest, self._tune_for_strength(descent, least_steps))
            greatest = self._search_from(greatest, allowed)
        if self._next_strength() <= greatest and not self.deadline():
            if self._is_timely():
                self.timely, least = self._tune_itineraries(self._known_strength())
                greatest = min(greatest, self.model.frame.greatest_attainable(least))
            greatest = min(greatest, self._tune_for_strength(descent, MOST_STEPS))
        return self._search_from(greatest, None)

    def _first_descent(self) -> Descent:
        """The steps to go on with after a first plan: from nothing, or from where searches like this one ended."""
        offered = len(self.model.columns)
        if self.known_prices:
            self._begin_as_before()
            if len(self.model.columns) < USEFUL * offered:
                return Descent(self.bounds[0], self.model.start, self.money)
        descent = Descent(Bound(self.model, first_prices(self.model)), self.model.start, self.money)
        self._keep([descent.step(0.8 * min(descent.least, self.model.frame.greatest)) for _ in range(FIRST_STEPS)])
        self._look_quickly()
        return descent

    def _begin_as_before(self) -> None:
        """Begin with the prices of searches like this one, and with as much of their plans as can be."""
        start, usable = self.model.start, self.model.usable(self.model.start, self.money)
        bounds = [Bound(self.model, prices) for prices in self.known_prices]
        self._keep([Tuned(bound.of(start, usable), bound) for bound in bounds])
        is_whole = False
        for solution in self.like:
            options = self._options_like(solution)[: self.model.frame.slots]
            self._try_or_less(options)
            is_whole = is_whole or len(options) == len(solution.chosen)
        if self.best is None or not is_whole:
            self._look_quickly()
        self._leave_out(self._known_strength())

    def _options_like(self, solution: Solution) -> list[Option]:
        """The options of the rotations of another problem's plan that can be had in this one."""
        worth = dict(zip(map(itemgetter(0), self.model.columns), self.bounds[0].worth, strict=True))
        found = (
            max(
                (
                    option
                    for option in worth
                    if (option.program, option.metro, option.weeks) == (one.program, one.metro, one.weeks)
                    and one.start in option.at
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
            known = self._next_strength()
            self._leave_out(self._known_strength())
            if greatest < known or len(self.model.columns) <= FEW or self.deadline():
                break
            descent.move_to(self.model)
            self._keep([descent.step(known) for _ in range(STEPS)])
            before, greatest = greatest, self._lowest_bound()
            if done >= least_steps and before - greatest < LEAST_PROGRESS * (before - known):
                break
        if greatest >= self._next_strength():
            self._look_quickly()
            self._exchange()
        return self.model.frame.greatest_attainable(greatest)

    def _search_from(self, greatest: int, allowed: int | None) -> int:
        """Look for plans that are as strong as the bounds allow, then for ever weaker ones until there is a plan.

        The more is asked for, the less there is to look at. Gives the strength that no further plan exceeds. When so
        many partial plans have been looked at, it still looks at a few for any plan that is stronger than the best.
        """
        self._leave_out(self._known_strength())
        self._find_needs()
        model, bounds = self.model, self.bounds
        below = max(0, greatest - self._next_strength()) // 8
        while self._next_strength() <= greatest:
            self.aim = greatest - below
            if self.aim - self._next_strength() < below:  # what is left by then is looked at together
                self.aim = self._next_strength()
            left = self._look_through(allowed)
            self.model, self.bounds = model, bounds
            if left is None:
                greatest = self.model.frame.greatest_attainable(self.aim - 1)
                below = max(2 * below, 250)
                continue
            greatest = min(greatest, max(self.aim - 1, self.model.frame.greatest_attainable(left)))
            if self.aim > self._next_strength():
                self.aim = self._next_strength()
                self._look_through(None if allowed is None else allowed // 4)
                self.model, self.bounds = model, bounds
            break
        self.aim = 0
        return greatest

    # ---- The least cost

    def _find_cheapest(self, known: _Plan) -> bool:
        """The second search, from a plan of the greatest strength; whether it came to its end.

        Takes the problem apart only where going through the tree does not suffice.
        """
        self.improving, self.aim, self.money = False, -known.lost, known.cost
        least = self._tune_for_cost()
        self._find_needs()
        if self._look_for_cheapest(least, known.cost, FEW_WORK if self.timely else MOST_WORK):
            return True
        if self.deadline():
            return False
        self.timely = self.timely or self._is_timely()
        if self.timely:
            least = max(least, self._tune_itineraries_for_cost(least))
        return self._look_for_cheapest(least, self.money, None)

    def _look_for_cheapest(self, least: int, most: int, allowed: int | None) -> bool:
        """Look for the best plan of a cost from ``least`` to ``most``; whether to the end.

        Begins with little more money than ``least``, and goes on with ever more until there is a plan: the less money
        there is, the less there is to look at.
        """
        model, bounds = self.model, self.bounds
        spare = (most - least) // 16 + 1
        while True:
            limit = self.money = min(least + spare, most)
            left = self._look_through(allowed)
            self.model, self.bounds = model, bounds
            if left is None and self.best is not None and self.best.cost <= limit:
                return True
            if left is not None:
                self.money = most if self.best is None else min(most, self.best.cost)
                return False
            spare = 2 * spare + 1

    def _tune_for_cost(self) -> int:
        """Tune bounds for the cost of a plan of the aim's strength, leave options out; gives the least cost they allow.

        A plan of cost c has at most the bound's value for the money c; the cost where that falls to the strength is
        the least that the bound allows. The steps go for an amount between the greatest such cost and all the money.
        """
        self._leave_out(self.aim)
        if self.known_prices:
            known = [Bound(self.model, prices) for prices in self.known_prices]
            self.bounds = sorted([*self.bounds, *known], key=self._least_cost, reverse=True)[:BOUNDS]
            self._leave_out(self.aim)
        descent = Descent(self.bounds[0], self.model.start, self.money)
        least = max(map(self._least_cost, self.bounds))
        for _ in range(0, MOST_STEPS, STEPS):
            if len(self.model.columns) <= FEW or self.deadline():
                break
            before = least
            tuned: list[Bound] = []
            for _ in range(STEPS):
                descent.aim_at(round((least + self.money) / 2))
                tuned.append(descent.step(min(float(self.aim), descent.value - 100.0)).bound)
                least = max(least, self._least_cost(tuned[-1]))
            self.bounds = sorted([*self.bounds, *tuned], key=self._least_cost, reverse=True)[:BOUNDS]
            self._leave_out(self.aim)
            descent.move_to(self.model)
            if least - before < LEAST_PROGRESS * (self.money - before):
                break
        return floor(least)

    def _tune_itineraries_for_cost(self, least: float) -> int:
        """Tune bounds by itineraries for the cost of a plan of the aim's strength; gives the least cost they allow."""
        prices = self.uses or first_use_prices(self.model, self.bounds[0].prices)
        descent = ItineraryDescent(self.model, self.money, prices)
        for _ in range(COST_STEPS):
            if self.deadline():
                break
            descent.money = (least + self.money) / 2
            descent.step(min(float(self.aim), descent.bound.of(descent.money) - 100.0))
            if descent.bound.least_cost(self.aim, self.money) > least:
                least = descent.bound.least_cost(self.aim, self.money)
                self.uses = descent.bound.prices
        return floor(least)

    def _least_cost(self, bound: Bound) -> float:
        """What a plan of the aim's strength costs at least by a bound; no more than all the money."""
        start, dollar = self.model.start, bound.prices.dollar
        excess = bound.of(start, self.model.usable(start, self.money)) - self.aim
        return min(self.money - excess / dollar, self.money) if dollar > 0 else 0.0

    # ---- All plans of some strength

    def _look_through(self, allowed: int | None) -> float | None:
        """Look at all that plans of the aim's strength can be made of; None when all was, else a bound of what is left.

        Stops after so much work; without a limit the problem is taken apart until all was looked at.
        The present model and bounds become those of a part of it.
        """
        self._leave_out(self._least_strength())
        if allowed is None:
            return self._take_apart(timely=self.timely)
        return self._search(allowed)

    def _take_apart(self, *, timely: bool, before: float = inf) -> float | None:
        """Look through the present model, however large, and split it if need be; gives what `_look_through` gives.

        ``timely`` says whether bounds by itineraries may be of use. ``before`` is how many options there were when a
        tree of them was too large: not many fewer are split further before the next is tried.
        """
        while True:
            self._tune_for_aim()
            if timely and len(self.model.columns) > FEW and self._is_open():
                timely, _ = self._tune_itineraries(self._least_strength())
            if not self._is_open():
                return None
            undecided = self._undecided()
            if len(self.model.columns) > FEWER * before and undecided:
                return self._split(undecided, timely=timely, before=before)
            least = self._least_strength()
            left = self._search(MOST_WORK if undecided else inf)
            if left is None or self.deadline():
                return left
            if self._least_strength() == least:
                return self._split(undecided, timely=timely, before=len(self.model.columns))

    def _is_open(self) -> bool:
        """Whether the bounds leave plans of interest."""
        return bool(self.model.columns) and self._lowest_bound() >= self._least_strength() - TOLERANCE

    def _tune_for_aim(self) -> None:
        """Tune bounds for plans of the aim's strength, and leave options out."""
        if len(self.model.columns) <= FEW or not self._is_open():
            return
        descent = Descent(self.bounds[0], self.model.start, self.money)
        for _ in range(0, 2 * MOST_STEPS, STEPS):
            aim = self._least_strength() - TOLERANCE
            before = self._lowest_bound()
            self._keep([descent.step(min(aim, self._known_strength())) for _ in range(STEPS)])
            self._leave_out(self._least_strength())
            if len(self.model.columns) <= FEW or not self._is_open() or self.deadline():
                break
            if before - self._lowest_bound() < LEAST_PROGRESS * (before - aim):
                break
            descent.move_to(self.model)

    def _tune_itineraries(self, strength: int) -> tuple[bool, float]:
        """Tune a bound by itineraries, and leave out the starts that no plan of some strength has by it.

        Gives whether it was of much use, and the bound.
        """
        aim = self._least_strength() - TOLERANCE
        before = first = self._lowest_bound()
        prices = self.uses or first_use_prices(self.model, self.bounds[0].prices)
        descent = ItineraryDescent(self.model, self.money, prices)
        for done in range(ITINERARY_STEPS, MOST_ITINERARY_STEPS + 1, ITINERARY_STEPS):
            for _ in range(ITINERARY_STEPS):
                if descent.least < aim or self.deadline():
                    break
                descent.step(min(aim, self._known_strength()))
            self._leave_out_starts(descent.lowest.starts(strength - TOLERANCE, self.money))
            if descent.least < aim or len(self.model.columns) <= FEW or self.deadline():
                break
            slow = before - descent.least < LEAST_PROGRESS * (before - aim)
            if done >= LEAST_ITINERARY_STEPS and (slow or descent.least > first):
                break
            before = descent.least
            descent.move_to(self.model)
        self.uses = descent.lowest.prices
        return descent.least - aim < USEFUL * (first - aim), descent.least

    def _leave_out_starts(self, left: Sequence[tuple[int, ...]]) -> None:
        """Leave out all starts but these, from the model and from the bounds."""
        self.model = restricted(self.model, left, self.bounds[0].worth)
        self.bounds = [bound.moved_to(self.model) for bound in self.bounds]

    def _split(self, undecided: Sequence[int], *, timely: bool, before: float) -> float | None:
        """Look through the plans with the longest options of each program, then through those with none of them."""
        model, bounds = self.model, self.bounds
        least = self._least_strength() - TOLERANCE
        base, through = bounds[0].base(model.start, model.usable(model.start, self.money)), bounds[0].through
        excluded: set[int] = set()
        for group in sorted(self._longest(undecided), key=lambda group: (-max(through[i] for i in group), group)):
            if base + max(through[i] for i in group) >= least:
                left = self._look_through_with(group, excluded, timely=timely)
                if left is not None:
                    return self._bound(model.start)
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
        self._leave_out(self._least_strength())
        left = self._take_apart(timely=timely)
        self.model, self.bounds = model, bounds
        return left

    # ---- What both have in common

    def _keep(self, tuned: Sequence[Tuned]) -> None:
        """Keep the lowest of the bounds so far and some more, the lowest first."""
        start, usable = self.model.start, self.model.usable(self.model.start, self.money)
        known = [Tuned(bound.of(start, usable), bound) for bound in self.bounds]
        self.bounds = [one.bound for one in sorted([*known, *tuned], key=lambda one: one.value)[:BOUNDS]]

    def _is_timely(self) -> bool:
        """Whether weeks matter: a good part of what the lowest bound charges for weeks and dollars is for weeks."""
        bound, frame = self.bounds[0], self.model.frame
        dearest = dearest_stays(bound.prices.weeks, frame.stays, frame.stay_weeks)
        weeks = sum(sum(bound.prices.weeks[first:after]) for first, after in dearest)
        money = bound.prices.dollar * (self.money - frame.fixed)
        return weeks > LEAST_SHARE * (weeks + money)

    def _lowest_bound(self) -> float:
        return self._bound(self.model.start)

    def _leave_out(self, strength: int) -> None:
        """Leave out the options that are in no plan of some strength by the bounds, from the model and from these."""
        start = self.model.start
        usable = self.model.usable(start, self.money)
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
        if FEW < len(self.model.columns) <= MANY:
            self.model = with_needs(self.model)
            self.bounds = [bound.moved_to(self.model) for bound in self.bounds]

    def _look_quickly(self) -> None:
        """Look for good plans without looking at all."""
        for options in Greedy(self.bounds[0], self._is_possible).plans():
            self._try_or_less(options)

    def _exchange(self) -> None:
        """Look for better plans than the best so far by giving up one of its rotations at a time."""
        greedy = Greedy(self.bounds[0], self._is_possible)
        for _ in range(MOST_EXCHANGES):
            before = self.best
            for number in range(len(self.held)):
                if self.deadline():
                    return
                kept = [*self.held[:number], *self.held[number + 1 :]]
                for options in greedy.plans(kept):
                    self._try(options)
            if self.best is before:
                break

    def _is_possible(self, options: Sequence[Option]) -> bool:
        fewest = self.calendar.fewest_stays(options)
        return fewest is not None and least_cost(self.instance, options, fewest) <= self.money

    def _try_or_less(self, options: Sequence[Option]) -> None:
        """Take options for a plan; if that cannot be, the first of them, as many as can."""
        for length in range(len(options), 0, -1):
            if self._try(options[:length]):
                return

    def _try(self, options: Sequence[Option]) -> bool:
        """Take options for a plan if that is better than the best so far; whether they could be dated."""
        if not self.model.must.issubset(option.program for option in options):
            return False
        strength = score(self.instance.parts, tuple(option.example for option in options)).total
        fewest = self.calendar.fewest_stays(options)
        if fewest is None or strength < self._next_strength():
            return False
        return self._schedule(options, strength, fewest)

    def _search(self, allowed: float) -> float | None:
        """Look through the tree; None when all of it was, else the greatest bound of what was left.

        Stops at the deadline, or after so much work.
        """
        start = self.model.start
        self.retunings = 0
        self.first_node = self.nodes
        self.work = 0
        stack = [_Node(start, self._bound(start))]
        while stack:
            if self.work >= allowed or self.deadline():
                return max(node.bound for node in stack)
            node = stack.pop()
            self.nodes += 1
            self.work += NODE
            if node.bound >= self._least_strength() - TOLERANCE:
                stack.extend(self._children(node.state))
        return None

    def _least_strength(self) -> int:
        """What a plan must reach to be of interest."""
        return max(self.aim, self._next_strength()) if self.improving else self.aim

    def _known_strength(self) -> int:
        """That of the best plan so far."""
        return 0 if self.best is None else -self.best.lost

    def _next_strength(self) -> int:
        """What a plan must reach to be stronger than the best so far."""
        return 0 if self.best is None else self.model.frame.least_attainable(1 - self.best.lost)

    def _bound(self, state: State) -> float:
        usable = self.model.usable(state, self.money)
        return min([bound.of(state, usable) for bound in self.bounds])

    def _children(self, state: State) -> list[_Node]:
        """The partial plans with one more option that may still lead to a better plan, the most promising last."""
        few_enough = len(self.model.columns) <= MANY
        if state.slots == 1 and few_enough:
            self._finish(state)
            return []
        positions = self._promising(state)
        if state.slots >= MANY_SLOTS and len(positions) > MANY_CHILDREN and self._may_retune():
            self._retune(state)
            positions = self._promising(state)
        self.work += len(positions)
        children: list[_Node] = []
        if state.slots == 2 and few_enough:
            positions = self._last_option().before_last(state, positions, self.model.money_left(state, self.money))
        for position in positions:
            child = self._child(state, position)
            if child is not None and self._consider(child.state):
                children.append(child)
        children.sort(key=lambda child: child.bound)
        return children

    def _finish(self, state: State) -> None:
        """Take each option that can be the last one for a plan."""
        left = self.model.money_left(state, self.money)
        positions = self._last_option().last(state, left)
        self.work += len(positions)
        least = self._least_strength() - TOLERANCE
        for position in positions:
            if self.model.may_take(state, position):
                last = self.model.with_option(state, position)
                if self.model.money_left(last, self.money) >= 0 and self._bound(last) >= least:
                    self._consider(last)

    def _may_retune(self) -> bool:
        return self.nodes - self.first_node > NODES_PER_RETUNING * self.retunings

    def _retune(self, state: State) -> None:
        """Add a bound made for a partial plan from the one that is lowest for it, in the place of the oldest such."""
        self.retunings += 1
        usable = self.model.usable(state, self.money)
        best = min(self.bounds, key=lambda bound: bound.of(state, usable))
        better = lowest(Descent(best, state, self.money), self._least_strength() - TOLERANCE, RETUNING_STEPS).bound
        if better is not best:
            if len(self.bounds) == MOST_BOUNDS:
                del self.bounds[BOUNDS]
            self.bounds.append(better)

    def _promising(self, state: State) -> list[int]:
        """The options of later units with which all bounds are great enough, from the greatest of one bound on."""
        model = self.model
        least = self._least_strength() - TOLERANCE
        first, here, after = model.spans[state.unit + 1]
        usable = model.usable(state, self.money)
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

    def _last_option(self) -> LastOption:
        strength = self._least_strength()
        if self._last is None or self._last.model is not self.model or self._last.strength != strength:
            self._last = LastOption(self.model, strength)
        return self._last

    def _child(self, state: State, position: int) -> _Node | None:
        """The node with one more option; None if money runs out, or if the bounds leave nothing of interest."""
        child = self.model.with_option(state, position)
        if self.model.money_left(child, self.money) < 0:
            return None
        bound = self._bound(child) if child.slots else self.model.strength(child)
        return _Node(child, bound) if bound >= self._least_strength() - TOLERANCE else None

    def _consider(self, state: State) -> bool:
        """Take the options as a plan if that is better; False if no plan with more options can come of it."""
        strength = self._strength_of_interest(state)
        if state.slots == 0 and strength is None:
            return False
        options = self.model.options(state)
        fewest = self.calendar.fewest_stays(options)
        if fewest is None:
            return False
        if strength is not None:
            self._schedule(options, strength, fewest)
        return state.slots > 0

    def _strength_of_interest(self, state: State) -> int | None:
        """The strength of the options as a plan, if they can be one that is better than the best so far."""
        least = self._next_strength() if self.improving else self.aim
        if not self.model.is_complete(state) or self.model.strength(state) < least:
            return None
        strength = score(self.instance.parts, tuple(option.example for option in self.model.options(state))).total
        return strength if strength >= least else None

    def _schedule(self, options: Sequence[Option], strength: int, fewest: int) -> bool:
        """Date options; take them if they are better than the best so far. Whether they could be dated."""
        programs = tuple(sorted(option.program for option in options))
        dated = self._dated(options, programs, fewest)
        if dated is None:
            return False
        plan = _Plan(-strength, dated.cost, dated.end, programs, dated.rotations)
        if self.best is None or plan < self.best:
            if not self.improving:
                self.money = plan.cost
            self.best = plan
            self.held = tuple(options)
        return True

    def _dated(self, options: Sequence[Option], programs: tuple[str, ...], fewest: int) -> Dated | None:
        """The best dates within the money; none that make a plan as dear as the best so far and end later."""
        best = self.best
        if self.improving or best is None or best.cost > self.money:
            return best_dates(self.instance, options, self.money, fewest)
        latest = best.end if programs <= best.programs else best.end - 1
        return best_dates(self.instance, options, best.cost, fewest, latest)

    def _solution(self, plan: _Plan, *, proven: bool, upper_bound: int) -> Solution:
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
