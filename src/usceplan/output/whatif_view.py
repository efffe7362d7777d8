"""What-if: the table of changes, the answer about a program wanted, and the short form below a recommendation."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from usceplan.output.advice_view import small_print
from usceplan.output.figures import iso, points, with_host
from usceplan.output.layout import Cell, Column, Lines, Sheet, bullets, flow, grid, hang, heading, subheading, wrap
from usceplan.output.results import Recommendation, WantedInfo, WhatIfChange, WhatIfReport
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import counted, dollars

SHORT = 3
"""The changes shown below a recommendation."""
_COLUMNS = (
    Column("Change", grows=True),
    Column("Strength", right=True),
    Column("+/-", right=True),
    Column("USD", right=True),
    Column("+/-", right=True),
)
_POINTER = "usceplan whatif tries other dates, exams, visas, Match years and rules; --want ID asks about one program."

_CAUTION = (
    "No option changes a law or a program: a visa must be granted, and an ignored rule only shows what an exception "
    "would be worth."
)


def print_whatif(report: WhatIfReport, console: Console) -> None:
    """Print what changes of the situation would do."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    print_sections(console, whatif_sections(safe, sheet))


def whatif_sections(report: WhatIfReport, sheet: Sheet) -> list[Lines]:
    """The sections of the report in the order of the screen."""
    return [
        _as_things_are(report, sheet),
        _wanted(report.wanted, sheet) if report.wanted is not None else _table(report, sheet),
        small_print(report, sheet),
        _in_short(report, sheet),
    ]


def _as_things_are(report: WhatIfReport, sheet: Sheet) -> Lines:
    plan, made_on = report.plan, report.planned_on
    lines = heading("As things are" if made_on is None else f"The saved plan, of {iso(made_on)}", sheet)
    if plan is None:
        return [*lines, *wrap(Text("No plan is possible, or none was found in time."), sheet.prose.width)]
    phrases = [
        Text(f"Strength {points(plan.strength)} of {plan.max_strength}", "bold"),
        Text(counted(len(plan.rotations), "rotation")),
        Text(f"typical cost {dollars(plan.usd)}"),
        Text("proven best" if plan.proven_optimal else f"not proven best, at most {points(plan.upper_bound)}"),
    ]
    return [*lines, *flow(phrases, sheet.prose), *bullets((one.name for one in plan.rotations), sheet.prose)]


def _table(report: WhatIfReport, sheet: Sheet) -> Lines:
    by_outcome = {
        outcome: [one for one in report.changes if one.outcome == outcome]
        for outcome in ("changed", "unchanged", "no-plan", "not-computed", "not-possible")
    }
    others = (
        ("These change nothing", by_outcome["unchanged"]),
        ("No plan is possible with these", by_outcome["no-plan"]),
        ("No time was left for these (--time-limit)", by_outcome["not-computed"]),
        ("These cannot be tried", by_outcome["not-possible"]),
    )
    lines = heading("What would change it", sheet)
    if by_outcome["changed"]:
        lines += _rows(by_outcome["changed"], sheet.prose)
        for text in (report.order, _CAUTION):
            lines += wrap(Text(text, "dim"), sheet.prose.width)
    else:
        lines += wrap(Text("Nothing tried makes another plan."), sheet.prose.width)
    for title, changes in others:
        if changes:
            lines += [Text(), *subheading(title, sheet), *bullets(map(_named, changes), sheet.prose)]
    return lines


def _named(change: WhatIfChange) -> Text:
    note = f" {change.note}" if change.outcome == "not-possible" and change.note else ""
    return Text.assemble(
        change.text + (f":{note}" if note else ""), (f" ({change.flags})" if change.flags else "", "dim")
    )


def _rows(changes: list[WhatIfChange], sheet: Sheet) -> Lines:
    return grid(_COLUMNS, [_row(change) for change in changes], sheet).lines


def _row(change: WhatIfChange) -> tuple[Cell, ...]:
    return (
        (Text(change.text, "bold"), *_details(change)),
        (Text("" if change.strength is None else points(change.strength)),),
        (_points_more(change.strength_change),),
        (Text("" if change.usd is None else f"{change.usd:,}"),),
        (Text("" if change.usd_change is None else f"{change.usd_change:+,}"),),
    )


def _points_more(difference: float | None) -> Text:
    if difference is None:
        return Text()
    return Text(f"{difference:+.1f}", "green" if difference > 0 else "red" if difference < 0 else "")


def _details(change: WhatIfChange) -> Iterator[Text]:
    if change.flags:
        yield Text(f"  {change.flags}", "dim")
    if change.enters:
        yield Text(f"  enters: {'; '.join(one.name for one in change.enters)}")
    if change.leaves and len(change.enters) == len(change.rotations):
        yield Text("  leaves: all others")
    elif change.leaves:
        yield Text(f"  leaves: {'; '.join(one.name for one in change.leaves)}")
    if not change.enters and not change.leaves:
        yield Text("  the same programs, in other weeks or at other costs")
    if not change.proven_optimal and change.upper_bound is not None:
        yield Text(f"  not proven best, at most {points(change.upper_bound)}")


def _wanted(wanted: WantedInfo, sheet: Sheet) -> Lines:
    lines = [
        *heading(f"{wanted.name}, {wanted.institution}", sheet),
        *wrap(Text(wanted.text, "bold"), sheet.prose.width),
    ]
    if wanted.failing:
        lines += [Text(), *subheading("What stands against it", sheet)]
        for one in wanted.failing:
            lines += hang(f"{sheet.marks.failed} {one.rule}: ", with_host(one.reason, one.source), sheet.prose)
            lines += hang("  ", Text.assemble(("To mend: ", "bold"), one.mend), sheet.prose)
    shown = wanted.changes or ([wanted.as_is] if wanted.as_is.strength is not None else [])
    if shown:
        title = "The plan with it" if shown == [wanted.as_is] else "What lets it in, the least trouble first"
        lines += [Text(), *subheading(title, sheet), *_rows(shown, sheet.prose)]
    return lines


def _in_short(report: WhatIfReport, sheet: Sheet) -> Lines:
    lines = heading("In short", sheet)
    if report.wanted is not None:
        return [*lines, *wrap(Text(report.wanted.text), sheet.prose.width)]
    best = next((one for one in report.changes if one.outcome == "changed" and _gains(one)), None)
    text = "Nothing tried makes a stronger plan." if best is None else f"Most useful: {_line(best)}"
    return [*lines, *wrap(Text(text), sheet.prose.width)]


def _gains(change: WhatIfChange) -> bool:
    return change.strength_change is None or change.strength_change > 0


def _line(change: WhatIfChange) -> str:
    """A change in one line: what, what it gains, and what it costs."""
    flags = f" ({change.flags})" if change.flags else ""
    if change.outcome == "unchanged":
        return f"{change.text}{flags}: the same plan."
    more = "" if change.strength_change is None else f" ({change.strength_change:+.1f})"
    dearer = "" if change.usd_change is None else f" ({change.usd_change:+,})"
    return (
        f"{change.text}{flags}: strength {points(change.strength or 0)}{more}, cost {dollars(change.usd or 0)}{dearer}."
    )


def short_form(result: Recommendation, sheet: Sheet) -> Lines:
    """The most useful changes in a line each, and where there are more."""
    if not result.whatif:
        return []
    lines = [*heading("What if", sheet), *bullets(map(_line, result.whatif[:SHORT]), sheet.prose)]
    return [*lines, *hang("More: ", _POINTER, sheet.prose)]
