"""``usceplan doctor``: what to send with a bug report, nothing personal, and what is wrong."""

import io
import json
import sys
import tomllib
from pathlib import Path
from shutil import copytree
from unittest import mock

import pytest
from jsonschema import Draft202012Validator

from command_line import Ran, run_usceplan, usceplan_with
from situations import catalogue
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import FILES
from usceplan.cli.bug_report import LIBRARIES
from usceplan.cli.doctor import doctor_report, is_within, without_names
from usceplan.cli.environment import Surroundings, surroundings


def doctor(home: Path, *arguments: str, **variables: str) -> Ran:
    places = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_STATE_HOME": str(home / "state")}
    return usceplan_with({**places, **variables}, "doctor", *arguments)


def profile(home: Path, text: str, mode: int = 0o600) -> Path:
    file = home / "config" / "usceplan" / "profile.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(mode)
    return file


def problems(home: Path, **variables: str) -> list[str]:
    ran = doctor(home, "--json", **variables)
    found = [one["problem"] for one in json.loads(ran.out)["problems"]]
    assert ran.code == (1 if found else 0)
    return found


def test_all_is_well(tmp_path: Path) -> None:
    ran = doctor(tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("None found.\n")
    assert max(len(line) for line in ran.out.splitlines()) <= 100
    for word in ("usceplan", "Python", *LIBRARIES, *FILES, "demo_applicants.yaml", "utf-8", catalogue().digest):
        assert word in ran.out


def test_the_json_follows_its_schema(tmp_path: Path) -> None:
    result = json.loads(doctor(tmp_path, "--json").out)
    assert list(Draft202012Validator(json.loads(run_usceplan("schema", "doctor").out)).iter_errors(result)) == []
    assert (result["schema"], result["digest"]) == ("usceplan.doctor/1", catalogue().digest)


def test_nothing_personal_is_in_it(tmp_path: Path) -> None:
    home = tmp_path / "annas-home"
    profile(home, "visa: annas-visa\n")
    (home / "config" / "usceplan" / "profiles").mkdir()
    (home / "config" / "usceplan" / "profiles" / "anna-maria.yaml").write_text("budget: annas-budget\n")
    for arguments in ((), ("--json",)):
        ran = doctor(home, *arguments, USCEPLAN_NATIONALITY="annas-country")
        assert "anna" not in ran.out
        assert "USCEPLAN_NATIONALITY" in ran.out
        assert "~/config/usceplan" in ran.out


def test_a_path_is_shown_without_the_name_of_its_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/anna"))
    assert without_names("/home/anna/.config/usceplan") == "~/.config/usceplan"
    assert without_names("/media/anna/stick/usceplan") == "/media/USER/stick/usceplan"
    assert without_names("/opt/annabel") == "/opt/annabel"


# What is wrong


def test_a_profile_with_mistakes_is_told_by_its_lines_alone(tmp_path: Path) -> None:
    profile(tmp_path, "visa: b1\nbudget: lots\n")
    assert problems(tmp_path) == ["the usual profile has 1 mistake (line 2)"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_profile_that_others_can_read(tmp_path: Path) -> None:
    profile(tmp_path, "visa: b1\n", 0o644)
    assert problems(tmp_path) == ["the usual profile can be read by other users"]


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    assert problems(tmp_path) == ["~/state/usceplan cannot be written to"]


def test_a_library_that_is_missing(tmp_path: Path) -> None:
    with mock.patch("usceplan.cli.doctor.library_versions", return_value={"rich": "15.0", "icalendar": None}):
        assert problems(tmp_path) == ["the library icalendar is missing"]


def test_a_library_of_another_version(tmp_path: Path) -> None:
    wanted = {"typer": ">=0.26,<0.29"}
    with (
        mock.patch("usceplan.cli.doctor.library_versions", return_value={"typer": "0.29.1"}),
        mock.patch("usceplan.cli.doctor._wanted", return_value=wanted),
    ):
        assert problems(tmp_path) == ["typer is 0.29.1, and >=0.26,<0.29 is wanted"]


def test_a_named_profile_is_told_by_its_number(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "usceplan" / "profiles"
    folder.mkdir(parents=True)
    (folder / "anna.yaml").write_text("visa: no-such-visa\n")
    (folder / "anna.yaml").chmod(0o600)
    found = json.loads(doctor(tmp_path, "--json").out)["problems"]
    assert [one["problem"] for one in found] == ["profile 1 of those with names has 1 mistake (line 1)"]
    assert found[0]["hint"] == "usceplan profile check --profile NAME says which."


def test_mistakes_in_data_files_of_ones_own_are_counted_without_names(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "usceplan" / "programs.d"
    folder.mkdir(parents=True)
    (folder / "dr-lee.yaml").write_text("schema: usceplan.own-programs/1\nprograms:\n- {id: secret-lee, fees: 5}\n")
    (problem,) = problems(tmp_path)
    assert problem.startswith("1 data file of your own cannot be used: ")
    assert "lee" not in doctor(tmp_path).out


@pytest.mark.parametrize(("name", "meant"), [("USCEPLAN_BUGET", "USCEPLAN_BUDGET"), ("USCEPLAN_XYZZY", None)])
def test_a_variable_that_nothing_reads_is_named(name: str, meant: str | None, tmp_path: Path) -> None:
    assert problems(tmp_path, **{name: "1"}) == [f"{name} is set, and nothing reads it"]
    assert (f"Did you mean {meant}?" in doctor(tmp_path, **{name: "1"}).out) == (meant is not None)


def test_every_variable_of_the_program_is_known(tmp_path: Path) -> None:
    assert problems(tmp_path, USCEPLAN_QUIET="1", USCEPLAN_SHIPPED_ONLY="1", USCEPLAN_GRAD_YEAR="2023") == []


def test_broken_data_files_are_named(tmp_path: Path) -> None:
    data = copytree(data_folder(), tmp_path / "data")
    (data / "places.yaml").write_text("schema: usceplan.places/1\n")
    (data / "costs.yaml").unlink()
    found = [one.problem for one in doctor_report(surroundings(no_input=True), data).problems]
    assert any(one.startswith("data/costs.yaml: there is no such file") for one in found)
    assert any(one.startswith("data/places.yaml:1:1: ") for one in found)
    assert len(found) <= 6


def test_a_mistake_in_the_demo_is_named(tmp_path: Path) -> None:
    data = copytree(data_folder(), tmp_path / "data")
    (data / "demo_applicants.yaml").write_text("applicants: []\n")
    report = doctor_report(surroundings(no_input=True), data)
    assert all(one.problem.startswith("data/demo_applicants.yaml:") for one in report.problems)
    assert (bool(report.problems), report.digest) == (True, catalogue().digest)


VERSIONS = {
    ("0.26", ">=0.26,<0.29"): True,
    ("0.28.4", "<0.29,>=0.26"): True,
    ("0.29", ">=0.26,<0.29"): False,
    ("0.3", ">=0.26"): False,
    ("2.14.0rc1", ">=2.11"): True,
    ("1.0", ""): True,
}


@pytest.mark.parametrize(("pair", "within"), VERSIONS.items(), ids=str)
def test_versions_are_compared_as_numbers(pair: tuple[str, str], within: bool) -> None:
    assert is_within(*pair) == within


def test_the_libraries_are_those_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["project"]
    assert tuple(need.partition(">")[0] for need in project["dependencies"]) == LIBRARIES


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_the_characters_follow_the_encoding(encoding: str, tmp_path: Path) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    around = Surroundings(stream, stream, {"XDG_CONFIG_HOME": str(tmp_path)}, can_ask=False)
    terminal = doctor_report(around, data_folder()).terminal
    assert terminal.characters == ("Unicode" if encoding == "utf-8" else "ASCII")
