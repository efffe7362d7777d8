"""Bounds by itineraries: true for every plan, whatever the prices; and the starts that they leave."""

from dataclasses import replace
from random import Random

import pytest

from bound_cases import cases, indices, model_of, random_shares
from brute_force import brute_force
from random_instances import small_instance
from usceplan.planning.arrays.itineraries import (
    Itineraries,
    ItineraryBound,
    ItineraryDescent,
    UsePrices,
    first_use_prices,
)
from usceplan.planning.bounds import Bound
from usceplan.planning.model import PARTS, TOLERANCE, Model, restricted
from usceplan.planning.tuning import first_prices

SEEDS = range(0, 600, 100)


def random_prices(model: Model, random: Random) -> UsePrices:
    uses = tuple(
        random.uniform(-4000, 4000) if program in model.must else random.choice([0.0, random.uniform(0, 4000)])
        for program in model.frame.programs
    )
    return UsePrices(random_shares(random), random.choice([0.0, random.uniform(0, 20)]), uses)


@pytest.mark.parametrize("first_seed", SEEDS)
def test_no_plan_is_stronger_or_cheaper_than_a_bound(first_seed: int) -> None:
    for seed, model, best, budget in cases(first_seed):
        for number in range(5):
            bound = ItineraryBound(Itineraries(model), random_prices(model, Random(f"{seed} {number}")))
            assert bound.of(budget) >= -best.lost - TOLERANCE, (seed, number)
            assert bound.least_cost(-best.lost, budget) <= best.cost + TOLERANCE, (seed, number)


@pytest.mark.parametrize("first_seed", SEEDS)
def test_the_starts_of_a_best_plan_are_left_and_those_of_none_are_not(first_seed: int) -> None:
    for seed, model, best, budget in cases(first_seed):
        bound = ItineraryBound(Itineraries(model), random_prices(model, Random(seed)))
        left = restricted(model, bound.starts(-best.lost - TOLERANCE, budget), [0.0] * len(model.columns))
        held = {c.index for column in left.columns for c in column.option.at.values()}
        mine = {c.index for column in model.columns for c in column.option.at.values()}
        assert indices(best) & mine <= held, seed
        assert all(
            left.frame.timings[column.timing].starts == tuple(sorted(column.option.at)) for column in left.columns
        )
        # the itinerary that reaches the bound is left by it, and nothing is by a greater one
        value = bound.of(budget)
        if bound.slopes(budget)[PARTS] != budget - model.frame.fixed:
            assert any(bound.starts(value - TOLERANCE, budget)), seed
        assert not any(bound.starts(value + TOLERANCE, budget)), seed


@pytest.mark.parametrize("first_seed", SEEDS)
def test_steps_keep_bounds_true_and_make_them_lower(first_seed: int) -> None:
    for seed, model, best, budget in cases(first_seed, step=5):
        descent = ItineraryDescent(model, budget, first_use_prices(model, first_prices(model)))
        first = descent.least
        for _ in range(30):
            descent.step(float(-best.lost))
            assert descent.bound.of(budget) >= -best.lost - TOLERANCE, seed
        assert descent.least <= first, seed


@pytest.mark.parametrize("first_seed", SEEDS)
def test_bounds_stay_true_from_the_prices_of_a_model_that_forces_other_programs(first_seed: int) -> None:
    """A program that a plan must have may have a price below zero; where it need not, that would be no bound."""
    for seed, model, best, budget in cases(first_seed):
        random = Random(seed)
        uses = tuple(random.uniform(-4000, 4000) for _ in model.frame.programs)
        prices = random_prices(model, random)._replace(uses=uses)
        descent = ItineraryDescent(model, budget, prices)
        for _ in range(3):
            assert descent.bound.of(budget) >= -best.lost - TOLERANCE, seed
            descent.step(float(-best.lost))


def test_the_slopes_of_a_bound_are_those_of_its_value() -> None:
    """A step along one price changes the bound by no less than the slope says, since it is convex."""
    for seed in range(120):
        instance = small_instance(seed)
        model = model_of(instance)
        if model is None:
            continue
        random = Random(seed)
        budget = float(instance.limits.budget)
        itineraries = Itineraries(model)
        here, there = random_prices(model, random), random_prices(model, random)
        bound, other = ItineraryBound(itineraries, here), ItineraryBound(itineraries, there)
        moves = [
            b - a
            for a, b in zip(
                (*here.shares, here.dollar, *here.uses), (*there.shares, there.dollar, *there.uses), strict=True
            )
        ]
        along = sum(slope * move for slope, move in zip(bound.slopes(budget), moves, strict=True))
        assert other.of(budget) >= bound.of(budget) + along - 1e-3, seed


def test_a_bound_knows_that_to_go_home_can_be_cheaper_than_to_move() -> None:
    """Where no stay is limited and waiting costs nothing, that is all that a further stay is good for."""
    looked_at = 0
    for seed in range(400):
        instance = small_instance(seed)
        limits = replace(instance.limits, stay_days=None, max_stays=3, budget=2 * instance.limits.budget)
        free = dict.fromkeys(instance.costs.weekly, 0)
        instance = replace(instance, limits=limits, costs=replace(instance.costs, stay=1, move=9, weekly=free))
        model, best = model_of(instance), brute_force(instance)
        if model is None or best is None:
            continue
        prices = first_use_prices(model, first_prices(model))._replace(dollar=2000.0)
        bound = ItineraryBound(Itineraries(model), prices)
        assert bound.of(best.cost) >= -best.lost - TOLERANCE, seed
        looked_at += len(best.rotations) > 1
    assert looked_at > 100


def test_moves_to_the_only_program_of_a_metro_make_a_bound_lower() -> None:
    lower = 0
    for seed in range(600):
        instance = small_instance(seed)
        model = model_of(instance)
        unmoved = model_of(replace(instance, costs=replace(instance.costs, move=0)))
        if model is None or unmoved is None or len(model.columns) != len(unmoved.columns):
            continue
        prices = random_prices(model, Random(seed))
        value, other = (ItineraryBound(Itineraries(one), prices).of(instance.limits.budget) for one in (model, unmoved))
        assert value <= other + TOLERANCE, seed
        lower += value < other - TOLERANCE
    assert lower > 5


def test_an_itinerary_bound_knows_that_half_of_two_stays_is_none() -> None:
    """Where weeks decide, it is lower than any bound by prices of weeks that the same steps find."""
    lower = 0
    for seed in range(200):
        instance = small_instance(seed)
        model, best = model_of(instance), brute_force(instance)
        if model is None or best is None:
            continue
        budget = instance.limits.budget
        first = Bound(model, first_prices(model))
        descent = ItineraryDescent(model, budget, first_use_prices(model, first_prices(model)))
        lower += descent.least < first.of(model.start, model.usable(model.start, budget)) - TOLERANCE
    assert lower > 10


@pytest.mark.parametrize("first_seed", SEEDS)
def test_prices_of_weeks_make_a_bound_as_low_for_most_problems(first_seed: int) -> None:
    differences: list[float] = []
    for seed, model, best, budget in cases(first_seed):
        descent = ItineraryDescent(model, budget, first_use_prices(model, first_prices(model)))
        for _ in range(60):
            descent.step(float(-best.lost))
        usable = model.usable(model.start, budget)
        found = descent.lowest.with_weeks()
        assert all(min(prices.weeks) >= 0.0 and len(prices.weeks) == model.frame.weeks for prices in found)
        values = [Bound(model, prices).of(model.start, usable) for prices in found]
        assert min(values) >= -best.lost - TOLERANCE, seed
        differences.append(min(values) - descent.least)
    assert sum(difference < 1.0 for difference in differences) > len(differences) / 2
