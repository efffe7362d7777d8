"""``usceplan report``: parse, call one function, write files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from usceplan.cli.browser import browser_path, pdf_of
from usceplan.cli.environment import surroundings
from usceplan.cli.given_file import PIPE, refuse_several_forms
from usceplan.cli.plan_request import plan_wanted
from usceplan.cli.report_files import refuse_swapped
from usceplan.cli.result_files import PDF_MARKER, REPORT, refuse_unfit
from usceplan.cli.run_options import Run
from usceplan.cli.search_time import search_time
from usceplan.cli.writing import print_text, write_file
from usceplan.output.results import Recommendation
from usceplan.plan_wanted import plan_page
from usceplan.problems import UserError
from usceplan.process import DONE, INTERRUPTED


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What was asked on the command line."""

    run: Run
    page: Path
    pdf: Path | None
    svg: Path | None
    force: bool
    plan: Path | None


def run_report(request: ReportRequest) -> int:
    """Write the page and what else was asked for; where there is no plan the exit code is 1, and nothing is written."""
    around = surroundings(no_input=request.run.no_input)
    if request.pdf == PIPE:
        raise UserError("--pdf -: a PDF is not printed", "Name a file for it.", "contradiction")
    refuse_several_forms({"the page as -": request.page == PIPE, "--svg -": request.svg == PIPE})
    refuse_swapped({"FILE": request.page, "--pdf": request.pdf, "--svg": request.svg})
    files = [(path, REPORT) for path in (request.page, request.pdf, request.svg)]
    refuse_unfit(files, besides=request.plan, force=request.force)
    browser = None if request.pdf is None else browser_path()
    wanted = plan_wanted(request.run.told, request.run.profile, request.plan, around)
    with search_time(request.run.time_limit, around.progress) as limit:
        result = plan_page(wanted, limit.is_over)
    for path, content in list(_contents(request, result, browser)):  # all made before any is written
        if path == PIPE:
            print_text(around.out, str(content))
            continue
        write_file(path, content, private=True)
        if PIPE not in {request.page, request.svg}:
            print_text(around.out, f"Wrote {path}\n")
    return INTERRUPTED if limit.interrupted else DONE


def _contents(
    request: ReportRequest, result: Recommendation, browser: str | None
) -> Iterator[tuple[Path, str | bytes]]:
    from usceplan.output.html_report import html_text, svg_text  # Jinja takes time

    html = html_text(result)
    yield request.page, html
    if request.pdf is not None and browser is not None:
        yield request.pdf, pdf_of(html, browser, request.pdf.absolute().parent) + PDF_MARKER
    if request.svg is not None:
        yield request.svg, svg_text(result)
