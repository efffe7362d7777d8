"""What a program asks of exams: of several English tests one is enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from usceplan.asked_exams import exams_in_words, fewest, lacking
from usceplan.catalog.vocabulary import ENGLISH_TESTS, Exam

STEP_1, NAMELESS, OET, TOEFL, IELTS = Exam.STEP_1, Exam.ENGLISH_TEST, Exam.OET, Exam.TOEFL, Exam.IELTS

FEWEST: dict[str, tuple[tuple[Exam, ...], set[Exam], tuple[Exam, ...]]] = {
    "nothing": ((), set(), ()),
    "a step": ((STEP_1,), set(), (STEP_1,)),
    "the first of two tests": ((STEP_1, IELTS, TOEFL), set(), (STEP_1, TOEFL)),
    "the one that is passed": ((STEP_1, TOEFL, IELTS), {IELTS}, (STEP_1, IELTS)),
    "OET where no page says which": ((NAMELESS,), set(), (OET,)),
    "any that is passed where no page says which": ((NAMELESS,), {IELTS}, (IELTS,)),
}


@pytest.mark.parametrize(("required", "passed", "expected"), FEWEST.values(), ids=FEWEST)
def test_the_fewest_exams_that_are_enough(
    required: tuple[Exam, ...], passed: set[Exam], expected: tuple[Exam, ...]
) -> None:
    assert fewest(required, passed) == expected


WORDS: dict[str, tuple[tuple[Exam, ...], str]] = {
    "nothing": ((), ""),
    "one test": ((STEP_1, TOEFL), "USMLE Step 1 and TOEFL"),
    "one of two tests": ((TOEFL, IELTS, STEP_1), "USMLE Step 1 and an English test (TOEFL or IELTS)"),
    "a test that no page names": ((STEP_1, NAMELESS), "USMLE Step 1 and an English test"),
}


@pytest.mark.parametrize(("exams", "expected"), WORDS.values(), ids=WORDS)
def test_exams_in_words(exams: tuple[Exam, ...], expected: str) -> None:
    assert exams_in_words(exams) == expected


EXAMS = st.lists(st.sampled_from(Exam), unique=True).map(tuple)
PASSED = st.frozensets(st.sampled_from([exam for exam in Exam if exam is not NAMELESS]))


@given(EXAMS, PASSED)
def test_the_fewest_exams_leave_nothing_lacking(required: tuple[Exam, ...], passed: frozenset[Exam]) -> None:
    enough = fewest(required, passed)
    assert lacking(required, enough) == ()
    assert len([exam for exam in enough if exam in ENGLISH_TESTS]) <= 1


@given(EXAMS, PASSED, PASSED)
def test_more_exams_never_leave_more_lacking(
    required: tuple[Exam, ...], passed: frozenset[Exam], more: frozenset[Exam]
) -> None:
    assert set(lacking(required, passed | more)) <= set(lacking(required, passed)) <= set(required)
