"""Many partial plans as arrays: the same of each as of one alone."""

from random import Random

import numpy as np
import pytest

from batches import batches, following
from usceplan.planning.arrays.array_bound import ArrayBound
from usceplan.planning.arrays.partial_plans import Columns
from usceplan.planning.bounds import Bound, Prices
from usceplan.planning.instance import score
from usceplan.planning.model import PARTS, Model
from usceplan.planning.tuning import first_prices

SEEDS = range(0, 400, 100)


@pytest.mark.parametrize("first_seed", SEEDS)
def test_rows_are_what_states_are(first_seed: int) -> None:
    looked_at = 0
    for seed, (columns, states, plans) in batches(first_seed):
        model = columns.model
        assert plans.count == len(states)
        for row, state in enumerate(states):
            assert plans.slots == state.slots
            assert plans.positions[row].tolist() == list(state.positions), seed
            assert plans.next_unit[row] == state.unit + 1
            assert plans.parts[:, row].tolist() == [
                min(x, room) for x, room in zip(state.sums[:PARTS], model.frame.rooms, strict=True)
            ]
            assert columns.strength(plans)[row] == model.strength(state)
            assert columns.money_left(plans, 50)[row] == model.money_left(state, 50)
            assert columns.completes[plans.next_unit[row]] == model.is_complete(state)
            looked_at += 1
    assert looked_at > 100


@pytest.mark.parametrize("first_seed", SEEDS)
def test_strengths_are_exact_but_where_recency_has_more_than_two_values(first_seed: int) -> None:
    for seed, (columns, states, _) in batches(first_seed):
        model = columns.model
        parts = model.frame.instance.parts
        values = {max(column.option.recency, parts.recency.held) for column in model.frame.columns}
        few = len({parts.recency.held, *values}) <= 2
        for state in states:
            exactly = score(parts, tuple(option.example for option in model.options(state))).total
            assert model.strength(state) == exactly or (not few and model.strength(state) > exactly), seed


@pytest.mark.parametrize("first_seed", SEEDS)
def test_the_same_options_may_be_taken(first_seed: int) -> None:
    refused = 0
    for seed, (columns, states, plans) in batches(first_seed):
        model = columns.model
        pairs = [(row, position) for row, state in enumerate(states) for position in following(model, state)]
        rows, positions = np.array(pairs, np.int64).reshape(-1, 2).T
        may = columns.may_take(plans, rows, positions).tolist()
        assert may == [model.may_take(states[row], position) for row, position in pairs], seed
        refused += may.count(False)
    assert refused > 0


def random_prices(model: Model, random: Random) -> Prices:
    weeks = tuple(random.choice([0.0, random.uniform(0, 4000)]) for _ in range(model.frame.weeks))
    return first_prices(model)._replace(dollar=random.uniform(0, 4000), weeks=weeks)


def test_some_are_chosen_in_any_way() -> None:
    for _, (_, _, plans) in batches(0):
        every_other = np.arange(plans.count) % 2 == 0
        for some in (every_other, np.nonzero(every_other)[0], slice(0, None, 2)):
            chosen = plans.chosen(some)
            assert chosen.positions.tolist() == plans.positions.tolist()[::2]
            assert chosen.parts.T.tolist() == plans.parts.T.tolist()[::2]


def test_sets_of_many_programs_are_kept_apart() -> None:
    """Also where they take more bits than a word has."""
    model = next(batch.model for _, batch in batches(0) if batch.plans.slots > 1)
    many = [model.columns[0]._replace(program=1 << 3 * number, needed=0) for number in range(150)]
    columns = Columns(Model(model.frame, [[column] for column in many], model.must))
    rows, positions = np.arange(len(many)), np.arange(len(many))
    plans = columns.with_options(columns.start(model.start, 0.0), 0 * rows, positions)
    for shift in (0, 1, 64, 100):
        assert columns.may_take(plans, rows, np.roll(positions, shift)).all() == (shift != 0)


def test_bounds_are_those_of_one_partial_plan() -> None:
    for seed, (columns, states, plans) in batches(0):
        model = columns.model
        bound = Bound(model, random_prices(model, Random(seed)))
        values = ArrayBound(bound).of(plans, columns.money_left(plans, 50))
        for value, state in zip(values.tolist(), states, strict=True):
            assert value == pytest.approx(bound.of(state, model.usable(state, 50))), seed
