"""The plan: its strength and parts, each rotation, or why there is none."""

from collections.abc import Iterator
from itertools import pairwise

from rich.text import Text

from usceplan.output.figures import iso, kind_and_involvement, own_mark, points, usd_in_full, verdict_text
from usceplan.output.layout import Cell, Column, Lines, Sheet, bar, flow, grid, hang, heading, indented, wrap
from usceplan.output.results import (
    BackupInfo,
    NoPlanInfo,
    PlanInfo,
    Recommendation,
    RobustnessInfo,
    RotationInfo,
)
from usceplan.words import PLACE_NOT_STATED, counted, dollars

BAR = 20
INDENT = 3
_LABEL = 10


def plan_section(result: Recommendation, sheet: Sheet) -> Lines:
    """The best plan, or what stands in the way of one."""
    if result.plan is None:
        return [*heading("No plan", sheet), *_no_plan(result.no_plan, sheet.prose)]
    plan = result.plan
    lines = [*heading("The plan", sheet), *_summary(plan, result.applicant.budget, sheet), *_strength(plan, sheet)]
    for number, (before, rotation) in enumerate(pairwise([None, *plan.rotations]), 1):
        if rotation is not None:
            lines += [Text(), *_rotation(number, rotation, before, sheet.prose)]
    return [*lines, Text(), *wrap(Text(refusals(plan.robustness)), sheet.prose.width)]


def refusals(found: RobustnessInfo) -> str:
    """What refusals do to the plan."""
    rate, certainty = f"{found.refusal_rate:.0%}", f"{found.place_certainty:.0%}"
    if found.applications_per_place is None:
        apply = "no number of applications makes a place sure"
    else:
        apply = (
            f"apply to {counted(found.applications_per_place, 'program')} for each place, so that one accepts with "
            f"{certainty} certainty"
        )
    chances = ", ".join(f"{number}: {chance:.0%}" for number, chance in enumerate(found.letter_chances, 1))
    text = f"If {rate} of applications are refused (assumed): {apply}."
    letters = f"Chance of at least so many letters then, backups included: {chances}."
    return f"{text} {letters}"


def _no_plan(no_plan: NoPlanInfo | None, sheet: Sheet) -> Lines:
    if no_plan is None:
        return wrap(Text("No rotation can be planned, and no reason is known."), sheet.width)
    change = no_plan.change or "No single change was found that opens a plan."
    return [
        *hang(Text("In the way: ", "bold red"), no_plan.reason, sheet),
        *hang(Text("Least change: ", "bold"), change, sheet),
        *(hang(Text("Try: ", "bold"), f"the same command with {no_plan.flag}", sheet) if no_plan.flag else []),
    ]


def _summary(plan: PlanInfo, budget: int, sheet: Sheet) -> Lines:
    weeks = sum(rotation.weeks for rotation in plan.rotations)
    phrases = [
        Text(counted(len(plan.rotations), "rotation"), "bold"),
        Text(counted(weeks, "week")),
        *([Text(counted(plan.stays, "stay"))] if plan.stays else []),
        Text(f"typical cost {dollars(plan.usd)} of {dollars(budget)}"),
    ]
    return flow(phrases, sheet)


def _strength(plan: PlanInfo, sheet: Sheet) -> Lines:
    strength = Text(f"Strength {points(plan.strength)} of {plan.max_strength}", "bold")
    columns = (Column("Part", grows=True), Column("Points", right=True), Column("of", right=True), Column(""))
    rows: list[tuple[Cell, ...]] = [
        (
            (Text(part.id.replace("_", "-")),),
            (Text(points(part.points)),),
            (Text(str(part.max)),),
            (bar(part.points, part.max, BAR, sheet.marks),),
        )
        for part in plan.parts
    ]
    table = grid(columns, rows, Sheet(min(sheet.width, 60), sheet.marks)).lines
    text = Text.assemble(strength, ": a planning score, no chance of matching. ", proof(plan))
    return [*wrap(text, sheet.prose.width), *table]


def proof(plan: PlanInfo) -> str:
    """Whether the plan is proven best, or how much better another could be."""
    if plan.proven_optimal:
        return "Proven: no plan within your limits scores higher."
    gap = plan.upper_bound - plan.strength
    return f"Not proven best: another plan could reach up to {points(plan.upper_bound)}, {points(gap)} more."


def _rotation(number: int, rotation: RotationInfo, before: RotationInfo | None, sheet: Sheet) -> Lines:
    inner = sheet.inside(INDENT)
    dates = [
        Text(f"{iso(rotation.start)} to {iso(rotation.end)}"),
        Text(counted(rotation.weeks, "week")),
        Text(f"in {rotation.specialty_name}"),
    ]
    where = [rotation.institution, rotation.place, kind_and_involvement(rotation.kind, rotation.involvement)]
    labelled = [
        line for label, text in _facts(rotation, before, sheet) for line in hang(f"{label:<{_LABEL}}", text, inner)
    ]
    lead = f"{number:<{INDENT}}"
    return [
        *hang(lead, Text(rotation.name, "bold"), sheet),
        *indented([*flow(dates, inner), *flow(where, inner), *labelled], INDENT),
    ]


def _facts(rotation: RotationInfo, before: RotationInfo | None, sheet: Sheet) -> Iterator[tuple[str, Text]]:
    yield "verdict", verdict_text(rotation.verdict, sheet.marks)
    yield "cost", Text(usd_in_full(rotation.usd, rotation.usd_basis, sheet.marks))
    yield "apply by", Text(iso(rotation.apply_by), "bold")
    yield "letter", _letter(rotation)
    for number, reason in enumerate(rotation.to_confirm):
        yield "" if number else "confirm", Text(reason)
    yield "reached", Text(reached(before, rotation))
    for mark in own_mark(rotation.own):
        yield "facts", mark
    for number, backup in enumerate(rotation.backups):
        yield "" if number else "backups", Text(backup_in_words(backup))


def _letter(rotation: RotationInfo) -> Text:
    letter = rotation.letter
    if letter.counts:
        return Text.assemble(("counts", "green"), f" as {letter.quality:.2f} of 1: {letter.why}")
    return Text.assemble(("does not count", "yellow"), f": {letter.why}")


def reached(before: RotationInfo | None, rotation: RotationInfo) -> str:
    """How one comes to a rotation from the one before, and what that costs."""
    leg = rotation.arrival
    cost = f" (+{dollars(leg.usd)})" if leg.usd else ""
    if leg.kind == "from-home":
        return "from where you live; a trip and lodging elsewhere are in the cost"
    if leg.kind == "arrive" or before is None:
        return f"arrive for a new stay{cost}"
    left, place = _place(before), _place(rotation)
    if leg.kind == "home":
        return f"fly home from {left}, later arrive for a new stay{cost}"
    stays = before.metro == rotation.metro
    if leg.kind == "wait":
        then = "" if stays else f", then move to {place}"
        return f"wait {counted(leg.weeks_waiting, 'week')} in {left}{then}{cost}"
    return f"stay on in {place}{cost}" if stays else f"move from {left} to {place}{cost}"


def _place(rotation: RotationInfo) -> str:
    return f"a {rotation.place}" if rotation.place == PLACE_NOT_STATED else rotation.place


def backup_in_words(backup: BackupInfo) -> str:
    """A backup, and what the plan would be with it."""
    return f"{backup.name}: strength of the plan then {points(backup.strength)}, its cost {dollars(backup.usd)}"


def in_short(result: Recommendation, sheet: Sheet) -> Lines:
    """The last lines, next to the prompt: what the plan is worth and costs, and the next step."""
    lines = heading("In short", sheet)
    if result.plan is None:
        change = result.no_plan.change if result.no_plan and result.no_plan.change else "see No plan above."
        return [*lines, *wrap(Text(f"No plan within your limits. Next: {change}"), sheet.prose.width)]
    return [
        *lines,
        *_total(result, result.plan, sheet),
        *_visa(result, sheet.prose),
        *_next_step(result, result.plan, sheet.prose),
    ]


def _total(result: Recommendation, plan: PlanInfo, sheet: Sheet) -> Lines:
    phrases = [
        Text(f"Strength {points(plan.strength)} of {plan.max_strength}"),
        Text(counted(len(plan.rotations), "rotation")),
        Text.assemble("typical total ", (dollars(plan.usd), "bold"), f" of your {dollars(result.applicant.budget)}"),
    ]
    if result.budget is not None:
        total = result.budget.total
        phrases.append(Text(f"from {dollars(total.low)} to {dollars(total.high)}"))
    return flow(phrases, sheet)


def _visa(result: Recommendation, sheet: Sheet) -> Lines:
    text = visa_in_words(result)
    return [] if text is None else hang(Text("Visa: ", "bold red"), text, sheet)


def visa_in_words(result: Recommendation) -> str | None:
    """That the plan starts sooner than its visa can be there, and what mends it; None where that is not so."""
    day = result.timeline.visa_start
    late = [task for task in result.timeline.tasks if task.kind == "visa" and task.state == "late"]
    if result.plan is None or day is None or not late:
        return None
    first, wait = min(one.start for one in result.plan.rotations), result.timeline.visa_wait_weeks or 0
    return (
        f"It cannot be there for the start on {iso(first)}, with an interview {counted(wait, 'week')} away "
        f"(--visa-wait-weeks): plan with --available-from {iso(day)}."
    )


def _next_step(result: Recommendation, plan: PlanInfo, sheet: Sheet) -> Lines:
    first = min(plan.rotations, key=lambda rotation: (rotation.apply_by, rotation.start), default=None)
    if first is None:
        return []
    url = next((program.url for program in result.programs if program.id == first.program), None)
    ask = ' First ask what its "confirm" lists above.' if first.to_confirm else ""
    text = f"Apply to {first.name}, {first.institution}, by {iso(first.apply_by)}.{ask}"
    page = hang("Page: ", url, sheet) if url else []
    return [*hang(Text("Next: ", "bold"), text, sheet), *page]
