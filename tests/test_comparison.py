import json
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from command_line import GRADUATE, TODAY, run_usceplan, usceplan_with
from situations import catalogue, made_up, situation, with_programs
from usceplan.browse.comparison import CompareRequest, compare, compare_without_applicant
from usceplan.output.browse_results import ProgramComparison

FOUR = (
    "ucsd-ace-program",
    "chop-international-observership",
    "cleveland-clinic-global-medical-observer",
    "johns-hopkins-visiting-student-research-electives",
)


def compared(*changes: dict[str, Any], weeks: int = 4, for_nobody: bool = False) -> ProgramComparison:
    programs = [made_up(id=f"p-{number}", **change) for number, change in enumerate(changes)]
    asked = with_programs(situation(), *programs)
    request = CompareRequest(tuple(program.id for program in programs), weeks)
    if for_nobody:
        return compare_without_applicant(asked.catalogue, request, asked.today, asked.applicant.match_year)
    return compare(asked, request)


def fact(report: ProgramComparison, name: str) -> tuple[list[str | None], bool]:
    found = next(one for one in report.facts if one.id == name)
    return found.values, found.differs


def as_json(*arguments: str) -> dict[str, Any]:
    ran = run_usceplan("programs", "compare", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_stated_facts_that_differ_are_marked_and_unknown_ones_are_not() -> None:
    report = compared({}, {"kind": "elective", "hands_on": None})
    assert fact(report, "kind") == (["observership", "elective"], True)
    assert fact(report, "hands_on") == (["observing only", None], False)
    assert fact(report, "letter") == (["yes", "yes"], False)


def test_a_long_list_is_cut_but_compared_as_a_whole() -> None:
    many = ["internal-medicine", "cardiology", "pediatrics", "neurology", "radiology"]
    report = compared({"specialties": many}, {"specialties": [*many[:4], "urology"]})
    values, differs = fact(report, "specialties")
    assert values == ["internal medicine, cardiology, pediatrics and 2 more"] * 2
    assert differs


def test_the_same_number_of_weeks_is_priced_and_what_is_not_offered_says_so() -> None:
    by_week = {"fees": [{"item": "tuition", "usd": 100, "per": "week", "as_of": None}]}
    lengths = {"min": 4, "max": 12}
    report = compared(by_week | {"duration_weeks": lengths}, {"duration_weeks": {"min": 4, "max": 4}}, weeks=8)
    first, second = report.costs
    assert (first.offered, first.fees_basis) == (True, "stated")
    assert first.fees is not None
    assert first.fees.typical == 800
    assert first.living is not None
    assert first.total is not None
    assert first.total.typical == 800 + first.living.typical
    assert (second.offered, second.lengths, second.fees, second.total) == (False, "4", None, None)


def test_the_price_is_that_of_the_applicant_or_of_the_most_usual_one() -> None:
    only_students = {"item": "tuition", "usd": 50, "per": "rotation", "only": {"audience": ["student"]}, "as_of": None}
    graduates = {"item": "tuition", "usd": 900, "per": "rotation", "only": {"audience": ["graduate"]}, "as_of": None}
    change = {"fees": [only_students, graduates], "audience": ["student", "graduate"]}
    for_you, usual = compared(change, {}), compared(change, {}, for_nobody=True)
    assert [report.costs[0].fees and report.costs[0].fees.typical for report in (for_you, usual)] == [900, 900]
    assert for_you.priced_for != usual.priced_for
    assert for_you.verdicts is not None
    assert [one.verdict for one in for_you.verdicts] == ["eligible", "eligible"]
    assert usual.verdicts is None


def test_an_estimate_is_called_one() -> None:
    report = compared({"fees": None, "fees_complete": None}, {}, for_nobody=True)
    assert [one.fees_basis for one in report.costs] == ["estimate", "stated"]


def test_free_housing_counts_for_an_applicant() -> None:
    program = FOUR[1]
    usual = as_json(program, FOUR[2], *GRADUATE)
    staying = as_json(program, FOUR[2], *GRADUATE, "--free-housing", "Philadelphia")
    assert staying["costs"][0]["living"]["typical"] < usual["costs"][0]["living"]["typical"]
    assert staying["costs"][1] == usual["costs"][1]


def test_programs_stand_in_the_order_they_were_named_each_once() -> None:
    found = as_json(FOUR[2], FOUR[0], FOUR[2], *TODAY)
    assert [one["id"] for one in found["programs"]] == [FOUR[2], FOUR[0]]
    assert all(len(one["values"]) == 2 for one in found["facts"])


@pytest.mark.parametrize("number", [2, 3, 4])
def test_up_to_four_programs_stand_side_by_side_at_80_columns(number: int, snapshot: SnapshotAssertion) -> None:
    ran = usceplan_with({"COLUMNS": "80"}, "programs", "compare", *FOUR[:number], *TODAY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == snapshot
    assert any(line.split() == list("ABCD"[:number]) for line in ran.out.splitlines())


def test_a_comparison_for_an_applicant(snapshot: SnapshotAssertion) -> None:
    arguments = ("programs", "compare", *FOUR[:2], "--weeks", "8", *GRADUATE)
    assert usceplan_with({"COLUMNS": "120"}, *arguments).out == snapshot


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_no_line_of_a_comparison_is_wider_than_the_screen(width: int) -> None:
    ids = [program.id for program in catalogue().programs if program.entry == "placement"][:6]
    ran = usceplan_with({"COLUMNS": str(width)}, "programs", "compare", *ids, *GRADUATE)
    assert [line for line in ran.out.splitlines() if len(line) > width] == []


def test_at_home_living_costs_nothing_more() -> None:
    lives_there = ("--visa", "us-person", "--us-metro", "Philadelphia")
    found = as_json(FOUR[1], FOUR[2], *GRADUATE, *lives_there)
    at_home, away = (one["living"]["typical"] for one in found["costs"])
    assert at_home == 0 < away
    assert any("return trip" in note for note in found["notes"])
