"""The bounds that a search with arrays goes by: those that it was given, and those that it makes on the way."""

from collections.abc import Sequence

from usceplan.planning.arrays.array_bound import ArrayBound
from usceplan.planning.bounds import Bound
from usceplan.planning.model import Model
from usceplan.planning.tuning import Descent, lowest

STEPS = 8
"""Steps of tuning for a partial plan."""
MOST_BOUNDS = 12
"""With more bounds than this, the oldest of those made for partial plans goes."""


class BoundPool:
    """Bounds of a model."""

    def __init__(self, model: Model, bounds: Sequence[Bound], *, kept: int) -> None:
        """The first ``kept`` bounds stay."""
        self._model = model
        self._kept = kept
        self.bounds = [ArrayBound(bound) for bound in bounds]
        """Those given, then those made for partial plans, the oldest first."""

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
        if len(self.bounds) == MOST_BOUNDS:
            del self.bounds[self._kept]
        self.bounds.append(ArrayBound(better))
