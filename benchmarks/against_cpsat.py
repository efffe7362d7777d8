"""The optimizer beside CP-SAT, in one run: the same strength and cost wherever both prove them, and the ratio of times.

CP-SAT gets the exported model, two workers and the same time limit. Where it does not finish, its time is the limit, so
that the ratio is one that is reached at least. Applicants without a single candidate are left out.

    python benchmarks/against_cpsat.py --applicants 20 --seconds 60
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from applicants import instance_of
from catalogues import shipped
from random_problems import medium_instance
from solve_times import timed_solve
from usceplan.planning.instance import Instance, exported
from usceplan.planning.optimizer import NoPlan, Solution
from yardstick import FORMULATIONS, Answer, FormulationName, answer, start_up_seconds

START_UPS = 5


@dataclass(frozen=True, slots=True)
class Compared:
    """One applicant: both results and times."""

    applicant: int
    candidates: int
    proven: bool
    strength: int | None
    cost: int | None
    seconds: float
    yardstick: Answer

    @property
    def agrees(self) -> bool | None:
        """Whether both have the same strength, and the same cost where that is proven too; None without two proofs."""
        if not (self.proven and self.yardstick.strength_proven):
            return None
        same_cost = self.cost == self.yardstick.cost or not self.yardstick.cost_proven
        return self.strength == self.yardstick.strength and same_cost

    def ratio(self, ours: float = 0.0, theirs: float = 0.0, *, building: bool) -> float:
        """How many times longer CP-SAT takes, with so many seconds of start-up on each side."""
        built = self.yardstick.building_seconds if building else 0.0
        return (theirs + built + self.yardstick.solving_seconds) / (ours + self.seconds)


def compared(applicant: int, instance: Instance, formulation: FormulationName, seconds: float) -> Compared:
    """One applicant compared."""
    solution, spent, _ = timed_solve(instance, seconds)
    plan = solution if isinstance(solution, Solution) else None
    return Compared(
        applicant=applicant,
        candidates=len(instance.candidates),
        proven=solution.proven if isinstance(solution, NoPlan) else solution.proven_optimal,
        strength=plan.scores.total if plan else None,
        cost=plan.cost if plan else None,
        seconds=spent,
        yardstick=answer(exported(instance), formulation, seconds=seconds),
    )


HEAD = (
    "| applicant | candidates | optimizer | result | CP-SAT | result | agree | ratio |\n"
    "|---:|---:|---:|---|---:|---|---|---:|"
)


def line(one: Compared) -> str:
    """A row of the table of applicants; the ratio is that of solving, CP-SAT's model included."""
    theirs = one.yardstick
    agree = {True: "yes", False: "**NO**", None: "no proof"}[one.agrees]
    return (
        f"| {one.applicant} | {one.candidates:,} | {1000 * one.seconds:,.0f} ms "
        f"| {_result(one.strength, one.cost, (one.proven, one.proven))} "
        f"| {theirs.building_seconds + theirs.solving_seconds:.2f} s "
        f"| {_result(theirs.strength, theirs.cost, (theirs.strength_proven, theirs.cost_proven))} "
        f"| {agree} | {one.ratio(building=True):,.0f} |"
    )


def _result(strength: int | None, cost: int | None, proven: tuple[bool, bool]) -> str:
    if strength is None:
        return "no plan" if proven[0] else "nothing yet"
    marks = ["" if sure else "?" for sure in proven]
    return f"{strength / 1000}{marks[0]} for {cost}{marks[1]}"


def summary(found: Sequence[Compared], start_ups: tuple[float, float]) -> str:
    """The ratios: least, median, greatest; and how often both agree."""
    kinds = {
        "with start-up of both libraries": [one.ratio(*start_ups, building=True) for one in found],
        "without start-up": [one.ratio(building=True) for one in found],
        "without start-up, without building CP-SAT's model": [one.ratio(building=False) for one in found],
    }
    lines = ["| ratio of times | min | median | max |", "|---|---:|---:|---:|"]
    lines += [
        f"| {kind} | {min(ratios):,.1f} | {median(ratios):,.1f} | {max(ratios):,.1f} |"
        for kind, ratios in kinds.items()
    ]
    proofs = sum(one.yardstick.strength_proven for one in found), sum(one.yardstick.cost_proven for one in found)
    both = [one for one in found if one.agrees is not None]
    lines += [
        "",
        f"Start-up: optimizer {start_ups[0]:.2f} s, CP-SAT {start_ups[1]:.2f} s. "
        f"Proven by the optimizer: {sum(one.proven for one in found)} of {len(found)}; by CP-SAT: {proofs[0]} in "
        f"strength, {proofs[1]} in cost too. Agree: {sum(one.agrees is True for one in both)} of {len(both)}.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Compare and print tables in Markdown; the exit code is 1 where two proven results differ."""
    parser = ArgumentParser(description="The optimizer beside CP-SAT.")
    parser.add_argument("--applicants", type=int, default=20)
    parser.add_argument("--first", type=int, default=0, help="number of the first applicant")
    parser.add_argument("--step", type=int, default=1, help="take every so many applicants")
    parser.add_argument("--numbers", type=int, nargs="+", help="these applicants instead")
    parser.add_argument("--random", type=int, default=0, help="so many random problems of medium size before them")
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of each solve, of both")
    parser.add_argument("--formulations", nargs="+", choices=list(FORMULATIONS), default=["sequence"])
    given = parser.parse_args()
    start_ups = (_start_up("usceplan.planning.optimizer"), _start_up("ortools.sat.python.cp_model"))
    numbers = given.numbers or range(given.first, given.first + given.applicants * given.step, given.step)
    same = [
        _same_for_random(given.random, formulation, given.seconds)
        and _same_for_applicants(numbers, formulation, given.seconds, start_ups)
        for formulation in given.formulations
    ]
    raise SystemExit(0 if all(same) else 1)


def _same_for_applicants(
    numbers: Sequence[int], formulation: FormulationName, seconds: float, start_ups: tuple[float, float]
) -> bool:
    """Whether both agree on all applicants; prints a row for each, and the ratios."""
    if not numbers:
        return True
    print(f"CP-SAT with the {formulation}, limit {seconds:g} s:\n\n{HEAD}", flush=True)
    found: list[Compared] = []
    for applicant in numbers:
        instance = instance_of(shipped(), applicant)
        if instance.candidates:
            found.append(compared(applicant, instance, formulation, seconds))
            print(line(found[-1]), flush=True)
    if found:
        print(f"\n{summary(found, start_ups)}\n", flush=True)
    return not any(one.agrees is False for one in found)


def _same_for_random(count: int, formulation: FormulationName, seconds: float) -> bool:
    """Whether both agree on all of so many random problems; those on which they differ are printed."""
    found = [compared(seed, medium_instance(seed), formulation, seconds) for seed in range(count)]
    differing = [one for one in found if one.agrees is False]
    if found:
        agreeing = sum(one.agrees is True for one in found)
        print(f"Random problems: {agreeing} of {count} proven by both and the same, {len(differing)} different.\n")
    if differing:
        print("\n".join([HEAD, *map(line, differing)]), flush=True)
    return not differing


def _start_up(module: str) -> float:
    return median(start_up_seconds(module) for _ in range(START_UPS))


if __name__ == "__main__":
    main()
