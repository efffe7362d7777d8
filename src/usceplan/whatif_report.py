"""The report of ``usceplan whatif``: the plan as things are, or a saved one, and what would change it."""

from collections.abc import Iterator
from datetime import date

from usceplan.assumptions import assumptions, warnings
from usceplan.output import results as out
from usceplan.planning.candidates import points_of_parts
from usceplan.planning.optimizer import Solution, solve
from usceplan.planning.situation import Situation
from usceplan.recommendation import applicant_info
from usceplan.report_parts import DISCLAIMER, catalogue_info
from usceplan.saved_plan import SavedPlan, about_saved, kept_solution
from usceplan.scales import THOUSAND
from usceplan.whatif import ORDER, SAVED, Clock, Solved, in_order, named, planned_anew, wanted, what_if
from usceplan.whatif_problem import posed


def whatif_report(
    situation: Situation,
    clock: Clock,
    want: str | None = None,
    *,
    saved: SavedPlan | None = None,
    today: date | None = None,
) -> out.WhatIfReport:
    """Every change tried; or, with the id of a program in ``want``, what would let it into the plan.

    They are held against the best plan; against a ``saved`` one, made in this situation, where it is given. ``today``
    is the day on which that is looked at. Raises ``UserError`` where the saved plan is no longer possible.
    """
    base = _base(situation, saved, clock)
    planned = tuple(base.problem.assessments[one.id] for one in base.programs)
    return out.WhatIfReport(
        generated_on=today or situation.today,
        catalogue=catalogue_info(situation.catalogue),
        applicant=applicant_info(situation, base.problem.instance),
        planned_on=saved.planned_on if saved else None,
        plan=_plan(base),
        order=ORDER,
        changes=in_order([*_anew(base, saved, clock), *what_if(base, clock)]) if want is None else [],
        wanted=wanted(base, want, clock) if want is not None else None,
        assumptions=list(assumptions(situation, base.problem.prices, base.stops)),
        warnings=[*_about_saved(base, saved, today), *warnings(situation, base.stops, planned, ())],
        disclaimer=DISCLAIMER,
    )


def _base(situation: Situation, saved: SavedPlan | None, clock: Clock) -> Solved:
    """What the changes are held against."""
    problem = posed(situation)
    if saved is None:
        return Solved(problem, solve(problem.instance, deadline=clock.share()))
    kept = kept_solution(saved, situation, problem.assessments.values(), problem.instance)
    return Solved(problem, kept, SAVED)


def _anew(base: Solved, saved: SavedPlan | None, clock: Clock) -> Iterator[out.WhatIfChange]:
    """A search with nothing changed, where a saved plan is perhaps not the best.

    So that no change is praised for what a search alone would find.
    """
    if saved is not None and isinstance(base.solution, Solution) and not base.solution.proven_optimal:
        yield planned_anew(base, clock)


def _about_saved(base: Solved, saved: SavedPlan | None, today: date | None) -> list[str]:
    if saved is None or not isinstance(base.solution, Solution):
        return []
    situation = base.problem.situation
    return about_saved(saved, situation.catalogue, base.solution.cost, today or situation.today)


def _plan(base: Solved) -> out.WhatIfPlan | None:
    solution = base.solution
    if not isinstance(solution, Solution):
        return None
    return out.WhatIfPlan(
        strength=solution.scores.total / THOUSAND,
        max_strength=sum(points_of_parts(base.problem.situation).values()),
        usd=solution.cost,
        proven_optimal=solution.proven_optimal,
        upper_bound=solution.upper_bound / THOUSAND,
        rotations=named(base.programs),
    )
