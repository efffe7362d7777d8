"""Where an applicant stands on a day: student, final year, graduate; years since graduation; exams passed by then."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situations import GRADUATE, situation
from usceplan.applicant import (
    GraduationRule,
    PassedExam,
    Standing,
    graduation_day,
    months_before,
    rule_for,
    standing_on,
    status_on,
)
from usceplan.catalog.vocabulary import Exam, Status, Visa
from usceplan.planning.situation import last_day, next_monday

JUNE = GraduationRule(month=6, final_year_months=12)
FEBRUARY = GraduationRule(month=2, final_year_months=12)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(date(2026, 11, 22), 0, date(2026, 11, 22), id="no month"),
        pytest.param(date(2026, 11, 22), 1, date(2026, 10, 22), id="a month"),
        pytest.param(date(2026, 11, 22), 12, date(2025, 11, 22), id="a year"),
        pytest.param(date(2026, 1, 31), 1, date(2025, 12, 31), id="over the new year"),
        pytest.param(date(2026, 12, 31), 12, date(2025, 12, 31), id="December stays December"),
        pytest.param(date(2027, 3, 31), 1, date(2027, 2, 28), id="to the end of a shorter month"),
        pytest.param(date(2028, 3, 31), 1, date(2028, 2, 29), id="to a leap day"),
        pytest.param(date(2028, 2, 29), 12, date(2027, 2, 28), id="from a leap day to a common year"),
        pytest.param(date(2028, 2, 29), 48, date(2024, 2, 29), id="from a leap day to a leap day"),
    ],
)
def test_months_before(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


@given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)), months=st.integers(0, 600))
def test_months_before_goes_back_by_whole_months(day: date, months: int) -> None:
    earlier = months_before(day, months)
    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day == day.day or (earlier.day < day.day and (earlier + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("year", "rule", "expected"),
    [
        (2027, JUNE, date(2027, 6, 30)),
        (2027, FEBRUARY, date(2027, 2, 28)),
        (2028, FEBRUARY, date(2028, 2, 29)),
        (2026, GraduationRule(12, 12), date(2026, 12, 31)),
    ],
)
def test_graduation_is_the_last_day_of_its_month(year: int, rule: GraduationRule, expected: date) -> None:
    assert graduation_day(year, rule) == expected


# Who says what, the graduation year, the day, and what follows.
STATUS = [
    pytest.param(None, 2029, JUNE, date(2026, 11, 22), Status.STUDENT, id="two and a half years to go"),
    pytest.param(None, 2028, JUNE, date(2027, 6, 30), Status.STUDENT, id="the last day before the final year"),
    pytest.param(None, 2028, JUNE, date(2027, 7, 1), Status.FINAL_YEAR_STUDENT, id="the first day of the final year"),
    pytest.param(None, 2028, JUNE, date(2028, 6, 30), Status.FINAL_YEAR_STUDENT, id="the day of graduation"),
    pytest.param(None, 2028, JUNE, date(2028, 7, 1), Status.GRADUATE, id="the day after graduation"),
    pytest.param(None, 2026, JUNE, date(2026, 11, 22), Status.GRADUATE, id="graduated earlier this year"),
    pytest.param(None, 2026, JUNE, date(2026, 3, 2), Status.FINAL_YEAR_STUDENT, id="graduates later this year"),
    pytest.param(None, 2028, FEBRUARY, date(2028, 2, 29), Status.FINAL_YEAR_STUDENT, id="graduates on a leap day"),
    pytest.param(None, 2028, FEBRUARY, date(2028, 3, 1), Status.GRADUATE, id="the day after a leap day"),
    pytest.param(None, 2028, FEBRUARY, date(2027, 2, 28), Status.STUDENT, id="a year before a leap day"),
    pytest.param(None, 2028, FEBRUARY, date(2027, 3, 1), Status.FINAL_YEAR_STUDENT, id="final year to a leap day"),
    pytest.param(Status.STUDENT, 2029, JUNE, date(2027, 1, 4), Status.STUDENT, id="a student who says so"),
    pytest.param(Status.STUDENT, 2027, JUNE, date(2027, 1, 4), Status.FINAL_YEAR_STUDENT, id="a student moves on"),
    pytest.param(Status.STUDENT, 2027, JUNE, date(2027, 7, 5), Status.GRADUATE, id="a student graduates"),
    pytest.param(
        Status.FINAL_YEAR_STUDENT, 2028, JUNE, date(2027, 1, 4), Status.FINAL_YEAR_STUDENT, id="an early final year"
    ),
    pytest.param(Status.FINAL_YEAR_STUDENT, 2028, JUNE, date(2028, 7, 3), Status.GRADUATE, id="final year ends"),
    pytest.param(Status.GRADUATE, 2026, JUNE, date(2026, 3, 2), Status.GRADUATE, id="graduated before June"),
    pytest.param(Status.RESIDENT, 2020, JUNE, date(2027, 1, 4), Status.RESIDENT, id="a resident stays one"),
    pytest.param(
        Status.PRACTISING_PHYSICIAN, 2010, JUNE, date(2027, 1, 4), Status.PRACTISING_PHYSICIAN, id="a physician"
    ),
]


@pytest.mark.parametrize(("told", "year", "rule", "day", "expected"), STATUS)
def test_status_by_day(told: Status | None, year: int, rule: GraduationRule, day: date, expected: Status) -> None:
    assert status_on(replace(GRADUATE, status=told, graduation_year=year), day, rule) is expected


@given(
    year=st.integers(2020, 2032),
    day=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    days=st.integers(0, 800),
    told=st.sampled_from([None, Status.STUDENT, Status.FINAL_YEAR_STUDENT]),
)
def test_nobody_becomes_a_student_again(year: int, day: date, days: int, told: Status | None) -> None:
    order = [Status.STUDENT, Status.FINAL_YEAR_STUDENT, Status.GRADUATE]
    person = replace(GRADUATE, status=told, graduation_year=year)
    now, later = (status_on(person, at, JUNE) for at in (day, day + timedelta(days=days)))
    assert order.index(now) <= order.index(later)


@pytest.mark.parametrize(
    ("told", "today", "expected"),
    [
        pytest.param(Status.FINAL_YEAR_STUDENT, date(2026, 11, 22), 12, id="still a student in November"),
        pytest.param(Status.STUDENT, date(2026, 7, 1), 12, id="still a student on the day after"),
        pytest.param(Status.FINAL_YEAR_STUDENT, date(2026, 12, 31), 12, id="still a student on the last day"),
        pytest.param(Status.FINAL_YEAR_STUDENT, date(2026, 6, 30), 6, id="the usual day has not passed"),
        pytest.param(Status.FINAL_YEAR_STUDENT, date(2027, 1, 1), 6, id="the year has passed"),
        pytest.param(None, date(2026, 11, 22), 6, id="nothing was said"),
        pytest.param(Status.GRADUATE, date(2026, 11, 22), 6, id="graduated"),
    ],
)
def test_who_is_still_a_student_after_june_graduates_at_the_end_of_the_year(
    told: Status | None, today: date, expected: int
) -> None:
    rule = rule_for(replace(GRADUATE, status=told, graduation_year=2026), today, JUNE)
    assert (rule.month, rule.final_year_months) == (expected, 12)


def test_graduation_later_in_the_current_year() -> None:
    """Asked in November by someone who graduates in December: a student this year, a graduate from January on."""
    person = situation(status=Status.FINAL_YEAR_STUDENT, graduation_year=2026, visas=(Visa.B1,))
    assert person.standing(date(2026, 12, 28)) == Standing(Status.FINAL_YEAR_STUDENT, 0, None)
    assert person.standing(date(2027, 1, 4)) == Standing(Status.GRADUATE, 1, None)


def test_mondays_by_standing() -> None:
    person = situation(status=Status.FINAL_YEAR_STUDENT, graduation_year=2026, visas=(Visa.B1,))
    student, graduate = Standing(Status.FINAL_YEAR_STUDENT, 0, None), Standing(Status.GRADUATE, 1, None)
    before, after = (date(2026, 12, 21), date(2026, 12, 28)), (date(2027, 1, 4),)
    assert person.by_standing((*before, *after)) == {student: before, graduate: after}
    assert person.by_standing(after) == {graduate: after}
    assert person.by_standing(()) == {student: ()}, "today's, where there is no Monday"


@pytest.mark.parametrize(
    ("day", "years"),
    [
        pytest.param(date(2023, 1, 2), -1, id="before the year of graduation"),
        pytest.param(date(2024, 12, 30), 0, id="in the year of graduation"),
        pytest.param(date(2028, 2, 29), 4, id="a leap day"),
        pytest.param(date(2028, 12, 25), 4, id="the last Monday of a year"),
        pytest.param(date(2029, 1, 1), 5, id="a year's first Monday, its first day"),
        pytest.param(date(2030, 1, 7), 6, id="a year's first Monday, its seventh day"),
    ],
)
def test_years_since_graduation_are_calendar_years(day: date, years: int) -> None:
    assert standing_on(replace(GRADUATE, graduation_year=2024), day, JUNE).years_since_graduation == years


STEP_2_IN_JUNE = PassedExam(Exam.STEP_2_CK, date(2027, 6, 1))


@pytest.mark.parametrize(
    ("told", "day", "expected"),
    [
        pytest.param(None, date(2027, 6, 1), None, id="nothing said"),
        pytest.param((), date(2027, 6, 1), set(), id="none passed"),
        pytest.param((PassedExam(Exam.STEP_1),), date(2020, 1, 1), {Exam.STEP_1}, id="passed already, no day"),
        pytest.param((STEP_2_IN_JUNE,), date(2027, 5, 31), set(), id="the day before a planned exam"),
        pytest.param((STEP_2_IN_JUNE,), date(2027, 6, 1), {Exam.STEP_2_CK}, id="the day of a planned exam"),
        pytest.param(
            (PassedExam(Exam.STEP_1), STEP_2_IN_JUNE),
            date(2027, 6, 7),
            {Exam.STEP_1, Exam.STEP_2_CK},
            id="one passed, one planned before",
        ),
        pytest.param(
            (PassedExam(Exam.ECFMG_CERTIFICATE),),
            date(2027, 1, 4),
            {Exam.ECFMG_CERTIFICATE, Exam.STEP_1, Exam.STEP_2_CK},
            id="the certificate stands for its exams",
        ),
        pytest.param(
            (PassedExam(Exam.ECFMG_CERTIFICATE, date(2027, 6, 1)),),
            date(2027, 5, 31),
            set(),
            id="a certificate that is still to come stands for nothing",
        ),
    ],
)
def test_exams_passed_by_a_day(told: Any, day: date, expected: set[Exam] | None) -> None:
    assert standing_on(replace(GRADUATE, exams=told), day, JUNE).exams == expected


def test_a_situation_counts_graduation_as_the_guidance_says() -> None:
    """The guidance takes the end of June, and the twelve months before it as the final year."""
    person = situation(graduation_year=2028)
    assert person.standing(date(2027, 6, 30)).status is Status.STUDENT
    assert person.standing(date(2027, 7, 1)).status is Status.FINAL_YEAR_STUDENT
    assert person.standing(date(2028, 6, 30)).status is Status.FINAL_YEAR_STUDENT
    assert person.standing(date(2028, 7, 1)).status is Status.GRADUATE


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2028, 12, 31), date(2029, 1, 1)),
        (date(2029, 1, 1), date(2029, 1, 1)),
        (date(2029, 1, 2), date(2029, 1, 8)),
        (date(2028, 2, 29), date(2028, 3, 6)),
    ],
)
def test_next_monday(day: date, monday: date) -> None:
    assert next_monday(day) == monday


def test_four_weeks_from_a_monday_end_on_a_sunday_over_a_leap_day() -> None:
    assert last_day(date(2028, 2, 7), 4) == date(2028, 3, 5)


@pytest.mark.parametrize(
    ("visas", "metro", "needs_no_visa", "lives_there"),
    [
        ((Visa.B1, Visa.B2), None, False, False),
        ((Visa.US_PERSON,), "chicago", True, True),
        ((Visa.US_PERSON,), None, True, False),
        ((Visa.F1,), "chicago", False, True),
    ],
)
def test_needing_a_visa_and_living_there_are_two_things(
    visas: tuple[Visa, ...], metro: str | None, needs_no_visa: bool, lives_there: bool
) -> None:
    person = replace(GRADUATE, visas=visas, us_metro=metro)
    assert (person.is_us_person, person.lives_in_us) == (needs_no_visa, lives_there)
