"""Two saved plans side by side: strength, totals, categories and months, with what differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from usceplan.costs.amounts import Category
from usceplan.output import results as out
from usceplan.output.budget_comparison_result import BudgetComparison, CategoryDifference, ComparedPlan, MonthDifference
from usceplan.planning.situation import Situation
from usceplan.recommendation import recommendation_of
from usceplan.report_parts import DISCLAIMER
from usceplan.saved_plan import SavedPlan, changes_since, keeping
from usceplan.scales import THOUSAND
from usceplan.words import listed


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved plan, the name of its file, and the situation that it was made for."""

    file: str
    saved: SavedPlan
    situation: Situation


@dataclass(frozen=True, slots=True)
class _Side:
    """A saved plan as it is by the present data."""

    kept: Kept
    plan: out.PlanInfo
    budget: out.BudgetInfo
    result: out.Recommendation


def comparison(first: Kept, second: Kept, today: date) -> BudgetComparison:
    """The comparison. Raises ``UserError`` where a plan is no longer possible by the present data."""
    one, other = _side(first), _side(second)
    return BudgetComparison(
        generated_on=today,
        catalogue=one.result.catalogue,
        first=_compared(one),
        second=_compared(other),
        usd_change=other.budget.total.typical - one.budget.total.typical,
        # In whole thousandths, so that no error of binary fractions is shown.
        strength_change=round((other.plan.strength - one.plan.strength) * THOUSAND) / THOUSAND,
        by_category=list(_categories(one.budget, other.budget)),
        by_month=list(_months(one.budget.cash_flow, other.budget.cash_flow)),
        assumptions=_assumptions(one.budget, other.budget),
        warnings=list(_warnings(one, other)),
        disclaimer=DISCLAIMER,
    )


def _side(kept: Kept) -> _Side:
    result = recommendation_of(kept.situation, with_whatif=False, make=keeping(kept.saved)).result
    # A kept plan is there, or else it was refused.
    assert result.plan is not None
    assert result.budget is not None
    return _Side(kept, result.plan, result.budget, result)


def _compared(side: _Side) -> ComparedPlan:
    plan, rotations = side.plan, side.plan.rotations
    return ComparedPlan(
        file=side.kept.file,
        planned_on=side.kept.saved.planned_on,
        match_year=side.result.match.match_year,
        limit=side.budget.limit,
        strength=plan.strength,
        max_strength=plan.max_strength,
        proven_optimal=plan.proven_optimal,
        rotations=[out.ProgramName(id=one.program, name=one.name) for one in rotations],
        weeks=sum(one.weeks for one in rotations),
        first_day=min(one.start for one in rotations),
        last_day=max(one.end for one in rotations),
        total=side.budget.total,
        likely=side.budget.likely.total,
        dearest_month=side.budget.cash_flow.dearest_month,
    )


def _assumptions(*budgets: out.BudgetInfo) -> list[str]:
    """When what is taken as due, and how likely totals are found, each once."""
    rules = [rule for budget in budgets for rule in budget.cash_flow.rules]
    return list(dict.fromkeys((*rules, *budgets[0].likely.assumptions)))


def _categories(one: out.BudgetInfo, other: out.BudgetInfo) -> Iterator[CategoryDifference]:
    """All categories of either plan, those counted first, in the order of budgets."""
    first = {(entry.counted, entry.category): entry.usd.typical for entry in one.by_category}
    second = {(entry.counted, entry.category): entry.usd.typical for entry in other.by_category}
    for counted, category in [(counted, category.value) for counted in (True, False) for category in Category]:
        if (counted, category) not in first.keys() | second.keys():
            continue
        before, after = first.get((counted, category), 0), second.get((counted, category), 0)
        yield CategoryDifference(category=category, counted=counted, first=before, second=after, change=after - before)


def _months(one: out.CashFlowInfo, other: out.CashFlowInfo) -> Iterator[MonthDifference]:
    """Every month in which something is due in either plan."""
    first = {month.month: month.usd for month in one.months}
    second = {month.month: month.usd for month in other.months}
    so_far = [0, 0]
    for month in sorted({*first, *second}):
        before, after = first.get(month, 0), second.get(month, 0)
        so_far = [so_far[0] + before, so_far[1] + after]
        if before or after:
            yield MonthDifference(
                month=month,
                first=before,
                second=after,
                change=after - before,
                first_running=so_far[0],
                second_running=so_far[1],
            )


def _warnings(one: _Side, other: _Side) -> Iterator[str]:
    """What makes the two less alike than they look, and what has changed since they were saved."""
    applicants = (one.result.applicant, other.result.applicant)
    told = (
        ("the Match year", [who.match_year for who in applicants]),
        ("the specialties", [who.specialties for who in applicants]),
        ("the visa", [who.visas for who in applicants]),
        ("the graduation year", [who.graduation_year for who in applicants]),
        ("what the strength is made of", [who.weights for who in applicants]),
        ("what counts against the budget", [who.include_application for who in applicants]),
    )
    differing = [name for name, (mine, theirs) in told if mine != theirs]
    if differing:
        yield f"The plans are for different answers, so their strengths may not be alike: {listed(differing)}."
    for side in (one, other):
        for text in changes_since(side.kept.saved, side.kept.situation.catalogue, side.budget.total.typical):
            yield f"{side.kept.file}: {text}"
