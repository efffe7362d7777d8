"""``usceplan recommend``: parse, call one function, render."""

import json
from dataclasses import dataclass
from pathlib import Path

from usceplan import recommend
from usceplan.cli.environment import surroundings
from usceplan.cli.given_file import PIPE, refuse_several_forms
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.request import asked_from
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import search_time
from usceplan.cli.writing import print_text, refuse_missing_folders, write_file
from usceplan.planning.instance import Instance, exported
from usceplan.process import DONE, INTERRUPTED, NOTHING
from usceplan.whatif_problem import posed


@dataclass(frozen=True, slots=True)
class RecommendRequest:
    """What was asked on the command line."""

    run: Run
    why: bool
    export_model: Path | None
    save: Path | None


def run_recommend(request: RecommendRequest) -> int:
    """Print the recommendation; the exit code is 1 where no plan is possible."""
    around = surroundings(no_input=request.run.no_input)
    save_printed, model_printed = request.save == PIPE, request.export_model == PIPE
    refuse_several_forms({"--json": request.run.as_json, "--save -": save_printed, "--export-model -": model_printed})
    refuse_missing_folders(path for path in (request.save, request.export_model) if path is not None)
    asked = asked_from(request.run.told, request.run.profile, around)
    with search_time(request.run.time_limit, around.progress) as limit:
        found = recommend(asked.situation, deadline=limit.is_over)
    if request.export_model is not None:
        model = _model_text(posed(asked.situation).instance)
        if model_printed:
            print_text(around.out, model)
        else:
            write_file(request.export_model, model)
    if request.save is not None:
        from usceplan.cli.plan_file import plan_of, plan_text, save_plan  # what reads YAML takes time

        if save_printed:
            print_text(around.out, plan_text(plan_of(asked.answers, found)))
        else:
            save_plan(request.save, asked.answers, found)
    if request.run.as_json:
        print_result(found, around)
    elif not (save_printed or model_printed):
        from usceplan.output.recommendation_view import print_recommendation  # Rich takes time

        console = console_for(around, no_color=request.run.no_color)
        print_recommendation(found, console, why=request.why)
    if limit.interrupted:
        return INTERRUPTED
    return NOTHING if found.plan is None else DONE


def _model_text(instance: Instance) -> str:
    return json.dumps(exported(instance), indent=1) + "\n"
