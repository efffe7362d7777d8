"""Options of files that are given an empty text, as of a variable of the shell that is not set."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import typer


def refuse_nameless_files(parameters: Iterable[Any], words: Sequence[str]) -> None:
    """Raise for the first of them; else the empty path would be taken for the folder that the program runs in."""
    files = {flag: one for one in parameters if "FILE" in (one.metavar or "") for flag in one.opts}
    for before, word in pairwise(["", *words]):
        flag = word.removesuffix("=") or before
        if flag in files and word in {"", f"{flag}="}:
            raise typer.BadParameter("expected a value, got nothing", param=files[flag])
