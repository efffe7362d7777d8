"""The files that a report is written to: told apart from what must not be lost, and found fit before any work."""

import os
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from usceplan.cli.writing import refuse_unwritable
from usceplan.problems import UserError

PDF_MARKER = b"\n%usceplan report\n"
"""A comment after the end of a PDF, which readers pass over."""
MARKERS = (b'<meta name="generator" content="usceplan report">', b"<!-- usceplan report -->", PDF_MARKER)
ENDINGS = {".htm": "FILE", ".html": "FILE", ".pdf": "--pdf", ".svg": "--svg"}
"""Endings of names, and by what a file with such a name is asked for."""
FORMS = {"FILE": "an HTML page", "--pdf": "a PDF", "--svg": "a drawing (SVG)"}
"""What is written into the file."""
LOOKED_AT = 2000
"""Bytes at the beginning and at the end of a file in which a marker stands."""


def refuse_swapped(files: Mapping[str, Path | None]) -> None:
    """Raise ``UserError`` where the ending of a name is that of another form: a PDF that is HTML opens nowhere."""
    for form, path in files.items():
        if path is not None and ENDINGS.get(path.suffix.casefold(), form) != form:
            hint = "For a PDF as well: usceplan report plan.html --pdf plan.pdf"
            raise UserError(f"{form}: {path} is no name for {FORMS[form]}", hint, "bad-name")


def refuse_unfit(files: Sequence[Path], plan: Path | None, *, force: bool) -> None:
    """Raise ``UserError`` where files cannot be written, are the same, or hold what is no report.

    A report takes the place of an earlier one; ``force`` lets it take that of any file but the saved plan.
    """
    refuse_unwritable(files)
    for one, other in combinations([*files, *([plan] if plan else [])], 2):
        if one.resolve() == other.resolve():
            raise UserError(f"{other} is named twice", "Give each file a name of its own.", "contradiction")
    for path in files if not force else ():
        if path.is_file() and path.stat().st_size and not _is_report(path):
            hint = "Name another file, or let it go with --force."
            raise UserError(f"{path} is there already, and is no report of usceplan", hint, "file-exists")


def _is_report(path: Path) -> bool:
    """Whether a file is a page, a drawing or a PDF of an earlier report. One that cannot be read is none."""
    try:
        with path.open("rb") as file:
            ends = file.read(LOOKED_AT)
            file.seek(-min(LOOKED_AT, path.stat().st_size), os.SEEK_END)
            ends += file.read()
    except OSError:
        return False
    return any(marker in ends for marker in MARKERS)
