"""What is assumed and what to beware of: said when it is so, and only then."""

from datetime import date
from typing import Any

import pytest

from situations import made_up, situation, with_programs
from usceplan.applicant import PassedExam
from usceplan.assessment import assess
from usceplan.assumptions import assumptions, warnings
from usceplan.catalog.vocabulary import Exam, Involvement, Status, Visa
from usceplan.costs.budget import Stop
from usceplan.costs.prices import Prices

US_PERSON = (Visa.US_PERSON,)
TOLD: dict[str, Any] = {
    "status": Status.GRADUATE,
    "nationality": "IN",
    "exams": (PassedExam(Exam.STEP_1),),
    "held_letters": 1,
    "available_from": date(2027, 1, 1),
    "limits": {"max_rotations": 4, "max_stays": 1},
}
STATUS = "You are taken to be a graduate today, with graduation on 2023-06-30 (--status)."
NATIONALITY = "Your nationality is not known, so programs that turn some away are to be confirmed (--nationality)."
EXAMS = "Nothing was said of exams, so programs that ask for some are to be confirmed (--exam)."
NOTHING_HELD = "You have no U.S. letters and no U.S. experience yet (--held-letters, --held-weeks)."
ANY_MONTH = "You can come in any month (--available-from, --available-to, --months)."
ROTATIONS = "You do 6 rotations at most (--max-rotations)."
STAYS = "You come to the United States 2 times at most (--max-stays)."
ROOM = (
    "You rent a room in a shared home and cook (--housing studio; --free-housing CITY where you have a place to stay)."
)
AIRFARE = "Airfare spans all regions of the world (--home-region or --nationality makes it yours)."
TYPICAL = "Plans are chosen by typical values; the low and high sums are bounds, not likely totals."
NEW_VISA = (
    "You will apply for a visitor visa; its fee is counted, and the interview is taken to be 11 weeks away: look up "
    "your embassy (--visa-wait-weeks; 0 if you have the visa)."
)
NEW_ESTA = "You will apply for ESTA, which only nationals of visa waiver countries get; its fee is counted."
RESIDENT = "You live in the United States: living is not counted at home; elsewhere lodging and a return trip are."


def stay(days: int) -> str:
    return f"Each stay may last {days} days; the officer at the border decides, and the I-94 says until when."


def said(*stops: Stop, **changes: Any) -> list[str]:
    asked = situation(**changes)
    return list(assumptions(asked, Prices(asked), stops))


def stop(start: date = date(2027, 3, 1), **facts: Any) -> Stop:
    return Stop(made_up(**facts), "internal-medicine", "chicago", start, 4, None)


ONLY_OET = "TOEFL may do for programs; for ECFMG only OET Medicine counts, so it is still to come (--exam oet)."
NO_PRICE = "No price of TOEFL is on file, so what you plan of it is in no sum."
DAY = date(2027, 5, 3)

ENGLISH: dict[str, tuple[tuple[PassedExam, ...], list[str]]] = {
    "none": ((), []),
    "OET": ((PassedExam(Exam.OET),), []),
    "TOEFL": ((PassedExam(Exam.TOEFL),), [ONLY_OET]),
    "TOEFL beside OET": ((PassedExam(Exam.TOEFL), PassedExam(Exam.OET, DAY)), []),
    "TOEFL beside the certificate": ((PassedExam(Exam.TOEFL), PassedExam(Exam.ECFMG_CERTIFICATE)), []),
    "TOEFL to come": ((PassedExam(Exam.TOEFL, DAY),), [ONLY_OET, NO_PRICE]),
}


@pytest.mark.parametrize(("exams", "expected"), ENGLISH.values(), ids=ENGLISH)
def test_what_toefl_does_not_stand_for(exams: tuple[PassedExam, ...], expected: list[str]) -> None:
    assert [text for text in said(exams=exams) if "TOEFL" in text] == expected


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        pytest.param(
            {},
            [
                STATUS, NATIONALITY, EXAMS, NOTHING_HELD, ANY_MONTH, ROTATIONS, STAYS, ROOM, AIRFARE, TYPICAL, NEW_VISA,
                stay(180),
            ],
            id="only the five questions",
        ),
        pytest.param(TOLD, [ROOM, TYPICAL, NEW_VISA, stay(180)], id="all is told"),
        pytest.param(
            {**TOLD, "available_from": None, "months": (7,)}, [ROOM, TYPICAL, NEW_VISA, stay(180)], id="some months"
        ),
        pytest.param(
            {**TOLD, "available_from": None, "available_to": date(2027, 9, 1)}, [ROOM, TYPICAL, NEW_VISA, stay(180)],
            id="a last day",
        ),
        pytest.param({**TOLD, "visas": (Visa.ESTA,)}, [ROOM, TYPICAL, NEW_ESTA, stay(90)], id="ESTA has a fee"),
        pytest.param(
            {**TOLD, "nationality": "CA"},
            [
                ROOM, AIRFARE, TYPICAL,
                "You hold B-1 or B-2 status already, or need no visa for it: no visa fee is counted.", stay(180),
            ],
            id="Canadians need no visa",
        ),
        pytest.param(
            {**TOLD, "visas": (Visa.J1,)},
            [ROOM, TYPICAL, "You hold J-1 status already, or need no visa for it: no visa fee is counted."],
            id="another status is held",
        ),
        pytest.param({**TOLD, "visas": US_PERSON}, [ROOM, TYPICAL], id="a citizen abroad"),
        pytest.param({**TOLD, "visas": US_PERSON, "us_metro": "chicago"}, [RESIDENT], id="a citizen at home"),
        pytest.param(
            {"visas": US_PERSON, "us_metro": "chicago"}, [STATUS, EXAMS, NOTHING_HELD, ANY_MONTH, ROTATIONS, RESIDENT],
            id="a citizen at home, only the five questions: stays are not counted",
        ),
        pytest.param(
            {**TOLD, "held_letters": 0, "held_weeks": 8, "held_involvement": Involvement.NONE},
            [
                "The 8 weeks you already have are taken to be observing only, in your specialty "
                "(--held-weeks WEEKS:none).",
                ROOM, TYPICAL, NEW_VISA, stay(180),
            ],
            id="weeks held",
        ),
    ],
)  # fmt: skip
def test_assumptions_about_a_person(changes: dict[str, Any], sentences: list[str]) -> None:
    assert said(**changes) == sentences


def test_assumptions_about_the_programs_of_the_plan() -> None:
    stated = stop(name="Ward")
    unpriced: dict[str, Any] = {"fees": None, "fees_complete": None}
    unknown = stop(id="b", name="Clinic", apply_lead_weeks=None, duration_weeks=None, **unpriced)
    other = stop(id="c", name="Night Watch of Example Hospital", **unpriced)
    assert said(stated, unknown, other, **TOLD)[4:] == [
        "Lead times are not stated and are assumed by kind for: Clinic, Example Hospital.",
        "Lengths are not stated; 4 weeks are assumed for: Clinic, Example Hospital.",
        # A name that says the institution is not followed by it.
        "Prices are not fully stated and are estimated for: Clinic, Example Hospital; Night Watch of Example Hospital.",
    ]
    assert said(stated, **TOLD)[4:] == []


def warned(*stops: Stop, **changes: Any) -> list[str]:
    asked = with_programs(situation(**changes), *(one.program for one in stops))
    found = tuple(assess(asked, Prices(asked), one.program) for one in stops)
    return list(warnings(asked, stops, found, ()))


PROCLAMATION = (
    "Check first whether your nationality may come at all: Presidential Proclamation 10998, which restricts visas and "
    "entry for about 39 nationalities."
)


@pytest.mark.parametrize(
    ("changes", "is_warned"),
    [
        ({}, True),
        ({"visas": (Visa.J1,)}, True),
        ({"visas": US_PERSON}, False),
        ({"visas": (Visa.H4,), "us_metro": "chicago"}, False),
    ],
)
def test_who_has_to_enter_is_told_to_check_first(changes: dict[str, Any], is_warned: bool) -> None:
    assert warned(**changes) == ([PROCLAMATION] if is_warned else [])


def test_a_car_is_spoken_of_only_where_the_plan_goes() -> None:
    """Houston needs a car and Chicago does not; the program is in both."""
    both = [{"city": "Chicago", "state": "IL"}, {"city": "Houston", "state": "TX"}]
    chicago = stop(locations=both)
    houston = Stop(chicago.program, "internal-medicine", "houston", date(2027, 3, 1), 4, None)
    car = "A car is usually needed and not counted, as no figure was found: Houston."
    assert warned(chicago) == [PROCLAMATION]
    assert warned(houston) == [PROCLAMATION, car]
    assert warned(houston, houston) == [PROCLAMATION, car]
    assert warned(houston, visas=US_PERSON, us_metro="chicago") == []


def test_an_ignored_rule_is_that_of_the_start_that_is_planned() -> None:
    """For graduates only: a student who graduates on 2027-06-30 fails this in March, and no more in July."""
    changes: dict[str, Any] = {"graduation_year": 2027, "limits": {"ignore_rules": ("audience",)}}
    assert warned(stop(date(2027, 7, 5)), **changes) == [PROCLAMATION]
    assert warned(stop(date(2027, 3, 1)), **changes) == [
        PROCLAMATION,
        "Observership, Example Hospital: you chose to ignore audience. Takes only graduates; you will be a final-year "
        "student.",
    ]
