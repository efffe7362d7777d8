"""What is true of every command: its help, its options, its exit codes, and how its output arrives."""

import io
import json
import os
import re
import shlex
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, TextIO
from unittest import mock

import pytest

from command_line import Ran, process, run_usceplan
from every_command import ASKING, RUNS, every_command, files, run_of, single_commands
from usceplan.cli.manners import FLAGS

COMMANDS = tuple(every_command())
PRINTING = tuple(RUNS)
WITHOUT_JSON = {
    **dict.fromkeys(ASKING, "a talk with a person"),
    "report": "a page for people; recommend, timeline and budget have its content as JSON",
    "schema": "JSON itself",
    "catalog schema": "JSON itself",
    "completion": "a script",
}
"""The commands that print no JSON, and why."""

SEVERAL_MEANINGS = {
    "--city": "where one lives for so many weeks; or where programs are",
    "--kind": "a limit of the plan; or a filter of the list, repeated",
    "--profile": "a profile that is read; or one that is made and kept, which no pipe can be",
    "--specialty": "what somebody will apply to; or a filter of the list",
    "--state": "a limit of the plan; or a filter of the list",
    "--status": "how far somebody has come; or whether programs take applications",
    "--visa": "what somebody has; or a filter of the list",
    "--weeks": "in a city; offered by programs; compared",
    "--why": "what there is to know more of differs by command",
}
"""The options that mean different things in different commands, which their help says."""


@pytest.fixture(autouse=True)
def _in_a_folder_with_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in files().items():
        (tmp_path / name).write_text(text)


def options_of(command: Any) -> Iterator[Any]:
    return (one for one in command.params if one.param_type_name == "option")


# Names and help


def test_every_command_is_looked_at() -> None:
    assert set(PRINTING) | ASKING == set(single_commands())


def test_the_same_option_has_the_same_name_value_and_help_everywhere() -> None:
    meanings: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for command in every_command().values():
        for option in options_of(command):
            for flag in option.opts:
                meanings[flag].add((tuple(option.opts), option.metavar, option.is_flag, option.help))
    assert {flag for flag, found in meanings.items() if len(found) > 1} == set(SEVERAL_MEANINGS)
    for flag in SEVERAL_MEANINGS:
        assert len({one[:1] + one[2:3] for one in meanings[flag]}) == 1, f"{flag} has several forms"
        assert len({one[3] for one in meanings[flag]}) == len(meanings[flag]), f"{flag} has one help for two meanings"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_says_what_it_does(path: str) -> None:
    for option in options_of(every_command()[path]):
        assert re.fullmatch(r"\S.*[.a-z]", option.help or "", re.DOTALL), option.opts
        assert all(re.fullmatch(r"--[a-z]+(-[a-z]+)*|-[a-z]", flag) for flag in option.opts)
        assert any(flag.startswith("--") for flag in option.opts), "every option has a long form"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_takes_the_options_about_manners(path: str) -> None:
    assert {flag for option in options_of(every_command()[path]) for flag in option.opts} >= FLAGS


REPEATABLE = [
    (path, max(option.opts, key=len))
    for path, command in single_commands().items()
    for option in options_of(command)
    if option.multiple
]


@pytest.mark.parametrize(("path", "flag"), REPEATABLE)
def test_an_empty_value_among_others_is_a_mistake_of_every_option_that_may_be_repeated(path: str, flag: str) -> None:
    for empty in ([flag, ""], [flag, " "], [f"{flag}="]):
        ran = run_usceplan(*path.split(), flag, "x", *empty)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == f"error: {flag}: expected a value, got nothing\n\nhint: Leave the option out.\n"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_help_has_examples_with_options_that_exist(path: str) -> None:
    ran = run_usceplan(*path.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.partition("Example")[0].splitlines())) <= 80
    epilog = every_command()[path].epilog.replace("\b", "")
    examples = re.findall(r"^  (usceplan.*)$", epilog, re.MULTILINE)
    assert any(line.startswith(f"usceplan {path}".strip()) for line in examples)
    for line in examples:
        words = shlex.split(line)
        named = max((one for one in COMMANDS if f"{' '.join(words[1:])} ".startswith(f"{one} ".lstrip())), key=len)
        known = {flag for option in options_of(every_command()[named]) for flag in (*option.opts, "--help")}
        assert {word for word in words if word.startswith("--")} <= known, line


@pytest.mark.parametrize("path", single_commands())
def test_every_command_that_prints_a_result_prints_it_as_json_too(path: str) -> None:
    flags = {flag for option in options_of(single_commands()[path]) for flag in option.opts}
    assert ("--json" in flags) == (path not in WITHOUT_JSON)


# Exit codes


@pytest.mark.parametrize("path", COMMANDS)
def test_an_option_that_does_not_exist_is_bad_input_everywhere(path: str) -> None:
    ran = run_usceplan(*path.split(), "--no-such-option")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: No such option: --no-such-option\n\nhint: ")
    as_json = run_usceplan(*path.split(), "--no-such-option", "--json")
    assert json.loads(as_json.err)["error"]["code"] == "usage"


@pytest.mark.parametrize("path", single_commands())
def test_ctrl_c_ends_every_command_with_130_and_without_a_word(path: str) -> None:
    arguments = run_of(path) if path in RUNS else (*path.split(), *(["some-id"] if path == "catalog edit" else []))
    with mock.patch("usceplan.cli.environment.Surroundings", side_effect=KeyboardInterrupt):
        ran = run_usceplan(*arguments)
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_ctrl_c_while_a_mistake_is_said_ends_the_program_as_well() -> None:
    with mock.patch("usceplan.process.tell", side_effect=KeyboardInterrupt):
        assert run_usceplan("match", "--nonsense").code == 130


# How output arrives


def into(out: TextIO, *arguments: str) -> Ran:
    """Run a command with this standard output."""
    with mock.patch("command_line.redirect_stdout", lambda _: redirect_stdout(out)):
        return run_usceplan(*arguments)


@contextmanager
def stream(encoding: str) -> Iterator[io.TextIOWrapper]:
    with io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="") as out:
        yield out


@pytest.mark.parametrize("path", PRINTING)
def test_a_pipe_gets_its_result_and_nothing_else(path: str) -> None:
    with mock.patch("socket.socket", side_effect=AssertionError("a network is asked")):
        ran = run_usceplan(*run_of(path))
    assert ran.code in (0, 1)
    assert ran.out
    assert ran.err == ""
    assert "\x1b" not in ran.out
    assert not re.search(r"…\s*$", ran.out, re.MULTILINE)


@pytest.mark.parametrize("path", PRINTING)
def test_a_stream_that_carries_little_stops_no_command(path: str) -> None:
    with stream("ascii") as out:
        ran = into(out, *run_of(path))
        out.flush()
        printed = out.buffer.getvalue()  # type: ignore[attr-defined]
        printed.decode(out.encoding)
    assert ran.code in (0, 1)
    assert ran.err == ""
    assert printed


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
@pytest.mark.parametrize("path", PRINTING)
def test_a_full_disk_is_an_error_of_every_command(path: str) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = into(full, *run_of(path))
    assert ran.code == 2
    assert ran.err.startswith("error: the result cannot be written: No space left on device\n")


@pytest.mark.parametrize("path", PRINTING)
def test_a_reader_that_has_seen_enough_is_no_error_of_any_command(path: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as closed:
        ran = into(closed, *run_of(path))
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
def test_a_mistake_that_cannot_be_said_keeps_its_exit_code() -> None:
    with Path("/dev/full").open("wb") as full:
        assert process("match", "--nonsense", stderr=full).returncode == 2
