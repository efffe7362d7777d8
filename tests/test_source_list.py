import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from command_line import TODAY, run_usceplan, usceplan_with
from situations import PAGE, catalogue, made_up
from situations import TODAY as DAY
from usceplan.browse.source_list import source_list, stale_list
from usceplan.catalog.load import FILES
from usceplan.problems import UserError


def with_pages(*pages: tuple[str | None, list[str]], **facts: Any) -> Any:
    sources = [
        {"url": f"{PAGE}/{number}", "as_of": as_of, "official": True, "supports": supports}
        for number, (as_of, supports) in enumerate(pages)
    ]
    return replace(catalogue(), programs=(made_up(**facts, sources=sources),))


def test_every_page_of_every_file_is_listed_with_what_it_supports() -> None:
    report = source_list(catalogue(), None, DAY)
    assert {one.file for one in report.sources} == set(FILES)
    assert all(one.supports for one in report.sources)
    pages = {(program.id, page.url, page.as_of) for program in catalogue().programs for page in program.sources}
    assert {(one.owner, one.url, one.as_of) for one in report.sources if one.file == "programs.yaml"} == pages
    for name, file in (
        ("guidance.yaml", catalogue().guidance),
        ("match_calendar.yaml", catalogue().calendar),
        ("tasks.yaml", catalogue().tasks),
        ("specialties.yaml", catalogue().specialties),
    ):
        listed = {one.url for one in report.sources if one.file == name}
        assert listed <= {page.url for page in file.sources.values()}
    guidance = {page.url for page in catalogue().guidance.sources.values()}
    assert {one.url for one in report.sources if one.file == "guidance.yaml"} == guidance
    costs = {
        page.url
        for parameters in catalogue().costs.groups.values()
        for parameter in parameters.values()
        for page in parameter.sources
    }
    assert {one.url for one in report.sources if one.file == "costs.yaml"} == costs


@pytest.mark.parametrize("subject", ["ucsd-ace-program", "exams.usmle_step3", "costs", "match-calendar", "places.yaml"])
def test_a_subject_is_an_entry_a_parameter_or_a_file(subject: str) -> None:
    found = source_list(catalogue(), subject, DAY).sources
    assert found
    assert all(subject in (one.owner, one.file, one.file.removesuffix(".yaml").replace("_", "-")) for one in found)


def test_an_unknown_subject_is_refused_with_what_was_meant() -> None:
    with pytest.raises(UserError, match="ucsd-ace-progam") as error:
        source_list(catalogue(), "ucsd-ace-progam", DAY)
    assert 'Did you mean "ucsd-ace-program"?' in error.value.hint


@pytest.mark.parametrize(
    ("pages", "months", "stale"),
    [
        ([("2024-11-22", ["fees"])], 24, []),
        ([("2024-11-21", ["fees"])], 24, []),
        ([("2024-10-22", ["fees"])], 24, ["fees"]),
        ([(None, ["fees"])], 600, ["fees"]),
        ([("2020", ["fees", "kind"]), ("2026-10", ["kind"])], 24, ["fees"]),
        ([("2020", ["fees"]), (None, ["fees"])], 24, ["fees"]),
    ],
    ids=[
        "on the day",
        "within the month",
        "older",
        "undated",
        "a newer page supports one",
        "an undated page helps not",
    ],
)
def test_a_fact_is_as_old_as_its_newest_page(pages: Any, months: int, stale: list[str]) -> None:
    report = stale_list(with_pages(*pages), "made-up", months, DAY)
    assert [fact for one in report.stale for fact in one.facts] == stale


def test_the_most_used_come_first() -> None:
    report = stale_list(catalogue(), None, 12, DAY)
    order = [(-one.placements, -len(one.facts), one.as_of is None, one.as_of or "") for one in report.stale]
    assert order == sorted(order)
    every = max(one.placements for one in report.stale)
    assert {one.file for one in report.stale if one.placements == every} >= {"guidance.yaml"}
    assert {one.placements for one in report.stale if one.file == "programs.yaml"} == {0, 1}


@pytest.mark.parametrize(
    ("facts", "placements"),
    [({}, 1), ({"status": "closed"}, 0), ({"verified": False}, 0)],
    ids=["open", "closed", "not verified"],
)
def test_a_program_that_cannot_be_planned_is_used_by_no_plan(facts: dict[str, Any], placements: int) -> None:
    report = stale_list(with_pages((None, ["fees"]), **facts), "made-up", 12, DAY)
    assert [one.placements for one in report.stale] == [placements]


def test_dates_of_matches_that_are_over_need_no_checking() -> None:
    late = date(2045, 1, 1)
    facts = [fact for one in stale_list(catalogue(), "match-calendar", 0, late).stale for fact in one.facts]
    assert not [fact for fact in facts if fact.startswith(("matches.", "earlier."))]
    assert facts, "the rules by which dates are projected still do"


def test_nothing_to_check_ends_with_1() -> None:
    ran = run_usceplan("sources", "immigration.b1_b2_visa_fee", "--stale", "24", *TODAY, "--json")
    assert (ran.code, ran.err) == (1, "")
    assert json.loads(ran.out)["stale"] == []


def test_the_pages_of_an_entry(snapshot: SnapshotAssertion) -> None:
    assert usceplan_with({"COLUMNS": "80"}, "sources", "ucsd-ace-program", *TODAY).out == snapshot


def test_what_to_check_again(snapshot: SnapshotAssertion) -> None:
    ran = usceplan_with({"COLUMNS": "80"}, "sources", "guidance", "--stale", "24", *TODAY)
    assert ran.out == snapshot


@pytest.mark.parametrize("arguments", [(), ("--all",), ("--stale", "12")], ids=["alone", "all", "stale"])
@pytest.mark.parametrize("width", [40, 80, 140])
def test_no_line_of_the_sources_is_wider_than_the_screen(width: int, arguments: tuple[str, ...]) -> None:
    ran = usceplan_with({"COLUMNS": str(width)}, "sources", *arguments, *TODAY)
    assert [line for line in ran.out.splitlines() if len(line) > width] == []


def test_alone_it_says_how_many_pages_each_file_rests_on(snapshot: SnapshotAssertion) -> None:
    ran = usceplan_with({"COLUMNS": "80"}, "sources", *TODAY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == snapshot
    everything = source_list(catalogue(), None, DAY).sources
    pages = {one.url for one in everything}
    dated = {one.url for one in everything if one.as_of is not None}
    assert ran.out.splitlines()[len(FILES) + 2].split()[::3] == ["all", str(len(pages - dated))]
    assert f"{len(pages)} pages, {len(pages - dated)} without a date." in run_usceplan("sources", "--all", *TODAY).out


def test_every_page_is_asked_for_alone() -> None:
    for other in (("costs",), ("--stale", "24")):
        ran = run_usceplan("sources", "--all", *other, *TODAY)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("error: --all and ")
