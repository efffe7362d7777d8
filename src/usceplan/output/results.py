"""The result of a recommendation and of a budget: one object that every output renders.

These models are the contract of ``--json`` (``usceplan.recommendation/1``, ``usceplan.budget/1``); the JSON Schema that
``usceplan schema`` prints is made from them. Dates are ISO 8601, money is whole U.S. dollars, ``null`` is unknown.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Points = Annotated[float, Field(ge=0)]


class Result(BaseModel):
    """A frozen part of a result."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Usd(Result):
    """Low, typical and high, whole U.S. dollars."""

    low: int
    typical: int
    high: int


class CatalogueInfo(Result):
    """Which catalogue the result rests on; ``own_files`` are the person's own files that are part of it."""

    version: str
    programs: int
    digest: str
    collected: dt.date
    own_files: list[str] = []


class OwnInfo(Result):
    """What a person's own file says of an entry: ``facts`` are those it gives, all known ones of a ``new`` entry."""

    file: str
    new: bool
    facts: list[str]


class ExamInfo(Result):
    """An exam passed; ``on`` is null where it was passed before."""

    exam: str
    on: dt.date | None


class ApplicantInfo(Result):
    """The applicant as understood."""

    specialties: list[str]
    graduation_year: int
    status: str
    visas: list[str]
    visa_label: str
    budget: int
    match_year: int
    nationality: str | None
    home_region: str | None
    us_metro: str | None
    free_housing: list[str]
    housing: Literal["shared-room", "studio"]
    visa_wait_weeks: int | None
    exams: list[ExamInfo] | None
    held_letters: int
    held_weeks: int
    held_involvement: str
    available_from: dt.date | None
    available_to: dt.date | None
    months: list[int]
    kinds: list[str]
    states: list[str]
    not_states: list[str]
    hands_on_only: bool
    include: list[str]
    exclude: list[str]
    only_confirmed: bool
    max_rotations: int
    max_stays: int
    weights: dict[str, int]
    ignored_rules: list[str]
    include_application: bool


class MilestoneInfo(Result):
    """A dated step of the Match cycle; ``date`` is the day to plan with."""

    id: str
    date: dt.date
    basis: Literal["official", "reported", "projected"]
    source: str | None
    note: str | None


class MatchInfo(Result):
    """The Match cycle."""

    match_year: int
    why: str | None
    letter_deadline: dt.date
    milestones: list[MilestoneInfo]


class CheckInfo(Result):
    """One rule of eligibility applied."""

    rule: str
    result: Literal["pass", "unknown", "fail", "ignored"]
    reason: str
    source: str | None


class CriterionInfo(Result):
    """One criterion of fit."""

    id: str
    points: int
    max: int
    why: str


class FitInfo(Result):
    """The fit of a program, 0 to 100."""

    score: Annotated[int, Field(ge=0, le=100)]
    criteria: list[CriterionInfo]


class ProgramInfo(Result):
    """A program, its verdict and its fit. ``rank`` is null where it is excluded, ``own`` where it is as shipped."""

    rank: int | None
    id: str
    name: str
    institution: str
    kind: str | None
    involvement: str | None
    places: list[str]
    url: str | None
    verdict: Literal["eligible", "confirm", "ineligible"]
    checks: list[CheckInfo]
    fit: FitInfo
    cost_per_4_weeks: Usd
    cost_basis: Literal["stated", "estimate"]
    earliest_start: dt.date | None
    apply_by: dt.date | None
    confidence: str
    guide_check: str | None
    notes: str | None
    own: OwnInfo | None = None


class ResourceInfo(Result):
    """An entry that cannot be planned in weeks, and what it is for. ``own`` is null where it is as shipped."""

    id: str
    name: str
    institution: str
    type: str
    use: str
    url: str | None
    checks: list[CheckInfo]
    own: OwnInfo | None = None


class PartInfo(Result):
    """Points of one part of the strength, to a thousandth of a point."""

    id: str
    points: Points
    max: int


class LetterInfo(Result):
    """Whether a rotation's letter counts, and its quality: 1 is a certain, hands-on letter in the target specialty."""

    counts: bool
    quality: Annotated[float, Field(ge=0, le=1)]
    why: str


class BackupInfo(Result):
    """Another program for the same weeks; ``strength`` and ``usd`` are those of the whole plan with it."""

    program: str
    name: str
    specialty: str
    weeks: int
    start: dt.date
    strength: Points
    usd: int


class LegInfo(Result):
    """How a rotation is reached, and what that costs (typical).

    ``arrive`` for the first stay; ``stay`` straight on; ``wait`` after weeks between; ``home`` by way of home;
    ``from-home`` for someone who lives in the United States, whose trip is in the cost of the rotation.
    ``from_place`` is null where there is no place before.
    """

    kind: Literal["arrive", "stay", "wait", "home", "from-home"]
    from_place: str | None
    weeks_waiting: int
    usd: int


class RotationInfo(Result):
    """A rotation of the plan. ``end`` is its last day, a Sunday; ``own`` is null where the program is as shipped."""

    program: str
    name: str
    institution: str
    place: str
    metro: str
    kind: str | None
    involvement: str | None
    specialty: str
    start: dt.date
    end: dt.date
    weeks: int
    apply_by: dt.date
    verdict: Literal["eligible", "confirm", "ineligible"]
    to_confirm: list[str]
    letter: LetterInfo
    usd: Usd
    usd_basis: Literal["stated", "estimate"]
    arrival: LegInfo
    backups: list[BackupInfo]
    own: OwnInfo | None = None


class RobustnessInfo(Result):
    """How the plan stands against refusals.

    ``applications_per_place`` programs are to be applied to for each place, so that one accepts with
    ``place_certainty``; null where no number suffices. ``letter_chances`` are those of at least one, two and three
    letters, held ones included, each rounded down to a hundredth. ``meaning`` says under which assumptions this holds.
    """

    refusal_rate: Annotated[float, Field(ge=0, le=1)]
    place_certainty: Annotated[float, Field(ge=0, le=1)]
    applications_per_place: int | None
    letter_chances: list[Annotated[float, Field(ge=0, le=1)]]
    meaning: str


class PlanInfo(Result):
    """The best plan. Strength is a planning score, no chance of matching; its most is 100 unless weights change.

    ``stays`` is 0 for someone who lives in the United States.
    """

    strength: Points
    max_strength: int
    proven_optimal: bool
    upper_bound: Points
    parts: list[PartInfo]
    stays: int
    usd: int
    rotations: list[RotationInfo]
    robustness: RobustnessInfo


class NoPlanInfo(Result):
    """Why no plan is possible: the limit to blame, and the least change found that opens one."""

    blame: str
    reason: str
    change: str | None
    flag: str | None


class AlternativeInfo(Result):
    """A plan that no other beats in both cost and strength: one of the frontier, which is listed from the cheapest on.

    ``name`` says what is best about it: "thriftiest" (the cheapest with two counting letters), "balanced" (the farthest
    above the straight line from the first plan to the last, both axes scaled to 0 to 1) or "strongest"; a plan with two
    names is there once for each. ``letters`` counts those held too; ``rotations`` are program ids in date order.
    """

    name: str | None
    strength: Points
    usd: int
    letters: int
    rotations: list[str]


class TaskInfo(Result):
    """Something to do.

    ``due`` is the last day to have it done, so that everything in the plan that waits for it can be done in time;
    ``start`` the first day on which it can sensibly be begun, ``reach`` the first on which it could be done. The work
    takes ``work_days``; ``wait_days`` more go by until its result is there. ``after`` are ids of tasks that it waits
    for. ``state``: ``late`` (it was due already, or cannot be done in time: ``late_days`` by how much, ``conflict``
    why, ``chain`` the tasks in that, the deadline last), ``now`` (it can be begun), ``later``. ``missed`` is what
    follows if it is not done in time. ``basis`` says what the day rests on: a program's page (stated), a date of the
    Match (official, reported, projected), a page of advice (published) or an assumption of the planner; ``source`` is
    the page. ``size`` says why the lengths have their size, ``size_basis`` and ``size_source`` what they rest on.
    """

    id: str
    kind: str
    title: str
    short: str
    due: dt.date
    start: dt.date
    reach: dt.date
    state: Literal["late", "now", "later"]
    late_days: int
    conflict: str | None
    chain: list[str]
    because: str
    missed: str | None
    programs: list[str]
    after: list[str]
    work_days: int
    wait_days: int
    basis: Literal["stated", "official", "reported", "projected", "published", "assumption"]
    source: str | None
    size: str
    size_basis: Literal["published", "assumption"]
    size_source: str | None


class MonthTask(Result):
    """Something to do in a month, by this day, or today where that was due before; ``id`` is that of the task."""

    date: dt.date
    text: str
    id: str


class MonthRotation(Result):
    """A rotation in a month, from its first to its last day in it."""

    program: str
    name: str
    first: dt.date
    last: dt.date


class MonthInfo(Result):
    """One month of the timeline (``2027-03``)."""

    month: str
    rotations: list[MonthRotation]
    milestones: list[str]
    tasks: list[MonthTask]


class TimelineInfo(Result):
    """The plan month by month, and all there is to do for it: first what cannot be done in time, then by date.

    ``visa_wait_weeks`` is how long a visa interview is taken to be away, and ``visa_start`` the first Monday for which
    the visa can be there; both are null where no visa has to be applied for.
    ``done`` are the ids of tasks marked as done, which are left out, as is all that they waited for.
    """

    months: list[MonthInfo]
    tasks: list[TaskInfo]
    visa_wait_weeks: int | None
    visa_start: dt.date | None
    done: list[str]


class BudgetLine(Result):
    """Quantity × unit price. ``counted`` is false for what is shown beside the budget."""

    category: str
    item: str
    quantity: int
    unit: str
    unit_usd: Usd
    usd: Usd
    basis: Literal["stated", "published", "estimate"]
    source: str | None
    as_of: str | None
    counted: bool
    warning: str | None


class CategoryTotal(Result):
    """The sum of a category."""

    category: str
    usd: Usd
    counted: bool


class MonthTotal(Result):
    """What is due in a month, typical values."""

    month: str
    usd: int


class ContingencyInfo(Result):
    """An amount that may come on top and is in no total."""

    item: str
    usd: Usd
    condition: str
    source: str | None
    as_of: str | None


class PaymentInfo(Result):
    """What is due for an item in a month, typical values; ``first`` is the first day on which some of it is due."""

    first: dt.date
    category: str
    item: str
    usd: int
    counted: bool


class MonthFlowInfo(Result):
    """A month: what is due and counts, that of all months so far, what is due ``beside``, and for what."""

    month: str
    usd: int
    running: int
    beside: int
    payments: list[PaymentInfo]


class CashFlowInfo(Result):
    """Money over time, every month from the first payment to the last; ``rules`` say when what is taken as due.

    ``dearest_month`` is the one in which the most of what counts is due, ``dearest_month_with_beside`` the one in which
    the most is due with what is beside the budget.
    """

    months: list[MonthFlowInfo]
    dearest_month: str | None
    dearest_month_with_beside: str | None
    rules: list[str]


class Percentiles(Result):
    """The amounts that a total stays within in 10, 50 and 90 of 100 cases, whole U.S. dollars."""

    p10: int
    p50: int
    p90: int


class LikelyInfo(Result):
    """Where the total probably is: exact for the assumptions made, which ``assumptions`` state.

    ``total`` is with independent unknowns, ``if_all_move_together`` with everything dear or cheap at once.
    ``within_limit_percent`` is in how many of 100 cases the budget is enough; null without a budget.
    """

    total: Percentiles
    if_all_move_together: Percentiles
    within_limit_percent: int | None
    unknowns: int
    assumptions: list[str]


class BudgetInfo(Result):
    """What the plan costs. ``total`` is what counts against the budget; ``beside`` is shown and not counted.

    The low and high of ``total`` are bounds; ``likely`` says where it probably is. ``by_month`` has the sums of those
    months in which something is due, ``cash_flow`` all of it.
    """

    currency: Literal["USD"] = "USD"
    limit: int | None
    total: Usd
    beside: Usd
    lines: list[BudgetLine]
    by_category: list[CategoryTotal]
    by_month: list[MonthTotal]
    cash_flow: CashFlowInfo
    likely: LikelyInfo
    contingencies: list[ContingencyInfo]


class AdviceInfo(Result):
    """Advice for this very profile."""

    id: str
    text: str
    because: str
    source: str | None


class ProgramName(Result):
    """A program by its id and its name."""

    id: str
    name: str


class WhatIfChange(Result):
    """One change of the situation and the best plan with it, compared with the plan as things are.

    ``flags`` are the options that make the change, in the place of those of the same names; null where it cannot be
    made or where options are to be left out. ``outcome``: ``changed`` (another plan), ``unchanged`` (the same plan),
    ``no-plan`` (none is possible then), ``not-possible`` (the change cannot be made), ``not-computed`` (no time was
    left); ``note`` says more. Differences are null where there is no plan on one side.
    """

    id: str
    kind: Literal["option", "money", "exam", "dates", "visa", "match-year", "rule"]
    text: str
    flags: str | None
    outcome: Literal["changed", "unchanged", "no-plan", "not-possible", "not-computed"]
    note: str | None
    strength: Points | None
    usd: int | None
    strength_change: float | None
    usd_change: int | None
    proven_optimal: bool
    upper_bound: Points | None
    rotations: list[str]
    enters: list[ProgramName]
    leaves: list[ProgramName]


class Recommendation(Result):
    """The result of ``usceplan recommend``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.recommendation/1"], Field(alias="schema")] = "usceplan.recommendation/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    applicant: ApplicantInfo
    match: MatchInfo
    programs: list[ProgramInfo]
    excluded: list[ProgramInfo]
    resources: list[ResourceInfo]
    plan: PlanInfo | None
    no_plan: NoPlanInfo | None
    alternatives: list[AlternativeInfo]
    alternatives_exact: bool
    whatif: list[WhatIfChange]
    timeline: TimelineInfo
    budget: BudgetInfo | None
    advice: list[AdviceInfo]
    assumptions: list[str]
    warnings: list[str]
    disclaimer: str


class HomeAmounts(Result):
    """Low, typical and high in whole units of the home currency."""

    low: int
    typical: int
    high: int


class HomeMonth(Result):
    """What is due in a month and in all months so far, in whole units of the home currency, typical values."""

    month: str
    due: int
    running: int


class HomeCurrency(Result):
    """The applicant's own currency: how much of it a U.S. dollar is, as told, and amounts in it.

    Each amount is converted and rounded by itself. ``rate_date`` is null where the day of the rate was not told.
    """

    currency: str
    rate: str
    rate_date: dt.date | None
    total: HomeAmounts
    beside: HomeAmounts
    likely: Percentiles
    by_month: list[HomeMonth]


class CostItem(Result):
    """One of the largest lines of a budget, and its share of the total, percent rounded down."""

    category: str
    item: str
    usd: int
    percent: int


class Lever(Result):
    """A change that might lower the cost. ``change`` is the best plan with it for no more than the plan costs now.

    ``about`` is the category that it is about. ``same_plan_usd`` is what the very plan of now costs with it; null where
    that is not possible or was not computed, ``same_plan_change`` how much that is more than now.
    """

    about: str | None
    change: WhatIfChange
    same_plan_usd: int | None
    same_plan_change: int | None


class LeversInfo(Result):
    """The largest lines of what counts, what would lower the total, and what no figure on file says anything of.

    ``strength`` and ``usd`` are those of the plan as it is.
    """

    strength: Points
    usd: int
    proven_optimal: bool
    largest: list[CostItem]
    levers: list[Lever]
    notes: list[str]


class BudgetReport(Result):
    """The result of ``usceplan budget``: of the plan, of given rotations, or of living in a city.

    ``home_currency`` and ``levers`` are null where they were not asked for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.budget/1"], Field(alias="schema")] = "usceplan.budget/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    subject: Literal["plan", "rotations", "city"]
    title: str
    budget: BudgetInfo
    home_currency: HomeCurrency | None = None
    levers: LeversInfo | None = None
    assumptions: list[str]
    warnings: list[str]
    disclaimer: str


class WhatIfPlan(Result):
    """The plan that changes are held against, in short: the best one as things are, or a saved one."""

    strength: Points
    max_strength: int
    usd: int
    proven_optimal: bool
    upper_bound: Points
    rotations: list[ProgramName]


class FailingRule(Result):
    """A rule that keeps a program out, and what would mend it."""

    rule: str
    reason: str
    mend: str
    source: str | None


class WantedInfo(Result):
    """What would have to be true for a program to be in the plan.

    ``outcome``: ``in-plan`` (it is in that plan), ``possible`` (it can be, at the price that ``as_is`` shows),
    ``with-a-change`` (with any one of ``changes``, the least trouble first), ``with-several`` (only with all that the
    one in ``changes`` names), ``none`` (no change tried suffices), ``not-computed`` (no time was left to say).
    """

    program: str
    name: str
    institution: str
    verdict: Literal["eligible", "confirm", "ineligible"]
    outcome: Literal["in-plan", "possible", "with-a-change", "with-several", "none", "not-computed"]
    text: str
    failing: list[FailingRule]
    as_is: WhatIfChange
    changes: list[WhatIfChange]


class WhatIfReport(Result):
    """The result of ``usceplan whatif``. With ``--want`` there is ``wanted``, and ``changes`` is empty.

    ``planned_on`` is the day on which a saved plan was made, null where the plan was searched for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.whatif/1"], Field(alias="schema")] = "usceplan.whatif/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    applicant: ApplicantInfo
    planned_on: dt.date | None
    plan: WhatIfPlan | None
    order: str
    changes: list[WhatIfChange]
    wanted: WantedInfo | None
    assumptions: list[str]
    warnings: list[str]
    disclaimer: str


class TimelineReport(Result):
    """The result of ``usceplan timeline``: the plan month by month, and everything to do for it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.timeline/1"], Field(alias="schema")] = "usceplan.timeline/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    match_year: int
    milestones: list[MilestoneInfo]
    rotations: list[RotationInfo]
    timeline: TimelineInfo
    assumptions: list[str]
    warnings: list[str]
    disclaimer: str


class NextReport(Result):
    """The result of ``usceplan next``: what to do first, and how many tasks come after that."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.next/1"], Field(alias="schema")] = "usceplan.next/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    match_year: int
    tasks: list[TaskInfo]
    more: int
    assumptions: list[str]
    warnings: list[str]
    disclaimer: str
