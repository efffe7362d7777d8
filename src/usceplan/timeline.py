"""The plan month by month: rotations, milestones of the Match, and what to do in each month."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from usceplan.planning.situation import Situation, last_day
from usceplan.words import counted


@dataclass(frozen=True, slots=True)
class Span:
    """A rotation as the timeline shows it."""

    program: str
    name: str
    start: date
    weeks: int
    apply_by: date
    letter_counts: bool

    @property
    def end(self) -> date:
        """Its last day, a Sunday."""
        return last_day(self.start, self.weeks)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do by a day."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Month:
    """One month (``2027-03``): the parts of rotations in it, ids of milestones, tasks in the order of their days."""

    month: str
    parts: tuple[tuple[Span, date, date], ...]
    milestones: tuple[str, ...]
    tasks: tuple[Task, ...]


def timeline(situation: Situation, spans: tuple[Span, ...], *, needs_visa: bool) -> tuple[Month, ...]:
    """Every month from today to the start of residency."""
    tasks = sorted(_tasks(situation, spans, needs_visa=needs_visa), key=lambda task: task.day)
    by_month: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_month[_month(task.day)].append(task)
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
        for first in _months(situation.today, max(end, situation.today))
    )


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


def _tasks(situation: Situation, spans: tuple[Span, ...], *, needs_visa: bool) -> Iterator[Task]:
    due, letters = situation.catalogue.guidance.due, situation.catalogue.guidance.letters
    for span in spans:
        yield Task(span.apply_by, f"Apply to {span.name} by this day.")
        if span.letter_counts:
            asked = span.end - timedelta(days=6)
            yield Task(asked, f"Last week at {span.name}: ask for the letter.")
    if spans and needs_visa:
        weeks = due.visa_weeks_before.value
        day = max(situation.today, spans[0].start - timedelta(weeks=weeks))
        yield Task(
            day, f"Apply for the visa ({counted(weeks, 'week')} before the first rotation is a planning figure)."
        )
    if situation.letter_deadline >= situation.today:
        days = letters.days_before_review.value
        yield Task(
            situation.letter_deadline, f"Last day for a rotation whose letter should count ({days} days before review)."
        )
