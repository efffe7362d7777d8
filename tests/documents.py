"""The documents for people, and what they show: command lines with their output, files to write, links, options."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE_BEFORE = re.compile(r"`([^`\s]+)`[^`\n]*:\n\n$")
"""A block is a file where the line before it ends like: Save this as `check.py`:"""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line that a document shows.

    ``output`` is what it shows of the output, None where it shows nothing; ``remark`` is the comment behind it. A
    ``whole`` script is one command of several lines.
    """

    place: str
    line: str
    remark: str = ""
    output: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file that a document tells to write."""

    path: str
    text: str


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def name_of(document: Path) -> str:
    """``docs/method.md``."""
    return document.relative_to(ROOT).as_posix()


def steps(document: Path) -> Iterator[Command | File]:
    """The commands and the files of a document, in the order of the page.

    A block called ``sh`` has a command on each line, one called ``console`` has them behind ``$`` with their output
    below, and one called ``bash`` is one script.
    """
    text = text_of(document)
    for block in _BLOCK.finditer(text):
        kind, inside = block.groups()
        first = text.count("\n", 0, block.start()) + 2
        named = _FILE_BEFORE.search(text, 0, block.start())
        if kind == "bash":
            yield Command(f"{name_of(document)}:{first}", inside, whole=True)
        elif kind == "sh":
            yield from _commands(document, first, inside)
        elif kind == "console":
            yield from _with_output(document, first, inside)
        elif named:
            yield File(named[1], inside)


def _commands(document: Path, first: int, inside: str) -> Iterator[Command]:
    number = first
    for line in re.findall(r"((?:[^\n]*\\\n)*[^\n]*)\n", inside):  # one that ends in a backslash goes on
        shown, _, remark = line.replace("\\\n", "").partition(" #")
        if shown.strip():
            yield Command(f"{name_of(document)}:{number}", shown.strip(), remark.strip())
        number += 1 + line.count("\n")


def _with_output(document: Path, first: int, inside: str) -> Iterator[Command]:
    for part in re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", inside, flags=re.MULTILINE):
        number = first + inside.count("\n", 0, part.start())
        yield Command(f"{name_of(document)}:{number}", part[1], output=part[2])


def with_outputs(document: Path, outputs: dict[str, str]) -> str:
    """The document with the outputs of some command lines, by their places, in the place of those that it shows."""
    text = text_of(document)

    def anew(block: re.Match[str]) -> str:
        first = text.count("\n", 0, block.start()) + 2
        shown = "".join(
            f"$ {one.line}\n{outputs.get(one.place, one.output)}" for one in _with_output(document, first, block[2])
        )
        return f"```console\n{shown}```"

    return re.sub(_BLOCK.pattern.replace(r"(\w+)", "(console)"), anew, text, flags=re.DOTALL | re.MULTILINE)


def table_after(text: str, words: str) -> list[dict[str, str]]:
    """The rows of the first table after some words, each by the heads of its columns."""
    lines = text[text.index(words) :].splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("|"))
    heads, _, *rows = [_cells(line) for line in takewhile(lambda line: line.startswith("|"), lines[first:])]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def options_in_words(text: str) -> set[str]:
    """Every option that a text names between back quotes."""
    return {option for code in _code_in_words(text) for option in re.findall(r"(?:^|\s)(--[a-z][a-z-]+)", code)}


def commands_in_words(text: str) -> set[str]:
    """Every command that a text names between back quotes: ``programs show``, and all that stands behind it."""
    return {code.removeprefix("usceplan ") for code in _code_in_words(text) if re.match(r"usceplan [a-z]", code)}


def _code_in_words(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", _BLOCK.sub("", text))


def links(text: str) -> list[str]:
    """Where the links and pictures of a text lead, those to other sites left out."""
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", _BLOCK.sub("", text)) if "://" not in link]


def headings(text: str) -> set[str]:
    """The names by which links reach the headings of a text."""
    found = re.findall(r"^#+ (.*)$", _BLOCK.sub("", text), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}
