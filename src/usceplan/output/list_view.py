"""The screen of ``usceplan programs list``."""

from rich.console import Console
from rich.text import Text

from usceplan.output.browse_results import FilterInfo, ProgramList, ProgramRow
from usceplan.output.entry_view import entry_lines
from usceplan.output.layout import Cell, Column, Lines, Sheet, grid, hang, heading, indented, wrap
from usceplan.output.list_columns import COLUMNS, price_in_words
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import UNKNOWN, capital, counted

_GAP = 2
_WHOLE = ("id", "url")
"""Columns that are copied, so their texts are not broken into lines."""
_LEAST = 24
"""Cells to which the widest of the other columns may shrink."""


def print_list(report: ProgramList, columns: tuple[str, ...] | None, console: Console) -> None:
    """Print the entries, in a few lines each or in the columns asked for, and what was left out."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    print_sections(console, list_sections(safe, columns, sheet))


def list_lines(report: ProgramList, columns: tuple[str, ...], console: Console) -> str:
    """A line for each entry, with tabs between the columns and nothing else: for the next program in a pipe."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    rows = ("\t".join(_cell(row, name, sheet).plain for name in columns) for row in safe.programs)
    return "".join(f"{row}\n" for row in rows)


def list_sections(report: ProgramList, columns: tuple[str, ...] | None, sheet: Sheet) -> list[Lines]:
    """The list, and below it, next to the prompt, how many there are and what was left out."""
    if columns is not None:
        listing = [table(report.programs, columns, sheet)]
    else:
        listing = [entry_lines(row, sheet.prose) for row in report.programs]
    return [*listing, _summary(report, sheet)]


def table(rows: list[ProgramRow], columns: tuple[str, ...], sheet: Sheet) -> Lines:
    """Entries in columns where those fit side by side, else the columns of each entry under one another."""
    if not rows:
        return []
    cells = [[_cell(row, name, sheet) for name in columns] for row in rows]
    titles = [COLUMNS[name].title for name in columns]
    widths = [max(len(title), *(row[at].cell_len for row in cells)) for at, title in enumerate(titles)]
    growing = max(range(len(columns)), key=lambda at: (columns[at] not in _WHOLE, widths[at]))
    least = widths[growing] if columns[growing] in _WHOLE else min(widths[growing], _LEAST)
    if sum(widths) - widths[growing] + least + _GAP * (len(widths) - 1) > sheet.width:
        return [line for row in cells for line in [*_record(titles, row, sheet), Text()]][:-1]
    laid = [
        Column(title, right=COLUMNS[name].right, grows=at == growing)
        for at, (name, title) in enumerate(zip(columns, titles, strict=True))
    ]
    listing: list[tuple[Cell, ...]] = [tuple((text,) for text in row) for row in cells]
    return grid(laid, listing, sheet).lines


def _record(titles: list[str], row: list[Text], sheet: Sheet) -> Lines:
    """The columns of an entry under one another, the first as its heading."""
    room = max(len(title) for title in titles) + _GAP
    first = wrap(Text.assemble((row[0].plain, "bold")), sheet.width)
    below = [
        line
        for title, text in zip(titles[1:], row[1:], strict=True)
        for line in hang(Text(f"{title:<{room}}", "dim"), text, sheet.inside(_GAP))
    ]
    return [*first, *indented(below, _GAP)]


def _cell(row: ProgramRow, name: str, sheet: Sheet) -> Text:
    text = price_in_words(row.price, sheet.marks.dash) if name == "price" else COLUMNS[name].text(row)
    return Text(UNKNOWN, "yellow") if text is None else Text(text)


def _summary(report: ProgramList, sheet: Sheet) -> Lines:
    noun, prose = report.entry, sheet.prose
    if report.filters:
        shown = f"{report.matching} of {counted(report.considered, noun)}"
        title = f"{shown} {'matches' if report.matching == 1 else 'match'}"
    else:
        title = counted(report.considered, noun)
    lines = heading(title, prose)
    for one in report.filters:
        lines += hang(f"{sheet.marks.bullet} ", f"{one.name}: {one.value}", prose)
    lines += _unknown(report, prose)
    for note in report.notes:
        lines += wrap(Text(note), prose.width)
    if any(row.price is not None for row in report.programs):
        lines += wrap(Text(report.price_basis, "dim"), prose.width)
    other = "--resources lists them" if noun == "placement" else "without --resources they are listed"
    other_noun = "resource" if noun == "placement" else "placement"
    lines += wrap(Text(f"{counted(report.other_entries, other_noun)} beside these: {other}.", "dim"), prose.width)
    return lines


def _unknown(report: ProgramList, sheet: Sheet) -> Lines:
    if not report.unknown:
        return []
    facts = ", ".join(_missing(one) for one in report.filters if one.unknown)
    noun = "entry" if report.unknown == 1 else "entries"
    if report.left_out_unknown:
        text = f"{report.unknown} more {noun} may match, but no page says ({facts}): --include-unknown shows them."
    else:
        text = f"{report.unknown} of the {noun} shown may not match: no page says ({facts})."
    return wrap(Text(capital(text), "yellow"), sheet.width)


def _missing(one: FilterInfo) -> str:
    return f"{one.name} {one.unknown}"
