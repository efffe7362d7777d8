"""The models of ``costs.yaml``: fees and rules by the date from which they hold, each with its sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field, StrictBool, StrictFloat, StrictInt, model_validator

from usceplan.catalog.values import AsOf, Flag, IsoDate, PageAddress, Record, Slug, Text, Usd, Year, first_day
from usceplan.catalog.vocabulary import Confidence
from usceplan.problems import Found, PathParts

Key = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
_MOST_USD = 1_000_000
Money = Annotated[float, Field(strict=True, ge=0, le=_MOST_USD, description="U.S. dollars; cents are allowed")]
Count = Annotated[int, Field(strict=True, ge=1, le=10_000)]

RuleLeaf = StrictBool | StrictInt | StrictFloat | Text
RuleValue = RuleLeaf | tuple[Text, ...] | Mapping[Key, RuleLeaf]
"""What a rule says: a flag, a number, a text or a date, a list of texts, or several of these by name."""


def _as_spread(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not 0 <= value <= _MOST_USD:  # said here, or it would be said three times
            raise ValueError(f"expected a number from 0 to {_MOST_USD}")
        return {"low": value, "typical": value, "high": value}
    if isinstance(value, dict | Spread):
        return value
    raise ValueError("expected a number, or low, typical and high")


class Spread(Record):
    """Low, typical and high of an amount, in U.S. dollars; the same three times for one that is certain."""

    low: Money
    typical: Money
    high: Money


Amounts = Annotated[Spread, BeforeValidator(_as_spread, json_schema_input_type=Money | Spread)]
"""An amount, written as one number or as ``low``, ``typical`` and ``high``."""


class Dated(Record):
    """Something that holds from a day on; from the beginning where its first day is not known."""

    from_: Annotated[IsoDate | None, Field(alias="from")]


class Tier(Record):
    """A step of a charge by count: ``flat_usd`` once it is reached, or ``usd_each`` for every unit within it."""

    first: Count
    last: Count | None
    flat_usd: Usd | None = None
    usd_each: Usd | None = None

    @model_validator(mode="after")
    def _one_charge(self) -> Self:
        if (self.flat_usd is None) == (self.usd_each is None):
            raise ValueError("expected either flat_usd or usd_each")
        return self


class LocalPrice(Record):
    """What the same thing costs elsewhere, in another currency; never converted here."""

    amount: Money
    currency: Annotated[str, Field(strict=True, pattern=r"^[A-Z]{3}$")]
    where: Text


class DatedValue(Dated):
    """One row of a parameter. It has exactly one of ``usd``, ``value`` and ``tiers``; null in it means not found.

    ``fallback_usd`` is the last known price where ``usd`` is null, ``fallback_season`` the season whose row to use
    where ``tiers`` is. ``source`` is the id of the page that states the figure; ``derived`` says that it was worked
    out or judged from that page. ``collected`` is false for a charge that is law but not taken yet.
    """

    usd: Amounts | None = None
    value: RuleValue | None = None
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)] | None = None
    fallback_usd: Amounts | None = None
    fallback_season: Year | None = None
    season: Year | None = None
    source: Slug | None = None
    derived: Flag = False
    confidence: Confidence | None = None
    collected: Flag = True
    include_in_total: Flag = True
    condition: Text | None = None
    local: LocalPrice | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if len(self.model_fields_set & {"usd", "value", "tiers"}) != 1:
            raise ValueError("expected exactly one of usd, value and tiers")
        if self.fallback_usd is not None and (self.usd is not None or "usd" not in self.model_fields_set):
            raise ValueError("expected fallback_usd only beside usd: null")
        if (self.fallback_season is not None) != ("tiers" in self.model_fields_set and self.tiers is None):
            raise ValueError("expected fallback_season exactly beside tiers: null")
        return self


class PageSource(Record):
    """A page and the day it speaks for; ``role`` says so where it does less than state the figure."""

    url: PageAddress
    as_of: AsOf | None
    role: Text | None = None


class CostSource(PageSource):
    """A page that a parameter rests on; its id is unique within the parameter."""

    id: Slug


class Parameter(Record):
    """A fee, a price or a rule over time; ``values`` has the oldest first."""

    description: Text
    unit: Text
    values: Annotated[tuple[DatedValue, ...], Field(min_length=1)]
    sources: tuple[CostSource, ...]
    confidence: Confidence
    notes: Text | None


class CostsFile(Record):
    """``costs.yaml``: parameters by group and id, and the day on which they were collected."""

    schema_: Annotated[Literal["usceplan.costs/1"], Field(alias="schema")]
    collected: IsoDate
    groups: Mapping[Key, Mapping[Key, Parameter]]


_R = TypeVar("_R", bound=Dated)


def order_problems(path: PathParts, rows: Sequence[_R]) -> Iterator[Found]:
    """The rows that do not begin after the row before them; only the first may have no date."""
    for index, (before, row) in enumerate(pairwise(rows), start=1):
        if row.from_ is None:
            yield (*path, index, "from"), "expected a date; only the first row may begin on an unknown day"
        elif before.from_ is not None and row.from_ <= before.from_:
            yield (
                (*path, index, "from"),
                f"expected a day after {before.from_}, the row before; the oldest row is first",
            )


def source_problems(
    path: PathParts, rows: Sequence[DatedValue], known: Iterable[str], collected: date
) -> Iterator[Found]:
    """The rows whose source does not exist, and those that begin after ``collected`` without one to announce it."""
    ids = frozenset(known)
    for index, row in enumerate(rows):
        if row.source is not None and row.source not in ids:
            yield (*path, index, "source"), f"there is no source {row.source!r}"
        if row.source is None and row.from_ is not None and row.from_ > collected:
            yield (*path, index, "from"), "expected the source that announces a day still to come"


def as_of_problems(path: PathParts, source: PageSource, collected: date) -> Iterator[Found]:
    """A source that is said to speak for a day after it was read."""
    if source.as_of is not None and first_day(source.as_of) > collected:
        yield (*path, "as_of"), f"expected a date no later than {collected}, the day of collection"


def value_problems(path: PathParts, rows: Sequence[DatedValue]) -> Iterator[Found]:
    """Amounts whose low, typical and high are not in order, tiers with gaps, and fallback seasons without tiers."""
    seasons = {row.season for row in rows if row.tiers is not None}
    for index, row in enumerate(rows):
        for name, spread in (("usd", row.usd), ("fallback_usd", row.fallback_usd)):
            if spread is not None and not spread.low <= spread.typical <= spread.high:
                yield (*path, index, name), "expected low, typical and high in rising order"
        if row.fallback_season is not None and row.fallback_season not in seasons:
            yield (*path, index, "fallback_season"), f"there is no row with the tiers of season {row.fallback_season}"
        yield from _tier_problems((*path, index, "tiers"), row.tiers or ())


def _tier_problems(path: PathParts, tiers: Sequence[Tier]) -> Iterator[Found]:
    for index, tier in enumerate(tiers):
        if tier.last is not None and tier.last < tier.first:
            yield (*path, index, "last"), f"expected {tier.first} or more, the tier's first"
    for index, (before, tier) in enumerate(pairwise(tiers), start=1):
        if before.last is None or tier.first != before.last + 1:
            yield (*path, index, "first"), "expected the number after the last of the tier before"


def costs_problems(file: CostsFile) -> list[Found]:
    """What is wrong with a file that its models cannot see: order, references and dates."""
    found: list[Found] = []
    for group, parameters in file.groups.items():
        for name, parameter in parameters.items():
            path: PathParts = ("groups", group, name)
            rows: PathParts = (*path, "values")
            ids = [source.id for source in parameter.sources]
            found += order_problems(rows, parameter.values)
            found += value_problems(rows, parameter.values)
            found += source_problems(rows, parameter.values, ids, file.collected)
            for index, source in enumerate(parameter.sources):
                at: PathParts = (*path, "sources", index)
                found += as_of_problems(at, source, file.collected)
                if source.id in ids[:index]:
                    found.append(((*at, "id"), f"the source {source.id!r} is already listed"))
    return found
