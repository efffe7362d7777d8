"""The optimizer against brute force, and what must hold for every plan whatever the instance."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brute_force import Best, brute_force
from random_instances import large_instance, small_instance
from usceplan.planning import dominance, exploration, focus, optimizer
from usceplan.planning.arrays import bound_pool, following, wide_tree
from usceplan.planning.instance import Candidate, Instance, score
from usceplan.planning.optimizer import NoPlan, Solution, solve, solve_beyond
from usceplan.planning.scheduling import plan_cost

seeds = st.integers(0, 10**6)


def as_best(solution: Solution) -> Best:
    """A solution in the form of the brute force."""
    return Best(
        -solution.scores.total,
        solution.cost,
        solution.chosen[-1].end,
        tuple(sorted(c.program for c in solution.chosen)),
        tuple((c.start, c.index) for c in solution.chosen),
    )


def strength(instance: Instance) -> int:
    """The greatest strength; -1 without a plan."""
    solution = solve(instance)
    return solution.scores.total if isinstance(solution, Solution) else -1


def without_nodes(found: Solution | NoPlan) -> Solution | NoPlan:
    """What was found, whatever it took."""
    return replace(found, nodes=0) if isinstance(found, Solution) else found


def counter(calls: int) -> Callable[[], bool]:
    """A deadline after so many questions."""
    left = iter(range(calls))
    return lambda: next(left, None) is None


def assert_is_best(seed: int) -> None:
    """What is found for a small problem is the plan of the brute force, and proven."""
    instance = small_instance(seed)
    expected, found = brute_force(instance), solve(instance)
    if expected is None:
        assert found == NoPlan(proven=True), seed
        return
    assert isinstance(found, Solution), seed
    assert as_best(found) == expected, seed
    assert found.proven_optimal, seed
    assert found.upper_bound == found.scores.total, seed


@pytest.mark.parametrize("first_seed", range(0, 1500, 100))
def test_same_plan_as_brute_force(first_seed: int) -> None:
    for seed in range(first_seed, first_seed + 100):
        assert_is_best(seed)


def set_in_search(patch: pytest.MonkeyPatch, name: str, value: object) -> None:
    """Set a constant in each module of the search that has it."""
    having = [module for module in (optimizer, exploration, focus) if hasattr(module, name)]
    assert having, name
    for module in having:
        patch.setattr(module, name, value)


ALWAYS, NEVER = -1.0, 2.0
"""The share of weeks from which on bounds by itineraries are tried."""


@pytest.mark.parametrize("cheapest", [1, 400])
@pytest.mark.parametrize("first_seed", range(0, 600, 100))
def test_same_plan_where_options_that_are_crowded_out_go_first(
    first_seed: int, cheapest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dominance, "CROWD", 0)
    monkeypatch.setattr(dominance, "CHEAPEST", cheapest)
    for seed in range(first_seed, first_seed + 100):
        assert_is_best(seed)


@pytest.mark.parametrize("share", [ALWAYS, NEVER])
@pytest.mark.parametrize("first_seed", range(0, 600, 100))
def test_same_plan_where_the_problem_is_taken_apart(
    first_seed: int, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any work allowed at first, splitting must find and prove the plan, with bounds by itineraries or not."""
    set_in_search(monkeypatch, "ROUNDS", ((0, 0),))
    set_in_search(monkeypatch, "COST_WORK", 1)
    set_in_search(monkeypatch, "MOST_WORK", 1)
    set_in_search(monkeypatch, "FEW", 1)
    set_in_search(monkeypatch, "LEAST_SHARE", share)
    for seed in range(first_seed, first_seed + 100):
        assert_is_best(seed)


@pytest.mark.parametrize("first_seed", range(0, 300, 100))
def test_same_plan_where_bounds_are_tuned_anew_after_each_better_plan(
    first_seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_in_search(monkeypatch, "FIRST_WORK", 0)
    set_in_search(monkeypatch, "ROUNDS", ((0, 0),))
    set_in_search(monkeypatch, "COST_WORK", 1)
    set_in_search(monkeypatch, "PATIENCE", 1)
    set_in_search(monkeypatch, "FEW", 0)
    set_in_search(monkeypatch, "MANY_ENOUGH", 0)
    set_in_search(monkeypatch, "LEAST_SHARE", ALWAYS)
    for seed in range(first_seed, first_seed + 100):
        assert_is_best(seed)


@pytest.mark.parametrize("plans_at_once", [1, 3, 256])
@pytest.mark.parametrize("first_seed", range(0, 600, 100))
def test_same_plan_where_many_partial_plans_are_looked_at_together(
    first_seed: int, plans_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every problem is hard from the beginning, and bounds are made for partial plans whenever they can be."""
    set_in_search(monkeypatch, "FIRST_WORK", 0)
    set_in_search(monkeypatch, "FEW", 1)
    monkeypatch.setattr(following, "MOST_AT_ONCE", plans_at_once)
    monkeypatch.setattr(wide_tree, "MANY_CHILDREN", 1)
    monkeypatch.setattr(wide_tree, "NODES_PER_RETUNING", 1)
    monkeypatch.setattr(wide_tree, "COUNTED_AFTER", 2)
    monkeypatch.setattr(wide_tree, "SIDES_AFTER", 3)
    monkeypatch.setattr(bound_pool, "UNCLEAR", 0.0)
    for seed in range(first_seed, first_seed + 100):
        assert_is_best(seed)


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(0, 30))
def test_more_budget_never_lowers_strength(seed: int, more: int) -> None:
    instance = small_instance(seed)
    richer = replace(instance, limits=replace(instance.limits, budget=instance.limits.budget + more))
    assert strength(richer) >= strength(instance)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_another_program_never_lowers_strength(seed: int) -> None:
    instance = small_instance(seed)
    last = max(c.program for c in instance.candidates)
    limits = replace(instance.limits, must_include=())
    fewer = replace(instance, limits=limits, candidates=tuple(c for c in instance.candidates if c.program != last))
    assert strength(replace(instance, limits=limits)) >= strength(fewer)


@settings(max_examples=200, deadline=None)
@given(seeds, st.lists(seeds, min_size=1, max_size=2), st.booleans())
def test_solutions_of_other_problems_change_nothing(seed: int, others: list[int], has_few: bool) -> None:
    instance = small_instance(seed)
    poorer = replace(instance, limits=replace(instance.limits, budget=instance.limits.budget * 2 // 3))
    known = [solve(other) for other in (poorer, *map(small_instance, others))]
    with pytest.MonkeyPatch.context() as patch:
        set_in_search(patch, "FEW", 30 if has_few else 0)
        found = solve(instance, like=[one for one in known if isinstance(one, Solution)])
    assert without_nodes(found) == without_nodes(solve(instance))


@settings(max_examples=300, deadline=None)
@given(seeds, st.sets(st.integers(0, 9)), st.booleans(), st.booleans(), st.booleans())
def test_the_best_plan_with_more_programs(
    seed: int, numbers: set[int], one_by_one: bool, has_few: bool, is_saved: bool
) -> None:
    instance, more = small_instance(seed), {f"p{number}" for number in numbers}
    fewer = replace(instance, candidates=tuple(c for c in instance.candidates if c.program not in more))
    known = solve(fewer)
    if isinstance(known, NoPlan):
        return
    with pytest.MonkeyPatch.context() as patch:
        set_in_search(patch, "FEW", 30 if has_few else 0)
        set_in_search(patch, "MOST_WANTED", 9 if one_by_one else 0)
        found = solve_beyond(instance, replace(known, prices=()) if is_saved else known, more)
    assert without_nodes(found) == without_nodes(solve(instance))


@settings(max_examples=60, deadline=None)
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_candidates_is_no_matter(seed: int, random: Random) -> None:
    instance = small_instance(seed)
    candidates = list(instance.candidates)
    random.shuffle(candidates)
    one, other = solve(instance), solve(replace(instance, candidates=tuple(candidates)))
    assert isinstance(one, NoPlan) == isinstance(other, NoPlan)
    if isinstance(one, Solution) and isinstance(other, Solution):
        assert (one.chosen, one.cost, one.legs, one.stays) == (other.chosen, other.cost, other.legs, other.stays)


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(0, 40))
def test_every_plan_keeps_the_limits_however_early_it_stops(seed: int, calls: int) -> None:
    instance = small_instance(seed)
    best, found = solve(instance), solve(instance, deadline=counter(calls))
    if isinstance(found, NoPlan):
        assert isinstance(best, NoPlan) or not found.proven
        return
    assert isinstance(best, Solution)
    assert_valid(instance, found)
    assert found.upper_bound >= best.scores.total >= found.scores.total
    assert not found.proven_optimal or as_best(found) == as_best(best)


def assert_valid(instance: Instance, solution: Solution) -> None:
    """No overlap, no program twice, every limit kept, and the figures those of the rotations."""
    chosen, limits = solution.chosen, instance.limits
    priced = plan_cost(instance, chosen)
    assert priced is not None
    assert (solution.cost, solution.legs, solution.stays) == (priced.cost, priced.legs, priced.stays)
    assert solution.cost <= limits.budget
    assert solution.scores == score(instance.parts, chosen)
    assert all(a.end <= b.start for a, b in pairwise(chosen))
    assert len({c.program for c in chosen}) == len(chosen) <= limits.max_rotations
    assert set(limits.must_include) <= {c.program for c in chosen}
    assert len(solution.stays) <= limits.max_stays
    assert limits.stay_days is None or all(7 * (end - start) <= limits.stay_days for start, end in solution.stays)


def test_nothing_to_choose_from() -> None:
    assert solve(replace(small_instance(0), candidates=())) == NoPlan(proven=True)


def test_a_program_that_must_be_included_but_is_not_offered() -> None:
    instance = small_instance(0)
    limits = replace(instance.limits, budget=1000, must_include=("elsewhere",))
    assert solve(replace(instance, limits=limits)) == NoPlan(proven=True)


def test_a_deadline_at_once_gives_what_was_found_first_and_no_proof() -> None:
    instance = replace(small_instance(0), limits=replace(small_instance(0).limits, budget=1000, must_include=()))
    found = solve(instance, deadline=lambda: True)
    best = solve(instance)
    assert isinstance(found, Solution)
    assert isinstance(best, Solution)
    assert not found.proven_optimal
    assert found.scores.total <= best.scores.total <= found.upper_bound
    assert_valid(instance, found)


def test_of_plans_alike_the_first_program_and_the_first_date() -> None:
    instance = small_instance(0)
    alike = Candidate(0, "b", "im", instance.candidates[0].metro, 2, 4, 1, 1000, 4000, 4000, (True, True, True), 10)
    programs = ("b", "a", "c")
    candidates = tuple(alike._replace(index=i, program=program) for i, program in enumerate(programs))
    later = tuple(c._replace(index=c.index + 3, start=3) for c in candidates)
    limits = replace(instance.limits, budget=1000, max_rotations=1, stay_days=None, must_include=())
    solution = solve(replace(instance, candidates=later + candidates, limits=limits))
    assert isinstance(solution, Solution)
    assert [(c.program, c.start) for c in solution.chosen] == [("a", 2)]


@pytest.mark.parametrize("seed", [0, 4, 5, 7, 12, 17, 23, 29, 36, 65])
def test_large_instances_are_proven_optimal(seed: int) -> None:
    instance = large_instance(seed)
    solution = solve(instance, deadline=counter(20_000))
    assert isinstance(solution, Solution)
    assert solution.proven_optimal
    assert_valid(instance, solution)
