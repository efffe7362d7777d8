"""``usceplan explain``: parse, call one function, render."""

from dataclasses import dataclass
from typing import Any

from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
from usceplan.cli.answers import Answer
from usceplan.cli.environment import surroundings
from usceplan.cli.request import situation_from
from usceplan.cli.search_time import SharedTime, search_time
from usceplan.cli.writing import print_json
from usceplan.explain import explained
from usceplan.process import DONE, INTERRUPTED
from usceplan.profile import placed, program_id

SHARE = 2
"""The search without the program may take half of the time, the one with it what is left then."""


@dataclass(frozen=True, slots=True)
class ExplainRequest:
    """What was asked on the command line."""

    program: str
    told: dict[str, Any]
    profile: str | None
    as_json: bool
    no_input: bool
    no_color: bool
    time_limit: float


def run_explain(request: ExplainRequest) -> int:
    """Print what is known of a program for an applicant, whatever the verdict is."""
    around = surroundings(no_input=request.no_input)
    asked = Answer((request.program,), "ID")
    if around.can_ask:  # nobody should answer five questions to learn that the id is none
        placed(asked, lambda text: program_id(text, load_catalogue(data_folder())))
    situation, _ = situation_from(request.told, request.profile, around)
    found = placed(asked, lambda text: program_id(text, situation.catalogue))
    with search_time(request.time_limit, around.err) as limit:
        result = explained(situation, found, SharedTime(limit, request.time_limit, SHARE))
    if request.as_json:
        print_json(around.out, result.model_dump_json(by_alias=True, indent=2))
    else:
        from usceplan.output.terminal import make_console, print_explanation  # Rich takes time

        color = False if request.no_color else None
        print_explanation(result, make_console(around.out, color=color, environment=around.variables))
    return INTERRUPTED if limit.interrupted else DONE
