"""What the rules of tasks share: the plan they look at, and a draft filled in from the words and figures on file."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple, TypedDict

from usceplan.catalog.program import Program
from usceplan.catalog.tasks import TaskRule
from usceplan.planning.situation import Situation, last_day
from usceplan.tasks import Basis, Draft, SizeBasis, TaskKind
from usceplan.visa_time import Asked, first_start_with_visa, visa_wait
from usceplan.words import counted, label


class Attended(NamedTuple):
    """A rotation of the plan, as its tasks look at it.

    ``needs_trip`` is true where it is reached from home, ``needs_room`` where the applicant has no place to stay.
    ``backups`` are programs that could take its weeks, each with the last day to apply there.
    """

    program: Program
    start: date
    weeks: int
    place: str
    apply_by: date
    letter_counts: bool
    to_confirm: tuple[str, ...]
    needs_trip: bool
    needs_room: bool
    backups: tuple[tuple[Program, date], ...]

    @property
    def end(self) -> date:
        """Its last day, a Sunday."""
        return last_day(self.start, self.weeks)


class Looked(NamedTuple):
    """How a plan is looked at: on which day, None for that on which it is made, and what is done of it."""

    today: date | None = None
    done: tuple[str, ...] = ()


AS_PLANNED = Looked()
"""On the day it is made, with nothing done."""


class Ahead(NamedTuple):
    """What lies ahead: the plan with its situation.

    ``today`` may be later than that of the situation, on which the plan was made. ``done`` are ids of tasks.
    """

    situation: Situation
    today: date
    rotations: tuple[Attended, ...]
    done: tuple[str, ...] = ()

    @property
    def visa_wait_weeks(self) -> int | None:
        """How many weeks a visa interview has to be waited for; None where no visa has to be applied for."""
        return visa_wait(self.situation.catalogue, self.situation.applicant)

    @property
    def visa_start(self) -> date | None:
        """The first Monday for which the visa can be there; None where none has to be applied for."""
        if self.visa_wait_weeks is None:
            return None
        programs = [Asked(one.program, one.to_confirm) for one in self.rotations]
        return first_start_with_visa(self.situation.catalogue, programs, self.today, self.visa_wait_weeks)


class Facts(TypedDict, total=False):
    """What is known of a task besides its rule.

    ``words`` fill the braces. ``anchor`` is the day that ``from_days`` and ``by_days`` of the rule count back from.
    ``basis`` and ``source`` are those of the day where it comes from elsewhere; else what the lengths rest on.
    The others are as in ``Draft``, and go before the rule's own.
    """

    words: Mapping[str, object]
    anchor: date
    due: date
    wait_days: int
    opens: date
    sensible: date
    until: date
    basis: Basis
    source: str | None
    size_basis: SizeBasis
    size_source: str | None
    programs: tuple[str, ...]
    after: tuple[str, ...]
    unless: str


def drafted(ahead: Ahead, name: str, kind: TaskKind, facts: Facts, *about: str) -> Draft:
    """The draft of a task by the name of its rule; ``about`` makes its id its own."""
    file = ahead.situation.catalogue.tasks
    rule: TaskRule = getattr(file.tasks, name)
    words, anchor = facts.get("words", {}), facts.get("anchor")
    size_basis: SizeBasis = facts.get("size_basis", "assumption" if rule.is_assumed else "published")
    size_source = facts.get("size_source", file.address(rule.sources))
    return Draft(
        id=":".join((name.replace("_", "-"), *about)),
        kind=kind,
        title=rule.title.format(**words),
        short=rule.short.format(**words),
        because=rule.because.format(**words),
        missed=rule.missed.format(**words) if rule.missed else None,
        size=rule.size,
        basis=facts.get("basis", size_basis),
        source=facts.get("source") if "basis" in facts or size_basis == "assumption" else size_source,
        size_basis=size_basis,
        size_source=size_source,
        work_days=rule.work_days,
        wait_days=facts.get("wait_days", rule.wait_days or 0),
        due=facts.get("due", _days_before(anchor, rule.by_days)),
        opens=facts.get("opens"),
        sensible=facts.get("sensible", _days_before(anchor, rule.from_days)),
        until=facts.get("until"),
        programs=facts.get("programs", ()),
        after=facts.get("after", ()),
        unless=facts.get("unless"),
    )


def _days_before(anchor: date | None, days: int | None) -> date | None:
    return None if anchor is None or days is None else anchor - timedelta(days=days)


def days_in_words(days: int) -> str:
    """A length in days as people say it: whole weeks where it is such."""
    return counted(days // 7, "week") if days and days % 7 == 0 else counted(days, "day")


def named(programs: tuple[Program, ...]) -> str:
    """Programs by name, each once, one after the other."""
    return "; ".join(dict.fromkeys(label(program) for program in programs))
