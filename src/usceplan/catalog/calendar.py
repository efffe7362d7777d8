"""``match_calendar.yaml``: the dates of each Match year, and the rules that project the years not yet published.

A Match year is the year of Match Day; its ERAS season carries the same number and opens in the year before.
"""

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from usceplan.catalog.values import AsOf, IsoDate, Month, PageAddress, Record, Slug, Text, Weeks, Year
from usceplan.catalog.vocabulary import Confidence
from usceplan.problems import Found, PathParts


class MilestoneId(StrEnum):
    """The dated steps of a Match cycle, in the order in which they usually come."""

    ERAS_SEASON_OPENS = "eras_season_opens"
    PATHWAYS_APPLICATION_OPENS = "pathways_application_opens"
    IMG_TOKENS_AVAILABLE = "img_tokens_available"
    APPLICANTS_MAY_SUBMIT = "applicants_may_submit"
    IMG_DOCUMENTS_RECOMMENDED_BY = "img_documents_recommended_by"
    NRMP_REGISTRATION_OPENS = "nrmp_registration_opens"
    PROGRAMS_MAY_REVIEW = "programs_may_review"
    MSPE_RELEASED = "mspe_released"
    PATHWAYS_APPLICATION_DEADLINE = "pathways_application_deadline"
    STANDARD_REGISTRATION_DEADLINE = "standard_registration_deadline"
    PROGRAM_QUOTA_DEADLINE = "program_quota_deadline"
    ROL_OPENS = "rol_opens"
    EXAMS_AND_PATHWAY_MET_BY = "exams_and_pathway_met_by"
    ROL_CERTIFICATION_DEADLINE = "rol_certification_deadline"
    MATCH_WEEK_MONDAY = "match_week_monday"
    SOAP_ROUNDS_BEGIN = "soap_rounds_begin"
    SOAP_ENDS = "soap_ends"
    MATCH_DAY = "match_day"
    PATHWAYS_SEASON_CLOSES = "pathways_season_closes"
    ERAS_SEASON_ENDS = "eras_season_ends"
    RESIDENCY_START = "residency_start"


IN_EVERY_CYCLE = frozenset(
    {
        MilestoneId.ERAS_SEASON_OPENS,
        MilestoneId.IMG_TOKENS_AVAILABLE,
        MilestoneId.APPLICANTS_MAY_SUBMIT,
        MilestoneId.IMG_DOCUMENTS_RECOMMENDED_BY,
        MilestoneId.NRMP_REGISTRATION_OPENS,
        MilestoneId.PROGRAMS_MAY_REVIEW,
        MilestoneId.MSPE_RELEASED,
        MilestoneId.STANDARD_REGISTRATION_DEADLINE,
        MilestoneId.ROL_OPENS,
        MilestoneId.ROL_CERTIFICATION_DEADLINE,
        MilestoneId.MATCH_WEEK_MONDAY,
        MilestoneId.SOAP_ENDS,
        MilestoneId.MATCH_DAY,
        MilestoneId.ERAS_SEASON_ENDS,
        MilestoneId.RESIDENCY_START,
    }
)
"""The milestones that every Match year has: each covered year needs a date or a valid rule for each of them."""


class Weekday(StrEnum):
    """The days of the week, Monday first as in ``date.weekday``."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class DateStatus(StrEnum):
    """Who states a date."""

    OFFICIAL = "official"
    REPORTED = "reported"
    CONFLICT = "conflict"


class SourceKind(StrEnum):
    """What sort of page a source is."""

    OFFICIAL = "official"
    OFFICIAL_COPY = "official-copy"
    SCHOOL = "school"
    SOCIETY = "society"
    COMMERCIAL = "commercial"
    PRESS = "press"


def _clock_time(value: str) -> str:
    if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return value
    raise ValueError("expected a time written HH:MM, from 00:00 to 23:59")


ClockTime = Annotated[str, Field(strict=True), AfterValidator(_clock_time)]
"""A time of day, Eastern Time, written 21:00."""
SourceIds = Annotated[tuple[Slug, ...], Field(min_length=1)]
Days = Annotated[int, Field(strict=True, ge=0, le=366)]
DayOfMonth = Annotated[int, Field(strict=True, ge=1, le=31)]
YearOffset = Annotated[int, Field(strict=True, ge=-1, le=0, description="0: the Match year; -1: the year before")]


class CalendarSource(Record):
    """A page. ``as_of`` is when it was published; ``edition`` says which version of it was read."""

    url: PageAddress
    publisher: Text
    kind: SourceKind
    as_of: AsOf | None
    edition: Text | None = None


class Candidate(Record):
    """One of the dates that disagreeing pages state."""

    date: IsoDate
    sources: SourceIds


class KnownDate(Record):
    """A date that a page states; where pages disagree (``conflict``), the candidates and the one to plan with."""

    status: DateStatus
    date: IsoDate | None = None
    time_et: ClockTime | None = None
    confidence: Confidence | None = None
    sources: SourceIds | None = None
    candidates: Annotated[tuple[Candidate, ...], Field(min_length=2)] | None = None
    plan_with: IsoDate | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _says_one_date_or_a_conflict(self) -> Self:
        if self.status is DateStatus.CONFLICT:
            if self.candidates is None or self.plan_with not in {each.date for each in self.candidates}:
                raise ValueError("expected a conflict to have candidates and plan_with, which is one of them")
            if self.date is not None or self.sources is not None or self.confidence is not None:
                raise ValueError("expected a conflict to have no date, sources or confidence beside its candidates")
        elif self.date is None or self.sources is None or self.confidence is None:
            raise ValueError("expected a date, its sources and a confidence")
        elif self.candidates is not None or self.plan_with is not None:
            raise ValueError("expected candidates and plan_with only where status is conflict")
        return self

    @property
    def planned(self) -> dt.date:
        """The date to plan with: the stated one, or the one chosen among the candidates."""
        chosen = self.plan_with if self.date is None else self.date
        if chosen is None:  # ruled out by the validator above
            raise ValueError("a known date without a date")
        return chosen

    @property
    def latest(self) -> dt.date:
        """The last day that any source states."""
        return max((each.date for each in self.candidates or ()), default=self.planned)

    @property
    def cited(self) -> tuple[str, ...]:
        """The sources of the date to plan with."""
        if self.candidates is None:
            return self.sources or ()
        return next(each.sources for each in self.candidates if each.date == self.plan_with)


class MatchDates(Record):
    """What is known of one Match year."""

    match_year: Year
    note: Text | None = None
    milestones: dict[MilestoneId, KnownDate]


class EarlierDate(Record):
    """A date of a Match year before the covered ones: evidence for the rules."""

    date: IsoDate
    sources: SourceIds


class EarlierMatch(Record):
    """What is known of a Match year before the covered ones."""

    match_year: Year
    milestones: dict[MilestoneId, EarlierDate]


class CoveredYears(Record):
    """The first and the last Match year for which a cycle can be given."""

    first: Year
    last: Year

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise ValueError("expected first to be at most last")
        return self


class NthWeekday(Record):
    """The n-th such weekday of a month."""

    type: Literal["nth_weekday"]
    year_offset: YearOffset
    month: Month
    weekday: Weekday
    n: Annotated[int, Field(strict=True, ge=1, le=4)]


class LastWeekday(Record):
    """The last such weekday of a month."""

    type: Literal["last_weekday"]
    year_offset: YearOffset
    month: Month
    weekday: Weekday


def _refuse_no_such_day(month: int, day: int) -> None:
    try:
        dt.date(2001, month, day)  # not a leap year, so that the day exists in every year
    except ValueError:
        raise ValueError(f"expected a day that month {month} has in every year, got {day}") from None


class _YearlyDay(Record):
    year_offset: YearOffset
    month: Month
    day: DayOfMonth

    @model_validator(mode="after")
    def _exists(self) -> Self:
        _refuse_no_such_day(self.month, self.day)
        return self


class WeekdayOnOrAfter(_YearlyDay):
    """The first such weekday on or after a day of the year."""

    type: Literal["weekday_on_or_after"]
    weekday: Weekday


class Fixed(_YearlyDay):
    """The same day each year, whatever its weekday."""

    type: Literal["fixed"]


class FixedRollForward(_YearlyDay):
    """The same day each year; the Monday that follows where it is a Saturday or a Sunday."""

    type: Literal["fixed_roll_forward"]


class Offset(Record):
    """A number of days after (or, negative, before) another milestone."""

    type: Literal["offset"]
    base: MilestoneId
    days: Annotated[int, Field(strict=True, ge=-366, le=366)]


class SameAs(Record):
    """The same day as another milestone."""

    type: Literal["same_as"]
    base: MilestoneId


class Window(Record):
    """Some day from ``first_day`` to ``last_day`` of a month."""

    type: Literal["window"]
    year_offset: YearOffset
    month: Month
    first_day: DayOfMonth
    last_day: DayOfMonth

    @model_validator(mode="after")
    def _exists(self) -> Self:
        _refuse_no_such_day(self.month, self.last_day)
        if self.first_day > self.last_day:
            raise ValueError("expected first_day to be at most last_day")
        return self


Projection = Annotated[
    NthWeekday | LastWeekday | WeekdayOnOrAfter | Fixed | FixedRollForward | Offset | SameAs | Window,
    Field(discriminator="type"),
]


class Rule(Record):
    """How a milestone is projected.

    ``valid_from`` and ``valid_through`` are the first and the last Match year it is used for (null: no limit).
    ``tolerance_days`` is how far the date may still move, by the record of the years it holds for.
    """

    id: Slug
    milestone: MilestoneId
    statement: Text
    projection: Projection
    time_et: ClockTime | None = None
    valid_from: Year | None
    valid_through: Year | None = None
    tolerance_days: Days | None = None
    confidence: Confidence
    sources: SourceIds | None = None
    note: Text | None = None
    warning: Text | None = None

    def valid_in(self, match_year: int) -> bool:
        """Whether the rule is used for this Match year."""
        return (self.valid_from or match_year) <= match_year <= (self.valid_through or match_year)


class PlanRule(Record):
    """Which day to plan with where a rule leaves a choice, or where the day itself would be too late.

    ``choose`` picks among the days that a window or several rules give. ``weekend: friday-before`` moves a projected
    Saturday or Sunday to the Friday before it. ``days_before`` keeps that many days clear, of a known date too.
    """

    milestone: MilestoneId
    choose: Literal["earliest", "latest"] = "earliest"
    weekend: Literal["friday-before"] | None = None
    days_before: Days = 0
    why: Text


class Statement(Record):
    """A fact in words, with its sources."""

    text: Text
    as_of: AsOf | None = None
    confidence: Confidence
    sources: SourceIds


class Soap(Record):
    """The Supplemental Offer and Acceptance Program, for who is unmatched on the Monday of Match Week."""

    window: Text
    unfilled_list: Text
    offer_rounds: Annotated[int, Field(strict=True, ge=1, le=20)] | None
    offer_rounds_note: Text | None
    applications_limit: Annotated[int, Field(strict=True, ge=1, le=1000)] | None
    applications_limit_note: Text | None
    sources: SourceIds


class Ecfmg(Record):
    """What ECFMG must be able to confirm, and by which milestone, for a rank list to count."""

    confirmed_by: MilestoneId
    conditions: Annotated[tuple[Text, ...], Field(min_length=1)]
    consequence: Text
    sources: SourceIds
    revalidation: Text
    english_test: Statement
    processing_risk: Statement


class ScoreDelay(Record):
    """A season in which scores took longer than usual."""

    tested_from: IsoDate
    tested_to: IsoDate
    scores_from: IsoDate
    longest_wait_days: Days
    test_by: IsoDate


class ScorePlanning(Record):
    """How many weeks to leave between the exam and the day its score is needed, and for which milestones.

    ``weeks_if_delay_announced`` is for the first review, in a summer for which a delay was announced.
    """

    weeks: Weeks
    weeks_if_delay_announced: Weeks
    first_review: MilestoneId
    rank_list: MilestoneId
    why: Text


class ScoreReporting(Record):
    """How long USMLE scores take; ``commercial_weeks_min`` and ``weekday`` are what companies say."""

    usual_weeks_min: Weeks
    usual_weeks_max: Weeks
    commercial_weeks_min: Weeks
    weekday: Weekday
    known_delay: ScoreDelay
    planning: ScorePlanning
    as_of: AsOf
    confidence: Confidence
    sources: SourceIds


class LetterPortal(Record):
    """How letters reach ERAS, and how many a residency program gets of one applicant."""

    changed_on: IsoDate
    change: Text
    max_letters_per_program: Annotated[int, Field(strict=True, ge=1, le=20)]
    confidence: Confidence
    sources: SourceIds


class OtherSystem(Record):
    """A specialty whose residency programs do not take applications through ERAS."""

    specialty: Slug
    system: Text
    from_match_year: Year


class OtherSystems(Record):
    """The specialties that left ERAS; their dates can differ."""

    systems: tuple[OtherSystem, ...]
    note: Text
    confidence: Confidence
    sources: SourceIds


class EarlyMatch(Record):
    """A specialty with a match of its own before the Main Residency Match, and when its results came."""

    specialty: Slug
    match_year: Year
    results: IsoDate
    confidence: Confidence
    sources: SourceIds


class CalendarFile(Record):
    """``match_calendar.yaml``: known dates, rules, and what else the Match timeline asks of an IMG."""

    schema_: Annotated[Literal["usceplan.match-calendar/1"], Field(alias="schema")]
    collected: IsoDate
    time_zone: Text
    warning: Text
    covers: CoveredYears
    matches: tuple[MatchDates, ...]
    earlier: tuple[EarlierMatch, ...]
    rules: tuple[Rule, ...]
    planning: tuple[PlanRule, ...]
    soap: Soap
    ecfmg: Ecfmg
    score_reporting: ScoreReporting
    letter_portal: LetterPortal
    other_application_systems: OtherSystems
    early_matches: tuple[EarlyMatch, ...]
    missing: tuple[Text, ...]
    sources: dict[Slug, CalendarSource]


def calendar_problems(file: CalendarFile) -> list[Found]:
    """What is wrong between the parts of the file: for each mistake the way to it and what was expected.

    Sources that do not exist, Match years and ids given twice, dates outside their cycle, rules that lead nowhere or in
    a circle, and milestones that a covered Match year would lack.
    """
    return [
        *_source_problems(file),
        *_year_problems(file),
        *_rule_problems(file),
        *_coverage_problems(file),
    ]


def _source_problems(file: CalendarFile) -> Iterator[Found]:
    for path, source in _citations(file, ()):
        if source not in file.sources:
            yield path, f"expected the id of an entry of sources, got {source}"


def _citations(value: object, path: PathParts) -> Iterator[Found]:
    """Every source id that is cited below ``value``, with the way to it."""
    if isinstance(value, Record):
        for name in type(value).model_fields:
            part = getattr(value, name)
            if name == "sources" and isinstance(part, tuple):
                yield from (((*path, name, index), source) for index, source in enumerate(part))
            else:
                yield from _citations(part, (*path, name))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _citations(part, (*path, str(key)))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _citations(part, (*path, index))


def _year_problems(file: CalendarFile) -> Iterator[Found]:
    seen: set[int] = set()
    for index, match in enumerate(file.matches):
        if match.match_year in seen:
            yield ("matches", index, "match_year"), f"expected each Match year once, got {match.match_year} again"
        elif not file.covers.first <= match.match_year <= file.covers.last:
            yield ("matches", index, "match_year"), "expected a Match year inside covers"
        seen.add(match.match_year)
        for milestone, known in match.milestones.items():
            if known.planned.year not in (match.match_year - 1, match.match_year):
                yield (
                    ("matches", index, "milestones", milestone.value),
                    f"expected a date in {match.match_year - 1} or {match.match_year}, got {known.planned}",
                )
    for index, earlier in enumerate(file.earlier):
        if earlier.match_year >= file.covers.first or earlier.match_year in seen:
            yield ("earlier", index, "match_year"), "expected a Match year before the covered ones, once"
        seen.add(earlier.match_year)


def _rule_problems(file: CalendarFile) -> Iterator[Found]:
    ids: set[str] = set()
    for index, rule in enumerate(file.rules):
        if rule.id in ids:
            yield ("rules", index, "id"), f"expected each rule id once, got {rule.id} again"
        ids.add(rule.id)
        base = _base(rule)
        if base is None:
            continue
        if base not in IN_EVERY_CYCLE:
            yield ("rules", index, "projection", "base"), f"expected a milestone that every cycle has, got {base}"
        elif rule.milestone in _all_bases(file, base):
            yield ("rules", index, "projection", "base"), f"expected rules that do not lead back to {rule.milestone}"
    planned: set[MilestoneId] = set()
    for index, plan in enumerate(file.planning):
        if plan.milestone in planned:
            yield ("planning", index, "milestone"), f"expected each milestone once, got {plan.milestone} again"
        planned.add(plan.milestone)
        if plan.milestone not in {rule.milestone for rule in file.rules}:
            yield ("planning", index, "milestone"), f"expected a milestone that has a rule, got {plan.milestone}"


def _base(rule: Rule) -> MilestoneId | None:
    return rule.projection.base if isinstance(rule.projection, Offset | SameAs) else None


def _all_bases(file: CalendarFile, milestone: MilestoneId) -> set[MilestoneId]:
    """The milestone and all that its projection goes back to."""
    found: set[MilestoneId] = set()
    ahead = [milestone]
    while ahead:
        current = ahead.pop()
        if current not in found:
            found.add(current)
            bases = (_base(rule) for rule in file.rules if rule.milestone is current)
            ahead.extend(base for base in bases if base is not None)
    return found


def _coverage_problems(file: CalendarFile) -> Iterator[Found]:
    known = {match.match_year: set(match.milestones) for match in file.matches}
    for match_year in range(file.covers.first, file.covers.last + 1):
        projected = {rule.milestone for rule in file.rules if rule.valid_in(match_year)}
        for milestone in MilestoneId:
            if milestone in IN_EVERY_CYCLE and milestone not in known.get(match_year, set()) | projected:
                yield ("rules",), f"expected a date or a rule for {milestone} of the {match_year} Match"
