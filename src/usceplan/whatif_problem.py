"""The planning problem of a changed situation, made from that of another one as far as they agree.

``posed`` makes a whole problem; ``reworked`` gives the very same problem with less work where only the budget,
exams, ignored rules, programs to include, or dates differ.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from usceplan.applicant import Applicant, Limits
from usceplan.assessment import Assessment, assess, assess_all
from usceplan.costs.prices import Prices
from usceplan.eligibility import Result
from usceplan.planning.candidates import build_instance
from usceplan.planning.instance import Candidate, Instance, PlanCosts, PlanLimits
from usceplan.planning.optimizer import NoPlan, Solution
from usceplan.planning.plan import start_of
from usceplan.planning.situation import Situation
from usceplan.planning.windows import start_mondays

VERDICTS = frozenset({"budget", "exams", "ignore_rules", "include", "max_rotations", "max_stays"})
"""What changes only verdicts of some programs, and the limits and costs of a plan."""

DATES = frozenset({"available_from", "available_to", "months"})
"""What only leaves out starts."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A situation with its optimization problem, and every entry of the catalogue as assessed for it."""

    situation: Situation
    prices: Prices
    assessments: Mapping[str, Assessment]
    instance: Instance


def problem_of(situation: Situation, prices: Prices, assessments: Iterable[Assessment], instance: Instance) -> Problem:
    """A problem of parts that are there already."""
    return Problem(situation, prices, {found.program.id: found for found in assessments}, instance)


def posed(situation: Situation, known: Prices | None = None) -> Problem:
    """The problem of a situation; ``known`` are prices of one that is perhaps much like it."""
    prices = known.of(situation) if known else Prices(situation)
    assessments = assess_all(situation, prices)
    return problem_of(situation, prices, assessments, build_instance(situation, prices, assessments))


def without_dates(situation: Situation) -> Situation:
    """The same situation for someone who can come at any time."""
    free = replace(situation.applicant, available_from=None, available_to=None, months=())
    return situation if free == situation.applicant else replace(situation, applicant=free)


def reworked(problem: Problem, changed: Situation, undated: Callable[[], Problem]) -> Problem:
    """The problem of another situation; ``undated`` gives the first problem without the applicant's dates.

    The assessments of programs that the change does not touch stay those of the first problem.
    """
    names = changed_names(problem.situation.applicant, changed.applicant)
    if names <= VERDICTS:
        return _rejudged(problem, changed)
    if names <= DATES:
        return _redated(undated(), changed)
    return posed(changed, problem.prices)


def with_program(problem: Problem, program_id: str) -> Problem:
    """The problem whose plans must hold a program that the applicant did not exclude."""
    situation = _limited(problem.situation, include=_with(problem.situation.applicant.limits.include, program_id))
    must = tuple(sorted(situation.applicant.limits.include))
    limits = replace(problem.instance.limits, must_include=must)
    return replace(problem, situation=situation, instance=replace(problem.instance, limits=limits))


def without_program(problem: Problem, program_id: str) -> Problem:
    """The problem whose plans may not hold a program, even one that the applicant wants included."""
    limits = problem.situation.applicant.limits
    include = tuple(one for one in limits.include if one != program_id)
    situation = _limited(problem.situation, include=include, exclude=_with(limits.exclude, program_id))
    candidates = _numbered([one for one in problem.instance.candidates if one.program != program_id])
    instance = replace(
        problem.instance,
        candidates=candidates,
        limits=replace(problem.instance.limits, must_include=tuple(sorted(include))),
        costs=replace(problem.instance.costs, weekly=_weekly(problem.instance.costs.weekly, candidates)),
    )
    return replace(problem, situation=situation, instance=instance)


def _with(programs: tuple[str, ...], program_id: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*programs, program_id)))


def _limited(situation: Situation, **changes: tuple[str, ...]) -> Situation:
    limits = replace(situation.applicant.limits, **changes)  # type: ignore[arg-type]  # names of programs only
    return replace(situation, applicant=replace(situation.applicant, limits=limits))


def changed_names(old: Applicant, new: Applicant) -> set[str]:
    """The names of what differs between two applicants, their limits included."""
    own = {one.name for one in fields(Applicant) if one.name != "limits" and _differ(old, new, one.name)}
    return own | {one.name for one in fields(Limits) if _differ(old.limits, new.limits, one.name)}


def _differ(old: object, new: object, name: str) -> bool:
    return bool(getattr(old, name) != getattr(new, name))


def _rejudged(problem: Problem, changed: Situation) -> Problem:
    """The problem with the programs assessed anew whose verdict may change; the candidates of all others are kept."""
    prices = problem.prices.of(changed)
    anew = {
        key: assess(changed, prices, found.program)
        for key, found in problem.assessments.items()
        if _may_change(problem, found, changed)
    }
    fresh = build_instance(changed, prices, tuple(anew.values()))
    candidates = _exchanged(problem.instance.candidates, anew, fresh.candidates)
    weekly = _weekly({**problem.instance.costs.weekly, **fresh.costs.weekly}, candidates)
    instance = replace(fresh, candidates=candidates, costs=replace(fresh.costs, weekly=weekly))
    return Problem(changed, prices, {**problem.assessments, **anew}, instance)


def _exchanged(
    known: tuple[Candidate, ...], programs: Collection[str], fresh: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """The candidates with other ones of some programs, all in the order of their programs; the same if none differs."""
    kept = [candidate for candidate in known if candidate.program not in programs]
    if len(kept) == len(known) and not fresh:
        return known
    # The sort is stable: the candidates of a program stay in their order.
    return _numbered(sorted((*kept, *fresh), key=lambda one: one.program))


def _may_change(problem: Problem, found: Assessment, changed: Situation) -> bool:
    """Whether another budget, other exams or other ignored rules may change the verdict of a program."""
    old, new = problem.situation.applicant, changed.applicant
    if old.exams != new.exams and found.program.exams_required:
        return True
    rules = set(old.limits.ignore_rules) ^ set(new.limits.ignore_rules)
    if any(_stands_against(found, rule) for rule in rules):
        return True
    return old.budget != new.budget and any((least <= old.budget) != (least <= new.budget) for least in found.least_usd)


def _stands_against(found: Assessment, rule: str) -> bool:
    against = (Result.FAIL, Result.IGNORED)
    return any(
        check.rule == rule and check.result in against
        for checks in found.checks_by_standing.values()
        for check in checks
    )


def _redated(undated: Problem, changed: Situation) -> Problem:
    """The problem with those starts only that the dates of the changed situation allow."""
    starts: dict[tuple[str, int], frozenset[date]] = {}

    def is_allowed(candidate: Candidate) -> bool:
        key = candidate.program, candidate.weeks
        if key not in starts:
            program = undated.assessments[candidate.program].program
            starts[key] = frozenset(start_mondays(changed, program, candidate.weeks))
        return start_of(undated.instance, candidate) in starts[key]

    candidates = _numbered([one for one in undated.instance.candidates if is_allowed(one)])
    costs = replace(undated.instance.costs, weekly=_weekly(undated.instance.costs.weekly, candidates))
    instance = replace(undated.instance, candidates=candidates, costs=costs)
    return replace(undated, situation=changed, instance=instance)


def _numbered(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    # Made of tuples at once, as there are thousands.
    return tuple(
        [one if one.index == number else Candidate._make((number, *one[1:])) for number, one in enumerate(candidates)]
    )


def _content(candidate: Candidate) -> tuple[Any, ...]:
    """All of a candidate but its number, which comes first."""
    return candidate[1:]


def _weekly(known: Mapping[str, int], candidates: Iterable[Candidate]) -> dict[str, int]:
    return {metro: known[metro] for metro in sorted({one.metro for one in candidates})}


def same_plans(one: Instance, other: Instance) -> bool:
    """Whether two problems have the same plans at the same costs, whatever candidates there are that none can pay."""
    if (one.first_monday, one.weeks, one.limits, one.parts) != (
        other.first_monday,
        other.weeks,
        other.limits,
        other.parts,
    ):
        return False
    mine, theirs = _payable(one), _payable(other)
    return _costs(one, mine) == _costs(other, theirs) and len(mine) == len(theirs) and all(map(_alike, mine, theirs))


class KnownBest(NamedTuple):
    """The best plan of a problem but for plans with some programs; the best of all where there are none of these."""

    solution: Solution | NoPlan
    other_programs: frozenset[str]


def known_best(known: Instance, best: Solution | NoPlan, other: Instance) -> KnownBest | None:
    """What the best plan of a problem says of another one; None where it says nothing.

    What was the best stays so while it is possible, where another problem brings no plan that was not there before, at
    the same cost; nothing comes of nothing. Where it brings rotations, any better plan has one of their programs.
    """
    if (known.first_monday, known.parts) != (other.first_monday, other.parts):
        return None
    if not _are_within(known.limits, other.limits) or not _cost_alike(known.costs, other.costs):
        return None
    if isinstance(best, NoPlan):
        programs = _with_others(known, other)
        return KnownBest(best, programs) if best.proven and not programs else None
    kept = _kept(best, other)
    return None if kept is None else KnownBest(kept, _with_others(known, other))


def _kept(best: Solution, other: Instance) -> Solution | None:
    """A plan that is proven to be the best, with the candidates of another problem; None where it is not one of it."""
    if not best.proven_optimal or not _is_allowed(best, other):
        return None
    programs = {one.program for one in best.chosen}
    left = {_content(one): one for one in other.candidates if one.program in programs}
    chosen = [left.get(_content(one)) for one in best.chosen]
    # A program may seem too dear with less money though this plan is not: it goes by other prices.
    return None if None in chosen else replace(best, chosen=tuple(one for one in chosen if one is not None))


def _is_allowed(best: Solution, other: Instance) -> bool:
    """Whether a plan keeps the limits of a problem."""
    limits, longest = other.limits, other.limits.stay_weeks
    return (
        best.cost <= limits.budget
        and len(best.chosen) <= limits.max_rotations
        and len(best.stays) <= limits.max_stays
        and (longest is None or all(after - first <= longest for first, after in best.stays))
        and {one.program for one in best.chosen}.issuperset(limits.must_include)
    )


def _are_within(known: PlanLimits, other: PlanLimits) -> bool:
    """Whether limits allow nothing that the known ones do not."""
    return (
        other.budget <= known.budget
        and other.max_rotations <= known.max_rotations
        and other.max_stays <= known.max_stays
        and (known.stay_days is None or (other.stay_days is not None and other.stay_days <= known.stay_days))
        and set(other.must_include) >= set(known.must_include)
    )


def _cost_alike(known: PlanCosts, other: PlanCosts) -> bool:
    """Whether the same rotations cost the same, in the metros that both know."""
    return (known.once, known.stay, known.move) == (other.once, other.stay, other.move) and all(
        known.weekly.get(metro, usd) == usd for metro, usd in other.weekly.items()
    )


def _with_others(known: Instance, other: Instance) -> frozenset[str]:
    """The programs with rotations that can be paid and that the known problem has not, or in another order."""
    before = {program: iter(map(_content, row)) for program, row in _by_program(known.candidates)}
    return frozenset(
        program
        for program, row in _by_program(_payable(other))
        if not all(_content(one) in before.get(program, ()) for one in row)
    )


def _by_program(candidates: Iterable[Candidate]) -> Iterator[tuple[str, tuple[Candidate, ...]]]:
    """Candidates by program, in whose order they are."""
    return ((program, tuple(row)) for program, row in groupby(candidates, key=attrgetter("program")))


def _payable(instance: Instance) -> list[Candidate]:
    room = instance.limits.budget - instance.costs.once - instance.costs.stay
    return [one for one in instance.candidates if one.usd <= room]


def _costs(instance: Instance, candidates: Sequence[Candidate]) -> tuple[object, ...]:
    costs = instance.costs
    return costs.once, costs.stay, costs.move, _weekly(costs.weekly, candidates)


def _alike(one: Candidate, other: Candidate) -> bool:
    return one is other or _content(one) == _content(other)
