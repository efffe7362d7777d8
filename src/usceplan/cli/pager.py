"""A pager for what is longer than the terminal, as other programs have it: only where a person sits at one.

Screens that end in what matters most, next to the prompt (``recommend``, ``budget`` ...), are not paged: the pager
would begin at their top. Lists and reference texts are.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from typing import TextIO

from usceplan.cli.environment import Surroundings
from usceplan.cli.manners import NO_PAGER
from usceplan.cli.named_program import command_of

LESS_OPTIONS = "FRX"
"""As git has them: end at once if all fits (F), let colors through (R), leave the text on the screen (X)."""
_KEYS = r"-PsSpace\: next page, b\: back, /word\: find, q\: end"
"""What ``less`` shows at the foot of a page instead of a lone colon. Only some people know its keys."""
NO_PAGERS = ("", "cat")


def pager_for(around: Surroundings) -> list[str] | None:
    """The command of the pager; None where nothing should be paged.

    ``PAGER`` names it; without that it is ``less``, but not on Windows, where it is no part of the system.
    """
    variables = around.variables
    if variables.get(NO_PAGER) or not _at_a_terminal(around) or not _can_page(around):
        return None
    named = variables.get("PAGER")
    if named is None:
        known = "LESS" in variables
        return None if around.on_windows or not shutil.which("less") else ["less", *([] if known else [_KEYS])]
    if named.strip() in NO_PAGERS:
        return None
    try:
        return command_of(named, windows=around.on_windows) or None
    except ValueError:  # a quote that does not end
        return None


def _at_a_terminal(around: Surroundings) -> bool:
    return around.out.isatty() and sys.stdin is not None and sys.stdin.isatty()


def _can_page(around: Surroundings) -> bool:
    """Whether the terminal can go back over what it shows; Windows has other ways to tell than ``TERM``."""
    return around.on_windows or around.variables.get("TERM", "dumb") not in ("", "dumb")


def show(text: str, pager: list[str], around: Surroundings) -> None:
    """Show a text by the pager, or print it where it fits or the pager cannot be started.

    To leave the pager before the end is no failure, and Ctrl-C is for the pager while it runs.
    """
    if text.count("\n") < _rows(around.out):
        around.out.write(text)
        return
    around.out.flush()
    encoding = around.out.encoding or "utf-8"
    try:
        running = subprocess.Popen(  # noqa: S603 (the person's own choice)
            pager, stdin=subprocess.PIPE, env=_environment(around.variables, encoding)
        )
    except OSError:
        around.out.write(text)
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        running.communicate(text.encode(encoding, "replace"))
    finally:
        signal.signal(signal.SIGINT, before)


def _environment(variables: Mapping[str, str], encoding: str) -> dict[str, str]:
    usual = {"LESS": LESS_OPTIONS}
    if encoding.lower().replace("-", "") == "utf8":
        usual["LESSCHARSET"] = "utf-8"  # the text is, whatever the locale says
    return {**usual, **variables}


def _rows(stream: TextIO) -> int:
    """The rows of the terminal; one that does not tell has room for everything."""
    try:
        return os.get_terminal_size(stream.fileno()).lines or sys.maxsize
    except (OSError, ValueError):
        return sys.maxsize
