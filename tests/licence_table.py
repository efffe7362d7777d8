"""The table of docs/licences.md, from what the installed libraries say of themselves: `make licences` writes it."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parent.parent
DOCUMENT = CHECKOUT / "docs" / "licences.md"
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))

WHY = {
    "typer": "commands, options and their help",
    "rich": "screens: widths, colors, what a terminal can show",
    "pydantic": "models of data and results: their checks, JSON and JSON Schemas",
    "pyyaml": "reads data files and profiles",
    "numpy": "goes through many unfinished plans at a time, for hard searches",
    "icalendar": "writes calendars, for `timeline --ics`",
    "jinja2": "writes the page of `report`",
}
"""What the program itself needs each library for."""

PYTHONS = PROJECT["tool"]["tox"]["env_list"]
SYSTEMS = {"Linux": "linux", "macOS": "darwin", "Windows": "win32"}
_NAMES = {"darwin": "Darwin", "linux": "Linux", "win32": "Windows"}
_HEAD, _RULE = "| library | licence | home page | why |", "|---|---|---|---|"
_TABLE = re.compile(rf"{re.escape(_HEAD)}\n(?:\|.*\n)*")
_HOMES = ("homepage", "home", "source", "source code", "repository")


def direct() -> dict[str, Requirement]:
    """What pyproject.toml asks for, by its usual name."""
    needs = map(Requirement, PROJECT["project"]["dependencies"])
    return {canonicalize_name(need.name): need for need in needs}


def libraries() -> dict[str, dict[str, set[str]]]:
    """All libraries that are installed with the program on some system: which others need each, and where."""
    found: dict[str, dict[str, set[str]]] = {name: {} for name in direct()}
    waiting = list(found)
    for name in waiting:  # it grows
        for need, systems in _needs(name):
            if need not in found:
                found[need] = {}
                waiting.append(need)
            found[need][name] = systems
    return found


def _needs(name: str) -> Iterator[tuple[str, set[str]]]:
    """What a library needs, and on which systems; of one that is not installed here that is not known."""
    try:
        needs = map(Requirement, requires(name) or [])
    except PackageNotFoundError:
        return
    yield from ((canonicalize_name(need.name), systems) for need in needs if (systems := systems_of(need)))


def systems_of(need: Requirement) -> set[str]:
    """The systems on which a requirement holds with some Python that the program runs on."""
    if need.marker is None:
        return set(SYSTEMS)
    places = product(SYSTEMS.items(), PYTHONS)
    return {system for (system, platform), python in places if need.marker.evaluate(_place(platform, python))}


def _place(platform: str, python: str) -> dict[str, str]:
    return {
        "extra": "",
        "implementation_name": "cpython",
        "os_name": "nt" if platform == "win32" else "posix",
        "platform_python_implementation": "CPython",
        "platform_system": _NAMES[platform],
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": platform,
    }


def table() -> str:
    """A row for each library; versions differ from one environment to the next, so they are left out."""
    rows = [
        f"| {metadata(name)['Name']} | {_licence(name)} | {_home(name)} | {_why(name, needed_by)} |"
        for name, needed_by in libraries().items()
    ]
    return "\n".join([_HEAD, _RULE, *rows, ""])


def _licence(name: str) -> str:
    """An expression of SPDX where it says one, else a few words of its own, else how it is classified."""
    short = [text for text in _said(name, "License") if len(text.split()) < 6]
    classified = [line.rpartition(" :: ")[2] for line in _said(name, "Classifier") if line.startswith("License")]
    return next(iter([*_said(name, "License-Expression"), *short, *classified]))


def _home(name: str) -> str:
    lines = (line.partition(", ") for line in _said(name, "Project-URL"))
    urls = {label.lower(): url for label, _, url in lines}
    return next(iter([*_said(name, "Home-page"), *(urls[label] for label in _HOMES if label in urls)]))


def _said(name: str, key: str) -> list[str]:
    return [text for text in metadata(name).get_all(key) or () if text]


def _why(name: str, needed_by: dict[str, set[str]]) -> str:
    if name in WHY:
        return WHY[name]
    others = (
        other if systems == set(SYSTEMS) else f"{other} on {' and '.join(sorted(systems))}"
        for other, systems in sorted(needed_by.items())
    )
    return f"needed by {', '.join(others)}"


def listed() -> dict[str, list[str]]:
    """The other columns of the document, by the usual name of the library."""
    (found,) = _TABLE.findall(DOCUMENT.read_text(encoding="utf-8"))
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in found.splitlines()[2:]]
    return {canonicalize_name(name): others for name, *others in rows}


if __name__ == "__main__":
    written = _TABLE.sub(lambda _: table(), DOCUMENT.read_text(encoding="utf-8"))
    DOCUMENT.write_text(written, encoding="utf-8", newline="\n")
