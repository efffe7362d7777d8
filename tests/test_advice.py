"""Advice: each rule holds exactly when it should, and what is printed is whole sentences with their sources."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from situations import catalogue, situation
from usceplan.advice import Advice, Outcome, PlannedRotation, advice
from usceplan.catalog.guidance import AdviceBook
from usceplan.catalog.requirements import ExperienceStatus
from usceplan.catalog.vocabulary import Setting, Status, Visa
from usceplan.recommendation import recommendation_of

RULES = tuple(name.replace("_", "-") for name in AdviceBook.model_fields)
US_PERSON = (Visa.US_PERSON,)


def rotation(start: date = date(2027, 3, 1), weeks: int = 4, **facts: Any) -> PlannedRotation:
    usual: dict[str, Any] = {
        "name": "Ward, Example Hospital",
        "settings": (),
        "residency_on_site": False,
    }
    return PlannedRotation(start=start, weeks=weeks, **{**usual, **facts})


NO_PLAN = Outcome((), "No program can start and end within the dates and months you gave.")
ONE = Outcome((rotation(),), None)


def given(outcome: Outcome = ONE, **changes: Any) -> dict[str, Advice]:
    return {one.id: one for one in advice(situation(**changes), outcome)}


class Row(NamedTuple):
    rule: str
    why: str
    holds: bool
    changes: Mapping[str, Any] = MappingProxyType({})
    outcome: Outcome = ONE


def weeks_planned(*weeks: int) -> Outcome:
    return Outcome(tuple(rotation(weeks=each) for each in weeks), None)


ALL_SETTINGS = rotation(settings=(Setting.INPATIENT, Setting.OUTPATIENT), residency_on_site=True)

# The Match of 2028: the letter deadline is 2027-08-23, applications open in September 2027.
ROWS = [
    Row("nothing-open", "there is a plan", False),
    Row("nothing-open", "there is none, and why is known", True, outcome=NO_PLAN),
    Row("nothing-open", "there is none because the search was stopped", False, outcome=Outcome((), None)),
    Row("letters-first", "months are left", True),
    Row("letters-first", "two letters are held", True, {"held_letters": 2}),
    Row("letters-first", "three letters are held", False, {"held_letters": 3}),
    # Four weeks from Monday, 2027-07-26, end on August 22; a week later they would end on August 29.
    Row("letters-first", "the last Monday is left", True, {"today": date(2027, 7, 26)}),
    Row("letters-first", "the last Monday is past", False, {"today": date(2027, 7, 27)}),
    Row("late-for-letters", "the last Monday is left", False, {"today": date(2027, 7, 26)}),
    Row("late-for-letters", "the last Monday is past", True, {"today": date(2027, 7, 27)}),
    Row("late-for-letters", "letters are held, and late it is", True, {"match_year": 2027, "held_letters": 3}),
    # A year before the deadline is 2026-08-23, so that a day later less than twelve months are left.
    Row("early-short-then-long", "twelve months", True, {"today": date(2026, 8, 23)}),
    Row("early-short-then-long", "less than twelve months", False, {"today": date(2026, 8, 24)}),
    Row("early-short-then-long", "a later Match", True, {"match_year": 2029}),
    Row("older-graduate-academic", "three years in 2027", False, {"graduation_year": 2024}),
    Row("older-graduate-academic", "four years in 2027", True, {"graduation_year": 2023}),
    Row("older-graduate-academic", "four years in 2028", True, {"graduation_year": 2024, "match_year": 2029}),
    Row("graduation-gap", "five years", False, {"graduation_year": 2022}),
    Row("graduation-gap", "six years", True, {"graduation_year": 2021}),
    Row("fresh-graduate", "two years", False, {"graduation_year": 2025}),
    Row("fresh-graduate", "one year", True, {"graduation_year": 2026}),
    Row("fresh-graduate", "still a student", False, {"graduation_year": 2027}),
    Row("fresh-graduate", "just graduated", True, {"graduation_year": 2027, "today": date(2027, 7, 1)}),
    Row("fresh-graduate", "graduates after it opens", False, {"graduation_year": 2028}),
    Row("student-advantage", "a final-year student", True, {"graduation_year": 2027}),
    Row("student-advantage", "a student", True, {"graduation_year": 2029}),
    Row("student-advantage", "a graduate", False),
    Row("student-advantage", "a graduate by status", False, {"graduation_year": 2027, "status": Status.GRADUATE}),
    Row("undecided", "one specialty", False),
    Row("undecided", "two", True, {"specialties": ("internal-medicine", "family-medicine")}),
    Row("months-of-experience", "no plan", True, outcome=NO_PLAN),
    Row("months-of-experience", "eleven weeks", True, outcome=weeks_planned(8, 3)),
    Row("months-of-experience", "twelve weeks", False, outcome=weeks_planned(8, 4)),
    Row("months-of-experience", "four weeks and eight held", False, {"held_weeks": 8}, weeks_planned(4)),
    Row("months-of-experience", "four weeks and seven held", True, {"held_weeks": 7}, weeks_planned(4)),
    # The 24 weeks that are wanted of older graduates are the subject of another advice.
    Row("months-of-experience", "an older graduate", False, {"graduation_year": 2010}, weeks_planned(12)),
    Row("mix-of-settings", "no plan", False, outcome=NO_PLAN),
    Row("mix-of-settings", "nothing is stated", True),
    Row("mix-of-settings", "all in one", False, outcome=Outcome((ALL_SETTINGS,), None)),
    Row("summer-early", "in March", False),
    Row("summer-early", "in July", True, outcome=Outcome((rotation(date(2027, 7, 5)),), None)),
    Row("summer-early", "its last week begins in June", False, outcome=Outcome((rotation(date(2027, 6, 7)),), None)),
    Row("summer-early", "its last week begins in July", True, outcome=Outcome((rotation(date(2027, 6, 14)),), None)),
    Row("summer-early", "begins in September", True, outcome=Outcome((rotation(date(2027, 9, 27)),), None)),
    Row("summer-early", "begins in October", False, outcome=Outcome((rotation(date(2027, 10, 4)),), None)),
    Row("summer-early", "across all of summer", True, outcome=Outcome((rotation(date(2027, 6, 28), 24),), None)),
    Row("requirements-on-file", "internal medicine", True),
    Row("requirements-on-file", "a specialty with no page on file", False, {"specialties": ("radiology",)}),
    Row("requirements-on-file", "only the second has one", False, {"specialties": ("radiology", "pediatrics")}),
    Row("visitor-observe-only", "B-1/B-2", True),
    Row("visitor-observe-only", "ESTA", True, {"visas": (Visa.ESTA,)}),
    Row("visitor-observe-only", "another status too", False, {"visas": (Visa.B1, Visa.H4)}),
    Row("visitor-observe-only", "a citizen", False, {"visas": US_PERSON}),
    Row("visitor-observe-only", "a student", False, {"graduation_year": 2028}),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.rule}: {row.why}")
def test_a_rule_holds_exactly_when_it_should(row: Row) -> None:
    assert (row.rule in given(row.outcome, **row.changes)) == row.holds


def test_every_rule_is_tried_both_ways() -> None:
    assert {(row.rule, row.holds) for row in ROWS} == {(rule, holds) for rule in RULES for holds in (True, False)}


# The words


def everything() -> Iterator[tuple[str, Advice]]:
    """Each advice as each row of the table gives it."""
    for row in ROWS:
        for one in given(row.outcome, **row.changes).values():
            yield f"{row.rule}: {row.why}", one


def test_every_sentence_is_whole() -> None:
    for where, one in everything():
        assert not re.search(r"[{}]|None|\bTrue\b|\bFalse\b|  ", one.text + one.because), where
        assert re.match(r"[A-Z].*\.$", one.text, re.DOTALL), where
        assert re.match(r"[a-z]|U\.S\.", one.because), where
        assert not one.because.endswith("."), where


def test_every_advice_has_the_first_page_of_its_rule_as_source() -> None:
    guidance = catalogue().guidance
    for where, one in everything():
        rule = getattr(guidance.advice, one.id.replace("-", "_"))
        if one.id == "requirements-on-file":
            assert one.source in {page.url for page in catalogue().requirements.programs}, where
        elif rule.sources:
            assert one.source == guidance.sources[rule.sources[0]].url, where
        else:
            assert one.source is None, where
            assert "no count was found" in one.because, where


@pytest.mark.parametrize(
    ("rule", "changes", "outcome", "text", "because"),
    [
        (
            "letters-first", {}, ONE,
            "Put rotations with a letter first: to count, one of at least 4 weeks must end by 2027-08-23.",
            "residency programs may review applications from 2027-09-22 and a letter takes about 30 days",
        ),
        (
            "late-for-letters", {"match_year": 2027}, ONE,
            "It is late for letters from new rotations in the 2027 Match; consider the 2028 Match, or rely on letters "
            "you already have.",
            "a 4-week rotation can no longer end 30 days before 2026-09-23",
        ),
        (
            # From 2026-11-22 to 2028-08-28 are 21 months.
            "early-short-then-long", {"match_year": 2029, "visas": US_PERSON}, ONE,
            "You have 21 months: take a short observership early to learn the system, and the longer hands-on rotation "
            "close to the application.",
            "letters should be recent, and patient care counts more than watching",
        ),
        (
            # A graduate on a visitor visa is not sent to hands-on work.
            "early-short-then-long", {"match_year": 2029}, ONE,
            "You have 21 months: take a short observership early to learn the system, and the longer rotation close to "
            "the application.",
            "letters should be recent, and patient care counts more than watching",
        ),
        (
            "older-graduate-academic", {"graduation_year": 2015}, ONE,
            "Prefer academic hospitals and plan for 24 weeks of recent work.",
            "you will be 12 years past graduation when applications open, and recent clinical work is asked of older "
            "graduates",
        ),
        (
            "graduation-gap", {"graduation_year": 2015}, ONE,
            "Be ready to explain the years since graduation, and check each residency program's limit.",
            "the most common stated limit is 5 years, and you will be at 12",
        ),
        (
            "fresh-graduate", {"graduation_year": 2026}, ONE,
            "Use the first years after graduation: apply while most limits do not touch you.",
            "the stated limits of residency programs on file begin at two years, and you will be about a year past "
            "graduation when applications open",
        ),
        (
            "undecided", {"specialties": ("internal-medicine", "family-medicine", "psychiatry")}, ONE,
            "You named 3 specialties: let at least one letter come from each you will apply to, or choose one before "
            "paying.",
            "at least one letter writer should come from the specialty",
        ),
        (
            "mix-of-settings", {},
            Outcome((rotation(settings=(Setting.OUTPATIENT,)), rotation(settings=(Setting.PREHOSPITAL,))), None),
            "Your plan lacks inpatient work and a hospital with residents: look for one inpatient, one outpatient and "
            "one rotation at a hospital with residents.",
            "residency programs that state a setting ask for inpatient work or for an office",
        ),
        (
            "summer-early", {},
            Outcome((rotation(date(2027, 7, 5), name="Ward, A"), rotation(date(2027, 8, 2), name="Clinic, B")), None),
            "Apply early for rotations from July to September (Ward, A; Clinic, B).",
            "U.S. students do away rotations then, so these months are taken to be the most contested; no count was "
            "found",
        ),
        (
            "visitor-observe-only", {}, ONE,
            "As a visitor (B-1/B-2), plan to observe: hands-on work by a graduate is not covered.",
            "the visitor rule for clerkships is for enrolled students",
        ),
        (
            "nothing-open", {}, NO_PLAN,
            "Nothing fits as it stands: try community hospitals and practices, another kind of program, or another "
            "season.",
            "no program can start and end within the dates and months you gave",
        ),
    ],
)  # fmt: skip
def test_what_is_said(rule: str, changes: dict[str, Any], outcome: Outcome, text: str, because: str) -> None:
    found = given(outcome, **changes)[rule]
    assert (found.text, found.because) == (text, because)


def test_requirements_are_counted_from_the_pages_on_file() -> None:
    """Internal medicine, counted by reading ``residency_requirements.yaml``."""
    found = given()["requirements-on-file"]
    counts = re.findall(r"\b(\d+|none)\b", found.text.replace("U.S.", ""))
    pages = [page for page in catalogue().requirements.programs if page.specialty == "internal-medicine"]
    required = [
        page
        for page in pages
        if page.us_experience.status in (ExperienceStatus.REQUIRED, ExperienceStatus.REQUIRED_WITH_EXCEPTIONS)
    ]
    assert counts == ["9", "2", "5", "3"]
    assert [len(pages), len(required)] == [9, 5]
    assert "internal medicine residency programs" in found.text


def test_none_is_said_where_no_page_says_so() -> None:
    found = given(specialties=("family-medicine",))["requirements-on-file"]
    assert found.text == (
        "Of 2 family medicine residency programs on file: observerships are not counted by none, U.S. experience is "
        "required by 1, hands-on work is asked for by 1."
    )


def test_the_most_pressing_comes_first() -> None:
    found = list(given(NO_PLAN, graduation_year=2015, specialties=("internal-medicine", "family-medicine")))
    assert found == [
        "nothing-open",
        "letters-first",
        "visitor-observe-only",
        "older-graduate-academic",
        "graduation-gap",
        "months-of-experience",
        "requirements-on-file",
        "undecided",
    ]


def test_advice_never_tells_to_do_what_the_same_advice_rules_out() -> None:
    for where, _ in everything():
        row = next(row for row in ROWS if f"{row.rule}: {row.why}" == where)
        found = given(row.outcome, **row.changes)
        assert not {"letters-first", "late-for-letters"} <= found.keys(), where
        assert not {"fresh-graduate", "older-graduate-academic"} <= found.keys(), where
        if "visitor-observe-only" in found and "early-short-then-long" in found:
            assert "hands-on" not in found["early-short-then-long"].text, where


def test_a_recommendation_carries_its_advice() -> None:
    found = recommendation_of(situation()).result
    assert [one.id for one in found.advice][:2] == ["letters-first", "visitor-observe-only"]
