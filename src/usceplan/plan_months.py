"""The plan month by month: rotations, milestones of the Match, and what to do in each month."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from usceplan.planning.situation import Situation, last_day
from usceplan.tasks import Task


class Span(NamedTuple):
    """A rotation as the timeline shows it."""

    program: str
    name: str
    start: date
    weeks: int

    @property
    def end(self) -> date:
        """Its last day, a Sunday."""
        return last_day(self.start, self.weeks)


class Month(NamedTuple):
    """One month (``2027-03``): the parts of rotations in it, ids of milestones, tasks in the order of their days."""

    month: str
    parts: tuple[tuple[Span, date, date], ...]
    milestones: tuple[str, ...]
    tasks: tuple[Task, ...]


def plan_months(situation: Situation, spans: tuple[Span, ...], tasks: Iterable[Task], today: date) -> tuple[Month, ...]:
    """Every month from today to the start of residency. A task that was due before today stands under today."""
    by_month: dict[str, list[Task]] = defaultdict(list)
    for task in sorted(tasks, key=lambda task: shown_on(task, today)):
        by_month[_month(shown_on(task, today))].append(task)
    milestones: dict[str, list[str]] = defaultdict(list)
    for milestone in situation.cycle.milestones:
        milestones[_month(milestone.date)].append(milestone.id.value)
    end = situation.cycle.date("residency_start")
    return tuple(
        Month(
            month=_month(first),
            parts=tuple(_parts(spans, first)),
            milestones=tuple(milestones[_month(first)]),
            tasks=tuple(by_month[_month(first)]),
        )
        for first in _months(today, max(end, today))
    )


def shown_on(task: Task, today: date) -> date:
    """The day under which a task stands: its last one, or today where that is past."""
    return max(task.due, today)


def _month(day: date) -> str:
    return day.strftime("%Y-%m")


def _months(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = _next_month(day)


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _parts(spans: tuple[Span, ...], first: date) -> Iterator[tuple[Span, date, date]]:
    last = _next_month(first) - timedelta(days=1)
    for span in spans:
        if span.start <= last and span.end >= first:
            yield span, max(span.start, first), min(span.end, last)
