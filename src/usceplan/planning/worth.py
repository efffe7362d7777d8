"""What a rotation is worth for the application: its letter, its weeks, its setting and how recent it is.

All in integers, as section "The plan" of the method asks: thousandths of a letter and of a week, whole points.
"""

from datetime import date

from usceplan.applicant import months_before
from usceplan.catalog.guidance import Factors
from usceplan.catalog.program import ANY_SPECIALTY, Program
from usceplan.catalog.specialties import closeness
from usceplan.catalog.vocabulary import Involvement, Kind, LetterOffer, Setting
from usceplan.planning.situation import Situation, last_day
from usceplan.scales import THOUSAND

SPECIALTY_RULE = "specialty"
UNCLINICAL_KINDS = frozenset({Kind.RESEARCH, Kind.VOLUNTEER})


def specialty_factor(situation: Situation, specialty: str) -> int:
    """How much a specialty counts for this applicant, in thousandths: 1000 the target, less for related and second."""
    file, factors = situation.catalogue.specialties, situation.catalogue.guidance.factors
    target, *seconds = situation.applicant.specialties
    found = [closeness(file, target, specialty)]
    found += [factors.second_specialty.value * closeness(file, second, specialty) // THOUSAND for second in seconds]
    return max(found) or factors.specialty_other.value


def is_relevant(situation: Situation, specialty: str) -> bool:
    """Whether a specialty is the target, a second one, or related to one of them."""
    file = situation.catalogue.specialties
    return any(closeness(file, wanted, specialty) > 0 for wanted in situation.applicant.specialties)


def relevant_specialties(situation: Situation, program: Program) -> tuple[str, ...]:
    """The specialties of a program that are the target, a second one, or related to one of them.

    A program for any specialty, or one that names none, is attended in the target.
    """
    offered = program.specialties
    if offered is None or ANY_SPECIALTY in offered:
        return (situation.applicant.target,)
    return tuple(specialty for specialty in offered if is_relevant(situation, specialty))


def planned_specialties(situation: Situation, program: Program) -> tuple[str, ...]:
    """The specialties in which a rotation at a program is considered.

    Those that are relevant; where none is and the applicant ignores that, the first offered, as all others count the
    same.
    """
    relevant = relevant_specialties(situation, program)
    if relevant or SPECIALTY_RULE not in situation.applicant.limits.ignore_rules:
        return relevant
    return (program.specialties or ())[:1]


def letter_quality(situation: Situation, program: Program, specialty: str) -> int:
    """Thousandths of a letter that a rotation brings if it counts: specialty × involvement × certainty × kind."""
    factors = situation.catalogue.guidance.factors
    product = (
        specialty_factor(situation, specialty)
        * _letter_involvement(factors, program.hands_on)
        * letter_certainty(factors, program.letter.offered)
        * (factors.kind_other.value if program.kind in UNCLINICAL_KINDS else factors.kind_clinical.value)
    )
    return product // THOUSAND**3


def _letter_involvement(factors: Factors, involvement: Involvement | None) -> int:
    if involvement is Involvement.FULL:
        return factors.letter_involvement_full.value
    if involvement is Involvement.LIMITED:
        return factors.letter_involvement_limited.value
    return factors.letter_involvement_none.value


def letter_certainty(factors: Factors, offered: LetterOffer | None) -> int:
    """How sure a letter is, in thousandths."""
    if offered is None:
        return factors.letter_unknown.value
    return {
        LetterOffer.YES: factors.letter_yes.value,
        LetterOffer.POSSIBLE: factors.letter_possible.value,
        LetterOffer.NO: factors.letter_no.value,
    }[offered]


def letter_counts(situation: Situation, start: date, weeks: int) -> bool:
    """Whether a rotation is long enough for a letter and ends in time for it."""
    return weeks >= situation.catalogue.guidance.letters.min_weeks.value and (
        last_day(start, weeks) <= situation.letter_deadline
    )


def involvement_factor(factors: Factors, program: Program) -> int:
    """What a week counts for hands-on experience, in thousandths."""
    if program.kind is Kind.RESEARCH:
        return factors.hands_on_research.value
    if program.hands_on is Involvement.FULL:
        return factors.hands_on_full.value
    if program.hands_on is Involvement.LIMITED:
        return factors.hands_on_limited.value
    return factors.hands_on_none.value


def specialty_week_factor(situation: Situation, program: Program, specialty: str) -> int:
    """What a week counts for the specialty, in thousandths; a week of research counts nothing."""
    return 0 if program.kind is Kind.RESEARCH else specialty_factor(situation, specialty)


def effective_weeks(situation: Situation, start: date, weeks: int) -> int:
    """Weeks in thousandths; those that begin on or after the day of review count less."""
    before = max(0, min(weeks, -(-(situation.review_day - start).days // 7)))
    return before * THOUSAND + (weeks - before) * situation.catalogue.guidance.strength.after_review_thousandths.value


def recency_points(situation: Situation, start: date, weeks: int, points: int) -> int:
    """What a rotation earns of the part's points for how recent it will be when applications may be submitted."""
    strength = situation.catalogue.guidance.strength
    if weeks < situation.catalogue.guidance.letters.min_weeks.value:
        return 0
    end = last_day(start, weeks)
    if end >= months_before(situation.submission_day, strength.recency_fresh_months.value):
        return points
    if end >= months_before(situation.submission_day, strength.recency_acceptable_months.value):
        return points * strength.recency_acceptable_points.value // strength.recency_fresh_points.value
    return 0


def mix(program: Program) -> tuple[bool, bool, bool]:
    """Inpatient, outpatient, residency programs on site: only what a page states."""
    settings = program.settings or ()
    return Setting.INPATIENT in settings, Setting.OUTPATIENT in settings, program.residency_programs_on_site is True
