"""The strengths that plans can have: they come in steps, since letters and weeks do.

A bound between two of them is as good as the lower one, and a plan that is to be stronger than another has to reach
the next of them.
"""

from collections.abc import Sequence
from functools import reduce
from itertools import compress, product
from math import gcd
from operator import or_

from usceplan.planning.instance import CappedPart, MixPart, Parts
from usceplan.planning.options import Option

MANY = 1000
"""Where a part has more values than this, all strengths are taken to be possible."""


def attainable_strengths(parts: Parts, options: Sequence[Option]) -> int:
    """All strengths that a plan of these options can have, and perhaps some more: bit s stands for s thousandths."""
    values = [
        _capped(parts.letters, {option.letter for option in options}),
        _capped(parts.hands_on, {option.hands_on for option in options}),
        _capped(parts.specialty, {option.specialty_weeks for option in options}),
        {1000 * max(parts.recency.held, points) for points in (0, *(option.recency for option in options))},
        _mix(parts.mix, options),
    ]
    greatest = sum(map(max, values))
    largest, *others = sorted(values, key=len, reverse=True)
    if len(largest) > MANY:
        return (1 << greatest + 1) - 1
    sums = reduce(or_, (1 << value for value in largest))
    return reduce(lambda sums, part: reduce(or_, (sums << value for value in part)), others, sums)


def _capped(part: CappedPart, amounts: set[int]) -> set[int]:
    """What the sums of some amounts can score: all multiples of what divides them all, up to the cap."""
    step = gcd(*amounts)
    room = max(part.cap - part.held, 0)
    if step == 0 or room == 0:
        return {part.score(0)}
    return {part.score(total) for total in range(0, room + step, step)}


def _mix(part: MixPart, options: Sequence[Option]) -> set[int]:
    weights = (part.inpatient, part.outpatient, part.residency)
    offered = [any(option.mix[i] for option in options) for i in range(3)]
    choices = [
        (True,) if held else (False, True) if new else (False,) for held, new in zip(part.held, offered, strict=True)
    ]
    return {1000 * sum(compress(weights, has)) for has in product(*choices)}
