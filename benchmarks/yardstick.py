"""The yardstick: the plan that a general solver, CP-SAT, finds from nothing but an exported model.

First the greatest strength is sought, then the least cost at that strength. Two formulations of the same problem: the
``network`` and the ``sequence``. Both are exact, so each also checks the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from subprocess import run
from sys import executable
from time import perf_counter
from typing import Any, Literal

from ortools.sat.python import cp_model

from formulation import Formulation
from network import Network
from sequence import Sequence

WORKERS = 2

FormulationName = Literal["network", "sequence"]
FORMULATIONS: Mapping[FormulationName, type[Formulation]] = {"network": Network, "sequence": Sequence}


@dataclass(frozen=True, slots=True)
class Answer:
    """What CP-SAT found. ``strength`` (thousandths of a point) and ``cost`` are None where it found no plan.

    ``strength_proven``: no plan is stronger, or there is none. ``cost_proven``: and none as strong is cheaper.
    """

    strength: int | None
    cost: int | None
    strength_proven: bool
    cost_proven: bool
    rotations: tuple[tuple[str, int, int], ...]
    """Program, first week, weeks; in date order."""
    building_seconds: float
    solving_seconds: float


def answer(
    exported: Mapping[str, Any],
    formulation: FormulationName = "sequence",
    *,
    seconds: float = 60.0,
    workers: int = WORKERS,
) -> Answer:
    """The best plan of an exported model; ``seconds`` limits the solving, not the building of the model."""
    began = perf_counter()
    problem = FORMULATIONS[formulation](exported)
    built = perf_counter()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers

    def answered(found: tuple[int, int] | None, *, strength_proven: bool, cost_proven: bool) -> Answer:
        solving = perf_counter() - built
        rotations = problem.rotations(solver) if found else ()
        strength, cost = found or (None, None)
        return Answer(strength, cost, strength_proven, cost_proven, rotations, built - began, solving)

    problem.model.maximize(problem.strength)
    status = _solve(problem, solver, seconds)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        proven = status == cp_model.INFEASIBLE
        return answered(None, strength_proven=proven, cost_proven=proven)
    found = problem.result(solver)
    if status != cp_model.OPTIMAL:
        return answered(found, strength_proven=False, cost_proven=False)
    strongest = answered(found, strength_proven=True, cost_proven=False)
    problem.keep(found[0], solver)
    problem.model.minimize(problem.cost)
    status = _solve(problem, solver, seconds - (perf_counter() - built))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return replace(strongest, solving_seconds=perf_counter() - built)
    return answered(problem.result(solver), strength_proven=True, cost_proven=status == cp_model.OPTIMAL)


def _solve(problem: Formulation, solver: cp_model.CpSolver, seconds: float) -> cp_model.CpSolverStatus:
    solver.parameters.max_time_in_seconds = max(seconds, 0.0)
    status = solver.solve(problem.model)
    if status == cp_model.MODEL_INVALID:
        raise AssertionError(problem.model.validate())
    return status


def start_up_seconds(module: str) -> float:
    """How long a fresh Python takes to import a module."""
    timed = f"from time import perf_counter as now; began = now(); import {module}; print(now() - began)"
    return float(run([executable, "-c", timed], check=True, capture_output=True, text=True).stdout)
