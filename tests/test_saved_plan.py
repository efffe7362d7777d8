"""Plans saved and used again: the same plan without a search, and every file that is none refused."""

import json
import stat
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest
from jsonschema import Draft202012Validator

from command_line import GRADUATE, TODAY, Ran, run_usceplan, usceplan_with
from usceplan.planning import plan as planning

LATER = ("--today", "2026-12-20")


@cache
def made() -> tuple[str, str]:
    """What was saved for the usual graduate, and the JSON of the recommendation beside it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "plan.json"
        ran = run_usceplan("recommend", *GRADUATE, "--save", str(file), "--json")
        assert (ran.code, ran.err) == (0, "")
        return file.read_text(encoding="utf-8"), ran.out


def saved(**changes: Any) -> dict[str, Any]:
    return {**json.loads(made()[0]), **changes}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(made()[0], encoding="utf-8")
    return path


def error(ran: Ran) -> tuple[str, str]:
    assert ran.code == 2, ran.err
    assert ran.out == ""
    found = json.loads(ran.err)["error"]
    return found["code"], f"{found['message']} | {found['hint']}"


# What is saved


def test_the_file_holds_the_answers_the_day_the_data_and_the_rotations() -> None:
    result = json.loads(made()[1])
    found = saved()
    assert found["schema"] == "usceplan.plan/1"
    assert found["planned_on"] == "2026-11-22"
    assert found["catalogue"]["digest"] == result["catalogue"]["digest"]
    assert found["answers"] == {
        "specialty": ["IM"],
        "grad_year": ["2023"],
        "visa": ["b1-b2"],
        "budget": ["9000"],
        "match_year": ["2028"],
    }
    assert [(one["program"], one["start"], one["weeks"]) for one in found["rotations"]] == [
        (one["program"], one["start"], one["weeks"]) for one in result["plan"]["rotations"]
    ]
    assert found["strength"] == round(1000 * result["plan"]["strength"])
    assert (found["proven_optimal"], found["usd"], found["done"]) == (True, result["plan"]["usd"], [])


def test_the_file_is_valid_by_its_schema() -> None:
    schema = json.loads(run_usceplan("schema", "plan").out)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(saved())] == []


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.touch(mode=0o644)
    run_usceplan("recommend", *GRADUATE, "--save", str(file), "--json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["plan.json"]


def test_without_a_plan_nothing_is_saved(tmp_path: Path) -> None:
    ran = run_usceplan("recommend", *GRADUATE, "--budget", "0", "--save", str(tmp_path / "plan.json"))
    assert ran.code == 1
    assert "there is no plan to save: " in ran.err
    assert "hint: " in ran.err
    assert not list(tmp_path.iterdir())


def test_a_place_where_nothing_can_be_written(tmp_path: Path) -> None:
    ran = run_usceplan("recommend", *GRADUATE, "--save", str(tmp_path / "no" / "plan.json"), "--json")
    assert error(ran)[0] == "cannot-write"


# Used again


def test_the_plan_is_the_same_and_nothing_is_searched_for(plan: Path) -> None:
    with mock.patch.object(planning, "solve", side_effect=AssertionError("a search")):
        budget = json.loads(run_usceplan("budget", "--plan", str(plan), *TODAY, "--json").out)
        timeline = json.loads(run_usceplan("timeline", "--plan", str(plan), *TODAY, "--json").out)
    result = json.loads(made()[1])
    assert budget["budget"] == result["budget"]
    assert budget["title"] == "The saved plan: 5 rotations, 14 weeks"
    assert timeline["timeline"] == result["timeline"]
    assert timeline["rotations"] == result["plan"]["rotations"]
    assert timeline["milestones"] == result["match"]["milestones"]


def test_a_plan_asked_for_and_a_plan_saved_give_the_same_timeline(plan: Path) -> None:
    asked = json.loads(run_usceplan("timeline", *GRADUATE, "--json").out)
    kept = json.loads(run_usceplan("timeline", "--plan", str(plan), *TODAY, "--json").out)
    assert asked == kept


def test_a_later_day_changes_what_is_to_do_and_not_the_plan(plan: Path) -> None:
    first, later = (
        json.loads(run_usceplan("timeline", "--plan", str(plan), *today, "--json").out) for today in (TODAY, LATER)
    )
    assert later["generated_on"] == "2026-12-20"
    assert later["rotations"] == first["rotations"]
    assert later["timeline"]["months"][0]["month"] == "2026-12"
    late = [task["id"] for task in later["timeline"]["tasks"] if task["state"] == "late"]
    assert f"apply:{first['rotations'][0]['program']}" in late


def test_answers_of_all_sorts_come_back(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    told = ("--specialty", "peds", "--specialty", "FM", "--grad-year", "2021", "--visa", "us-person", "--budget", "8k",
            "--us-metro", "Chicago", "--exam", "step1", "--exam", "step2ck=2027-03-01", "--held-weeks", "6:limited",
            "--not-state", "CA", "--weight", "letters=60", "--max-rotations", "2", "--hands-on-only")  # fmt: skip
    asked = usceplan_with({"USCEPLAN_REFUSAL_RATE": "30%"}, "recommend", *told, *TODAY, "--save", str(file), "--json")
    kept = run_usceplan("timeline", "--plan", str(file), *TODAY, "--json")
    assert (asked.code, kept.code) == (0, 0), asked.err + kept.err
    assert json.loads(kept.out)["timeline"] == json.loads(asked.out)["timeline"]
    assert json.loads(kept.out)["rotations"] == json.loads(asked.out)["plan"]["rotations"]


def test_variables_and_the_usual_profile_say_nothing_of_a_saved_plan(plan: Path) -> None:
    variables = {"USCEPLAN_BUDGET": "1", "USCEPLAN_SPECIALTY": "surgery", "USCEPLAN_TODAY": "2026-12-20"}
    ran = usceplan_with(variables, "budget", "--plan", str(plan), "--json")
    assert json.loads(ran.out)["budget"]["limit"] == 9000
    assert json.loads(ran.out)["generated_on"] == "2026-12-20"


# Tasks done


def test_what_is_done_is_kept_in_the_file(plan: Path) -> None:
    program = saved()["rotations"][0]["program"]
    ran = run_usceplan("next", "--plan", str(plan), *TODAY, "--done", f"apply:{program}", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert f"apply:{program}" not in [task["id"] for task in json.loads(ran.out)["tasks"]]
    assert json.loads(plan.read_text())["done"] == [f"apply:{program}"]
    timeline = json.loads(run_usceplan("timeline", "--plan", str(plan), *TODAY, "--json").out)["timeline"]
    left = {task["id"] for task in timeline["tasks"]}
    assert timeline["done"] == [f"apply:{program}"]
    assert not {f"apply:{program}", f"ask:{program}"} & left, "what it waited for is done as well"
    assert f"place:{program}" in left


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(("--done", "document:vc"), "unknown-task", "Did you mean", id="a task that is none"),
        pytest.param((), "missing-option", "--done needs --plan", id="no file to mark it in"),
    ],
)
def test_what_cannot_be_done(plan: Path, arguments: tuple[str, ...], code: str, said: str) -> None:
    before = plan.read_text()
    with_plan = ("--plan", str(plan), *arguments) if arguments else (*GRADUATE, "--done", "token")
    found = error(run_usceplan("next", *with_plan, *TODAY, "--json"))
    assert found[0] == code
    assert said in found[1]
    assert plan.read_text() == before


# Files that are none


def _without(key: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda found: {name: value for name, value in found.items() if name != key}


BROKEN: dict[str, tuple[Callable[[dict[str, Any]], Any], str, str]] = {
    "another version": (lambda found: {**found, "schema": "usceplan.plan/2"}, "foreign-plan", "another version"),
    "the output of --json": (
        lambda found: {**found, "schema": "usceplan.recommendation/1"}, "foreign-plan", "what --json prints",
    ),
    "of another program": (lambda _: {"name": "x"}, "foreign-plan", "another program"),
    "a list": (lambda found: [found], "foreign-plan", "another program"),
    "no rotations": (lambda found: {**found, "rotations": []}, "bad-plan", "rotations"),
    "no day": (_without("planned_on"), "bad-plan", "planned_on"),
    "a key too many": (lambda found: {**found, "color": "red"}, "bad-plan", "color"),
    "an answer that is none": (
        lambda found: {**found, "answers": {**found["answers"], "shoe": ["42"]}}, "bad-plan", "shoe",
    ),
    "an answer missing": (
        lambda found: {**found, "answers": _without("budget")(found["answers"])}, "bad-plan", "budget",
    ),
    "an answer that nobody understands": (
        lambda found: {**found, "answers": {**found["answers"], "visa": ["b9"]}}, "unknown-visa", "answers.visa",
    ),
    "a text for a number": (lambda found: {**found, "usd": "8390"}, "bad-plan", "usd"),
    "before the prices": (lambda found: {**found, "planned_on": "2019-01-01"}, "plan-outdated", "before the prices"),
    "a program that is gone": (
        lambda found: {**found, "rotations": [{**found["rotations"][0], "program": "no-such-program"}]},
        "plan-outdated", "no such program",
    ),
    "a Tuesday": (
        lambda found: {**found, "rotations": [{**found["rotations"][0], "start": "2027-01-26"}]},
        "plan-outdated", "not offered",
    ),
    "a rotation twice": (
        lambda found: {**found, "rotations": [found["rotations"][0]] * 2},
        "plan-outdated", "no longer be done together",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("command", ["timeline", "budget"])
def test_a_file_that_cannot_be_used_is_refused(
    case: tuple[Callable[[dict[str, Any]], Any], str, str], command: str, tmp_path: Path
) -> None:
    change, code, said = case
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(change(saved()), indent=2))
    found = error(run_usceplan(command, "--plan", str(file), *TODAY, "--json"))
    assert found[0] == code, found
    assert said in found[1]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="cut short"),
        pytest.param(b'{"schema": "usceplan.plan/1", "schema": "usceplan.plan/1"}', id="a key twice"),
        pytest.param(b"\xff\xfe\x00", id="not text"),
        pytest.param(b"[" * 5000, id="endless"),
    ],
)
def test_what_is_no_json_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(content)
    code, said = error(run_usceplan("next", "--plan", str(file), *TODAY, "--json"))
    assert code in ("bad-plan", "foreign-plan")
    assert str(file) in said


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    found = error(run_usceplan("timeline", "--plan", str(tmp_path / "none.json"), *TODAY, "--json"))
    assert found[0] == "bad-plan"


def test_a_mistake_is_shown_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(saved(usd="much"), indent=2))
    line = next(number for number, text in enumerate(file.read_text().splitlines(), 1) if '"usd"' in text)
    assert f"{file}:{line}:" in error(run_usceplan("budget", "--plan", str(file), *TODAY, "--json"))[1]


@pytest.mark.parametrize(
    ("command", "arguments", "said"),
    [
        ("timeline", ("--budget", "5k"), "cannot be combined with --budget"),
        ("next", ("--hands-on-only",), "cannot be combined with --hands-on-only"),
        ("budget", ("--profile", "me.yaml"), "cannot be combined with --profile"),
        ("budget", ("--city", "Chicago", "--weeks", "4"), "--plan and --city ask for different budgets"),
        ("budget", ("--rotation", "x"), "--plan and --rotation ask for different budgets"),
    ],
)
def test_a_plan_has_answers_of_its_own(plan: Path, command: str, arguments: tuple[str, ...], said: str) -> None:
    found = error(run_usceplan(command, "--plan", str(plan), *arguments, *TODAY, "--json"))
    assert found[0] == "contradiction"
    assert said in found[1]


def test_a_day_before_the_plan_was_made(plan: Path) -> None:
    found = error(run_usceplan("next", "--plan", str(plan), "--today", "2026-11-21", "--json"))
    assert found == ("bad-date", found[1])
    assert "on which the plan was made" in found[1]


# Other data than then


def test_other_data_are_told_of_and_the_costs_are_those_of_now(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    older = {**saved()["catalogue"], "digest": "0123456789abcdef"}
    file.write_text(json.dumps(saved(catalogue=older, usd=7777)))
    ran = run_usceplan("budget", "--plan", str(file), *TODAY, "--json")
    result = json.loads(ran.out)
    assert ran.code == 0
    assert result["budget"]["total"]["typical"] == saved()["usd"]
    assert result["warnings"][0].startswith("The data have changed since this plan was made on 2026-11-22")
    assert "it cost $7,777 then and costs $8,390 now" in result["warnings"][0]
    timeline = json.loads(run_usceplan("timeline", "--plan", str(file), *TODAY, "--json").out)
    assert timeline["warnings"][0] == result["warnings"][0]


def test_the_same_data_need_no_warning(plan: Path) -> None:
    result = json.loads(run_usceplan("budget", "--plan", str(plan), *TODAY, "--json").out)
    assert not any("data have changed" in text for text in result["warnings"])
