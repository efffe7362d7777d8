"""Upper bounds on the strength that a partial plan can still reach, by Lagrangian relaxation.

Every part of the strength is a capped sum, ``slope × min(sum, room)`` over what is held, or is at most that (the
greatest recency is at most the sum of the gains; a place in the mix counts once). For any share t in [0, 1]

    slope × min(x, room)  <=  t × slope × x  +  (1 - t) × slope × room,

which is linear in x. The limits on money and on weeks are charged for instead of kept: a price per dollar left over
and a price per week left over are added to the bound. What remains is a sum of one number for each option, its worth.
The greatest sum of worths over at most so many options, one of each program in a metro, with a charge for each
further metro, is found exactly by dynamic programming; no plan within the limits is stronger than that. Each choice
of shares and prices (`Prices`) gives a bound; several good ones are kept, and the least bound counts.

Units are thousandths of a point; floats, so whoever compares a bound with a strength must allow for `TOLERANCE`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, inf
from operator import mul, sub
from typing import NamedTuple

from usceplan.planning.instance import Instance, score
from usceplan.planning.options import Option

TOLERANCE = 1e-3
"""Far above the rounding errors of the sums in a bound, far below a thousandth of a point (1)."""

PARTS = 7
"""Letters, hands-on, specialty, recency, inpatient, outpatient, residency."""

WINDOWS = 3
"""Spans of weeks in which rotations compete, see `_windows`."""

Amounts = tuple[int, ...]
"""What an option, or some options together, give and use: the seven parts, dollars, then weeks of each window."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Options of which a plan has at most one: those of one program in one metro, as positions in the order."""

    program: str
    first: int
    after: int
    group: int
    """The number of its metro; units of one metro stand together."""
    forced: bool
    """Whether a plan must have one of these."""
    charged: bool
    """Whether its metro may have to be moved to; not counted where a forced program may be."""


class Prices(NamedTuple):
    """A share of each part (0 to 1), a price in strength per dollar, and one per week of each window."""

    shares: tuple[float, ...]
    dollar: float
    weeks: tuple[float, ...]


class State(NamedTuple):
    """Of a partial plan, what its bounds depend on."""

    sums: Amounts
    groups: int
    """The charged groups that it visits."""
    unit: int
    """The last unit that it has an option of; all before it are decided. -1 at the start."""
    slots: int
    """How many rotations it may still get."""


class Model:
    """The instance as the bounds see it: units in their order, slopes and rooms of the parts, windows of weeks."""

    def __init__(self, instance: Instance, grouped: Sequence[Sequence[Option]]) -> None:
        """From the options of each unit; first those of each program that must be included, all its metros in one."""
        must = set(instance.limits.must_include)
        self.instance = instance
        self.options = [option for unit in grouped for option in unit]
        self.units = _units(grouped, must)
        self.unit_of = [number for number, unit in enumerate(grouped) for _ in unit]
        self.fixed = instance.costs.once + instance.costs.stay
        self.change = min(instance.costs.move, instance.costs.stay)
        self.free_groups = 0 if must else 1
        self.held = float(score(instance.parts, ()).total + 3)  # three parts were rounded down, each by less than one
        self.slopes, self.rooms = _slopes_and_rooms(instance, self.options)
        self.greatest = _greatest(instance, self.rooms)
        windows = _windows(self.options)
        self.capacities = [_capacity(instance, window) for window in windows]
        self.amounts = [_amounts(instance, option, windows) for option in self.options]
        self.start = State((0,) * (PARTS + 1 + WINDOWS), 0, -1, instance.limits.max_rotations)

    def with_option(self, state: State, position: int) -> State:
        """The state after taking an option of a later unit."""
        number = self.unit_of[position]
        unit = self.units[number]
        opened = unit.charged and (state.unit < 0 or self.units[state.unit].group != unit.group)
        sums = tuple(map(int.__add__, state.sums, self.amounts[position]))
        return State(sums, state.groups + opened, number, state.slots - 1)

    def strength(self, state: State) -> float:
        """The strength of the options taken so far, or a little more."""
        return self.held + sum(
            slope * min(x, room) for slope, x, room in zip(self.slopes, state.sums, self.rooms, strict=False)
        )

    def money_left(self, state: State, money: int) -> int:
        """What is left of some money at most: the least that the rotations cost without waiting is taken off."""
        return money - self.fixed - state.sums[PARTS] - self.change * max(state.groups - self.free_groups, 0)

    def usable(self, state: State, money: int) -> Amounts:
        """The sums of a state as its bounds take them: parts up to their room, minus the money left, weeks."""
        sums = state.sums
        return (*map(min, sums, self.rooms), -self.money_left(state, money), *sums[PARTS + 1 :])


def _units(grouped: Sequence[Sequence[Option]], must: set[str]) -> list[Unit]:
    forced_metros = {option.metro for options in grouped for option in options if option.program in must}
    metros: dict[str, int] = {}
    units: list[Unit] = []
    first = 0
    for number, options in enumerate(grouped):
        program, metro = options[0].program, options[0].metro
        forced = program in must
        group = -1 - number if forced else metros.setdefault(metro, len(metros))
        units.append(Unit(program, first, first + len(options), group, forced, metro not in forced_metros))
        first += len(options)
    return units


def _slopes_and_rooms(instance: Instance, options: Sequence[Option]) -> tuple[list[float], list[int]]:
    parts = instance.parts
    capped = (parts.letters, parts.hands_on, parts.specialty)
    slopes = [1000 * part.points / part.cap for part in capped]
    rooms = [max(part.cap - part.held, 0) for part in capped]
    slopes.append(1000.0)
    rooms.append(max([0, *(o.recency - parts.recency.held for o in options)]))
    weights = (parts.mix.inpatient, parts.mix.outpatient, parts.mix.residency)
    for i, (weight, held) in enumerate(zip(weights, parts.mix.held, strict=True)):
        slopes.append(1000.0 * weight)
        rooms.append(int(not held and any(o.mix[i] for o in options)))
    return slopes, rooms


def _greatest(instance: Instance, rooms: Sequence[int]) -> int:
    """The strength when every part is full; the parts that no option adds to stay as they are held."""
    parts = instance.parts
    capped = sum(1000 * part.points for part in (parts.letters, parts.hands_on, parts.specialty))
    mix = (parts.mix.inpatient, parts.mix.outpatient, parts.mix.residency)
    has = (held or room for held, room in zip(parts.mix.held, rooms[4:], strict=True))
    return capped + 1000 * (parts.recency.held + rooms[3] + sum(x for x, one in zip(mix, has, strict=True) if one))


def _amounts(instance: Instance, option: Option, windows: Sequence[tuple[int, int]]) -> Amounts:
    parts = instance.parts
    return (
        option.letter,
        option.hands_on,
        option.specialty_weeks,
        max(option.recency - parts.recency.held, 0),
        *(int(has and not held) for has, held in zip(option.mix, parts.mix.held, strict=True)),
        option.usd,
        *(_least_overlap(option, window) for window in windows),
    )


def _windows(options: Sequence[Option]) -> list[tuple[int, int]]:
    """Spans of weeks in which rotations compete: all, and those until the last letter and full weeks.

    Any span gives valid bounds; these are the ones that plans are short of.
    """
    first = min(_first_start(o) for o in options)
    densest = max(o.hands_on / o.weeks for o in options)
    ends = (
        max(_last_end(o) for o in options),
        max((_last_end(o) for o in options if o.letter), default=first),
        max(_last_end(o) for o in options if o.hands_on / o.weeks == densest),
    )
    return [(first, end) for end in ends]


def _first_start(option: Option) -> int:
    return (option.starts & -option.starts).bit_length() - 1


def _last_end(option: Option) -> int:
    return option.starts.bit_length() - 1 + option.weeks


def _least_overlap(option: Option, window: tuple[int, int]) -> int:
    """The least weeks of a window (that begins before any option) that the option takes: those of its last start."""
    end = _last_end(option)
    return max(0, min(option.weeks, window[1] - (end - option.weeks)))


def _capacity(instance: Instance, window: tuple[int, int]) -> int:
    span, longest = window[1] - window[0], instance.limits.stay_weeks
    return span if longest is None else min(span, longest * instance.limits.max_stays)


class Bound:
    """The bound of one choice of prices, for every partial plan of a model."""

    def __init__(self, model: Model, prices: Prices) -> None:
        self.model = model
        self.prices = prices
        self._weights = (
            *(share * slope for share, slope in zip(prices.shares, model.slopes, strict=True)),
            -prices.dollar,
            *(-price for price in prices.weeks),
        )
        self._constant = (
            model.held
            + sum(
                (1 - share) * slope * room
                for share, slope, room in zip(prices.shares, model.slopes, model.rooms, strict=True)
            )
            + sum(price * weeks for price, weeks in zip(prices.weeks, model.capacities, strict=True))
        )
        self.charge = prices.dollar * model.change
        self.worth = _weighted(model.amounts, self._weights)
        self._best = [max(self.worth[unit.first : unit.after]) for unit in model.units]
        self._after, self._whole = self._tables()
        self._gains: dict[int, tuple[list[float], list[int], list[float]]] = {}

    def _tables(self) -> tuple[list[list[float]], list[float]]:
        """By unit and slots, the greatest worth of what can follow when it is taken; and that of all units.

        Going from the last unit to the first, ``opened`` and ``closed`` are the greatest sums from the present unit
        on, when its metro is visited already and when it is not.
        """
        units = self.model.units
        slots = self.model.start.slots
        opened = closed = [0.0] * (slots + 1)
        after: list[list[float]] = []
        for number in range(len(units) - 1, -1, -1):
            unit = units[number]
            alone = number == len(units) - 1 or units[number + 1].group != unit.group
            following = closed if alone else opened
            after.append(following)
            best = self._best[number]
            taken = [best + x for x in following[:-1]]
            if unit.forced:
                opened = closed = [-inf, *taken]
                continue
            opened = [following[0], *map(max, following[1:], taken)]
            paid = [x - self.charge for x in taken] if unit.charged else taken
            closed = [closed[0], *map(max, closed[1:], paid)]
        after.reverse()
        return after, closed

    def base(self, state: State, usable: Amounts) -> float:
        """The bound without what further options add; ``usable`` is what the model gives for the state."""
        # the first metro is free, but the tables charge for it
        free = self.charge if state.groups < self.model.free_groups else 0.0
        return float(self._constant + free + sum(map(mul, self._weights, usable)))

    def of(self, state: State, usable: Amounts) -> float:
        """The greatest strength that a partial plan can reach, at most; ``usable`` is what the model gives for it."""
        table = self._whole if state.unit < 0 else self._after[state.unit]
        return self.base(state, usable) + table[state.slots]

    def gains(self, slots: int) -> tuple[list[float], list[int], list[float]]:
        """What taking an option adds to the base at most, with all that may follow, when so many slots are left.

        By option, where its metro is not visited yet; then the options from the greatest gain to the least, and minus
        these gains.
        """
        if slots not in self._gains:
            gains: list[float] = []
            for number, unit in enumerate(self.model.units):
                more = self._after[number][slots - 1] - (self.charge if unit.charged else 0.0)
                gains.extend([worth + more for worth in self.worth[unit.first : unit.after]])
            order = sorted(range(len(gains)), key=gains.__getitem__, reverse=True)
            self._gains[slots] = gains, order, [-gains[i] for i in order]
        return self._gains[slots]

    def completion(self, state: State) -> list[int]:
        """Options that reach the bound: the best further ones if money and weeks only had their prices."""
        model = self.model
        chosen: list[int] = []
        slots = state.slots
        table = self._whole if state.unit < 0 else self._after[state.unit]
        group = model.units[state.unit].group if state.unit >= 0 else None
        left = table[slots]
        for number in range(state.unit + 1, len(model.units)):
            unit = model.units[number]
            if slots == 0:
                break
            charge = self.charge if unit.charged and unit.group != group else 0.0
            rest = self._after[number][slots - 1]
            value = self._best[number] - charge + rest
            if unit.forced or (value > 1e-9 and value >= left - 1e-7):
                chosen.append(self.worth.index(self._best[number], unit.first, unit.after))
                slots, group, left = slots - 1, unit.group, rest
        return chosen


def _weighted(amounts: Sequence[Amounts], weights: Sequence[float]) -> list[float]:
    """The weighted sum of each option's amounts; written out because it is most of the work of making a bound."""
    a, b, c, d, e, f, g, usd, u, v, w = weights
    return [
        a * letter + b * hands + c * spec + d * recency + e * inp + f * outp + g * res + usd * x + u * i + v * j + w * k
        for letter, hands, spec, recency, inp, outp, res, x, i, j, k in amounts
    ]


FIRST_PRICES = Prices((1.0,) * PARTS, 0.0, (0.0,) * WINDOWS)
"""Where the tuning begins: every part counts in full, money and time cost nothing."""


def tuned_for_strength(model: Model, money: int, rounds: int) -> list[Bound]:
    """Bounds found on the way to the least bound on the strength of any plan within some money, the least first.

    Subgradient steps of Polyak's length towards a strength not much below the least bound so far.
    """
    found: list[tuple[float, int, Bound]] = []
    prices = FIRST_PRICES
    least = float(model.greatest)
    for number in range(rounds):
        bound = Bound(model, prices)
        value = bound.of(model.start, model.usable(model.start, money))
        found.append((value, number, bound))
        least = min(least, value)
        prices = _next_prices(bound, model.start, money, 0.9 ** (number // 3) * (value - 0.9 * least))
    return [bound for _, _, bound in sorted(found, key=lambda entry: entry[:2])]


def retuned(bound: Bound, state: State, *, money: int, reached: float, rounds: int) -> Bound:
    """A bound that is as low as some steps from a given one could make it for a partial plan."""
    model = bound.model
    usable = model.usable(state, money)
    best, least = bound, bound.of(state, usable)
    value = least
    for number in range(rounds):
        bound = Bound(model, _next_prices(bound, state, money, 0.8 ** (number // 2) * (value - reached)))
        value = bound.of(state, usable)
        if value < least:
            best, least = bound, value
        if value <= reached:
            break
    return best


def tuned_for_cost(model: Model, money: int, strength: int, rounds: int) -> tuple[list[Bound], int]:
    """Bounds found on the way to the greatest lower bound on the cost of a plan of some strength, the best first.

    A plan of cost c has at most the bound's value for the money c; the cost where that falls to the strength is the
    least cost the bound allows. The steps aim between the greatest such cost and ``money``, that of a plan that is
    known. Also gives the greatest such cost.
    """
    found: list[tuple[float, int, Bound]] = []
    prices = FIRST_PRICES
    greatest = 0.0
    for number in range(rounds):
        bound = Bound(model, prices)
        excess = bound.of(model.start, model.usable(model.start, money)) - strength
        least_cost = money - excess / prices.dollar if prices.dollar > 0 else 0.0
        found.append((-least_cost, number, bound))
        greatest = max(greatest, min(least_cost, money))
        aim = round((greatest + money) / 2)
        gap = bound.of(model.start, model.usable(model.start, aim)) - strength
        prices = _next_prices(bound, model.start, aim, 0.9 ** (number // 3) * max(gap, 100.0))
    return [bound for _, _, bound in sorted(found, key=lambda entry: entry[:2])], floor(greatest)


def _next_prices(bound: Bound, state: State, money: int, gap: float) -> Prices:
    """Prices against the slope of the bound, as far as it would take to close the gap if the slope stayed.

    Each price is measured by a unit of its own, so that a step changes all of them by like amounts of strength: a
    share by one, a price per dollar or week by what spreads a hundred points over all the money or all the weeks.
    """
    model, prices = bound.model, bound.prices
    for position in bound.completion(state):
        state = model.with_option(state, position)
    spread = 100_000.0
    units = [1.0] * PARTS + [spread / max(money, 1)] + [spread / max(model.capacities)] * WINDOWS
    slopes = [slope * (x - room) for slope, x, room in zip(model.slopes, state.sums, model.rooms, strict=False)]
    slopes.append(model.money_left(state, money))
    slopes.extend(map(sub, model.capacities, state.sums[PARTS + 1 :]))
    now = [price / unit for price, unit in zip((*prices.shares, prices.dollar, *prices.weeks), units, strict=True)]
    most = [1.0] * PARTS + [inf] * (1 + WINDOWS)
    slopes = [
        0.0 if (x <= 0 and slope > 0) or (x >= top and slope < 0) else slope * unit
        for x, top, slope, unit in zip(now, most, slopes, units, strict=True)
    ]
    length = sum(slope * slope for slope in slopes)
    step = gap / length if length else 0.0
    moved = [
        unit * min(top, max(0.0, x - step * slope))
        for x, top, slope, unit in zip(now, most, slopes, units, strict=True)
    ]
    return Prices(tuple(moved[:PARTS]), moved[PARTS], tuple(moved[PARTS + 1 :]))
