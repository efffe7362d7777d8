"""Rotations that someone names to know their costs: ``ID``, ``ID:WEEKS`` or ``ID:WEEKS:START``."""

from dataclasses import dataclass
from datetime import date

from usceplan import understanding
from usceplan.catalog.program import Program
from usceplan.eligibility import is_placement
from usceplan.planning.situation import WEEK, Situation, next_monday
from usceplan.planning.windows import durations, first_start
from usceplan.problems import UserError
from usceplan.profile import program_id, whole_number

USUAL_WEEKS = 4
MOST_WEEKS = 104


@dataclass(frozen=True, slots=True)
class RequestedRotation:
    """A program for whole weeks from a Monday."""

    program: Program
    weeks: int
    start: date


def requested_rotations(situation: Situation, texts: tuple[str, ...]) -> tuple[RequestedRotation, ...]:
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
    program = situation.catalogue.program(program_id(name, situation.catalogue))
    if not is_placement(program):
        raise UserError(f"{program.name} cannot be planned in weeks", program.resource_use or "", "not-a-placement")
    length = whole_number(weeks, "weeks", 1, MOST_WEEKS) if weeks else usual_weeks(situation, program)
    return RequestedRotation(program, length, _monday(start) if start else _next_start(situation, program, before))


def usual_weeks(situation: Situation, program: Program) -> int:
    """Four weeks, or the nearest length that the program sells."""
    lengths = durations(program, situation.catalogue.guidance)
    return min(lengths, key=lambda weeks: (abs(weeks - USUAL_WEEKS), weeks))


def _monday(text: str) -> date:
    day = understanding.iso_date(text, "the start")
    if day.weekday() != 0:
        monday = next_monday(day).isoformat()
        raise UserError(f"{day.isoformat()} is no Monday", f"Rotations start on Mondays: {monday}.", "not-a-monday")
    return day


def _next_start(situation: Situation, program: Program, before: list[RequestedRotation]) -> date:
    free = [one.start + one.weeks * WEEK for one in before]
    return max([first_start(situation, program), *free])
