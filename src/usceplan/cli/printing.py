"""How results reach standard output: as one JSON object, or on a screen."""

from typing import TYPE_CHECKING

from usceplan.cli.environment import Surroundings
from usceplan.cli.writing import print_json

if TYPE_CHECKING:
    from rich.console import Console

    from usceplan.output.results import Result


def print_result(result: "Result", around: Surroundings) -> None:
    """Print a result as JSON."""
    print_json(around.out, result.model_dump_json(indent=2))


def console_for(around: Surroundings, *, no_color: bool) -> "Console":
    """The console on which screens are printed."""
    from usceplan.output.terminal import make_console  # Rich takes time

    return make_console(around.out, color=False if no_color else None, environment=around.variables)
