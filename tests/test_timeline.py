"""The plan month by month: every month once, each thing in its month, each task on its day."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situations import TODAY, situation
from usceplan.recommend import recommend
from usceplan.timeline import Month, Span, timeline


def span(start: date, weeks: int, *, apply_by: date = TODAY, counts: bool = False, name: str = "Ward") -> Span:
    return Span(program=name.lower(), name=name, start=start, weeks=weeks, apply_by=apply_by, letter_counts=counts)


def months(*spans: Span, needs_visa: bool = False, **changes: Any) -> tuple[Month, ...]:
    return timeline(situation(**changes), spans, needs_visa=needs_visa)


def tasks(*spans: Span, needs_visa: bool = False, **changes: Any) -> list[tuple[date, str]]:
    return [(task.day, task.text) for month in months(*spans, needs_visa=needs_visa, **changes) for task in month.tasks]


def parts(found: tuple[Month, ...]) -> list[tuple[str, str, date, date]]:
    return [(month.month, one.name, first, last) for month in found for one, first, last in month.parts]


# Months


@pytest.mark.parametrize(
    ("changes", "first", "last", "count"),
    [
        pytest.param({}, "2026-11", "2028-07", 21, id="from today to the start of residency"),
        pytest.param({"today": date(2026, 12, 31)}, "2026-12", "2028-07", 20, id="the last day of a year"),
        pytest.param({"today": date(2027, 1, 1)}, "2027-01", "2028-07", 19, id="the first day of a year"),
        pytest.param({"today": date(2028, 2, 29)}, "2028-02", "2028-07", 6, id="a leap day"),
        pytest.param({"today": date(2027, 1, 31)}, "2027-01", "2028-07", 19, id="a day that February lacks"),
        pytest.param({"match_year": 2026}, "2026-11", "2026-11", 1, id="all is past: this month"),
    ],
)
def test_months_run_from_today_to_the_start_of_residency(
    changes: dict[str, Any], first: str, last: str, count: int
) -> None:
    found = [month.month for month in months(**changes)]
    assert (found[0], found[-1], len(found)) == (first, last, count)


@given(st.dates(date(2025, 7, 1), date(2034, 6, 30)), st.integers(2026, 2034))
def test_months_follow_each_other_without_a_gap(today: date, match_year: int) -> None:
    found = [month.month for month in months(today=today, match_year=match_year)]
    assert found[0] == today.strftime("%Y-%m")
    for before, after in pairwise(found):
        year, month = map(int, before.split("-"))
        assert after == (f"{year + 1}-01" if month == 12 else f"{year}-{month + 1:02}")


# Rotations


def test_a_rotation_within_a_month() -> None:
    assert parts(months(span(date(2027, 3, 1), 4))) == [("2027-03", "Ward", date(2027, 3, 1), date(2027, 3, 28))]


def test_a_rotation_across_months_and_years() -> None:
    found = parts(months(span(date(2027, 11, 29), 12)))
    assert found == [
        ("2027-11", "Ward", date(2027, 11, 29), date(2027, 11, 30)),
        ("2027-12", "Ward", date(2027, 12, 1), date(2027, 12, 31)),
        ("2028-01", "Ward", date(2028, 1, 1), date(2028, 1, 31)),
        ("2028-02", "Ward", date(2028, 2, 1), date(2028, 2, 20)),
    ]


def test_a_rotation_over_a_leap_day_and_one_that_ends_with_its_month() -> None:
    found = parts(months(span(date(2028, 2, 14), 4), span(date(2027, 1, 4), 4, name="Clinic")))
    assert found == [
        ("2027-01", "Clinic", date(2027, 1, 4), date(2027, 1, 31)),
        ("2028-02", "Ward", date(2028, 2, 14), date(2028, 2, 29)),
        ("2028-03", "Ward", date(2028, 3, 1), date(2028, 3, 12)),
    ]


@given(st.integers(0, 60), st.integers(1, 24))
def test_the_parts_of_a_rotation_are_its_days_each_once(week: int, weeks: int) -> None:
    one = span(date(2026, 11, 23) + timedelta(weeks=week), weeks)
    found = parts(months(one))
    length = {month: (last - first).days + 1 for month, _, first, last in found}
    assert all(first.strftime("%Y-%m") == last.strftime("%Y-%m") == month for month, _, first, last in found)
    assert sum(length.values()) == 7 * weeks
    assert (found[0][2], found[-1][3]) == (one.start, one.end)


# Milestones


def test_each_milestone_stands_in_its_month() -> None:
    found = {month.month: month.milestones for month in months() if month.milestones}
    assert found == {
        "2027-06": ("eras_season_opens", "img_tokens_available"),
        "2027-09": (
            "applicants_may_submit", "img_documents_recommended_by", "nrmp_registration_opens",
            "programs_may_review", "mspe_released",
        ),
        "2027-12": ("pathways_application_deadline",),
        "2028-01": ("standard_registration_deadline",),
        "2028-02": ("rol_opens", "rol_certification_deadline"),
        "2028-03": ("match_week_monday", "soap_ends", "match_day"),
        "2028-05": ("eras_season_ends",),
        "2028-07": ("residency_start",),
    }  # fmt: skip


# Tasks

APPLY = "Apply to Ward by this day."
LETTER = "Last week at Ward: ask for the letter."
VISA = "Apply for the visa (13 weeks before the first rotation is a planning figure)."
DEADLINE = "Last day for a rotation whose letter should count (30 days before review)."
END = (date(2027, 8, 23), DEADLINE)


@pytest.mark.parametrize(
    ("spans", "options", "expected"),
    [
        pytest.param((), {}, [END], id="no plan"),
        pytest.param((), {"needs_visa": True}, [END], id="no plan needs no visa"),
        pytest.param((), {"today": date(2027, 8, 23)}, [END], id="the last day for letters"),
        pytest.param((), {"today": date(2027, 8, 24)}, [], id="too late for letters"),
        pytest.param(
            (span(date(2027, 3, 1), 4, apply_by=date(2026, 11, 30)),), {}, [(date(2026, 11, 30), APPLY), END],
            id="to apply for",
        ),
        pytest.param(
            # The last week of a rotation until Sunday, March 28, begins on Monday, March 22.
            (span(date(2027, 3, 1), 4, counts=True),), {}, [(TODAY, APPLY), (date(2027, 3, 22), LETTER), END],
            id="the letter is asked for in the last week",
        ),
        pytest.param(
            (span(date(2027, 3, 1), 4),), {"needs_visa": True},
            # 13 weeks before March 1 is November 30.
            [(TODAY, APPLY), (date(2026, 11, 30), VISA), END], id="a visa",
        ),
        pytest.param(
            (span(date(2027, 1, 4), 4),), {"needs_visa": True}, [(TODAY, APPLY), (TODAY, VISA), END],
            id="the visa is due already: today",
        ),
        pytest.param(
            (span(date(2027, 3, 1), 4), span(date(2027, 9, 6), 4, apply_by=date(2027, 6, 7), name="Clinic")),
            {"needs_visa": True},
            [(TODAY, APPLY), (date(2026, 11, 30), VISA), (date(2027, 6, 7), "Apply to Clinic by this day."), END],
            id="one visa for two rotations",
        ),
    ],
)  # fmt: skip
def test_tasks_stand_on_their_days(
    spans: tuple[Span, ...], options: dict[str, Any], expected: list[tuple[date, str]]
) -> None:
    assert tasks(*spans, **options) == expected


def test_the_timeline_of_a_real_plan_holds_all_of_it() -> None:
    asked = situation()
    found = recommend(asked, why_match_year=None).result
    assert found.plan is not None
    for rotation in found.plan.rotations:
        spread = [
            part for month in found.timeline.months for part in month.rotations if part.program == rotation.program
        ]
        assert (spread[0].first, spread[-1].last) == (rotation.start, rotation.end)
    due = {(task.date, task.text) for month in found.timeline.months for task in month.tasks}
    for rotation in found.plan.rotations:
        assert [day for day, text in due if text.startswith(f"Apply to {rotation.name}")] == [rotation.apply_by]
    letters = sum(rotation.letter.counts for rotation in found.plan.rotations)
    assert sum("ask for the letter" in text for _, text in due) == letters
    assert all(day >= TODAY for day, _ in due)
    assert all(task.date.strftime("%Y-%m") == month.month for month in found.timeline.months for task in month.tasks)
