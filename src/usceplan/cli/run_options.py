"""Options that more than one command has and that say how it runs; each has one name everywhere."""

from typing import Annotated

import typer

from usceplan.cli.options import BY_NAME, RUN

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of screens.", rich_help_panel=RUN)]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask; say what is missing.", rich_help_panel=RUN)]
Profile = Annotated[
    str | None,
    typer.Option("--profile", help="A profile file, or the name of one in the config folder.", metavar="NAME|FILE"),
]
Color = Annotated[bool, typer.Option("--no-color", help="No colors.", rich_help_panel=RUN)]
Today = Annotated[
    str | None,
    typer.Option("--today", help="As if today were this day.", metavar=BY_NAME["today"].metavar, rich_help_panel=RUN),
]
