"""The command line: its commands, and what happens when something is wrong."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException
from typer.main import get_command

from usceplan import VERSION_LINE
from usceplan.cli.budget_commands import budget_commands
from usceplan.cli.calendar_commands import calendar_commands
from usceplan.cli.data_commands import data_commands
from usceplan.cli.first_commands import first_commands
from usceplan.cli.lookup_commands import lookup_commands
from usceplan.cli.manners import MANNERS, Program
from usceplan.cli.options import BY_NAME
from usceplan.cli.plan_commands import plan_commands
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

GROUPS = frozenset({"programs", "profile", "catalog"})
"""What has commands of its own; alone it asks for help."""


def _print_version(*, asked: bool) -> None:
    if asked:
        typer.echo(VERSION_LINE, nl=False)
        raise typer.Exit(DONE)


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


app.add_typer(first_commands)
app.add_typer(plan_commands)
app.add_typer(budget_commands)
app.add_typer(calendar_commands)
app.add_typer(lookup_commands)
app.add_typer(data_commands)


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
        return say(error.code, str(error), error.hint, as_json=as_json)
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
    words = list(arguments)
    if set(words) <= MANNERS.keys():
        return [*words, "start" if _in_terminal() else "--help"]
    if words[0] == "help":
        return [*words[1:], "--help"]
    return [*words, "--help"] if len(words) == 1 and words[0] in GROUPS else words


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


def _help_for(arguments: Sequence[str]) -> str:
    """The help of the command that was meant, as far as the words go."""
    level, path = get_command(app), ["usceplan"]
    for word in arguments:
        if not isinstance(level, TyperGroup) or word not in level.commands:
            break
        level = level.commands[word]
        path.append(word)
    return " ".join([*path, "--help"])


def _aborted(error: Exception, *, as_json: bool) -> int:
    if isinstance(error.__cause__, KeyboardInterrupt):
        return INTERRUPTED
    message = "the input ended before all questions were answered"
    return say("no-answer", message, "Use the options instead; usceplan recommend --help lists them.", as_json=as_json)
