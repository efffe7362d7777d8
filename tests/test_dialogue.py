"""The five questions: what is asked, what is understood, and how one leaves."""

import io
import json
import sys
from pathlib import Path
from unittest import mock

import pytest
from rich.console import Console

from command_line import TODAY, run_usceplan
from situations import TODAY as THE_DAY
from situations import catalogue
from usceplan.cli.dialogue import ask_missing
from usceplan.cli.questions import questions
from usceplan.told import Answer

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from terminal_session import session

ASKED = questions(catalogue(), THE_DAY, 2028)
WHY = "A 4-week rotation that starts on 2026-11-23 ends in time."


def asked(typed: str, **told: str) -> tuple[dict[str, str], str]:
    """What is known in the end, and what was shown, when somebody types these lines."""
    shown = io.StringIO()
    answers = {name: Answer((text,), f"--{name}") for name, text in told.items()}
    with mock.patch("sys.stdin", io.StringIO(typed)), mock.patch("sys.stdout", io.StringIO()) as out:
        found = ask_missing(answers, ASKED, Console(file=shown, width=100), WHY)
        assert not out.getvalue()
    return {name: answer.text for name, answer in found.items()}, shown.getvalue()


def test_enter_takes_the_default_of_every_question() -> None:
    answers, shown = asked("\n" * 5)
    assert answers == {
        "specialty": "internal medicine",
        "grad_year": "2026",
        "visa": "B1/B2",
        "budget": str(catalogue().guidance.planning.budget_question_usd.value),
        "match_year": "next",
    }
    assert all(f"[{text}] > " in shown for text in answers.values())
    assert shown.index(WHY) < shown.index("Which Match")


def test_every_question_has_an_example() -> None:
    _, shown = asked("\n" * 5)
    assert shown.count("(for example: ") == len(ASKED) == 5


def test_only_what_is_not_told_is_asked() -> None:
    answers, shown = asked("\n\n", specialty="peds", visa="j1", budget="0")
    assert (answers["specialty"], answers["visa"], answers["budget"]) == ("peds", "j1", "0")
    assert shown.count("(for example: ") == 2
    assert "graduate from medical school?" in shown
    assert "Which Match" in shown


def test_nothing_is_shown_where_all_is_told() -> None:
    told = {"specialty": "IM", "grad_year": "2023", "visa": "b1", "budget": "9k", "match_year": "2028"}
    assert asked("", **told) == (told, "")


UNDERSTOOD = {
    "IM": ("specialty", "Internal medicine"),
    "internal med": ("specialty", "Internal medicine"),
    "Peds": ("specialty", "Pediatrics"),
    "2019": ("grad_year", "2019"),
    "2034": ("grad_year", "2034"),
    "b-1": ("visa", "B-1 visitor visa"),
    "B1/B2": ("visa", "B-1/B-2 visitor visa"),
    "tourist": ("visa", "B-1/B-2 visitor visa"),
    "green card": ("visa", "U.S. citizen or permanent resident"),
    "none": ("visa", "No visa yet: the plan counts on a B-1/B-2 visitor visa."),
    "9k": ("budget", "$9,000"),
    "$9,000": ("budget", "$9,000"),
    "0": ("budget", "$0"),
    "next": ("match_year", "2028"),
    "2029": ("match_year", "2029"),
    "2027": ("match_year", "2027, which is late for a letter of a new 4-week rotation. The 2027 Match has been out of"),
}
TOLD = {"specialty": "IM", "grad_year": "2023", "visa": "b1", "budget": "9k", "match_year": "next"}


@pytest.mark.parametrize(("typed", "expected"), UNDERSTOOD.items(), ids=UNDERSTOOD)
def test_what_people_type_is_understood_and_shown(typed: str, expected: tuple[str, str]) -> None:
    name, meaning = expected
    answers, shown = asked(f"  {typed} \n", **{key: text for key, text in TOLD.items() if key != name})
    assert answers[name] == typed
    assert meaning in " ".join(shown.split())


NOT_UNDERSTOOD = {
    "internal medcine": ("specialty", '"internal-medicine"?'),
    "any": ("specialty", "one specialty, not at any"),
    "23": ("grad_year", "Write all four digits"),
    "1900": ("grad_year", "from 1960 to 2034"),
    "turist": ("visa", 'Did you mean "tourist"?'),
    "h5": ("visa", "is not a visa or status known here"),
    "9.000": ("budget", "can be read in two ways"),
    "€9000": ("budget", "convert other currencies first"),
    "-5": ("budget", "cannot be negative"),
    "2025": ("match_year", "from 2026 to 2034"),
    "2026": ("match_year", "the 2026 Match was on 2026-03-20. Write next for 2028."),
    "[bold]": ("match_year", '"[bold]"'),
}


@pytest.mark.parametrize(("typed", "expected"), NOT_UNDERSTOOD.items(), ids=NOT_UNDERSTOOD)
def test_a_wrong_answer_is_asked_again_with_the_reason(typed: str, expected: tuple[str, str]) -> None:
    name, reason = expected
    answers, shown = asked(f"{typed}\n\n", **{key: text for key, text in TOLD.items() if key != name})
    question = next(one for one in ASKED if one.name == name)
    assert answers[name] == question.default
    assert shown.count(question.text) == 2
    assert reason in " ".join(shown.split())


def test_the_end_of_the_input_ends_the_questions() -> None:
    with pytest.raises(EOFError):
        asked("IM\n2023\n")


# In a terminal


@pytest.mark.parametrize("mistake", ["--visa b9", "--housing castle"])
@pytest.mark.parametrize("command", ["recommend", "profile init --profile new"])
def test_a_mistake_in_what_was_told_is_said_before_anything_is_asked(command: str, mistake: str) -> None:
    with session(*command.split(), *mistake.split(), *TODAY) as terminal:
        terminal.wait_for(f"error: {mistake.split(maxsplit=1)[0]}: ")
        assert terminal.exit_code() == 2
    assert "Which specialty" not in terminal.shown


def test_five_answers_make_a_plan(tmp_path: Path) -> None:
    with (tmp_path / "plan.json").open("wb") as out, session("recommend", "--json", *TODAY, out=out) as terminal:
        terminal.answer("Which specialty", "internal medcine")
        terminal.wait_for('"internal-medicine"?')
        terminal.answer("Which specialty", "IM")
        terminal.wait_for("Internal medicine\n")
        terminal.answer("In which year", "23")
        terminal.wait_for("Write all four digits")
        terminal.answer("In which year", "2023")
        terminal.answer("Which visa", "green card")
        terminal.wait_for("U.S. citizen or permanent resident")
        terminal.answer("How much", "9k")
        terminal.wait_for("$9,000")
        terminal.wait_for("2026-11-23")  # why the next Match is that of 2028
        terminal.answer("Which Match", "next")
        assert terminal.exit_code() == 0
    plan = json.loads((tmp_path / "plan.json").read_bytes())  # nothing else came to standard output
    told = plan["applicant"]
    assert (told["specialties"], told["graduation_year"], told["visas"]) == (["internal-medicine"], 2023, ["us-person"])
    assert (told["budget"], told["match_year"]) == (9000, 2028)
    assert '"schema"' not in terminal.shown


def test_ctrl_d_ends_the_questions_with_what_to_do_instead() -> None:
    with session("recommend", *TODAY) as terminal:
        terminal.answer("Which specialty", "IM")
        terminal.wait_for("In which year")
        terminal.wait_for("] > ")
        terminal.type("\x04")
        assert terminal.exit_code() == 2
    assert "error: the input ended before all questions were answered" in terminal.shown
    assert "hint: Use the options instead" in terminal.shown
    assert "Traceback" not in terminal.shown


def test_ctrl_c_ends_the_questions_at_once() -> None:
    with session("budget", *TODAY) as terminal:
        terminal.wait_for("Which specialty")
        terminal.wait_for("] > ")
        terminal.wait_until_it_reads()
        terminal.type("\x03")
        assert terminal.exit_code() == 130
    assert "> ^C" in terminal.shown
    assert terminal.shown.endswith("\n"), "the shell's prompt begins a line of its own"
    assert not {"Traceback", "error:"} & set(terminal.shown.split())


def test_nothing_is_asked_with_no_input() -> None:
    with session("recommend", "--no-input", "--visa", "b1", *TODAY) as terminal:
        assert terminal.exit_code() == 2
    assert "not told: --specialty NAME, --grad-year YEAR, --budget USD" in " ".join(terminal.shown.split())
    assert "Which specialty" not in terminal.shown


def test_nothing_is_asked_without_a_terminal() -> None:
    ran = run_usceplan("recommend", *TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert "Which specialty" not in ran.err
