import io
import json
import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from situations import catalogue, one_in, situation
from stopped_search import AfterSome, Unlimited
from usceplan.applicant import PassedExam
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.program import Program
from usceplan.catalog.vocabulary import EntryType, Exam, Kind, Visa
from usceplan.cli.app import run_command
from usceplan.output.layout import Sheet, marks_for
from usceplan.output.results import ProgramName, WhatIfChange, WhatIfReport
from usceplan.output.schemas import schema_text
from usceplan.output.whatif_view import whatif_sections
from usceplan.planning.instance import Instance
from usceplan.planning.optimizer import NoPlan, Solution, solve
from usceplan.planning.situation import Situation
from usceplan.whatif import MENDS, Solved, in_order, short_form, what_if
from usceplan.whatif_changes import Trouble, all_changes, ends_of
from usceplan.whatif_problem import posed, reworked, without_dates


@cache
def few_programs() -> Catalogue:
    """A small catalogue: one program in nine, and one that asks for each exam."""
    every = catalogue().programs
    asking = (next(one for one in every if exam in (one.exams_required or ())) for exam in Exam)
    ids = {one.id for one in (*one_in(9, rest=0), *asking)}
    return replace(catalogue(), programs=tuple(one for one in every if one.id in ids))


@pytest.fixture(autouse=True)
def _small_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("usceplan.cli.loading.load_catalogue", lambda _, **__: few_programs())
    for name in ("XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, "/nonexistent")


Options = dict[str, tuple[str, ...]]

GRADUATE: Options = {
    "--today": ("2026-11-22",),
    "--specialty": ("internal-medicine",),
    "--grad-year": ("2023",),
    "--visa": ("b1-b2",),
    "--budget": ("9000",),
    "--match-year": ("2028",),
}
PEOPLE: dict[str, Options] = {
    "a graduate without exams": {**GRADUATE, "--exam": ("none",)},
    "one who said nothing of exams": {**GRADUATE, "--only-confirmed": ()},
    "a student with dates": {
        **GRADUATE,
        "--grad-year": ("2027",),
        "--visa": ("esta",),
        "--budget": ("6500",),
        "--exam": ("step1", "step2ck=2027-06-01"),
        "--available-from": ("2027-02-01",),
        "--available-to": ("2027-09-30",),
    },
    "one with months and ignored rules": {
        **GRADUATE,
        "--specialty": ("pediatrics",),
        "--visa": ("j1",),
        "--budget": ("8000",),
        "--exam": ("step1",),
        "--months": ("11", "12", "1", "2", "3"),
        "--ignore-rule": ("audience",),
        "--include-application": (),
    },
    "a citizen at home": {
        **GRADUATE,
        "--visa": ("us-person",),
        "--us-metro": ("Chicago",),
        "--budget": ("2500",),
        "--exam": ("step1", "step2ck"),
    },
    "one without money": {**GRADUATE, "--budget": ("700",)},
}


def spelled(options: Options, *more: str) -> list[str]:
    told = [word for flag, values in options.items() for value in values or (None,) for word in (flag, value)]
    return [*(word for word in told if word is not None), "--no-input", "--time-limit", "300", *more]


def with_flags(options: Options, flags: str) -> Options:
    """The options with some in the place of those of the same names."""
    words = shlex.split(flags)
    given: dict[str, tuple[str, ...]] = {}
    for flag, value in zip(words[::2], words[1::2], strict=True):
        given[flag] = (*given.get(flag, ()), value)
    return {**options, **given}


def run(command: str, options: Options, *more: str) -> dict[str, Any]:
    """What a command prints as JSON."""
    return _run(command, tuple(spelled(options, *more, "--json")))


@cache
def _run(command: str, arguments: tuple[str, ...]) -> dict[str, Any]:
    out = io.StringIO()
    with redirect_stdout(out):
        code = run_command([command, *arguments])
    assert code in (0, 1)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def agrees(change: Mapping[str, Any], fresh: Mapping[str, Any]) -> bool:
    """Whether a change says what the recommendation made with it says."""
    plan = fresh["plan"]
    if plan is None:
        return bool(change["outcome"] == "no-plan")
    return (change["strength"], change["usd"], change["rotations"], change["proven_optimal"]) == (
        plan["strength"],
        plan["usd"],
        [one["program"] for one in plan["rotations"]],
        plan["proven_optimal"],
    )


# Against solves from scratch


@pytest.mark.parametrize("person", [name for name in PEOPLE if name != "one who said nothing of exams"])
def test_every_change_is_what_recommend_gives_with_its_flags(person: str) -> None:
    options = PEOPLE[person]
    report, base = run("whatif", options), run("recommend", options)
    assert (report["plan"] is None) == (base["plan"] is None)
    tried = [one for one in report["changes"] if one["outcome"] != "not-possible"]
    assert len(tried) >= 9
    for change in tried:
        fresh = run("recommend", with_flags(options, change["flags"]))
        assert agrees(change, fresh), change
        if change["outcome"] == "unchanged":
            # The rotations are the same; their backups, and so what refusals do, may not be.
            around = {name: fresh["plan"][name] for name in ("rotations", "robustness")}
            assert fresh["plan"] == base["plan"] | around
            dates = [
                [(one["program"], one["start"], one["weeks"]) for one in r["plan"]["rotations"]] for r in (fresh, base)
            ]
            assert dates[0] == dates[1]
        if change["outcome"] == "changed" and base["plan"]:
            old = {one["program"] for one in base["plan"]["rotations"]}
            assert {one["id"] for one in change["enters"]} == set(change["rotations"]) - old
            assert {one["id"] for one in change["leaves"]} == old - set(change["rotations"])
            assert change["strength_change"] == pytest.approx(change["strength"] - base["plan"]["strength"])
            assert change["usd_change"] == change["usd"] - base["plan"]["usd"]


@pytest.mark.parametrize("person", PEOPLE)
def test_a_recommendation_has_the_same_for_more_money(person: str) -> None:
    options = PEOPLE[person]
    recommended, report = run("recommend", options), run("whatif", options)
    more = [one for one in report["changes"] if one["id"].startswith("budget+")]
    assert recommended["whatif"] == (more if recommended["plan"] else [])


SITUATIONS: dict[str, Callable[[], Situation]] = {
    "plain": situation,
    "dates": lambda: situation(available_from=date(2027, 2, 1), available_to=date(2027, 9, 30), exams=()),
    "months": lambda: situation(months=(3, 4, 5, 6), exams=(PassedExam(Exam.STEP_1),), budget=4000),
    "limits": lambda: situation(
        limits={"kinds": (Kind.OBSERVERSHIP,), "only_confirmed": True}, include_application=True
    ),
    "a student with an exam planned": lambda: situation(
        graduation_year=2027, exams=(PassedExam(Exam.STEP_2_CK, date(2027, 5, 1)),), visas=(Visa.F1,)
    ),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_reworked_problem_is_the_one_made_from_nothing(name: str) -> None:
    asked = replace(SITUATIONS[name](), catalogue=few_programs())
    problem = posed(asked)
    tried = 0
    for change in all_changes(asked, problem.assessments.values()):
        if change.situation is not None:
            tried += 1
            found = reworked(problem, change.situation, lambda: posed(without_dates(asked)))
            assert found.instance == posed(change.situation).instance, change.id
    assert tried >= 15


# What is tried


def changes_of(asked: Situation) -> dict[str, str | None]:
    asked = replace(asked, catalogue=few_programs())
    found = list(all_changes(asked, posed(asked).assessments.values()))
    assert len({one.id for one in found}) == len(found)
    assert all((one.situation is None) == (one.note is not None) for one in found)
    return {one.id: one.flags for one in found if one.trouble is not Trouble.RULE}


MONEY = {
    "budget+500": "--budget 9500",
    "budget+1000": "--budget 10000",
    "budget+2000": "--budget 11000",
    "budget-500": "--budget 8500",
    "budget-1000": "--budget 8000",
    "budget-2000": "--budget 7000",
}
LATER = {
    "start+1": "--available-from 2026-12-22",
    "start+2": "--available-from 2027-01-22",
    "start+3": "--available-from 2027-02-22",
}
MATCH = {"match-year+1": "--match-year 2029"}
VISAS = {"visa-esta": "--visa esta", "visa-f1": "--visa f1", "visa-j1": "--visa j1"}
ALL_EXAMS = {"exams": "--exam step1 --exam step2ck --exam ecfmg --exam oet --exam toefl"}

TRIED: list[tuple[str, dict[str, Any], dict[str, str | None]]] = [
    ("the usual graduate", {}, {**MONEY, **ALL_EXAMS, **LATER, **VISAS, **MATCH}),
    (
        "no exam is missing",
        {"exams": (PassedExam(Exam.ECFMG_CERTIFICATE), PassedExam(Exam.OET), PassedExam(Exam.TOEFL))},
        {**MONEY, **LATER, **VISAS, **MATCH},
    ),
    (
        "an exam planned is missing today",
        {"exams": (PassedExam(Exam.STEP_1), PassedExam(Exam.STEP_2_CK, date(2027, 5, 1)))},
        {
            **MONEY,
            "exam-step2ck": "--exam step1 --exam step2ck",
            "exam-ecfmg": "--exam step1 --exam step2ck=2027-05-01 --exam ecfmg",
            "exam-oet": "--exam step1 --exam step2ck=2027-05-01 --exam oet",
            "exam-toefl": "--exam step1 --exam step2ck=2027-05-01 --exam toefl",
            **LATER,
            **VISAS,
            **MATCH,
        },
    ),
    (
        "little money",
        {"budget": 800},
        {
            "budget+500": "--budget 1300",
            "budget+1000": "--budget 1800",
            "budget+2000": "--budget 2800",
            "budget-500": "--budget 300",
            "budget-1000": None,
            "budget-2000": None,
            **ALL_EXAMS,
            **LATER,
            **VISAS,
            **MATCH,
        },
    ),
    (
        "an arrival and a departure",
        {"available_from": date(2027, 1, 15), "available_to": date(2027, 3, 31)},
        {
            **MONEY,
            **ALL_EXAMS,
            "start+1": "--available-from 2027-02-15",
            "start+2": "--available-from 2027-03-15",
            "start+3": None,
            "start-1": "--available-from 2026-12-15",
            "start-2": "--available-from 2026-11-22",
            "start-3": "--available-from 2026-11-22",
            "end+1": "--available-to 2027-04-30",
            "end-1": "--available-to 2027-02-28",
            **VISAS,
            **MATCH,
        },
    ),
    (
        "months over the new year",
        {"months": (1, 2, 11, 12)},
        {
            **MONEY,
            **ALL_EXAMS,
            **LATER,
            "month+3": "--months 1,2,3,11,12",
            "month+10": "--months 1,2,10,11,12",
            "month-2": "--months 1,11,12",
            "month-11": "--months 1,2,12",
            **VISAS,
            **MATCH,
        },
    ),
    (
        "one month",
        {"months": (5,)},
        {
            **MONEY,
            **ALL_EXAMS,
            **LATER,
            "month+6": "--months 5,6",
            "month+4": "--months 4,5",
            "month-5": None,
            **VISAS,
            **MATCH,
        },
    ),
    ("a U.S. person", {"visas": (Visa.US_PERSON,)}, {**MONEY, **ALL_EXAMS, **LATER, **MATCH}),
    ("one who lives there", {"visas": (Visa.H4,), "us_metro": "chicago"}, {**MONEY, **ALL_EXAMS, **LATER, **MATCH}),
    (
        "one with a student visa",
        {"visas": (Visa.F1,)},
        {
            **MONEY,
            **ALL_EXAMS,
            **LATER,
            "visa-b1-b2": "--visa b1-b2",
            "visa-esta": "--visa esta",
            "visa-j1": "--visa j1",
            **MATCH,
        },
    ),
    (
        "a later Match",
        {"match_year": 2029},
        {
            **MONEY,
            **ALL_EXAMS,
            **LATER,
            **VISAS,
            "match-year+1": "--match-year 2030",
            "match-year-1": "--match-year 2028",
        },
    ),
    (
        "the last Match that can be asked for",
        {"match_year": 2034},
        {**MONEY, **ALL_EXAMS, **LATER, **VISAS, "match-year+1": None, "match-year-1": "--match-year 2033"},
    ),
]


@pytest.mark.parametrize(("changes", "expected"), [case[1:] for case in TRIED], ids=[case[0] for case in TRIED])
def test_what_is_tried(changes: dict[str, Any], expected: dict[str, str | None]) -> None:
    assert changes_of(situation(**changes)) == expected


def test_rules_are_tried_where_a_program_fails_them_and_they_are_not_ignored_yet() -> None:
    asked = replace(situation(exams=()), catalogue=few_programs())
    problem = posed(asked)
    failing = {
        check.rule
        for found in problem.assessments.values()
        if found.program.entry is EntryType.PLACEMENT
        for check in found.checks
        if check.result.value == "fail"
    }
    tried = [one for one in all_changes(asked, problem.assessments.values()) if one.trouble is Trouble.RULE]
    assert {one.id for one in tried} == {f"rule-{rule}" for rule in failing}
    ignoring = replace(situation(exams=(), limits={"ignore_rules": ("exams",)}), catalogue=few_programs())
    again = [one for one in all_changes(ignoring, posed(ignoring).assessments.values()) if one.trouble is Trouble.RULE]
    assert "rule-exams" not in {one.id for one in again}
    assert all(one.flags is not None and one.flags.startswith("--ignore-rule exams --ignore-rule ") for one in again)


def test_every_rule_has_words_for_what_mends_it() -> None:
    from usceplan.eligibility import RULES  # noqa: PLC0415

    assert MENDS.keys() == RULES.keys()


def texts_of(asked: Situation) -> Iterator[str]:
    asked = replace(asked, catalogue=few_programs())
    for one in all_changes(asked, posed(asked).assessments.values()):
        yield f"{one.text}: {one.note}" if one.note else one.text


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "$1,000 more to spend"),
        ({"budget": 800}, "$1,000 less to spend: The budget is less than that."),
        ({"budget": 999_800}, "$500 more to spend: A budget is at most $1,000,000."),
        ({}, "All exams passed that programs ask for"),
        ({"exams": ()}, "USMLE Step 2 CK passed, from today on"),
        ({"exams": ()}, "The ECFMG certificate in hand, from today on"),
        ({"exams": ()}, "OET passed, from today on"),
        ({}, "Coming 1 month later, from 2026-12-22"),
        ({"available_from": date(2027, 3, 31)}, "Coming 1 month earlier, from 2027-02-28"),
        (
            {"available_to": date(2027, 1, 5)},
            "Coming 2 months later, from 2027-01-22: You can stay until 2027-01-05 only.",
        ),
        ({"available_to": date(2027, 3, 31)}, "Staying 1 month longer, until 2027-04-30"),
        (
            {"available_from": date(2027, 3, 15), "available_to": date(2027, 4, 10)},
            "Staying 1 month less, until 2027-03-10: You come on 2027-03-15 only.",
        ),
        ({"months": (3, 4)}, "Also free in May"),
        ({"months": (3, 4)}, "Not free in March"),
        ({"months": (3,)}, "Not free in March: It is the only month in which you can come."),
        ({}, "F-1 visa instead of B-1/B-2 visitor visa"),
        ({}, "The 2029 Match, one year later"),
        ({"match_year": 2034}, "The 2035 Match, one year later: 2035 is too far ahead."),
    ],
)
def test_words(changes: dict[str, Any], expected: str) -> None:
    assert expected in set(texts_of(situation(**changes)))


@given(st.sets(st.integers(1, 12), min_size=1, max_size=11))
def test_the_ends_of_months_are_at_the_longest_time_away(months: set[int]) -> None:
    first, last = ends_of(sorted(months))
    assert {first, last} <= months

    def gap_after(month: int) -> int:
        return next(step for step in range(1, 13) if (month - 1 + step) % 12 + 1 in months)

    assert gap_after(last) == max(map(gap_after, months))
    assert (last - 1 + gap_after(last)) % 12 + 1 == first


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ((3, 4, 5), (3, 5)),
        ((11, 12, 1, 2), (11, 2)),
        ((7,), (7, 7)),
        (tuple(range(1, 13)), (1, 12)),
        ((1, 12), (12, 1)),
        ((3, 4, 8, 9), (3, 9)),
    ],
)
def test_ends_of_months(months: tuple[int, ...], expected: tuple[int, int]) -> None:
    assert ends_of(months) == expected


# The order


def result(name: str, kind: str, gained: float | None, spent: int | None, **changes: Any) -> WhatIfChange:
    plain: dict[str, Any] = {
        "id": name,
        "kind": kind,
        "text": name,
        "flags": None,
        "outcome": "changed",
        "note": None,
        "strength": 50 + (gained or 0),
        "usd": 5000 + (spent or 0),
        "strength_change": gained,
        "usd_change": spent,
        "proven_optimal": True,
        "upper_bound": None,
        "rotations": ["b"],
        "enters": [ProgramName(id="b", name="B")],
        "leaves": [],
    }
    return WhatIfChange.model_validate({**plain, **changes})


IN_ORDER = [
    result("most strength", "rule", 5, 900),
    result("as much strength for more money", "option", 5, 901),
    result("less strength", "money", 4, -900),
    result("an option", "option", 1, 0),
    result("money", "money", 1, 0),
    result("an exam", "exam", 1, 0),
    result("dates", "dates", 1, 0),
    result("a visa", "visa", 1, 0),
    result("a Match", "match-year", 1, 0),
    result("a rule", "rule", 1, 0),
    result("cheaper", "rule", 0, -100),
    result("the same", "money", 0, 0, outcome="unchanged"),
    result("dearer", "option", 0, 100),
    result("weaker", "option", -1, -4000),
    result("no plan", "money", None, None, outcome="no-plan", strength=None, usd=None),
    result("no time", "option", None, None, outcome="not-computed", strength=None, usd=None),
    result("not possible", "option", None, None, outcome="not-possible", strength=None, usd=None),
]


@given(st.permutations(IN_ORDER))
def test_the_order_is_gain_then_cost_then_trouble(shuffled: list[WhatIfChange]) -> None:
    assert [one.id for one in in_order(shuffled)] == [one.id for one in IN_ORDER]


def test_without_a_plan_before_the_strongest_comes_first() -> None:
    weak = result("weak", "option", None, None, strength=20.0, usd=900)
    strong = result("strong", "rule", None, None, strength=30.0, usd=9000)
    assert [one.id for one in in_order([weak, strong])] == ["strong", "weak"]


# One program wanted


def placements() -> list[Program]:
    return [one for one in few_programs().programs if one.entry is EntryType.PLACEMENT]


def wants(options: Options) -> dict[str, dict[str, Any]]:
    """What is said of some programs when each is wanted."""
    return {one.id: run("whatif", options, "--want", one.id)["wanted"] for one in placements()[::8]}


@pytest.mark.parametrize("person", ["a graduate without exams", "a student with dates"])
def test_wanted_programs_are_in_the_plans_that_their_changes_make(person: str) -> None:
    options = PEOPLE[person]
    base = run("recommend", options)["plan"]
    outcomes = set()
    for program, found in wants(options).items():
        outcomes.add(found["outcome"])
        as_is = run("recommend", with_flags(options, f"--include {program}"))
        assert agrees(found["as_is"], as_is), program
        assert (as_is["plan"] is not None) == (found["outcome"] in ("in-plan", "possible"))
        assert (found["outcome"] == "in-plan") == (program in {one["program"] for one in base["rotations"]})
        for change in found["changes"]:
            assert program in change["rotations"]
        for change in found["changes"][:2]:
            assert agrees(change, run("recommend", with_flags(options, change["flags"]))), change
        if found["outcome"] == "with-a-change":
            ranks = [Trouble[one["kind"].replace("-", "_").upper()] for one in found["changes"]]
            assert ranks == sorted(ranks)
        if found["outcome"] in ("with-several", "none"):
            assert found["failing"], program
    assert {"in-plan", "possible", "with-a-change"} & outcomes
    assert "with-several" in outcomes


def test_the_budget_that_lets_a_program_in_is_the_least_one() -> None:
    open_to_all = run("recommend", GRADUATE)["plan"]["rotations"][0]["program"]
    found = run("whatif", PEOPLE["one without money"], "--want", open_to_all)["wanted"]
    first = found["changes"][0]
    assert (found["outcome"], first["kind"]) == ("with-a-change", "money")
    least = first["usd"]
    assert first["flags"] == f"--include {open_to_all} --budget {least}"
    short = with_flags(GRADUATE, f"--include {open_to_all} --budget {least - 1}")
    assert run("recommend", short)["plan"] is None


def test_limits_of_ones_own_are_the_first_to_give_way() -> None:
    options = PEOPLE["a graduate without exams"]
    base = run("recommend", options)["plan"]
    program = base["rotations"][0]["program"]
    found = run("whatif", {**options, "--exclude": (program,)}, "--want", program)["wanted"]
    first = found["changes"][0]
    assert (found["outcome"], first["kind"], first["flags"]) == ("with-a-change", "option", None)
    assert first["text"] == f"Without --exclude {program}"
    assert (first["strength"], first["usd"]) == (base["strength"], base["usd"])
    assert [one["rule"] for one in found["failing"]] == ["your-limits"]


# The command


def test_the_json_matches_its_schema() -> None:
    schema = json.loads(schema_text("whatif"))
    for more in ((), ("--want", placements()[0].id)):
        jsonschema.validate(run("whatif", PEOPLE["a student with dates"], *more), schema)


def test_the_same_question_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    printed = []
    for _ in range(2):
        run_command(["whatif", *spelled(PEOPLE["a student with dates"]), "--json"])
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]


@pytest.mark.parametrize("text", ["no-such-program", "ecfmg"])
def test_a_wanted_program_that_cannot_be_planned_is_bad_input(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = run_command(["whatif", *spelled(GRADUATE), "--want", text, "--json"])
    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    assert json.loads(printed.err)["error"]["message"].startswith("--want: ")


def test_without_time_nothing_is_said_that_was_not_computed() -> None:
    found = run("whatif", PEOPLE["a graduate without exams"], "--time-limit", "0")
    assert found["plan"] is None or not found["plan"]["proven_optimal"]
    assert {one["outcome"] for one in found["changes"]} <= {"not-computed", "not-possible"}
    wanted = run("whatif", GRADUATE, "--time-limit", "0", "--want", placements()[0].id)["wanted"]
    assert wanted["outcome"] == "not-computed"


def test_no_plan_and_no_change_that_makes_one_is_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    hopeless = {**GRADUATE, "--budget": ("0",), "--exclude": tuple(one.id for one in few_programs().programs)}
    assert run_command(["whatif", *spelled(hopeless)]) == 1
    assert "Nothing tried makes another plan." in capsys.readouterr().out


def test_a_time_that_runs_out_leaves_the_short_form_empty() -> None:
    asked = replace(situation(), catalogue=few_programs())
    problem = posed(asked)
    solution = solve(problem.instance)
    assert isinstance(solution, Solution)
    assert short_form(Solved(problem, solution), lambda: True) == []
    assert short_form(Solved(problem, replace(solution, proven_optimal=False))) == []
    assert [one.id for one in short_form(Solved(problem, solution))]


@pytest.mark.parametrize(("budget", "searches"), [(60_000, 1), (9000, 3)], ids=["more than it takes", "too little"])
def test_a_plan_that_less_money_pays_too_is_not_searched_for_again(
    monkeypatch: pytest.MonkeyPatch, budget: int, searches: int
) -> None:
    problem = posed(replace(situation(budget=budget), catalogue=few_programs()))
    base = Solved(problem, solve(problem.instance))
    asked: list[int] = []

    def counting(instance: Instance, **options: Any) -> Solution | NoPlan:
        asked.append(instance.limits.budget)
        return solve(instance, **options)

    monkeypatch.setattr("usceplan.whatif.solve", counting)
    found = short_form(base)
    assert (len(found), len(asked)) == (3, searches)
    for one in found:
        richer = situation(budget=budget + int(one.id.removeprefix("budget+")))
        alone = solve(posed(replace(richer, catalogue=few_programs())).instance)
        assert isinstance(alone, Solution)
        assert (one.usd, one.strength) == (alone.cost, alone.scores.total / 1000)


def test_what_was_found_before_the_time_ran_out_is_kept() -> None:
    asked = replace(situation(exams=()), catalogue=few_programs())
    problem = posed(asked)
    base = Solved(problem, solve(problem.instance))
    every = {one.id: one for one in what_if(base, Unlimited())}
    some = what_if(base, AfterSome(3))
    left = [one.id for one in some if one.outcome == "not-computed"]
    assert left
    assert all(one == every[one.id] for one in some if one.id not in left)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("want", [False, True], ids=["table", "want"])
def test_screens_fit(width: int, want: bool) -> None:
    more = ("--want", placements()[0].id) if want else ()
    report = WhatIfReport.model_validate(run("whatif", PEOPLE["a graduate without exams"], *more))
    lines = [line for section in whatif_sections(report, Sheet(width, marks_for("utf-8"))) for line in section]
    assert max(cell_len(line.plain) for line in lines) <= width


def test_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["whatif", *spelled(PEOPLE["a graduate without exams"])]) == 0
    shown = capsys.readouterr().out
    for text in ("As things are", "What would change it", "--budget 9500", "These change nothing", "Most useful: "):
        assert text in shown
    assert run_command(["recommend", *spelled(PEOPLE["a graduate without exams"])]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "$500 more to spend (--budget 9500)" in shown
    assert "usceplan whatif tries other dates" in shown
