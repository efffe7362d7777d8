"""The result of ``usceplan outlook``: Match figures for IMGs, and what residency programs state.

The model is the contract of ``--json`` (``usceplan.outlook/1``). A count, a rate or a score that no source gives is
``null``. Shares are percent, to one decimal.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import ApplicantInfo, CatalogueInfo, Disclaimer, GeneratedOn, OwnInfo, Result, Warnings

AnswerWord = Literal["yes", "no", "depends", "not-stated", "not-asked", "not-computed"]


class SourceInfo(Result):
    """A page that figures were read from."""

    id: str
    """Its id in this result."""
    url: str
    """Its address."""
    publisher: str
    """Who published it."""
    kind: str
    """What sort of page it is, such as ``official``."""
    as_of: str | None
    """How old its figures are: a year, month or day; null where it has no date."""


class YearFigures(Result):
    """Positions of one specialty in one Match, before SOAP."""

    match_year: int
    """Year of Match Day."""
    track: str | None
    """Which positions are counted; null where it is all of them."""
    offered: int | None
    """Positions offered; null where no source says."""
    filled: int | None
    """Positions filled; null where no source says."""
    us_img: int | None
    """Positions filled by U.S. citizens who graduated abroad; null where no source says."""
    non_us_img: int | None
    """Positions filled by other graduates of schools abroad; null where no source says."""
    count_uncertainty: int | None
    """By how much each of these two counts can be wrong; null where they are exact."""
    img_share_pct: float | None
    """Share of the filled positions that went to IMGs, percent; null where no source says."""
    share_basis: Literal["stated", "computed"] | None
    """Whether a source states the share, or it is computed from the counts; null without a share."""
    method: str
    """How the figures were read, such as ``reported``."""
    confidence: str | None
    """How well they are known; null where there are none."""
    sources: list[str]
    """Ids of the pages."""
    note: str | None
    """What else to know of them; null where there is nothing."""


class PreferringRateInfo(Result):
    """How many percent of those who preferred the specialty matched in it."""

    us_img_pct: float | None
    """Of U.S. citizens who graduated abroad; null where no source says."""
    non_us_img_pct: float | None
    """Of other graduates of schools abroad; null where no source says."""
    all_img_pct: float | None
    """Of both together; null where no source says."""
    data_years: tuple[int, int]
    """The first and the last year that the figures are from."""
    confidence: str
    """How well they are known."""
    sources: list[str]
    """Ids of the pages."""
    note: str | None
    """What else to know of them; null where there is nothing."""


class ScoreInfo(Result):
    """Mean USMLE Step 2 CK scores of IMGs who matched."""

    us_img: int | None
    """Of U.S. citizens who graduated abroad; null where no source says."""
    non_us_img: int | None
    """Of other graduates of schools abroad; null where no source says."""
    data_year: int
    """The year that the scores are from."""
    labels_doubtful: bool
    """Whether it is in doubt which of the two groups has which mean."""
    confidence: str
    """How well they are known."""
    sources: list[str]
    """Ids of the pages."""
    warning: str | None
    """What to beware of; null where there is nothing."""


class FactorInfo(Result):
    """A factor of a survey of program directors."""

    factor: str
    """The factor in words."""
    citing_pct: float | None
    """Share of directors who name it for interviews, percent; null where the survey does not say."""
    importance: float | None
    """Its mean importance among them, 1 to 5; null where the survey does not say."""


class SurveyInfo(Result):
    """A survey of program directors."""

    year: int
    """Year of the survey."""
    specialty: str | None
    """Id of the specialty; null where it covers all."""
    response_rate_pct: float | None
    """Share of the directors asked who answered, percent; null where no source says."""
    confidence: str
    """How well it is known."""
    sources: list[str]
    """Ids of the pages."""
    facts: list[str]
    """What it says, a sentence each."""
    factors: list[FactorInfo]
    """What directors look at."""


class VisaShare(Result):
    """How many residency programs of the specialty say in public which visas they take."""

    programs_studied: int
    """How many residency programs were looked at."""
    accept_j1_pct: float
    """Share that say they take a J-1, percent."""
    accept_h1b_pct: float
    """Share that say they take an H-1B, percent."""
    as_of: str | None
    """How old the count is: a year, month or day; null where it has no date."""
    confidence: str
    """How well it is known."""
    sources: list[str]
    """Ids of the pages."""
    note: str | None
    """What else to know of it; null where there is nothing."""


class SpecialtyFigures(Result):
    """The Match figures of one specialty."""

    id: str
    """Id of the specialty."""
    name: str
    """Its name."""
    system: Literal["nrmp", "aua", "sf-match"]
    """Who runs its Match."""
    table: str
    """The heading under which the figures are published."""
    years: list[YearFigures]
    """The figures, the oldest year first; years without any are left out."""
    missing_years: list[int]
    """Years that were looked for and for which no figure was found."""
    match_rate_preferring: PreferringRateInfo | None
    """How many of those who preferred it matched in it; null where no source says."""
    step_2_ck: list[ScoreInfo]
    """Mean scores of those who matched."""
    surveys: list[SurveyInfo]
    """Surveys of its program directors."""
    visa: VisaShare | None
    """Which visas its residency programs take; null where nobody counted."""
    note: str | None
    """What else to know of them; null where there is nothing."""
    sources: list[str]
    """Ids of the pages that hold for all of it."""


class RateInfo(Result):
    """How many active IMG applicants matched to a first-year position in one Match, over all specialties."""

    match_year: int
    """Year of Match Day."""
    us_img_pct: float | None
    """Of U.S. citizens who graduated abroad, percent; null where no source says."""
    non_us_img_pct: float | None
    """Of other graduates of schools abroad, percent; null where no source says."""
    all_img_pct: float | None
    """Of both together, percent; null where no source says."""
    us_img_matched: int | None
    """How many U.S. citizens who graduated abroad; null where no source says."""
    non_us_img_matched: int | None
    """How many other graduates of schools abroad; null where no source says."""
    confidence: str | None
    """How well they are known; null where there are none."""
    sources: list[str]
    """Ids of the pages."""
    note: str | None
    """What else to know of them; null where there is nothing."""


class TotalsInfo(Result):
    """Applicants and positions of one Match as a whole."""

    match_year: int
    """Year of Match Day."""
    registered: int | None
    """Applicants registered; null where no source says."""
    active: int | None
    """Applicants who certified a rank order list; null where no source says."""
    positions: int | None
    """Positions of all levels; null where no source says."""
    pgy1_positions: int | None
    """First-year positions; null where no source says."""
    filled: int | None
    """Positions filled; null where no source says."""
    fill_rate_pct: float | None
    """Share of positions filled, percent; null where no source says."""
    confidence: str | None
    """How well they are known; null where there are none."""
    sources: list[str]
    """Ids of the pages."""
    note: str | None
    """What else to know of them; null where there is nothing."""


class AnswerInfo(Result):
    """Whether a residency program would count something of this applicant's, by what its page says."""

    about: Literal["experience", "graduation-year", "visa"]
    """What it is about."""
    answer: AnswerWord
    """``depends``: on what the reason names; ``not-stated``: the page does not say; ``not-asked``: it asks for none;
    ``not-computed``: no plan was found in time.
    """
    reason: str
    """Why, in a sentence."""
    source: str
    """The page."""


class StatementInfo(Result):
    """What one residency program states."""

    id: str
    """Its id in the data file."""
    name: str
    """The hospital or school."""
    specialty: str
    """Id of the specialty."""
    specialty_name: str
    """Name of the specialty."""
    state: str
    """Two letters."""
    experience_status: Literal["required", "required-with-exceptions", "preferred", "not-required"]
    """Whether experience in the United States is asked for."""
    experience: str
    """What the page says of it, in words."""
    min_months: int | None
    """The least number of months, 0 where none is asked for; null where the page does not count in months."""
    min_weeks: int | None
    """The least number of weeks; null where the page does not count in weeks."""
    length_is_preferred: bool
    """Whether that length is preferred only."""
    hands_on_required: bool | None
    """Whether it has to be hands-on; null where the page does not say."""
    observerships_count: bool | None
    """Whether observerships count; null where the page does not say."""
    research_counts: bool | None
    """Whether research counts; null where the page does not say."""
    also_asks: str | None
    """What else is asked of it, in words; null where nothing is."""
    graduation_years: int | None
    """The most years since graduation; null where the page states none."""
    graduation_kind: str
    """How strict that limit is, such as ``firm``."""
    graduation_note: str | None
    """What else holds of it; null where there is nothing."""
    visas: list[str] | None
    """Codes of the visas that it takes; null where the page was not seen to say."""
    visa_note: str | None
    """What else is said of visas; null where there is nothing."""
    letters: str | None
    """Which letters are asked for; null where the page does not say."""
    own: OwnInfo | None = None
    """What the person's own file says of it; null where it is as shipped."""
    notes: str | None
    """What else one should know; null where there is nothing."""
    source: str
    """The page."""
    as_of: str | None
    """The first year that the page speaks of; null where it has no date."""
    dated: str
    """How old the page is, in words."""
    confidence: str
    """How well the page was understood."""
    answers: list[AnswerInfo]
    """What it means for the applicant; empty where none was told."""


class PlannedExperience(Result):
    """One rotation of the plan as experience."""

    program: str
    """Id of the program."""
    name: str
    """Name of the program."""
    weeks: int
    """Length in weeks."""
    start: dt.date
    """First day, a Monday."""
    sort: Literal["hands-on", "limited", "watching", "unstated", "research"]
    """To which sort of experience its weeks belong."""


class ExperienceInfo(Result):
    """The applicant's weeks of U.S. experience by the day on which residency programs may begin to review."""

    outcome: Literal["plan", "no-plan", "not-computed"]
    """Whether a plan was found; ``not-computed``: none in time."""
    proven_optimal: bool
    """Whether the plan is proven best."""
    by: dt.date
    """That day."""
    held_weeks: int
    """Weeks already done, whatever their sort."""
    hands_on: int
    """Weeks of hands-on work."""
    limited: int
    """Weeks of limited part in patient care."""
    watching: int
    """Weeks of observing."""
    unstated: int
    """Weeks of which no page says what one does."""
    research: int
    """Weeks of research."""
    later: int
    """Weeks of the plan after that day."""
    rotations: list[PlannedExperience]
    """The rotations of the plan."""


class AnswerCount(Result):
    """How many residency programs give one answer."""

    about: Literal["experience", "graduation-year", "visa"]
    """What it is about."""
    answer: AnswerWord
    """The answer."""
    programs: list[str]
    """Ids of the residency programs that give it."""


class Outlook(Result):
    """The result of ``usceplan outlook``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.outlook/1"], Field(alias="schema")] = "usceplan.outlook/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    specialty: str | None
    """Id of the specialty; null where all are asked about."""
    name: str | None
    """Its name; null likewise."""
    caution: str
    """What the figures are not."""
    warning: str
    """How far the figures can be trusted."""
    figures: list[SpecialtyFigures]
    """The Match figures by specialty."""
    entered_by: list[str]
    """Ids of the specialties of residency closest to one that no Match leads to directly; else empty."""
    without_figures: list[str]
    """Names of the specialties one can match into for which no figure was found."""
    match_rates: list[RateInfo]
    """How many IMGs matched, over all specialties."""
    totals: list[TotalsInfo]
    """The Matches as a whole."""
    definitions: dict[str, str]
    """What the words for groups and counts mean."""
    percent_method: str
    """How counts were computed from percents."""
    figures_missing: list[str]
    """What was looked for and not found."""
    statements_warning: str
    """How far the statements can be trusted."""
    statements: list[StatementInfo]
    """What residency programs state."""
    statements_missing: list[str]
    """What was looked for in statements and not found."""
    applicant: ApplicantInfo | None
    """The applicant as understood; null where none was told."""
    not_checked: str | None
    """What is missing to check the statements against a plan, if something was told; else null."""
    experience: ExperienceInfo | None
    """The applicant's weeks; null without an applicant."""
    warnings: Warnings
    answers: list[AnswerCount]
    """How many residency programs give each answer."""
    sources: list[SourceInfo]
    """The pages."""
    disclaimer: Disclaimer
