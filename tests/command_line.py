"""Running the program: in this process where that proves the same, else as a process of its own."""

import io
import os
import subprocess
import sys
import time
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import usceplan
from situations import catalogue
from usceplan.cli.app import main

TODAY = ("--today", "2026-11-22")
GRADUATE = ("--specialty", "IM", "--grad-year", "2023", "--visa", "b1-b2", "--budget", "9000", *TODAY)
"""The usual graduate, whose Match year is the default: 2028."""

CACHE = str(Path(__file__).resolve().parent.parent / ".cache" / "tests")
"""Processes share it, so that only the first has to read the data files."""

PROCESSOR = SimpleNamespace(monotonic=time.process_time)
"""A clock for searches that stands while others use the processor: a busy machine finds the same plans in its limit."""

CITY = ("budget", "--city", "Chicago", "--weeks", "8", *TODAY)
"""The quickest command that prints a result."""


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def environment(**variables: str) -> dict[str, str]:
    """The variables of this process without those that the program reads, and with the given ones."""
    personal = ("USCEPLAN_", "_USCEPLAN", "XDG_", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(personal)}
    package = Path(usceplan.__file__).parent.parent
    return {**kept, "HOME": "/nowhere", "XDG_CACHE_HOME": CACHE, "PYTHONPATH": str(package), **variables}


def usceplan_with(variables: dict[str, str], *arguments: str, typed: str = "", with_own_files: bool = False) -> Ran:
    """Run the command line in this process, with a standard input that is no terminal.

    Data files of the person's own in the config folder are read only ``with_own_files``.
    """
    printed, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(printed, encoding="utf-8")
    with ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, environment(**variables), clear=True))
        stack.enter_context(mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")))
        if not with_own_files:
            stack.enter_context(mock.patch("usceplan.cli.loading.load_catalogue", lambda _, **__: catalogue()))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        stack.enter_context(mock.patch("usceplan.cli.search_time.time", PROCESSOR))
        try:
            main(arguments)
        except SystemExit as end:
            out.flush()
            assert isinstance(end.code, int)
            return Ran(end.code, printed.getvalue().decode(), err.getvalue())
    raise AssertionError("the program did not end")


def run_usceplan(*arguments: str) -> Ran:
    """The same with no variables of its own."""
    return usceplan_with({}, *arguments)


def process(*arguments: str, variables: dict[str, str] | None = None, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "usceplan", *arguments],
        env=environment(**(variables or {})),
        encoding="utf-8",
        timeout=120,
        check=False,
        **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},
    )
