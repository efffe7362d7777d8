"""The command line: its commands, and what happens when something is wrong."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from usceplan import __version__
from usceplan.cli.options import RUN, with_applicant_options
from usceplan.problems import DataError, UserError

DONE, NOTHING, USAGE, INTERRUPTED = 0, 1, 2, 130
CLOSED_PIPE = 0

app = typer.Typer(
    name="usceplan",
    help="Plan U.S. clinical experience before the residency Match: programs, weeks, money, dates.",
    epilog="Start with: usceplan recommend   |   Costs alone: usceplan budget   |   Nothing leaves this machine.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of screens.", rich_help_panel=RUN)]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask; say what is missing.", rich_help_panel=RUN)]
Profile = Annotated[
    str | None,
    typer.Option("--profile", help="A profile file, or the name of one in the config folder.", metavar="NAME|FILE"),
]
Color = Annotated[bool, typer.Option("--no-color", help="No colors.", rich_help_panel=RUN)]
Why = Annotated[bool, typer.Option("--why", help="Every check and every point with its reason and source.")]
ExportModel = Annotated[
    Path | None, typer.Option("--export-model", help="Write the optimization problem as JSON.", metavar="FILE")
]
TimeLimit = Annotated[
    float, typer.Option("--time-limit", help="Seconds to search for the best plan.", min=0.0, metavar="SECONDS")
]


@app.callback(invoke_without_command=True)
def _program(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and the catalogue's digest.")] = False,
) -> None:
    if version:
        from usceplan.catalog.load import data_folder, digest

        typer.echo(f"usceplan {__version__} (catalogue {digest(data_folder())})")
        raise typer.Exit(DONE)


@app.command(epilog="Example: usceplan recommend --specialty IM --grad-year 2023 --visa b1-b2 --budget 9k --json")
@with_applicant_options
def recommend(
    told: dict[str, Any],
    *,
    profile: Profile = None,
    as_json: Json = False,
    why: Why = False,
    no_input: NoInput = False,
    no_color: Color = False,
    export_model: ExportModel = None,
    time_limit: TimeLimit = 5.0,
) -> None:
    """Rank the programs open to you and plan the strongest rotations for your money, visa and dates.

    Asks for the specialty, graduation year, visa, budget and Match year if they are not given and a terminal is there.
    """
    from usceplan.cli.recommend import RecommendRequest, run_recommend

    request = RecommendRequest(told, profile, as_json, why, no_input, no_color, export_model, time_limit)
    raise typer.Exit(run_recommend(request))


@app.command(
    epilog="Example: usceplan budget --city Chicago --weeks 8   |   usceplan budget --rotation ID:4 --rotation ID:8"
)
@with_applicant_options
def budget(
    told: dict[str, Any],
    *,
    rotation: Annotated[
        list[str] | None,
        typer.Option("--rotation", help="The costs of this rotation; repeat.", metavar="ID[:WEEKS[:START]]"),
    ] = None,
    city: Annotated[
        str | None, typer.Option("--city", help="Living costs alone, in this city.", metavar="CITY")
    ] = None,
    weeks: Annotated[int | None, typer.Option("--weeks", help="How many weeks in --city.", min=1, max=260)] = None,
    profile: Profile = None,
    as_json: Json = False,
    no_input: NoInput = False,
    no_color: Color = False,
    time_limit: TimeLimit = 5.0,
) -> None:
    """What a plan costs, by line, category and month: that of recommend, given rotations, or living in a city."""
    from usceplan.cli.budget import BudgetRequest, run_budget

    request = BudgetRequest(told, tuple(rotation or ()), city, weeks, profile, as_json, no_input, no_color, time_limit)
    raise typer.Exit(run_budget(request))


@app.command(epilog="Example: usceplan schema recommendation > recommendation.schema.json")
def schema(
    result: Annotated[str, typer.Argument(help="recommendation or budget", metavar="RESULT")] = "recommendation",
) -> None:
    """Print the JSON Schema of what --json prints."""
    from usceplan.output.schemas import schema_text

    typer.echo(schema_text(result))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process: 0 done, 1 nothing to recommend, 2 bad input, 130 interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head`). Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = CLOSED_PIPE
    sys.exit(code)


def _run(given: list[str]) -> int:
    as_json = "--json" in given
    try:
        code = app(given, prog_name="usceplan", standalone_mode=False)
    except UserError as error:
        return _say(error.code, error.message, error.hint, as_json=as_json)
    except DataError as error:
        hint = "Mend the file named, or install usceplan again."
        return _say("bad-data", str(error), hint, as_json=as_json)
    except TyperException as error:
        return _say("usage", error.format_message(), "Try: usceplan --help", as_json=as_json)
    except (EOFError, typer.Abort):
        return _say(
            "no-answer",
            "the input ended before all questions were answered",
            "Use the options instead.",
            as_json=as_json,
        )
    except KeyboardInterrupt:
        return INTERRUPTED
    return code if isinstance(code, int) else DONE


def _say(code: str, message: str, hint: str, *, as_json: bool) -> int:
    if as_json:
        text = json.dumps({"error": {"code": code, "message": message, "hint": hint}}, ensure_ascii=False)
    else:
        text = f"error: {message}" + (f"\n\nhint: {hint}" if hint else "")
    sys.stderr.write(text + "\n")
    return USAGE
