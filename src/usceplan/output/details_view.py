"""The screen of ``usceplan programs show``: all about one entry, what to ask last."""

from itertools import groupby

from rich.console import Console
from rich.text import Text

from usceplan.output.ages_view import age_in_words, dated
from usceplan.output.browse_results import FactInfo, GuideInfo, PageInfo, ProgramDetails
from usceplan.output.figures import own_mark, type_in_words
from usceplan.output.layout import Cell, Column, Lines, Sheet, flow, grid, hang, heading, wrap
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import UNKNOWN, capital, in_words

_COLUMNS = (Column("Fact"), Column("What is stated", grows=True), Column("Page, age"))
_UNCERTAIN = ("medium", "low")


def print_details(report: ProgramDetails, console: Console) -> None:
    """Print everything about one entry."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    print_sections(console, details_sections(safe, sheet))


def print_questions(report: ProgramDetails, console: Console) -> None:
    """Print the questions alone, each on one line, so that they can be pasted into an e-mail."""
    safe = cleaned(report, console.encoding)
    for line in question_lines(safe):
        console.print(Text(line), soft_wrap=True)


def question_lines(report: ProgramDetails) -> list[str]:
    """The questions of an e-mail to the program."""
    if not report.questions:
        return [f"Nothing is left to ask {report.program.institution}."]
    name = f"{report.program.name}, {report.program.institution}"
    intro = f"I am interested in this program: {name}. I could not find the following on your pages:"
    return [intro, "", *(f"{number}. {one.text}" for number, one in enumerate(report.questions, 1))]


def details_sections(report: ProgramDetails, sheet: Sheet) -> list[Lines]:
    """The sections in the order of the screen."""
    return [
        _head(report, sheet.prose),
        _facts(report, sheet),
        _not_stated(report, sheet.prose),
        _guide(report.guide, sheet.prose),
        _notes(report, sheet.prose),
        _pages(report, sheet),
        _questions(report, sheet.prose),
    ]


def _head(report: ProgramDetails, sheet: Sheet) -> Lines:
    program = report.program
    phrases = [
        Text(program.id, "cyan"),
        Text(type_in_words(program.type)),
        Text(in_words(program.provider)),
        Text(f"confidence {program.confidence}", "yellow" if program.confidence in _UNCERTAIN else ""),
    ]
    called = ", ".join(report.also_known_as)
    return [
        *heading(program.name, sheet),
        *wrap(Text(program.institution + (f" (also known as {called})" if called else "")), sheet.width),
        *flow(phrases, sheet),
        *flow(own_mark(program.own), sheet),
        *(wrap(Text(program.url), sheet.width) if program.url else []),
        *(line for text in _warnings(report) for line in hang(Text(f"{sheet.marks.failed} ", "red"), text, sheet)),
    ]


def _warnings(report: ProgramDetails) -> list[str]:
    """What makes everything else on the screen idle."""
    program = report.program
    return [
        *([] if report.verified else ["No official page shows that it exists: pay nothing before it is confirmed."]),
        *(["It is closed, or takes nobody from outside."] if program.status == "closed" else []),
        *(["It has paused and takes no applications now."] if program.status == "paused" else []),
        *(["It does not take people who seek U.S. residency."] if program.residency_seekers == "excluded" else []),
    ]


def _facts(report: ProgramDetails, sheet: Sheet) -> Lines:
    known = [fact for fact in report.facts if fact.text is not None]
    rows: list[tuple[Cell, ...]] = []
    for group, facts in groupby(known, key=lambda fact: fact.group):
        rows.append(((Text(group, "bold"),), (Text(),), (Text(),)))
        rows += [_fact(fact) for fact in facts]
    return grid(_COLUMNS, rows, sheet.prose).lines


def _fact(fact: FactInfo) -> tuple[Cell, ...]:
    """A fact with its page, or the person's own file."""
    paragraphs = fact.text or [UNKNOWN]
    shown = tuple(Text(capital(text)) for text in paragraphs)
    return (Text(f"  {fact.name}"),), shown, (*_own(fact), _reference(fact.source, fact.as_of, fact.age_months))


def _own(fact: FactInfo) -> Cell:
    return () if fact.own_file is None else (Text("from your file", "magenta"),)


def _reference(source: int | None, as_of: str | None, months: int | None) -> Text:
    if source is None:
        return Text("no page", "dim")
    return Text(f"[{source}] {age_in_words(as_of, months)}", "dim")


def _not_stated(report: ProgramDetails, sheet: Sheet) -> Lines:
    missing = [fact.name.lower() for fact in report.facts if fact.text is None]
    return hang("Not stated: ", Text(", ".join(missing), "yellow"), sheet) if missing else []


def _guide(guide: GuideInfo | None, sheet: Sheet) -> Lines:
    if guide is None:
        return []
    page = f" [{guide.source}]" if guide.source else ""
    return [
        *heading("What a popular guide says, beside the official page", sheet),
        *wrap(Text(f"{guide.text}{page}"), sheet.width),
    ]


def _notes(report: ProgramDetails, sheet: Sheet) -> Lines:
    return [*heading("Notes", sheet), *wrap(Text(report.notes), sheet.width)] if report.notes else []


def _pages(report: ProgramDetails, sheet: Sheet) -> Lines:
    lines = heading("Pages", sheet.prose)
    for number, page in enumerate(report.sources, 1):
        lines += hang(f"[{number}] ", _page(page), sheet)
    return lines


def _page(page: PageInfo) -> Text:
    kind = "official" if page.official else "not official"
    relayed = f", read by {page.relayed_by}" if page.relayed_by else ""
    return Text.assemble(page.url, (f" ({kind}, {dated(page.as_of, page.age_months)}{relayed})", "dim"))


def _questions(report: ProgramDetails, sheet: Sheet) -> Lines:
    lines = heading("To ask the program", sheet)
    if report.program.entry == "resource":
        return []
    if not report.questions:
        text = (
            "It takes no applications, so there is nothing to ask." if report.program.status == "closed" else "Nothing."
        )
        return [*lines, *wrap(Text(text), sheet.width)]
    for number, one in enumerate(report.questions, 1):
        lines += hang(f"{number:>2}. ", one.text, sheet)
    hint = f"Ready to paste: usceplan programs show {report.program.id} --questions"
    return [*lines, Text(), *wrap(Text(hint, "dim"), sheet.width)]
