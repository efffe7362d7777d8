"""Advice for one profile: which rules of the guidance hold, with their words filled in."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from usceplan.applicant import VISITOR_VISAS
from usceplan.catalog.guidance import AdviceRule
from usceplan.catalog.requirements import ExperienceStatus, for_specialty
from usceplan.catalog.specialties import name_in_text
from usceplan.catalog.vocabulary import Setting
from usceplan.planning.candidates import weeks_wanted, years_at_application
from usceplan.planning.situation import WEEK, Situation, last_day, next_monday
from usceplan.words import VISA_NAMES, listed

SUMMER = (7, 8, 9)
_FRESH = {0: "less than a year", 1: "about a year"}
"""Calendar years since graduation of a fresh graduate, in words."""


class Advice(NamedTuple):
    """One advice: what to do, why, and the page that says so."""

    id: str
    text: str
    because: str
    source: str | None


class PlannedRotation(NamedTuple):
    """What advice looks at in a rotation of the plan."""

    name: str
    start: date
    weeks: int
    settings: tuple[Setting, ...]
    residency_on_site: bool


class Outcome(NamedTuple):
    """The plan that was found, empty where none was, and then why."""

    rotations: tuple[PlannedRotation, ...]
    why_none: str | None


Words = dict[str, object]


def advice(situation: Situation, outcome: Outcome) -> tuple[Advice, ...]:
    """The advice whose condition holds, the most pressing first."""
    found: list[Advice] = []
    for name, condition in _CONDITIONS.items():
        words = condition(situation, outcome)
        if words is not None:
            rule: AdviceRule = getattr(situation.catalogue.guidance.advice, name)
            found.append(_filled(situation, name, rule, words))
    return tuple(found)


def _filled(situation: Situation, name: str, rule: AdviceRule, words: Words) -> Advice:
    source = words.get("source") or situation.catalogue.guidance.address(rule.sources)
    text, because = rule.text.format(**words), rule.because.format(**words)
    return Advice(name.replace("_", "-"), text, because, str(source) if source else None)


def _letter_start_is_left(situation: Situation) -> bool:
    weeks = situation.catalogue.guidance.letters.min_weeks.value
    return last_day(next_monday(situation.today), weeks) <= situation.letter_deadline


def _nothing_open(_: Situation, outcome: Outcome) -> Words | None:
    return {"reason": _as_clause(outcome.why_none)} if outcome.why_none else None


def _as_clause(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")


def _letters_first(situation: Situation, _: Outcome) -> Words | None:
    letters = situation.catalogue.guidance.letters
    if not _letter_start_is_left(situation) or situation.applicant.held_letters >= letters.target.value:
        return None
    return {
        "min_weeks": letters.min_weeks.value,
        "letter_deadline": situation.letter_deadline.isoformat(),
        "review_date": situation.review_day.isoformat(),
        "letter_days": letters.days_before_review.value,
    }


def _late_for_letters(situation: Situation, _: Outcome) -> Words | None:
    if _letter_start_is_left(situation):
        return None
    letters, match_year = situation.catalogue.guidance.letters, situation.applicant.match_year
    return {
        "match_year": match_year,
        "next_year": match_year + 1,
        "min_weeks": letters.min_weeks.value,
        "letter_days": letters.days_before_review.value,
        "review_date": situation.review_day.isoformat(),
    }


def _early_short_then_long(situation: Situation, _: Outcome) -> Words | None:
    months = (situation.letter_deadline - situation.today).days * 12 // 365
    wanted = situation.catalogue.guidance.strength.recency_fresh_months.value
    if months < wanted:
        return None
    return {"months_left": months, "longer": "rotation" if _may_only_observe(situation) else "hands-on rotation"}


def _older_graduate_academic(situation: Situation, _: Outcome) -> Words | None:
    years = years_at_application(situation)
    if years <= situation.catalogue.guidance.strength.older_graduate_years.value:
        return None
    return {"weeks_wanted": weeks_wanted(situation), "years": years}


def _graduation_gap(situation: Situation, _: Outcome) -> Words | None:
    years, common = years_at_application(situation), situation.catalogue.guidance.law.years_common_limit.value or 0
    return {"years": years, "common_limit": common} if years > common else None


def _fresh_graduate(situation: Situation, _: Outcome) -> Words | None:
    years = years_at_application(situation)
    if situation.standing(situation.today).is_student or years not in _FRESH:
        return None
    return {"years": _FRESH[years]}


def _student_advantage(situation: Situation, _: Outcome) -> Words | None:
    return {} if situation.standing(situation.today).is_student else None


def _undecided(situation: Situation, _: Outcome) -> Words | None:
    count = len(situation.applicant.specialties)
    return {"count": count} if count > 1 else None


def _months_of_experience(situation: Situation, outcome: Outcome) -> Words | None:
    weeks = situation.applicant.held_weeks + sum(rotation.weeks for rotation in outcome.rotations)
    # Older graduates are advised of the greater number of weeks that is wanted of them.
    if weeks >= situation.catalogue.guidance.strength.weeks_wanted.value:
        return None
    return {"min_weeks": situation.catalogue.guidance.letters.min_weeks.value}


def _mix_of_settings(_: Situation, outcome: Outcome) -> Words | None:
    if not outcome.rotations:
        return None
    wanted = {
        "inpatient work": any(Setting.INPATIENT in one.settings for one in outcome.rotations),
        "outpatient work": any(Setting.OUTPATIENT in one.settings for one in outcome.rotations),
        "a hospital with residents": any(one.residency_on_site for one in outcome.rotations),
    }
    missing = [name for name, has in wanted.items() if not has]
    return {"missing": listed(missing)} if missing else None


def _requirements_on_file(situation: Situation, _: Outcome) -> Words | None:
    target = situation.applicant.target
    on_file = for_specialty(situation.catalogue.requirements, target)
    if not on_file:
        return None
    required = (ExperienceStatus.REQUIRED, ExperienceStatus.REQUIRED_WITH_EXCEPTIONS)
    return {
        "count": len(on_file),
        "specialty": name_in_text(situation.catalogue.specialties, target),
        "not_counted": sum(one.us_experience.observerships_count is False for one in on_file) or "none",
        "required": sum(one.us_experience.status in required for one in on_file) or "none",
        "hands_on": sum(one.us_experience.hands_on_required is True for one in on_file) or "none",
        "source": on_file[0].url,
    }


def _summer_early(_: Situation, outcome: Outcome) -> Words | None:
    names = [rotation.name for rotation in outcome.rotations if _touches_summer(rotation)]
    return {"programs": "; ".join(names)} if names else None


def _touches_summer(rotation: PlannedRotation) -> bool:
    return any((rotation.start + number * WEEK).month in SUMMER for number in range(rotation.weeks))


def _visitor_observe_only(situation: Situation, _: Outcome) -> Words | None:
    if not _may_only_observe(situation):
        return None
    return {"visa": "/".join(VISA_NAMES[visa] for visa in situation.applicant.visas)}


def _may_only_observe(situation: Situation) -> bool:
    """Whether visitor visas are all that a graduate has."""
    return set(situation.applicant.visas) <= VISITOR_VISAS and not situation.standing(situation.today).is_student


_CONDITIONS: dict[str, Callable[[Situation, Outcome], Words | None]] = {
    "nothing_open": _nothing_open,
    "late_for_letters": _late_for_letters,
    "letters_first": _letters_first,
    "student_advantage": _student_advantage,
    "visitor_observe_only": _visitor_observe_only,
    "older_graduate_academic": _older_graduate_academic,
    "graduation_gap": _graduation_gap,
    "fresh_graduate": _fresh_graduate,
    "months_of_experience": _months_of_experience,
    "early_short_then_long": _early_short_then_long,
    "mix_of_settings": _mix_of_settings,
    "summer_early": _summer_early,
    "requirements_on_file": _requirements_on_file,
    "undecided": _undecided,
}
