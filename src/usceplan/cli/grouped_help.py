"""The help of commands, with options and commands under the headings that they name as their panel.

Typer itself does so only where Rich draws the help, which takes time to import. It keeps the types of a context and of
what formats help to itself.
"""

from typing import Any

from typer.core import TyperCommand, TyperGroup

OWN = "Options"
"""What belongs to one command alone; it comes first."""


class GroupedCommand(TyperCommand):
    """A command whose options are shown by panel."""

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write arguments and options."""
        _write_parameters(self, ctx, formatter)


class GroupedCommands(TyperGroup):
    """A group whose options and commands are shown by panel."""

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write arguments and options, then the commands."""
        _write_parameters(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Write the names of the commands with a line about each."""
        shown = [(name, command) for name, command in self.commands.items() if not command.hidden]
        longest = max(len(name) for name, _ in shown)
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, command in shown:
            panel = getattr(command, "rich_help_panel", None) or "Commands"
            row = (f"{name:<{longest}}", command.get_short_help_str(formatter.width - longest - 6))
            sections.setdefault(panel, []).append(row)
        _write(sections, formatter)


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
