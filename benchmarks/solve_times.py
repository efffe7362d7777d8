"""How long the optimizer takes: random applicants over the shipped catalogue and over synthetic ones of growing size.

Only ``solve()`` is timed, by the wall clock, with a limit as the command line has; the time to build the problem stands
beside it. Memory is the peak of what Python allocates during ``solve()``, in a pass of its own over a few applicants.

    python benchmarks/solve_times.py --applicants 500 --sizes 100 300 1000 --applicants-per-size 100
"""

import gc
import json
import tracemalloc
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from time import perf_counter, process_time

from applicants import instance_of
from catalogues import shipped, synthetic
from usceplan.catalog.catalogue import Catalogue
from usceplan.planning.instance import Instance
from usceplan.planning.optimizer import NoPlan, Solution, solve
from usceplan.planning.options import folded

SLOWEST = 10
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Measured:
    """One applicant over one catalogue. ``mb`` is None where memory was not looked at."""

    catalogue: str
    applicant: int
    budget: int
    programs: int
    candidates: int
    options: int
    building_seconds: float
    solving_seconds: float
    cpu_seconds: float
    nodes: int
    strength: int | None
    cost: int | None
    proven: bool
    gap: int
    """Thousandths of a point between the plan and the upper bound."""
    mb: float | None


def limit(seconds: float) -> Callable[[], bool]:
    """A deadline so many seconds from now."""
    end = perf_counter() + seconds
    return lambda: perf_counter() > end


def timed_solve(instance: Instance, seconds: float) -> tuple[Solution | NoPlan, float, float]:
    """The solution, and the seconds that it took: by the wall clock, and of the processor."""
    with without_collecting():
        cpu, began = process_time(), perf_counter()
        solution = solve(instance, deadline=limit(seconds))
        return solution, perf_counter() - began, process_time() - cpu


@contextmanager
def without_collecting() -> Iterator[None]:
    """Garbage is collected before and not meanwhile, as in a run of the program."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def peak_megabytes(instance: Instance, seconds: float) -> float:
    """The peak of what Python allocates while it solves."""
    gc.collect()
    tracemalloc.start()
    try:
        solve(instance, deadline=limit(seconds))
        return tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()


def measured(name: str, catalogue: Catalogue, applicant: int, seconds: float, *, memory: bool) -> Measured:
    """One applicant measured."""
    began = perf_counter()
    instance = instance_of(catalogue, applicant)
    building = perf_counter() - began
    solution, solving, cpu = timed_solve(instance, seconds)
    plan = solution if isinstance(solution, Solution) else None
    return Measured(
        catalogue=name,
        applicant=applicant,
        budget=instance.limits.budget,
        programs=len({candidate.program for candidate in instance.candidates}),
        candidates=len(instance.candidates),
        options=len(folded(instance.candidates)),
        building_seconds=building,
        solving_seconds=solving,
        cpu_seconds=cpu,
        nodes=plan.nodes if plan else 0,
        strength=plan.scores.total if plan else None,
        cost=plan.cost if plan else None,
        proven=solution.proven_optimal if isinstance(solution, Solution) else solution.proven,
        gap=plan.upper_bound - plan.scores.total if plan else 0,
        mb=peak_megabytes(instance, 4 * seconds) if memory else None,
    )


def percentile(values: Sequence[float], percent: float) -> float:
    """The least value that so many percent of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


HEAD = (
    "| catalogue | applicants | candidates | options | build | median | 90% | 99% | max | proven | nodes | peak |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def row(name: str, found: Sequence[Measured]) -> str:
    """A row of the table: medians of sizes, building, nodes; percentiles of solving; the greatest peak of memory."""
    times = [1000 * one.solving_seconds for one in found]
    peaks = [one.mb for one in found if one.mb is not None]
    cells = (
        name,
        str(len(found)),
        f"{percentile([one.candidates for one in found], 50):,}",
        f"{percentile([one.options for one in found], 50):,}",
        f"{percentile([one.building_seconds for one in found], 50):.2f} s",
        *(f"{percentile(times, percent):,.0f} ms" for percent in (50, 90, 99, 100)),
        f"{100 * sum(one.proven for one in found) / len(found):.1f}%",
        f"{percentile([one.nodes for one in found], 50):,}",
        f"{max(peaks):.0f} MB" if peaks else "",
    )
    return f"| {' | '.join(cells)} |"


def slowest(found: Sequence[Measured]) -> str:
    """The applicants that took longest, those without a proof first."""
    worst = sorted(found, key=lambda one: (one.proven, -one.solving_seconds))[:SLOWEST]
    lines = [
        f"| {one.applicant} | {one.budget:,} | {one.programs} | {one.candidates:,} | {one.options:,} "
        f"| {1000 * one.solving_seconds:,.0f} ms | {one.nodes:,} | {'yes' if one.proven else f'gap {one.gap / 1000}'} |"
        for one in worst
    ]
    head = (
        "| applicant | budget | programs | candidates | options | time | nodes | proven |\n"
        "|---:|---:|---:|---:|---:|---:|---:|---|"
    )
    return "\n".join([head, *lines])


def run(name: str, catalogue: Catalogue, count: int, given: Namespace) -> list[Measured]:
    """So many applicants over one catalogue; each result goes to the log as soon as it is there."""
    found: list[Measured] = []
    for position, applicant in enumerate(given.numbers or range(given.first, given.first + count)):
        one = measured(name, catalogue, applicant, given.seconds, memory=position < given.memory)
        found.append(one)
        if given.log:
            with given.log.open("a", encoding="utf-8") as log:
                log.write(json.dumps(asdict(one)) + "\n")
    return found


def main() -> None:
    """Measure and print tables in Markdown."""
    parser = ArgumentParser(description="How long the optimizer takes.")
    parser.add_argument("--applicants", type=int, default=500, help="over the shipped catalogue")
    parser.add_argument("--first", type=int, default=0, help="number of the first applicant")
    parser.add_argument("--numbers", type=int, nargs="+", help="these applicants instead, over every catalogue")
    parser.add_argument("--sizes", type=int, nargs="*", default=[], help="of synthetic catalogues")
    parser.add_argument("--applicants-per-size", type=int, default=20, help="over each synthetic catalogue")
    parser.add_argument("--seconds", type=float, default=5.0, help="limit of each solve")
    parser.add_argument("--memory", type=int, default=5, help="of how many applicants memory is looked at")
    parser.add_argument("--log", type=Path, help="file to which each result is added as a line of JSON")
    given = parser.parse_args()
    rows: list[str] = []
    if given.applicants:
        found = run("shipped", shipped(), given.applicants, given)
        rows.append(row(f"shipped ({len(shipped().programs)})", found))
        print(f"Slowest over the shipped catalogue:\n\n{slowest(found)}\n", flush=True)
    for size in given.sizes:
        found = run(f"synthetic-{size}", synthetic(size), given.applicants_per_size, given)
        rows.append(row(f"{size:,}", found))
        print(f"Slowest over {size:,} programs:\n\n{slowest(found)}\n", flush=True)
    print("\n".join([HEAD, *rows]))


if __name__ == "__main__":
    main()
