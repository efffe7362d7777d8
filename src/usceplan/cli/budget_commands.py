"""``usceplan budget``, a command that has another one of its own: ``usceplan budget compare``."""

from pathlib import Path
from typing import Annotated

import typer

from usceplan.cli.completion import complete_metro, complete_program
from usceplan.cli.grouped_help import GroupedCommand
from usceplan.cli.manners import FLAGS, Program
from usceplan.cli.money_options import ByMonth, Currency, Levers, PerDollar, RateDate
from usceplan.cli.run_options import Json, NoColor, Plan, Run, Today, with_run_options
from usceplan.problems import UserError

budget_commands = typer.Typer(
    cls=Program,
    name="budget",
    invoke_without_command=True,
    subcommand_metavar="[COMMAND]",
    rich_markup_mode=None,
    epilog="\b\nExamples:\n"
    "  usceplan budget --profile me.yaml\n"
    "  usceplan budget --city Chicago --weeks 8\n"
    "  usceplan budget --plan plan.json --by-month --currency EUR --rate 0.92\n"
    "  usceplan budget --profile me.yaml --levers --time-limit 30\n"
    "  usceplan budget --profile me.yaml --rotation ID:4 --rotation ID:8:2027-06-07\n"
    "  usceplan budget compare plan.json other.json",
)


@budget_commands.callback()
@with_run_options
def budget(
    run: Run,
    *,
    context: typer.Context,
    rotation: Annotated[
        list[str] | None,
        typer.Option(
            "--rotation",
            help="The costs of this rotation; repeat.",
            metavar="ID[:WEEKS[:START]]",
            autocompletion=complete_program,
        ),
    ] = None,
    city: Annotated[
        str | None,
        typer.Option("--city", help="Living costs alone, in this city.", metavar="CITY", autocompletion=complete_metro),
    ] = None,
    weeks: Annotated[
        int | None, typer.Option("--weeks", help="How many weeks in --city.", min=1, max=260, metavar="N")
    ] = None,
    plan: Plan = None,
    by_month: ByMonth = False,
    levers: Levers = False,
    currency: Currency = None,
    rate: PerDollar = None,
    rate_date: RateDate = None,
) -> None:
    """What a plan costs, by line, category and month: that of recommend, given rotations, or living in a city."""
    if context.invoked_subcommand is not None:
        _refuse_options_before(context, context.invoked_subcommand)
        return
    from usceplan.cli.budget import BudgetRequest, run_budget

    request = BudgetRequest(
        run=run,
        rotations=tuple(rotation or ()),
        city=city,
        weeks=weeks,
        plan=plan,
        by_month=by_month,
        levers=levers,
        currency=currency,
        rate=rate,
        rate_date=rate_date,
    )
    raise typer.Exit(run_budget(request))


def _refuse_options_before(context: typer.Context, command: str) -> None:
    """Raise ``UserError`` where options of the budget itself stand before the name of its command."""
    for one in context.command.params:
        flag, source = one.opts[0], context.get_parameter_source(one.name or "")
        if source is not None and source.name == "COMMANDLINE" and flag not in FLAGS:
            hint = f"Leave it out. Try: usceplan budget {command} --help"
            raise UserError(f"budget {command} cannot be combined with {flag} before it", hint, "contradiction")


@budget_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n"
    "  usceplan budget compare plan.json other.json\n"
    "  usceplan budget compare plan.json other.json --json\n\n"
    "usceplan recommend --save plan.json saves a plan.",
)
def compare(
    first: Annotated[Path, typer.Argument(help="A saved plan.", metavar="PLAN", show_default=False)],
    second: Annotated[Path, typer.Argument(help="Another one.", metavar="PLAN", show_default=False)],
    *,
    today: Today = None,
    as_json: Json = False,
    no_color: NoColor = False,
) -> None:
    """Two saved plans side by side: strength, likely total, categories and months, and what differs.

    Both at the prices of the present data; the change is the second less the first.
    """
    from usceplan.cli.budget_comparison import ComparisonRequest, run_comparison

    raise typer.Exit(run_comparison(ComparisonRequest(first, second, today, as_json, no_color)))
