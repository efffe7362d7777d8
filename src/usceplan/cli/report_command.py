"""The command ``report``."""

from pathlib import Path
from typing import Annotated, Any

import typer

from usceplan.cli.calendar_commands import VisaWait
from usceplan.cli.options import RUN, with_applicant_options
from usceplan.cli.run_options import NoInput, Plan, Profile, TimeLimit


def report(
    told: dict[str, Any],
    *,
    page: Annotated[Path, typer.Argument(help="The HTML file to write; - prints it.", metavar="FILE")],
    plan: Plan = None,
    visa_wait_weeks: VisaWait = None,
    pdf: Annotated[
        Path | None,
        typer.Option("--pdf", help="A PDF as well, where Chromium or Chrome is installed.", metavar="FILE"),
    ] = None,
    svg: Annotated[
        Path | None, typer.Option("--svg", help="The timeline as a drawing (SVG) as well.", metavar="FILE")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over files that are no earlier report.", rich_help_panel=RUN)
    ] = False,
    profile: Profile = None,
    no_input: NoInput = False,
    time_limit: TimeLimit = 5.0,
) -> None:
    """A page to print or to send: plan, dates, money, other plans, programs, tasks, and what all that rests on.

    One HTML file that loads nothing, for your eyes alone until you send it. It takes the place of an earlier report.
    """
    from usceplan.cli.report import ReportRequest, run_report

    request = ReportRequest(told, page, pdf, svg, force, plan, visa_wait_weeks, profile, no_input, time_limit)
    raise typer.Exit(run_report(request))


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(
        short_help="The plan as a page to print or to send.",
        epilog="\b\nExamples:\n"
        "  usceplan report plan.html --profile me.yaml\n"
        "  usceplan report plan.html --plan plan.json --pdf plan.pdf\n"
        "  usceplan report plan.html --plan plan.json --svg timeline.svg",
    )(with_applicant_options(report))
