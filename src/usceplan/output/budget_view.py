"""The budget: by category, line by line, by month, and what may come on top."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from usceplan.output.advice_view import small_print
from usceplan.output.figures import host, usd_span, with_host
from usceplan.output.layout import Cell, Column, Lines, Marks, Sheet, bar, flow, grid, hang, heading, subheading, wrap
from usceplan.output.results import BudgetInfo, BudgetLine, BudgetReport, CategoryTotal, ContingencyInfo, Usd
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import capital, counted, dollars, in_words

BAR = 30
_COLUMNS = (
    Column("Whole U.S. dollars", grows=True),
    Column("Low", right=True),
    Column("Typical", right=True),
    Column("High", right=True),
    Column("Basis"),
)


def print_budget(report: BudgetReport, console: Console, *, by_month: bool = True) -> None:
    """Print a budget line by line, and by month if asked to."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    print_sections(console, budget_sections(safe, sheet, by_month=by_month))


def budget_sections(report: BudgetReport, sheet: Sheet, *, by_month: bool) -> list[Lines]:
    """The sections of a budget in the order of the screen."""
    lines = [*heading(report.title, sheet), *budget_lines(report.budget, sheet, detail=True, by_month=by_month)]
    return [lines, small_print(report, sheet), _total(report, sheet)]


def _total(report: BudgetReport, sheet: Sheet) -> Lines:
    total, limit = report.budget.total, report.budget.limit
    of_limit = f" of your {dollars(limit)}" if limit is not None else ""
    phrases = [
        Text.assemble("Typical total ", (dollars(total.typical), "bold"), of_limit),
        Text(f"from {dollars(total.low)} to {dollars(total.high)}"),
    ]
    return [*heading("In short", sheet), *flow(phrases, sheet)]


def budget_lines(budget: BudgetInfo, sheet: Sheet, *, detail: bool, by_month: bool) -> Lines:
    """The whole budget; with ``detail`` every line of it, with its quantity, unit price and source."""
    limit = limit_in_words(budget)
    return [
        *_categories(budget, sheet.prose, detail=detail),
        *(wrap(Text(limit), sheet.prose.width) if limit else []),
        *(_months(budget, sheet.prose) if by_month else []),
        *_contingencies(budget.contingencies, sheet.prose),
    ]


def _categories(budget: BudgetInfo, sheet: Sheet, *, detail: bool) -> Lines:
    within = [one for one in budget.by_category if one.counted]
    beside = [one for one in budget.by_category if not one.counted]
    rows = [row for one in within for row in _category(one, budget.lines, sheet, detail=detail)]
    rows.append(_row(Text("Total", "bold"), budget.total, "", style="bold"))
    if beside:
        rows.append(((Text("Beside it, not counted", "bold"),), *[(Text(),)] * 4))
        rows += [row for one in beside for row in _category(one, budget.lines, sheet, detail=detail)]
        rows.append(_row(Text("Total beside", "bold"), budget.beside, "", style="bold"))
    return grid(_COLUMNS, rows, sheet).lines


def _category(one: CategoryTotal, lines: list[BudgetLine], sheet: Sheet, *, detail: bool) -> Iterator[tuple[Cell, ...]]:
    own = [line for line in lines if (line.category, line.counted) == (one.category, one.counted)]
    name = Text(capital(in_words(one.category)), "bold" if detail else "")
    yield _row(name, one.usd, "" if detail else basis_of(own))
    if detail:
        for line in own:
            yield _row(_described(line, sheet), line.usd, line.basis)


def basis_of(lines: list[BudgetLine]) -> str:
    """Where the figures of a category come from: ``estimate`` is said as soon as one of them is."""
    found = sorted({line.basis for line in lines})
    if len(found) < 2:
        return "".join(found)
    return "part estimate" if "estimate" in found else ", ".join(found)


def _row(name: Text, usd: Usd, basis: str, *, style: str = "") -> tuple[Cell, ...]:
    figures = tuple((Text(f"{amount:,}", style),) for amount in (usd.low, usd.typical, usd.high))
    return ((name,), *figures, (Text(basis, "yellow" if "estimate" in basis else ""),))


def amount_in_words(line: BudgetLine, marks: Marks) -> str:
    """The item, and how its amount comes about."""
    times = counted(line.quantity, line.unit) if line.unit.isalpha() else f"{line.quantity} {marks.times} {line.unit}"
    amount = "" if line.quantity == 1 else f", {times} at {usd_span(line.unit_usd, marks)}"
    return f"{capital(line.item)}{amount}"


def _described(line: BudgetLine, sheet: Sheet) -> Text:
    """The item with its amount, where the price is from, and what to beware of."""
    dated = [part for part in (host(line.source), f"as of {line.as_of}" if line.as_of else None) if part]
    source = f" ({', '.join(dated)})" if dated else ""
    warning = f" Beware: {line.warning}." if line.warning else ""
    return Text.assemble(f"  {amount_in_words(line, sheet.marks)}", (source, "dim"), (warning, "yellow"))


def limit_in_words(budget: BudgetInfo) -> str | None:
    """What the plan leaves of the applicant's budget; null where there is none."""
    if budget.limit is None:
        return None
    left = budget.limit - budget.total.typical
    said = f"{dollars(left)} left" if left >= 0 else f"{dollars(-left)} too much"
    text = f"Of your budget of {dollars(budget.limit)}: {said} at typical prices"
    over = budget.total.high - budget.limit
    high = f"; at the highest {dollars(over)} too much." if over > 0 else "; enough at the highest, too."
    return text + high


def _months(budget: BudgetInfo, sheet: Sheet) -> Lines:
    if not budget.by_month:
        return []
    most = max(month.usd for month in budget.by_month)
    columns = (Column("Month"), Column("USD, typical", right=True), Column("", grows=True))
    cells = max(1, min(BAR, sheet.width - 26))
    rows: list[tuple[Cell, ...]] = [
        ((Text(month.month),), (Text(f"{month.usd:,}"),), (bar(month.usd, most, cells, sheet.marks),))
        for month in budget.by_month
    ]
    return [Text(), *subheading("When it is due", sheet), *grid(columns, rows, sheet).lines]


def _contingencies(contingencies: list[ContingencyInfo], sheet: Sheet) -> Lines:
    if not contingencies:
        return []
    lines = [Text(), *subheading("May come on top, in no total", sheet)]
    for one in contingencies:
        dated = f", as of {one.as_of}" if one.as_of else ""
        text = with_host(f"{capital(one.item)}: {usd_span(one.usd, sheet.marks)}{dated}; {one.condition}", one.source)
        lines += hang(f"{sheet.marks.bullet} ", text, sheet)
    return lines
