"""The screen of ``usceplan recommend``.

What matters most stands last, next to the prompt: what the plan costs, and the next step.
"""

from rich.console import Console

from usceplan.output.advice_view import advice_section, small_print
from usceplan.output.budget_view import budget_lines
from usceplan.output.frontier_view import other_plans
from usceplan.output.layout import Lines, Sheet, heading
from usceplan.output.plan_view import in_short, plan_section
from usceplan.output.profile_view import profile
from usceplan.output.program_view import excluded_list, program_list, resource_list
from usceplan.output.results import Recommendation
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.output.timeline_view import timeline_section
from usceplan.output.whatif_view import short_form


def print_recommendation(result: Recommendation, console: Console, *, why: bool) -> None:
    """Print a recommendation; with ``why`` every program with each check and point, and every line of the budget."""
    safe, sheet = cleaned(result, console.encoding), sheet_of(console)
    print_sections(console, recommendation_sections(safe, sheet, why=why))


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
