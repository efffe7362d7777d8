"""The optimizer against CP-SAT, which is given nothing but the exported model: the same strength at the same cost."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from random import Random

import pytest

from applicants import instance_of
from random_instances import FIRST_MONDAY, small_instance
from situations import catalogue
from usceplan.planning.instance import (
    Candidate,
    CappedPart,
    Instance,
    MixPart,
    Parts,
    PlanCosts,
    PlanLimits,
    RecencyPart,
    exported,
)
from usceplan.planning.optimizer import NoPlan, Solution, solve

pytest.importorskip("ortools", reason="CP-SAT is not installed: pip install -e '.[solver]'")
yardstick = import_module("yardstick")

SMALL, MEDIUM, BLOCK = 120, 160, 20
LOOKED_AT = 60
APPLICANTS = (1, 11, 89, 157, 165, 263, 313)
"""Of the benchmark, some whose problems CP-SAT solves soon; they leave programs out, hold letters, name states."""
METROS = ("austin", "boston", "chicago", "denver")


def medium_instance(seed: int) -> Instance:
    """Too large to enumerate: up to twelve programs and six rotations, with dollars and weeks as in real ones."""
    random = Random(f"medium {seed}")
    weeks = random.randint(16, 36)
    metros = METROS[: random.randint(1, 4)]
    rates = {metro: random.choice([0, 100, 250, 400]) for metro in metros}
    deadline = random.randint(weeks // 2, weeks)
    blocks = [
        block
        for number in range(random.randint(4, 12))
        for block in _blocks(random, f"program-{number}", metros, rates, weeks, deadline)
    ]
    candidates = tuple(replace(candidate, index=index) for index, candidate in enumerate(blocks))
    programs = sorted({candidate.program for candidate in candidates})
    resident = random.random() < 0.15
    most = random.randint(2, 6)
    limits = PlanLimits(
        budget=random.choice([2500, 4000, 6000, 9000, 15000]),
        max_rotations=most,
        max_stays=most if resident else random.randint(1, 3),
        stay_days=None if resident else random.choice([None, 60, 90, 180]),
        must_include=tuple(random.sample(programs, 1)) if random.random() < 0.2 else (),
    )
    costs = PlanCosts(
        once=0 if resident else 185,
        stay=0 if resident else random.choice([200, 700, 1200]),
        move=0 if resident else random.choice([0, 150, 300]),
        weekly={metro: 0 if resident else rate for metro, rate in rates.items()},
    )
    return Instance(FIRST_MONDAY, weeks, candidates, limits, costs, _parts(random))


def _blocks(
    random: Random, program: str, metros: tuple[str, ...], rates: dict[str, int], weeks: int, deadline: int
) -> Iterator[Candidate]:
    metro, fee = random.choice(metros), random.choice([0, 250, 500, 1000])
    involvement, closeness = random.choice([200, 600, 1000]), random.choice([300, 700, 1000])
    mix = (random.random() < 0.4, random.random() < 0.4, random.random() < 0.3)
    first, step = random.randint(0, weeks // 3), random.choice([1, 1, 4])
    for length in random.sample([2, 4, 6, 8, 12], random.randint(1, 2)):
        for start in range(first, weeks - length + 1, step):
            in_time = start + length <= deadline
            yield Candidate(
                index=0,
                program=program,
                specialty="internal-medicine",
                metro=metro,
                start=start,
                weeks=length,
                usd=(fee + rates[metro]) * length,
                letter=closeness * involvement // 1000 if in_time and length >= 4 else 0,
                hands_on=involvement * length if in_time else involvement * length // 2,
                specialty_weeks=closeness * length if in_time else closeness * length // 2,
                mix=mix,
                recency=(10 if start >= weeks // 4 else 5) if length >= 4 else 0,
            )


def _parts(random: Random) -> Parts:
    wanted = random.choice([6000, 12000, 24000])
    return Parts(
        letters=CappedPart(40, 3000, random.choice([0, 0, 1000, 2000, 4000])),
        hands_on=CappedPart(25, wanted, random.choice([0, 0, 3600])),
        specialty=CappedPart(15, wanted, random.choice([0, 0, 3600])),
        recency=RecencyPart(10, random.choice([0, 0, 5, 10])),
        mix=MixPart(3, 3, 4, (random.random() < 0.1, random.random() < 0.1, random.random() < 0.1)),
    )


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
