"""The result of ``usceplan explain``: one program for one applicant.

The model is the contract of ``--json`` (``usceplan.explain/1``).
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import ApplicantInfo, CatalogueInfo, CheckInfo, Points, ProgramInfo, ProgramName, Result

VerdictWord = Literal["eligible", "confirm", "ineligible"]


class PeriodInfo(Result):
    """The Mondays from ``first`` to ``last`` on which a start is judged alike; ``checks`` has what does not pass."""

    first: dt.date
    last: dt.date
    verdict: VerdictWord
    checks: list[CheckInfo]


class StepInfo(Result):
    """One change of the applicant (``by`` is ``you``) or one answer of the program, and what it does alone.

    ``flags`` are the options that make a change, in the place of those of the same names; null where there are none.
    ``verdict`` is the one reached with it, ``turns`` whether that is another than without it; ``checks`` are those
    whose result differs, as they are then; ``mends`` and ``harms`` name the rules that come out better and worse.
    """

    id: str
    by: Literal["you", "program"]
    text: str
    flags: str | None
    verdict: VerdictWord
    turns: bool
    checks: list[CheckInfo]
    mends: list[str]
    harms: list[str]


class WayInfo(Result):
    """Steps (their ids) that together lead to a verdict, none of which can be left out.

    ``reached`` is false where they do not get there; ``open`` then names the rules that nothing tried mends.
    """

    aim: Literal["confirm", "eligible"]
    reached: bool
    steps: list[str]
    verdict: VerdictWord
    open: list[str]


class RotationName(Result):
    """A rotation of a plan in short."""

    program: str
    name: str
    specialty: str
    start: dt.date
    weeks: int


class SideInfo(Result):
    """The best plan with the program, or without it.

    ``outcome``: ``plan``; ``no-plan`` (proven that there is none); ``not-computed`` (none was found in time).
    ``upper_bound`` is what no such plan exceeds; it is the plan's own strength where ``proven_optimal``. ``saved`` is
    true for a plan that was not searched for.
    """

    outcome: Literal["plan", "no-plan", "not-computed"]
    strength: Points | None
    max_strength: int
    usd: int | None
    proven_optimal: bool
    upper_bound: Points | None
    saved: bool
    rotations: list[RotationName]


class ContributionInfo(Result):
    """What the program brings to the plan.

    ``outcome``: ``in-best-plan``, ``not-in-best-plan``, ``undecided`` (the time was not enough to tell), ``impossible``
    (no plan can hold it; ``text`` says why), ``not-plannable`` (it is no placement in weeks). Changes are those from
    the plan without it to the plan with it, null where one is missing; ``strength_change_bounds`` are the least and the
    most that the true difference can be.
    """

    outcome: Literal["in-best-plan", "not-in-best-plan", "undecided", "impossible", "not-plannable"]
    text: str
    with_it: SideInfo | None
    without_it: SideInfo | None
    strength_change: float | None
    strength_change_bounds: tuple[float, float] | None
    usd_change: int | None
    enters: list[ProgramName]
    leaves: list[ProgramName]


class Explanation(Result):
    """The result of ``usceplan explain``. ``program.rank`` is its rank among the programs that are open.

    ``planned_on`` is the day on which a saved plan was made, null without one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.explain/1"], Field(alias="schema")] = "usceplan.explain/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    applicant: ApplicantInfo
    program: ProgramInfo
    entry: Literal["placement", "resource"]
    resource_use: str | None
    ranked: int
    periods: list[PeriodInfo]
    steps: list[StepInfo]
    ways: list[WayInfo]
    planned_on: dt.date | None
    contribution: ContributionInfo
    warnings: list[str]
    disclaimer: str
