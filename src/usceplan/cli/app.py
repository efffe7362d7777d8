"""The command line: its commands, and what happens when something is wrong."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from usceplan import VERSION_LINE
from usceplan.cli.commands import COMMANDS
from usceplan.cli.manners import FLAGS, settle
from usceplan.cli.on_demand import Root
from usceplan.problems import DataError, NothingFoundError, UserError
from usceplan.process import CLOSED_PIPE, DONE, INTERRUPTED, NOTHING, finish, say

app = typer.Typer(
    name="usceplan",
    cls=Root,
    help="Plan U.S. clinical experience before the residency Match: programs, weeks, money, dates.",
    epilog="\b\nExamples:\n  usceplan start\n  usceplan recommend\n  usceplan budget --city Chicago --weeks 8\n"
    "  usceplan help recommend\n\n"
    "Scripts should read --json, whose keys stay; screens change. Nothing leaves this machine.",
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_GROUPS = frozenset(name for name, entry in COMMANDS.items() if entry.commands and not entry.runs_alone)
"""What has commands of its own and does nothing itself; alone it asks for help."""


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
            help="Print the version; usceplan doctor names the data too.",
            is_eager=True,
            callback=lambda value: _print_version(asked=value),
        ),
    ] = False,
) -> None:
    """What stands before the command; its help is that of the program."""


def main(arguments: Sequence[str]) -> None:
    """Run a command line and end the process: 0 done, 1 nothing to recommend, 2 bad input, 130 interrupted."""
    finish(lambda: run_command(arguments), arguments)


def run_command(arguments: Sequence[str]) -> int:
    """The exit code of a command line. What is wrong with it is said on standard error."""
    as_json = "--json" in arguments
    try:
        settle(os.environ)
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
    if set(words) <= FLAGS:
        return [*words, "start" if _in_terminal() else "--help"]
    if words[0] == "help":
        return [*words[1:], "--help"]
    return [*words, "--help"] if len(words) == 1 and words[0] in _GROUPS else words


def _in_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def _usage(error: TyperException, arguments: Sequence[str]) -> tuple[str, str]:
    """What is wrong with the form of a command line, and what was probably meant."""
    # What is imported here is wanted only after a mistake.
    help_line = f"Try: {_help_for(arguments)}"
    option, close = getattr(error, "option_name", None), getattr(error, "possibilities", None)
    if option is None or not hasattr(error, "possibilities"):
        from usceplan.cli.usage_words import commands_elsewhere, in_words

        return in_words(error), commands_elsewhere(error) + help_line
    from usceplan.cli.options import BY_NAME

    if arguments[0] == option and option.removeprefix("--").replace("-", "_") in BY_NAME:
        return error.message, f"Options come after the command: usceplan recommend {option} ... {help_line}"
    meant = f"Did you mean {' or '.join(close)}? " if close else ""
    return error.message, meant + help_line


def _help_for(arguments: Sequence[str]) -> str:
    """The help of the command that was meant, as far as the words go."""
    level, path = COMMANDS, ["usceplan"]
    for word in arguments:
        if word not in level:
            break
        level = level[word].commands or {}
        path.append(word)
    return " ".join([*path, "--help"])


def _aborted(error: Exception, *, as_json: bool) -> int:
    if isinstance(error.__cause__, KeyboardInterrupt):
        return INTERRUPTED
    message = "the input ended before all questions were answered"
    return say("no-answer", message, "Use the options instead; usceplan recommend --help lists them.", as_json=as_json)
