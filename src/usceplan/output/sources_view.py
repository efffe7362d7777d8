"""The screen of ``usceplan sources``: pages and what they support, or the facts to check again."""

from dataclasses import replace
from itertools import groupby

from rich.console import Console
from rich.text import Text

from usceplan.output.ages_view import dated
from usceplan.output.browse_results import SourceInfo, SourceList, StaleFact
from usceplan.output.layout import Cell, Column, Lines, Sheet, grid, hang, heading, indented, wrap
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import counted

OLD_MONTHS = 24
"""Figures change each season; what is older than two of them should be looked at again."""
_FACTS = 8
_TABLE = 60
_COMMAND = 20


def print_sources(report: SourceList, console: Console) -> None:
    """Print the pages, or the facts to check again."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    sections = stale_sections(safe, sheet) if safe.stale_months is not None else sources_sections(safe, sheet)
    print_sections(console, sections)


def print_source_files(report: SourceList, console: Console) -> None:
    """Print how many pages each file rests on, and how to see them: thousands of lines help nobody unasked."""
    print_sections(console, file_sections(report, sheet_of(console)))


def file_sections(report: SourceList, sheet: Sheet) -> list[Lines]:
    """The files with their numbers of pages; a page that several cite counts once in each, and once in all."""
    rows = [_counts(name, list(pages)) for name, pages in groupby(report.sources, key=lambda page: page.file)]
    rows.append(_counts("all", report.sources))
    columns = [Column("File", grows=True), *(Column(title, right=True) for title in ("Pages", "Old", "Undated"))]
    table = grid(columns, rows, replace(sheet.prose, width=min(sheet.width, _TABLE)))
    old = Text(f"Old: older than {OLD_MONTHS} months. A page may bear on many facts, and a fact on many pages.", "dim")
    ways = [
        hang(f"usceplan {line:<{_COMMAND}}", text, sheet.prose)
        for line, text in (
            ("sources costs", "the pages of one file"),
            ("sources ID", "those of one program or parameter"),
            ("sources --all", "every page"),
            (f"sources --stale {OLD_MONTHS}", "what to check again, most used first"),
        )
    ]
    return [
        [*heading("The pages behind the data", sheet.prose), *table.lines],
        wrap(old, sheet.prose.width),
        [line for lines in ways for line in lines],
    ]


def _counts(name: str, pages: list[SourceInfo]) -> list[Cell]:
    each = _each(pages)
    old = sum(page.age_months is not None and page.age_months > OLD_MONTHS for page in each)
    numbers = (len(each), old, _undated(each))
    return [(Text(name.removesuffix(".yaml")),), *((Text(f"{number:,}"),) for number in numbers)]


def _each(pages: list[SourceInfo]) -> list[SourceInfo]:
    """Each page once, under the newest date that anyone cites it with."""
    return list({page.url: page for page in sorted(pages, key=lambda one: one.as_of or "")}.values())


def _undated(pages: list[SourceInfo]) -> int:
    return sum(page.as_of is None for page in pages)


def sources_sections(report: SourceList, sheet: Sheet) -> list[Lines]:
    """Pages by file and by what cites them."""
    lines: list[Lines] = []
    for file, pages in groupby(report.sources, key=lambda page: page.file):
        section = heading(f"data/{file}", sheet.prose)
        for owner, own in groupby(pages, key=lambda page: page.owner):
            if owner is not None:
                section += wrap(Text(owner, "bold"), sheet.width)
            for page in own:
                section += indented(_page(page, sheet.inside(2)), 2)
        lines.append(section)
    each = _each(report.sources)
    text = f"{counted(len(each), 'page')}, {_undated(each)} without a date."
    text += f" --stale {OLD_MONTHS} lists what to check again."
    return [*lines, wrap(Text(text), sheet.prose.width)]


def _page(page: SourceInfo, sheet: Sheet) -> Lines:
    official = {True: "official, ", False: "not official, ", None: ""}[page.official]
    title = Text.assemble(page.url, (f" ({official}{dated(page.as_of, page.age_months)})", "dim"))
    return [*wrap(title, sheet.width), *indented(hang("for: ", _some(page.supports), sheet.inside(2)), 2)]


def _some(facts: list[str]) -> str:
    more = len(facts) - _FACTS
    return ", ".join(facts[:_FACTS]) + (f" and {more} more" if more > 0 else "")


def stale_sections(report: SourceList, sheet: Sheet) -> list[Lines]:
    """What to check again, by how many placements depend on it; the rule last."""
    lines: list[Lines] = []
    for placements, facts in groupby(report.stale, key=lambda one: one.placements):
        title = f"{counted(placements, 'placement')} depend{'s' if placements == 1 else ''} on these"
        section = heading(title if placements else "No plan depends on these", sheet.prose)
        for one in facts:
            section += _stale(one, sheet)
        lines.append(section)
    number = sum(len(one.facts) for one in report.stale)
    text = f"{counted(number, 'fact')} on {counted(len(report.stale), 'page')} to check: older than "
    text += f"{counted(report.stale_months or 0, 'month')}, or undated."
    rule = wrap(Text(report.rule or "", "dim"), sheet.prose.width)
    return [*lines, [*wrap(Text(text, "bold"), sheet.prose.width), *rule]]


def _stale(one: StaleFact, sheet: Sheet) -> Lines:
    owner = one.owner or one.file.removesuffix(".yaml")
    title = Text.assemble((owner, "bold"), ": ", _some(one.facts))
    page = Text(f"{one.url} ({dated(one.as_of, one.age_months)})", "dim")
    return [*hang(f"{sheet.marks.task} ", title, sheet), *indented(wrap(page, sheet.inside(2).width), 2)]
