"""The result of ``usceplan match`` (``usceplan.match/1``): the calendar of a Match and the record of its rules."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import CatalogueInfo, Result


class MissInfo(Result):
    """A year in which a rule gives another day than the known one; ``days`` is above 0 where the known one is later."""

    match_year: int
    actual: dt.date
    expected: dt.date
    days: int


class RuleInfo(Result):
    """A rule that projects a milestone, and how it stands against the dates on record.

    ``in_use`` says whether it is used for the Match asked for; ``valid_from`` and ``valid_through`` are the Match years
    for which it is used (null: no limit). ``known`` are the Match years with a date on record, ``right`` those in which
    the rule gives that date, ``known_when_valid`` and ``right_when_valid`` the same among the years for which it is
    used. The largest misses are in days, null where no date is on record.
    """

    id: str
    statement: str
    in_use: bool
    valid_from: int | None
    valid_through: int | None
    confidence: Literal["high", "medium", "low"]
    known: list[int]
    right: list[int]
    known_when_valid: list[int]
    right_when_valid: list[int]
    largest_miss: int | None
    largest_miss_when_valid: int | None
    misses: list[MissInfo]
    warning: str | None


class MatchMilestone(Result):
    """A dated step of the Match. ``date`` is the day to plan with, ``nominal`` the stated day where that is another.

    ``rule`` is the id of the rule that gave the day, where it is projected; ``time_et`` is the hour, Eastern Time.
    """

    id: str
    date: dt.date
    nominal: dt.date | None
    time_et: str | None
    basis: Literal["official", "reported", "projected"]
    source: str | None
    note: str | None
    rule: str | None
    rules: list[RuleInfo]


class CoveredYearsInfo(Result):
    """The first and the last Match year that can be asked for."""

    first: int
    last: int


class MatchReport(Result):
    """The calendar of one Match, in the order of its dates."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.match/1"], Field(alias="schema")] = "usceplan.match/1"
    generated_on: dt.date
    catalogue: CatalogueInfo
    match_year: int
    eras_season: int
    covers: CoveredYearsInfo
    time_zone: str
    milestones: list[MatchMilestone]
    warning: str
    missing: list[str]
    disclaimer: str
