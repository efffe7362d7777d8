"""Where results are written: a place that takes none is told before the work, and leaves nothing behind."""

import shlex
import sys
from pathlib import Path
from unittest import mock

import pytest

from command_line import GRADUATE, TODAY, environment, run_usceplan, usceplan_with
from usceplan.planning import plan as planning

DENIED = PermissionError(13, "Permission denied")
LONG = "long" * 100

COMMANDS = (
    "recommend --save {file}",
    "recommend --export-model {file}",
    "timeline --ics {file}",
    "report {file}",
    "report - --svg {file}",
    "report - --pdf {file}",
)
PLACES = {
    "no folder": ("no/file", None, "there is no folder "),
    "a folder that takes no files": ("file", DENIED, "Permission denied"),
    "a disk that is for reading only": ("file", OSError(30, "Read-only file system"), "Read-only file system"),
    "a folder": (".", None, "it is a folder"),
    "a name that the system does not take": (LONG, OSError(36, "File name too long"), "File name too long"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("name", "refusal", "said"), PLACES.values(), ids=PLACES)
def test_a_place_that_takes_no_file_is_told_before_the_search(
    command: str, name: str, refusal: OSError | None, said: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    with (
        mock.patch.object(planning, "solve", side_effect=AssertionError("a search")),
        mock.patch("tempfile.mkstemp", side_effect=refusal),
    ):
        ran = run_usceplan(*shlex.split(command.format(file=shlex.quote(str(file)))), *GRADUATE)
    message, _, hint = ran.err.partition("\n\n")
    assert (ran.code, ran.out) == (2, "")
    assert message.startswith(f"error: cannot write {file}: {said}")
    assert hint.startswith("hint: Name a file in ")
    assert len(hint.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_name_that_is_too_long_is_refused_by_the_system_itself(tmp_path: Path) -> None:
    ran = run_usceplan("recommend", *GRADUATE, "--save", str(tmp_path / LONG))
    assert (ran.code, ran.out) == (2, "")
    assert "File name too long" in ran.err


def test_what_is_printed_needs_no_place() -> None:
    with mock.patch("usceplan.cli.writing.try_to_replace", side_effect=DENIED):
        ran = run_usceplan("recommend", *GRADUATE, "--max-rotations", "1", "--save", "-")
    assert (ran.code, ran.err) == (0, "")


def test_a_disk_that_is_full_after_the_search_is_still_told(tmp_path: Path) -> None:
    file = tmp_path / "model.json"
    file.write_text(old := '{"schema": "usceplan.model/1"}\n')
    with mock.patch("usceplan.cli.writing.replace_file", side_effect=OSError(28, "No space left on device")):
        ran = run_usceplan("recommend", *GRADUATE, "--max-rotations", "1", "--export-model", str(file))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: cannot write {file}: No space left on device")
    assert file.read_text() == old
    assert list(tmp_path.iterdir()) == [file]


FOREIGN = {
    "recommend --profile {file} --save {file}": "is there already, and is no saved plan of usceplan",
    "recommend --profile {file} --export-model {file}": "is there already, and is no model of usceplan",
    "timeline --profile {file} --ics {file}": "is there already, and is no calendar of usceplan",
    "report {file} --profile {file}": "is there already, and is no report of usceplan",
}


@pytest.mark.parametrize(("command", "said"), FOREIGN.items())
def test_a_file_that_is_no_earlier_result_is_never_written_over(command: str, said: str, tmp_path: Path) -> None:
    profile = tmp_path / "me.yaml"
    profile.write_text("budget: 9000\n")
    ran = run_usceplan(*command.format(file=profile).split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {profile} {said}\n\nhint: Name another file, or ")
    assert profile.read_text() == "budget: 9000\n"


@pytest.mark.parametrize("command", ["recommend --save {file}", "recommend --export-model {file}", COMMANDS[2]])
def test_an_earlier_result_is_written_over_and_so_is_an_empty_file(command: str, tmp_path: Path) -> None:
    file = tmp_path / "result"
    file.touch()
    arguments = (*command.format(file=file).split(), *GRADUATE, "--max-rotations", "1", "--time-limit", "0")
    assert run_usceplan(*arguments).code == 0
    first = file.read_bytes()
    assert run_usceplan(*arguments).code == 0
    assert first
    assert file.read_bytes() == first


def test_one_file_cannot_hold_two_results(tmp_path: Path) -> None:
    file = str(tmp_path / "both.json")
    ran = run_usceplan("recommend", *GRADUATE, "--save", file, "--export-model", file)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {file} is named twice")


def test_a_profile_that_cannot_be_kept_is_told_before_the_questions(tmp_path: Path) -> None:
    variables = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    for named, start in (
        ((), f"error: cannot make the folder {tmp_path}/config/usceplan: Permission denied"),
        (("--profile", f"{tmp_path}/me.yaml"), f"error: cannot write {tmp_path}/me.yaml: Permission denied"),
        (("--profile", f"{tmp_path}/no/me.yaml"), f"error: cannot write {tmp_path}/no/me.yaml: there is no folder"),
    ):
        with mock.patch("tempfile.mkstemp", side_effect=DENIED):
            ran = usceplan_with(variables, "profile", "init", *named, *TODAY)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(start)
        assert list(tmp_path.iterdir()) == []


if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from terminal_session import session  # noqa: E402


@pytest.mark.parametrize("command", ["add", "edit bidmc-radiology-observership"])
def test_an_entry_that_cannot_be_kept_is_told_before_the_questions(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "usceplan"
    in_the_way.touch()
    variables = {"XDG_CONFIG_HOME": str(tmp_path)}
    monkeypatch.setattr("terminal_session.environment", lambda **more: environment(**more, **variables))
    with session("catalog", *command.split(), *TODAY) as terminal:
        assert terminal.exit_code() == 2
    assert f"error: cannot make the folder {in_the_way}/programs.d: Not a directory" in terminal.shown
    assert ":" not in terminal.shown.partition("error: ")[0]
