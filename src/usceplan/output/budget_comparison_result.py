"""The result of ``usceplan budget compare``: ``usceplan.budget-comparison/1``."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import CatalogueInfo, Percentiles, Points, ProgramName, Result, Usd


class ComparedPlan(Result):
    """One of the two plans: by present prices, at typical values where there is a single amount."""

    file: str
    planned_on: dt.date
    match_year: int
    limit: int | None
    strength: Points
    max_strength: int
    proven_optimal: bool
    rotations: list[ProgramName]
    weeks: int
    first_day: dt.date
    last_day: dt.date
    total: Usd
    likely: Percentiles
    dearest_month: str | None


class CategoryDifference(Result):
    """A category in both plans, and how much more it is in the second; 0 where a plan has none of it."""

    category: str
    counted: bool
    first: int
    second: int
    change: int


class MonthDifference(Result):
    """What is due in a month in both plans, how much more in the second, and all that is due up to the month's end."""

    month: str
    first: int
    second: int
    change: int
    first_running: int
    second_running: int


class BudgetComparison(Result):
    """Two saved plans side by side. Every change is the second less the first, whole U.S. dollars."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.budget-comparison/1"], Field(alias="schema")] = "usceplan.budget-comparison/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    first: ComparedPlan
    second: ComparedPlan
    usd_change: int
    strength_change: float
    by_category: list[CategoryDifference]
    by_month: list[MonthDifference]
    assumptions: list[str]
    warnings: list[str]
    disclaimer: str
