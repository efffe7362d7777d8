"""The results of looking things up: the contract of ``--json`` of ``usceplan programs`` and ``usceplan sources``.

Dates are ISO 8601, money is whole U.S. dollars, ``null`` is unknown: no page states it.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, JsonValue

from usceplan.output.results import CatalogueInfo, CheckInfo, GeneratedOn, OwnInfo, Result, Usd


class _Report(Result):
    """A whole result: its schema and the catalogue it rests on come first."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class PriceInfo(Result):
    """What a program charges for four weeks, living costs left out."""

    usd: Usd | None
    """Whole U.S. dollars; null where some part of the price is not stated."""
    least: int
    """The sum of the parts that are stated, whole U.S. dollars."""
    weeks: int
    """The length that was priced and scaled to four weeks: four, or the nearest where four are not sold."""


class LengthInfo(Result):
    """How many weeks a rotation may last."""

    min: int | None
    """The least number; null where no page says."""
    max: int | None
    """The greatest number; null where no page says."""
    fixed: list[int] | None
    """The only lengths; null where others are possible or no page says."""


class ProgramRow(Result):
    """An entry in a list."""

    id: str
    """Its id."""
    name: str
    """Its name."""
    institution: str
    """Who offers it."""
    entry: Literal["placement", "resource"]
    """Whether it can be planned in weeks."""
    type: str | None
    """What sort of resource it is; null for a placement."""
    use: str | None
    """What a resource is good for, in words; null for a placement."""
    kind: str | None
    """The kind, judged by what one may do; null where no page says enough."""
    involvement: str | None
    """Part taken in patient care: ``full``, ``limited`` or ``none``; null where no page says."""
    specialties: list[str] | None
    """Ids, or ``any``; null where no page says."""
    places: list[str] | None
    """Cities and states, or states alone; null where no page says."""
    provider: str
    """What sort of institution offers it."""
    status: str | None
    """Whether it takes applications, such as ``open``; null where no page says."""
    audience: list[str] | None
    """How far those have come whom it takes, such as ``graduate``; null where no page says."""
    residency_seekers: str | None
    """Whether it takes people who seek U.S. residency; null where no page says."""
    visas: list[str] | None
    """Codes of the visas that it accepts; null where no page says."""
    letter: str | None
    """Whether a letter of recommendation is given; null where no page says."""
    price: PriceInfo | None
    """Its price for four weeks; null where no part of it is stated."""
    weeks: LengthInfo | None
    """How long one may stay; null where no page says."""
    intake: str | None
    """When one can start, such as ``monthly``; null where no page says."""
    start_months: list[int] | None
    """Months (1 to 12) in which one can start; null where no page says."""
    official_source: bool
    """Whether a page of its own or its institution's is among the sources."""
    newest_source: str | None
    """The newest date of its pages: a year, month or day; null where none has one."""
    confidence: str
    """How well it is known: ``high``, ``medium`` or ``low``."""
    url: str | None
    """Its best page; null where none is known."""
    unknown: list[str]
    """Names of the filters whose fact it lacks."""
    own: OwnInfo | None = None
    """What the person's own file says of it; null where it is as shipped."""


class FilterInfo(Result):
    """A filter as it was understood."""

    name: str
    """Its name, that of the option."""
    value: str
    """What it asks for."""
    unknown: int
    """How many entries it leaves open because the fact is unknown."""


class ProgramList(_Report):
    """The result of ``usceplan programs list``."""

    schema_: Annotated[Literal["usceplan.programs-list/1"], Field(alias="schema")] = "usceplan.programs-list/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    entry: Literal["placement", "resource"]
    """Whether placements or resources are listed."""
    filters: list[FilterInfo]
    """The filters as understood."""
    sort: str
    """The column sorted by."""
    considered: int
    """How many entries there are before filters."""
    matching: int
    """How many pass every filter."""
    unknown: int
    """How many no stated fact speaks against, but lack one that a filter asks for."""
    left_out_unknown: int
    """How many of these are left out; none with ``--include-unknown``."""
    other_entries: int
    """How many entries are of the other sort."""
    programs: list[ProgramRow]
    """The entries, sorted."""
    price_basis: str
    """For whom prices are, and what they hold."""
    notes: list[str]
    """What else to know of the list."""


class WordMatch(Result):
    """How a word of the search was found."""

    word: str
    """The word as told."""
    found: str
    """What it was found as."""
    where: str
    """In which part of the entry."""
    how: Literal["same", "other-name", "beginning", "misspelled"]
    """As it is, as another name, as a beginning, or misspelled."""


class FoundProgram(Result):
    """An entry found."""

    score: int
    """What orders the entries of one search; it means nothing beside it."""
    matches: list[WordMatch]
    """How each word was found."""
    program: ProgramRow
    """The entry."""


class ProgramSearch(_Report):
    """The result of ``usceplan programs search``."""

    schema_: Annotated[Literal["usceplan.programs-search/1"], Field(alias="schema")] = "usceplan.programs-search/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    words: list[str]
    """The words searched for, without those that say nothing."""
    missing: list[str]
    """Words that no entry found has."""
    total: int
    """How many entries were found; ``programs`` has the best of them."""
    programs: list[FoundProgram]
    """The entries, best first."""
    rule: str
    """How they are ordered."""


class PageInfo(Result):
    """A page that facts rest on."""

    url: str
    """Its address."""
    as_of: str | None
    """The day, month or year that it speaks for; null where it has no date."""
    age_months: int | None
    """Its age on the day of the result, in months; null where it has no date."""
    official: bool
    """Whether it is a page of the program or its institution."""
    relayed_by: str | None
    """Whose dated reading of it was used; null where the page itself was read."""
    supports: list[str]
    """Names of the facts that it states."""


class FactInfo(Result):
    """One fact of an entry."""

    id: str
    """Its name in the data file."""
    name: str
    """Its name in words."""
    group: str
    """The heading under which it stands."""
    text: list[str] | None
    """The fact in words; null where it is unknown."""
    value: JsonValue
    """What the data file holds; null where it is unknown."""
    source: int | None
    """The number in ``sources``, from 1, of the page that supports it best: official before others, then the newest;
    null where none does.
    """
    as_of: str | None
    """The date of the fact itself where it has one (a fee), else that of the page; null where neither has one."""
    age_months: int | None
    """Its age on the day of the result, in months; null where it has no date."""
    own_file: str | None = None
    """The person's own file that gives the fact; null where it is as shipped."""


class QuestionInfo(Result):
    """A question to ask the program."""

    fact: str
    """Name of the fact that it is about."""
    why: Literal["unknown", "incomplete", "old"]
    """Nothing is stated, a part is missing, or the page is old."""
    text: str
    """The question."""


class GuideInfo(Result):
    """A popular guide's claims beside the official pages."""

    institution: str | None
    """As the guide names it; null where it does not."""
    text: str
    """What was found, in words."""
    source: int | None
    """The number in ``sources``, from 1, of the page compared with; null where there is none."""


class ProgramDetails(_Report):
    """The result of ``usceplan programs show``."""

    schema_: Annotated[Literal["usceplan.programs-show/1"], Field(alias="schema")] = "usceplan.programs-show/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    program: ProgramRow
    """The entry in short."""
    also_known_as: list[str]
    """What else the institution is called."""
    verified: bool
    """Whether an official trace shows that it exists."""
    facts: list[FactInfo]
    """Every fact, known or not."""
    guide: GuideInfo | None
    """A guide's claims; null where none was compared."""
    notes: str | None
    """What else one should know; null where there is nothing."""
    sources: list[PageInfo]
    """The pages."""
    questions: list[QuestionInfo]
    """What to ask the program."""


class ComparedFact(Result):
    """A fact of each program."""

    id: str
    """Its name in the data file."""
    name: str
    """Its name in words."""
    values: list[str | None]
    """The fact of each program in words, in the order of ``programs``; null where it is unknown."""
    differs: bool
    """Whether two stated values differ."""


class ComparedCost(Result):
    """What the weeks compared cost at one program."""

    offered: bool
    """Whether it is offered for so many weeks."""
    lengths: str | None
    """Which lengths are offered instead, in words; null where these are, or none is known."""
    fees: Usd | None
    """What it charges, whole U.S. dollars; null where it is not offered."""
    fees_basis: Literal["stated", "estimate"] | None
    """Whether all fees are stated, else some are estimates; null where it is not offered."""
    living: Usd | None
    """Living costs by the city's rents and prices, whole U.S. dollars; null where it is not offered."""
    place: str
    """City and state."""
    total: Usd | None
    """Fees and living costs, whole U.S. dollars; null where it is not offered."""


class ComparedVerdict(Result):
    """Whether the applicant may apply."""

    verdict: Literal["eligible", "confirm", "ineligible"]
    """``eligible`` where every check passes, ``confirm`` where some are unknown, ``ineligible`` where one fails."""
    checks: list[CheckInfo]
    """The checks that fail or must be confirmed."""
    fit: int
    """How well it serves the applicant, 0 to 100."""
    earliest_start: dt.date | None
    """The first Monday on which it could start; null where there is none in time."""
    apply_by: dt.date | None
    """The last day to apply for that start; null where there is no start."""


class ProgramComparison(_Report):
    """The result of ``usceplan programs compare``."""

    schema_: Annotated[Literal["usceplan.programs-compare/1"], Field(alias="schema")] = "usceplan.programs-compare/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    programs: list[ProgramRow]
    """The programs, in the order told."""
    facts: list[ComparedFact]
    """The facts compared, known or not."""
    weeks: int
    """How many weeks the costs are for."""
    costs: list[ComparedCost]
    """The costs, in the order of ``programs``."""
    costs_differ: bool
    """Whether they differ."""
    priced_for: str
    """For whom prices are."""
    verdicts: list[ComparedVerdict] | None
    """The verdicts, in the order of ``programs``; null where no applicant was described."""
    notes: list[str]
    """What else to know of the comparison."""


class SourceInfo(Result):
    """A page cited by a data file, and what rests on it there."""

    file: str
    """The data file."""
    owner: str | None
    """Id of the entry or parameter that cites it; null where several cite it under one name."""
    url: str
    """Its address."""
    as_of: str | None
    """The day, month or year that it speaks for; null where it has no date."""
    age_months: int | None
    """Its age on the day of the result, in months; null where it has no date."""
    official: bool | None
    """Whether it is a page of the body in charge; null where the data file does not say."""
    relayed_by: str | None
    """Whose dated reading of it was used; null where the page itself was read."""
    supports: list[str]
    """Names of the facts that rest on it."""


class StaleFact(Result):
    """Facts that rest on one page and should be checked again."""

    file: str
    """The data file."""
    owner: str | None
    """Id of the entry or parameter; null where several cite the page under one name."""
    facts: list[str]
    """Names of the facts."""
    placements: int
    """How many placements they bear on."""
    url: str
    """Address of the page."""
    as_of: str | None
    """The day, month or year that it speaks for; null where it has no date."""
    age_months: int | None
    """Its age on the day of the result, in months; null where it has no date."""


class SourceList(_Report):
    """The result of ``usceplan sources``."""

    schema_: Annotated[Literal["usceplan.sources/1"], Field(alias="schema")] = "usceplan.sources/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    subject: str | None
    """The entry, parameter or file asked about; null where all are."""
    sources: list[SourceInfo]
    """The pages; empty with ``--stale``."""
    stale_months: int | None
    """From which age on facts are listed, in months; null without ``--stale``."""
    stale: list[StaleFact]
    """The facts to check again, most used first; empty without ``--stale``."""
    rule: str | None
    """How they are ordered; null without ``--stale``."""
