"""What a command runs in: streams, terminal or not, variables, and the day."""

import os
import sys
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple, TextIO

from usceplan.cli.manners import QUIET, VERBOSE
from usceplan.output.safe_text import clean


class Surroundings(NamedTuple):
    """The streams and variables of a run, so that nothing below the command line looks at the process."""

    out: TextIO
    err: TextIO
    variables: Mapping[str, str]
    can_ask: bool
    on_windows: bool = False

    @property
    def progress(self) -> TextIO | None:
        """Where to show that a search goes on; None where that is not wanted or a terminal can only print."""
        return None if self.variables.get(QUIET) or self.variables.get("TERM") == "dumb" else self.err

    def tell(self, text: str) -> None:
        """Say what goes on, where ``--verbose`` asks for it."""
        if self.variables.get(VERBOSE):
            self.err.write(f"usceplan: {clean(text, self.err.encoding or 'ascii')}\n")


def surroundings(*, no_input: bool) -> Surroundings:
    """Those of this process; questions need a terminal for the input and for what is asked."""
    can_ask = not no_input and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    return Surroundings(sys.stdout, sys.stderr, os.environ, can_ask, sys.platform == "win32")


def local_today() -> date:
    """The day by the clock of this machine: the only place where the program looks at it."""
    return datetime.now().astimezone().date()
