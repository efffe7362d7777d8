"""Money over time and the likely total of a budget, for the output."""

from collections.abc import Iterator

from usceplan.catalog.guidance import Due
from usceplan.costs.amounts import Category
from usceplan.costs.budget import Budget
from usceplan.costs.cash_flow import cash_flow, dearest_month
from usceplan.costs.home_currency import Rate
from usceplan.costs.likely import Likely, chances, likely_if_one, likely_of, unknowns
from usceplan.output import results as out
from usceplan.words import counted

LIKELY = (
    "Each amount is below its typical value as often as above it: evenly spread from low to typical, and evenly from "
    "typical to high, as nothing more is known of it.",
    "The fees of one program move together, as do all rooms, all food, all transit passes and all flights; all else is "
    "independent. The percentiles are counted exactly, dollar by dollar, not simulated.",
    "What may come on top is not in the likely total, nor is what no figure was found for.",
)
LATER = (
    "Exams are due on their day, or else on the last one on which a score is still in time; ERAS fees when "
    "applications may first be sent in, NRMP's when its registration opens."
)


def cash_flow_info(budget: Budget, due: Due) -> out.CashFlowInfo:
    """Money over time."""
    flow = cash_flow(budget.lines)
    dearest, dearest_with_beside = dearest_month(flow), dearest_month(flow, with_beside=True)
    return out.CashFlowInfo(
        months=[
            out.MonthFlowInfo(
                month=one.month,
                usd=one.usd,
                running=one.running,
                beside=one.beside,
                payments=[
                    out.PaymentInfo(
                        first=paid.first,
                        category=paid.category.value,
                        item=paid.item,
                        usd=paid.usd,
                        counted=paid.counted,
                    )
                    for paid in one.payments
                ],
            )
            for one in flow
        ],
        dearest_month=dearest.month if dearest else None,
        dearest_month_with_beside=dearest_with_beside.month if dearest_with_beside else None,
        rules=list(_rules({entry.category for entry in budget.lines}, due)),
    )


def _rules(categories: set[Category], due: Due) -> Iterator[str]:
    """When what is taken as due, of the categories that there are."""
    if Category.PROGRAM_FEES in categories:
        yield "Application fees and deposits that a program states are due with the application."
        yield f"Other program fees: {counted(due.fees_weeks_before.value, 'week')} before the start. " + (
            due.fees_weeks_before.why
        )
    if categories & {Category.HOUSING, Category.FOOD, Category.TRANSPORT}:
        yield due.living_months_ahead.why
    if Category.AIRFARE in categories:
        yield due.airfare_weeks_before.why
    if Category.VISA in categories:
        yield due.visa_weeks_before.why
    if categories & {Category.EXAMS, Category.APPLICATION}:
        yield LATER


def likely_info(budget: Budget, limit: int | None) -> out.LikelyInfo:
    """Where the total of what counts probably is."""
    open_ones = [one.usd for one in unknowns(entry for entry in budget.lines if entry.counted)]
    spread = chances(open_ones)
    return out.LikelyInfo(
        total=_percentiles(likely_of(spread)),
        if_all_move_together=_percentiles(likely_if_one(open_ones)),
        within_limit_percent=None if limit is None else spread.percent_within(limit),
        unknowns=sum(not one.is_exact for one in open_ones),
        assumptions=list(LIKELY),
    )


def home_currency_info(budget: out.BudgetInfo, rate: Rate) -> out.HomeCurrency:
    """The sums of a budget in the home currency."""
    likely = budget.likely.total
    return out.HomeCurrency(
        currency=rate.currency,
        rate=format(rate.per_dollar, "f"),
        rate_date=rate.on,
        total=_in_home(budget.total, rate),
        beside=_in_home(budget.beside, rate),
        likely=out.Percentiles(p10=rate.of(likely.p10), p50=rate.of(likely.p50), p90=rate.of(likely.p90)),
        by_month=[
            out.HomeMonth(month=one.month, due=rate.of(one.usd), running=rate.of(one.running))
            for one in budget.cash_flow.months
        ],
    )


def _in_home(usd: out.Usd, rate: Rate) -> out.HomeAmounts:
    return out.HomeAmounts(low=rate.of(usd.low), typical=rate.of(usd.typical), high=rate.of(usd.high))


def _percentiles(found: Likely) -> out.Percentiles:
    return out.Percentiles(p10=found.p10, p50=found.p50, p90=found.p90)
