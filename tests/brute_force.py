"""The optimization problem solved by looking at everything: slow, simple, and independent of the optimizer.

Every sequence of candidates that do not overlap, and for each every choice of waiting or going home between two
rotations.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from usceplan.planning.instance import Candidate, Instance


class Best(NamedTuple):
    """Compares as the objective does."""

    lost: int
    """Minus the strength."""
    cost: int
    end: int
    programs: tuple[str, ...]
    rotations: tuple[tuple[int, int], ...]


def brute_force(instance: Instance) -> Best | None:
    """The best plan, or None if there is none."""
    best: Best | None = None
    for plan in sequences(instance, []):
        must = set(instance.limits.must_include)
        if not must <= {c.program for c in plan}:
            continue
        cost = cheapest(instance, plan)
        if cost is None or cost > instance.limits.budget:
            continue
        found = Best(
            -strength(instance, plan),
            cost,
            plan[-1].start + plan[-1].weeks,
            tuple(sorted(c.program for c in plan)),
            tuple((c.start, c.index) for c in plan),
        )
        if best is None or found < best:
            best = found
    return best


def sequences(instance: Instance, plan: list[Candidate]) -> Iterator[list[Candidate]]:
    """Every way to go on with a plan, in date order."""
    if plan:
        yield plan
    if len(plan) == instance.limits.max_rotations:
        return
    for candidate in instance.candidates:
        used = any(c.program == candidate.program for c in plan)
        if not used and (not plan or candidate.start >= plan[-1].start + plan[-1].weeks):
            yield from sequences(instance, [*plan, candidate])


def cheapest(instance: Instance, plan: list[Candidate]) -> int | None:
    """The least cost over all choices of waiting or going home, None if none is allowed."""
    best: int | None = None
    for choice in range(2 ** (len(plan) - 1)):
        cost = cost_of(instance, plan, [bool(choice >> i & 1) for i in range(len(plan) - 1)])
        if cost is not None and (best is None or cost < best):
            best = cost
    return best


def cost_of(instance: Instance, plan: list[Candidate], home: list[bool]) -> int | None:
    """The cost when one goes home (or not) after each rotation but the last; None if that is not allowed."""
    costs, limits = instance.costs, instance.limits
    total = costs.once + costs.stay + plan[0].usd
    stays = 1
    began = plan[0].start
    for i in range(1, len(plan)):
        before, rotation = plan[i - 1], plan[i]
        gap = rotation.start - (before.start + before.weeks)
        total += rotation.usd
        if home[i - 1]:
            if gap < 1:
                return None
            total += costs.stay
            stays += 1
            began = rotation.start
        else:
            total += gap * costs.weekly[before.metro]
            if before.metro != rotation.metro:
                total += costs.move
        if limits.stay_days is not None and 7 * (rotation.start + rotation.weeks - began) > limits.stay_days:
            return None
    if limits.stay_days is not None and 7 * plan[0].weeks > limits.stay_days:
        return None
    return total if stays <= limits.max_stays else None


def strength(instance: Instance, plan: list[Candidate]) -> int:
    """The five parts, each rounded down to a thousandth of a point."""
    parts = instance.parts

    def capped(part: Any, amount: int) -> int:
        return int(part.points * 1000 * min(part.held + amount, part.cap) // part.cap)

    total = capped(parts.letters, sum(c.letter for c in plan))
    total += capped(parts.hands_on, sum(c.hands_on for c in plan))
    total += capped(parts.specialty, sum(c.specialty_weeks for c in plan))
    total += 1000 * max([c.recency for c in plan] + [parts.recency.held])
    for i, points in enumerate((parts.mix.inpatient, parts.mix.outpatient, parts.mix.residency)):
        if parts.mix.held[i] or any(c.mix[i] for c in plan):
            total += 1000 * points
    return total
