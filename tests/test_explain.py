"""One program explained: what turns its verdict is so, and the two plans are those that recommend gives."""

import json
import shlex
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from command_line import GRADUATE, run_usceplan
from situations import catalogue, made_up, situation, with_programs
from stopped_search import interrupted, without_a_first_look
from terminal_session import session
from usceplan.applicant import PassedExam
from usceplan.catalog.program import Program
from usceplan.catalog.vocabulary import Exam, Visa
from usceplan.eligibility import Verdict
from usceplan.explain_report import explained
from usceplan.one_deadline import OneDeadline
from usceplan.output.explain_results import Explanation, StepInfo
from usceplan.output.explain_view import explanation_sections
from usceplan.output.layout import Sheet, marks_for
from usceplan.planning.instance import Instance
from usceplan.planning.optimizer import Solution, solve
from usceplan.planning.situation import Situation
from usceplan.verdict_changes import effects, judged, ways
from usceplan.whatif_problem import posed

IN_PLAN = "namc-internal-medicine-observership"
NOT_IN_PLAN = "uthealth-houston-internal-medicine-observer"
FOR_STUDENTS = "mayo-visiting-medical-student-clerkship"
TOO_DEAR = "brunswick-hospital-psychiatry-observership"
RESOURCE = next(one.id for one in catalogue().programs if one.entry == "resource")
ORDER = (Verdict.INELIGIBLE, Verdict.CONFIRM, Verdict.ELIGIBLE)
KNOWN = (IN_PLAN, NOT_IN_PLAN, FOR_STUDENTS, TOO_DEAR, RESOURCE)


def explain(program: Program | None = None, asked: Situation | None = None) -> Explanation:
    """The made-up program, with which nothing is wrong, or another, explained alone."""
    one = program or made_up()
    return explained(with_programs(asked or situation(exams=()), one), one.id, OneDeadline())


def step(result: Explanation, name: str) -> StepInfo:
    return next(one for one in result.steps if one.id == name)


@cache
def as_json(program: str, *arguments: str) -> dict[str, Any]:
    ran = run_usceplan("explain", program, *GRADUATE, "--time-limit", "300", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def shown(result: Explanation, *, width: int = 80, encoding: str = "utf-8") -> str:
    sections = explanation_sections(result, Sheet(width, marks_for(encoding)))
    return "\n\n".join("\n".join(line.plain for line in section) for section in sections if section)


# Verdict and fit


@pytest.mark.parametrize("program", KNOWN)
def test_checks_and_fit_are_those_of_recommend(program: str) -> None:
    found, whole = as_json(program), json.loads(run_usceplan("recommend", *GRADUATE, "--json").out)
    every = {one["id"]: one for one in (*whole["programs"], *whole["excluded"])}
    if program in every:
        assert found["program"] == every[program]
        assert found["ranked"] == len(whole["programs"])
    else:
        assert (found["entry"], found["program"]["rank"]) == ("resource", None)


@pytest.mark.parametrize("program", KNOWN)
def test_json_is_valid_against_its_schema(program: str) -> None:
    schema = json.loads(run_usceplan("schema", "explain").out)
    validator = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
    assert [error.message for error in validator.iter_errors(as_json(program))] == []


# What turns the verdict


@pytest.mark.parametrize("program", [IN_PLAN, FOR_STUDENTS, TOO_DEAR])
def test_every_change_with_options_does_what_the_options_do(program: str) -> None:
    tried = [one for one in as_json(program)["steps"] if one["flags"]]
    assert tried
    for one in tried:
        words = shlex.split(one["flags"])
        # An option takes the place of the same one told before; only --specialty is repeated here.
        told = [*GRADUATE[2:]] if "--specialty" in words else [*GRADUATE]
        ran = run_usceplan("explain", program, *told, *words, "--time-limit", "0", "--json")
        after = json.loads(ran.out)["program"]
        assert after["verdict"] == one["verdict"]
        changed = {check["rule"]: check["result"] for check in one["checks"]}
        assert changed.items() <= {check["rule"]: check["result"] for check in after["checks"]}.items()


PASSED = (PassedExam(Exam.STEP_1), PassedExam(Exam.STEP_2_CK))
ANSWERS: list[tuple[dict[str, Any], str, str, dict[str, str]]] = [
    ({"status": None}, "open-yes", "eligible", {"open": "pass"}),
    ({"status": None}, "open-no", "ineligible", {"open": "fail"}),
    ({"status": "closed"}, "open-yes", "eligible", {"open": "pass"}),
    ({"verified": False}, "exists-yes", "eligible", {"exists": "pass"}),
    ({"audience": None}, "audience-yes", "eligible", {"audience": "pass"}),
    ({"audience": None}, "audience-no", "ineligible", {"audience": "fail"}),
    ({"audience": ["student"]}, "audience-yes", "eligible", {"audience": "pass"}),
    ({"residency_seekers": None}, "residency-seekers-no", "ineligible", {"residency-seekers": "fail"}),
    ({"residency_seekers": "excluded"}, "residency-seekers-yes", "eligible", {"residency-seekers": "pass"}),
    ({"max_years_since_graduation": None}, "graduation-year-no", "ineligible", {"graduation-year": "fail"}),
    ({"max_years_since_graduation": 2}, "graduation-year-yes", "eligible", {"graduation-year": "pass"}),
    ({"exams_required": None}, "exams-none", "eligible", {"exams": "pass"}),
    ({"exams_required": None}, "exams-usmle-step-1", "ineligible", {"exams": "fail"}),
    ({"exams_required": ["usmle-step-1"]}, "exams", "eligible", {"exams": "pass"}),
    ({"visas_accepted": None}, "visa-yes", "eligible", {"visa-accepted": "pass"}),
    ({"visas_accepted": None}, "visa-no", "ineligible", {"visa-accepted": "fail"}),
    ({"visas_accepted": ["j1"]}, "visa-yes", "eligible", {"visa-accepted": "pass"}),
    ({"hands_on": "full", "kind": "externship"}, "hands-on-none", "eligible", {"visa-permits": "pass"}),
    ({"hands_on": None, "kind": "externship"}, "hands-on-full", "ineligible", {"visa-permits": "fail"}),
    ({"hands_on": None, "kind": "externship"}, "visa-permits-yes", "eligible", {"visa-permits": "pass"}),
    ({"needs_host": True}, "host-found", "eligible", {"host": "pass"}),
    ({"needs_host": None}, "host-needed", "confirm", {"host": "unknown"}),
    ({"specialties": None}, "specialty-yes", "eligible", {"specialty": "pass"}),
    ({"specialties": None}, "specialty-no", "ineligible", {"specialty": "fail"}),
    ({"specialties": ["dermatology"]}, "specialty", "eligible", {"specialty": "pass"}),
    ({"excluded_nationalities": ["Pakistan"]}, "nationality-other", "eligible", {"nationality": "pass"}),
    ({"excluded_nationalities": ["Pakistan"]}, "nationality-excluded", "ineligible", {"nationality": "fail"}),
    ({"apply_lead_weeks": {"min": 70, "max": None}}, "late-yes", "eligible", {"start-in-time": "pass"}),
    ({"audience": ["practising-physician"]}, "status-practising-physician", "eligible", {"audience": "pass"}),
]


@pytest.mark.parametrize(("facts", "name", "verdict", "results"), ANSWERS, ids=[one[1] for one in ANSWERS])
def test_what_one_answer_or_change_does(
    facts: dict[str, Any], name: str, verdict: str, results: dict[str, str]
) -> None:
    found = step(explain(made_up(**facts)), name)
    assert (found.verdict, {one.rule: one.result for one in found.checks}) == (verdict, results)


def test_the_made_up_program_is_open_and_nothing_need_be_asked() -> None:
    result = explain()
    assert (result.program.verdict, result.ways) == ("eligible", [])
    assert all(one.verdict != "eligible" for one in result.steps)


def test_the_least_budget_and_not_a_dollar_less() -> None:
    rich = explain()
    turning = step(rich, "budget")
    least = int((turning.flags or "").split()[1]) + 1
    assert explain(asked=situation(exams=(), budget=least)).program.verdict == "eligible"
    poor = explain(asked=situation(exams=(), budget=least - 1))
    assert (poor.program.verdict, step(poor, "budget").flags) == ("ineligible", f"--budget {least}")


def test_a_way_needs_each_of_its_steps() -> None:
    facts: dict[str, Any] = {"audience": ["student"], "status": None, "visas_accepted": None, "needs_host": True}
    to_open, to_all = explain(made_up(**facts)).ways
    assert (to_open.aim, to_open.reached, to_open.steps, to_open.verdict) == (
        "confirm",
        True,
        ["audience-yes"],
        "confirm",
    )
    assert (to_all.aim, to_all.reached, to_all.verdict, to_all.open) == ("eligible", True, "eligible", [])
    assert sorted(to_all.steps) == ["audience-yes", "host-found", "open-yes", "visa-yes"]


FACTS: dict[str, list[Any]] = {
    "status": ["open", None, "paused"],
    "verified": [True, False],
    "audience": [["graduate"], None, ["student"]],
    "residency_seekers": ["accepted", None, "excluded"],
    "max_years_since_graduation": [10, None, 1],
    "exams_required": [[], None, ["usmle-step-1", "usmle-step-2-ck"]],
    "visas_accepted": [["b1"], None, ["j1"]],
    "hands_on": ["none", None, "full"],
    "kind": ["observership", "externship"],
    "needs_host": [False, None, True],
    "specialties": [["internal-medicine"], None, ["dermatology"]],
    "excluded_nationalities": [[], ["Pakistan"]],
}


@settings(max_examples=60)
@given(st.fixed_dictionaries({name: st.sampled_from(values) for name, values in FACTS.items()}), st.booleans())
def test_every_way_leads_there_and_none_of_its_steps_can_be_left_out(facts: dict[str, Any], told: bool) -> None:
    program = made_up(**facts)
    asked = with_programs(situation(exams=() if told else None), program)
    (found,) = posed(asked).assessments.values()
    tried = effects(asked, found)
    for way in ways(asked, program, tried):
        rank = ORDER.index(way.aim)
        after = judged(asked, program, way.steps)
        assert after.verdict is way.verdict
        assert way.reached is (ORDER.index(way.verdict) >= rank) is (way.open == ())
        for one in way.steps:
            fewer = judged(asked, program, [other for other in way.steps if other is not one])
            assert ORDER.index(fewer.verdict) < rank or not way.reached
    for effect in tried:
        alone = judged(asked, program, [effect.step])
        assert alone.verdict is effect.verdict


def test_a_law_is_met_by_what_one_would_do_there() -> None:
    # The law of California stands against hands-on work by graduates: nothing but watching mends that.
    program = made_up(hands_on="full", kind="externship", locations=[{"city": "Los Angeles", "state": "CA"}])
    result = explain(program, situation(exams=(), visas=(Visa.US_PERSON,)))
    assert result.program.verdict == "ineligible"
    assert [one.steps for one in result.ways] == [["hands-on-none"], ["hands-on-none"]]


def test_periods_tell_when_a_student_becomes_a_graduate() -> None:
    program = made_up(audience=["final-year-student"])
    asked = situation(exams=(), graduation_year=2027)
    first, second = explain(program, asked).periods
    assert (first.verdict, second.verdict) == ("eligible", "ineligible")
    assert first.last.isoformat() <= "2027-06-30" < second.first.isoformat()


# The plan with it and without it


@pytest.mark.parametrize("program", [IN_PLAN, NOT_IN_PLAN])
def test_the_two_plans_are_those_of_recommend(program: str) -> None:
    found = as_json(program)["contribution"]
    for side, option in (("with_it", "--include"), ("without_it", "--exclude")):
        ran = run_usceplan("recommend", *GRADUATE, option, program, "--time-limit", "300", "--json")
        plan = json.loads(ran.out)["plan"]
        assert (found[side]["strength"], found[side]["usd"]) == (plan["strength"], plan["usd"])
        assert [one["program"] for one in found[side]["rotations"]] == [one["program"] for one in plan["rotations"]]
        assert found[side]["proven_optimal"]
    best = json.loads(run_usceplan("recommend", *GRADUATE, "--time-limit", "300", "--json").out)["plan"]
    is_in = program in [one["program"] for one in best["rotations"]]
    assert found["outcome"] == ("in-best-plan" if is_in else "not-in-best-plan")
    assert found["strength_change_bounds"] == [found["strength_change"]] * 2


def test_what_enters_and_leaves_turns_the_one_plan_into_the_other() -> None:
    found = as_json(IN_PLAN)["contribution"]
    without = {one["program"] for one in found["without_it"]["rotations"]}
    enters, leaves = ({one["id"] for one in found[name]} for name in ("enters", "leaves"))
    assert without - leaves | enters == {one["program"] for one in found["with_it"]["rotations"]}


@pytest.mark.parametrize(
    ("program", "arguments", "outcome", "said"),
    [
        (FOR_STUDENTS, (), "impossible", "it fails audience, visa-permits"),
        (IN_PLAN, ("--exclude", IN_PLAN), "impossible", "it fails your-limits"),
        (IN_PLAN, ("--only-confirmed",), "impossible", "--only-confirmed leaves out"),
        (RESOURCE, (), "not-plannable", "It cannot be planned in weeks."),
        (IN_PLAN, ("--max-rotations", "1", "--include", NOT_IN_PLAN), "impossible", "No plan can hold it"),
    ],
)
def test_a_program_that_cannot_be_planned_says_why(
    program: str, arguments: tuple[str, ...], outcome: str, said: str
) -> None:
    found = as_json(program, *arguments)["contribution"]
    assert found["outcome"] == outcome
    assert said in found["text"]
    assert found["strength_change"] is None


def test_without_time_nothing_is_claimed() -> None:
    with without_a_first_look():
        ran = run_usceplan("explain", IN_PLAN, *GRADUATE, "--time-limit", "0", "--json")
    found = json.loads(ran.out)["contribution"]
    assert (ran.code, found["outcome"]) == (0, "undecided")
    assert found["with_it"]["outcome"] == found["without_it"]["outcome"] == "not-computed"


def test_ctrl_c_leaves_what_is_known() -> None:
    with interrupted(at_look=10):
        ran = run_usceplan("explain", IN_PLAN, *GRADUATE)
    assert (ran.code, ran.err) == (130, "")
    assert "The time was not enough to tell whether the best plan holds it." in ran.out
    assert "What would turn the verdict" in ran.out


def test_an_unproven_plan_is_marked_with_its_bound() -> None:
    with interrupted(at_look=30):
        ran = run_usceplan("explain", IN_PLAN, *GRADUATE)
    assert "not proven best, at most" in " ".join(ran.out.split())


@pytest.mark.parametrize("program", ["namc-internal-medicine-observershp", "nowhere"])
def test_an_unknown_id_is_said(program: str) -> None:
    ran = run_usceplan("explain", program, *GRADUATE, "--json")
    error = json.loads(ran.err)["error"]
    assert (ran.code, ran.out, error["code"]) == (2, "", "unknown-program")
    assert error["message"] == f'ID: no program has the id "{program}"'
    if program != "nowhere":
        assert error["hint"] == f'Did you mean "{IN_PLAN}"?'


def test_an_unknown_id_is_said_before_any_question() -> None:
    with session("explain", "nowhere") as terminal:
        assert terminal.exit_code() == 2
    assert 'ID: no program has the id "nowhere"' in terminal.shown
    assert "Which specialty" not in terminal.shown


# Screens


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
@pytest.mark.parametrize("program", KNOWN)
def test_no_line_is_wider_than_the_screen(width: int, program: str) -> None:
    result = Explanation.model_validate(as_json(program))
    assert [line for line in shown(result, width=width).split("\n") if cell_len(line) > width] == []


@pytest.mark.parametrize("program", [IN_PLAN, FOR_STUDENTS])
def test_screen(program: str, snapshot: SnapshotAssertion) -> None:
    assert shown(Explanation.model_validate(as_json(program))) == snapshot


def test_screen_in_ascii(snapshot: SnapshotAssertion) -> None:
    text = shown(Explanation.model_validate(as_json(RESOURCE)), encoding="ascii")
    assert text.isascii()
    assert text == snapshot


def test_a_program_without_any_start_is_explained_too() -> None:
    asked = situation(exams=())
    asked = replace(asked, applicant=replace(asked.applicant, months=(1,)))
    result = explain(made_up(start_months=[6]), asked)
    assert result.program.verdict == "ineligible"
    assert result.contribution.outcome == "impossible"
    assert result.periods == []


@pytest.mark.parametrize(
    ("letter", "slack", "outcome", "said"),
    [
        pytest.param("yes", 0, "undecided", "equally strong", id="proven equally strong, not which is cheaper"),
        pytest.param("yes", 5000, "undecided", "The time was not enough", id="nothing proven"),
        pytest.param("no", 0, "in-best-plan", "It is in the best plan.", id="stronger than any without it"),
        pytest.param("no", 90_000, "undecided", "The time was not enough", id="one without it may be stronger"),
    ],
)
def test_without_a_proof_only_what_the_bounds_allow_is_said(
    letter: str, slack: int, outcome: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``slack`` is how many thousandths of a point a better plan could still gain, for all that the search knows."""

    def stopped(instance: Instance, *, deadline: Callable[[], bool]) -> Solution:
        found = solve(instance, deadline=deadline)
        assert isinstance(found, Solution)
        return replace(found, proven_optimal=False, upper_bound=found.scores.total + slack)

    monkeypatch.setattr("usceplan.explain_report.solve", stopped)
    other = made_up(id="other", letter={"offered": letter, "letterhead": None})
    asked = with_programs(situation(exams=(), limits={"max_rotations": 1}), made_up(), other)
    found = explained(asked, "made-up", OneDeadline()).contribution
    assert found.outcome == outcome
    assert said in found.text
    assert found.strength_change is not None
    difference = found.strength_change
    assert found.strength_change_bounds == (difference - slack / 1000, difference + slack / 1000)
