"""The result of ``usceplan outlook``: Match figures for IMGs, and what residency programs state.

The model is the contract of ``--json`` (``usceplan.outlook/1``). A count, a rate or a score that no source gives is
``null``. Shares are percent, to one decimal.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import ApplicantInfo, CatalogueInfo, OwnInfo, Result

AnswerWord = Literal["yes", "no", "depends", "not-stated", "not-asked", "not-computed"]


class SourceInfo(Result):
    """A page that figures were read from. ``kind`` says what sort of page it is, ``as_of`` how old its figures are."""

    id: str
    url: str
    publisher: str
    kind: str
    as_of: str | None


class YearFigures(Result):
    """Positions of one specialty in one Match, before SOAP.

    ``img_share_pct`` is the share of the filled positions that went to IMGs; ``share_basis`` says whether a source
    states it or whether it is computed from the counts. ``count_uncertainty`` is by how much each IMG count can be
    wrong. ``track`` names the positions that are counted, where it is not all of them.
    """

    match_year: int
    track: str | None
    offered: int | None
    filled: int | None
    us_img: int | None
    non_us_img: int | None
    count_uncertainty: int | None
    img_share_pct: float | None
    share_basis: Literal["stated", "computed"] | None
    method: str
    confidence: str | None
    sources: list[str]
    note: str | None


class PreferringRateInfo(Result):
    """How many percent of those who preferred the specialty matched in it."""

    us_img_pct: float | None
    non_us_img_pct: float | None
    all_img_pct: float | None
    data_years: tuple[int, int]
    confidence: str
    sources: list[str]
    note: str | None


class ScoreInfo(Result):
    """Mean Step 2 CK scores of IMGs who matched.

    ``labels_doubtful`` is true where it is in doubt which of the two groups has which mean.
    """

    us_img: int | None
    non_us_img: int | None
    data_year: int
    labels_doubtful: bool
    confidence: str
    sources: list[str]
    warning: str | None


class FactorInfo(Result):
    """A factor of a survey of directors: who names it for interviews, and its mean importance (1 to 5) among them."""

    factor: str
    citing_pct: float | None
    importance: float | None


class SurveyInfo(Result):
    """A survey of program directors; ``specialty`` is null where it covers all."""

    year: int
    specialty: str | None
    response_rate_pct: float | None
    confidence: str
    sources: list[str]
    facts: list[str]
    factors: list[FactorInfo]


class VisaShare(Result):
    """How many residency programs of the specialty say in public which visas they take."""

    programs_studied: int
    accept_j1_pct: float
    accept_h1b_pct: float
    as_of: str | None
    confidence: str
    sources: list[str]
    note: str | None


class SpecialtyFigures(Result):
    """The Match figures of one specialty, oldest year first; years without any figure are left out.

    ``missing_years`` has the years that were looked for and for which no figure was found.
    """

    id: str
    name: str
    system: Literal["nrmp", "aua", "sf-match"]
    table: str
    years: list[YearFigures]
    missing_years: list[int]
    match_rate_preferring: PreferringRateInfo | None
    step_2_ck: list[ScoreInfo]
    surveys: list[SurveyInfo]
    visa: VisaShare | None
    note: str | None
    sources: list[str]


class RateInfo(Result):
    """How many active IMG applicants matched to a first-year position in one Match, over all specialties."""

    match_year: int
    us_img_pct: float | None
    non_us_img_pct: float | None
    all_img_pct: float | None
    us_img_matched: int | None
    non_us_img_matched: int | None
    confidence: str | None
    sources: list[str]
    note: str | None


class TotalsInfo(Result):
    """Applicants and positions of one Match as a whole."""

    match_year: int
    registered: int | None
    active: int | None
    positions: int | None
    pgy1_positions: int | None
    filled: int | None
    fill_rate_pct: float | None
    confidence: str | None
    sources: list[str]
    note: str | None


class AnswerInfo(Result):
    """Whether a residency program would count something of this applicant's, by what its page says.

    ``answer``: ``yes``, ``no``, ``depends`` (on what the reason names), ``not-stated`` (the page does not say),
    ``not-asked`` (it asks for none), ``not-computed`` (no plan was found in time).
    """

    about: Literal["experience", "graduation-year", "visa"]
    answer: AnswerWord
    reason: str
    source: str


class StatementInfo(Result):
    """What one residency program states; ``dated`` says how old its page is. ``answers`` is empty without an applicant.

    ``min_months`` 0 means that no experience is asked for; ``visas`` is null where the page was not seen to say;
    ``own`` where all is as shipped.
    """

    id: str
    name: str
    specialty: str
    specialty_name: str
    state: str
    experience_status: Literal["required", "required-with-exceptions", "preferred", "not-required"]
    experience: str
    min_months: int | None
    min_weeks: int | None
    length_is_preferred: bool
    hands_on_required: bool | None
    observerships_count: bool | None
    research_counts: bool | None
    also_asks: str | None
    graduation_years: int | None
    graduation_kind: str
    graduation_note: str | None
    visas: list[str] | None
    visa_note: str | None
    letters: str | None
    own: OwnInfo | None = None
    notes: str | None
    source: str
    as_of: str | None
    dated: str
    confidence: str
    answers: list[AnswerInfo]


class PlannedExperience(Result):
    """One rotation of the plan, and to which sort of experience its weeks belong."""

    program: str
    name: str
    weeks: int
    start: dt.date
    sort: Literal["hands-on", "limited", "watching", "unstated", "research"]


class ExperienceInfo(Result):
    """The applicant's weeks of U.S. experience by ``by``, the day on which residency programs may begin to review.

    ``proven_optimal`` is whether the plan is proven best; ``later`` has the weeks of the plan after that day.
    """

    outcome: Literal["plan", "no-plan", "not-computed"]
    proven_optimal: bool
    by: dt.date
    held_weeks: int
    hands_on: int
    limited: int
    watching: int
    unstated: int
    research: int
    later: int
    rotations: list[PlannedExperience]


class AnswerCount(Result):
    """How many residency programs give one answer."""

    about: Literal["experience", "graduation-year", "visa"]
    answer: AnswerWord
    programs: list[str]


class Outlook(Result):
    """The result of ``usceplan outlook``.

    ``specialty`` is null where all are asked about. ``entered_by`` names the specialties of residency closest to one
    that no Match leads to directly, and is empty otherwise. ``without_figures`` names the specialties one can match
    into for which no figure was found. ``applicant`` is null where none was given; ``not_checked`` then says what is
    missing to check the statements against a plan, if something was told. ``warnings`` say what has changed since a
    saved plan was made.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.outlook/1"], Field(alias="schema")] = "usceplan.outlook/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    specialty: str | None
    name: str | None
    caution: str
    warning: str
    figures: list[SpecialtyFigures]
    entered_by: list[str]
    without_figures: list[str]
    match_rates: list[RateInfo]
    totals: list[TotalsInfo]
    definitions: dict[str, str]
    percent_method: str
    figures_missing: list[str]
    statements_warning: str
    statements: list[StatementInfo]
    statements_missing: list[str]
    applicant: ApplicantInfo | None
    not_checked: str | None
    experience: ExperienceInfo | None
    warnings: list[str]
    answers: list[AnswerCount]
    sources: list[SourceInfo]
    disclaimer: str
