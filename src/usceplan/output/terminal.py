"""Where screens are printed: the console, its width, its signs and its colors."""

import os
from collections.abc import Mapping
from typing import TextIO

from rich.console import Console
from rich.text import Text

from usceplan.output.layout import Lines, Sheet, marks_for

LEAST_WIDTH = 40
"""What a row of the timeline takes; a narrower terminal breaks the lines itself."""
MOST_WIDTH = 140
PIPED_WIDTH = 100
UNKNOWN_WIDTH = 80
"""Of a terminal that does not tell."""
_HEIGHT = 25


class AsciiConsole(Console):
    """A console for which all results are made of ASCII, whatever its stream could carry."""

    @property
    def encoding(self) -> str:
        """The encoding that decides which characters are used."""
        return "ascii"


def make_console(
    stream: TextIO, *, environment: Mapping[str, str], width: int | None = None, color: bool | None = None
) -> Console:
    """A console that prints results on a stream.

    ``width`` and ``color`` are what the user asked for and beat the environment: ``COLUMNS``; ``NO_COLOR``,
    ``FORCE_COLOR`` and ``TERM=dumb``. Without any of them a terminal has its own width and color, and any other stream
    has 100 columns and none. ``USCEPLAN_ASCII`` asks for no other characters than those of ASCII, which a stream that
    can carry no others gets anyway.
    """
    is_colored = uses_color(stream, environment) if color is None else color
    kind = AsciiConsole if environment.get("USCEPLAN_ASCII") else Console
    return kind(
        file=stream,
        width=width or _width(stream, environment),
        height=_HEIGHT,  # with both given, Rich asks neither the environment nor the terminal
        color_system="standard" if is_colored else None,
        force_terminal=is_colored,
        no_color=not is_colored,
        highlight=False,
        markup=False,
        emoji=False,
    )


def uses_color(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether a stream gets colors where nobody said so on the command line."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def has_width(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether lines must fit something: a terminal, or the columns that were asked for."""
    return stream.isatty() or _asked_width(environment) is not None


def _asked_width(environment: Mapping[str, str]) -> int | None:
    columns = environment.get("COLUMNS", "")
    return int(columns) or None if columns.isascii() and columns.isdigit() else None


def _width(stream: TextIO, environment: Mapping[str, str]) -> int:
    asked = _asked_width(environment)
    if asked is not None:
        return asked
    if not stream.isatty():
        return PIPED_WIDTH
    try:
        return os.get_terminal_size(stream.fileno()).columns or UNKNOWN_WIDTH
    except (OSError, ValueError):
        return UNKNOWN_WIDTH


def sheet_of(console: Console) -> Sheet:
    """What to lay out for: the width of the console within bounds, and the signs that its encoding can carry."""
    return Sheet(max(LEAST_WIDTH, min(console.width, MOST_WIDTH)), marks_for(console.encoding))


def print_sections(console: Console, sections: list[Lines]) -> None:
    """Each section as one text, a blank line between two."""
    texts = [Text("\n").join(section) for section in sections if section]
    for number, text in enumerate(texts):
        text.rstrip()
        console.print(Text.assemble("\n" if number else "", text), soft_wrap=True)
