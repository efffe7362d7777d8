"""When a rotation can take place and for how long: lengths, lead times, Mondays, and what is said of them."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situations import TODAY, catalogue, made_up, situation
from usceplan.catalog.vocabulary import Kind
from usceplan.planning.situation import last_day, next_monday
from usceplan.planning.windows import (
    durations,
    first_start,
    lead,
    length_is_stated,
    start_mondays,
    start_reason,
)

GUIDANCE = catalogue().guidance


def days(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


# Lengths


@pytest.mark.parametrize(
    ("limits", "weeks"),
    [
        pytest.param(None, (4,), id="unknown: four weeks"),
        pytest.param({"min": None, "max": None}, (4,), id="no limit is stated: four weeks"),
        pytest.param({"min": 4, "max": 4}, (4,), id="one length"),
        pytest.param({"min": 2, "max": 8}, (2, 3, 4, 6, 8), id="both limits are common lengths"),
        pytest.param({"min": 5, "max": 13}, (5, 6, 8, 12, 13), id="the limits come to the common lengths"),
        pytest.param({"min": 9, "max": 11}, (9, 11), id="no common length lies within"),
        pytest.param({"min": None, "max": 4}, (1, 2, 3, 4), id="only the most"),
        pytest.param({"min": None, "max": 5}, (1, 2, 3, 4, 5), id="only the most, no common length"),
        pytest.param({"min": 12, "max": None}, (12, 16, 24), id="only the least"),
        pytest.param({"min": 30, "max": None}, (30,), id="only the least, beyond the common lengths"),
        pytest.param({"min": 4, "max": 12, "fixed": [12, 4, 8]}, (4, 8, 12), id="fixed lengths and no others"),
        pytest.param({"min": None, "max": None, "fixed": [7]}, (7,), id="one fixed length"),
    ],
)
def test_lengths(limits: dict[str, Any] | None, weeks: tuple[int, ...]) -> None:
    assert durations(made_up(duration_weeks=limits), GUIDANCE) == weeks


@pytest.mark.parametrize(
    ("limits", "is_stated"),
    [
        (None, False),
        ({"min": None, "max": None}, False),
        ({"min": 4, "max": None}, True),
        ({"min": None, "max": 4}, True),
        ({"min": None, "max": None, "fixed": [4]}, True),
    ],
)
def test_whether_a_length_is_stated(limits: dict[str, Any] | None, is_stated: bool) -> None:
    assert length_is_stated(made_up(duration_weeks=limits)) == is_stated


def test_every_length_of_the_catalogue_keeps_the_limits_of_its_program() -> None:
    for program in catalogue().programs:
        lengths, limits = durations(program, GUIDANCE), program.duration_weeks
        assert lengths == tuple(sorted(set(lengths)))
        assert lengths, program.id
        if limits is not None and limits.fixed is None:
            assert lengths[0] >= (limits.min or 1), program.id
            assert lengths[-1] <= (limits.max or lengths[-1]), program.id


# Lead time


@pytest.mark.parametrize(
    ("kind", "weeks"),
    [("externship", 13), ("observership", 13), ("elective", 17), ("research", 13), ("volunteer", 13), (None, 13)],
)
def test_an_unknown_lead_time_is_that_of_the_kind_and_marked(kind: str | None, weeks: int) -> None:
    for stated in (None, {"min": None, "max": 20}):
        found = lead(made_up(kind=kind, apply_lead_weeks=stated), GUIDANCE)
        assert (found.weeks, found.assumed) == (weeks, True)


@pytest.mark.parametrize("weeks", [1, 26])
def test_a_stated_lead_time_is_its_least(weeks: int) -> None:
    found = lead(made_up(apply_lead_weeks={"min": weeks, "max": 52}), GUIDANCE)
    assert (found.weeks, found.assumed) == (weeks, False)


@pytest.mark.parametrize(
    ("today", "weeks", "available_from", "first"),
    [
        # 2026-11-22 is a Sunday.
        pytest.param(TODAY, 1, None, "2026-11-30", id="a week after a Sunday, then the next Monday"),
        pytest.param(TODAY, 8, None, "2027-01-18", id="eight weeks, across the year"),
        pytest.param(date(2026, 11, 23), 1, None, "2026-11-30", id="asked on a Monday: exactly a week later"),
        pytest.param(date(2026, 11, 24), 1, None, "2026-12-07", id="asked on a Tuesday"),
        pytest.param(TODAY, 1, date(2027, 3, 1), "2027-03-01", id="arrival on a Monday"),
        pytest.param(TODAY, 1, date(2027, 3, 2), "2027-03-08", id="arrival on a Tuesday"),
        pytest.param(TODAY, 8, date(2026, 12, 1), "2027-01-18", id="arrival before the lead time is over"),
        pytest.param(date(2027, 12, 28), 1, None, "2028-01-10", id="the first Monday of a year is a week too early"),
        pytest.param(date(2027, 12, 27), 1, None, "2028-01-03", id="the first Monday of a year"),
        pytest.param(date(2028, 2, 22), 1, None, "2028-03-06", id="the week holds a leap day"),
        pytest.param(date(2028, 2, 21), 1, None, "2028-02-28", id="the week of the leap day"),
    ],
)
def test_first_start(today: date, weeks: int, available_from: date | None, first: str) -> None:
    asked = situation(today=today, available_from=available_from)
    assert first_start(asked, made_up(apply_lead_weeks={"min": weeks, "max": None})) == date.fromisoformat(first)


# Mondays

SOON = {"apply_lead_weeks": {"min": 1, "max": None}}
"""The first start is 2026-11-30."""


@pytest.mark.parametrize(
    ("asked", "facts", "weeks", "mondays"),
    [
        pytest.param(
            {"available_to": date(2026, 12, 27)}, {}, 2, ("2026-11-30", "2026-12-07", "2026-12-14"),
            id="the last day is a Sunday on which a rotation may end",
        ),
        pytest.param(
            {"available_to": date(2026, 12, 26)}, {}, 2, ("2026-11-30", "2026-12-07"), id="a day less, a start less"
        ),
        pytest.param({"available_to": date(2026, 12, 12)}, {}, 2, (), id="too short a time"),
        pytest.param(
            {"available_from": date(2027, 1, 1), "available_to": date(2027, 1, 31)}, {}, 4, ("2027-01-04",),
            id="one month, in which one start of four weeks fits",
        ),
        pytest.param({"months": (2,)}, {}, 4, ("2027-02-01", "2028-02-07"), id="a month with four Mondays: one start"),
        pytest.param(
            {"months": (3,), "available_to": date(2027, 12, 31)}, {}, 4, ("2027-03-01", "2027-03-08"),
            id="a month with five Mondays: the last week may end in the next month",
        ),
        pytest.param(
            {"months": (12, 1), "available_to": date(2027, 6, 30)}, {}, 8, ("2026-12-07",),
            id="two months across the year",
        ),
        pytest.param({"months": (2, 4), "available_to": date(2027, 6, 30)}, {}, 5, (), id="months apart"),
        pytest.param(
            {}, {"start_months": [2]}, 4,
            ("2027-02-01", "2027-02-08", "2027-02-15", "2027-02-22", "2028-02-07", "2028-02-14"),
            id="the program's months are those of the start; the last end by Match Week",
        ),
        pytest.param(
            {"available_to": date(2027, 6, 30)}, {"intake": "monthly"}, 4,
            ("2026-12-07", "2027-01-04", "2027-02-01", "2027-03-01", "2027-04-05", "2027-05-03"),
            id="monthly: the first Monday of a month",
        ),
        pytest.param(
            {"match_year": 2029, "available_from": date(2028, 2, 1), "available_to": date(2028, 4, 30)},
            {"intake": "monthly"}, 4, ("2028-02-07", "2028-03-06", "2028-04-03"), id="monthly, in a leap year",
        ),
        pytest.param(
            {"available_from": date(2027, 12, 20), "available_to": date(2028, 1, 30)}, {"intake": "monthly"}, 4,
            ("2028-01-03",), id="monthly: the first Monday of a year",
        ),
        pytest.param(
            {}, {"intake": "monthly", "start_months": [5, 6]}, 4, ("2027-05-03", "2027-06-07"), id="monthly in months"
        ),
        pytest.param({"match_year": 2027}, {}, 16, (), id="more weeks than are left"),
        pytest.param({"match_year": 2027}, {}, 15, ("2026-11-30",), id="exactly the weeks that are left"),
        pytest.param({"match_year": 2026}, {}, 1, (), id="Match Week is past"),
    ],
)  # fmt: skip
def test_mondays(asked: dict[str, Any], facts: dict[str, Any], weeks: int, mondays: tuple[str, ...]) -> None:
    assert start_mondays(situation(**asked), made_up(**SOON, **facts), weeks) == days(*mondays)


def test_a_rotation_may_end_on_the_eve_of_match_week_and_no_later() -> None:
    """Match Week of 2028 begins on Monday, March 13: the last day of a rotation is Sunday, March 12."""
    for weeks in (1, 4, 24):
        last = start_mondays(situation(), made_up(**SOON), weeks)[-1]
        assert last_day(last, weeks) == date(2028, 3, 12)


@pytest.mark.parametrize(
    ("today", "first"), [(date(2026, 11, 23), date(2026, 11, 23)), (date(2026, 11, 24), date(2026, 11, 30))]
)
def test_weeks_are_counted_from_today_when_that_is_a_monday(today: date, first: date) -> None:
    asked = situation(today=today)
    assert (asked.first_monday, asked.week_number(first), asked.mondays[0]) == (first, 0, first)


def test_a_leap_day_is_a_day_of_its_week() -> None:
    """2028-02-29 is a Tuesday: the week from the 28th ends on March 5."""
    assert last_day(date(2028, 2, 28), 1) == date(2028, 3, 5)
    assert next_monday(date(2028, 2, 29)) == date(2028, 3, 6)


@given(
    today=st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    weeks=st.integers(1, 24),
    lead_weeks=st.integers(1, 60),
    months=st.sets(st.integers(1, 12), max_size=6),
    start_months=st.none() | st.sets(st.integers(1, 12), min_size=1),
    monthly=st.booleans(),
    arrival=st.none() | st.dates(date(2026, 1, 1), date(2028, 3, 1)),
    stay=st.none() | st.integers(1, 400),
)
def test_mondays_are_exactly_those_that_keep_every_rule(
    today: date,
    weeks: int,
    lead_weeks: int,
    months: set[int],
    start_months: set[int] | None,
    monthly: bool,
    arrival: date | None,
    stay: int | None,
) -> None:
    """Each day of four years is looked at, one by one."""
    leave = arrival + timedelta(days=stay) if arrival and stay else None
    asked = situation(today=today, available_from=arrival, available_to=leave, months=tuple(sorted(months)))
    program = made_up(
        apply_lead_weeks={"min": lead_weeks, "max": None},
        start_months=None if start_months is None else sorted(start_months),
        intake="monthly" if monthly else "rolling",
    )
    expected = []
    for number in range((date(2029, 1, 1) - today).days):
        day = today + timedelta(days=number)
        first_days = [day + timedelta(days=7 * week) for week in range(weeks)]
        end = day + timedelta(days=7 * weeks - 1)
        if (
            day.weekday() == 0
            and number >= 7 * lead_weeks
            and end < date(2028, 3, 13)
            and (arrival is None or day >= arrival)
            and (leave is None or end <= leave)
            and (not months or all(first.month in months for first in first_days))
            and (start_months is None or day.month in start_months)
            and (not monthly or (day - timedelta(days=7)).month != day.month)
        ):
            expected.append(day)
    assert start_mondays(asked, program, weeks) == tuple(expected)


# Electives end with graduation: 2027-06-30 for the class of 2027


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        # Four weeks from May 31 end on June 27; a week later they would end on July 4.
        pytest.param(Kind.ELECTIVE, date(2027, 5, 31), id="an elective"),
        pytest.param(Kind.OBSERVERSHIP, date(2027, 6, 28), id="an observership goes on"),
    ],
)
def test_last_start_as_a_student(kind: Kind, last: date) -> None:
    asked = situation(graduation_year=2027)
    mondays = start_mondays(asked, made_up(**SOON, kind=kind), 4)
    assert max(monday for monday in mondays if asked.standing(monday).is_student) == last


# What is said of it


@pytest.mark.parametrize(
    ("asked", "facts", "said"),
    [
        pytest.param(
            {}, {}, "Can start on 2027-01-18 at the earliest; it wants 8 weeks of lead time.", id="lead time is stated"
        ),
        pytest.param(
            {}, SOON, "Can start on 2026-11-30 at the earliest; it wants 1 week of lead time.", id="one week"
        ),
        pytest.param(
            {}, {"apply_lead_weeks": None},
            "Can start on 2027-02-22 at the earliest; its lead time is not stated, 13 weeks are assumed.",
            id="a lead time is assumed",
        ),
        pytest.param(
            {"match_year": 2027}, {},
            "Can start on 2027-01-18 at the earliest; it wants 8 weeks of lead time.", id="the Match is near",
        ),
        pytest.param(
            {"match_year": 2027}, {"duration_weeks": {"min": 12, "max": None}},
            "Cannot start in time to end before Match Week, 2027-03-15 "
            "(12 weeks at least; it wants 8 weeks of lead time).",
            id="too long for the weeks left",
        ),
        pytest.param(
            {"available_to": date(2027, 1, 31)}, {},
            "No start is left within the dates and months you gave (4 weeks at least; it wants 8 weeks of lead time).",
            id="the applicant leaves too early",
        ),
        pytest.param(
            {"match_year": 2027, "available_to": date(2027, 1, 31)}, {"duration_weeks": {"min": 12, "max": None}},
            "Cannot start in time to end before Match Week, 2027-03-15 "
            "(12 weeks at least; it wants 8 weeks of lead time).",
            id="dates are not blamed where none would do",
        ),
        pytest.param(
            {"graduation_year": 2027}, {"kind": "elective", "start_months": [6]},
            "An elective must end before you graduate, and none can any more "
            "(4 weeks at least; it wants 8 weeks of lead time).",
            id="an elective that would outlast the studies",
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_the_start(asked: dict[str, Any], facts: dict[str, Any], said: str) -> None:
    situation_, program = situation(**asked), made_up(**facts)
    weeks = durations(program, GUIDANCE)[0]
    assert start_reason(situation_, program, start_mondays(situation_, program, weeks)) == said
