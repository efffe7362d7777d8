"""The report of ``usceplan whatif``: the plan as things are, and what would change it."""

from usceplan.assumptions import assumptions, warnings
from usceplan.output import results as out
from usceplan.planning.candidates import points_of_parts
from usceplan.planning.optimizer import Solution, solve
from usceplan.planning.situation import Situation
from usceplan.recommendation import applicant_info
from usceplan.report_parts import DISCLAIMER, catalogue_info
from usceplan.scales import THOUSAND
from usceplan.whatif import ORDER, Clock, Solved, named, wanted, what_if
from usceplan.whatif_problem import posed


def whatif_report(situation: Situation, clock: Clock, want: str | None = None) -> out.WhatIfReport:
    """Every change tried; or, with the id of a program in ``want``, what would let it into the plan."""
    problem = posed(situation)
    base = Solved(problem, solve(problem.instance, deadline=clock.share()))
    planned = tuple(problem.assessments[one.id] for one in base.programs)
    return out.WhatIfReport(
        generated_on=situation.today,
        catalogue=catalogue_info(situation.catalogue),
        applicant=applicant_info(situation, problem.instance),
        plan=_plan(base),
        order=ORDER,
        changes=what_if(base, clock) if want is None else [],
        wanted=wanted(base, want, clock) if want is not None else None,
        assumptions=list(assumptions(situation, problem.prices, base.stops)),
        warnings=list(warnings(situation, base.stops, planned, ())),
        disclaimer=DISCLAIMER,
    )


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
