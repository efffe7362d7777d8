"""The first run: what ``usceplan`` alone shows, how the dialogue goes back, and the command line that repeats it."""

import io
import json
import shlex
import sys
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from command_line import TODAY, run_usceplan
from situations import TODAY as THE_DAY
from situations import catalogue
from usceplan.cli.answers import collect
from usceplan.cli.command_words import option_words, said_plainly, shell_line
from usceplan.cli.dialogue import ask_missing, review
from usceplan.cli.first_run import MENU
from usceplan.cli.options import BY_NAME, OPTIONS
from usceplan.cli.questions import Question, questions
from usceplan.told import Answer, Answers

ASKED = questions(catalogue(), THE_DAY, 2028)
WHY = "It is the next one."
ALL = {"specialty": "IM", "grad_year": "2023", "visa": "b1", "budget": "9k", "match_year": "next"}


def console(shown: io.StringIO) -> Console:
    return Console(file=shown, width=100)


def dialogue(typed: str) -> tuple[dict[str, str], str]:
    shown = io.StringIO()
    with mock.patch("sys.stdin", io.StringIO(typed)), mock.patch("sys.stdout", io.StringIO()):
        found = ask_missing({}, ASKED, console(shown), WHY)
    return {name: answer.text for name, answer in found.items()}, shown.getvalue()


def reviewed(typed: str) -> tuple[dict[str, str], str]:
    shown = io.StringIO()
    told = {name: Answer((text,), f"--{name}") for name, text in ALL.items()}
    with mock.patch("sys.stdin", io.StringIO(typed)), mock.patch("sys.stdout", io.StringIO()):
        found = review(ASKED, told, console(shown), WHY)
    return {name: answer.text for name, answer in found.items()}, shown.getvalue()


# Back, an explanation, a review

BACK = {
    "once": ("IM\nback\nFM\n2023\nb1\n9k\nnext\n", {"specialty": "FM"}),
    "twice in a row": ("IM\n2023\nback\nBACK\npeds\n2021\nb1\n9k\nnext\n", {"specialty": "peds", "grad_year": "2021"}),
    "to an answer that Enter then keeps": ("IM\n2023\nback\n\nb1\n9k\nnext\n", {"grad_year": "2023"}),
    "from the last question": ("IM\n2023\nb1\n9k\nback\n12k\nnext\n", {"budget": "12k"}),
    "at the first question, where there is nothing before": ("back\nIM\n2023\nb1\n9k\nnext\n", {"specialty": "IM"}),
}


@pytest.mark.parametrize(("typed", "changed"), BACK.values(), ids=BACK)
def test_back_returns_to_the_question_before(typed: str, changed: dict[str, str]) -> None:
    answers, shown = dialogue(typed)
    assert answers == {**ALL, **changed}
    assert ("There is no way back from here" in shown) == typed.startswith("back")


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.name)
def test_a_question_mark_explains_and_asks_again(question: Question) -> None:
    number = ASKED.index(question)
    lines = list(ALL.values())
    answers, shown = dialogue("\n".join([*lines[:number], "?", *lines[number:]]) + "\n")
    assert answers == ALL
    assert ASKED[number].explanation in " ".join(shown.split())
    assert shown.count(ASKED[number].text) == 2


def test_several_specialties_can_be_typed() -> None:
    with mock.patch("sys.stdin", io.StringIO("IM, FM\n2023\nb1\n9k\nnext\n")), mock.patch("sys.stdout", io.StringIO()):
        found = ask_missing({}, ASKED, console(io.StringIO()), WHY)
    assert found["specialty"].texts == ("IM", "FM")


REVIEWS: dict[str, tuple[str, dict[str, str]]] = {
    "all is right": ("\n", {}),
    "a number changes that answer": ("4\n12k\n\n", {"budget": "12k"}),
    "two changes": ("4\n12k\n1\npeds\n\n", {"budget": "12k", "specialty": "peds"}),
    "back changes the last one": ("back\n2029\n\n", {"match_year": "2029"}),
    "a number that is none of them": ("9\n\n", {}),
    "a word": ("yes\n\n", {}),
    "Enter keeps the answer that is looked at again": ("2\n\n\n", {}),
}


@pytest.mark.parametrize(("typed", "changed"), REVIEWS.values(), ids=REVIEWS)
def test_what_was_understood_is_shown_and_can_be_changed(typed: str, changed: dict[str, str]) -> None:
    answers, shown = reviewed(typed)
    assert answers == {**ALL, **changed}
    first = shown.partition("Enter if")[0]
    assert [line.split()[0] for line in first.splitlines()[1:]] == ["1", "2", "3", "4", "5"]
    assert "B-1 visitor visa" in first
    assert "$9,000" in first


def test_what_was_understood_is_explained_and_fits_a_narrow_screen() -> None:
    shown = io.StringIO()
    told = {name: Answer((text,), f"--{name}") for name, text in {**ALL, "visa": "none"}.items()}
    with mock.patch("sys.stdin", io.StringIO("?\n\n")), mock.patch("sys.stdout", io.StringIO()):
        review(ASKED, told, Console(file=shown, width=50), WHY)
    first, _, second = shown.getvalue().partition("[all is right] > ")
    assert "Your answers, in the words of the program." in second
    rows = first.partition("Enter if")[0].splitlines()[1:]
    assert [number for row in rows if (number := row[:3].strip())] == ["1", "2", "3", "4", "5"]
    assert all(row.startswith(" " * 22) for row in rows if not row[:3].strip()), "it goes on below its beginning"
    assert len(rows) > len(ASKED)


def test_the_first_question_tells_every_specialty_that_one_can_begin_in() -> None:
    explained = " ".join(dialogue("?\n" + "\n" * 5)[1].split())
    for one in catalogue().specialties.specialties:
        assert (f"{one.name}," in explained or f"{one.name}." in explained) == one.residency, one.name


# The command line that repeats the run


def answers(**texts: tuple[str, ...]) -> Answers:
    return {name: Answer(values, "x") for name, values in texts.items()}


def test_plain_words_mean_the_same_on_any_day() -> None:
    told = answers(
        specialty=("internal med", "peds"),
        grad_year=("2023",),
        visa=("tourist",),
        budget=("$9,000",),
        match_year=("next",),
    )
    line = shell_line(option_words(said_plainly(told, ASKED)), windows=False)
    assert line == (
        "--specialty internal-medicine --specialty pediatrics --grad-year 2023 --visa b1-b2 --budget 9000"
        " --match-year 2028"
    )


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1))
def test_a_posix_shell_gives_back_the_words(words: list[str]) -> None:
    assert shlex.split(shell_line(words, windows=False)) == words


@given(
    st.dictionaries(
        st.sampled_from([option.name for option in OPTIONS if not option.switch and not option.repeated]),
        WORDS.filter(lambda text: text == text.strip()),
    )
)
def test_the_options_written_out_tell_the_same(told: dict[str, str]) -> None:
    words = option_words({name: Answer((text,), "x") for name, text in told.items()})
    pairs: dict[str, str] = {}
    while words:
        flag, sign, text = words.pop(0).partition("=")
        pairs[flag] = text if sign else words.pop(0)
    assert pairs == {BY_NAME[name].flag: text for name, text in told.items()}
    again = collect({name: pairs[BY_NAME[name].flag] for name in told}, {}, None)
    assert {name: answer.text for name, answer in again.items()} == told


SWITCHES = {"true": "--hands-on-only", "false": "--no-hands-on-only"}


@pytest.mark.parametrize(("text", "word"), SWITCHES.items())
def test_a_switch_is_written_on_or_off(text: str, word: str) -> None:
    assert option_words(answers(hands_on_only=(text,))) == [word]


ON_WINDOWS = {
    "plain": ("b1-b2", "b1-b2"),
    "a space": ("green card", '"green card"'),
    "a comma, of which PowerShell makes a list": ("Chicago,IL", '"Chicago,IL"'),
    "a dollar sign, which PowerShell reads in double quotes": ("$9,000", "'$9,000'"),
    "an apostrophe": ("Cote d'Ivoire", '"Cote d\'Ivoire"'),
    "an ampersand, which ends a command of cmd": ("a&b", '"a&b"'),
    "a quotation mark": ('a"b', '"a\\"b"'),
    "nothing": ("", '""'),
}


@pytest.mark.parametrize(("word", "quoted"), ON_WINDOWS.values(), ids=ON_WINDOWS)
def test_a_word_on_windows(word: str, quoted: str) -> None:
    assert shell_line([word], windows=True) == quoted


# Through the whole program


def test_usceplan_alone_without_a_terminal_helps_as_before() -> None:
    assert run_usceplan().out == run_usceplan("--help").out
    ran = run_usceplan("start")
    assert (ran.code, ran.out) == (2, "")
    assert "no terminal to ask on" in ran.err
    assert "usceplan demo" in ran.err


if sys.platform != "win32":
    from terminal_session import session

    FIVE = {
        "Which specialty": "IM",
        "In which year": "2023",
        "Which visa": "tourist",
        "How much": "9k",
        "Which Match": "next",
    }

    @pytest.mark.parametrize("keep", [True, False], ids=["kept", "not kept"])
    def test_the_first_run_greets_asks_keeps_plans_and_says_how_to_repeat_it(keep: bool, tmp_path: Path) -> None:
        with session("start", *TODAY, "--time-limit", "2", variables={"XDG_CONFIG_HOME": str(tmp_path)}) as terminal:
            terminal.wait_for("usceplan plans your U.S. clinical experience")
            terminal.wait_for("1  Make my plan")
            terminal.wait_for("2  See the plans of three made-up applicants")
            terminal.answer("3  See all commands", "3")
            terminal.wait_for("Usage: usceplan")
            terminal.answer("What would you like to do?", "")
            for question, text in FIVE.items():
                terminal.answer(question, text)
            terminal.answer("This is what I understood", "")
            terminal.answer("Keep your answers", "nope")
            terminal.wait_for("Write yes or no; ? explains.")
            terminal.answer("Only you can read it.", "?")
            terminal.wait_for("yes writes your answers into this file")
            terminal.answer("Only you can read it.", "" if keep else "no")
            terminal.wait_for("In short")
            terminal.wait_for("The same plan again, without questions:\n  ")
            assert terminal.exit_code() == 0
        line = terminal.shown.partition("without questions:\n  ")[2].splitlines()[0]
        assert line == (
            "usceplan recommend --specialty internal-medicine --grad-year 2023 --visa b1-b2 --budget 9000"
            " --match-year 2028 --today 2026-11-22"
        )
        again = run_usceplan(*shlex.split(line)[1:], "--time-limit", "0", "--json")
        assert json.loads(again.out)["applicant"]["budget"] == 9000
        file = tmp_path / "usceplan" / "profile.yaml"
        assert file.exists() == keep
        if keep:
            assert file.stat().st_mode & 0o777 == 0o600
            assert "\nbudget: 9000\n" in file.read_text()
            assert "today" not in file.read_text()

    def test_a_profile_that_is_there_is_used_and_nothing_is_asked_twice(tmp_path: Path) -> None:
        file = tmp_path / "usceplan" / "profile.yaml"
        file.parent.mkdir()
        file.write_text("specialty: IM\ngrad_year: 2023\nvisa: b1-b2\nbudget: 9000\n")
        with session("start", *TODAY, "--time-limit", "1", variables={"XDG_CONFIG_HOME": str(tmp_path)}) as terminal:
            terminal.answer("What would you like to do?", "1")
            terminal.answer("Which Match", "")
            terminal.answer("This is what I understood", "4")
            terminal.answer("How much", "8k")
            terminal.answer("This is what I understood", "")
            terminal.answer("Change your profile", "yes")
            assert terminal.exit_code() == 0
        assert "Which specialty" not in terminal.shown
        assert "budget: 8000" in file.read_text()
        assert "budget: 9000" in (tmp_path / "usceplan" / "profile.yaml.1.bak").read_text()

    def test_one_can_leave_at_once() -> None:
        with session() as terminal:
            terminal.answer("What would you like to do?", "x")
            terminal.wait_for("Write one of 1, 2, 3, or q.")
            terminal.answer("What would you like to do?", "q")
            assert terminal.exit_code() == 0
        assert "Traceback" not in terminal.shown

    @pytest.mark.parametrize("columns", [40, 80])
    def test_a_question_mark_explains_the_choices_of_the_first_menu(columns: int) -> None:
        with session(columns=columns) as terminal:
            terminal.answer("What would you like to do?", "?")
            terminal.answer("What would you like to do?", "q")
            assert terminal.exit_code() == 0
        explained = terminal.shown.split("What would you like to do?")[1].partition("> ?")[2]
        for key, choice in MENU.items():
            assert f"{key} {choice.text} {choice.explanation}" in " ".join(explained.split())
        assert max(map(len, explained.splitlines())) <= columns

    def test_ctrl_d_leaves_the_first_menu_as_q_does() -> None:
        with session() as terminal:
            terminal.wait_for("] > ")
            terminal.wait_until_it_reads()
            terminal.type("\x04")
            assert terminal.exit_code() == 0
        assert "error" not in terminal.shown

    def test_ctrl_c_leaves_the_first_menu() -> None:
        with session() as terminal:
            terminal.wait_for("] > ")
            terminal.wait_until_it_reads()
            terminal.type("\x03")
            assert terminal.exit_code() == 130

    def test_a_folder_that_cannot_be_made_does_not_stop_the_plan(tmp_path: Path) -> None:
        blocked = tmp_path / "file"
        blocked.touch()
        with session("start", *TODAY, "--time-limit", "1", variables={"XDG_CONFIG_HOME": str(blocked)}) as terminal:
            terminal.answer("What would you like to do?", "1")
            for question, text in FIVE.items():
                terminal.answer(question, text)
            terminal.answer("This is what I understood", "")
            terminal.answer("Keep your answers", "")
            terminal.wait_for("cannot make the folder")
            terminal.wait_for("In short")
            assert terminal.exit_code() == 0
