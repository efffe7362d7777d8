"""The Match cycle of any year: the known dates, and projections of those that nobody has published yet.

Pure functions of the calendar file; the rules themselves and every date are data (``match_calendar.yaml``).
"""

import datetime as dt
from collections.abc import Callable
from typing import Literal, NamedTuple, assert_never

from usceplan.catalog.calendar import (
    CalendarFile,
    DateStatus,
    Fixed,
    FixedRollForward,
    KnownDate,
    LastWeekday,
    MilestoneId,
    NthWeekday,
    Offset,
    PlanRule,
    Projection,
    Rule,
    SameAs,
    Weekday,
    WeekdayOnOrAfter,
    Window,
)
from usceplan.problems import UserError

Span = tuple[dt.date, dt.date]
"""The first and the last day that a rule allows; the same day for every rule but a window."""


class Milestone(NamedTuple):
    """A dated step of a Match cycle.

    ``date`` is the day to plan with. ``nominal`` is the day that the source or the rule gives, where that is another.
    ``source`` is the address of the page that states the date, or on which the rule rests. ``rule`` is the id of the
    rule that projected it. ``time_et`` is the hour, Eastern Time, of the nominal day.
    """

    id: MilestoneId
    date: dt.date
    nominal: dt.date | None
    basis: Literal["official", "reported", "projected"]
    source: str | None
    rule: str | None
    note: str | None
    time_et: str | None = None


class MatchCycle(NamedTuple):
    """The milestones of one Match year, in the order of their dates. The ERAS season has the same number."""

    match_year: int
    eras_season: int
    milestones: tuple[Milestone, ...]

    def milestone(self, milestone_id: str) -> Milestone:
        """The milestone with this id; ``KeyError`` where the cycle has none."""
        for milestone in self.milestones:
            if milestone.id == milestone_id:
                return milestone
        raise KeyError(milestone_id)

    def date(self, milestone_id: str) -> dt.date:
        """The day to plan with for this milestone; ``KeyError`` where the cycle has none."""
        return self.milestone(milestone_id).date


class Miss(NamedTuple):
    """A year in which a rule gives another day than the known one; ``days`` is above 0 where the known one is later."""

    match_year: int
    actual: dt.date
    expected: dt.date
    days: int


class RuleRecord(NamedTuple):
    """How a rule stands against the dates on record. The years are Match years, misses are in whole days.

    ``largest_miss_when_valid`` looks at the years for which the rule is used, ``largest_miss`` at all of them; they are
    null where no date is on record.
    """

    rule: str
    known: tuple[int, ...]
    hit: tuple[int, ...]
    misses: tuple[Miss, ...]
    largest_miss_when_valid: int | None
    largest_miss: int | None


def match_cycle(calendar: CalendarFile, match_year: int) -> MatchCycle:
    """The cycle of a Match year: official or reported dates where they are known, projections elsewhere.

    Raises ``UserError`` for a year that the calendar does not cover.
    """
    covers = calendar.covers
    if not covers.first <= match_year <= covers.last:
        raise UserError(
            f"no Match calendar for {match_year}",
            f"Choose a Match year from {covers.first} to {covers.last}.",
            "match-year-out-of-range",
        )
    with_rules = {rule.milestone for rule in calendar.rules}
    found = [_milestone(calendar, match_year, milestone) for milestone in MilestoneId if milestone in with_rules]
    dated = [milestone for milestone in found if milestone is not None]
    # The sort is stable: milestones of the same day stay in the order of MilestoneId.
    in_order = sorted(dated, key=lambda milestone: milestone.date)
    return MatchCycle(match_year=match_year, eras_season=match_year, milestones=tuple(in_order))


def rule_record(calendar: CalendarFile, milestone_id: str) -> tuple[RuleRecord, ...]:
    """How each rule of a milestone stands against the dates of the file, in the order of the rules.

    A rule that counts from another milestone is tried as it would have been used, with that milestone projected too;
    one that says two milestones fall together is tried against the known date of the other. Dates on which the sources
    disagree are left out.
    """
    on_record = _on_record(calendar, MilestoneId(milestone_id))
    return tuple(
        _record_of(calendar, rule, on_record) for rule in calendar.rules if rule.milestone == MilestoneId(milestone_id)
    )


def out_of_reach(
    calendar: CalendarFile, match_year: int, today: dt.date, letter_weeks: int, letter_days: int
) -> str | None:
    """Why no rotation that is still to come brings a letter for a Match; None where one can.

    The rotation and the days before the review are those of ``next_reachable_match_year``.
    """
    review = _dated(calendar, match_year, MilestoneId.PROGRAMS_MAY_REVIEW)
    length = dt.timedelta(weeks=letter_weeks, days=-1)
    last_start = _on_or_before(review.date - dt.timedelta(days=letter_days) - length, Weekday.MONDAY)
    if _next_monday(today) <= last_start:
        return None
    return (
        f"The {match_year} Match has been out of reach since {last_start}, the last Monday on which such a "
        f"rotation could start ({_stated(review)})."
    )


def next_reachable_match_year(
    calendar: CalendarFile, today: dt.date, letter_weeks: int, letter_days: int
) -> tuple[int, str]:
    """The first Match year for which a new letter of recommendation can still be ready, and why it is that one.

    The letter needs a rotation of ``letter_weeks`` whole weeks that starts on the first Monday after today and whose
    last day, a Sunday, lies at least ``letter_days`` days before residency programs may review applications. Raises
    ``UserError`` where no covered year is late enough.
    """
    start = _next_monday(today)
    closed: str | None = None
    for match_year in range(calendar.covers.first, calendar.covers.last + 1):
        earlier, closed = closed, out_of_reach(calendar, match_year, today, letter_weeks, letter_days)
        if closed is None:
            review = _dated(calendar, match_year, MilestoneId.PROGRAMS_MAY_REVIEW)
            reached = (
                f"A {letter_weeks}-week rotation that starts on {start} ends at least {letter_days} days before "
                f"residency programs may review applications for the {match_year} Match ({_stated(review)})."
            )
            return match_year, _joined(reached, earlier)
    raise UserError(
        f"no Match year up to {calendar.covers.last} can be reached with a {letter_weeks}-week rotation from {start}",
        "Choose an earlier date for today.",
        "match-year-out-of-range",
    )


def _stated(milestone: Milestone) -> str:
    return f"{milestone.date}, {milestone.basis}"


def _milestone(calendar: CalendarFile, match_year: int, milestone: MilestoneId) -> Milestone | None:
    """A milestone of a cycle; null where no date is known and no rule is used in that year."""
    for match in calendar.matches:
        if match.match_year == match_year and milestone in match.milestones:
            return _known(calendar, milestone, match.milestones[milestone])
    return _projected(calendar, match_year, milestone)


def _dated(calendar: CalendarFile, match_year: int, milestone: MilestoneId) -> Milestone:
    found = _milestone(calendar, match_year, milestone)
    if found is None:
        raise KeyError(f"{milestone} of the {match_year} Match")
    return found


def _known(calendar: CalendarFile, milestone: MilestoneId, known: KnownDate) -> Milestone:
    plan = _plan(calendar, milestone)
    clear = plan.days_before if plan is not None else 0
    day = known.planned - dt.timedelta(days=clear)
    return Milestone(
        id=milestone,
        date=day,
        nominal=known.latest if known.latest != day else None,
        basis="official" if known.status is DateStatus.OFFICIAL else "reported",
        source=calendar.sources[known.cited[0]].url,
        rule=None,
        note=_joined(known.note, plan.why if plan is not None and clear else None) or None,
        time_et=known.time_et,
    )


def _projected(calendar: CalendarFile, match_year: int, milestone: MilestoneId) -> Milestone | None:
    rules = [rule for rule in calendar.rules if rule.milestone is milestone and rule.valid_in(match_year)]
    if not rules:
        return None
    spans = [_span(rule.projection, match_year, lambda base: _dated(calendar, match_year, base).date) for rule in rules]
    plan = _plan(calendar, milestone)
    chosen = _choose(spans, plan)
    rule = next(rule for rule, (first, last) in zip(rules, spans, strict=True) if first <= chosen <= last)
    day = _planned(chosen, plan)
    first, last = min(first for first, _ in spans), max(last for _, last in spans)
    return Milestone(
        id=milestone,
        date=day,
        nominal=chosen if chosen != day else None,
        basis="projected",
        source=calendar.sources[rule.sources[0]].url if rule.sources else None,
        rule=rule.id,
        note=_joined(
            rule.statement,
            f"The rules allow {first} to {last}." if first != last else None,
            plan.why if plan is not None and (first != last or chosen != day) else None,
            f"It may still move by {_counted_days(rule.tolerance_days)}." if rule.tolerance_days else None,
            rule.warning,
        ),
        time_et=rule.time_et,
    )


def _joined(*sentences: str | None) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _counted_days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _plan(calendar: CalendarFile, milestone: MilestoneId) -> PlanRule | None:
    return next((plan for plan in calendar.planning if plan.milestone is milestone), None)


def _choose(spans: list[Span], plan: PlanRule | None) -> dt.date:
    """The earliest day of all that the rules give, unless the plan says the latest."""
    if plan is not None and plan.choose == "latest":
        return max(last for _, last in spans)
    return min(first for first, _ in spans)


def _planned(day: dt.date, plan: PlanRule | None) -> dt.date:
    """The day to plan with for a projected day."""
    if plan is None:
        return day
    clear = day - dt.timedelta(days=plan.days_before)
    return _on_or_before(clear, Weekday.FRIDAY) if plan.weekend == "friday-before" and _is_weekend(clear) else clear


def _span(projection: Projection, match_year: int, base: Callable[[MilestoneId], dt.date]) -> Span:
    """The days that a rule allows in a Match year; ``base`` gives the date of the milestone that it counts from."""
    if isinstance(projection, Window):
        year = match_year + projection.year_offset
        return (
            dt.date(year, projection.month, projection.first_day),
            dt.date(year, projection.month, projection.last_day),
        )
    day = _day(projection, match_year, base)
    return day, day


def _day(
    projection: NthWeekday | LastWeekday | WeekdayOnOrAfter | Fixed | FixedRollForward | Offset | SameAs,
    match_year: int,
    base: Callable[[MilestoneId], dt.date],
) -> dt.date:
    match projection:
        case NthWeekday(year_offset=offset, month=month, weekday=weekday, n=n):
            return _on_or_after(dt.date(match_year + offset, month, 1 + 7 * (n - 1)), weekday)
        case LastWeekday(year_offset=offset, month=month, weekday=weekday):
            return _on_or_before(_last_of_month(match_year + offset, month), weekday)
        case WeekdayOnOrAfter(year_offset=offset, month=month, day=day, weekday=weekday):
            return _on_or_after(dt.date(match_year + offset, month, day), weekday)
        case Fixed(year_offset=offset, month=month, day=day):
            return dt.date(match_year + offset, month, day)
        case FixedRollForward(year_offset=offset, month=month, day=day):
            fixed = dt.date(match_year + offset, month, day)
            return _on_or_after(fixed, Weekday.MONDAY) if _is_weekend(fixed) else fixed
        case Offset(base=milestone, days=days):
            return base(milestone) + dt.timedelta(days=days)
        case SameAs(base=milestone):
            return base(milestone)
        case _:
            assert_never(projection)


def _next_monday(today: dt.date) -> dt.date:
    return _on_or_after(today + dt.timedelta(days=1), Weekday.MONDAY)


def _on_or_after(day: dt.date, weekday: Weekday) -> dt.date:
    return day + dt.timedelta(days=(tuple(Weekday).index(weekday) - day.weekday()) % 7)


def _on_or_before(day: dt.date, weekday: Weekday) -> dt.date:
    return day - dt.timedelta(days=(day.weekday() - tuple(Weekday).index(weekday)) % 7)


def _is_weekend(day: dt.date) -> bool:
    return tuple(Weekday)[day.weekday()] in (Weekday.SATURDAY, Weekday.SUNDAY)


def _last_of_month(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _on_record(calendar: CalendarFile, milestone: MilestoneId) -> dict[int, dt.date]:
    """Every date of a milestone that the file states without a conflict, by Match year, in order."""
    dates: dict[int, dt.date] = {}
    for earlier in calendar.earlier:
        if milestone in earlier.milestones:
            dates[earlier.match_year] = earlier.milestones[milestone].date
    for match in calendar.matches:
        known = match.milestones.get(milestone)
        if known is not None and known.date is not None:
            dates[match.match_year] = known.date
    return dict(sorted(dates.items()))


def _record_of(calendar: CalendarFile, rule: Rule, on_record: dict[int, dt.date]) -> RuleRecord:
    misses = tuple(
        miss for year, actual in on_record.items() if (miss := _miss(calendar, rule, year, actual)) is not None
    )
    missed = {miss.match_year for miss in misses}
    when_valid = [year for year in on_record if rule.valid_in(year)]
    return RuleRecord(
        rule=rule.id,
        known=tuple(on_record),
        hit=tuple(year for year in on_record if year not in missed),
        misses=misses,
        largest_miss_when_valid=_largest([miss for miss in misses if miss.match_year in when_valid], when_valid),
        largest_miss=_largest(list(misses), list(on_record)),
    )


def _largest(misses: list[Miss], years: list[int]) -> int | None:
    return max((abs(miss.days) for miss in misses), default=0) if years else None


def _miss(calendar: CalendarFile, rule: Rule, match_year: int, actual: dt.date) -> Miss | None:
    def by_rules(milestone: MilestoneId) -> dt.date:
        rules = [each for each in calendar.rules if each.milestone is milestone]
        return _choose([_span(each.projection, match_year, by_rules) for each in rules], _plan(calendar, milestone))

    def on_record_first(milestone: MilestoneId) -> dt.date:
        known = _on_record(calendar, milestone).get(match_year)
        return by_rules(milestone) if known is None else known

    base = on_record_first if isinstance(rule.projection, SameAs) else by_rules
    first, last = _span(rule.projection, match_year, base)
    if first <= actual <= last:
        return None
    expected = first if actual < first else last
    return Miss(match_year=match_year, actual=actual, expected=expected, days=(actual - expected).days)
