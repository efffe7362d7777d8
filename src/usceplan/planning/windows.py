"""When a rotation at a program can take place, and for how long."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from usceplan.catalog.guidance import Guidance
from usceplan.catalog.program import Program
from usceplan.catalog.vocabulary import Intake, Kind
from usceplan.planning.situation import WEEK, Situation, last_day, next_monday
from usceplan.words import counted, listed

FIRST_WEEK_ENDS = 7

COMPARED_WEEKS = 4
"""The length for which the costs of programs are compared."""


class Lead(NamedTuple):
    """Weeks between application and start; ``assumed`` where the program does not say."""

    weeks: int
    assumed: bool


def lead(program: Program, guidance: Guidance) -> Lead:
    """The least lead time of a program, or the default of its kind."""
    stated = program.apply_lead_weeks
    if stated is not None and stated.min is not None:
        return Lead(stated.min, assumed=False)
    default = guidance.planning.lead_weeks.of(program.kind or Kind.OBSERVERSHIP)
    return Lead(default.value, assumed=True)


def durations(program: Program, guidance: Guidance) -> tuple[int, ...]:
    """The lengths, in weeks, that a rotation at a program may have."""
    limits = program.duration_weeks
    if limits is None:
        return (guidance.planning.unknown_duration_weeks.value,)
    if limits.fixed is not None:
        return tuple(sorted(limits.fixed))
    if limits.min is None and limits.max is None:
        return (guidance.planning.unknown_duration_weeks.value,)
    common = guidance.planning.durations_weeks.value
    least, most = limits.min or min(common), limits.max
    within = {weeks for weeks in common if least <= weeks and (most is None or weeks <= most)}
    return tuple(sorted(within | {weeks for weeks in (limits.min, most) if weeks is not None}))


def nearest_length(program: Program, guidance: Guidance, weeks: int) -> int:
    """The length that a program sells nearest to so many weeks, the shorter of two as near."""
    return min(durations(program, guidance), key=lambda length: (abs(length - weeks), length))


def length_is_stated(program: Program) -> bool:
    """Whether a page says anything of how long a rotation lasts."""
    limits = program.duration_weeks
    return limits is not None and (limits.min, limits.max, limits.fixed) != (None, None, None)


def is_offered(program: Program, weeks: int) -> bool:
    """Whether no page says that a program lasts another number of weeks."""
    offered = program.duration_weeks
    if offered is None:
        return True
    if offered.fixed is not None:
        return weeks in offered.fixed
    return (offered.min or 1) <= weeks and (offered.max is None or weeks <= offered.max)


def offered_lengths(program: Program) -> str:
    """The weeks that a program lasts: ``2 to 12``, ``4 or 8``; ``any`` where no page says."""
    offered = program.duration_weeks
    if offered is None or not length_is_stated(program):
        return "any"
    if offered.fixed is not None:
        return listed((str(length) for length in offered.fixed), "or")
    if offered.min is None:
        return f"up to {offered.max}"
    if offered.max is None:
        return f"{offered.min} or more"
    return str(offered.min) if offered.min == offered.max else f"{offered.min} to {offered.max}"


def first_start(situation: Situation, program: Program) -> date:
    """The first Monday that the lead time and the applicant's earliest arrival allow."""
    earliest = situation.today + lead(program, situation.catalogue.guidance).weeks * WEEK
    arrival = situation.applicant.available_from
    return next_monday(max(earliest, arrival) if arrival else earliest)


def start_mondays(situation: Situation, program: Program, weeks: int) -> tuple[date, ...]:
    """Every Monday on which a rotation of so many weeks can start."""
    mondays = _mondays(situation, program, weeks)
    if program.kind is not Kind.ELECTIVE:
        return mondays
    return tuple(monday for monday in mondays if not _outlasts_studies(situation, monday, weeks))


def _mondays(situation: Situation, program: Program, weeks: int) -> tuple[date, ...]:
    """The same, electives that would go on past graduation among them."""
    first, last = first_start(situation, program), _last_start(situation, weeks)
    if last < first:
        return ()
    mondays = situation.mondays[situation.week_number(first) : situation.week_number(last) + 1]
    months = situation.applicant.months
    if program.start_months is None and program.intake is not Intake.MONTHLY and not months:
        return mondays
    return tuple(
        monday for monday in mondays if _program_starts(program, monday) and _applicant_is_free(months, monday, weeks)
    )


def _last_start(situation: Situation, weeks: int) -> date:
    last = situation.match_week - weeks * WEEK
    leave = situation.applicant.available_to
    if leave is None:
        return last
    return min(last, leave - (last_day(leave, weeks) - leave))


def _program_starts(program: Program, monday: date) -> bool:
    if program.start_months is not None and monday.month not in program.start_months:
        return False
    return program.intake is not Intake.MONTHLY or monday.day <= FIRST_WEEK_ENDS


def _applicant_is_free(months: tuple[int, ...], monday: date, weeks: int) -> bool:
    """Whether every week begins in one of the applicant's months."""
    return not months or all((monday + number * WEEK).month in months for number in range(weeks))


def _outlasts_studies(situation: Situation, monday: date, weeks: int) -> bool:
    """Whether an elective that a student begins would go on past graduation, with which electives end."""
    return situation.standing(monday).is_student and not situation.standing(last_day(monday, weeks)).is_student


def start_reason(situation: Situation, program: Program, mondays: tuple[date, ...]) -> str:
    """A sentence on when a rotation can start first, or why it cannot start any more."""
    needed = lead(program, situation.catalogue.guidance)
    length = f"it wants {counted(needed.weeks, 'week')} of lead time"
    if needed.assumed:
        length = f"its lead time is not stated, {counted(needed.weeks, 'week')} are assumed"
    if mondays:
        return f"Can start on {mondays[0].isoformat()} at the earliest; {length}."
    weeks = durations(program, situation.catalogue.guidance)[0]
    shortest = counted(weeks, "week")
    if _mondays(situation, program, weeks):
        return f"An elective must end before you graduate, and none can any more ({shortest} at least; {length})."
    if _mondays(_without_dates(situation), program, weeks):
        return f"No start is left within the dates and months you gave ({shortest} at least; {length})."
    week = situation.match_week.isoformat()
    return f"Cannot start in time to end before Match Week, {week} ({shortest} at least; {length})."


def _without_dates(situation: Situation) -> Situation:
    applicant = replace(situation.applicant, available_from=None, available_to=None, months=())
    return replace(situation, applicant=applicant)
