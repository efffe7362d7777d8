"""The whole method on one example, worked out by hand: three programs, one applicant, three budgets.

The applicant: a graduate of 2023 from India, visa B-1/B-2, internal medicine, the Match of 2028, on 2026-11-22.
Applications open in 2027, four years past graduation, so that 24 weeks are wanted (W). A letter counts if its rotation
ends by 2027-08-23. Nothing is held.

The programs:
  ward    Chicago, observership, inpatient, residency programs on site, letter: yes, 4 weeks, $1,000,
          8 weeks of lead time: from Monday, 2027-01-18.
  clinic  Houston, observership, outpatient, letter: possible, 2 to 4 weeks, $250 a week, 4 weeks of lead time, from the
          first Mondays of February to May: 2027-02-01, 03-01, 04-05, 05-03.
  lab     New York, research in cardiology, nothing said of letters, free; 4 weeks and 13 weeks of lead time are
          assumed: from Monday, 2027-02-22.

A week of living:  housing + food + transport + insurance
  Chicago   233 + 82 + 20 + 18 = 353
  Houston   173 + 82 + 13 + 18 = 286
  New York  344 + 82 + 35 + 18 = 479

Each rotation:          letter                      weeks × hands-on  weeks × specialty  cost
  ward               1.0 × 0.6 × 1.0 × 1.0 = 0.600   4 × 0.2 = 0.8        4 × 1 = 4     1000 + 4 × 353 = 2412
  clinic, 4 weeks    1.0 × 0.6 × 0.7 × 1.0 = 0.420   4 × 0.2 = 0.8        4 × 1 = 4     1000 + 4 × 286 = 2144
  clinic, 3 weeks    too short for a letter          3 × 0.2 = 0.6        3 × 1 = 3      750 + 3 × 286 = 1608
  lab                0.8 × 0.6 × 0.5 × 0.5 = 0.120   research: 0          research: 0      0 + 4 × 479 = 1916

Any plan: visa 185, antibody tests 90 and 2 × 55, blood test 140, record check 60: 585. A stay: the flight, 1087. A
move: 259.

All three (12 weeks in one stay, two moves) cost 585 + 1087 + 2412 + 2144 + 1916 + 2 × 259 = 8662.
  letters    40 × (0.600 + 0.420 + 0.120) / 3 = 15.2
  hands-on   25 × (0.8 + 0.8) / 24            =  1.666
  specialty  15 × 8 / 24                      =  5
  recency    all end after 2026-09-01         = 10
  mix        inpatient 3, outpatient 3, residency 4 = 10      in all 41.866

Ward and clinic cost 585 + 1087 + 2412 + 2144 + 259 = 6487.
  letters 40 × 1.020 / 3 = 13.6, the rest as before: 13.6 + 1.666 + 5 + 10 + 10 = 40.266
  Ward, lab and the clinic for 2 weeks would cost 7590, but be worth only 9.6 + 1.25 + 3.75 + 10 + 10 = 34.6.

Ward and three weeks of the clinic cost 585 + 1087 + 2412 + 1608 + 259 = 5951.
  letters 40 × 0.600 / 3 = 8, hands-on 25 × 1.4 / 24 = 1.458, specialty 15 × 7 / 24 = 4.375, 10, 10: in all 33.833

Dates: nothing is cheaper than to go straight from one to the next, and then nothing ends earlier than what begins with
the clinic or the ward on 2027-02-01, when the clinic starts again on 03-01 or is over. Both orders end on the same day;
the clinic comes first by the order of ids. The lab comes before the ward for the same reason.
"""

from datetime import date
from typing import Any

import pytest

from plan_checker import least_cost, strength
from situations import made_up, situation, with_programs
from usceplan.output.results import Recommendation
from usceplan.planning.instance import exported
from usceplan.recommendation import Recommended, recommendation_of

WARD = made_up(id="ward", name="Ward")
CLINIC = made_up(
    id="clinic",
    name="Clinic",
    locations=[{"city": "Houston", "state": "TX"}],
    settings=["outpatient"],
    residency_programs_on_site=False,
    letter={"offered": "possible", "letterhead": None},
    duration_weeks={"min": 2, "max": 4},
    intake="monthly",
    start_months=[2, 3, 4, 5],
    apply_lead_weeks={"min": 4, "max": None},
    fees=[{"item": "tuition", "usd": 250, "per": "week", "as_of": "2026"}],
)
LAB = made_up(
    id="lab",
    name="Lab",
    kind="research",
    locations=[{"city": "New York", "state": "NY"}],
    settings=None,
    residency_programs_on_site=None,
    letter={"offered": None, "letterhead": None},
    specialties=["cardiology"],
    duration_weeks=None,
    apply_lead_weeks=None,
    fees=[],
)


def recommended(budget: int) -> Recommended:
    asked = with_programs(situation(nationality="IN", budget=budget), CLINIC, LAB, WARD)
    return recommendation_of(asked)


def result(budget: int) -> Recommendation:
    return recommended(budget).result


@pytest.mark.parametrize(
    ("budget", "cost", "points", "rotations"),
    [
        pytest.param(
            8662, 8662, {"letters": 15.2, "hands-on": 1.666, "specialty": 5, "recency": 10, "mix": 10},
            [("clinic", "2027-02-01", 4), ("lab", "2027-03-01", 4), ("ward", "2027-03-29", 4)],
            id="enough for all three, to the dollar",
        ),
        pytest.param(
            8661, 6487, {"letters": 13.6, "hands-on": 1.666, "specialty": 5, "recency": 10, "mix": 10},
            [("clinic", "2027-02-01", 4), ("ward", "2027-03-01", 4)], id="a dollar less",
        ),
        pytest.param(
            6487, 6487, {"letters": 13.6, "hands-on": 1.666, "specialty": 5, "recency": 10, "mix": 10},
            [("clinic", "2027-02-01", 4), ("ward", "2027-03-01", 4)], id="just enough for two",
        ),
        pytest.param(
            6486, 5951, {"letters": 8, "hands-on": 1.458, "specialty": 4.375, "recency": 10, "mix": 10},
            [("clinic", "2027-02-01", 3), ("ward", "2027-02-22", 4)], id="the clinic for three weeks",
        ),
    ],
)  # fmt: skip
def test_the_plan(budget: int, cost: int, points: dict[str, float], rotations: list[tuple[str, str, int]]) -> None:
    plan = result(budget).plan
    assert plan is not None
    assert plan.proven_optimal
    assert [(one.program, one.start.isoformat(), one.weeks) for one in plan.rotations] == rotations
    assert (plan.usd, plan.stays) == (cost, 1)
    assert {part.id: part.points for part in plan.parts} == points
    assert plan.strength == pytest.approx(sum(points.values()))


def test_the_rotations() -> None:
    plan = result(8662).plan
    assert plan is not None
    shown = [
        (one.end.isoformat(), one.apply_by.isoformat(), one.letter.quality, one.usd.typical, one.usd_basis)
        for one in plan.rotations
    ]
    assert shown == [
        ("2027-02-28", "2027-01-04", 0.42, 2144, "stated"),
        # 13 weeks before March 1.
        ("2027-03-28", "2026-11-30", 0.12, 1916, "stated"),
        # 8 weeks before March 29.
        ("2027-04-25", "2027-02-01", 0.6, 2412, "stated"),
    ]
    assert [(one.arrival.kind, one.arrival.usd) for one in plan.rotations] == [
        ("arrive", 1087),
        ("stay", 259),
        ("stay", 259),
    ]


def test_the_budget() -> None:
    """Ward and clinic: fees 2000, eight weeks of living, one flight and one move, and what comes once."""
    budget = result(6487).budget
    assert budget is not None
    by_category = {one.category: one.usd.typical for one in budget.by_category if one.counted}
    assert by_category == {
        "program-fees": 2000,
        "housing": 4 * 233 + 4 * 173,
        "food": 8 * 82,
        "local-transport": 4 * 20 + 4 * 13,
        "airfare-and-moves": 1087 + 259,
        "visa-and-entry": 185,
        "insurance-and-health-papers": 8 * 18 + 90 + 2 * 55 + 140 + 60,
    }
    assert sum(by_category.values()) == budget.total.typical == 6487


def test_the_model_says_the_same() -> None:
    model = exported(recommended(8662).planned.instance)
    assert model["costs"] == {
        "once": 585, "stay": 1087, "move": 259, "weekly": {"chicago": 353, "houston": 286, "new_york": 479},
    }  # fmt: skip
    start = {"clinic": 10, "lab": 14, "ward": 18}
    assert date.fromisocalendar(2027, 5, 1) == date(2027, 2, 1)
    chosen: list[dict[str, Any]] = [
        one for one in model["candidates"] if (one["start"], one["weeks"]) == (start[one["program"]], 4)
    ]
    assert [one["program"] for one in chosen] == ["clinic", "lab", "ward"]
    assert least_cost(model, chosen) == 8662
    assert strength(model, chosen) == {
        "letters": 15_200, "hands_on": 1666, "specialty": 5000, "recency": 10_000, "mix": 10_000,
    }  # fmt: skip
    three_weeks = [one for one in model["candidates"] if (one["program"], one["weeks"]) == ("clinic", 3)]
    assert {(one["usd"], one["letter"], one["hands_on"], one["specialty_weeks"]) for one in three_weeks} >= {
        (1608, 0, 600, 3000)
    }
