"""What a single further rotation can take to some strength: all of it and nothing else, against trying each option."""

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from batches import Batch, batches, following
from usceplan.planning.arrays import last_rotation
from usceplan.planning.arrays.last_rotation import LastRotation
from usceplan.planning.model import Model, State

SEEDS = range(0, 400, 100)


def suffices(model: Model, state: State, money: int, strength: int) -> bool:
    """Whether a partial plan has a strength, for some money, in the weeks that stays can have in all."""
    frame = model.frame
    weeks = sum(option.weeks for option in model.options(state))
    longest = frame.weeks if frame.stay_weeks is None else min(frame.weeks, frame.stays * frame.stay_weeks)
    return model.strength(state) >= strength and model.money_left(state, money) >= 0 and weeks <= longest


def with_one(model: Model, state: State, position: int) -> State:
    """A partial plan with an option more, as if no move cost anything."""
    return model.with_option(state, position)._replace(groups=state.groups)


def problems(first_seed: int) -> Iterator[tuple[Batch, int, int]]:
    """Partial plans, each with some money in all and a strength to reach."""
    for seed, batch in batches(first_seed):
        random = Random(seed)
        yield batch, random.randrange(1, 40), random.randrange(batch.model.frame.greatest)


@pytest.mark.parametrize("first_seed", SEEDS)
def test_options_that_can_be_the_last_are_found_and_no_others(first_seed: int) -> None:
    found = 0
    for (columns, states, plans), money, strength in problems(first_seed):
        model = columns.model
        expected = [
            (row, position)
            for row, state in enumerate(states)
            for position in following(model, state)
            if suffices(model, with_one(model, state, position), money, strength)
        ]
        rows, positions = LastRotation(columns, strength).pairs(plans, money)
        assert list(zip(rows.tolist(), positions.tolist(), strict=True)) == expected
        found += len(expected)
    assert found > 0


@pytest.mark.parametrize("most_known", [0, 5_000])
@pytest.mark.parametrize("first_seed", SEEDS)
def test_partial_plans_are_left_that_suffice_as_they_are_or_with_one_more(
    first_seed: int, most_known: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_rotation, "MOST_KNOWN", most_known)
    monkeypatch.setattr(last_rotation, "MOST_NUMBERS", 30)
    left_out = 0
    for (columns, states, plans), money, strength in problems(first_seed):
        model, last = columns.model, LastRotation(columns, strength)
        expected = [
            model.money_left(state, money) >= 0
            and (
                model.strength(state) >= strength
                or any(
                    suffices(model, with_one(model, state, position), money, strength)
                    for position in range(model.spans[state.unit + 1][0], len(model.columns))
                )
            )
            for state in states
        ]
        assert last.suffices(plans, money).tolist() == expected
        # what is remembered is the same
        assert last.suffices(plans, money).tolist() == expected
        left_out += expected.count(False)
    assert left_out > 0


def test_of_no_partial_plans_none_suffices() -> None:
    (columns, _, plans), money, strength = next(problems(0))
    none = plans.chosen(np.zeros(plans.count, bool))
    assert LastRotation(columns, strength).suffices(none, money).tolist() == []
