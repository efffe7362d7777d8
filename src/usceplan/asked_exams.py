"""What a program asks of exams: each of them, but only one of the English tests that it names."""

from collections.abc import Collection, Sequence

from usceplan.catalog.vocabulary import ENGLISH_TESTS, Exam
from usceplan.words import EXAM_NAMES, listed


def lacking(required: Sequence[Exam], passed: Collection[Exam]) -> tuple[Exam, ...]:
    """What of the exams required is not passed; of English tests all that are named, or none of them."""
    accepted = {exam for exam in required if exam in ENGLISH_TESTS}
    if Exam.ENGLISH_TEST in required:
        accepted = {*ENGLISH_TESTS, Exam.ENGLISH_TEST}
    speaks_english = not accepted.isdisjoint(passed)
    return tuple(exam for exam in required if exam not in passed and not (speaks_english and exam in accepted))


def fewest(required: Sequence[Exam], passed: Collection[Exam] = ()) -> tuple[Exam, ...]:
    """Exams that are enough for all that is required: of English tests one that is passed, else the first named.

    Where no page says which test, it is OET Medicine, since ECFMG asks for that one anyway.
    """
    named = [exam for exam in ENGLISH_TESTS if exam in required or Exam.ENGLISH_TEST in required]
    others = tuple(exam for exam in required if exam not in ENGLISH_TESTS and exam is not Exam.ENGLISH_TEST)
    chosen = next((exam for exam in named if exam in passed), named[0] if named else None)
    return others if chosen is None else (*others, chosen)


def exams_in_words(exams: Sequence[Exam]) -> str:
    """``USMLE Step 1 and an English test (TOEFL or IELTS)``; empty for none."""
    tests = [EXAM_NAMES[exam] for exam in exams if exam in ENGLISH_TESTS]
    others = [EXAM_NAMES[exam] for exam in exams if exam not in ENGLISH_TESTS]
    one_test = tests if len(tests) < 2 else [f"an English test ({listed(tests, 'or')})"]
    return listed([*others, *one_test])
