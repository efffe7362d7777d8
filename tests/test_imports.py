"""What each command imports, so that none waits for what it does not use. No clock is looked at here.

``benchmarks/startup.py`` looks at the clock. Ruff's TID253 keeps libraries out of the modules that all commands share.
"""

import os
import subprocess
import sys
from contextlib import suppress
from threading import Thread
from typing import NamedTuple

import pytest

from command_line import GRADUATE, TODAY, environment
from usceplan.cli.commands import COMMANDS

LIBRARIES = ("typer", "pydantic", "rich", "yaml", "numpy", "jinja2", "icalendar", "ortools")
PARTS = {
    "models": "usceplan.catalog.catalogue",
    "reader": "usceplan.catalog.reading",
    "eligibility": "usceplan.eligibility",
    "optimizer": "usceplan.planning.optimizer",
    "hard-searches": "usceplan.planning.arrays",
    "what-if": "usceplan.whatif",
    "money": "usceplan.costs.cash_flow",
    "levers": "usceplan.budget_levers",
    "saved-plans": "usceplan.saved_plan",
    "tasks": "usceplan.tasks",
    "browsing": "usceplan.browse",
    "outlook": "usceplan.outlook_report",
    "questions": "usceplan.cli.dialogue",
    "screens": "usceplan.output.terminal",
    "calendar-file": "usceplan.output.icalendar_export",
    "bug-report": "usceplan.cli.bug_report",
}
"""What a run may need beside the parser of command lines, by one module of it."""


_RUN = (
    "import atexit, sys; sys.argv[0] = 'usceplan';"
    "atexit.register(lambda: print(*sys.modules, sep='\\n', file=sys.stderr));"
    "from usceplan.__main__ import run; run()"
)


def imported(*arguments: str, variables: dict[str, str] | None = None, out: int = subprocess.DEVNULL) -> set[str]:
    """The modules of the program, and those libraries, that are there at the end of a run."""
    ran = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments],
        env=environment(**(variables or {})),
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    names = set(ran.stderr.splitlines())
    return {name for name in names if name.startswith("usceplan") or name in LIBRARIES}


# What must come at once: every module is named.

START = {"usceplan", "usceplan.__main__", "usceplan.process"}
PARSER = {
    *START,
    "typer",
    "usceplan.cli",
    "usceplan.cli.app",
    "usceplan.cli.commands",
    "usceplan.cli.empty_values",
    "usceplan.cli.grouped_help",
    "usceplan.cli.manners",
    "usceplan.cli.on_demand",
    "usceplan.cli.switches",
    "usceplan.problems",
}
OPTIONS = {"usceplan.cli.completion", "usceplan.cli.options", "usceplan.cli.run_options"}
IDS = {"usceplan.catalog", "usceplan.catalog.folder", "usceplan.catalog.words_of_files"}
OWN_IDS = {"usceplan.catalog.own_files", "usceplan.cli.folders"}
MESSAGE = {"usceplan.output", "usceplan.output.safe_text"}

LIGHT = {
    "--version": START,
    "recommend --version": START,
    "--help": PARSER,
    "help": PARSER,
    "recommend --help": PARSER | OPTIONS | {"usceplan.cli.plan_commands"},
    "help explain": PARSER | OPTIONS | {"usceplan.cli.plan_commands"},
    "budget --help": PARSER | OPTIONS | {"usceplan.cli.budget_commands", "usceplan.cli.money_options"},
    "budget compare --help": PARSER | OPTIONS | {"usceplan.cli.budget_commands", "usceplan.cli.money_options"},
    "match --help": PARSER | OPTIONS | {"usceplan.cli.calendar_commands"},
    "schema --help": PARSER | {"usceplan.cli.completion", "usceplan.cli.data_commands"},
    "profile --help": PARSER | OPTIONS | {"usceplan.cli.first_commands"},
    "profile init --help": PARSER | OPTIONS | {"usceplan.cli.first_commands"},
    "programs list --help": PARSER | OPTIONS | {"usceplan.cli.programs"},
    "catalog check --help": PARSER | OPTIONS | {"usceplan.cli.catalog"},
    "recomend": PARSER | MESSAGE | {"usceplan.cli.usage_words"},
    "match --tody x --json": PARSER | OPTIONS | MESSAGE | {"usceplan.cli.calendar_commands"},
}


@pytest.mark.parametrize("arguments", LIGHT)
def test_help_version_and_messages_import_no_more_than_this(arguments: str) -> None:
    assert set(imported(*arguments.split())) == LIGHT[arguments]


COMPLETED = {
    "usceplan re": PARSER,
    "usceplan profile sh": PARSER | OPTIONS | {"usceplan.cli.first_commands"},
    "usceplan match --to": PARSER | OPTIONS | {"usceplan.cli.calendar_commands"},
    "usceplan programs show ucsd-a": PARSER | OPTIONS | IDS | OWN_IDS | {"usceplan.cli.programs"},
    "usceplan programs list --specialty card": PARSER | OPTIONS | IDS | {"usceplan.cli.programs"},
}


@pytest.mark.parametrize("line", COMPLETED)
def test_completion_imports_no_more_than_this(line: str) -> None:
    asked = {"_USCEPLAN_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    assert set(imported(variables=asked)) == COMPLETED[line]


# What does its work: the libraries and the parts that it needs, with a cache that is there.


class Needs(NamedTuple):
    """The libraries beside Typer, and the parts."""

    libraries: str
    parts: str


RICH = ("--specialty", "FM", "--grad-year", "2020", "--visa", "green-card", "--budget", "30000", *TODAY)
"""An applicant for whom plans are hard to tell apart."""
PLANNING = "models eligibility optimizer what-if money tasks"
PLANNED = "models eligibility optimizer what-if money levers saved-plans tasks"
"""What is needed where the plan may be a saved one as well."""
RECOMMEND = " ".join(("recommend", *GRADUATE, "--time-limit 0"))
TIMELINE = " ".join(("timeline", *GRADUATE, "--time-limit 0"))
WHOLE_SEARCH = " ".join(("recommend", *GRADUATE, "--json"))
HARD = " ".join(("recommend", *RICH, "--json"))
MATCH = " ".join(("match", *TODAY))
RUNS = {
    f"{RECOMMEND} --json": Needs("pydantic", PLANNING),
    RECOMMEND: Needs("pydantic rich", f"{PLANNING} screens"),
    WHOLE_SEARCH: Needs("pydantic", PLANNING),
    HARD: Needs("pydantic numpy", PLANNING.replace("optimizer", "optimizer hard-searches")),
    "budget --city Chicago --weeks 8 --json": Needs("pydantic", PLANNED),
    f"{TIMELINE} --json": Needs("pydantic", PLANNED),
    f"{TIMELINE} --ics -": Needs("pydantic icalendar", f"{PLANNED} calendar-file"),
    f"{MATCH} --json": Needs("pydantic", "models eligibility"),
    MATCH: Needs("pydantic rich", "models eligibility screens"),
    "programs list --json": Needs("pydantic", "models eligibility browsing"),
    "programs show ucsd-ace-program": Needs("pydantic rich", "models eligibility browsing screens"),
    "outlook --json": Needs("pydantic", f"{PLANNED} outlook"),
    "sources costs --json": Needs("pydantic", "models eligibility browsing"),
    "schema": Needs("pydantic", "models eligibility optimizer saved-plans"),
    "catalog path": Needs("pydantic", "models"),
    "profile path": Needs("pydantic yaml", "models reader eligibility"),
}


@pytest.fixture(scope="module", autouse=True)
def _cache_there() -> None:
    imported("match", *TODAY, "--json")


@pytest.mark.parametrize("arguments", RUNS)
def test_a_command_imports_what_it_needs(arguments: str) -> None:
    assert needs(imported(*arguments.split())) == RUNS[arguments]


def needs(names: set[str]) -> Needs:
    libraries = " ".join(name for name in LIBRARIES[1:] if name in names)
    return Needs(libraries, " ".join(part for part, module in PARTS.items() if module in names))


if sys.platform != "win32":

    def test_a_terminal_asks_for_rich_and_nothing_else() -> None:
        import pty  # noqa: PLC0415 (not on Windows)

        terminal, out = pty.openpty()
        reader = Thread(target=_read_all, args=(terminal,))
        reader.start()
        found = imported(*RECOMMEND.split(), variables={"TERM": "xterm"}, out=out)
        os.close(out)
        reader.join()
        os.close(terminal)
        assert needs(found) == RUNS[RECOMMEND]

    def _read_all(terminal: int) -> None:
        with suppress(OSError):  # what Linux says when the other side is closed
            while os.read(terminal, 65536):
                pass


def test_a_command_imports_the_declarations_of_no_other() -> None:
    declaring = {f"usceplan.cli.{entry.declared.partition(':')[0]}" for entry in COMMANDS.values()}
    for arguments, own in {"match --json": "calendar_commands", "schema": "data_commands"}.items():
        assert declaring & set(imported(*arguments.split())) == {f"usceplan.cli.{own}"}
