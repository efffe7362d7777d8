"""The frontier of cost against strength as a chart: where its steps, points and names stand. A template draws it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from usceplan.output.chart_scale import Scale, ticks
from usceplan.output.figures import points
from usceplan.output.money_charts import Tick
from usceplan.output.results import AlternativeInfo
from usceplan.words import capital, dollars, listed

LEFT = 44
RIGHT = 16
TOP = 30
PLOT = 220
CHARACTER = 7.2
"""Average width of a character of a name, in pixels; on the safe side for the usual fonts."""
LINE = 14
BESIDE = 9
"""How far a name stands from its point."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan of the frontier with all its names."""

    usd: int
    strength: float
    letters: int
    names: tuple[str, ...]
    rotations: tuple[str, ...]
    x: float
    y: float
    label_x: float = 0
    label_y: float = 0

    @property
    def title(self) -> str:
        """``Balanced and strongest``; for a plan without a name its cost."""
        return capital(listed(self.names)) or f"Plan for {dollars(self.usd)}"


@dataclass(frozen=True, slots=True)
class FrontierChart:
    """Cost to the right, strength upwards. ``steps`` is the path of a line that goes up at each plan."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    plans: tuple[Plan, ...]
    steps: str
    costs: tuple[Tick, ...]
    strengths: tuple[Tick, ...]
    summary: str


def frontier_chart(alternatives: Sequence[AlternativeInfo], width: int) -> FrontierChart:
    """The chart of the plans that no other beats, the cheapest first; at least one."""
    across = Scale(alternatives[0].usd, alternatives[-1].usd, LEFT + 10, width - RIGHT)
    up = Scale(alternatives[0].strength, alternatives[-1].strength, TOP + PLOT - 14, TOP)
    plans = _labelled(_plans(alternatives, across, up), width)
    path = f"M{plans[0].x} {plans[0].y}" + "".join(f"H{one.x}V{one.y}" for _, one in pairwise(plans))
    named = "; ".join(
        f"{one.title}: strength {points(one.strength)} for {dollars(one.usd)}" for one in plans if one.names
    )
    return FrontierChart(
        width=width,
        height=TOP + PLOT + 44,
        left=LEFT,
        right=width - RIGHT,
        top=TOP,
        bottom=TOP + PLOT,
        plans=plans,
        steps=path,
        costs=tuple(Tick(across(value), dollars(value)) for value in ticks(across.first, across.last, width // 80)),
        strengths=tuple(Tick(up(value), str(value)) for value in ticks(up.first, up.last, 6)),
        summary=f"{len(plans)} plans from {dollars(plans[0].usd)} to {dollars(plans[-1].usd)}. {named}.",
    )


def _plans(alternatives: Sequence[AlternativeInfo], across: Scale, up: Scale) -> tuple[Plan, ...]:
    """Each plan once; one with several names is there once for each in the result."""
    named: dict[tuple[int, float], list[AlternativeInfo]] = {}
    for one in alternatives:
        named.setdefault((one.usd, one.strength), []).append(one)
    return tuple(
        Plan(
            usd=ones[0].usd,
            strength=ones[0].strength,
            letters=ones[0].letters,
            names=tuple(one.name for one in ones if one.name is not None),
            rotations=tuple(ones[0].rotations),
            x=across(ones[0].usd),
            y=up(ones[0].strength),
        )
        for ones in named.values()
    )


def _labelled(plans: Sequence[Plan], width: int) -> tuple[Plan, ...]:
    """The plans, their names where they cover neither each other nor the line.

    As the line only rises to the right, there is nothing of it above and to the left of a point, nor below and to the
    right.
    """
    taken: list[tuple[float, float, float]] = []
    placed = []
    for plan in reversed(plans):
        long = len(plan.title) * CHARACTER
        above, below = plan.y - BESIDE, plan.y + BESIDE + LINE
        places = [(plan.x - long, above), (plan.x + BESIDE, below), (plan.x - long, below), (plan.x + BESIDE, above)]
        inside = [(x, y) for x, y in places if x >= LEFT and x + long <= width] or [(LEFT + 4.0, above)]
        free = (place for place in inside if not any(_meet(place, long, one) for one in taken))
        x, y = next(free, inside[0])
        if plan.names:
            taken.append((x, y, long))
        placed.append(replace(plan, label_x=round(x, 1), label_y=round(y, 1)))
    return tuple(reversed(placed))


def _meet(place: tuple[float, float], long: float, other: tuple[float, float, float]) -> bool:
    x, y = place
    other_x, other_y, other_long = other
    return abs(y - other_y) < LINE and x < other_x + other_long and other_x < x + long
