"""One entry of the catalogue: a program, or a resource that cannot be planned in weeks.

``None`` means that no page states the fact; an empty list means that a page says there is none.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from usceplan.catalog.values import (
    Address,
    AsOf,
    Flag,
    IsoDate,
    Month,
    PageAddress,
    Record,
    Slug,
    StateCode,
    Text,
    Usd,
    Weeks,
)
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


FeePeriod = Annotated[
    str,
    Field(strict=True, json_schema_extra={"pattern": r"^(application|rotation|day|week|month|year|[1-9]\d?-weeks)$"}),
    AfterValidator(_fee_period),
]


class Location(Record):
    """A place where a program takes place; ``city`` is null where only the state is known."""

    city: Text | None = Field(description="the city, as places.yaml spells it; null where only the state is known")
    state: StateCode = Field(description="the two letters of the state")


class Limits(Record):
    """A least and a greatest number of weeks; either may be unknown."""

    min: Weeks | None = Field(description="the least number of weeks")
    max: Weeks | None = Field(description="the greatest number of weeks")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("expected min to be at most max")
        return self


class Duration(Limits):
    """How many weeks a rotation may last. ``fixed`` lists the only lengths, where a program sells no others."""

    fixed: tuple[Weeks, ...] | None = Field(
        None, description="the only lengths in weeks, where a program sells no others"
    )


class Letter(Record):
    """What a program says of a letter of recommendation."""

    offered: LetterOffer | None = Field(description="whether a letter of recommendation is given")
    letterhead: Letterhead | None = Field(description="whose paper it is written on")


class FeeScope(Record):
    """For whom, and for which rotations, a fee holds. What is not named does not limit."""

    specialties: tuple[Slug, ...] | None = Field(None, description="only for rotations in these specialties")
    weeks: Limits | None = Field(None, description="only for rotations of so many weeks")
    audience: tuple[Status, ...] | None = Field(None, description="only for participants who have come this far")
    nationality: Literal["foreign", "us-person"] | None = Field(
        None, description="only for U.S. persons, or only for all others"
    )
    school: Literal["foreign", "us-accredited"] | None = Field(
        None, description="only for students and graduates of U.S.-accredited schools, or only of others"
    )


class Fee(Record):
    """One fee of a program.

    ``per`` says what it is counted by; a started day, week, month, year or block counts whole unless ``prorated``.
    ``first_weeks`` and ``after_weeks`` limit it to the first weeks of a rotation or to those that follow them.
    ``least`` is the least it can come to, where ``bound`` is ``up-to`` or some participants pay less.
    ``usd`` is null for a fee that is known to exist, or not known to be absent, and whose amount nobody states.
    """

    item: Text = Field(description="what is paid for, in a few words")
    usd: Usd | None = Field(
        description="whole U.S. dollars; null where the fee exists, or may exist, and nobody states the amount"
    )
    per: FeePeriod = Field(
        description="what it is counted by: application, rotation, day, week, month, year, 4-weeks and such"
    )
    role: FeeRole = Field(FeeRole.CHARGE, description="a charge is paid; no other is added: a deposit is part of it")
    bound: FeeBound = Field(
        FeeBound.EXACT, description="whether the amount is exact, the least (from) or the most (up-to)"
    )
    least: Usd | None = Field(
        None, description="the least it can come to, where bound is up-to or some participants pay less"
    )
    only: FeeScope | None = Field(
        None, description="for whom, and for which rotations, it holds; what is not named does not limit"
    )
    first_weeks: Weeks | None = Field(None, description="only for so many first weeks of a rotation")
    after_weeks: Weeks | None = Field(None, description="only for the weeks after so many first ones")
    days_per_week: Annotated[int, Field(strict=True, ge=1, le=7)] = Field(
        5, description="how many days a week are paid, where per is day"
    )
    prorated: Flag = Field(default=False, description="whether a started period is paid in part; else it counts whole")
    condition: Text | None = Field(None, description="when a conditional fee falls due")
    refundable: Flag | None = Field(None, description="whether it is paid back when one withdraws in time")
    as_of: AsOf | None = Field(description="the day, month or year that the price is from")

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

    url: PageAddress = Field(description="the page; a bare host name is none")
    as_of: AsOf | None = Field(description="the day, month or year that the page states or implies")
    official: Flag = Field(description="whether the page is the program's own, or its institution's")
    relayed_by: Text | None = Field(None, description="who read the page, where its text came through them")
    supports: Annotated[tuple[str, ...], Field(min_length=1)] = Field(
        description="the facts of the entry that the page states"
    )


class Program(Record):
    """An entry of the catalogue: a placement, or a resource (``entry``).

    ``also_known_as`` is what else people call the institution. It is used to find the entry and states no fact.
    ``verified`` is false where no official trace shows that the program exists. ``fees_complete`` is true where the
    fees listed are the whole price, false where a page says that more follows, null where nothing says.
    """

    id: Slug = Field(description="a name for commands and files: small letters and digits joined by hyphens")
    name: Text = Field(description="the name that the program gives itself")
    institution: Text = Field(description="who offers it: the hospital, school, clinic or company")
    also_known_as: tuple[Text, ...] = Field(
        (), description="what else people call the institution, such as MGH; searches find it by these names too"
    )
    provider: Provider = Field(description="what sort of institution that is")
    url: Address | None = Field(description="the program's own page")
    locations: tuple[Location, ...] | None = Field(
        description="where it takes place; more than one where one may choose or is sent"
    )
    entry: EntryType = Field(
        description="placement: can be planned in weeks; resource: cannot, and resource_use says what it is for"
    )
    resource_type: ResourceType | None = Field(None, description="what sort of help a resource is")
    resource_use: Text | None = Field(None, description="what a resource is for")
    guide_top_ten: Slug | None = Field(
        None, description="the institution of a popular published guide that the entry belongs to"
    )

    kind: Kind | None = Field(description="what sort of placement it is, judged by what one may do")
    hands_on: Involvement | None = Field(description="how far one takes part in patient care: full, limited or none")
    settings: tuple[Setting, ...] | None = Field(
        description="whether one works on wards, in clinics or before the hospital"
    )
    specialties: tuple[Slug, ...] | None = Field(description="ids of specialties.yaml; any where one may choose freely")
    residency_programs_on_site: Flag | None = Field(description="whether the hospital trains residents")
    letter: Letter = Field(description="what is said of a letter of recommendation")
    includes: tuple[Inclusion, ...] | None = Field(description="what one gets besides the placement itself")

    audience: tuple[Status, ...] | None = Field(description="how far those it takes have come")
    residency_seekers: ResidencySeekers | None = Field(
        description="what is said of people who mean to apply for U.S. residency"
    )
    max_years_since_graduation: Annotated[int, Field(strict=True, ge=0, le=50)] | None = Field(
        description="the most years since graduation"
    )
    exams_required: tuple[Exam, ...] | None = Field(description="exams and certificates that must be passed first")
    visas_accepted: tuple[Visa, ...] | None = Field(description="the visas and statuses that are stated to be accepted")
    visa_support: VisaSupport | None = Field(description="what the program does for one's visa")
    excluded_nationalities: tuple[Text, ...] | None = Field(
        description="countries of places.yaml whose citizens are not taken"
    )
    needs_host: Flag | None = Field(description="whether one must find a physician who agrees to be the host first")
    documents: tuple[Document, ...] | None = Field(description="papers, tests and courses that are asked for")

    verified: Flag = Field(description="false where no official trace shows that the program exists")
    status: OpenStatus | None = Field(description="whether it takes applications")
    duration_weeks: Duration | None = Field(description="how many weeks a rotation may last")
    intake: Intake | None = Field(description="how start dates are set")
    start_months: tuple[Month, ...] | None = Field(description="the only months in which it starts, 1 to 12")
    apply_lead_weeks: Limits | None = Field(description="how many weeks before the start one must apply")
    deadlines: Text | None = Field(description="what is said of deadlines, in words")

    fees: tuple[Fee, ...] | None = Field(
        description="one row for each fee; an empty list where a page says that it is free"
    )
    fees_complete: Flag | None = Field(
        description="true where the rows are the whole price, false where a page says that more follows"
    )

    competitive: Text | None = Field(description="what is said of the chances of getting in, in words")
    guide_check: Text | None = Field(None, description="the guide's claims beside the official pages, in words")
    notes: Text | None = Field(description="what else one should know, in words")

    confidence: Confidence = Field(description="how well the entry is known as a whole")
    sources: Annotated[tuple[ProgramSource, ...], Field(min_length=1)] = Field(
        description="the pages that state the facts, the best first"
    )

    @cached_property
    def best_pages(self) -> Mapping[str, ProgramSource]:
        """For each fact the page that supports it: an official one before others, the newest first."""
        found: dict[str, ProgramSource] = {}
        for page in sorted(self.sources, key=lambda one: (one.official, one.as_of or ""), reverse=True):
            for fact in page.supports:
                found.setdefault(fact, page)
        return found

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
    collected: IsoDate = Field(description="the day on which the catalogue was collected")
    programs: tuple[Program, ...] = Field(description="the entries")
