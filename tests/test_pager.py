"""Long lists in a terminal are shown page by page; nothing else is, and nobody has to."""

import shlex
import shutil
import sys
from pathlib import Path

import pytest

from command_line import CITY, TODAY, run_usceplan
from usceplan.cli.environment import Surroundings
from usceplan.cli.pager import pager_for

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from terminal_session import session

LIST = ("programs", "list", "--state", "NY", *TODAY)
LAST = "beside these: --resources lists them."
"""What the list ends with."""

PAGER = """\
import os, sys
lines = sys.stdin.read().splitlines() if len(sys.argv) < 2 else [sys.stdin.readline()]
print("PAGED", len(lines) > 50, "LESS=" + os.environ.get("LESS", ""), ascii(lines[0][:2]))
"""


def pager(folder: Path, *arguments: str) -> str:
    """A pager that says what it was given; with an argument it reads one line and leaves."""
    script = folder / "pager.py"
    script.write_text(PAGER)
    return shlex.join([sys.executable, str(script), *arguments])


def shown(*arguments: str, variables: dict[str, str] | None = None, rows: int = 24, **more: str) -> str:
    with session(*arguments, rows=rows, variables={**more, **(variables or {})}) as terminal:
        assert terminal.exit_code() == 0
    assert "Traceback" not in terminal.shown
    return terminal.shown


PAGED = {
    "the list of programs": LIST,
    "a search": ("programs", "search", "internal medicine", *TODAY),
    "all pages of a file": ("sources", "costs", *TODAY),
    "what to check again": ("sources", "--stale", "24", *TODAY),
    "the dates of a Match": ("match", *TODAY),
    "the schema of a result": ("schema",),
    "the schema of a data file": ("catalog", "schema"),
    "what is told": ("profile", "show", *TODAY),
    "all about a program": ("programs", "show", "upmc-enhanced-observership", *TODAY),
    "programs side by side": (
        *("programs", "compare", "upmc-enhanced-observership", "namc-internal-medicine-observership", *TODAY),
    ),
}


@pytest.mark.parametrize("arguments", PAGED.values(), ids=PAGED)
def test_what_is_read_from_its_top_is_paged(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert shown(*arguments, PAGER=pager(tmp_path), LESS="").startswith("PAGED ")


NOT_PAGED: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "a screen that ends in short": (CITY, {}),
    "what is copied into a report": (("doctor",), {}),
    "JSON": ((*LIST, "--json"), {}),
    "a table for spreadsheets": ((*LIST, "--csv"), {}),
    "not asked for": ((*LIST, "--no-pager"), {}),
    "not asked for before the command": (("--no-pager", *LIST), {}),
    "a variable": (LIST, {"USCEPLAN_NO_PAGER": "1"}),
    "a terminal that cannot go back": (LIST, {"TERM": "dumb"}),
    "a pager without a name": (LIST, {"PAGER": ""}),
    "cat": (LIST, {"PAGER": "cat"}),
    "a pager that is not there": (LIST, {"PAGER": "no-such-pager --at-all"}),
    "a pager that may not be run": (LIST, {"PAGER": "/dev/null"}),
    "a quote that does not end": (LIST, {"PAGER": "'less"}),
    "a name that no file can have": (LIST, {"PAGER": "x" * 300}),
}


@pytest.mark.parametrize(("arguments", "variables"), NOT_PAGED.values(), ids=NOT_PAGED)
def test_what_is_not_paged(arguments: tuple[str, ...], variables: dict[str, str], tmp_path: Path) -> None:
    text = shown(*arguments, PAGER=pager(tmp_path), variables=variables)
    assert text
    assert "PAGED" not in text
    if "list" in arguments and not {"--json", "--csv"} & set(arguments):
        assert LAST in text


def test_what_fits_the_terminal_is_not_paged(tmp_path: Path) -> None:
    assert shown(*LIST, rows=2000, PAGER=pager(tmp_path)).rstrip().endswith(LAST)


def test_a_pipe_is_not_paged(tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out, session(*LIST, rows=24, out=out) as terminal:
        assert terminal.exit_code() == 0
    assert LAST in (tmp_path / "out").read_text(encoding="utf-8")


def test_the_pager_gets_the_whole_list_and_the_usual_options_of_less(tmp_path: Path) -> None:
    assert shown(*LIST, PAGER=pager(tmp_path)).startswith("PAGED True LESS=FRX ")
    assert shown(*LIST, PAGER=pager(tmp_path), LESS="i").startswith("PAGED True LESS=i ")


def test_colors_reach_the_pager(tmp_path: Path) -> None:
    assert r"'\x1b[" in shown(*LIST, PAGER=pager(tmp_path), NO_COLOR="")


def test_a_pager_that_is_left_early_makes_no_complaint(tmp_path: Path) -> None:
    text = shown("sources", "programs", *TODAY, PAGER=pager(tmp_path, "leaves"))
    assert text.startswith("PAGED False")
    assert len(text.splitlines()) == 1


@pytest.mark.skipif(shutil.which("less") is None, reason="there is no less on this machine")
def test_less_says_its_keys_and_q_ends_it() -> None:
    with session(*LIST, rows=24) as terminal:
        terminal.wait_for("Space: next page, b: back, /word: find, q: end")
        terminal.type("q")
        assert terminal.exit_code() == 0
    assert LAST not in terminal.shown


@pytest.mark.skipif(shutil.which("less") is None, reason="there is no less on this machine")
def test_ctrl_c_is_for_the_pager() -> None:
    with session(*LIST, rows=24) as terminal:
        terminal.wait_for("q: end")
        terminal.type("\x03")
        terminal.type(" ")  # less may take the interrupt without a new foot, but it goes on to the next page
        terminal.wait_for("q: end")
        terminal.type("q")
        assert terminal.exit_code() == 0
    assert "Traceback" not in terminal.shown


class Terminal:
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_windows_has_none_unless_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    terminal: object = Terminal()

    def on_windows(**variables: str) -> list[str] | None:
        return pager_for(Surroundings(terminal, terminal, variables, True, on_windows=True))  # type: ignore[arg-type]

    assert on_windows() is None
    assert on_windows(PAGER=r"C:\Tools\less.exe -R") == [r"C:\Tools\less.exe", "-R"]
    assert on_windows(PAGER=r'"C:\Program Files\Git\usr\bin\less.exe" -R') == [
        r"C:\Program Files\Git\usr\bin\less.exe",
        "-R",
    ]
    monkeypatch.setattr("shutil.which", {"more": r"C:\Windows\System32\more.COM"}.get)
    assert on_windows(PAGER="more") == [r"C:\Windows\System32\more.COM"]


def test_help_of_every_list_names_the_way_out() -> None:
    for command in (*LIST[:2],), ("sources",), ("schema",):
        assert "--no-pager" in run_usceplan(*command, "--help").out
