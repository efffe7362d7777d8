"""The table of commands, from which the help prints, and the commands as they are declared say the same."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_command

import usceplan.cli
from usceplan.cli.app import app
from usceplan.cli.commands import COMMANDS, Entry
from usceplan.cli.manners import FLAGS
from usceplan.cli.on_demand import registered_name


def every(entries: Mapping[str, Entry] = COMMANDS, before: str = "") -> Iterator[tuple[str, Entry]]:
    """All commands and groups, with their whole names."""
    for name, entry in entries.items():
        yield f"{before}{name}", entry
        yield from every(entry.commands or {}, f"{before}{name} ")


def declared_with(entry: Entry) -> typer.Typer:
    module, _, instance = entry.declared.partition(":")
    found = getattr(import_module(f"usceplan.cli.{module}"), instance)
    assert isinstance(found, typer.Typer)
    return found


EVERY = dict(every())


@pytest.mark.parametrize("words", EVERY)
def test_what_is_built_is_what_the_table_says(words: str) -> None:
    *groups, name = words.split()
    level = get_command(app)
    for group in groups:
        assert isinstance(level, TyperGroup)
        level = level.commands[group]
    assert isinstance(level, TyperGroup)
    built = level.commands[name]
    assert (built.name, built.short_help) == (name, EVERY[words].summary)
    assert built.help
    assert built.epilog
    assert {flag for parameter in built.params for flag in parameter.opts} >= FLAGS


def test_every_command_that_is_declared_is_in_the_table_and_leaves_the_summary_to_it() -> None:
    listed = {(entry.declared, name.split()[-1]) for name, entry in EVERY.items() if entry.commands is None}
    declared = set()
    for module in iter_modules(usceplan.cli.__path__):
        for name, instance in vars(import_module(f"usceplan.cli.{module.name}")).items():
            for command in instance.registered_commands if isinstance(instance, typer.Typer) else ():
                assert command.short_help is None
                assert not isinstance(command.rich_help_panel, str)
                declared.add((f"{module.name}:{name}", registered_name(command)))
    assert declared == listed


def test_the_help_lists_the_commands_in_the_order_of_the_table() -> None:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    assert list(group.commands) == list(COMMANDS)
    assert "nonsense" not in group.commands
