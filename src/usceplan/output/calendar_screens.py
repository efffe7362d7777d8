"""The screens of ``usceplan timeline``, ``usceplan next`` and ``usceplan match``."""

from rich.console import Console
from rich.text import Text

from usceplan.output.advice_view import small_print
from usceplan.output.layout import Lines, Sheet, heading, wrap
from usceplan.output.match_result import MatchReport
from usceplan.output.match_view import match_sections
from usceplan.output.results import NextReport, TimelineReport
from usceplan.output.safe_text import cleaned
from usceplan.output.task_view import every_task, late_section, next_section
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.output.timeline_view import month_lines, notes


def print_timeline(report: TimelineReport, console: Console, *, why: bool) -> None:
    """Print a timeline; with ``why`` every task with its reason, and what the dates of the Match rest on."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    tasks = safe.timeline.tasks
    sections = [
        [
            *heading(f"Timeline to the {safe.match_year} Match", sheet),
            *month_lines(safe.timeline.months, safe.rotations, safe.milestones, tasks, sheet),
        ],
        [*every_task(tasks, sheet), *notes(safe.milestones, sheet.prose)] if why else [],
        small_print(safe, sheet),
        late_section(tasks, sheet),
        _next_step(sheet),
    ]
    print_sections(console, sections)


def _next_step(sheet: Sheet) -> Lines:
    text = "Next: usceplan next says what to do now; --ics FILE puts all of this into your calendar."
    return wrap(Text(text), sheet.prose.width)


def print_next(report: NextReport, console: Console) -> None:
    """Print what to do now."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    first = next_section(safe.tasks, safe.more, safe.generated_on, sheet)
    print_sections(console, [small_print(safe, sheet), first])


def print_match(report: MatchReport, console: Console, *, why: bool) -> None:
    """Print the calendar of a Match; with ``why`` every rule with the years in which it was wrong."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    print_sections(console, match_sections(safe, sheet, why=why))
