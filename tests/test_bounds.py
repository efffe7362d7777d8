"""The bounds: true for every plan, whatever the prices; and what they are made of, against plain enumeration."""

from dataclasses import astuple
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bound_cases import cases, indices, model_of, random_prices
from brute_force import brute_force
from random_instances import small_instance
from usceplan.planning import dominance
from usceplan.planning.attainable import attainable_strengths
from usceplan.planning.bounds import Bound, dearest_stays
from usceplan.planning.dominance import preferred, undominated, useful_options
from usceplan.planning.model import TOLERANCE, reduced, with_needs
from usceplan.planning.options import affordable
from usceplan.planning.tuning import Descent, first_prices

SEEDS = range(0, 600, 100)


@pytest.mark.parametrize("first_seed", SEEDS)
def test_no_plan_is_stronger_than_a_bound(first_seed: int) -> None:
    for seed, model, best, budget in cases(first_seed):
        start, usable = model.start, model.usable(model.start, budget)
        chosen = {
            column.option for column in model.columns if {c.index for c in column.option.at.values()} & indices(best)
        }
        for number in range(5):
            bound = Bound(model, random_prices(model, Random(f"{seed} {number}")))
            value, base = bound.of(start, usable), bound.base(start, usable)
            assert value >= -best.lost - TOLERANCE, (seed, number)
            assert max(bound.through) + base <= value + TOLERANCE, (seed, number)
            for column, through in zip(model.columns, bound.through, strict=True):
                if column.option in chosen:
                    assert base + through >= -best.lost - TOLERANCE, (seed, number, column.option.program)


@pytest.mark.parametrize("first_seed", SEEDS)
def test_tuning_keeps_bounds_true_and_makes_them_lower(first_seed: int) -> None:
    for seed, model, best, budget in cases(first_seed, step=5):
        descent = Descent(Bound(model, first_prices(model)), model.start, budget)
        first = descent.value
        values = [descent.step(float(-best.lost)).value for _ in range(30)]
        assert min(values) >= -best.lost - TOLERANCE, seed
        assert descent.least <= first, seed


@pytest.mark.parametrize("first_seed", SEEDS)
def test_every_strength_is_attainable_and_every_best_plan_has_what_its_options_need(first_seed: int) -> None:
    for seed in range(first_seed, first_seed + 100):
        instance = small_instance(seed)
        options = undominated(affordable(instance))
        best = brute_force(instance)
        if best is None:
            continue
        assert attainable_strengths(instance.parts, options) >> -best.lost & 1, seed
        needs = preferred(options, instance.costs, instance.limits.must_include)
        held = set(best.programs)
        for option, programs in zip(options, needs, strict=True):
            if {c.index for c in option.at.values()} & indices(best):
                assert programs <= held, (seed, option.program)


@pytest.mark.parametrize("cheapest", [2, 400])
def test_no_best_plan_has_what_is_crowded_out(cheapest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dominance, "CROWD", 0)
    monkeypatch.setattr(dominance, "CHEAPEST", cheapest)
    taken_out = 0
    for seed in range(600):
        instance = small_instance(seed)
        options, left = undominated(affordable(instance)), useful_options(instance)
        taken_out += len(options) - len(left)
        if cheapest > len(options):
            limits = instance.limits
            needs = preferred(options, instance.costs, limits.must_include)
            few = [len(programs) < limits.max_rotations for programs in needs]
            assert list(map(astuple, left)) == [astuple(b) for b, enough in zip(options, few, strict=True) if enough]
        best = brute_force(instance)
        if best is not None:
            assert indices(best) <= {c.index for option in left for c in option.at.values()}, seed
    assert taken_out > 0


def test_options_that_need_more_than_a_plan_can_have_are_taken_out_of_a_model() -> None:
    taken_out = 0
    for seed in range(300):
        model = model_of(small_instance(seed))
        if model is None:
            continue
        needs = preferred([column.option for column in model.columns], model.frame.instance.costs, model.must)
        few = [len(programs) < model.frame.slots for programs in needs]
        left = with_needs(model)
        assert [column.option for column in left.columns] == [
            column.option for column, enough in zip(model.columns, few, strict=True) if enough
        ]
        assert all(column.needed.bit_count() < model.frame.slots for column in left.columns)
        taken_out += few.count(False)
    assert taken_out > 0


def test_a_model_with_less_columns_leaves_out_what_needs_them() -> None:
    for seed in range(300):
        model = model_of(small_instance(seed))
        if model is None:
            continue
        model = with_needs(model)
        random = Random(seed)
        keep = [random.random() < 0.5 for _ in model.columns]
        left = reduced(model, keep, [0.0] * len(keep))
        programs = {column.program for column in left.columns}
        assert all(column.needed & ~sum(programs) == 0 for column in left.columns)
        assert not left.columns or model.must <= {column.option.program for column in left.columns}


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=12),
    st.integers(1, 3),
    st.one_of(st.none(), st.integers(1, 6)),
    st.sampled_from([0, 1, 5, 20]),
)
def test_dearest_stays(weeks: list[int], stays: int, longest: int | None, another: int) -> None:
    found = dearest_stays(tuple(map(float, weeks)), stays, longest, float(another))
    total = len(weeks)
    assert all(first < after <= total for first, after in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    price = sum(sum(weeks[first:after]) for first, after in found) - another * max(len(found) - 1, 0)
    if longest is None:
        assert price == sum(weeks)
        return
    most = max(
        sum(weeks[week] for week in {w for start in starts for w in range(start, min(start + longest, total))})
        - another * (len(starts) - 1)
        for number in range(1, min(stays, total) + 1)
        for starts in combinations(range(total), number)
    )
    assert price == most
