"""One entry of the catalogue: a program, or a resource that cannot be planned in weeks.

``None`` means that no page states the fact; an empty list means that a page says there is none.
"""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from usceplan.catalog.values import Address, AsOf, Flag, IsoDate, Month, PageAddress, Record, Slug, Text, Usd, Weeks
from usceplan.catalog.vocabulary import (
    Confidence,
    Document,
    EntryType,
    Exam,
    FeeBound,
    FeeRole,
    Inclusion,
    Intake,
    Involvement,
    Kind,
    Letterhead,
    LetterOffer,
    OpenStatus,
    Provider,
    ResidencySeekers,
    ResourceType,
    Setting,
    Status,
    Visa,
    VisaSupport,
)

ANY_SPECIALTY = "any"


def _fee_period(value: str) -> str:
    if value in ("application", "rotation", "day", "week", "month", "year") or re.fullmatch(r"[1-9]\d?-weeks", value):
        return value
    raise ValueError("expected application, rotation, day, week, month, year, or a number of weeks such as 4-weeks")


FeePeriod = Annotated[str, Field(strict=True), AfterValidator(_fee_period)]


class Location(Record):
    """A place where a program takes place; ``city`` is null where only the state is known."""

    city: Text | None
    state: Annotated[str, Field(strict=True, pattern=r"^[A-Z]{2}$")]


class Limits(Record):
    """A least and a greatest number of weeks; either may be unknown."""

    min: Weeks | None
    max: Weeks | None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("expected min to be at most max")
        return self


class Duration(Limits):
    """How many weeks a rotation may last. ``fixed`` lists the only lengths, where a program sells no others."""

    fixed: tuple[Weeks, ...] | None = None


class Letter(Record):
    """What a program says of a letter of recommendation."""

    offered: LetterOffer | None
    letterhead: Letterhead | None


class FeeScope(Record):
    """For whom, and for which rotations, a fee holds. What is not named does not limit."""

    specialties: tuple[Slug, ...] | None = None
    weeks: Limits | None = None
    audience: tuple[Status, ...] | None = None
    nationality: Literal["foreign", "us-person"] | None = None
    school: Literal["foreign", "us-accredited"] | None = None


class Fee(Record):
    """One fee of a program.

    ``per`` says what it is counted by; a started day, week, month, year or block counts whole unless ``prorated``.
    ``first_weeks`` and ``after_weeks`` limit it to the first weeks of a rotation or to those that follow them.
    ``least`` is the least it can come to, where ``bound`` is ``up-to`` or some participants pay less.
    ``usd`` is null for a fee that is known to exist, or not known to be absent, and whose amount nobody states.
    """

    item: Text
    usd: Usd | None
    per: FeePeriod
    role: FeeRole = FeeRole.CHARGE
    bound: FeeBound = FeeBound.EXACT
    least: Usd | None = None
    only: FeeScope | None = None
    first_weeks: Weeks | None = None
    after_weeks: Weeks | None = None
    days_per_week: Annotated[int, Field(strict=True, ge=1, le=7)] = 5
    prorated: Flag = False
    condition: Text | None = None
    refundable: Flag | None = None
    as_of: AsOf | None

    @model_validator(mode="after")
    def _condition_is_said(self) -> Self:
        if (self.role is FeeRole.CONDITIONAL) != (self.condition is not None):
            raise ValueError("expected a condition exactly where role is conditional")
        return self

    @model_validator(mode="after")
    def _least_is_least(self) -> Self:
        if self.usd is not None and self.least is not None and self.least > self.usd:
            raise ValueError("expected least to be at most usd")
        return self


class ProgramSource(Record):
    """A page and the facts it supports. ``relayed_by`` names who read the page, where its text came through them."""

    url: PageAddress
    as_of: AsOf | None
    official: Flag
    relayed_by: Text | None = None
    supports: Annotated[tuple[str, ...], Field(min_length=1)]


class Program(Record):
    """An entry of the catalogue: a placement, or a resource (``entry``).

    ``also_known_as`` is what else people call the institution. It is used to find the entry and states no fact.
    ``verified`` is false where no official trace shows that the program exists. ``fees_complete`` is true where the
    fees listed are the whole price, false where a page says that more follows, null where nothing says.
    """

    id: Slug
    name: Text
    institution: Text
    also_known_as: tuple[Text, ...] = ()
    provider: Provider
    url: Address | None
    locations: tuple[Location, ...] | None
    entry: EntryType
    resource_type: ResourceType | None = None
    resource_use: Text | None = None
    guide_top_ten: Slug | None = None

    kind: Kind | None
    hands_on: Involvement | None
    settings: tuple[Setting, ...] | None
    specialties: tuple[Slug, ...] | None
    residency_programs_on_site: Flag | None
    letter: Letter
    includes: tuple[Inclusion, ...] | None

    audience: tuple[Status, ...] | None
    residency_seekers: ResidencySeekers | None
    max_years_since_graduation: Annotated[int, Field(strict=True, ge=0, le=50)] | None
    exams_required: tuple[Exam, ...] | None
    visas_accepted: tuple[Visa, ...] | None
    visa_support: VisaSupport | None
    excluded_nationalities: tuple[Text, ...] | None
    needs_host: Flag | None
    documents: tuple[Document, ...] | None

    verified: Flag
    status: OpenStatus | None
    duration_weeks: Duration | None
    intake: Intake | None
    start_months: tuple[Month, ...] | None
    apply_lead_weeks: Limits | None
    deadlines: Text | None

    fees: tuple[Fee, ...] | None
    fees_complete: Flag | None

    competitive: Text | None
    guide_check: Text | None = None
    notes: Text | None

    confidence: Confidence
    sources: Annotated[tuple[ProgramSource, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _resource_says_its_use(self) -> Self:
        is_resource = self.entry is EntryType.RESOURCE
        if is_resource != (self.resource_type is not None) or is_resource != (self.resource_use is not None):
            raise ValueError("expected resource_type and resource_use exactly where entry is resource")
        return self

    @model_validator(mode="after")
    def _price_says_if_complete(self) -> Self:
        if self.fees is None and self.fees_complete is not None:
            raise ValueError("expected fees_complete to be null where fees is null")
        return self

    @model_validator(mode="after")
    def _what_follows_is_a_row(self) -> Self:
        charges = [fee for fee in self.fees or () if fee.role is FeeRole.CHARGE]
        if self.fees_complete is False and all(fee.usd is not None for fee in charges):
            raise ValueError("expected a fee with usd: null for what follows, where fees_complete is false")
        return self


class ProgramsFile(Record):
    """``programs.yaml``: the catalogue and the day on which it was collected."""

    schema_: Annotated[Literal["usceplan.programs/1"], Field(alias="schema")]
    collected: IsoDate
    programs: tuple[Program, ...]
