"""The commands about the form of what comes out: ``schema``."""

import sys
from typing import Annotated

import typer

from usceplan.cli.grouped_help import GroupedCommand

SCHEMAS = (
    *("recommendation", "budget", "budget-comparison", "whatif", "explain", "plan", "timeline", "next", "match"),
    *("programs-list", "programs-search", "programs-show", "programs-compare", "outlook", "sources"),
    *("catalog-check", "catalog-path", "catalog-diff", "demo", "doctor"),
    *("profile-show", "profile-path", "profile-check"),
)
"""The names of the schemas, so that the help can list them without the models, which take time to import."""

data_commands = typer.Typer()


@data_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExample:\n  usceplan schema budget > budget.schema.json",
)
def schema(
    result: Annotated[str, typer.Argument(help=f"One of {', '.join(SCHEMAS)}.", metavar="RESULT")] = "recommendation",
) -> None:
    """Print the JSON Schema of what --json prints."""
    from usceplan.cli.writing import print_json
    from usceplan.output.schemas import schema_text

    print_json(sys.stdout, schema_text(result))
