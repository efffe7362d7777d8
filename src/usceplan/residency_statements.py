"""What residency programs state, held against one applicant: the experience, the year of graduation and the visa.

Each answer rests on what the residency program's own page says. What the page does not say is an answer of its own,
and so is a plan that says too little.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from usceplan.applicant import Applicant
from usceplan.catalog.program import Program
from usceplan.catalog.requirements import (
    CountedTo,
    ExperienceStatus,
    GraduationLimit,
    LimitKind,
    ResidencyProgram,
    ResidencyVisa,
    UsExperience,
)
from usceplan.catalog.vocabulary import Involvement, Kind
from usceplan.costs.budget import Stop
from usceplan.eligibility import only_watches
from usceplan.planning.candidates import years_at_application
from usceplan.planning.situation import Situation
from usceplan.words import counted, listed

LEAST_WEEKS_A_MONTH = 4
"""Rotations of four weeks are called a month; a page that asks for months may mean these."""
WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12


class Answer(StrEnum):
    """Whether a residency program would count something, by what its page says."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"
    NOT_STATED = "not-stated"
    NOT_ASKED = "not-asked"
    NOT_COMPUTED = "not-computed"


class About(StrEnum):
    """What an answer is about."""

    EXPERIENCE = "experience"
    GRADUATION_YEAR = "graduation-year"
    VISA = "visa"


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer and its reason."""

    about: About
    answer: Answer
    reason: str


@dataclass(frozen=True, slots=True)
class Experience:
    """Weeks of U.S. experience by the day on which residency programs may begin to review, by how one takes part.

    ``unstated`` weeks are those of programs that do not say how far one takes part. ``later`` has the weeks of the plan
    after that day, of every sort, which no application can show by then.
    """

    by: date
    hands_on: int = 0
    limited: int = 0
    watching: int = 0
    unstated: int = 0
    research: int = 0
    later: int = 0


def experience_of(situation: Situation, stops: Iterable[Stop]) -> Experience:
    """The weeks that the applicant has already, and those of a plan."""
    applicant, day = situation.applicant, situation.review_day
    weeks = {one.name: 0 for one in fields(Experience) if one.name != "by"}
    weeks[_SORTS[applicant.held_involvement]] += applicant.held_weeks
    for stop in stops:
        done = max(0, min(stop.weeks, (day - stop.start).days // 7))
        weeks[sort_of(stop.program)] += done
        weeks["later"] += stop.weeks - done
    return Experience(by=day, **weeks)


_SORTS = {Involvement.FULL: "hands_on", Involvement.LIMITED: "limited", Involvement.NONE: "watching"}


def sort_of(program: Program) -> str:
    """The field of ``Experience`` to which the weeks of a program belong."""
    if program.kind is Kind.RESEARCH:
        return "research"
    if only_watches(program):
        return "watching"
    return "unstated" if program.hands_on is None else _SORTS[program.hands_on]


def findings(situation: Situation, residency: ResidencyProgram, have: Experience | None) -> tuple[Finding, ...]:
    """The three answers of one residency program; ``have`` is None where no plan was found in time."""
    return (
        Finding(About.EXPERIENCE, *_experience(residency.us_experience, have)),
        Finding(About.GRADUATION_YEAR, *_graduation(situation, residency.graduation_limit)),
        Finding(About.VISA, *_visa(situation.applicant, residency)),
    )


_Judged = tuple[Answer, str]

# Experience


@dataclass(frozen=True, slots=True)
class _Counting:
    """Weeks as one page counts them."""

    sure: int
    if_hands_on: int
    """These count if they turn out to be hands-on."""
    unsaid: int
    """Of these the page does not say whether they count."""
    watched: int
    research: int
    """The last two do not count."""


def _experience(asked: UsExperience, have: Experience | None) -> _Judged:
    if asked.status is ExperienceStatus.NOT_REQUIRED:
        return Answer.NOT_ASKED, "It asks for no U.S. experience."
    if have is None:
        return Answer.NOT_COMPUTED, "No plan was found in the time left (--time-limit)."
    found = _counting(asked, have)
    return _judged(asked, found), _reason(asked, found, have)


def _counting(asked: UsExperience, have: Experience) -> _Counting:
    research = (have.research, 0) if asked.research_counts else (0, have.research)
    if asked.hands_on_required or asked.observerships_count is False:
        return _Counting(have.hands_on + research[0], have.limited + have.unstated, 0, have.watching, research[1])
    if asked.observerships_count or asked.hands_on_required is False:
        every = have.hands_on + have.limited + have.unstated + have.watching
        return _Counting(every + research[0], 0, 0, 0, research[1])
    return _Counting(have.hands_on + have.limited + research[0], have.unstated, have.watching, 0, research[1])


def _needed(asked: UsExperience) -> tuple[int, int]:
    """The least weeks that can be meant, and the most: a month is four weeks, or a twelfth of a year."""
    if asked.min_weeks is not None:
        return asked.min_weeks, asked.min_weeks
    if asked.min_months is None or asked.length_is_preferred:
        return 1, 1
    months = asked.min_months
    return LEAST_WEEKS_A_MONTH * months, -(-WEEKS_A_YEAR * months // MONTHS_A_YEAR)


def _judged(asked: UsExperience, found: _Counting) -> Answer:
    least, surely_enough = _needed(asked)
    if found.sure >= surely_enough:
        return Answer.DEPENDS if asked.also_asks else Answer.YES
    if found.sure + found.if_hands_on + found.unsaid < least:
        return Answer.NO
    return Answer.DEPENDS if found.sure + found.if_hands_on >= least else Answer.NOT_STATED


def _reason(asked: UsExperience, found: _Counting, have: Experience) -> str:
    day = have.by.isoformat()
    parts = [
        *([f"{counted(found.sure, 'week')} that count"] if found.sure else []),
        *([f"{counted(found.if_hands_on, 'week')} that count if they are hands-on"] if found.if_hands_on else []),
        *([f"{found.unsaid} of observing, which the page says nothing of"] if found.unsaid else []),
        *([f"{found.watched} of observing, which do not count"] if found.watched else []),
        *([f"{found.research} of research, which do not count"] if found.research else []),
    ]
    has = f"By {day} you will have {listed(parts)}" if parts else f"By {day} you will have no U.S. experience"
    later = f" {counted(have.later, 'week')} more of your plan come after that day." if have.later else ""
    return f"{has}{_need_in_words(asked)}.{later}{_more_asked(asked)}"


def _need_in_words(asked: UsExperience) -> str:
    least, surely_enough = _needed(asked)
    if asked.length_is_preferred and asked.min_months:
        return f"; {counted(asked.min_months, 'month')} or more are preferred"
    if least == surely_enough == 1:
        return ""
    if least == surely_enough:
        return f"; it takes {least} weeks"
    return f"; it takes {counted(asked.min_months or 0, 'month')}, which is {least} to {surely_enough} weeks"


def _more_asked(asked: UsExperience) -> str:
    also = f" Also asked: {asked.also_asks}" if asked.also_asks else ""
    less = " Observing counts less than hands-on work." if asked.observerships_count_less else ""
    exceptions = " It makes exceptions." if asked.status is ExperienceStatus.REQUIRED_WITH_EXCEPTIONS else ""
    return f"{also}{less}{exceptions}"


# Year of graduation

_STRICTNESS = {
    LimitKind.FIRM_WITH_EXCEPTIONS: "makes exceptions",
    LimitKind.STRONGLY_PREFERRED: "is strongly preferred, not firm",
    LimitKind.PREFERRED: "is preferred, not firm",
    LimitKind.ENCOURAGED: "is encouraged, not firm",
}


def _graduation(situation: Situation, limit: GraduationLimit) -> _Judged:
    if limit.kind is LimitKind.NOT_STATED:
        return Answer.NOT_STATED, "It states no limit of years since graduation, nor that there is none."
    if limit.kind is LimitKind.NONE:
        return Answer.YES, "It says that it has no limit of years since graduation."
    if limit.years is None:
        return Answer.DEPENDS, "It names no number of years."
    least, most = _years(situation, limit)
    yours = f"you will be at {least}" if least == most else f"you will be at {least} or {most}"
    text = f"Up to {counted(limit.years, 'year')} since graduation; {yours}"
    if most <= limit.years:
        return Answer.YES, f"{text}."
    if least <= limit.years:
        return Answer.DEPENDS, f"{text}, and the page does not say to which day it counts."
    if limit.kind is LimitKind.FIRM:
        return Answer.NO, f"{text}."
    return Answer.DEPENDS, f"{text}. The limit {_STRICTNESS[limit.kind]}."


def _years(situation: Situation, limit: GraduationLimit) -> tuple[int, int]:
    """Calendar years since graduation, on the first and on the last day that the page can mean."""
    at_start = situation.applicant.match_year - situation.applicant.graduation_year
    if limit.counted_to is CountedTo.START_OF_TRAINING:
        return max(0, at_start), max(0, at_start)
    return max(0, years_at_application(situation)), max(0, at_start)


# Visa


def _visa(applicant: Applicant, residency: ResidencyProgram) -> _Judged:
    if applicant.is_us_person:
        return Answer.YES, "You need no visa."
    if residency.visas is None:
        return Answer.NOT_STATED, "Its page was not seen to say which visas it takes."
    if ResidencyVisa.J1 in residency.visas:
        return Answer.YES, "It takes J-1, whatever the visa of your rotations is."
    if set(residency.visas) <= {ResidencyVisa.NO_H1B}:
        return Answer.NOT_STATED, "It takes no H-1B, and does not say whether it takes J-1."
    return Answer.DEPENDS, "It does not say that it takes J-1."
