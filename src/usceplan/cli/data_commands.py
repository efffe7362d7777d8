"""The commands about the form of what goes in and comes out: ``catalog`` and ``schema``."""

import sys
from typing import Annotated

import typer

from usceplan.cli.grouped_help import GroupedCommand

data_commands = typer.Typer()


@data_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExample:\n  usceplan schema budget > budget.schema.json",
)
def schema(
    result: Annotated[
        str, typer.Argument(help="What --json prints: recommendation, budget...", metavar="RESULT")
    ] = "recommendation",
) -> None:
    """Print the JSON Schema of what --json prints."""
    from usceplan.cli.writing import print_json
    from usceplan.output.schemas import schema_text

    print_json(sys.stdout, schema_text(result))
