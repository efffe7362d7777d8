"""Lines for a terminal: wrapped between words, aligned in columns, never wider than the sheet.

Every helper returns lines (``Text`` of Rich) and prints nothing. A line holds no more cells than it was made for.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from rich.cells import cell_len, chop_cells
from rich.text import Text

from usceplan.output.safe_text import carries

Lines = list[Text]

WIDE = 100
"""From this width on, columns stand side by side."""
PROSE = 100
"""Longer lines of running text are hard to read."""
LEAST_GROWTH = 20
"""A wrapped column narrower than this would be crushed."""
_GAP = 2
_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Marks:
    """The signs used for drawing. None carries a meaning without a word beside it or in a legend."""

    passed: str
    unknown: str
    failed: str
    ignored: str
    full: str
    empty: str
    monday: str
    dash: str
    dot: str
    rule: str
    bullet: str
    milestone: str
    task: str
    late: str
    times: str


_UNICODE = Marks("✓", "?", "✗", "○", "█", "░", "│", "–", "·", "─", "•", "◆", "□", "!", "×")
_ASCII = Marks("+", "?", "x", "o", "#", ".", ":", "-", "|", "-", "-", "*", "o", "!", "x")


def marks_for(encoding: str) -> Marks:
    """The signs that an encoding can carry: all of the Unicode ones, or plain ASCII."""
    signs = "".join(getattr(_UNICODE, field.name) for field in fields(Marks))
    return _UNICODE if carries(encoding, signs) else _ASCII


@dataclass(frozen=True, slots=True)
class Sheet:
    """What lines are laid out for: a width in cells, and the signs to draw with."""

    width: int
    marks: Marks

    @property
    def is_wide(self) -> bool:
        """Whether columns fit side by side."""
        return self.width >= WIDE

    @property
    def prose(self) -> "Sheet":
        """The sheet for running text."""
        return replace(self, width=min(self.width, PROSE))

    def inside(self, indent: int) -> "Sheet":
        """The sheet that is left beside an indent."""
        return replace(self, width=max(1, self.width - indent))


def wrap(text: Text, width: int) -> Lines:
    """The text in lines, broken between words; a word longer than a whole line is broken too.

    A text that begins with blanks keeps them on every line.
    """
    indent = len(text.plain) - len(text.plain.lstrip(" "))
    if 0 < indent < width:
        return indented(wrap(text[indent:], width - indent), indent)
    lines = text.divide(_breaks(text.plain, width)) if text.cell_len > width else [text.copy()]
    for line in lines:
        line.rstrip()
    return list(lines)


def _breaks(plain: str, width: int) -> list[int]:
    found, used = [], 0
    for match in _WORD.finditer(plain):
        word = match[0].rstrip()
        if used and used + cell_len(word) > width:
            found.append(match.start())
            used = 0
        position, pieces = match.start(), chop_cells(word, width)
        for piece in pieces[:-1]:
            position += len(piece)
            found.append(position)
        used = (used if len(pieces) == 1 else 0) + cell_len(pieces[-1]) + len(match[0]) - len(word)
    return found


def indented(lines: Lines, indent: int) -> Lines:
    """The lines moved to the right."""
    return [Text.assemble(" " * indent, line) if line.plain else line for line in lines]


def hang(lead: Text | str, body: Text | str, sheet: Sheet) -> Lines:
    """A lead and the body beside it, wrapped under itself; under the lead where that leaves too little room."""
    lead, body = _text(lead), _text(body)
    room = sheet.width - lead.cell_len
    if room < min(LEAST_GROWTH, body.cell_len):
        lead.rstrip()
        return [*wrap(lead, sheet.width), *indented(wrap(body, sheet.inside(2).width), 2)]
    first, *rest = wrap(body, room) or [Text()]
    return [Text.assemble(lead, first), *indented(rest, lead.cell_len)]


def bullets(texts: Iterable[Text | str], sheet: Sheet) -> Lines:
    """A list, one item after the other."""
    return [line for text in texts for line in hang(f"{sheet.marks.bullet} ", text, sheet)]


def flow(phrases: Iterable[Text | str], sheet: Sheet) -> Lines:
    """Phrases one after the other with a dot between; a line breaks between phrases as long as they fit at all."""
    lines: Lines = []
    current: Text | None = None
    for phrase in map(_text, phrases):
        joined = phrase if current is None else Text.assemble(current, f" {sheet.marks.dot} ", phrase)
        if current is None or joined.cell_len <= sheet.width:
            current = joined
        else:
            lines += wrap(current, sheet.width)
            current = phrase
    return lines if current is None else [*lines, *wrap(current, sheet.width)]


def heading(title: str, sheet: Sheet) -> Lines:
    """The title of a section, drawn to the full width."""
    rule = sheet.marks.rule
    lead = f"{rule}{rule} {title} "
    return wrap(Text(lead + rule * (sheet.width - cell_len(lead)), "bold cyan"), sheet.width)


def subheading(title: str, sheet: Sheet) -> Lines:
    """The title of a part of a section."""
    return wrap(Text(title, "bold"), sheet.width)


def bar(value: float, most: float, cells: int, marks: Marks) -> Text:
    """A bar of so many cells; anything above nothing shows at least one, and only what is whole fills it."""
    share = max(0.0, min(value / most, 1.0)) if most > 0 else 0.0
    filled = int(share * cells)
    if share > 0:
        filled = max(1, filled)
    return Text.assemble((marks.full * filled, "cyan"), (marks.empty * (cells - filled), "dim"))


def _text(value: Text | str) -> Text:
    return Text(value) if isinstance(value, str) else value.copy()


@dataclass(frozen=True, slots=True)
class Column:
    """A column. The one that ``grows`` takes what width is left and wraps; the others are as wide as what they hold."""

    title: str
    right: bool = False
    grows: bool = False


Cell = tuple[Text, ...]
"""Paragraphs, one under the other."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out: the lines of its header, and those of each row."""

    header: Lines
    rows: tuple[Lines, ...]

    @property
    def lines(self) -> Lines:
        """The whole table."""
        return [*self.header, *(line for row in self.rows for line in row)]


def grid(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], sheet: Sheet) -> Grid:
    """Rows in columns; where the growing column would be crushed, it stands on a line of its own above the others."""
    titles = [(Text(column.title, "dim"),) for column in columns]
    table = [titles, *rows]
    growing = next(number for number, column in enumerate(columns) if column.grows)
    widths = [max(text.cell_len for row in table for text in row[number]) for number in range(len(columns))]
    left = sheet.width - (sum(widths) - widths[growing]) - _GAP * (len(columns) - 1)
    if left < min(LEAST_GROWTH, widths[growing]):
        header, *laid = [_stacked(columns, widths, row, growing, sheet) for row in table]
    else:
        widths[growing] = left
        header, *laid = [side_by_side(columns, widths, row) for row in table]
    return Grid(header, tuple(laid))


def side_by_side(columns: Sequence[Column], widths: Sequence[int], row: Sequence[Cell]) -> Lines:
    """One row of cells, each wrapped to the width of its column."""
    cells = [[line for text in cell for line in wrap(text, width)] for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    lines = []
    for number in range(height):
        line = Text()
        for column, width, cell in zip(columns, widths, cells, strict=True):
            text = cell[number] if number < len(cell) else Text()
            space = " " * (width - text.cell_len)
            line.append(" " * _GAP if column is not columns[0] else "")
            line.append_text(Text.assemble(space, text) if column.right else Text.assemble(text, space))
        line.rstrip()
        lines.append(line)
    return lines


def _stacked(
    columns: Sequence[Column], widths: Sequence[int], row: Sequence[Cell], growing: int, sheet: Sheet
) -> Lines:
    above = [line for text in row[growing] for line in wrap(text, sheet.width)]
    others = [number for number in range(len(columns)) if number != growing]
    below = side_by_side(
        [columns[number] for number in others],
        [widths[number] for number in others],
        [row[number] for number in others],
    )
    return [*above, *(piece for line in indented(below, 2) if line.plain for piece in wrap(line, sheet.width))]
