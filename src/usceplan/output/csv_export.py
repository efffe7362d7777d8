"""The timeline as CSV: a line a rotation, milestone and task, for spreadsheets."""

import csv
import io
import unicodedata

from usceplan.output.milestone_names import milestone_name
from usceplan.output.results import TimelineReport
from usceplan.output.safe_text import cleaned

COLUMNS = (
    *("type", "id", "title", "from", "by", "state", "late_days", "programs", "because", "missed", "after"),
    *("work_days", "wait_days", "basis", "source"),
)
FORMULAS = ("=", "+", "-", "@", "|", "%")
"""What makes a spreadsheet take a cell for a formula or a command."""


def csv_text(report: TimelineReport) -> str:
    """The table with its header (RFC 4180). A text that a spreadsheet would run begins with an apostrophe."""
    safe = cleaned(report, "utf-8")
    written = io.StringIO()
    table = csv.DictWriter(written, COLUMNS, restval="", lineterminator="\r\n")
    table.writeheader()
    for row in _rows(safe):
        table.writerow({name: _harmless(value) for name, value in row.items()})
    return written.getvalue()


def _rows(report: TimelineReport) -> list[dict[str, object]]:
    rotations: list[dict[str, object]] = [
        {
            "type": "rotation",
            "id": one.program,
            "title": f"{one.name}, {one.institution}",
            "from": one.start,
            "by": one.end,
            "programs": one.program,
        }
        for one in report.rotations
    ]
    milestones: list[dict[str, object]] = [
        {
            "type": "milestone",
            "id": one.id,
            "title": milestone_name(one.id),
            "from": one.date,
            "by": one.date,
            "basis": one.basis,
            "source": one.source or "",
        }
        for one in report.milestones
    ]
    tasks: list[dict[str, object]] = [
        {
            "type": "task",
            "id": one.id,
            "title": one.title,
            "from": one.start,
            "by": one.due,
            "state": one.state,
            "late_days": one.late_days,
            "programs": " ".join(one.programs),
            "because": one.because,
            "missed": one.missed or "",
            "after": " ".join(one.after),
            "work_days": one.work_days,
            "wait_days": one.wait_days,
            "basis": one.basis,
            "source": one.source or "",
        }
        for one in report.timeline.tasks
    ]
    return sorted([*rotations, *milestones, *tasks], key=lambda row: (str(row["by"]), str(row["type"]), str(row["id"])))


def _harmless(value: object) -> str:
    text = str(value)
    first = unicodedata.normalize("NFKC", text).lstrip()[:1]
    return f"'{text}" if first in FORMULAS else text
