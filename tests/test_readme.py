"""What the README says is true: its command lines run, and its figures are those of the catalogue."""

import re
import shlex
from pathlib import Path

import pytest

from command_line import TODAY
from situations import catalogue
from usceplan.cli import app

README = Path(__file__).resolve().parent.parent / "README.md"
TEXT = README.read_text(encoding="utf-8")


def command_lines() -> list[str]:
    """The lines of the shell blocks that run the program, without comments and without what is done to the output."""
    blocks = re.findall(r"```sh\n(.*?)```", TEXT, flags=re.DOTALL)
    lines = [line.split(" #")[0].split(" > ")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("usceplan")]


def options_in_words() -> set[str]:
    """Every option that the text names."""
    return set(re.findall(r"`(--[a-z-]+)", TEXT))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plan that the README saves first."""
    made = tmp_path_factory.mktemp("readme")
    (saving,) = (line for line in command_lines() if "--save plan.json" in line)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit):
        patch.chdir(made)
        app.main([*shlex.split(saving)[1:], "--json", *TODAY])
    return made


@pytest.mark.parametrize("line", command_lines())
def test_every_command_line_of_the_readme_runs(
    line: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = shlex.split(line)[1:]
    asked = ["--specialty", "IM", "--grad-year", "2023", "--visa", "b1", "--budget", "9k"]
    complete = [*words, *(asked if words == ["recommend"] else [])]
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        app.main(complete if words[0] == "doctor" else [*complete, *TODAY])
    out, err = capsys.readouterr()
    assert (ended.value.code, err) == (0, "")
    assert out


def test_the_readme_names_only_options_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("recommend", "budget", "timeline", "next", "report"):
        with pytest.raises(SystemExit):
            app.main([command, "--help"])
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    assert options_in_words() <= known


def test_the_figures_of_the_readme_are_those_of_the_catalogue() -> None:
    programs = catalogue().programs
    priced = sum(
        1 for program in programs if program.fees == () or any(fee.usd is not None for fee in program.fees or ())
    )
    with_visas = sum(1 for program in programs if program.visas_accepted is not None)
    assert f"{len(programs)} entries" in TEXT
    assert f"{priced} of the {len(programs)} entries state a price, {with_visas} state which visas" in TEXT
