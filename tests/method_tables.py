"""The tables of weights, rules and estimates in docs/method.md, made from the data: run this file to make them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel

from made_parts import with_made_parts
from situations import catalogue
from usceplan.catalog.guidance import Durations, FeeEstimate, Guidance, Law, Number
from usceplan.words import counted

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "method.md"
UNITS = ("week", "month", "day", "year", "point")
"""The units that the names of numbers tell; the numbers of the strength and of the fit are points otherwise."""


def tables() -> dict[str, str]:
    """The parts of the document by name."""
    guidance = catalogue().guidance
    return {
        "strength": _numbers(guidance, ("letters", "strength")),
        "factors": _numbers(guidance, ("factors",)),
        "fit": _numbers(guidance, ("fit",)),
        "planning": _numbers(guidance, ("planning", "entry")),
        "due": _numbers(guidance, ("due",)),
        "fee-estimates": _estimates(guidance.fee_estimates),
        "law": _laws(guidance),
    }


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(cells)} |\n" for cells in (heads, *rows)]
    return "".join([lines[0], "|---" * len(heads) + "|\n", *lines[1:]])


def _numbers(guidance: Guidance, sections: Sequence[str]) -> str:
    found = [
        (f"{section}.{name}", number)
        for section in sections
        for name, number in _numbers_in(getattr(guidance, section))
    ]
    rows = [(f"`{name}`", _value(name, one), one.why, _pages(guidance, one.sources)) for name, one in found]
    return _table(("name", "value", "why", "pages"), rows)


def _numbers_in(section: BaseModel) -> Iterator[tuple[str, Number | Durations]]:
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, Number | Durations):
            yield name, value
        else:
            yield from ((f"{name}.{inner}", number) for inner, number in _numbers_in(value))


def _value(name: str, number: Number | Durations) -> str:
    if isinstance(number, Durations):
        return ", ".join(map(str, number.value)) + " weeks"
    if name.startswith("factors.") or name.endswith("_thousandths"):
        return f"× {number.value / 1000:g}"
    if name.endswith("_usd"):
        return f"${number.value:,}"
    if name.endswith("_percent"):
        return f"{number.value}%"
    if name == "planning.graduation_month":
        return f"month {number.value}"
    unit = next((unit for unit in UNITS if unit in name), "point" if name.startswith(("strength.", "fit.")) else None)
    return str(number.value) if unit is None else counted(number.value, unit)


def _pages(guidance: Guidance, names: Sequence[str]) -> str:
    pages = [guidance.sources[name] for name in names]
    return "; ".join(f"[{page.publisher}]({page.url}), {page.as_of or 'undated'}" for page in pages) or "none"


def _estimates(rules: Iterable[FeeEstimate]) -> str:
    rows = [
        (
            rule.charge,
            rule.kind.value if rule.kind else "any",
            rule.provider.value if rule.provider else "any",
            rule.per,
            f"{rule.usd.low:,}",
            f"{rule.usd.typical:,}",
            f"{rule.usd.high:,}",
            str(rule.count),
        )
        for rule in rules
    ]
    return _table(("charge", "kind", "provider", "per", "low", "typical", "high", "stated prices behind it"), rows)


def _laws(guidance: Guidance) -> str:
    named: list[tuple[str, Law]] = [(name, getattr(guidance.law, name)) for name in type(guidance.law).model_fields]
    rows = [(f"`{name}`", law.text, _pages(guidance, law.sources)) for name, law in named]
    return _table(("name", "what it says", "pages"), rows)


def with_tables(text: str) -> str:
    """The document with its tables made anew."""
    return with_made_parts(text, tables(), made="made from data/guidance.yaml by tests/method_tables.py")


if __name__ == "__main__":
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
