"""Options that every command takes because they are about how the program speaks: each stands for a variable."""

import os
from typing import Any

import typer
from typer.core import TyperOption

from usceplan.cli.grouped_help import RUN, GroupedCommands

ASCII, QUIET, VERBOSE = "USCEPLAN_ASCII", "USCEPLAN_QUIET", "USCEPLAN_VERBOSE"
MANNERS = {
    "--ascii": (ASCII, "Only letters and signs of ASCII."),
    "--quiet": (QUIET, "No progress line on a terminal."),
    "--verbose": (VERBOSE, "Say on standard error what is read."),
}
"""The flag, the variable that asks for the same, and the help."""


def manner_options() -> list[TyperOption]:
    """These options, anew: no two commands share one."""
    return [
        TyperOption(
            param_decls=[flag, variable],
            type=bool,
            is_flag=True,
            default=False,
            expose_value=False,
            callback=_set,
            help=text,
            show_default=False,
            rich_help_panel=RUN,
        )
        for flag, (variable, text) in MANNERS.items()
    ]


def _set(_context: typer.Context, parameter: Any, value: Any) -> Any:  # noqa: ANN401  # whatever Typer passes
    if value:
        os.environ[parameter.name] = "1"
    return value


class Program(GroupedCommands):
    """A group that takes these options itself; each of its commands gets them where it is built."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  # whatever Typer passes
        super().__init__(**settings)
        self.params.extend(manner_options())
