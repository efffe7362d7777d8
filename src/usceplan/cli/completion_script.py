"""``usceplan completion``: the script that a shell needs, for whichever shell it is asked."""

from typer._completion_shared import get_completion_script  # where Typer itself takes it from

from usceplan.cli.completion import SHELLS
from usceplan.cli.environment import surroundings
from usceplan.cli.writing import print_text
from usceplan.problems import UserError, nearest
from usceplan.process import DONE

VARIABLE = "_USCEPLAN_COMPLETE"
"""By which a shell asks for completion; Typer makes it of the name of the program."""


def run_completion(shell: str) -> int:
    """Print the script."""
    if shell not in SHELLS:
        close = nearest(shell, SHELLS)
        hint = f'Did you mean "{close}"? ' if close else ""
        raise UserError(
            f'no script for the shell "{shell}"', f"{hint}Choose one of {', '.join(SHELLS)}.", "unknown-shell"
        )
    script = get_completion_script(prog_name="usceplan", complete_var=VARIABLE, shell=shell)
    print_text(surroundings(no_input=True).out, script + "\n")
    return DONE
