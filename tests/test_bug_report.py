"""A bug ends in two lines and a report without anything personal, never in a traceback."""

import json
import stat
import sys
import sysconfig
from pathlib import Path
from unittest import mock

import pytest

from command_line import GRADUATE, Ran, process, usceplan_with
from situations import catalogue
from usceplan.cli import bug_report
from usceplan.cli.bug_report import command_without_values, report_text, short_path

SECRET = "annas-secret"


def failing(state: Path, *arguments: str, error: Exception | None = None) -> Ran:
    """The program with a bug in the middle of its work."""
    bug = error or KeyError(SECRET)
    with mock.patch("usceplan.cli.recommend.recommendation_of", side_effect=bug):
        return usceplan_with({"XDG_STATE_HOME": str(state)}, *(arguments or ("recommend", *GRADUATE)))


def test_a_bug_is_said_in_two_lines_with_the_place_of_its_report(tmp_path: Path) -> None:
    ran = failing(tmp_path)
    (report,) = (tmp_path / "usceplan").iterdir()
    assert (ran.code, ran.out) == (70, "")
    assert ran.err.splitlines() == [
        "error: usceplan has a bug and had to stop (KeyError); your input is not at fault",
        f"hint: Please send this report, which holds nothing about you: {report}",
    ]
    if sys.platform != "win32":
        assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_the_report_tells_the_place_and_nothing_personal(tmp_path: Path) -> None:
    failing(tmp_path, "recommend", *GRADUATE, "--nationality", "India", "--status=student")
    (report,) = (tmp_path / "usceplan").iterdir()
    text = report.read_text()
    assert "builtins.KeyError\n" in text
    assert "  usceplan/cli/recommend.py:" in text
    assert "in run_recommend\n" in text
    assert "command: recommend --specialty --grad-year --visa --budget --today --nationality --status\n" in text
    assert "typer " in text
    assert f"data: {catalogue().digest}\n" in text
    for personal in (SECRET, "India", "student", "2023", "9000", str(tmp_path), str(Path.home())):
        assert personal not in text


def test_the_failure_behind_a_failure_is_told_too() -> None:
    try:
        try:
            raise ValueError(SECRET)
        except ValueError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        text = report_text(error, [])
    assert text.index("builtins.RuntimeError") < text.index("builtins.ValueError")
    assert SECRET not in text
    assert "test_bug_report.py:" in text


def test_the_same_bug_has_one_report(tmp_path: Path) -> None:
    failing(tmp_path)
    failing(tmp_path)
    failing(tmp_path, error=ZeroDivisionError())
    assert len(list((tmp_path / "usceplan").iterdir())) == 2


def test_a_folder_that_cannot_be_written_to_is_said_in_the_same_two_lines(tmp_path: Path) -> None:
    (tmp_path / "usceplan").touch()
    ran = failing(tmp_path)
    first, second = ran.err.splitlines()
    assert (ran.code, first) == (70, "error: usceplan has a bug and had to stop (KeyError); your input is not at fault")
    assert second.startswith(f"hint: A report could not be written to {tmp_path}/usceplan: ")


def test_a_user_without_a_home_is_told_so(tmp_path: Path) -> None:
    with mock.patch.object(Path, "home", side_effect=RuntimeError):
        ran = failing(Path("relative"))
    assert ran.code == 70
    assert len(ran.err.splitlines()) == 2
    assert "there is no home folder" in ran.err
    assert not list(tmp_path.iterdir())


def test_with_json_it_is_an_object(tmp_path: Path) -> None:
    ran = failing(tmp_path, "recommend", *GRADUATE, "--json")
    assert (ran.code, ran.out) == (70, "")
    assert json.loads(ran.err)["error"]["code"] == "bug"


@pytest.mark.parametrize("library", ["yaml", "pydantic", "rich", "typer"])
def test_a_broken_installation_is_told_without_a_traceback(library: str, tmp_path: Path) -> None:
    (tmp_path / f"{library}.py").write_text("raise ImportError('annas-secret')\n")
    package = Path(__file__).parent.parent / "src"
    variables = {"PYTHONPATH": f"{tmp_path}:{package}", "XDG_STATE_HOME": str(tmp_path / "state")}
    variables["XDG_CACHE_HOME"] = str(tmp_path / "cache")  # with a filled one nothing reads YAML
    ran = process("match", variables=variables)
    assert (ran.returncode, ran.stdout) == (70, "")
    assert ran.stderr.startswith("error: a library that usceplan needs is missing or broken (ImportError)")
    assert len(ran.stderr.splitlines()) == 2
    assert "Traceback" not in ran.stderr
    assert SECRET not in (ran.stderr + next((tmp_path / "state" / "usceplan").iterdir()).read_text())


COMMANDS = {
    "options with values": (("recommend", "--visa", "b1", "--budget=9k", "-h"), "recommend --visa --budget -h"),
    "a word that is no command": (("Anna",), "none"),
    "a name that looks like a command": (("anna", "--visa", "b1"), "none"),
    "a name in the place of a command of a group": (("profile", "anna"), "profile"),
    "an option that the program does not have": (("recommend", "--anna", "--visa"), "recommend --visa"),
    "a value that is a command": (("recommend", "--profile", "demo"), "recommend --profile"),
    "a file": (("budget", "--plan", "/home/anna/plan.json"), "budget --plan"),
    "a command of a group": (("profile", "show", "--profile", "anna"), "profile show --profile"),
    "nothing": ((), "none"),
    "a value that looks like an option": (("recommend", "--visa", "--Anna Maria"), "recommend --visa"),
}


@pytest.mark.parametrize(("arguments", "shown"), COMMANDS.values(), ids=COMMANDS)
def test_the_command_is_told_without_values(arguments: tuple[str, ...], shown: str) -> None:
    assert command_without_values(arguments) == shown


def test_paths_are_shortened() -> None:
    assert short_path(json.__file__) == "json/__init__.py"
    assert short_path(pytest.__file__) == "pytest/__init__.py"
    assert short_path("/home/anna/notes/thing.py") == "thing.py"


def test_paths_are_shortened_where_the_program_is_installed_beside_its_libraries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    package = Path(sysconfig.get_path("purelib"), "usceplan")
    monkeypatch.setattr(bug_report, "__file__", str(package / "cli" / "bug_report.py"))
    assert short_path(str(package / "process.py")) == "usceplan/process.py"
    assert short_path(pytest.__file__) == "pytest/__init__.py"
