"""Options that every command takes because they are about how the program speaks: each stands for a variable."""

import os
from collections.abc import MutableMapping
from typing import Any, NamedTuple

import typer
from typer.core import TyperOption

from usceplan.cli.grouped_help import RUN, GroupedCommands
from usceplan.cli.switches import FALSE_WORDS, TRUE_WORDS
from usceplan.problems import UserError

ASCII, QUIET, VERBOSE, NO_PAGER = "USCEPLAN_ASCII", "USCEPLAN_QUIET", "USCEPLAN_VERBOSE", "USCEPLAN_NO_PAGER"


class Manner(NamedTuple):
    """The flags, the variable that asks for the same, and the help."""

    flags: tuple[str, ...]
    variable: str
    help: str


MANNERS = (
    Manner(("--no-color",), "NO_COLOR", "No colors."),
    Manner(("--no-pager",), NO_PAGER, "Print long lists at once, not page by page."),
    Manner(("--ascii",), ASCII, "Only letters and signs of ASCII."),
    Manner(("-q", "--quiet"), QUIET, "No progress line on a terminal."),
    Manner(("-v", "--verbose"), VERBOSE, "Say on standard error what is read."),
)
FLAGS = frozenset(flag for manner in MANNERS for flag in manner.flags)


def settle(variables: MutableMapping[str, str]) -> None:
    """Take away the variables of the program that say no, so that whoever asks need only look whether one is set.

    Raises ``UserError`` for a word that is neither yes nor no. ``NO_COLOR`` is not of this program: whatever it says
    means yes (no-color.org).
    """
    for name in (ASCII, QUIET, VERBOSE, NO_PAGER):
        word = variables.get(name, "").strip().lower()
        if word in FALSE_WORDS:
            del variables[name]
        elif word and word not in TRUE_WORDS:
            raise UserError(f'{name}: expected true or false, got "{variables[name]}"', f"Set {name}=1 or unset it.")


def add_manners(command: Any) -> None:  # noqa: ANN401  # whatever Typer makes a command of
    """Give a command the options that it does not have of its own."""
    own = {flag for parameter in command.params for flag in parameter.opts}
    command.params.extend(_option(manner) for manner in MANNERS if own.isdisjoint(manner.flags))


def _option(manner: Manner) -> TyperOption:
    return TyperOption(
        param_decls=[*manner.flags, manner.variable],
        type=bool,
        is_flag=True,
        default=False,
        expose_value=False,
        callback=_set,
        help=manner.help,
        show_default=False,
        rich_help_panel=RUN,
    )


def _set(_context: typer.Context, parameter: Any, value: Any) -> Any:  # noqa: ANN401  # whatever Typer passes
    if value:
        os.environ[parameter.name] = "1"
    return value


class Program(GroupedCommands):
    """A group that takes these options itself; each of its commands gets them where it is built."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  # whatever Typer passes
        super().__init__(**settings)
        add_manners(self)
