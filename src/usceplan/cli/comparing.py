"""``usceplan programs compare``: parse, call one function, render."""

from dataclasses import dataclass
from typing import Any

from usceplan.asked import default_match_year
from usceplan.browse.comparison import CompareRequest, compare, compare_without_applicant
from usceplan.catalog.catalogue import Catalogue
from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.loading import catalogue_for
from usceplan.cli.printing import paged_console, print_result
from usceplan.cli.questions import missing_message
from usceplan.cli.request import answers_of, day_of, situation_from, with_mistakes
from usceplan.output.browse_results import ProgramComparison
from usceplan.problems import UserError
from usceplan.process import DONE
from usceplan.profile import placement_id

DESCRIBED_BY = ("specialty", "grad_year", "visa")
MOST_PROGRAMS = 6


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """What was asked on the command line."""

    told: dict[str, Any]
    programs: tuple[str, ...]
    weeks: int
    profile: str | None
    as_json: bool
    no_color: bool


def run_compare(options: CompareOptions) -> int:
    """Print the programs side by side."""
    around = surroundings(no_input=True)
    report = _compared(options, around)
    if options.as_json:
        print_result(report, around)
    else:
        from usceplan.output.comparison_view import print_comparison  # Rich takes time

        with paged_console(around, no_color=options.no_color) as console:
            print_comparison(report, console)
    return DONE


def _compared(options: CompareOptions, around: Surroundings) -> ProgramComparison:
    answers = answers_of(options.told, options.profile, around)
    # A profile may hold little, but whoever gives options for a person wants that person's figures.
    is_described = any(value not in (None, []) and name != "today" for name, value in options.told.items()) or all(
        name in answers for name in DESCRIBED_BY
    )
    if is_described:
        missing = missing_message(answers, DESCRIBED_BY)
        if missing is not None:
            hint = "Give all three; without any option about you, the usual prices are compared."
            missing = UserError(missing.message, hint, missing.code)
            raise with_mistakes(missing, answers, catalogue_for(around), day_of(answers))
        situation = situation_from(options.told, options.profile, around, required=DESCRIBED_BY)
        return compare(situation, _request(options, situation.catalogue))
    catalogue, today = catalogue_for(around), day_of(answers)
    match_year, _ = default_match_year(catalogue, answers, today)
    return compare_without_applicant(catalogue, _request(options, catalogue), today, match_year)


def _request(options: CompareOptions, catalogue: Catalogue) -> CompareRequest:
    programs = tuple(dict.fromkeys(placement_id(text, catalogue) for text in options.programs))
    if not 1 < len(programs) <= MOST_PROGRAMS:
        hint = "For example: usceplan programs compare ID ID; usceplan programs search WORDS finds ids."
        raise UserError(f"expected 2 to {MOST_PROGRAMS} different programs, got {len(programs)}", hint, "programs")
    return CompareRequest(programs, options.weeks)
