"""The program in a pseudo-terminal, as a person meets it."""

import codecs
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from command_line import environment

PATIENCE = 30.0
"""Seconds to wait for what must come; it comes in one or two unless the machine is busy."""

# The terminal must be the one that controls the process, or Ctrl-C would reach nobody; and tests that run in the
# background of a shell are told to pass over it.
_START = (
    "import fcntl, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); sys.argv[0] = 'usceplan';"
    "signal.signal(signal.SIGINT, signal.default_int_handler); from usceplan.__main__ import run; run()"
)


class Session:
    """A running program: what it has shown on the terminal, and a way to type."""

    def __init__(self, program: subprocess.Popen[bytes], terminal: int) -> None:
        self._program = program
        self._terminal = terminal
        self._end = time.monotonic() + PATIENCE
        self._read = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()  # a character may come in two parts
        self.shown = ""

    def wait_for(self, text: str) -> None:
        """Read until the text is shown after all that was waited for before."""
        while (found := self.shown.find(text, self._read)) < 0:
            if not self._read_more():
                raise AssertionError(f"the program ended without showing {text!r}; it showed:\n{self.shown}")
        self._read = found + len(text)

    def type(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def wait_until_it_reads(self) -> None:
        """Wait until the program sleeps over its input: Ctrl-C a moment before can go unheeded until more is typed."""
        state = Path(f"/proc/{self._program.pid}/stat")  # only Linux has it
        while state.exists() and state.read_text().rpartition(")")[2].split()[0] != "S":
            select.select([], [], [], 0.01)

    def answer(self, question: str, text: str) -> None:
        """Wait for the question and its prompt, and type an answer."""
        self.wait_for(question)
        self.wait_for("] > ")
        self.type(f"{text}\n")

    def exit_code(self) -> int:
        while self._read_more():
            pass
        return self._program.wait(max(1.0, self._end - time.monotonic()))

    def _read_more(self) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], max(0.0, self._end - time.monotonic()))
        if not ready:
            raise AssertionError(f"nothing came for {PATIENCE} seconds; shown so far:\n{self.shown}")
        try:
            new = os.read(self._terminal, 65536)
        except OSError:  # what Linux says when the other side is closed
            return False
        self.shown += self._decoder.decode(new).replace("\r\n", "\n")
        return bool(new)


@contextmanager
def session(
    *arguments: str,
    out: IO[bytes] | None = None,
    columns: int = 80,
    rows: int = 0,
    variables: dict[str, str] | None = None,
) -> Iterator[Session]:
    """Start the program with a terminal for all its streams, or with another standard output.

    A terminal without rows does not tell how many it has, and so nothing is shown by a pager.
    """
    import pty  # noqa: PLC0415 (not on Windows)
    import termios  # noqa: PLC0415

    terminal, other_side = pty.openpty()
    termios.tcsetwinsize(terminal, (rows, columns))
    program = subprocess.Popen(
        [sys.executable, "-c", _START, *arguments],
        stdin=other_side,
        stdout=out or other_side,
        stderr=other_side,
        env=environment(**{"TERM": "xterm", "NO_COLOR": "1", "COLUMNS": str(columns), **(variables or {})}),
        start_new_session=True,
        cwd=Path(__file__).parent,
    )
    os.close(other_side)
    try:
        yield Session(program, terminal)
    finally:
        program.kill()
        program.wait()
        os.close(terminal)
