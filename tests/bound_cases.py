"""What the tests of both kinds of bounds take: models of small problems, shares, and the candidates of a best plan."""

from random import Random

from brute_force import Best
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


def random_shares(random: Random) -> tuple[float, ...]:
    return tuple(random.choice([0.0, 1.0, random.random()]) for _ in range(PARTS))


def indices(best: Best) -> set[int]:
    return {index for _, index in best.rotations}
