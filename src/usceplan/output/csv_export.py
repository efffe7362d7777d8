"""The timeline as CSV: a line a rotation, milestone and task, for spreadsheets."""

from usceplan.output.csv_table import csv_table
from usceplan.output.milestone_names import milestone_name
from usceplan.output.results import TimelineReport

COLUMNS = (
    *("type", "id", "title", "from", "by", "state", "late_days", "programs", "because", "missed", "after"),
    *("work_days", "wait_days", "basis", "source"),
)


def csv_text(report: TimelineReport) -> str:
    """The table with its header."""
    return csv_table(COLUMNS, ([row.get(name, "") for name in COLUMNS] for row in _rows(report)))


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
