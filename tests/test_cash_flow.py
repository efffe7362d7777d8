"""Money over time: when fees, deposits, rent and food are due, the running total, and the month with the most."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situations import made_up, situation, with_programs
from usceplan.budget_report import city_report, rotations_report
from usceplan.catalog.program import Fee, Program
from usceplan.catalog.vocabulary import FeeRole
from usceplan.costs.amounts import Basis, Category, Dollars, Line, line
from usceplan.costs.cash_flow import MonthFlow, cash_flow, dearest_month
from usceplan.output import results as out
from usceplan.requested_rotation import requested_rotations

LINES = st.lists(
    st.builds(
        lambda category, dues, counted: line(
            category, "x", Dollars.exactly(sum(usd for _, usd in dues)), basis=Basis.ESTIMATE
        )._replace(due=tuple(dues), counted=counted),
        st.sampled_from(list(Category)),
        st.lists(
            st.tuples(st.dates(min_value=date(2026, 11, 1), max_value=date(2028, 3, 1)), st.integers(0, 900)),
            max_size=4,
        ),
        st.booleans(),
    ),
    max_size=8,
)


@given(lines=LINES)
@settings(max_examples=80)
def test_the_flow_has_every_month_and_every_dollar(lines: list[Line]) -> None:
    flow = cash_flow(lines)
    months = [one.month for one in flow]
    assert months == sorted(set(months))
    assert all(_after(before) == after for before, after in pairwise(months))
    counted = sum(usd for one in lines if one.counted for _, usd in one.due)
    assert sum(one.usd for one in flow) == (flow[-1].running if flow else 0) == counted
    assert sum(one.beside for one in flow) == sum(usd for one in lines if not one.counted for _, usd in one.due)
    for one in flow:
        assert one.usd + one.beside == sum(paid.usd for paid in one.payments)
        assert all(paid.first.strftime("%Y-%m") == one.month for paid in one.payments)
    dearest = dearest_month(flow)
    assert (dearest.usd if dearest else 0) == max((one.usd for one in flow), default=0)


def _after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02}"


@pytest.mark.parametrize(
    ("months", "with_beside", "expected"),
    [
        ([], False, None),
        ([("2027-01", 0, 500)], False, None),
        ([("2027-01", 0, 500)], True, "2027-01"),
        ([("2027-01", 300, 0), ("2027-02", 300, 0)], False, "2027-01"),
        ([("2027-01", 300, 0), ("2027-02", 200, 200)], False, "2027-01"),
        ([("2027-01", 300, 0), ("2027-02", 200, 200)], True, "2027-02"),
    ],
    ids=["nothing", "only beside", "beside looked at", "the first of two", "beside left out", "beside makes it"],
)
def test_the_dearest_month(months: list[tuple[str, int, int]], with_beside: bool, expected: str | None) -> None:
    flow = [MonthFlow(month, usd, 0, beside, ()) for month, usd, beside in months]
    found = dearest_month(flow, with_beside=with_beside)
    assert (found.month if found else None) == expected


# When it is due


def fee(item: str, usd: int, per: str, role: FeeRole = FeeRole.CHARGE) -> Fee:
    return Fee.model_validate({"item": item, "usd": usd, "per": per, "role": role, "as_of": None})


TUITION, APPLICATION = fee("tuition", 2000, "4-weeks"), fee("application", 100, "application")
DEPOSIT = fee("deposit", 350, "rotation", FeeRole.DEPOSIT)


def fees_due(*fees: Fee, start: str = "2027-03-01", today: date = date(2026, 11, 22)) -> list[tuple[str, int]]:
    program: Program = made_up(fees=fees, fees_complete=True, apply_lead_weeks={"min": 10, "max": None})
    asked = with_programs(situation(today=today), program)
    report = rotations_report(asked, requested_rotations(asked, (f"{program.id}:4:{start}",)))
    return [
        (paid.first.isoformat(), paid.usd)
        for month in report.budget.cash_flow.months
        for paid in month.payments
        if paid.category == Category.PROGRAM_FEES
    ]


@pytest.mark.parametrize(
    ("fees", "expected"),
    [
        ((TUITION,), [("2027-02-01", 2000)]),
        ((APPLICATION, TUITION), [("2026-12-21", 100), ("2027-02-01", 2000)]),
        ((DEPOSIT, TUITION), [("2026-12-21", 350), ("2027-02-01", 1650)]),
        ((APPLICATION, DEPOSIT, TUITION), [("2026-12-21", 100), ("2026-12-21", 350), ("2027-02-01", 1650)]),
        ((DEPOSIT, fee("tuition", 300, "rotation")), [("2026-12-21", 300)]),
        ((), []),
    ],
    ids=["four weeks before", "application", "deposit", "all", "a deposit of the whole price", "free"],
)
def test_fees_are_due_with_the_application_and_before_the_start(
    fees: tuple[Fee, ...], expected: list[tuple[str, int]]
) -> None:
    assert fees_due(*fees) == expected


def test_what_would_have_been_due_already_is_due_today() -> None:
    assert fees_due(APPLICATION, TUITION, start="2026-12-07") == [("2026-11-22", 100), ("2026-11-22", 2000)]


def test_rent_is_paid_a_month_ahead_and_food_by_the_week() -> None:
    flow = city_report(situation(), "chicago", 8).budget.cash_flow
    found = [(paid.first.isoformat(), paid.category) for month in flow.months for paid in month.payments if paid.usd]
    assert [day for day, category in found if category == Category.HOUSING] == ["2026-11-23", "2026-12-23"]
    assert [day for day, category in found if category == Category.FOOD] == ["2026-11-23", "2026-12-07", "2027-01-04"]


def test_a_city_has_the_rules_of_a_city() -> None:
    report = city_report(situation(), "chicago", 8)
    assert isinstance(report, out.BudgetReport)
    assert [rule.partition(",")[0] for rule in report.budget.cash_flow.rules] == ["Rent"]
