"""Writing results: JSON and tables to standard output, files whole or not at all."""

import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from usceplan.problems import UserError
from usceplan.whole_files import replace_file


def print_json(out: TextIO, text: str) -> None:
    """Write JSON in UTF-8, as its standard demands, whatever the terminal or the system use."""
    print_text(out, text + "\n")


def print_text(out: TextIO, text: str) -> None:
    """Write a text for other programs, in UTF-8 and with its own line breaks."""
    speak_utf_8(out)
    out.write(text)


def speak_utf_8(out: TextIO) -> None:
    """Let a stream carry every character, and line breaks as they are."""
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8", newline="")


def refuse_missing_folders(files: Iterable[Path]) -> None:
    """Raise ``UserError`` for a file that lies in no folder, or is one: said before the work whose result it holds."""
    for path in files:
        if path.is_dir():
            raise UserError(f"cannot write {path}: it is a folder", "Name a file in it.", "cannot-write")
        if not path.absolute().parent.is_dir():
            message = f"cannot write {path}: there is no folder {path.parent}"
            raise UserError(message, "Name a file in a folder that is there.", "cannot-write")


_WRITABLE = "Name a file in a folder you can write to."


def write_file(path: Path, content: str | bytes, *, private: bool = False, platform: str = sys.platform) -> None:
    """Write a file, a text in UTF-8 and with its own line breaks.

    Raises ``UserError`` where that can't be done, and then an older file is as it was. A ``private`` one is for its
    owner alone to read.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe, which nothing may replace
        else:
            replace_file(path.resolve(), data, private=private)  # resolved, so that a link goes on being one
    except OSError as error:
        reason = error.strerror or str(error)
        # Windows keeps a file that another program has open, such as a table in Excel, from being replaced.
        is_held = platform == "win32" and isinstance(error, PermissionError) and path.is_file()
        hint = "Close it in the program that has it open, or name another file." if is_held else _WRITABLE
        raise UserError(f"cannot write {path}: {reason}", hint, "cannot-write") from None
