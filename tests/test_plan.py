"""The plan of a dozen people: checked against every rule of the method, with its backups."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from plan_checker import check_plan
from situations import TODAY, catalogue, made_up, situation, with_programs
from usceplan.applicant import PassedExam
from usceplan.assessment import assess_all
from usceplan.catalog.vocabulary import Exam, Involvement, Kind, Status, Visa
from usceplan.costs.prices import Prices
from usceplan.planning.candidates import build_instance
from usceplan.planning.instance import Candidate, exported
from usceplan.planning.optimizer import Solution, solve
from usceplan.planning.plan import backups_for, make_plan, start_of
from usceplan.planning.situation import Situation
from usceplan.recommendation import Recommended, recommendation_of

US_PERSON = (Visa.US_PERSON,)

PEOPLE: dict[str, dict[str, Any]] = {
    "a graduate on a visitor visa": {},
    "a graduate from India with all exams": {
        "nationality": "IN",
        "exams": (PassedExam(Exam.STEP_1), PassedExam(Exam.STEP_2_CK), PassedExam(Exam.ECFMG_CERTIFICATE)),
    },
    "a graduate on ESTA, fond of psychiatry": {
        "visas": (Visa.ESTA,), "nationality": "DE", "specialties": ("psychiatry",), "budget": 6000,
    },
    "a citizen who lives in Chicago": {"visas": US_PERSON, "us_metro": "chicago", "graduation_year": 2018},
    "a citizen abroad": {"visas": US_PERSON, "home_region": "europe", "graduation_year": 2025, "budget": 12_000},
    "a final-year student": {"graduation_year": 2027, "nationality": "PK", "budget": 20_000},
    "a student who is free in summer": {"graduation_year": 2028, "months": (6, 7, 8), "match_year": 2029},
    "a family doctor with little time": {
        "specialties": ("family-medicine",), "status": Status.PRACTISING_PHYSICIAN, "graduation_year": 2012,
        "available_from": date(2027, 3, 3), "available_to": date(2027, 7, 1),
    },
    "undecided, with letters already": {
        "specialties": ("pediatrics", "family-medicine"), "held_letters": 2, "held_weeks": 8,
        "held_involvement": Involvement.LIMITED, "budget": 9000,
    },
    "late for the Match": {"match_year": 2027, "budget": 5000},
    "a spouse on H-4 with a home in Houston": {"visas": (Visa.H4,), "us_metro": "houston", "nationality": "IN"},
    "with limits of one's own": {
        "budget": 12_000,
        "limits": {
            "include": ("namc-internal-medicine-observership",), "exclude": ("jackson-health-observership",),
            "not_states": ("FL",), "max_rotations": 3, "max_stays": 1, "kinds": (Kind.OBSERVERSHIP,),
            "weights": {"letters": 60, "mix": 0},
        },
    },
    "who ignores what a visa permits": {"budget": 11_000, "limits": {"ignore_rules": ("visa-permits",)}},
}  # fmt: skip


@cache
def recommended(who: str) -> tuple[Situation, Recommended]:
    asked = situation(**PEOPLE[who])
    return asked, recommendation_of(asked)


@pytest.mark.parametrize("who", PEOPLE)
def test_the_plan_keeps_every_rule(who: str) -> None:
    asked, found = recommended(who)
    result, model = found.result.model_dump(mode="json"), exported(found.planned.instance)
    assert result["plan"] is not None
    assert result["plan"]["proven_optimal"]
    check_plan(result, model, dict(catalogue().by_id()), TODAY, asked.applicant)


def test_own_limits_are_kept() -> None:
    _, found = recommended("with limits of one's own")
    plan = found.result.plan
    assert plan is not None
    assert "namc-internal-medicine-observership" in {one.program for one in plan.rotations}
    assert {one.kind for one in plan.rotations} == {Kind.OBSERVERSHIP}
    assert not any(one.place.endswith("FL") for one in plan.rotations)
    assert (len(plan.rotations), plan.stays) <= (3, 1)
    assert {part.id: part.max for part in plan.parts} == {
        "letters": 60, "hands-on": 25, "specialty": 15, "recency": 10, "mix": 0,
    }  # fmt: skip
    included = next(one for one in plan.rotations if one.program == "namc-internal-medicine-observership")
    assert included.backups == [], "nothing can stand in for a program that must be in"


def test_an_ignored_rule_stays_on_screen() -> None:
    _, found = recommended("who ignores what a visa permits")
    plan = found.result.plan
    assert plan is not None
    hands_on = [one for one in plan.rotations if one.involvement in ("full", "limited")]
    assert hands_on
    for rotation in hands_on:
        assert rotation.verdict == "confirm"
        assert any("not covered" in reason for reason in rotation.to_confirm)
        named = [text for text in found.result.warnings if text.startswith(rotation.name)]
        assert len(named) == 1
        assert "you chose to ignore visa-permits. Hands-on care by a graduate is not covered" in named[0]


# Three programs, worked out by hand

SAME = made_up(id="same")
DEARER = made_up(id="dearer", fees=[{"item": "fee", "usd": 1100, "per": "rotation", "as_of": "2026"}])
WEAKER = made_up(id="weaker", letter={"offered": "possible", "letterhead": None})
FAR = made_up(id="far", locations=[{"city": "Houston", "state": "TX"}])


def planned(*programs: Any, **changes: Any) -> tuple[Situation, Any]:
    asked = with_programs(situation(nationality="IN", **changes), *programs)
    prices = Prices(asked)
    return asked, make_plan(asked, prices, assess_all(asked, prices))


def test_backups_in_order_with_the_plan_as_it_would_be() -> None:
    """One rotation in Chicago: once 585 + flight 1087 + fee 1000 + 4 × 353 = 4084.

    Letters 40 × 0.6 / 3 = 8, hands-on 25 × 0.8 / 24 = 0.833, specialty 15 × 4 / 24 = 2.5, recency 10, mix 3 + 4.
    """
    _, found = planned(SAME, DEARER, WEAKER, FAR, limits={"max_rotations": 1})
    assert isinstance(found.solution, Solution)
    # Houston is cheaper to live in: 4 × 286 instead of 4 × 353.
    assert [(one.program, one.start) for one in found.solution.chosen] == [("far", 8)]
    assert (found.solution.cost, found.solution.scores.total) == (585 + 1087 + 1000 + 4 * 286, 28_333)
    assert [(one.candidate.program, one.usd, one.strength) for one in found.backups[0]] == [
        ("same", 4084, 28_333),
        ("dearer", 4184, 28_333),
        # The letter is only possible: 40 × 0.42 / 3 = 5.6.
        ("weaker", 4084, 25_933),
    ]


@pytest.mark.parametrize(
    ("budget", "programs"),
    [(4184, ["same", "dearer", "weaker"]), (4183, ["same", "weaker"]), (4084, ["same", "weaker"]), (4083, [])],
)
def test_backups_keep_to_the_budget(budget: int, programs: list[str]) -> None:
    _, found = planned(SAME, DEARER, WEAKER, FAR, limits={"max_rotations": 1}, budget=budget)
    assert [one.candidate.program for one in found.backups[0]] == programs


def test_a_program_of_the_plan_is_no_backup_of_another_rotation() -> None:
    _, found = planned(SAME, DEARER, budget=20_000)
    assert {one.program for one in found.solution.chosen} == {"same", "dearer"}
    assert found.backups == ((), ())


def test_backups_keep_the_length_of_the_stay() -> None:
    """90 days are twelve weeks: three rotations, and one program is left to stand in for each."""
    esta = [{**program.model_dump(), "visas_accepted": ["esta"]} for program in (SAME, DEARER, WEAKER, FAR)]
    asked, found = planned(
        *[made_up(**one) for one in esta], visas=(Visa.ESTA,), budget=30_000, limits={"max_stays": 1}
    )
    assert asked.applicant.visas == (Visa.ESTA,)
    assert sum(one.weeks for one in found.solution.chosen) == 12
    assert all(one.candidate.weeks == 4 for each in found.backups for one in each)
    assert all(len(each) == 1 for each in found.backups)


def test_backups_of_another_specialty_or_city_come_once() -> None:
    both = made_up(
        id="both",
        specialties=["internal-medicine", "cardiology"],
        locations=[{"city": "Chicago", "state": "IL"}, {"city": "Houston", "state": "TX"}],
    )
    _, found = planned(FAR, both, limits={"max_rotations": 1, "include": ()})
    programs = [one.candidate.program for one in found.backups[0]]
    assert programs == [{"far": "both", "both": "far"}[found.solution.chosen[0].program]]


def test_a_plan_that_must_hold_a_program_has_backups_for_the_others_only() -> None:
    _, found = planned(SAME, DEARER, FAR, budget=30_000, limits={"include": ("dearer",), "max_rotations": 2})
    for rotation, backups in zip(found.solution.chosen, found.backups, strict=True):
        assert bool(backups) == (rotation.program != "dearer")


def test_no_plan_has_no_backups() -> None:
    _, found = planned(SAME, budget=0)
    assert (found.backups, found.instance.candidates) == ((), ())


def test_the_start_of_a_candidate_is_a_monday_of_the_calendar() -> None:
    _, found = planned(SAME)
    assert start_of(found.instance, found.solution.chosen[0]) == date(2027, 1, 18)


def test_backups_for_a_plan_that_was_stopped() -> None:
    """A plan that is not proven best has backups all the same."""
    asked = with_programs(situation(nationality="IN"), SAME, DEARER, FAR)
    prices = Prices(asked)
    instance = build_instance(asked, prices, assess_all(asked, prices))
    best = solve(instance)
    assert isinstance(best, Solution)
    first: Candidate = best.chosen[0]
    alone = replace(best, chosen=(first,))
    assert {one.candidate.program for one in backups_for(instance, alone, 0)} == {"same", "dearer", "far"} - {
        first.program
    }
