"""The options that can be the last ones of a plan: all of them and no others, against trying each."""

from collections.abc import Iterator
from random import Random

import pytest

from bound_cases import model_of
from random_instances import small_instance
from usceplan.planning.last_option import LastOption
from usceplan.planning.model import PARTS, Model, State

SEEDS = range(0, 600, 100)


def following(model: Model, state: State) -> range:
    """The options that may come next."""
    first, _, after = model.spans[state.unit + 1]
    return range(first, after)


def partial_plans(model: Model, random: Random) -> Iterator[State]:
    """The start, and what comes of taking options at random as long as one more is possible afterwards."""
    state = model.start
    yield state
    while state.slots > 1 and following(model, state):
        state = model.with_option(state, random.choice(following(model, state)))
        yield state


def suffices(model: Model, state: State, money: int, strength: int) -> bool:
    """Whether a partial plan has a strength, for some money, in the weeks that stays can have in all."""
    frame = model.frame
    weeks = sum(option.weeks for option in model.options(state))
    longest = frame.weeks if frame.stay_weeks is None else frame.stays * frame.stay_weeks
    return model.strength(state) >= strength and state.sums[PARTS] <= money and weeks <= min(longest, frame.weeks)


def partial_plans_of_problems(first_seed: int) -> Iterator[tuple[LastOption, State, int, int]]:
    """Partial plans of a hundred problems, each with some money in all and a strength to reach."""
    for seed in range(first_seed, first_seed + 100):
        model, random = model_of(small_instance(seed)), Random(seed)
        if model is None:
            continue
        money, strength = random.randrange(1, 20_000), random.randrange(model.frame.greatest)
        last = LastOption(model, strength)
        for state in partial_plans(model, random):
            yield last, state, money, strength


@pytest.mark.parametrize("first_seed", SEEDS)
def test_options_that_can_be_the_last_are_found_and_no_others(first_seed: int) -> None:
    found = 0
    for last, state, money, strength in partial_plans_of_problems(first_seed):
        model = last.model
        expected = [
            one for one in following(model, state) if suffices(model, model.with_option(state, one), money, strength)
        ]
        assert sorted(last.last(state, money - state.sums[PARTS])) == expected, state
        found += len(expected)
    assert found > 0


@pytest.mark.parametrize("first_seed", SEEDS)
def test_options_are_left_that_suffice_alone_or_with_one_more(first_seed: int) -> None:
    left_out = 0
    for last, state, money, strength in partial_plans_of_problems(first_seed):
        model, positions = last.model, list(following(last.model, state))
        left = last.before_last(state, positions, money - state.sums[PARTS])
        for one in positions:
            with_one = model.with_option(state, one)
            alone = model.strength(with_one) >= strength and with_one.sums[PARTS] <= money
            with_more = any(
                suffices(model, model.with_option(with_one, more), money, strength)
                for more in range(model.spans[with_one.unit + 1][0], len(model.columns))
            )
            assert (one in left) == (alone or with_more), (state, one)
        left_out += len(positions) - len(left)
    assert left_out > 0
