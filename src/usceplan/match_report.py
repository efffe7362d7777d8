"""What ``usceplan match`` tells: the milestones of a Match, and how often the rules behind them were right."""

from datetime import date

from usceplan.catalog.calendar import CalendarFile, Rule
from usceplan.catalog.catalogue import Catalogue
from usceplan.match import Milestone, RuleRecord, match_cycle, rule_record
from usceplan.output.match_result import CoveredYearsInfo, MatchMilestone, MatchReport, MissInfo, RuleInfo
from usceplan.report_parts import DISCLAIMER, catalogue_info


def match_report(catalogue: Catalogue, match_year: int, today: date) -> MatchReport:
    """The calendar of a Match. Raises ``UserError`` for a year that the data do not cover."""
    calendar = catalogue.calendar
    cycle = match_cycle(calendar, match_year)
    return MatchReport(
        generated_on=today,
        catalogue=catalogue_info(catalogue),
        match_year=cycle.match_year,
        eras_season=cycle.eras_season,
        covers=CoveredYearsInfo(first=calendar.covers.first, last=calendar.covers.last),
        time_zone=calendar.time_zone,
        milestones=[_milestone(calendar, match_year, one) for one in cycle.milestones],
        warning=calendar.warning,
        missing=list(calendar.missing),
        disclaimer=DISCLAIMER,
    )


def _milestone(calendar: CalendarFile, match_year: int, milestone: Milestone) -> MatchMilestone:
    rules = {rule.id: rule for rule in calendar.rules}
    return MatchMilestone(
        id=milestone.id.value,
        date=milestone.date,
        nominal=milestone.nominal,
        time_et=milestone.time_et,
        basis=milestone.basis,
        source=milestone.source,
        note=milestone.note,
        rule=milestone.rule,
        rules=[
            _rule(
                rules[record.rule],
                record,
                in_use=milestone.rule is not None and rules[record.rule].valid_in(match_year),
            )
            for record in rule_record(calendar, milestone.id)
        ],
    )


def _rule(rule: Rule, record: RuleRecord, *, in_use: bool) -> RuleInfo:
    return RuleInfo(
        id=rule.id,
        statement=rule.statement,
        in_use=in_use,
        valid_from=rule.valid_from,
        valid_through=rule.valid_through,
        confidence=rule.confidence.value,
        known=list(record.known),
        right=list(record.hit),
        known_when_valid=[year for year in record.known if rule.valid_in(year)],
        right_when_valid=[year for year in record.hit if rule.valid_in(year)],
        largest_miss=record.largest_miss,
        largest_miss_when_valid=record.largest_miss_when_valid,
        misses=[
            MissInfo(match_year=one.match_year, actual=one.actual, expected=one.expected, days=one.days)
            for one in record.misses
        ],
        warning=rule.warning,
    )
