"""The bounds that a search with arrays goes by: those that it was given, and those that it makes on the way."""

from collections.abc import Sequence
from operator import mul

from usceplan.planning.arrays.array_bound import ArrayBound
from usceplan.planning.bounds import Bound
from usceplan.planning.model import PARTS, Model
from usceplan.planning.tuning import Descent, lowest

STEPS = 8
"""Steps of tuning for a partial plan."""
MOST_BOUNDS = 12
"""With more bounds than this, the oldest of those made for partial plans goes."""
SIDE_STEPS = 20
"""Steps of tuning for either side of a part."""
UNCLEAR = 1000.0
"""Thousandths of a point: a part is unclear where a share between none and all of it gives away more than this."""


class BoundPool:
    """Bounds of a model."""

    def __init__(self, model: Model, bounds: Sequence[Bound], *, kept: int) -> None:
        """The first ``kept`` bounds stay."""
        self._model = model
        self._kept = kept
        self.bounds = [ArrayBound(bound) for bound in bounds]
        """Those given, then those made for partial plans, the oldest first."""

    @property
    def kept(self) -> list[ArrayBound]:
        """Those that stay."""
        return self.bounds[: self._kept]

    def make_for(self, positions: Sequence[int], money: int, aim: float) -> None:
        """Add a bound made for the partial plan with some options, from the one that is lowest for it."""
        state = self._model.start
        for position in positions:
            state = self._model.with_option(state, position)
        usable = self._model.usable(state, money)
        first = min((bound.bound for bound in self.bounds), key=lambda bound: bound.of(state, usable))
        better = lowest(Descent(first, state, money), aim, STEPS).bound
        if better is first:
            return
        too_many = max(0, len(self.bounds) + 1 - MOST_BOUNDS)
        del self.bounds[self._kept : self._kept + too_many]
        self.bounds.append(ArrayBound(better))

    def make_sides(self, money: int, aim: float) -> list[ArrayBound]:
        """Keep a bound that counts a part in full, and one that takes the part for full; gives these.

        The lowest bound of all plans may take a share of a part, because some fill it and others do not. A partial
        plan comes to do one or the other, and then that bound is the worst for it. The part is the least clear one;
        none if all are clear.
        """
        first = self.bounds[0].bound
        part = _least_clear(self._model, first.prices.shares)
        if part is None:
            return []
        sides = [ArrayBound(self._side(first, part, share, money, aim)) for share in (1.0, 0.0)]
        self.bounds[self._kept : self._kept] = sides
        self._kept += len(sides)
        return sides

    def _side(self, first: Bound, part: int, share: float, money: int, aim: float) -> Bound:
        shares = [*first.prices.shares]
        shares[part] = share
        side = Bound(self._model, first.prices._replace(shares=tuple(shares)))
        return lowest(Descent(side, self._model.start, money, fixed={part}), aim, SIDE_STEPS).bound


def _least_clear(model: Model, shares: Sequence[float]) -> int | None:
    """The part of which most is given away by a share that is neither none nor all."""
    whole = map(mul, model.frame.slopes, model.frame.rooms)
    given = [points * share * (1 - share) for points, share in zip(whole, shares, strict=True)]
    part = max(range(PARTS), key=given.__getitem__)
    return part if given[part] > UNCLEAR else None
