"""The whole method on one example, worked out by hand in docs/method.md: its sums are right, and the program agrees.

Every figure is read from the document: the three programs, the prices, what each rotation is worth, the plans that no
other beats, their dates for several budgets, and the chances of letters.
"""

from datetime import date
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from documents import ROOT, File, steps, table_after, text_of
from plan_checker import least_cost, strength
from situations import TODAY, situation, with_programs
from test_own_files import Config
from usceplan.catalog.program import Program
from usceplan.costs.prices import Prices
from usceplan.output.results import PlanInfo
from usceplan.planning.frontier import Frontier, frontier, named_points
from usceplan.planning.instance import exported
from usceplan.planning.situation import Situation
from usceplan.recommendation import Recommended, recommendation_of
from worked_sums import checked, terms, worked_out

METHOD = ROOT / "docs" / "method.md"
EXAMPLE = text_of(METHOD).partition("## An example by hand\n")[2]
ALL_THE_MONEY = 8662
PLANS = table_after(EXAMPLE, "**The plans**")
BUDGETS = table_after(EXAMPLE, "**When the best plans take place.**")


@cache
def programs() -> tuple[Program, ...]:
    """The programs of the example, from the file that the document has."""
    (file,) = (step for step in steps(METHOD) if isinstance(step, File))
    with TemporaryDirectory() as folder:
        config = Config(Path(folder))
        config.write(file.text)
        found = config.loaded()
    return tuple(found.program(name) for name in ("clinic", "lab", "ward"))


def asked(budget: int = ALL_THE_MONEY) -> Situation:
    return with_programs(situation(nationality="IN", budget=budget), *programs())


@cache
def recommended(budget: int = ALL_THE_MONEY) -> Recommended:
    return recommendation_of(asked(budget))


def plan(budget: int = ALL_THE_MONEY) -> PlanInfo:
    found = recommended(budget).result.plan
    assert found is not None
    return found


@cache
def model() -> dict[str, Any]:
    return exported(recommended().planned.instance)


@cache
def points() -> Frontier:
    return frontier(recommended().planned.instance)


def candidates(program: str, weeks: int) -> list[dict[str, Any]]:
    return [one for one in model()["candidates"] if (one["program"], one["weeks"]) == (program, weeks)]


def rotations_of(row: dict[str, str]) -> list[tuple[str, int]]:
    """``clinic 4, ward 4`` as programs and weeks."""
    return [(one.split()[0], int(one.split()[1])) for one in row["plan"].split(", ")]


def test_who_and_when() -> None:
    words = " ".join(EXAMPLE.split())
    found = asked()
    assert f"on {TODAY}, with" in words
    assert f"Applications open in {found.submission_day.year}, four years past graduation, so W is 24 weeks" in words
    assert model()["parts"]["hands_on"]["cap"] == 24_000
    assert f"may review from {found.review_day} (projected)" in words
    assert f"counts if its rotation ends by {found.letter_deadline}." in words


def test_the_first_days() -> None:
    (paragraph,) = (one for one in EXAMPLE.split("\n\n") if one.startswith("**When.**"))
    told = [word.strip(".,:") for word in paragraph.split() if word.startswith("202")]
    starts = {
        name: [asked().mondays[one["start"]].isoformat() for one in candidates(name, 4)]
        for name in ("ward", "clinic", "lab")
    }
    assert told == [starts["ward"][0], *starts["clinic"], starts["lab"][0]]


def test_a_week_of_living() -> None:
    rows = {row["city"]: row["week"] for row in table_after(EXAMPLE, "**A week of living**")}
    prices = Prices(asked())
    for metro, city in (("chicago", "Chicago"), ("houston", "Houston"), ("new_york", "New York")):
        assert terms(rows[city]) == [line.usd.typical for line in prices.week(metro, TODAY)]
        assert checked(rows[city]) == model()["costs"]["weekly"][metro]


def test_each_rotation() -> None:
    rows = table_after(EXAMPLE, "**Each rotation**")
    assert {(row["program"], int(row["weeks"])) for row in rows} == {
        (one["program"], one["weeks"]) for one in model()["candidates"]
    }
    for row in rows:
        found = candidates(row["program"], int(row["weeks"]))[0]
        assert (found["letter"], found["hands_on"], found["specialty_weeks"], found["usd"]) == (
            *(1000 * checked(row[part]) for part in ("letter", "hands-on", "specialty")),
            checked(row["dollars"]),
        )


def test_what_else_is_paid() -> None:
    once, stay, move = (row["dollars"] for row in table_after(EXAMPLE, "**What else is paid.**"))
    assert terms(once) == [line.usd.typical for line in Prices(asked()).once()]
    costs = model()["costs"]
    assert (checked(once), checked(stay), checked(move)) == (costs["once"], costs["stay"], costs["move"])


def test_the_plans_are_all_that_no_other_beats() -> None:
    assert points().is_exact
    found = [sorted((one.program, one.weeks) for one in point.chosen) for point in points().points]
    assert found == [rotations_of(row) for row in PLANS]


@pytest.mark.parametrize("row", PLANS, ids=lambda row: row["plan"])
def test_what_a_plan_is_worth_and_costs(row: dict[str, str]) -> None:
    by_hand = {part: checked(row[part]) for part in ("letters", "hands-on", "specialty", "recency", "mix")}
    point = points().points[PLANS.index(row)]
    scores = {part.replace("_", "-"): Fraction(getattr(point.scores, part), 1000) for part in strength_parts()}
    assert scores == by_hand
    assert sum(by_hand.values()) == checked(row["strength"]) == Fraction(point.strength, 1000)
    assert checked(row["dollars"]) == point.cost
    chosen = [one for one in model()["candidates"] if one["index"] in {each.index for each in point.chosen}]
    assert least_cost(model(), chosen) == point.cost
    assert sum(strength(model(), chosen).values()) == point.strength


def strength_parts() -> tuple[str, ...]:
    return ("letters", "hands_on", "specialty", "recency", "mix")


def test_the_plans_with_names() -> None:
    rows = table_after(EXAMPLE, "The *balanced* one")
    height = {row["plan"]: worked_out(row["strength less cost"]) for row in rows}
    assert {name: f"{float(one):.3f}" for name, one in height.items()} == {
        row["plan"]: row["above the line"] for row in rows
    }
    named = named_points(points())
    inner = {row["plan"]: point for row, point in zip(PLANS, points().points, strict=True)}
    assert list(height) == list(inner)[1:-1]
    assert named["balanced"] == inner[max(height, key=lambda name: height[name])]
    assert named["thriftiest"] == inner["clinic 4, ward 4"]
    assert named["strongest"] == points().points[-1]


@pytest.mark.parametrize("row", BUDGETS, ids=lambda row: row["budget"])
def test_the_best_plan_of_a_budget(row: dict[str, str]) -> None:
    found = plan(int(row["budget"]))
    told = [row[place] for place in ("first", "then", "then again") if row[place]]
    assert [f"{one.program} {one.weeks} from {one.start}" for one in found.rotations] == told
    assert (found.usd, found.stays, found.proven_optimal) == (int(row["dollars"]), 1, True)
    assert [one.arrival.kind for one in found.rotations] == ["arrive", *["stay"] * (len(told) - 1)]


def test_the_budget_is_the_cost_by_category() -> None:
    budget = recommended().result.budget
    assert budget is not None
    assert sum(one.usd.typical for one in budget.by_category if one.counted) == budget.total.typical == plan().usd


def test_applications_and_ends() -> None:
    shown = [(one.end, one.apply_by, one.letter.quality) for one in plan().rotations]
    assert shown == [
        (date(2027, 2, 28), date(2027, 1, 4), 0.42),
        # 13 weeks before March 1.
        (date(2027, 3, 28), date(2026, 11, 30), 0.12),
        # 8 weeks before March 29.
        (date(2027, 4, 25), date(2027, 2, 1), 0.6),
    ]


def test_the_chances() -> None:
    rows = table_after(EXAMPLE, "**Chances.**")
    found = plan().robustness
    assert [row["shown as"] for row in rows] == [f"{floor(100 * worked_out(row['chance']))}%" for row in rows]
    assert [row["shown as"] for row in rows] == [f"{100 * one:.0f}%" for one in found.letter_chances]
    assert all(one.backups == [] for one in plan().rotations)
    fewest = next(number for number in range(1, 10) if 1 - Fraction(1, 2) ** number >= Fraction(9, 10))
    assert found.applications_per_place == fewest == 4
