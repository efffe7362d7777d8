"""Two saved plans side by side (``usceplan budget compare``): sums, differences and what makes them unlike."""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from command_line import GRADUATE, TODAY, run_usceplan, usceplan_with
from usceplan.output.budget_comparison_result import BudgetComparison
from usceplan.output.budget_comparison_view import comparison_sections
from usceplan.output.layout import Sheet, marks_for


@cache
def made(*more: str) -> str:
    """What is saved for the usual graduate with some other answers."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "plan.json"
        ran = run_usceplan("recommend", *GRADUATE, *more, "--time-limit", "60", "--save", str(file), "--json")
        assert (ran.code, ran.err) == (0, "")
        return file.read_text(encoding="utf-8")


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.chdir(tmp_path)
    Path("first.json").write_text(made(), encoding="utf-8")
    Path("second.json").write_text(made("--budget", "6000"), encoding="utf-8")
    return "first.json", "second.json"


def compared(first: str, second: str, *more: str) -> dict[str, Any]:
    ran = run_usceplan("budget", "compare", first, second, *TODAY, *more, "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def budget_of(file: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run_usceplan("budget", "--plan", file, *TODAY, "--json").out)["budget"]
    return found


def test_each_side_is_the_budget_of_its_plan(plans: tuple[str, str]) -> None:
    found = compared(*plans)
    for side, file in zip(("first", "second"), plans, strict=True):
        budget = budget_of(file)
        assert found[side]["file"] == file
        assert found[side]["total"] == budget["total"]
        assert found[side]["likely"] == budget["likely"]["total"]
        assert {one["month"]: one[side] for one in found["by_month"] if one[side]} == {
            one["month"]: one["usd"] for one in budget["by_month"] if one["usd"]
        }
        counted = [one[side] for one in found["by_category"] if one["counted"]]
        assert sum(counted) == budget["total"]["typical"] == found["by_month"][-1][f"{side}_running"]


def test_differences_are_the_second_less_the_first(plans: tuple[str, str]) -> None:
    found = compared(*plans)
    for one in (*found["by_category"], *found["by_month"]):
        assert one["change"] == one["second"] - one["first"]
    assert found["usd_change"] == found["second"]["total"]["typical"] - found["first"]["total"]["typical"] < 0
    assert found["strength_change"] == pytest.approx(found["second"]["strength"] - found["first"]["strength"])
    assert found["warnings"] == []
    back = compared(*reversed(plans))
    assert (back["usd_change"], back["strength_change"]) == (-found["usd_change"], -found["strength_change"])


def test_a_plan_is_like_itself(plans: tuple[str, str]) -> None:
    found = compared(plans[0], plans[0])
    assert (found["usd_change"], found["strength_change"]) == (0, 0)
    assert {one["change"] for one in (*found["by_category"], *found["by_month"])} == {0}
    shown = run_usceplan("budget", "compare", plans[0], plans[0], *TODAY).out
    assert "The second plan costs the same and is as strong" in shown


def test_other_answers_are_told_of(plans: tuple[str, str]) -> None:
    Path("third.json").write_text(made("--include-application", "--budget", "16000"), encoding="utf-8")
    warning = compared(plans[0], "third.json")["warnings"]
    assert warning == [
        "The plans are for different answers, so their strengths may not be alike: what counts against the budget."
    ]


def test_the_json_matches_its_schema(plans: tuple[str, str]) -> None:
    schema = json.loads(run_usceplan("schema", "budget-comparison").out)
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(compared(*plans))] == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("compare", "first.json"), "usage", "PLAN: expected a value"),
        (("compare", "first.json", "none.json"), "bad-plan", "none.json"),
        (("compare", "first.json", "second.json", "first.json"), "usage", "first.json"),
        (("compare", "first.json", "second.json", "--levers"), "usage", "--levers"),
        (("--levers", "compare", "first.json", "second.json"), "contradiction", "--levers"),
        (("--plan", "first.json", "compare", "second.json", "first.json"), "contradiction", "--plan"),
        (("comare", "first.json", "second.json"), "usage", "comare"),
    ],
    ids=["alone", "no such file", "three", "levers", "an option before", "a plan before", "no such word"],
)
@pytest.mark.usefixtures("plans")
def test_what_cannot_be_compared(arguments: tuple[str, ...], code: str, said: str) -> None:
    ran = run_usceplan("budget", *arguments, "--json")
    assert (ran.code, ran.out) == (2, "")
    error = json.loads(ran.err)["error"]
    assert error["code"] == code
    assert said in error["message"]


@pytest.mark.parametrize("width", [80, 120])
def test_screen(width: int, plans: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    ran = usceplan_with({"COLUMNS": str(width)}, "budget", "compare", *plans, *TODAY)
    before, _, after = ran.out.partition("Catalogue ")  # the digest changes with the data
    assert (ran.code, ran.err) == (0, "")
    assert before + after.partition("\n")[2] == snapshot


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_screens_fit(width: int, plans: tuple[str, str]) -> None:
    report = BudgetComparison.model_validate(compared(*plans))
    lines = [line for section in comparison_sections(report, Sheet(width, marks_for("ascii"))) for line in section]
    assert max(cell_len(line.plain) for line in lines) <= width
    assert all(line.plain.isascii() for line in lines)
