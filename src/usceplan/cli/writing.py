"""Writing results: JSON and tables to standard output, files whole or not at all."""

import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from usceplan.problems import UserError
from usceplan.whole_files import replace_file, try_to_replace


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


_WRITABLE = "Name a file in a folder you can write to."


def refuse_unwritable(files: Iterable[Path]) -> None:
    """Raise ``UserError`` for a file that can't be written: said before the work whose result it holds."""
    for path in files:
        try:
            _refuse_no_place(path)
        except OSError as error:
            raise _cannot_write(path, error, _WRITABLE) from None


def _refuse_no_place(path: Path) -> None:
    """Raise ``UserError`` where there is no folder for a file, or ``OSError`` where the folder does not take it."""
    if path.is_dir():
        raise UserError(f"cannot write {path}: it is a folder", "Name a file in it.", "cannot-write")
    if path.exists() and not path.is_file():
        return  # a device or a pipe, which may be opened only once
    target = path.resolve()
    if not target.parent.is_dir():
        message = f"cannot write {path}: there is no folder {path.parent}"
        raise UserError(message, "Name a file in a folder that is there.", "cannot-write")
    try_to_replace(target)


def refuse_unwritable_in_own_folder(path: Path, hint: str) -> None:
    """The same for a file whose folder is made where it is not there; the hint is for a folder that can't be."""
    folder = path.parent
    try:
        nearest = next(one for one in path.parents if one.exists())
        if nearest != folder:
            try_to_replace(nearest / folder.name)
            return
    except OSError as error:
        raise _cannot_make(folder, error, hint) from None
    refuse_unwritable([path])


def make_folder(folder: Path, hint: str, *, mode: int = 0o777) -> None:
    """Make a folder and those it lies in, where they are not there. Raises ``UserError``."""
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_make(folder, error, hint) from None


def _cannot_make(folder: Path, error: OSError, hint: str) -> UserError:
    return UserError(f"cannot make the folder {folder}: {error.strerror or error}", hint, "cannot-write")


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
        # Windows keeps a file that another program has open, such as a table in Excel, from being replaced.
        is_held = platform == "win32" and isinstance(error, PermissionError) and path.is_file()
        hint = "Close it in the program that has it open, or name another file." if is_held else _WRITABLE
        raise _cannot_write(path, error, hint) from None


def _cannot_write(path: Path, error: OSError, hint: str) -> UserError:
    return UserError(f"cannot write {path}: {error.strerror or error}", hint, "cannot-write")
