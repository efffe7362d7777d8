"""Upper bounds on the strength of any plan, for which rotations follow one another in time.

As in `bounds`, each capped part is replaced by a line, and dollars have a price. But weeks have none: what is relaxed
instead is that a program is used once. Each use of a program has a price, of which one is added to the bound for each
program. What remains is the greatest worth of rotations one after another, with weeks waited, weeks at home between
stays, and stays that are not too long; it is found exactly by dynamic programming, from the last week to the first.
Moves are not charged for, and all waiting as in the cheapest metro.

Such a bound knows what prices of weeks cannot say, that half of one plan and half of another are no plan. It takes
twenty times as long.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from math import inf
from operator import add, mul
from typing import NamedTuple

from usceplan.planning.bounds import Prices, weighted
from usceplan.planning.model import PARTS, Model
from usceplan.planning.tuning import SPREAD, Steps

USES = 12
"""A plan has at most a few programs, so the prices of their uses are measured by what spreads all points over some."""


class UsePrices(NamedTuple):
    """A share of each part (0 to 1), a price in strength per dollar, and one of each use of a program."""

    shares: tuple[float, ...]
    dollar: float
    uses: tuple[float, ...]
    """By the number of the program in the frame: that of its bit."""


Row = list[float]
"""Values of a week in a stay, by the weeks left of the stay and then by slots.

The last entries, one for each number of slots from one on, are those of a whole stay ahead. Where stays have no limit
there are no others.
"""


class Itineraries:
    """The itineraries that can be made of a model's options; what is the same for all prices."""

    def __init__(self, model: Model) -> None:
        frame, costs = model.frame, model.frame.instance.costs
        self.model = model
        self.weeks = frame.weeks
        self.slots = frame.slots
        self.longest = frame.stay_weeks
        self.size = self.slots * ((self.longest or 0) + 1)
        self.stay_usd = costs.stay
        self.rate = min(costs.weekly[metro] for metro in {column.option.metro for column in model.columns})
        self.stays = 1 if self.longest is None and self.rate == 0 else frame.stays
        self.number = [column.program.bit_length() - 1 for column in model.columns]
        self.present = sorted(set(self.number))
        self.positions: dict[int, list[int]] = defaultdict(list)
        for position, timing in enumerate(model.timing_of):
            self.positions[timing].append(position)

    def step_back(self, weeks: int) -> int:
        """How many entries of a row a stay that has so many weeks less left is away."""
        return 0 if self.longest is None else weeks * self.slots


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
            + sum(prices.uses[number] for number in itineraries.present)
        )
        self.worth = _worth(itineraries, prices)
        self._best = _best_by_start(itineraries, self.worth)
        self._wait = prices.dollar * itineraries.rate
        self._stay = prices.dollar * itineraries.stay_usd
        self._within: list[list[Row]] = []
        """By level (stays that may follow) and week: the greatest worth of what may come, in a stay."""
        self._following: list[list[Row]] = []
        """The same after a rotation, which has taken a slot."""
        self._coming: list[list[Row]] = []
        """By level, week and slots: the greatest worth of a stay that begins in the week or later."""
        for _ in range(itineraries.stays):
            self._add_level()

    def of(self, money: float) -> float:
        """The greatest strength that a plan can have for some money, at most."""
        return self._constant + self.prices.dollar * money + self._coming[-1][0][-1]

    def least_cost(self, strength: float, most: float) -> float:
        """What a plan of some strength costs at least, but no more than ``most``."""
        dollar = self.prices.dollar
        return min(most - (self.of(most) - strength) / dollar, most) if dollar > 0 else 0.0

    def _add_level(self) -> None:
        its = self.itineraries
        weeks, slots, size = its.weeks, its.slots, its.size
        at_home = self._at_home()
        best_of = [(length, its.step_back(length), best) for length, best in self._best]
        within = [[0.0] * size] * (weeks + 1)
        following = [[0.0] * size] * (weeks + 1)
        coming = [[0.0] * slots] * (weeks + 2)
        a_week = its.step_back(1)
        for week in range(weeks - 1, -1, -1):
            row = at_home[week] * (size // slots)
            row[a_week:] = _greater(row[a_week:], within[week + 1], -self._wait)
            for length, back, best in best_of:
                worth = best[week]
                if worth > 0.0 and back < size:
                    row[back:] = _greater(row[back:], following[week + length], worth)
            within[week] = row
            after = [0.0] * size
            for slot in range(1, slots):
                after[slot::slots] = row[slot - 1 :: slots]
            following[week] = after
            coming[week] = _greater(coming[week + 1], row[-slots:])
        self._within.append(within)
        self._following.append(following)
        self._coming.append(coming)

    def _at_home(self) -> list[Row]:
        """By week and slots, the greatest worth when a stay ends: nothing, or another stay after a week at home."""
        its = self.itineraries
        if not self._coming:
            return [[0.0] * its.slots] * its.weeks
        coming = self._coming[-1]
        return [[max(0.0, value - self._stay) for value in coming[week + 1]] for week in range(its.weeks)]

    def slopes(self, money: float) -> list[float]:
        """By price, the slope of the bound: what the itinerary that reaches it has too much, or leaves over."""
        its = self.itineraries
        frame = its.model.frame
        sums = [0] * PARTS
        uses = [1.0 if number in its.present else 0.0 for number in range(len(self.prices.uses))]
        left = money - frame.fixed
        for position, usd in self._itinerary():
            left -= usd
            if position is not None:
                sums = list(map(add, sums, its.model.amounts[position]))
                left -= its.model.amounts[position][PARTS]
                uses[its.number[position]] -= 1.0
        parts = [slope * (x - room) for slope, x, room in zip(frame.slopes, sums, frame.rooms, strict=True)]
        return [*parts, left, *uses]

    def _itinerary(self) -> list[tuple[int | None, int]]:
        """The itinerary that reaches the bound: options as positions; weeks waited and further stays with costs."""
        its = self.itineraries
        found: list[tuple[int | None, int]] = []
        level, slot = its.stays - 1, its.slots - 1
        week = self._beginning(level, 0, slot)
        place = its.size - its.slots
        while week is not None and slot >= 0 and self._within[level][week][place + slot] > 0.0:
            value = self._within[level][week][place + slot]
            length = self._rotation(level, week, place, slot, value)
            if length:
                found.append((self._worthiest(length, week), 0))
                week, place, slot = week + length, place - its.step_back(length), slot - 1
            elif self._waits(level, week, place, slot, value):
                found.append((None, its.rate))
                week, place = week + 1, place - its.step_back(1)
            else:
                level -= 1
                found.append((None, its.stay_usd))
                week = self._beginning(level, week + 1, slot)
                place = its.size - its.slots
        return found

    def _beginning(self, level: int, week: int, slot: int) -> int | None:
        """The first week of the best stay that begins in a week or later; None if there is none of any worth."""
        coming = self._coming[level]
        if coming[week][slot] <= 0.0:
            return None
        while coming[week + 1][slot] == coming[week][slot]:
            week += 1
        return week

    def _rotation(self, level: int, week: int, place: int, slot: int, value: float) -> int:
        """The weeks of a rotation that reaches a value when it begins now; 0 if none does."""
        its = self.itineraries
        following = self._following[level]
        return next(
            (
                length
                for length, best in self._best
                if best[week] > 0.0
                and its.step_back(length) <= place
                and best[week] + following[week + length][place - its.step_back(length) + slot] == value
            ),
            0,
        )

    def _waits(self, level: int, week: int, place: int, slot: int, value: float) -> bool:
        back = self.itineraries.step_back(1)
        return back <= place and self._within[level][week + 1][place - back + slot] - self._wait == value

    def _worthiest(self, length: int, week: int) -> int:
        timings = self.itineraries.model.timings
        positions = (
            position
            for timing, positions in self.itineraries.positions.items()
            if timings[timing].weeks == length and week in timings[timing].starts
            for position in positions
        )
        return max(positions, key=self.worth.__getitem__)

    def starts(self, least: float, money: float) -> list[tuple[int, ...]]:
        """By option, the starts with which an itinerary can reach a strength for some money."""
        model = self.itineraries.model
        greatest = self._greatest_by_start()
        needed = least - self._constant - self.prices.dollar * money
        return [
            tuple([start for start in timing.starts if greatest[timing.weeks][start] + worth >= needed])
            for timing, worth in zip((column.timing for column in model.columns), self.worth, strict=True)
        ]

    def _greatest_by_start(self) -> dict[int, list[float]]:
        """By length and start, the greatest worth of an itinerary with a rotation then, but for the rotation's own."""
        its = self.itineraries
        lengths = sorted({timing.weeks for timing in its.model.timings})
        greatest = {length: [-inf] * its.weeks for length in lengths}
        best = dict(self._best)
        arriving = [[*[-inf] * (its.slots - 1), 0.0]] * its.weeks
        for level in range(its.stays - 1, -1, -1):
            rows = [[-inf] * its.size for _ in range(its.weeks + 1)]
            for week in range(its.weeks):
                row = rows[week]
                row[-its.slots :] = _greater(row[-its.slots :], arriving[week])
                self._go_on(rows, week, 1, row, -self._wait)
                for length in lengths:
                    back = its.step_back(length)
                    if back >= its.size or week + length > its.weeks:
                        continue
                    after = map(add, row[back:], self._following[level][week + length])
                    greatest[length][week] = max((greatest[length][week], *after))
                    worth = best[length][week] if length in best else 0.0
                    if worth > 0.0:
                        self._go_on(rows, week, length, self._with_a_slot_less(row), worth)
            leaving = [[max(row[slot :: its.slots]) - self._stay for slot in range(its.slots)] for row in rows]
            arriving = list(accumulate(leaving[:-2], _greater, initial=[-inf] * its.slots))
        return greatest

    def _go_on(self, rows: list[Row], week: int, weeks: int, values: Row, worth: float) -> None:
        """Put values of one week, with so many weeks of the stay taken, into the row of a later week."""
        back = self.itineraries.step_back(weeks)
        row = rows[week + weeks]
        row[: len(row) - back] = _greater(row, values[back:], worth)

    def _with_a_slot_less(self, row: Row) -> Row:
        slots = self.itineraries.slots
        less = [-inf] * len(row)
        for slot in range(1, slots):
            less[slot - 1 :: slots] = row[slot::slots]
        return less


def _greater(a: Row, b: Row, more: float = 0.0) -> Row:
    """The greater of two values at each place, ``b`` with something more; as many as the shorter row has."""
    return [x if x > y + more else y + more for x, y in zip(a, b, strict=False)]


def _worth(itineraries: Itineraries, prices: UsePrices) -> list[float]:
    weights = (*map(mul, prices.shares, itineraries.model.frame.slopes), -prices.dollar)
    return weighted(itineraries.model, weights, map(prices.uses.__getitem__, itineraries.number))


def _best_by_start(itineraries: Itineraries, worth: Sequence[float]) -> list[tuple[int, list[float]]]:
    """By length, the worth of the best option of each start; 0 where no option is worth anything."""
    best: dict[int, list[float]] = {}
    for number, positions in itineraries.positions.items():
        starts, length = itineraries.model.timings[number]
        greatest = max([worth[position] for position in positions])
        if greatest > 0.0:
            row = best.setdefault(length, [0.0] * itineraries.weeks)
            for start in starts:
                row[start] = max(row[start], greatest)
    return sorted(best.items())


def first_use_prices(model: Model, prices: Prices) -> UsePrices:
    """Where the tuning begins: the prices of a bound, and uses that cost nothing."""
    return UsePrices(prices.shares, prices.dollar, (0.0,) * len(model.frame.programs))


class ItineraryDescent:
    """Steps from some prices to ever lower bounds by itineraries, for some money."""

    def __init__(self, model: Model, money: float, prices: UsePrices) -> None:
        self.money = money
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
