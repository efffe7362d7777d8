"""``usceplan recommend``: parse, call one function, render."""

import json
from pathlib import Path
from typing import NamedTuple

from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.given_file import PIPE, refuse_several_forms
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.request import asked_from
from usceplan.cli.result_files import MODEL, PLAN, refuse_unfit
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import search_time
from usceplan.cli.writing import print_text, write_file
from usceplan.output.results import Recommendation
from usceplan.planning.instance import Instance, exported
from usceplan.problems import UserError
from usceplan.process import DONE, INTERRUPTED, NOTHING
from usceplan.recommendation import recommendation_of


class RecommendRequest(NamedTuple):
    """What was asked on the command line."""

    run: Run
    why: bool
    export_model: Path | None
    save: Path | None
    plan: Path | None = None


def run_recommend(request: RecommendRequest) -> int:
    """Print the recommendation; the exit code is 1 where no plan is possible."""
    around = surroundings(no_input=request.run.no_input)
    refuse_several_forms(
        {
            "--json": request.run.as_json,
            "--save -": request.save == PIPE,
            "--export-model -": request.export_model == PIPE,
        }
    )
    refuse_unfit([(request.save, PLAN), (request.export_model, MODEL)])
    if request.plan is not None:
        return _saved(request, around)
    asked = asked_from(request.run.told, request.run.profile, around)
    with search_time(request.run.time_limit, around.progress) as limit:
        found = recommendation_of(asked.situation, deadline=limit.is_over)
    _export_model(request, around, found.planned.instance)
    if request.save is not None:
        from usceplan.cli.plan_file import plan_of, plan_text, save_plan  # what reads YAML takes time

        if request.save == PIPE:
            print_text(around.out, plan_text(plan_of(asked.answers, found.result)))
        else:
            save_plan(request.save, asked.answers, found.result)
    _print(request, around, found.result)
    if limit.interrupted:
        return INTERRUPTED
    return NOTHING if found.result.plan is None else DONE


def _saved(request: RecommendRequest, around: Surroundings) -> int:
    """Print the same of a saved plan, with the programs and the other plans of the day on which it was made."""
    if request.save is not None:
        raise UserError("--plan and --save cannot be combined", "The plan is saved already.", "contradiction")
    from usceplan.cli.plan_request import plan_wanted  # what reads saved plans takes time
    from usceplan.plan_wanted import plan_again

    wanted = plan_wanted(request.run.told, request.run.profile, request.plan, around)
    with search_time(request.run.time_limit, around.progress) as limit:
        found = plan_again(wanted, limit.is_over)
    _export_model(request, around, found.planned.instance)
    _print(request, around, found.result)
    return INTERRUPTED if limit.interrupted else DONE


def _export_model(request: RecommendRequest, around: Surroundings, instance: Instance) -> None:
    if request.export_model is None:
        return
    text = json.dumps(exported(instance), indent=1) + "\n"
    if request.export_model == PIPE:
        print_text(around.out, text)
    else:
        write_file(request.export_model, text)


def _print(request: RecommendRequest, around: Surroundings, result: Recommendation) -> None:
    if request.run.as_json:
        print_result(result, around)
    elif PIPE not in {request.save, request.export_model}:
        from usceplan.output.recommendation_view import print_recommendation  # Rich takes time

        print_recommendation(result, console_for(around, no_color=request.run.no_color), why=request.why)
