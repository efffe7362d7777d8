"""What is asked of the planner: the catalogue, the applicant, the Match cycle and the day it is asked on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from usceplan.applicant import Applicant, GraduationRule, Standing, graduation_day, rule_for, standing_on
from usceplan.catalog.catalogue import Catalogue
from usceplan.match import MatchCycle

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Situation:
    """Everything that a plan depends on. Nothing else does: the same situation always gives the same plan."""

    catalogue: Catalogue
    applicant: Applicant
    cycle: MatchCycle
    today: date
    why_match_year: str | None = field(default=None, compare=False)
    """Why the applicant, who named no other, plans for this Match; no plan depends on it."""

    # No slots: the days below are looked up for every rotation, so they are kept once found.

    @cached_property
    def graduation_rule(self) -> GraduationRule:
        """How the graduation year becomes days for this applicant."""
        planning = self.catalogue.guidance.planning
        usual = GraduationRule(planning.graduation_month.value, planning.final_year_months.value)
        return rule_for(self.applicant, self.today, usual)

    @cached_property
    def review_day(self) -> date:
        """The day on which residency programs may begin to review applications."""
        return self.cycle.date("programs_may_review")

    @cached_property
    def submission_day(self) -> date:
        """The day on which applications may first be submitted."""
        return self.cycle.date("applicants_may_submit")

    @cached_property
    def match_week(self) -> date:
        """The Monday of Match Week, by which every rotation must have ended."""
        return self.cycle.date("match_week_monday")

    @cached_property
    def letter_deadline(self) -> date:
        """The latest last day of a rotation whose letter counts."""
        return self.review_day - timedelta(days=self.catalogue.guidance.letters.days_before_review.value)

    @cached_property
    def first_monday(self) -> date:
        """The Monday from which weeks are counted: today's, or the next one."""
        return next_monday(self.today)

    @cached_property
    def horizon_weeks(self) -> int:
        """Whole weeks from the first Monday to Match Week; 0 when that is past."""
        return max(0, (self.match_week - self.first_monday).days // 7)

    @cached_property
    def mondays(self) -> tuple[date, ...]:
        """Every Monday from the first one to the last before Match Week."""
        return tuple(self.first_monday + number * WEEK for number in range(self.horizon_weeks))

    @cached_property
    def graduation_day(self) -> date:
        """The day taken as the day of graduation."""
        return graduation_day(self.applicant.graduation_year, self.graduation_rule)

    @cached_property
    def _standings(self) -> dict[date, Standing]:
        return {}

    def standing(self, day: date) -> Standing:
        """Where the applicant stands on a day."""
        if day not in self._standings:
            found = standing_on(self.applicant, day, self.graduation_rule)
            # Equal standings are one object, so that what is kept by standing is found without comparing them.
            self._standings[day] = next((known for known in self._standings.values() if known == found), found)
        return self._standings[day]

    @cached_property
    def _by_standing(self) -> dict[tuple[date, ...], Mapping[Standing, tuple[date, ...]]]:
        return {}

    def by_standing(self, mondays: tuple[date, ...]) -> Mapping[Standing, tuple[date, ...]]:
        """The Mondays by where the applicant stands on them; today's standing alone where there are none."""
        # Most programs can be begun on the same Mondays as many others.
        if mondays not in self._by_standing:
            standings = dict.fromkeys(map(self.standing, mondays)) or {self.standing(self.today): None}
            self._by_standing[mondays] = {
                one: tuple(monday for monday in mondays if self.standing(monday) is one) for one in standings
            }
        return self._by_standing[mondays]

    def week_number(self, monday: date) -> int:
        """The number of the week that begins on this Monday."""
        return (monday - self.first_monday).days // 7


def next_monday(day: date) -> date:
    """The day itself if it is a Monday, else the next one."""
    return day + timedelta(days=-day.weekday() % 7)


def last_day(start: date, weeks: int) -> date:
    """The Sunday that ends a rotation of whole weeks."""
    return start + weeks * WEEK - timedelta(days=1)
