"""Upper bounds on the strength that a partial plan can still reach, by Lagrangian relaxation.

Every part of the strength is a capped sum, ``slope × min(sum, room)`` over what is held (what counts once has a room of
one). For any share t in [0, 1]

    slope × min(x, room)  <=  t × slope × x  +  (1 - t) × slope × room,

which is linear in x. Money and weeks are charged for instead of limited: each dollar and each week of the calendar has
a price, of which the money there is and the weeks in which one can be in the country are added to the bound, and
those that the rotations take are taken off; each rotation takes the cheapest weeks in which it is offered. What
remains is a sum of one number for each option, its worth. The greatest sum of worths over at most so many options, one
of each program in a metro, with a charge for each further metro, is found exactly by dynamic programming; no plan
within the limits is stronger than that. Weeks are those of so many stays; each stay but one is charged for as well,
with what its flights cost beside the move that it may spare (`Frame.another_stay`). Each choice of shares and prices
(`Prices`) gives a bound; see `tuning`.

Units are thousandths of a point; floats, so whoever compares a bound with a strength must allow for `model.TOLERANCE`.
What is summed is summed exactly (`fsum`), since `sum` rounds otherwise from Python 3.12 on: the same search everywhere.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import accumulate, repeat
from math import fsum, inf
from operator import add, mul, sub
from typing import NamedTuple

from usceplan.planning.model import Amounts, Frame, Model, State

NEARLY = 1e-6
"""Prices of weeks that differ by no more than this are equal but for rounding."""


class Prices(NamedTuple):
    """A share of each part (0 to 1), a price in strength per dollar, and one of each week of the calendar."""

    shares: tuple[float, ...]
    dollar: float
    weeks: tuple[float, ...]


class Gains(NamedTuple):
    """What taking an option adds to the base of a bound at most, with all that may follow."""

    of: list[float]
    """By option, where its metro is not visited yet."""
    order: list[int]
    """The options from the greatest gain to the least."""
    negative: list[float]
    """Minus the gains, in that order."""


class _Tables(NamedTuple):
    """The greatest sums of worths, of some units of a model."""

    numbers: Sequence[int]
    """The units, in order."""
    after: list[list[float]]
    """By unit, as they stand there, and slots: of what may follow when it is taken."""
    whole: list[float]
    """By slots, of all."""


class _Priced:
    """What a bound has of its prices alone, whichever options its model has."""

    def __init__(self, frame: Frame, prices: Prices) -> None:
        weeks = prices.weeks
        self.weights = (*map(mul, prices.shares, frame.slopes), -prices.dollar)
        self.charge = prices.dollar * frame.change
        another = prices.dollar * frame.another_stay
        self.stays = dearest_stays(weeks, frame.stays, frame.stay_weeks, another)
        self.constant = (
            frame.without_options(prices.shares)
            + fsum(fsum(weeks[first:after]) for first, after in self.stays)
            - another * max(len(self.stays) - 1, 0)
        )
        self._before = [0.0, *accumulate(weeks)]
        self._spans: dict[int, list[float]] = {}

    def spans(self, length: int) -> list[float]:
        """By the week of its start, the price of the weeks of an option so long."""
        if length not in self._spans:
            self._spans[length] = list(map(sub, self._before[length:], self._before))
        return self._spans[length]


class Bound:
    """The bound of one choice of prices, for every partial plan of a model."""

    def __init__(self, model: Model, prices: Prices, priced: _Priced | None = None) -> None:
        self.model = model
        self.prices = prices
        self._priced = priced or _Priced(model.frame, prices)
        self.weights, self.charge = self._priced.weights, self._priced.charge
        spans = {length: self._priced.spans(length) for length in model.lengths}
        self.weeks = [min(pick(spans[timing.weeks])) for timing, pick in zip(model.timings, model.picks, strict=True)]
        """By timing, the price of the cheapest weeks."""
        self.worth = worths(model, self.weights, self.weeks)
        self._best = [max(self.worth[unit.first : unit.after]) for unit in model.units]
        self._all: _Tables | None = None
        self._some: dict[int, _Tables] = {}
        self._gains: dict[int, Gains] = {}

    def moved_to(self, model: Model) -> "Bound":
        """The bound of the same prices for another model of the frame."""
        return Bound(model, self.prices, self._priced)

    def _tables_of_all(self) -> "_Tables":
        """The tables of all units."""
        if self._all is None:
            self._all = self._tables(range(len(self.model.units)))
        return self._all

    def _tables_after(self, unit: int) -> "_Tables":
        """Tables that suffice for what may follow a unit (-1: the start), with the unit as the first where it is one.

        As long as nobody asks for all, they have only units that may be in the greatest sum.
        """
        if self._all is not None:
            return self._all
        if unit not in self._some:
            worthwhile = self._worthwhile(range(unit + 1, len(self.model.units)))
            self._some[unit] = self._tables(worthwhile if unit < 0 else [unit, *worthwhile])
        return self._some[unit]

    def _worthwhile(self, numbers: range) -> list[int]:
        """The units that may be in a greatest sum: for each other one there is always a better one left to take.

        That one may have to be moved to, while giving up the other one saves no move.
        """
        best, charge, units = self._best, self.charge, self.model.units
        surely = [best[number] - charge for number in numbers]
        slots = self.model.frame.slots
        least = nlargest(slots, surely)[-1] if len(surely) >= slots else 0.0
        least = max(least, 0.0)
        return [number for number in numbers if best[number] >= least or units[number].forced]

    def _tables(self, numbers: Sequence[int]) -> "_Tables":
        """By unit and slots, the greatest worth of what can follow when it is taken; and that of all units.

        Going from the last unit to the first, ``opened`` and ``closed`` are the greatest sums from the present unit
        on, when its metro is visited already and when it is not.
        """
        opened = closed = [0.0] * (self.model.frame.slots + 1)
        after: list[list[float]] = []
        group: int | None = None
        for number in reversed(numbers):
            unit, best = self.model.units[number], self._best[number]
            following = opened if unit.group == group else closed
            group = unit.group
            after.append(following)
            if unit.forced:
                opened = closed = [-inf, *[best + x for x in following[:-1]]]
                continue
            opened = following
            if best > 0:
                taken = [best + x for x in following[:-1]]
                opened = [following[0], *map(max, following[1:], taken)]
                if unit.charged:
                    taken = [x - self.charge for x in taken]
                closed = [closed[0], *map(max, closed[1:], taken)]
        after.reverse()
        return _Tables(numbers, after, closed)

    def base(self, state: State, usable: Amounts) -> float:
        """The bound without what further options add; ``usable`` is what the model gives for the state."""
        # the first metro is free, but the tables charge for it
        free = self.charge if state.groups < self.model.free_groups else 0.0
        value: float = self._priced.constant + free + fsum(map(mul, self.weights, usable))
        for position in state.positions:
            value -= self.weeks[self.model.timing_of[position]]
        return value

    @property
    def constant(self) -> float:
        """What every plan has of the bound, whatever its options."""
        return self._priced.constant

    @property
    def stays(self) -> tuple[tuple[int, int], ...]:
        """The weeks of all stays, of the greatest price: first, after."""
        return self._priced.stays

    @property
    def all_following(self) -> list[list[float]]:
        """What `following` gives, by the number of the next unit."""
        tables = self._tables_of_all()
        return [tables.whole, *tables.after]

    def following(self, state: State) -> list[float]:
        """By how many options may follow a partial plan, the greatest sum of worths of those that do."""
        tables = self._tables_after(state.unit)
        if state.unit < 0:
            return tables.whole
        return tables.after[state.unit if tables is self._all else 0]

    def of(self, state: State, usable: Amounts) -> float:
        """The greatest strength that a partial plan can reach, at most; ``usable`` is what the model gives for it."""
        return self.base(state, usable) + self.following(state)[state.slots]

    def gains(self, slots: int) -> Gains:
        """What taking each option adds to the base when so many slots are left."""
        found = self._gains.get(slots)
        if found is None:
            gains: list[float] = []
            after = self._tables_of_all().after
            for number, unit in enumerate(self.model.units):
                more = after[number][slots - 1] - (self.charge if unit.charged else 0.0)
                gains.extend([worth + more for worth in self.worth[unit.first : unit.after]])
            order = sorted(range(len(gains)), key=gains.__getitem__, reverse=True)
            found = self._gains[slots] = Gains(gains, order, [-gains[i] for i in order])
        return found

    def completion(self, state: State) -> list[int]:
        """Options that reach the bound: the best further ones if money and weeks only had their prices."""
        model = self.model
        chosen: list[int] = []
        slots = state.slots
        group = model.units[state.unit].group if state.unit >= 0 else None
        left = self.following(state)[slots]
        tables = self._tables_after(state.unit)
        for number, after in zip(tables.numbers, tables.after, strict=True):
            unit, best = model.units[number], self._best[number]
            if slots == 0:
                break
            if number <= state.unit or (best <= 0 and not unit.forced):
                continue
            charge = self.charge if unit.charged and unit.group != group else 0.0
            rest = after[slots - 1]
            value = best - charge + rest
            if unit.forced or (value > 1e-9 and value >= left - 1e-7):
                chosen.append(self.worth.index(best, unit.first, unit.after))
                slots, group, left = slots - 1, unit.group, rest
        return chosen

    def prices_of(self, positions: Iterable[int]) -> list[float]:
        """The prices of some options: of the dollars and of the cheapest weeks of each."""
        model, dollar = self.model, self.prices.dollar
        return [dollar * model.usd[i] + self.weeks[model.timing_of[i]] for i in positions]

    def cheapest_start(self, position: int) -> int:
        """The first week of the cheapest weeks in which an option is offered."""
        number = self.model.timing_of[position]
        timing = self.model.timings[number]
        prices = self.model.picks[number](self._priced.spans(timing.weeks))
        cheapest = self.weeks[number] + NEARLY
        return next(start for start, price in zip(timing.starts, prices, strict=False) if price <= cheapest)

    @cached_property
    def through(self) -> list[float]:
        """By option, the greatest sum of worths of the options of a plan that has this one."""
        return self.through_after(self.model.start)

    def through_after(self, state: State) -> list[float]:
        """By option of later units, the greatest sum of worths of the options that follow a state, with this one."""
        slots, first = state.slots, state.unit + 1
        opened = closed = before = [0.0] + [-inf] * slots
        group: int | None = None
        if state.unit >= 0:
            group, closed = self.model.units[state.unit].group, [-inf] * (slots + 1)
        through: list[float] = []
        tables = self._tables_of_all()
        for unit, best, after in zip(self.model.units[first:], self._best[first:], tables.after[first:], strict=True):
            if unit.group != group:
                # from here on both are of what was taken before this metro
                closed = list(map(max, opened, closed))
                opened, group = [-inf] * (slots + 1), unit.group
                before = [x - self.charge for x in closed] if unit.charged else closed
            rest = max(map(add, before, reversed(after[:slots])), default=-inf)
            through.extend([worth + rest for worth in self.worth[unit.first : unit.after]])
            if unit.forced:
                opened, closed = [-inf, *[x + best for x in before[:-1]]], [-inf] * (slots + 1)
            elif best > 0:
                opened = list(map(max, opened, [-inf, *[x + best for x in before[:-1]]]))
                before = list(map(max, opened, before))
        return through


def lowest_of(bounds: Sequence[Bound], state: State, usable: Amounts) -> float:
    """The greatest strength that a partial plan can reach by all of some bounds."""
    return min([bound.of(state, usable) for bound in bounds])


@lru_cache(maxsize=64)  # what is asked for a bound is mostly known from the one before
def dearest_stays(
    weeks: tuple[float, ...], stays: int, longest: int | None, another: float = 0.0
) -> tuple[tuple[int, int], ...]:
    """The weeks that so many stays of at most ``longest`` weeks can take, of the greatest price: first, after.

    Each stay but one is charged for with ``another``.
    """
    total = len(weeks)
    if longest is None or longest >= total or (longest * stays >= total and not another):
        return ((0, total),)
    before = [0.0, *accumulate(weeks)]
    after = [*before[longest:], *repeat(before[-1], longest)]
    spans = list(map(sub, after, before[:-1]))
    further = [span - another for span in spans] if another else spans
    tables = [[0.0] * (total + longest + 1)]
    for number in range(1, stays + 1):
        sums = list(map(add, further if number < stays else spans, tables[-1][longest:]))
        greatest = accumulate(reversed(sums), max, initial=0.0)
        tables.append([*reversed(list(greatest)), *tables[0][:longest]])
    found: list[tuple[int, int]] = []
    week = 0
    for left in range(stays, 0, -1):
        while week < total and tables[left][week] == tables[left][week + 1]:
            week += 1
        if week >= total:
            break
        found.append((week, min(week + longest, total)))
        week += longest
    return tuple(found)


def worths(model: Model, weights: Sequence[float], weeks: Sequence[float]) -> list[float]:
    """The weighted sum of each option's amounts, less the price of its weeks, which is given by timing.

    It is most of the work of a bound.
    """
    a, b, c, d, e, f, g, h, usd = weights
    parts = [
        a * letter + b * hands + c * spec + d * recent + e * newest + f * inp + g * outp + h * res
        for letter, hands, spec, recent, newest, inp, outp, res in model.parts
    ]
    if model.many_options is not None:
        return model.many_options.worths(parts, usd, weeks)
    return [
        parts[number] + usd * x - weeks[timing]
        for number, x, timing in zip(model.parts_of, model.usd, model.timing_of, strict=True)
    ]
