"""The optimizer against CP-SAT, which is given nothing but the exported model: the same strength at the same cost."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module

import pytest

from applicants import instance_of
from random_instances import small_instance
from random_problems import medium_instance
from situations import catalogue
from usceplan.planning.instance import Instance, exported
from usceplan.planning.optimizer import NoPlan, Solution, solve

pytest.importorskip("ortools", reason="CP-SAT is not installed: pip install -e '.[solver]'")
yardstick = import_module("yardstick")

SMALL, MEDIUM, BLOCK = 120, 160, 20
LOOKED_AT = 60
APPLICANTS = (1, 11, 89, 157, 165, 263, 313)
"""Of the benchmark, some whose problems CP-SAT solves soon; they leave programs out, hold letters, name states."""


@cache
def solved(seed: int) -> Solution | NoPlan:
    return solve(medium_instance(seed))


def assert_same(found: Solution | NoPlan, instance: Instance, formulation: str, case: str) -> None:
    expected = yardstick.answer(exported(instance), formulation, workers=1)
    assert expected.cost_proven, case
    if isinstance(found, NoPlan):
        assert (found.proven, expected.strength) == (True, None), case
    else:
        assert (found.scores.total, found.cost) == (expected.strength, expected.cost), case
        assert found.proven_optimal, case
        assert found.upper_bound == expected.strength, case


@pytest.mark.parametrize("formulation", ["network", "sequence"])
@pytest.mark.parametrize("first", range(0, SMALL, BLOCK))
def test_same_plan_for_small_problems(formulation: str, first: int) -> None:
    for seed in range(10**6 + first, 10**6 + first + BLOCK):  # others than those that are enumerated
        instance = small_instance(seed)
        assert_same(solve(instance), instance, formulation, f"small {seed}")


@pytest.mark.parametrize("first", range(0, MEDIUM, BLOCK))
def test_same_plan_for_larger_problems(first: int) -> None:
    for seed in range(first, first + BLOCK):
        assert_same(solved(seed), medium_instance(seed), "sequence", f"medium {seed}")


@pytest.mark.parametrize("number", APPLICANTS)
def test_same_plan_for_applicants(number: int) -> None:
    instance = instance_of(catalogue(), number)
    assert instance.candidates
    assert_same(solve(instance), instance, "sequence", f"applicant {number}")


def test_the_larger_problems_have_what_makes_a_plan_hard() -> None:
    """Each rule of the problem is in force in some of them, and in some it is not."""
    seen = Counter(trait for seed in range(LOOKED_AT) for trait in _traits(medium_instance(seed), solved(seed)))
    rare = {trait: count for trait, count in seen.items() if not 2 <= count <= LOOKED_AT - 2}
    assert not rare
    assert len(seen) == 18, sorted(seen)


def _traits(instance: Instance, solution: Solution | NoPlan) -> Iterator[str]:
    if instance.limits.must_include:
        yield "a program must be included"
    if instance.parts.letters.held:
        yield "letters are held"
    if isinstance(solution, NoPlan):
        yield "no plan"
        return
    kinds = {leg.kind for leg in solution.legs}
    yield from kinds
    if any(leg.moving_usd for leg in solution.legs):
        yield "a move"
    if any(leg.waiting_usd for leg in solution.legs):
        yield "waiting that costs"
    if len(solution.chosen) == instance.limits.max_rotations:
        yield "as many rotations as allowed"
    if len(solution.stays) == instance.limits.max_stays > 1:
        yield "as many stays as allowed"
    yield from _limits_met(instance, solution)
    parts, scores = instance.parts, solution.scores
    for name, part, points in (
        ("letters", parts.letters, scores.letters),
        ("hands-on", parts.hands_on, scores.hands_on),
        ("specialty", parts.specialty, scores.specialty),
    ):
        if part.held < part.cap:
            yield f"{name}: {'cap reached' if points == 1000 * part.points else 'cap not reached'}"


def _limits_met(instance: Instance, solution: Solution) -> Iterator[str]:
    """Whether more money, or a longer stay, would give a better plan."""
    limits, result = instance.limits, (solution.scores.total, -solution.cost)
    for name, wider in (
        ("the budget limits the plan", replace(limits, budget=limits.budget + 3000)),
        ("the length of stays limits the plan", replace(limits, stay_days=None)),
    ):
        other = solve(replace(instance, limits=wider))
        if isinstance(other, Solution) and (other.scores.total, -other.cost) > result:
            yield name
