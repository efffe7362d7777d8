"""When a search for the best plan must stop: a limit of seconds, or Ctrl-C; and what is shown while it lasts."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

SHOWN_AFTER = 0.5
SHOWN_EVERY = 0.2
"""Seconds."""

PARTS = 4
"""A search takes at most one of so many parts of the time that is left, so that a hard one leaves some for others."""


class SearchTime:
    """Says when to stop. ``interrupted`` is whether Ctrl-C was pressed.

    While a search lasts longer than half a second, its time is shown on ``screen``, where that is a terminal.
    """

    def __init__(self, seconds: float, screen: TextIO | None = None) -> None:
        self._seconds = seconds
        self._began = time.monotonic()
        self._next_shown = SHOWN_AFTER
        self._screen = screen if screen is not None and screen.isatty() else None
        self._width = 0
        self.interrupted = False

    def is_over(self) -> bool:
        """Whether the search should stop now."""
        elapsed = time.monotonic() - self._began
        if elapsed >= self._next_shown:
            self._next_shown = elapsed + SHOWN_EVERY
            self._show(f"Searching: {elapsed:.1f} of {self._seconds:g} seconds (Ctrl-C shows the best plan so far)")
        return self.interrupted or elapsed > self._seconds

    def interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        """Stop at the next look; a second Ctrl-C ends the program."""
        if self.interrupted:
            raise KeyboardInterrupt
        self.interrupted = True

    def clear(self) -> None:
        """Take what was shown off the screen."""
        if self._width:
            self._show("")
            self._width = 0

    def _show(self, text: str) -> None:
        if self._screen is not None:
            self._screen.write(f"\r{text:<{self._width}}" + ("" if text else "\r"))
            self._screen.flush()
            self._width = max(self._width, len(text))


class SharedTime:
    """The seconds for several searches together, each of which takes at most one of ``parts`` of what is left."""

    def __init__(self, limit: SearchTime, seconds: float, parts: int = PARTS) -> None:
        self._limit = limit
        self._end = time.monotonic() + seconds
        self._parts = parts

    def is_over(self) -> bool:
        """Whether nothing more should be begun."""
        return self._limit.is_over()

    def share(self) -> Callable[[], bool]:
        """The deadline of a search that begins now."""
        now = time.monotonic()
        end = now + max(0.0, self._end - now) / self._parts
        return lambda: self._limit.is_over() or time.monotonic() > end

    def rest(self) -> Callable[[], bool]:
        """The deadline of the last search, which may take all that is left."""
        return self._limit.is_over


@contextmanager
def search_time(seconds: float, screen: TextIO | None = None) -> Iterator[SearchTime]:
    """A limit during which Ctrl-C ends the search and not the program."""
    limit = SearchTime(seconds, screen)
    before = signal.signal(signal.SIGINT, limit.interrupt)
    try:
        yield limit
    finally:
        signal.signal(signal.SIGINT, before)
        limit.clear()
