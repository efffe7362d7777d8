"""What to ask a program before applying: what no page states, what is stated in part, and what is old."""

from collections.abc import Iterator
from datetime import date

from usceplan.browse.ages import age_months
from usceplan.catalog.program import Fee, Limits, Program
from usceplan.catalog.program_rules import NEED_A_SOURCE
from usceplan.catalog.vocabulary import FeeRole, Intake, Involvement, LetterOffer, OpenStatus
from usceplan.output.browse_results import QuestionInfo
from usceplan.sources import best_source
from usceplan.words import listed

QUESTIONS: dict[str, str] = {
    "verified": "Does this program exist, and does the institution itself run it?",
    "status": "Do you take applications now?",
    "audience": "Do you take students and graduates of medical schools outside the United States?",
    "residency_seekers": "Do you take people who mean to apply for U.S. residency?",
    "max_years_since_graduation": "Is there a limit of years since graduation from medical school?",
    "exams_required": "Which exams (USMLE, English) must I have passed, and do you need the ECFMG certificate?",
    "visas_accepted": "Which visas or statuses do you accept (B-1/B-2, ESTA, J-1, F-1)?",
    "visa_support": "What do you issue for the visa: an invitation letter, a DS-2019, an I-20, or nothing?",
    "needs_host": "Do I need a host physician, a nomination or an agreement with my school before I apply?",
    "documents": "Which documents, tests, vaccinations and insurance do you ask for?",
    "specialties": "In which specialties and departments can I rotate?",
    "hands_on": "May I take histories, examine patients and write notes, or only observe?",
    "settings": "Is the work on the wards or in clinics?",
    "letter": "May I ask the physician I work with for a letter of recommendation for residency applications?",
    "letterhead": "On whose letterhead are letters of recommendation written?",
    "residency_programs_on_site": "Do residents of an accredited residency program work at the same site?",
    "locations": "In which city and at which site does it take place?",
    "duration_weeks": "How many weeks may a rotation last, at least and at most?",
    "start_months": "On which dates, or in which months, can a rotation start?",
    "apply_lead_weeks": "How long before the start must I apply, and when do you answer?",
    "deadlines": "Are there deadlines for applications?",
    "fees": "What does it cost in all, when is it due, and what do you refund if my visa is refused?",
    "fees_complete": "Does anything come on top of the fees on your page?",
}
"""What to ask where a fact is unknown, in the order of asking: whether one may come at all before what it is like."""

CONFIRMED_WHEN_OLD = (*NEED_A_SOURCE, "status")
"""The facts to confirm once their page is old: those that decide about money, time and who may come."""

_CONFIRMED: dict[str, str] = {
    "audience": "Do you still take those whom your page of {as_of} names?",
    "residency_seekers": "Do you still hold to what your page of {as_of} says of people who seek residency?",
    "fees": "Are the fees still as your page of {as_of} says?",
    "visas_accepted": "Do you still accept the visas that your page of {as_of} names?",
    "max_years_since_graduation": "Is the limit of years since graduation still as on your page of {as_of}?",
    "exams_required": "Do you still ask for the exams that your page of {as_of} names?",
    "excluded_nationalities": "Are the nationalities you do not take still those on your page of {as_of}?",
    "duration_weeks": "Is the length of a rotation still as on your page of {as_of}?",
    "apply_lead_weeks": "Must I still apply as long before the start as your page of {as_of} says?",
    "status": "Do you still take applications, as your page of {as_of} says?",
}


def questions(program: Program, today: date, old_months: int) -> list[QuestionInfo]:
    """The questions of one program, in the order in which to ask them; what is older than so many months counts as old.

    A program that is closed, or takes nobody, is asked nothing else.
    """
    if program.status is OpenStatus.CLOSED:
        return []
    found = [*_unknown(program), *_incomplete(program)]
    asked = {one.fact for one in found}
    found += [one for one in _old(program, today, old_months) if one.fact not in asked]
    order = list(QUESTIONS)
    return sorted(found, key=lambda one: order.index(one.fact) if one.fact in order else len(order))


def _unknown(program: Program) -> Iterator[QuestionInfo]:
    for fact, text in QUESTIONS.items():
        if _is_unknown(program, fact):
            yield QuestionInfo(fact=fact, why="unknown", text=text)


def _is_unknown(program: Program, fact: str) -> bool:
    if fact == "verified":
        return not program.verified
    if fact == "letter":
        return program.letter.offered is None
    if fact == "letterhead":
        return program.letter.offered in (LetterOffer.YES, LetterOffer.POSSIBLE) and program.letter.letterhead is None
    if fact == "start_months":
        return program.start_months is None and program.intake in (None, Intake.FIXED_DATES)
    if fact == "deadlines":
        return program.deadlines is None and program.apply_lead_weeks is not None
    if fact == "fees_complete":
        return bool(program.fees) and program.fees_complete is None
    if fact == "settings" and program.hands_on is Involvement.NONE:
        return False
    value = getattr(program, fact)
    return value is None or value in (Limits(min=None, max=None),)


def _incomplete(program: Program) -> Iterator[QuestionInfo]:
    """The amounts of fees that are known to exist and that nobody states."""
    open_fees = [fee.item for fee in program.fees or () if fee.usd is None and _may_be_due(fee)]
    if open_fees:
        text = f"How much is the {listed(dict.fromkeys(open_fees))}?"
        yield QuestionInfo(fact="fees", why="incomplete", text=text)


def _may_be_due(fee: Fee) -> bool:
    return fee.role in (FeeRole.CHARGE, FeeRole.CONDITIONAL)


def _old(program: Program, today: date, old_months: int) -> Iterator[QuestionInfo]:
    for fact in CONFIRMED_WHEN_OLD:
        page = best_source(program, fact)
        age = age_months(page.as_of if page else None, today)
        if page is not None and age is not None and age > old_months:
            yield QuestionInfo(fact=fact, why="old", text=_CONFIRMED[fact].format(as_of=page.as_of))
