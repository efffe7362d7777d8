"""``usceplan recommend``: parse, call one function, render."""

import json
from pathlib import Path
from typing import NamedTuple

from usceplan.cli.environment import surroundings
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.request import asked_from
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import search_time
from usceplan.cli.writing import write_file
from usceplan.planning.instance import Instance, exported
from usceplan.process import DONE, INTERRUPTED, NOTHING
from usceplan.recommend import recommend


class RecommendRequest(NamedTuple):
    """What was asked on the command line."""

    run: Run
    why: bool
    export_model: Path | None
    save: Path | None


def run_recommend(request: RecommendRequest) -> int:
    """Print the recommendation; the exit code is 1 where no plan is possible."""
    around = surroundings(no_input=request.run.no_input)
    asked = asked_from(request.run.told, request.run.profile, around)
    with search_time(request.run.time_limit, around.progress) as limit:
        recommended = recommend(asked.situation, why_match_year=asked.why_match_year, deadline=limit.is_over)
    if request.export_model is not None:
        write_file(request.export_model, _model_text(recommended.instance))
    if request.save is not None:
        from usceplan.cli.plan_file import save_plan  # what reads YAML takes time

        save_plan(request.save, asked, recommended)
    if request.run.as_json:
        print_result(recommended.result, around)
    else:
        from usceplan.output.recommendation_view import print_recommendation  # Rich takes time

        console = console_for(around, no_color=request.run.no_color)
        print_recommendation(recommended.result, console, why=request.why)
    if limit.interrupted:
        return INTERRUPTED
    return NOTHING if recommended.result.plan is None else DONE


def _model_text(instance: Instance) -> str:
    return json.dumps(exported(instance), indent=1) + "\n"
