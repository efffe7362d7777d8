"""The result of ``usceplan explain``: one program for one applicant.

The model is the contract of ``--json`` (``usceplan.explain/1``).
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import (
    ApplicantInfo,
    CatalogueInfo,
    CheckInfo,
    Disclaimer,
    GeneratedOn,
    Points,
    ProgramInfo,
    ProgramName,
    Result,
    Warnings,
)

VerdictWord = Literal["eligible", "confirm", "ineligible"]


class PeriodInfo(Result):
    """Mondays on which a start is judged alike."""

    first: dt.date
    """The first of them."""
    last: dt.date
    """The last of them."""
    verdict: VerdictWord
    """The verdict for a start then."""
    checks: list[CheckInfo]
    """The rules that do not pass."""


class StepInfo(Result):
    """One change of the applicant or one answer of the program, and what it does alone."""

    id: str
    """Its id."""
    by: Literal["you", "program"]
    """Whose change or answer it is."""
    text: str
    """The step in words."""
    flags: str | None
    """The options that make the change, in the place of those of the same names; null where there are none."""
    verdict: VerdictWord
    """The one reached with it."""
    turns: bool
    """Whether that is another than without it."""
    checks: list[CheckInfo]
    """The rules whose result differs, as they are then."""
    mends: list[str]
    """Ids of the rules that come out better."""
    harms: list[str]
    """Ids of the rules that come out worse."""


class WayInfo(Result):
    """Steps that together lead to a verdict, none of which can be left out."""

    aim: Literal["confirm", "eligible"]
    """The verdict aimed at."""
    reached: bool
    """Whether they get there."""
    steps: list[str]
    """Ids of the steps."""
    verdict: VerdictWord
    """The verdict that they reach."""
    open: list[str]
    """Ids of the rules that nothing tried mends; empty where the aim is reached."""


class RotationName(Result):
    """A rotation of a plan in short."""

    program: str
    """Id of the program."""
    name: str
    """Name of the program."""
    specialty: str
    """Id of the specialty."""
    specialty_name: str
    """Its name within a sentence."""
    start: dt.date
    """First day, a Monday."""
    weeks: int
    """Length in weeks."""


class SideInfo(Result):
    """The best plan with the program, or without it."""

    outcome: Literal["plan", "no-plan", "not-computed"]
    """``plan``; ``no-plan``: it is proven that there is none; ``not-computed``: none was found in time."""
    strength: Points | None
    """To a thousandth of a point; null without a plan."""
    max_strength: int
    """The most that the strength can be."""
    usd: int | None
    """Typical cost, whole U.S. dollars; null without a plan."""
    proven_optimal: bool
    """Whether it is proven best."""
    upper_bound: Points | None
    """What no such plan exceeds, its own strength where that is proven; null where there is none."""
    saved: bool
    """Whether it is the saved plan, which was not searched for."""
    rotations: list[RotationName]
    """The rotations by date."""


class ContributionInfo(Result):
    """What the program brings to the plan. Changes are those from the plan without it to the plan with it."""

    outcome: Literal["in-best-plan", "not-in-best-plan", "undecided", "impossible", "not-plannable"]
    """``undecided``: the time was not enough to tell; ``impossible``: no plan can hold it; ``not-plannable``: it is no
    placement in weeks.
    """
    text: str
    """The outcome in words."""
    with_it: SideInfo | None
    """The best plan with it; null where there can be none."""
    without_it: SideInfo | None
    """The best plan without it; null where that was not asked."""
    strength_change: float | None
    """In points; null where a plan is missing."""
    strength_change_bounds: tuple[float, float] | None
    """The least and the most that the true difference can be, in points; null where nothing is known."""
    usd_change: int | None
    """In whole U.S. dollars; null where a plan is missing."""
    enters: list[ProgramName]
    """Programs that are only in the plan with it."""
    leaves: list[ProgramName]
    """Programs that are only in the plan without it."""


class Explanation(Result):
    """The result of ``usceplan explain``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.explain/1"], Field(alias="schema")] = "usceplan.explain/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    applicant: ApplicantInfo
    """The applicant as understood."""
    program: ProgramInfo
    """The program; its rank is that among the programs that are open."""
    entry: Literal["placement", "resource"]
    """Whether it can be planned in weeks."""
    resource_use: str | None
    """What a resource is good for, in words; null for a placement."""
    ranked: int
    """How many programs are open."""
    periods: list[PeriodInfo]
    """How the verdict changes with the start."""
    steps: list[StepInfo]
    """What would turn the verdict."""
    ways: list[WayInfo]
    """The shortest ways to a better verdict."""
    planned_on: dt.date | None
    """Day on which the saved plan was made; null without one."""
    contribution: ContributionInfo
    """What it would bring to the plan."""
    warnings: Warnings
    disclaimer: Disclaimer
