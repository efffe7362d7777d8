"""Two saved plans side by side, on the screen."""

from rich.console import Console
from rich.text import Text

from usceplan.output.advice_view import small_print
from usceplan.output.budget_comparison_result import BudgetComparison, ComparedPlan
from usceplan.output.figures import iso, points, span
from usceplan.output.layout import Cell, Column, Lines, Sheet, bullets, flow, grid, heading, subheading
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import capital, counted, dollars, in_words


def print_comparison(report: BudgetComparison, console: Console) -> None:
    """Print the comparison."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    print_sections(console, comparison_sections(safe, sheet))


def comparison_sections(report: BudgetComparison, sheet: Sheet) -> list[Lines]:
    """The sections in the order of the screen."""
    return [
        _plans(report, sheet),
        _categories(report, sheet),
        _months(report, sheet),
        small_print(report, sheet),
        _in_short(report, sheet),
    ]


def _columns(title: str) -> tuple[Column, ...]:
    return (
        Column(title, grows=True),
        Column("First", right=True),
        Column("Second", right=True),
        Column("+/-", right=True),
    )


def _row(name: str, first: str, second: str, change: str = "", *, style: str = "") -> tuple[Cell, ...]:
    return (Text(name, style),), (Text(first, style),), (Text(second, style),), (Text(change, style),)


def _usd_row(name: str, first: int, second: int, *, style: str = "") -> tuple[Cell, ...]:
    return _row(name, f"{first:,}", f"{second:,}", _more(second - first), style=style)


def _more(difference: int) -> str:
    return f"{difference:+,}" if difference else "0"


def _plans(report: BudgetComparison, sheet: Sheet) -> Lines:
    one, other = report.first, report.second
    rows = [
        _row("Strength", points(one.strength), points(other.strength), f"{report.strength_change:+.1f}", style="bold"),
        _usd_row("Rotations", len(one.rotations), len(other.rotations)),
        _usd_row("Weeks", one.weeks, other.weeks),
        _row("First day", iso(one.first_day), iso(other.first_day)),
        _row("Last day", iso(one.last_day), iso(other.last_day)),
        _row("Match year", str(one.match_year), str(other.match_year)),
        _row("Month with the most due", one.dearest_month or "", other.dearest_month or ""),
    ]
    table = grid(_columns(""), rows, sheet.prose).lines
    return [
        *heading("Two plans", sheet),
        *_named(one, "First", sheet),
        *_named(other, "Second", sheet),
        Text(),
        *table,
    ]


def _named(plan: ComparedPlan, ordinal: str, sheet: Sheet) -> Lines:
    proven = "proven best" if plan.proven_optimal else "not proven best"
    title = f"{ordinal}: {plan.file}, made on {iso(plan.planned_on)}, {proven}"
    return [*subheading(title, sheet.prose), *bullets((one.name for one in plan.rotations), sheet.prose)]


def _categories(report: BudgetComparison, sheet: Sheet) -> Lines:
    one, other = report.first, report.second
    within = [entry for entry in report.by_category if entry.counted]
    beside = [entry for entry in report.by_category if not entry.counted]
    rows = [_usd_row(_name(entry.category), entry.first, entry.second) for entry in within]
    rows.append(_usd_row("Total", one.total.typical, other.total.typical, style="bold"))
    spans = [span(plan.likely.p10, plan.likely.p90, sheet.marks) for plan in (one, other)]
    rows.append(_row("Likely, in 8 cases of 10", *spans))
    rows.append(_row("Bounds", *(span(plan.total.low, plan.total.high, sheet.marks) for plan in (one, other))))
    if beside:
        rows.append(_row("Beside it, not counted", "", "", style="bold"))
        rows += [_usd_row(_name(entry.category), entry.first, entry.second) for entry in beside]
    return [*heading("By category", sheet), *grid(_columns("Whole U.S. dollars, typical"), rows, sheet.prose).lines]


def _name(category: str) -> str:
    return capital(in_words(category))


def _months(report: BudgetComparison, sheet: Sheet) -> Lines:
    if not report.by_month:
        return []
    columns = (
        Column("Month", grows=True),
        Column("First", right=True),
        Column("Second", right=True),
        Column("+/-", right=True),
        Column("First so far", right=True),
        Column("Second so far", right=True),
    )
    rows: list[tuple[Cell, ...]] = [
        tuple(
            (Text(cell),)
            for cell in (
                one.month,
                f"{one.first:,}",
                f"{one.second:,}",
                _more(one.change),
                f"{one.first_running:,}",
                f"{one.second_running:,}",
            )
        )
        for one in report.by_month
    ]
    return [*heading("When it is due", sheet), *grid(columns, rows, sheet.prose).lines]


def _in_short(report: BudgetComparison, sheet: Sheet) -> Lines:
    usd, strength = report.usd_change, report.strength_change
    money = "costs the same" if usd == 0 else f"costs {dollars(abs(usd))} {'more' if usd > 0 else 'less'}"
    strong = "as strong" if strength == 0 else f"{abs(strength):.1f} points {'stronger' if strength > 0 else 'weaker'}"
    phrases = [
        Text(f"The second plan {money} and is {strong}", "bold"),
        Text(f"{counted(report.first.weeks, 'week')} and {counted(report.second.weeks, 'week')}"),
    ]
    return [*heading("In short", sheet), *flow(phrases, sheet.prose)]
