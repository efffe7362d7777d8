"""``usceplan match``: parse, call one function, render."""

from dataclasses import dataclass

from usceplan.asked import default_match_year
from usceplan.cli.environment import surroundings
from usceplan.cli.loading import catalogue_for
from usceplan.cli.printing import paged_console, print_result
from usceplan.cli.request import day_of, only_day
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
    answers = only_day(request.today, around)
    today = day_of(answers)
    catalogue = catalogue_for(around)
    year = default_match_year(catalogue, answers, today)[0] if request.year is None else request.year
    report = match_report(catalogue, year, today)
    if request.as_json:
        print_result(report, around)
    else:
        from usceplan.output.calendar_screens import print_match  # Rich takes time

        with paged_console(around, no_color=request.no_color) as console:
            print_match(report, console, why=request.why)
    return DONE
