"""``usceplan demo``: made-up applicants, planned for on any day, from a data file that is validated like the others."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from shutil import copy

import pytest
from jsonschema import Draft202012Validator

from command_line import TODAY, Ran, run_usceplan, usceplan_with
from situations import catalogue
from usceplan.asked import default_match_year, situation_of
from usceplan.catalog.folder import data_folder
from usceplan.cli.command_words import option_words
from usceplan.cli.demo_applicants import FILE, load_demo
from usceplan.problems import DataError


@cache
def demo(*arguments: str) -> Ran:
    return run_usceplan("demo", "--time-limit", "3", *TODAY, *arguments)


def test_three_applicants_come_one_after_the_other() -> None:
    ran = demo()
    assert (ran.code, ran.err) == (0, "")
    places = [ran.out.index(f"EXAMPLE {number} OF 3: ") for number in (1, 2, 3)]
    assert places == sorted(places)
    assert ran.out.startswith("3 made-up applicants, no real persons.")
    assert ran.out.count("── The plan ") == 3
    assert ran.out.endswith("Now your own: usceplan start\n")


def test_the_command_line_shown_gives_the_same_plan() -> None:
    shown = json.loads(demo("--json").out)["applicants"]
    assert [one["id"] for one in shown] == ["recent-graduate", "older-graduate", "resident-of-texas"]
    for one in shown:
        assert one["command"].startswith("usceplan recommend --specialty ")
        assert one["command"] in demo().out, "in one line, so that it can be copied"
    ran = run_usceplan(
        "recommend",
        *option_words(load_demo(data_folder(), catalogue())[2].answers),
        "--time-limit",
        "60",
        *TODAY,
        "--json",
    )
    plan = json.loads(ran.out)["plan"]
    assert plan["proven_optimal"]
    assert plan == shown[2]["recommendation"]["plan"]


def test_the_json_follows_its_schema() -> None:
    schema = json.loads(run_usceplan("schema", "demo").out)
    result = json.loads(demo("--json").out)
    assert result["schema"] == "usceplan.demo/1"
    assert list(Draft202012Validator(schema).iter_errors(result)) == []


def test_a_profile_and_variables_of_ones_own_play_no_part(tmp_path: Path) -> None:
    (tmp_path / "usceplan").mkdir()
    (tmp_path / "usceplan" / "profile.yaml").write_text("visa: b9\n")
    variables = {"XDG_CONFIG_HOME": str(tmp_path), "USCEPLAN_BUDGET": "lots"}
    assert usceplan_with(variables, "demo", "--time-limit", "0", *TODAY).code == 0


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2027, 8, 1), date(2030, 3, 1)], ids=str)
def test_the_demo_is_right_on_later_days_too(day: date) -> None:
    match_year, _ = default_match_year(catalogue(), {}, day)
    for person in load_demo(data_folder(), catalogue()):
        asked = situation_of(person.answers, catalogue(), day)
        assert asked.applicant.match_year == match_year


MISTAKES = {
    "a misspelt key": ("grad_year:", "gradyear:", 'unknown key "gradyear"'),
    "a text that is none": ("visa: us-person", "visa: us-persn", "applicants[resident-of-texas].answers.visa"),
    "a question left open": ("      budget: 9000\n", "", "expected budget as well, since a demo asks nothing"),
    "a day": ("      visa: us-person\n", "      visa: us-person\n      today: 2026-01-01\n", "expected no today"),
    "a Match year": ("      visa: us-person\n", "      visa: us-person\n      match_year: 2028\n", "no match_year"),
    "a name left out": ("    name: Amina, a recent graduate abroad\n", "", 'missing key "name"'),
}


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_the_file_is_placed(old: str, new: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / FILE
    copy(data_folder() / FILE, file)
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    with pytest.raises(DataError) as caught:
        load_demo(tmp_path, catalogue())
    (problem,) = caught.value.problems
    assert problem.line is not None
    assert str(problem).startswith(f"data/{FILE}:{problem.line}:")
    assert message in str(problem)


def test_one_of_them_can_be_asked_for() -> None:
    one = json.loads(run_usceplan("demo", "older-graduate", "--time-limit", "0", "--json", *TODAY).out)
    assert [person["id"] for person in one["applicants"]] == ["older-graduate"]


def test_one_that_is_not_there_is_refused_with_what_was_meant() -> None:
    ran = run_usceplan("demo", "oldr-graduate", *TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert 'no example is called "oldr-graduate"' in ran.err
    assert 'Did you mean "older-graduate"? Choose one of recent-graduate, older-graduate, resident-of-texas.' in ran.err
