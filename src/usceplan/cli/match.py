"""``usceplan match``: parse, call one function, render."""

from dataclasses import dataclass

from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
from usceplan.cli.answers import collect
from usceplan.cli.environment import surroundings
from usceplan.cli.request import day_of, default_match_year
from usceplan.cli.writing import print_json
from usceplan.match_report import match_report
from usceplan.process import DONE


@dataclass(frozen=True, slots=True)
class MatchRequest:
    """What was asked on the command line."""

    year: int | None
    today: str | None
    why: bool
    as_json: bool
    no_color: bool


def run_match(request: MatchRequest) -> int:
    """Print the calendar of a Match."""
    around = surroundings(no_input=True)
    answers = collect({"today": request.today}, around.variables, None)
    today = day_of(answers)
    catalogue = load_catalogue(data_folder())
    year = default_match_year(catalogue, answers, today)[0] if request.year is None else request.year
    report = match_report(catalogue, year, today)
    if request.as_json:
        print_json(around.out, report.model_dump_json(by_alias=True, indent=2))
    else:
        from usceplan.output.calendar_screens import print_match  # Rich takes time
        from usceplan.output.terminal import make_console

        color = False if request.no_color else None
        print_match(report, make_console(around.out, color=color, environment=around.variables), why=request.why)
    return DONE
