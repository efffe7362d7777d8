"""Other plans worth knowing: a small chart of cost against strength, and what the plans with a name hold."""

from collections.abc import Mapping, Sequence

from rich.text import Text

from usceplan.output.figures import points
from usceplan.output.layout import Cell, Column, Lines, Sheet, flow, grid, heading, indented, wrap
from usceplan.output.results import AlternativeInfo, Recommendation
from usceplan.words import capital

NAMES = {
    "strongest": ("S", "the most strength within the budget"),
    "thriftiest": ("T", "the cheapest with two letters"),
    "balanced": ("B", "after it each dollar buys less strength than on average"),
}
"""The letter of each name in the chart, and its rule; where two share a cell the first is drawn."""
ROWS = 8
MOST_COLUMNS = 60
LEAST_PLANS = 3
"""Fewer plans make no chart."""
_AXIS = 8
"""Cells for the strength beside the chart."""

EXACT = "Every plan that no other beats in both cost and strength: each costs least for its strength."
STOPPED = "The search for other plans was stopped; these are the best found, and there may be better ones between them."


def other_plans(result: Recommendation, sheet: Sheet) -> Lines:
    """The section of the other plans; rotations that name a program of the result are shown by its name."""
    if not result.alternatives:
        return []
    names = {program.id: program.name for program in result.programs}
    intro = wrap(Text(EXACT if result.alternatives_exact else STOPPED), sheet.prose.width)
    return [*heading("Other plans", sheet), *intro, *frontier_lines(result.alternatives, sheet, names)]


def frontier_lines(alternatives: Sequence[AlternativeInfo], sheet: Sheet, names: Mapping[str, str]) -> Lines:
    """The chart, where there are enough plans for one, and the table of the plans with a name.

    ``names`` has the names of programs by id.
    """
    chart = _chart(alternatives, sheet) if len({one.usd for one in alternatives}) >= LEAST_PLANS else []
    return [*([Text(), *chart, Text()] if chart else []), *_table(alternatives, sheet, names)]


def _chart(alternatives: Sequence[AlternativeInfo], sheet: Sheet) -> Lines:
    """Cost to the right, strength upwards: a step to each plan, drawn by its letter if it has a name."""
    marks, columns = sheet.marks, min(sheet.width - _AXIS - 1, MOST_COLUMNS)
    cells = [[" "] * columns for _ in range(ROWS)]
    places = [_place(alternatives, one, columns) for one in alternatives]
    for (row, column), (_, following) in zip(places, [*places[1:], (0, columns)], strict=True):
        cells[row][column:following] = marks.rule * max(0, following - column)
    for row, column in places:
        cells[row][column] = marks.ignored
    for name in reversed(NAMES):
        for one, (row, column) in zip(alternatives, places, strict=True):
            if one.name == name:
                cells[row][column] = NAMES[name][0]
    labels = {0: points(alternatives[0].strength), ROWS - 1: points(alternatives[-1].strength)}
    lines = [Text(f"{labels.get(row, ''):>{_AXIS - 1}} {marks.monday}{''.join(cells[row])}") for row in _downwards()]
    for line in lines:
        line.rstrip()
    return [Text("Strength", "dim"), *lines, *_cost_axis(alternatives, columns, sheet), *_legend(alternatives, sheet)]


def _downwards() -> range:
    return range(ROWS - 1, -1, -1)


def _place(alternatives: Sequence[AlternativeInfo], one: AlternativeInfo, columns: int) -> tuple[int, int]:
    """The row, counted from below, and the column of a plan."""
    first, last = alternatives[0], alternatives[-1]
    row = round((one.strength - first.strength) / (last.strength - first.strength) * (ROWS - 1))
    return row, round((one.usd - first.usd) / (last.usd - first.usd) * (columns - 1))


def _cost_axis(alternatives: Sequence[AlternativeInfo], columns: int, sheet: Sheet) -> Lines:
    least, most = f"${alternatives[0].usd:,}", f"${alternatives[-1].usd:,}"
    between = " " * max(1, columns - len(least) - len(most))
    return indented([Text(sheet.marks.rule * columns, "dim"), Text(least + between + most, "dim")], _AXIS + 1)


def _legend(alternatives: Sequence[AlternativeInfo], sheet: Sheet) -> Lines:
    present = {one.name for one in alternatives}
    phrases = [f"{letter} {name}: {rule}" for name, (letter, rule) in NAMES.items() if name in present]
    return flow([*phrases, f"{sheet.marks.ignored} another plan"], sheet.prose)


def _table(alternatives: Sequence[AlternativeInfo], sheet: Sheet, names: Mapping[str, str]) -> Lines:
    columns = (
        Column("Plan", grows=True),
        Column("Letters", right=True),
        Column("Rotations", right=True),
        Column("Strength", right=True),
        Column("USD", right=True),
    )
    named: dict[int, list[AlternativeInfo]] = {}
    for one in alternatives:
        if one.name is not None:
            named.setdefault(one.usd, []).append(one)
    return grid(columns, [_row(ones, names) for ones in named.values()], sheet.prose).lines


def _row(ones: Sequence[AlternativeInfo], names: Mapping[str, str]) -> tuple[Cell, ...]:
    """One plan with all its names."""
    plan = ones[0]
    title = capital(" and ".join(one.name for one in ones if one.name is not None))
    rotations = [Text(f"  {names.get(program, program)}") for program in plan.rotations]
    return (
        (Text(title, "bold"), *rotations),
        (Text(str(plan.letters)),),
        (Text(str(len(plan.rotations))),),
        (Text(points(plan.strength)),),
        (Text(f"{plan.usd:,}"),),
    )
