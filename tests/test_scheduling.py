"""What rotations cost together, and the best dates for options."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise, permutations, product

import pytest

from brute_force import cheapest
from random_instances import small_instance
from usceplan.planning.instance import (
    Candidate,
    CappedPart,
    Instance,
    MixPart,
    Parts,
    PlanCosts,
    PlanLimits,
    RecencyPart,
)
from usceplan.planning.options import Option, folded
from usceplan.planning.scheduling import Calendar, Dated, Leg, best_dates, plan_cost

LIMITS = PlanLimits(budget=100_000, max_rotations=6, max_stays=2, stay_days=180)
COSTS = PlanCosts(once=185, stay=1000, move=200, weekly={"Austin": 300, "Boston": 500})
PARTS = Parts(
    letters=CappedPart(40, 3000, 0),
    hands_on=CappedPart(25, 12000, 0),
    specialty=CappedPart(15, 12000, 0),
    recency=RecencyPart(10, 0),
    mix=MixPart(3, 3, 4, (False, False, False)),
)
INSTANCE = Instance(date(2027, 1, 4), 60, (), LIMITS, COSTS, PARTS)


def rotation(program: str, metro: str, start: int, weeks: int = 4, usd: int = 100) -> Candidate:
    """A candidate of which only place, dates and price matter."""
    index = ord(program) * 100 + start
    return Candidate(index, program, "im", metro, start, weeks, usd, 0, 0, 0, (False, False, False), 0)


@pytest.mark.parametrize(
    ("name", "chosen", "cost", "kinds", "stays"),
    [
        ("one", [("a", "Austin", 3)], 1285, [], ((3, 7),)),
        ("straight on", [("a", "Austin", 3), ("b", "Austin", 7)], 1385, ["stay"], ((3, 11),)),
        ("straight on elsewhere", [("a", "Austin", 3), ("b", "Boston", 7)], 1585, ["stay"], ((3, 11),)),
        ("a short wait", [("a", "Austin", 3), ("b", "Austin", 9)], 1985, ["wait"], ((3, 13),)),
        ("a short wait, then a move", [("a", "Austin", 3), ("b", "Boston", 9)], 2185, ["wait"], ((3, 13),)),
        ("home is cheaper", [("a", "Boston", 3), ("b", "Austin", 9)], 2385, ["home"], ((3, 7), (9, 13))),
        ("as cheap: one stay", [("a", "Boston", 3), ("b", "Boston", 9)], 2385, ["wait"], ((3, 13),)),
        ("the stay would be too long", [("a", "Austin", 0), ("b", "Austin", 25)], 2385, ["home"], ((0, 4), (25, 29))),
    ],
)
def test_plan_cost(
    name: str,
    chosen: list[tuple[str, str, int]],
    cost: int,
    kinds: list[str],
    stays: tuple[tuple[int, int], ...],
) -> None:
    priced = plan_cost(INSTANCE, tuple(rotation(*c) for c in chosen))
    assert priced is not None, name
    assert (priced.cost, [leg.kind for leg in priced.legs], priced.stays) == (cost, kinds, stays)


def test_legs_say_what_they_cost() -> None:
    chosen = (rotation("a", "Austin", 0), rotation("b", "Boston", 5), rotation("c", "Boston", 30))
    priced = plan_cost(INSTANCE, chosen)
    assert priced is not None
    assert priced.legs == (Leg("wait", 1, "Austin", 300, 200, 0), Leg("home", 21, None, 0, 0, 1000))


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("nothing", []),
        ("overlap", [("a", "Austin", 3), ("b", "Austin", 6)]),
        ("a program twice", [("a", "Austin", 3), ("a", "Austin", 7)]),
        ("more stays than allowed", [("a", "Austin", 0), ("b", "Austin", 26), ("c", "Austin", 52)]),
        ("a rotation longer than a stay", [("a", "Austin", 0, 26)]),
        ("more rotations than allowed", [(p, "Austin", i, 1) for i, p in enumerate("abcdefg")]),
    ],
)
def test_no_plan(name: str, chosen: list[tuple[str, str, int]]) -> None:
    assert plan_cost(INSTANCE, tuple(rotation(*c) for c in chosen)) is None, name


def test_waits_in_the_cheaper_metro_first() -> None:
    options = folded(
        [
            rotation("a", "Austin", 0),
            rotation("b", "Boston", 4),
            rotation("b", "Boston", 6),
            rotation("c", "Boston", 10),
        ]
    )
    dated = best_dates(INSTANCE, options, 100_000, 1)
    assert dated is not None
    assert [start for start, _ in dated.rotations] == [0, 6, 10]
    assert dated.cost == 185 + 1000 + 300 + 200 + 2 * 300


@pytest.mark.parametrize("first_seed", range(0, 200, 50))
def test_best_dates_against_all_dates(first_seed: int) -> None:
    for seed in range(first_seed, first_seed + 50):
        instance = small_instance(seed)
        options = one_option_a_program(instance)
        fewest, expected = Calendar(instance).fewest_stays(options), all_dates(instance, options)
        if expected is None:
            assert fewest is None, seed
            continue
        assert fewest is not None, seed
        assert best_dates(instance, options, 10**6, fewest) == expected, seed
        assert best_dates(instance, options, expected.cost, fewest) == expected, seed
        assert best_dates(instance, options, expected.cost - 1, fewest) is None, seed


def one_option_a_program(instance: Instance) -> list[Option]:
    """An option of each program, of at most four."""
    by_program = {o.program: o for o in folded([c._replace(usd=c.usd) for c in instance.candidates])}
    return list(by_program.values())[:4]


def all_dates(instance: Instance, options: Sequence[Option]) -> Dated | None:
    """The best dates by looking at all of them."""
    found: list[Dated] = []
    for order in permutations(options):
        for chosen in product(*(o.at.values() for o in order)):
            if all(a.end <= b.start for a, b in pairwise(chosen)):
                cost = cheapest(instance, list(chosen))
                if cost is not None:
                    found.append(Dated(cost, chosen[-1].end, tuple((c.start, c.index) for c in chosen)))
    return min(found, default=None)
