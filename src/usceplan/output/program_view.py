"""The programs: those one may apply to in the order of rank, those one may not, and the resources."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from rich.text import Text

from usceplan.output.figures import (
    iso,
    kind_and_involvement,
    own_mark,
    result_text,
    span,
    type_in_words,
    usd_span,
    verdict_text,
    with_host,
)
from usceplan.output.layout import Cell, Column, Lines, Sheet, flow, grid, hang, heading, indented, wrap
from usceplan.output.results import CheckInfo, CriterionInfo, ProgramInfo, ResourceInfo
from usceplan.words import capital, counted, in_words

SHOWN = 15
"""Programs listed unless everything is asked for."""
EXCLUDED_LINES = 8
"""Lines of names in the list of programs that are out, unless everything is asked for."""
PLACES = 2
_BRACKETS = re.compile(r" \([^()]*\)")
INDENT = 5
"""Room for a rank of three digits before what belongs to a program."""


def program_list(programs: list[ProgramInfo], sheet: Sheet, *, why: bool) -> Lines:
    """The programs one may apply to, best fit first; with ``why`` all of them, each with its reasons."""
    title = heading("Programs you may apply to", sheet)
    if not programs:
        text = 'No program of the catalogue is open to you as things are; "Not for you" says which rules forbid it.'
        return [*title, *wrap(Text(text), sheet.prose.width)]
    shown = programs if why else programs[:SHOWN]
    listing = _in_columns(shown, sheet, why=why) if sheet.is_wide else _one_by_one(shown, sheet, why=why)
    return [*title, *_legend(programs, sheet), Text(), *listing, *_more(len(programs) - len(shown), sheet)]


def _legend(programs: list[ProgramInfo], sheet: Sheet) -> Lines:
    verdicts = Counter(program.verdict for program in programs)
    phrases = [
        Text.assemble(str(verdicts["eligible"]), " ", verdict_text("eligible", sheet.marks), ": every check passes"),
        Text.assemble(str(verdicts["confirm"]), " ", verdict_text("confirm", sheet.marks), ": ask the program first"),
        Text("fit is out of 100, and no chance of acceptance"),
    ]
    return flow(phrases, sheet)


def _more(number: int, sheet: Sheet) -> Lines:
    if number <= 0:
        return []
    text = f"And {counted(number, 'more program')}: --why shows all, with every check and its source."
    return wrap(Text(text, "dim"), sheet.width)


_COLUMNS = (
    Column("#", right=True),
    Column("Program", grows=True),
    Column("Verdict"),
    Column("Fit", right=True),
    Column("4 weeks, USD", right=True),
    Column("Start from"),
    Column("Apply by"),
)


def _in_columns(programs: list[ProgramInfo], sheet: Sheet, *, why: bool) -> Lines:
    table = grid(_COLUMNS, [_row(program, sheet) for program in programs], sheet)
    lines = [*table.header]
    for program, row in zip(programs, table.rows, strict=True):
        lines += [*row, *(reasons(program, sheet) if why else [])]
    return lines


def _row(program: ProgramInfo, sheet: Sheet) -> tuple[Cell, ...]:
    usd, does = program.cost_per_4_weeks, Text(kind_and_involvement(program.kind, program.involvement))
    return (
        (Text(str(program.rank)),),
        (
            Text(program.name, "bold"),
            Text(f"{program.institution} {sheet.marks.dot} {_places(program.places)}"),
            does,
            *own_mark(program.own),
        ),
        (verdict_text(program.verdict, sheet.marks),),
        (Text(str(program.fit.score)),),
        (Text(span(usd.low, usd.high, sheet.marks)), *([Text("estimate", "yellow")] if _is_estimate(program) else [])),
        (Text(iso(program.earliest_start)),),
        (Text(iso(program.apply_by)),),
    )


def _one_by_one(programs: list[ProgramInfo], sheet: Sheet, *, why: bool) -> Lines:
    lines: Lines = []
    for program in programs:
        lines += [*entry(program, sheet), *(reasons(program, sheet) if why else [])]
    return lines


def entry(program: ProgramInfo, sheet: Sheet) -> Lines:
    """A program in a few lines: what it is, where, its verdict, fit, cost and dates."""
    inner, cost = sheet.inside(INDENT), usd_span(program.cost_per_4_weeks, sheet.marks)
    does = kind_and_involvement(program.kind, program.involvement)
    figures = [
        verdict_text(program.verdict, sheet.marks),
        Text(f"fit {program.fit.score}"),
        Text.assemble(f"4 weeks {cost}", (" (estimate)", "yellow") if _is_estimate(program) else ""),
        Text(f"start from {iso(program.earliest_start)}"),
        Text(f"apply by {iso(program.apply_by)}"),
    ]
    below = [
        *flow([program.institution, _places(program.places), does], inner),
        *flow(figures, inner),
        *flow(own_mark(program.own), inner),
    ]
    lead = f"{program.rank or '':>{INDENT - 2}}  "
    return [*hang(lead, Text(program.name, "bold"), sheet), *indented(below, INDENT)]


def _places(places: list[str]) -> str:
    if not places:
        return "place unknown"
    more = len(places) - PLACES
    return "; ".join(places[:PLACES]) + (f"; {counted(more, 'more place')}" if more > 0 else "")


def _is_estimate(program: ProgramInfo) -> bool:
    return program.cost_basis == "estimate"


def reasons(program: ProgramInfo, sheet: Sheet) -> Lines:
    """Every check, every point of fit, the guide's claims, notes and the page of a program."""
    inner = sheet.prose.inside(INDENT)
    lines = [
        *_checks(program.checks, inner),
        *_criteria(program.fit.criteria, inner),
        *_guide_check(program, inner),
        *(hang("notes: ", program.notes, inner) if program.notes else []),
        *(hang("page: ", program.url, inner) if program.url else []),
        *hang("confidence: ", f"{program.confidence}, of the entry as a whole", inner),
        Text(),
    ]
    return indented(lines, INDENT)


def _guide_check(program: ProgramInfo, sheet: Sheet) -> Lines:
    if program.guide_check is None:
        return []
    title = wrap(Text("What a popular guide says, beside the official pages:"), sheet.width)
    return [*title, *indented(wrap(Text(program.guide_check), sheet.inside(2).width), 2)]


_CHECK_COLUMNS = (Column("Check"), Column("Rule"), Column("Reason and source", grows=True))
_FIT_COLUMNS = (Column("Fit", right=True), Column("Criterion"), Column("Reason", grows=True))


def _checks(checks: list[CheckInfo], sheet: Sheet) -> Lines:
    rows: list[tuple[Cell, ...]] = [
        ((result_text(check.result, sheet.marks),), (Text(check.rule),), (with_host(check.reason, check.source),))
        for check in checks
    ]
    return grid(_CHECK_COLUMNS, rows, sheet).lines


def _criteria(criteria: list[CriterionInfo], sheet: Sheet) -> Lines:
    rows: list[tuple[Cell, ...]] = [
        ((Text(f"{one.points} of {one.max}"),), (Text(in_words(one.id)),), (Text(one.why),)) for one in criteria
    ]
    return grid(_FIT_COLUMNS, rows, sheet).lines


def excluded_list(excluded: list[ProgramInfo], sheet: Sheet, *, why: bool) -> Lines:
    """What is out and by which rules: the counts, then names; with ``why`` every program and every failing rule."""
    if not excluded:
        return []
    known = excluded if why else sorted(excluded, key=lambda program: (program.guide_check is None, -program.fit.score))
    entries = (_out(program, sheet.prose, why=why) for program in known)
    shown = list(entries if why else _first_lines(entries, EXCLUDED_LINES))
    return [
        *heading("Not for you", sheet),
        *_failing_rules(excluded, sheet.prose),
        *(line for entry in shown for line in entry),
        *_more(len(known) - len(shown), sheet),
    ]


def _failing_rules(excluded: list[ProgramInfo], sheet: Sheet) -> Lines:
    rules = Counter(check.rule for program in excluded for check in program.checks if check.result == "fail")
    phrases = [f"{rule} {number}" for rule, number in rules.most_common()]
    lead = f"{counted(len(excluded), 'program')}, by failing rule (one may fail several):"
    return [*wrap(Text(lead), sheet.width), *indented(flow(phrases, sheet.inside(2)), 2)]


def _first_lines(entries: Iterable[Lines], most: int) -> Iterator[Lines]:
    """As many whole entries as fit in so many lines, and one at least."""
    used = 0
    for number, entry in enumerate(entries):
        used += len(entry)
        if used > most and number:
            return
        yield entry


def _short(name: str) -> str:
    """The name without what stands in brackets."""
    return _BRACKETS.sub("", name)


def _out(program: ProgramInfo, sheet: Sheet, *, why: bool) -> Lines:
    failed = [check for check in program.checks if check.result == "fail"]
    sign = Text(f"{sheet.marks.failed} ", "red")
    name = Text.assemble((program.name, "bold"), f", {program.institution}")
    if why:
        inner = sheet.inside(INDENT)
        own = flow(own_mark(program.own), inner)
        below = [*_checks(failed, inner), *_guide_check(program, inner), *own, Text()]
        return [*hang(sign, name, sheet), *indented(below, INDENT)]
    reason = failed[0].reason if failed else "no reason is given."
    short = Text.assemble((_short(program.name), "bold"), ", ", _short(program.institution), f": {reason}")
    marks = [Text.assemble("(", mark, ")") for mark in own_mark(program.own)]
    return hang(sign, Text(" ").join([short, *marks]), sheet)


def resource_list(resources: list[ResourceInfo], sheet: Sheet, *, why: bool) -> Lines:
    """Entries that cannot be planned in weeks, and what each is for."""
    if not resources:
        return []
    lines = heading("Also worth knowing", sheet)
    for resource in resources:
        name = Text.assemble((resource.name, "bold"), f", {resource.institution} ({type_in_words(resource.type)}): ")
        use = with_host(capital(resource.use), resource.url)
        lines += hang(f"{sheet.marks.bullet} ", Text.assemble(name, use), sheet.prose)
        lines += indented(flow(own_mark(resource.own), sheet.prose.inside(2)), 2)
        doubts = [check for check in resource.checks if check.result != "pass"]
        if why and doubts:
            lines += indented(_checks(doubts, sheet.prose.inside(INDENT)), INDENT)
    return lines
