"""What scripts may import: small, as documented, typed, cheap to import, and just what the commands print and say."""

import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

import usceplan
from command_line import environment, run_usceplan
from situations import catalogue
from usceplan import (
    NothingFoundError,
    Profile,
    Recommendation,
    Situation,
    UserError,
    budget,
    explain,
    outlook,
    recommend,
    situation,
    timeline,
    what_if,
)
from usceplan.cli.options import BY_NAME, OPTIONS

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "api.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
SCRIPT = "\n".join(re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL))
DAY = date(2026, 11, 22)
GRADUATE: Profile = {"specialty": "IM", "grad_year": 2023, "visa": "b1-b2", "budget": 9000, "max_rotations": 2}
PENNILESS: Profile = {**GRADUATE, "budget": 0}


def test_the_public_names_are_those_of_the_document() -> None:
    cells = re.findall(
        r"^\| (`.*?) \|", TEXT.partition("## What there is")[2].partition("\n## ")[0], flags=re.MULTILINE
    )
    named = {name for cell in cells for name in re.findall(r"`([A-Za-z_]+)", cell)}
    assert named == set(usceplan.__all__)
    assert set(usceplan.__all__) <= set(dir(usceplan))
    assert all(getattr(usceplan, name) is not None for name in usceplan.__all__)


def test_no_module_has_the_name_of_a_function() -> None:
    """Importing such a module would put it in the place of the function."""
    assert not {one.name for one in pkgutil.iter_modules(usceplan.__path__)} & set(usceplan.__all__)


def test_a_name_that_is_none_is_refused_as_in_any_module() -> None:
    with pytest.raises(AttributeError, match="module 'usceplan' has no attribute 'recomend'"):
        usceplan.recomend  # type: ignore[attr-defined]  # noqa: B018


def test_type_checkers_see_what_a_run_gets() -> None:
    source = Path(usceplan.__file__).read_text(encoding="utf-8")
    lines = re.findall(r"^    from (\S+) import (.+)$", source.partition("if TYPE_CHECKING:")[2], flags=re.MULTILINE)
    seen = {name: module for module, names in lines for name in names.split(", ") if module != "importlib"}
    assert {*seen, "__version__"} == set(usceplan.__all__)
    for name, module in seen.items():
        assert getattr(usceplan, name) is getattr(sys.modules[module], name)


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys; before = {*sys.modules}; import usceplan; print(*{*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["usceplan"]


def test_the_script_of_the_document_runs(capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(SCRIPT, str(DOCUMENT), "exec"), {})  # noqa: S102 (the document is ours)
    assert re.search(r"^2027-\d\d-\d\d \d+ weeks: .+ - apply by ", capsys.readouterr().out)


def test_the_script_of_the_document_is_typed(tmp_path: Path) -> None:
    wrong = 'situation(catalogue, today, specialty=3, grad_year=2023, visa="b1")\nusceplan.recomend\n'
    said = _mypy(tmp_path, f"import usceplan\n{SCRIPT}\nreveal_type(found)\n{wrong}")
    assert 'Revealed type is "usceplan.output.results.Recommendation"' in said
    assert re.findall(r"\[([a-z-]+)\]$", said, flags=re.MULTILINE) == ["call-arg", "arg-type", "attr-defined"]


def _mypy(folder: Path, script: str) -> str:
    """What mypy says of a script of somebody else's, by its own strict rules and not by those of this project."""
    (folder / "script.py").write_text(script, encoding="utf-8")
    options = ("--strict", "--config-file=", f"--cache-dir={folder / 'cache'}", "script.py")
    command = [sys.executable, "-m", "mypy", *options]
    place = Path(usceplan.__file__).parent.parent
    # mypy finds an installed package by itself, and refuses to be told of the folder that it is installed in
    variables = environment() if place.name == "site-packages" else environment(MYPYPATH=str(place))
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False).stdout


# The same as the commands

Call = Callable[[Situation], Any]
SAME: dict[str, tuple[str, dict[str, Any], Call]] = {
    "recommend": ("recommend", {}, recommend),
    "recommend, for no money": ("recommend --budget 0", {"budget": 0}, recommend),
    "recommend, a Match of one's own": ("recommend --match-year 2029", {"match_year": 2029}, recommend),
    "the budget of the plan": ("budget", {}, budget),
    "the budget of rotations": (
        "budget --rotation grady-medical-education-observership:4 --rotation brooklyn-usce:4:2027-06-07",
        {},
        lambda asked: budget(asked, ["grady-medical-education-observership:4", "brooklyn-usce:4:2027-06-07"]),
    ),
    "the timeline": ("timeline --visa-wait-weeks 30", {"visa_wait_weeks": 30}, timeline),
    "what changes would do": ("whatif", {}, what_if),
    "what would let a program in": (
        "whatif --want brooklyn-usce",
        {},
        lambda asked: what_if(asked, "brooklyn-usce"),
    ),
    "a program explained": (
        "explain namc-internal-medicine-observership --exam step1",
        {"exam": "step1"},
        lambda asked: explain(asked, "namc-internal-medicine-observership"),
    ),
    "the outlook": ("outlook peds", {}, lambda asked: outlook(asked, "peds")),
    "the outlook of all": ("outlook", {}, outlook),
    "many answers": (
        "timeline --specialty cardiology --status graduate --nationality Pakistan --free-housing Chicago --free-housing"
        " 'Houston, TX' --exam step1 --exam step2ck=2027-03-01 --held-weeks 6:limited --available-from 2027-03-01"
        " --months 3-11 --no-hands-on-only --not-state CA --weight letters=60 --refusal-rate 0.5 --include-application",
        {
            "specialty": ["IM", "cardiology"],
            "status": "graduate",
            "nationality": "Pakistan",
            "free_housing": ("Chicago", "Houston, TX"),
            "exam": ["step1", "step2ck=2027-03-01"],
            "held_weeks": "6:limited",
            "available_from": date(2027, 3, 1),
            "months": list(range(3, 12)),
            "hands_on_only": False,
            "not_state": "CA",
            "weight": "letters=60",
            "refusal_rate": 0.5,
            "include_application": True,
            "us_metro": None,
        },
        timeline,
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_a_result_is_byte_for_byte_what_the_command_prints(case: str) -> None:
    line, changes, call = SAME[case]
    told = "--specialty IM --grad-year 2023 --visa b1-b2 --budget 9000 --max-rotations 2".split()
    command, *options = _words(line)
    ran = run_usceplan(command, *told, *options, "--today", DAY.isoformat(), "--time-limit", "60", "--json")
    result = call(situation(catalogue(), DAY, **{**GRADUATE, **changes}))
    assert (ran.out, ran.err) == (result.model_dump_json(indent=2) + "\n", "")


def _words(line: str) -> list[str]:
    return [word.strip("'") for word in re.findall(r"'[^']*'|\S+", line)]


def test_a_result_is_read_back_from_its_json() -> None:
    found = recommend(situation(catalogue(), DAY, **GRADUATE), deadline=lambda: True)
    assert Recommendation.model_validate_json(found.model_dump_json()) == found


def test_names_of_the_data_files_stand_beside_codes_and_ids() -> None:
    told: Profile = {**GRADUATE, "specialty": "heme onc", "nationality": "IN", "free_housing": "Washington, DC"}
    found = recommend(situation(catalogue(), DAY, **told), deadline=lambda: True)
    asked = found.applicant
    assert (asked.specialties, asked.specialty_names) == (["hematology-oncology"], ["hematology and oncology"])
    assert (asked.nationality, asked.nationality_name) == ("IN", "India")
    assert (asked.free_housing, asked.free_housing_names) == (["washington_dc"], ["Washington, DC"])
    assert (asked.us_metro, asked.us_metro_name) == (None, None)
    names = catalogue().specialties.by_id
    assert found.plan is not None
    for one in found.plan.rotations:
        assert one.specialty_name.casefold() == names[one.specialty].name.casefold()


def test_a_search_can_be_ended() -> None:
    asked = situation(catalogue(), DAY, specialty="IM", grad_year=2023, visa="us-person", budget=90_000)
    plan = recommend(asked, deadline=lambda: True).plan
    assert plan is not None
    assert not plan.proven_optimal
    assert plan.strength < plan.upper_bound


def test_where_no_plan_is_possible_costs_and_dates_are_refused_and_say_why() -> None:
    asked = situation(catalogue(), DAY, **PENNILESS)
    found = recommend(asked)
    assert found.plan is None
    assert found.no_plan is not None
    for call in (budget, timeline):
        with pytest.raises(NothingFoundError) as raised:
            call(asked)
        assert (str(raised.value), raised.value.code) == (found.no_plan.reason, "no-plan")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda asked: what_if(asked, "no-such-program"), 'want: no program has the id "no-such-program"'),
        (lambda asked: explain(asked, "no-such-program"), 'program: no program has the id "no-such-program"'),
        (lambda asked: outlook(asked, "cardiolgy"), 'specialty: "cardiolgy" is not a specialty'),
        (lambda asked: what_if(asked, ""), "want: no program has the id"),
        (lambda asked: outlook(asked, ""), 'specialty: "" is not a specialty'),
    ],
    ids=["what_if", "explain", "outlook", "what_if, of nothing", "outlook, of nothing"],
)
def test_a_word_that_is_not_known_is_refused_under_the_name_of_the_argument(call: Call, message: str) -> None:
    with pytest.raises(UserError) as raised:
        call(situation(catalogue(), DAY, **GRADUATE))
    assert str(raised.value).startswith(message)
    assert raised.value.hint


def test_changes_that_were_not_tried_in_time_say_so() -> None:
    changes = what_if(situation(catalogue(), DAY, **GRADUATE), deadline=lambda: True).changes
    assert {one.outcome for one in changes} <= {"not-computed", "not-possible"}


# What is told


def test_everything_can_be_told_that_the_command_line_can() -> None:
    forms = get_type_hints(Profile)
    assert set(forms) == set(BY_NAME) - {"today"}
    for option in OPTIONS:
        if option.name != "today":
            parts = get_args(forms[option.name])
            is_several = any(get_origin(part) is not None for part in parts)
            assert (is_several, bool in parts) == (option.repeated, option.switch), option.name


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a graduation year": ({"grad_year": 23}, "--grad-year 23"),
    "a specialty": ({"specialty": "internl medicine"}, "--specialty 'internl medicine'"),
    "one of several": ({"exam": ["step1", "step4"]}, "--exam step1 --exam step4"),
    "several at once": ({"visa": "b9", "budget": "lots"}, "--visa b9 --budget lots"),
    "two dates": (
        {"available_from": date(2027, 3, 1), "available_to": date(2027, 2, 1)},
        "--available-from 2027-03-01 --available-to 2027-02-01",
    ),
    "a Match that is past": ({"match_year": 2026}, "--match-year 2026"),
    "a program": ({"include": "no-such-program"}, "--include no-such-program"),
}


@pytest.mark.parametrize("case", WRONG)
def test_mistakes_are_those_of_the_command_line_under_the_name_of_the_argument(case: str) -> None:
    changes, options = WRONG[case]
    told = "--specialty IM --grad-year 2023 --visa b1-b2 --budget 9000 --json".split()
    ran = run_usceplan("recommend", *told, "--today", DAY.isoformat(), *_words(options))
    error = json.loads(ran.err)["error"]
    with pytest.raises(UserError) as raised:
        situation(catalogue(), DAY, **{**GRADUATE, **changes})
    as_argument = re.sub(r"--([a-z-]+): ", lambda found: found[1].replace("-", "_") + ": ", error["message"])
    assert (raised.value.code, str(raised.value).replace("(available_from)", "(--available-from)")) == (
        error["code"],
        as_argument,
    )
    assert raised.value.hint == error["hint"]


NO_VALUES: dict[str, tuple[dict[str, Any], str, str]] = {
    "nothing": ({"specialty": " "}, "empty-value", "specialty: expected a value, got nothing"),
    "an empty text among others": ({"exam": ["step1", ""]}, "empty-value", "exam: expected a value, got nothing"),
    "not told": ({"visa": None, "budget": None}, "missing-answers", "not told: visa, budget"),
    "several for one": ({"visa": ["b1", "b2"]}, "bad-value", "visa: expected one value, got ['b1', 'b2']"),
    "a word for yes": ({"hands_on_only": "yes"}, "bad-value", "hands_on_only: expected True or False, got 'yes'"),
    "yes for a number": ({"grad_year": True}, "bad-graduation-year", "grad_year: expected a graduation year such as"),
    "a name that is none": (
        {"gradyear": 2023},
        "unknown-option",
        'expected the name of an option, got "gradyear"; did you mean "grad_year"?',
    ),
}


@pytest.mark.parametrize("case", NO_VALUES)
def test_values_that_are_none_are_refused(case: str) -> None:
    changes, code, message = NO_VALUES[case]
    with pytest.raises(UserError) as raised:
        situation(catalogue(), DAY, **{**GRADUATE, **changes})
    assert raised.value.code == code
    assert str(raised.value).startswith(message)
    assert raised.value.hint


@pytest.mark.parametrize("today", ["2026-11-22", datetime(2026, 11, 22), None], ids=str)  # noqa: DTZ001 (what is refused)
def test_the_day_is_a_day(today: Any) -> None:
    with pytest.raises(UserError, match=r"^today: expected a datetime\.date, got"):
        situation(catalogue(), today, **GRADUATE)
