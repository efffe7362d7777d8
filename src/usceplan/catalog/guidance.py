"""``guidance.yaml``: what the field advises as numbers, the law behind verdicts, and the texts of the advice."""

from collections.abc import Collection, Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, Field

from usceplan.catalog.values import AsOf, IsoDate, PageAddress, Range, Record, Slug, Text, Weeks, first_day
from usceplan.catalog.vocabulary import Kind, Provider
from usceplan.problems import Found, PathParts, expected_of

Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
SourceId = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9_]+$")]


class Guided(Record):
    """Anything that says why it is so and where that comes from."""

    why: Text
    sources: tuple[SourceId, ...]


class Number(Guided):
    """A whole number with its reason."""

    value: Count


class Durations(Guided):
    """Lengths of rotations, in weeks."""

    value: Annotated[tuple[Weeks, ...], Field(min_length=1)]


class LeadWeeks(Record):
    """Weeks between application and start where a program does not say, by kind."""

    externship: Number
    observership: Number
    internship: Number
    elective: Number
    research: Number
    volunteer: Number

    def of(self, kind: Kind) -> Number:
        """The number for a kind."""
        number: Number = getattr(self, kind.value)
        return number


class Planning(Record):
    """Defaults of the planner."""

    durations_weeks: Durations
    unknown_duration_weeks: Number
    max_rotations: Number
    max_stays: Number
    lead_weeks: LeadWeeks
    graduation_month: Number
    final_year_months: Number
    refusal_percent: Number
    place_certainty_percent: Number
    budget_question_usd: Number


class Letters(Record):
    """What a letter needs to count."""

    target: Number
    min_weeks: Number
    days_before_review: Number


class Strength(Record):
    """Points and measures of the strength."""

    letters: Number
    hands_on: Number
    specialty: Number
    recency: Number
    mix: Number
    mix_inpatient: Number
    mix_outpatient: Number
    mix_residency: Number
    recency_fresh_months: Number
    recency_fresh_points: Number
    recency_acceptable_months: Number
    recency_acceptable_points: Number
    weeks_wanted: Number
    weeks_wanted_older: Number
    older_graduate_years: Number
    after_review_thousandths: Number


class Factors(Record):
    """Factors of letters and weeks, in thousandths."""

    specialty_other: Number
    second_specialty: Number
    letter_involvement_full: Number
    letter_involvement_limited: Number
    letter_involvement_none: Number
    letter_yes: Number
    letter_possible: Number
    letter_unknown: Number
    letter_no: Number
    kind_clinical: Number
    kind_other: Number
    hands_on_full: Number
    hands_on_limited: Number
    hands_on_none: Number
    hands_on_research: Number


class FitWeights(Record):
    """Points of each criterion of fit, and the ages that count as fresh and old."""

    involvement: Number
    specialty: Number
    letter: Number
    residency_on_site: Number
    timing: Number
    cost: Number
    certainty: Number
    fresh_source_months: Number
    old_source_months: Number


class FeeEstimate(Record):
    """What to expect where a price is not stated, in whole dollars.

    ``kind`` and ``provider`` limit the rule where they are named. ``count`` stated prices are behind it.
    """

    charge: Literal["participation", "application"]
    kind: Kind | None
    provider: Provider | None
    per: Literal["4-weeks", "application"]
    usd: Range
    count: Annotated[int, Field(strict=True, ge=1)]


class Entry(Record):
    """How long a visitor may stay, in days."""

    b_stay_days: Number
    esta_stay_days: Number


class ComplianceItem(Record):
    """A health paper and how many of it; ``parameter`` is an id of ``costs.yaml``."""

    parameter: Text
    quantity: Annotated[int, Field(strict=True, ge=1, le=10)]


class Compliance(Guided):
    """The health papers that any plan needs."""

    items: tuple[ComplianceItem, ...]


class Due(Record):
    """When money is due, and how many residency applications are assumed."""

    fees_weeks_before: Number
    living_months_ahead: Number
    airfare_weeks_before: Number
    visa_weeks_before: Number
    residency_applications: Number


class Law(Record):
    """One rule of law or official practice."""

    text: Text
    value: Count | None = None
    state: Annotated[str, Field(strict=True, pattern=r"^[A-Z]{2}$")] | None = None
    except_programs: tuple[Slug, ...] = ()
    sources: tuple[SourceId, ...]


class LawBook(Record):
    """The rules of law by name."""

    student_electives_are_for_students: Law
    b1_student_elective: Law
    b1_graduate_hands_on: Law
    b1_observer: Law
    externship_letter: Law
    b2_electives: Law
    f1_training: Law
    j1_limits: Law
    dependants: Law
    other_status: Law
    ny_student_weeks: Law
    fl_student_electives: Law
    ca_graduate_hands_on: Law
    years_common_limit: Law


class AdviceRule(Record):
    """The words of one advice; names in braces are filled in by the planner."""

    text: Text
    because: Text
    sources: tuple[SourceId, ...]


class AdviceBook(Record):
    """The advice by name."""

    letters_first: AdviceRule
    late_for_letters: AdviceRule
    early_short_then_long: AdviceRule
    older_graduate_academic: AdviceRule
    graduation_gap: AdviceRule
    fresh_graduate: AdviceRule
    student_advantage: AdviceRule
    undecided: AdviceRule
    months_of_experience: AdviceRule
    mix_of_settings: AdviceRule
    requirements_on_file: AdviceRule
    summer_early: AdviceRule
    visitor_observe_only: AdviceRule
    nothing_open: AdviceRule


class Source(Record):
    """A page, who publishes it, and when it speaks."""

    url: PageAddress
    publisher: Text
    as_of: AsOf | None


class Guidance(Record):
    """``guidance.yaml``."""

    schema_: Annotated[Literal["usceplan.guidance/1"], Field(alias="schema")]
    collected: IsoDate
    planning: Planning
    letters: Letters
    strength: Strength
    factors: Factors
    fit: FitWeights
    fee_estimates: tuple[FeeEstimate, ...]
    entry: Entry
    compliance: Compliance
    due: Due
    law: LawBook
    advice: AdviceBook
    sources: dict[SourceId, Source]

    def address(self, source_ids: tuple[str, ...]) -> str | None:
        """The address of the first of these sources, or None where there is none."""
        return self.sources[source_ids[0]].url if source_ids else None


def source_references(record: BaseModel, path: PathParts = ()) -> Iterator[Found]:
    """Every source id that a record names, with the path at which it stands."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name == "sources" and isinstance(value, tuple):
            yield from (((*path, name, i), source) for i, source in enumerate(value))
        elif isinstance(value, BaseModel):
            yield from source_references(value, (*path, name))


class KnownToGuidance(NamedTuple):
    """The words of the other data files that the guidance may use."""

    parameters: Collection[str]
    programs: Collection[str]
    states: Collection[str]


def guidance_problems(guidance: Guidance, known: KnownToGuidance) -> list[Found]:
    """Mistakes that no single field shows.

    Sources that are not listed, words of other files that are not there, dates after the day of collection, and prices
    that no rule can estimate.
    """
    unlisted = [
        (path, f'unknown source "{source}"; expected a name listed under sources')
        for path, source in source_references(guidance)
        if source not in guidance.sources
    ]
    return [
        *unlisted,
        *_unknown_words(guidance, known),
        *_sources_in_the_future(guidance),
        *_uncovered_charges(guidance),
    ]


def _unknown_words(guidance: Guidance, known: KnownToGuidance) -> Iterator[Found]:
    for number, item in enumerate(guidance.compliance.items):
        if item.parameter not in known.parameters:
            path: PathParts = ("compliance", "items", number, "parameter")
            yield path, expected_of("a parameter of costs.yaml", item.parameter, known.parameters)
    for name in LawBook.model_fields:
        law: Law = getattr(guidance.law, name)
        for number, program in enumerate(law.except_programs):
            if program not in known.programs:
                path = ("law", name, "except_programs", number)
                yield path, expected_of("the id of an entry of programs.yaml", program, known.programs)
        if law.state is not None and law.state not in known.states:
            yield ("law", name, "state"), expected_of("a state of places.yaml", law.state, known.states)


def _sources_in_the_future(guidance: Guidance) -> Iterator[Found]:
    for name, page in guidance.sources.items():
        if page.as_of is not None and first_day(page.as_of) > guidance.collected:
            collected = guidance.collected.isoformat()
            yield (
                ("sources", name, "as_of"),
                f"expected a date up to {collected}, the day of collection, got {page.as_of}",
            )


def _uncovered_charges(guidance: Guidance) -> Iterator[Found]:
    for charge in ("participation", "application"):
        general = [
            rule for rule in guidance.fee_estimates if (rule.charge, rule.kind, rule.provider) == (charge, None, None)
        ]
        if not general:
            yield ("fee_estimates",), f"expected a rule for {charge} with kind: null and provider: null"
