"""The screen of ``usceplan programs search``."""

from rich.console import Console
from rich.text import Text

from usceplan.output.browse_results import FoundProgram, ProgramSearch, WordMatch
from usceplan.output.entry_view import INDENT, entry_lines
from usceplan.output.layout import Lines, Sheet, hang, heading, indented, wrap
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import capital, listed

_WHERE = {"name": "name", "place": "place", "specialty": "specialty", "fact": "other facts", "notes": "notes"}


def print_search(report: ProgramSearch, console: Console) -> None:
    """Print the entries found, the best first."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    print_sections(console, search_sections(safe, sheet))


def search_sections(report: ProgramSearch, sheet: Sheet) -> list[Lines]:
    """The entries, and below them how many there are and what was not found."""
    return [*(_entry(found, sheet.prose) for found in report.programs), _summary(report, sheet.prose)]


def _entry(found: FoundProgram, sheet: Sheet) -> Lines:
    inner = sheet.inside(INDENT)
    how = hang("found: ", Text(", ".join(map(_match, found.matches)), "dim"), inner)
    return [*entry_lines(found.program, sheet), *indented(how, INDENT)]


def _match(match: WordMatch) -> str:
    read_as = "" if match.found == match.word else f" as {match.found}"
    return f"{match.word}{read_as} ({_WHERE[match.where]})"


def _summary(report: ProgramSearch, sheet: Sheet) -> Lines:
    words = [f'"{word}"' for word in report.words]
    noun = "entry has" if report.total == 1 else "entries have"
    all_of = "" if len(words) == 1 else "all of "
    text = f"{report.total} {noun} {all_of}{listed(words)}."
    count = len(report.programs[0].matches)
    if count < len(words):
        text = f"No entry has all of {listed(words)}. {report.total} {noun} {count} of these words."
    lines = heading(f"{len(report.programs)} of {report.total} found", sheet)
    lines += wrap(Text(capital(text)), sheet.width)
    if report.missing:
        lines += wrap(Text(f"Not found: {listed(report.missing)}.", "yellow"), sheet.width)
    if report.total > len(report.programs):
        lines += wrap(Text(f"--limit {report.total} shows all.", "dim"), sheet.width)
    return [*lines, *wrap(Text("All about one: usceplan programs show ID", "dim"), sheet.width)]
