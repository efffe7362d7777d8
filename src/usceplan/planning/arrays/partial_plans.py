"""Many partial plans at a time, as arrays: what `model.State` is for one, and what comes of each with one more option.

Partial plans are rows here, options are positions in the order of their model.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from usceplan.planning.model import PARTS, Model, State

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bits: TypeAlias = NDArray[np.uint64]
Flags: TypeAlias = NDArray[np.bool_]

_N = TypeVar("_N", bound=np.generic)


@dataclass(frozen=True, slots=True)
class PartialPlans:
    """Partial plans that may get equally many rotations more."""

    slots: int
    """How many rotations each may still get."""
    parts: Floats
    """The sums of the eight parts up to their room; a row for each part, a column for each partial plan."""
    usd: Ints
    groups: Ints
    """The charged groups that each visits."""
    next_unit: Ints
    """The first unit that is not decided yet."""
    positions: Ints
    """The options taken, a row for each partial plan."""
    used: Bits
    """Their programs, a row for each partial plan; empty rows where no option needs a program."""
    needed: Bits
    """The programs without which a plan with these options is not a best one; rows like those."""
    bound: Floats
    """The strength that no plan from it exceeds."""

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.usd)

    def chosen(self, which: Flags | Ints | slice) -> "PartialPlans":
        """Some of them."""
        if not isinstance(which, slice) and which.dtype == np.bool_ and which.all():
            return self
        rows = which if isinstance(which, slice) else _numbers(which)
        return PartialPlans(
            self.slots,
            _some(self.parts, rows, axis=1),
            _some(self.usd, rows),
            _some(self.groups, rows),
            _some(self.next_unit, rows),
            _some(self.positions, rows),
            _some(self.used, rows),
            _some(self.needed, rows),
            _some(self.bound, rows),
        )

    def bounded(self, bound: Floats) -> "PartialPlans":
        """The same with other bounds."""
        return replace(self, bound=bound)


class Columns:
    """The columns of a model as arrays by position."""

    def __init__(self, model: Model) -> None:
        columns, frame = model.columns, model.frame
        self.model = model
        self.count = len(columns)
        self.place = np.arange(self.count)
        self.unit = np.array(model.unit_of)
        self.usd = np.array(model.usd)
        self.weeks = np.array([column.option.weeks for column in columns])
        self.parts = np.array([amounts[:PARTS] for amounts in model.amounts], float).T.copy()
        self.rooms = np.array(frame.rooms, float)
        self.all_weeks = frame.weeks if frame.stay_weeks is None else min(frame.weeks, frame.stays * frame.stay_weeks)
        """The weeks that all rotations of a plan can have together, at most."""
        self.first, self.here, self.after = np.array(model.spans).T
        """By the next unit, the positions that may come next: see `Model.spans`."""
        self.completes = np.array([not unit.forced for unit in model.units] + [True])
        """By the next unit, whether all programs that must be included are in."""
        self._group = np.array([unit.group for unit in model.units])
        self._charged = np.array([unit.charged for unit in model.units])
        self._program_of = np.array([column.program.bit_length() for column in columns])
        masks = [column.program for column in columns], [column.needed for column in columns], model.decided
        self._has_needs = any(masks[1])
        present = reduce(or_, (mask for some in masks for mask in some)) if self._has_needs else 0
        self._program, self._needed, self._decided = (_as_bits(some, present) for some in masks)

    def start(self, state: State, bound: float) -> PartialPlans:
        """The partial plan without options, as the only one."""
        zero, none = np.zeros(1, np.int64), np.zeros((1, self._program.shape[1]), np.uint64)
        return PartialPlans(
            state.slots,
            np.zeros((PARTS, 1)),
            zero,
            zero,
            zero,
            np.zeros((1, 0), np.int64),
            none,
            none,
            np.array([bound]),
        )

    def with_options(self, plans: PartialPlans, rows: Ints, positions: Ints) -> PartialPlans:
        """The partial plans of some rows, each with an option of a later unit; their bounds are not known yet."""
        unit = self.unit[positions]
        before = plans.next_unit[rows] - 1
        opened = self._charged[unit] & ((before < 0) | (self._group[before] != self._group[unit]))
        return PartialPlans(
            plans.slots - 1,
            np.minimum(plans.parts[:, rows] + self.parts[:, positions], self.rooms[:, None]),
            plans.usd[rows] + self.usd[positions],
            plans.groups[rows] + opened,
            unit + 1,
            np.concatenate([plans.positions[rows], positions[:, None]], axis=1),
            plans.used[rows] | self._program[positions],
            plans.needed[rows] | self._needed[positions],
            np.full(len(rows), np.inf),
        )

    def may_take(self, plans: PartialPlans, rows: Ints, positions: Ints) -> Flags:
        """Whether the programs of options are not used yet, and all that are needed then can still be had.

        What `Model.may_take` says of one partial plan and one option.
        """
        may = np.ones(len(rows), bool)
        for taken in plans.positions.T:
            may &= self._program_of[taken][rows] != self._program_of[positions]
        if not self._has_needs:
            return may
        used, program = plans.used[rows], self._program[positions]
        missing = (plans.needed[rows] | self._needed[positions]) & ~(used | program)
        can_be_had = ~(missing & self._decided[self.unit[positions]]).any(axis=1)
        few_enough = np.bitwise_count(missing).sum(axis=1) < plans.slots
        can_be_taken: Flags = may & few_enough & can_be_had
        return can_be_taken

    def money_left(self, plans: PartialPlans, money: int) -> Ints:
        """What is left of some money at most, as `Model.money_left` gives it for one."""
        frame = self.model.frame
        moves = np.maximum(plans.groups - self.model.free_groups, 0)
        left: Ints = money - frame.fixed - plans.usd - frame.change * moves
        return left

    def weeks_left(self, plans: PartialPlans) -> Ints:
        """The weeks that all further rotations can have together, at most."""
        left: Ints = self.all_weeks - self.weeks[plans.positions].sum(axis=1)
        return left

    def strength(self, plans: PartialPlans) -> Ints:
        """The strength of the options taken so far, as `Model.strength` gives it for one."""
        return self.strength_of(plans.parts)

    def strength_of(self, sums: Sequence[Floats] | Floats) -> Ints:
        """The strength of some sums of the eight parts up to their room."""
        frame = self.model.frame
        total = np.full(sums[0].shape, frame.held_apart)
        for part, values in zip(frame.capped, sums, strict=False):
            total += 1000 * part.points * (values.astype(np.int64) + min(part.held, part.cap)) // part.cap
        for slope, values in zip(frame.slopes[3:], sums[3:], strict=True):
            if slope:
                total += int(slope) * values.astype(np.int64)
        return total


def _numbers(which: Flags | Ints) -> Ints:
    """Rows by their numbers, where flags may say which."""
    return np.flatnonzero(which) if which.dtype == np.bool_ else which.astype(np.int64, copy=False)


def _some(values: NDArray[_N], which: Ints | slice, axis: int = 0) -> NDArray[_N]:
    """Some rows or columns; those of a slice are not copied, and `take` is quicker than an index."""
    if isinstance(which, slice):
        return values[:, which] if axis else values[which]
    return values.take(which, axis=axis)


def weighted_sum(weights: Sequence[float], rows: Floats) -> Floats:
    """The sum of rows, each times its weight, added in their order whatever the machine."""
    total: Floats = weights[0] * rows[0]
    for weight, row in zip(weights[1:], rows[1:], strict=True):
        if weight:
            total = total + weight * row
    return total


def _as_bits(masks: Sequence[int], present: int) -> Bits:
    """Sets of programs, each a number with a bit for each, as rows of bits; of the programs present alone."""
    if not present:
        return np.zeros((len(masks), 0), np.uint64)
    size = present.bit_length() // 8 + 1
    as_bytes = b"".join(mask.to_bytes(size, "little") for mask in (present, *masks))
    unpacked = np.unpackbits(np.frombuffer(as_bytes, np.uint8).reshape(-1, size), axis=1)
    packed = np.packbits(unpacked[1:, unpacked[0] == 1], axis=1)
    words = -(-packed.shape[1] // 8)
    padded = np.pad(packed, ((0, 0), (0, 8 * words - packed.shape[1])))
    return np.ascontiguousarray(padded).view(np.uint64)
