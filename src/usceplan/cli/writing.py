"""Writing results: JSON to standard output, files whole or not at all."""

import io
from pathlib import Path
from typing import TextIO

from usceplan.problems import UserError
from usceplan.whole_files import replace_file


def print_json(out: TextIO, text: str) -> None:
    """Write JSON in UTF-8, as its standard demands, whatever the terminal or the system use."""
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8", newline="\n")
    out.write(text + "\n")


def write_file(path: Path, text: str) -> None:
    """Write a text file. Raises ``UserError`` where that can't be done, and then an older file is as it was."""
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")  # a device or a pipe, which nothing may replace
        else:
            replace_file(path.resolve(), text)  # resolved, so that a link goes on being one
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(
            f"cannot write {path}: {reason}", "Name a file in a folder you can write to.", "cannot-write"
        ) from None
