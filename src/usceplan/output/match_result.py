"""The result of ``usceplan match`` (``usceplan.match/1``): the calendar of a Match and the record of its rules."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import CatalogueInfo, Disclaimer, GeneratedOn, Result


class MissInfo(Result):
    """A year in which a rule gives another day than the known one."""

    match_year: int
    """The Match year."""
    actual: dt.date
    """The known day."""
    expected: dt.date
    """The day that the rule gives."""
    days: int
    """How many days the known one is later; below 0 where it is earlier."""


class RuleInfo(Result):
    """A rule that projects a milestone, and how it stands against the dates on record."""

    id: str
    """Its id."""
    statement: str
    """The rule in words."""
    in_use: bool
    """Whether it is used for the Match asked for."""
    valid_from: int | None
    """The first Match year for which it is used; null without a limit."""
    valid_through: int | None
    """The last one; null without a limit."""
    confidence: Literal["high", "medium", "low"]
    """How well it is founded."""
    known: list[int]
    """The Match years with a date on record."""
    right: list[int]
    """Those of them in which the rule gives that date."""
    known_when_valid: list[int]
    """The years on record among those for which it is used."""
    right_when_valid: list[int]
    """Those of them in which it gives that date."""
    largest_miss: int | None
    """By how many days it missed at most; null where no date is on record."""
    largest_miss_when_valid: int | None
    """The same among the years for which it is used; null where no date is on record."""
    misses: list[MissInfo]
    """The years in which it gives another day."""
    warning: str | None
    """What to beware of; null where there is nothing."""


class MatchMilestone(Result):
    """A dated step of the Match."""

    id: str
    """Its id, such as ``eras_season_opens``."""
    date: dt.date
    """The day to plan with."""
    nominal: dt.date | None
    """The stated day; null where it is the one to plan with."""
    time_et: str | None
    """The hour, Eastern Time; null where none is known."""
    basis: Literal["official", "reported", "projected"]
    """Set by the body in charge, stated by others, or computed by a rule."""
    source: str | None
    """The page with the date; null where a rule computes it."""
    note: str | None
    """What else to know of it; null where there is nothing."""
    rule: str | None
    """Id of the rule that gave the day; null where it is not projected."""
    rules: list[RuleInfo]
    """The rules for it, and how each stands against the dates on record."""


class CoveredYearsInfo(Result):
    """The Match years that can be asked for."""

    first: int
    """The first one."""
    last: int
    """The last one."""


class MatchReport(Result):
    """The result of ``usceplan match``: the calendar of one Match."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.match/1"], Field(alias="schema")] = "usceplan.match/1"
    generated_on: GeneratedOn
    catalogue: CatalogueInfo
    """The catalogue that it rests on."""
    match_year: int
    """Year of Match Day."""
    eras_season: int
    """The ERAS season, named after the year in which it ends."""
    covers: CoveredYearsInfo
    """The years that can be asked for."""
    time_zone: str
    """Of the days, as the IANA names it."""
    milestones: list[MatchMilestone]
    """The steps, by date."""
    warning: str
    """How far the dates can be relied on."""
    missing: list[str]
    """What was looked for and not found."""
    disclaimer: Disclaimer
