"""What ``--json`` prints: valid against the shipped schema, one object, the same bytes each time, keys that stay.

The contract is what scripts of others rely on: keys may be added, but none may go or change its meaning.
"""

import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from syrupy.assertion import SnapshotAssertion

from command_line import CITY, GRADUATE, TODAY, Ran, process, run_usceplan, usceplan_with
from situations import catalogue

GIVEN = (
    "--rotation namc-internal-medicine-observership:4:2027-06-07"
    " --rotation uthealth-houston-internal-medicine-observer:4:2027-07-05"
)

APPLICANTS: dict[str, str] = {
    "the usual graduate": "recommend " + " ".join(GRADUATE),
    "no money": f"recommend {' '.join(GRADUATE)} --budget 0",
    "no plan in the time left": f"recommend {' '.join(GRADUATE)} --available-to 2026-12-20",
    "no time to search": f"recommend {' '.join(GRADUATE)} --time-limit 0",
    "a U.S. resident": "recommend --specialty psychiatry --grad-year 2022 --visa us-person --budget 5000"
    " --us-metro Chicago --nationality US --status physician",
    "a student": "recommend --specialty peds --grad-year 2028 --visa b1-b2 --budget 12000 --match-year 2029"
    " --exam step1 --exam step2ck=2027-03-01",
    "a visitor without a visa (ESTA)": "recommend --specialty surgery --grad-year 2021 --visa esta --budget 15000"
    " --nationality Germany --max-rotations 2",
    "two specialties, custom weights": f"recommend {' '.join(GRADUATE)} --specialty FM --specialty IM"
    " --weight letters=60 --weight mix=0 --max-rotations 2",
    "many options": "recommend --specialty IM --grad-year 2020 --visa b1-b2 --budget 11k --match-year 2029"
    " --nationality Pakistan --free-housing Chicago --free-housing 'Houston, TX' --visa-wait-weeks 20"
    " --housing studio --exam none --held-letters 1"
    " --held-weeks 6:limited --available-from 2027-03-01 --available-to 2028-06-30 --months 3-11 --kind observership"
    " --not-state CA --exclude upmc-enhanced-observership --max-rotations 2 --max-stays 1 --ignore-rule audience"
    " --residency-programs 80 --include-application",
    "no program to confirm": f"recommend {' '.join(GRADUATE)} --only-confirmed",
    "a program that must be in": f"recommend {' '.join(GRADUATE)} --include namc-internal-medicine-observership"
    " --max-rotations 2",
    "the budget of the plan": f"budget {' '.join(GRADUATE)}",
    "the budget of given rotations": f"budget {' '.join(GRADUATE)} {GIVEN}",
    "the budget of a resident's rotation": "budget --specialty IM --grad-year 2022 --visa us-person --us-metro Boston"
    " --rotation uthealth-houston-internal-medicine-observer",
    "the timeline of the plan": f"timeline {' '.join(GRADUATE)}",
    "the timeline of a U.S. resident": "timeline --specialty obgyn --grad-year 2022 --visa us-person --budget 5000"
    " --us-metro Chicago --exam step1",
    "what to do next": f"next {' '.join(GRADUATE)} --visa-wait-weeks 30",
    "a Match with known dates": "match 2024",
    "a Match that is projected": "match 2035",
    "the budget of a city": " ".join(CITY),
    "the budget of a city in another currency": f"{' '.join(CITY)} --currency NGN --rate 1525.5",
    "what would lower the cost": f"budget {' '.join(GRADUATE)} --max-rotations 1 --levers",
    "the budget of a city with a place to stay": f"{' '.join(CITY)} --free-housing Chicago",
}


@cache
def ran(name: str) -> Ran:
    """The run for an applicant of the table; one run serves all tests."""
    arguments = shlex.split(APPLICANTS[name])
    others = (*TODAY, "--time-limit", "60")  # enough on a busy machine too, where less would change the result
    command, told = arguments[0], arguments[1:]
    if command == "match":
        return run_usceplan(command, *TODAY, *told, "--json")
    return run_usceplan(command, *others, *told, "--json")  # what comes last goes


@cache
def schema(name: str) -> dict[str, Any]:
    printed = run_usceplan("schema", name)
    assert (printed.code, printed.err) == (0, "")
    found: dict[str, Any] = json.loads(printed.out)
    return found


def test_the_schemas_are_schemas() -> None:
    for name in ("recommendation", "budget"):
        assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        Draft202012Validator.check_schema(schema(name))
    assert run_usceplan("schema").out == run_usceplan("schema", "recommendation").out


@pytest.mark.parametrize("name", APPLICANTS)
def test_the_result_is_one_valid_object_of_one_piece(name: str) -> None:
    found = ran(name)
    assert found.err == ""
    assert found.out.startswith("{\n")
    assert found.out.endswith("\n}\n")
    result = json.loads(found.out)
    command = APPLICANTS[name].partition(" ")[0]
    _check_schema(result, "recommendation" if command == "recommend" else command)
    if "plan" in result:
        assert found.code == (0 if result["plan"] else 1)
        _check_recommendation(result)
    if result.get("budget") is not None:
        _check_totals(result["budget"])


def _check_schema(result: dict[str, Any], kind: str) -> None:
    assert result["schema"] == f"usceplan.{kind}/1"
    validator = Draft202012Validator(schema(kind), format_checker=FormatChecker(["date"]))
    assert [error.message for error in validator.iter_errors(result)] == []


def _check_recommendation(result: dict[str, Any]) -> None:
    assert (result["plan"] is None) == (result["no_plan"] is not None) == (result["budget"] is None)
    if result["plan"]:
        assert result["plan"]["usd"] <= result["applicant"]["budget"]
        assert result["plan"]["usd"] == result["budget"]["total"]["typical"]
    assert [one["rank"] for one in result["programs"]] == list(range(1, len(result["programs"]) + 1))
    assert {one["verdict"] for one in result["programs"]} <= {"eligible", "confirm"}
    assert {one["verdict"] for one in result["excluded"]} <= {"ineligible"}
    ids = [one["id"] for one in (*result["programs"], *result["excluded"])]
    assert sorted(ids) == sorted(one.id for one in catalogue().programs if one.entry == "placement")
    assert result["generated_on"] == "2026-11-22"
    assert result["catalogue"]["programs"] == len(catalogue().programs)


def _check_totals(budget: dict[str, Any]) -> None:
    for total, counted in (("total", True), ("beside", False)):
        for end in ("low", "typical", "high"):
            lines = [line["usd"][end] for line in budget["lines"] if line["counted"] is counted]
            groups = [group["usd"][end] for group in budget["by_category"] if group["counted"] is counted]
            assert budget[total][end] == sum(lines) == sum(groups)
    assert sum(month["usd"] for month in budget["by_month"]) == budget["total"]["typical"]
    months = {month["month"]: month["usd"] for month in budget["by_month"] if month["usd"]}
    flow = budget["cash_flow"]
    assert {month["month"]: month["usd"] for month in flow["months"] if month["usd"]} == months
    assert sum(month["beside"] for month in flow["months"]) == budget["beside"]["typical"]
    assert flow["dearest_month"] == (max(months, key=lambda month: months[month]) if months else None)
    likely, total = budget["likely"]["total"], budget["total"]
    assert total["low"] <= likely["p10"] <= likely["p50"] <= likely["p90"] <= total["high"]


def test_what_was_told_comes_back() -> None:
    applicant = json.loads(ran("many options").out)["applicant"]
    told = {
        "specialties": ["internal-medicine"],
        "graduation_year": 2020,
        "status": "graduate",
        "visas": ["b1", "b2"],
        "visa_label": "B-1/B-2 visitor visa",
        "budget": 11000,
        "match_year": 2029,
        "nationality": "PK",
        "home_region": None,
        "us_metro": None,
        "free_housing": ["chicago", "houston"],
        "housing": "studio",
        "visa_wait_weeks": 20,
        "exams": [],
        "held_letters": 1,
        "held_weeks": 6,
        "held_involvement": "limited",
        "available_from": "2027-03-01",
        "available_to": "2028-06-30",
        "months": [3, 4, 5, 6, 7, 8, 9, 10, 11],
        "kinds": ["observership"],
        "states": [],
        "not_states": ["CA"],
        "hands_on_only": False,
        "include": [],
        "exclude": ["upmc-enhanced-observership"],
        "only_confirmed": False,
        "max_rotations": 2,
        "max_stays": 1,
        "weights": {"letters": 40, "hands-on": 25, "specialty": 15, "recency": 10, "mix": 10},
        "ignored_rules": ["audience"],
        "include_application": True,
    }
    assert {key: applicant[key] for key in told} == told
    assert json.loads(ran("two specialties, custom weights").out)["applicant"]["weights"] == {
        **told["weights"],  # type: ignore[dict-item]
        "letters": 60,
        "mix": 0,
    }


@pytest.mark.parametrize("seed", ["0", "12345"])
def test_the_same_question_gives_the_same_bytes(seed: str) -> None:
    arguments = (*shlex.split(APPLICANTS["the usual graduate"]), "--time-limit", "60", "--json")
    again = process(*arguments, variables={"PYTHONHASHSEED": seed})
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == ran("the usual graduate").out


def test_where_and_how_it_was_told_makes_no_difference() -> None:
    told = {"SPECIALTY": "internal med", "GRAD_YEAR": "2023", "VISA": "tourist", "BUDGET": "$9,000"}
    variables = {f"USCEPLAN_{name}": text for name, text in told.items()}
    assert usceplan_with(variables, "recommend", *TODAY, "--time-limit", "60", "--json") == ran("the usual graduate")


# The keys

TASK = (
    "id kind title short due start reach state late_days conflict chain because missed programs after"
    " work_days wait_days basis source size size_basis size_source"
)
USD = "low typical high"
KEYS: dict[str, dict[str, str]] = {
    "recommendation": {
        "": "schema generated_on catalogue applicant match programs excluded resources plan no_plan alternatives"
        " timeline budget advice assumptions warnings disclaimer",
        "CatalogueInfo": "version programs digest collected",
        "ApplicantInfo": "specialties graduation_year status visas visa_label budget match_year nationality home_region"
        " us_metro free_housing housing visa_wait_weeks exams held_letters held_weeks held_involvement available_from"
        " available_to months kinds"
        " states not_states hands_on_only include exclude only_confirmed max_rotations max_stays weights ignored_rules"
        " include_application",
        "ExamInfo": "exam on",
        "MatchInfo": "match_year why letter_deadline milestones",
        "MilestoneInfo": "id date basis source note",
        "ProgramInfo": "rank id name institution kind involvement places url verdict checks fit cost_per_4_weeks"
        " cost_basis earliest_start apply_by confidence guide_check notes",
        "CheckInfo": "rule result reason source",
        "FitInfo": "score criteria",
        "CriterionInfo": "id points max why",
        "ResourceInfo": "id name institution type use url checks",
        "PlanInfo": "strength max_strength proven_optimal upper_bound parts stays usd rotations",
        "PartInfo": "id points max",
        "RotationInfo": "program name institution place metro kind involvement specialty start end weeks apply_by"
        " verdict to_confirm letter usd usd_basis arrival backups",
        "LetterInfo": "counts quality why",
        "LegInfo": "kind from_place weeks_waiting usd",
        "BackupInfo": "program name specialty weeks start strength usd",
        "NoPlanInfo": "blame reason change flag",
        "AlternativeInfo": "name strength usd rotations",
        "TimelineInfo": "months tasks visa_wait_weeks visa_start done",
        "TaskInfo": TASK,
        "MonthInfo": "month rotations milestones tasks",
        "MonthRotation": "program name first last",
        "MonthTask": "date text id",
        "BudgetInfo": "currency limit total beside lines by_category by_month contingencies",
        "BudgetLine": "category item quantity unit unit_usd usd basis source as_of counted warning",
        "CategoryTotal": "category usd counted",
        "MonthTotal": "month usd",
        "ContingencyInfo": "item usd condition source as_of",
        "AdviceInfo": "id text because source",
        "Usd": USD,
    },
    "budget": {
        "": "schema generated_on catalogue subject title budget assumptions warnings disclaimer",
        "CatalogueInfo": "version programs digest collected",
        "BudgetInfo": "currency limit total beside lines by_category by_month contingencies",
        "BudgetLine": "category item quantity unit unit_usd usd basis source as_of counted warning",
        "CategoryTotal": "category usd counted",
        "MonthTotal": "month usd",
        "ContingencyInfo": "item usd condition source as_of",
        "Usd": USD,
    },
    "timeline": {
        "": "schema generated_on catalogue match_year milestones rotations timeline assumptions warnings disclaimer",
        "TimelineInfo": "months tasks visa_wait_weeks visa_start done",
        "TaskInfo": TASK,
    },
    "next": {
        "": "schema generated_on catalogue match_year tasks more assumptions warnings disclaimer",
        "TaskInfo": TASK,
    },
    "match": {
        "": "schema generated_on catalogue match_year eras_season covers time_zone milestones warning missing"
        " disclaimer",
        "MatchMilestone": "id date nominal time_et basis source note rule rules",
        "RuleInfo": "id statement in_use valid_from valid_through confidence known right known_when_valid"
        " right_when_valid largest_miss largest_miss_when_valid misses warning",
        "MissInfo": "match_year actual expected days",
    },
    "demo": {"": "schema applicants", "DemoApplicant": "id name story command recommendation"},
    "doctor": {
        "": "schema version python system libraries places streams terminal variables data digest problems",
        "LibraryInfo": "name version wanted",
        "PlaceInfo": "name path exists",
        "StreamInfo": "name encoding is_terminal",
        "TerminalInfo": "columns color characters locale_encoding file_system_encoding",
        "DataFileInfo": "name digest",
        "DoctorProblem": "problem hint",
    },
    "profile-show": {"": "schema path values others", "ProfileValue": "name values source where meaning"},
    "profile-path": {"": "schema path exists folder profiles", "NamedProfile": "name path"},
    "profile-check": {"": "schema path ok problems missing", "ProfileProblem": "line column key message hint"},
}
"""The keys of version 1 of each schema, by the name of their object in it; the result itself has none."""


def objects(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "", schema(name)
    yield from schema(name)["$defs"].items()


@pytest.mark.parametrize("name", KEYS)
def test_no_key_goes_and_every_key_is_always_there(name: str) -> None:
    found = dict(objects(name))
    for part, keys in KEYS[name].items():
        assert set(keys.split()) <= set(found[part]["properties"]), part
        required = set(keys.split()) - {"schema", "currency"}  # constant, so the schema gives them a default
        assert required <= set(found[part]["required"]), part
        assert found[part]["additionalProperties"] is False


# A change in these is one that people notice: look twice before taking it over with --snapshot-update, and say it in
# the change log.


@pytest.mark.parametrize("name", ["the usual graduate", "a student", "a U.S. resident"])
def test_plans_stay_what_they_are(name: str, snapshot: SnapshotAssertion) -> None:
    result = json.loads(ran(name).out)
    plan = result["plan"]
    assert snapshot == {
        "plan": {
            "strength": plan["strength"],
            "usd": plan["usd"],
            "rotations": [
                f"{one['start']} {one['weeks']} weeks: {one['program']}, {one['specialty']}, ${one['usd']['typical']}"
                for one in plan["rotations"]
            ],
        },
        "budget": {key: result["budget"][key] for key in ("total", "beside")},
        "first programs": [f"{one['id']}: fit {one['fit']['score']}, {one['verdict']}" for one in result["programs"]][
            :5
        ],
        "verdicts": f"{len(result['programs'])} open, {len(result['excluded'])} closed",
    }


def test_dates_are_days_and_money_is_whole() -> None:
    text = ran("the usual graduate").out
    assert not re.search(r'"usd": -?\d+\.', text)
    for date in re.findall(r'"(?:start|end|apply_by|date|earliest_start|first|last)": ([^,\n]+)', text):
        assert re.fullmatch(r'null|"\d{4}-\d{2}-\d{2}"', date)
