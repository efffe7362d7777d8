"""The prices of one situation, each worked out once: fees of rotations, weeks in metros, stays, moves."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from usceplan.catalog.program import Program
from usceplan.costs.amounts import Dollars, Line, total
from usceplan.costs.application import application_lines, exam_lines
from usceplan.costs.fees import FeeQuote, Payer, quote
from usceplan.costs.parameters import changed_months
from usceplan.costs.trip import move_lines, once_lines, priced_as, program_metros, stay_lines, trip_lines, week_lines
from usceplan.planning.situation import Situation

_T = TypeVar("_T")


_OF_LIVING = frozenset({"week", "trip", "living"})
_SAME_FOR_ALL = frozenset({"fees", "priced in", "changed"}) | _OF_LIVING
"""What is remembered that depends on nobody, or on nothing but how someone lives in the United States."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Looks prices up for a situation and remembers them; the same question always gets the same answer."""

    situation: Situation
    _known: dict[tuple[object, ...], object] = field(default_factory=dict)

    def _once_each(self, key: tuple[object, ...], answer: Callable[[], _T]) -> _T:
        if key not in self._known:
            self._known[key] = answer()
        # The key holds the question, so what was kept under it has the type of the answer.
        return cast("_T", self._known[key])

    def of(self, situation: Situation) -> "Prices":
        """The prices of another situation with the same catalogue; those that are the same in both are taken over."""
        kept = _SAME_FOR_ALL if _lives(situation) == _lives(self.situation) else _SAME_FOR_ALL - _OF_LIVING
        return Prices(situation, {key: answer for key, answer in self._known.items() if key[0] in kept})

    def fees(self, program: Program, payer: Payer) -> FeeQuote:
        """The fees of a rotation."""
        estimates = self.situation.catalogue.guidance.fee_estimates
        return self._once_each(("fees", program.id, payer), lambda: quote(program, payer, estimates))

    def week(self, metro: str, on: date) -> tuple[Line, ...]:
        """What a week in a metro costs, at the values in force in the month."""
        catalogue, applicant, month = self.situation.catalogue, self.situation.applicant, on.replace(day=1)
        return self._once_each(("week", metro, month), lambda: week_lines(catalogue, applicant, metro, month))

    def trip(self, metro: str, on: date) -> tuple[Line, ...]:
        """The trip of someone who lives in the United States to a rotation elsewhere."""
        catalogue, applicant, month = self.situation.catalogue, self.situation.applicant, on.replace(day=1)
        return self._once_each(("trip", metro, month), lambda: trip_lines(catalogue, applicant, metro, month))

    def living(self, metro: str, start: date, weeks: int) -> tuple[Line, ...]:
        """What the weeks of a rotation cost besides its fees: the values in force on its first day."""
        weekly = [entry._replace(quantity=weeks, usd=entry.unit_usd.times(weeks)) for entry in self.week(metro, start)]
        return (*weekly, *self.trip(metro, start))

    def living_usd(self, metro: str, start: date, weeks: int) -> Dollars:
        """The sum of the living costs of a rotation."""
        alike, month = self._alike(metro), self.priced_in(start)
        week, trip = self._once_each(
            ("living", alike, month), lambda: (usd(self.week(alike, month)), usd(self.trip(alike, month)))
        )
        return week.times(weeks) + trip

    def priced_in(self, on: date) -> date:
        """The first day of the first month with the amounts of a day's month: there are few, and many months."""
        month = on.replace(day=1)
        return self._once_each(("priced in", month), lambda: self._first_alike(month))

    def _first_alike(self, month: date) -> date:
        catalogue = self.situation.catalogue
        changed = self._once_each(("changed",), lambda: changed_months(catalogue.places, catalogue.costs))
        before = bisect_right(changed, month)
        return changed[before - 1] if before else month

    def _alike(self, metro: str) -> str:
        """One place for all outside the metros on file, which cost the same."""
        applicant = self.situation.applicant
        is_own = metro in (applicant.us_metro, *applicant.free_housing)
        return metro if is_own else priced_as(self.situation.catalogue, metro)

    def once(self) -> tuple[Line, ...]:
        """What any plan costs once, at the values in force today."""
        situation = self.situation
        return self._once_each(("once",), lambda: once_lines(situation.catalogue, situation.applicant, situation.today))

    def later(self) -> tuple[Line, ...]:
        """Exams still to come and the residency application."""
        return self._once_each(("later",), lambda: (*exam_lines(self.situation), *application_lines(self.situation)))

    def least_of_any_plan(self) -> int:
        """What any plan costs besides its rotations, at low values: once, and for one stay."""
        return self._once_each(("least",), lambda: usd(self.once()).low + usd(self.stay()).low)

    def with_any_plan(self) -> int:
        """What comes once with any plan, typical: later costs too, where the applicant counts them."""
        counted = self.later() if self.situation.applicant.include_application else ()
        return usd((*self.once(), *counted)).typical

    def stay(self) -> tuple[Line, ...]:
        """What each stay costs, at the values in force today."""
        situation = self.situation
        return self._once_each(("stay",), lambda: stay_lines(situation.catalogue, situation.applicant, situation.today))

    def move(self) -> tuple[Line, ...]:
        """What going on in another metro costs, at the values in force today."""
        situation = self.situation
        return self._once_each(("move",), lambda: move_lines(situation.catalogue, situation.applicant, situation.today))

    def waiting_week(self, metro: str) -> tuple[Line, ...]:
        """What a week of waiting in a metro costs; nothing for someone who lives in the United States."""
        return () if self.situation.applicant.lives_in_us else self.week(metro, self.situation.today)

    def metros(self, program: Program) -> tuple[str, ...]:
        """The metros in which a program takes place.

        A city outside the metros on file stands for itself, and an unknown place for the program, so that going on from
        or to it is a move; both are priced at the national default.
        """
        places, limits = self.situation.catalogue.places, self.situation.applicant.limits
        return self._once_each(("metros", program.id), lambda: program_metros(places, program, limits))


def _lives(situation: Situation) -> tuple[object, ...]:
    """What the costs of living depend on, besides place and time."""
    one = situation.applicant
    return one.us_metro, one.free_housing, one.housing, one.lives_in_us, one.is_us_person


def usd(lines: tuple[Line, ...]) -> Dollars:
    """The sum of lines."""
    return total([entry.usd for entry in lines])
