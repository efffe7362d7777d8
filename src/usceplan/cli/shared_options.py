"""The options that commands share besides those of the applicant: what is printed, and how a run goes."""

from typing import Annotated

import typer

from usceplan.cli.options import RUN


def _seconds(value: float) -> float:
    if not value >= 0:  # so that "nan" is refused too
        raise typer.BadParameter(f"expected seconds, 0 or more, such as 10; got {value:g}.")
    return value


Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of screens.", rich_help_panel=RUN)]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask; say what is missing.", rich_help_panel=RUN)]
Profile = Annotated[
    str | None,
    typer.Option("--profile", help="A profile file, or the name of one in the config folder.", metavar="NAME|FILE"),
]
Color = Annotated[bool, typer.Option("--no-color", help="No colors.", rich_help_panel=RUN)]
Why = Annotated[bool, typer.Option("--why", help="Every check and every point with its reason and source.")]
TimeLimit = Annotated[
    float,
    typer.Option("--time-limit", help="Seconds to search for the best plan.", callback=_seconds, metavar="SECONDS"),
]
