"""How fast the catalogue loads: from YAML with validation, and from the cache.

Run with: python benchmarks/loading.py [--rounds 15]

Every load is timed in a process of its own, as a person meets it, from the moment at which the models are imported; a
first load pays for all that it needs besides: reading YAML for its library and the validators, the cache for what makes
models of JSON. Later loads in the same process pay for neither. The ways take turns, so that a busy machine slows all
alike; what counts are the ratios of one run.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import usceplan

LOAD = """
import sys, time
from pathlib import Path
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
cache = Path(sys.argv[1]) if len(sys.argv) > 1 else None
began = time.perf_counter()
load_catalogue(data_folder(), cache=cache)
print(1000 * (time.perf_counter() - began))
"""
AGAIN = """
import sys, time
from pathlib import Path
from statistics import median
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
cache = Path(sys.argv[1]) if len(sys.argv) > 1 else None
found = []
for _ in range(6):
    began = time.perf_counter()
    catalogue = load_catalogue(data_folder(), cache=cache)
    found.append(1000 * (time.perf_counter() - began))
    del catalogue
print(median(found[1:]))
"""

LIBRARIES = "import typer, rich, pydantic, yaml"


def main() -> None:
    """Print the medians of all ways and the ratios between them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15, help="how often each way is timed")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {rounds} rounds")
        _printed_loading(Path(folder), rounds)
        _printed_commands(Path(folder), rounds)


def _printed_loading(cache: Path, rounds: int) -> None:
    ways = {
        "YAML, first load": (LOAD,),
        "cache, first load": (LOAD, str(cache)),
        "YAML, later loads": (AGAIN,),
        "cache, later loads": (AGAIN, str(cache)),
    }
    _told(ways["cache, first load"])  # which makes it
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, command in ways.items():
            found[name].append(_told(command))
    medians = {name: median(times) for name, times in found.items()}
    print("\nThe catalogue, ms (median, least)")
    for name, times in found.items():
        print(f"  {name:<20} {medians[name]:8.1f} {min(times):8.1f}")
    for when in ("first load", "later loads"):
        yaml, cached = f"YAML, {when}", f"cache, {when}"
        by_median, by_least = medians[yaml] / medians[cached], min(found[yaml]) / min(found[cached])
        print(f"  {when}: the cache is {by_median:.1f} times as fast by the median, {by_least:.1f} by the least")


def _told(command: tuple[str, ...]) -> float:
    """The time that the process itself took, in milliseconds."""
    return float(_run([sys.executable, "-c", *command], {}))


def _printed_commands(cache: Path, rounds: int) -> None:
    """Whole commands beside what Python needs to import the libraries that they rest on."""
    person = ["--specialty", "IM", "--grad-year", "2023", "--visa", "b1-b2", "--budget", "9000"]
    program = [sys.executable, "-m", "usceplan"]
    city = [*program, "budget", "--city", "Chicago", "--weeks", "8", "--today", "2026-11-22", "--json"]
    cold = {"XDG_CACHE_HOME": "/dev/null"}
    warm = {"XDG_CACHE_HOME": str(cache)}
    ways = {
        "import typer, rich, pydantic, yaml": ([sys.executable, "-c", LIBRARIES], warm),
        "budget --city --json, no cache": (city, cold),
        "budget --city --json, cache": (city, warm),
        "recommend --json, cache": ([*program, "recommend", *person, "--today", "2026-11-22", "--json"], warm),
    }
    _run(*ways["budget --city --json, cache"])
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (command, variables) in ways.items():
            found[name].append(_seconds(command, variables))
    libraries = median(found["import typer, rich, pydantic, yaml"])
    print("\nWhole processes, ms (median, least, times the libraries alone)")
    for name, times in found.items():
        print(f"  {name:<36} {1000 * median(times):8.1f} {1000 * min(times):8.1f} {median(times) / libraries:6.2f}")


def _seconds(command: list[str], variables: dict[str, str]) -> float:

    began = time.perf_counter()
    _run(command, variables)
    return time.perf_counter() - began


def _run(command: list[str], variables: dict[str, str]) -> str:
    package = str(Path(usceplan.__file__).parent.parent)
    environment = {**os.environ, "XDG_CONFIG_HOME": "/nowhere", "PYTHONPATH": package, **variables}
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    main()
