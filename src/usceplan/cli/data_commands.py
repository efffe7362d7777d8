"""The commands about the form of what goes in and comes out: ``catalog`` and ``schema``."""

from typing import Annotated

import typer

from usceplan.cli.catalog import catalog
from usceplan.cli.grouped_help import GroupedCommand

PANEL = "Files and scripts"

data_commands = typer.Typer()
data_commands.add_typer(catalog, rich_help_panel=PANEL)


@data_commands.command(
    cls=GroupedCommand,
    rich_help_panel=PANEL,
    short_help="The JSON Schema of what --json prints.",
    epilog="\b\nExample:\n  usceplan schema budget > budget.schema.json",
)
def schema(
    result: Annotated[
        str, typer.Argument(help="What --json prints: recommendation, budget...", metavar="RESULT")
    ] = "recommendation",
) -> None:
    """Print the JSON Schema of what --json prints."""
    from usceplan.cli.environment import surroundings
    from usceplan.cli.printing import print_reference
    from usceplan.output.schemas import schema_text

    print_reference(schema_text(result), surroundings(no_input=True))
