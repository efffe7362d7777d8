"""Bounds that count money: true for every plan, and never above those that charge for it."""

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from batches import batches
from bound_cases import cases, indices, random_prices
from usceplan.planning.arrays import money_bound
from usceplan.planning.arrays.array_bound import ArrayBound
from usceplan.planning.arrays.money_bound import MoneyBound
from usceplan.planning.arrays.partial_plans import Columns, PartialPlans
from usceplan.planning.bounds import Bound
from usceplan.planning.model import TOLERANCE, Model

SEEDS = range(0, 400, 100)


def random_bound(model: Model, seed: int) -> Bound:
    return Bound(model, random_prices(model, Random(seed)))


def most_left(model: Model, budget: int) -> int:
    return max(0, model.money_left(model.start, budget) + model.frame.change)


def on_the_way(columns: Columns, positions: list[int]) -> Iterator[PartialPlans]:
    """The partial plans on the way to some options."""
    row = np.zeros(1, np.int64)
    plans = columns.start(columns.model.start, 0.0)
    yield plans
    for position in positions:
        plans = columns.with_options(plans, row, np.array([position]))
        yield plans


@pytest.mark.parametrize("cells", [1, 3, 500])
@pytest.mark.parametrize("first_seed", SEEDS)
def test_no_partial_plan_of_the_best_plan_is_bounded_below_it(
    first_seed: int, cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(money_bound, "MOST_CELLS", cells)
    looked_at = 0
    for seed, model, best, budget in cases(first_seed):
        columns = Columns(model)
        bound = MoneyBound(random_bound(model, seed), most_left(model, budget))
        chosen = [
            position
            for position, column in enumerate(model.columns)
            if {c.index for c in column.option.at.values()} & indices(best)
        ]
        if len(chosen) < len(best.programs):
            continue  # it has an option that another one is as good as
        for plans in on_the_way(columns, chosen):
            assert bound.of(plans, columns.money_left(plans, budget))[0] >= -best.lost - TOLERANCE, seed
            looked_at += 1
    assert looked_at > 100


@pytest.mark.parametrize("first_seed", SEEDS)
def test_what_counts_money_to_the_dollar_is_no_greater_than_what_charges_for_it(first_seed: int) -> None:
    lower = 0
    for seed, (columns, _, plans) in batches(first_seed):
        model = columns.model
        budget = model.frame.instance.limits.budget
        left = columns.money_left(plans, budget)
        affordable, left = plans.chosen(left >= 0), left[left >= 0]
        bound = random_bound(model, seed)
        counted = MoneyBound(bound, most_left(model, budget)).of(affordable, left)
        charged = ArrayBound(bound).of(affordable, left)
        assert (counted <= charged + TOLERANCE).all(), seed
        lower += int((counted < charged - TOLERANCE).sum())
    assert lower > 100


@pytest.mark.parametrize("first_seed", SEEDS)
def test_fewer_cells_make_no_bound_lower(first_seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed, (columns, _, plans) in batches(first_seed):
        model = columns.model
        budget = model.frame.instance.limits.budget
        bound, left = random_bound(model, seed), columns.money_left(plans, budget)
        monkeypatch.setattr(money_bound, "MOST_CELLS", 500)
        fine = MoneyBound(bound, most_left(model, budget)).of(plans, left)
        monkeypatch.setattr(money_bound, "MOST_CELLS", 2)
        coarse = MoneyBound(bound, most_left(model, budget)).of(plans, left)
        possible = left >= 0
        assert (coarse[possible] >= fine[possible] - TOLERANCE).all(), seed
