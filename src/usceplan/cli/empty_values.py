"""Options that are given an empty text, as of a variable of the shell that is not set."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import typer

from usceplan.problems import UserError


def refuse_empty_values(parameters: Iterable[Any], words: Sequence[str]) -> None:
    """Raise for the first of them that is a file or may be repeated; what stands alone is refused where it is read.

    The empty path would be taken for the folder that the program runs in, and an empty text among others be lost.
    """
    options = {flag: one for one in parameters for flag in one.opts if one.param_type_name == "option"}
    for before, word in pairwise(["", *words]):
        flag, joined, value = word.partition("=")
        if not joined:
            flag, value = before, word
        option = options.get(flag)
        if option is None:
            continue
        if option.multiple and not value.strip():
            raise UserError(f"{flag}: expected a value, got nothing", "Leave the option out.", "empty-value")
        if "FILE" in (option.metavar or "") and not value:
            raise typer.BadParameter("expected a value, got nothing", param=option)
