"""How soon the program answers, beside what Python and the libraries that it rests on take alone.

Run with: python benchmarks/startup.py [--rounds 25]

Every command runs as a process of its own, as a person starts it, and the commands take turns, so that a busy machine
slows all alike. Counted is the time of the processor (user and system), as the kernel tells for each process; the clock
on the wall would count other programs. What counts are the ratios of the medians of one run. The table that is printed
is in Markdown.

This file imports nothing but the standard library: the peak of a process is at least that of the one that started it.
"""

import argparse
import os
import platform
import shlex
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

APPLICANT = 470
OPTIONS = (
    "--specialty radiology --grad-year 2021 --visa b1-b2 --budget 7500 --match-year 2028 --today 2026-11-22"
    " --nationality PH --held-weeks 4:full --exclude brunswick-hospital-psychiatry-observership"
    " --exclude university-of-kentucky-neurology-observership --exclude metrohealth-visiting-student-electives"
    " --exam usmle-step-1 --exam usmle-step-2-ck --exam oet --exam ecfmg-certificate"
)
"""The applicant of ``applicants.py`` with the median search of 500, as ``median_applicant.py`` prints it."""

MOST_MB = 80
HEAD = "| command | median, ms | least, ms | times | target | peak | target |\n|---|---:|---:|---:|---:|---:|---:|"
SCRIPT = """\
import sys
from usceplan.__main__ import run
if __name__ == '__main__':
    sys.argv[0] = sys.argv[0].removesuffix('.exe')
    sys.exit(run())
"""
"""What installers of today write; pip before 25.2 writes one that imports ``re``, for 4 ms."""


@dataclass(frozen=True)
class Way:
    """A command that is timed. Its time is at most ``most`` times that of the command named ``beside``."""

    name: str
    command: list[str]
    beside: str = ""
    most: float | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    on_terminal: bool = False
    is_search: bool = False
    code: int = 0


@dataclass(frozen=True)
class Spent:
    """What one process took: time of the processor, and memory at its peak."""

    ms: float
    mb: float


@dataclass(frozen=True)
class Measured:
    """What a command took: the median and the least of its times, and its greatest peak."""

    way: Way
    ms: float
    least_ms: float
    mb: float


BARE, TYPER, FOUR = "`python -c pass`", '`python -c "import typer"`', '`python -c "import typer, rich, pydantic, yaml"`'


def ways(script: Path) -> list[Way]:
    """All that is measured, in the order of the table."""
    installed = Path(sysconfig.get_path("scripts")) / "usceplan"
    program = [str(installed)]
    recommend = [*program, "recommend", *shlex.split(OPTIONS), "--no-input"]
    tab = {"_USCEPLAN_COMPLETE": "complete_bash", "COMP_WORDS": "usceplan programs show ucsd-a", "COMP_CWORD": "3"}
    version = Way("`usceplan --version`", [*program, "--version"], BARE, 1.5)
    plain = Way("the same by a script without `re`", [sys.executable, str(script), "--version"], BARE, 1.5)
    imports_re = "import re" in installed.read_text(encoding="utf-8")
    return [
        Way(BARE, [sys.executable, "-c", "pass"]),
        Way(TYPER, [sys.executable, "-c", "import typer"]),
        Way(FOUR, [sys.executable, "-c", "import typer, rich, pydantic, yaml"]),
        version,
        *([plain] if imports_re else []),
        Way("`usceplan --help`", [*program, "--help"], TYPER, 1.3),
        Way("`usceplan recommend --help`", [*program, "recommend", "--help"], TYPER, 1.3),
        Way("`usceplan programs list --help`", [*program, "programs", "list", "--help"], TYPER, 1.3),
        Way("Tab after `usceplan programs show ucsd-a`", program, TYPER, 1.3, tab),
        Way("`usceplan recomend`, a mistyped command", [*program, "recomend"], TYPER, 1.3, code=2),
        Way("`usceplan recommend --json`", [*recommend, "--json"], FOUR, is_search=True),
        Way("`usceplan recommend` on a terminal", recommend, FOUR, is_search=True, on_terminal=True),
    ]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=25, help="how often each command is timed")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        script, cache = Path(folder) / "usceplan", Path(folder) / "cache"
        script.write_text(SCRIPT, encoding="utf-8")
        measured = _measured(ways(script), rounds, _environment(cache))
        if not any(cache.rglob("*.json")):
            raise SystemExit("the catalogue was read anew each time: no cache was written")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {rounds} rounds.\n")
    print("\n".join([HEAD, *_rows(measured)]))


def _environment(cache: Path) -> dict[str, str]:
    """Nothing of the person's own; a cache that the first round fills; and Python may keep what it compiled."""
    personal = ("USCEPLAN_", "_USCEPLAN", "XDG_", "PYTHON", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(personal)}
    return {**kept, "XDG_CACHE_HOME": str(cache), "XDG_CONFIG_HOME": "/nowhere", "TERM": "xterm", "COLUMNS": "100"}


def _measured(all_ways: list[Way], rounds: int, environment: Mapping[str, str]) -> list[Measured]:
    spent: dict[str, list[Spent]] = {way.name: [] for way in all_ways}
    for number in range(rounds + 1):
        for way in all_ways:
            one = _run(way, {**environment, **way.variables})
            if number:  # the first round fills caches
                spent[way.name].append(one)
    return [_summed(way, spent[way.name]) for way in all_ways]


def _summed(way: Way, spent: list[Spent]) -> Measured:
    times = [one.ms for one in spent]
    return Measured(way, median(times), min(times), max(one.mb for one in spent))


def _run(way: Way, environment: Mapping[str, str]) -> Spent:
    import pty  # noqa: PLC0415 (not on Windows)

    terminal, out = pty.openpty() if way.on_terminal else (None, os.open(os.devnull, os.O_RDWR))
    started = subprocess.Popen(way.command, stdin=out, stdout=out, stderr=out, env=environment)
    os.close(out)
    if terminal is not None:
        _read_all(terminal)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode != way.code:
        raise SystemExit(f"{shlex.join(way.command)} ended with {started.returncode}, not {way.code}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Spent(1000 * (used.ru_utime + used.ru_stime), used.ru_maxrss / unit)


def _read_all(terminal: int) -> None:
    """Read what a terminal is sent, until nobody has it open any more, and close it."""
    with suppress(OSError):  # so Linux says that
        while os.read(terminal, 1 << 16):
            pass
    os.close(terminal)


def _rows(measured: list[Measured]) -> Iterator[str]:
    by_name = {one.way.name: one for one in measured}
    for one in measured:
        beside = by_name.get(one.way.beside)
        ratio = f"{one.ms / beside.ms:.2f} × {beside.way.name}" if beside else ""
        target = f"≤ {one.way.most} ×" if one.way.most else ""
        memory_target = f"< {MOST_MB} MB" if one.way.is_search else ""
        cells = (one.way.name, f"{one.ms:.1f}", f"{one.least_ms:.1f}", ratio, target, f"{one.mb:.0f} MB", memory_target)
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
