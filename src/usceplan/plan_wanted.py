"""The plan that is asked about, searched for or a saved one, and what is told of it: its tasks, its costs, its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from usceplan.budget_report import plan_report
from usceplan.catalog.catalogue import Catalogue
from usceplan.match import match_cycle
from usceplan.output.results import BudgetReport, NoPlanInfo, Recommendation, TimelineReport
from usceplan.planning.optimizer import never
from usceplan.planning.plan import Maker, make_plan
from usceplan.planning.situation import Situation
from usceplan.problems import UserError
from usceplan.profile import applicant_from
from usceplan.recommendation import Recommended, recommendation_of
from usceplan.report_parts import no_plan_error
from usceplan.saved_plan import SavedPlan, changes_since, keeping, planned_on
from usceplan.task_drafting import Looked
from usceplan.timeline_report import refuse_unknown_tasks, task_assumptions, timeline_report
from usceplan.told import Answer
from usceplan.whatif import Clock


@dataclass(frozen=True, slots=True)
class PlanWanted:
    """The situation of a plan, what gives the plan, and the day on which it is looked at."""

    situation: Situation
    make: Maker
    today: date
    saved: SavedPlan | None = None

    def with_done(self, tasks: tuple[str, ...]) -> "PlanWanted":
        """The same with more tasks of a saved plan marked as done."""
        if self.saved is None or not tasks:
            return self
        done = tuple(dict.fromkeys((*self.saved.done, *tasks)))
        return replace(self, saved=self.saved.model_copy(update={"done": done}))

    def looked(self) -> Looked:
        """How the plan is looked at."""
        return Looked(self.today, self.saved.done if self.saved else ())

    def warnings(self, usd: int) -> list[str]:
        """What has changed since the plan was saved; ``usd`` is what it costs now."""
        return [] if self.saved is None else changes_since(self.saved, self.situation.catalogue, usd)


def searched(situation: Situation) -> PlanWanted:
    """The best plan of a situation."""
    return PlanWanted(situation, make_plan, situation.today)


def kept(saved: SavedPlan, answers: Mapping[str, Answer], catalogue: Catalogue, today: date) -> PlanWanted:
    """A saved plan, whose ``answers`` are complete. Raises ``UserError`` where it can't be looked at on that day."""
    made_on = planned_on(saved, catalogue)
    if today < made_on:
        message = f"{today.isoformat()} lies before {made_on.isoformat()}, on which the plan was made"
        raise UserError(message, "Give a later day with --today.", "bad-date")
    applicant = applicant_from(answers, catalogue, made_on, made_on.year)
    cycle = match_cycle(catalogue.calendar, applicant.match_year)
    return PlanWanted(Situation(catalogue, applicant, cycle, made_on), keeping(saved), today, saved)


def plan_budget(
    wanted: PlanWanted, deadline: Callable[[], bool] = never, levers_by: Clock | None = None
) -> BudgetReport | NoPlanInfo:
    """What the plan costs, or why there is none; ``levers_by`` as in ``plan_report``."""
    report = plan_report(wanted.situation, deadline, make=wanted.make, looked=wanted.looked(), levers_by=levers_by)
    if isinstance(report, NoPlanInfo):
        return report
    changes = wanted.warnings(report.budget.total.typical)
    return report.model_copy(update={"warnings": [*changes, *report.warnings]})


def plan_timeline(wanted: PlanWanted, deadline: Callable[[], bool] = never) -> TimelineReport:
    """The plan month by month, with every task. Raises ``NothingFoundError`` where there is no plan."""
    found = _recommended(wanted, deadline, with_whatif=False)
    report = timeline_report(found.result, found.ahead)
    return report.model_copy(update={"warnings": [*_changes(wanted, found.result), *report.warnings]})


def timeline(situation: Situation, *, deadline: Callable[[], bool] = never) -> TimelineReport:
    """What ``usceplan timeline`` shows: the best plan month by month, with every task and the day to do it by.

    ``deadline`` is that of ``recommend``. Raises ``NothingFoundError`` where no plan is possible.
    """
    return plan_timeline(searched(situation), deadline)


def plan_again(wanted: PlanWanted, deadline: Callable[[], bool] = never) -> Recommended:
    """What ``recommend`` shows, of the plan wanted, and the problem behind it.

    Raises ``NothingFoundError`` where there is no plan. The other plans are not in a saved plan: they are searched for
    again, until the same deadline.
    """
    found = _recommended(wanted, deadline, with_whatif=True)
    return found._replace(result=_with_changes(wanted, found.result))


def plan_page(wanted: PlanWanted, deadline: Callable[[], bool] = never) -> Recommendation:
    """All that the page of a plan shows: the same, with what its tasks assume."""
    found = _recommended(wanted, deadline, with_whatif=True)
    assumptions = [*task_assumptions(found.ahead), *found.result.assumptions]
    return _with_changes(wanted, found.result).model_copy(update={"assumptions": assumptions})


def _recommended(wanted: PlanWanted, deadline: Callable[[], bool], *, with_whatif: bool) -> Recommended:
    found = recommendation_of(
        wanted.situation, deadline=deadline, with_whatif=with_whatif, make=wanted.make, looked=wanted.looked()
    )
    refuse_unknown_tasks(found.ahead)
    if found.result.no_plan is not None:
        raise no_plan_error(found.result.no_plan)
    return found


def _with_changes(wanted: PlanWanted, result: Recommendation) -> Recommendation:
    return result.model_copy(update={"warnings": [*_changes(wanted, result), *result.warnings]})


def _changes(wanted: PlanWanted, result: Recommendation) -> list[str]:
    assert result.budget is not None
    return wanted.warnings(result.budget.total.typical)
