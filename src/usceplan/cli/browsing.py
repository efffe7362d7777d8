"""What every command that looks something up needs: the catalogue, the day, and a way to print."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
from usceplan.cli.answers import Answers, collect
from usceplan.cli.environment import Surroundings
from usceplan.cli.request import day_of
from usceplan.cli.writing import print_json
from usceplan.output.results import Result

if TYPE_CHECKING:
    from rich.console import Console


def whole_catalogue() -> Catalogue:
    """The catalogue to look things up in."""
    return load_catalogue(data_folder())


def day_told(today: str | None, around: Surroundings) -> date:
    """The day by option or variable, else today. A profile describes a person, and this asks for none."""
    answers: Answers = collect({"today": today}, _only_today(around), None)
    return day_of(answers)


def _only_today(around: Surroundings) -> dict[str, str]:
    name = "USCEPLAN_TODAY"
    return {name: around.variables[name]} if name in around.variables else {}


def print_result(
    report: Result, around: Surroundings, show: "Callable[[Any, Console], None]", *, as_json: bool, no_color: bool
) -> None:
    """Print a result as JSON, or by the screen made for it."""
    if as_json:
        print_json(around.out, report.model_dump_json(by_alias=True, indent=2))
        return
    from usceplan.output.terminal import make_console  # Rich takes time

    show(report, make_console(around.out, color=False if no_color else None, environment=around.variables))
