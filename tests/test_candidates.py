"""The candidates of a plan and the exported model: against a simple enumeration, and against the method's own words."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from typing import Any

import pytest

from situations import TODAY, catalogue, made_up, situation, with_programs
from usceplan.applicant import PassedExam
from usceplan.assessment import assess_all
from usceplan.catalog.vocabulary import Exam, Involvement, Kind, Status, Visa
from usceplan.costs.prices import Prices
from usceplan.eligibility import Verdict
from usceplan.planning.candidates import build_instance, fixed_instance, points_of_parts
from usceplan.planning.instance import Instance, exported
from usceplan.planning.situation import Situation
from usceplan.problems import UserError

US_PERSON = (Visa.US_PERSON,)
RESIDENT = {"visas": US_PERSON, "us_metro": "chicago"}


def instance_of(asked: Situation) -> Instance:
    prices = Prices(asked)
    return build_instance(asked, prices, assess_all(asked, prices))


@cache
def _real(key: str) -> Instance:
    return instance_of(situation(**json.loads(key)))


def programs_of(instance: Instance) -> set[str]:
    return {candidate.program for candidate in instance.candidates}


# Against an enumeration

WATCHING = made_up(id="watching", apply_lead_weeks={"min": 8, "max": None})
WORKING = made_up(
    id="working",
    kind="externship",
    hands_on="full",
    locations=[{"city": "Houston", "state": "TX"}],
    settings=["outpatient"],
    residency_programs_on_site=None,
    letter={"offered": "possible", "letterhead": None},
    specialties=["internal-medicine", "radiology", "family-medicine"],
    duration_weeks={"min": 2, "max": 6},
    intake="monthly",
    start_months=[3, 4, 5, 6, 9, 10],
    apply_lead_weeks={"min": 2, "max": None},
    fees=[{"item": "tuition", "usd": 500, "per": "week", "as_of": "2026"}],
)
STUDYING = made_up(
    id="studying",
    kind="research",
    hands_on=None,
    locations=[{"city": "New York", "state": "NY"}, {"city": "Chicago", "state": "IL"}],
    settings=None,
    residency_programs_on_site=None,
    letter={"offered": None, "letterhead": None},
    specialties=["cardiology"],
    duration_weeks=None,
    apply_lead_weeks=None,
    fees=[],
)

# A week of housing, food and transport, for someone who needs no visitor insurance.
WEEK_USD = {"chicago": 233 + 82 + 20, "houston": 173 + 82 + 13, "new_york": 344 + 82 + 35}


def enumerated() -> Iterator[dict[str, Any]]:
    """Every candidate of the three programs, by looking at every day up to the Match Week of 2028."""
    review, submission, letters_by = date(2027, 9, 22), date(2027, 9, 1), date(2027, 8, 23)
    rows: list[tuple[str, str, str, int, date, int, int, int, int, tuple[bool, bool, bool]]] = []
    everyday = [TODAY + timedelta(days=number) for number in range(600)]
    mondays = [day for day in everyday if day.weekday() == 0]
    for day in mondays:
        if day >= TODAY + timedelta(weeks=13):  # the lead time assumed for research
            for metro in ("chicago", "new_york"):
                # cardiology 0.8 × not hands-on 0.6 × unknown 0.5 × research 0.5 = 0.12
                rows.append(("studying", "cardiology", metro, 4, day, 0, 120, 0, 0, (False, False, False)))
        if day >= TODAY + timedelta(weeks=8):
            rows.append(("watching", "internal-medicine", "chicago", 4, day, 1000, 600, 200, 1000, (True, False, True)))
        if day >= TODAY + timedelta(weeks=2) and day.month in (3, 4, 5, 6, 9, 10) and day.day <= 7:
            for weeks in (2, 3, 4, 6):
                # 1 × 1 × 0.7 × 1, and for the related specialty 0.7 × 1 × 0.7 × 1
                for specialty, letter, close in (("internal-medicine", 700, 1000), ("family-medicine", 490, 700)):
                    row = ("working", specialty, "houston", weeks, day, 500 * weeks, letter, 1000, close)
                    rows.append((*row, (False, True, False)))
    order = {"internal-medicine": 0, "family-medicine": 1, "cardiology": 2}  # as the pages name them
    places = {"new_york": 0, "chicago": 1, "houston": 2}
    rows = [row for row in rows if row[4] + timedelta(weeks=row[3]) <= date(2028, 3, 13)]
    rows.sort(key=lambda row: (row[0], order[row[1]], places[row[2]], row[3], row[4]))
    for index, (program, specialty, metro, weeks, day, fees, letter, hands_on, close, mix) in enumerate(rows):
        end = day + timedelta(days=7 * weeks - 1)
        counted = sum(1000 if day + timedelta(weeks=week) < review else 500 for week in range(weeks))
        assert end >= submission - timedelta(days=365)
        yield {
            "index": index,
            "program": program,
            "specialty": specialty,
            "metro": metro,
            "start": (day - date(2026, 11, 23)).days // 7,
            "weeks": weeks,
            "usd": fees + weeks * WEEK_USD[metro],
            "letter": letter if weeks >= 4 and end <= letters_by else 0,
            "hands_on": counted * hands_on // 1000,
            "specialty_weeks": counted * close // 1000,
            "mix": list(mix),
            "recency": 10 if weeks >= 4 else 0,
        }


def test_candidates_are_those_of_a_simple_enumeration() -> None:
    asked = with_programs(situation(visas=US_PERSON, budget=20_000), WORKING, WATCHING, STUDYING)
    assert exported(instance_of(asked))["candidates"] == list(enumerated())


def test_a_real_program_by_hand() -> None:
    """An observership whose page states a price of $250, the months without June to August, and nothing else.

    Four weeks and thirteen weeks of lead time are assumed, the first start is 2027-02-22. Florence, Alabama, is priced
    at the national default. Letter: 1 × 0.6 (not stated: none) × 0.5 (not stated) × 1.
    """
    asked = situation()
    page = asked.catalogue.program("namc-internal-medicine-observership")
    found = [c for c in _real("{}").candidates if c.program == page.id]
    expected = []
    for number in range(70):
        day = date(2026, 11, 23) + timedelta(weeks=number)
        if day >= date(2027, 2, 22) and day <= date(2028, 2, 14) and day.month not in (6, 7, 8):
            expected.append(day)
    assert [date(2026, 11, 23) + timedelta(weeks=c.start) for c in found] == expected
    assert {(c.specialty, c.metro, c.weeks, c.mix, c.recency) for c in found} == {
        ("internal-medicine", "florence-al", 4, (False, False, True), 10)
    }
    assert {c.usd for c in found} == {250 + 4 * 330}
    assert {(c.letter, c.hands_on, c.specialty_weeks) for c in found if c.start < 40} == {(300, 800, 4000)}
    assert {(c.letter, c.hands_on, c.specialty_weeks) for c in found if c.start >= 44} == {(0, 400, 2000)}


def test_candidates_come_in_order_and_within_the_horizon() -> None:
    instance = _real("{}")
    assert [c.index for c in instance.candidates] == list(range(len(instance.candidates)))
    assert [program for program, _ in groupby(c.program for c in instance.candidates)] == sorted(programs_of(instance))
    assert all(c.start >= 0 and c.end <= instance.weeks for c in instance.candidates)
    assert (instance.first_monday, instance.weeks) == (date(2026, 11, 23), 68)
    dates = [(c.program, c.specialty, c.metro, c.weeks, c.start) for c in instance.candidates]
    assert len(set(dates)) == len(dates)


@pytest.mark.parametrize("who", [{}, {"graduation_year": 2027}, RESIDENT, {"limits": {"only_confirmed": True}}])
def test_every_program_that_is_not_ineligible_is_a_candidate_and_no_other(who: dict[str, Any]) -> None:
    asked = situation(**who)
    prices = Prices(asked)
    assessments = assess_all(asked, prices)
    wanted = (Verdict.ELIGIBLE,) if asked.applicant.limits.only_confirmed else (Verdict.ELIGIBLE, Verdict.CONFIRM)
    usable = {
        found.program.id
        for found in assessments
        if found.verdict in wanted and found.program.entry.value == "placement"
    }
    assert programs_of(build_instance(asked, prices, assessments)) == usable


def test_the_order_of_the_programs_does_not_matter() -> None:
    asked = situation()
    turned = with_programs(asked, *reversed(asked.catalogue.programs))
    assert instance_of(turned) == instance_of(asked)


# The exported model


MODEL: dict[str, Any] = {
    "schema": ...,
    "first_monday": ...,
    "weeks": ...,
    "candidates": [
        "index", "program", "specialty", "metro", "start", "weeks", "usd", "letter", "hands_on", "specialty_weeks",
        "mix", "recency",
    ],
    "limits": ["budget", "max_rotations", "max_stays", "stay_days", "must_include"],
    "costs": ["once", "stay", "move", "weekly"],
    "parts": {
        "letters": ["points", "cap", "held"],
        "hands_on": ["points", "cap", "held"],
        "specialty": ["points", "cap", "held"],
        "recency": ["points", "held"],
        "mix": ["inpatient", "outpatient", "residency", "held"],
    },
}  # fmt: skip


def test_the_model_has_exactly_the_keys_of_the_method_and_is_plain_json() -> None:
    model = exported(_real("{}"))
    assert json.loads(json.dumps(model)) == model
    assert list(model) == list(MODEL)
    assert model["schema"] == "usceplan.model/1"
    assert all(list(candidate) == MODEL["candidates"] for candidate in model["candidates"])
    assert list(model["limits"]) == MODEL["limits"]
    assert list(model["costs"]) == MODEL["costs"]
    assert {name: list(part) for name, part in model["parts"].items()} == MODEL["parts"]
    assert model["costs"]["weekly"].keys() == {candidate["metro"] for candidate in model["candidates"]}
    whole = [number for candidate in model["candidates"] for number in candidate.values() if type(number) is not str]
    assert all(type(number) is int or isinstance(number, list) for number in whole)


def test_a_visitor_of_the_class_of_2023_in_numbers() -> None:
    model = exported(_real('{"nationality": "IN"}'))
    assert model["limits"] == {
        "budget": 9000, "max_rotations": 6, "max_stays": 2, "stay_days": 180, "must_include": []
    }  # fmt: skip
    # Once: the visa 185, antibody tests 90 + 2 × 55, the blood test 140, the record check 60.
    assert model["costs"]["once"] == 185 + 90 + 110 + 140 + 60
    # A stay: the flight from South Asia; nothing is charged at entry by air.
    assert (model["costs"]["stay"], model["costs"]["move"]) == (1087, 259)
    assert model["costs"]["weekly"]["houston"] == 173 + 82 + 13 + 18
    assert model["parts"] == {
        "letters": {"points": 40, "cap": 3000, "held": 0},
        "hands_on": {"points": 25, "cap": 24_000, "held": 0},
        "specialty": {"points": 15, "cap": 24_000, "held": 0},
        "recency": {"points": 10, "held": 0},
        "mix": {"inpatient": 3, "outpatient": 3, "residency": 4, "held": []},
    }


@pytest.mark.parametrize(("year", "cap"), [(2023, 24_000), (2024, 12_000), (2027, 12_000)])
def test_older_graduates_need_24_weeks(year: int, cap: int) -> None:
    """Applications open in 2027; older is more than three years past graduation."""
    parts = exported(_alone(graduation_year=year))["parts"]
    assert (parts["hands_on"]["cap"], parts["specialty"]["cap"]) == (cap, cap)


def _alone(**changes: Any) -> Instance:
    """The instance of the three programs."""
    return instance_of(with_programs(situation(**changes), STUDYING, WATCHING, WORKING))


@pytest.mark.parametrize(
    ("involvement", "hands_on"),
    [(Involvement.FULL, 8000), (Involvement.LIMITED, 4800), (Involvement.NONE, 1600)],
)
def test_what_is_held_already_counts(involvement: Involvement, hands_on: int) -> None:
    parts = exported(_alone(held_letters=2, held_weeks=8, held_involvement=involvement))["parts"]
    assert {name: part["held"] for name, part in parts.items()} == {
        "letters": 2000, "hands_on": hands_on, "specialty": 8000, "recency": 0, "mix": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("visas", "home", "days"),
    [
        ((Visa.B1, Visa.B2), None, 180),
        ((Visa.B2,), None, 180),
        ((Visa.ESTA,), None, 90),
        ((Visa.ESTA, Visa.B1), None, 180),
        ((Visa.B1, Visa.F1), None, None),
        ((Visa.J1,), None, None),
        (US_PERSON, None, None),
        ((Visa.B1,), "chicago", None),
    ],
)
def test_how_long_a_stay_may_last(visas: tuple[Visa, ...], home: str | None, days: int | None) -> None:
    assert exported(_alone(visas=visas, us_metro=home))["limits"]["stay_days"] == days


def test_someone_who_lives_there_has_no_stays_and_no_moves_to_pay() -> None:
    model = exported(_alone(**RESIDENT))
    assert model["costs"]["weekly"] == {"chicago": 0, "houston": 0, "new_york": 0}
    assert (model["costs"]["stay"], model["costs"]["move"]) == (0, 0)
    assert model["costs"]["once"] == 90 + 110 + 140 + 60
    assert model["limits"]["max_stays"] == model["limits"]["max_rotations"] == 6
    usd = {(one["program"], one["metro"], one["weeks"]): one["usd"] for one in model["candidates"]}
    # At home only the fees; elsewhere lodging by the week and one return trip.
    assert usd["watching", "chicago", 4] == 1000
    assert usd["working", "houston", 4] == 4 * 500 + 4 * 173 + 421
    assert usd["studying", "new_york", 4] == 4 * 344 + 421


def test_free_housing_leaves_food_and_transport() -> None:
    model = exported(_alone(visas=US_PERSON, free_housing=("chicago",), budget=20_000))
    usd = {(one["program"], one["metro"], one["weeks"]): one["usd"] for one in model["candidates"]}
    assert usd["watching", "chicago", 4] == 1000 + 4 * (82 + 20)
    assert usd["working", "houston", 4] == 4 * 500 + 4 * WEEK_USD["houston"]
    assert model["costs"]["weekly"] == {"chicago": 102, "houston": 268, "new_york": 461}


def test_the_application_counts_only_when_asked() -> None:
    beside, counted = _alone(exams=()), _alone(exams=(), include_application=True)
    later = Prices(situation(exams=())).later()
    assert later
    assert counted.costs.once - beside.costs.once == sum(entry.usd.typical for entry in later)


# The applicant's own weights and limits


@pytest.mark.parametrize(
    ("weights", "mix"),
    [
        ({}, (3, 3, 4)),
        ({"mix": 20}, (6, 6, 8)),
        ({"mix": 7}, (2, 2, 3)),
        ({"mix": 1}, (0, 0, 1)),
        ({"mix": 0}, (0, 0, 0)),
    ],
)
def test_the_points_of_the_mix_are_divided_without_loss(weights: dict[str, int], mix: tuple[int, int, int]) -> None:
    part = exported(_alone(limits={"weights": weights}))["parts"]["mix"]
    assert (part["inpatient"], part["outpatient"], part["residency"]) == mix
    assert sum(mix) == weights.get("mix", 10)


def test_weights_replace_the_points_of_their_part_only() -> None:
    weights = {"letters": 50, "recency": 7}
    asked = situation(limits={"weights": weights})
    assert points_of_parts(asked) == {"letters": 50, "hands-on": 25, "specialty": 15, "recency": 7, "mix": 10}
    model = exported(_alone(visas=US_PERSON, limits={"weights": weights}))
    assert model["parts"]["letters"]["points"] == 50
    assert model["parts"]["recency"]["points"] == 7
    assert {one["recency"] for one in model["candidates"]} == {0, 7}


def test_an_unknown_weight_is_refused() -> None:
    with pytest.raises(UserError, match='no part of the strength is called "charm"') as refused:
        points_of_parts(situation(limits={"weights": {"charm": 5}}))
    assert refused.value.hint == "Choose one of letters, hands-on, specialty, recency, mix."


@pytest.mark.parametrize(
    ("limits", "programs"),
    [
        pytest.param({}, {"studying", "watching", "working"}, id="no limits"),
        pytest.param({"exclude": ("watching",)}, {"studying", "working"}, id="one excluded"),
        pytest.param({"kinds": (Kind.EXTERNSHIP, Kind.RESEARCH)}, {"studying", "working"}, id="kinds"),
        pytest.param({"states": ("TX",)}, {"working"}, id="only a state"),
        pytest.param({"states": ("NY",)}, {"studying"}, id="only a state, of two places"),
        pytest.param({"not_states": ("IL",)}, {"studying", "working"}, id="not a state; another place is left"),
        pytest.param({"hands_on_only": True}, {"working"}, id="hands-on only"),
        pytest.param({"include": ("watching",)}, {"studying", "watching", "working"}, id="included: others stay"),
    ],
)
def test_own_limits(limits: dict[str, Any], programs: set[str]) -> None:
    instance = _alone(visas=US_PERSON, budget=20_000, limits=limits)
    assert programs_of(instance) == programs
    assert instance.limits.must_include == limits.get("include", ())


def test_the_most_rotations_and_stays_are_those_asked_for() -> None:
    assert _alone(limits={"max_rotations": 2, "max_stays": 1}).limits == _alone().limits.__class__(
        budget=9000, max_rotations=2, max_stays=1, stay_days=180
    )


def test_only_confirmed_leaves_what_is_eligible_for_sure() -> None:
    """B-2 makes an observership a matter to confirm; B-1 is described for it."""
    assert programs_of(_alone(visas=(Visa.B1,), limits={"only_confirmed": True})) == {"watching"}
    assert programs_of(_alone(visas=(Visa.B2,), limits={"only_confirmed": True})) == set()
    assert "watching" in programs_of(_alone(visas=(Visa.B2,)))


@pytest.mark.parametrize(
    ("ignored", "programs"),
    [
        ((), {"studying", "watching"}),
        (("visa-permits",), {"studying", "watching", "working"}),
        (("budget",), {"studying", "watching"}),
    ],
)
def test_an_ignored_rule_opens_what_it_closed(ignored: tuple[str, ...], programs: set[str]) -> None:
    """Hands-on work by a graduate is not covered on a visitor visa."""
    assert programs_of(_alone(limits={"ignore_rules": ignored})) == programs


def test_an_ignored_specialty_is_planned_at_the_factor_of_others() -> None:
    radiology = made_up(id="radiology", specialties=["radiology"])
    asked = with_programs(situation(limits={"ignore_rules": ("specialty",)}), radiology)
    found = instance_of(asked).candidates
    # 0.3 × 0.6 × 1 × 1, and 4 weeks × 0.3
    assert {(c.specialty, c.letter, c.specialty_weeks) for c in found if c.start < 36} == {("radiology", 180, 1200)}


# Students


def test_an_elective_of_a_student_ends_by_graduation() -> None:
    """The class of 2027 graduates on June 30: four weeks from May 31 end on June 27."""
    elective = made_up(id="elective", kind="elective", hands_on="full", audience=["final-year-student"])
    found = instance_of(with_programs(situation(graduation_year=2027), elective)).candidates
    assert [c.start for c in found] == list(range(8, 28))
    assert date(2026, 11, 23) + timedelta(weeks=27) == date(2027, 5, 31)


@pytest.mark.parametrize(
    ("hands_on", "graduation_year", "lengths"),
    [
        pytest.param("full", 2028, {8, 12}, id="a student's clerkships: twelve weeks at most"),
        pytest.param("none", 2028, {8, 12, 16}, id="who only watches is in no clerkship"),
        pytest.param("none", 2023, {8, 12, 16}, id="a graduate is no student"),
    ],
)
def test_new_york_limits_the_weeks_of_students(hands_on: str, graduation_year: int, lengths: set[int]) -> None:
    program = made_up(
        id="new-york",
        hands_on=hands_on,
        audience=["student", "final-year-student", "graduate"],
        locations=[{"city": "New York", "state": "NY"}],
        duration_weeks={"min": 8, "max": 16},
    )
    asked = situation(graduation_year=graduation_year, status=None, budget=30_000)
    assert {c.weeks for c in instance_of(with_programs(asked, program)).candidates} == lengths


def test_who_pays_is_who_the_applicant_is_at_the_start() -> None:
    """Students pay $100, graduates $900: the price changes with graduation on 2027-06-30."""
    both = ["student", "final-year-student", "graduate"]
    fees = [
        {"item": "fee", "usd": 100, "per": "rotation", "only": {"audience": both[:2]}, "as_of": "2026"},
        {"item": "fee", "usd": 900, "per": "rotation", "only": {"audience": ["graduate"]}, "as_of": "2026"},
    ]
    program = made_up(id="both", audience=both, fees=fees)
    found = instance_of(with_programs(situation(graduation_year=2027), program)).candidates
    living = 4 * (WEEK_USD["chicago"] + 18)
    by_price = {usd: [c.start for c in found if c.usd == usd + living] for usd in (100, 900)}
    assert by_price == {100: list(range(8, 32)), 900: list(range(32, 65))}
    assert date(2026, 11, 23) + timedelta(weeks=32) == date(2027, 7, 5)


def test_an_exam_opens_what_starts_after_it() -> None:
    program = made_up(id="exam", exams_required=["usmle-step-1"])
    exams = (PassedExam(Exam.STEP_1, date(2027, 3, 1)),)
    found = instance_of(with_programs(situation(exams=exams), program)).candidates
    assert min(c.start for c in found) == 14
    assert date(2026, 11, 23) + timedelta(weeks=14) == date(2027, 3, 1)


def test_a_status_that_is_told_is_taken() -> None:
    program = made_up(id="doctors", audience=["practising-physician"])
    asked = with_programs(situation(), program)
    assert instance_of(asked).candidates == ()
    doctor = with_programs(situation(status=Status.PRACTISING_PHYSICIAN), program)
    assert programs_of(instance_of(doctor)) == {"doctors"}


# Given rotations


def test_given_rotations_are_a_model_of_their_own() -> None:
    asked = situation()
    prices = Prices(asked)
    rotations = [(WATCHING, "chicago", date(2027, 3, 1), 4), (WORKING, "houston", date(2027, 4, 5), 6)]
    instance = fixed_instance(asked, prices, rotations)
    assert [(c.program, c.metro, c.start, c.end, c.usd) for c in instance.candidates] == [
        ("watching", "chicago", 14, 18, 0),
        ("working", "houston", 19, 25, 0),
    ]
    assert instance.limits.max_rotations == 2
    assert asdict(instance.costs)["weekly"] == {"chicago": 353, "houston": 286}


def test_the_catalogue_makes_a_model_of_the_size_that_the_optimizer_is_made_for() -> None:
    instance = _real("{}")
    assert 40 <= len(programs_of(instance)) <= len(catalogue().programs)
    assert len(instance.candidates) < 30_000
