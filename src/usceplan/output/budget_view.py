"""The budget: by category, line by line, by month, and what may come on top."""

from collections.abc import Iterator
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from usceplan.costs.home_currency import Rate
from usceplan.output.advice_view import small_print
from usceplan.output.cash_flow_view import cash_flow_section
from usceplan.output.figures import host, usd_span, with_host
from usceplan.output.layout import (
    Cell,
    Column,
    Lines,
    Marks,
    Sheet,
    bar,
    bullets,
    flow,
    grid,
    hang,
    heading,
    subheading,
    wrap,
)
from usceplan.output.levers_view import levers_section
from usceplan.output.results import (
    BudgetInfo,
    BudgetLine,
    BudgetReport,
    CategoryTotal,
    ContingencyInfo,
    HomeCurrency,
    Usd,
)
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import capital, counted, dollars, in_words

BAR = 30


def print_budget(report: BudgetReport, console: Console, *, by_month: bool = True, in_full: bool = False) -> None:
    """Print a budget line by line, and by month if asked to, ``in_full`` with every payment."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    print_sections(console, budget_sections(safe, sheet, by_month=by_month, in_full=in_full))


def budget_sections(report: BudgetReport, sheet: Sheet, *, by_month: bool, in_full: bool = False) -> list[Lines]:
    """The sections of a budget in the order of the screen; ``in_full`` shows every payment of every month."""
    budget, home = report.budget, report.home_currency
    in_short = by_month and not in_full
    lines = [*heading(report.title, sheet), *budget_lines(budget, sheet, detail=True, by_month=in_short, home=home)]
    return [
        lines,
        cash_flow_section(budget.cash_flow, home, sheet.prose) if in_full else [],
        levers_section(report.levers, sheet) if report.levers else [],
        small_print(report, sheet),
        _total(report, sheet),
    ]


def _total(report: BudgetReport, sheet: Sheet) -> Lines:
    total, limit = report.budget.total, report.budget.limit
    of_limit = f" of your {dollars(limit)}" if limit is not None else ""
    phrases = [
        Text.assemble("Typical total ", (dollars(total.typical), "bold"), of_limit),
        Text(f"from {dollars(total.low)} to {dollars(total.high)}"),
        *_likely_and_home(report),
    ]
    return [*heading("In short", sheet), *flow(phrases, sheet)]


def _likely_and_home(report: BudgetReport) -> list[Text]:
    likely, home = report.budget.likely, report.home_currency
    found = []
    if likely.unknowns:
        found.append(Text(f"likely {dollars(likely.total.p10)} to {dollars(likely.total.p90)}"))
    if home is not None:
        found.append(Text(f"typical {home.total.typical:,} {home.currency}"))
    return found


def budget_lines(
    budget: BudgetInfo, sheet: Sheet, *, detail: bool, by_month: bool, home: HomeCurrency | None = None
) -> Lines:
    """The whole budget; with ``detail`` every line of it, with its quantity, unit price and source.

    With ``home`` the typical amounts stand in the home currency as well.
    """
    limit = limit_in_words(budget)
    rate = None if home is None else Rate(home.currency, Decimal(home.rate), home.rate_date)
    return [
        *_categories(budget, sheet.prose, rate, detail=detail),
        *_rate(rate, sheet.prose),
        *(wrap(Text(limit), sheet.prose.width) if limit else []),
        *_likely(budget, sheet.prose, detail=detail),
        *(_months(budget, sheet.prose) if by_month else []),
        *_contingencies(budget.contingencies, sheet.prose),
    ]


def _columns(rate: Rate | None) -> tuple[Column, ...]:
    home = () if rate is None else (Column(rate.currency, right=True),)
    return (
        Column("Whole U.S. dollars", grows=True),
        Column("Low", right=True),
        Column("Typical", right=True),
        *home,
        Column("High", right=True),
        Column("Basis"),
    )


def _categories(budget: BudgetInfo, sheet: Sheet, rate: Rate | None, *, detail: bool) -> Lines:
    within = [one for one in budget.by_category if one.counted]
    beside = [one for one in budget.by_category if not one.counted]
    columns = _columns(rate)
    rows = [row for one in within for row in _category(one, budget.lines, sheet, rate, detail=detail)]
    rows.append(_row(Text("Total", "bold"), budget.total, "", rate, style="bold"))
    if budget.likely.unknowns:
        rows.append(_row(Text("Likely total", "bold"), likely_usd(budget), "8 cases in 10", rate, style="bold"))
    if beside:
        rows.append(((Text("Beside it, not counted", "bold"),), *[(Text(),)] * (len(columns) - 1)))
        rows += [row for one in beside for row in _category(one, budget.lines, sheet, rate, detail=detail)]
        rows.append(_row(Text("Total beside", "bold"), budget.beside, "", rate, style="bold"))
    return grid(columns, rows, sheet).lines


def _category(
    one: CategoryTotal, lines: list[BudgetLine], sheet: Sheet, rate: Rate | None, *, detail: bool
) -> Iterator[tuple[Cell, ...]]:
    own = [line for line in lines if (line.category, line.counted) == (one.category, one.counted)]
    name = Text(capital(in_words(one.category)), "bold" if detail else "")
    yield _row(name, one.usd, "" if detail else basis_of(own), rate)
    if detail:
        for line in own:
            yield _row(_described(line, sheet), line.usd, line.basis, rate)


def basis_of(lines: list[BudgetLine]) -> str:
    """Where the figures of a category come from: ``estimate`` is said as soon as one of them is."""
    found = sorted({line.basis for line in lines})
    if len(found) < 2:
        return "".join(found)
    return "part estimate" if "estimate" in found else ", ".join(found)


def _row(name: Text, usd: Usd, basis: str, rate: Rate | None, *, style: str = "") -> tuple[Cell, ...]:
    home = () if rate is None else (rate.of(usd.typical),)
    figures = tuple((Text(f"{amount:,}", style),) for amount in (usd.low, usd.typical, *home, usd.high))
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


def _rate(rate: Rate | None, sheet: Sheet) -> Lines:
    if rate is None:
        return []
    dated = f"of {rate.on.isoformat()}" if rate.on else "without a date"
    text = (
        f"{rate.currency}: the typical value at 1 USD = {rate.per_dollar:f} {rate.currency}, a rate {dated} that you "
        "gave; each amount rounded by itself."
    )
    return wrap(Text(text), sheet.width)


def likely_usd(budget: BudgetInfo) -> Usd:
    """The likely total: its tenth, fiftieth and ninetieth percentile."""
    likely = budget.likely.total
    return Usd(low=likely.p10, typical=likely.p50, high=likely.p90)


def likely_in_words(budget: BudgetInfo) -> str | None:
    """Where the total probably is, and how wide that gets if all moves together; null where nothing is uncertain."""
    if not budget.likely.unknowns:
        return None
    likely, together = budget.likely.total, budget.likely.if_all_move_together
    within = budget.likely.within_limit_percent
    enough = "" if within is None else f" Your budget is enough in {within} of 100 cases."
    return (
        f"The sums of lows and of highs are bounds. Likely, in 8 cases of 10: {dollars(likely.p10)} to "
        f"{dollars(likely.p90)}, {dollars(likely.p50)} in the middle. If all is cheap or all is expensive at once: "
        f"{dollars(together.p10)} to {dollars(together.p90)}.{enough}"
    )


def _likely(budget: BudgetInfo, sheet: Sheet, *, detail: bool) -> Lines:
    """What the likely total says, and in detail what it rests on."""
    text = likely_in_words(budget)
    if text is None:
        return []
    if not detail:
        return wrap(Text(f"{text} usceplan budget says what that rests on."), sheet.width)
    return [*wrap(Text(text), sheet.width), *bullets(budget.likely.assumptions, sheet)]


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
