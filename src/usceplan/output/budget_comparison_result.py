"""The result of ``usceplan budget compare``: ``usceplan.budget-comparison/1``."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import (
    Assumptions,
    CatalogueInfo,
    Disclaimer,
    GeneratedOn,
    Percentiles,
    Points,
    ProgramName,
    Result,
    Usd,
    Warnings,
)


class ComparedPlan(Result):
    """One of the two plans, by present prices."""

    file: str
    """The file, as told."""
    planned_on: dt.date
    """The day on which it was made."""
    match_year: int
    """Year of Match Day."""
    limit: int | None
    """The budget, whole U.S. dollars; null where none was told."""
    strength: Points
    """To a thousandth of a point."""
    max_strength: int
    """The most that the strength can be."""
    proven_optimal: bool
    """Whether it is proven best."""
    rotations: list[ProgramName]
    """The programs by date."""
    weeks: int
    """Weeks of rotations."""
    first_day: dt.date
    """First day of the first rotation."""
    last_day: dt.date
    """Last day of the last one."""
    total: Usd
    """What counts against the budget, whole U.S. dollars."""
    likely: Percentiles
    """Where the total probably is."""
    dearest_month: str | None
    """The month in which the most is due; null where nothing is."""


class CategoryDifference(Result):
    """A category in both plans, at typical values, whole U.S. dollars; 0 where a plan has none of it."""

    category: str
    """Id of the category."""
    counted: bool
    """Whether it counts against the budget."""
    first: int
    """In the first plan."""
    second: int
    """In the second plan."""
    change: int
    """How much more it is in the second."""


class MonthDifference(Result):
    """What is due in a month in both plans, at typical values, whole U.S. dollars."""

    month: str
    """Year and month, such as ``2027-03``."""
    first: int
    """In the first plan."""
    second: int
    """In the second plan."""
    change: int
    """How much more it is in the second."""
    first_running: int
    """In the first plan, in this month and all before."""
    second_running: int
    """In the second plan, in this month and all before."""


class BudgetComparison(Result):
    """Two saved plans side by side. Every change is the second less the first, whole U.S. dollars."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.budget-comparison/1"], Field(alias="schema")] = "usceplan.budget-comparison/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    first: ComparedPlan
    """The plan of ``--plan``."""
    second: ComparedPlan
    """The other plan."""
    usd_change: int
    """Typical totals."""
    strength_change: float
    """In points."""
    by_category: list[CategoryDifference]
    """Every category of either plan."""
    by_month: list[MonthDifference]
    """Every month in which something is due in either plan."""
    assumptions: Assumptions
    warnings: Warnings
    disclaimer: Disclaimer
