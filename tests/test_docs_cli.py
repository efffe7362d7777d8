"""What docs/cli.md says of the command line is what the program does, and the tests that it names are there."""

import ast
import re
from pathlib import Path

import pytest

from every_command import every_command
from usceplan import process
from usceplan.cli.doctor import OTHER_VARIABLES, OWN_VARIABLES
from usceplan.cli.manners import MANNERS

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
PROSE = re.sub(r"^```.*?^```$", "", PAGE, flags=re.DOTALL | re.MULTILINE)
POINTS = 47


def rows(heading: str) -> list[list[str]]:
    """The rows of the table that has this first line."""
    table = PAGE.partition(heading)[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def words(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_the_exit_codes_are_those_of_the_program() -> None:
    told = [int(code) for code, _ in rows("| exit code | when |")]
    assert told == [process.DONE, process.NOTHING, process.USAGE, process.BUG, process.INTERRUPTED]


def test_every_option_about_manners_is_on_the_page() -> None:
    told = {tuple(words(flags)): words(variable) for flags, variable, _ in rows("| option | variable | what it does |")}
    assert told == {manner.flags: [manner.variable] for manner in MANNERS}


def test_every_variable_is_on_the_page() -> None:
    told = {word for names, _ in rows("| variable | what for |") for word in words(names)}
    assert told - {"USCEPLAN_", "USCEPLAN_GRAD_YEAR"} == {*OWN_VARIABLES, *OTHER_VARIABLES}


def test_every_option_named_exists() -> None:
    known = {flag for command in every_command().values() for one in command.params for flag in one.opts}
    named = {flag for word in words(PROSE) for flag in re.findall(r"(?:^|\s)(--[a-z-]+)", word)}
    assert named <= known


CHECKLIST = rows("| | point | here | test |")


def test_the_checklist_has_every_point_once() -> None:
    assert [int(number) for number, *_ in CHECKLIST] == list(range(1, POINTS + 1))


@pytest.mark.parametrize("row", CHECKLIST, ids=lambda row: row[1])
def test_every_point_has_tests_that_are_there(row: list[str]) -> None:
    named = words(row[3])
    assert named
    for name in named:
        file, _, test = name.partition("::")
        assert test in named_tests(Path(__file__).parent / file), name


def named_tests(file: Path) -> set[str]:
    """The names of the tests of a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
