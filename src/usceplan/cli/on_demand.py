"""Groups whose commands are built one by one, when they are asked for.

Typer itself builds all commands with all their options for every command line.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info, get_command_name, get_group
from typer.models import CommandInfo

from usceplan.cli.commands import COMMANDS, Entry
from usceplan.cli.grouped_help import GroupedCommands
from usceplan.cli.manners import Program, add_manners

Built = TyperCommand | TyperGroup


class Root(Program):
    """The program itself, with every command of the table."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  # whatever Typer passes
        super().__init__(**settings)
        _offer(self, COMMANDS)


class OnDemand(Mapping[str, Built]):
    """Commands by name, in the order of the table; to look one up is to build it."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._built: dict[str, Built] = {}

    def __getitem__(self, name: str) -> Built:
        if name not in self._built:
            self._built[name] = _built(name, self._entries[name])
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _offer(group: GroupedCommands, entries: Mapping[str, Entry]) -> None:
    group.entries = entries
    group.commands = cast(Any, OnDemand(entries))  # Typer only reads what it calls mutable


def _built(name: str, entry: Entry) -> Built:
    module, _, instance = entry.declared.partition(":")
    declared: typer.Typer = getattr(import_module(f"usceplan.cli.{module}"), instance)
    built = _command(name, declared) if entry.commands is None else _group(name, declared, entry.commands)
    built.short_help, built.rich_help_panel = entry.summary, entry.panel
    return built


def _command(name: str, declared: typer.Typer) -> TyperCommand:
    [info] = [one for one in declared.registered_commands if registered_name(one) == name]
    command = get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)
    assert isinstance(command, TyperCommand)
    add_manners(command)
    return command


def _group(name: str, declared: typer.Typer, entries: Mapping[str, Entry]) -> TyperGroup:
    alone = copy(declared)
    alone.registered_commands = []  # which Typer would build
    group = get_group(alone)
    assert isinstance(group, GroupedCommands)
    group.name = name
    _offer(group, entries)
    return group


def registered_name(command: CommandInfo) -> str:
    """The name of a command as a person types it."""
    assert command.callback is not None
    return command.name or get_command_name(command.callback.__name__)
