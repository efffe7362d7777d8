"""The names of the files of a report: each says its form."""

from collections.abc import Mapping
from pathlib import Path

from usceplan.problems import UserError

ENDINGS = {".htm": "FILE", ".html": "FILE", ".pdf": "--pdf", ".svg": "--svg"}
"""Endings of names, and by what a file with such a name is asked for."""
FORMS = {"FILE": "an HTML page", "--pdf": "a PDF", "--svg": "a drawing (SVG)"}
"""What is written into the file."""


def refuse_swapped(files: Mapping[str, Path | None]) -> None:
    """Raise ``UserError`` where the ending of a name is that of another form: a PDF that is HTML opens nowhere."""
    for form, path in files.items():
        if path is not None and ENDINGS.get(path.suffix.casefold(), form) != form:
            hint = "For a PDF as well: usceplan report plan.html --pdf plan.pdf"
            raise UserError(f"{form}: {path} is no name for {FORMS[form]}", hint, "bad-name")
