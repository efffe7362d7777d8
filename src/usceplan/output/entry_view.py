"""An entry of the catalogue in a few lines, as lists and searches show it."""

from rich.text import Text

from usceplan.output.browse_results import ProgramRow
from usceplan.output.figures import kind_and_involvement, own_mark, type_in_words
from usceplan.output.layout import Lines, Marks, Sheet, flow, hang, indented, wrap
from usceplan.output.list_columns import price_in_words, shown_length
from usceplan.words import PLACE_NOT_STATED, UNKNOWN, counted

INDENT = 2
_PLACES = 2


def entry_lines(row: ProgramRow, sheet: Sheet) -> Lines:
    """Its id, name, place and main facts; of a resource, what it is for."""
    inner = sheet.inside(INDENT)
    others = [] if row.institution in row.name else [row.institution]
    below = [
        *flow([Text(row.name, "bold"), *others, _places(row)], inner),
        *(_resource(row, inner) if row.entry == "resource" else flow(_facts(row, sheet.marks), inner)),
        *flow(own_mark(row.own), inner),
        *(hang("unknown: ", Text(", ".join(row.unknown), "yellow"), inner) if row.unknown else []),
    ]
    return [*wrap(Text(row.id, "cyan"), sheet.width), *indented(below, INDENT)]


def _facts(row: ProgramRow, marks: Marks) -> list[Text]:
    facts = [
        kind_and_involvement(row.kind, row.involvement),
        f"letter {row.letter or UNKNOWN}",
        shown_length(row),
        _price(row, marks),
        *([f"now {row.status}"] if row.status in ("paused", "closed") else []),
    ]
    return [Text(fact) for fact in facts]


def _resource(row: ProgramRow, sheet: Sheet) -> Lines:
    return hang(f"{type_in_words(row.type)}: ", row.use or "", sheet)


def _price(row: ProgramRow, marks: Marks) -> str:
    price = price_in_words(row.price, marks.dash)
    if price is None:
        return "price unknown"
    if price == "0":
        return "no fee"
    amount = f"from ${price.removeprefix('from ')}" if price.startswith("from ") else f"${price}"
    return f"{amount} for 4 weeks"


def _places(row: ProgramRow) -> str:
    if not row.places:
        return PLACE_NOT_STATED
    more = len(row.places) - _PLACES
    return "; ".join(row.places[:_PLACES]) + (f"; {counted(more, 'more place')}" if more > 0 else "")
