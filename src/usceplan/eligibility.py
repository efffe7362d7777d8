"""Whether an applicant may apply to a program: one small rule each, with its reason and its source.

A rule passes, is unknown (a step to do or a fact to confirm first), or fails. What no page states is unknown where
every program must decide it (audience, visas, exams); a restriction that only some programs make and this one does
not state passes, and its reason says that nothing is stated.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from usceplan.applicant import VISITOR_VISAS, WIDER_STATUS, Applicant, Standing
from usceplan.asked_exams import exams_in_words, lacking
from usceplan.catalog.guidance import Guidance, Law
from usceplan.catalog.program import ANY_SPECIALTY, Program
from usceplan.catalog.vocabulary import (
    EntryType,
    Exam,
    Involvement,
    Kind,
    OpenStatus,
    Provider,
    ResidencySeekers,
    Visa,
    VisaSupport,
)
from usceplan.sources import official_page, supporting_source
from usceplan.words import (
    KIND_NAMES,
    RESIDENCY_SEEKER_NAMES,
    STATUS_NAMES,
    STATUS_OF_ONE,
    VISA_NAMES,
    counted,
    dollars,
    listed,
)


class Result(StrEnum):
    """The result of one check. ``ignored`` is a fail that the applicant chose to ignore."""

    PASS = "pass"
    UNKNOWN = "unknown"
    FAIL = "fail"
    IGNORED = "ignored"


class Verdict(StrEnum):
    """What the checks come to."""

    ELIGIBLE = "eligible"
    CONFIRM = "confirm"
    INELIGIBLE = "ineligible"


class Check(NamedTuple):
    """One rule applied: its result, why, and the page that says so."""

    rule: str
    result: Result
    reason: str
    source: str | None


class Case(NamedTuple):
    """A program and an applicant as they stand when a rotation starts.

    ``relevant_specialties`` names those of the program that are the target or close to it; None where it names none.
    ``can_start`` is whether any Monday is left to start on, ``start_reason`` says which or why not.
    ``least_usd`` is the least that a plan with this program alone can cost.
    """

    program: Program
    applicant: Applicant
    standing: Standing
    guidance: Guidance
    country: str | None
    relevant_specialties: tuple[str, ...] | None
    can_start: bool
    start_reason: str
    least_usd: int


Finding = tuple[Result, str, str | None]

_DAYS_A_WEEK = 7

_SCHOOL_HOSPITALS = frozenset({Provider.MEDICAL_SCHOOL, Provider.ACADEMIC_MEDICAL_CENTER})


def _open(case: Case) -> Finding:
    source = supporting_source(case.program, "status")
    status = case.program.status
    if status is OpenStatus.OPEN:
        return Result.PASS, "Takes applications.", source
    if status is OpenStatus.CLOSED:
        return Result.FAIL, "Is closed or does not take outside applicants.", source
    if status is OpenStatus.PAUSED:
        return Result.FAIL, "Has paused and takes no applications now.", source
    return Result.UNKNOWN, "No page says whether it takes applications now.", None


def _exists(case: Case) -> Finding:
    if case.program.verified:
        return Result.PASS, "An official page shows that it exists.", official_page(case.program)
    return Result.FAIL, "No official page shows that it exists; pay nothing before the institution confirms it.", None


def _audience(case: Case) -> Finding:
    audience, status = case.program.audience, case.standing.status
    source = supporting_source(case.program, "audience")
    if audience is None:
        return Result.UNKNOWN, "No page says whom it takes.", None
    if not audience:
        return Result.FAIL, "Takes no students or graduates of schools abroad.", source
    takes = listed(STATUS_NAMES[who] for who in audience)
    if status in audience or WIDER_STATUS.get(status) in audience:
        return Result.PASS, f"Takes {takes}.", source
    return Result.FAIL, f"Takes only {takes}; you will be {STATUS_OF_ONE[status]}.", source


def _residency_seekers(case: Case) -> Finding:
    seekers = case.program.residency_seekers
    source = supporting_source(case.program, "residency_seekers")
    if seekers is None:
        return Result.UNKNOWN, "No page says whether it takes people who mean to apply for U.S. residency.", None
    result = Result.FAIL if seekers is ResidencySeekers.EXCLUDED else Result.PASS
    text = RESIDENCY_SEEKER_NAMES[seekers]
    return result, f"{text[0].upper()}{text[1:]}.", source


def _graduation_year(case: Case) -> Finding:
    limit, years = case.program.max_years_since_graduation, case.standing.years_since_graduation
    source = supporting_source(case.program, "max_years_since_graduation")
    yours = f"you will be at {counted(max(years, 0), 'year')}"
    if limit is not None:
        result = Result.PASS if years <= limit else Result.FAIL
        return result, f"Takes people up to {counted(limit, 'year')} past graduation; {yours}.", source
    common = case.guidance.law.years_common_limit
    if years <= (common.value or 0):
        return Result.PASS, "States no limit of years since graduation.", None
    reason = f"States no limit of years since graduation; many set {common.value}, and {yours}: ask."
    return Result.UNKNOWN, reason, _law_source(case, common)


def _exams(case: Case) -> Finding:
    required, passed = case.program.exams_required, case.standing.exams
    source = supporting_source(case.program, "exams_required")
    if required is None:
        return Result.UNKNOWN, "No page says which exams it asks for.", None
    if not required:
        return Result.PASS, "Asks for no exam.", source
    wanted = exams_in_words(required)
    if passed is None:
        return Result.UNKNOWN, f"Asks for {wanted}; say with --exam what you have passed.", source
    missing = lacking(required, passed)
    if missing:
        return Result.FAIL, f"Asks for {exams_in_words(missing)}, which you will not have passed by the start.", source
    if Exam.ENGLISH_TEST in required:
        return Result.UNKNOWN, f"Asks for {wanted}; no page says which English test: ask if yours will do.", source
    return Result.PASS, f"Asks for {wanted}, which you will have passed.", source


def usable_visas(case: Case) -> tuple[Visa, ...]:
    """The applicant's statuses that the program accepts; all of them where it names none or accepts none of them."""
    accepted = case.program.visas_accepted
    usable = tuple(visa for visa in case.applicant.visas if accepted is None or visa in accepted)
    return usable or case.applicant.visas


def _visa_accepted(case: Case) -> Finding:
    accepted, source = case.program.visas_accepted, supporting_source(case.program, "visas_accepted")
    if case.applicant.is_us_person:
        return Result.PASS, "You need no visa.", source
    if accepted is None:
        return Result.UNKNOWN, "No page says which visas it accepts.", None
    names = listed((VISA_NAMES[visa] for visa in accepted if visa is not Visa.US_PERSON), "or")
    if not names:
        return Result.FAIL, "Takes only U.S. citizens and permanent residents.", source
    if any(visa in accepted for visa in case.applicant.visas):
        return Result.PASS, f"Accepts {names}.", source
    yours = listed((VISA_NAMES[visa] for visa in case.applicant.visas), "or")
    return Result.FAIL, f"Accepts only {names}, not {yours}.", source


def _visa_permits(case: Case) -> Finding:
    findings = [_status_permits(case, visa) for visa in usable_visas(case)]
    order = (Result.PASS, Result.UNKNOWN, Result.FAIL)
    return min(findings, key=lambda finding: order.index(finding[0]))


def _status_permits(case: Case, visa: Visa) -> Finding:
    law = case.guidance.law
    if visa is Visa.US_PERSON:
        return Result.PASS, "U.S. citizens and permanent residents need no permission.", None
    if visa in VISITOR_VISAS:
        return _visitor_permits(case, visa)
    observes = only_watches(case.program)
    if visa is Visa.J1 and case.program.visa_support is VisaSupport.DS_2019:
        return Result.PASS, "Issues the form DS-2019 for J-1 itself.", supporting_source(case.program, "visa_support")
    if visa is Visa.F1 and case.program.visa_support is VisaSupport.I_20:
        return Result.PASS, "Issues the form I-20 for F-1 itself.", supporting_source(case.program, "visa_support")
    if visa is Visa.H4 and observes:
        return Result.PASS, "H-4 dependants may observe.", _law_source(case, law.dependants)
    if visa is Visa.L2:
        return Result.PASS, "L-2 spouses may work; other L-2 dependants should ask.", _law_source(case, law.dependants)
    rule = {Visa.F1: law.f1_training, Visa.J1: law.j1_limits, Visa.F2: law.dependants, Visa.H4: law.dependants}.get(
        visa, law.dependants if visa is Visa.J2 else law.other_status
    )
    return Result.UNKNOWN, f"{VISA_NAMES[visa]}: {rule.text}", _law_source(case, rule)


def _visitor_permits(case: Case, visa: Visa) -> Finding:
    law, name = case.guidance.law, VISA_NAMES[visa]
    too_long = _outlasts_stay(case, visa)
    if too_long is not None:
        return too_long
    is_visitor_for_business = visa in (Visa.B1, Visa.ESTA)
    if only_watches(case.program):
        if is_visitor_for_business:
            return (
                Result.PASS,
                f"A visitor on {name} may watch without patient care.",
                _law_source(case, law.b1_observer),
            )
        reason = f"The visitor rule for observers speaks of B-1; ask whether {name} serves here."
        return Result.UNKNOWN, reason, _law_source(case, law.b1_observer)
    if case.standing.is_student:
        return _student_visitor_permits(case, visa)
    if _cares_for_patients(case.program):
        reason = f"Hands-on care by a graduate is not covered on {name}."
        return Result.FAIL, reason, _law_source(case, law.b1_graduate_hands_on)
    reason = f"If it turns out to be hands-on, {name} does not cover it for a graduate: ask what you may do."
    return Result.UNKNOWN, reason, _law_source(case, law.b1_graduate_hands_on)


def _outlasts_stay(case: Case, visa: Visa) -> Finding | None:
    """A fail where the shortest rotation is longer than a visitor may stay."""
    limits, entry = case.program.duration_weeks, case.guidance.entry
    least = min(limits.fixed) if limits is not None and limits.fixed else (limits.min if limits is not None else None)
    longest = entry.esta_stay_days if visa is Visa.ESTA else entry.b_stay_days
    if case.applicant.lives_in_us or least is None or least * _DAYS_A_WEEK <= longest.value:
        return None
    reason = (
        f"Lasts at least {counted(least, 'week')}; a stay on {VISA_NAMES[visa]} lasts {longest.value} days at most."
    )
    return Result.FAIL, reason, case.guidance.address(longest.sources)


def _student_visitor_permits(case: Case, visa: Visa) -> Finding:
    law, name = case.guidance.law, VISA_NAMES[visa]
    if case.program.kind is not Kind.ELECTIVE:
        reason = (
            f"The visitor rule for students speaks of electives at a medical school's hospital: ask whether {name} "
            "serves here."
        )
        return Result.UNKNOWN, reason, _law_source(case, law.b1_student_elective)
    if visa is not Visa.B1:
        reason = f"Universities disagree whether {name} serves for an elective; B-1 is the safe one."
        return Result.UNKNOWN, reason, _law_source(case, law.b2_electives)
    reason = "A student may do an unpaid elective on B-1 as part of the degree"
    if case.program.provider not in _SCHOOL_HOSPITALS:
        reason = f"{reason}, at a medical school's hospital: make sure that the site is one"
    return Result.PASS, f"{reason}.", _law_source(case, law.b1_student_elective)


def _cares_for_patients(program: Program) -> bool:
    return program.hands_on in (Involvement.FULL, Involvement.LIMITED)


def only_watches(program: Program) -> bool:
    """Whether participants watch and take no part in patient care."""
    if program.hands_on is not None:
        return program.hands_on is Involvement.NONE
    # An observership is judged to be watching until a page says otherwise.
    return program.kind is Kind.OBSERVERSHIP


def _nationality(case: Case) -> Finding:
    excluded, source = case.program.excluded_nationalities, supporting_source(case.program, "excluded_nationalities")
    if not excluded:
        return Result.PASS, "States no nationality that it does not take.", source
    if case.country is None:
        return Result.UNKNOWN, f"Does not take nationals of {listed(excluded)}; say yours with --nationality.", source
    if case.country in excluded:
        return Result.FAIL, f"Does not take nationals of {case.country}.", source
    return Result.PASS, f"Does not take nationals of {listed(excluded)}; yours is not among them.", source


def _host(case: Case) -> Finding:
    source = supporting_source(case.program, "needs_host")
    if case.program.needs_host:
        reason = "Needs a host, a nomination or an agreement first: find one before you plan on it."
        return Result.UNKNOWN, reason, source
    if case.program.needs_host is None:
        return Result.PASS, "No page asks for a host or a nomination.", None
    return Result.PASS, "Needs no host or nomination.", source


def _state_law(case: Case) -> Finding:
    states = {place.state for place in case.program.locations or ()}
    findings = [
        *_california(case, states),
        *_new_york(case, states),
        *_florida(case, states),
    ]
    order = (Result.FAIL, Result.UNKNOWN, Result.PASS)
    default: Finding = (Result.PASS, "No state rule on file stands against it.", None)
    return min(findings, key=lambda finding: order.index(finding[0]), default=default)


def _california(case: Case, states: set[str]) -> list[Finding]:
    law, program = case.guidance.law.ca_graduate_hands_on, case.program
    if law.state not in states or case.standing.is_student or only_watches(program):
        return []
    if program.id in law.except_programs:
        reason = "California's limit on hands-on work by graduates does not apply to this program."
        return [(Result.PASS, reason, supporting_source(program, "hands_on"))]
    if states != {law.state} or not _cares_for_patients(program):
        reason = "In California graduates may do no hands-on work outside one named program: ask what you may do there."
        return [(Result.UNKNOWN, reason, _law_source(case, law))]
    return [(Result.FAIL, "California allows graduates no hands-on work here.", _law_source(case, law))]


def _new_york(case: Case, states: set[str]) -> list[Finding]:
    law, limits = case.guidance.law.ny_student_weeks, case.program.duration_weeks
    if law.state not in states or not case.standing.is_student or only_watches(case.program):
        return []
    weeks = law.value or 0
    reason = f"New York limits students of schools without its approval to {weeks} weeks in all"
    least = (limits.min or 0) if limits is not None else 0
    if least <= weeks:
        return [(Result.PASS, f"{reason}.", _law_source(case, law))]
    if states != {law.state}:
        reason = f"{reason}, and this lasts at least {least}: ask how many weeks are spent there."
        return [(Result.UNKNOWN, reason, _law_source(case, law))]
    return [(Result.FAIL, f"{reason}; this lasts at least {least}.", _law_source(case, law))]


def _florida(case: Case, states: set[str]) -> list[Finding]:
    law = case.guidance.law.fl_student_electives
    if law.state not in states or not case.standing.is_student or only_watches(case.program):
        return []
    reason = "Florida reviews students of schools without its license one by one, after a Step 2 pass: ask about yours."
    return [(Result.UNKNOWN, reason, _law_source(case, law))]


def _specialty(case: Case) -> Finding:
    offered, source = case.program.specialties, supporting_source(case.program, "specialties")
    if offered is None:
        return Result.UNKNOWN, "No page names its specialties.", None
    if ANY_SPECIALTY in offered:
        return Result.PASS, "Offers many specialties; ask for yours.", source
    if case.relevant_specialties:
        return Result.PASS, f"Offers {listed(case.relevant_specialties)}.", source
    return Result.FAIL, "Offers neither your specialty nor one close to it.", source


def _start_in_time(case: Case) -> Finding:
    result = Result.PASS if case.can_start else Result.FAIL
    return result, case.start_reason, supporting_source(case.program, "apply_lead_weeks")


def _budget(case: Case) -> Finding:
    least, budget = dollars(case.least_usd), dollars(case.applicant.budget)
    source = supporting_source(case.program, "fees")
    if case.least_usd <= case.applicant.budget:
        return Result.PASS, f"A plan with it alone costs at least {least}, within {budget}.", source
    return Result.FAIL, f"Even alone it costs at least {least}, more than {budget}.", source


def _your_limits(case: Case) -> Finding:
    limits, program = case.applicant.limits, case.program
    states = {place.state for place in program.locations or ()}
    if program.id in limits.exclude:
        return Result.FAIL, "You excluded it.", None
    if limits.kinds and program.kind not in limits.kinds:
        return Result.FAIL, f"You asked for {listed(KIND_NAMES[kind] for kind in limits.kinds)} only.", None
    if limits.hands_on_only and not _cares_for_patients(program):
        why = "you only observe here" if program.hands_on is Involvement.NONE else "no page says that this one is"
        return Result.FAIL, f"You asked for hands-on programs only; {why}.", None
    if limits.states and not states & set(limits.states):
        where = "" if states else "; no page says where this one is"
        return Result.FAIL, f"You asked for {listed(limits.states, 'or')} only{where}.", None
    if states and states <= set(limits.not_states):
        return Result.FAIL, f"You asked not to go to {listed(limits.not_states, 'or')}.", None
    return Result.PASS, "Within the limits you set.", None


def _law_source(case: Case, law: Law) -> str | None:
    return case.guidance.address(law.sources)


RULES: dict[str, Callable[[Case], Finding]] = {
    "open": _open,
    "exists": _exists,
    "audience": _audience,
    "residency-seekers": _residency_seekers,
    "graduation-year": _graduation_year,
    "exams": _exams,
    "visa-accepted": _visa_accepted,
    "visa-permits": _visa_permits,
    "nationality": _nationality,
    "host": _host,
    "state-law": _state_law,
    "specialty": _specialty,
    "start-in-time": _start_in_time,
    "budget": _budget,
    "your-limits": _your_limits,
}


OF_THE_DAY = frozenset({"audience", "graduation-year", "exams", "visa-permits", "state-law", "start-in-time", "budget"})
"""The rules that look at where the applicant stands when a rotation starts, or at what there is then."""


def checks(case: Case, on_another_day: tuple[Check, ...] = ()) -> tuple[Check, ...]:
    """Every rule applied to a case; a fail of a rule that the applicant ignores is kept and marked.

    ``on_another_day`` are the checks of the same program and applicant for another start, if there are any: what does
    not depend on the day is taken from them.
    """
    if not on_another_day:
        return tuple(_check(case, name) for name in RULES)
    return tuple(_check(case, known.rule) if known.rule in OF_THE_DAY else known for known in on_another_day)


def _check(case: Case, name: str) -> Check:
    result, reason, source = RULES[name](case)
    if result is Result.FAIL and name in case.applicant.limits.ignore_rules:
        result = Result.IGNORED
    return Check(name, result, reason, source)


def verdict(results: tuple[Check, ...]) -> Verdict:
    """Any fail makes ineligible, else any unknown (or ignored fail) confirm, else eligible."""
    found = {check.result for check in results}
    if Result.FAIL in found:
        return Verdict.INELIGIBLE
    if Result.UNKNOWN in found or Result.IGNORED in found:
        return Verdict.CONFIRM
    return Verdict.ELIGIBLE


def is_placement(program: Program) -> bool:
    """Whether an entry can be planned in weeks."""
    return program.entry is EntryType.PLACEMENT
