"""The results of looking things up: the contract of ``--json`` of ``usceplan programs`` and ``usceplan sources``.

Dates are ISO 8601, money is whole U.S. dollars, ``null`` is unknown: no page states it.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, JsonValue

from usceplan.output.results import CatalogueInfo, CheckInfo, OwnInfo, Result, Usd


class _Report(Result):
    """A whole result: its schema and the catalogue it rests on come first."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class PriceInfo(Result):
    """What a program charges for four weeks, living costs left out.

    ``usd`` is null where some part of the price is not stated; ``least`` is the sum of the parts that are.
    ``weeks`` is the length that was priced and scaled to four weeks: four, or the nearest where four are not sold.
    """

    usd: Usd | None
    least: int
    weeks: int


class LengthInfo(Result):
    """How many weeks a rotation may last."""

    min: int | None
    max: int | None
    fixed: list[int] | None


class ProgramRow(Result):
    """An entry in a list. ``unknown`` names filters whose fact it lacks; ``own`` is null where all is as shipped."""

    id: str
    name: str
    institution: str
    entry: Literal["placement", "resource"]
    type: str | None
    use: str | None
    kind: str | None
    involvement: str | None
    specialties: list[str] | None
    places: list[str] | None
    provider: str
    status: str | None
    audience: list[str] | None
    residency_seekers: str | None
    visas: list[str] | None
    letter: str | None
    price: PriceInfo | None
    weeks: LengthInfo | None
    intake: str | None
    start_months: list[int] | None
    official_source: bool
    newest_source: str | None
    confidence: str
    url: str | None
    unknown: list[str]
    own: OwnInfo | None = None


class FilterInfo(Result):
    """A filter as it was understood, and how many entries it leaves open because the fact is unknown."""

    name: str
    value: str
    unknown: int


class ProgramList(_Report):
    """The result of ``usceplan programs list``.

    ``considered`` counts the entries before filters. ``left_out_unknown`` counts those that no stated fact speaks
    against, but that lack one a filter asks for; they are in ``programs`` only with ``--include-unknown``.
    """

    schema_: Annotated[Literal["usceplan.programs-list/1"], Field(alias="schema")] = "usceplan.programs-list/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    entry: Literal["placement", "resource"]
    filters: list[FilterInfo]
    sort: str
    considered: int
    matching: int
    unknown: int
    left_out_unknown: int
    other_entries: int
    programs: list[ProgramRow]
    price_basis: str
    notes: list[str]


class WordMatch(Result):
    """How a word of the search was found: as it is, as another name, as a beginning, or misspelled."""

    word: str
    found: str
    where: str
    how: Literal["same", "other-name", "beginning", "misspelled"]


class FoundProgram(Result):
    """An entry found; ``score`` orders the entries of one search and means nothing beside it."""

    score: int
    matches: list[WordMatch]
    program: ProgramRow


class ProgramSearch(_Report):
    """The result of ``usceplan programs search``. ``missing`` are words that no entry found has."""

    schema_: Annotated[Literal["usceplan.programs-search/1"], Field(alias="schema")] = "usceplan.programs-search/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    words: list[str]
    missing: list[str]
    total: int
    programs: list[FoundProgram]
    rule: str


class PageInfo(Result):
    """A page, the day it speaks for, and its age in months on ``generated_on``; null where it has no date."""

    url: str
    as_of: str | None
    age_months: int | None
    official: bool
    relayed_by: str | None
    supports: list[str]


class FactInfo(Result):
    """One fact of an entry. ``text`` is null where it is unknown; ``value`` is what the data file holds.

    ``source`` is the number of the page in ``sources``, from 1, that supports it best: official before others, then the
    newest. ``as_of`` is the date of the fact itself where it has one (a fee), else that of the page. ``own_file`` is
    the person's own file that gives the fact; null where it is as shipped.
    """

    id: str
    name: str
    group: str
    text: list[str] | None
    value: JsonValue
    source: int | None
    as_of: str | None
    age_months: int | None
    own_file: str | None = None


class QuestionInfo(Result):
    """A question to ask the program, the fact it is about, and why: nothing stated, a part missing, or an old page."""

    fact: str
    why: Literal["unknown", "incomplete", "old"]
    text: str


class GuideInfo(Result):
    """A popular guide's claims beside the official pages, and the page that they were compared with."""

    institution: str | None
    text: str
    source: int | None


class ProgramDetails(_Report):
    """The result of ``usceplan programs show``."""

    schema_: Annotated[Literal["usceplan.programs-show/1"], Field(alias="schema")] = "usceplan.programs-show/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    program: ProgramRow
    also_known_as: list[str]
    verified: bool
    facts: list[FactInfo]
    guide: GuideInfo | None
    notes: str | None
    sources: list[PageInfo]
    questions: list[QuestionInfo]


class ComparedFact(Result):
    """A fact of each program, in the order of ``programs``; ``differs`` is whether two stated values differ."""

    id: str
    name: str
    values: list[str | None]
    differs: bool


class ComparedCost(Result):
    """What the weeks compared cost at one program. Figures are null where it is not offered for so many weeks.

    ``fees_basis`` is ``estimate`` as soon as a part of the fees is not stated. Living costs are estimates by the
    city's rents and prices.
    """

    offered: bool
    lengths: str | None
    fees: Usd | None
    fees_basis: Literal["stated", "estimate"] | None
    living: Usd | None
    place: str
    total: Usd | None


class ComparedVerdict(Result):
    """Whether the applicant may apply, with the checks that fail or must be confirmed."""

    verdict: Literal["eligible", "confirm", "ineligible"]
    checks: list[CheckInfo]
    fit: int
    earliest_start: dt.date | None
    apply_by: dt.date | None


class ProgramComparison(_Report):
    """The result of ``usceplan programs compare``. ``verdicts`` is null where no applicant was described."""

    schema_: Annotated[Literal["usceplan.programs-compare/1"], Field(alias="schema")] = "usceplan.programs-compare/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    programs: list[ProgramRow]
    facts: list[ComparedFact]
    weeks: int
    costs: list[ComparedCost]
    costs_differ: bool
    priced_for: str
    verdicts: list[ComparedVerdict] | None
    notes: list[str]


class SourceInfo(Result):
    """A page cited by a data file, and what rests on it there.

    ``owner`` is the entry or the parameter that cites it; null where the page is cited by several under one name.
    """

    file: str
    owner: str | None
    url: str
    as_of: str | None
    age_months: int | None
    official: bool | None
    relayed_by: str | None
    supports: list[str]


class StaleFact(Result):
    """Facts that rest on one page and should be checked again.

    ``placements`` counts those that the facts bear on. ``age_months`` is null where the page has no date.
    """

    file: str
    owner: str | None
    facts: list[str]
    placements: int
    url: str
    as_of: str | None
    age_months: int | None


class SourceList(_Report):
    """The result of ``usceplan sources``; with ``--stale`` there is ``stale``, and ``sources`` is empty."""

    schema_: Annotated[Literal["usceplan.sources/1"], Field(alias="schema")] = "usceplan.sources/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    subject: str | None
    sources: list[SourceInfo]
    stale_months: int | None
    stale: list[StaleFact]
    rule: str | None
