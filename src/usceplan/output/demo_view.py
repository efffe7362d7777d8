"""The screen of ``usceplan demo``: each applicant, the plan in full, and the command line that shows everything."""

from rich.console import Console
from rich.text import Text

from usceplan.output.demo_result import Demo, DemoApplicant
from usceplan.output.layout import Lines, Sheet, heading, wrap
from usceplan.output.plan_view import in_short, plan_section
from usceplan.output.profile_view import profile
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of


def print_demo(demo: Demo, console: Console) -> None:
    """Print the applicants one after the other."""
    safe, sheet = cleaned(demo, console.encoding), sheet_of(console)
    count = len(safe.applicants)
    opening = f"{count} made-up applicants, no real persons. Their plans are real: what the data say today."
    sections = [wrap(Text(opening), sheet.prose.width)]
    for number, one in enumerate(safe.applicants, start=1):
        sections += _sections(one, f"Example {number} of {count}: {one.name}", sheet)
    sections.append(wrap(Text("Now your own: usceplan start"), sheet.prose.width))
    print_sections(console, sections)


def _sections(applicant: DemoApplicant, title: str, sheet: Sheet) -> list[Lines]:
    result = applicant.recommendation
    return [
        [*wrap(Text(title.upper(), "bold"), sheet.width), *wrap(Text(applicant.story), sheet.prose.width)],
        profile(result, sheet),
        plan_section(result, sheet),
        in_short(result, sheet),
        [
            *heading("The same, with all programs, dates and costs", sheet),
            Text(applicant.command),  # one line however long, so that it can be copied
        ],
    ]
