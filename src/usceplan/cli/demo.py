"""``usceplan demo``: the plans of made-up applicants, without a question."""

from collections.abc import Iterable
from dataclasses import dataclass

from usceplan.asked import situation_of
from usceplan.catalog.folder import data_folder
from usceplan.cli.answers import collect
from usceplan.cli.command_words import option_words, shell_line
from usceplan.cli.demo_applicants import DemoPerson, load_demo
from usceplan.cli.environment import surroundings
from usceplan.cli.loading import catalogue_for
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.request import day_of
from usceplan.cli.search_time import search_time
from usceplan.output.demo_result import Demo, DemoApplicant
from usceplan.problems import UserError, nearest
from usceplan.process import DONE, INTERRUPTED
from usceplan.recommendation import recommendation_of


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """What was asked on the command line: one applicant or, without a name, all; ``time_limit`` is for each."""

    today: str | None
    as_json: bool
    no_color: bool
    time_limit: float
    name: str | None = None


def run_demo(request: DemoRequest) -> int:
    """Print the recommendation of each applicant, in short. The person's own profile and variables play no part."""
    around = surroundings(no_input=True)
    day = collect({"today": request.today}, {}, None)
    today = day_of(day)
    catalogue = catalogue_for(around)
    shown: list[DemoApplicant] = []
    for person in _wanted(load_demo(data_folder(), catalogue), request.name):
        answers = {**person.answers, **day}
        situation = situation_of(answers, catalogue, today)
        with search_time(request.time_limit, around.progress) as limit:
            found = recommendation_of(situation, deadline=limit.is_over, with_whatif=False)
        if limit.interrupted:
            return INTERRUPTED
        words = ["usceplan", "recommend", *option_words(person.answers)]
        shown.append(
            DemoApplicant(
                id=person.id,
                name=person.name,
                story=person.story,
                command=shell_line(words, windows=around.on_windows),
                recommendation=found.result,
            )
        )
    demo = Demo(applicants=shown)
    if request.as_json:
        print_result(demo, around)
    else:
        from usceplan.output.demo_view import print_demo  # Rich takes time

        print_demo(demo, console_for(around, no_color=request.no_color))
    return DONE


def _wanted(people: Iterable[DemoPerson], name: str | None) -> list[DemoPerson]:
    """The applicant of this name, or all."""
    by_id = {person.id: person for person in people}
    if name is None:
        return list(by_id.values())
    if name in by_id:
        return [by_id[name]]
    close = nearest(name, by_id)
    hint = f'Did you mean "{close}"? ' if close else ""
    raise UserError(f'no example is called "{name}"', f"{hint}Choose one of {', '.join(by_id)}.", "unknown-example")
