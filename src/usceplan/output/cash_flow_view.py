"""Money over time: each month with a bar, what it is for, and the running total."""

from rich.text import Text

from usceplan.output.layout import Cell, Column, Lines, Sheet, bar, bullets, grid, heading, indented, subheading, wrap
from usceplan.output.results import CashFlowInfo, HomeCurrency, MonthFlowInfo, PaymentInfo
from usceplan.words import capital, dollars

BAR = 40
LEAST_BAR = 5
_GAP = 2
_BESIDE_BAR = len("2027-03") + _GAP + len(" the most")
"""Cells that the month and the mark of the dearest one take."""
_NOT_COUNTED = " (not counted)"


def cash_flow_section(flow: CashFlowInfo, home: HomeCurrency | None, sheet: Sheet) -> Lines:
    """The chart of the months, the dearest one, every payment by month, and when what is taken as due."""
    if not flow.months:
        return []
    return [
        *heading("Month by month", sheet),
        *_chart(flow, home, sheet),
        *_dearest(flow, sheet),
        *(line for month in flow.months if month.payments for line in _payments(month, sheet)),
        Text(),
        *subheading("What these days rest on", sheet),
        *bullets(flow.rules, sheet),
    ]


def _chart(flow: CashFlowInfo, home: HomeCurrency | None, sheet: Sheet) -> Lines:
    """A row a month; the columns of the home currency and of what is beside the budget only where there is any."""
    figures = [("Due, USD", [month.usd for month in flow.months])]
    figures.append(("So far", [month.running for month in flow.months]))
    if home is not None:
        figures.append((f"So far, {home.currency}", [month.running for month in home.by_month]))
    if any(month.beside for month in flow.months):
        figures.append(("Beside", [month.beside for month in flow.months]))
    taken = sum(len(title) + _GAP for title, _ in figures) + _BESIDE_BAR
    cells = max(LEAST_BAR, min(BAR, sheet.width - taken))
    columns = [Column("Month"), *(Column(title, right=True) for title, _ in figures), Column("Typical", grows=True)]
    rows = [
        (
            (Text(month.month),),
            *((Text(f"{values[number]:,}"),) for _, values in figures),
            (_bar(month, flow, cells, sheet),),
        )
        for number, month in enumerate(flow.months)
    ]
    return grid(columns, rows, sheet).lines


def _bar(month: MonthFlowInfo, flow: CashFlowInfo, cells: int, sheet: Sheet) -> Text:
    most = max(one.usd for one in flow.months)
    drawn = bar(month.usd, most, cells, sheet.marks) if month.usd else ""
    return Text.assemble(drawn, (" the most" if month.month == flow.dearest_month else "", "bold"))


def _dearest(flow: CashFlowInfo, sheet: Sheet) -> Lines:
    by_name = {month.month: month for month in flow.months}
    dearest = by_name.get(flow.dearest_month or "")
    in_all = by_name.get(flow.dearest_month_with_beside or "")
    texts = []
    if dearest is not None:
        texts.append(
            f"The most is due in {dearest.month}: {dollars(dearest.usd)}; by its end you have paid "
            f"{dollars(dearest.running)} of {dollars(flow.months[-1].running)}."
        )
    if in_all is not None and in_all.beside:
        texts.append(
            f"With what is beside the budget, the most is due in {in_all.month}: {dollars(in_all.usd + in_all.beside)}."
        )
    return [line for text in texts for line in wrap(Text(text, "bold"), sheet.width)]


def _payments(month: MonthFlowInfo, sheet: Sheet) -> Lines:
    beside = f", and {dollars(month.beside)} beside it" if month.beside else ""
    columns = (Column("From"), Column("For", grows=True), Column("USD", right=True))
    table = grid(columns, [_payment(one) for one in month.payments], sheet.inside(2))
    title = f"{month.month}: {dollars(month.usd)}{beside}"
    return [Text(), *subheading(title, sheet), *(line for row in table.rows for line in indented(row, 2))]


def _payment(one: PaymentInfo) -> tuple[Cell, ...]:
    name = Text.assemble(capital(one.item), ("" if one.counted else _NOT_COUNTED, "dim"))
    return (Text(one.first.isoformat(), "dim"),), (name,), (Text(f"{one.usd:,}"),)
