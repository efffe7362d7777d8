"""``usceplan explain`` as the command line declares it."""

from typing import Annotated, Any

import typer

from usceplan.cli.options import with_applicant_options
from usceplan.cli.run_options import Color, Json, NoInput, Profile, TimeLimit


def add_explain(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        short_help="One program: every check, and what turns it.",
        epilog="\b\nExamples:\n"
        "  usceplan explain ID --profile me.yaml\n"
        "  usceplan explain ID --specialty IM --grad-year 2023 --visa b1 --budget 9k\n"
        "  usceplan explain ID --profile me.yaml --json --time-limit 60",
    )(with_applicant_options(explain))


def explain(
    told: dict[str, Any],
    *,
    program: Annotated[str, typer.Argument(help="The id of a program.", metavar="ID", show_default=False)],
    profile: Profile = None,
    as_json: Json = False,
    no_input: NoInput = False,
    no_color: Color = False,
    time_limit: TimeLimit = 5.0,
) -> None:
    """One program for you: every check and point of fit, what would turn its verdict, and what it brings to the plan.

    --time-limit is for the two searches together: the best plan with the program, and the best one without it.
    """
    from usceplan.cli.explain import ExplainRequest, run_explain

    request = ExplainRequest(program, told, profile, as_json, no_input, no_color, time_limit)
    raise typer.Exit(run_explain(request))
