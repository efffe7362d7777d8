"""The command line as a whole: help, version, exit codes, interruption, precedence, files written."""

import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from unittest import mock

import pytest

import usceplan
from command_line import CITY, GRADUATE, TODAY, environment, process, run_usceplan, usceplan_with
from situations import TODAY as THE_DAY
from situations import catalogue
from stopped_search import interrupted, without_a_first_look
from usceplan import __main__, situation
from usceplan.cli.options import OPTIONS
from usceplan.cli.search_time import search_time
from usceplan.cli.writing import write_file
from usceplan.planning.instance import exported
from usceplan.problems import UserError
from usceplan.whatif_problem import posed

VERSION = f"usceplan {usceplan.__version__}\n"
COMMANDS = (
    *("start", "demo", "profile", "doctor"),
    *("recommend", "budget", "whatif", "explain", "report", "timeline", "next", "match"),
    *("outlook", "sources", "programs", "schema", "completion", "catalog"),
)
IN_PROFILE = ("init", "show", "edit", "path", "check")


# Version and help


@pytest.mark.parametrize(
    "arguments",
    [
        "--version",
        "--version recommend",
        "recommend --version",
        "budget --city Chicago --version",
        "nonsense --version",
    ],
)
def test_the_version_is_one_text_wherever_it_is_asked_for(
    arguments: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["usceplan", *arguments.split()])
    with pytest.raises(SystemExit) as end:
        __main__.run()
    assert (end.value.code, *capsys.readouterr()) == (0, VERSION, "")


def test_the_app_tells_the_same_version() -> None:
    assert (ran := run_usceplan("--version")).out == VERSION
    assert (ran.code, ran.err) == (0, "")


def test_the_module_and_the_script_are_one_program() -> None:
    pyproject = Path(__file__).parent.parent / "pyproject.toml"
    assert tomllib.loads(pyproject.read_text())["project"]["scripts"] == {"usceplan": "usceplan.__main__:run"}
    ran = process("help", "budget")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == run_usceplan("budget", "--help").out
    assert ran.stdout.startswith("Usage: usceplan budget [OPTIONS] [COMMAND]\n")


def test_usceplan_alone_helps() -> None:
    texts = {run_usceplan(*arguments).out for arguments in ((), ("-h",), ("--help",), ("help",))}
    assert len(texts) == 1
    assert run_usceplan().code == 0
    assert all(f"  {command} " in next(iter(texts)) for command in COMMANDS)


def test_the_help_groups_commands_and_options() -> None:
    shown = run_usceplan("--help").out
    for heading, commands in {
        "First steps": ["start", "demo", "doctor", "profile"],
        "Your plan": ["recommend", "budget", "whatif", "explain", "report"],
        "Dates and tasks": ["timeline", "next", "match"],
        "Looking things up": ["outlook", "sources", "programs"],
        "Files and scripts": ["schema", "completion", "catalog"],
    }.items():
        section = shown.partition(f"\n{heading}:\n")[2].partition("\n\n")[0]
        assert [line.split()[0] for line in section.splitlines()] == commands
    options = run_usceplan("next", "--help").out
    headings = re.findall(r"^([A-Z][\w ]+):$", options, re.MULTILINE)
    assert headings[:2] == ["Options", "The five questions"]
    assert headings[-1] == "Running"


@pytest.mark.parametrize("command", ["", *COMMANDS, *(f"profile {command}" for command in IN_PROFILE)])
@pytest.mark.parametrize("columns", ["80", "200"])
def test_help_fits_a_terminal_and_has_examples(command: str, columns: str) -> None:
    ran = usceplan_with({"COLUMNS": columns}, *command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert max(len(line) for line in ran.out.splitlines()) <= 80
    examples = ran.out.partition("Example")[2]
    assert re.search(rf"^    usceplan {command}", examples, re.MULTILINE)
    assert not re.search(r"^  [a-z]+ .*\.\.\.$", ran.out, re.MULTILINE), "a command's line is cut short"


@pytest.mark.parametrize("command", ["recommend", "budget", "whatif", "explain", "outlook", "timeline", "next"])
def test_help_names_every_option(command: str) -> None:
    shown = run_usceplan(command, "--help").out
    flags = set(re.findall(r"--[a-z-]+", shown))
    assert {option.flag for option in OPTIONS} <= flags
    assert {"--profile", "--no-input", "--json", "--time-limit"} <= flags


def test_help_names_the_options_that_scripts_rely_on() -> None:
    flags = set(re.findall(r"--[a-z-]+", run_usceplan("recommend", "--help").out))
    assert flags >= set(
        "--specialty --grad-year --visa --budget --match-year --status --nationality --home-region --us-metro"
        " --free-housing --exam --held-letters --held-weeks --available-from --available-to --months --kind --state"
        " --include --exclude --max-rotations --weight --ignore-rule --only-confirmed --today --profile --no-input"
        " --json --why --export-model".split()
    )


def test_a_run_looks_for_no_garbage_and_no_plugins() -> None:
    code = (
        "import gc, os, sys; sys.argv[0] = 'usceplan'\n"
        "from usceplan.__main__ import run\n"
        "try: run()\n"
        "finally: print(gc.isenabled(), os.environ['PYDANTIC_DISABLE_PLUGINS'], file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *CITY],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stderr == "False __all__\n"


# What comes back


def test_a_result_comes_with_0_and_nothing_on_standard_error() -> None:
    ran = run_usceplan(*CITY)
    assert (ran.code, ran.err) == (0, "")
    assert "8 weeks of living in Chicago" in ran.out


def test_no_plan_comes_with_1_and_what_would_open_one() -> None:
    ran = run_usceplan("recommend", *GRADUATE, "--budget", "0", "--json")
    assert (ran.code, ran.err) == (1, "")
    found = json.loads(ran.out)
    assert found["plan"] is None
    assert found["budget"] is None
    assert found["no_plan"]["blame"] == "budget"
    least = int(re.fullmatch(r"--budget (\d+)", found["no_plan"]["flag"])[1])  # type: ignore[index]
    assert run_usceplan("budget", *GRADUATE, "--budget", str(least)).code == 0
    costs = run_usceplan("budget", *GRADUATE, "--budget", str(least - 1), "--json")
    assert (costs.code, costs.out) == (1, "")
    assert json.loads(costs.err)["error"]["code"] == "no-plan"
    assert f"${least:,}" in json.loads(costs.err)["error"]["hint"]


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("command", ["recommend", "budget"])
def test_screens_fit_the_terminal(command: str, columns: int) -> None:
    ran = usceplan_with({"COLUMNS": str(columns)}, command, *GRADUATE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()
    assert max(len(line) for line in ran.out.splitlines()) <= columns
    assert "\x1b" not in ran.out, "colors are for terminals"


def test_json_is_utf_8_whatever_the_terminal_speaks() -> None:
    ran = process(*CITY, "--json", variables={"PYTHONIOENCODING": "ascii"})
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["schema"] == "usceplan.budget/1"


# Stopping early


def test_ctrl_c_ends_the_search_with_the_best_plan_so_far() -> None:
    with interrupted(at_look=10):
        ran = run_usceplan("recommend", *GRADUATE, "--json")
    plan = json.loads(ran.out)["plan"]
    assert (ran.code, ran.err) == (130, "")
    assert not plan["proven_optimal"]
    assert 0 < plan["strength"] < plan["upper_bound"]


@pytest.mark.parametrize("command", ["recommend", "budget"])
def test_ctrl_c_leaves_a_screen_that_says_so(command: str) -> None:
    with interrupted(at_look=10):
        ran = run_usceplan(command, *GRADUATE)
    assert (ran.code, ran.err) == (130, "")
    said = {"recommend": "Not proven best", "budget": "The best plan found so far: "}
    assert said[command] in ran.out


def test_ctrl_c_at_once_leaves_the_plan_of_the_first_look() -> None:
    with interrupted(at_look=1):
        ran = run_usceplan("recommend", *GRADUATE, "--json")
    plan = json.loads(ran.out)["plan"]
    assert (ran.code, ran.err) == (130, "")
    assert not plan["proven_optimal"]
    assert 0 < plan["strength"] < plan["upper_bound"]


def test_ctrl_c_before_any_plan_is_found_claims_nothing() -> None:
    with without_a_first_look():
        with interrupted(at_look=1):
            ran = run_usceplan("recommend", *GRADUATE, "--json")
        with interrupted(at_look=1):
            assert run_usceplan("budget", *GRADUATE).code == 130
    found = json.loads(ran.out)
    assert (ran.code, found["plan"]) == (130, None)
    assert found["no_plan"]["reason"] == "The search was stopped before it found a plan."


def test_ctrl_c_before_the_search_ends_the_program() -> None:
    with mock.patch("usceplan.cli.recommend.asked_from", side_effect=KeyboardInterrupt):
        ran = run_usceplan("recommend", *GRADUATE)
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_a_second_ctrl_c_ends_the_program() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), search_time(60) as limit:
        assert not limit.is_over()
        signal.raise_signal(signal.SIGINT)
        assert limit.is_over()
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_no_time_at_all_gives_the_plan_of_the_first_look_and_claims_no_more() -> None:
    ran = run_usceplan("recommend", *GRADUATE, "--time-limit", "0", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert not json.loads(ran.out)["plan"]["proven_optimal"]


def test_no_time_at_all_and_no_plan_claims_nothing() -> None:
    with without_a_first_look():
        ran = run_usceplan("recommend", *GRADUATE, "--time-limit", "0", "--json")
    assert (ran.code, ran.err) == (1, "")
    assert json.loads(ran.out)["no_plan"] == {
        "blame": "time",
        "reason": "The search was stopped before it found a plan.",
        "change": "Give it more time.",
        "flag": "--time-limit 60",
    }


def test_there_may_be_no_limit_of_time() -> None:
    with search_time(float("inf")) as limit:
        assert not limit.is_over()


# Precedence, through the whole program


def test_an_option_goes_before_a_variable_before_a_profile_before_a_default(tmp_path: Path) -> None:
    file = tmp_path / "usceplan" / "profiles" / "anna.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(
        "schema: usceplan.profile/1\nspecialty: [surgery, peds]\ngrad_year: 2019\nvisa: j1\nbudget: 1k\n"
        "state: [TX, OH]\nonly_confirmed: true\nhands_on_only: true\ninclude_application: true\nmax_stays: 1\n"
    )
    variables = {
        "XDG_CONFIG_HOME": str(tmp_path),
        "USCEPLAN_SPECIALTY": "neurology",
        "USCEPLAN_GRAD_YEAR": "2021",
        "USCEPLAN_STATE": "PA, MI",
        "USCEPLAN_ONLY_CONFIRMED": "no",
    }
    options = ("--specialty", "IM", "--specialty", "FM", "--no-hands-on-only", "--time-limit", "0", *TODAY)
    ran = usceplan_with(variables, "recommend", "--profile", "anna", *options, "--json")
    found = json.loads(ran.out)["applicant"]
    assert ran.err == ""
    assert found["specialties"] == ["internal-medicine", "family-medicine"], "options, and no others beside them"
    assert (found["graduation_year"], found["states"]) == (2021, ["PA", "MI"]), "variables"
    assert (found["visas"], found["budget"], found["max_stays"]) == (["j1"], 1000, 1), "the profile"
    assert (found["match_year"], found["max_rotations"]) == (2028, 6), "defaults"
    assert (found["hands_on_only"], found["only_confirmed"], found["include_application"]) == (False, False, True)


def test_the_usual_profile_is_read_unasked(tmp_path: Path) -> None:
    (tmp_path / "usceplan").mkdir()
    (tmp_path / "usceplan" / "profile.yaml").write_text("visa: b9\n")
    ran = usceplan_with({"XDG_CONFIG_HOME": str(tmp_path)}, "recommend", *GRADUATE[:4], "--budget", "1", *TODAY)
    assert ran.err.startswith(f'error: {tmp_path}/usceplan/profile.yaml:1:7: visa: "b9" is not')
    asked_for = usceplan_with({"XDG_CONFIG_HOME": str(tmp_path)}, "recommend", "--profile", "none.yaml", *TODAY)
    assert asked_for.err.startswith("error: none.yaml: there is no such file"), "another one is read in its stead"


# Files written


def test_the_model_is_written_beside_the_result(tmp_path: Path) -> None:
    file = tmp_path / "model.json"
    ran = run_usceplan("recommend", *GRADUATE, "--max-rotations", "1", "--export-model", str(file), "--json")
    asked = situation(catalogue(), THE_DAY, specialty="IM", grad_year=2023, visa="b1-b2", budget=9000, max_rotations=1)
    model = json.loads(file.read_text())
    assert (ran.code, ran.err) == (0, "")
    assert model == exported(posed(asked).instance)
    assert (model["schema"], model["first_monday"]) == ("usceplan.model/1", "2026-11-23")
    chosen = json.loads(ran.out)["plan"]["rotations"][0]
    assert chosen["program"] in {one["program"] for one in model["candidates"]}
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_is_written_whole_with_the_usual_permissions(tmp_path: Path) -> None:
    file, usual = tmp_path / "new.json", tmp_path / "usual"
    usual.touch()
    write_file(file, "first\n")
    write_file(file, "second\n")
    assert file.read_text() == "second\n"
    assert file.stat().st_mode == usual.stat().st_mode


@pytest.mark.parametrize(("platform", "hint"), [("win32", "Close it in the program"), ("linux", "Name a file in a")])
def test_a_file_that_is_open_elsewhere_is_told_on_windows(platform: str, hint: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("old\n")
    refusal = mock.patch("pathlib.Path.replace", side_effect=PermissionError(13, "Access is denied"))
    with refusal, pytest.raises(UserError, match="Access is denied") as raised:
        write_file(file, "new\n", platform=platform)
    assert raised.value.hint.startswith(hint)
    assert file.read_text() == "old\n"


def test_a_file_is_left_as_it_was_where_the_new_one_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "model.json"
    file.write_text("old\n")
    with mock.patch("pathlib.Path.replace", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        write_file(file, "new\n")
    assert file.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [file]


def test_links_and_pipes_stay_what_they_are(tmp_path: Path) -> None:
    file, link, pipe = tmp_path / "model.json", tmp_path / "link.json", tmp_path / "pipe"
    file.touch()
    link.symlink_to(file)
    write_file(link, "by the link\n")
    assert link.is_symlink()
    assert file.read_text() == "by the link\n"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, "by the pipe\n")
    assert os.read(reader, 100) == b"by the pipe\n"
    os.close(reader)
    assert pipe.is_fifo()
