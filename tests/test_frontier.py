"""The frontier against brute force and against repeated single solves, its named points, and the chart of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.text import Text

from brute_force import Best, brute_force, cheapest, sequences, strength
from random_instances import large_instance, small_instance
from situations import situation
from usceplan.output.frontier_view import frontier_lines
from usceplan.output.layout import Sheet, marks_for
from usceplan.output.results import AlternativeInfo
from usceplan.planning.frontier import Frontier, Point, at_most, frontier, named_points
from usceplan.planning.instance import Instance, PartScores, score
from usceplan.planning.optimizer import Solution, never, solve
from usceplan.planning.scheduling import plan_cost
from usceplan.recommendation import recommendation_of

seeds = st.integers(0, 10**6)


def counter(calls: int) -> Callable[[], bool]:
    return at_most(calls, never)


def as_best(found: Point | Solution) -> Best:
    return Best(
        -found.scores.total,
        found.cost,
        found.chosen[-1].end,
        tuple(sorted(c.program for c in found.chosen)),
        tuple((c.start, c.index) for c in found.chosen),
    )


def letters_of(instance: Instance, plan: Best) -> int:
    by_key = {(c.start, c.index): c for c in instance.candidates}
    return instance.parts.letters.held // 1000 + sum(by_key[key].letter > 0 for key in plan.rotations)


def from_first_letter(instance: Instance, plans: list[Best]) -> list[Best]:
    """Without the plans before the first that has a counting letter, if one has."""
    first = next((i for i, plan in enumerate(plans) if letters_of(instance, plan)), 0)
    return plans[first:]


def enumerated(instance: Instance) -> list[Best]:
    """The frontier by looking at every plan."""
    best: dict[int, Best] = {}
    for plan in sequences(instance, []):
        cost = cheapest(instance, plan)
        if cost is None or cost > instance.limits.budget:
            continue
        if set(instance.limits.must_include) <= {c.program for c in plan}:
            lost, end = -strength(instance, plan), plan[-1].start + plan[-1].weeks
            ids, keys = tuple(sorted(c.program for c in plan)), tuple((c.start, c.index) for c in plan)
            found = Best(lost, cost, end, ids, keys)
            best[lost] = min(best.get(lost, found), found)
    plans = [best[lost] for lost in sorted(best)]
    unbeaten = [plan for i, plan in enumerate(plans) if all(plan.cost < other.cost for other in plans[:i])]
    return from_first_letter(instance, unbeaten[::-1])


def one_by_one(instance: Instance) -> list[Best]:
    """The frontier by single solves with ever less money."""
    plans: list[Best] = []
    found = solve(instance)
    while isinstance(found, Solution):
        plans.append(as_best(found))
        limits = replace(instance.limits, budget=found.cost - 1)
        found = solve(replace(instance, limits=limits))
    return from_first_letter(instance, plans[::-1])


@pytest.fixture(params=[0, 100], ids=["with arrays", "without arrays at first"])
def _first_nodes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many partial plans are looked at one by one; that many suffice for the small problems."""
    monkeypatch.setattr("usceplan.planning.frontier.FIRST_NODES", request.param)


@pytest.mark.usefixtures("_first_nodes")
@pytest.mark.parametrize("first_seed", range(0, 600, 100))
def test_same_frontier_as_brute_force(first_seed: int) -> None:
    for seed in range(first_seed, first_seed + 100):
        instance = small_instance(seed)
        found = frontier(instance)
        assert [as_best(point) for point in found.points] == enumerated(instance), seed
        assert found.is_exact, seed
        assert all(point.proven for point in found.points), seed


def mid_size(seed: int) -> Instance:
    """A large instance with a tenth of its programs and little money."""
    instance = large_instance(seed)
    kept = sorted({c.program for c in instance.candidates})[::10]
    candidates = tuple(c for c in instance.candidates if c.program in kept)
    limits = replace(instance.limits, budget=min(instance.limits.budget, 9000))
    return replace(instance, candidates=candidates, limits=limits)


@pytest.mark.usefixtures("_first_nodes")
@pytest.mark.parametrize("seed", range(12))
def test_same_frontier_as_single_solves(seed: int) -> None:
    instance = mid_size(seed)
    found = frontier(instance)
    assert found.is_exact
    assert [as_best(point) for point in found.points] == one_by_one(instance)


@pytest.mark.parametrize("plans_at_once", [1, 7])
def test_same_frontier_where_bounds_are_made_for_partial_plans(
    plans_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("usceplan.planning.frontier.FIRST_NODES", 0)
    monkeypatch.setattr("usceplan.planning.frontier.FEW", 1)
    monkeypatch.setattr("usceplan.planning.arrays.following.MOST_AT_ONCE", plans_at_once)
    monkeypatch.setattr("usceplan.planning.arrays.wide_frontier.MANY_CHILDREN", 0)
    monkeypatch.setattr("usceplan.planning.arrays.wide_frontier.NODES_PER_RETUNING", 1)
    for seed in range(300):
        instance = small_instance(seed)
        found = frontier(instance)
        assert [as_best(point) for point in found.points] == enumerated(instance), seed
        assert found.is_exact, seed


@pytest.mark.parametrize("seed", range(12))
def test_same_frontier_where_every_partial_plan_gets_a_model_of_its_own(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("usceplan.planning.frontier.MANY_CHILDREN", 1)
    monkeypatch.setattr("usceplan.planning.frontier.FEW", 0)
    monkeypatch.setattr("usceplan.planning.frontier.LOOKS_PER_RENEWAL", 1)
    instance = mid_size(seed)
    assert [as_best(point) for point in frontier(instance).points] == one_by_one(instance)
    for small in map(small_instance, range(50 * seed, 50 * seed + 50)):
        assert [as_best(point) for point in frontier(small).points] == enumerated(small)


@settings(max_examples=120, deadline=None)
@given(seeds, st.integers(0, 40), st.booleans())
def test_however_early_it_stops_the_points_are_plans_and_what_is_proven_is_true(
    seed: int, calls: int, with_arrays: bool
) -> None:
    instance = small_instance(seed)
    whole = frontier(instance)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("usceplan.planning.frontier.FIRST_NODES", 0 if with_arrays else 100)
        patch.setattr("usceplan.planning.arrays.following.MOST_AT_ONCE", 3)
        part = frontier(instance, deadline=counter(calls))
    assert_valid(instance, part)
    if part.is_exact:
        assert part.points == whole.points
    unbeaten = {point.cost: as_best(point) for point in whole.points}
    first = whole.points[0].cost if whole.points else 0
    for point in part.points:
        best = max((other.strength for other in whole.points if other.cost <= point.cost), default=0)
        assert point.strength <= best or point.cost < first
        if point.proven and point.cost >= first:
            assert unbeaten[point.cost] == as_best(point)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 150))
def test_large_instances_stopped_early(seed: int, calls: int) -> None:
    instance = large_instance(seed)
    assert_valid(instance, frontier(instance, deadline=counter(calls)))


def assert_valid(instance: Instance, found: Frontier) -> None:
    """Both rise, every limit is kept, and the figures are those of the rotations."""
    costs, strengths = [p.cost for p in found.points], [p.strength for p in found.points]
    assert costs == sorted(set(costs))
    assert strengths == sorted(set(strengths))
    for point in found.points:
        priced = plan_cost(instance, point.chosen)
        assert priced is not None
        assert point.cost == priced.cost <= instance.limits.budget
        assert point.scores == score(instance.parts, point.chosen)
        assert set(instance.limits.must_include) <= {c.program for c in point.chosen}
        assert point.letters == letters_of(instance, as_best(point))


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_a_known_strongest_plan_changes_nothing(seed: int) -> None:
    instance = small_instance(seed)
    known = solve(instance)
    strongest = known if isinstance(known, Solution) else None
    found = frontier(instance, strongest=strongest)
    assert found.points == frontier(instance).points
    if strongest is not None:
        assert as_best(found.points[-1]) == as_best(strongest) == brute_force(instance)


def test_an_unproven_strongest_plan_is_not_the_last_word() -> None:
    instance = small_instance(1)
    poorer = solve(replace(instance, limits=replace(instance.limits, budget=instance.limits.budget // 2)))
    assert isinstance(poorer, Solution)
    found = frontier(instance, strongest=replace(poorer, proven_optimal=False))
    assert found.is_exact
    assert [as_best(point) for point in found.points] == enumerated(instance)


def test_without_any_plan() -> None:
    instance = replace(small_instance(0), candidates=())
    assert frontier(instance) == Frontier((), is_exact=True, nodes=0)
    assert named_points(frontier(instance)) == {}


def test_a_deadline_at_once_proves_nothing() -> None:
    instance = replace(small_instance(0), limits=replace(small_instance(0).limits, budget=1000, must_include=()))
    found = frontier(instance, deadline=lambda: True)
    assert not found.is_exact
    assert not any(point.proven for point in found.points)


def test_at_most_so_many_questions() -> None:
    stops = at_most(2, never)
    assert [stops(), stops(), stops(), stops()] == [False, False, True, True]
    assert at_most(2, lambda: True)()


def point(cost: int, total: int, letters: int) -> Point:
    return Point((), cost, PartScores(total, 0, 0, 0, 0), letters, proven=True)


NAMED = {
    "one point": ([(100, 50, 1)], {"balanced": 100, "strongest": 100}),
    "one point with two letters": ([(100, 50, 2)], {"thriftiest": 100, "balanced": 100, "strongest": 100}),
    "the knee": (
        [(100, 10, 1), (200, 50, 1), (300, 60, 2), (500, 70, 3)],
        {"thriftiest": 300, "balanced": 200, "strongest": 500},
    ),
    "all on the line: the cheapest": (
        [(0, 0, 1), (100, 10, 2), (200, 20, 3)],
        {"thriftiest": 100, "balanced": 0, "strongest": 200},
    ),
    "equally far: the cheaper": (
        [(0, 0, 2), (10, 20, 1), (20, 30, 2), (30, 30, 2)],
        {"thriftiest": 0, "balanced": 10, "strongest": 30},
    ),
    "all below the line: an end": (
        [(0, 0, 1), (50, 10, 1), (100, 100, 1)],
        {"balanced": 0, "strongest": 100},
    ),
}


@pytest.mark.parametrize(("points", "expected"), NAMED.values(), ids=NAMED)
def test_named_points(points: list[tuple[int, int, int]], expected: dict[str, int]) -> None:
    found = Frontier(tuple(point(*one) for one in points), is_exact=True, nodes=0)
    assert {name: one.cost for name, one in named_points(found).items()} == expected


def test_the_recommendation_has_the_frontier() -> None:
    result = recommendation_of(situation(budget=5500)).result
    assert result.plan is not None
    assert result.alternatives_exact
    last = result.alternatives[-1]
    assert (last.name, last.strength, last.usd) == ("strongest", result.plan.strength, result.plan.usd)
    assert last.rotations == [rotation.program for rotation in result.plan.rotations]
    assert {"balanced", "strongest"} <= {one.name for one in result.alternatives}
    assert not any("other plans" in warning for warning in result.warnings)


def test_the_recommendation_says_that_the_frontier_is_not_whole() -> None:
    result = recommendation_of(situation(budget=30_000), deadline=counter(400)).result
    assert not result.alternatives_exact
    assert any("The search for other plans was stopped" in warning for warning in result.warnings)


def test_no_frontier_for_a_budget() -> None:
    assert recommendation_of(situation(), with_whatif=False).result.alternatives == []


def alternative(name: str | None, usd: int, points: float) -> AlternativeInfo:
    return AlternativeInfo(name=name, strength=points, usd=usd, letters=2, rotations=["a", "b"])


SEVERAL = [
    alternative(None, 1000, 20.0),
    alternative("thriftiest", 1500, 40.0),
    alternative("balanced", 2000, 60.0),
    alternative(None, 4000, 65.0),
    alternative("strongest", 9000, 70.0),
]


def chart(alternatives: list[AlternativeInfo], *, width: int = 80, encoding: str = "utf-8") -> list[str]:
    lines: list[Text] = frontier_lines(alternatives, Sheet(width, marks_for(encoding)), {"a": "Program A"})
    return [line.plain for line in lines]


def test_the_chart() -> None:
    lines = chart(SEVERAL)
    drawn = [line[9:] for line in lines if line[8:9] == "│"]
    assert len(drawn) == 8
    assert [line.index("T") for line in drawn if "T" in line] == [4]
    assert drawn[0].endswith("S")
    assert drawn[-1].startswith("○")
    assert any(line.startswith("   70.0 │") for line in lines)
    assert any("$1,000" in line and "$9,000" in line for line in lines)
    assert any("Program A" in line for line in lines)


@pytest.mark.parametrize("width", [40, 60, 80, 140])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("number", range(1, len(SEVERAL) + 1))
def test_the_chart_fits(number: int, encoding: str, width: int) -> None:
    lines = chart(SEVERAL[-number:], width=width, encoding=encoding)
    assert all(len(line) <= width for line in lines)
    assert encoding != "ascii" or all(line.isascii() for line in lines)


def test_a_plan_with_two_names_is_one_row() -> None:
    lines = chart([alternative("thriftiest", 1500, 40.0), alternative("balanced", 1500, 40.0)])
    assert sum("1,500" in line for line in lines) == 1
    assert any(line.startswith("Thriftiest and balanced") for line in lines)
    assert not any("│" in line for line in lines)
