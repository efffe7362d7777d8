"""The applicant: what a person told us, and where they stand on a given day."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from usceplan.catalog.vocabulary import Exam, Housing, Involvement, Kind, Status, Visa

VISITOR_VISAS = frozenset({Visa.B1, Visa.B2, Visa.ESTA})
STUDENT_STATUSES = frozenset({Status.STUDENT, Status.FINAL_YEAR_STUDENT})
WIDER_STATUS = {
    Status.FINAL_YEAR_STUDENT: Status.STUDENT,
    Status.RESIDENT: Status.GRADUATE,
    Status.PRACTISING_PHYSICIAN: Status.GRADUATE,
}
"""Who is meant too where a program names only a wider group: residents and physicians in practice have graduated."""
CERTIFICATE_STEPS = frozenset({Exam.STEP_1, Exam.STEP_2_CK})
"""The exams that everyone who holds the ECFMG certificate has passed."""


class PassedExam(NamedTuple):
    """An exam passed, or to be passed on a day that is known; ``on`` is None for one already passed."""

    exam: Exam
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The applicant's own limits on a plan. An empty tuple limits nothing."""

    kinds: tuple[Kind, ...] = ()
    states: tuple[str, ...] = ()
    not_states: tuple[str, ...] = ()
    hands_on_only: bool = False
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    only_confirmed: bool = False
    max_rotations: int | None = None
    max_stays: int | None = None
    ignore_rules: tuple[str, ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person who plans U.S. clinical experience.

    ``specialties`` begins with the aim. ``visas`` are the statuses the person can be in while in the United States.
    ``us_metro`` is set for someone who lives there. ``status`` is None where it follows from the graduation year.
    """

    specialties: tuple[str, ...]
    graduation_year: int
    visas: tuple[Visa, ...]
    budget: int
    """Whole U.S. dollars."""
    match_year: int
    status: Status | None = None
    nationality: str | None = None
    """ISO 3166 alpha-2 code."""
    home_region: str | None = None
    us_metro: str | None = None
    free_housing: tuple[str, ...] = ()
    """Metros with a place to stay."""
    housing: Housing = Housing.SHARED_ROOM
    """How the applicant lives where there is no place to stay."""
    visa_wait_weeks: int | None = None
    """Weeks until an interview for a visitor visa; 0 for who has the visa, None for the usual wait."""
    exams: tuple[PassedExam, ...] | None = None
    """None where nothing was said; empty where none is passed."""
    held_letters: int = 0
    held_weeks: int = 0
    held_involvement: Involvement = Involvement.FULL
    available_from: date | None = None
    available_to: date | None = None
    months: tuple[int, ...] = ()
    residency_programs: int | None = None
    """How many residency programs to apply to; None for the default of the guidance."""
    refusal_percent: int | None = None
    """How many applications in a hundred are refused; None for the default of the guidance."""
    include_application: bool = False
    """Whether exams and the residency application count against the budget."""
    limits: Limits = Limits()

    @property
    def target(self) -> str:
        """The specialty aimed at."""
        return self.specialties[0]

    @property
    def is_us_person(self) -> bool:
        """Whether no visa is needed."""
        return Visa.US_PERSON in self.visas

    @property
    def lives_in_us(self) -> bool:
        """Whether trips to the United States need not be counted."""
        return self.us_metro is not None


class Standing(NamedTuple):
    """Where an applicant stands on a day; verdicts depend on the day only through this."""

    status: Status
    years_since_graduation: int
    """By calendar years; negative before the year of graduation."""
    exams: frozenset[Exam] | None
    """None where nothing was said of exams."""

    @property
    def is_student(self) -> bool:
        """Whether still enrolled."""
        return self.status in STUDENT_STATUSES


@dataclass(frozen=True, slots=True)
class GraduationRule:
    """How a graduation year becomes days: the last day of ``month``, and the length of the final year in months."""

    month: int
    final_year_months: int


def rule_for(applicant: Applicant, today: date, rule: GraduationRule) -> GraduationRule:
    """The rule, but the end of the year for someone who is still a student after the usual day of that year."""
    usual = graduation_day(applicant.graduation_year, rule)
    is_late = applicant.status in STUDENT_STATUSES and usual < today <= date(usual.year, 12, 31)
    return replace(rule, month=12) if is_late else rule


def graduation_day(year: int, rule: GraduationRule) -> date:
    """The day taken as the day of graduation."""
    return date(year, rule.month, calendar.monthrange(year, rule.month)[1])


def status_on(applicant: Applicant, day: date, rule: GraduationRule) -> Status:
    """The status on a day: students become final-year students and then graduates as time passes."""
    if applicant.status in (Status.GRADUATE, Status.RESIDENT, Status.PRACTISING_PHYSICIAN):
        return applicant.status
    graduation = graduation_day(applicant.graduation_year, rule)
    if day > graduation:
        return Status.GRADUATE
    final_year_begins = months_before(graduation, rule.final_year_months)
    if applicant.status is Status.FINAL_YEAR_STUDENT or day > final_year_begins:
        return Status.FINAL_YEAR_STUDENT
    return Status.STUDENT


def standing_on(applicant: Applicant, day: date, rule: GraduationRule) -> Standing:
    """Status, years since graduation (calendar years) and exams passed on a day."""
    return Standing(
        status=status_on(applicant, day, rule),
        years_since_graduation=day.year - applicant.graduation_year,
        exams=_passed_by(applicant.exams, day),
    )


def _passed_by(exams: tuple[PassedExam, ...] | None, day: date) -> frozenset[Exam] | None:
    if exams is None:
        return None
    passed = frozenset(one.exam for one in exams if one.on is None or one.on <= day)
    return passed | CERTIFICATE_STEPS if Exam.ECFMG_CERTIFICATE in passed else passed


@cache
def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or the last day of that month where it is shorter."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
