"""The ten institutions that a popular guide recommends, and what each truly is for five applicants.

The table was derived by hand from the facts of each entry and the rules of law in ``guidance.yaml``, not from the
program's output. Every applicant aims at internal medicine in the 2028 Match, asks on 2026-11-22, says nothing of exams
or nationality, and has money enough that the budget decides nothing.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pytest

from situations import catalogue, situation
from usceplan.assessment import Assessment, assess
from usceplan.catalog.program import Program
from usceplan.catalog.vocabulary import Status, Visa
from usceplan.costs.prices import Prices
from usceplan.eligibility import Result

ENOUGH = 100_000

APPLICANTS: dict[str, dict[str, Any]] = {
    # Graduated in 2023, with a visitor visa.
    "graduate": {"graduation_year": 2023, "visas": (Visa.B1, Visa.B2)},
    # Graduates at the end of June 2027 and can only come before that.
    "student": {
        "graduation_year": 2027,
        "status": Status.FINAL_YEAR_STUDENT,
        "visas": (Visa.B1,),
        "available_to": date(2027, 6, 27),
    },
    # Graduated in 2024, a permanent resident who lives in Chicago.
    "resident": {"graduation_year": 2024, "visas": (Visa.US_PERSON,), "us_metro": "chicago"},
    # Practices abroad since 2015, comes without a visa.
    "physician": {"graduation_year": 2015, "status": Status.PRACTISING_PHYSICIAN, "visas": (Visa.ESTA,)},
    # Graduated ten years ago, is in the United States on J-1.
    "older": {"graduation_year": 2016, "visas": (Visa.J1,)},
}

SHORT = {
    "aud": "audience",
    "seek": "residency-seekers",
    "grad": "graduation-year",
    "visa": "visa-accepted",
    "law": "visa-permits",
    "spec": "specialty",
    "exists": "exists",
    "start": "start-in-time",
}
"""The rules that fail, as the table writes them; ``law`` is what the visa permits."""

# "confirm": nothing stands against it, but the program does not state all. "eligible": all is stated and fits.
# Otherwise the rules that fail: all of them, none besides.
TABLE = """
entry                                              | graduate          | student                 | resident      | physician         | older

# Brigham and Women's: no "clinical internship", only departments that let people watch, and a school's electives.
brigham-department-observerships                   | confirm           | confirm                 | confirm       | confirm           | confirm
brigham-emergency-critical-care-global-training    | aud law           | aud law start           | aud           | law               | aud
brigham-radiology-observership                     | spec              | spec                    | spec          | spec              | spec
harvard-exchange-clerkship                         | aud law           | confirm                 | aud           | aud law           | aud

# Cleveland Clinic: what is for residency seekers is one program of a single page; the known ones shut them out.
cleveland-clinic-florida-physician-observer        | aud               | aud                     | aud           | confirm           | aud
cleveland-clinic-global-medical-observer           | confirm           | aud                     | confirm       | confirm           | confirm
cleveland-clinic-international-physician-observer  | aud seek          | seek                    | aud seek      | seek              | aud seek visa
cleveland-clinic-physician-preceptorship           | aud seek          | aud seek                | aud seek      | seek              | aud seek visa
cleveland-clinic-visiting-student-electives        | aud               | confirm                 | aud           | aud               | aud

# Miami: observerships for graduates; the electives are for students.
jackson-health-observership                        | confirm           | confirm                 | confirm       | confirm           | confirm
uhealth-miami-clinical-observership                | confirm           | confirm                 | confirm       | confirm           | confirm
miami-harrington-medical-student-program           | aud               | confirm                 | aud           | aud visa law      | aud visa
miami-miller-elective-medical-graduates            | confirm           | aud start               | confirm       | visa              | visa
miami-miller-global-observership                   | confirm           | confirm                 | confirm       | confirm           | confirm
miami-miller-visiting-student-electives            | aud law           | aud                     | aud           | aud law           | aud
miami-pathology-observership                       | spec              | aud spec                | spec          | spec              | spec
miami-plastic-surgery-vest                         | spec              | spec                    | spec          | spec              | spec

# Johns Hopkins: one observership in hospital medicine for graduates, one way to shadow, electives for students.
johns-hopkins-all-childrens-student-electives      | aud spec          | spec                    | aud spec      | aud spec          | aud spec
johns-hopkins-bayview-hospital-medicine-observership | confirm         | aud                     | confirm       | confirm           | confirm
johns-hopkins-health-system-shadowing              | confirm           | confirm                 | confirm       | confirm           | confirm
johns-hopkins-visiting-student-clinical-electives  | aud               | confirm                 | aud           | aud               | aud visa
johns-hopkins-visiting-student-research-electives  | aud               | confirm                 | aud           | aud               | aud visa

# Mount Sinai: surgeons and licensed physicians may watch, final-year students may do electives.
mount-sinai-head-neck-thyroid-observership         | aud spec          | aud spec                | aud spec      | visa spec         | aud visa spec
mount-sinai-surgery-observership                   | aud spec          | aud spec                | aud spec      | spec              | aud spec
mount-sinai-transplant-foreign-national-observership | aud spec        | spec                    | aud spec      | spec              | aud spec
mount-sinai-visiting-physicians-certificate        | aud visa          | aud visa                | aud           | visa              | aud visa
mount-sinai-icahn-visiting-international-student-electives | aud law   | confirm                 | aud           | aud law           | aud visa

# Northwestern: electives for students of partner schools and of U.S. schools, and a costly visit for specialists.
shirley-ryan-abilitylab-observership               | aud seek spec     | aud seek spec           | aud seek spec | seek spec         | aud seek spec
northwestern-feinberg-global-partner-students      | aud law           | confirm                 | aud           | aud law           | aud
northwestern-feinberg-visiting-students            | aud law           | aud                     | aud           | aud law           | aud

# UCLA: hands-on only for graduates who need no visa, within five years; else physicians may watch.
ucla-health-international-physician-observership   | aud               | aud                     | aud           | confirm           | aud
ucla-stein-eye-international-fellowship            | aud visa law spec | aud visa law spec start | aud spec      | visa law spec     | aud spec
ucla-img-program-family-medicine                   | visa law          | aud visa                | eligible      | grad visa law     | grad visa
ucla-visiting-student-electives                    | aud               | aud                     | aud           | aud               | aud

# Florida International: students only.
fiu-aua-clinical-rotations                         | aud               | confirm                 | aud           | aud               | aud
fiu-international-visiting-medical-student-program | aud law           | confirm                 | aud           | aud visa law      | aud visa

# Intermountain and AMSA: nothing official shows the programs that the guide describes.
intermountain-img-externship                       | exists            | exists                  | exists        | exists            | exists
intermountain-saint-joseph-acting-internship       | aud law           | aud                     | aud           | aud law           | aud
amsa-affordable-externships                        | exists            | exists                  | exists        | exists            | exists
amsa-ifmsa-student-exchange                        | aud               | confirm                 | aud           | aud               | aud
"""  # noqa: E501


@dataclass(frozen=True)
class Cell:
    entry: str
    applicant: str
    expected: str


def _rows() -> list[list[str]]:
    lines = [line for line in TABLE.splitlines() if line and not line.startswith("#")]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def _cells() -> list[Cell]:
    (_, *applicants), *rows = _rows()
    return [
        Cell(entry, applicant, expected)
        for entry, *row in rows
        for applicant, expected in zip(applicants, row, strict=True)
    ]


@cache
def _prices(applicant: str) -> Prices:
    return Prices(situation(budget=ENOUGH, **APPLICANTS[applicant]))


@cache
def _assessed(entry: str, applicant: str) -> Assessment:
    prices = _prices(applicant)
    return assess(prices.situation, prices, catalogue().by_id()[entry])


def _failing(found: Assessment) -> set[str]:
    return {check.rule for check in found.checks if check.result is Result.FAIL}


def _guide_entries() -> list[Program]:
    return [program for program in catalogue().programs if program.guide_top_ten]


def test_the_table_has_every_entry_of_the_ten_institutions_once() -> None:
    entries = [row[0] for row in _rows()[1:]]
    assert sorted(entries) == sorted(program.id for program in _guide_entries())
    assert len(entries) == 40
    assert len({program.guide_top_ten for program in _guide_entries()}) == 10
    assert _rows()[0][1:] == list(APPLICANTS)


@pytest.mark.parametrize("cell", _cells(), ids=lambda cell: f"{cell.entry}-{cell.applicant}")
def test_verdict_and_the_rules_that_fail(cell: Cell) -> None:
    found = _assessed(cell.entry, cell.applicant)
    if cell.expected in ("confirm", "eligible"):
        assert (str(found.verdict), _failing(found)) == (cell.expected, set())
    else:
        expected = {SHORT[word] for word in cell.expected.split()}
        assert (str(found.verdict), _failing(found)) == ("ineligible", expected)


def test_no_institution_of_the_guide_lets_a_graduate_on_a_visitor_visa_work_hands_on() -> None:
    open_to = [cell.entry for cell in _cells() if cell.applicant == "graduate" and cell.expected == "confirm"]
    assert open_to
    for entry in open_to:
        program = catalogue().by_id()[entry]
        assert program.hands_on is None or program.hands_on == "none", entry


# The sentences that decide: what the five applicants must be told, word for word where it matters.
@pytest.mark.parametrize(
    ("entry", "applicant", "rule", "words", "is_sourced"),
    [
        ("intermountain-img-externship", "graduate", "exists", "No official page shows that it exists; pay", False),
        ("amsa-affordable-externships", "resident", "exists", "No official page shows that it exists; pay", False),
        (
            "cleveland-clinic-international-physician-observer",
            "physician",
            "residency-seekers",
            "Does not take people who mean to apply for U.S. residency.",
            True,
        ),
        ("ucla-img-program-family-medicine", "graduate", "visa-accepted", "Takes only U.S. citizens and perm", True),
        ("ucla-img-program-family-medicine", "older", "graduation-year", "Takes people up to 5 years past", True),
        (
            "ucla-visiting-student-electives",
            "student",
            "audience",
            "Takes no students or graduates of schools abroad.",
            True,
        ),
        (
            "fiu-international-visiting-medical-student-program",
            "graduate",
            "audience",
            "Takes only students and final-year students; you will be a graduate.",
            True,
        ),
        (
            "fiu-international-visiting-medical-student-program",
            "graduate",
            "visa-permits",
            "Hands-on care by a graduate is not covered on B-1.",
            True,
        ),
        (
            "johns-hopkins-visiting-student-clinical-electives",
            "older",
            "visa-accepted",
            "Accepts only B-1, B-2 or ESTA (visa waiver), not J-1.",
            True,
        ),
        (
            "brigham-emergency-critical-care-global-training",
            "physician",
            "visa-permits",
            "Lasts at least 26 weeks; a stay on ESTA (visa waiver) lasts 90 days at most.",
            True,
        ),
        ("brigham-radiology-observership", "graduate", "specialty", "Offers neither your specialty nor one", True),
    ],
)
def test_the_sentence_that_decides(entry: str, applicant: str, rule: str, words: str, is_sourced: bool) -> None:
    (check,) = (check for check in _assessed(entry, applicant).checks if check.rule == rule)
    assert check.result is Result.FAIL
    assert check.reason.startswith(words)
    assert (check.source is not None) is is_sourced


# What is open to somebody is not yet certain: what to ask first, by the entry that shows it best.
@pytest.mark.parametrize(
    ("entry", "applicant", "rules"),
    [
        ("brigham-department-observerships", "graduate", {"open", "audience", "host", "visa-accepted", "specialty"}),
        ("harvard-exchange-clerkship", "student", {"host", "visa-accepted"}),
        ("johns-hopkins-visiting-student-clinical-electives", "student", {"host"}),
        ("fiu-international-visiting-medical-student-program", "student", {"open", "state-law", "specialty"}),
        ("miami-miller-elective-medical-graduates", "graduate", {"open", "exams", "specialty"}),
        ("johns-hopkins-bayview-hospital-medicine-observership", "older", {"visa-permits", "graduation-year"}),
        ("ucla-health-international-physician-observership", "physician", {"host", "residency-seekers"}),
    ],
)
def test_what_must_be_confirmed_first(entry: str, applicant: str, rules: set[str]) -> None:
    unknown = {check.rule for check in _assessed(entry, applicant).checks if check.result is Result.UNKNOWN}
    assert rules <= unknown


def test_the_same_student_may_come_to_what_is_for_graduates_once_graduated() -> None:
    """Without the last day in June the student comes back as a graduate in the months before Match Week."""
    later = {**APPLICANTS["student"], "available_to": None}
    prices = Prices(situation(budget=ENOUGH, **later))
    program = catalogue().by_id()["johns-hopkins-bayview-hospital-medicine-observership"]
    found = assess(prices.situation, prices, program)
    assert str(found.verdict) == "confirm"
    assert found.earliest_start == date(2027, 7, 5)
    (check,) = (check for check in found.checks if check.rule == "start-in-time")
    assert check.reason.startswith("Can start on 2027-07-05 at the earliest")
