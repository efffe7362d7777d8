"""The reports of ``usceplan budget``: each a budget with what it is of."""

from collections.abc import Callable, Sequence

from usceplan.assumptions import line_warnings, living_assumptions, money_assumptions
from usceplan.budget_levers import levers
from usceplan.costs.budget import Stop, budget_of, living_budget
from usceplan.costs.prices import Prices
from usceplan.costs.trip import metro_named
from usceplan.output import results as out
from usceplan.planning.candidates import fixed_instance
from usceplan.planning.optimizer import never
from usceplan.planning.plan import Maker, make_plan
from usceplan.planning.scheduling import plan_cost
from usceplan.planning.situation import Situation
from usceplan.planning.worth import planned_specialties
from usceplan.problems import UserError
from usceplan.recommendation import Recommended, budget_info, recommendation_of
from usceplan.report_parts import DISCLAIMER, catalogue_info, no_plan_error
from usceplan.requested_rotation import RequestedRotation, requested_rotations
from usceplan.task_drafting import AS_PLANNED, Looked
from usceplan.understanding import MOST_DOLLARS
from usceplan.whatif import Clock, Solved
from usceplan.whatif_problem import posed
from usceplan.words import counted


def budget(
    situation: Situation, rotations: Sequence[str] = (), *, deadline: Callable[[], bool] = never
) -> out.BudgetReport:
    """What ``usceplan budget`` shows: the costs of the best plan, or of given rotations, line by line and by month.

    A rotation is named as ``ID``, ``ID:WEEKS`` or ``ID:WEEKS:START``. ``deadline`` is that of ``recommend``. Raises
    ``UserError`` for rotations that are none or can't be done together, ``NothingFoundError`` where there is no plan.
    """
    if rotations:
        return rotations_report(situation, requested_rotations(situation, rotations))
    found = plan_report(situation, deadline)
    if isinstance(found, out.NoPlanInfo):
        raise no_plan_error(found)
    return found


def plan_report(
    situation: Situation,
    deadline: Callable[[], bool] = never,
    *,
    make: Maker = make_plan,
    looked: Looked = AS_PLANNED,
    levers_by: Clock | None = None,
) -> out.BudgetReport | out.NoPlanInfo:
    """The budget of the best plan, or why there is no plan; ``make`` and ``looked`` are those of ``recommendation_of``.

    ``levers_by`` is the time to look for what would lower the cost; without it that is not looked for.
    """
    found = recommendation_of(situation, deadline=deadline, with_whatif=False, make=make, looked=looked)
    result = found.result
    if result.no_plan is not None:
        return result.no_plan
    assert result.budget is not None
    assert result.plan is not None
    best = "The best plan" if result.plan.proven_optimal else "The best plan found so far"
    best = best if make is make_plan else "The saved plan"
    weeks = counted(sum(one.weeks for one in result.plan.rotations), "week")
    return out.BudgetReport(
        generated_on=result.generated_on,
        catalogue=result.catalogue,
        subject="plan",
        title=f"{best}: {counted(len(result.plan.rotations), 'rotation')}, {weeks}",
        budget=result.budget,
        levers=_levers(situation, found, result.budget, levers_by) if levers_by is not None else None,
        assumptions=result.assumptions,
        warnings=result.warnings,
        disclaimer=DISCLAIMER,
    )


def _levers(situation: Situation, found: Recommended, budget: out.BudgetInfo, clock: Clock) -> out.LeversInfo:
    return levers(Solved(posed(situation), found.planned.solution), budget.lines, clock)


def rotations_report(situation: Situation, rotations: tuple[RequestedRotation, ...]) -> out.BudgetReport:
    """The budget of rotations that someone named. Raises ``UserError`` where they can't be done together."""
    prices = Prices(situation)
    stops = _stops(situation, prices, rotations)
    budget = budget_of(situation, prices, stops)
    limit = None if situation.applicant.budget == MOST_DOLLARS else situation.applicant.budget
    return out.BudgetReport(
        generated_on=situation.today,
        catalogue=catalogue_info(situation.catalogue),
        subject="rotations",
        title=", ".join(f"{stop.program.name} ({counted(stop.weeks, 'week')} from {stop.start})" for stop in stops),
        budget=budget_info(situation, budget, limit),
        assumptions=list(money_assumptions(situation)),
        warnings=list(line_warnings(budget.lines)),
        disclaimer=DISCLAIMER,
    )


def _stops(situation: Situation, prices: Prices, rotations: tuple[RequestedRotation, ...]) -> tuple[Stop, ...]:
    metros = [prices.metros(one.program)[0] for one in rotations]
    instance = fixed_instance(
        situation,
        prices,
        [(one.program, metro, one.start, one.weeks) for one, metro in zip(rotations, metros, strict=True)],
    )
    priced = plan_cost(instance, instance.candidates)
    if priced is None:
        trips = counted(instance.limits.max_stays, "trip")
        raise UserError(
            "these rotations cannot be done together",
            "They overlap, name a program twice, stay longer than the visa allows, or need more than "
            f"{trips}: change weeks or starts.",
            "impossible-rotations",
        )
    return tuple(
        Stop(one.program, _specialty(situation, one), metro, one.start, one.weeks, leg)
        for one, metro, leg in zip(rotations, metros, (None, *priced.legs), strict=True)
    )


def _specialty(situation: Situation, rotation: RequestedRotation) -> str:
    planned = planned_specialties(situation, rotation.program)
    return planned[0] if planned else situation.applicant.target


def city_report(situation: Situation, metro: str, weeks: int) -> out.BudgetReport:
    """What living in a metro costs, alone."""
    budget = living_budget(Prices(situation), metro, situation.first_monday, weeks)
    return out.BudgetReport(
        generated_on=situation.today,
        catalogue=catalogue_info(situation.catalogue),
        subject="city",
        title=f"{counted(weeks, 'week')} of living in {metro_named(situation.catalogue, metro).name}",
        budget=budget_info(situation, budget, None),
        assumptions=list(living_assumptions(situation.applicant)),
        warnings=list(line_warnings(budget.lines)),
        disclaimer=DISCLAIMER,
    )
