"""``usceplan outlook`` as the command line declares it."""

from typing import Annotated, Any

import typer

from usceplan.cli.options import with_applicant_options
from usceplan.cli.run_options import Color, Json, NoInput, Profile, TimeLimit


def add_outlook(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        short_help="Match figures for IMGs, and what residencies ask.",
        epilog="\b\nExamples:\n"
        "  usceplan outlook\n"
        "  usceplan outlook IM\n"
        "  usceplan outlook neurology --profile me.yaml\n"
        "  usceplan outlook --json > outlook.json",
    )(with_applicant_options(outlook))


def outlook(
    told: dict[str, Any],
    *,
    specialty_asked: Annotated[
        str | None, typer.Argument(help="A specialty; all of them without it.", metavar="[SPECIALTY]")
    ] = None,
    profile: Profile = None,
    as_json: Json = False,
    why: Annotated[bool, typer.Option("--why", help="Every statement and every factor, with its source.")] = False,
    no_input: NoInput = False,
    no_color: Color = False,
    time_limit: TimeLimit = 5.0,
) -> None:
    """What the Match figures say for IMGs, by specialty and year, and what residency programs state.

    With an applicant (options or a profile) the statements about U.S. experience, graduation year and visa are held
    against the applicant's plan. No figure is anyone's chance of matching.
    """
    from usceplan.cli.outlook import OutlookRequest, run_outlook

    request = OutlookRequest(specialty_asked, told, profile, as_json, why, no_input, no_color, time_limit)
    raise typer.Exit(run_outlook(request))
