"""A plan checked against the words of the method, from the JSON of the result and the exported model alone.

Written apart from the planner: none of its functions is used here.
"""

from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

from usceplan.applicant import Applicant
from usceplan.catalog.program import Program

Json = dict[str, Any]


def check_plan(result: Json, model: Json, programs: dict[str, Program], today: date, applicant: Applicant) -> None:
    """Raise AssertionError for the first thing that is wrong with a plan or its backups."""
    plan, limits = result["plan"], model["limits"]
    rotations = [_candidate(model, one) for one in plan["rotations"]]
    chosen = [one["program"] for one in rotations]
    assert len(set(chosen)) == len(chosen) <= limits["max_rotations"]
    assert set(limits["must_include"]) <= set(chosen)
    assert not set(applicant.limits.exclude) & set(chosen)
    for rotation, shown in zip(rotations, plan["rotations"], strict=True):
        _check_dates(shown, programs[shown["program"]], result, today, applicant)
        assert shown["usd"]["low"] <= shown["usd"]["typical"] == rotation["usd"] <= shown["usd"]["high"]
        assert shown["verdict"] in (("eligible",) if applicant.limits.only_confirmed else ("eligible", "confirm"))
        assert (shown["verdict"] == "confirm") == bool(shown["to_confirm"])
        assert shown["letter"]["counts"] == (rotation["letter"] > 0)
    for before, after in pairwise(rotations):
        assert before["start"] + before["weeks"] <= after["start"]
    assert plan["usd"] == least_cost(model, rotations) <= limits["budget"] == applicant.budget
    assert result["budget"]["total"]["typical"] == plan["usd"] == sum(m["usd"] for m in result["budget"]["by_month"])
    _check_strength(plan, model, rotations)
    _check_stays(plan, model, rotations)
    for number, shown in enumerate(plan["rotations"]):
        _check_backups(shown["backups"], model, rotations, number)


def _candidate(model: Json, shown: Json) -> Json:
    """The candidate of the model that a rotation is; exactly one."""
    start = (date.fromisoformat(shown["start"]) - date.fromisoformat(model["first_monday"])).days
    assert start % 7 == 0
    wanted = (shown["program"], shown["specialty"], start // 7, shown["weeks"])
    fitting = [
        one
        for one in model["candidates"]
        if (one["program"], one["specialty"], one["start"], one["weeks"]) == wanted
        and ("metro" not in shown or one["metro"] == shown["metro"])
    ]
    assert fitting
    first: Json = fitting[0]
    return first


def _check_dates(shown: Json, program: Program, result: Json, today: date, applicant: Applicant) -> None:
    start, end, weeks = date.fromisoformat(shown["start"]), date.fromisoformat(shown["end"]), shown["weeks"]
    match_week = next(one["date"] for one in result["match"]["milestones"] if one["id"] == "match_week_monday")
    assert start.weekday() == 0
    assert end == start + timedelta(days=7 * weeks - 1)
    assert end < date.fromisoformat(match_week)
    stated = program.apply_lead_weeks.min if program.apply_lead_weeks else None
    lead = stated or (17 if shown["kind"] == "elective" else 13)
    assert start - timedelta(weeks=lead) >= today
    assert date.fromisoformat(shown["apply_by"]) == start - timedelta(weeks=lead)
    assert applicant.available_from is None or start >= applicant.available_from
    assert applicant.available_to is None or end <= applicant.available_to
    assert not applicant.months or all(
        (start + timedelta(weeks=week)).month in applicant.months for week in range(weeks)
    )
    assert program.start_months is None or start.month in program.start_months
    assert program.intake is None or program.intake.value != "monthly" or start.day <= 7
    limits = program.duration_weeks
    if limits is None or (limits.min is None and limits.max is None and limits.fixed is None):
        assert weeks == 4
    elif limits.fixed is not None:
        assert weeks in limits.fixed
    else:
        assert (limits.min or 1) <= weeks <= (limits.max or 24 if (limits.max or limits.min or 0) <= 24 else weeks)


def least_cost(model: Json, rotations: list[Json]) -> int | None:
    """The least cost over all choices of waiting or going home between rotations; None if no choice is allowed."""
    costs, found = model["costs"], []
    rotations = sorted(rotations, key=lambda one: int(one["start"]))
    for homes in product((False, True), repeat=len(rotations) - 1):
        usd = costs["once"] + costs["stay"] + sum(one["usd"] for one in rotations)
        stays = [[rotations[0]["start"], 0]]
        possible = True
        for (before, after), home in zip(pairwise(rotations), homes, strict=True):
            end = before["start"] + before["weeks"]
            gap = after["start"] - end
            possible = possible and gap >= (1 if home else 0)
            if home:
                usd += costs["stay"]
                stays[-1][1] = end
                stays.append([after["start"], 0])
            else:
                usd += gap * costs["weekly"][before["metro"]]
                usd += costs["move"] if before["metro"] != after["metro"] else 0
        stays[-1][1] = rotations[-1]["start"] + rotations[-1]["weeks"]
        if possible and _stays_allowed(model, stays):
            found.append(usd)
    return min(found, default=None)


def _stays_allowed(model: Json, stays: list[list[int]]) -> bool:
    most = model["limits"]["stay_days"]
    return len(stays) <= model["limits"]["max_stays"] and all(
        most is None or 7 * (end - start) <= most for start, end in stays
    )


def strength(model: Json, rotations: list[Json]) -> dict[str, int]:
    """The parts of the strength in thousandths of a point."""
    parts, found = model["parts"], {}
    for name, sums in (("letters", "letter"), ("hands_on", "hands_on"), ("specialty", "specialty_weeks")):
        part = parts[name]
        reached = min(part["held"] + sum(one[sums] for one in rotations), part["cap"])
        found[name] = 1000 * part["points"] * reached // part["cap"]
    found["recency"] = 1000 * max([parts["recency"]["held"], *(one["recency"] for one in rotations)])
    settings = ("inpatient", "outpatient", "residency")
    has = [any(one["mix"][number] for one in rotations) for number in range(3)]
    found["mix"] = 1000 * sum(parts["mix"][name] for name, there in zip(settings, has, strict=True) if there)
    return found


def _check_strength(plan: Json, model: Json, rotations: list[Json]) -> None:
    by_hand = strength(model, rotations)
    shown = {part["id"].replace("-", "_"): round(part["points"] * 1000) for part in plan["parts"]}
    assert shown == by_hand
    assert round(plan["strength"] * 1000) == sum(by_hand.values())
    assert all(0 <= part["points"] <= part["max"] for part in plan["parts"])
    assert plan["max_strength"] == sum(part["max"] for part in plan["parts"])


def _check_stays(plan: Json, model: Json, rotations: list[Json]) -> None:
    """The stays as the arrivals tell them."""
    stays: list[list[int]] = []
    paid = 0
    for rotation, shown in zip(rotations, plan["rotations"], strict=True):
        arrival, end = shown["arrival"], rotation["start"] + rotation["weeks"]
        if arrival["kind"] == "from-home":
            # Someone who lives in the United States has no stays; the trip is in the cost of the rotation.
            assert (arrival["weeks_waiting"], arrival["usd"], model["costs"]["stay"]) == (0, 0, 0)
        elif arrival["kind"] in ("arrive", "home"):
            assert (arrival["kind"] == "arrive") == (not stays)
            assert not stays or rotation["start"] > stays[-1][1]
            stays.append([rotation["start"], end])
        else:
            assert arrival["weeks_waiting"] == rotation["start"] - stays[-1][1]
            assert (arrival["kind"] == "wait") == (arrival["weeks_waiting"] > 0)
            stays[-1][1] = end
        paid += arrival["usd"]
    assert len(stays) == plan["stays"]
    assert _stays_allowed(model, stays)
    assert plan["usd"] == model["costs"]["once"] + paid + sum(one["usd"] for one in rotations)


def _check_backups(backups: list[Json], model: Json, rotations: list[Json], number: int) -> None:
    chosen = {one["program"] for one in rotations}
    assert len({one["program"] for one in backups}) == len(backups) <= 3
    order = []
    for shown in backups:
        assert shown["program"] not in chosen
        assert rotations[number]["program"] not in model["limits"]["must_include"]
        start = (date.fromisoformat(shown["start"]) - date.fromisoformat(model["first_monday"])).days // 7
        assert (start, shown["weeks"]) == (rotations[number]["start"], rotations[number]["weeks"])
        swapped = [
            (sum(strength(model, plan).values()), least_cost(model, plan))
            for one in model["candidates"]
            if (one["program"], one["start"], one["weeks"]) == (shown["program"], start, shown["weeks"])
            for plan in [[*rotations[:number], one, *rotations[number + 1 :]]]
        ]
        within = [(-points, usd) for points, usd in swapped if usd is not None and usd <= model["limits"]["budget"]]
        assert (-round(shown["strength"] * 1000), shown["usd"]) == min(within)
        order.append(min(within))
    assert order == sorted(order)
