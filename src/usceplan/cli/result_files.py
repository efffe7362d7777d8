"""The files that results are written to: told apart from what must not be lost, and found fit before any work."""

import os
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from usceplan.cli.given_file import PIPE
from usceplan.cli.writing import refuse_unwritable
from usceplan.problems import UserError

LOOKED_AT = 2000
"""Bytes at the beginning and at the end of a file in which a marker stands."""
PDF_MARKER = b"\n%usceplan report\n"
"""A comment after the end of a PDF, which readers pass over."""


class Kind(NamedTuple):
    """A kind of file that the program writes: what it is called, and what stands in every one of them."""

    name: str
    markers: tuple[bytes, ...]


PLAN = Kind("saved plan", (b"usceplan.plan/",))
MODEL = Kind("model", (b"usceplan.model/",))
CALENDAR = Kind("calendar", (b"PRODID:-//usceplan//",))
REPORT = Kind("report", (b'<meta name="generator" content="usceplan report">', b"<!-- usceplan report -->", PDF_MARKER))


def refuse_unfit(
    files: Iterable[tuple[Path | None, Kind]], *, besides: Path | None = None, force: bool | None = None
) -> None:
    """Raise ``UserError`` where files cannot be written, are the same, or hold anything but an earlier result.

    A result takes the place of an earlier one of its kind; ``force`` lets it take that of any file but the one
    ``besides``, which is read, and is null where the command has no such option. What is printed (``-``) or not asked
    for needs no place.
    """
    wanted = [(path, kind) for path, kind in files if path is not None and path != PIPE]
    refuse_unwritable(path for path, _ in wanted)
    for one, other in combinations([*(path for path, _ in wanted), *([besides] if besides else [])], 2):
        if one.resolve() == other.resolve():
            raise UserError(f"{other} is named twice", "Give each file a name of its own.", "contradiction")
    for path, kind in () if force else wanted:
        if path.is_file() and path.stat().st_size and not _is(kind, path):
            instead = "remove this one first" if force is None else "let it go with --force"
            message = f"{path} is there already, and is no {kind.name} of usceplan"
            raise UserError(message, f"Name another file, or {instead}.", "file-exists")


def _is(kind: Kind, path: Path) -> bool:
    """Whether a file is an earlier result of that kind. One that cannot be read is none."""
    try:
        with path.open("rb") as file:
            ends = file.read(LOOKED_AT)
            file.seek(-min(LOOKED_AT, path.stat().st_size), os.SEEK_END)
            ends += file.read()
    except OSError:
        return False
    return any(marker in ends for marker in kind.markers)
