"""Looking through all that plans of some strength can be made of: by trees, and where these are too large, in parts.

Most problems end with few partial plans. The others go through hundreds of them together, as arrays; where weeks
matter, bounds by itineraries, which take longer but know the order of time, leave out more options and starts. Where a
tree is still too large, its problem is taken apart: into the plans with the longest options of each program and those
with none of them, and so on. With a program forced, bounds fall fast.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

from usceplan.planning.bounds import Bound
from usceplan.planning.focus import FEW, Focus
from usceplan.planning.model import TOLERANCE, VERY_MANY, arranged
from usceplan.planning.tree import Tree
from usceplan.planning.tuning import BOUNDS, LEAST_PROGRESS, MOST_STEPS, STEPS, Descent, lowest

if TYPE_CHECKING:
    from usceplan.planning.arrays.itineraries import ItineraryDescent, UsePrices
    from usceplan.planning.arrays.wide_tree import WideTree

FIRST_WORK = 10_000
"""Work on trees before the problem counts as hard, and is gone through with arrays: what it takes to load NumPy."""
MOST_WORK = 3_000_000
"""Work on a part of a problem before it is split."""
PART_WORK, MUCH_LESS = 200_000, 0.1
"""The same where bounds by itineraries, which a tree does not have, are above the aim by less than this part of what
others are."""
PATIENCE = 100_000
"""Work on a part of a problem before bounds are tuned anew if there is a better plan by then."""
FEWER = 0.85
"""What is left after a split is split again until so much of the options is left."""
ITINERARY_STEPS, LEAST_ITINERARY_STEPS, MOST_ITINERARY_STEPS = 20, 40, 200
"""Steps of tuning a bound by itineraries: between one look at which starts are left and the next, at least, at most."""
BEYOND = 0.5
"""They go for a strength that is below the aim by this part of what the bound is above it: often the aim is the least
that there is, and steps towards that are ever shorter."""
USEFUL = 0.5
"""Bounds by itineraries are tried on parts of a problem if they close what is above the aim to less than this part; a
search goes on from the prices of another one if they leave less than this part of the options."""


class Exploration:
    """The trees that were gone through, one after another, of the models that a search looks at."""

    def __init__(self, focus: Focus) -> None:
        self.focus = focus
        self.best = focus.best
        self.nodes = 0
        """Partial plans looked at."""
        self.timely = False
        """Whether bounds by itineraries are of use."""
        self._first_work = FIRST_WORK
        """What is left of it."""
        self._was_hard = False
        """Whether a first tree was too large."""
        self._uses: UsePrices | None = None
        """Those of the lowest bound by itineraries, once there was one."""

    def look_through(self, allowed: int | None) -> float | None:
        """Look at all that plans of the aim's strength can be made of; None when all was, else a bound of what is left.

        Stops after so much work; without a limit the problem is taken apart until all was looked at.
        The present model and bounds become those of a part of it.
        """
        self.focus.leave_out(self.best.least_strength)
        if allowed is None:
            return self._take_apart(timely=self.timely)
        return self._look_through_tree(allowed)

    def _look_through_tree(self, allowed: float, *, patient: bool = True) -> float | None:
        """Look through the tree of the present model; gives what `look_through` gives.

        Without patience it stops before long where a better plan was found, after which bounds can be better too.
        """
        focus = self.focus
        if not focus.count:
            return None
        left: float | None = focus.lowest_bound()
        if not self.is_hard():
            tree = Tree(focus.model, focus.bounds, self.best, focus.deadline)
            left = self._searched(tree, min(allowed, self._first_work))
            self._first_work -= tree.work
            self._was_hard = left is not None
        if left is None or allowed <= FIRST_WORK or focus.deadline():
            return left
        return self.look_through_wide_tree(allowed, patient=patient)

    def is_hard(self) -> bool:
        """Whether the problem is one for arrays: a first tree was too large, or is bound to be."""
        return self._was_hard or self.focus.count > VERY_MANY

    def look_through_wide_tree(self, allowed: float, *, patient: bool) -> float | None:
        """The same with arrays; goes on with more work where the bound has fallen by more than half of the way."""
        tree, first, least = self._wide_tree(), self.focus.lowest_bound(), self.best.least_strength
        work: float = PATIENCE
        while True:
            work = min(work, allowed)
            left = self._searched(tree, work)
            aim = self.best.least_strength
            if left is None or (aim > least and not patient) or self.focus.deadline():
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
        self.focus.bounds = list(tree.bounds)
        return left

    def _wide_tree(self) -> "WideTree":
        from usceplan.planning.arrays.wide_tree import WideTree

        return WideTree(self.focus.model, self.focus.bounds, self.best, self.focus.deadline)

    def _take_apart(self, *, timely: bool, before: float = inf) -> float | None:
        """Look through the present model, however large, and split it if need be; gives what `look_through` gives.

        ``timely`` says whether bounds by itineraries may be of use. ``before`` is how many options there were when a
        tree of them was too large: not many fewer are split further before the next is tried.
        """
        focus = self.focus
        while True:
            self._tune_for_aim()
            work = MOST_WORK
            if timely and focus.count > FEW and self._is_open():
                timely, least = self.tune_itineraries(self.best.least_strength)
                if self._is_open() and self._excess(least) < MUCH_LESS * self._excess(focus.lowest_bound()):
                    work = PART_WORK
            if not self._is_open():
                return None
            undecided = self._undecided()
            if focus.count > FEWER * before and undecided:
                return self._split(undecided, timely=timely, before=before)
            aim = self.best.least_strength
            left = self._look_through_tree(work if undecided else inf, patient=not self.timely)
            if left is None or focus.deadline():
                return left
            if self.best.least_strength == aim:
                return self._split(undecided, timely=timely, before=focus.count)
            timely = self.timely

    def _excess(self, bound: float) -> float:
        """How much a bound is above the least that is of interest."""
        return bound - (self.best.least_strength - TOLERANCE)

    def _is_open(self) -> bool:
        """Whether the bounds leave plans of interest."""
        if self.best.is_strongest or not self.focus.count:
            return False
        return self._excess(self.focus.lowest_bound()) >= 0

    def _tune_for_aim(self) -> None:
        """Tune bounds for plans of the aim's strength, and leave options out."""
        focus = self.focus
        if focus.count <= FEW or not self._is_open():
            return
        descent = Descent(focus.bounds[0], focus.model.start, self.best.money)
        for _ in range(0, 2 * MOST_STEPS, STEPS):
            aim = self.best.least_strength - TOLERANCE
            before = focus.lowest_bound()
            focus.keep([descent.step(min(aim, self.best.strength)) for _ in range(STEPS)])
            focus.leave_out(self.best.least_strength)
            if focus.count <= FEW or not self._is_open() or focus.deadline():
                break
            if before - focus.lowest_bound() < LEAST_PROGRESS * (before - aim):
                break
            descent.move_to(focus.model)

    def tune_itineraries(self, strength: int) -> tuple[bool, float]:
        """Tune a bound by itineraries, and leave out the starts that no plan of some strength has by it.

        Gives whether it was of much use, and the bound.
        """
        focus = self.focus
        aim = self.best.least_strength - TOLERANCE
        before = first = focus.lowest_bound()
        descent = self.itinerary_descent()
        for done in range(ITINERARY_STEPS, MOST_ITINERARY_STEPS + 1, ITINERARY_STEPS):
            for _ in range(ITINERARY_STEPS):
                if descent.least < aim or focus.deadline():
                    break
                descent.step(min(aim, self.best.strength) - BEYOND * (descent.least - aim))
            focus.leave_out_starts(descent.lowest.starts(strength - TOLERANCE, self.best.money))
            if descent.least < aim or focus.count <= FEW or focus.deadline():
                break
            slow = before - descent.least < LEAST_PROGRESS * (before - aim)
            if done >= LEAST_ITINERARY_STEPS and (slow or descent.least > first):
                break
            before = descent.least
            descent.move_to(focus.model)
        self.keep_with_weeks(descent)
        focus.leave_out(strength)
        return descent.least - aim < USEFUL * (first - aim), descent.least

    def keep_with_weeks(self, descent: "ItineraryDescent") -> None:
        """Keep the lowest bound by itineraries, and the one with prices of weeks that comes closest to it."""
        focus = self.focus
        self._uses = descent.lowest.prices
        if not focus.count:
            return
        start, usable = focus.model.start, focus.usable
        bounds = [Bound(focus.model, prices) for prices in descent.lowest.with_weeks()]
        closest = min(bounds, key=lambda bound: bound.of(start, usable))
        steps = Descent(closest, start, self.best.money)
        found = lowest(steps, self.best.least_strength - TOLERANCE, STEPS)
        focus.bounds = [*focus.bounds[: BOUNDS - 1], found.bound]
        focus.bounds.sort(key=lambda bound: bound.of(start, usable))

    def itinerary_descent(self) -> "ItineraryDescent":
        """The steps to lower bounds by itineraries, from the lowest one so far."""
        from usceplan.planning.arrays.itineraries import ItineraryDescent, first_use_prices

        focus = self.focus
        prices = self._uses or first_use_prices(focus.model, focus.bounds[0].prices)
        return ItineraryDescent(focus.model, self.best.money, prices)

    def _split(self, undecided: Sequence[int], *, timely: bool, before: float) -> float | None:
        """Look through the plans with the longest options of each program, then through those with none of them."""
        focus = self.focus
        model, bounds = focus.model, focus.bounds
        least = self.best.least_strength - TOLERANCE
        base, through = bounds[0].base(model.start, model.usable(model.start, self.best.money)), bounds[0].through
        excluded: set[int] = set()
        for group in sorted(self._longest(undecided), key=lambda group: (-max(through[i] for i in group), group)):
            if base + max(through[i] for i in group) >= least:
                left = self._look_through_with(group, excluded, timely=timely, before=before)
                if left is not None or focus.deadline():
                    return focus.lowest_bound()
            excluded.update(group)
        keep = [i not in excluded for i in range(len(model.columns))]
        focus.turn_to(model, bounds)
        focus.keep_columns(keep)
        return self._take_apart(timely=timely, before=before) if self._is_open() else None

    def _undecided(self) -> list[int]:
        """The options that may be left out."""
        return [i for unit in self.focus.model.units if not unit.decided for i in range(unit.first, unit.after)]

    def _longest(self, undecided: Sequence[int]) -> list[list[int]]:
        """The longest options, those of one program together; one by one where a plan must have one of just these."""
        columns = self.focus.model.columns
        longest = max(columns[i].option.weeks for i in undecided)
        groups: dict[str, list[int]] = defaultdict(list)
        for i in undecided:
            if columns[i].option.weeks == longest:
                groups[columns[i].option.program].append(i)
        all_of = Counter(column.option.program for column in columns)
        longest_groups: list[list[int]] = []
        for program, group in groups.items():
            must_be_one = program in self.focus.model.must and len(group) == all_of[program]
            longest_groups += [[i] for i in group] if must_be_one else [group]
        return longest_groups

    def _look_through_with(
        self, group: Sequence[int], excluded: set[int], *, timely: bool, before: float
    ) -> float | None:
        """Look through the plans with one of some options of a program, and without others."""
        focus = self.focus
        model, bounds = focus.model, focus.bounds
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
        focus.move_to(part)
        focus.leave_out(self.best.least_strength)
        left = self._take_apart(timely=timely, before=before)
        focus.turn_to(model, bounds)
        return left
