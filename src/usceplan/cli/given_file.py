"""Files that are named on the command line, where ``-`` stands for what is piped in or out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from usceplan.problems import DataError, Problem, UserError

if TYPE_CHECKING:
    from usceplan.catalog.reading import Document

PIPE = Path("-")
STDIN_NAME = "standard input"


def read_given(path: Path) -> "Document":
    """What a file holds, or the standard input. Raises ``DataError``."""
    from usceplan.catalog.reading import read_content, read_file  # what reads YAML takes time

    if path != PIPE:
        return read_file(path, str(path))
    if sys.stdin is None or sys.stdin.closed:
        raise DataError([Problem(STDIN_NAME, None, None, "", "it is closed; pipe a file into it")])
    return read_content(sys.stdin.buffer.read(), STDIN_NAME)


def refuse_several_forms(given: dict[str, bool]) -> None:
    """Raise ``UserError`` where more than one of the options, each with whether it was given, wants to be printed."""
    printing = [flag for flag, is_given in given.items() if is_given]
    if len(printing) > 1:
        message = f"{printing[0]} and {printing[1]} ask for different forms"
        raise UserError(message, "Give one of them.", "contradiction")
