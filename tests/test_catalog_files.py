"""``usceplan catalog path`` and ``diff``: where the files are, and what changed between two of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from command_line import CACHE, process, run_usceplan, usceplan_with
from situations import catalogue, made_up
from usceplan.catalog.difference import differences, value_in_words
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import FILES
from usceplan.catalog.program import Program
from usceplan.output.schemas import schema_text

# Where they are


def test_the_paths_are_told_whether_they_exist_or_not(tmp_path: Path) -> None:
    (tmp_path / "usceplan" / "programs.d").mkdir(parents=True)
    (tmp_path / "usceplan" / "programs.d" / "mine.yaml").write_text("programs: []")
    ran = usceplan_with({"XDG_CONFIG_HOME": str(tmp_path)}, "catalog", "path")
    assert (ran.code, ran.err) == (0, "")
    assert [
        line.split(maxsplit=1)[1] if line.startswith(("data", "cache")) else line for line in ran.out.splitlines()
    ] == [
        f"shipped            {data_folder()}",
        f"schemas            {data_folder() / 'schemas'}",
        f"your programs      {tmp_path / 'usceplan' / 'programs.d'} (mine.yaml)",
        f"your requirements  {tmp_path / 'usceplan' / 'residency_requirements.d'} (does not exist)",
        f"{Path(CACHE) / 'usceplan'}",
    ]


def test_the_paths_as_json(tmp_path: Path) -> None:
    ran = usceplan_with({"XDG_CONFIG_HOME": str(tmp_path)}, "catalog", "path", "--json")
    result = json.loads(ran.out)
    Draft202012Validator(json.loads(schema_text("catalog-path"))).validate(result)
    places = {one["what"]: one for one in result["places"]}
    assert list(places) == ["data", "schemas", "own-programs", "own-requirements", "cache"]
    assert places["data"] == {"what": "data", "path": str(data_folder()), "exists": True, "files": list(FILES)}
    assert (places["own-programs"]["exists"], places["own-programs"]["files"]) == (False, [])


def test_the_cache_is_where_path_says(tmp_path: Path) -> None:
    variables = {"XDG_CACHE_HOME": str(tmp_path)}
    process("budget", "--city", "Chicago", "--weeks", "4", "--today", "2026-11-22", variables=variables)
    result = json.loads(usceplan_with(variables, "catalog", "path", "--json").out)
    (cache,) = [one for one in result["places"] if one["what"] == "cache"]
    assert cache == {"what": "cache", "path": str(tmp_path / "usceplan"), "exists": True, "files": ["catalogue.json"]}


# What changed

PAGE = {"url": "https://lee.example/a", "as_of": None, "official": True, "supports": ["kind"]}
FEE = {"item": "tuition", "usd": 500, "per": "week", "as_of": None}

CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "a word": ({"status": "open"}, {"status": "paused"}, ["was open, now paused"]),
    "a fact that became known": ({"notes": None}, {"notes": "Ask."}, ["was unknown, now Ask."]),
    "a fact that became unknown": ({"needs_host": True}, {"needs_host": None}, ["was yes, now unknown"]),
    "a list": (
        {"visas_accepted": ["b1", "j1"]},
        {"visas_accepted": ["b1", "b2", "f1"]},
        ["drops j1", "adds b2", "adds f1"],
    ),
    "an empty list": ({"exams_required": []}, {"exams_required": ["english-test"]}, ["was none, now english-test"]),
    "the order of a list": (
        {"audience": ["graduate", "student"]},
        {"audience": ["student", "graduate"]},
        ["the same in another order"],
    ),
    "one key of a record": (
        {"duration_weeks": {"min": 4, "max": 8}},
        {"duration_weeks": {"min": 2, "max": 8}},
        ["min was 4, now 2"],
    ),
    "a price": ({"fees": [FEE]}, {"fees": [{**FEE, "usd": 1600}]}, ["tuition: usd was $500, now $1,600"]),
    "a price and its date": (
        {"fees": [FEE]},
        {"fees": [{**FEE, "usd": 600, "as_of": "2026"}]},
        ["tuition: usd was $500, now $600; as of was unknown, now 2026"],
    ),
    "a new fee": (
        {"fees": [FEE]},
        {"fees": [FEE, {**FEE, "item": "lab", "usd": None, "per": "4-weeks"}]},
        ["adds lab: unknown per 4 weeks"],
    ),
    "the second fee of a name": (
        {"fees": [FEE, {**FEE, "usd": 900}]},
        {"fees": [FEE, {**FEE, "usd": 950}]},
        ["tuition: usd was $900, now $950"],
    ),
    "a page": (
        {"sources": [PAGE]},
        {"sources": [PAGE, {**PAGE, "url": "https://lee.example/b", "as_of": "2026"}]},
        ["adds https://lee.example/b (as of 2026, official yes, supports kind)"],
    ),
    "a place": (
        {"locations": [{"city": "Chicago", "state": "IL"}]},
        {"locations": [{"city": None, "state": "IL"}]},
        ["drops city Chicago, state IL", "adds state IL"],
    ),
}


@pytest.mark.parametrize(("before", "after", "text"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_said_in_words(before: dict[str, Any], after: dict[str, Any], text: list[str]) -> None:
    bare = {"visas_accepted": None, "fees": None, "fees_complete": None, "sources": [PAGE]}
    facts = {**bare, "max_years_since_graduation": None, "duration_weeks": None, "apply_lead_weeks": None}
    old, new = made_up(**{**facts, **before}), made_up(**{**facts, **after})
    (change,) = differences([old], [new])
    (fact,) = change.facts
    assert (change.change, fact.fact) == ("changed", next(iter(after)))
    assert list(fact.text) == text


def test_entries_that_came_and_went() -> None:
    found = differences([made_up(id="a"), made_up(id="b")], [made_up(id="b"), made_up(id="c")])
    assert [(one.id, one.change, one.facts) for one in found] == [("a", "removed", ()), ("c", "added", ())]


def test_nothing_changed_between_a_catalogue_and_itself() -> None:
    assert differences(catalogue().programs, catalogue().programs) == []


def test_every_fact_of_every_entry_can_be_said_in_words() -> None:
    for one in catalogue().programs:
        for fact in Program.model_fields:
            assert value_in_words(getattr(one, fact))


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    path = tmp_path / "programs.yaml"
    text = (data_folder() / "programs.yaml").read_text()
    path.write_text(
        text.replace("status: paused", "status: closed", 1).replace(
            "id: boston-childrens-observership", "id: boston-x", 1
        )
    )
    return path


def test_the_command_says_what_changed(changed: Path) -> None:
    ran = run_usceplan("catalog", "diff", str(data_folder() / "programs.yaml"), str(changed))
    assert (ran.code, ran.err) == (0, "")
    name = "Observership Program (International Health Education)"
    assert ran.out.splitlines() == [
        f"Removed: boston-childrens-observership ({name})",
        f"Added: boston-x ({name})",
        "Changed: allegheny-international-observership (International Observer Program)",
        "  status: was paused, now closed",
        "3 differences: 1 added, 1 removed, 1 changed.",
    ]


def test_the_changes_as_json(changed: Path) -> None:
    ran = run_usceplan("catalog", "diff", str(data_folder() / "programs.yaml"), str(changed), "--json")
    result = json.loads(ran.out)
    Draft202012Validator(json.loads(schema_text("catalog-diff"))).validate(result)
    assert result["entries"][0] == {
        "id": "allegheny-international-observership",
        "name": "International Observer Program",
        "change": "changed",
        "facts": [{"fact": "status", "before": "paused", "after": "closed", "text": ["was paused, now closed"]}],
    }


def test_residency_programs_are_compared_too(tmp_path: Path) -> None:
    shipped, other = data_folder() / "residency_requirements.yaml", tmp_path / "other.yaml"
    assert run_usceplan("catalog", "diff", str(shipped), str(shipped)).out == "No difference.\n"
    other.write_text(shipped.read_text().replace("years: 3, kind: firm", "years: 4, kind: firm", 1))
    ran = run_usceplan("catalog", "diff", str(shipped), str(other))
    assert "  graduation limit: years was 3, now 4\n" in ran.out


REFUSED: dict[str, tuple[str, str, str]] = {
    "a file that is not there": ("/nowhere/a.yaml", "programs.yaml", "/nowhere/a.yaml: there is no such file"),
    "a file of something else": ("programs.yaml", "costs.yaml", 'costs.yaml:21:1: missing key "programs"'),
    "files of different things": ("programs.yaml", "residency_requirements.yaml", "hold different things"),
}


@pytest.mark.parametrize(("old", "new", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_compared_is_refused(old: str, new: str, said: str) -> None:
    ran = run_usceplan("catalog", "diff", str(data_folder() / old), str(data_folder() / new))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


# Help


@pytest.mark.parametrize("words", [("catalog",), ("help", "catalog"), ("catalog", "--help"), ("catalog", "-h")])
def test_the_group_has_help(words: tuple[str, ...]) -> None:
    ran = run_usceplan(*words)
    assert (ran.code, ran.err) == (0, "")
    assert all(f"  {name} " in ran.out for name in ("check", "path", "schema", "diff", "add", "edit"))


@pytest.mark.parametrize("name", ["check", "path", "schema", "diff", "add", "edit"])
def test_each_command_has_help_with_an_example(name: str) -> None:
    ran = run_usceplan("help", "catalog", name)
    assert ran.code == 0
    assert f"    usceplan catalog {name}" in ran.out


def test_a_missing_argument_is_refused_with_the_help_of_the_command() -> None:
    ran = run_usceplan("catalog", "diff", "a.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "hint: Try: usceplan catalog diff --help" in ran.err


def test_a_command_that_is_none_is_refused_with_the_help_of_the_group() -> None:
    ran = run_usceplan("catalog", "chek")
    assert (ran.code, ran.out) == (2, "")
    assert "usceplan catalog --help" in ran.err
