"""What it costs to be there, worked out by hand: visa, flights, insurance, rooms, food, transit, moves and waiting."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from situations import catalogue, situation
from usceplan.applicant import PassedExam
from usceplan.catalog.places import NATIONAL_DEFAULT, Region
from usceplan.catalog.vocabulary import Exam, Housing, Visa
from usceplan.costs.amounts import Basis, Category, Dollars, Line
from usceplan.costs.application import application_lines, exam_lines, residency_programs
from usceplan.costs.parameters import metro_of
from usceplan.costs.prices import Prices, usd
from usceplan.costs.trip import contingencies, home_region, is_visitor, needs_new_visa

MARCH = date(2027, 3, 1)
B, ESTA, F1, US = (Visa.B1, Visa.B2), (Visa.ESTA,), (Visa.F1,), (Visa.US_PERSON,)


def prices(**changes: Any) -> Prices:
    return Prices(situation(**changes))


def by_item(lines: Iterable[Line]) -> dict[str, Dollars]:
    return {line.item: line.usd for line in lines}


@pytest.mark.parametrize("changes", [{}, {"us_metro": "houston"}, {"free_housing": ("chicago",)}])
def test_the_sum_of_a_month_is_that_of_its_own_lines(changes: dict[str, Any]) -> None:
    """Whatever months and places are taken together because they cost the same."""
    found = prices(**changes)
    months = [date(year, month, 1) for year in range(2025, 2030) for month in range(1, 13)]
    for metro in (*catalogue().places.metros, "at-nowhere"):
        for month in months:
            weeks = usd(found.week(metro, month)).times(4) + usd(found.trip(metro, month))
            assert found.living_usd(metro, month.replace(day=20), 4) == weeks, (metro, month)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"visas": B}, {"visitor visa application (B-1/B-2)": 185}),
        ({"visas": (Visa.B1,)}, {"visitor visa application (B-1/B-2)": 185}),
        ({"visas": B, "nationality": "IN"}, {"visitor visa application (B-1/B-2)": 185}),
        ({"visas": B, "nationality": "CA"}, {}),
        ({"visas": B, "nationality": "BM"}, {}),
        ({"visas": ESTA, "nationality": "DE"}, {"ESTA authorization": 40}),
        ({"visas": (Visa.B2, Visa.ESTA)}, {"visitor visa application (B-1/B-2)": 185}),
        ({"visas": F1}, {}),
        ({"visas": (Visa.J1,)}, {}),
        ({"visas": (Visa.H4,)}, {}),
        ({"visas": US}, {}),
        ({"visas": B, "us_metro": "houston"}, {}),
        ({"visas": ESTA, "us_metro": "houston"}, {}),
    ],
    ids=[
        "B-1/B-2", "B-1 alone", "an Indian", "a Canadian needs none", "a Bermudian needs none", "ESTA",
        "B-2 where both are named", "F-1", "J-1", "H-4", "a U.S. person", "who is there already on B-2",
        "who is there already on ESTA",
    ],
)  # fmt: skip
def test_a_visa_is_paid_for_by_those_who_need_one(changes: dict[str, Any], expected: dict[str, int]) -> None:
    found = [line for line in prices(**changes).once() if line.category is Category.VISA]
    assert by_item(found) == {item: Dollars.exactly(fee) for item, fee in expected.items()}
    assert needs_new_visa(catalogue(), situation(**changes).applicant) == ("visitor" in " ".join(expected))


def test_health_papers_come_once_with_any_plan() -> None:
    found = [line for line in prices().once() if line.category is Category.HEALTH]
    # One test for measles, mumps and rubella, one each for chickenpox and hepatitis B, one for TB, a background check.
    assert [(line.quantity, line.unit_usd) for line in found] == [
        (1, Dollars(80, 90, 100)),
        (2, Dollars(40, 55, 70)),
        (1, Dollars(56, 140, 350)),
        (1, Dollars(40, 60, 110)),
    ]
    assert usd(tuple(found)) == Dollars(256, 400, 700)
    assert [line.item for line in prices(visas=US, us_metro="houston").once()] == [line.item for line in found]


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (Region.SOUTH_ASIA, (850, 1087, 1600)),
        (Region.EAST_SOUTHEAST_ASIA, (750, 1087, 1600)),
        (Region.MIDDLE_EAST, (750, 1000, 1500)),
        (Region.AFRICA, (900, 1300, 1900)),
        (Region.EUROPE, (500, 754, 1100)),
        (Region.SOUTH_AMERICA, (450, 685, 1100)),
        (Region.MEXICO_CENTRAL_AMERICA, (300, 469, 700)),
        (Region.CARIBBEAN, (300, 450, 700)),
    ],
)
def test_a_flight_is_priced_from_the_home_region(region: Region, expected: tuple[int, int, int]) -> None:
    (line,) = prices(home_region=region.value).stay()
    assert (line.item, line.usd) == (f"round trip from {region.value.replace('_', ' ')}", Dollars(*expected))
    assert (line.category, line.unit, line.basis) == (Category.AIRFARE, "stay", Basis.ESTIMATE)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"nationality": "IN"}, Region.SOUTH_ASIA),
        ({"nationality": "NG"}, Region.AFRICA),
        ({"nationality": "EG"}, Region.MIDDLE_EAST),
        ({"nationality": "IN", "home_region": "europe"}, Region.EUROPE),
        ({"nationality": "CA"}, None),
        ({"nationality": "AU", "home_region": "east_southeast_asia"}, Region.EAST_SOUTHEAST_ASIA),
    ],
)
def test_the_home_region_is_told_or_that_of_the_nationality(changes: dict[str, Any], expected: Region | None) -> None:
    assert home_region(catalogue(), situation(**changes).applicant) == expected


def test_a_flight_from_nobody_knows_where_spans_all_regions() -> None:
    # 450 469 685 [754] 1000 1087 1087 1300: the lower of the two in the middle.
    (line,) = prices().stay()
    assert (line.item, line.usd, line.basis) == ("round trip from home", Dollars(300, 754, 1900), Basis.ESTIMATE)


def test_a_us_citizen_abroad_flies_in_without_a_visa() -> None:
    found = prices(visas=US, nationality="PK")
    assert by_item(found.stay()) == {"round trip from south asia": Dollars(850, 1087, 1600)}
    assert "visitor health insurance" not in by_item(found.week("houston", MARCH))


def test_who_lives_there_has_no_stay_no_move_and_no_waiting_to_pay() -> None:
    found = prices(visas=F1, us_metro="houston")
    assert (found.stay(), found.move(), found.waiting_week("dallas")) == ((), (), ())


HOUSTON = {
    # 1497 a month for two bedrooms: 0.40, 0.50, 0.65 of it to the next ten, 12/52 of that.
    "room in a shared home, Houston": (138, 173, 224),
    "food, Houston": (76, 82, 88),  # 331, 356, 381 a month
    "transit pass, Houston": (13, 13, 13),  # 55 a month
    "visitor health insurance": (9, 18, 35),  # 40, 80, 150 a month
}
ELSEWHERE = {
    "room in a shared home, elsewhere in the United States": (168, 212, 275),  # 1834 a month
    "food, elsewhere in the United States": (76, 82, 88),
    "transit pass, elsewhere in the United States": (9, 18, 35),  # 38, 78, 150 a month
    "visitor health insurance": (9, 18, 35),
}


@pytest.mark.parametrize(
    ("metro", "expected"), [("houston", HOUSTON), (NATIONAL_DEFAULT, ELSEWHERE), ("florence-al", ELSEWHERE)]
)
def test_a_week_of_living(metro: str, expected: dict[str, tuple[int, int, int]]) -> None:
    found = prices().week(metro, MARCH)
    assert by_item(found) == {item: Dollars(*amounts) for item, amounts in expected.items()}
    assert {line.unit for line in found} == {"week"}


def test_a_studio_costs_what_the_rent_of_an_efficiency_makes_it() -> None:
    found = by_item(prices(housing=Housing.STUDIO).week("houston", MARCH))
    # 1.1, 1.3, 1.6 times the rent of an efficiency to the next ten, 12/52 of that; all else is as in a shared home.
    rent = catalogue().places.metros["houston"].rents[-1].efficiency
    ends = [(10 * round(rent * factor / 10) * 12 + 26) // 52 for factor in (1.1, 1.3, 1.6)]
    others = {item: Dollars(*amounts) for item, amounts in HOUSTON.items() if not item.startswith("room")}
    assert found == {"furnished studio, Houston": Dollars(*ends), **others}


def test_weeks_of_living_are_so_many_times_a_week() -> None:
    found = prices()
    lines = found.living("houston", MARCH, 8)
    assert {line.quantity for line in lines} == {8}
    assert usd(lines) == found.living_usd("houston", MARCH, 8) == Dollars(236, 286, 360).times(8)


def test_free_housing_takes_the_room_away_and_nothing_else() -> None:
    found = prices(free_housing=("houston",))
    without_room = {item: Dollars(*amounts) for item, amounts in HOUSTON.items() if "room" not in item}
    assert by_item(found.week("houston", MARCH)) == without_room
    assert "room in a shared home, Dallas" in by_item(found.week("dallas", MARCH))


@pytest.mark.parametrize(
    ("visas", "is_insured"), [(B, True), (ESTA, True), (F1, True), ((Visa.J2,), True), (US, False)]
)
def test_insurance_is_for_those_from_abroad(visas: tuple[Visa, ...], is_insured: bool) -> None:
    assert ("visitor health insurance" in by_item(prices(visas=visas).week("houston", MARCH))) is is_insured


def test_who_lives_in_the_metro_pays_nothing_for_living_there() -> None:
    for visas in (US, F1, (Visa.H4,)):
        found = prices(visas=visas, us_metro="houston")
        assert found.living("houston", MARCH, 4) == ()
        assert found.living_usd("houston", MARCH, 4) == Dollars.exactly(0)


def test_who_lives_in_another_metro_pays_for_lodging_and_a_return_trip() -> None:
    found = prices(visas=US, us_metro="dallas").living("houston", MARCH, 4)
    assert [(line.item, line.quantity, line.usd) for line in found] == [
        ("room in a shared home, Houston", 4, Dollars(138, 173, 224).times(4)),
        ("round trip within the United States", 1, Dollars.exactly(421)),
    ]


def test_who_has_a_place_to_stay_in_another_metro_pays_for_the_trip_alone() -> None:
    found = prices(visas=US, us_metro="dallas", free_housing=("houston",)).living("houston", MARCH, 4)
    assert by_item(found) == {"round trip within the United States": Dollars.exactly(421)}


def test_a_week_of_waiting_costs_a_week_of_living() -> None:
    found = prices()
    assert by_item(found.waiting_week("houston")) == {item: Dollars(*amounts) for item, amounts in HOUSTON.items()}


def test_a_move_is_a_one_way_flight_at_the_last_known_price() -> None:
    (line,) = prices().move()
    assert (line.usd, line.unit) == (Dollars.exactly(259), "move")
    assert line.warning is not None
    assert "the last known, $259, is used" in line.warning


def test_two_places_outside_the_metros_are_two_places() -> None:
    found = prices()
    in_alabama = catalogue().program("namc-internal-medicine-observership")
    assert metro_of(catalogue().places, "Florence", "AL") == NATIONAL_DEFAULT
    assert found.metros(in_alabama) == ("florence-al",)
    unplaced = [one for one in catalogue().programs if not any(place.city for place in one.locations or ())]
    assert len({found.metros(one) for one in unplaced}) == len(unplaced)


def test_every_metro_of_a_program_can_be_priced() -> None:
    found = prices()
    for one in catalogue().programs:
        for metro in found.metros(one):
            assert found.living_usd(metro, MARCH, 1).low > 0, one.id


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"visas": B, "nationality": "NG"}, [(250, 250), (5000, 15000)]),
        ({"visas": B, "nationality": "CA"}, []),
        ({"visas": ESTA}, []),
        ({"visas": US}, []),
        ({"visas": F1}, []),
    ],
)
def test_what_may_hit_a_visitor_is_listed_apart(changes: dict[str, Any], expected: list[tuple[int, int]]) -> None:
    asked = situation(**changes)
    found = contingencies(catalogue(), asked.applicant, asked.today)
    assert [(one.usd.low, one.usd.high) for one in found] == expected
    assert all(one.condition and one.source for one in found)
    lines = (*Prices(asked).once(), *Prices(asked).stay())
    assert not any("ntegrity" in line.item or "bond" in line.item.lower() for line in lines)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"visas": B}, True),
        ({"visas": ESTA}, True),
        ({"visas": (Visa.B2, Visa.F1)}, False),
        ({"visas": F1}, False),
        ({"visas": US}, False),
        ({"visas": B, "us_metro": "houston"}, False),
    ],
)
def test_who_is_a_visitor(changes: dict[str, Any], expected: bool) -> None:
    assert is_visitor(situation(**changes).applicant) is expected


# Exams and the residency application ---------------------------------------------------------------------------------

STEP_1, STEP_2 = "USMLE Step 1", "USMLE Step 2 CK"


def exam_items(**changes: Any) -> list[str]:
    return [line.item for line in exam_lines(situation(**changes))]


def test_all_exams_are_still_to_come_where_nothing_was_said() -> None:
    everything = exam_items()
    assert everything == exam_items(exams=())
    assert {STEP_1, STEP_2, "OET Medicine", "application for ECFMG certification", "ECFMG pathway"} <= {*everything}


def test_an_exam_that_was_passed_costs_nothing_more() -> None:
    found = exam_items(exams=(PassedExam(Exam.STEP_1),))
    assert not any(item.startswith(STEP_1) for item in found)
    assert STEP_2 in found


def test_only_oet_is_an_english_test_for_ecfmg() -> None:
    for test in (Exam.TOEFL, Exam.IELTS):
        assert exam_items(exams=(PassedExam(test),)) == exam_items(exams=())
        assert exam_items(exams=(PassedExam(test, date(2027, 5, 3)),)) == exam_items(exams=()), "no price is on file"
    assert "OET Medicine" not in exam_items(exams=(PassedExam(Exam.OET),))


def test_an_exam_with_a_day_to_come_is_due_on_that_day() -> None:
    day = date(2027, 5, 3)
    lines = exam_lines(situation(exams=(PassedExam(Exam.STEP_1, day),)))
    assert {due for line in lines if line.item.startswith(STEP_1) for due, _ in line.due} == {day}


def test_an_exam_whose_day_is_past_costs_nothing_more() -> None:
    assert STEP_1 not in exam_items(exams=(PassedExam(Exam.STEP_1, date(2026, 1, 5)),))


def test_who_holds_the_certificate_has_all_exams_behind() -> None:
    assert exam_items(exams=(PassedExam(Exam.ECFMG_CERTIFICATE),)) == []


def test_the_surcharge_abroad_is_not_for_who_lives_there() -> None:
    assert any("surcharge" in item for item in exam_items())
    assert not any("surcharge" in item for item in exam_items(us_metro="houston", visas=F1))


def test_the_last_day_of_a_test_leaves_time_for_its_score() -> None:
    asked = situation()
    days = {day for line in exam_lines(asked) for day, _ in line.due}
    assert all(asked.today <= day < asked.review_day for day in days)


@pytest.mark.parametrize("number", [1, 30, 31, 100, 200])
def test_the_application_is_priced_by_the_number_of_residency_programs(number: int) -> None:
    lines = by_item(application_lines(situation(residency_programs=number)))
    # 11 for each of the first 30, 30 for each one more.
    expected = 11 * min(number, 30) + 30 * max(0, number - 30)
    assert lines[f"ERAS applications to {number} residency programs"] == Dollars.exactly(expected)


def test_a_hundred_residency_programs_are_assumed() -> None:
    assert residency_programs(situation()) == 100
    assert all(not line.counted for line in application_lines(situation()))


@pytest.mark.parametrize(
    ("limits", "metros"),
    [
        pytest.param({}, ("baltimore", "washington_dc", "tampa"), id="all-its-places"),
        pytest.param({"states": ("FL",)}, ("tampa",), id="only-one-state"),
        pytest.param({"not_states": ("MD", "DC")}, ("tampa",), id="not-two-states"),
    ],
)
def test_a_program_of_several_states_takes_place_where_the_limits_allow(
    limits: dict[str, tuple[str, ...]], metros: tuple[str, ...]
) -> None:
    program = catalogue().program("johns-hopkins-health-system-shadowing")
    assert Prices(situation(limits=limits)).metros(program) == metros
