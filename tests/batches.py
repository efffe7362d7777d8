"""Partial plans of small problems, one by one and as the rows of arrays, for tests of what looks at many together."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import numpy as np

from bound_cases import model_of
from random_instances import small_instance
from usceplan.planning.arrays.partial_plans import Columns, PartialPlans
from usceplan.planning.model import Model, State, with_needs

MOST_ROWS = 12


class Batch(NamedTuple):
    """Partial plans, as states and as rows in the same order."""

    columns: Columns
    states: list[State]
    plans: PartialPlans

    @property
    def model(self) -> Model:
        return self.columns.model


def following(model: Model, state: State) -> range:
    """The options that may come next."""
    first, _, after = model.spans[state.unit + 1]
    return range(first, after)


def batches(first_seed: int) -> Iterator[tuple[int, Batch]]:
    """Of a hundred problems, with their seeds: the start, some partial plans with one option, some with two, ..."""
    for seed in range(first_seed, first_seed + 100):
        model, random = model_of(small_instance(seed)), Random(seed)
        if model is None:
            continue
        model = with_needs(model) if seed % 2 else model
        columns = Columns(model)
        states, plans = [model.start], columns.start(model.start, 0.0)
        while states:
            yield seed, Batch(columns, states, plans)
            pairs = [
                (row, position)
                for row, state in enumerate(states)
                if state.slots > 1
                for position in following(model, state)
            ]
            pairs = random.sample(pairs, min(len(pairs), MOST_ROWS))
            states = [model.with_option(states[row], position) for row, position in pairs]
            rows, positions = np.array(pairs, np.int64).reshape(-1, 2).T
            plans = columns.with_options(plans, rows, positions)
