"""All commands of the program, and a command line for each that prints a result."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from typer.core import TyperGroup
from typer.main import get_command

from command_line import CITY, GRADUATE, TODAY, run_usceplan
from usceplan.catalog.folder import data_folder
from usceplan.cli.app import app

ASKING = frozenset({"start", "profile init", "profile edit", "catalog add", "catalog edit"})
"""Commands that talk with a person; what they print is part of that talk."""

_PROGRAM = "namc-internal-medicine-observership"
_OTHER = "upmc-enhanced-observership"
_AT_ONCE = (*GRADUATE, "--max-rotations", "1", "--time-limit", "0")
"""One rotation, so that nothing is searched for long."""
_WHOLE_FILE = str(data_folder() / "residency_requirements.yaml")
_SAVED = ("--plan", "plan.json", *TODAY)

RUNS: dict[str, tuple[str, ...]] = {
    "demo": ("recent-graduate", "--time-limit", "0", *TODAY),
    "doctor": (),
    "profile show": TODAY,
    "profile path": (),
    "profile check": ("--profile", "me.yaml", *TODAY),
    "recommend": _AT_ONCE,
    "budget": CITY[1:],
    "budget compare": ("plan.json", "plan.json", *TODAY),
    "whatif": _AT_ONCE,
    "explain": (_PROGRAM, *_AT_ONCE),
    "report": ("-", *_SAVED, "--time-limit", "0"),
    "timeline": _SAVED,
    "next": _SAVED,
    "match": TODAY,
    "outlook": TODAY,
    "sources": TODAY,
    "programs list": ("--state", "NY", *TODAY),
    "programs search": ("peds", "NYC", *TODAY),
    "programs show": (_PROGRAM, *TODAY),
    "programs compare": (_PROGRAM, _OTHER, *TODAY),
    "schema": ("doctor",),
    "completion": ("bash",),
    "catalog check": ("mine.yaml", *TODAY),
    "catalog path": (),
    "catalog schema": ("programs.d",),
    "catalog diff": (_WHOLE_FILE, _WHOLE_FILE),
}
"""The arguments with which each command prints a result."""


@cache
def files() -> dict[str, str]:
    """The files that these arguments name, by their names."""
    return {
        "me.yaml": "specialty: IM\ngrad_year: 2023\nvisa: b1-b2\nbudget: 9000\n",
        "mine.yaml": f"schema: usceplan.own-programs/1\nprograms: [{{id: {_PROGRAM}, status: open}}]\n",
        "plan.json": run_usceplan("recommend", *_AT_ONCE, "--save", "-").out,
    }


def run_of(command: str) -> tuple[str, ...]:
    """The command line that prints a result of this command."""
    return (*command.split(), *RUNS[command])


@cache
def every_command() -> dict[str, Any]:
    """Each command by the words that name it; the program itself by none."""
    return dict(_walk(get_command(app), ""))


def single_commands() -> dict[str, Any]:
    """The commands that do something: all but groups that do nothing themselves."""
    return {path: command for path, command in every_command().items() if _does_something(command)}


def _does_something(command: Any) -> bool:
    return not isinstance(command, TyperGroup) or command.invoke_without_command


def _walk(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, command
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from _walk(inner, f"{path} {name}".strip())
