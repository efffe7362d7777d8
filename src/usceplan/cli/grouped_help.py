"""The help of commands, with options and commands under the headings that they name as their panel.

Typer itself does so only where Rich draws the help, which takes time to import. It keeps the types of a context and of
what formats help to itself.
"""

from collections.abc import Mapping
from typing import Any

from typer.core import TyperCommand, TyperGroup

from usceplan.cli.commands import Entry
from usceplan.cli.empty_values import refuse_empty_values

OWN, RUN = "Options", "Running"
"""The headings of what belongs to one command alone, which comes first, and of how a command runs."""


class GroupedCommand(TyperCommand):
    """A command whose options are shown by panel."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read the words of a command line, in which files and what may be repeated are not empty."""
        refuse_empty_values(self.params, args)
        return super().parse_args(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write arguments and options."""
        _write_parameters(self, ctx, formatter)


class GroupedCommands(TyperGroup):
    """A group whose commands are listed by what a table says of them, in help and completion; none is built for it.

    Its own options are shown by panel.
    """

    entries: Mapping[str, Entry] = {}

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read the words of a command line, in which files and what may be repeated are not empty."""
        refuse_empty_values(self.params, args)
        return super().parse_args(ctx, args)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """The command of that name, which is built for it; None for a name that the table does not have."""
        return self.commands[cmd_name] if cmd_name in self.entries else None

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write arguments and options, then the commands."""
        _write_parameters(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Write the names of the commands with a line about each, by panel."""
        longest = max(len(name) for name in self.entries)
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, entry in self.entries.items():
            sections.setdefault(entry.panel, []).append((f"{name:<{longest}}", entry.summary))
        _write(sections, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:  # noqa: ANN401
        """The commands that begin so, and the group's own options."""
        from typer._click.shell_completion import CompletionItem  # only for completion

        found = [
            CompletionItem(name, help=entry.summary)
            for name, entry in self.entries.items()
            if name.startswith(incomplete)
        ]
        # What a command of no group completes: its options.
        return [*found, *super(TyperGroup, self).shell_complete(ctx, incomplete)]


def _write_parameters(command: TyperCommand | TyperGroup, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
    sections: dict[str, list[tuple[str, str]]] = {"Arguments": [], OWN: []}
    for one in command.get_params(ctx):
        record = one.get_help_record(ctx)
        if record is None:
            continue
        is_argument = one.param_type_name == "argument"
        panel = "Arguments" if is_argument else getattr(one, "rich_help_panel", None) or OWN
        sections.setdefault(panel, []).append(record)
    _write(sections, formatter)


def _write(sections: dict[str, list[tuple[str, str]]], formatter: Any) -> None:  # noqa: ANN401
    for title, rows in sections.items():
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)
