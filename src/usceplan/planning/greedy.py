"""A good plan quickly: the options that add most to the strength for their price, one after another.

It proves nothing; the better the plan that is known, the less the search has to look at.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from operator import sub

from usceplan.planning.bounds import Bound
from usceplan.planning.model import PARTS, Column, numbered
from usceplan.planning.options import Option

MOST_LOOKED_AT = 200
"""Only so many options are looked at, those worth most at the prices."""

MOST_TRIED = 10
"""Options tried for each rotation before it is left empty."""


class Greedy:
    """Sets of options that are possible together, by the prices of a bound.

    ``is_possible`` says whether a plan could hold given options.
    """

    def __init__(self, bound: Bound, is_possible: Callable[[Sequence[Option]], bool]) -> None:
        self._frame, self._must = bound.model.frame, bound.model.must
        self._is_possible = is_possible
        worthiest = _worthiest(bound)
        self._columns = [bound.model.columns[position] for position in worthiest]
        numbers, self._parts_of = numbered([column.parts for column in self._columns])
        self._parts = [self._frame.parts[number] for number in numbers]
        self._prices = bound.prices_of(worthiest)

    def plans(self, kept: Sequence[Option] = ()) -> Iterator[list[Option]]:
        """Sets that begin with the options to keep: the prices taken in full, not at all, and doubled."""
        for factor in (1.0, 0.0, 2.0):
            yield self._plan([factor * price for price in self._prices], kept)

    def _plan(self, prices: Sequence[float], kept: Sequence[Option]) -> list[Option]:
        frame = self._frame
        chosen = list(kept)
        rooms = list(frame.rooms)
        for option in kept:
            rooms = list(map(sub, rooms, frame.amounts_of(option)[:PARTS]))
        used = {option.program for option in chosen}
        while len(chosen) < frame.slots:
            gains = frame.gains(self._parts, rooms)
            left = [gains[number] - price for number, price in zip(self._parts_of, prices, strict=True)]
            best = self._next(left, chosen, used)
            if best is None:
                break
            chosen.append(best.option)
            used.add(best.option.program)
            rooms = list(map(sub, rooms, best.amounts[:PARTS]))
        return chosen

    def _next(self, gains: Sequence[float], chosen: Sequence[Option], used: Collection[str]) -> Column | None:
        """The column of greatest gain that is possible with the options chosen so far; None if there is none."""
        missing = self._must.difference(used)
        order = sorted(range(len(gains)), key=gains.__getitem__, reverse=True)
        wanted = (
            number
            for number in order
            if (program := self._columns[number].option.program) not in used and (not missing or program in missing)
        )
        for number in islice(wanted, MOST_TRIED):
            column = self._columns[number]
            if (gains[number] > 0 or missing) and self._is_possible([*chosen, column.option]):
                return column
        return None


def _worthiest(bound: Bound) -> list[int]:
    """The options to look at: of the programs that must be included, and those worth most at the prices."""
    model, worth = bound.model, bound.worth
    forced = [i for unit in model.units if unit.forced for i in range(unit.first, unit.after)]
    order = sorted(range(len(worth)), key=worth.__getitem__, reverse=True)
    return list(dict.fromkeys([*forced, *order[:MOST_LOOKED_AT]]))
