"""How the program speaks: ``--ascii``, ``--quiet``, ``--verbose``, colors, and what a mistyped word gets."""

import json
import os
import re
import sys

import pytest

from command_line import CITY, GRADUATE, TODAY, process, run_usceplan, usceplan_with
from situations import catalogue
from usceplan.cli.manners import FLAGS

SHORT = ("recommend", *GRADUATE, "--time-limit", "0")
EVERY_COMMAND = (
    "start demo doctor recommend budget whatif timeline next match schema profile|init profile|show profile|edit"
    " profile|path profile|check".split()
)


@pytest.mark.parametrize("command", ["", *EVERY_COMMAND])
def test_every_command_takes_them(command: str) -> None:
    shown = run_usceplan(*command.split("|"), "--help") if command else run_usceplan("--help")
    assert set(re.findall(r"(?<![\w-])--?[a-z-]+", shown.out)) >= FLAGS


SCREENS = {
    "recommend": SHORT,
    "budget": CITY,
    "match": ("match", *TODAY),
    "demo": ("demo", "--time-limit", "0", *TODAY),
    "doctor": ("doctor",),
    "profile show": ("profile", "show", *TODAY),
}


@pytest.mark.parametrize("arguments", SCREENS.values(), ids=SCREENS)
def test_ascii_is_ascii_whatever_the_stream_could_carry(arguments: tuple[str, ...]) -> None:
    asked, by_variable = run_usceplan(*arguments, "--ascii"), usceplan_with({"USCEPLAN_ASCII": "1"}, *arguments)
    assert asked.out
    assert asked.out.isascii()
    assert by_variable.out.isascii()
    assert not run_usceplan(*arguments).out.isascii()


def test_it_may_stand_before_the_command() -> None:
    assert run_usceplan("--ascii", *CITY) == run_usceplan(*CITY, "--ascii")
    assert run_usceplan("--ascii").out == run_usceplan("--help").out
    assert "USCEPLAN_ASCII" not in os.environ


@pytest.mark.parametrize(
    "arguments", [("--no-color", *CITY), (*CITY, "--no-color"), ("catalog", "check", "--no-color")]
)
def test_the_flag_for_no_colors_is_understood_everywhere_and_beats_the_variable(arguments: tuple[str, ...]) -> None:
    assert "\x1b" not in usceplan_with({"FORCE_COLOR": "1"}, *arguments).out


NO = ("0", "false", "no", "OFF", "")


@pytest.mark.parametrize("word", NO)
def test_a_variable_may_say_no(word: str) -> None:
    assert usceplan_with({"USCEPLAN_ASCII": word}, *CITY) == run_usceplan(*CITY)


def test_a_variable_that_says_neither_yes_nor_no_is_refused() -> None:
    ran = usceplan_with({"USCEPLAN_QUIET": "very"}, *CITY)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith('error: USCEPLAN_QUIET: expected true or false, got "very"\n')


def test_a_message_is_ascii_too() -> None:
    ran = run_usceplan("recommend", *GRADUATE, "--budget", "€9000", "--ascii")
    assert (ran.code, ran.err.isascii()) == (2, True)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_a_stream_that_carries_little_gets_no_more(encoding: str) -> None:
    ran = process(*CITY, variables={"PYTHONIOENCODING": encoding})
    assert (ran.returncode, ran.stderr) == (0, "")
    wrong = process("match", "--tody", "Σ", variables={"PYTHONIOENCODING": encoding})
    assert wrong.returncode == 2
    assert "Did you mean --today?" in wrong.stderr


def test_an_error_object_is_json_on_a_stream_that_carries_little() -> None:
    variables = {"PYTHONIOENCODING": "ascii:backslashreplace"}
    ran = process("recommend", *GRADUATE, "--status", "Égalité", "--json", variables=variables)
    assert 'got "Égalité"' in json.loads(ran.stderr)["error"]["message"]


@pytest.mark.parametrize("arguments", [("match",), ("programs", "list"), ("outlook",), CITY], ids=" ".join)
def test_verbose_says_with_every_command_which_data_are_read(arguments: tuple[str, ...]) -> None:
    ran = run_usceplan(*arguments, "-v")
    assert f"({catalogue().digest}), no file of your own, cache " in ran.err


def test_verbose_says_what_is_read_and_changes_no_result() -> None:
    ran, plain = run_usceplan(*SHORT, "--verbose", "--json"), run_usceplan(*SHORT, "--json")
    assert json.loads(ran.out)["applicant"] == json.loads(plain.out)["applicant"]
    assert plain.err == ""
    lines = ran.err.splitlines()
    assert lines[0] == "usceplan: no profile file"
    assert "usceplan: today 2026-11-22" in lines
    assert any(line.startswith("usceplan: data ") and catalogue().digest in line for line in lines)
    assert "usceplan: grad_year 2023 by --grad-year" in lines


if sys.platform != "win32":
    from terminal_session import session

    @pytest.mark.parametrize("quiet", [True, False])
    def test_quiet_shows_no_progress(quiet: bool) -> None:
        with session("whatif", *GRADUATE, "--time-limit", "2", *(["--quiet"] if quiet else [])) as terminal:
            assert terminal.exit_code() in (0, 1)
        assert ("Searching:" in terminal.shown) == (not quiet)

    def test_a_terminal_that_cannot_go_back_on_a_line_shows_no_progress() -> None:
        with session("whatif", *GRADUATE, "--time-limit", "2", variables={"TERM": "dumb"}) as terminal:
            assert terminal.exit_code() in (0, 1)
        assert "Searching:" not in terminal.shown

    COLORS: dict[str, tuple[dict[str, str], bool]] = {
        "a terminal": ({}, True),
        "TERM=dumb": ({"TERM": "dumb"}, False),
        "NO_COLOR": ({"NO_COLOR": "1"}, False),
        "NO_COLOR before FORCE_COLOR": ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        "FORCE_COLOR on a dumb terminal": ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    }

    @pytest.mark.parametrize(("variables", "colored"), COLORS.values(), ids=COLORS)
    @pytest.mark.parametrize("command", ["start", "match"])
    def test_colors_follow_the_variables(command: str, variables: dict[str, str], colored: bool) -> None:
        with session(command, *TODAY, variables={"NO_COLOR": "", **variables}) as terminal:
            if command == "start":
                terminal.answer("What would you like to do?", "q")
            assert terminal.exit_code() == 0
        assert ("\x1b[" in terminal.shown) == colored

    def test_no_color_reaches_the_dialogue() -> None:
        with session("start", "--no-color", *TODAY, variables={"NO_COLOR": ""}) as terminal:
            terminal.answer("What would you like to do?", "q")
            assert terminal.exit_code() == 0
        assert "\x1b" not in terminal.shown


def test_forced_colors_reach_a_pipe() -> None:
    assert "\x1b[" in usceplan_with({"FORCE_COLOR": "1"}, *CITY).out
    assert "\x1b" not in usceplan_with({"FORCE_COLOR": "1"}, *CITY, "--no-color").out


MISTYPED = {
    "a command": ("recomend", "Did you mean 'recommend'?", "usceplan --help"),
    "a command of a group": ("profile shwo", "Did you mean 'show'?", "usceplan profile --help"),
    "an option": ("recommend --specialy IM", "Did you mean --specialty?", "usceplan recommend --help"),
    "an option of a group's command": ("profile show --budgt 9", "Did you mean --budget?", "profile show --help"),
    "an option that every command takes": ("match --asci", "Did you mean --ascii", "usceplan match --help"),
    "an option like no other": ("match --xyzzyx", "No such option: --xyzzyx", "usceplan match --help"),
    "an option before its command": ("--budget 9k", "Options come after the command: usceplan recommend --budget", ""),
}


@pytest.mark.parametrize(("arguments", "meant", "help_line"), MISTYPED.values(), ids=MISTYPED)
def test_what_was_probably_meant_is_said(arguments: str, meant: str, help_line: str) -> None:
    ran = run_usceplan(*arguments.split())
    assert (ran.code, ran.out) == (2, "")
    assert meant in ran.err
    assert help_line in ran.err


@pytest.mark.parametrize("arguments", ["rec", "prof show", "recommend --spec IM", "match --quie"])
def test_nothing_is_abbreviated(arguments: str) -> None:
    ran = run_usceplan(*arguments.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: No such ")


ELSEWHERE = (
    {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
    {"TZ": "Pacific/Pago_Pago", "LC_ALL": "C"},
)


@pytest.mark.parametrize("variables", ELSEWHERE, ids=lambda one: one["TZ"])
def test_the_time_zone_and_the_locale_change_nothing(variables: dict[str, str]) -> None:
    assert process(*CITY, "--json", variables=variables).stdout == run_usceplan(*CITY, "--json").out
