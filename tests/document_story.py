"""The command lines of a document, run one after the other in a folder of their own, as a reader would.

Run this file to write the outputs that the documents show anew; those with a gap (``...``) stay as they are.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import chdir
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from command_line import CACHE, TODAY, Ran, environment, usceplan_with
from documents import DOCUMENTS, ROOT, Command, File, steps, with_outputs
from usceplan.cli.app import app

GAP = "..."
"""A line of a shown output that stands for any others."""

INSTALLS = frozenset({"brew", "cd", "git", "make", "pipx", "py", "source", "sudo", "uv", "winget"})
"""Programs that a test must not run: they change the machine, or take minutes."""
TIME = ("--time-limit", "600")
"""So that nothing depends on how fast the machine is."""

TOOLS = frozenset({"bash", "jq"})
SOLVER = "ortools"
"""Programs, and a library, that a machine may lack."""

ASKING = frozenset({"recommend", "start", "profile edit", "profile init", "catalog add", "catalog edit"})
"""Commands that ask in a terminal, and say that there is none where there is none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A command line of a document and what came of it; ``ran`` is None where it could not be run here."""

    command: Command
    ran: Ran | None


@cache
def story(document: Path) -> tuple[Outcome, ...]:
    """What comes of all command lines of a document, in its order, in a home that has nothing but what they make."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder).resolve()
        # As if the folder were that of a clone, for what a document does with the rest of it.
        shutil.copytree(ROOT / "benchmarks", home / "benchmarks", ignore=shutil.ignore_patterns("__pycache__"))
        found: list[Outcome] = []
        for step in steps(document):
            if isinstance(step, Command):
                found.append(Outcome(step, _run(step, home)))
            else:
                _write(step, home)
    return tuple(found)


def _write(file: File, home: Path) -> None:
    path = home / file.path.removeprefix("~/")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(file.text, encoding="utf-8")


def _run(command: Command, home: Path) -> Ran | None:
    if command.whole:
        return _in_bash(command.line, home)
    if installs(command):
        return None
    own, rest = split(command.line)
    words = shlex.split(own)
    if words[0] == "python":
        if SOLVER in missing_tools():
            return None
        return _in_bash(f"{shlex.quote(sys.executable)} {command.line.removeprefix('python ')}", home)
    if words[0] != "usceplan":
        return _in_bash(command.line, home)
    with chdir(home):
        ran = usceplan_with({"HOME": str(home)}, *_repeatable(words[1:]), with_own_files=True)
    return _in_bash(f"cat {rest}", home, ran) if rest else ran


def missing_tools() -> list[str]:
    """What this machine lacks to run every command line."""
    programs = [tool for tool in sorted(TOOLS) if shutil.which(tool) is None]
    return programs if find_spec(SOLVER) else [*programs, SOLVER]


def installs(command: Command) -> bool:
    """Whether a command line is not for tests to run."""
    words = shlex.split(command.line)
    return words[0] in INSTALLS or (words[0].startswith("python") and words[1] == "-m")


def asks(command: Command) -> bool:
    """Whether a command line tells nothing and so asks in a terminal."""
    words = shlex.split(command.line)
    path = " ".join(words[1 : 1 + len(_path(words[1:]))])
    return words[0] == "usceplan" and (path in ASKING or not path) and not {"--grad-year", "--profile"} & set(words)


def split(line: str) -> tuple[str, str]:
    """A line up to its first pipe or redirection, and the rest."""
    found = re.match(r"""((?:'[^']*'|"[^"]*"|[^|>'"])*)(.*)""", line)
    assert found is not None
    return found[1].strip(), found[2]


def _in_bash(script: str, home: Path, before: Ran | None = None) -> Ran | None:
    """A script in bash, with ``usceplan`` as a command; the output of the program before is its input."""
    if any(tool == "bash" or tool in shlex.split(script) for tool in missing_tools()):
        return before
    commands = home / ".bin"
    _write(File(".bin/usceplan", f'#!/bin/sh\nexec "{sys.executable}" -m usceplan "$@"\n'), home)
    (commands / "usceplan").chmod(0o755)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],  # noqa: S607 (the shell that the reader has)
        input=before.out if before else "",
        cwd=home,
        env=environment(HOME=str(home), PATH=f"{commands}{os.pathsep}{os.environ['PATH']}", USCEPLAN_TODAY=TODAY[1]),
        capture_output=True,
        encoding="utf-8",
        timeout=900,
        check=False,
    )
    code = done.returncode or (before.code if before else 0)
    return Ran(code, done.stdout, (before.err if before else "") + done.stderr)


def _repeatable(words: list[str]) -> list[str]:
    """The same command line on the usual day and with time enough, where a command asks for these and is told none."""
    options = command_options()[_path(words)]
    added = [told for told in (TODAY, TIME) if told[0] in options and told[0] not in words]
    return [*words, *(word for told in added for word in told)]


def _path(words: list[str]) -> tuple[str, ...]:
    """The words that name the command."""
    known = command_options()
    return max((path for path in known if tuple(words[: len(path)]) == path), key=len)


@cache
def command_options() -> dict[tuple[str, ...], frozenset[str]]:
    """The options of every command, by the words that name it; those of the program itself by none."""
    found: dict[tuple[str, ...], frozenset[str]] = {}

    def look(command: Any, path: tuple[str, ...]) -> None:
        found[path] = frozenset(name for one in command.params for name in (*one.opts, *one.secondary_opts))
        if isinstance(command, TyperGroup):
            context = typer.Context(command)
            for name in command.list_commands(context):
                look(command.get_command(context, name), (*path, name))

    look(get_command(app), ())
    return found


def matches(shown: str, printed: str) -> bool:
    """Whether an output is what a document shows of it: the same lines, but for those that a gap stands for."""
    lines = [re.escape(line.rstrip()) + "\n" for line in shown.splitlines()]
    pattern = "".join("(?:.*\n)*?" if line == re.escape(GAP) + "\n" else line for line in lines)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed.splitlines())) is not None


def main() -> None:
    """Write the outputs that the documents show anew."""
    os.environ["XDG_CACHE_HOME"] = CACHE
    for document in DOCUMENTS:
        outputs = {
            one.command.place: "".join(f"{line.rstrip()}\n" for line in one.ran.out.splitlines())
            for one in story(document)
            if one.ran and one.command.output is not None and GAP not in one.command.output.splitlines()
        }
        document.write_text(with_outputs(document, outputs), encoding="utf-8")


if __name__ == "__main__":
    main()
