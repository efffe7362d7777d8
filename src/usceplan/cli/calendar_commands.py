"""The commands of the calendar: ``timeline``, ``next`` and ``match``."""

from pathlib import Path
from typing import Annotated

import typer

from usceplan.cli.grouped_help import GroupedCommand
from usceplan.cli.run_options import Json, NoColor, Plan, Run, Today, with_run_options

calendar_commands = typer.Typer()


@calendar_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n"
    "  usceplan timeline --profile me.yaml\n"
    "  usceplan timeline --plan plan.json --ics plan.ics\n"
    "  usceplan timeline --plan plan.json --markdown > todo.md",
)
@with_run_options
def timeline(
    run: Run,
    *,
    plan: Plan = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", help="Write an iCalendar file for Google, Apple, Outlook; - prints it.", metavar="FILE"),
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table for spreadsheets, as CSV.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print a checklist in Markdown.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Every task with its reason, length and source.")] = False,
) -> None:
    """The plan month by month, with the dates of the Match and everything to do by when, up to residency."""
    from usceplan.cli.timeline import TimelineRequest, run_timeline

    raise typer.Exit(run_timeline(TimelineRequest(run, plan, ics, as_csv, as_markdown, why)))


@calendar_commands.command(
    cls=GroupedCommand,
    name="next",
    epilog="\b\nExamples:\n"
    "  usceplan next --plan plan.json\n"
    "  usceplan next --plan plan.json --done document:cv\n"
    "  usceplan next --profile me.yaml --visa-wait-weeks 20",
)
@with_run_options
def next_tasks(
    run: Run,
    *,
    plan: Plan = None,
    done: Annotated[
        list[str] | None,
        typer.Option("--done", help="Mark a task as done in the plan file; repeat.", metavar="TASK"),
    ] = None,
) -> None:
    """What to do now: first what is late or cannot be done in time and what follows, then what is due first."""
    from usceplan.cli.next_tasks import NextRequest, run_next

    raise typer.Exit(run_next(NextRequest(run, plan, tuple(done or ()))))


@calendar_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan match\n  usceplan match 2028 --why\n  usceplan match 2026 --json",
)
def match(
    year: Annotated[int | None, typer.Argument(help="Year of Match Day; next by default.", metavar="YEAR")] = None,
    *,
    why: Annotated[bool, typer.Option("--why", help="Every rule with the years in which it was wrong.")] = False,
    as_json: Json = False,
    today: Today = None,
    no_color: NoColor = False,
) -> None:
    """The calendar of a Match: official dates with their source, others by rule, and how often each rule was right."""
    from usceplan.cli.match import MatchRequest, run_match

    raise typer.Exit(run_match(MatchRequest(year, today, why, as_json, no_color)))
