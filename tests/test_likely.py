"""The likely total: counted exactly, checked against every combination, against a simulation, and by hand."""

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situations import situation
from usceplan.assessment import assess_all
from usceplan.costs.amounts import Basis, Category, Dollars, Line, line, total
from usceplan.costs.budget import budget_of
from usceplan.costs.likely import (
    HIGH,
    LOW,
    MIDDLE,
    Chances,
    Likely,
    chances,
    likely,
    likely_if_one,
    unknowns,
)
from usceplan.costs.prices import Prices
from usceplan.planning.optimizer import Solution
from usceplan.recommendation import recommendation_of
from usceplan.scales import PERCENT
from usceplan.whatif import Solved
from usceplan.whatif_problem import problem_of

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


@cache
def budget_lines() -> tuple[Line, ...]:
    """What counts in the budget of a graduate's plan: fees, rooms, food, flights in several cities."""
    found = recommendation_of(situation(), with_whatif=False)
    assert isinstance(found.planned.solution, Solution)
    asked = found.ahead.situation
    prices = Prices(asked)
    problem = problem_of(asked, prices, assess_all(asked, prices), found.planned.instance)
    stops = Solved(problem, found.planned.solution).stops
    return tuple(one for one in budget_of(asked, prices, stops).lines if one.counted)


DRAWS_SIMULATED = 100_000


def simulated(lines: Sequence[Line], seed: int) -> list[float]:
    """Totals drawn line by line, in fractions of dollars: lines that hang on one unknown share one random number."""
    source, totals = random.Random(seed), [0.0] * DRAWS_SIMULATED
    for unknown in unknowns(lines):
        places = [2 * source.random() for _ in totals]
        for one in unknown.lines:
            low, typical, high = one.usd.low, one.usd.typical, one.usd.high
            for number, place in enumerate(places if low < high else ()):
                up = (typical - low) * place if place < 1 else typical - low + (high - typical) * (place - 1)
                totals[number] += up
    fixed = sum(one.usd.low for one in lines)
    return sorted(fixed + one for one in totals)


def test_a_simulation_of_a_whole_budget_line_by_line_finds_the_same_within_its_error() -> None:
    lines = budget_lines()
    assert sum(one.usd.low < one.usd.high for one in lines) > 10
    spread, sums = chances(one.usd for one in unknowns(lines)), simulated(lines, 20261122)
    for percent in (LOW, MIDDLE, HIGH):
        share = percent / PERCENT
        error = 4 * (share * (1 - share) / DRAWS_SIMULATED) ** 0.5
        # Half a dollar, as the exact count is of whole dollars.
        within = bisect_right(sums, spread.percentile(percent) + 0.5) / DRAWS_SIMULATED
        assert abs(within - share) < error, f"{percent} percent of the cases"


def test_more_independent_unknowns_are_relatively_narrower_than_one() -> None:
    draws = [Dollars(0, 100, 200)] * 8
    alone, together = likely(draws), likely_if_one(draws)
    assert together == Likely(160, 800, 1440)
    assert alone.p90 - alone.p10 < together.p90 - together.p10


@pytest.mark.parametrize(("usd", "percent"), [(-1, 0), (0, 0), (99, 49), (100, 50), (300, 100), (9999, 100)])
def test_percent_within(usd: int, percent: int) -> None:
    assert chances([Dollars(0, 100, 300)]).percent_within(usd) == percent


def cost(category: Category, item: str, program: str | None = None) -> Line:
    return line(category, item, Dollars(1, 2, 4), basis=Basis.ESTIMATE)._replace(program=program)


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
