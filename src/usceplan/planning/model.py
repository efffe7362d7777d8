"""The problem as its bounds see it: options as columns of numbers, in units of which a plan has at most one option.

A partial plan (`State`) is a set of options without dates, taken in the order of the units.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from itertools import accumulate, compress
from math import floor, fsum
from operator import add, itemgetter, or_
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from usceplan.planning.attainable import attainable_strengths
from usceplan.planning.dominance import preferred
from usceplan.planning.instance import CappedPart, Instance, score
from usceplan.planning.options import Option, weeks_of

if TYPE_CHECKING:
    from usceplan.planning.arrays.many_options import ManyOptions

TOLERANCE = 1e-3
"""Of bounds: far above the rounding errors of their sums, far below a thousandth of a point (1)."""

PARTS = 8
"""Letters, hands-on, specialty, recent, most recent, inpatient, outpatient, residency.

The last five count once, however many options have them.
"""

MANY = 2000
"""With more options than this an easy search has no time to compare each with all others, or to make tables of them."""

VERY_MANY = 5000
"""With more options than this, what is worked out for each takes longer than loading NumPy."""

_T = TypeVar("_T")

Amounts = tuple[int, ...]
"""What an option, or some options together, give and use: the eight parts, then dollars."""


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

    @property
    def decided(self) -> bool:
        """Whether a plan must have its only option."""
        return self.forced and self.after == self.first + 1


class Timing(NamedTuple):
    """When an option may take place: its starts in rising order, and how many weeks it takes."""

    starts: tuple[int, ...]
    weeks: int


class Column(NamedTuple):
    """An option with the numbers that the bounds need of it."""

    option: Option
    amounts: Amounts
    parts: int
    """The number of the eight parts of its amounts, in the frame: many options differ in dollars and dates only."""
    timing: int
    """The number of when it may take place, in the frame."""
    program: int
    """A bit of its own for each program."""
    needed: int
    """The programs without which a plan with this option is not a best one, as bits."""


class State(NamedTuple):
    """A partial plan: the options taken, and what its bounds depend on."""

    sums: Amounts
    groups: int
    """The charged groups that it visits."""
    unit: int
    """The last unit that it has an option of; all before it are decided. -1 at the start."""
    slots: int
    """How many rotations it may still get."""
    positions: tuple[int, ...]
    """The options taken, as positions in the order of the model."""
    used: int
    """Their programs, as bits."""
    needed: int
    """The programs without which a plan with these options is not a best one, as bits."""


class Frame:
    """What is the same for all models of an instance: parts, money, weeks, and the columns of all options."""

    def __init__(self, instance: Instance, options: Sequence[Option]) -> None:
        limits, costs = instance.limits, instance.costs
        self.instance = instance
        self.must = frozenset(limits.must_include)
        self.fixed = costs.once + costs.stay
        self.change = min(costs.move, costs.stay)
        self.another_stay = costs.stay - self.change
        """What a further stay costs at least, beside the change of metro that it may stand for."""
        self.slots = limits.max_rotations
        self.stays, self.stay_weeks = limits.max_stays, limits.stay_weeks
        self.weeks = max(option.starts.bit_length() - 1 + option.weeks for option in options)
        self.capped = instance.parts.letters, instance.parts.hands_on, instance.parts.specialty
        self.held_apart = score(instance.parts, ()).total - sum(part.score(0) for part in self.capped)
        """The strength of what is held, but for these three parts."""
        self.held = self.held_apart + fsum(1000 * p.points * min(p.held, p.cap) / p.cap for p in self.capped)
        """The strength of what is held, in full: a score rounds three of its parts down, which a bound must not."""
        self.slopes, self.rooms = _slopes_and_rooms(instance, options)
        self.greatest = _greatest(instance, options)
        self._most_recent = max(option.recency for option in options)
        self.programs = sorted({option.program for option in options})
        self.timings: list[Timing] = []
        """When options may take place, by number; more of them where a search leaves out starts."""
        self._timing_numbers: dict[tuple[int, int], int] = {}
        self.columns, self.parts = self._columns(options)
        self._least_attainable: dict[int, int] = {}

    def _columns(self, options: Sequence[Option]) -> tuple[list[Column], list[Amounts]]:
        """The columns of all options, and the parts that they are numbered by."""
        bits = {program: 1 << i for i, program in enumerate(self.programs)}
        parts: dict[Amounts, int] = {}
        columns: list[Column] = []
        for option in options:
            amounts = self.amounts_of(option)
            number = parts.setdefault(amounts[:PARTS], len(parts))
            columns.append(Column(option, amounts, number, self.timing_of(option), bits[option.program], 0))
        return columns, list(parts)

    def timing_of(self, option: Option) -> int:
        """The number of when an option may take place."""
        when = option.starts, option.weeks
        number = self._timing_numbers.get(when)
        if number is None:
            number = self._timing_numbers[when] = len(self.timings)
            self.timings.append(Timing(weeks_of(option.starts), option.weeks))
        return number

    def amounts_of(self, option: Option) -> Amounts:
        """What an option gives and uses, whatever its starts."""
        return _amounts(self.instance, option, self._most_recent)

    @cached_property
    def attainable(self) -> int:
        """The strengths that a plan can have, as bits."""
        return attainable_strengths(self.instance.parts, [column.option for column in self.columns])

    def gains(self, parts: Sequence[Amounts], rooms: Sequence[int]) -> list[float]:
        """What the parts of options add to the strength, by the room that is left of each."""
        a, b, c, *once = self.slopes
        letters, hands, spec = [max(room, 0) for room in rooms[:3]]
        d, e, f, g, h = [slope if room > 0 else 0.0 for slope, room in zip(once, rooms[3:], strict=True)]
        return [
            a * (x if x < letters else letters)
            + b * (y if y < hands else hands)
            + c * (z if z < spec else spec)
            + d * recent
            + e * newest
            + f * inp
            + g * outp
            + h * res
            for x, y, z, recent, newest, inp, outp, res in parts
        ]

    def without_options(self, shares: Sequence[float]) -> float:
        """What a bound that counts each part by a share of its line has before any option is taken."""
        return self.held + fsum(
            (1 - t) * slope * room for t, slope, room in zip(shares, self.slopes, self.rooms, strict=True)
        )

    def least_attainable(self, strength: int) -> int:
        """The least strength from this one on that a plan can have; more than the greatest if there is none."""
        found = self._least_attainable.get(strength)
        if found is None:
            later = self.attainable >> strength
            found = strength + (later & -later).bit_length() - 1 if later else self.greatest + 1
            self._least_attainable[strength] = found
        return found

    def greatest_attainable(self, strength: float) -> int:
        """The greatest strength that a plan can have and that does not exceed a bound; -1 if there is none."""
        return (self.attainable & ((1 << floor(strength + TOLERANCE) + 1) - 1)).bit_length() - 1


class Model:
    """Some columns of a frame, in an order: units one after another, those of a metro together.

    ``must`` are the programs that a plan must have: those of the instance, and perhaps more where a search has split
    its problem into one with a program and one without.
    """

    def __init__(self, frame: Frame, grouped: Iterable[Sequence[Column]], must: frozenset[str]) -> None:
        """From the columns of each unit; first those of each program that must be included, all its metros in one."""
        self.frame = frame
        self.must = must
        self.free_groups = 0 if must else 1
        units = list(grouped)
        self.columns = [column for columns in units for column in columns]
        self.units = _units(units, must)
        self.unit_of = [number for number, columns in enumerate(units) for _ in columns]
        self.amounts = [column.amounts for column in self.columns]
        self.usd = [amounts[PARTS] for amounts in self.amounts]
        parts, self.parts_of = numbered([column.parts for column in self.columns])
        self.parts = [frame.parts[number] for number in parts]
        timings, self.timing_of = numbered([column.timing for column in self.columns])
        self.timings = [frame.timings[number] for number in timings]
        self.start = State((0,) * (PARTS + 1), 0, -1, frame.slots, (), 0, 0)

    @cached_property
    def many_options(self) -> "ManyOptions | None":
        """What bounds need of each option, as arrays, where there are so many that this is worth loading NumPy."""
        if len(self.columns) <= VERY_MANY:
            return None
        from usceplan.planning.arrays.many_options import ManyOptions

        return ManyOptions(self.parts_of, self.usd, self.timing_of)

    @cached_property
    def decided(self) -> list[int]:
        """By unit, the programs of which no option comes after it, as bits."""
        last = {unit.program: number for number, unit in enumerate(self.units)}
        bits = (
            self.columns[unit.first].program if last[unit.program] == number else 0
            for number, unit in enumerate(self.units)
        )
        return list(accumulate(bits, or_))

    @cached_property
    def lengths(self) -> set[int]:
        """The weeks that options may take."""
        return {timing.weeks for timing in self.timings}

    @cached_property
    def picks(self) -> list[Callable[[Sequence[float]], Sequence[float]]]:
        """By timing, what picks the values of its starts from a list by week."""
        return [_pick(timing.starts) for timing in self.timings]

    @cached_property
    def spans(self) -> list[tuple[int, int, int]]:
        """By the number of the next unit, the positions that may come next: the first, the end of its metro, the end.

        The end of the metro is the first position again where the next unit is in another metro than the one before
        it, or where moving to its metro is never charged. When the next unit is forced, its options are all that may
        come next.
        """
        units = self.units
        spans: list[tuple[int, int, int]] = []
        for number in range(len(units) + 1):
            first = units[number].first if number < len(units) else len(self.columns)
            before = units[number - 1] if number else None
            here = first
            for unit in units[number:]:
                if before is None or not before.charged or unit.group != before.group:
                    break
                here = unit.after
            forced = number < len(units) and units[number].forced
            spans.append((first, here, units[number].after if forced else len(self.columns)))
        return spans

    def with_option(self, state: State, position: int) -> State:
        """The state after taking an option of a later unit."""
        number = self.unit_of[position]
        unit = self.units[number]
        opened = unit.charged and (state.unit < 0 or self.units[state.unit].group != unit.group)
        column = self.columns[position]
        return State(
            tuple(map(add, state.sums, column.amounts)),
            state.groups + opened,
            number,
            state.slots - 1,
            (*state.positions, position),
            state.used | column.program,
            state.needed | column.needed,
        )

    def may_take(self, state: State, position: int) -> bool:
        """Whether the option's program is not used yet, and all those that are needed then can still be had."""
        column = self.columns[position]
        if state.used & column.program:
            return False
        missing = (state.needed | column.needed) & ~(state.used | column.program)
        return not missing or (not missing & self.decided[self.unit_of[position]] and missing.bit_count() < state.slots)

    def options(self, state: State) -> list[Option]:
        """The options taken."""
        return [self.columns[position].option for position in state.positions]

    def is_complete(self, state: State) -> bool:
        """Whether all programs that must be included are in."""
        following = state.unit + 1
        return following == len(self.units) or not self.units[following].forced

    def strength(self, state: State) -> int:
        """The strength of the options taken so far; perhaps a little more where recency has more than two values."""
        frame = self.frame
        once = [int(slope) for slope, x in zip(frame.slopes[3:], state.sums[3:PARTS], strict=True) if x]
        return frame.held_apart + sum(once) + sum(map(CappedPart.score, frame.capped, state.sums))

    def money_left(self, state: State, money: int) -> int:
        """What is left of some money at most: the least that the rotations cost without waiting is taken off."""
        frame = self.frame
        return money - frame.fixed - state.sums[PARTS] - frame.change * max(state.groups - self.free_groups, 0)

    def usable(self, state: State, money: int) -> Amounts:
        """The sums of a state as its bounds take them: parts up to their room, and minus the money left."""
        return (*map(min, state.sums, self.frame.rooms), -self.money_left(state, money))


def _pick(starts: tuple[int, ...]) -> Callable[[Sequence[float]], Sequence[float]]:
    first, last = starts[0], starts[-1]
    if last - first == len(starts) - 1:
        return itemgetter(slice(first, last + 1))
    return itemgetter(*starts)  # of several, so that it gives a tuple


def numbered(things: Sequence[_T]) -> tuple[list[_T], list[int]]:
    """The different ones among some things, and for each thing its number among those."""
    numbers = {thing: number for number, thing in enumerate(dict.fromkeys(things))}
    return list(numbers), list(map(numbers.__getitem__, things))


class _Group(NamedTuple):
    """Columns that are to be a unit."""

    program: str
    metro: str
    """Empty where the program must be included: it is one unit then, whatever its metros."""
    columns: Sequence[Column]
    best: float
    """The greatest worth of one of them."""


def arranged(frame: Frame, columns: Sequence[Column], worth: Sequence[float], must: frozenset[str]) -> Model:
    """The model of some columns: programs that must be included first, then by metro, the worthiest first."""
    units: dict[tuple[str, str], list[Column]] = defaultdict(list)
    worths: dict[tuple[str, str], list[float]] = defaultdict(list)
    for column, value in zip(columns, worth, strict=True):
        option = column.option
        unit = option.program, "" if option.program in must else option.metro
        units[unit].append(column)
        worths[unit].append(value)
    return _in_order(frame, [_Group(*unit, units[unit], max(worths[unit])) for unit in units], must)


def reduced(model: Model, keep: Sequence[bool], worth: Sequence[float]) -> Model:
    """The model of the columns to keep, the worthiest first; ``keep`` and ``worth`` are by position.

    With a program go the columns that need it. Where a program that must be included has no column left, none is left.
    """
    keep = _with_what_they_need(model, keep)
    groups: list[_Group] = []
    for unit in model.units:
        kept = keep[unit.first : unit.after]
        columns = list(compress(model.columns[unit.first : unit.after], kept))
        if columns:
            best = max(compress(worth[unit.first : unit.after], kept))
            groups.append(_Group(unit.program, "" if unit.forced else columns[0].option.metro, columns, best))
    if not model.must.issubset(group.program for group in groups):
        groups = []
    return _in_order(model.frame, groups, model.must)


def _with_what_they_need(model: Model, keep: Sequence[bool]) -> Sequence[bool]:
    """Which columns to keep, without those that need a program that is not kept, and so on."""
    if not any(column.needed for column in model.columns):
        return keep
    before: Sequence[bool] = ()
    while keep != before:
        before = keep
        present = reduce(or_, (column.program for column in compress(model.columns, keep)), 0)
        keep = [kept and not column.needed & ~present for kept, column in zip(keep, model.columns, strict=True)]
    return keep


def _in_order(frame: Frame, groups: Sequence[_Group], must: frozenset[str]) -> Model:
    """The model of some units, the worthiest metro first."""
    best: dict[str, float] = {}
    for group in groups:
        best[group.metro] = max(best.get(group.metro, group.best), group.best)
    order = sorted(
        groups, key=lambda group: (group.metro != "", -best[group.metro], group.metro, -group.best, group.program)
    )
    return Model(frame, [group.columns for group in order], must)


def restricted(model: Model, starts: Sequence[tuple[int, ...]], worth: Sequence[float]) -> Model:
    """The model whose columns have these starts left, those with none taken out; both are by position."""
    columns = [_at(model.frame, column, left) for column, left in zip(model.columns, starts, strict=True)]
    changed = Model(model.frame, [columns[unit.first : unit.after] for unit in model.units], model.must)
    return reduced(changed, list(map(bool, starts)), worth)


def _at(frame: Frame, column: Column, starts: tuple[int, ...]) -> Column:
    if len(starts) in (0, len(frame.timings[column.timing].starts)):
        return column
    fewer = replace(column.option, starts=sum(1 << start for start in starts))
    return column._replace(option=fewer, timing=frame.timing_of(fewer))


def with_needs(model: Model) -> Model:
    """The same model, in which each column has what it needs in a best plan that is made of the model's options.

    Those are taken out that need more than a plan can have.
    """
    options = [column.option for column in model.columns]
    bits = {column.option.program: column.program for column in model.columns}
    needs = preferred(options, model.frame.instance.costs, model.must)
    columns = [
        column._replace(needed=sum(bits[program] for program in programs))
        for column, programs in zip(model.columns, needs, strict=True)
    ]
    units = (columns[unit.first : unit.after] for unit in model.units)
    slots = model.frame.slots
    possible = ([column for column in unit if column.needed.bit_count() < slots] for unit in units)
    return Model(model.frame, filter(None, possible), model.must)


def _units(grouped: Sequence[Sequence[Column]], must: frozenset[str]) -> list[Unit]:
    forced_metros = {column.option.metro for columns in grouped for column in columns if column.option.program in must}
    metros: dict[str, int] = {}
    units: list[Unit] = []
    first = 0
    for number, columns in enumerate(grouped):
        program, metro = columns[0].option.program, columns[0].option.metro
        forced = program in must
        group = -1 - number if forced else metros.setdefault(metro, len(metros))
        units.append(Unit(program, first, first + len(columns), group, forced, metro not in forced_metros))
        first += len(columns)
    return units


def _amounts(instance: Instance, option: Option, most_recent: int) -> Amounts:
    inpatient, outpatient, residency = option.mix
    held = instance.parts.mix.held
    is_recent = option.recency > instance.parts.recency.held
    return (
        option.letter,
        option.hands_on,
        option.specialty_weeks,
        int(is_recent),
        int(is_recent and option.recency == most_recent),
        int(inpatient and not held[0]),
        int(outpatient and not held[1]),
        int(residency and not held[2]),
        option.usd,
    )


def _slopes_and_rooms(instance: Instance, options: Sequence[Option]) -> tuple[list[float], list[int]]:
    """By part, thousandths of a point for each unit of it, and how many units count.

    Whoever is recent at all gets the points of the second greatest recency, and the most recent those that are
    missing to the greatest: exact with two values, a bound with more.
    """
    parts = instance.parts
    capped = (parts.letters, parts.hands_on, parts.specialty)
    slopes = [1000 * part.points / part.cap for part in capped]
    rooms = [max(part.cap - part.held, 0) for part in capped]
    levels = sorted({parts.recency.held, *(max(o.recency, parts.recency.held) for o in options)})
    second = levels[-2] if len(levels) > 1 else levels[-1]
    slopes += [1000.0 * (second - levels[0]), 1000.0 * (levels[-1] - second)]
    rooms += [1, 1]
    weights = (parts.mix.inpatient, parts.mix.outpatient, parts.mix.residency)
    for i, (weight, held) in enumerate(zip(weights, parts.mix.held, strict=True)):
        slopes.append(1000.0 * weight)
        rooms.append(int(not held and any(o.mix[i] for o in options)))
    return slopes, rooms


def _greatest(instance: Instance, options: Sequence[Option]) -> int:
    """The strength when every part is full; the parts that no option adds to stay as they are held."""
    parts = instance.parts
    capped = sum(1000 * part.points for part in (parts.letters, parts.hands_on, parts.specialty))
    recency = max(parts.recency.held, *(option.recency for option in options))
    weights = (parts.mix.inpatient, parts.mix.outpatient, parts.mix.residency)
    has = (held or any(option.mix[i] for option in options) for i, held in enumerate(parts.mix.held))
    return capped + 1000 * (recency + sum(weight for weight, one in zip(weights, has, strict=True) if one))
