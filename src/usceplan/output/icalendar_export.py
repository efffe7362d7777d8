"""The timeline as an iCalendar file (RFC 5545) for Google, Apple, Outlook: an event a rotation, milestone and task.

Every event is of whole days. Its UID comes from what it is and the Match year, never from its day, and its sequence
number grows with the day of the export: reading a newer file in moves the events instead of doubling them.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from icalendar import Alarm, Calendar, Event

from usceplan import __version__
from usceplan.output.milestone_names import milestone_name
from usceplan.output.results import MilestoneInfo, RotationInfo, TaskInfo, TimelineReport
from usceplan.output.safe_text import cleaned
from usceplan.words import counted

DOMAIN = "usceplan.invalid"
"""No host: RFC 6761 keeps such names from ever being one."""
FIRST_DAY = dt.date(2020, 1, 1)
"""Sequence numbers count the days from here."""
ALARM_HOUR = 9
_ANGLES = str.maketrans({"<": "[", ">": "]"})
"""Google shows what stands in angle brackets as markup."""


def icalendar_text(report: TimelineReport, alarm_days_before: Sequence[int]) -> str:
    """The file as text, its lines ended and folded as the standard asks.

    ``alarm_days_before`` are the days before a task or a rotation on which, at nine in the morning, it is told of.
    """
    safe = cleaned(report, "utf-8")
    calendar = Calendar()
    calendar.add("prodid", f"-//usceplan//usceplan {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"U.S. clinical experience and the {safe.match_year} Match")
    for event in _events(safe, alarm_days_before):
        calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()


def _events(report: TimelineReport, alarms: Sequence[int]) -> Iterator[Event]:
    for rotation in report.rotations:
        yield _rotation(report, rotation, alarms)
    for milestone in report.milestones:
        yield _milestone(report, milestone)
    for task in report.timeline.tasks:
        yield _task(report, task, alarms)


def _rotation(report: TimelineReport, rotation: RotationInfo, alarms: Sequence[int]) -> Event:
    about = [
        f"{rotation.institution}, {rotation.place}. {counted(rotation.weeks, 'week')}.",
        *rotation.to_confirm,
    ]
    event = _event(report, f"rotation:{rotation.program}", rotation.name, (rotation.start, rotation.end), about)
    event.add("location", _plain(rotation.place))
    event.add("categories", ["Rotation"])
    return _with_alarms(event, rotation.name, alarms)


def _milestone(report: TimelineReport, milestone: MilestoneInfo) -> Event:
    name = f"{milestone_name(milestone.id)} ({milestone.basis})"
    about = [part for part in (milestone.note, milestone.source) if part]
    event = _event(report, f"milestone:{milestone.id}", name, (milestone.date, milestone.date), about)
    event.add("status", "TENTATIVE" if milestone.basis == "projected" else "CONFIRMED")
    event.add("categories", ["Match"])
    return event


def _task(report: TimelineReport, task: TaskInfo, alarms: Sequence[int]) -> Event:
    day = max(task.due, report.generated_on)
    about = [
        f"Because {task.because.rstrip('.')}.",
        *([f"Can be begun on {task.start.isoformat()}."] if task.start < task.due else []),
        *([f"Too late: {task.conflict}"] if task.conflict else []),
        *([f"Else: {task.missed}"] if task.missed else []),
        *([task.source] if task.source else ["The day is an assumption."] if task.basis == "assumption" else []),
    ]
    event = _event(report, f"task:{task.id}", task.title, (day, day), about)
    event.add("categories", ["To do"])
    return _with_alarms(event, task.title, alarms)


def _event(
    report: TimelineReport, identity: str, name: str, days: tuple[dt.date, dt.date], about: Sequence[str]
) -> Event:
    first, last = days
    event = Event()
    event.add("uid", f"{report.match_year}:{identity}@{DOMAIN}")
    event.add("dtstamp", dt.datetime.combine(report.generated_on, dt.time(), dt.UTC))
    event.add("sequence", max(0, (report.generated_on - FIRST_DAY).days))
    event.add("dtstart", first)
    event.add("dtend", last + dt.timedelta(days=1))  # the end is the first day after it
    event.add("summary", _plain(name))
    event.add("description", _plain("\n".join([*about, report.disclaimer])))
    event.add("transp", "TRANSPARENT")  # the day stays free for others
    return event


def _with_alarms(event: Event, name: str, alarms: Sequence[int]) -> Event:
    for days in alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _plain(name))
        alarm.add("trigger", dt.timedelta(days=-days, hours=ALARM_HOUR))
        event.add_component(alarm)
    return event


def _plain(text: str) -> str:
    return text.translate(_ANGLES)
