"""``usceplan programs search``, ``usceplan programs show`` and ``usceplan sources``: parse, call, render."""

from dataclasses import dataclass

from usceplan.browse.details import program_details
from usceplan.browse.search import index_of, likely_ids, search
from usceplan.browse.source_list import source_list, stale_list
from usceplan.catalog.catalogue import Catalogue
from usceplan.cli.environment import surroundings
from usceplan.cli.loading import catalogue_for
from usceplan.cli.printing import paged_console, print_result
from usceplan.cli.request import day_told
from usceplan.problems import UserError, nearest
from usceplan.process import DONE, NOTHING
from usceplan.profile import program_id
from usceplan.words import listed

LIKELY = 3
"""Ids to suggest at most."""


def run_search(texts: list[str], limit: int, today: str | None, *, as_json: bool, no_color: bool) -> int:
    """Print the entries found. Raises ``NothingFoundError`` where there is none."""
    around = surroundings(no_input=True)
    catalogue = catalogue_for(around)
    report = search(catalogue, index_of(catalogue), texts, day_told(today, around), limit)
    if as_json:
        print_result(report, around)
    else:
        from usceplan.output.search_view import print_search  # Rich takes time

        with paged_console(around, no_color=no_color) as console:
            print_search(report, console)
    return DONE


def run_show(program: str, today: str | None, *, only_questions: bool, as_json: bool, no_color: bool) -> int:
    """Print all about one entry, or the questions to ask alone; the exit code is 1 where there is none to ask."""
    around = surroundings(no_input=True)
    if only_questions and as_json:
        raise UserError(
            "--questions and --json ask for different forms", "JSON has the questions too.", "contradiction"
        )
    catalogue = catalogue_for(around)
    report = program_details(catalogue, _id_of(program, catalogue), day_told(today, around))
    if as_json:
        print_result(report, around)
    else:
        from usceplan.output.details_view import print_details, print_questions  # Rich takes time

        show = print_questions if only_questions else print_details
        with paged_console(around, no_color=no_color) as console:
            show(report, console)
    return NOTHING if only_questions and not report.questions else DONE


def _id_of(text: str, catalogue: Catalogue) -> str:
    """The id given; where it is none and none is spelled alike, the message names entries that have the words."""
    try:
        return program_id(text, catalogue)
    except UserError as error:
        likely = [] if nearest(text, catalogue.by_id()) else likely_ids(catalogue, text, LIKELY)
        if not likely:
            raise
        quoted = listed((f'"{one}"' for one in likely), "or")
        raise UserError(error.message, f"Did you mean {quoted}?", error.code) from None


@dataclass(frozen=True, slots=True)
class SourcesRequest:
    """What was asked on the command line."""

    subject: str | None
    stale: int | None
    every_page: bool
    today: str | None
    as_json: bool
    no_color: bool


def run_sources(request: SourcesRequest) -> int:
    """Print the files, their pages, or the facts to check again; the exit code is 1 where there is nothing to check."""
    subject, stale = request.subject, request.stale
    if request.every_page and (subject is not None or stale is not None):
        other = "an ID" if subject is not None else "--stale"
        raise UserError(f"--all and {other} ask for different pages", "Give one of them.", "contradiction")
    around = surroundings(no_input=True)
    catalogue, day = catalogue_for(around), day_told(request.today, around)
    report = source_list(catalogue, subject, day) if stale is None else stale_list(catalogue, subject, stale, day)
    if request.as_json:
        print_result(report, around)
    else:
        from usceplan.output.sources_view import print_source_files, print_sources  # Rich takes time

        in_short = subject is None and stale is None and not request.every_page
        show = print_source_files if in_short else print_sources
        with paged_console(around, no_color=request.no_color) as console:
            show(report, console)
    return DONE if report.sources or report.stale else NOTHING
