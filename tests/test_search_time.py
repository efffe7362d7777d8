"""How long a search may last, and what a terminal shows meanwhile; the clock is a counter."""

import io
from collections.abc import Callable

import pytest

from usceplan.cli.search_time import SearchTime, SharedTime


class Screen(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.fixture
def pass_seconds(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [100.0]
    monkeypatch.setattr("usceplan.cli.search_time.time.monotonic", lambda: now[0])

    def forward(seconds: float) -> None:
        now[0] += seconds

    return forward


def test_the_search_is_over_after_its_seconds(pass_seconds: Callable[[float], None]) -> None:
    limit = SearchTime(5)
    assert not limit.is_over()
    pass_seconds(5.1)
    assert limit.is_over()


def test_nothing_is_shown_in_the_first_half_second(pass_seconds: Callable[[float], None]) -> None:
    screen = Screen(is_terminal=True)
    limit = SearchTime(5, screen)
    pass_seconds(0.4)
    limit.is_over()
    limit.clear()
    assert screen.getvalue() == ""


def test_a_longer_search_says_so_and_takes_it_away_again(pass_seconds: Callable[[float], None]) -> None:
    screen = Screen(is_terminal=True)
    limit = SearchTime(5, screen)
    pass_seconds(0.6)
    limit.is_over()
    shown = screen.getvalue()
    assert "0.6 of 5 seconds" in shown
    assert len(shown) < 80
    limit.clear()
    assert screen.getvalue() == shown + "\r" + " " * (len(shown) - 1) + "\r"


def test_it_is_not_shown_more_often_than_needed(pass_seconds: Callable[[float], None]) -> None:
    screen = Screen(is_terminal=True)
    limit = SearchTime(5, screen)
    for _ in range(10):
        pass_seconds(0.1)
        limit.is_over()
    assert 2 <= screen.getvalue().count("\r") <= 4


def test_only_a_terminal_shows_it(pass_seconds: Callable[[float], None]) -> None:
    screen = Screen(is_terminal=False)
    limit = SearchTime(5, screen)
    pass_seconds(3)
    limit.is_over()
    limit.clear()
    assert screen.getvalue() == ""


def test_an_interrupt_ends_the_search_and_a_second_one_the_program() -> None:
    limit = SearchTime(5)
    limit.interrupt(2, None)
    assert limit.is_over()
    with pytest.raises(KeyboardInterrupt):
        limit.interrupt(2, None)


def test_searches_share_the_time_and_the_last_one_has_all_that_is_left(pass_seconds: Callable[[float], None]) -> None:
    clock = SharedTime(SearchTime(8), 8, parts=2)
    first = clock.share()
    pass_seconds(3.9)
    assert not first()
    pass_seconds(0.2)
    assert first()
    second, last = clock.share(), clock.rest()
    pass_seconds(2.0)
    assert second()
    assert not last()
    pass_seconds(2.0)
    assert last()
    assert clock.is_over()


def test_ctrl_c_ends_every_search() -> None:
    limit = SearchTime(1000)
    clock = SharedTime(limit, 1000, parts=2)
    deadlines = clock.share(), clock.rest()
    limit.interrupt(2, None)
    assert all(deadline() for deadline in deadlines)
