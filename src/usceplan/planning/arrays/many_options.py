"""What bounds work out for each option of a model that has thousands of them."""

from collections.abc import Sequence

import numpy as np


class ManyOptions:
    """What the worth of options is made of, by position."""

    def __init__(self, parts_of: Sequence[int], usd: Sequence[int], timing_of: Sequence[int]) -> None:
        self._parts_of, self._usd, self._timing_of = np.array(parts_of), np.array(usd), np.array(timing_of)

    def worths(self, parts: Sequence[float], dollar: float, weeks: Sequence[float]) -> list[float]:
        """The worth of each option's parts, with its dollars at so much each, less the price of its weeks.

        ``parts`` is by the number of its parts, ``weeks`` by that of its timing.
        """
        worth: list[float] = (
            np.array(parts)[self._parts_of] + dollar * self._usd - np.array(weeks)[self._timing_of]
        ).tolist()
        return worth
