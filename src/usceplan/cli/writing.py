"""Writing results: JSON and tables to standard output, files whole or not at all."""

import io
import os
import tempfile
from pathlib import Path
from typing import TextIO

from usceplan.problems import UserError


def print_json(out: TextIO, text: str) -> None:
    """Write JSON in UTF-8, as its standard demands, whatever the terminal or the system use."""
    _print_utf8(out, text + "\n")


def print_table(out: TextIO, text: str) -> None:
    """Write a table for spreadsheets in UTF-8; its lines end as the table has them."""
    _print_utf8(out, text)


def _print_utf8(out: TextIO, text: str) -> None:
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8", newline="\n")
    out.write(text)


def write_file(path: Path, text: str) -> None:
    """Write a text file. Raises ``UserError`` where that can't be done, and then an older file is as it was."""
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")  # a device or a pipe, which nothing may replace
        else:
            _replace(path.resolve(), text)  # resolved, so that a link goes on being one
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(
            f"cannot write {path}: {reason}", "Name a file in a folder you can write to.", "cannot-write"
        ) from None


def _replace(path: Path, text: str) -> None:
    """Write by way of a temporary file beside the one wanted."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        # A temporary file is for its owner alone; the finished one follows the person's own habit.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
