"""Rotations that someone names to know their costs: ``ID``, ``ID:WEEKS`` or ``ID:WEEKS:START``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from usceplan import understanding
from usceplan.catalog.program import Program
from usceplan.planning.situation import WEEK, Situation, next_monday
from usceplan.planning.windows import first_start, is_offered, nearest_length, offered_lengths, start_mondays
from usceplan.problems import UserError
from usceplan.profile import placement_id, whole_number
from usceplan.words import counted

USUAL_WEEKS = 4
MOST_WEEKS = 104


@dataclass(frozen=True, slots=True)
class RequestedRotation:
    """A program for whole weeks from a Monday."""

    program: Program
    weeks: int
    start: date


def requested_rotations(situation: Situation, texts: Iterable[str]) -> tuple[RequestedRotation, ...]:
    """The rotations named, in the order of their dates; one without a start follows those named before it.

    Raises ``UserError`` for a text that names none.
    """
    found: list[RequestedRotation] = []
    for text in texts:
        try:
            found.append(_rotation(situation, text, found))
        except UserError as error:
            raise UserError(f"--rotation {text}: {error.message}", error.hint, error.code) from None
    return tuple(sorted(found, key=lambda one: one.start))


def _rotation(situation: Situation, text: str, before: list[RequestedRotation]) -> RequestedRotation:
    name, _, rest = text.partition(":")
    weeks, _, start = rest.partition(":")
    program = situation.catalogue.program(placement_id(name, situation.catalogue))
    length = whole_number(weeks, "weeks", 1, MOST_WEEKS) if weeks else usual_weeks(situation, program)
    _refuse_other_lengths(program, length)
    first = _monday(start, situation.today) if start else _next_start(situation, program, length, before)
    return RequestedRotation(program, length, first)


def _refuse_other_lengths(program: Program, weeks: int) -> None:
    """A length that a program does not offer has no price."""
    if not is_offered(program, weeks):
        lengths = offered_lengths(program)
        raise UserError(f"{program.name} is not offered for {counted(weeks, 'week')}", f"Weeks: {lengths}.", "weeks")


def usual_weeks(situation: Situation, program: Program) -> int:
    """Four weeks, or the nearest length that the program sells."""
    return nearest_length(program, situation.catalogue.guidance, USUAL_WEEKS)


def _monday(text: str, today: date) -> date:
    day = understanding.iso_date(text, "the start")
    if day < today:
        raise UserError(f"{day.isoformat()} is past", f"Today is {today.isoformat()}.", "past-start")
    if day.weekday() != 0:
        monday = next_monday(day).isoformat()
        raise UserError(f"{day.isoformat()} is no Monday", f"Rotations start on Mondays: {monday}.", "not-a-monday")
    return day


def _next_start(situation: Situation, program: Program, weeks: int, before: list[RequestedRotation]) -> date:
    """The first start after those named before that the program offers; else the first that its lead time allows."""
    free = [one.start + one.weeks * WEEK for one in before]
    earliest = max([first_start(situation, program), *free])
    return next((monday for monday in start_mondays(situation, program, weeks) if monday >= earliest), earliest)
