"""A good plan quickly: the options that add most to the strength for their price, one after another.

It proves nothing; the better the plan that is known, the less the search has to look at.
"""

from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest
from operator import sub

from usceplan.planning.bounds import Bound
from usceplan.planning.model import PARTS, Amounts
from usceplan.planning.options import Option

MOST_LOOKED_AT = 200
"""Only so many options are looked at, those worth most at the prices."""

MOST_TRIED = 10
"""Options tried for each rotation before it is left empty."""


def greedy_plans(
    bound: Bound, is_possible: Callable[[Sequence[Option]], bool], kept: Sequence[Option] = ()
) -> Iterator[list[Option]]:
    """Sets of options that are possible together: the prices of a bound taken in full, not at all, and doubled.

    Each set begins with the options to keep. ``is_possible`` says whether a plan could hold given options.
    """
    for factor in (1.0, 0.0, 2.0):
        yield _greedy(bound, factor, is_possible, kept)


def _greedy(
    bound: Bound, factor: float, is_possible: Callable[[Sequence[Option]], bool], kept: Sequence[Option]
) -> list[Option]:
    frame = bound.model.frame
    chosen = list(kept)
    priced = [(bound.model.columns[i], factor * bound.price_of(i)) for i in _worthiest(bound)]
    rooms = list(frame.rooms)
    for option in kept:
        rooms = list(map(sub, rooms, frame.amounts_of(option)[:PARTS]))
    used = {option.program for option in chosen}
    while len(chosen) < frame.slots:
        missing = bound.model.must - used
        left = [
            (part, slope, room) for part, (slope, room) in enumerate(zip(frame.slopes, rooms, strict=True)) if room > 0
        ]
        wanted = [
            (_gain(column.amounts, left) - price, number)
            for number, (column, price) in enumerate(priced)
            if column.option.program not in used and (not missing or column.option.program in missing)
        ]
        wanted.sort(key=lambda entry: (-entry[0], entry[1]))
        best = next(
            (
                priced[number][0]
                for gain, number in wanted[:MOST_TRIED]
                if (gain > 0 or missing) and is_possible([*chosen, priced[number][0].option])
            ),
            None,
        )
        if best is None:
            break
        chosen.append(best.option)
        used.add(best.option.program)
        rooms = list(map(sub, rooms, best.amounts[:PARTS]))
    return chosen


def _worthiest(bound: Bound) -> list[int]:
    """The options to look at: of the programs that must be included, and those worth most at the prices."""
    model, worth = bound.model, bound.worth
    forced = [i for unit in model.units if unit.forced for i in range(unit.first, unit.after)]
    return list(dict.fromkeys([*forced, *nlargest(MOST_LOOKED_AT, range(len(worth)), key=worth.__getitem__)]))


def _gain(amounts: Amounts, left: Sequence[tuple[int, float, int]]) -> float:
    """What an option adds to the strength, by the parts with room left: each with its slope and its room."""
    return sum([slope * min(amounts[part], room) for part, slope, room in left])
