"""The commands that make a plan: ``recommend``, ``whatif``, ``explain`` and ``report``."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from usceplan.cli.completion import complete_program
from usceplan.cli.grouped_help import GroupedCommand
from usceplan.cli.run_options import Plan, Run, with_run_options

WHATIF_SECONDS = 20.0

plan_commands = typer.Typer()


@plan_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n"
    "  usceplan recommend\n"
    "  usceplan recommend --specialty IM --grad-year 2023 --visa b1-b2 --budget 9k\n"
    "  usceplan recommend --profile me.yaml --json > result.json\n"
    "  usceplan recommend --profile me.yaml --save plan.json\n"
    "  usceplan recommend --plan plan.json",
)
@with_run_options
def recommend(
    run: Run,
    *,
    why: Annotated[bool, typer.Option("--why", help="Every check and every point with its reason and source.")] = False,
    plan: Plan = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", help="Keep the plan in a file that --plan takes; - prints it.", metavar="FILE"),
    ] = None,
    export_model: Annotated[
        Path | None,
        typer.Option("--export-model", help="Write the optimization problem as JSON; - prints it.", metavar="FILE"),
    ] = None,
) -> None:
    """Rank the programs open to you and plan the strongest rotations for your money, visa and dates.

    Asks for the specialty, graduation year, visa, budget and Match year if they are not given and a terminal is there.
    """
    from usceplan.cli.recommend import RecommendRequest, run_recommend

    raise typer.Exit(run_recommend(RecommendRequest(run, why, export_model, save, plan)))


@plan_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n"
    "  usceplan whatif --profile me.yaml\n"
    "  usceplan whatif --profile me.yaml --want ID\n"
    "  usceplan whatif --plan plan.json --time-limit 60\n"
    "  usceplan whatif --profile me.yaml --json --time-limit 60",
)
@partial(with_run_options, seconds=WHATIF_SECONDS)
def whatif(
    run: Run,
    *,
    plan: Plan = None,
    want: Annotated[
        str | None,
        typer.Option(
            "--want",
            help="What would let this program into the plan.",
            metavar="ID",
            autocompletion=complete_program,
        ),
    ] = None,
) -> None:
    """The best plan again with each of many changes, one at a time: money, exams, dates, visas, Match years, rules.

    Each is compared with the best plan; with --plan, with the saved one: its answers are changed, and only the changes
    are searched for. --time-limit is for all of them together.
    """
    from usceplan.cli.whatif import WhatIfRequest, run_whatif

    raise typer.Exit(run_whatif(WhatIfRequest(run, want, plan)))


@plan_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n"
    "  usceplan explain ID --profile me.yaml\n"
    "  usceplan explain ID --specialty IM --grad-year 2023 --visa b1 --budget 9k\n"
    "  usceplan explain ID --plan plan.json\n"
    "  usceplan explain ID --profile me.yaml --json --time-limit 60",
)
@with_run_options
def explain(
    run: Run,
    *,
    program: Annotated[
        str,
        typer.Argument(help="The id of a program.", metavar="ID", show_default=False, autocompletion=complete_program),
    ],
    plan: Plan = None,
) -> None:
    """One program for you: every check and point of fit, what would turn its verdict, and what it brings to the plan.

    --time-limit is for the two searches together: the best plan with the program, and the best one without it. With
    --plan the saved plan takes the place of one of the two.
    """
    from usceplan.cli.explain import ExplainRequest, run_explain

    raise typer.Exit(run_explain(ExplainRequest(run, program, plan)))


@plan_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n"
    "  usceplan report plan.html --profile me.yaml\n"
    "  usceplan report plan.html --plan plan.json --pdf plan.pdf\n"
    "  usceplan report plan.html --plan plan.json --svg timeline.svg",
)
@partial(with_run_options, on_screen=False)
def report(
    run: Run,
    *,
    page: Annotated[
        Path, typer.Argument(help="The HTML file to write; - prints it.", metavar="FILE", show_default=False)
    ],
    plan: Plan = None,
    pdf: Annotated[
        Path | None,
        typer.Option("--pdf", help="A PDF as well, where Chromium, Chrome or Edge is installed.", metavar="FILE"),
    ] = None,
    svg: Annotated[
        Path | None, typer.Option("--svg", help="The timeline as a drawing (SVG) as well.", metavar="FILE")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are no earlier report.")] = False,
) -> None:
    """A page to print or to send: plan, dates, money, other plans, programs, tasks, and what all that rests on.

    One HTML file that loads nothing, for your eyes alone until you send it. It takes the place of an earlier report.
    Scripts get the same facts from recommend --json, which takes --plan too.
    """
    from usceplan.cli.report import ReportRequest, run_report

    raise typer.Exit(run_report(ReportRequest(run, page, pdf, svg, force, plan)))
