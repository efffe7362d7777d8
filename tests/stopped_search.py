"""Searches that are stopped, and what they find before they begin, with no clock."""

import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from unittest import mock

from usceplan.cli.search_time import SearchTime


def interrupted(*, at_look: int) -> AbstractContextManager[object]:
    """Ctrl-C while the search looks at the clock for the so-manieth time."""
    looks = 0
    is_over = SearchTime.is_over

    def look(limit: SearchTime) -> bool:
        nonlocal looks
        looks += 1
        if looks == at_look:
            signal.raise_signal(signal.SIGINT)
        return is_over(limit)

    return mock.patch.object(SearchTime, "is_over", look)


def without_a_first_look() -> AbstractContextManager[object]:
    """Nothing found before the search itself, as where no plan can be found at once."""
    return mock.patch("usceplan.planning.greedy.Greedy.plans", lambda *_: iter(()))


class Unlimited:
    """A clock for as much time as it takes."""

    def is_over(self) -> bool:
        return False

    def share(self) -> Callable[[], bool]:
        return lambda: False


class AfterSome:
    """A clock that stops after so many searches."""

    def __init__(self, searches: int) -> None:
        self.left = searches

    def is_over(self) -> bool:
        return self.left <= 0

    def share(self) -> Callable[[], bool]:
        self.left -= 1
        return lambda: False
