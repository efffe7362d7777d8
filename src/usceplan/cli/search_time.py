"""When a search for the best plan must stop: a limit of seconds, or Ctrl-C."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class SearchTime:
    """Says when to stop. ``interrupted`` is whether Ctrl-C was pressed."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self.interrupted = False

    def is_over(self) -> bool:
        """Whether the search should stop now."""
        return self.interrupted or time.monotonic() > self._end

    def interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        """Stop at the next look; a second Ctrl-C ends the program."""
        if self.interrupted:
            raise KeyboardInterrupt
        self.interrupted = True


@contextmanager
def search_time(seconds: float) -> Iterator[SearchTime]:
    """A limit during which Ctrl-C ends the search and not the program."""
    limit = SearchTime(seconds)
    before = signal.signal(signal.SIGINT, limit.interrupt)
    try:
        yield limit
    finally:
        signal.signal(signal.SIGINT, before)
