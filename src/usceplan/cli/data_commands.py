"""The commands for scripts and shells: ``schema`` and ``completion``."""

from typing import Annotated

import typer

from usceplan.cli.completion import SCHEMAS, complete_schema, complete_shell
from usceplan.cli.grouped_help import GroupedCommand

data_commands = typer.Typer()


@data_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExample:\n  usceplan schema budget > budget.schema.json",
)
def schema(
    result: Annotated[
        str,
        typer.Argument(help=f"One of {', '.join(SCHEMAS)}.", metavar="[RESULT]", autocompletion=complete_schema),
    ] = "recommendation",
) -> None:
    """Print the JSON Schema of what --json prints."""
    from usceplan.cli.environment import surroundings
    from usceplan.cli.printing import print_reference
    from usceplan.output.schemas import schema_text

    print_reference(schema_text(result), surroundings(no_input=True))


@data_commands.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n"
    "  usceplan completion bash >> ~/.bashrc\n"
    "  usceplan completion zsh > ~/.zfunc/_usceplan\n"
    "  usceplan completion fish > ~/.config/fish/completions/usceplan.fish\n"
    "  usceplan completion powershell >> $PROFILE",
)
def completion(
    shell: Annotated[
        str,
        typer.Argument(help="bash, zsh, fish or powershell.", metavar="SHELL", autocompletion=complete_shell),
    ],
) -> None:
    """Print the script that lets a shell complete commands, options and values when Tab is pressed.

    usceplan --install-completion puts it where the shell that you are in finds it.
    """
    from usceplan.cli.completion_script import run_completion

    raise typer.Exit(run_completion(shell))
