"""The plan that a command is about: searched for as the options ask, or a saved one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from usceplan.cli.answers import Answer
from usceplan.cli.environment import Surroundings
from usceplan.cli.loading import catalogue_for
from usceplan.cli.options import BY_NAME
from usceplan.cli.request import day_told, situation_from
from usceplan.match import match_cycle
from usceplan.planning.optimizer import never
from usceplan.planning.plan import Maker, make_plan
from usceplan.planning.situation import Situation
from usceplan.problems import NothingFoundError, UserError
from usceplan.profile import applicant_from
from usceplan.recommend import Recommended, recommend
from usceplan.saved_plan import SavedPlan, changes_since, keeping, planned_on
from usceplan.task_drafting import Looked
from usceplan.timeline_report import refuse_unknown_tasks

BESIDE = frozenset({"today", "visa_wait_weeks"})
"""What may be told beside a saved plan, as it comes to be known only later."""
SAVE_HINT = "Save one with usceplan recommend --save FILE."


@dataclass(frozen=True, slots=True)
class PlanWanted:
    """The situation of a plan, what gives the plan, and the day on which it is looked at."""

    situation: Situation
    make: Maker
    today: date
    why_match_year: str | None = None
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


def plan_wanted(told: dict[str, Any], profile: str | None, plan: Path | None, around: Surroundings) -> PlanWanted:
    """The plan that the options ask for; with ``--plan`` the saved one, for which only what ``BESIDE`` names is told.

    Variables and the usual profile say nothing of a saved plan: it holds its own answers.
    """
    if plan is None:
        situation, why = situation_from(told, profile, around)
        return PlanWanted(situation, make_plan, situation.today, why)
    _refuse_other_answers(told, profile)
    from usceplan.cli.plan_file import read_plan  # what reads YAML takes time

    saved, answers = read_plan(plan)
    if (wait := told.get("visa_wait_weeks")) is not None:
        answers["visa_wait_weeks"] = Answer((wait,), BY_NAME["visa_wait_weeks"].flag)
    today = day_told(told["today"], around)
    catalogue = catalogue_for(around)
    made_on = planned_on(saved, catalogue)
    if today < made_on:
        message = f"{today.isoformat()} lies before {made_on.isoformat()}, on which the plan was made"
        raise UserError(message, "Give a later day with --today.", "bad-date")
    applicant = applicant_from(answers, catalogue, made_on, made_on.year)
    cycle = match_cycle(catalogue.calendar, applicant.match_year)
    return PlanWanted(Situation(catalogue, applicant, cycle, made_on), keeping(saved), today, None, saved)


def recommended(wanted: PlanWanted, deadline: Callable[[], bool] = never, *, with_whatif: bool) -> Recommended:
    """The plan wanted with all that is said of it. Raises ``NothingFoundError`` where there is none."""
    found = recommend(
        wanted.situation,
        why_match_year=wanted.why_match_year,
        deadline=deadline,
        with_whatif=with_whatif,
        make=wanted.make,
        looked=wanted.looked(),
    )
    refuse_unknown_tasks(found.ahead)
    no_plan = found.result.no_plan
    if no_plan is not None:
        raise NothingFoundError(no_plan.reason, no_plan.change or "", "no-plan")
    return found


def _refuse_other_answers(told: dict[str, Any], profile: str | None) -> None:
    given = [BY_NAME[name].flag for name, value in told.items() if name not in BESIDE and value not in (None, [])]
    given += ["--profile"] if profile is not None else []
    if given:
        hint = "Leave it out, or plan again with it: usceplan recommend --save."
        raise UserError(f"--plan has answers of its own and cannot be combined with {given[0]}", hint, "contradiction")
