"""How results reach standard output: as one JSON object, or on a screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from usceplan.cli.environment import Surroundings
from usceplan.cli.writing import print_json, speak_utf_8

if TYPE_CHECKING:
    from rich.console import Console

    from usceplan.output.results import Result


def print_result(result: "Result", around: Surroundings) -> None:
    """Print a result as JSON."""
    print_json(around.out, result.model_dump_json(indent=2))


def console_for(around: Surroundings, *, no_color: bool) -> "Console":
    """The console on which screens are printed."""
    from usceplan.output.terminal import make_console  # Rich takes time

    return make_console(around.out, color=False if no_color else None, environment=around.variables)


@contextmanager
def paged_console(around: Surroundings, *, no_color: bool) -> Iterator["Console"]:
    """The console for a list, which a pager shows where it is longer than the terminal."""
    from usceplan.cli.pager import pager_for, show

    console = console_for(around, no_color=no_color)
    pager = pager_for(around)
    if pager is None:
        yield console
        return
    with console.capture() as captured:
        yield console
    show(captured.get(), pager, around)


def print_reference(text: str, around: Surroundings) -> None:
    """Print JSON that people read as well: in a terminal by a pager."""
    from usceplan.cli.pager import pager_for, show

    pager = pager_for(around)
    if pager is None:
        print_json(around.out, text)
        return
    speak_utf_8(around.out)
    show(f"{text}\n", pager, around)
