"""Why no plan is possible: what is blamed, and that the change which is suggested really opens one."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situations import TODAY, catalogue, made_up, situation, with_programs
from usceplan.assessment import assess_all
from usceplan.catalog.program import Program
from usceplan.catalog.vocabulary import Kind, Visa
from usceplan.costs.prices import Prices
from usceplan.match import match_cycle
from usceplan.planning.no_plan import Blame, blame, least_budget
from usceplan.planning.optimizer import Solution
from usceplan.planning.plan import make_plan
from usceplan.planning.situation import Situation
from usceplan.recommendation import recommendation_of
from usceplan.understanding import visa

ONE = made_up(id="one")
OTHER = made_up(id="other", kind="externship", hands_on="full", locations=[{"city": "Houston", "state": "TX"}])
COST_OF_ONE = 585 + 1087 + 1000 + 4 * 353
"""Once, the flight from South Asia, the fee, and four weeks in Chicago."""


def has_plan(asked: Situation) -> bool:
    prices = Prices(asked)
    return isinstance(make_plan(asked, prices, assess_all(asked, prices)).solution, Solution)


def with_flags(asked: Situation, flags: str) -> Situation:
    """The situation as it would be with the suggested options."""
    applicant, cycle = asked.applicant, asked.cycle
    words = flags.split()
    for option, value in zip(words[::2], words[1::2], strict=True):
        if option == "--budget":
            applicant = replace(applicant, budget=int(value))
        elif option == "--match-year":
            applicant, cycle = replace(applicant, match_year=int(value)), match_cycle(catalogue().calendar, int(value))
        elif option == "--visa":
            applicant = replace(applicant, visas=visa(value))
        elif option == "--ignore-rule":
            rules = (*applicant.limits.ignore_rules, value)
            applicant = replace(applicant, limits=replace(applicant.limits, ignore_rules=rules))
        else:
            raise AssertionError(f"an option that no change suggests: {option}")
    return replace(asked, applicant=applicant, cycle=cycle)


FIELDS = {"--kind": "kinds", "--state": "states", "--not-state": "not_states"}
NOTHING: dict[str, Any] = {"only_confirmed": False, "hands_on_only": False, "max_rotations": None, "max_stays": None}


def without(asked: Situation, change: str) -> Situation:
    """The situation without the options that a change says to leave out."""
    applicant, limits = asked.applicant, asked.applicant.limits
    for option in re.findall(r"--[a-z-]+[a-z]", change):
        name = FIELDS.get(option, option.removeprefix("--").replace("-", "_"))
        if hasattr(limits, name):
            limits = replace(limits, **{name: NOTHING.get(name, ())})
        else:
            empty: dict[str, Any] = {name: () if name == "months" else None}
            applicant = replace(applicant, **empty)
    return replace(asked, applicant=replace(applicant, limits=limits))


NOTHING_HELPS = Blame(
    "several", "No single change of budget, dates, limits, Match year, visa or rule opens a plan.", None, None
)

CASES: dict[str, tuple[dict[str, Any], tuple[Program, ...], Blame]] = {
    "no money": (
        {"budget": 0},
        (ONE, OTHER),
        Blame(
            "budget",
            "The cheapest plan costs $4,084, more than the budget of $0.",
            "Raise the budget to $4,084.",
            "--budget 4084",
        ),
    ),
    "a dollar too little": (
        {"budget": COST_OF_ONE - 1},
        (ONE, OTHER),
        Blame(
            "budget",
            "The cheapest plan costs $4,084, more than the budget of $4,083.",
            "Raise the budget to $4,084.",
            "--budget 4084",
        ),
    ),
    "two programs that must both be in": (
        # Once, a flight, two fees, eight weeks in Chicago; no waiting and no move.
        {"budget": 5000, "limits": {"include": ("one", "twin")}},
        (ONE, made_up(id="twin")),
        Blame(
            "budget",
            "The cheapest plan costs $6,496, more than the budget of $5,000.",
            "Raise the budget to $6,496.",
            "--budget 6496",
        ),
    ),
    "away too soon": (
        {"available_to": date(2026, 12, 31)},
        (ONE,),
        Blame(
            "dates",
            "No program can start and end within the dates and months you gave.",
            "Give more time: widen or leave out --available-to.",
            None,
        ),
    ),
    "months in which the program does not run": (
        {"months": (6, 7), "available_from": date(2027, 1, 1)},
        (made_up(id="winter", start_months=[1, 2, 3]),),
        Blame(
            "dates",
            "No program can start and end within the dates and months you gave.",
            "Give more time: widen or leave out --available-from and --months.",
            None,
        ),
    ),
    "a kind that nobody offers": (
        {"limits": {"kinds": (Kind.VOLUNTEER,)}},
        (ONE,),
        Blame("your-limits", "Your limit --kind leaves no plan.", "Leave out --kind.", None),
    ),
    "hands-on on a visitor visa": (
        {"limits": {"hands_on_only": True}},
        (ONE, OTHER),
        Blame("your-limits", "Your limit --hands-on-only leaves no plan.", "Leave out --hands-on-only.", None),
    ),
    "another state": (
        {"limits": {"states": ("WY",)}},
        (ONE,),
        Blame("your-limits", "Your limit --state leaves no plan.", "Leave out --state.", None),
    ),
    "not the only state": (
        {"limits": {"not_states": ("IL",)}},
        (ONE,),
        Blame("your-limits", "Your limit --not-state leaves no plan.", "Leave out --not-state.", None),
    ),
    "all excluded": (
        {"limits": {"exclude": ("one",)}},
        (ONE,),
        Blame("your-limits", "Your limit --exclude leaves no plan.", "Leave out --exclude.", None),
    ),
    "nothing is confirmed": (
        {"visas": (Visa.B2,), "limits": {"only_confirmed": True}},
        (ONE,),
        Blame("your-limits", "Your limit --only-confirmed leaves no plan.", "Leave out --only-confirmed.", None),
    ),
    "more programs than rotations": (
        {"budget": 20_000, "limits": {"include": ("one", "twin"), "max_rotations": 1}},
        (ONE, made_up(id="twin")),
        Blame("your-limits", "Your limit --max-rotations leaves no plan.", "Leave out --max-rotations.", None),
    ),
    "fewer stays than the programs need": (
        # One runs in March, the other in January of the next year: more than 180 days lie between.
        {"budget": 20_000, "limits": {"include": ("winter", "spring"), "max_stays": 1}},
        (
            made_up(id="spring", start_months=[3], duration_weeks={"min": 4, "max": 4}),
            made_up(id="winter", start_months=[11], duration_weeks={"min": 4, "max": 4}),
        ),
        Blame("your-limits", "Your limit --max-stays leaves no plan.", "Leave out --max-stays.", None),
    ),
    "a program that is shut": (
        {"limits": {"include": ("shut",)}},
        (ONE, made_up(id="shut", name="Night Watch", status="closed")),
        Blame(
            "your-limits",
            "No plan can hold what you asked for with --include: Night Watch, Example Hospital. "
            "Is closed or does not take outside applicants.",
            "Leave out --include.",
            None,
        ),
    ),
    "two limits together": (
        {"limits": {"states": ("WY",), "kinds": (Kind.VOLUNTEER,), "max_rotations": 2}},
        (ONE,),
        Blame(
            "your-limits",
            "Your limits --kind, --state and --max-rotations leave no plan.",
            "Leave out --kind, --state and --max-rotations.",
            None,
        ),
    ),
    "the Match is over": (
        {"match_year": 2026},
        (ONE,),
        Blame(
            "match-year",
            "No rotation that suits you can end before Match Week, 2026-03-16.",
            "Plan for the 2027 Match.",
            "--match-year 2027",
        ),
    ),
    "this Match is too near, the next is not": (
        {"match_year": 2026},
        (made_up(id="long", duration_weeks={"min": 12, "max": 12}),),
        Blame(
            "match-year",
            "No rotation that suits you can end before Match Week, 2026-03-16.",
            "Plan for the 2028 Match.",
            "--match-year 2028",
        ),
    ),
    "ESTA is not taken": (
        {"visas": (Visa.ESTA,)},
        (ONE,),
        Blame(
            "visa", "Your visa leaves no plan.", "Ask whether you could come on B-1/B-2: plans exist on it.",
            "--visa b1-b2",
        ),
    ),
    "only ESTA is taken": (
        {},
        (made_up(id="esta", visas_accepted=["esta"]),),
        Blame(
            "visa", "Your visa leaves no plan.",
            "Ask whether you could come on ESTA (visa waiver): plans exist on it.", "--visa esta",
        ),
    ),
    "hands-on by a graduate on a visitor visa": (
        {},
        (OTHER,),
        Blame(
            "rule", "The rule visa-permits leaves no plan.",
            "Ignore the rule visa-permits only if you know better than the pages on file; then plans exist.",
            "--ignore-rule visa-permits",
        ),
    ),
    "too long past graduation": (
        {"graduation_year": 2010},
        (ONE,),
        Blame(
            "rule", "The rule graduation-year leaves no plan.",
            "Ignore the rule graduation-year only if you know better than the pages on file; then plans exist.",
            "--ignore-rule graduation-year",
        ),
    ),
    "another specialty": (
        {"specialties": ("radiology",)},
        (ONE,),
        Blame(
            "rule", "The rule specialty leaves no plan.",
            "Ignore the rule specialty only if you know better than the pages on file; then plans exist.",
            "--ignore-rule specialty",
        ),
    ),
    "the Match is over and so is the money": (
        {"match_year": 2026, "budget": 100},
        (ONE,),
        Blame(
            "several",
            "No rotation that suits you can end before Match Week, 2026-03-16. With that changed, the cheapest plan "
            "costs $4,084, more than $100.",
            "Plan for the 2027 Match. And raise the budget to $4,084.",
            "--match-year 2027 --budget 4084",
        ),
    ),
    "nothing helps: two rules fail": (
        {"graduation_year": 2010, "specialties": ("radiology",)},
        (ONE,),
        NOTHING_HELPS,
    ),
    "nothing helps: there are no programs": (
        {},
        (),
        NOTHING_HELPS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_blamed(name: str) -> None:
    changes, programs, expected = CASES[name]
    asked = with_programs(situation(nationality="IN", **changes), *programs)
    assert not has_plan(asked)
    assert blame(asked) == expected


@pytest.mark.parametrize("name", CASES)
def test_the_suggested_change_opens_a_plan(name: str) -> None:
    changes, programs, expected = CASES[name]
    asked = with_programs(situation(nationality="IN", **changes), *programs)
    if expected.flag is not None:
        assert has_plan(with_flags(asked, expected.flag))
    elif expected.change is not None:
        assert has_plan(without(asked, expected.change))
    else:
        assert expected.limit == "several"


@pytest.mark.parametrize("name", ["no money", "a dollar too little", "two programs that must both be in"])
def test_a_dollar_less_than_the_least_budget_opens_none(name: str) -> None:
    changes, programs, expected = CASES[name]
    asked = with_programs(situation(nationality="IN", **changes), *programs)
    assert expected.flag is not None
    least = int(expected.flag.split()[1])
    assert not has_plan(with_flags(asked, f"--budget {least - 1}"))
    assert has_plan(with_flags(asked, f"--budget {least}"))


@given(fees=st.lists(st.integers(0, 3000), min_size=1, max_size=4), include=st.booleans())
@settings(max_examples=20, deadline=None)
def test_the_least_budget_is_that_of_the_cheapest_rotation(fees: list[int], include: bool) -> None:
    programs = [
        made_up(id=f"p{number}", fees=[{"item": "fee", "usd": usd, "per": "rotation", "as_of": "2026"}])
        for number, usd in enumerate(fees)
    ]
    limits = {"include": ("p0",)} if include else {}
    asked = with_programs(situation(nationality="IN", budget=0, limits=limits), *programs)
    assert least_budget(asked) == COST_OF_ONE - 1000 + (fees[0] if include else min(fees))


def test_what_stops_the_search_is_said() -> None:
    asked = with_programs(situation(nationality="IN"), OTHER)
    assert blame(asked, lambda: True).reason == (
        "No plan is possible as things are; the search for a change that opens one was stopped."
    )


# The catalogue as it is


@pytest.mark.parametrize(
    ("changes", "limit"),
    [
        pytest.param({"budget": 0}, "budget", id="zero budget"),
        pytest.param({"match_year": 2026}, "match-year", id="the Match year is past"),
        pytest.param({"available_to": date(2026, 12, 10)}, "dates", id="away in three weeks"),
        pytest.param(
            {"limits": {"include": ("mayo-visiting-medical-student-clerkship",)}}, "your-limits",
            id="a graduate who wants a clerkship for students",
        ),
        pytest.param({"limits": {"hands_on_only": True}}, "your-limits", id="hands-on work on a visitor visa"),
    ],
)  # fmt: skip
def test_real_people_are_told_what_would_open_a_plan(changes: dict[str, Any], limit: str) -> None:
    asked = situation(**changes)
    found = recommendation_of(asked).result
    assert found.plan is None
    assert found.budget is None
    assert found.no_plan is not None
    assert found.no_plan.blame == limit
    assert found.no_plan.change is not None
    if found.no_plan.flag is not None:
        changed = with_flags(asked, found.no_plan.flag)
    else:
        changed = without(asked, found.no_plan.change)
    assert has_plan(changed)
    if limit == "budget":
        assert not has_plan(replace(changed, applicant=replace(changed.applicant, budget=changed.applicant.budget - 1)))


def test_a_result_without_a_plan_is_complete() -> None:
    found = recommendation_of(situation(budget=0)).result
    assert found.programs == []
    assert len(found.excluded) == sum(program.entry.value == "placement" for program in catalogue().programs)
    assert all(
        any(check.rule == "budget" and check.result == "fail" for check in program.checks)
        for program in found.excluded
        if program.cost_per_4_weeks.low > 0
    )
    assert found.timeline.months[0].month == TODAY.strftime("%Y-%m")
    assert found.advice[0].id == "nothing-open"
    assert found.advice[0].because.startswith("the cheapest plan costs $")


def test_a_stopped_search_gives_no_advice_on_what_is_open() -> None:
    found = recommendation_of(situation(), deadline=lambda: True).result
    assert found.no_plan is None or found.no_plan.blame == "time"
    assert "nothing-open" not in {one.id for one in found.advice}
