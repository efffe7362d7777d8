"""Tables for spreadsheets: CSV in which no cell is a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from usceplan.output.safe_text import clean

FORMULAS = ("=", "+", "-", "@", "|", "%")
"""What makes a spreadsheet take a cell for a formula or a command when it stands first."""


def csv_table(names: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """A table with a header. Lines end as those of other tools do, which spreadsheets read as well."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(names)
    table.writerows([safe_cell(str(value)) for value in row] for row in rows)
    return written.getvalue()


def safe_cell(text: str) -> str:
    """A cell that a spreadsheet takes for text: cleaned, and with an apostrophe before what would be a formula."""
    plain = clean(text).strip()
    first = unicodedata.normalize("NFKC", plain).lstrip()[:1]
    return f"'{plain}" if first in FORMULAS else plain
