"""What residency programs state, held against an applicant: who would count what, who would not, who does not say."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situations import catalogue, made_up, situation
from usceplan.catalog.requirements import ResidencyProgram
from usceplan.catalog.vocabulary import Involvement, Visa
from usceplan.costs.budget import Stop
from usceplan.residency_statements import About, Answer, Experience, Finding, experience_of, findings

BY = date(2027, 9, 22)
"""The day of review of the 2028 Match."""

PAGE: dict[str, Any] = {
    "id": "made-up-im",
    "name": "Example Hospital",
    "specialty": "internal-medicine",
    "state": "IL",
    "us_experience": {},
    "graduation_limit": {"years": None, "kind": "not-stated"},
    "visas": None,
    "visa_note": None,
    "letters": None,
    "url": "https://www.example.org/residency",
    "as_of": None,
    "dated": "No date.",
    "confidence": "medium",
    "notes": None,
}
ASKED: dict[str, Any] = {
    "status": "required",
    "statement": "U.S. experience is required.",
    "min_months": None,
    "hands_on_required": None,
    "observerships_count": None,
}
HANDS_ON = {"hands_on_required": True}
THREE_MONTHS = {"min_months": 3, **HANDS_ON}


def page(experience: dict[str, Any] | None = None, **changes: Any) -> ResidencyProgram:
    return ResidencyProgram.model_validate({**PAGE, "us_experience": {**ASKED, **(experience or {})}, **changes})


def found(about: About, asked: ResidencyProgram, have: Experience | None = None, **person: Any) -> Finding:
    return next(one for one in findings(situation(**person), asked, have) if one.about is about)


def of_experience(experience: dict[str, Any], have: Experience | None) -> Finding:
    return found(About.EXPERIENCE, page(experience), have)


def weeks(**by_sort: int) -> Experience:
    return Experience(by=BY, **by_sort)


EXPERIENCE: dict[str, tuple[dict[str, Any], Experience | None, Answer, str]] = {
    "none at all": ({}, weeks(), Answer.NO, "you will have no U.S. experience."),
    "hands-on weeks": ({}, weeks(hands_on=4), Answer.YES, "you will have 4 weeks that count."),
    "observing, where the page says nothing of it": ({}, weeks(watching=8), Answer.NOT_STATED, "page says nothing of"),
    "observing, where it counts": ({"observerships_count": True}, weeks(watching=8), Answer.YES, "8 weeks that count"),
    "observing, where it does not": ({"observerships_count": False}, weeks(watching=8), Answer.NO, "do not count"),
    "observing, where hands-on is asked": (
        HANDS_ON,
        weeks(watching=8),
        Answer.NO,
        "8 of observing, which do not count",
    ),
    "hands-on not stated, where it is asked": (HANDS_ON, weeks(unstated=4), Answer.DEPENDS, "count if they are"),
    "limited hands-on, where it is asked": (HANDS_ON, weeks(limited=4), Answer.DEPENDS, "count if they are hands-on"),
    "too few weeks": (THREE_MONTHS, weeks(hands_on=11), Answer.NO, "3 months, which is 12 to 13 weeks"),
    "three blocks of four weeks": (THREE_MONTHS, weeks(hands_on=12), Answer.DEPENDS, "12 to 13 weeks"),
    "three months by the calendar": (THREE_MONTHS, weeks(hands_on=13), Answer.YES, "13 weeks that count"),
    "weeks, where the page counts weeks": (
        {"min_months": 2, "min_weeks": 8},
        weeks(hands_on=8),
        Answer.YES,
        "it takes 8 weeks",
    ),
    "a length that is only preferred": (
        {"min_months": 2, "length_is_preferred": True},
        weeks(hands_on=4),
        Answer.YES,
        "2 months or more are preferred",
    ),
    "research, where the page says nothing of it": ({}, weeks(research=52), Answer.NO, "of research, which do not"),
    "research, where it counts": ({"research_counts": True}, weeks(research=52), Answer.YES, "52 weeks that count"),
    "more is asked than weeks": (
        {**HANDS_ON, "also_asks": "The work must be with inpatients."},
        weeks(hands_on=12),
        Answer.DEPENDS,
        "Also asked: The work must be with inpatients.",
    ),
    "exceptions": ({"status": "required-with-exceptions"}, weeks(), Answer.NO, "It makes exceptions."),
    "nothing asked": ({"status": "not-required", "min_months": 0}, weeks(), Answer.NOT_ASKED, "no U.S. experience"),
    "weeks that come too late": ({}, weeks(later=8), Answer.NO, "8 weeks more of your plan come after that day."),
    "no plan in time": ({}, None, Answer.NOT_COMPUTED, "--time-limit"),
}


@pytest.mark.parametrize("name", EXPERIENCE)
def test_experience(name: str) -> None:
    asked, have, answer, said = EXPERIENCE[name]
    finding = of_experience(asked, have)
    assert finding.answer is answer
    assert said in finding.reason


GRADUATION: list[tuple[dict[str, Any], int, Answer]] = [
    ({"years": None, "kind": "not-stated"}, 2000, Answer.NOT_STATED),
    ({"years": None, "kind": "none"}, 2000, Answer.YES),
    ({"years": None, "kind": "preferred", "note": "Recent graduates are preferred."}, 2000, Answer.DEPENDS),
    ({"years": 5, "kind": "firm"}, 2023, Answer.YES),
    ({"years": 5, "kind": "firm"}, 2022, Answer.DEPENDS),
    ({"years": 5, "kind": "firm"}, 2021, Answer.NO),
    ({"years": 5, "kind": "firm", "counted_to": "start-of-training"}, 2023, Answer.YES),
    ({"years": 5, "kind": "firm", "counted_to": "start-of-training"}, 2022, Answer.NO),
    ({"years": 2, "kind": "firm-with-exceptions"}, 2020, Answer.DEPENDS),
    ({"years": 5, "kind": "strongly-preferred"}, 2019, Answer.DEPENDS),
    ({"years": 3, "kind": "firm"}, 2028, Answer.YES),
]
"""Applications open in September 2027, training begins in 2028."""


@pytest.mark.parametrize(("limit", "year", "answer"), GRADUATION)
def test_year_of_graduation(limit: dict[str, Any], year: int, answer: Answer) -> None:
    asked = page(graduation_limit=limit)
    assert found(About.GRADUATION_YEAR, asked, graduation_year=year).answer is answer


@pytest.mark.parametrize(
    ("visas", "mine", "answer"),
    [
        (["j1"], (Visa.B1,), Answer.YES),
        (["j1", "no-h1b"], (Visa.F1,), Answer.YES),
        (["no-h1b"], (Visa.B1,), Answer.NOT_STATED),
        (["h1b"], (Visa.B1,), Answer.DEPENDS),
        (None, (Visa.B1,), Answer.NOT_STATED),
        (None, (Visa.US_PERSON,), Answer.YES),
    ],
)
def test_visa(visas: list[str] | None, mine: tuple[Visa, ...], answer: Answer) -> None:
    assert found(About.VISA, page(visas=visas), visas=mine).answer is answer


def test_weeks_are_those_before_the_day_of_review() -> None:
    def stop(start: date, **changes: Any) -> Stop:
        return Stop(made_up(**changes), "internal-medicine", "chicago", start, 4, None)

    stops = (
        stop(date(2027, 3, 1)),
        stop(date(2027, 4, 5), hands_on="full", kind="externship"),
        stop(date(2027, 5, 3), hands_on=None, kind="externship"),
        stop(date(2027, 6, 7), kind="research"),
        stop(date(2027, 9, 6), hands_on="limited", kind="externship"),
    )
    asked = situation(held_weeks=6, held_involvement=Involvement.LIMITED)
    assert asked.review_day == BY
    assert experience_of(asked, stops) == Experience(
        by=BY, hands_on=4, limited=6 + 2, watching=4, unstated=4, research=4, later=2
    )


RANK = {Answer.NO: 0, Answer.NOT_STATED: 1, Answer.DEPENDS: 1, Answer.YES: 2, Answer.NOT_ASKED: 2}
some_weeks = st.integers(min_value=0, max_value=60)


@given(
    some_weeks,
    some_weeks,
    some_weeks,
    some_weeks,
    st.integers(1, 8),
    st.sampled_from(catalogue().requirements.programs),
)
def test_more_hands_on_weeks_never_make_an_answer_worse(
    hands_on: int, limited: int, watching: int, unstated: int, more: int, asked: ResidencyProgram
) -> None:
    def answer(weeks_of_it: int) -> Answer:
        have = Experience(BY, hands_on=weeks_of_it, limited=limited, watching=watching, unstated=unstated)
        return found(About.EXPERIENCE, asked, have).answer

    assert RANK[answer(hands_on)] <= RANK[answer(hands_on + more)]


@pytest.mark.parametrize("asked", catalogue().requirements.programs, ids=lambda one: one.id)
def test_every_statement_on_file_gets_three_answers(asked: ResidencyProgram) -> None:
    answers = findings(situation(), asked, weeks(hands_on=4, watching=4))
    assert [one.about for one in answers] == list(About)
    assert all(one.reason.endswith(".") and "None" not in one.reason for one in answers)
