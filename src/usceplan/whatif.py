"""What if: the best plan of changed situations, each an exact solve, compared with the plan as things are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple, Protocol

from usceplan.assessment import Assessment, to_confirm
from usceplan.catalog.program import Program
from usceplan.costs.budget import Stop
from usceplan.eligibility import Check, Result
from usceplan.output import results as out
from usceplan.planning.optimizer import NoPlan, Solution, never, solve, solve_beyond
from usceplan.planning.plan import start_of
from usceplan.planning.situation import Situation
from usceplan.scales import THOUSAND
from usceplan.visa_time import Asked, first_start_with_visa, visa_wait
from usceplan.whatif_changes import (
    Change,
    Trouble,
    all_changes,
    arrival,
    fewer_limits,
    ignoring,
    more_money,
    passing,
    with_budget,
    without_limits,
)
from usceplan.whatif_problem import (
    Problem,
    known_best,
    posed,
    reworked,
    same_plans,
    without_dates,
)
from usceplan.words import dollars, label

SAVED = "saved plan"
"""The name of a plan that was not searched for."""
ORDER = (
    "The most strength gained first; among equals the least cost; among these the least trouble: an option only, "
    "money, an exam, dates, another visa, another Match, ignoring a rule."
)
KINDS: dict[Trouble, Literal["option", "money", "exam", "dates", "visa", "match-year", "rule"]] = {
    Trouble.OPTION: "option",
    Trouble.MONEY: "money",
    Trouble.EXAM: "exam",
    Trouble.DATES: "dates",
    Trouble.VISA: "visa",
    Trouble.MATCH_YEAR: "match-year",
    Trouble.RULE: "rule",
}
NO_TIME_LEFT = "No time was left to find out (--time-limit)."
_NOT_MENDED_BY_IGNORING = frozenset({"budget", "exams", "start-in-time", "your-limits"})
"""These are mended by money, by passing exams, by dates, and by leaving limits out."""

MENDS = {
    "open": "The program would have to take applications again: watch its page, and ask.",
    "exists": "An official page would have to show that it exists: have the institution confirm it.",
    "audience": "You would have to be among those it takes when the rotation starts; ask for an exception.",
    "residency-seekers": "It would have to take people who mean to apply for residency: ask.",
    "graduation-year": "It would have to make an exception to its limit of years since graduation: ask.",
    "exams": "Pass what it asks for before the start, and say so with --exam.",
    "visa-accepted": "Come on a visa that it accepts (--visa).",
    "visa-permits": "Come on a visa that covers what is done there (--visa); or ask whether you could only watch.",
    "nationality": "Nothing mends this but an exception.",
    "host": "Find a host, a nomination or an agreement first.",
    "state-law": "Nothing mends this there: the law of the state stands against it.",
    "specialty": "Name a specialty that it offers as a second choice (--specialty), or ask for yours.",
    "start-in-time": "A later Match (--match-year), or more time to come (--available-from, --available-to, --months).",
    "budget": "More money (--budget).",
    "your-limits": "Leave out the limit of your own that excludes it.",
}


class Clock(Protocol):
    """Says when to stop searching."""

    def is_over(self) -> bool:
        """Whether no time is left at all."""

    def share(self) -> Callable[[], bool]:
        """The deadline of the search that begins now, which leaves some time for those after it."""


@dataclass(frozen=True)
class Solved:
    """A problem and its best plan, or another one that changes are held against; ``name`` says which."""

    problem: Problem
    solution: Solution | NoPlan
    name: str = "best plan"

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The rotations of the plan; nothing where there is none."""
        if isinstance(self.solution, NoPlan):
            return ()
        problem, legs = self.problem, (None, *self.solution.legs)
        return tuple(
            Stop(
                problem.assessments[one.program].program,
                one.specialty,
                one.metro,
                start_of(problem.instance, one),
                one.weeks,
                leg,
            )
            for one, leg in zip(self.solution.chosen, legs, strict=True)
        )

    @property
    def programs(self) -> tuple[Program, ...]:
        """The programs of the plan."""
        return tuple(stop.program for stop in self.stops)


class Resolver:
    """Solves changed situations and compares them with one base, whose problem it reuses."""

    def __init__(self, base: Solved, clock: Clock) -> None:
        self.base = base
        self.clock = clock
        self._undated: Problem | None = None
        self._known = [base]

    def undated(self) -> Problem:
        """The problem without the applicant's dates, made once."""
        if self._undated is None:
            problem = self.base.problem
            free = without_dates(problem.situation)
            self._undated = problem if free is problem.situation else posed(free)
        return self._undated

    def problem(self, situation: Situation) -> Problem:
        """The problem of a situation."""
        return reworked(self.base.problem, situation, self.undated)

    def solved(self, problem: Problem) -> Solved:
        """The best plan of a problem; that of the base where nothing differs, or a known one that nothing can beat."""
        base = self.base.problem
        if same_plans(problem.instance, base.instance):
            return Solved(replace(problem, instance=base.instance), self.base.solution)
        return Solved(problem, self._best(problem))

    def _best(self, problem: Problem) -> Solution | NoPlan:
        """The best plan: a known one that nothing can beat, or that of a search with what is known."""
        instance = problem.instance
        compared_with = (known_best(one.problem.instance, one.solution, instance) for one in self._known)
        known = [found for found in compared_with if found is not None]
        kept = next((one.solution for one in known if not one.other_programs), None)
        if kept is not None:
            return kept
        for one in known:
            if isinstance(one.solution, Solution):
                return solve_beyond(instance, one.solution, one.other_programs, deadline=self.clock.share())
        like = [self.base.solution] if isinstance(self.base.solution, Solution) else []
        found = solve(instance, deadline=self.clock.share(), like=like)
        self._known.append(Solved(problem, found))
        return found

    def results(self, changes: Iterable[Change]) -> list[out.WhatIfChange]:
        """What each change comes to. Begins with the most money, whose plan may be the best with less as well."""
        changes = tuple(changes)
        order = sorted(range(len(changes)), key=lambda number: -self._more_money(changes[number]))
        found = {number: self.result(changes[number]) for number in order}
        return [found[number] for number in range(len(changes))]

    def _more_money(self, change: Change) -> int:
        """How much more money there is with a change; 0 where there is less."""
        now = self.base.problem.situation.applicant.budget
        return 0 if change.situation is None else max(0, change.situation.applicant.budget - now)

    def result(self, change: Change, against: Solved | None = None) -> out.WhatIfChange:
        """What a change comes to, compared with the base or with another plan."""
        against = against or self.base
        if change.situation is None:
            return _without_plan(change, "not-possible", change.note)
        if self.clock.is_over():
            return _without_plan(change, "not-computed", NO_TIME_LEFT)
        return compared(change, self.solved(self.problem(change.situation)), against)


def _without_plan(
    change: Change, outcome: Literal["no-plan", "not-possible", "not-computed"], note: str | None
) -> out.WhatIfChange:
    return out.WhatIfChange(
        id=change.id,
        kind=KINDS[change.trouble],
        text=change.text,
        flags=change.flags,
        outcome=outcome,
        note=note,
        strength=None,
        usd=None,
        strength_change=None,
        usd_change=None,
        proven_optimal=outcome != "not-computed",
        upper_bound=None,
        rotations=[],
        enters=[],
        leaves=[],
    )


def compared(change: Change, after: Solved, before: Solved) -> out.WhatIfChange:
    """The plan with a change beside the plan without it."""
    new, old = after.solution, before.solution
    if isinstance(new, NoPlan):
        if not new.proven:
            return _without_plan(change, "not-computed", NO_TIME_LEFT)
        note = "No plan is possible then."
        return _without_plan(change, "no-plan", note).model_copy(update={"leaves": named(before.programs)})
    is_same = isinstance(old, Solution) and (after.stops, new.cost, new.scores) == (before.stops, old.cost, old.scores)
    stayed = {one.id for one in before.programs} & {one.id for one in after.programs}
    return out.WhatIfChange(
        id=change.id,
        kind=KINDS[change.trouble],
        text=change.text,
        flags=change.flags,
        outcome="unchanged" if is_same else "changed",
        note=change.note,
        strength=new.scores.total / THOUSAND,
        usd=new.cost,
        strength_change=(new.scores.total - old.scores.total) / THOUSAND if isinstance(old, Solution) else None,
        usd_change=new.cost - old.cost if isinstance(old, Solution) else None,
        proven_optimal=new.proven_optimal,
        upper_bound=new.upper_bound / THOUSAND,
        rotations=[one.id for one in after.programs],
        enters=named(one for one in after.programs if one.id not in stayed),
        leaves=named(one for one in before.programs if one.id not in stayed),
    )


def named(programs: Iterable[Program]) -> list[out.ProgramName]:
    """Programs by id and name."""
    return [out.ProgramName(id=one.id, name=label(one)) for one in programs]


# The table


def what_if(base: Solved, clock: Clock) -> list[out.WhatIfChange]:
    """Every change tried, in the order that ``ORDER`` states; those without a plan come last."""
    resolver = Resolver(base, clock)
    problem = base.problem
    found = all_changes(problem.situation, problem.assessments.values())
    return in_order([*resolver.results(found), *_once_the_visa_is_there(resolver)])


def planned_anew(base: Solved, clock: Clock) -> out.WhatIfChange:
    """The best plan with nothing changed beside a plan that is perhaps not the best."""
    change = Change("anew", Trouble.OPTION, "Planned anew, with nothing changed", "", base.problem.situation)
    if clock.is_over():
        return _without_plan(change, "not-computed", NO_TIME_LEFT)
    return compared(change, Solved(base.problem, solve(base.problem.instance, deadline=clock.share())), base)


def _once_the_visa_is_there(resolver: Resolver) -> Iterator[out.WhatIfChange]:
    """Coming once the visa can be there, where the plan starts sooner."""
    base = resolver.base
    first, every = _visa_start(base, base.stops[:1]), _visa_start(base, base.stops)
    if first is not None and every is not None and first > base.stops[0].start:
        yield _from_visa_on(resolver, every)


def _from_visa_on(resolver: Resolver, day: date) -> out.WhatIfChange:
    """The plan from a day on, or from a later one where papers of its programs make the visa come later yet."""
    text = f"Coming once the visa can be there, from {day}"
    change = arrival(resolver.base.problem.situation, "visa-in-time", text, day)
    if change.situation is None or resolver.clock.is_over():
        return resolver.result(change)
    after = resolver.solved(resolver.problem(change.situation))
    later = _visa_start(after, after.stops)
    return compared(change, after, resolver.base) if later is None or later <= day else _from_visa_on(resolver, later)


def _visa_start(solved: Solved, stops: Sequence[Stop]) -> date | None:
    """The first Monday for which the visa can be there; None where none has to be applied for, or without a plan."""
    problem, situation = solved.problem, solved.problem.situation
    wait = visa_wait(situation.catalogue, situation.applicant)
    if wait is None or not stops:
        return None
    found = [(stop.program, problem.assessments[stop.program.id], situation.standing(stop.start)) for stop in stops]
    asked = [Asked(program, to_confirm(one.checks_by_standing[standing])) for program, one, standing in found]
    return first_start_with_visa(situation.catalogue, asked, situation.today, wait)


def in_order(results: Iterable[out.WhatIfChange]) -> list[out.WhatIfChange]:
    """By gain for the trouble; between equals in all of that, as they came."""
    return sorted(results, key=_gain_key)


_GROUPS = {"changed": 0, "unchanged": 0, "no-plan": 1, "not-computed": 2, "not-possible": 3}
_TROUBLES = {kind: trouble for trouble, kind in KINDS.items()}


def _gain_key(result: out.WhatIfChange) -> tuple[int, float, int, int]:
    # Where there was no plan before, every plan gains all that it has.
    strength = result.strength if result.strength_change is None else result.strength_change
    usd = result.usd if result.usd_change is None else result.usd_change
    return _GROUPS[result.outcome], -(strength or 0.0), usd or 0, _TROUBLES[result.kind]


def short_form(base: Solved, deadline: Callable[[], bool] = never) -> list[out.WhatIfChange]:
    """What more money would do, for the end of a recommendation; only what the time left is enough to prove."""
    if isinstance(base.solution, NoPlan) or not base.solution.proven_optimal:
        return []
    resolver = Resolver(base, _Until(deadline))
    found = resolver.results(more_money(base.problem.situation))
    return in_order(one for one in found if one.outcome in ("changed", "unchanged") and one.proven_optimal)


class _Until(NamedTuple):
    """A clock with one deadline for everything."""

    deadline: Callable[[], bool]

    def is_over(self) -> bool:
        return self.deadline()

    def share(self) -> Callable[[], bool]:
        return self.deadline


# One program wanted


def wanted(base: Solved, program_id: str, clock: Clock) -> out.WantedInfo:
    """What would have to be true for a program to be in the plan, the least changes first."""
    found = base.problem.assessments[program_id]
    first = Resolver(base, clock)
    including = _including(base.problem.situation, program_id)
    as_things_are = Change("as-is", Trouble.OPTION, "As things are", include_flags(including), including)
    if clock.is_over():
        as_is = _without_plan(as_things_are, "not-computed", NO_TIME_LEFT)
        return _wanted_info(found, "not-computed", as_is, [], base)
    with_it = first.solved(first.problem(including))
    as_is = compared(as_things_are, with_it, base)
    if as_is.outcome != "no-plan":
        is_in = program_id in {one.id for one in base.programs}
        outcome: Outcome = "in-plan" if is_in else "possible" if as_is.strength is not None else "not-computed"
        return _wanted_info(found, outcome, as_is, [], base)
    return _with_changes(base, with_it, found, as_is, clock)


Outcome = Literal["in-plan", "possible", "with-a-change", "with-several", "none", "not-computed"]


def _including(situation: Situation, program_id: str) -> Situation:
    limits = situation.applicant.limits
    included = tuple(dict.fromkeys((*limits.include, program_id)))
    return replace(situation, applicant=replace(situation.applicant, limits=replace(limits, include=included)))


def include_flags(situation: Situation) -> str:
    """The options that name the programs to include."""
    return " ".join(f"--include {one}" for one in situation.applicant.limits.include)


def _also_including(change: Change, situation: Situation) -> Change:
    flags = None if change.flags is None else f"{include_flags(situation)} {change.flags}"
    return replace(change, flags=flags)


def _with_changes(
    base: Solved, with_it: Solved, found: Assessment, as_is: out.WhatIfChange, clock: Clock
) -> out.WantedInfo:
    """The changes that let the program in: single ones, else all that stands against it at once."""
    resolver, situation = Resolver(with_it, clock), with_it.problem.situation
    changes = [
        *fewer_limits(situation, found.program.id),
        *_enough_money(resolver, situation),
        *(
            one
            for one in all_changes(situation, with_it.problem.assessments.values())
            if one.trouble not in (Trouble.OPTION, Trouble.MONEY)
        ),
    ]
    results = [resolver.result(_also_including(change, situation), against=base) for change in changes]
    good = sorted((one for one in results if one.strength is not None), key=_trouble_key)
    if good:
        return _wanted_info(found, "with-a-change", as_is, good, base)
    together = _together(resolver, situation, found, base)
    if together is not None:
        return _wanted_info(found, "with-several", as_is, [together], base)
    is_cut_short = any(one.outcome == "not-computed" for one in results) or clock.is_over()
    return _wanted_info(found, "not-computed" if is_cut_short else "none", as_is, [], base)


def _trouble_key(result: out.WhatIfChange) -> tuple[int, float, int]:
    return _TROUBLES[result.kind], -(result.strength or 0.0), result.usd or 0


def _enough_money(resolver: Resolver, situation: Situation) -> list[Change]:
    """The least budget with which a plan is possible, if money is what is missing."""
    if resolver.clock.is_over():
        return []
    least = _least_budget(resolver, situation)
    return [] if least is None or least <= situation.applicant.budget else [with_budget(situation, least)]


def _least_budget(resolver: Resolver, situation: Situation) -> int | None:
    from usceplan.planning.no_plan import least_budget  # noqa: PLC0415 (most results need none of it)

    return least_budget(situation, resolver.clock.share())


def _together(resolver: Resolver, situation: Situation, found: Assessment, base: Solved) -> out.WhatIfChange | None:
    """All that stands against a program mended at once; None where not even that lets it in."""
    change = _all_mended(situation, found)
    if change is None or change.situation is None or resolver.clock.is_over():
        return None
    least = _least_budget(resolver, change.situation)
    if least is None:
        return None
    applicant = change.situation.applicant
    if least > applicant.budget:
        rich = replace(change.situation, applicant=replace(applicant, budget=least))
        text, flags = f"{change.text}; a budget of {dollars(least)}", f"{change.flags} --budget {least}"
        change = replace(change, situation=rich, text=text, flags=change.flags and flags)
    result = resolver.result(change, against=base)
    return result if result.strength is not None else None


def _all_mended(situation: Situation, found: Assessment) -> Change | None:
    """The applicant's own limits left out, the exams passed, other rules that it fails ignored; None without any."""
    failing = [one.rule for one in _failing(found)]
    free = without_limits(situation, found.program.id)
    passed = passing(free, found.program.exams_required or ()) if "exams" in failing else None
    rules = [rule for rule in failing if rule not in _NOT_MENDED_BY_IGNORING]
    after = passed.situation if passed and passed.situation else free
    ignored = (
        ignoring(after, rules, "several", f"the rules ignored that it fails: {', '.join(rules)}") if rules else None
    )
    parts = [one for one in (passed, ignored) if one is not None]
    texts = [*(["your own limits left out"] if free != situation else []), *(one.text for one in parts)]
    if not texts:
        return None
    flags = " ".join([include_flags(situation), *(one.flags for one in parts if one.flags)])
    changed = ignored.situation if ignored and ignored.situation else after
    return Change(
        "several",
        Trouble.RULE,
        f"All at once: {'; '.join(texts)}",
        flags if free == situation else None,
        changed,
    )


def _failing(found: Assessment) -> tuple[Check, ...]:
    return tuple(one for one in found.checks if one.result is Result.FAIL)


def _wanted_info(
    found: Assessment, outcome: Outcome, as_is: out.WhatIfChange, changes: Sequence[out.WhatIfChange], base: Solved
) -> out.WantedInfo:
    return out.WantedInfo(
        program=found.program.id,
        name=found.program.name,
        institution=found.program.institution,
        verdict=found.verdict.value,
        outcome=outcome,
        text=_said(outcome, as_is, changes, base),
        failing=[
            out.FailingRule(rule=one.rule, reason=one.reason, mend=MENDS[one.rule], source=one.source)
            for one in _failing(found)
        ],
        as_is=as_is,
        changes=list(changes),
    )


def _said(outcome: Outcome, as_is: out.WhatIfChange, changes: Sequence[out.WhatIfChange], base: Solved) -> str:
    """The answer in a sentence or two."""
    if outcome == "in-plan":
        return f"It is in the {base.name} already."
    if outcome == "possible":
        return f"It can be in a plan as things are, with {as_is.flags}. {_price(as_is, base)}"
    if outcome == "with-a-change":
        return f"It cannot be in a plan as things are. The least change: {_with_flags(changes[0])}."
    if outcome == "with-several":
        return f"It cannot be in a plan as things are, and no single change suffices. {_with_flags(changes[0])}."
    if outcome == "none":
        return (
            "It cannot be in a plan, and nothing tried suffices: no single change, and not all the rules that it fails "
            "ignored with any budget."
        )
    return NO_TIME_LEFT


def _with_flags(change: out.WhatIfChange) -> str:
    return change.text + (f" ({change.flags})" if change.flags else "")


def _price(as_is: out.WhatIfChange, base: Solved) -> str:
    """What including a program costs against the best plan."""
    if as_is.strength_change is None or as_is.usd_change is None:
        return "There is no plan without it to compare with."
    lost, usd = -as_is.strength_change, as_is.usd_change
    strength = f"{lost:.3f} points of strength less" if lost else "the same strength"
    money = f"{dollars(abs(usd))} {'more' if usd > 0 else 'less'}" if usd else "no other cost"
    known = "" if as_is.proven_optimal and _is_proven(base) else " (not proven: the search was stopped)"
    return f"Against the {base.name}: {strength}, {money}{known}."


def _is_proven(solved: Solved) -> bool:
    return isinstance(solved.solution, Solution) and solved.solution.proven_optimal
