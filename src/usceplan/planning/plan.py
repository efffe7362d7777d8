"""The best plan for a situation, with what surrounds each of its rotations."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from usceplan.assessment import Assessment
from usceplan.costs.prices import Prices
from usceplan.planning.candidates import build_instance
from usceplan.planning.instance import Candidate, Instance, score
from usceplan.planning.optimizer import NoPlan, Solution, never, solve
from usceplan.planning.scheduling import plan_cost
from usceplan.planning.situation import WEEK, Situation

BACKUPS = 3
BLAMED_TIME = "time"
"""What is to blame where the search was stopped before it found a plan."""

Maker = Callable[[Situation, Prices, tuple[Assessment, ...], Callable[[], bool]], "Planned"]
"""What gives the plan of a situation: the search, or a plan that is kept."""


class Backup(NamedTuple):
    """Another program for the same weeks, and what the whole plan would then be worth and cost."""

    candidate: Candidate
    strength: int
    """Thousandths of a point."""
    usd: int


class Planned(NamedTuple):
    """A solved problem. ``solution`` is ``NoPlan`` where none is possible; ``backups`` has those of each rotation."""

    instance: Instance
    solution: Solution | NoPlan
    backups: tuple[tuple[Backup, ...], ...]


def make_plan(
    situation: Situation,
    prices: Prices,
    assessments: tuple[Assessment, ...],
    deadline: Callable[[], bool] = never,
) -> Planned:
    """The strongest plan, then the cheapest, then the earliest; ``deadline`` says when to stop searching."""
    instance = build_instance(situation, prices, assessments)
    solution = solve(instance, deadline=deadline)
    if isinstance(solution, NoPlan):
        return Planned(instance, solution, ())
    backups = tuple(backups_for(instance, solution, number) for number in range(len(solution.chosen)))
    return Planned(instance, solution, backups)


def backups_for(instance: Instance, solution: Solution, number: int) -> tuple[Backup, ...]:
    """The best substitutes for one rotation in its own weeks, of programs outside the plan, within the budget.

    Each keeps the rest of the plan as it is. Best means the strongest plan, then the cheapest, then by id.
    """
    replaced = solution.chosen[number]
    rest = solution.chosen[:number] + solution.chosen[number + 1 :]
    taken = {candidate.program for candidate in solution.chosen}
    found = [
        backup
        for candidate in instance.candidates
        if candidate.start == replaced.start and candidate.weeks == replaced.weeks and candidate.program not in taken
        if (backup := _swapped(instance, rest, candidate)) is not None
    ]
    best: dict[str, Backup] = {}
    for backup in sorted(found, key=lambda one: (-one.strength, one.usd, one.candidate.index)):
        best.setdefault(backup.candidate.program, backup)
    return tuple(best.values())[:BACKUPS]


def _swapped(instance: Instance, rest: tuple[Candidate, ...], candidate: Candidate) -> Backup | None:
    chosen = (*rest, candidate)
    if not set(instance.limits.must_include) <= {one.program for one in chosen}:
        return None
    priced = plan_cost(instance, chosen)
    if priced is None or priced.cost > instance.limits.budget:
        return None
    return Backup(candidate, score(instance.parts, chosen).total, priced.cost)


def start_of(instance: Instance, candidate: Candidate) -> date:
    """The Monday on which a candidate starts."""
    return instance.first_monday + candidate.start * WEEK
