"""The rules of eligibility, one table each: the fact, the result, what the person is told, and whose page says so."""

import re
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situations import GRADUATE, MADE_UP, PAGE, catalogue, situation
from usceplan.applicant import Limits, PassedExam, Standing
from usceplan.assessment import assess, to_confirm
from usceplan.catalog.program import Program, ProgramSource
from usceplan.catalog.vocabulary import (
    EntryType,
    Exam,
    Involvement,
    Kind,
    OpenStatus,
    Provider,
    ResidencySeekers,
    Status,
    Visa,
    VisaSupport,
)
from usceplan.costs.prices import Prices
from usceplan.eligibility import RULES, Case, Check, Result, Verdict, checks, is_placement, verdict
from usceplan.sources import best_source, newest_date, official_page, supporting_source
from usceplan.words import counted, dollars, listed

PASS, UNKNOWN, FAIL, IGNORED = Result.PASS, Result.UNKNOWN, Result.FAIL, Result.IGNORED
LAW = catalogue().guidance.law

# A program that states everything, and that the usual graduate (three years past graduation, B-1/B-2) may come to.
OPEN_TO_ALL: dict[str, Any] = {
    **MADE_UP,
    "provider": "academic-medical-center",
    "letter": {"offered": "yes", "letterhead": "hospital"},
    "max_years_since_graduation": 5,
    "duration_weeks": {"min": 4, "max": 8},
}


def program(**changes: Any) -> Program:
    """The program of the template with some facts changed."""
    return Program.model_validate({**OPEN_TO_ALL, **changes})


def places(*states: str) -> list[dict[str, str | None]]:
    return [{"city": None, "state": state} for state in states]


class Person(NamedTuple):
    """Whom a program is looked at for, when a rotation starts."""

    status: Status = Status.GRADUATE
    years: int = 3
    exams: frozenset[Exam] | None = frozenset()
    visas: tuple[Visa, ...] = (Visa.B1, Visa.B2)
    country: str | None = "India"
    us_metro: str | None = None
    budget: int = 9000
    limits: Limits = Limits()


USUAL = Person()


def case(looked_at: Program, person: Person = USUAL, **changes: Any) -> Case:
    applicant = replace(
        GRADUATE, visas=person.visas, us_metro=person.us_metro, budget=person.budget, limits=person.limits
    )
    standing = Standing(person.status, person.years, person.exams)
    usual: dict[str, Any] = {
        "country": person.country,
        "relevant_specialties": ("internal medicine",),
        "can_start": True,
        "start_reason": "Can start on 2027-01-18 at the earliest; it wants 8 weeks of lead time.",
        "least_usd": 3000,
    }
    return Case(looked_at, applicant, standing, catalogue().guidance, **{**usual, **changes})


def check(rule: str, looked_at: Case) -> Check:
    (found,) = (one for one in checks(looked_at) if one.rule == rule)
    return found


class Row(NamedTuple):
    """A case by name, and what its rule must say; ``source`` is the page of the program, one of law, or none."""

    name: str
    facts: dict[str, Any]
    person: Person
    result: Result
    reason: str
    source: str | None


def law_page(name: str) -> str:
    address = catalogue().guidance.address(getattr(LAW, name).sources)
    assert address is not None
    return address


# The rules of one fact each. The reason stands as the person reads it.
RULES_OF_A_FACT: dict[str, list[Row]] = {
    "open": [
        Row("open", {"status": "open"}, USUAL, PASS, "Takes applications.", PAGE),
        Row("closed", {"status": "closed"}, USUAL, FAIL, "Is closed or does not take outside applicants.", PAGE),
        Row("paused", {"status": "paused"}, USUAL, FAIL, "Has paused and takes no applications now.", PAGE),
        Row("not said", {"status": None}, USUAL, UNKNOWN, "No page says whether it takes applications now.", None),
    ],
    "exists": [
        Row("shown", {"verified": True}, USUAL, PASS, "An official page shows that it exists.", PAGE),
        Row(
            "not shown",
            {"verified": False},
            USUAL,
            FAIL,
            "No official page shows that it exists; pay nothing before the institution confirms it.",
            None,
        ),
    ],
    "audience": [
        Row("a graduate", {"audience": ["graduate"]}, USUAL, PASS, "Takes graduates.", PAGE),
        Row(
            "a physician has graduated",
            {"audience": ["graduate"]},
            Person(Status.PRACTISING_PHYSICIAN),
            PASS,
            "Takes graduates.",
            PAGE,
        ),
        Row(
            "a resident has graduated",
            {"audience": ["graduate", "practising-physician"]},
            Person(Status.RESIDENT),
            PASS,
            "Takes graduates and practicing physicians.",
            PAGE,
        ),
        Row(
            "a graduate is no physician in practice",
            {"audience": ["practising-physician"]},
            USUAL,
            FAIL,
            "Takes only practicing physicians; you will be a graduate.",
            PAGE,
        ),
        Row(
            "a graduate for students",
            {"audience": ["student", "final-year-student"]},
            USUAL,
            FAIL,
            "Takes only students and final-year students; you will be a graduate.",
            PAGE,
        ),
        Row("a student", {"audience": ["student"]}, Person(Status.STUDENT), PASS, "Takes students.", PAGE),
        Row(
            "a final-year student is a student",
            {"audience": ["student"]},
            Person(Status.FINAL_YEAR_STUDENT),
            PASS,
            "Takes students.",
            PAGE,
        ),
        Row(
            "a student too early",
            {"audience": ["final-year-student"]},
            Person(Status.STUDENT),
            FAIL,
            "Takes only final-year students; you will be a student before the final year.",
            PAGE,
        ),
        Row(
            "a student for graduates",
            {"audience": ["graduate"]},
            Person(Status.FINAL_YEAR_STUDENT),
            FAIL,
            "Takes only graduates; you will be a final-year student.",
            PAGE,
        ),
        Row(
            "nobody from abroad",
            {"audience": []},
            USUAL,
            FAIL,
            "Takes no students or graduates of schools abroad.",
            PAGE,
        ),
        Row("not said", {"audience": None}, USUAL, UNKNOWN, "No page says whom it takes.", None),
    ],
    "residency-seekers": [
        Row(
            "accepted",
            {"residency_seekers": "accepted"},
            USUAL,
            PASS,
            "Takes people who mean to apply for U.S. residency.",
            PAGE,
        ),
        Row(
            "meant for them",
            {"residency_seekers": "only"},
            USUAL,
            PASS,
            "Is meant for people who mean to apply for U.S. residency.",
            PAGE,
        ),
        Row(
            "excluded",
            {"residency_seekers": "excluded"},
            USUAL,
            FAIL,
            "Does not take people who mean to apply for U.S. residency.",
            PAGE,
        ),
        Row(
            "not said",
            {"residency_seekers": None},
            USUAL,
            UNKNOWN,
            "No page says whether it takes people who mean to apply for U.S. residency.",
            None,
        ),
    ],
    "graduation-year": [
        Row(
            "at the limit",
            {"max_years_since_graduation": 3},
            Person(years=3),
            PASS,
            "Takes people up to 3 years past graduation; you will be at 3 years.",
            PAGE,
        ),
        Row(
            "a year past the limit",
            {"max_years_since_graduation": 3},
            Person(years=4),
            FAIL,
            "Takes people up to 3 years past graduation; you will be at 4 years.",
            PAGE,
        ),
        Row(
            "in the year of graduation",
            {"max_years_since_graduation": 0},
            Person(years=0),
            PASS,
            "Takes people up to 0 years past graduation; you will be at 0 years.",
            PAGE,
        ),
        Row(
            "before graduation",
            {"max_years_since_graduation": 1},
            Person(Status.STUDENT, years=-2),
            PASS,
            "Takes people up to 1 year past graduation; you will be at 0 years.",
            PAGE,
        ),
        Row(
            "no limit, five years",
            {"max_years_since_graduation": None},
            Person(years=5),
            PASS,
            "States no limit of years since graduation.",
            None,
        ),
        Row(
            "no limit, six years",
            {"max_years_since_graduation": None},
            Person(years=6),
            UNKNOWN,
            "States no limit of years since graduation; many set 5, and you will be at 6 years: ask.",
            law_page("years_common_limit"),
        ),
    ],
    "exams": [
        Row("none asked", {"exams_required": []}, USUAL, PASS, "Asks for no exam.", PAGE),
        Row("not said", {"exams_required": None}, USUAL, UNKNOWN, "No page says which exams it asks for.", None),
        Row(
            "nothing told",
            {"exams_required": ["usmle-step-1"]},
            Person(exams=None),
            UNKNOWN,
            "Asks for USMLE Step 1; say with --exam what you have passed.",
            PAGE,
        ),
        Row(
            "all passed",
            {"exams_required": ["usmle-step-1", "toefl"]},
            Person(exams=frozenset({Exam.STEP_1, Exam.STEP_2_CK, Exam.TOEFL})),
            PASS,
            "Asks for USMLE Step 1 and TOEFL, which you will have passed.",
            PAGE,
        ),
        Row(
            "another English test",
            {"exams_required": ["toefl"]},
            Person(exams=frozenset({Exam.OET})),
            FAIL,
            "Asks for TOEFL, which you will not have passed by the start.",
            PAGE,
        ),
        Row(
            "one of two English tests",
            {"exams_required": ["usmle-step-1", "oet", "toefl"]},
            Person(exams=frozenset({Exam.STEP_1, Exam.OET})),
            PASS,
            "Asks for USMLE Step 1 and an English test (OET or TOEFL), which you will have passed.",
            PAGE,
        ),
        Row(
            "none of two English tests",
            {"exams_required": ["usmle-step-1", "oet", "toefl"]},
            Person(exams=frozenset({Exam.STEP_1, Exam.IELTS})),
            FAIL,
            "Asks for an English test (OET or TOEFL), which you will not have passed by the start.",
            PAGE,
        ),
        Row(
            "an English test that no page names",
            {"exams_required": ["english-test"]},
            Person(exams=frozenset({Exam.IELTS})),
            UNKNOWN,
            "Asks for an English test; no page says which English test: ask if yours will do.",
            PAGE,
        ),
        Row(
            "no English test at all",
            {"exams_required": ["english-test"]},
            Person(exams=frozenset({Exam.STEP_1})),
            FAIL,
            "Asks for an English test, which you will not have passed by the start.",
            PAGE,
        ),
        Row(
            "one lacking",
            {"exams_required": ["usmle-step-1", "usmle-step-2-ck", "ecfmg-certificate"]},
            Person(exams=frozenset({Exam.STEP_1})),
            FAIL,
            "Asks for USMLE Step 2 CK and the ECFMG certificate, which you will not have passed by the start.",
            PAGE,
        ),
        Row(
            "none passed",
            {"exams_required": ["usmle-step-1"]},
            Person(exams=frozenset()),
            FAIL,
            "Asks for USMLE Step 1, which you will not have passed by the start.",
            PAGE,
        ),
    ],
    "visa-accepted": [
        Row("one of two", {"visas_accepted": ["b1", "f1"]}, USUAL, PASS, "Accepts B-1 or F-1.", PAGE),
        Row(
            "neither of two",
            {"visas_accepted": ["j1", "f1"]},
            USUAL,
            FAIL,
            "Accepts only J-1 or F-1, not B-1 or B-2.",
            PAGE,
        ),
        Row(
            "no visa at all",
            {"visas_accepted": []},
            USUAL,
            FAIL,
            "Takes only U.S. citizens and permanent residents.",
            PAGE,
        ),
        Row(
            "only U.S. persons",
            {"visas_accepted": ["us-person"]},
            USUAL,
            FAIL,
            "Takes only U.S. citizens and permanent residents.",
            PAGE,
        ),
        Row(
            "a visa beside U.S. persons",
            {"visas_accepted": ["us-person", "j1"]},
            Person(visas=(Visa.ESTA,)),
            FAIL,
            "Accepts only J-1, not ESTA (visa waiver).",
            PAGE,
        ),
        Row("not said", {"visas_accepted": None}, USUAL, UNKNOWN, "No page says which visas it accepts.", None),
        Row(
            "a U.S. person",
            {"visas_accepted": ["j1"]},
            Person(visas=(Visa.US_PERSON,)),
            PASS,
            "You need no visa.",
            PAGE,
        ),
    ],
    "nationality": [
        Row(
            "none excluded",
            {"excluded_nationalities": []},
            Person(country=None),
            PASS,
            "States no nationality that it does not take.",
            PAGE,
        ),
        Row(
            "not yours",
            {"excluded_nationalities": ["Cuba", "Iran"]},
            USUAL,
            PASS,
            "Does not take nationals of Cuba and Iran; yours is not among them.",
            PAGE,
        ),
        Row(
            "yours",
            {"excluded_nationalities": ["Cuba", "Iran"]},
            Person(country="Iran"),
            FAIL,
            "Does not take nationals of Iran.",
            PAGE,
        ),
        Row(
            "yours not told",
            {"excluded_nationalities": ["Cuba", "Iran", "Syria"]},
            Person(country=None),
            UNKNOWN,
            "Does not take nationals of Cuba, Iran and Syria; say yours with --nationality.",
            PAGE,
        ),
    ],
    "host": [
        Row("none needed", {"needs_host": False}, USUAL, PASS, "Needs no host or nomination.", PAGE),
        Row(
            "needed",
            {"needs_host": True},
            USUAL,
            UNKNOWN,
            "Needs a host, a nomination or an agreement first: find one before you plan on it.",
            PAGE,
        ),
        Row("not said", {"needs_host": None}, USUAL, PASS, "No page asks for a host or a nomination.", None),
    ],
}


@pytest.mark.parametrize(
    ("rule", "row"),
    [pytest.param(rule, row, id=f"{rule}-{row.name}") for rule, rows in RULES_OF_A_FACT.items() for row in rows],
)
def test_rule(rule: str, row: Row) -> None:
    found = check(rule, case(program(**row.facts), row.person))
    assert found == Check(rule, row.result, row.reason, row.source)


# What each status permits, by what one does: watch, care for patients, or what no page says (?).
# A student's elective is one at a medical school's hospital.
VISAS = """
           | graduate                  | student's elective        | student elsewhere
           | watch   | care    | ?     | watch   | care    | ?     | watch   | care    | ?
us-person  | pass    | pass    | pass  | pass    | pass    | pass  | pass    | pass    | pass
b1         | pass    | fail    | ask   | pass    | pass    | pass  | pass    | ask     | ask
b2         | ask     | fail    | ask   | ask     | ask     | ask   | ask     | ask     | ask
esta       | pass    | fail    | ask   | pass    | ask     | ask   | pass    | ask     | ask
f1         | ask     | ask     | ask   | ask     | ask     | ask   | ask     | ask     | ask
f2         | ask     | ask     | ask   | ask     | ask     | ask   | ask     | ask     | ask
h1b        | ask     | ask     | ask   | ask     | ask     | ask   | ask     | ask     | ask
h4         | pass    | ask     | ask   | pass    | ask     | ask   | pass    | ask     | ask
j1         | ask     | ask     | ask   | ask     | ask     | ask   | ask     | ask     | ask
j2         | ask     | ask     | ask   | ask     | ask     | ask   | ask     | ask     | ask
l2         | pass    | pass    | pass  | pass    | pass    | pass  | pass    | pass    | pass
o1         | ask     | ask     | ask   | ask     | ask     | ask   | ask     | ask     | ask
o3         | ask     | ask     | ask   | ask     | ask     | ask   | ask     | ask     | ask
"""
RESULT_OF = {"pass": PASS, "ask": UNKNOWN, "fail": FAIL}


def _permitted() -> dict[tuple[Visa, str, str], Result]:
    columns = [(who, what) for who in ("graduate", "elective", "elsewhere") for what in ("watch", "care", "?")]
    rows = [[cell.strip() for cell in line.split("|")] for line in VISAS.strip().splitlines()[2:]]
    return {
        (Visa(visa), who, what): RESULT_OF[cell]
        for visa, *cells in rows
        for (who, what), cell in zip(columns, cells, strict=True)
    }


def _doing(kind: Kind | None, hands_on: Involvement | None) -> str:
    if hands_on in (Involvement.FULL, Involvement.LIMITED):
        return "care"
    # An observership is one of watching, also where its page does not say so.
    return "watch" if hands_on is Involvement.NONE or kind is Kind.OBSERVERSHIP else "?"


@pytest.mark.parametrize("visa", list(Visa))
def test_what_each_visa_permits(visa: Visa) -> None:
    expected = _permitted()
    everyone = (Status.STUDENT, Status.FINAL_YEAR_STUDENT, Status.GRADUATE, Status.PRACTISING_PHYSICIAN)
    for status, hands_on, kind in product(everyone, (*Involvement, None), (*Kind, None)):
        is_student = status in (Status.STUDENT, Status.FINAL_YEAR_STUDENT)
        who = ("elective" if kind is Kind.ELECTIVE else "elsewhere") if is_student else "graduate"
        found = check(
            "visa-permits",
            case(program(kind=kind, hands_on=hands_on, visas_accepted=None), Person(status, visas=(visa,))),
        )
        assert found.result is expected[visa, who, _doing(kind, hands_on)], (status, kind, hands_on, found)


HANDS_ON = {"kind": "externship", "hands_on": "full"}
WATCHING = {"kind": "observership", "hands_on": "none"}
ELECTIVE = {"kind": "elective", "hands_on": "full", "provider": "medical-school", "visas_accepted": None}
STUDENT = Person(Status.FINAL_YEAR_STUDENT, years=-1)

SPEAKS_OF_SCHOOLS = (
    "The visitor rule for students speaks of electives at a medical school's hospital: ask whether B-1 serves here."
)

WHAT_A_VISA_PERMITS = [
    Row(
        "a graduate's hands-on care on B-1/B-2",
        HANDS_ON,
        USUAL,
        FAIL,
        "Hands-on care by a graduate is not covered on B-1.",
        law_page("b1_graduate_hands_on"),
    ),
    Row(
        "a graduate's hands-on care on the visa waiver",
        {**HANDS_ON, "visas_accepted": None},
        Person(visas=(Visa.ESTA,)),
        FAIL,
        "Hands-on care by a graduate is not covered on ESTA (visa waiver).",
        law_page("b1_graduate_hands_on"),
    ),
    Row(
        "limited care is care",
        {"kind": "observership", "hands_on": "limited"},
        USUAL,
        FAIL,
        "Hands-on care by a graduate is not covered on B-1.",
        law_page("b1_graduate_hands_on"),
    ),
    Row(
        "a brochure's externship that is not said to be hands-on",
        {"kind": "externship", "hands_on": None},
        USUAL,
        UNKNOWN,
        "If it turns out to be hands-on, B-1 does not cover it for a graduate: ask what you may do.",
        law_page("b1_graduate_hands_on"),
    ),
    Row(
        "watching",
        WATCHING,
        USUAL,
        PASS,
        "A visitor on B-1 may watch without patient care.",
        law_page("b1_observer"),
    ),
    Row(
        "watching where only B-2 is accepted",
        {**WATCHING, "visas_accepted": ["b2"]},
        USUAL,
        UNKNOWN,
        "The visitor rule for observers speaks of B-1; ask whether B-2 serves here.",
        law_page("b1_observer"),
    ),
    Row(
        "a student's elective on B-1",
        ELECTIVE,
        STUDENT,
        PASS,
        "A student may do an unpaid elective on B-1 as part of the degree.",
        law_page("b1_student_elective"),
    ),
    Row(
        "a student's elective on B-2",
        ELECTIVE,
        STUDENT._replace(visas=(Visa.B2,)),
        UNKNOWN,
        "Universities disagree whether B-2 serves for an elective; B-1 is the safe one.",
        law_page("b2_electives"),
    ),
    Row(
        "a student's elective on the visa waiver",
        ELECTIVE,
        STUDENT._replace(visas=(Visa.ESTA,)),
        UNKNOWN,
        "Universities disagree whether ESTA (visa waiver) serves for an elective; B-1 is the safe one.",
        law_page("b2_electives"),
    ),
    Row(
        "a student's elective outside of a medical school",
        {**ELECTIVE, "provider": "community-hospital"},
        STUDENT,
        PASS,
        "A student may do an unpaid elective on B-1 as part of the degree, at a medical school's hospital: make sure "
        "that the site is one.",
        law_page("b1_student_elective"),
    ),
    Row(
        "a student's externship",
        HANDS_ON,
        STUDENT,
        UNKNOWN,
        SPEAKS_OF_SCHOOLS,
        law_page("b1_student_elective"),
    ),
    Row(
        "a U.S. person",
        HANDS_ON,
        Person(visas=(Visa.US_PERSON,)),
        PASS,
        "U.S. citizens and permanent residents need no permission.",
        None,
    ),
    Row(
        "J-1 from the program itself",
        {**HANDS_ON, "visas_accepted": ["j1"], "visa_support": "ds-2019"},
        Person(visas=(Visa.J1,)),
        PASS,
        "Issues the form DS-2019 for J-1 itself.",
        PAGE,
    ),
    Row(
        "F-1 from the program itself",
        {**HANDS_ON, "visas_accepted": ["f1"], "visa_support": "i-20"},
        Person(visas=(Visa.F1,)),
        PASS,
        "Issues the form I-20 for F-1 itself.",
        PAGE,
    ),
    Row(
        "J-1 from elsewhere",
        {**WATCHING, "visas_accepted": None},
        Person(visas=(Visa.J1,)),
        UNKNOWN,
        f"J-1: {LAW.j1_limits.text}",
        law_page("j1_limits"),
    ),
    Row(
        "F-1 from elsewhere",
        {**WATCHING, "visas_accepted": None},
        Person(visas=(Visa.F1,)),
        UNKNOWN,
        f"F-1: {LAW.f1_training.text}",
        law_page("f1_training"),
    ),
    Row(
        "H-4 watching",
        {**WATCHING, "visas_accepted": None},
        Person(visas=(Visa.H4,)),
        PASS,
        "H-4 dependants may observe.",
        law_page("dependants"),
    ),
    Row(
        "a status of which no rule is on file",
        {**WATCHING, "visas_accepted": None},
        Person(visas=(Visa.O1,)),
        UNKNOWN,
        f"O-1: {LAW.other_status.text}",
        None,
    ),
    Row(
        "the accepted visa counts, not the better one",
        {**HANDS_ON, "visas_accepted": ["b1"]},
        Person(visas=(Visa.B1, Visa.L2)),
        FAIL,
        "Hands-on care by a graduate is not covered on B-1.",
        law_page("b1_graduate_hands_on"),
    ),
    Row(
        "the better of two visas where none is named",
        {**HANDS_ON, "visas_accepted": None},
        Person(visas=(Visa.B1, Visa.L2)),
        PASS,
        "L-2 spouses may work; other L-2 dependants should ask.",
        law_page("dependants"),
    ),
    Row(
        "a stay of 182 days on B-1",
        {**WATCHING, "duration_weeks": {"min": 26, "max": None}, "visas_accepted": ["b1"]},
        USUAL,
        FAIL,
        "Lasts at least 26 weeks; a stay on B-1 lasts 180 days at most.",
        None,
    ),
    Row(
        "a stay of 175 days on B-1",
        {**WATCHING, "duration_weeks": {"min": 25, "max": None}, "visas_accepted": ["b1"]},
        USUAL,
        PASS,
        "A visitor on B-1 may watch without patient care.",
        law_page("b1_observer"),
    ),
    Row(
        "a stay of 91 days on the visa waiver",
        {**WATCHING, "duration_weeks": {"min": None, "max": None, "fixed": [16, 13]}, "visas_accepted": None},
        Person(visas=(Visa.ESTA,)),
        FAIL,
        "Lasts at least 13 weeks; a stay on ESTA (visa waiver) lasts 90 days at most.",
        catalogue().guidance.address(catalogue().guidance.entry.esta_stay_days.sources),
    ),
    Row(
        "a stay of 84 days on the visa waiver",
        {**WATCHING, "duration_weeks": {"min": 12, "max": 26}, "visas_accepted": None},
        Person(visas=(Visa.ESTA,)),
        PASS,
        "A visitor on ESTA (visa waiver) may watch without patient care.",
        law_page("b1_observer"),
    ),
]


@pytest.mark.parametrize("row", WHAT_A_VISA_PERMITS, ids=lambda row: row.name)
def test_what_a_visa_permits(row: Row) -> None:
    found = check("visa-permits", case(program(**row.facts), row.person))
    assert found == Check("visa-permits", row.result, row.reason, row.source)


NO_STATE_RULE = "No state rule on file stands against it."
CA, NY, FL = (law_page(name) for name in ("ca_graduate_hands_on", "ny_student_weeks", "fl_student_electives"))
TWELVE = "New York limits students of schools without its approval to 12 weeks in all"

STATE_LAW = [
    Row("no state with a rule", HANDS_ON, USUAL, PASS, NO_STATE_RULE, None),
    Row("place not known", {**HANDS_ON, "locations": None}, USUAL, PASS, NO_STATE_RULE, None),
    Row(
        "California, a graduate's care",
        {**HANDS_ON, "locations": places("CA")},
        USUAL,
        FAIL,
        "California allows graduates no hands-on work here.",
        CA,
    ),
    Row(
        "California, limited care by a physician",
        {"hands_on": "limited", "locations": places("CA")},
        Person(Status.PRACTISING_PHYSICIAN),
        FAIL,
        "California allows graduates no hands-on work here.",
        CA,
    ),
    Row(
        "California, the law holds for U.S. persons too",
        {**HANDS_ON, "locations": places("CA")},
        Person(visas=(Visa.US_PERSON,)),
        FAIL,
        "California allows graduates no hands-on work here.",
        CA,
    ),
    Row(
        "California, the program that the law names",
        {**HANDS_ON, "locations": places("CA"), "id": "ucla-img-program-family-medicine"},
        USUAL,
        PASS,
        "California's limit on hands-on work by graduates does not apply to this program.",
        PAGE,
    ),
    Row("California, watching", {**WATCHING, "locations": places("CA")}, USUAL, PASS, NO_STATE_RULE, None),
    Row(
        "California, an observership that says no more",
        {"kind": "observership", "hands_on": None, "locations": places("CA")},
        USUAL,
        PASS,
        NO_STATE_RULE,
        None,
    ),
    Row("California, a student", {**ELECTIVE, "locations": places("CA")}, STUDENT, PASS, NO_STATE_RULE, None),
    Row(
        "California among other states",
        {**HANDS_ON, "locations": places("TX", "CA")},
        USUAL,
        UNKNOWN,
        "In California graduates may do no hands-on work outside one named program: ask what you may do there.",
        CA,
    ),
    Row(
        "California, care not said",
        {"kind": "externship", "hands_on": None, "locations": places("CA")},
        USUAL,
        UNKNOWN,
        "In California graduates may do no hands-on work outside one named program: ask what you may do there.",
        CA,
    ),
    Row("New York, a graduate", {**HANDS_ON, "locations": places("NY")}, USUAL, PASS, NO_STATE_RULE, None),
    Row(
        "New York, a student for twelve weeks",
        {**ELECTIVE, "locations": places("NY"), "duration_weeks": {"min": 12, "max": 24}},
        STUDENT,
        PASS,
        f"{TWELVE}.",
        NY,
    ),
    Row(
        "New York, a student for no stated time",
        {**ELECTIVE, "locations": places("NY"), "duration_weeks": None},
        STUDENT,
        PASS,
        f"{TWELVE}.",
        NY,
    ),
    Row(
        "New York, a student for thirteen weeks",
        {**ELECTIVE, "locations": places("NY"), "duration_weeks": {"min": 13, "max": None}},
        STUDENT,
        FAIL,
        f"{TWELVE}; this lasts at least 13.",
        NY,
    ),
    Row(
        "New York among other states, thirteen weeks",
        {**ELECTIVE, "locations": places("NY", "NJ"), "duration_weeks": {"min": 13, "max": None}},
        STUDENT,
        UNKNOWN,
        f"{TWELVE}, and this lasts at least 13: ask how many weeks are spent there.",
        NY,
    ),
    Row(
        "New York, a student who watches for thirteen weeks",
        {**WATCHING, "locations": places("NY"), "duration_weeks": {"min": 13, "max": None}},
        STUDENT,
        PASS,
        NO_STATE_RULE,
        None,
    ),
    Row(
        "Florida, a student",
        {**ELECTIVE, "locations": places("FL")},
        STUDENT,
        UNKNOWN,
        "Florida reviews students of schools without its license one by one, after a Step 2 pass: ask about yours.",
        FL,
    ),
    Row("Florida, a student who watches", {**WATCHING, "locations": places("FL")}, STUDENT, PASS, NO_STATE_RULE, None),
    Row("Florida, a graduate", {**HANDS_ON, "locations": places("FL")}, USUAL, PASS, NO_STATE_RULE, None),
    Row(
        "the hardest of two states decides",
        {**ELECTIVE, "locations": places("NY", "FL")},
        STUDENT,
        UNKNOWN,
        "Florida reviews students of schools without its license one by one, after a Step 2 pass: ask about yours.",
        FL,
    ),
]


@pytest.mark.parametrize("row", STATE_LAW, ids=lambda row: row.name)
def test_state_law(row: Row) -> None:
    found = check("state-law", case(program(**row.facts), row.person))
    assert found == Check("state-law", row.result, row.reason, row.source)


@pytest.mark.parametrize(
    ("offered", "relevant", "result", "reason", "source"),
    [
        pytest.param(None, None, UNKNOWN, "No page names its specialties.", None, id="not said"),
        pytest.param(
            ["any"],
            ("internal-medicine",),
            PASS,
            "Offers many specialties; ask for yours.",
            PAGE,
            id="any",
        ),
        pytest.param(
            ["cardiology", "radiology", "internal-medicine"],
            ("cardiology", "internal medicine"),
            PASS,
            "Offers cardiology and internal medicine.",
            PAGE,
            id="yours and a close one",
        ),
        pytest.param(
            ["radiology"], (), FAIL, "Offers neither your specialty nor one close to it.", PAGE, id="another one"
        ),
        pytest.param([], (), FAIL, "Offers neither your specialty nor one close to it.", PAGE, id="none"),
    ],
)
def test_specialty(
    offered: list[str] | None, relevant: tuple[str, ...] | None, result: Result, reason: str, source: str | None
) -> None:
    found = check("specialty", case(program(specialties=offered), relevant_specialties=relevant))
    assert found == Check("specialty", result, reason, source)


@pytest.mark.parametrize(
    ("least", "budget", "result", "reason"),
    [
        (8999, 9000, PASS, "A plan with it alone costs at least $8,999, within $9,000."),
        (9000, 9000, PASS, "A plan with it alone costs at least $9,000, within $9,000."),
        (9001, 9000, FAIL, "Even alone it costs at least $9,001, more than $9,000."),
        (500, 0, FAIL, "Even alone it costs at least $500, more than $0."),
    ],
)
def test_budget(least: int, budget: int, result: Result, reason: str) -> None:
    found = check("budget", case(program(), Person(budget=budget), least_usd=least))
    assert found == Check("budget", result, reason, PAGE)


@pytest.mark.parametrize(("can_start", "result"), [(True, PASS), (False, FAIL)])
def test_start_in_time(can_start: bool, result: Result) -> None:
    found = check("start-in-time", case(program(), can_start=can_start, start_reason="As the calendar says."))
    assert found == Check("start-in-time", result, "As the calendar says.", PAGE)


@pytest.mark.parametrize(
    ("limits", "facts", "result", "reason"),
    [
        pytest.param({}, {}, PASS, "Within the limits you set.", id="no limits"),
        pytest.param({"exclude": ("made-up",)}, {}, FAIL, "You excluded it.", id="excluded"),
        pytest.param({"exclude": ("another",)}, {}, PASS, "Within the limits you set.", id="another is excluded"),
        pytest.param(
            {"kinds": (Kind.ELECTIVE, Kind.EXTERNSHIP)},
            {},
            FAIL,
            "You asked for electives and externships only.",
            id="another kind",
        ),
        pytest.param({"kinds": (Kind.OBSERVERSHIP,)}, {}, PASS, "Within the limits you set.", id="that kind"),
        pytest.param(
            {"kinds": (Kind.OBSERVERSHIP,)},
            {"kind": None},
            FAIL,
            "You asked for observerships only.",
            id="no stated kind",
        ),
        pytest.param(
            {"hands_on_only": True},
            {},
            FAIL,
            "You asked for hands-on programs only; you only observe here.",
            id="watching, hands-on wanted",
        ),
        pytest.param(
            {"hands_on_only": True},
            {"hands_on": None},
            FAIL,
            "You asked for hands-on programs only; no page says that this one is.",
            id="not said, hands-on wanted",
        ),
        pytest.param(
            {"hands_on_only": True}, {"hands_on": "limited"}, PASS, "Within the limits you set.", id="limited"
        ),
        pytest.param({"states": ("NY", "NJ")}, {}, FAIL, "You asked for NY or NJ only.", id="another state"),
        pytest.param({"states": ("IL",)}, {}, PASS, "Within the limits you set.", id="that state"),
        pytest.param(
            {"states": ("IL",)}, {"locations": places("NY", "IL")}, PASS, "Within the limits you set.", id="one of two"
        ),
        pytest.param(
            {"states": ("NY",)},
            {"locations": None},
            FAIL,
            "You asked for NY only; no page says where this one is.",
            id="place not said",
        ),
        pytest.param({"not_states": ("IL",)}, {}, FAIL, "You asked not to go to IL.", id="a state not wanted"),
        pytest.param(
            {"not_states": ("IL",)},
            {"locations": places("NY", "IL")},
            PASS,
            "Within the limits you set.",
            id="one of two not wanted",
        ),
        pytest.param(
            {"not_states": ("IL",)},
            {"locations": None},
            PASS,
            "Within the limits you set.",
            id="place not said, one not",
        ),
    ],
)
def test_your_own_limits(limits: dict[str, Any], facts: dict[str, Any], result: Result, reason: str) -> None:
    found = check("your-limits", case(program(**facts), Person(limits=Limits(**limits))))
    assert found == Check("your-limits", result, reason, None)


def _checks(*results: Result) -> tuple[Check, ...]:
    return tuple(Check(f"rule-{number}", result, "Because.", None) for number, result in enumerate(results))


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ((), Verdict.ELIGIBLE),
        ((PASS, PASS), Verdict.ELIGIBLE),
        ((PASS, UNKNOWN), Verdict.CONFIRM),
        ((PASS, IGNORED), Verdict.CONFIRM),
        ((PASS, FAIL), Verdict.INELIGIBLE),
        ((UNKNOWN, FAIL), Verdict.INELIGIBLE),
        ((IGNORED, FAIL), Verdict.INELIGIBLE),
        ((IGNORED, UNKNOWN), Verdict.CONFIRM),
    ],
)
def test_verdict(results: tuple[Result, ...], expected: Verdict) -> None:
    assert verdict(_checks(*results)) is expected
    assert verdict(_checks(*reversed(results))) is expected


@given(st.lists(st.sampled_from(list(Result)), max_size=15), st.data())
def test_a_worse_check_never_betters_the_verdict(results: list[Result], data: st.DataObject) -> None:
    order = [Verdict.ELIGIBLE, Verdict.CONFIRM, Verdict.INELIGIBLE]
    before = order.index(verdict(_checks(*results)))
    results.insert(data.draw(st.integers(0, len(results))), data.draw(st.sampled_from([UNKNOWN, FAIL])))
    assert order.index(verdict(_checks(*results))) >= before


def test_what_states_everything_and_fits_is_eligible() -> None:
    found = checks(case(program()))
    assert [check.rule for check in found] == list(RULES)
    assert {check.result for check in found} == {PASS}
    assert verdict(found) is Verdict.ELIGIBLE


def test_what_states_nothing_is_to_be_confirmed() -> None:
    silent = [
        "status", "audience", "residency_seekers", "max_years_since_graduation", "exams_required", "visas_accepted",
        "excluded_nationalities", "needs_host", "specialties", "hands_on", "kind", "locations", "duration_weeks",
    ]  # fmt: skip
    found = checks(case(program(**dict.fromkeys(silent)), relevant_specialties=None))
    unknown = {check.rule for check in found if check.result is UNKNOWN}
    assert unknown == {
        "open", "audience", "residency-seekers", "exams", "visa-accepted", "visa-permits", "specialty",
    }  # fmt: skip
    assert {check.result for check in found} == {PASS, UNKNOWN}
    assert verdict(found) is Verdict.CONFIRM


def test_what_is_not_verified_is_ineligible_whatever_else_it_says() -> None:
    found = checks(case(program(verified=False)))
    assert [check.rule for check in found if check.result is FAIL] == ["exists"]
    assert verdict(found) is Verdict.INELIGIBLE


# ignored rules


def test_an_ignored_fail_stays_with_its_reason_and_its_source() -> None:
    students_only = program(audience=["student"])
    person = Person(limits=Limits(ignore_rules=("audience",)))
    plain, ignored = check("audience", case(students_only)), check("audience", case(students_only, person))
    assert plain.result is FAIL
    assert ignored == plain._replace(result=IGNORED)
    assert verdict(checks(case(students_only, person))) is Verdict.CONFIRM
    assert to_confirm(checks(case(students_only, person))) == (plain.reason,)


@pytest.mark.parametrize("audience", [["graduate"], None])
def test_ignoring_a_rule_that_does_not_fail_changes_nothing(audience: list[str] | None) -> None:
    person = Person(limits=Limits(ignore_rules=("audience",)))
    looked_at = program(audience=audience)
    assert checks(case(looked_at, person)) == checks(case(looked_at))


def test_ignoring_one_rule_leaves_the_others() -> None:
    person = Person(limits=Limits(ignore_rules=("audience",)))
    assert verdict(checks(case(program(audience=["student"], status="closed"), person))) is Verdict.INELIGIBLE


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "your-limits"])
def test_every_rule_can_be_ignored_and_its_reason_stays(rule: str) -> None:
    """A program that fails everything: the ignored rule is still there to confirm, whichever it is."""
    worst = program(
        id="worst", verified=False, status="closed", audience=[], residency_seekers="excluded",
        max_years_since_graduation=0, exams_required=["usmle-step-1"], visas_accepted=["f1"],
        excluded_nationalities=["India"], locations=[{"city": "Los Angeles", "state": "CA"}],
        hands_on="full", kind="externship", specialties=["radiology"], duration_weeks={"min": 90, "max": None},
    )  # fmt: skip
    asked = situation(limits={"ignore_rules": (rule,)}, budget=100, exams=(), nationality="IN")
    found = assess(asked, Prices(asked), worst)
    by_rule = {check.rule: check.result for check in found.checks}
    passes = {"host", "your-limits"}
    assert by_rule == {name: PASS if name in passes else IGNORED if name == rule else FAIL for name in RULES}
    ignored = tuple(check.reason for check in found.checks if check.result is IGNORED)
    assert to_confirm(found.checks) == ignored
    assert len(ignored) == (0 if rule == "host" else 1)


# by the day: the verdict is that of the start which serves best

ANY_DATE = {"apply_lead_weeks": {"min": 1, "max": None}, "duration_weeks": {"min": 4, "max": 4}}


def _result(found: tuple[Check, ...], rule: str) -> Result:
    return next(check.result for check in found if check.rule == rule)


def test_a_student_may_come_to_what_is_for_graduates_once_graduated() -> None:
    asked = situation(graduation_year=2027)
    found = assess(asked, Prices(asked), program(audience=["graduate"], **ANY_DATE))
    assert {
        standing.status: _result(results, "audience") for standing, results in found.checks_by_standing.items()
    } == {
        Status.FINAL_YEAR_STUDENT: FAIL,
        Status.GRADUATE: PASS,
    }
    assert found.earliest_start == date(2027, 7, 5)
    (starts,) = (check for check in found.checks if check.rule == "start-in-time")
    assert starts.reason == "Can start on 2027-07-05 at the earliest; it wants 1 week of lead time."


def test_a_student_moves_into_the_final_year() -> None:
    asked = situation(graduation_year=2028, visas=(Visa.B1,))
    found = assess(asked, Prices(asked), program(**ELECTIVE, audience=["final-year-student"], **ANY_DATE))
    assert _result(found.checks, "audience") is PASS
    assert found.earliest_start == date(2027, 7, 5)


@pytest.mark.parametrize(
    ("today", "earliest", "result"),
    [
        pytest.param(date(2027, 5, 24), date(2027, 5, 31), PASS, id="ends on the last Sunday before"),
        pytest.param(date(2027, 5, 27), None, FAIL, id="would end after graduation"),
    ],
)
def test_an_elective_ends_with_graduation(today: date, earliest: date | None, result: Result) -> None:
    """Graduation is on 2027-06-30, so the last four weeks begin on 2027-05-31."""
    asked = situation(today=today, graduation_year=2027, visas=(Visa.B1,))
    found = assess(asked, Prices(asked), program(**ELECTIVE, audience=["final-year-student"], **ANY_DATE))
    assert _result(found.checks, "audience") is result
    if earliest is not None:
        assert found.earliest_start == earliest


def test_an_elective_that_can_only_outlast_the_studies_says_so() -> None:
    asked = situation(today=date(2027, 5, 27), graduation_year=2027, visas=(Visa.B1,), available_to=date(2027, 7, 20))
    found = assess(asked, Prices(asked), program(**ELECTIVE, audience=["final-year-student"], **ANY_DATE))
    (starts,) = (check for check in found.checks if check.rule == "start-in-time")
    assert (starts.result, starts.reason) == (
        FAIL,
        "An elective must end before you graduate, and none can any more "
        "(4 weeks at least; it wants 1 week of lead time).",
    )


def test_an_observership_may_go_on_past_graduation() -> None:
    asked = situation(today=date(2027, 5, 27), graduation_year=2027)
    watching = program(audience=["final-year-student", "graduate"], **ANY_DATE)
    assert assess(asked, Prices(asked), watching).earliest_start == date(2027, 6, 7)


@pytest.mark.parametrize(
    ("limit", "available_from", "earliest"),
    [
        pytest.param(4, None, date(2028, 11, 27), id="the fourth year has five Mondays left"),
        pytest.param(4, date(2028, 12, 25), date(2028, 12, 25), id="the last Monday of the fourth year"),
        pytest.param(4, date(2028, 12, 26), None, id="the next Monday is in the fifth"),
        pytest.param(5, date(2028, 12, 26), date(2029, 1, 1), id="a year's first Monday is its first day"),
    ],
)
def test_years_are_counted_to_the_start(limit: int, available_from: date | None, earliest: date | None) -> None:
    """Graduated in 2024; 2029 begins with a Monday, on which five years are counted."""
    asked = situation(
        today=date(2028, 11, 15), match_year=2029, graduation_year=2024, available_from=available_from, budget=20_000
    )
    found = assess(asked, Prices(asked), program(max_years_since_graduation=limit, **ANY_DATE))
    assert _result(found.checks, "graduation-year") is (FAIL if earliest is None else PASS)
    assert found.earliest_start == (earliest or date(2029, 1, 1))
    assert (found.verdict is Verdict.INELIGIBLE) is (earliest is None)


def test_graduation_in_the_current_year_counts_no_year() -> None:
    """Asked in November by someone who graduated in June: nothing this year, one year from January on."""
    asked = situation(graduation_year=2026)
    found = assess(asked, Prices(asked), program(max_years_since_graduation=0, **ANY_DATE))
    assert found.earliest_start == date(2026, 11, 30)
    reasons = [
        check.reason for results in found.checks_by_standing.values() for check in results if "past" in check.reason
    ]
    assert reasons == [
        "Takes people up to 0 years past graduation; you will be at 0 years.",
        "Takes people up to 0 years past graduation; you will be at 1 year.",
        "Takes people up to 0 years past graduation; you will be at 2 years.",
    ]


@pytest.mark.parametrize(
    ("on", "earliest", "result"),
    [
        pytest.param(None, date(2026, 11, 30), PASS, id="passed already"),
        pytest.param(date(2027, 6, 6), date(2027, 6, 7), PASS, id="the day before a Monday"),
        pytest.param(date(2027, 6, 7), date(2027, 6, 7), PASS, id="on a Monday"),
        pytest.param(date(2027, 6, 8), date(2027, 6, 14), PASS, id="the day after a Monday"),
        pytest.param(date(2028, 2, 29), date(2026, 11, 30), FAIL, id="on a leap day, too late for the Match"),
    ],
)
def test_an_exam_planned_for_later_opens_what_starts_after_it(on: date | None, earliest: date, result: Result) -> None:
    asked = situation(exams=(PassedExam(Exam.STEP_1, on),))
    found = assess(asked, Prices(asked), program(exams_required=["usmle-step-1"], **ANY_DATE))
    assert _result(found.checks, "exams") is result
    if result is PASS:
        assert found.earliest_start == earliest


def test_the_certificate_stands_for_the_steps_that_a_program_asks_for() -> None:
    asked = situation(exams=(PassedExam(Exam.ECFMG_CERTIFICATE),))
    found = assess(asked, Prices(asked), program(exams_required=["usmle-step-1", "usmle-step-2-ck"]))
    assert _result(found.checks, "exams") is PASS


@pytest.mark.parametrize(
    ("nationality", "result"), [("IR", FAIL), ("IN", PASS), (None, UNKNOWN)], ids=["Iran", "India", "not told"]
)
def test_nationality_is_told_by_its_code(nationality: str | None, result: Result) -> None:
    asked = situation(nationality=nationality)
    found = assess(asked, Prices(asked), program(excluded_nationalities=["Iran"]))
    assert _result(found.checks, "nationality") is result


def test_the_least_price_decides_to_the_dollar() -> None:
    wealthy = situation(budget=50_000)
    paid = assess(wealthy, Prices(wealthy), program())
    (stated,) = (check.reason for check in paid.checks if check.rule == "budget")
    least = int(re.findall(r"\$([\d,]+)", stated)[0].replace(",", ""))
    for budget, result in ((least, PASS), (least - 1, FAIL), (0, FAIL)):
        asked = situation(budget=budget)
        assert _result(assess(asked, Prices(asked), program()).checks, "budget") is result


# what the whole catalogue tells people

PEOPLE: dict[str, dict[str, Any]] = {
    "graduate": {"graduation_year": 2019, "exams": (PassedExam(Exam.STEP_1),)},
    "student": {"graduation_year": 2028, "visas": (Visa.ESTA,), "nationality": "DE"},
    "resident": {"graduation_year": 2024, "visas": (Visa.US_PERSON,), "us_metro": "chicago", "budget": 500},
    "dependant": {"graduation_year": 2010, "visas": (Visa.J2, Visa.H4), "limits": {"states": ("NY",)}},
}
OUR_WORDS = re.compile(
    r"None|null|\[|_|\bus-person\b|practising-|final-year-student\b|usmle-|\bh1b\b|\bb1\b|\bcase\b|\bid\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("who", PEOPLE)
def test_every_reason_is_a_sentence_for_people(who: str) -> None:
    asked = situation(**PEOPLE[who])
    prices = Prices(asked)
    for looked_at in catalogue().programs:
        for results in assess(asked, prices, looked_at).checks_by_standing.values():
            for found in results:
                told = (looked_at.id, found)
                assert re.fullmatch(r"[A-Z].*[.]", found.reason), told
                assert not OUR_WORDS.search(found.reason), told
                assert "  " not in found.reason and ".." not in found.reason, told
                assert found.source is None or found.source.startswith("http"), told


# The facts behind these rules must have a page that states them, or the law one that explains it.
SOURCED = ("exists", "graduation-year", "exams", "visa-accepted", "visa-permits", "nationality", "state-law")
HAS_NO_PAGE = re.compile(
    r"(No page|No official page|States no|No state rule|You need no visa|U\.S\. citizens"
    r"|Lasts at least \d+ weeks; a stay on B-)"  # the six months of a B visitor, of which no page was read
)


@pytest.mark.parametrize("who", PEOPLE)
def test_what_a_page_or_the_law_is_said_to_say_has_its_source(who: str) -> None:
    asked = situation(**PEOPLE[who])
    prices = Prices(asked)
    without = [
        (looked_at.id, found.rule, found.reason)
        for looked_at in catalogue().programs
        for found in assess(asked, prices, looked_at).checks
        if found.rule in SOURCED and found.source is None and not HAS_NO_PAGE.match(found.reason)
    ]
    assert without == []


# the page to cite


def _page(url: str, as_of: str | None, *, official: bool, supports: tuple[str, ...] = ("status",)) -> dict[str, Any]:
    return {"url": f"https://{url}/page", "as_of": as_of, "official": official, "supports": list(supports)}


def test_the_newest_official_page_is_cited_before_newer_ones_of_others() -> None:
    cited = program(
        sources=[
            _page("old.example", "2019", official=True),
            _page("blog.example", "2026-10", official=False),
            _page("new.example", "2025-03", official=True),
            _page("undated.example", None, official=True),
            _page("fees.example", "2026-11", official=True, supports=("fees",)),
        ]
    )
    assert supporting_source(cited, "status") == "https://new.example/page"
    assert supporting_source(cited, "fees") == "https://fees.example/page"
    assert supporting_source(cited, "audience") is None
    assert isinstance(best_source(cited, "status"), ProgramSource)
    assert official_page(cited) == "https://fees.example/page"
    assert newest_date(cited) == "2026-11"


def test_without_an_official_page_the_address_of_the_program_is_cited() -> None:
    cited = program(sources=[_page("blog.example", None, official=False)])
    assert official_page(cited) == PAGE
    assert newest_date(cited) is None


# checks of other days

STUDENT = Person(Status.FINAL_YEAR_STUDENT, -1, frozenset({Exam.STEP_1}))


@pytest.mark.parametrize(
    "person", [USUAL, Person(Status.GRADUATE, 9, None), STUDENT], ids=["as usual", "later", "a student"]
)
def test_what_does_not_depend_on_the_day_is_the_same_on_every_day(person: Person) -> None:
    for looked_at in catalogue().programs:
        before = checks(case(looked_at, USUAL))
        later = case(looked_at, person, can_start=False, start_reason="Cannot start.", least_usd=90_000)
        assert checks(later, before) == checks(later), looked_at.id


# words


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listed(words: list[str], text: str) -> None:
    assert listed(words) == text
    assert listed(words, "or") == text.replace("and", "or")


def test_counted_and_dollars() -> None:
    assert [counted(number, "week") for number in (0, 1, 2)] == ["0 weeks", "1 week", "2 weeks"]
    assert [dollars(usd) for usd in (0, 999, 1000, 1234567)] == ["$0", "$999", "$1,000", "$1,234,567"]


def test_the_template_and_the_resources() -> None:
    """The words used above are words of the vocabulary, and a resource is no placement."""
    assert (program().status, program().provider) == (OpenStatus.OPEN, Provider.ACADEMIC_MEDICAL_CENTER)
    assert (program().residency_seekers, program().visa_support) == (ResidencySeekers.ACCEPTED, None)
    assert program(visa_support="ds-2019").visa_support is VisaSupport.DS_2019
    listing = program(entry="resource", resource_type="listing", resource_use="A list of places to write to.")
    assert (is_placement(program()), is_placement(listing)) == (True, False)
    assert listing.entry is EntryType.RESOURCE
