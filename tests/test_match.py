"""The Match calendar: the rules against every known date, projections, and what can still be reached."""

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from usceplan.catalog.calendar import (
    IN_EVERY_CYCLE,
    CalendarFile,
    KnownDate,
    MilestoneId,
    Projection,
    calendar_problems,
)
from usceplan.catalog.reading import read_file, validate
from usceplan.match import match_cycle, next_reachable_match_year, rule_record
from usceplan.problems import UserError

DOCUMENT = read_file(Path(__file__).parents[1] / "data" / "match_calendar.yaml", "data/match_calendar.yaml")
CALENDAR = validate(DOCUMENT, CalendarFile)
COVERED = range(CALENDAR.covers.first, CALENDAR.covers.last + 1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def nothing_known_of(match_year: int) -> CalendarFile:
    """The calendar as it was before anything of a Match year was published."""
    kept = tuple(match for match in CALENDAR.matches if match.match_year != match_year)
    return CALENDAR.model_copy(update={"matches": kept})


def changed(change: Callable[[dict[str, Any]], None]) -> CalendarFile:
    """The calendar after a change to its data."""
    data: Any = deepcopy(DOCUMENT.data)
    change(data)
    return CalendarFile.model_validate(data)


# The file


def test_the_file_is_consistent() -> None:
    assert calendar_problems(CALENDAR) == []


def test_the_covered_years_are_the_promised_ones() -> None:
    assert (COVERED[0], COVERED[-1]) == (2019, 2040)


@pytest.mark.parametrize("match", CALENDAR.matches, ids=lambda match: str(match.match_year))
def test_every_known_date_is_what_the_cycle_says(match: Any) -> None:
    cycle = match_cycle(CALENDAR, match.match_year)
    with_rules = {rule.milestone for rule in CALENDAR.rules}
    for milestone_id, known in match.milestones.items():
        if milestone_id not in with_rules:
            continue
        milestone = cycle.milestone(milestone_id)
        assert known.planned in (milestone.date, milestone.nominal)
        assert milestone.basis == ("official" if known.status == "official" else "reported")
        assert milestone.source == CALENDAR.sources[known.cited[0]].url
        assert milestone.rule is None


@pytest.mark.parametrize("match", CALENDAR.matches, ids=lambda match: str(match.match_year))
def test_the_dates_of_a_year_are_listed_in_the_order_in_which_milestones_come(match: Any) -> None:
    listed = [list(MilestoneId).index(milestone_id) for milestone_id in match.milestones]
    assert listed == sorted(listed)


# The rules against the record

RECORDS: dict[str, tuple[str, tuple[int, ...], dict[int, tuple[str, int]], int | None]] = {
    # rule: (milestone, years known, misses {year: (the rule gives, days off)}, largest miss when valid)
    "match-day-third-friday": ("match_day", tuple(range(2014, 2027)), {}, 0),
    "match-week-four-days-before": ("match_week_monday", (2015, 2016, *range(2018, 2027)), {}, 0),
    "soap-day-before-match-day": ("soap_ends", (2019, 2020, 2021, 2022, 2023, 2025, 2026), {}, 0),
    "rank-list-sixteen-days-before": (
        "rol_certification_deadline",
        (2015, 2016, *range(2018, 2026)),
        {
            2015: ("2015-03-04", -7),
            2016: ("2016-03-02", -7),
            2018: ("2018-02-28", -7),
            2019: ("2019-02-27", -7),
            2020: ("2020-03-04", -7),
        },
        0,
    ),
    "rank-list-opens-february-1": (
        "rol_opens",
        tuple(range(2018, 2026)),
        {2018: ("2018-02-01", -17), 2019: ("2019-02-01", -17), 2020: ("2020-02-03", -19)},
        0,
    ),
    "registration-january-31": (
        "standard_registration_deadline",
        tuple(range(2018, 2026)),
        {2018: ("2018-01-31", -62), 2019: ("2019-01-31", -62), 2020: ("2020-01-31", -62)},
        0,
    ),
    "registration-opens-september-15": (
        "nrmp_registration_opens",
        tuple(range(2018, 2027)),
        {2019: ("2018-09-17", -2), 2020: ("2019-09-16", -1)},
        0,
    ),
    "eras-opens-wednesday-from-june-3": (
        "eras_season_opens",
        tuple(range(2019, 2028)),
        {2019: ("2018-06-06", 1), 2020: ("2019-06-05", 1), 2021: ("2020-06-03", 5)},
        0,
    ),
    "submit-first-wednesday": (
        "applicants_may_submit",
        tuple(range(2019, 2027)),
        {2020: ("2019-09-04", 1), 2021: ("2020-09-02", -1)},
        0,
    ),
    "review-after-21-days": (
        "programs_may_review",
        tuple(range(2019, 2027)),
        {
            2019: ("2018-09-26", -11),
            2020: ("2019-09-25", -10),
            2021: ("2020-09-23", 28),
            2022: ("2021-09-22", 7),
        },
        0,
    ),
    "review-last-wednesday": (
        "programs_may_review",
        tuple(range(2019, 2027)),
        {2019: ("2018-09-26", -11), 2020: ("2019-09-25", -10), 2021: ("2020-09-30", 21)},
        0,
    ),
    "mspe-with-review": ("mspe_released", tuple(range(2020, 2027)), {2020: ("2019-09-15", 16)}, 0),
    "mspe-october-1": (
        "mspe_released",
        tuple(range(2020, 2027)),
        {
            2021: ("2020-10-01", 20),
            2022: ("2021-10-01", -2),
            2023: ("2022-10-01", -3),
            2024: ("2023-10-01", -4),
            2025: ("2024-10-01", -6),
            2026: ("2025-10-01", -7),
        },
        0,
    ),
    "tokens-late-june": ("img_tokens_available", (2019, 2020, 2021, 2022, 2024), {}, 0),
    "eras-ends-may-31": ("eras_season_ends", (2020, 2022, 2023, 2024, 2025, 2026), {}, 0),
    "residency-july-1": ("residency_start", (), {}, None),
    "documents-14-days-before-review": (
        "img_documents_recommended_by",
        (2024, 2025),
        {2024: ("2023-09-13", 7), 2025: ("2024-09-11", 6)},
        7,
    ),
    "pathways-december-31": (
        "pathways_application_deadline",
        (2023, 2024),
        {2023: ("2022-12-31", 31), 2024: ("2023-12-31", 46)},
        46,
    ),
}


def test_every_rule_has_its_record_here() -> None:
    assert {rule.id for rule in CALENDAR.rules} == set(RECORDS)


@pytest.mark.parametrize("rule_id", RECORDS)
def test_a_rule_against_the_record(rule_id: str) -> None:
    milestone, known, misses, when_valid = RECORDS[rule_id]
    record = next(record for record in rule_record(CALENDAR, milestone) if record.rule == rule_id)
    assert record.known == known
    assert {miss.match_year: (miss.expected.isoformat(), miss.days) for miss in record.misses} == misses
    assert all(miss.actual - miss.expected == dt.timedelta(days=miss.days) for miss in record.misses)
    assert record.hit == tuple(year for year in known if year not in misses)
    assert record.largest_miss_when_valid == when_valid
    largest = max((abs(days) for _, days in misses.values()), default=0)
    assert record.largest_miss == (largest if known else None)


def test_the_conflict_of_2026_is_no_evidence() -> None:
    (record,) = rule_record(CALENDAR, "standard_registration_deadline")
    assert 2026 not in record.known


# Projections

PROJECTIONS: dict[str, dict[int, str]] = {
    # milestone: {Match year: the day to plan with, and the nominal day where it is another}
    "eras_season_opens": {2026: "2025-06-04", 2027: "2026-06-03", 2028: "2027-06-09", 2029: "2028-06-07"},
    "img_tokens_available": {2026: "2025-06-28", 2027: "2026-06-28", 2028: "2027-06-28", 2029: "2028-06-28"},
    "applicants_may_submit": {2026: "2025-09-03", 2027: "2026-09-02", 2028: "2027-09-01", 2029: "2028-09-06"},
    "img_documents_recommended_by": {2026: "2025-09-10", 2027: "2026-09-09", 2028: "2027-09-08", 2029: "2028-09-13"},
    "nrmp_registration_opens": {2026: "2025-09-15", 2027: "2026-09-15", 2028: "2027-09-15", 2029: "2028-09-15"},
    "programs_may_review": {2026: "2025-09-24", 2027: "2026-09-23", 2028: "2027-09-22", 2029: "2028-09-27"},
    "mspe_released": {2026: "2025-09-24", 2027: "2026-09-23", 2028: "2027-09-22", 2029: "2028-09-27"},
    "pathways_application_deadline": {2026: "2025-12-31", 2027: "2026-12-31", 2028: "2027-12-31", 2029: "2028-12-31"},
    "standard_registration_deadline": {
        2026: "2026-01-30 (2026-01-31)",
        2027: "2027-01-29 (2027-01-31)",
        2028: "2028-01-31",
        2029: "2029-01-31",
    },
    "rol_opens": {2026: "2026-02-02", 2027: "2027-02-01", 2028: "2028-02-01", 2029: "2029-02-01"},
    "rol_certification_deadline": {
        2026: "2026-03-03 (2026-03-04)",
        2027: "2027-03-02 (2027-03-03)",
        2028: "2028-02-29 (2028-03-01)",
        2029: "2029-02-27 (2029-02-28)",
    },
    "match_week_monday": {2026: "2026-03-16", 2027: "2027-03-15", 2028: "2028-03-13", 2029: "2029-03-12"},
    "soap_ends": {2026: "2026-03-19", 2027: "2027-03-18", 2028: "2028-03-16", 2029: "2029-03-15"},
    "match_day": {2026: "2026-03-20", 2027: "2027-03-19", 2028: "2028-03-17", 2029: "2029-03-16"},
    "eras_season_ends": {2026: "2026-05-31", 2027: "2027-05-31", 2028: "2028-05-31", 2029: "2029-05-31"},
    "residency_start": {2026: "2026-07-01", 2027: "2027-07-01", 2028: "2028-07-01", 2029: "2029-07-01"},
}


@pytest.mark.parametrize("match_year", [2026, 2027, 2028, 2029])
def test_a_year_of_which_nothing_is_known(match_year: int) -> None:
    cycle = match_cycle(nothing_known_of(match_year), match_year)
    written = {
        milestone.id.value: f"{milestone.date} ({milestone.nominal})" if milestone.nominal else str(milestone.date)
        for milestone in cycle.milestones
    }
    assert written == {milestone: by_year[match_year] for milestone, by_year in PROJECTIONS.items()}
    assert {milestone.basis for milestone in cycle.milestones} == {"projected"}
    rules = {rule.id: rule.milestone for rule in CALENDAR.rules}
    for milestone in cycle.milestones:
        assert milestone.rule is not None
        assert milestone.note is not None
        assert rules[milestone.rule] == milestone.id


def test_the_known_day_of_the_2027_season_is_reported_and_the_rest_projected() -> None:
    cycle = match_cycle(CALENDAR, 2027)
    assert {milestone.id.value for milestone in cycle.milestones if milestone.basis != "projected"} == {
        "eras_season_opens"
    }
    assert cycle.milestone("eras_season_opens").basis == "reported"
    assert cycle.eras_season == 2027


def test_where_the_review_rules_differ_the_earlier_is_planned_and_the_later_said() -> None:
    review = match_cycle(CALENDAR, 2028).milestone("programs_may_review")
    assert (review.date, review.rule) == (day("2027-09-22"), "review-after-21-days")
    assert review.note is not None
    assert "2027-09-22 to 2027-09-29" in review.note


def test_a_projection_counts_from_a_known_date() -> None:
    def submit_late(data: dict[str, Any]) -> None:
        known = {"date": "2027-09-02", "status": "official", "confidence": "high", "sources": ["aamc-eras-2026"]}
        data["matches"].append({"match_year": 2028, "milestones": {"applicants_may_submit": known}})

    cycle = match_cycle(changed(submit_late), 2028)
    assert cycle.date("programs_may_review") == day("2027-09-23")
    assert cycle.date("mspe_released") == day("2027-09-23")
    assert cycle.date("img_documents_recommended_by") == day("2027-09-09")


def test_a_conflict_plans_with_the_chosen_day_and_its_source() -> None:
    deadline = match_cycle(CALENDAR, 2026).milestone("standard_registration_deadline")
    assert (deadline.date, deadline.nominal, deadline.basis) == (day("2026-01-30"), day("2026-01-31"), "reported")
    assert deadline.source is not None
    assert deadline.source.startswith("https://www.nrmp.org/")


def test_a_known_weekend_deadline_stays_where_it_was() -> None:
    deadline = match_cycle(CALENDAR, 2021).milestone("standard_registration_deadline")
    assert (deadline.date, deadline.nominal) == (day("2021-01-31"), None)


def test_a_rank_list_is_certified_the_day_before_a_known_deadline_too() -> None:
    deadline = match_cycle(CALENDAR, 2024).milestone("rol_certification_deadline")
    assert (deadline.date, deadline.nominal) == (day("2024-02-27"), day("2024-02-28"))
    assert (deadline.basis, deadline.time_et) == ("official", "21:00")


def test_before_2021_the_mspe_came_on_october_1() -> None:
    assert match_cycle(CALENDAR, 2019).milestone("mspe_released").rule == "mspe-october-1"
    assert match_cycle(CALENDAR, 2019).date("mspe_released") == day("2018-10-01")


def test_july_1_is_projected_by_convention_with_its_source() -> None:
    start = match_cycle(CALENDAR, 2020).milestone("residency_start")
    assert (start.basis, start.date) == ("projected", day("2020-07-01"))
    assert start.source is not None


@pytest.mark.parametrize(
    ("projection", "match_year", "expected"),
    [
        pytest.param(
            "nth_weekday month: 3 weekday: friday n: 3", 2030, "2030-03-15", id="month-begins-on-that-weekday"
        ),
        pytest.param("nth_weekday month: 3 weekday: friday n: 3", 2031, "2031-03-21", id="month-begins-after-it"),
        pytest.param(
            "nth_weekday month: 2 weekday: tuesday n: 4", 2028, "2028-02-22", id="fourth-of-five-in-leap-year"
        ),
        pytest.param("last_weekday month: 2 weekday: tuesday", 2028, "2028-02-29", id="last-is-leap-day"),
        pytest.param("last_weekday month: 2 weekday: wednesday", 2029, "2029-02-28", id="last-day-of-february"),
        pytest.param("last_weekday month: 12 weekday: thursday", 2037, "2037-12-31", id="last-of-december"),
        pytest.param("weekday_on_or_after month: 6 day: 3 weekday: wednesday", 2037, "2037-06-03", id="on-the-day"),
        pytest.param("weekday_on_or_after month: 6 day: 3 weekday: wednesday", 2038, "2038-06-09", id="six-days-after"),
        pytest.param("fixed month: 1 day: 31", 2032, "2032-01-31", id="fixed-stays-on-saturday"),
        pytest.param("fixed_roll_forward month: 2 day: 1", 2031, "2031-02-03", id="saturday-to-monday"),
        pytest.param("fixed_roll_forward month: 2 day: 1", 2032, "2032-02-02", id="sunday-to-monday"),
        pytest.param("fixed_roll_forward month: 2 day: 1", 2030, "2030-02-01", id="friday-stays"),
        pytest.param("fixed_roll_forward month: 2 day: 28", 2032, "2032-03-01", id="over-leap-day-into-march"),
        pytest.param("offset base: match_day days: -16", 2028, "2028-03-01", id="back-to-the-day-after-leap-day"),
        pytest.param("same_as base: match_day", 2030, "2030-03-15", id="same-day"),
        pytest.param("window month: 6 first_day: 21 last_day: 28", 2030, "2030-06-21", id="window-plans-its-first-day"),
    ],
)
def test_the_arithmetic_of_a_rule(projection: str, match_year: int, expected: str) -> None:
    kind, *words = projection.split()
    values = {key.rstrip(":"): value for key, value in zip(words[::2], words[1::2], strict=True)}
    spec: dict[str, Any] = {key: int(value) if value.lstrip("-").isdigit() else value for key, value in values.items()}

    def replace(data: dict[str, Any]) -> None:
        rule = next(rule for rule in data["rules"] if rule["id"] == "eras-ends-may-31")
        rule["projection"] = {"type": kind} | ({"year_offset": 0} if "base" not in spec else {}) | spec

    assert match_cycle(changed(replace), match_year).date("eras_season_ends") == day(expected)


# Every year

IN_ORDER = (
    ("applicants_may_submit", "programs_may_review"),
    ("mspe_released", "standard_registration_deadline"),
    ("standard_registration_deadline", "rol_certification_deadline"),
    ("rol_certification_deadline", "match_week_monday"),
    ("match_week_monday", "soap_ends"),
    ("soap_ends", "match_day"),
    ("match_day", "residency_start"),
)


@pytest.mark.parametrize("match_year", COVERED)
def test_every_cycle_is_complete_and_in_a_sensible_order(match_year: int) -> None:
    cycle = match_cycle(CALENDAR, match_year)
    assert {milestone.id for milestone in cycle.milestones} >= IN_EVERY_CYCLE
    dates = [milestone.date for milestone in cycle.milestones]
    assert dates == sorted(dates)
    for before, after in IN_ORDER:
        assert cycle.date(before) < cycle.date(after), (before, after)
    assert cycle.date("eras_season_opens") < cycle.date("img_tokens_available") < cycle.date("applicants_may_submit")
    assert cycle.date("img_documents_recommended_by") < cycle.date("programs_may_review")
    assert cycle.date("programs_may_review") <= cycle.date("mspe_released")
    assert cycle.date("rol_opens") < cycle.date("rol_certification_deadline")
    assert cycle.date("match_day") < cycle.date("eras_season_ends") < cycle.date("residency_start")
    assert cycle.date("match_day").isoweekday() == 5
    assert cycle.date("match_week_monday").isoweekday() == 1
    assert all(milestone.nominal != milestone.date for milestone in cycle.milestones)


@pytest.mark.parametrize("match_year", [2019, 2022])
def test_the_pathways_deadline_is_absent_before_it_is_known(match_year: int) -> None:
    with pytest.raises(KeyError):
        match_cycle(CALENDAR, match_year).milestone("pathways_application_deadline")


@pytest.mark.parametrize("match_year", [2018, 2041])
def test_a_year_outside_the_calendar(match_year: int) -> None:
    with pytest.raises(UserError) as refused:
        match_cycle(CALENDAR, match_year)
    assert refused.value.code == "match-year-out-of-range"
    assert "2019" in refused.value.hint
    assert "2040" in refused.value.hint


# What can still be reached


@pytest.mark.parametrize(
    ("today", "weeks", "days", "expected", "said"),
    [
        # 2026-09-23 less 30 days is Monday 2026-08-24: four weeks from 2026-07-27 end on the Sunday before.
        pytest.param("2026-07-26", 4, 30, 2027, "starts on 2026-07-27", id="last-day-for-2027"),
        pytest.param(
            "2026-07-27", 4, 30, 2028, "2027 Match has been out of reach since 2026-07-27", id="first-too-late"
        ),
        pytest.param("2026-11-22", 4, 30, 2028, "starts on 2026-11-23", id="sunday-starts-the-next-day"),
        pytest.param("2026-11-23", 4, 30, 2028, "starts on 2026-11-30", id="monday-starts-a-week-later"),
        pytest.param("2026-07-19", 4, 31, 2027, "starts on 2026-07-20", id="exactly-the-days-are-enough"),
        pytest.param("2026-07-26", 4, 31, 2027, "starts on 2026-07-27", id="the-sunday-is-31-days-before"),
        pytest.param("2026-07-26", 4, 32, 2028, "since 2026-07-20", id="a-day-more-is-not"),
        pytest.param("2026-06-28", 8, 30, 2027, "8-week rotation that starts on 2026-06-29", id="eight-weeks"),
        pytest.param("2026-06-29", 8, 30, 2028, "since 2026-06-29", id="eight-weeks-too-late"),
        pytest.param("2025-07-27", 4, 30, 2026, "(2025-09-24, official)", id="an-official-date"),
        pytest.param("2025-07-28", 4, 30, 2027, "(2025-09-24, official)", id="after-an-official-date"),
    ],
)
def test_the_next_reachable_match_year(today: str, weeks: int, days: int, expected: int, said: str) -> None:
    match_year, sentence = next_reachable_match_year(CALENDAR, day(today), weeks, days)
    assert match_year == expected
    assert said in sentence
    assert f"the {expected} Match" in sentence


def test_before_the_calendar_begins_no_earlier_cycle_is_named() -> None:
    match_year, sentence = next_reachable_match_year(CALENDAR, day("2017-01-01"), 4, 30)
    assert match_year == 2019
    assert "out of reach" not in sentence


def test_after_the_calendar_ends_nothing_can_be_reached() -> None:
    with pytest.raises(UserError) as refused:
        next_reachable_match_year(CALENDAR, day("2039-09-01"), 4, 30)
    assert "2040" in refused.value.message


@settings(max_examples=50, derandomize=True, deadline=None)
@given(
    today=st.dates(dt.date(2019, 1, 1), dt.date(2037, 12, 31)),
    weeks=st.integers(1, 24),
    days=st.integers(0, 90),
)
def test_the_next_reachable_year_is_the_first_that_leaves_the_days(today: dt.date, weeks: int, days: int) -> None:
    match_year, _ = next_reachable_match_year(CALENDAR, today, weeks, days)
    monday = next(later for n in range(1, 8) if (later := today + dt.timedelta(days=n)).isoweekday() == 1)
    last_day = monday + dt.timedelta(days=7 * weeks - 1)
    in_time = [
        year
        for year in COVERED
        if (match_cycle(CALENDAR, year).date("programs_may_review") - last_day) >= dt.timedelta(days=days)
    ]
    assert match_year == in_time[0]


# Mistakes in the file


def _rule(data: dict[str, Any], rule_id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(rule for rule in data["rules"] if rule["id"] == rule_id)
    return found


def _unknown_source(data: dict[str, Any]) -> None:
    data["matches"][0]["milestones"]["match_day"]["sources"] = ["nrmp-pr-2019", "nobody"]


def _unknown_source_of_candidate(data: dict[str, Any]) -> None:
    data["matches"][7]["milestones"]["standard_registration_deadline"]["candidates"][1]["sources"] = ["nobody"]


def _year_twice(data: dict[str, Any]) -> None:
    data["matches"][1]["match_year"] = 2019
    data["matches"][1]["milestones"] = {}


def _date_of_another_cycle(data: dict[str, Any]) -> None:
    data["matches"][0]["milestones"]["match_day"]["date"] = "2020-03-20"


def _covered_year_as_evidence(data: dict[str, Any]) -> None:
    data["earlier"][0]["match_year"] = 2030


def _rule_id_twice(data: dict[str, Any]) -> None:
    data["rules"][1]["id"] = data["rules"][0]["id"]


def _circle(data: dict[str, Any]) -> None:
    _rule(data, "match-day-third-friday")["projection"] = {"type": "offset", "base": "soap_ends", "days": 1}


def _base_that_may_be_missing(data: dict[str, Any]) -> None:
    _rule(data, "eras-ends-may-31")["projection"] = {"type": "same_as", "base": "pathways_season_closes"}


def _rule_ends(data: dict[str, Any]) -> None:
    _rule(data, "residency-july-1")["valid_through"] = 2039


def _plan_without_rule(data: dict[str, Any]) -> None:
    data["planning"].append({"milestone": "soap_rounds_begin", "why": "No rule gives it."})


def _plan_twice(data: dict[str, Any]) -> None:
    data["planning"].append({"milestone": "programs_may_review", "why": "Said twice."})


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        pytest.param(
            _unknown_source, ("matches", 0, "milestones", "match_day", "sources", 1), "nobody", id="unknown-source"
        ),
        pytest.param(
            _unknown_source_of_candidate,
            ("matches", 7, "milestones", "standard_registration_deadline", "candidates", 1, "sources", 0),
            "nobody",
            id="unknown-source-of-a-candidate",
        ),
        pytest.param(_year_twice, ("matches", 1, "match_year"), "once, got 2019 again", id="year-twice"),
        pytest.param(
            _date_of_another_cycle,
            ("matches", 0, "milestones", "match_day"),
            "a date in 2018 or 2019, got 2020-03-20",
            id="date-of-another-cycle",
        ),
        pytest.param(_covered_year_as_evidence, ("earlier", 0, "match_year"), "before", id="covered-year-as-evidence"),
        pytest.param(_rule_id_twice, ("rules", 1, "id"), "once", id="rule-id-twice"),
        pytest.param(_circle, ("rules", 0, "projection", "base"), "lead back to match_day", id="rules-in-a-circle"),
        pytest.param(
            _base_that_may_be_missing,
            ("rules", 14, "projection", "base"),
            "every cycle has, got pathways_season_closes",
            id="base-that-may-be-missing",
        ),
        pytest.param(_rule_ends, ("rules",), "residency_start of the 2040 Match", id="year-without-a-rule"),
        pytest.param(_plan_without_rule, ("planning", 4, "milestone"), "that has a rule", id="plan-without-rule"),
        pytest.param(_plan_twice, ("planning", 4, "milestone"), "once", id="plan-twice"),
    ],
)
def test_what_does_not_fit_together_is_placed(
    change: Callable[[dict[str, Any]], None], path: tuple[str | int, ...], message: str
) -> None:
    found = dict(calendar_problems(changed(change)))
    assert message in found[path]


@pytest.mark.parametrize(
    "known",
    [
        pytest.param({"status": "official"}, id="no-date"),
        pytest.param({"status": "official", "date": "2026-03-20", "confidence": "high"}, id="no-source"),
        pytest.param({"status": "reported", "date": "2026-03-20", "sources": ["a"]}, id="no-confidence"),
        pytest.param({"status": "conflict", "plan_with": "2026-01-30"}, id="conflict-without-candidates"),
        pytest.param(
            {
                "status": "conflict",
                "candidates": [
                    {"date": "2026-01-30", "sources": ["a"]},
                    {"date": "2026-01-31", "sources": ["b"]},
                ],
                "plan_with": "2026-01-29",
            },
            id="plan-with-no-candidate",
        ),
        pytest.param(
            {
                "status": "official",
                "date": "2026-03-20",
                "confidence": "high",
                "sources": ["a"],
                "plan_with": "2026-03-20",
            },
            id="plan-with-beside-a-date",
        ),
        pytest.param(
            {"status": "official", "date": "2026-03-20", "confidence": "high", "sources": ["a"], "time_et": "9:00"},
            id="hour-without-its-zero",
        ),
    ],
)
def test_a_known_date_that_says_too_little_or_too_much(known: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        KnownDate.model_validate(known)


@pytest.mark.parametrize(
    "projection",
    [
        pytest.param({"type": "fixed", "year_offset": 0, "month": 2, "day": 29}, id="leap-day"),
        pytest.param({"type": "fixed_roll_forward", "year_offset": 0, "month": 4, "day": 31}, id="april-31"),
        pytest.param(
            {"type": "nth_weekday", "year_offset": 0, "month": 3, "weekday": "friday", "n": 5}, id="fifth-weekday"
        ),
        pytest.param(
            {"type": "window", "year_offset": 0, "month": 6, "first_day": 28, "last_day": 21}, id="window-backwards"
        ),
        pytest.param({"type": "sometimes"}, id="unknown-type"),
    ],
)
def test_a_rule_that_not_every_year_can_follow(projection: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Projection).validate_python(projection)
