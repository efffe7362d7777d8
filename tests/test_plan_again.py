"""Commands about a saved plan that look around it: it takes the place of the search for the best plan."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from command_line import GRADUATE, TODAY, Ran, run_usceplan
from situations import catalogue
from usceplan.catalog.catalogue import Catalogue

TIME = ("--time-limit", "300")
WANTED = "namc-internal-medicine-observership"


@cache
def few_programs() -> Catalogue:
    """A small catalogue, so that many searches take little time."""
    every = catalogue().programs
    return replace(catalogue(), programs=tuple(one for one in every if one in every[4::9] or one.id == WANTED))


@pytest.fixture(autouse=True)
def _small_catalogue() -> Iterator[None]:
    with mock.patch("command_line.catalogue", few_programs):
        yield


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = tmp_path / "plan.json"
    ran = run_usceplan("recommend", *GRADUATE, *TIME, "--save", str(path), "--json")
    assert (ran.code, ran.err) == (0, "")
    return str(path)


@pytest.fixture
def poorer(plan: str) -> str:
    """The same without one of its rotations, as someone may have changed it."""
    path = Path(plan).with_name("poorer.json")
    found = json.loads(Path(plan).read_text())
    path.write_text(json.dumps({**found, "rotations": found["rotations"][1:], "proven_optimal": False}))
    return str(path)


def result(ran: Ran) -> dict[str, Any]:
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def about(command: tuple[str, ...], *told: str) -> dict[str, Any]:
    return result(run_usceplan(*command, *told, *TIME, "--json"))


def test_what_if_finds_for_a_saved_plan_what_it_finds_for_its_answers(plan: str) -> None:
    searched, kept = about(("whatif",), *GRADUATE), about(("whatif",), "--plan", plan, *TODAY)
    assert kept.pop("planned_on") == "2026-11-22"
    assert searched.pop("planned_on") is None
    assert kept == searched


def test_what_if_searches_for_the_changes_only(plan: str) -> None:
    with mock.patch("usceplan.whatif_report.solve", side_effect=AssertionError("a search for the plan itself")):
        assert about(("whatif",), "--plan", plan, *TODAY)["changes"]


def test_a_plan_that_is_not_the_best_is_also_held_against_itself_planned_anew(plan: str, poorer: str) -> None:
    best, found = about(("whatif",), "--plan", plan, *TODAY), about(("whatif",), "--plan", poorer, *TODAY)
    assert "anew" not in {one["id"] for one in best["changes"]}
    (anew,) = (one for one in found["changes"] if one["id"] == "anew")
    assert (anew["strength"], anew["usd"]) == (best["plan"]["strength"], best["plan"]["usd"])
    assert anew["strength_change"] == pytest.approx(best["plan"]["strength"] - found["plan"]["strength"])
    assert anew["strength_change"] > 0
    assert "Planned anew, with nothing changed" in run_usceplan("whatif", "--plan", poorer, *TODAY, *TIME).out


def test_what_lets_a_program_in_is_held_against_the_saved_plan(plan: str) -> None:
    inside = json.loads(Path(plan).read_text())["rotations"][0]["program"]
    found = about(("whatif", "--want", inside), "--plan", plan, *TODAY)
    assert found["wanted"]["text"] == "It is in the saved plan already."


@pytest.mark.parametrize("is_in_plan", [True, False])
def test_explain_takes_the_saved_plan_for_one_of_the_two(plan: str, *, is_in_plan: bool) -> None:
    chosen = [one["program"] for one in json.loads(Path(plan).read_text())["rotations"]]
    open_ones = [one["id"] for one in result(run_usceplan("recommend", *GRADUATE, *TIME, "--json"))["programs"]]
    program = chosen[0] if is_in_plan else next(one for one in open_ones if one not in chosen)
    searched, kept = about(("explain", program), *GRADUATE), about(("explain", program), "--plan", plan, *TODAY)
    side = "with_it" if is_in_plan else "without_it"
    assert kept["contribution"][side]["saved"]
    kept["contribution"][side]["saved"] = False
    said = f"It is {'' if is_in_plan else 'not '}in the saved plan. {searched['contribution']['text']}"
    assert kept["contribution"].pop("text") == said
    del searched["contribution"]["text"], kept["planned_on"], searched["planned_on"]
    assert kept == searched
    shown = run_usceplan("explain", program, "--plan", plan, *TODAY, *TIME).out
    assert f"{'With' if is_in_plan else 'Without'} it, the saved plan (proven best)" in shown


def test_recommend_shows_a_saved_plan_again(plan: str) -> None:
    searched, kept = about(("recommend",), *GRADUATE), about(("recommend",), "--plan", plan, *TODAY)
    assert searched["match"].pop("why") != kept["match"].pop("why")
    assert kept == searched


@pytest.mark.parametrize("command", [("whatif",), ("explain", WANTED)])
def test_later_it_is_said_of_which_day_other_plans_are(command: tuple[str, ...], plan: str) -> None:
    later = about(command, "--plan", plan, "--today", "2026-12-20")
    assert later["generated_on"] == "2026-12-20"
    (said,) = (text for text in later["warnings"] if text.startswith("Other plans are made as of 2026-11-22"))
    assert said in " ".join(run_usceplan(*command, "--plan", plan, "--today", "2026-12-20", *TIME).out.split())


@pytest.mark.parametrize("command", [("recommend",), ("whatif",), ("explain", WANTED), ("timeline",), ("budget",)])
def test_the_wait_for_a_visa_may_be_told_beside_a_saved_plan_and_other_answers_may_not(
    command: tuple[str, ...], plan: str
) -> None:
    told = run_usceplan(*command, "--plan", plan, *TODAY, *TIME, "--visa-wait-weeks", "0", "--json")
    assert (told.code, told.err) == (0, "")
    assert "visitor visa application" not in told.out
    ran = run_usceplan(*command, "--plan", plan, *TODAY, "--budget", "9000", "--json")
    assert (ran.code, json.loads(ran.err)["error"]["code"]) == (2, "contradiction")


def test_a_saved_plan_is_not_saved_again(plan: str) -> None:
    ran = run_usceplan("recommend", "--plan", plan, *TODAY, "--save", "other.json", "--json")
    assert (ran.code, json.loads(ran.err)["error"]["code"]) == (2, "contradiction")
