"""The screens of ``usceplan recommend``, ``usceplan budget`` and ``usceplan whatif``.

What matters most stands last, next to the prompt: what the plan costs, and the next step.
"""

import os
from collections.abc import Mapping
from typing import TextIO

from rich.console import Console
from rich.text import Text

from usceplan.output.advice_view import advice_section, small_print
from usceplan.output.budget_view import budget_lines
from usceplan.output.frontier_view import other_plans
from usceplan.output.layout import Lines, Sheet, flow, heading, marks_for
from usceplan.output.plan_view import in_short, plan_section
from usceplan.output.profile_view import profile
from usceplan.output.program_view import excluded_list, program_list, resource_list
from usceplan.output.results import BudgetReport, Recommendation, WhatIfReport
from usceplan.output.safe_text import cleaned
from usceplan.output.timeline_view import timeline_section
from usceplan.output.whatif_view import short_form, whatif_sections
from usceplan.words import dollars

LEAST_WIDTH = 40
"""What a row of the timeline takes; a narrower terminal breaks the lines itself."""
MOST_WIDTH = 140
PIPED_WIDTH = 100
UNKNOWN_WIDTH = 80
"""Of a terminal that does not tell."""
_HEIGHT = 25


class AsciiConsole(Console):
    """A console for which all results are made of ASCII, whatever its stream could carry."""

    @property
    def encoding(self) -> str:
        """The encoding that decides which characters are used."""
        return "ascii"


def make_console(
    stream: TextIO, *, environment: Mapping[str, str], width: int | None = None, color: bool | None = None
) -> Console:
    """A console that prints results on a stream.

    ``width`` and ``color`` are what the user asked for and beat the environment: ``COLUMNS``; ``NO_COLOR``,
    ``FORCE_COLOR`` and ``TERM=dumb``. Without any of them a terminal has its own width and color, and any other stream
    has 100 columns and none. ``USCEPLAN_ASCII`` asks for no other characters than those of ASCII, which a stream that
    can carry no others gets anyway.
    """
    is_colored = uses_color(stream, environment) if color is None else color
    kind = AsciiConsole if environment.get("USCEPLAN_ASCII") else Console
    return kind(
        file=stream,
        width=width or _width(stream, environment),
        height=_HEIGHT,  # with both given, Rich asks neither the environment nor the terminal
        color_system="standard" if is_colored else None,
        force_terminal=is_colored,
        no_color=not is_colored,
        highlight=False,
        markup=False,
        emoji=False,
    )


def uses_color(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether a stream gets colors where nobody said so on the command line."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def _width(stream: TextIO, environment: Mapping[str, str]) -> int:
    columns = environment.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns):
        return int(columns)
    if not stream.isatty():
        return PIPED_WIDTH
    try:
        return os.get_terminal_size(stream.fileno()).columns or UNKNOWN_WIDTH
    except (OSError, ValueError):
        return UNKNOWN_WIDTH


def print_recommendation(result: Recommendation, console: Console, *, why: bool) -> None:
    """Print a recommendation; with ``why`` every program with each check and point, and every line of the budget."""
    safe, sheet = cleaned(result, console.encoding), sheet_of(console)
    print_sections(console, recommendation_sections(safe, sheet, why=why))


def print_budget(report: BudgetReport, console: Console, *, by_month: bool = True) -> None:
    """Print a budget line by line, and by month if asked to."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    print_sections(console, budget_sections(safe, sheet, by_month=by_month))


def print_whatif(report: WhatIfReport, console: Console) -> None:
    """Print what changes of the situation would do."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    print_sections(console, whatif_sections(safe, sheet))


def sheet_of(console: Console) -> Sheet:
    """What to lay out for: the width of the console within bounds, and the signs that its encoding can carry."""
    return Sheet(max(LEAST_WIDTH, min(console.width, MOST_WIDTH)), marks_for(console.encoding))


def recommendation_sections(result: Recommendation, sheet: Sheet, *, why: bool) -> list[Lines]:
    """The sections of a recommendation in the order of the screen; some may be empty."""
    return [
        profile(result, sheet),
        program_list(result.programs, sheet, why=why),
        excluded_list(result.excluded, sheet, why=why),
        resource_list(result.resources, sheet, why=why),
        plan_section(result, sheet),
        timeline_section(result, sheet, why=why),
        _budget(result, sheet, why=why),
        other_plans(result, sheet),
        short_form(result, sheet),
        advice_section(result.advice, sheet),
        small_print(result, sheet),
        in_short(result, sheet),
    ]


def _budget(result: Recommendation, sheet: Sheet, *, why: bool) -> Lines:
    if result.budget is None:
        return []
    return [*heading("Budget", sheet), *budget_lines(result.budget, sheet, detail=why, by_month=True)]


def budget_sections(report: BudgetReport, sheet: Sheet, *, by_month: bool) -> list[Lines]:
    """The sections of a budget in the order of the screen."""
    lines = [*heading(report.title, sheet), *budget_lines(report.budget, sheet, detail=True, by_month=by_month)]
    return [lines, small_print(report, sheet), _total(report, sheet)]


def _total(report: BudgetReport, sheet: Sheet) -> Lines:
    total, limit = report.budget.total, report.budget.limit
    of_limit = f" of your {dollars(limit)}" if limit is not None else ""
    phrases = [
        Text.assemble("Typical total ", (dollars(total.typical), "bold"), of_limit),
        Text(f"from {dollars(total.low)} to {dollars(total.high)}"),
    ]
    return [*heading("In short", sheet), *flow(phrases, sheet)]


def print_sections(console: Console, sections: list[Lines]) -> None:
    """Each section as one text, a blank line between two."""
    texts = [Text("\n").join(section) for section in sections if section]
    for number, text in enumerate(texts):
        text.rstrip()
        console.print(Text.assemble("\n" if number else "", text), soft_wrap=True)
