"""The columns of a list of entries: their names, and what stands in them on a screen and in a spreadsheet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from usceplan.output.browse_results import LengthInfo, PriceInfo, ProgramRow
from usceplan.output.csv_table import csv_table
from usceplan.words import MONTH_NAMES, counted, in_words


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its title, and its text for a row; None where the fact is unknown. Figures stand to the right."""

    title: str
    text: Callable[[ProgramRow], str | None]
    right: bool = False


def length_in_words(length: LengthInfo | None) -> str | None:
    """``4 to 12``, ``4 or 8``, ``4 or more``."""
    if length is None:
        return None
    if length.fixed:
        return " or ".join(map(str, length.fixed))
    if length.min is not None and length.max is not None:
        return str(length.min) if length.min == length.max else f"{length.min} to {length.max}"
    if length.min is not None:
        return f"{length.min} or more"
    return None if length.max is None else f"up to {length.max}"


def price_in_words(price: PriceInfo | None, dash: str) -> str | None:
    """``1,200-1,500``; ``from 500`` where only a part is stated."""
    if price is None:
        return None
    if price.usd is None:
        return f"from {price.least:,}" if price.least else None
    low, high = price.usd.low, price.usd.high
    return f"{low:,}" if low == high else f"{low:,}{dash}{high:,}"


def months_in_words(row: ProgramRow) -> str | None:
    """``Jan, Jul``, else how the starts are set."""
    if row.start_months is None:
        return None if row.intake is None else in_words(row.intake)
    return ", ".join(MONTH_NAMES[month - 1] for month in row.start_months)


def _several(values: list[str] | None) -> str | None:
    return None if values is None else "; ".join(values) or "none"


def _figure(value: int | None) -> str | None:
    return None if value is None else str(value)


def _own_facts(row: ProgramRow) -> str:
    """``programs.d/mine.yaml: fees, status``; empty where all is from the shipped catalogue."""
    return f"{row.own.file}: {', '.join(row.own.facts)}" if row.own else ""


COLUMNS: dict[str, ListColumn] = {
    "id": ListColumn("Id", lambda row: row.id),
    "name": ListColumn("Name", lambda row: row.name),
    "institution": ListColumn("Institution", lambda row: row.institution),
    "type": ListColumn("Type", lambda row: row.type or row.entry),
    "kind": ListColumn("Kind", lambda row: row.kind),
    "involvement": ListColumn("Patient care", lambda row: row.involvement),
    "specialties": ListColumn("Specialties", lambda row: _several(row.specialties)),
    "places": ListColumn("Places", lambda row: _several(row.places)),
    "provider": ListColumn("Provider", lambda row: row.provider),
    "status": ListColumn("Status", lambda row: row.status),
    "audience": ListColumn("Takes", lambda row: _several(row.audience)),
    "seekers": ListColumn("Residency seekers", lambda row: row.residency_seekers),
    "visas": ListColumn("Visas", lambda row: _several(row.visas)),
    "letter": ListColumn("Letter", lambda row: row.letter),
    "price": ListColumn("4 weeks, USD", lambda row: _figure(_usd(row, "typical")), right=True),
    "price-low": ListColumn("Low, USD", lambda row: _figure(_usd(row, "low")), right=True),
    "price-high": ListColumn("High, USD", lambda row: _figure(_usd(row, "high")), right=True),
    "weeks": ListColumn("Weeks", lambda row: length_in_words(row.weeks)),
    "starts": ListColumn("Starts", months_in_words),
    "official": ListColumn("Official page", lambda row: "yes" if row.official_source else "no"),
    "newest": ListColumn("Newest page", lambda row: row.newest_source),
    "confidence": ListColumn("Confidence", lambda row: row.confidence),
    "use": ListColumn("What it is for", lambda row: row.use),
    "url": ListColumn("Page", lambda row: row.url),
    "unknown": ListColumn("Unknown", lambda row: _several(row.unknown) if row.unknown else ""),
    "own": ListColumn("Your file", _own_facts),
}
"""Every column by its name, in the order of a whole table."""


def _usd(row: ProgramRow, which: str) -> int | None:
    usd = row.price.usd if row.price else None
    return None if usd is None else int(getattr(usd, which))


def csv_text(rows: Iterable[ProgramRow], columns: Sequence[str]) -> str:
    """A table with a header. What is unknown is an empty cell."""
    return csv_table(columns, ([COLUMNS[name].text(row) or "" for name in columns] for row in rows))


def shown_length(row: ProgramRow) -> str:
    """``4 to 12 weeks``."""
    length = length_in_words(row.weeks)
    if length is None:
        return "length unknown"
    return counted(1, "week") if length == "1" else f"{length} weeks"
