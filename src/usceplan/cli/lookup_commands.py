"""The commands that look things up: ``programs``, ``outlook`` and ``sources``."""

from typing import Annotated

import typer

from usceplan.cli.completion import complete_specialty, complete_subject
from usceplan.cli.grouped_help import GroupedCommand
from usceplan.cli.run_options import Json, NoColor, Plan, Run, Today, with_run_options

lookup_commands = typer.Typer()


@lookup_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n"
    "  usceplan outlook\n"
    "  usceplan outlook IM\n"
    "  usceplan outlook neurology --profile me.yaml\n"
    "  usceplan outlook IM --plan plan.json\n"
    "  usceplan outlook --json > outlook.json",
)
@with_run_options
def outlook(
    run: Run,
    *,
    specialty_asked: Annotated[
        str | None,
        typer.Argument(
            help="A specialty; all of them without it.", metavar="[SPECIALTY]", autocompletion=complete_specialty
        ),
    ] = None,
    plan: Plan = None,
    why: Annotated[bool, typer.Option("--why", help="Every statement and every factor, with its source.")] = False,
) -> None:
    """What the Match figures say for IMGs, by specialty and year, and what residency programs state.

    With an applicant (options, a profile or a saved plan) the statements about U.S. experience, graduation year and
    visa are held against the applicant's plan. No figure is anyone's chance of matching.
    """
    from usceplan.cli.outlook import OutlookRequest, run_outlook

    raise typer.Exit(run_outlook(OutlookRequest(run, specialty_asked, plan, why)))


@lookup_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan sources\n  usceplan sources ID\n  usceplan sources costs\n"
    "  usceplan sources --stale 24\n  usceplan sources --all",
)
def sources(
    subject: Annotated[
        str | None,
        typer.Argument(
            help="A program's id, a parameter or a data file: costs, places...",
            metavar="[ID]",
            autocompletion=complete_subject,
            show_default=False,
        ),
    ] = None,
    stale: Annotated[
        int | None,
        typer.Option(
            "--stale", help="What is older than so many months, most used first.", metavar="MONTHS", min=0, max=600
        ),
    ] = None,
    every_page: Annotated[bool, typer.Option("--all", help="Every page of every file.")] = False,
    as_json: Json = False,
    today: Today = None,
    no_color: NoColor = False,
) -> None:
    """The pages behind the data: what each supports and the date it speaks for; or the facts to check again.

    Alone it says how many pages each file rests on. --json has every page without being asked.
    """
    from usceplan.cli.looking_up import SourcesRequest, run_sources

    raise typer.Exit(run_sources(SourcesRequest(subject, stale, every_page, today, as_json, no_color)))
