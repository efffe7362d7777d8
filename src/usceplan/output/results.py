"""The result of a recommendation and of a budget: one object that every output renders.

These models are the contract of ``--json`` (``usceplan.recommendation/1``, ``usceplan.budget/1``); the JSON Schema that
``usceplan schema`` prints is made from them, the docstrings of the fields are its descriptions. Dates are ISO 8601,
money is whole U.S. dollars, ``null`` is unknown.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Points = Annotated[float, Field(ge=0)]
GeneratedOn = Annotated[dt.date, Field(description="The day for which it was made: that of ``--today``, or today.")]
Assumptions = Annotated[list[str], Field(description="What was taken for granted, with the option that changes it.")]
Warnings = Annotated[list[str], Field(description="What to beware of, a sentence each.")]
Disclaimer = Annotated[str, Field(description="What the result is not.")]


class Result(BaseModel):
    """A frozen part of a result."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, serialize_by_alias=True)


class Usd(Result):
    """Low, typical and high, whole U.S. dollars."""

    low: int
    """The least it may come to."""
    typical: int
    """What it usually comes to."""
    high: int
    """The most it may come to."""


class CatalogueInfo(Result):
    """Which catalogue the result rests on."""

    version: str
    """Of the program that ships the catalogue."""
    programs: int
    """How many entries it has."""
    digest: str
    """The first 16 hexadecimal digits of the SHA-256 of all data files, own ones included."""
    collected: dt.date
    """The day on which the facts were collected."""
    own_files: list[str] = []
    """The person's own files that are part of it."""


class OwnInfo(Result):
    """What a person's own file says of an entry."""

    file: str
    """The file, from its folder on."""
    new: bool
    """Whether the entry is the person's own; else it overrides a shipped one."""
    facts: list[str]
    """The facts that the file gives; of a new entry all that are known."""


class ExamInfo(Result):
    """An exam passed."""

    exam: str
    """Its id, such as ``usmle-step-2-ck`` or ``oet``."""
    on: dt.date | None
    """The day for which it is planned; null where it was passed before."""


class ApplicantInfo(Result):
    """The applicant as understood."""

    specialties: list[str]
    """Ids of the specialties to apply to, the first choice first."""
    specialty_names: list[str]
    """Their names within a sentence, such as ``hematology and oncology``."""
    graduation_year: int
    """Year of the medical degree."""
    status: str
    """How far the person has come, such as ``graduate``."""
    visas: list[str]
    """Codes of the visas or statuses that the answer stands for, such as ``b1``."""
    visa_label: str
    """The visa or status in words."""
    budget: int
    """All that may be spent on U.S. experience, whole U.S. dollars."""
    match_year: int
    """Year of Match Day."""
    nationality: str | None
    """Two-letter code of the country; null where it was not told."""
    nationality_name: str | None
    """Name of the country; null where it was not told."""
    home_region: str | None
    """Where flights begin, such as ``south-asia``; null where it is not known."""
    us_metro: str | None
    """Id of the metro area in which the person lives; null where none was told."""
    us_metro_name: str | None
    """Name of that metro area; null where none was told."""
    free_housing: list[str]
    """Ids of the metro areas where a place to stay costs nothing."""
    free_housing_names: list[str]
    """Names of these metro areas."""
    housing: Literal["shared-room", "studio"]
    """How the person lives where nobody offers a place to stay: a room in a shared home, or a furnished studio."""
    visa_wait_weeks: int | None
    """Weeks until a visa interview, as told: 0 for who has the visa; null where none were told."""
    exams: list[ExamInfo] | None
    """Exams passed or planned; null where nothing was said of any."""
    held_letters: int
    """U.S. letters of recommendation already held."""
    held_weeks: int
    """Weeks of U.S. experience already done."""
    held_involvement: str
    """Part taken in patient care in those weeks: ``full``, ``limited`` or ``none``."""
    available_from: dt.date | None
    """Earliest arrival; null where any day will do."""
    available_to: dt.date | None
    """Last day in the United States; null where any day will do."""
    months: list[int]
    """Months of the year (1 to 12) in which rotations may be; empty where all may."""
    kinds: list[str]
    """The only kinds of program wanted; empty where all are."""
    states: list[str]
    """The only states wanted, two letters each; empty where all are."""
    not_states: list[str]
    """States not wanted, two letters each."""
    hands_on_only: bool
    """Whether only programs stated to be hands-on are wanted."""
    include: list[str]
    """Ids of the programs that must be in the plan."""
    exclude: list[str]
    """Ids of the programs to leave out."""
    only_confirmed: bool
    """Whether only programs whose every check passes are planned with."""
    max_rotations: int
    """The most rotations."""
    max_stays: int
    """The most trips to the United States."""
    weights: dict[str, int]
    """Points of each part of the strength, by the id of the part."""
    ignored_rules: list[str]
    """Ids of the rules that only warn."""
    include_application: bool
    """Whether exams and the residency application count against the budget."""


class MilestoneInfo(Result):
    """A dated step of the Match cycle."""

    id: str
    """Its id, such as ``eras_season_opens``."""
    date: dt.date
    """The day to plan with."""
    basis: Literal["official", "reported", "projected"]
    """Set by the body in charge, stated by others, or computed by a rule."""
    source: str | None
    """The page with the date; null where a rule computes it."""
    note: str | None
    """What else to know of it, such as the rule in words; null where there is nothing."""


class MatchInfo(Result):
    """The Match cycle."""

    match_year: int
    """Year of Match Day."""
    why: str | None
    """Why this Match was taken; null where it was asked for."""
    letter_deadline: dt.date
    """The last day on which a rotation may end for its letter to count."""
    milestones: list[MilestoneInfo]
    """The steps, by date."""


class CheckInfo(Result):
    """One rule of eligibility applied."""

    rule: str
    """Id of the rule, which ``--ignore-rule`` takes."""
    result: Literal["pass", "unknown", "fail", "ignored"]
    """How it came out; ``ignored`` is a failure that was asked to be a warning only."""
    reason: str
    """Why, in a sentence."""
    source: str | None
    """The page that it rests on; null where no page says anything."""


class CriterionInfo(Result):
    """One criterion of fit."""

    id: str
    """Its id, such as ``involvement``."""
    points: int
    """Points reached."""
    max: int
    """The most points that it can give."""
    why: str
    """What the points were given for."""


class FitInfo(Result):
    """The fit of a program."""

    score: Annotated[int, Field(ge=0, le=100)]
    """The sum of the criteria, 0 to 100; no chance of acceptance."""
    criteria: list[CriterionInfo]
    """What the score is made of."""


class ProgramInfo(Result):
    """A program, its verdict and its fit."""

    rank: int | None
    """Its place among the programs that are open, from 1; null where it is excluded."""
    id: str
    """Its id in the catalogue."""
    name: str
    """Its name."""
    institution: str
    """The hospital, school, clinic or company that offers it."""
    kind: str | None
    """The kind, judged by what one may do; null where no page says enough."""
    involvement: str | None
    """Part taken in patient care: ``full``, ``limited`` or ``none``; null where no page says."""
    places: list[str]
    """Cities and states, or states alone; empty where no page says."""
    url: str | None
    """Its best page; null where none is known."""
    verdict: Literal["eligible", "confirm", "ineligible"]
    """``eligible`` where every check passes, ``confirm`` where some are unknown, ``ineligible`` where one fails."""
    checks: list[CheckInfo]
    """Every rule of eligibility, applied."""
    fit: FitInfo
    """How well it serves this applicant."""
    cost_per_4_weeks: Usd
    """Fees and living costs of four weeks, whole U.S. dollars."""
    cost_basis: Literal["stated", "estimate"]
    """Whether the program states all its fees; else a rule estimates them."""
    earliest_start: dt.date | None
    """The first Monday on which it could start; null where there is none in time."""
    apply_by: dt.date | None
    """The last day to apply for that start; null where there is no start."""
    confidence: str
    """How well the entry is known: ``high``, ``medium`` or ``low``."""
    guide_check: str | None
    """A popular guide's claims beside the official pages, in words; null where none was compared."""
    notes: str | None
    """What else one should know; null where there is nothing."""
    own: OwnInfo | None = None
    """What the person's own file says of it; null where it is as shipped."""


class ResourceInfo(Result):
    """An entry that cannot be planned in weeks, and what it is for."""

    id: str
    """Its id in the catalogue."""
    name: str
    """Its name."""
    institution: str
    """Who offers it."""
    type: str
    """What sort of resource it is, such as ``listing``."""
    use: str
    """What it is good for, in words."""
    url: str | None
    """Its best page; null where none is known."""
    checks: list[CheckInfo]
    """Every rule of eligibility, applied."""
    own: OwnInfo | None = None
    """What the person's own file says of it; null where it is as shipped."""


class PartInfo(Result):
    """One part of the strength."""

    id: str
    """Its id, such as ``letters``."""
    points: Points
    """Points reached, to a thousandth."""
    max: int
    """The most points that it can give."""


class LetterInfo(Result):
    """What a rotation's letter of recommendation is worth."""

    counts: bool
    """Whether it counts."""
    quality: Annotated[float, Field(ge=0, le=1)]
    """What it is worth, 0 to 1; 1 is a certain letter for hands-on work in the target specialty."""
    why: str
    """Why it counts or does not."""


class BackupInfo(Result):
    """Another program for the same weeks."""

    program: str
    """Its id."""
    name: str
    """Its name."""
    specialty: str
    """Id of the specialty of the rotation."""
    weeks: int
    """Length in weeks."""
    start: dt.date
    """First day, a Monday."""
    strength: Points
    """Strength of the whole plan with it, to a thousandth of a point."""
    usd: int
    """Typical cost of the whole plan with it, whole U.S. dollars."""


class LegInfo(Result):
    """How a rotation is reached."""

    kind: Literal["arrive", "stay", "wait", "home", "from-home"]
    """``arrive`` for the first rotation of a stay, ``stay`` straight on, ``wait`` after weeks between, ``home`` by way
    of home, ``from-home`` for someone who lives in the United States, whose trip is in the cost of the rotation.
    """
    from_place: str | None
    """City and state of the place before; null where there is none."""
    weeks_waiting: int
    """Weeks between the rotation before and this one."""
    usd: int
    """What that costs, typical, whole U.S. dollars."""


class RotationInfo(Result):
    """A rotation of the plan."""

    program: str
    """Id of the program."""
    name: str
    """Name of the program."""
    institution: str
    """Who offers it."""
    place: str
    """City and state in words."""
    metro: str
    """Id of the metro area by which living costs are looked up."""
    kind: str | None
    """The kind of program; null where no page says enough."""
    involvement: str | None
    """Part taken in patient care: ``full``, ``limited`` or ``none``; null where no page says."""
    specialty: str
    """Id of the specialty."""
    specialty_name: str
    """Its name within a sentence."""
    start: dt.date
    """First day, a Monday."""
    end: dt.date
    """Last day, a Sunday."""
    weeks: int
    """Length in weeks."""
    apply_by: dt.date
    """The last day to apply."""
    verdict: Literal["eligible", "confirm", "ineligible"]
    """``eligible`` where every check passes, ``confirm`` where some are unknown."""
    to_confirm: list[str]
    """What to ask the program or to see to first, a sentence each."""
    letter: LetterInfo
    """What its letter is worth."""
    usd: Usd
    """Fees and living costs, whole U.S. dollars."""
    usd_basis: Literal["stated", "estimate"]
    """Whether the program states all its fees; else a rule estimates them."""
    arrival: LegInfo
    """How it is reached, and what that costs."""
    backups: list[BackupInfo]
    """Other programs for the same weeks, the best first."""
    own: OwnInfo | None = None
    """What the person's own file says of the program; null where it is as shipped."""


class RobustnessInfo(Result):
    """How the plan stands against refusals."""

    refusal_rate: Annotated[float, Field(ge=0, le=1)]
    """Share of applications taken to be refused, 0 to 1."""
    place_certainty: Annotated[float, Field(ge=0, le=1)]
    """How sure one may be that a place is filled, 0 to 1, with so many applications."""
    applications_per_place: int | None
    """Programs to apply to for each place; null where no number is enough."""
    letter_chances: list[Annotated[float, Field(ge=0, le=1)]]
    """Chances of at least one, two and three letters, held ones included, each rounded down to a hundredth."""
    meaning: str
    """Under which assumptions this holds."""


class PlanInfo(Result):
    """The best plan."""

    strength: Points
    """A planning score, to a thousandth of a point; no chance of matching."""
    max_strength: int
    """The most that the strength can be: 100 unless weights change."""
    proven_optimal: bool
    """Whether no plan within the limits is stronger, nor as strong and cheaper."""
    upper_bound: Points
    """What no plan within the limits exceeds; the strength itself where that is proven."""
    parts: list[PartInfo]
    """What the strength is made of."""
    stays: int
    """Trips to the United States; 0 for someone who lives there."""
    usd: int
    """Typical cost of all that counts against the budget, whole U.S. dollars."""
    rotations: list[RotationInfo]
    """The rotations by date."""
    robustness: RobustnessInfo
    """How it stands against refusals."""


class NoPlanInfo(Result):
    """Why no plan is possible."""

    blame: str
    """Id of the limit to blame."""
    reason: str
    """Why, in words."""
    change: str | None
    """The least change found that makes a plan possible, in words; null where none was found."""
    flag: str | None
    """The option that makes this change; null where there is none."""


class AlternativeInfo(Result):
    """A plan that no other beats in both cost and strength: one of the frontier."""

    name: str | None
    """What is best about it: ``thriftiest`` (the cheapest with two counting letters), ``balanced`` (the farthest above
    the straight line from the first plan to the last, both axes scaled to 0 to 1) or ``strongest``; null where nothing
    is. A plan with two names is there once for each.
    """
    strength: Points
    """To a thousandth of a point."""
    usd: int
    """Typical cost, whole U.S. dollars."""
    letters: int
    """Letters that count, held ones included."""
    rotations: list[str]
    """Ids of the programs by date."""


class TaskInfo(Result):
    """Something to do."""

    id: str
    """Its id, which ``--done`` takes."""
    kind: str
    """What sort of task it is, such as ``apply``."""
    title: str
    """What to do."""
    short: str
    """The same in a word or two."""
    due: dt.date
    """The last day to have it done, so that everything in the plan that waits for it can be done in time."""
    start: dt.date
    """The first day on which it can sensibly be begun."""
    reach: dt.date
    """The first day on which it could be done."""
    state: Literal["late", "now", "later"]
    """``late``: it was due already, or cannot be done in time; ``now``: it can be begun; ``later``."""
    late_days: int
    """By how many days it is late; 0 where it is not."""
    conflict: str | None
    """Why it cannot be done in time, in words; null where it can."""
    chain: list[str]
    """Ids of the tasks that make it late, the deadline last."""
    because: str
    """Why it is to be done."""
    missed: str | None
    """What follows if it is not done in time; null where nothing is known."""
    programs: list[str]
    """Ids of the programs that it is for."""
    after: list[str]
    """Ids of the tasks that it waits for."""
    work_days: int
    """Days that the work takes."""
    wait_days: int
    """Days that go by after the work until its result is there."""
    basis: Literal["stated", "official", "reported", "projected", "published", "assumption"]
    """What the day rests on: a program's page (stated), a date of the Match (official, reported, projected), a page of
    advice (published) or an assumption of the planner.
    """
    source: str | None
    """The page; null where there is none."""
    size: str
    """Why the lengths have their size."""
    size_basis: Literal["published", "assumption"]
    """What the lengths rest on."""
    size_source: str | None
    """The page that states them; null where they are assumed."""


class MonthTask(Result):
    """Something to do in a month."""

    date: dt.date
    """The day by which to do it, or today where that was before."""
    text: str
    """What to do."""
    id: str
    """Id of the task."""


class MonthRotation(Result):
    """A rotation in a month."""

    program: str
    """Id of the program."""
    name: str
    """Name of the program."""
    first: dt.date
    """Its first day in the month."""
    last: dt.date
    """Its last day in the month."""


class MonthInfo(Result):
    """One month of the timeline."""

    month: str
    """Year and month, such as ``2027-03``."""
    rotations: list[MonthRotation]
    """The rotations in it, by date."""
    milestones: list[str]
    """Ids of the steps of the Match in it."""
    tasks: list[MonthTask]
    """What to do in it, by day."""


class TimelineInfo(Result):
    """The plan month by month, and all there is to do for it."""

    months: list[MonthInfo]
    """Every month from today's to the one in which residency starts."""
    tasks: list[TaskInfo]
    """What cannot be done in time first, then by date."""
    visa_wait_weeks: int | None
    """How many weeks a visa interview is taken to be away; null where no visa has to be applied for."""
    visa_start: dt.date | None
    """The first Monday for which the visa can be there; null where no visa has to be applied for."""
    done: list[str]
    """Ids of the tasks marked as done, which are left out, as is all that they waited for."""


class BudgetLine(Result):
    """Quantity × unit price."""

    category: str
    """Id of the category, such as ``program-fees``."""
    item: str
    """What is paid for."""
    quantity: int
    """How many units."""
    unit: str
    """What is counted, such as ``week``."""
    unit_usd: Usd
    """Price of a unit, whole U.S. dollars."""
    usd: Usd
    """Quantity times price, whole U.S. dollars."""
    basis: Literal["stated", "published", "estimate"]
    """Stated by the program, an official or published rate, or an estimate by a rule."""
    source: str | None
    """The page with the price; null where there is none."""
    as_of: str | None
    """The day, month or year that the price is from; null where no page says."""
    counted: bool
    """Whether it counts against the budget; else it is shown beside it."""
    warning: str | None
    """What to beware of; null where there is nothing."""


class CategoryTotal(Result):
    """The sum of a category."""

    category: str
    """Id of the category."""
    usd: Usd
    """The sum of its lines, whole U.S. dollars."""
    counted: bool
    """Whether it counts against the budget."""


class MonthTotal(Result):
    """What is due in a month."""

    month: str
    """Year and month, such as ``2027-03``."""
    usd: int
    """Typical values, whole U.S. dollars."""


class ContingencyInfo(Result):
    """An amount that may come on top and is in no total."""

    item: str
    """What would have to be paid."""
    usd: Usd
    """How much, whole U.S. dollars."""
    condition: str
    """When it comes."""
    source: str | None
    """The page; null where there is none."""
    as_of: str | None
    """The day, month or year that the amount is from; null where no page says."""


class PaymentInfo(Result):
    """What is due for an item in a month."""

    first: dt.date
    """The first day on which some of it is due."""
    category: str
    """Id of the category."""
    item: str
    """What is paid for."""
    usd: int
    """Typical value, whole U.S. dollars."""
    counted: bool
    """Whether it counts against the budget."""


class MonthFlowInfo(Result):
    """What is due in a month, and for what; typical values, whole U.S. dollars."""

    month: str
    """Year and month, such as ``2027-03``."""
    usd: int
    """What is due and counts against the budget."""
    running: int
    """What counts of this month and all before."""
    beside: int
    """What is due beside the budget."""
    payments: list[PaymentInfo]
    """What it is made of."""


class CashFlowInfo(Result):
    """Money over time."""

    months: list[MonthFlowInfo]
    """Every month from the first payment to the last."""
    dearest_month: str | None
    """The month in which the most of what counts is due; null where nothing is."""
    dearest_month_with_beside: str | None
    """The same with what is beside the budget; null where nothing is due."""
    rules: list[str]
    """When what is taken as due."""


class Percentiles(Result):
    """The amounts that a total stays within in so many of 100 cases, whole U.S. dollars."""

    p10: int
    """In 10 of 100 cases."""
    p50: int
    """In 50 of 100 cases."""
    p90: int
    """In 90 of 100 cases."""


class LikelyInfo(Result):
    """Where the total probably is: exact for the assumptions made."""

    total: Percentiles
    """With unknown amounts that do not depend on each other."""
    if_all_move_together: Percentiles
    """With everything dear, or cheap, at once."""
    within_limit_percent: int | None
    """In how many of 100 cases the budget is enough; null without a budget."""
    unknowns: int
    """How many amounts are not known exactly."""
    assumptions: list[str]
    """What is assumed, a sentence each."""


class BudgetInfo(Result):
    """What the plan costs."""

    currency: Literal["USD"] = "USD"
    """Of all amounts."""
    limit: int | None
    """The budget, whole U.S. dollars; null where none was told."""
    total: Usd
    """What counts against the budget, whole U.S. dollars. Low and high are bounds; ``likely`` says where it probably
    is.
    """
    beside: Usd
    """What is shown and not counted, whole U.S. dollars."""
    lines: list[BudgetLine]
    """Every amount."""
    by_category: list[CategoryTotal]
    """The sums of the categories."""
    by_month: list[MonthTotal]
    """The sums of those months in which something is due."""
    cash_flow: CashFlowInfo
    """Every payment of every month."""
    likely: LikelyInfo
    """Where the total probably is."""
    contingencies: list[ContingencyInfo]
    """What may come on top, in no total."""


class AdviceInfo(Result):
    """Advice for this very profile."""

    id: str
    """Its id, such as ``letters-first``."""
    text: str
    """What to do."""
    because: str
    """Why."""
    source: str | None
    """The page; null where it follows from the plan itself."""


class ProgramName(Result):
    """A program in short."""

    id: str
    """Its id in the catalogue."""
    name: str
    """Its name, with the institution where the name alone does not tell."""


class WhatIfChange(Result):
    """One change of the situation, and the best plan with it compared with the plan as things are."""

    id: str
    """Its id."""
    kind: Literal["option", "money", "exam", "dates", "visa", "match-year", "rule"]
    """What is changed."""
    text: str
    """The change in words."""
    flags: str | None
    """The options that make the change, in the place of those of the same names; null where it cannot be made, or where
    options are to be left out.
    """
    outcome: Literal["changed", "unchanged", "no-plan", "not-possible", "not-computed"]
    """``changed``: another plan; ``unchanged``: the same plan; ``no-plan``: none is possible then; ``not-possible``:
    the change cannot be made; ``not-computed``: no time was left.
    """
    note: str | None
    """More about the outcome; null where there is nothing to say."""
    strength: Points | None
    """Of the plan then, to a thousandth of a point; null where there is no plan."""
    usd: int | None
    """Typical cost of the plan then, whole U.S. dollars; null where there is no plan."""
    strength_change: float | None
    """Points more than now; null where there is no plan on one side."""
    usd_change: int | None
    """Whole U.S. dollars more than now; null where there is no plan on one side."""
    proven_optimal: bool
    """Whether the plan then is proven best."""
    upper_bound: Points | None
    """What no plan then exceeds; null where nothing was computed."""
    rotations: list[str]
    """Ids of the programs of the plan then, by date."""
    enters: list[ProgramName]
    """Programs that are in the plan then and not now."""
    leaves: list[ProgramName]
    """Programs that are in the plan now and not then."""


class Recommendation(Result):
    """The result of ``usceplan recommend``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.recommendation/1"], Field(alias="schema")] = "usceplan.recommendation/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    applicant: ApplicantInfo
    """The applicant as understood."""
    match: MatchInfo
    """The Match aimed at."""
    programs: list[ProgramInfo]
    """The programs that are open, ranked by fit."""
    excluded: list[ProgramInfo]
    """The programs that are not, with the rules that fail."""
    resources: list[ResourceInfo]
    """What else is worth knowing."""
    plan: PlanInfo | None
    """The best plan; null where none is possible."""
    no_plan: NoPlanInfo | None
    """Why no plan is possible; null where one is."""
    alternatives: list[AlternativeInfo]
    """The plans that no other beats in both cost and strength, from the cheapest on."""
    alternatives_exact: bool
    """Whether that list is proven complete."""
    whatif: list[WhatIfChange]
    """What a few changes would bring."""
    timeline: TimelineInfo
    """The plan month by month, with all there is to do."""
    budget: BudgetInfo | None
    """What the plan costs; null without a plan."""
    advice: list[AdviceInfo]
    """What would make the application stronger."""
    assumptions: Assumptions
    warnings: Warnings
    disclaimer: Disclaimer


class HomeAmounts(Result):
    """Amounts in whole units of the home currency."""

    low: int
    """The least it may come to."""
    typical: int
    """What it usually comes to."""
    high: int
    """The most it may come to."""


class HomeMonth(Result):
    """What is due in a month, in whole units of the home currency, typical values."""

    month: str
    """Year and month, such as ``2027-03``."""
    due: int
    """In this month."""
    running: int
    """In this month and all before."""


class HomeCurrency(Result):
    """Amounts in the applicant's own currency, each converted and rounded by itself."""

    currency: str
    """Its three letters."""
    rate: str
    """How much of it a U.S. dollar is, as told."""
    rate_date: dt.date | None
    """The day of that rate; null where it was not told."""
    total: HomeAmounts
    """What counts against the budget."""
    beside: HomeAmounts
    """What is shown and not counted."""
    likely: Percentiles
    """Where the total probably is, in the home currency."""
    by_month: list[HomeMonth]
    """The months in which something is due."""


class CostItem(Result):
    """One of the largest lines of a budget."""

    category: str
    """Id of the category."""
    item: str
    """What is paid for."""
    usd: int
    """Typical value, whole U.S. dollars."""
    percent: int
    """Its share of the total, percent, rounded down."""


class Lever(Result):
    """A change that might lower the cost."""

    about: str | None
    """Id of the category that it is about; null where it is about all of them."""
    change: WhatIfChange
    """The best plan with it, for no more than the plan costs now."""
    same_plan_usd: int | None
    """What the very plan of now costs with it, whole U.S. dollars; null where that is not possible or was not computed.
    """
    same_plan_change: int | None
    """How much that is more than now; null likewise."""


class LeversInfo(Result):
    """What would lower the total."""

    strength: Points
    """Of the plan as it is, to a thousandth of a point."""
    usd: int
    """Typical cost of the plan as it is, whole U.S. dollars."""
    proven_optimal: bool
    """Whether the plan as it is is proven best."""
    largest: list[CostItem]
    """The largest lines of what counts."""
    levers: list[Lever]
    """The changes."""
    notes: list[str]
    """What no figure on file says anything of."""


class BudgetReport(Result):
    """The result of ``usceplan budget``: of the plan, of given rotations, or of living in a city."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.budget/1"], Field(alias="schema")] = "usceplan.budget/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    subject: Literal["plan", "rotations", "city"]
    """What it is the budget of."""
    title: str
    """The same in words."""
    budget: BudgetInfo
    """The budget."""
    home_currency: HomeCurrency | None = None
    """Amounts in another currency; null where none was asked for."""
    levers: LeversInfo | None = None
    """What would lower the cost; null where that was not asked for."""
    assumptions: Assumptions
    warnings: Warnings
    disclaimer: Disclaimer


class WhatIfPlan(Result):
    """The plan that changes are held against, in short: the best one as things are, or a saved one."""

    strength: Points
    """To a thousandth of a point."""
    max_strength: int
    """The most that the strength can be."""
    usd: int
    """Typical cost, whole U.S. dollars."""
    proven_optimal: bool
    """Whether it is proven best."""
    upper_bound: Points
    """What no plan within the limits exceeds."""
    rotations: list[ProgramName]
    """The programs by date."""


class FailingRule(Result):
    """A rule that keeps a program out."""

    rule: str
    """Id of the rule."""
    reason: str
    """Why it fails."""
    mend: str
    """What would mend it."""
    source: str | None
    """The page that it rests on; null where there is none."""


class WantedInfo(Result):
    """What would have to be true for a program to be in the plan."""

    program: str
    """Id of the program."""
    name: str
    """Name of the program."""
    institution: str
    """Who offers it."""
    verdict: Literal["eligible", "confirm", "ineligible"]
    """``eligible`` where every check passes, ``confirm`` where some are unknown, ``ineligible`` where one fails."""
    outcome: Literal["in-plan", "possible", "with-a-change", "with-several", "none", "not-computed"]
    """``in-plan``: it is in that plan already; ``possible``: it can be, at the price that ``as_is`` shows;
    ``with-a-change``: with any one of ``changes``; ``with-several``: only with all that the one in ``changes`` names;
    ``none``: no change tried is enough; ``not-computed``: no time was left to say.
    """
    text: str
    """The outcome in words."""
    failing: list[FailingRule]
    """The rules that keep it out."""
    as_is: WhatIfChange
    """The best plan with it as things are."""
    changes: list[WhatIfChange]
    """What would let it in, the least trouble first."""


class WhatIfReport(Result):
    """The result of ``usceplan whatif``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.whatif/1"], Field(alias="schema")] = "usceplan.whatif/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    applicant: ApplicantInfo
    """The applicant as understood."""
    planned_on: dt.date | None
    """Day on which the saved plan was made; null where the plan was searched for."""
    plan: WhatIfPlan | None
    """The plan as things are; null where none is possible."""
    order: str
    """In which order the changes stand."""
    changes: list[WhatIfChange]
    """The changes tried; empty where a program is asked about."""
    wanted: WantedInfo | None
    """What ``--want`` asks; null without it."""
    assumptions: Assumptions
    warnings: Warnings
    disclaimer: Disclaimer


class TimelineReport(Result):
    """The result of ``usceplan timeline``: the plan month by month, and everything to do for it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.timeline/1"], Field(alias="schema")] = "usceplan.timeline/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    match_year: int
    """Year of Match Day."""
    milestones: list[MilestoneInfo]
    """The steps of the Match, by date."""
    rotations: list[RotationInfo]
    """The rotations of the plan, by date."""
    timeline: TimelineInfo
    """The plan month by month."""
    assumptions: Assumptions
    warnings: Warnings
    disclaimer: Disclaimer


class NextReport(Result):
    """The result of ``usceplan next``: what to do first, and how many tasks come after that."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.next/1"], Field(alias="schema")] = "usceplan.next/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    match_year: int
    """Year of Match Day."""
    tasks: list[TaskInfo]
    """What to do first."""
    more: int
    """How many tasks come after these."""
    assumptions: Assumptions
    warnings: Warnings
    disclaimer: Disclaimer
