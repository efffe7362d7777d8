"""Dates, money, words and sources, each written one way on every screen."""

import datetime as dt
from typing import Literal
from urllib.parse import urlsplit

from rich.text import Text

from usceplan.output.layout import Marks
from usceplan.output.results import OwnInfo, Usd
from usceplan.words import INVOLVEMENT_NAMES, RESOURCE_TYPE_NAMES, STATUS_OF_ONE, UNKNOWN, dollars, in_words

VERDICT_STYLES = {"eligible": "green", "confirm": "yellow", "ineligible": "red"}
RESULT_STYLES = {"pass": "green", "unknown": "yellow", "fail": "red", "ignored": "magenta"}

# A result holds plain text, not the enumerations.
_INVOLVEMENTS = {str(involvement): name for involvement, name in INVOLVEMENT_NAMES.items()}
_RESOURCE_TYPES = {str(type_): name for type_, name in RESOURCE_TYPE_NAMES.items()}
_STATUSES = {str(status): name for status, name in STATUS_OF_ONE.items()}


def type_in_words(type_: str | None) -> str:
    """``long-term post``: what sort of help a resource is; an entry that is none is a placement."""
    return "placement" if type_ is None else _RESOURCE_TYPES.get(type_, type_)


def iso(day: dt.date | None) -> str:
    """``2027-03-01``, or that it is unknown."""
    return day.isoformat() if day else UNKNOWN


def span(low: int, high: int, marks: Marks) -> str:
    """``1,200–3,400``, or ``2,000`` where both ends are the same."""
    return f"{low:,}" if low == high else f"{low:,}{marks.dash}{high:,}"


def usd_span(usd: Usd, marks: Marks) -> str:
    """``$1,200–3,400``: from low to high."""
    return f"${span(usd.low, usd.high, marks)}"


def usd_in_full(usd: Usd, basis: str, marks: Marks) -> str:
    """``$1,200–3,400, typical $2,000 (estimate)``: the range, what to plan with, and where the figure comes from."""
    typical = "" if usd.low == usd.high else f", typical {dollars(usd.typical)}"
    return f"{usd_span(usd, marks)}{typical} ({basis})"


def points(value: float) -> str:
    """Points to one decimal: ``71.3``."""
    return f"{value:.1f}"


def host(source: str | None) -> str | None:
    """The site of an address, without ``www.``; what is no address is shown as it is."""
    if source is None:
        return None
    try:
        name = urlsplit(source).hostname
    except ValueError:
        name = None
    return (name or source).removeprefix("www.")


def own_mark(own: OwnInfo | None) -> list[Text]:
    """What of an entry is from a person's own file, to stand beside it; nothing where all is as shipped."""
    if own is None:
        return []
    facts = "all of it" if own.new else ", ".join(in_words(fact) for fact in own.facts if fact != "sources")
    return [Text(f"from your file {own.file}: {facts}", "magenta")]


def with_host(text: str, source: str | None) -> Text:
    """The text and, in brackets, the site that says so."""
    found = host(source)
    return Text.assemble(text, (f" ({found})", "dim") if found else "")


def kind_and_involvement(kind: str | None, involvement: str | None) -> str:
    """``externship, hands-on``."""
    return f"{kind or 'kind not stated'}, {involvement_in_words(involvement)}"


def involvement_in_words(involvement: str | None) -> str:
    """``hands-on``."""
    return INVOLVEMENT_NAMES[None] if involvement is None else _INVOLVEMENTS.get(involvement, involvement)


def status_of_one(status: str) -> str:
    """``a graduate``."""
    return _STATUSES.get(status, in_words(status))


def verdict_text(verdict: Literal["eligible", "confirm", "ineligible"], marks: Marks) -> Text:
    """The verdict: its sign and its word."""
    sign = {"eligible": marks.passed, "confirm": marks.unknown, "ineligible": marks.failed}[verdict]
    return Text(f"{sign} {verdict}", VERDICT_STYLES[verdict])


def result_text(result: Literal["pass", "unknown", "fail", "ignored"], marks: Marks) -> Text:
    """The result of a check: its sign and its word."""
    signs = {"pass": marks.passed, "unknown": marks.unknown, "fail": marks.failed, "ignored": marks.ignored}
    return Text(f"{signs[result]} {result}", RESULT_STYLES[result])
