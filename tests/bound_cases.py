"""What the tests of all kinds of bounds take: small problems with their models and best plans, and random prices."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from brute_force import Best, brute_force
from random_instances import small_instance
from usceplan.planning.bounds import Prices
from usceplan.planning.dominance import undominated
from usceplan.planning.instance import Instance
from usceplan.planning.model import PARTS, Frame, Model, arranged
from usceplan.planning.options import affordable


def model_of(instance: Instance) -> Model | None:
    options = undominated(affordable(instance))
    if not options or not {option.program for option in options}.issuperset(instance.limits.must_include):
        return None
    frame = Frame(instance, options)
    return arranged(frame, frame.columns, [0.0] * len(options), frame.must)


class Case(NamedTuple):
    """A small problem that has a plan."""

    seed: int
    model: Model
    best: Best
    budget: int


def cases(first_seed: int, step: int = 1) -> Iterator[Case]:
    """Those of a hundred seeds that have one, or of some of these."""
    for seed in range(first_seed, first_seed + 100, step):
        instance = small_instance(seed)
        model, best = model_of(instance), brute_force(instance)
        if model is not None and best is not None:
            yield Case(seed, model, best, instance.limits.budget)


def random_prices(model: Model, random: Random) -> Prices:
    weeks = tuple(random.choice([0.0, random.uniform(0, 4000)]) for _ in range(model.frame.weeks))
    return Prices(random_shares(random), random.choice([0.0, random.uniform(0, 4000)]), weeks)


def random_shares(random: Random) -> tuple[float, ...]:
    return tuple(random.choice([0.0, 1.0, random.random()]) for _ in range(PARTS))


def indices(best: Best) -> set[int]:
    return {index for _, index in best.rotations}
