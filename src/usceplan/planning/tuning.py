"""The search for prices whose bounds are low: subgradient steps with momentum.

A bound is a convex function of its prices, and piecewise linear: its slope is what the options that reach the bound
leave over, or take too much, of each thing that has a price. Each step goes along the slope and a part of the step
before, which keeps it from swinging between two slopes, as far as it would take to reach an aim if the slope stayed.
"""

from collections.abc import Collection, Sequence
from math import fsum, inf
from operator import mul
from typing import NamedTuple

from usceplan.planning.bounds import Bound, Prices
from usceplan.planning.model import PARTS, Model, State

BOUNDS = 3
"""The bounds kept of those tried."""

STEPS, MOST_STEPS = 10, 80
"""Steps between one look at what better bounds leave out and the next, and in all."""

LEAST_PROGRESS = 0.1
"""Tuning ends when so many steps close less than this part of what the bound is above the aim."""

MOMENTUM = 0.8
"""The part of the step before that each step keeps."""

PATIENCE, SHORTENING = 8, 0.7
"""After so many steps that reach no lower bound, steps become shorter by this factor."""

SPREAD = 100_000.0
"""Thousandths of a point, all there can be: the prices of money and weeks are measured by what spreads it over them."""


class Tuned(NamedTuple):
    """A bound, and its value for the partial plan and the money that it was made for."""

    value: float
    bound: Bound


def first_prices(model: Model) -> Prices:
    """Where the tuning begins: every part counts in full, money and weeks cost nothing."""
    return Prices((1.0,) * PARTS, 0.0, (0.0,) * model.frame.weeks)


class Steps:
    """Steps down a convex function of some prices, each within limits; each price is measured in a unit of its own."""

    def __init__(self, *, units: Sequence[float], least: Sequence[float], most: Sequence[float]) -> None:
        self._units, self._least, self._most = units, least, most
        self._step = [0.0] * len(units)
        self._length = 1.0
        self._lowest = inf
        self._waited = 0

    def next(self, now: Sequence[float], slopes: Sequence[float], excess: float) -> list[float]:
        """The prices after a step as far as would take the excess off the function, if the slopes stayed."""
        units, least, most = self._units, self._least, self._most
        free = [
            0.0 if (x <= low and slope > 0) or (x >= top and slope < 0) else slope * unit
            for x, low, top, slope, unit in zip(now, least, most, slopes, units, strict=True)
        ]
        self._step = [slope + MOMENTUM * before for slope, before in zip(free, self._step, strict=True)]
        length = fsum(map(mul, self._step, self._step))
        far = self._length * excess / length if length else 0.0
        moved = [x - far * step * unit for x, step, unit in zip(now, self._step, units, strict=True)]
        return [low if x < low else top if x > top else x for x, low, top in zip(moved, least, most, strict=True)]

    def reached(self, value: float) -> None:
        """Take note of the function's value; when it has not fallen for long, steps become shorter."""
        if value < self._lowest - 0.5:
            self._lowest, self._waited = value, 0
            return
        self._waited += 1
        if self._waited == PATIENCE:
            self._length, self._waited = SHORTENING * self._length, 0


class Descent:
    """The steps from a bound; each gives another one for the partial plan and the money."""

    def __init__(self, bound: Bound, state: State, money: int, *, fixed: Collection[int] = ()) -> None:
        """``fixed`` are parts whose shares stay."""
        self.bound = bound
        self.state = state
        self.money = money
        self.value = self.least = self._value()
        weeks = len(bound.prices.weeks)
        self._steps = Steps(
            units=[float(part not in fixed) for part in range(PARTS)]
            + [SPREAD / max(money, 1)]
            + [SPREAD / weeks] * weeks,
            least=[0.0] * (PARTS + 1 + weeks),
            most=[1.0] * PARTS + [inf] * (1 + weeks),
        )
        self._steps.reached(self.value)

    def move_to(self, model: Model) -> None:
        """Go on with the start of another model of the same frame, such as one with fewer options."""
        self.bound = self.bound.moved_to(model)
        self.state = model.start
        self.value = self._value()

    def aim_at(self, money: int) -> None:
        """Go on with another amount of money."""
        self.money = money
        self.value = self._value()

    def _value(self) -> float:
        return self.bound.of(self.state, self.bound.model.usable(self.state, self.money))

    def step(self, aim: float) -> Tuned:
        """The bound after a step towards an aim."""
        shares, dollar, weeks = self.bound.prices
        moved = self._steps.next((*shares, dollar, *weeks), self._slopes(), self.value - aim)
        prices = Prices(tuple(moved[:PARTS]), moved[PARTS], tuple(moved[PARTS + 1 :]))
        self.bound = Bound(self.bound.model, prices)
        self.value = self._value()
        self.least = min(self.least, self.value)
        self._steps.reached(self.value)
        return Tuned(self.value, self.bound)

    def _slopes(self) -> Sequence[float]:
        """By price, the slope of the bound: of a share what is too much, of money and weeks what is left over."""
        model = self.bound.model
        frame = model.frame
        state = self.state
        for position in self.bound.completion(state):
            state = model.with_option(state, position)
        weeks = [0.0] * frame.weeks
        for first, after in self.bound.stays:
            weeks[first:after] = [1.0] * (after - first)
        for position in state.positions:
            start = self.bound.cheapest_start(position)
            for week in range(start, start + model.columns[position].option.weeks):
                weeks[week] -= 1.0
        parts = [slope * (x - room) for slope, x, room in zip(frame.slopes, state.sums, frame.rooms, strict=False)]
        left = model.money_left(state, self.money) - frame.another_stay * max(len(self.bound.stays) - 1, 0)
        return [*parts, float(left), *weeks]


def lowest(descent: Descent, aim: float, steps: int) -> Tuned:
    """The lowest bound within so many steps towards an aim; no further than that."""
    found = Tuned(descent.value, descent.bound)
    for _ in range(steps):
        if found.value <= aim:
            break
        found = min(found, descent.step(aim), key=lambda tuned: tuned.value)
    return found
