"""Tasks for a terminal: what cannot be done in time and why, what to do next, every task with its reason."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rich.text import Text

from usceplan.output.figures import host, iso
from usceplan.output.layout import Lines, Sheet, hang, heading, indented, wrap
from usceplan.output.results import TaskInfo
from usceplan.words import counted

BASIS_NAMES = {
    "stated": "stated by the program",
    "official": "official",
    "reported": "reported",
    "projected": "projected",
    "published": "published advice",
    "assumption": "our assumption",
}
OF_THE_DAY = frozenset({"stated", "official", "reported", "projected"})
"""What a day rests on that does not follow from how long things take."""
INDENT = 4


@dataclass(frozen=True, slots=True)
class Missed:
    """A deadline that cannot be kept: the task that is latest for it, and others that are late as well."""

    deadline: TaskInfo
    worst: TaskInfo
    others: tuple[TaskInfo, ...]

    def facts(self) -> Iterator[str]:
        """Why it is late, what follows, and what else is late by it."""
        yield self.worst.conflict or ""
        if self.deadline.missed:
            yield f"Else: {self.deadline.missed}"
        if self.others:
            yield f"So are: {'; '.join(f'{task.short} (due {iso(task.due)})' for task in self.others)}."


def missed_deadlines(tasks: list[TaskInfo]) -> Iterator[Missed]:
    """Every deadline that cannot be kept."""
    by_id = {task.id: task for task in tasks}
    late = sorted((task for task in tasks if task.state == "late"), key=_deadline)
    for identifier, group in groupby(late, _deadline):
        ordered = sorted(group, key=lambda task: task.due)
        worst = max(ordered, key=lambda task: task.late_days)
        others = tuple(task for task in ordered if task.id != identifier and task.id not in worst.chain)
        yield Missed(by_id[identifier], worst, others)


def late_section(tasks: list[TaskInfo], sheet: Sheet) -> Lines:
    """What cannot be done in time, by the deadline that is missed: how long it takes, and what follows."""
    missed = list(missed_deadlines(tasks))
    if not missed:
        return []
    lines = heading("Too late, by planning figures", sheet)
    return [*lines, *(line for one in missed for line in _missed(one, sheet.prose))]


def _deadline(task: TaskInfo) -> str:
    """The task whose own deadline is missed."""
    return task.chain[-1]


def _missed(missed: Missed, sheet: Sheet) -> Lines:
    short = counted(missed.worst.late_days, "day")
    title = Text.assemble((missed.deadline.title, "bold"), f", due {iso(missed.deadline.due)}: {short} too late")
    return [
        *hang(Text(f"{sheet.marks.late} ", "red"), title, sheet),
        *(line for fact in missed.facts() if fact for line in indented(hang("", fact, sheet.inside(2)), 2)),
    ]


def next_section(tasks: list[TaskInfo], more: int, today: dt.date, sheet: Sheet) -> Lines:
    """What to do first, each with its reason; for what is late also why and what follows."""
    if not tasks:
        return [*heading("What to do now", sheet), Text("Nothing is left to do.")]
    lines = heading("What to do now", sheet)
    told: dict[str | None, int] = {None: 0}
    for number, task in enumerate(tasks, 1):
        lead = Text(f"{number:>2}  ")
        title = Text.assemble(*_when(task, today, sheet), (task.title, "bold"))
        lines += hang(lead, title, sheet.prose)
        lines += [
            line for fact in _facts(task, number, told) for line in indented(hang("", fact, _inner(sheet)), INDENT)
        ]
    all_of_them = f"{counted(more, 'more task')}: usceplan timeline shows all. " if more else ""
    done = "What is done: usceplan next --plan FILE --done TASK, with the word under its title."
    lines += [Text(), *wrap(Text(f"{all_of_them}{done}"), sheet.prose.width)]
    return lines


def _inner(sheet: Sheet) -> Sheet:
    return sheet.prose.inside(INDENT)


def _when(task: TaskInfo, today: dt.date, sheet: Sheet) -> Iterator[Text]:
    if task.state == "late":
        word = "was due" if task.due < today else "too late for"
        possible = f", possible from {iso(task.start)}" if task.start > today else ""
        yield Text(f"{sheet.marks.late} {word} {iso(task.due)}{possible}: ", "red")
    elif task.start > today:
        yield Text(f"from {iso(task.start)} by {iso(task.due)}: ", "cyan")
    else:
        yield Text(f"by {iso(task.due)}: ", "cyan")


def _facts(task: TaskInfo, number: int, told: dict[str | None, int]) -> Iterator[str | Text]:
    """Why to do it; for what is late why it is and what follows, which is said once for all in one chain."""
    yield Text(task.id, "dim")
    yield f"Because {task.because.rstrip('.')}."
    if task.state != "late":
        return
    if task.conflict in told:
        yield Text(f"Late for the same reason as {told[task.conflict]}.", "yellow")
        return
    told[task.conflict] = number
    yield Text(task.conflict or "", "yellow")
    if task.missed:
        yield f"Else: {task.missed}"


def every_task(tasks: list[TaskInfo], sheet: Sheet) -> Lines:
    """Each task with the days it can be done in, its reason, how long it takes, and what that rests on."""
    lines = heading("Every task", sheet)
    for task in sorted(tasks, key=lambda one: (one.due, one.id)):
        days = f"{iso(task.start)} to {iso(task.due)}" if task.start < task.due else iso(task.due)
        lines += hang(f"{days}  ", Text(task.title, "bold"), sheet.prose)
        lines += [line for fact in _reasons(task) for line in indented(hang("", fact, _inner(sheet)), INDENT)]
    return lines


def _reasons(task: TaskInfo) -> Iterator[str]:
    yield f"Because {task.because.rstrip('.')}."
    if task.missed:
        yield f"Else: {task.missed}"
    takes = f"takes {counted(task.work_days, 'day')}" if task.work_days else "is done within a day"
    waits = f", its result is there {counted(task.wait_days, 'day')} later" if task.wait_days else ""
    after = f" After: {', '.join(task.after)}." if task.after else ""
    yield f"It {takes}{waits} ({_based(task.size_basis, task.size_source)}). {task.size}{after}"
    if task.basis in OF_THE_DAY:
        yield f"Its day is {_based(task.basis, task.source)}."


def _based(basis: str, source: str | None) -> str:
    page = host(source)
    return BASIS_NAMES[basis] + (f"; {page}" if page else "")
