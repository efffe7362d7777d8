"""The command line: its commands, and what happens when something is wrong."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from usceplan import VERSION_LINE
from usceplan.cli import calendar_commands, first_commands
from usceplan.cli.manners import MANNERS, Program
from usceplan.cli.options import BY_NAME, with_applicant_options
from usceplan.cli.run_options import Color, Json, NoInput, Plan, Profile, TimeLimit, Why
from usceplan.problems import DataError, NothingFoundError, UserError
from usceplan.process import CLOSED_PIPE, DONE, INTERRUPTED, NOTHING, finish, say

app = typer.Typer(
    name="usceplan",
    cls=Program,
    help="Plan U.S. clinical experience before the residency Match: programs, weeks, money, dates.",
    epilog="\b\nExamples:\n  usceplan start\n  usceplan recommend\n  usceplan budget --city Chicago --weeks 8\n"
    "  usceplan help recommend\n\nNothing leaves this machine.",
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(*, asked: bool) -> None:
    if asked:
        typer.echo(VERSION_LINE, nl=False)
        raise typer.Exit(DONE)


ExportModel = Annotated[
    Path | None, typer.Option("--export-model", help="Write the optimization problem as JSON.", metavar="FILE")
]
Save = Annotated[Path | None, typer.Option("--save", help="Keep the plan in a file that --plan takes.", metavar="FILE")]


@app.callback()
def _program(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version.",
            is_eager=True,
            callback=lambda value: _print_version(asked=value),
        ),
    ] = False,
) -> None:
    """What stands before the command; its help is that of the program."""


first_commands.register(app, Program)


@app.command(
    short_help="The programs open to you and the strongest plan.",
    epilog="\b\nExamples:\n"
    "  usceplan recommend\n"
    "  usceplan recommend --specialty IM --grad-year 2023 --visa b1-b2 --budget 9k\n"
    "  usceplan recommend --profile me.yaml --json > result.json\n"
    "  usceplan recommend --profile me.yaml --save plan.json",
)
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
    save: Save = None,
    time_limit: TimeLimit = 5.0,
) -> None:
    """Rank the programs open to you and plan the strongest rotations for your money, visa and dates.

    Asks for the specialty, graduation year, visa, budget and Match year if they are not given and a terminal is there.
    """
    from usceplan.cli.recommend import RecommendRequest, run_recommend

    request = RecommendRequest(told, profile, as_json, why, no_input, no_color, export_model, save, time_limit)
    raise typer.Exit(run_recommend(request))


@app.command(
    short_help="What a plan, given rotations or a city cost.",
    epilog="\b\nExamples:\n"
    "  usceplan budget --profile me.yaml\n"
    "  usceplan budget --city Chicago --weeks 8\n"
    "  usceplan budget --plan plan.json\n"
    "  usceplan budget --profile me.yaml --rotation ID:4 --rotation ID:8:2027-06-07",
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
    plan: Plan = None,
    profile: Profile = None,
    as_json: Json = False,
    no_input: NoInput = False,
    no_color: Color = False,
    time_limit: TimeLimit = 5.0,
) -> None:
    """What a plan costs, by line, category and month: that of recommend, given rotations, or living in a city."""
    from usceplan.cli.budget import BudgetRequest, run_budget

    request = BudgetRequest(
        told, tuple(rotation or ()), city, weeks, plan, profile, as_json, no_input, no_color, time_limit
    )
    raise typer.Exit(run_budget(request))


@app.command(
    short_help="What other money, dates, exams or visas would change.",
    epilog="\b\nExamples:\n"
    "  usceplan whatif --profile me.yaml\n"
    "  usceplan whatif --profile me.yaml --want ID\n"
    "  usceplan whatif --profile me.yaml --json --time-limit 60",
)
@with_applicant_options
def whatif(
    told: dict[str, Any],
    *,
    want: Annotated[
        str | None,
        typer.Option("--want", help="What would let this program into the plan.", metavar="ID"),
    ] = None,
    profile: Profile = None,
    as_json: Json = False,
    no_input: NoInput = False,
    no_color: Color = False,
    time_limit: TimeLimit = 20.0,
) -> None:
    """The best plan again with each of many changes, one at a time: money, exams, dates, visas, Match years, rules.

    --time-limit is for all of them together.
    """
    from usceplan.cli.whatif import WhatIfRequest, run_whatif

    request = WhatIfRequest(told, want, profile, as_json, no_input, no_color, time_limit)
    raise typer.Exit(run_whatif(request))


@app.command(epilog="\b\nExample:\n  usceplan schema budget > budget.schema.json")
def schema(
    result: Annotated[
        str,
        typer.Argument(
            help="recommendation, budget, whatif, timeline, next, match, plan, demo, doctor, profile-show,"
            " profile-path, profile-check",
            metavar="RESULT",
        ),
    ] = "recommendation",
) -> None:
    """Print the JSON Schema of what --json prints."""
    from usceplan.cli.writing import print_json
    from usceplan.output.schemas import schema_text

    print_json(sys.stdout, schema_text(result))


calendar_commands.register(app)


def main(arguments: Sequence[str]) -> None:
    """Run a command line and end the process: 0 done, 1 nothing to recommend, 2 bad input, 130 interrupted."""
    finish(lambda: run_command(arguments), arguments)


def run_command(arguments: Sequence[str]) -> int:
    """The exit code of a command line. What is wrong with it is said on standard error."""
    as_json = "--json" in arguments
    try:
        code = app(_spelled_out(arguments), prog_name="usceplan", standalone_mode=False)
    except NothingFoundError as error:
        say(error.code, error.message, error.hint, as_json=as_json)
        return NOTHING
    except UserError as error:
        return say(error.code, error.message, error.hint, as_json=as_json)
    except DataError as error:
        hint = "Mend the file named, or install usceplan again."
        return say("bad-data", str(error), hint, as_json=as_json)
    except TyperException as error:
        message, hint = _usage(error, arguments)
        return say("usage", message, hint, as_json=as_json)
    except (EOFError, typer.Abort) as error:
        return _aborted(error, as_json=as_json)
    except SystemExit as error:
        # Typer and Rich make one of a closed pipe; the other is the end of a shell's completion.
        return CLOSED_PIPE if isinstance(error.__context__, BrokenPipeError) else int(error.code or DONE)
    return code if isinstance(code, int) else DONE


def _spelled_out(arguments: Sequence[str]) -> list[str]:
    """The same command line; ``usceplan`` alone and ``usceplan help recommend`` say it in other words."""
    if set(arguments) <= MANNERS.keys():
        return [*arguments, "start" if _in_terminal() else "--help"]
    if arguments[0] == "help":
        return [*arguments[1:], "--help"]
    if len(arguments) == 1 and arguments[0] in _groups():
        return [*arguments, "--help"]
    return list(arguments)


def _in_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def _usage(error: TyperException, arguments: Sequence[str]) -> tuple[str, str]:
    """What is wrong with the form of a command line, and what was probably meant."""
    help_line = f"Try: {_help_for(arguments)}"
    option, close = getattr(error, "option_name", None), getattr(error, "possibilities", None)
    if option is None or not hasattr(error, "possibilities"):
        return error.format_message(), help_line
    if arguments[0] == option and option.removeprefix("--").replace("-", "_") in BY_NAME:
        return error.message, f"Options come after the command: usceplan recommend {option} ... {help_line}"
    meant = f"Did you mean {' or '.join(close)}? " if close else ""
    return error.message, meant + help_line


def _groups() -> dict[str | None, typer.Typer | None]:
    return {group.name: group.typer_instance for group in app.registered_groups}


def _help_for(arguments: Sequence[str]) -> str:
    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    groups = _groups()
    if not arguments or arguments[0] not in commands | groups.keys():
        return "usceplan --help"
    group = groups.get(arguments[0])
    inside = {command.callback.__name__ for command in group.registered_commands if command.callback} if group else ()
    words = arguments[:2] if group and arguments[1:] and arguments[1] in inside else arguments[:1]
    return f"usceplan {' '.join(words)} --help"


def _aborted(error: Exception, *, as_json: bool) -> int:
    if isinstance(error.__cause__, KeyboardInterrupt):
        return INTERRUPTED
    message = "the input ended before all questions were answered"
    return say("no-answer", message, "Use the options instead; usceplan recommend --help lists them.", as_json=as_json)
