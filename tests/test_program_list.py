import csv
import io
import json
import shlex
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from command_line import TODAY, run_usceplan, usceplan_with
from situations import catalogue, made_up
from usceplan.browse.listing import SORT_KEYS, in_order, row
from usceplan.cli.programs import programs_app
from usceplan.output.browse_results import ProgramRow
from usceplan.output.csv_table import safe_cell
from usceplan.output.list_columns import COLUMNS, csv_text
from usceplan.output.results import OwnInfo

GUIDANCE = catalogue().guidance
LIST = ("programs", "list", *TODAY)


def listed(*arguments: str) -> dict[str, Any]:
    ran = run_usceplan(*LIST, "--json", *arguments)
    assert (ran.code, ran.err) in ((0, ""), (1, ""))
    found: dict[str, Any] = json.loads(ran.out)
    assert (ran.code == 0) == bool(found["programs"])
    return found


def made_up_row(**facts: Any) -> ProgramRow:
    return row(made_up(**facts), catalogue())


# What is listed


def test_placements_are_listed_unless_resources_are_asked_for() -> None:
    placements, resources = listed(), listed("--resources")
    assert {one["entry"] for one in placements["programs"]} == {"placement"}
    assert {one["entry"] for one in resources["programs"]} == {"resource"}
    assert all(one["use"] for one in resources["programs"])
    numbers = (len(placements["programs"]), len(resources["programs"]))
    assert numbers == (resources["other_entries"], placements["other_entries"])
    assert sum(numbers) == len(catalogue().programs)


def test_what_a_fact_is_unknown_for_is_counted_and_shown_when_asked_for() -> None:
    without = listed("--visa", "j1", "--has-letter")
    with_them = listed("--visa", "j1", "--has-letter", "--include-unknown")
    assert without["left_out_unknown"] == without["unknown"] == with_them["unknown"] > 0
    assert with_them["left_out_unknown"] == 0
    assert len(with_them["programs"]) == without["matching"] + without["unknown"]
    assert sum(bool(one["unknown"]) for one in with_them["programs"]) == without["unknown"]
    for one in without["filters"]:
        assert one["unknown"] == sum(one["name"] in row["unknown"] for row in with_them["programs"])


@pytest.mark.parametrize(
    ("arguments", "holds"),
    [
        ("--specialty peds", lambda one: {"pediatrics", "any"} & set(one["specialties"])),
        ("--state 'new york' --state NJ", lambda one: {place[-2:] for place in one["places"]} & {"NY", "NJ"}),
        ("--kind elective,externship", lambda one: one["kind"] in ("elective", "externship")),
        ("--involvement full", lambda one: one["involvement"] == "full"),
        ("--provider agency", lambda one: one["provider"] == "agency"),
        ("--audience graduate", lambda one: "graduate" in one["audience"]),
        ("--visa b1-b2", lambda one: {"b1", "b2"} & set(one["visas"])),
        ("--max-price 1k", lambda one: one["price"]["usd"]["high"] <= 1000),
        ("--min-price 2000", lambda one: one["price"]["least"] >= 2000),
        ("--open-in mar-apr", lambda one: one["status"] not in ("closed", "paused")),
        ("--accepts-residency-seekers", lambda one: one["residency_seekers"] in ("accepted", "only")),
        ("--has-letter", lambda one: one["letter"] in ("yes", "possible")),
        ("--official-source", lambda one: one["official_source"]),
        ("--confidence high", lambda one: one["confidence"] == "high"),
        ("--status open", lambda one: one["status"] == "open"),
    ],
)
def test_each_option_filters(arguments: str, holds: Any) -> None:
    found = listed(*shlex.split(arguments))["programs"]
    assert found
    assert [one["id"] for one in found if not holds(one)] == []


def test_nothing_that_matches_ends_with_1_and_says_what_may_match() -> None:
    ran = run_usceplan(*LIST, "--min-price", "90000")
    assert (ran.code, ran.err) == (1, "")
    assert "0 of 206 placements match" in ran.out
    assert "--include-unknown shows them" in ran.out


def test_a_metro_area_is_said_to_be_one() -> None:
    (note,) = listed("--city", "NYC")["notes"]
    assert note.startswith("NYC is read as its metro area: Bronx, NY, Brooklyn, NY,")
    assert listed("--city", "Brooklyn, NY")["notes"] == []


# Order


def test_every_column_can_be_sorted_by_and_is_named_in_the_help() -> None:
    assert set(SORT_KEYS) == set(COLUMNS)
    epilog = next(one.epilog for one in programs_app.registered_commands if one.name == "list") or ""
    named = epilog.partition("Columns,")[2]
    assert [name for name in COLUMNS if f" {name}" not in named] == []


@given(
    st.lists(st.sampled_from([None, 0, 500, 1000, 2500]), min_size=1, max_size=8),
    st.booleans(),
    st.sampled_from(["price", "price-low", "price-high"]),
)
def test_what_is_unknown_comes_last_either_way(prices: list[int | None], reverse: bool, key: str) -> None:
    rows = [made_up_row(id=f"p-{number}", **priced(usd)) for number, usd in enumerate(prices)]
    found = [None if one.price is None else one.price.usd for one in in_order(rows, key, reverse=reverse)]
    known = [usd.typical for usd in found if usd is not None]
    assert known == sorted(known, reverse=reverse)
    assert None not in found[: len(known)]


def priced(usd: int | None) -> dict[str, Any]:
    if usd is None:
        return {"fees": None, "fees_complete": None}
    return {"fees": [{"item": "tuition", "usd": usd, "per": "rotation", "as_of": None}], "fees_complete": True}


@pytest.mark.parametrize("sort", SORT_KEYS)
def test_the_whole_catalogue_can_be_sorted_by_anything(sort: str) -> None:
    rows = [row(program, catalogue()) for program in catalogue().programs]
    for reverse in (False, True):
        assert sorted(one.id for one in in_order(rows, sort, reverse=reverse)) == [one.id for one in rows]


# Tables


def table_of(*arguments: str) -> list[dict[str, str]]:
    ran = run_usceplan(*LIST, "--csv", *arguments)
    assert ran.err == ""
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_a_table_has_a_header_and_a_row_for_each_entry() -> None:
    rows = table_of()
    assert list(rows[0]) == list(COLUMNS)
    assert [one["id"] for one in rows] == [one["id"] for one in listed()["programs"]]


def test_a_table_has_the_columns_asked_for_each_once() -> None:
    assert list(table_of("--columns", "price, ID,price")[0]) == ["price", "id"]


HARMFUL = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\x1b[31m=1", "\r\n@x", "＝1", "\u202e=1"]  # noqa: RUF001


def named(text: str) -> ProgramRow:
    """A row with a name that the models of the data would refuse."""
    return made_up_row().model_copy(update={"name": text})


@pytest.mark.parametrize("text", HARMFUL)
def test_no_cell_is_a_formula(text: str) -> None:
    header, cells = csv.reader(io.StringIO(csv_text([named(text)], ["name"])))
    assert header == ["name"]
    assert cells[0].startswith("'")
    assert cells[0].isprintable()


@given(st.text(max_size=30))
def test_any_text_becomes_one_harmless_cell(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", " "))
    assert cell == "" or cell.isprintable()
    rows = list(csv.reader(io.StringIO(csv_text([named(text)], ["name", "id"]))))
    assert rows == [["name", "id"], [cell, "made-up"]]


def test_what_is_from_a_file_of_ones_own_has_a_column() -> None:
    shipped = made_up_row()
    own = OwnInfo(file="programs.d/mine.yaml", new=False, facts=["fees", "status"])
    rows = list(csv.reader(io.StringIO(csv_text([shipped, shipped.model_copy(update={"own": own})], ["own"]))))
    assert rows == [["own"], [""], ["programs.d/mine.yaml: fees, status"]]


# Screens


@pytest.mark.parametrize("width", ["80", "120"])
def test_a_list(width: str, snapshot: SnapshotAssertion) -> None:
    ran = usceplan_with({"COLUMNS": width}, *LIST, "--specialty", "dermatology", "--include-unknown", "--state", "NY")
    assert ran.out == snapshot


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_a_list_in_columns(width: str, snapshot: SnapshotAssertion) -> None:
    ran = usceplan_with(
        {"COLUMNS": width}, *LIST, "--state", "FL", "--sort", "price", "--columns", "name,price,kind,letter"
    )
    assert ran.out == snapshot


def test_a_list_of_resources(snapshot: SnapshotAssertion) -> None:
    assert usceplan_with({"COLUMNS": "80"}, *LIST, "--resources").out == snapshot


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
@pytest.mark.parametrize("columns", [None, "all", "id,url", "name,price"])
def test_no_line_of_a_list_is_wider_than_the_screen(width: int, columns: str | None) -> None:
    chosen = ("--columns", columns) if columns else ()
    ran = usceplan_with({"COLUMNS": str(width)}, *LIST, "--state", "TX", "--include-unknown", *chosen)
    assert [line for line in ran.out.splitlines() if len(line) > width] == []


# In a pipe


@pytest.mark.parametrize("columns", ["id", "id,price,letter", "all"])
def test_a_pipe_gets_a_line_for_each_entry_and_nothing_else(columns: str) -> None:
    ran = run_usceplan(*LIST, "--state", "TX", "--columns", columns)
    names = list(COLUMNS) if columns == "all" else columns.split(",")
    rows = [dict(zip(names, line.split("\t"), strict=True)) for line in ran.out.splitlines()]
    found = listed("--state", "TX")["programs"]
    assert [row["id"] for row in rows] == [one["id"] for one in found]
    assert (ran.code, ran.err) == (0, "")
    assert "…" not in ran.out


def test_a_line_in_a_pipe_says_the_same_words_as_the_screen() -> None:
    chosen = (*LIST, "--state", "FL", "--columns", "name,price,kind,letter")
    screen = usceplan_with({"COLUMNS": "140"}, *chosen).out
    for line in run_usceplan(*chosen).out.splitlines():
        assert all(word in screen for word in line.split("\t"))


def test_a_line_in_a_pipe_may_be_ascii() -> None:
    assert run_usceplan(*LIST, "--columns", "all", "--ascii").out.isascii()


def test_nothing_that_matches_is_no_line() -> None:
    ran = run_usceplan(*LIST, "--min-price", "90000", "--columns", "id")
    assert (ran.code, ran.out, ran.err) == (1, "", "")
