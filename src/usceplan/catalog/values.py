"""Field types that every data file shares: strict numbers, texts, dates of any precision, sources."""

import re
from datetime import date
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    WithJsonSchema,
    model_validator,
)


class Record(BaseModel):
    """A frozen piece of a data file; an unknown key is a mistake."""

    # Validators are made when they are first wanted, which they are not where the cache knows the data.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


_AS_OF = r"^(19|20)\d{2}(-(0[1-9]|1[0-2])(-\d{2})?)?$"


def _whole_text(value: object) -> object:
    if isinstance(value, str) and value != value.strip():
        raise ValueError("expected text without spaces at its ends")
    return value


def _iso_date(value: object) -> object:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    raise ValueError("expected a date written YYYY-MM-DD")


def _as_of(value: object) -> object:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and re.fullmatch(_AS_OF, text):
        if len(text) == len("2026-01-31"):
            date.fromisoformat(text)
        return text
    raise ValueError("expected a date written YYYY, YYYY-MM or YYYY-MM-DD")


def _page_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("expected a web address that begins with https:// or http://")
    return value


def _states_a_page(value: str) -> str:
    parts = urlsplit(value)
    if parts.path in ("", "/") and not parts.query:
        raise ValueError("expected the page that states the fact, got a bare host name")
    return value


Flag = StrictBool
Text = Annotated[str, Field(strict=True, min_length=1), AfterValidator(_whole_text)]
Slug = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
StateCode = Annotated[str, Field(strict=True, pattern=r"^[A-Z]{2}$")]
Usd = Annotated[int, Field(strict=True, ge=0, le=1_000_000, description="whole U.S. dollars")]
Weeks = Annotated[int, Field(strict=True, ge=1, le=520)]
Month = Annotated[int, Field(strict=True, ge=1, le=12)]
Year = Annotated[int, Field(strict=True, ge=1950, le=2100)]
IsoDate = Annotated[date, BeforeValidator(_iso_date)]
AsOf = Annotated[
    str,
    BeforeValidator(_as_of),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": _AS_OF}, {"type": "integer", "minimum": 1900, "maximum": 2099}]}
    ),
]
"""When a source speaks: a year, a month or a day, as precise as it was stated."""
Address = Annotated[str, Field(strict=True), AfterValidator(_page_address)]
PageAddress = Annotated[str, Field(strict=True), AfterValidator(_page_address), AfterValidator(_states_a_page)]


class Range(Record):
    """Low, typical and high of an amount, in whole U.S. dollars unless the field says otherwise."""

    low: Usd
    typical: Usd
    high: Usd

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.typical <= self.high:
            raise ValueError("expected low, typical and high in rising order")
        return self


def first_day(as_of: str) -> date:
    """The first day that a date of any precision can mean, to compare it with another date.

    A year or a month is taken at its beginning, so that "2026" is not in the future during 2026.
    """
    year, month, day = (as_of + "-01-01").split("-")[:3] if len(as_of) == 4 else (as_of + "-01").split("-")[:3]
    return date(int(year), int(month), int(day))
