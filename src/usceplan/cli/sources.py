"""``usceplan sources``: its options. The work is imported when the command runs."""

from typing import Annotated

import typer

from usceplan.cli.completion import complete_program
from usceplan.cli.run_options import Color, Json, Today

SOURCES_EXAMPLES = (
    "\b\nExamples:\n  usceplan sources ID\n  usceplan sources costs\n  usceplan sources --stale 24\n"
    "  usceplan sources --json"
)


def sources(
    subject: Annotated[
        str | None,
        typer.Argument(
            help="A program's id, a parameter or a data file: costs, places...",
            metavar="[ID]",
            autocompletion=complete_program,
            show_default=False,
        ),
    ] = None,
    stale: Annotated[
        int | None,
        typer.Option(
            "--stale", help="What is older than so many months, most used first.", metavar="MONTHS", min=0, max=600
        ),
    ] = None,
    as_json: Json = False,
    today: Today = None,
    no_color: Color = False,
) -> None:
    """Every page behind the data: what it supports and the date it speaks for; or the facts to check again."""
    from usceplan.cli.looking_up import run_sources

    raise typer.Exit(run_sources(subject, stale, today, as_json=as_json, no_color=no_color))
