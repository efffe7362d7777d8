"""A graph of things to do, worked backwards from their deadlines and forwards from today.

Pure and general: what the things are, ``task_rules.py`` says.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from graphlib import TopologicalSorter
from typing import Literal, NamedTuple

from usceplan.words import counted

Basis = Literal["stated", "official", "reported", "projected", "published", "assumption"]
"""What the day of a task rests on: a program's page, a milestone of the Match, a page of advice, or nothing but us."""
SizeBasis = Literal["published", "assumption"]
"""What the lengths of a task rest on."""
State = Literal["late", "now", "later"]


class TaskKind(StrEnum):
    """What sort of thing a task is. A ``date`` is no work, only a day to know of."""

    ASK = "ask"
    APPLY = "apply"
    BACKUP = "backup"
    PLACE = "place"
    DOCUMENT = "document"
    EXAM = "exam"
    VISA = "visa"
    TRAVEL = "travel"
    LETTER = "letter"
    APPLICATION = "application"
    MATCH = "match"
    DATE = "date"


class Draft(NamedTuple):
    """A thing to do, before the days are worked out.

    ``basis`` and ``source`` are those of its day, ``size_basis`` and ``size_source`` those of how long it takes.
    ``due`` is its own last day, None where it only has to be done for what waits for it. It cannot be done before
    ``opens``, makes little sense before ``sensible``, and none after ``until`` or once the task ``unless`` is done.
    When it is done, ``wait_days`` go by until its result is there. ``after`` holds the ids of what it waits for; an id
    that is not there is done already.
    """

    id: str
    kind: TaskKind
    title: str
    short: str
    because: str
    missed: str | None
    size: str
    basis: Basis
    source: str | None
    size_basis: SizeBasis
    size_source: str | None
    work_days: int = 0
    wait_days: int = 0
    due: date | None = None
    opens: date | None = None
    sensible: date | None = None
    until: date | None = None
    programs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unless: str | None = None


class Task(NamedTuple):
    """A thing to do with its days.

    ``due`` is the last day to have it done, so that all that waits for it can still be done in time. ``start`` is the
    first day on which it can sensibly be begun, ``reach`` the first on which it can be done; ``late_days`` is by how
    much that is after ``due``. ``chain`` is then what leads there and on to the deadline that is missed, and
    ``conflict`` says it in words.
    """

    draft: Draft
    due: date
    start: date
    reach: date
    state: State
    chain: tuple[str, ...] = ()
    conflict: str | None = None

    @property
    def id(self) -> str:
        """What names it, whatever its days."""
        return self.draft.id

    @property
    def late_days(self) -> int:
        """Days by which it comes too late; 0 where it can be done in time."""
        return max(0, (self.reach - self.due).days)


def scheduled(drafts: Iterable[Draft], today: date, done: Collection[str] = ()) -> tuple[Task, ...]:
    """The tasks that still make sense, those that cannot be done in time first, then by the day they are due.

    No task is due before what it waits for: what it waits for is due early enough for its result to be there when the
    work of the task has to begin. What is ``done`` is left out, with all that it waited for. Raises
    ``graphlib.CycleError`` where tasks wait for each other.
    """
    graph = _Graph(_undone(tuple(drafts), done), today)
    tasks = [graph.task(draft) for draft in graph.drafts.values()]
    return tuple(sorted(tasks, key=lambda task: (task.state != "late", task.due, task.start, task.id)))


class _Graph:
    """The drafts that still make sense, in an order in which each comes after what it waits for."""

    def __init__(self, drafts: Iterable[Draft], today: date) -> None:
        self.today = today
        self.drafts = _useful({draft.id: draft for draft in drafts if draft.until is None or draft.until >= today})
        self.waiting: dict[str, list[Draft]] = defaultdict(list)
        for draft in self.drafts.values():
            for before in draft.after:
                self.waiting[before].append(draft)
        self.due = self._worked_backwards()
        self.reach = self._worked_forwards()

    def _worked_backwards(self) -> dict[str, date]:
        due: dict[str, date] = {}
        for draft in reversed(self.drafts.values()):
            limits = [_begin_by(next_one, due[next_one.id], draft) for next_one in self.waiting[draft.id]]
            due[draft.id] = min([*limits, *([draft.due] if draft.due else [])])
        return due

    def _worked_forwards(self) -> dict[str, date]:
        reach: dict[str, date] = {}
        for draft in self.drafts.values():
            ready = [_result_on(self.drafts[before], reach) for before in draft.after]
            begin = max([self.today, *ready, *([draft.opens] if draft.opens else [])])
            reach[draft.id] = begin + timedelta(days=draft.work_days)
        return reach

    def task(self, draft: Draft) -> Task:
        due, reach = self.due[draft.id], self.reach[draft.id]
        begin = reach - timedelta(days=draft.work_days)
        usual = min(draft.sensible, due - timedelta(days=draft.work_days)) if draft.sensible else begin
        start = max(begin, usual)
        if reach > due:
            chain = self._chain(draft)
            return Task(draft, due, start, reach, "late", tuple(one.id for one in chain), self._conflict(chain))
        return Task(draft, due, start, reach, "now" if start <= self.today else "later")

    def _chain(self, draft: Draft) -> tuple[Draft, ...]:
        """What makes the task come so late, the task, and what makes it due so early."""
        chain = [draft]
        while (before := self._held_up_by(chain[0])) is not None:
            chain.insert(0, before)
        while (next_one := self._hurried_by(chain[-1])) is not None:
            chain.append(next_one)
        return tuple(chain)

    def _held_up_by(self, draft: Draft) -> Draft | None:
        begin = self.reach[draft.id] - timedelta(days=draft.work_days)
        if begin in (self.today, draft.opens):
            return None
        before = (self.drafts[one] for one in draft.after)
        return next((one for one in before if _result_on(one, self.reach) == begin), None)

    def _hurried_by(self, draft: Draft) -> Draft | None:
        due = self.due[draft.id]
        if due == draft.due:
            return None
        waiting = self.waiting[draft.id]
        return next(one for one in waiting if _begin_by(one, self.due[one.id], draft) == due)

    def _conflict(self, chain: tuple[Draft, ...]) -> str:
        first, last = chain[0], chain[-1]
        begin = self.reach[first.id] - timedelta(days=first.work_days)
        needed = sum(one.work_days + one.wait_days for one in chain) - last.wait_days
        deadline = self.due[last.id]
        steps = ", then ".join(_step(one, is_last=one is last) for one in chain)
        since = "" if begin == self.today else f" from {begin.isoformat()} on"
        if deadline < begin:
            missing = counted((begin - deadline).days, "day")
            passed = f"{missing} ago" if begin == self.today else f"{missing} before it can begin"
            return f"{steps}: due by {deadline.isoformat()}, {passed}."
        left = (deadline - begin).days
        return f"{steps}: {counted(needed, 'day')} in all{since}; only {left} until {deadline.isoformat()}."


def _undone(drafts: Sequence[Draft], done: Collection[str]) -> Iterator[Draft]:
    after = {draft.id: draft.after for draft in drafts}
    finished: set[str] = set()
    ahead = list(done)
    while ahead:
        current = ahead.pop()
        if current not in finished:
            finished.add(current)
            ahead.extend(after.get(current, ()))
    return (draft for draft in drafts if draft.id not in finished and draft.unless not in finished)


def _useful(drafts: Mapping[str, Draft]) -> dict[str, Draft]:
    """The drafts with a deadline of their own or of something that waits for them, each after what it waits for."""
    known = {
        key: one._replace(after=tuple(before for before in one.after if before in drafts))
        for key, one in drafts.items()
    }
    order = list(TopologicalSorter({key: one.after for key, one in known.items()}).static_order())
    wanted: set[str] = set()
    for key in reversed(order):
        if known[key].due is not None or key in wanted:
            wanted |= {key, *known[key].after}
    return {key: known[key] for key in order if key in wanted}


def _begin_by(waiting: Draft, due: date, before: Draft) -> date:
    """The last day for ``before``, so that what waits for it can begin in time."""
    return due - timedelta(days=waiting.work_days + before.wait_days)


def _result_on(draft: Draft, reach: Mapping[str, date]) -> date:
    return reach[draft.id] + timedelta(days=draft.wait_days)


def _step(draft: Draft, *, is_last: bool) -> str:
    days = draft.work_days + (0 if is_last else draft.wait_days)
    return f"{draft.short} ({counted(days, 'day')})" if days else draft.short
