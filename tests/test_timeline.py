"""The plan month by month: every month once, each thing in its month, each task on its day."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situations import TODAY, situation
from task_drafts import draft
from usceplan.plan_months import Month, Span, plan_months
from usceplan.recommendation import recommendation_of
from usceplan.tasks import scheduled


def span(start: date, weeks: int, *, name: str = "Ward") -> Span:
    return Span(program=name.lower(), name=name, start=start, weeks=weeks)


def months(*spans: Span, **changes: Any) -> tuple[Month, ...]:
    asked = situation(**changes)
    return plan_months(asked, spans, (), asked.today)


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


def test_a_task_stands_under_its_last_day_and_an_overdue_one_under_today() -> None:
    drafts = [draft("soon", due=date(2026, 12, 1)), draft("past", due=date(2026, 9, 1))]
    shown = plan_months(situation(), (), scheduled(drafts, TODAY), TODAY)
    found = {month.month: [task.id for task in month.tasks] for month in shown}
    assert found["2026-11"] == ["past"]
    assert found["2026-12"] == ["soon"]


def test_the_timeline_of_a_real_plan_holds_all_of_it() -> None:
    asked = situation()
    found = recommendation_of(asked, with_whatif=False).result
    assert found.plan is not None
    for rotation in found.plan.rotations:
        spread = [
            part for month in found.timeline.months for part in month.rotations if part.program == rotation.program
        ]
        assert (spread[0].first, spread[-1].last) == (rotation.start, rotation.end)
    shown = [task for month in found.timeline.months for task in month.tasks]
    assert sorted(task.id for task in shown) == sorted(task.id for task in found.timeline.tasks)
    tasks = {task.id: task for task in found.timeline.tasks}
    for rotation in found.plan.rotations:
        assert tasks[f"apply:{rotation.program}"].due <= rotation.apply_by
        assert (f"letter:{rotation.program}" in tasks) == rotation.letter.counts
    assert all(task.date >= TODAY for task in shown)
    assert all(task.date.strftime("%Y-%m") == month.month for month in found.timeline.months for task in month.tasks)
