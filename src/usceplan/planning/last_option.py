"""Which options can be the last one of a plan: exact where linear bounds are not.

A last option must take a partial plan to some strength for the money that is left, with every part capped, in the
weeks that all stays have together. Many partial plans have the same sums of parts and weeks, since most rotations of
four weeks give the same; so this is worked out once for all of them. Dates, moves, and which programs are used already
are left to the search.
"""

from bisect import bisect_right
from collections.abc import Sequence
from math import inf
from operator import add, mul
from typing import NamedTuple

from usceplan.planning.model import TOLERANCE, Model, State, numbered

Parts = tuple[int, ...]
"""Sums of the eight parts, up to their room."""


class LastOption:
    """The options of a model that take partial plans to a strength, for each sum of parts and weeks asked for."""

    def __init__(self, model: Model, strength: int) -> None:
        frame = model.frame
        self.model = model
        self.strength = strength
        self._rooms = frame.rooms
        self._slopes = frame.slopes
        self._needed = strength - TOLERANCE - frame.held
        self._weeks = [column.option.weeks for column in model.columns]
        self._all_weeks = frame.weeks if frame.stay_weeks is None else min(frame.weeks, frame.stays * frame.stay_weeks)
        self._most = [max(column) for column in zip(*model.parts, strict=True)]
        rows = zip(model.parts_of, self._weeks, model.usd, range(len(model.usd)), strict=True)
        self._rows = [(parts, weeks, usd, -position) for parts, weeks, usd, position in rows][::-1]
        self._first_after = [model.spans[unit + 1][0] for unit in model.unit_of]
        _, self._kind_of = numbered(zip(model.parts_of, self._weeks, strict=True))
        self._found: dict[tuple[Parts, int], _Stairs] = {}
        self._after: dict[tuple[Parts, int], dict[int, _Stairs]] = {}

    def last(self, state: State, money: int) -> list[int]:
        """The options that may come next and take a partial plan to the strength for some money."""
        first, _, after = self.model.spans[state.unit + 1]
        options = self._sufficient(self._parts_of(state), self._weeks_left(state))
        return [-minus for usd, minus in options if first <= -minus < after and usd <= money]

    def before_last(self, state: State, positions: Sequence[int], money: int) -> list[int]:
        """Of some options, those that take a partial plan to the strength for some money, alone or with one more."""
        parts, weeks = self._parts_of(state), self._weeks_left(state)
        after = self._after.setdefault((parts, weeks), {})
        usd, kind_of, first_after = self.model.usd, self._kind_of, self._first_after
        left: list[int] = []
        for position in positions:
            kind = kind_of[position]
            last = after.get(kind)
            if last is None:
                more = map(add, parts, self.model.amounts[position])
                with_it = tuple(map(min, more, self._rooms))
                last = after[kind] = self._stairs(with_it, weeks - self._weeks[position])
            if usd[position] + last.usd[bisect_right(last.until, -first_after[position])] <= money:
                left.append(position)
        return left

    def _parts_of(self, state: State) -> Parts:
        return tuple(map(min, state.sums, self._rooms))

    def _weeks_left(self, state: State) -> int:
        return self._all_weeks - sum(map(self._weeks.__getitem__, state.positions))

    def _stairs(self, parts: Parts, weeks: int) -> "_Stairs":
        found = self._found.get((parts, weeks))
        if found is None:
            found = self._found[parts, weeks] = self._new_stairs(parts, weeks)
        return found

    def _new_stairs(self, parts: Parts, weeks: int) -> "_Stairs":
        if self._lacking(parts) <= 0:
            return _Stairs([], [0.0])
        until: list[int] = []
        least: list[float] = [inf]
        for usd, minus in self._sufficient(parts, weeks):
            if usd < least[-1]:
                until.append(minus)
                least.append(usd)
        return _Stairs(until, least)

    def _sufficient(self, parts: Parts, most_weeks: int) -> list[tuple[int, int]]:
        """The dollars of each option that suffices, and minus its position, from the last position to the first."""
        lacking = self._lacking(parts)
        rooms = [room - x for room, x in zip(self._rooms, parts, strict=True)]
        if sum(map(mul, self._slopes, map(min, self._most, rooms))) < lacking:
            return []
        enough = [gain >= lacking for gain in self.model.frame.gains(self.model.parts, rooms)]
        return [(usd, minus) for kind, weeks, usd, minus in self._rows if enough[kind] and weeks <= most_weeks]

    def _lacking(self, parts: Parts) -> float:
        reached: float = sum(map(mul, self._slopes, parts))
        return self._needed - reached


class _Stairs(NamedTuple):
    """The least dollars of an option that suffices, by the first position that it may have."""

    until: list[int]
    """Minus the positions up to which there are options of ever less dollars, from the last on."""
    usd: list[float]
    """The least dollars beyond all of them, up to the first of them, up to the second, and so on.

    Infinite where no option suffices, nothing where none is needed.
    """
