"""The calendar of any Match, with what each date rests on and how often its rule was right."""

import json
from datetime import date
from typing import Any

import pytest

from command_line import TODAY as TODAY_OPTION
from command_line import run_usceplan
from situations import TODAY, catalogue
from usceplan.match import match_cycle
from usceplan.match_report import match_report
from usceplan.output.match_result import MatchMilestone, MatchReport, RuleInfo
from usceplan.problems import UserError


def report(year: int) -> MatchReport:
    return match_report(catalogue(), year, TODAY)


def milestone(year: int, name: str) -> MatchMilestone:
    return next(one for one in report(year).milestones if one.id == name)


def rule(name: str, rule_id: str, year: int = 2028) -> RuleInfo:
    return next(one for one in milestone(year, name).rules if one.id == rule_id)


@pytest.mark.parametrize("year", range(2019, 2037))
def test_any_match_from_2019_to_ten_years_ahead(year: int) -> None:
    found = report(year)
    assert [one.date for one in found.milestones] == [
        one.date for one in match_cycle(catalogue().calendar, year).milestones
    ]
    for one in found.milestones:
        assert (one.rule is not None) == (one.basis == "projected")
        if one.basis != "projected":
            assert one.source, "what is stated has its page"
            assert not any(rule.in_use for rule in one.rules)
        else:
            assert one.rule in [rule.id for rule in one.rules if rule.in_use]


@pytest.mark.parametrize("year", [2018, 2041])
def test_other_years_are_refused(year: int) -> None:
    with pytest.raises(UserError, match="no Match calendar"):
        report(year)


def test_the_record_of_a_rule_by_hand() -> None:
    # The 16 days before Match Day have held since 2021; the five known deadlines before came a week earlier.
    found = rule("rol_certification_deadline", "rank-list-sixteen-days-before")
    assert found.known == [2015, 2016, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025]
    assert found.right == found.right_when_valid == found.known_when_valid == [2021, 2022, 2023, 2024, 2025]
    assert (found.largest_miss, found.largest_miss_when_valid) == (7, 0)
    assert [(miss.match_year, miss.days) for miss in found.misses][:2] == [(2015, -7), (2016, -7)]
    assert found.misses[0].actual == date(2015, 2, 25)


def test_the_rules_are_counted_by_applying_them() -> None:
    for one in report(2030).milestones:
        for found in one.rules:
            assert sorted([*found.right, *(miss.match_year for miss in found.misses)]) == found.known
            assert set(found.right_when_valid) == set(found.right) & set(found.known_when_valid)
            assert found.largest_miss == (
                max((abs(miss.days) for miss in found.misses), default=0) if found.known else None
            )


def test_both_rules_for_review_are_told_where_they_differ() -> None:
    found = milestone(2028, "programs_may_review")
    assert [one.id for one in found.rules if one.in_use] == ["review-after-21-days", "review-last-wednesday"]
    assert found.date == date(2027, 9, 22)


# The command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ("match", "2028"),
            ("2028-03-17  Match Day (projected)", "Right in 13 of 13 years on record."), id="projected",
        ),
        pytest.param(("match", "2023"), ("2023-03-17  Match Day 12:00 ET (official, nrmp.org)",), id="official"),
        pytest.param(("match",), ("The 2028 Match",), id="the next that can be reached"),
        pytest.param(
            ("match", "2028", "--why"),
            ("Wrong, in days: 2019 -11, 2020 -10, 2021 +28, 2022 +7.", "Not found"), id="why",
        ),
    ],
)  # fmt: skip
def test_the_screen(arguments: tuple[str, ...], said: tuple[str, ...]) -> None:
    ran = run_usceplan(*arguments, *TODAY_OPTION)
    assert (ran.code, ran.err) == (0, "")
    text = " ".join(ran.out.split())
    assert all(" ".join(one.split()) in text for one in said)


def test_the_screen_stays(snapshot: Any) -> None:
    shown = run_usceplan("match", "2028", *TODAY_OPTION).out
    assert shown.partition("── Before")[0] == snapshot


def test_a_year_that_is_none() -> None:
    ran = run_usceplan("match", "2018", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert json.loads(ran.err)["error"]["code"] == "match-year-out-of-range"
    assert run_usceplan("match", "soon").code == 2
    assert run_usceplan("match", "--today", "1999-01-01").code == 2
