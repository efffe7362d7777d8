"""One program explained: checks and fit, what would turn the verdict, and the plans with it and without it."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from usceplan.output.explain_results import ContributionInfo, Explanation, PeriodInfo, SideInfo, StepInfo, WayInfo
from usceplan.output.figures import iso, points, result_text, verdict_text
from usceplan.output.layout import (
    Cell,
    Column,
    Lines,
    Sheet,
    bullets,
    flow,
    grid,
    hang,
    heading,
    subheading,
    wrap,
)
from usceplan.output.program_view import entry, reasons
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import counted, dollars, listed

AIMS = {"confirm": "To be open to you at all", "eligible": "To have nothing left to confirm"}
BY = {"you": "Changes of yours", "program": "Answers of the program"}
MOST_MENDS = 12
"""Steps that mend a check without turning the verdict are named up to this number."""


def print_explanation(result: Explanation, console: Console) -> None:
    """Print what is known of one program for one applicant."""
    safe, sheet = cleaned(result, console.encoding), sheet_of(console)
    print_sections(console, explanation_sections(safe, sheet))


def explanation_sections(result: Explanation, sheet: Sheet) -> list[Lines]:
    """The sections in the order of the screen."""
    return [
        _program(result, sheet),
        _periods(result.periods, sheet),
        _turns(result, sheet),
        _contribution(result.contribution, sheet),
        _in_short(result, sheet),
    ]


def _program(result: Explanation, sheet: Sheet) -> Lines:
    program = result.program
    if result.entry == "resource":
        place = "A resource, which is not planned in weeks and has no rank."
    elif program.rank is not None:
        place = f"Rank {program.rank} of the {result.ranked} programs open to you. Fit is no chance of acceptance."
    else:
        place = "Not among the programs open to you. Fit is no chance of acceptance."
    return [
        *heading(program.id, sheet),
        *entry(program.model_copy(update={"rank": None}), sheet.prose),
        *wrap(Text(f"     {place}", "dim"), sheet.width),
        Text(),
        *reasons(program, sheet),
    ]


def _periods(periods: Sequence[PeriodInfo], sheet: Sheet) -> Lines:
    """When the verdict depends on the day of the start; a single period says nothing new."""
    if len(periods) < 2:
        return []
    columns = (Column("Start from"), Column("to"), Column("Verdict"), Column("What does not pass", grows=True))
    rows: list[tuple[Cell, ...]] = [
        (
            (Text(iso(one.first)),),
            (Text(iso(one.last)),),
            (verdict_text(one.verdict, sheet.marks),),
            (Text(", ".join(f"{check.rule} {check.result}" for check in one.checks) or "nothing"),),
        )
        for one in periods
    ]
    return [*heading("By the day of the start", sheet), *grid(columns, rows, sheet).lines]


# What turns the verdict


def _turns(result: Explanation, sheet: Sheet) -> Lines:
    lines = [*heading("What would turn the verdict", sheet), *_ways(result, sheet.prose)]
    for by, title in BY.items():
        steps = [one for one in result.steps if one.by == by and one.turns]
        if steps:
            lines += [Text(), *subheading(f"{title}, each alone", sheet), *_steps(steps, sheet)]
    others = [one for one in result.steps if not one.turns and one.mends]
    if others:
        lines += [Text(), *subheading("These mend a check and leave the verdict as it is", sheet)]
        lines += bullets(map(_in_a_line, others[:MOST_MENDS]), sheet.prose)
        more = len(others) - MOST_MENDS
        lines += wrap(Text(f"And {more} more: --json has all.", "dim"), sheet.width) if more > 0 else []
    if not result.steps:
        lines += wrap(Text("Nothing that was tried changes any check."), sheet.prose.width)
    text = "Each was judged by all rules again. A visa must be granted, and only the program can give its answers."
    return [*lines, *wrap(Text(text, "dim"), sheet.prose.width)]


def _ways(result: Explanation, sheet: Sheet) -> Lines:
    texts = {one.id: one.text for one in result.steps}
    return [line for way in result.ways for line in _way(way, texts, sheet)]


def _way(way: WayInfo, texts: dict[str, str], sheet: Sheet) -> Lines:
    together = "all of these together" if len(way.steps) > 1 else "this is enough"
    if way.reached:
        title = f"{AIMS[way.aim]}, {together}:"
    elif way.steps:
        title = f"{AIMS[way.aim]}: nothing tried gets there; {listed(way.open)} stays open even with these:"
    else:
        title = f"{AIMS[way.aim]}: nothing tried helps with {listed(way.open)}."
    return [*wrap(Text(title, "bold"), sheet.width), *bullets((texts[one] for one in way.steps), sheet)]


def _steps(steps: Iterable[StepInfo], sheet: Sheet) -> Lines:
    columns = (Column("Verdict then"), Column("With", grows=True))
    rows: list[tuple[Cell, ...]] = [
        ((verdict_text(one.verdict, sheet.marks),), (Text(one.text, "bold"), *_details(one, sheet))) for one in steps
    ]
    return grid(columns, rows, sheet.prose).lines


def _details(step: StepInfo, sheet: Sheet) -> list[Text]:
    flags = [Text(step.flags, "dim")] if step.flags else []
    return [
        *flags,
        *(
            Text.assemble(result_text(check.result, sheet.marks), f" {check.rule}: {check.reason}")
            for check in step.checks
        ),
    ]


def _in_a_line(step: StepInfo) -> Text:
    results = ", ".join(f"{check.rule} {check.result}" for check in step.checks)
    return Text.assemble(f"{step.text}: {results}", (f" ({step.flags})" if step.flags else "", "dim"))


# The plan


def _contribution(found: ContributionInfo, sheet: Sheet) -> Lines:
    lines = [*heading("What it brings to the plan", sheet), *wrap(Text(found.text, "bold"), sheet.prose.width)]
    if found.with_it is None or found.without_it is None:
        return lines
    return [*lines, *_sides(found.with_it, found.without_it, sheet), *_difference(found, sheet.prose)]


def _sides(with_it: SideInfo, without_it: SideInfo, sheet: Sheet) -> Lines:
    columns = (Column("Best plan", grows=True), Column("Strength", right=True), Column("USD", right=True))
    rows = [_side("With it", with_it), _side("Without it", without_it)]
    return grid(columns, rows, sheet.prose).lines


def _side(title: str, side: SideInfo) -> tuple[Cell, ...]:
    title = f"{title}, the saved plan" if side.saved else title
    if side.strength is None or side.usd is None:
        why = "no plan is possible" if side.outcome == "no-plan" else "none was found in time (--time-limit)"
        return (Text(f"{title}: {why}", "bold"),), (Text("?"),), (Text("?"),)
    if side.proven_optimal:
        proof = "proven best"
    elif side.strength == side.upper_bound:
        proof = "proven strongest, perhaps not cheapest"
    else:
        proof = f"not proven best, at most {points(side.upper_bound or 0)}"
    rotations = [
        Text(f"  {iso(one.start)}, {counted(one.weeks, 'week')}, {one.specialty_name}: {one.name}")
        for one in side.rotations
    ]
    return (
        (Text.assemble((title, "bold"), f" ({proof})"), *rotations),
        (Text(points(side.strength)),),
        (Text(f"{side.usd:,}"),),
    )


def _difference(found: ContributionInfo, sheet: Sheet) -> Lines:
    if found.strength_change is None or found.usd_change is None:
        return []
    least, most = found.strength_change_bounds or (found.strength_change, found.strength_change)
    unsure = "" if least == most else f" (the true difference lies between {least:+.1f} and {most:+.1f})"
    usd = found.usd_change
    money = "at the same cost" if usd == 0 else f"{dollars(abs(usd))} {'more' if usd > 0 else 'less'}"
    strength = "the same strength" if found.strength_change == 0 else f"strength {found.strength_change:+.3f}"
    phrases = [Text.assemble("With it: ", (strength, "bold"), unsure), Text(money)]
    lines = flow(phrases, sheet)
    for label, programs in (("enters: ", found.enters), ("leaves: ", found.leaves)):
        if programs:
            lines += hang(label, "; ".join(one.name for one in programs), sheet)
    return lines


def _in_short(result: Explanation, sheet: Sheet) -> Lines:
    program, inner = result.program, sheet.prose
    failed = [check for check in program.checks if check.result == "fail"]
    doubts = [check.rule for check in program.checks if check.result in ("unknown", "ignored")]
    text = {
        "eligible": "every check passes.",
        "confirm": f"ask the program first about {listed(doubts)}.",
        "ineligible": " ".join(check.reason for check in failed),
    }[program.verdict]
    verdict = Text.assemble(verdict_text(program.verdict, sheet.marks), ": ", text)
    reached = [way for way in result.ways if way.reached]
    texts = {one.id: one.text for one in result.steps}
    way = []
    if program.verdict == "ineligible" and reached and reached[0].steps:
        way = hang(Text("Opens with: ", "bold"), "; ".join(texts[one] for one in reached[0].steps), inner)
    return [
        *heading("In short", sheet),
        *wrap(verdict, inner.width),
        *way,
        *wrap(Text(result.contribution.text), inner.width),
        *(line for text in result.warnings for line in wrap(Text(text, "yellow"), inner.width)),
        *wrap(Text(result.disclaimer, "dim"), inner.width),
    ]
