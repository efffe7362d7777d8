"""Cost levers: each is what recommend gives with its flags, costs no more, and says what was not computed."""

import json
import shlex
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from rich.cells import cell_len

from command_line import TODAY, run_usceplan
from situations import catalogue, situation
from stopped_search import AfterSome, Unlimited
from usceplan.budget_levers import ROOM_IS_SHARED
from usceplan.budget_report import city_report, plan_report
from usceplan.catalog.vocabulary import Housing, Visa
from usceplan.output import results as out
from usceplan.output.layout import Sheet, marks_for
from usceplan.output.levers_view import levers_section
from usceplan.planning.situation import Situation

PEOPLE: dict[str, dict[str, Any]] = {
    "a graduate": {"nationality": "IN", "budget": 9000},
    "with a program that must be in": {"budget": 8000, "limits": {"include": ("namc-internal-medicine-observership",)}},
    "a graduate in a studio": {"nationality": "IN", "budget": 9000, "housing": Housing.STUDIO},
    "someone in Chicago": {"visas": (Visa.US_PERSON,), "us_metro": "chicago", "budget": 4000},
}


@cache
def asked(person: str) -> Situation:
    """A situation with one program in nine, so that many searches take little time."""
    every = catalogue().programs
    few = [one for one in every if one in every[4::9] or one.id == "namc-internal-medicine-observership"]
    found = situation(**PEOPLE[person])
    return replace(found, catalogue=replace(found.catalogue, programs=tuple(few)))


@cache
def found(person: str) -> out.BudgetReport:
    report = plan_report(asked(person), levers_by=Unlimited())
    assert isinstance(report, out.BudgetReport)
    return report


def levers_of(person: str) -> out.LeversInfo:
    info = found(person).levers
    assert info is not None
    return info


@pytest.mark.parametrize("person", PEOPLE)
def test_no_lever_costs_more_than_the_plan(person: str) -> None:
    info = levers_of(person)
    assert info.levers
    for one in info.levers:
        assert one.change.usd is None or one.change.usd <= info.usd
        assert one.same_plan_usd is None or one.same_plan_usd <= info.usd
        assert one.change.usd_change is None or one.change.usd_change == one.change.usd - info.usd  # type: ignore[operator]
        assert f"--budget {info.usd}" in (one.change.flags or "") or one.change.id.startswith("save-")


@pytest.mark.parametrize("person", PEOPLE)
def test_the_best_plan_is_at_least_as_good_as_the_same_plan(person: str) -> None:
    info = levers_of(person)
    for one in info.levers:
        if one.same_plan_usd is not None and one.change.outcome in ("changed", "unchanged"):
            assert one.change.strength_change is not None
            assert one.change.strength_change >= 0
            assert one.change.strength_change > 0 or (one.change.usd or 0) <= one.same_plan_usd


@pytest.mark.parametrize("person", PEOPLE)
def test_the_largest_lines_are_those_of_the_budget(person: str) -> None:
    info, budget = levers_of(person), found(person).budget
    counted = sorted((one.usd.typical for one in budget.lines if one.counted), reverse=True)
    assert [one.usd for one in info.largest] == counted[: len(info.largest)]
    assert all(one.percent == one.usd * 100 // budget.total.typical for one in info.largest)


def test_only_what_fits_the_applicant_is_offered() -> None:
    ids = {person: {one.change.id for one in levers_of(person).levers} for person in PEOPLE}
    assert any(name.startswith("free-housing-") for name in ids["a graduate"])
    assert not any(name == "fewer-trips" for name in ids["someone in Chicago"])
    assert "free-housing-chicago" not in ids["someone in Chicago"]
    kept = next(one for one in levers_of("with a program that must be in").levers if one.change.id == "without-dearest")
    assert "namc-internal-medicine-observership" not in (kept.change.flags or "")


def test_a_place_to_stay_takes_the_rent_off_the_same_plan() -> None:
    budget = found("a graduate").budget
    rents = {one.item.rpartition(", ")[2]: one.usd.typical for one in budget.lines if one.category == "housing"}
    for one in levers_of("a graduate").levers:
        if one.change.id.startswith("free-housing-"):
            city = one.change.text.removeprefix("A place to stay in ").removesuffix(" free of rent")
            assert one.same_plan_change == -rents[city]


def test_a_shared_room_is_offered_to_who_planned_with_a_studio() -> None:
    (lever,) = (one for one in levers_of("a graduate in a studio").levers if one.change.id == "shared-room")
    assert (lever.about, (lever.same_plan_change or 0) < 0) == ("housing", True)
    assert (lever.change.flags or "").startswith("--housing shared-room ")
    notes = {person: ROOM_IS_SHARED in levers_of(person).notes for person in PEOPLE}
    assert notes == {person: person != "a graduate in a studio" for person in PEOPLE}
    offered = {person for person in PEOPLE for one in levers_of(person).levers if one.change.id == "shared-room"}
    assert offered == {"a graduate in a studio"}


class Stopping(Unlimited):
    """A clock with time to begin every search and none to end it."""

    def share(self) -> Callable[[], bool]:
        return lambda: True


def test_what_no_time_was_left_for_is_said_and_not_guessed() -> None:
    report = plan_report(asked("a graduate"), levers_by=AfterSome(2))
    assert isinstance(report, out.BudgetReport)
    assert report.levers is not None
    every = {one.change.id: one for one in levers_of("a graduate").levers}
    left = [one for one in report.levers.levers if one.change.outcome == "not-computed"]
    assert left
    assert all(one.change.usd is None and one.same_plan_usd is None for one in left)
    assert all(one == every[one.change.id] for one in report.levers.levers if one not in left)
    shown = "\n".join(line.plain for line in levers_section(report.levers, Sheet(100, marks_for("utf-8"))))
    assert "No time was left to find out about these (--time-limit)" in shown


def test_a_search_that_is_stopped_at_once_still_knows_the_same_plan() -> None:
    stopped = plan_report(asked("a graduate"), levers_by=Stopping())
    assert isinstance(stopped, out.BudgetReport)
    assert stopped.levers is not None
    every = {one.change.id: one for one in levers_of("a graduate").levers}
    for one in stopped.levers.levers:
        assert one.same_plan_usd == every[one.change.id].same_plan_usd
        if one.same_plan_usd is not None and not one.change.proven_optimal:
            assert one.change.usd is not None
            assert (one.change.strength_change or 0, -one.change.usd) >= (0, -one.same_plan_usd)


def test_only_a_proven_plan_is_said_to_be_the_cheapest_of_its_strength() -> None:
    assert any("that is proven" in note for note in levers_of("a graduate").notes)
    report = plan_report(asked("a graduate"), deadline=_after_some_looks(), levers_by=AfterSome(0))
    if isinstance(report, out.BudgetReport) and report.levers and not report.levers.proven_optimal:
        assert not any("that is proven" in note for note in report.levers.notes)


def _after_some_looks() -> Callable[[], bool]:
    looks = iter(range(3))
    return lambda: next(looks, None) is None


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("person", PEOPLE)
def test_screens_fit(person: str, width: int) -> None:
    lines = levers_section(levers_of(person), Sheet(width, marks_for("utf-8")))
    assert max(cell_len(line.plain) for line in lines) <= width


def test_reports_without_levers_have_none() -> None:
    assert city_report(situation(), "chicago", 4).levers is None
    plain = plan_report(asked("a graduate"))
    assert isinstance(plain, out.BudgetReport)
    assert plain.levers is None


# By the command line -------------------------------------------------------------------------------------------------

TOLD = ("--specialty", "IM", "--grad-year", "2023", "--visa", "b1-b2", "--nationality", "India", "--budget", "4500")
RUN = (*TODAY, "--match-year", "2028", "--time-limit", "300", "--json")


def test_every_lever_is_what_recommend_gives_with_its_flags(monkeypatch: pytest.MonkeyPatch) -> None:
    few = asked("a graduate").catalogue
    monkeypatch.setattr("command_line.catalogue", lambda: few)
    result = json.loads(run_usceplan("budget", *TOLD, *RUN, "--levers").out)
    tried = [one["change"] for one in result["levers"]["levers"] if one["change"]["flags"]]
    assert len(tried) >= 6
    for change in tried:
        # What comes last goes, and none of these options were told before.
        ran = json.loads(run_usceplan("recommend", *TOLD, *RUN, *shlex.split(change["flags"])).out)
        if ran["plan"] is None:
            assert change["outcome"] == "no-plan"
        else:
            plan = (ran["plan"]["strength"], ran["plan"]["usd"])
            assert (change["strength"], change["usd"]) == plan, change["id"]


@pytest.mark.parametrize("other", [("--city", "Chicago", "--weeks", "4"), ("--rotation", "x")])
def test_levers_are_of_plans_only(other: tuple[str, ...]) -> None:
    ran = run_usceplan("budget", *TOLD, *RUN, "--levers", *other)
    assert (ran.code, ran.out) == (2, "")
    assert json.loads(ran.err)["error"]["code"] == "contradiction"
