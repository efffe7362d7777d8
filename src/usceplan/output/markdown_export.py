"""The timeline as a checklist in Markdown, month by month."""

import re
from collections.abc import Iterator

from usceplan.output.milestone_names import milestone_name
from usceplan.output.results import MilestoneInfo, MonthInfo, RotationInfo, TaskInfo, TimelineReport
from usceplan.output.safe_text import cleaned

_SPECIAL = re.compile(r"[\\`*_{}\[\]#!|~$]")
_AT_THE_BEGINNING = re.compile(r"^(\d*)([-+=.)])")
"""What makes a list or a heading of a line."""
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def markdown_text(report: TimelineReport) -> str:
    """The checklist. Nothing in a text of the data is taken for Markdown or HTML."""
    safe = cleaned(report, "utf-8")
    return "\n".join(_lines(safe)) + "\n"


def _lines(report: TimelineReport) -> Iterator[str]:
    tasks = {task.id: task for task in report.timeline.tasks}
    milestones = {one.id: one for one in report.milestones}
    yield f"# To do until the {report.match_year} Match"
    yield from ("", f"Made on {report.generated_on}. {escaped(report.disclaimer)}")
    late = [task for task in report.timeline.tasks if task.state == "late"]
    if late:
        yield from ("", "## Too late, by planning figures", "")
        yield from (_late(task) for task in late)
    for month in report.timeline.months:
        lines = list(_month(month, report.rotations, milestones, tasks))
        if lines:
            yield from ("", f"## {month.month}", "", *lines)
    notes = [*report.assumptions, *report.warnings]
    if notes:
        yield from ("", "## Before you rely on this", "", *(f"- {escaped(note)}" for note in notes))


def _late(task: TaskInfo) -> str:
    missed = f" Else: {escaped(task.missed)}" if task.missed else ""
    return f"- [ ] **{task.due}** {escaped(task.title)}: {escaped(task.conflict or '')}{missed}"


def _month(
    month: MonthInfo, rotations: list[RotationInfo], milestones: dict[str, MilestoneInfo], tasks: dict[str, TaskInfo]
) -> Iterator[str]:
    """What begins, happens or is due in a month, by day; what is late stands above all months."""
    found = [
        (one.start, f"- **{one.start}** {escaped(one.name)}, until {one.end}")
        for one in rotations
        if one.start.strftime("%Y-%m") == month.month
    ]
    found += [
        (one.date, f"- **{one.date}** {escaped(milestone_name(one.id))} ({one.basis})")
        for one in (milestones[identifier] for identifier in month.milestones)
    ]
    due = [tasks[one.id] for one in month.tasks]
    found += [(one.due, _open(one)) for one in due if one.state != "late"]
    return (line for _, line in sorted(found, key=lambda one: one[0]))


def _open(task: TaskInfo) -> str:
    return f"- [ ] **{task.due}** {escaped(task.title)}: {escaped(task.because)}"


def escaped(text: str) -> str:
    """The text as Markdown that shows it as it is."""
    plain = _AT_THE_BEGINNING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", text))
    return plain.translate(_ENTITIES)
