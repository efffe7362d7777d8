"""``usceplan recommend``: parse, call one function, render."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from usceplan.cli.environment import surroundings
from usceplan.cli.plan_file import save_plan
from usceplan.cli.request import asked_from
from usceplan.cli.search_time import search_time
from usceplan.cli.writing import print_json, write_file
from usceplan.planning.instance import Instance, exported
from usceplan.process import DONE, INTERRUPTED, NOTHING
from usceplan.recommend import recommend


@dataclass(frozen=True, slots=True)
class RecommendRequest:
    """What was asked on the command line."""

    told: dict[str, Any]
    profile: str | None
    as_json: bool
    why: bool
    no_input: bool
    no_color: bool
    export_model: Path | None
    save: Path | None
    time_limit: float


def run_recommend(request: RecommendRequest) -> int:
    """Print the recommendation; the exit code is 1 where no plan is possible."""
    around = surroundings(no_input=request.no_input)
    asked = asked_from(request.told, request.profile, around)
    with search_time(request.time_limit, around.progress) as limit:
        recommended = recommend(asked.situation, why_match_year=asked.why_match_year, deadline=limit.is_over)
    if request.export_model is not None:
        write_file(request.export_model, _model_text(recommended.instance))
    if request.save is not None:
        save_plan(request.save, asked, recommended)
    if request.as_json:
        print_json(around.out, recommended.result.model_dump_json(by_alias=True, indent=2))
    else:
        from usceplan.output.terminal import make_console, print_recommendation  # Rich takes time

        color = False if request.no_color else None
        console = make_console(around.out, color=color, environment=around.variables)
        print_recommendation(recommended.result, console, why=request.why)
    if limit.interrupted:
        return INTERRUPTED
    return NOTHING if recommended.result.plan is None else DONE


def _model_text(instance: Instance) -> str:
    return json.dumps(exported(instance), indent=1) + "\n"
