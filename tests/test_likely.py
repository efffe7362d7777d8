"""The likely total: counted exactly, checked against every combination, against a simulation, and by hand."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from usceplan.costs.amounts import Basis, Category, Dollars, Line, line, total
from usceplan.costs.likely import Chances, Likely, chances, likely, likely_if_one, unknowns

DRAWS = st.builds(
    lambda low, more, most: Dollars(low, low + more, low + more + most),
    st.integers(0, 50),
    st.integers(0, 6),
    st.integers(0, 6),
)


def spread(draw: Dollars) -> dict[int, Fraction]:
    """The chance of each amount of one draw, as the module says it in words."""
    found: dict[int, Fraction] = defaultdict(Fraction)
    for first, last in ((draw.low, draw.typical), (draw.typical, draw.high)):
        for usd in range(first, last + 1):
            found[usd] += Fraction(1, 2 * (last - first + 1))
    return found


def by_every_combination(draws: Sequence[Dollars]) -> dict[int, Fraction]:
    found: dict[int, Fraction] = defaultdict(Fraction, {0: Fraction(1)})
    for draw in draws:
        step: dict[int, Fraction] = defaultdict(Fraction)
        for (before, chance), (usd, more) in product(found.items(), spread(draw).items()):
            step[before + usd] += chance * more
        found = step
    return found


def shares(found: Chances) -> dict[int, Fraction]:
    return {found.least + n: Fraction(ways, sum(found.ways)) for n, ways in enumerate(found.ways) if ways}


@given(draws=st.lists(DRAWS, max_size=4))
@settings(max_examples=80)
def test_chances_are_those_of_every_combination(draws: list[Dollars]) -> None:
    assert shares(chances(draws)) == by_every_combination(draws)


@given(draws=st.lists(DRAWS, min_size=1, max_size=6), seed=st.integers(0, 9))
@settings(max_examples=60)
def test_percentiles_lie_in_order_between_the_bounds_whatever_the_order_of_the_draws(
    draws: list[Dollars], seed: int
) -> None:
    found, bounds = likely(draws), total(draws)
    assert bounds.low <= found.p10 <= found.p50 <= found.p90 <= bounds.high
    shuffled = draws.copy()
    random.Random(seed).shuffle(shuffled)
    assert likely(shuffled) == found


@pytest.mark.parametrize(
    ("draws", "expected"),
    [
        ([], Likely(0, 0, 0)),
        ([Dollars.exactly(500)], Likely(500, 500, 500)),
        ([Dollars(0, 100, 300)], Likely(20, 100, 260)),
        ([Dollars(0, 100, 100)], Likely(20, 100, 100)),
        ([Dollars(100, 100, 300)], Likely(100, 100, 260)),
        ([Dollars(0, 100, 300), Dollars.exactly(50)], Likely(70, 150, 310)),
    ],
    ids=["nothing", "exact", "one draw", "at most typical", "at least typical", "with an exact one"],
)
def test_by_hand(draws: list[Dollars], expected: Likely) -> None:
    assert likely(draws) == expected


def test_a_simulation_finds_the_same_within_its_error() -> None:
    draws = [Dollars(300, 500, 900), Dollars(2114, 2646, 3438), Dollars(850, 1087, 1600), Dollars(56, 140, 350)]
    source, found = random.Random(20261122), likely(draws)

    def drawn(draw: Dollars) -> int:
        ends = (draw.low, draw.typical) if source.random() < 0.5 else (draw.typical, draw.high)
        return source.randint(*ends)

    sums = sorted(sum(map(drawn, draws)) for _ in range(20_000))
    for percentile, share in ((found.p10, 0.1), (found.p50, 0.5), (found.p90, 0.9)):
        # The error of a share is at most four times sqrt(0.25 / 20000), not quite 1.5 points.
        within = sum(usd <= percentile for usd in sums) / len(sums)
        assert abs(within - share) < 0.015


def test_more_independent_unknowns_are_relatively_narrower_than_one() -> None:
    draws = [Dollars(0, 100, 200)] * 8
    alone, together = likely(draws), likely_if_one(draws)
    assert together == Likely(160, 800, 1440)
    assert alone.p90 - alone.p10 < together.p90 - together.p10


@pytest.mark.parametrize(("usd", "percent"), [(-1, 0), (0, 0), (99, 49), (100, 50), (300, 100), (9999, 100)])
def test_percent_within(usd: int, percent: int) -> None:
    assert chances([Dollars(0, 100, 300)]).percent_within(usd) == percent


def cost(category: Category, item: str, program: str | None = None) -> Line:
    return replace(line(category, item, Dollars(1, 2, 4), basis=Basis.ESTIMATE), program=program)


def test_what_moves_together() -> None:
    lines = (
        cost(Category.PROGRAM_FEES, "tuition: A", "a"),
        cost(Category.PROGRAM_FEES, "drug screen: A", "a"),
        cost(Category.PROGRAM_FEES, "tuition: B", "b"),
        cost(Category.HOUSING, "room, Chicago"),
        cost(Category.HOUSING, "room, Houston"),
        cost(Category.AIRFARE, "round trip"),
        cost(Category.AIRFARE, "one-way ticket"),
        cost(Category.HEALTH, "blood test"),
        cost(Category.HEALTH, "insurance"),
    )
    found = {one.name: (len(one.lines), one.usd) for one in unknowns(lines)}
    assert found == {
        "fees of a": (2, Dollars(2, 4, 8)),
        "fees of b": (1, Dollars(1, 2, 4)),
        "rooms": (2, Dollars(2, 4, 8)),
        "flights": (2, Dollars(2, 4, 8)),
        "blood test": (1, Dollars(1, 2, 4)),
        "insurance": (1, Dollars(1, 2, 4)),
    }
