"""Upper bounds on the strength of any plan, for which rotations follow one another in time.

As in `bounds`, each capped part is replaced by a line, and dollars have a price. But weeks have none: what is relaxed
instead is that a program is used once. Each use of a program has a price, of which one is added to the bound for each
program. What remains is the greatest worth of rotations one after another, with weeks waited, weeks at home between
stays, and stays that are not too long; it is found exactly by dynamic programming, from the last week to the first.
All waiting is charged for as in the cheapest metro, and a move only where the program is the only one in its metro:
but for the first rotation of a stay, one always comes from elsewhere.

Such a bound knows what prices of weeks cannot say, that half of one plan and half of another are no plan. It takes a
few times as long.

Tables of values have a row for each week and a column for each week by which a stay may have to be over. What is waited
costs the same every week, so that the best of waiting is a running maximum down the columns.
"""

from collections import Counter
from collections.abc import Sequence
from math import inf
from operator import mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from usceplan.planning.arrays.partial_plans import weighted_sum
from usceplan.planning.bounds import Prices
from usceplan.planning.model import PARTS, TOLERANCE, Model
from usceplan.planning.tuning import SPREAD, Steps

USES = 12
"""A plan has at most a few programs, so the prices of their uses are measured by what spreads all points over some."""

Values = NDArray[np.float64]


class UsePrices(NamedTuple):
    """A share of each part (0 to 1), a price in strength per dollar, and one of each use of a program."""

    shares: tuple[float, ...]
    dollar: float
    uses: tuple[float, ...]
    """By the number of the program in the frame: that of its bit."""


class Itineraries:
    """The itineraries that can be made of a model's options; what is the same for all prices."""

    def __init__(self, model: Model) -> None:
        frame, costs = model.frame, model.frame.instance.costs
        self.model = model
        self.weeks = frame.weeks
        self.slots = frame.slots
        self.stay_usd, self.move_usd = costs.stay, costs.move
        self.rate = min(costs.weekly[metro] for metro in {column.option.metro for column in model.columns})
        gains_nothing = frame.stay_weeks is None and self.rate == 0 and self.move_usd <= self.stay_usd
        self.stays = 1 if gains_nothing else frame.stays
        self.number = np.array([column.program.bit_length() - 1 for column in model.columns])
        self.present = np.unique(self.number)
        programs = Counter(metro for metro, _ in {(c.option.metro, c.program) for c in model.columns})
        self.moved_to = np.array([programs[column.option.metro] == 1 for column in model.columns])
        """Whether an option is that of the only program in its metro."""
        self.parts = np.array(model.parts, float).T[:, model.parts_of]
        self.usd = np.array(model.usd)
        self.timing_of = np.array(model.timing_of)
        self.by_timing = np.argsort(self.timing_of, kind="stable")
        """The options, those of the first timing first."""
        self.first_of_timing = np.searchsorted(self.timing_of[self.by_timing], np.arange(len(model.timings)))
        self.length_of = np.array([timing.weeks for timing in model.timings])
        lengths, self.length_number = np.unique(self.length_of, return_inverse=True)
        self.lengths: list[int] = lengths.tolist()
        self.offered = np.zeros((len(model.timings), self.weeks + 1), bool)
        """By timing and week, whether an option can begin."""
        for row, timing in zip(self.offered, model.timings, strict=True):
            row[list(timing.starts)] = True
        longest = self.weeks if frame.stay_weeks is None else frame.stay_weeks
        until = np.minimum(np.arange(self.weeks + 1) + longest, self.weeks)
        self.ends, self.end_of = np.unique(until, return_inverse=True)
        """The weeks by which a stay must be over, in rising order; and which of them, by the week when it begins."""
        weeks = np.arange(self.weeks + 1)
        self.over = weeks[:, None] > self.ends
        """By week and end of the stay, whether that is past."""
        after = weeks + np.array(self.lengths)[:, None]
        self._is_in_time = after <= self.weeks
        self._after_first = np.minimum(after, self.weeks), np.broadcast_to(self.end_of, after.shape)

    def after_first(self, within: Values) -> Values:
        """By length and week, what follows a rotation that begins a stay; ``within`` is by week and end of the stay."""
        after: Values = np.where(self._is_in_time, within[self._after_first], -inf)
        return after


class ItineraryBound:
    """The bound of one choice of prices, for all plans of a model."""

    def __init__(self, itineraries: Itineraries, prices: UsePrices) -> None:
        model = itineraries.model
        frame = model.frame
        self.itineraries = itineraries
        self.prices = prices
        self._constant = (
            frame.without_options(prices.shares)
            - prices.dollar * frame.fixed
            + float(np.array(prices.uses)[itineraries.present].sum())
        )
        self.worth = _worth(itineraries, prices)
        self._move = prices.dollar * itineraries.move_usd
        self._further = self.worth - self._move * itineraries.moved_to
        """What options are worth within a stay, but for the first."""
        self._stay = prices.dollar * itineraries.stay_usd
        self._wait = prices.dollar * itineraries.rate
        self._best_first = _best_by_start(itineraries, self.worth, 0.0)
        self._best = _best_by_start(itineraries, self._further, self._wait)
        self._waited = self._wait * np.arange(itineraries.weeks + 1)[:, None]
        self._within: list[list[Values]] = []
        """By level (stays that may follow) and rotations left: the greatest worth of what may come, in a stay."""
        self._coming: list[Values] = []
        """By level, a row for each number of rotations left: the greatest worth of a stay from a week on."""
        for _ in range(itineraries.stays):
            self._add_level()

    def of(self, money: float) -> float:
        """The greatest strength that a plan can have for some money, at most."""
        return self._constant + self.prices.dollar * money + float(self._coming[-1][-1, 0])

    def least_cost(self, strength: float, most: float) -> float:
        """What a plan of some strength costs at least, but no more than ``most``."""
        dollar = self.prices.dollar
        return min(most - (self.of(most) - strength) / dollar, most) if dollar > 0 else 0.0

    def _add_level(self) -> None:
        its = self.itineraries
        within = [np.where(its.over, -inf, 0.0)]
        coming = np.zeros((its.slots + 1, its.weeks + 2))
        for left in range(1, its.slots + 1):
            values = np.repeat(self._at_home(left)[:, None], len(its.ends), axis=1)
            for number, length in enumerate(its.lengths):
                after = within[-1][length:] + self._best[number, :-length, None]
                np.maximum(values[:-length], after, out=values[:-length])
            values[its.over] = -inf
            values -= self._waited
            values = np.maximum.accumulate(values[::-1], axis=0)[::-1]
            values += self._waited
            first = (its.after_first(within[-1]) + self._best_first).max(axis=0)
            coming[left, :-1] = np.maximum.accumulate(np.maximum(first, 0.0)[::-1])[::-1]
            within.append(values)
        self._within.append(within)
        self._coming.append(coming)

    def _at_home(self, left: int) -> Values:
        """By week, the greatest worth when a stay ends: nothing, or another stay after a week at home."""
        if not self._coming:
            return np.zeros(self.itineraries.weeks + 1)
        return np.maximum(self._coming[-1][left, 1:] - self._stay, 0.0)

    def with_weeks(self) -> list[Prices]:
        """Prices of weeks instead of uses, for bounds that are about as low: several choices, of which one may be.

        The price of a week is what the rest of the calendar is worth less when it has passed: before a stay, or within
        one, on average over the weeks by which that must be over. A rotation that begins takes one of those that are
        left, whose price is taken off: what the last one of so many is worth.
        """
        left = np.arange(self.itineraries.slots + 1)
        found: list[Prices] = []
        for slot in np.diff(self._coming[-1][:, 0]).tolist():
            later = (self._coming[-1] - slot * left[:, None]).max(axis=0)[:-1]
            choices = [later[:-1] - later[1:]]
            if self.itineraries.stays > 1:
                choices += [self._mean_drop(within, slot) for within in self._within]
            for weeks in choices:
                found.append(Prices(self.prices.shares, self.prices.dollar, tuple(np.maximum(weeks, 0.0).tolist())))
        return list(dict.fromkeys(found))

    def _mean_drop(self, within: Sequence[Values], slot: float) -> Values:
        """By week, what the rest of a stay is worth less a week later, on average over when it must be over."""
        its = self.itineraries
        value = np.max([values - slot * left for left, values in enumerate(within)], axis=0)
        present = np.arange(its.weeks)[:, None]
        possible = (its.ends > present) & (its.ends <= its.ends[its.end_of[:-1], None])
        drop = np.zeros(possible.shape)
        np.subtract(value[:-1], value[1:], out=drop, where=possible)
        mean: Values = np.maximum(drop, 0.0).sum(axis=1) / possible.sum(axis=1)
        return mean

    def slopes(self, money: float) -> list[float]:
        """By price, the slope of the bound: what the itinerary that reaches it has too much, or leaves over."""
        its = self.itineraries
        frame = its.model.frame
        sums = [0] * PARTS
        uses = np.zeros(len(self.prices.uses))
        uses[its.present] = 1.0
        left = money - frame.fixed
        for position, usd in self._itinerary():
            left -= usd
            if position is not None:
                amounts = its.model.amounts[position]
                sums = [x + more for x, more in zip(sums, amounts, strict=False)]
                left -= amounts[PARTS]
                uses[its.number[position]] -= 1.0
        parts = [slope * (x - room) for slope, x, room in zip(frame.slopes, sums, frame.rooms, strict=True)]
        return [*parts, left, *uses.tolist()]

    def _itinerary(self) -> list[tuple[int | None, int]]:
        """The itinerary that reaches the bound: options by position, waiting and further stays, and what each costs."""
        its = self.itineraries
        found: list[tuple[int | None, int]] = []
        level, left = its.stays - 1, its.slots
        week = self._beginning(level, 0, left)
        if self._coming[level][left, week] <= TOLERANCE:
            return found
        end = its.end_of[week]
        first = True
        while first or self._within[level][left][week, end] > TOLERANCE:
            best, worth = (self._best_first, self.worth) if first else (self._best, self._further)
            rotation, length = self._best_rotation(best, level, left, week, end)
            waiting = self._within[level][left][week + 1, end] - self._wait if week < its.ends[end] else -inf
            another = self._coming[level - 1][left, week + 1] - self._stay if level else -inf
            if first or rotation >= max(waiting, another):
                position = self._worthiest(worth, length, week)
                found.append((position, 0 if first or not its.moved_to[position] else its.move_usd))
                week, left, first = week + length, left - 1, False
            elif waiting >= another:
                found.append((None, its.rate))
                week += 1
            else:
                found.append((None, its.stay_usd))
                level -= 1
                week = self._beginning(level, week + 1, left)
                end, first = its.end_of[week], True
        return found

    def _beginning(self, level: int, week: int, left: int) -> int:
        """The first week of the best stay that begins in a week or later."""
        coming = self._coming[level][left]
        while coming[week] > 0.0 and coming[week + 1] == coming[week]:
            week += 1
        return week

    def _best_rotation(self, best: Values, level: int, left: int, week: int, end: int) -> tuple[float, int]:
        """The greatest worth of what may come if a rotation begins now, and the rotation's weeks."""
        within = self._within[level][left - 1]
        return max(
            (
                (best[number, week] + within[week + length, end], length)
                for number, length in enumerate(self.itineraries.lengths)
                if week + length <= self.itineraries.ends[end]
            ),
            default=(-inf, 0),
        )

    def _worthiest(self, worth: Values, length: int, week: int) -> int:
        """The option of the greatest worth that is so long and can begin in a week."""
        its = self.itineraries
        possible = (its.offered[:, week] & (its.length_of == length))[its.timing_of]
        return int(np.where(possible, worth, -inf).argmax())

    def starts(self, least: float, money: float) -> list[tuple[int, ...]]:
        """By option, the starts with which an itinerary can reach a strength for some money."""
        its = self.itineraries
        first, further = (values[its.length_number] for values in self._greatest_by_start())
        by_moving = [np.maximum(first, further), np.maximum(first, further - self._move)]
        """By timing and start, the greatest worth of an itinerary beside an option that is not, and is, moved to."""
        moved = its.moved_to.astype(int)
        lowest = np.array([np.where(its.offered, values, inf).min(axis=1) for values in by_moving])
        needed = least - self._constant - self.prices.dollar * money - self.worth
        starts = [timing.starts for timing in its.model.timings]
        left = [starts[timing] for timing in its.model.timing_of]
        for position in np.nonzero(lowest[moved, its.timing_of] < needed)[0].tolist():
            row = by_moving[moved[position]][its.timing_of[position]]
            left[position] = tuple([start for start in left[position] if row[start] >= needed[position]])
        return left

    def _greatest_by_start(self) -> tuple[Values, Values]:
        """By length and start, the greatest worth of an itinerary with a rotation then, but for the rotation's own.

        Of rotations that are the first of a stay, and of further ones.
        """
        its = self.itineraries
        weeks, size = np.arange(its.weeks + 1), its.weeks + 1
        first = np.full((len(its.lengths), size), -inf)
        further = first.copy()
        arriving = np.full((its.slots + 1, size), -inf)
        arriving[its.slots] = 0.0
        for level in range(its.stays - 1, -1, -1):
            here = np.full((its.slots + 1, size, len(its.ends)), -inf)
            for left in range(its.slots, 0, -1):
                values, following = here[left], self._within[level][left - 1]
                values += self._waited
                np.maximum.accumulate(values, axis=0, out=values)
                values -= self._waited
                values[its.over] = -inf
                beginning = arriving[left]
                np.maximum(first, beginning + its.after_first(following), out=first)
                for number, length in enumerate(its.lengths):
                    some = size - length
                    before, after = values[:some], here[left - 1, length:]
                    most = further[number, :some]
                    np.maximum(most, (before + following[length:]).max(axis=1), out=most)
                    np.maximum(after, before + self._best[number, :some, None], out=after)
                    place = weeks[:some], its.end_of[:some]
                    after[place] = np.maximum(after[place], beginning[:some] + self._best_first[number, :some])
            arriving[:, 0] = -inf
            arriving[:, 1:] = np.maximum.accumulate(here.max(axis=2) - self._stay, axis=1)[:, :-1]
        return first, further


def _worth(itineraries: Itineraries, prices: UsePrices) -> Values:
    weights = [*map(mul, prices.shares, itineraries.model.frame.slopes)]
    spent = prices.dollar * itineraries.usd + np.array(prices.uses)[itineraries.number]
    worth: Values = weighted_sum(weights, itineraries.parts) - spent
    return worth


def _best_by_start(itineraries: Itineraries, worth: Values, wait: float) -> Values:
    """By length and start, the worth of the best option; minus infinity where one might as well wait.

    ``wait`` is what a week of it takes off.
    """
    greatest = np.maximum.reduceat(worth[itineraries.by_timing], itineraries.first_of_timing)
    best = np.full((len(itineraries.lengths), itineraries.weeks + 1), -inf)
    for number, length in enumerate(itineraries.lengths):
        some = (itineraries.length_of == length) & (greatest > -length * wait)
        if some.any():
            best[number] = np.where(itineraries.offered[some], greatest[some, None], -inf).max(axis=0)
    return best


def _allowed(prices: UsePrices, model: Model) -> UsePrices:
    """The same prices, but that none is below zero of a program that a plan may do without.

    What is added to a bound for each program is its price once: where no plan has to take that again, it has to be
    zero at least.
    """
    programs = model.frame.programs
    uses = [use if program in model.must else max(use, 0.0) for use, program in zip(prices.uses, programs, strict=True)]
    return prices._replace(uses=tuple(uses))


def first_use_prices(model: Model, prices: Prices) -> UsePrices:
    """Where the tuning begins: the prices of a bound, and uses that cost nothing."""
    return UsePrices(prices.shares, prices.dollar, (0.0,) * len(model.frame.programs))


class ItineraryDescent:
    """Steps from some prices to ever lower bounds by itineraries, for some money."""

    def __init__(self, model: Model, money: float, prices: UsePrices) -> None:
        """``prices`` may be those of a model with other programs that a plan must have."""
        self.money = money
        prices = _allowed(prices, model)
        self.bound = self.lowest = ItineraryBound(Itineraries(model), prices)
        programs = model.frame.programs
        self._steps = Steps(
            units=[1.0] * PARTS + [SPREAD / max(money, 1)] + [SPREAD / USES] * len(programs),
            least=[0.0] * (PARTS + 1) + [-inf if program in model.must else 0.0 for program in programs],
            most=[1.0] * PARTS + [inf] * (1 + len(programs)),
        )

    def move_to(self, model: Model) -> None:
        """Go on with another model of the same frame, such as one with fewer options."""
        itineraries = Itineraries(model)
        self.bound = ItineraryBound(itineraries, self.bound.prices)
        self.lowest = ItineraryBound(itineraries, self.lowest.prices)

    @property
    def least(self) -> float:
        """The lowest bound so far."""
        return self.lowest.of(self.money)

    def step(self, aim: float) -> None:
        """Take a step towards an aim, and keep the lowest bound."""
        bound = self.bound
        now = (*bound.prices.shares, bound.prices.dollar, *bound.prices.uses)
        moved = self._steps.next(now, bound.slopes(self.money), bound.of(self.money) - aim)
        prices = UsePrices(tuple(moved[:PARTS]), moved[PARTS], tuple(moved[PARTS + 1 :]))
        self.bound = ItineraryBound(bound.itineraries, prices)
        value = self.bound.of(self.money)
        self._steps.reached(value)
        if value < self.least:
            self.lowest = self.bound
