"""What a command runs in: streams, terminal or not, variables, and the day."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from usceplan.problems import UserError


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The streams and variables of a run, so that nothing below the command line looks at the process."""

    out: TextIO
    err: TextIO
    variables: Mapping[str, str]
    can_ask: bool


def surroundings(*, no_input: bool) -> Surroundings:
    """Those of this process; questions need a terminal for the input and for what is asked."""
    can_ask = not no_input and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    return Surroundings(sys.stdout, sys.stderr, os.environ, can_ask)


def local_today() -> date:
    """The day by the clock of this machine: the only place where the program looks at it."""
    return datetime.now().astimezone().date()


def config_folder(environment: Mapping[str, str]) -> Path:
    """Where a person's own files are: ``usceplan`` in the XDG config folder."""
    base = Path(environment.get("XDG_CONFIG_HOME", ""))
    if base.is_absolute():
        return base / "usceplan"
    try:
        return Path.home() / ".config" / "usceplan"
    except RuntimeError:
        hint = "Set HOME or XDG_CONFIG_HOME, or give the path of a profile file."
        raise UserError("there is no home folder to look for profiles in", hint, "no-home") from None
