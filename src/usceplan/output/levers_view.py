"""What would lower the cost: the largest lines, and each change with what it saves and what it loses in strength."""

from collections.abc import Iterator

from rich.text import Text

from usceplan.output.figures import points
from usceplan.output.layout import Cell, Column, Lines, Sheet, bullets, grid, heading, subheading, wrap
from usceplan.output.results import Lever, LeversInfo
from usceplan.words import capital, in_words

_COLUMNS = (
    Column("Change", grows=True),
    Column("Same plan", right=True),
    Column("Best plan", right=True),
    Column("Strength", right=True),
)
_EXPLAINED = (
    "Same plan: U.S. dollars that these very rotations would cost more or less. Best plan: dollars and strength of the "
    "best plan with the change that costs no more than yours, found by a search of its own. Every change stands alone."
)


def levers_section(found: LeversInfo, sheet: Sheet) -> Lines:
    """The section of the cost levers."""
    lowering = [one for one in found.levers if _saves(one)]
    open_ones = [one for one in found.levers if one.change.outcome == "not-computed"]
    others = [one for one in found.levers if one not in lowering and one not in open_ones]
    prose = sheet.prose
    lines = [*heading("What would lower the cost", sheet), *subheading("The largest lines", sheet)]
    largest = (f"{capital(one.item)}: {one.usd:,} ({one.percent}%)" for one in found.largest)
    lines += [*bullets(largest, prose), Text()]
    if lowering:
        first: dict[tuple[object, ...], str] = {}
        rows = [_row(one, first.setdefault(_plan(one), one.change.text)) for one in lowering]
        lines += grid(_COLUMNS, rows, prose).lines
        lines += wrap(Text(_EXPLAINED, "dim"), prose.width)
    else:
        lines += wrap(Text("Nothing that was tried lowers it."), prose.width)
    for title, ones in (
        ("These do not lower it", others),
        ("No time was left to find out about these (--time-limit)", open_ones),
    ):
        if ones:
            lines += [Text(), *subheading(title, sheet), *bullets(map(_named, ones), prose)]
    return [*lines, Text(), *subheading("To know", sheet), *bullets(found.notes, prose)]


def _saves(one: Lever) -> bool:
    return any(usd is not None and usd < 0 for usd in (one.change.usd_change, one.same_plan_change))


def _named(one: Lever) -> Text:
    note = f": {one.change.note}" if one.change.outcome in ("no-plan", "not-possible") and one.change.note else ""
    return Text.assemble(f"{one.change.text}{note}", (f" ({one.change.flags})" if one.change.flags else "", "dim"))


def _plan(one: Lever) -> tuple[object, ...]:
    """What tells the best plans with two changes apart."""
    return one.change.usd, one.change.strength, *one.change.rotations


def _row(one: Lever, first: str) -> tuple[Cell, ...]:
    """A change; ``first`` is the text of the first one that makes the same plan the best."""
    change = one.change
    strength = "" if change.strength_change is None else f"{change.strength_change:+.1f}"
    return (
        (Text(change.text, "bold"), *_details(one, first)),
        (Text(_usd(one.same_plan_change)),),
        (Text(_usd(change.usd_change)),),
        (Text(strength, "red" if (change.strength_change or 0) < 0 else ""),),
    )


def _usd(difference: int | None) -> str:
    return "" if difference is None else f"{difference:+,}"


def _details(one: Lever, first: str) -> Iterator[Text]:
    change = one.change
    yield Text(f"  {change.flags}" + (f" (about {in_words(one.about)})" if one.about else ""), "dim")
    if first != change.text and change.strength is not None:
        yield Text(f"  the plan of: {first}")
        return
    if change.enters:
        yield Text(f"  enters: {'; '.join(program.name for program in change.enters)}")
    if change.leaves:
        yield Text(f"  leaves: {'; '.join(program.name for program in change.leaves)}")
    if change.outcome in ("no-plan", "not-computed"):
        yield Text(f"  {change.note}")
    if not change.proven_optimal and change.upper_bound is not None:
        yield Text(f"  not proven best, at most {points(change.upper_bound)}")
