"""The plan that a command is about: searched for as the options ask, or a saved one."""

from pathlib import Path
from typing import Any

from usceplan.cli.environment import Surroundings
from usceplan.cli.loading import catalogue_for
from usceplan.cli.options import BY_NAME
from usceplan.cli.request import day_told, situation_from
from usceplan.plan_wanted import PlanWanted, kept, searched
from usceplan.problems import UserError
from usceplan.told import Answer

BESIDE = frozenset({"today", "visa_wait_weeks"})
"""What may be told beside a saved plan, as it comes to be known only later."""
SAVE_HINT = "Save one with usceplan recommend --save FILE."


def plan_wanted(told: dict[str, Any], profile: str | None, plan: Path | None, around: Surroundings) -> PlanWanted:
    """The plan that the options ask for; with ``--plan`` the saved one, for which only what ``BESIDE`` names is told.

    Variables and the usual profile say nothing of a saved plan: it holds its own answers.
    """
    if plan is None:
        return searched(situation_from(told, profile, around))
    _refuse_other_answers(told, profile)
    from usceplan.cli.plan_file import read_plan  # what reads YAML takes time

    saved, answers = read_plan(plan)
    if (wait := told.get("visa_wait_weeks")) is not None:
        answers["visa_wait_weeks"] = Answer((wait,), BY_NAME["visa_wait_weeks"].flag)
    today = day_told(told["today"], around)
    return kept(saved, answers, catalogue_for(around), today)


def _refuse_other_answers(told: dict[str, Any], profile: str | None) -> None:
    given = [BY_NAME[name].flag for name, value in told.items() if name not in BESIDE and value not in (None, [])]
    given += ["--profile"] if profile is not None else []
    if given:
        hint = "Leave it out, or plan again with it: usceplan recommend --save."
        raise UserError(f"--plan has answers of its own and cannot be combined with {given[0]}", hint, "contradiction")
