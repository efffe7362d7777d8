"""The screen of ``usceplan programs compare``: programs side by side, as many as fit, then the others."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from usceplan.output.browse_results import ComparedCost, ComparedVerdict, ProgramComparison
from usceplan.output.figures import iso, own_mark, span, verdict_text
from usceplan.output.layout import Cell, Column, Lines, Marks, Sheet, hang, heading, side_by_side, wrap
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import UNKNOWN, capital, counted

LEAST = 14
"""Cells that a program needs to be read."""
_LABEL = 16
_GAP = 2
_LETTERS = "ABCDEF"
_REASONS = 3


def print_comparison(report: ProgramComparison, console: Console) -> None:
    """Print programs side by side."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    print_sections(console, comparison_sections(safe, sheet))


def comparison_sections(report: ProgramComparison, sheet: Sheet) -> list[Lines]:
    """The programs by letter, then tables of as many as fit, then how the costs are meant."""
    room = (sheet.width - _LABEL) // (LEAST + _GAP)
    fit = max(1, min(room, len(report.programs)))
    numbers = range(len(report.programs))
    tables = [_table(report, numbers[first : first + fit], sheet) for first in range(0, len(numbers), fit)]
    return [_legend(report, sheet.prose), *tables, _verdicts(report, sheet.prose), _notes(report, sheet.prose)]


def _legend(report: ProgramComparison, sheet: Sheet) -> Lines:
    lines = heading("Side by side", sheet)
    for letter, program in zip(_LETTERS, report.programs, strict=False):
        name = Text.assemble((program.name, "bold"), f", {program.institution} ", (program.id, "cyan"))
        lines += hang(Text(f"{letter}  ", "bold"), Text(" ").join([name, *own_mark(program.own)]), sheet)
    return lines


def _table(report: ProgramComparison, numbers: Sequence[int], sheet: Sheet) -> Lines:
    width = (sheet.width - _LABEL) // len(numbers) - _GAP
    columns = [Column(""), *(Column(_LETTERS[number]) for number in numbers)]
    widths = [_LABEL, *[width] * len(numbers)]
    rows: list[list[Cell]] = [[(Text(),), *((Text(_LETTERS[number], "bold"),) for number in numbers)]]
    for fact in report.facts:
        rows.append(
            [_label(fact.name, differs=fact.differs, marks=sheet.marks), *(_value(fact.values[at]) for at in numbers)]
        )
    rows += _cost_rows(report, numbers, sheet.marks)
    return [line for row in rows for line in side_by_side(columns, widths, row)]


def _label(name: str, *, differs: bool, marks: Marks) -> Cell:
    return (Text.assemble((f"{marks.milestone} ", "yellow") if differs else "  ", name),)


def _value(text: str | None) -> Cell:
    return (Text(UNKNOWN, "yellow"),) if text is None else (Text(capital(text)),)


def _cost_rows(report: ProgramComparison, numbers: Sequence[int], marks: Marks) -> list[list[Cell]]:
    costs = [report.costs[number] for number in numbers]
    rows: list[list[Cell]] = [
        [(Text(), Text(f"{counted(report.weeks, 'week')}, USD", "bold")), *((Text(),) for _ in numbers)],
        [_label("Fees", differs=False, marks=marks), *(_fees(cost, marks) for cost in costs)],
        [_label("Living", differs=False, marks=marks), *(_living(cost, marks) for cost in costs)],
        [_label("Together", differs=report.costs_differ, marks=marks), *(_total(cost, marks) for cost in costs)],
    ]
    if report.verdicts is not None:
        found = [report.verdicts[number] for number in numbers]
        rows += [
            [(Text(), Text("For you", "bold")), *((Text(),) for _ in numbers)],
            [_label("Verdict", differs=len({one.verdict for one in report.verdicts}) > 1, marks=marks)]
            + [(verdict_text(one.verdict, marks),) for one in found],
            [_label("Fit, of 100", differs=False, marks=marks), *((Text(str(one.fit)),) for one in found)],
            [_label("Start from", differs=False, marks=marks), *((Text(iso(one.earliest_start)),) for one in found)],
            [_label("Apply by", differs=False, marks=marks), *((Text(iso(one.apply_by)),) for one in found)],
        ]
    return rows


def _fees(cost: ComparedCost, marks: Marks) -> Cell:
    if cost.fees is None:
        return (Text("not offered", "yellow"), Text(f"weeks: {cost.lengths}"))
    amount = Text(span(cost.fees.low, cost.fees.high, marks))
    return (amount, Text("estimate", "yellow")) if cost.fees_basis == "estimate" else (amount,)


def _living(cost: ComparedCost, marks: Marks) -> Cell:
    if cost.living is None:
        return (Text(marks.dash),)
    return (Text(span(cost.living.low, cost.living.high, marks)), Text(cost.place, "dim"))


def _total(cost: ComparedCost, marks: Marks) -> Cell:
    if cost.total is None:
        return (Text(marks.dash),)
    return Text(span(cost.total.low, cost.total.high, marks)), Text(f"typical {cost.total.typical:,}", "bold")


def _verdicts(report: ProgramComparison, sheet: Sheet) -> Lines:
    if report.verdicts is None:
        return []
    lines = heading("What stands against each, or must be confirmed", sheet)
    for letter, found in zip(_LETTERS, report.verdicts, strict=False):
        lines += hang(Text(f"{letter}  ", "bold"), _reasons(found), sheet)
    return lines


def _reasons(found: ComparedVerdict) -> Text:
    failing = [check.reason for check in found.checks if check.result == "fail"]
    reasons = failing or [check.reason for check in found.checks]
    more = len(reasons) - _REASONS
    shown = " ".join(reasons[:_REASONS]) + (f" And {counted(more, 'more point')}." if more > 0 else "")
    return Text(shown or "Every check passes.")


def _notes(report: ProgramComparison, sheet: Sheet) -> Lines:
    lines = wrap(Text(f"{sheet.marks.milestone} what differs among the facts stated"), sheet.width)
    for note in (report.priced_for, *report.notes):
        lines += wrap(Text(note, "dim"), sheet.width)
    return lines
