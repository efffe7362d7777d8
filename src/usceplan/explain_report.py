"""One program explained for one applicant: checks and fit, what turns the verdict, what it brings to the plan."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from typing import Literal, Protocol

from usceplan.assessment import Assessment
from usceplan.catalog.program import Program
from usceplan.catalog.specialties import name_in_text
from usceplan.eligibility import Check, Result, Verdict, is_placement, verdict
from usceplan.one_deadline import OneDeadline
from usceplan.output.explain_results import (
    ContributionInfo,
    Explanation,
    PeriodInfo,
    RotationName,
    SideInfo,
    StepInfo,
    WayInfo,
)
from usceplan.output.results import CheckInfo
from usceplan.planning.candidates import points_of_parts
from usceplan.planning.no_plan import blame
from usceplan.planning.optimizer import NoPlan, Solution, never, solve
from usceplan.planning.situation import Situation
from usceplan.planning.windows import durations, start_mondays
from usceplan.profile import placed, program_id
from usceplan.recommendation import applicant_info, program_info
from usceplan.report_parts import DISCLAIMER, catalogue_info
from usceplan.saved_plan import SavedPlan, about_saved, kept_solution
from usceplan.scales import THOUSAND
from usceplan.told import Answer
from usceplan.verdict_changes import Effect, Judged, effects, judged, ways
from usceplan.whatif import SAVED, Solved, named
from usceplan.whatif_problem import Problem, posed, with_program, without_program
from usceplan.words import label


class ClockOfTwo(Protocol):
    """Says when to stop searching."""

    def share(self) -> Callable[[], bool]:
        """The deadline of the search that begins now, which leaves some time for those after it."""

    def rest(self) -> Callable[[], bool]:
        """The deadline of the last search."""


def explain(situation: Situation, program: str, *, deadline: Callable[[], bool] = never) -> Explanation:
    """What ``usceplan explain`` shows: one entry of the catalogue, for an applicant, whatever the verdict is.

    ``deadline`` is that of ``recommend``, for both searches together: with the program, and without it. Raises
    ``UserError`` for an id that is none.
    """
    found = placed(Answer((program,), "program"), lambda text: program_id(text, situation.catalogue))
    return explained(situation, found, OneDeadline(deadline))


def explained(
    situation: Situation,
    program_id: str,
    clock: ClockOfTwo,
    *,
    saved: SavedPlan | None = None,
    today: date | None = None,
) -> Explanation:
    """Everything that is known of one entry of the catalogue for an applicant.

    A ``saved`` plan, made in this situation, stands in the place of the best plan with the program or without it,
    whichever it is. ``today`` is the day on which that is looked at.

    Raises:
        KeyError: the catalogue has no entry with this id.
        UserError: the saved plan is no longer possible.
    """
    problem = posed(situation)
    found = problem.assessments[program_id]
    kept = None if saved is None else kept_solution(saved, situation, problem.assessments.values(), problem.instance)
    before, tried = judged(situation, found.program), effects(situation, found)
    ranked = [
        one.program.id
        for one in problem.assessments.values()
        if is_placement(one.program) and one.verdict is not Verdict.INELIGIBLE
    ]
    return Explanation(
        generated_on=today or situation.today,
        catalogue=catalogue_info(situation.catalogue),
        applicant=applicant_info(situation, problem.instance),
        program=program_info(
            found, ranked.index(program_id) + 1 if program_id in ranked else None, situation.catalogue.own_programs
        ),
        entry="placement" if is_placement(found.program) else "resource",
        resource_use=found.program.resource_use,
        ranked=len(ranked),
        periods=_periods(situation, found),
        steps=[_step_info(one, before) for one in tried],
        ways=[
            WayInfo(
                aim="confirm" if one.aim is Verdict.CONFIRM else "eligible",
                reached=one.reached,
                steps=[step.id for step in one.steps],
                verdict=one.verdict.value,
                open=list(one.open),
            )
            for one in ways(situation, found.program, tried)
        ],
        planned_on=saved.planned_on if saved else None,
        contribution=contribution(problem, found, clock, kept),
        warnings=about_saved(saved, situation.catalogue, kept.cost, today or situation.today) if saved and kept else [],
        disclaimer=DISCLAIMER,
    )


def _check_info(check: Check) -> CheckInfo:
    return CheckInfo(rule=check.rule, result=check.result.value, reason=check.reason, source=check.source)


def _step_info(effect: Effect, before: Judged) -> StepInfo:
    step = effect.step
    return StepInfo(
        id=step.id,
        by=step.by,
        text=step.text,
        flags=step.flags,
        verdict=effect.verdict.value,
        turns=effect.verdict is not before.verdict,
        checks=[_check_info(one) for one in effect.changed],
        mends=list(effect.mends),
        harms=list(effect.harms),
    )


def _periods(situation: Situation, found: Assessment) -> list[PeriodInfo]:
    """The starts in their order, those that follow each other and are judged alike together."""
    shortest = durations(found.program, situation.catalogue.guidance)[0]
    mondays = start_mondays(situation, found.program, shortest)

    def results(checks: tuple[Check, ...]) -> tuple[tuple[str, Result], ...]:
        return tuple((one.rule, one.result) for one in checks)

    starts = [(monday, found.checks_by_standing[situation.standing(monday)]) for monday in mondays]
    periods = []
    for _, group in groupby(starts, key=lambda start: results(start[1])):
        alike = list(group)
        checks = alike[0][1]
        periods.append(
            PeriodInfo(
                first=alike[0][0],
                last=alike[-1][0],
                verdict=verdict(checks).value,
                checks=[_check_info(one) for one in checks if one.result is not Result.PASS],
            )
        )
    return periods


# What it brings to the plan


def contribution(
    problem: Problem, found: Assessment, clock: ClockOfTwo, kept: Solution | None = None
) -> ContributionInfo:
    """The best plan with the program beside the best plan without it: the better of the two is the best of all.

    A plan that is ``kept`` stands in the place of one of them, and is not searched for.
    """
    if not is_placement(found.program):
        text = f"It cannot be planned in weeks. {found.program.resource_use or ''}".strip()
        return _without_plans("not-plannable", text)
    if not any(one.program == found.program.id for one in problem.instance.candidates):
        return _without_plans("impossible", _why_no_candidate(problem.situation, found))
    is_kept = kept is not None and any(one.program == found.program.id for one in kept.chosen)
    without = _solved(without_program(problem, found.program.id), clock.share, None if is_kept else kept)
    including = _solved(with_program(problem, found.program.id), clock.rest, kept if is_kept else None)
    if isinstance(including.solution, NoPlan) and including.solution.proven:
        reason = blame(including.problem.situation, clock.rest())
        text = f"No plan can hold it as things are. {reason.reason} {reason.change or ''}".strip()
        return _compared("impossible", text, including, without)
    outcome = _outcome(including, without)
    is_tie = outcome == "undecided" and _are_equally_strong(including, without)
    said = "" if kept is None else f"It is {'' if is_kept else 'not '}in the saved plan. "
    return _compared(outcome, said + (EQUALLY_STRONG if is_tie else _TEXTS[outcome]), including, without)


def _solved(problem: Problem, deadline: Callable[[], Callable[[], bool]], kept: Solution | None) -> Solved:
    """The best plan of a problem, or the one that is kept."""
    if kept is not None:
        return Solved(problem, kept, SAVED)
    return Solved(problem, solve(problem.instance, deadline=deadline()))


def _are_equally_strong(including: Solved, without: Solved) -> bool:
    """Whether both have the greatest strength there is; which of them costs least may still be open."""
    one, other = including.solution, without.solution
    if isinstance(one, NoPlan) or isinstance(other, NoPlan):
        return False
    return one.scores.total == one.upper_bound == other.scores.total == other.upper_bound


def _why_no_candidate(situation: Situation, found: Assessment) -> str:
    if found.verdict is Verdict.INELIGIBLE:
        rules = [one.rule for one in found.checks if one.result is Result.FAIL]
        search = f"usceplan whatif --want {found.program.id} looks for what would let it into a plan."
        return f"It is not planned, for it fails {', '.join(rules)}; {search}"
    if situation.applicant.limits.only_confirmed:
        return "It is not planned, for --only-confirmed leaves out programs with anything left to confirm."
    return "It is not planned, for no start is left for any of its lengths."


Outcome = Literal["in-best-plan", "not-in-best-plan", "undecided", "impossible", "not-plannable"]
_TEXTS: dict[Outcome, str] = {
    "in-best-plan": "It is in the best plan.",
    "not-in-best-plan": "The best plan is one without it.",
    "undecided": "The time was not enough to tell whether the best plan holds it.",
}


EQUALLY_STRONG = "Plans with it and without it are equally strong; the time was not enough to tell which costs least."


def _outcome(including: Solved, without: Solved) -> Outcome:
    """Which of the two is better by strength, then cost; only where no better plan of the other can exist."""
    one, other = including.solution, without.solution
    if isinstance(other, NoPlan) and other.proven and isinstance(one, Solution):
        return "in-best-plan"
    if isinstance(one, NoPlan) or isinstance(other, NoPlan):
        return "undecided"
    if one.proven_optimal and other.proven_optimal:
        return "in-best-plan" if _value(including, one) < _value(without, other) else "not-in-best-plan"
    if one.scores.total > other.upper_bound:
        return "in-best-plan"
    return "not-in-best-plan" if other.scores.total > one.upper_bound else "undecided"


def _value(solved: Solved, solution: Solution) -> tuple[int, int, int, tuple[str, ...]]:
    """The objective: strength, cost, earliest end, ids."""
    end = max(one.start + one.weeks for one in solution.chosen)
    return -solution.scores.total, solution.cost, end, tuple(sorted(one.id for one in solved.programs))


def _without_plans(outcome: Outcome, text: str) -> ContributionInfo:
    return ContributionInfo(
        outcome=outcome,
        text=text,
        with_it=None,
        without_it=None,
        strength_change=None,
        strength_change_bounds=None,
        usd_change=None,
        enters=[],
        leaves=[],
    )


def _compared(outcome: Outcome, text: str, including: Solved, without: Solved) -> ContributionInfo:
    one, other = including.solution, without.solution
    both = (one, other) if isinstance(one, Solution) and isinstance(other, Solution) else None
    stayed = {program.id for program in including.programs} & {program.id for program in without.programs}
    info = _without_plans(outcome, text)
    changes: dict[str, object] = {"with_it": _side(including), "without_it": _side(without)}
    if both is not None:
        new, old = both
        changes |= {
            "strength_change": (new.scores.total - old.scores.total) / THOUSAND,
            "strength_change_bounds": (
                (new.scores.total - old.upper_bound) / THOUSAND,
                (new.upper_bound - old.scores.total) / THOUSAND,
            ),
            "usd_change": new.cost - old.cost,
            "enters": named(_others(including.programs, stayed)),
            "leaves": named(_others(without.programs, stayed)),
        }
    return info.model_copy(update=changes)


def _others(programs: tuple[Program, ...], stayed: set[str]) -> Iterator[Program]:
    return (one for one in programs if one.id not in stayed)


def _side(solved: Solved) -> SideInfo:
    solution, situation = solved.solution, solved.problem.situation
    most, specialties = sum(points_of_parts(situation).values()), situation.catalogue.specialties
    if isinstance(solution, NoPlan):
        return SideInfo(
            outcome="no-plan" if solution.proven else "not-computed",
            strength=None,
            max_strength=most,
            usd=None,
            proven_optimal=solution.proven,
            upper_bound=None,
            saved=False,
            rotations=[],
        )
    return SideInfo(
        outcome="plan",
        strength=solution.scores.total / THOUSAND,
        max_strength=most,
        usd=solution.cost,
        proven_optimal=solution.proven_optimal,
        upper_bound=solution.upper_bound / THOUSAND,
        saved=solved.name == SAVED,
        rotations=[
            RotationName(
                program=stop.program.id,
                name=label(stop.program),
                specialty=stop.specialty,
                specialty_name=name_in_text(specialties, stop.specialty),
                start=stop.start,
                weeks=stop.weeks,
            )
            for stop in solved.stops
        ],
    )
