"""Where a file is taken, ``-`` is what is piped in or out, and no file is ever called ``-``."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_line import GRADUATE, TODAY, run_usceplan, usceplan_with
from usceplan.catalog.folder import data_folder

PLANNED = ("recommend", *GRADUATE, "--time-limit", "0")
PROFILE = "specialty: IM\ngrad_year: 2023\nvisa: b1-b2\nbudget: 9000\n"


@pytest.fixture(scope="module")
def plan() -> str:
    return run_usceplan(*PLANNED, "--save", "-").out


@pytest.fixture(autouse=True)
def _in_a_folder_without_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    assert not Path("-").exists()


def test_a_plan_is_printed_alone_and_is_the_one_that_is_kept(plan: str) -> None:
    assert json.loads(plan)["schema"] == "usceplan.plan/1"
    assert run_usceplan(*PLANNED, "--save", "plan.json").code == 0
    assert Path("plan.json").read_text(encoding="utf-8") == plan


@pytest.mark.parametrize("command", ["timeline", "next", "budget", "outlook IM"])
def test_a_plan_is_read_from_a_pipe(command: str, plan: str) -> None:
    Path("plan.json").write_text(plan, encoding="utf-8")
    read = usceplan_with({}, *command.split(), "--plan", "-", "--json", *TODAY, typed=plan)
    assert (read.code, read.err) == (0, "")
    assert read.out == run_usceplan(*command.split(), "--plan", "plan.json", "--json", *TODAY).out


def test_a_profile_is_read_from_a_pipe() -> None:
    piped = usceplan_with({}, *PLANNED[:1], *PLANNED[-2:], *TODAY, "--profile", "-", "--json", typed=PROFILE)
    assert json.loads(piped.out)["applicant"] == json.loads(run_usceplan(*PLANNED, "--json").out)["applicant"]


def test_a_mistake_in_what_is_piped_has_its_line() -> None:
    ran = usceplan_with({}, "recommend", "--profile", "-", *TODAY, typed=PROFILE + "visas: b1\n")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith('error: standard input:5:1: unknown key "visas"; did you mean "visa"?')


def test_the_model_is_printed_alone() -> None:
    assert json.loads(run_usceplan(*PLANNED, "--export-model", "-").out)["schema"] == "usceplan.model/1"


def test_a_file_is_compared_with_a_pipe() -> None:
    programs = data_folder() / "programs.yaml"
    ran = usceplan_with({}, "catalog", "diff", "-", str(programs), typed=programs.read_text(encoding="utf-8"))
    assert (ran.code, ran.out, ran.err) == (0, "No difference.\n", "")


REFUSED = {
    "a plan and JSON": (*PLANNED, "--save", "-", "--json"),
    "a plan and a model": (*PLANNED, "--save", "-", "--export-model", "-"),
    "a page and a drawing": ("report", "-", "--svg", "-"),
    "a PDF": ("report", "page.html", "--pdf", "-"),
    "a task done in a pipe": ("next", "--plan", "-", "--done", "document:cv"),
    "a profile to keep": ("profile", "init", "--profile", "-"),
    "a profile to change": ("profile", "edit", "--profile", "-"),
    "a plan into no folder": ("recommend", "--save", "nowhere/plan.json"),
    "a model into no folder": ("recommend", "--export-model", "nowhere/model.json"),
    "a calendar into no folder": ("timeline", "--ics", "nowhere/plan.ics"),
    "a calendar and a table": ("timeline", "--ics", "-", "--csv"),
}


@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_piped_is_refused_before_any_work(arguments: tuple[str, ...]) -> None:
    ran = run_usceplan(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("error") == 1
    assert list(Path().iterdir()) == []
