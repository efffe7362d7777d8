"""Every question is worth its answer: for each field of the applicant some answer changes what comes out.

A change of the advice, of the assumptions or of the applicant as shown does not count: only verdicts, fits, the plan
and the budget do.
"""

from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

import pytest

from situations import TODAY, one_in, situation, with_programs
from usceplan.applicant import Applicant, Limits, PassedExam
from usceplan.catalog.vocabulary import Exam, Housing, Involvement, Kind, Status, Visa
from usceplan.output.results import Recommendation
from usceplan.recommendation import recommendation_of

PROGRAMS = one_in(2, rest=0)
"""Half of the catalogue, which is enough to show it."""

VERDICTS, FIT, PLAN, BUDGET = "verdicts", "fit", "plan", "budget"

STUDENT: dict[str, Any] = {"graduation_year": 2028, "visas": (Visa.B1,), "budget": 6000}
CITIZEN: dict[str, Any] = {"visas": (Visa.US_PERSON,), "us_metro": "chicago"}
BASES: dict[str, dict[str, Any]] = {
    "graduate": {"budget": 5000},
    "student": STUDENT,
    "citizen": {**CITIZEN, "budget": 5000},
    "with experience": {"budget": 5000, "held_weeks": 8},
    "on ESTA": {"visas": (Visa.ESTA,), "budget": 14_000},
}

# Field: the base, another answer, and what it changes at least.
ANSWERS: dict[str, tuple[str, Any, set[str]]] = {
    "specialties": ("graduate", ("psychiatry",), {VERDICTS, FIT, PLAN}),
    "graduation_year": ("graduate", 2015, {VERDICTS}),
    "visas": ("graduate", (Visa.ESTA,), {VERDICTS}),
    "budget": ("graduate", 2500, {VERDICTS, FIT, PLAN, BUDGET}),
    "match_year": ("graduate", 2027, {VERDICTS, FIT, PLAN, BUDGET}),
    "status": ("graduate", Status.PRACTISING_PHYSICIAN, {VERDICTS}),
    "nationality": ("graduate", "IN", {BUDGET}),
    "home_region": ("graduate", "south_asia", {BUDGET}),
    "us_metro": ("graduate", "houston", {PLAN, BUDGET}),
    "free_housing": ("graduate", ("philadelphia",), {FIT, PLAN, BUDGET}),
    "housing": ("graduate", Housing.STUDIO, {FIT, PLAN, BUDGET}),
    "visa_wait_weeks": ("graduate", 0, {PLAN, BUDGET}),
    "exams": ("graduate", (PassedExam(Exam.STEP_1), PassedExam(Exam.STEP_2_CK)), {VERDICTS, FIT}),
    "held_letters": ("graduate", 2, {PLAN}),
    "held_weeks": ("graduate", 12, {PLAN}),
    "held_involvement": ("with experience", Involvement.NONE, {PLAN}),
    "available_from": ("graduate", date(2027, 6, 1), {VERDICTS, PLAN}),
    "available_to": ("graduate", date(2027, 2, 28), {VERDICTS, PLAN}),
    "months": ("graduate", (7, 8), {VERDICTS, PLAN}),
    "residency_programs": ("graduate", 30, {BUDGET}),
    "include_application": ("graduate", True, {PLAN, BUDGET}),
    "refusal_percent": ("graduate", 80, {PLAN}),
}

LIMITS: dict[str, tuple[str, Any, set[str]]] = {
    "kinds": ("citizen", (Kind.OBSERVERSHIP,), {VERDICTS, PLAN}),
    "states": ("graduate", ("AL",), {VERDICTS, PLAN}),
    "not_states": ("graduate", ("PA",), {VERDICTS, PLAN}),
    "hands_on_only": ("citizen", True, {VERDICTS}),
    "include": ("graduate", ("mercy-catholic-clinical-observership",), {PLAN, BUDGET}),
    "exclude": ("graduate", ("thomas-jefferson-international-observership",), {VERDICTS, PLAN}),
    "only_confirmed": ("graduate", True, {PLAN, BUDGET}),
    "max_rotations": ("on ESTA", 1, {PLAN, BUDGET}),
    "max_stays": ("on ESTA", 1, {PLAN, BUDGET}),
    "ignore_rules": ("graduate", ("visa-permits",), {VERDICTS, PLAN}),
    "weights": ("graduate", {"letters": 0, "mix": 50}, {PLAN}),
}


def recommended(**changes: Any) -> Recommendation:
    return recommendation_of(with_programs(situation(**changes), *PROGRAMS)).result


def _outcome(found: Recommendation) -> dict[str, Any]:
    """What the answer may change, without the applicant and without the points a plan may reach at most."""
    everything = [*found.programs, *found.excluded]
    plan = (
        None
        if found.plan is None
        else (
            found.plan.strength,
            found.plan.usd,
            found.plan.rotations,
            found.plan.robustness,
        )
    )
    return {
        VERDICTS: {one.id: (one.verdict, [(check.rule, check.result) for check in one.checks]) for one in everything},
        FIT: {one.id: (one.fit.score, one.cost_per_4_weeks) for one in everything},
        PLAN: plan,
        BUDGET: None if found.budget is None else (found.budget.total, found.budget.beside, found.budget.lines),
    }


@cache
def base(name: str) -> dict[str, Any]:
    return _outcome(recommended(**BASES[name]))


def changed(name: str, **changes: Any) -> set[str]:
    """What comes out otherwise."""
    after = _outcome(recommended(**{**BASES[name], **changes}))
    return {part for part, before in base(name).items() if before != after[part]}


def test_every_field_has_an_answer_here() -> None:
    assert ANSWERS.keys() | {"limits"} == {field.name for field in fields(Applicant)}
    assert LIMITS.keys() == {field.name for field in fields(Limits)}


@pytest.mark.parametrize("field", ANSWERS)
def test_an_answer_changes_something(field: str) -> None:
    who, answer, expected = ANSWERS[field]
    found = changed(who, **{field: answer})
    assert found
    assert found >= expected


@pytest.mark.parametrize("field", LIMITS)
def test_a_limit_changes_something(field: str) -> None:
    who, answer, expected = LIMITS[field]
    found = changed(who, limits={field: answer})
    assert found
    assert found >= expected


def test_the_day_changes_what_can_still_be_reached() -> None:
    assert changed("graduate", today=date(2027, 6, 1)) >= {VERDICTS, FIT, PLAN}
    assert changed("graduate", today=TODAY) == set()
