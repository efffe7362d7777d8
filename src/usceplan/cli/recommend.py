"""``usceplan recommend``: parse, call one function, render."""

import json
from dataclasses import dataclass
from pathlib import Path

from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.plan_request import plan_wanted, recommended
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.request import asked_from
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import search_time
from usceplan.cli.writing import write_file
from usceplan.output.results import Recommendation
from usceplan.planning.instance import Instance, exported
from usceplan.problems import UserError
from usceplan.process import DONE, INTERRUPTED, NOTHING
from usceplan.recommend import recommend


@dataclass(frozen=True, slots=True)
class RecommendRequest:
    """What was asked on the command line."""

    run: Run
    why: bool
    export_model: Path | None
    save: Path | None
    plan: Path | None = None


def run_recommend(request: RecommendRequest) -> int:
    """Print the recommendation; the exit code is 1 where no plan is possible."""
    around = surroundings(no_input=request.run.no_input)
    if request.plan is not None:
        return _saved(request, around)
    asked = asked_from(request.run.told, request.run.profile, around)
    with search_time(request.run.time_limit, around.progress) as limit:
        found = recommend(asked.situation, why_match_year=asked.why_match_year, deadline=limit.is_over)
    if request.save is not None:
        from usceplan.cli.plan_file import save_plan  # what reads YAML takes time

        save_plan(request.save, asked, found)
    _print(request, around, found.result, found.instance)
    if limit.interrupted:
        return INTERRUPTED
    return NOTHING if found.result.plan is None else DONE


def _saved(request: RecommendRequest, around: Surroundings) -> int:
    """Print the same of a saved plan, with the programs and the other plans of the day on which it was made."""
    if request.save is not None:
        raise UserError("--plan and --save cannot be combined", "The plan is saved already.", "contradiction")
    wanted = plan_wanted(request.run.told, request.run.profile, request.plan, around)
    with search_time(request.run.time_limit, around.progress) as limit:
        found = recommended(wanted, limit.is_over, with_whatif=True)
    assert found.result.plan is not None
    warnings = [*wanted.warnings(found.result.plan.usd), *found.result.warnings]
    _print(request, around, found.result.model_copy(update={"warnings": warnings}), found.instance)
    return INTERRUPTED if limit.interrupted else DONE


def _print(request: RecommendRequest, around: Surroundings, result: Recommendation, instance: Instance) -> None:
    if request.export_model is not None:
        write_file(request.export_model, _model_text(instance))
    if request.run.as_json:
        print_result(result, around)
        return
    from usceplan.output.recommendation_view import print_recommendation  # Rich takes time

    print_recommendation(result, console_for(around, no_color=request.run.no_color), why=request.why)


def _model_text(instance: Instance) -> str:
    return json.dumps(exported(instance), indent=1) + "\n"
