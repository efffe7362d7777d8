"""Markdown that GitHub and MkDocs read alike: tables, headings to link to, and texts in which nothing is meant."""

import re
from collections.abc import Iterable


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; the cells are Markdown already."""
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def link(text: str, heading: str) -> str:
    """A link to a heading of the same page."""
    return f"[{text}](#{anchor(heading)})"


def anchor(heading: str) -> str:
    """What GitHub and MkDocs alike make of a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def code(text: str | None) -> str:
    """A text as code, which may stand in a table; nothing for none."""
    return f"`{text}`".replace("|", "\\|") if text else ""


def plain(text: str) -> str:
    """A text of the program as it is: its stars, brackets and strokes are no Markdown; `` `` and options are code."""
    pieces = re.split(r"(``.+?``|(?<!\S)--[a-z][\w-]*)", text)
    return "".join(code(piece.strip("`")) if number % 2 else _escaped(piece) for number, piece in enumerate(pieces))


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_<>\[\]|])", r"\\\1", text)
