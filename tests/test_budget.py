"""The budget: that of a plan, of named rotations and of a city; its sums, its months and what it leaves out."""

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situations import catalogue, situation
from usceplan.applicant import PassedExam
from usceplan.budget_report import city_report, plan_report, rotations_report
from usceplan.catalog.vocabulary import Exam, Status, Visa
from usceplan.costs.amounts import ZERO, Basis, Category, Dollars, Line, due_on, line, total
from usceplan.costs.budget import Budget, merged
from usceplan.eligibility import is_placement
from usceplan.output import results as out
from usceplan.planning.situation import Situation
from usceplan.planning.windows import first_start, start_mondays
from usceplan.problems import UserError
from usceplan.recommendation import recommendation_of
from usceplan.requested_rotation import RequestedRotation, requested_rotations, usual_weeks
from usceplan.understanding import MOST_DOLLARS

F1, US = (Visa.F1,), (Visa.US_PERSON,)
PRIVATE = "msk-mso-san-diego-observership"  # four weeks or more, without a limit; 1500 for each four
AGENCY = "master-the-wards-observership"
FIRM = "foreign-medical-training-observership"
APART = [f"{PRIVATE}:4:2027-01-04", f"{AGENCY}:4:2027-08-02", f"{FIRM}:4:2028-03-06"]
TEXAS = "ttuhsc-lubbock-internal-medicine-observership"

APPLICANTS: dict[str, dict[str, Any]] = {
    "the usual graduate": {},
    "a student": {"graduation_year": 2028, "status": Status.STUDENT, "budget": 12000},
    "an older graduate with more money": {"graduation_year": 2012, "budget": 20000},
    "a U.S. citizen abroad": {"visas": US, "nationality": "IN", "budget": 7000},
    "a green card holder in Houston": {"visas": US, "us_metro": "houston", "budget": 5000},
    "H-4 in New York": {"visas": (Visa.H4,), "us_metro": "new_york", "budget": 6000},
    "with a place to stay": {"free_housing": ("chicago", "houston", "new_york"), "budget": 8000},
    "with the application counted": {"include_application": True, "budget": 20000},
    "with exams behind": {
        "exams": (PassedExam(Exam.STEP_1), PassedExam(Exam.STEP_2_CK, date(2027, 2, 1))),
        "include_application": True,
        "budget": 15000,
    },
    "neurology, from Nigeria": {"specialties": ("neurology",), "nationality": "NG", "budget": 11000},
    "psychiatry, on ESTA": {"specialties": ("psychiatry",), "visas": (Visa.ESTA,), "nationality": "DE"},
    "pediatrics, summers only": {"specialties": ("pediatrics",), "months": (5, 6, 7, 8), "budget": 14000},
    "a Canadian": {"nationality": "CA", "specialties": ("family-medicine", "internal-medicine")},
}


@cache
def recommended(name: str) -> tuple[Situation, out.Recommendation]:
    asked = situation(**APPLICANTS[name])
    return asked, recommendation_of(asked, with_whatif=False).result


def typical(lines: list[out.BudgetLine], *, counted: bool) -> int:
    return sum(one.usd.typical for one in lines if one.counted is counted)


@pytest.mark.parametrize("name", APPLICANTS)
def test_the_budget_of_a_plan_is_its_cost(name: str) -> None:
    asked, result = recommended(name)
    assert result.plan is not None
    assert result.budget is not None
    assert result.budget.total.typical == result.plan.usd <= asked.applicant.budget


@pytest.mark.parametrize("name", APPLICANTS)
def test_a_budget_adds_up(name: str) -> None:
    budget = recommended(name)[1].budget
    assert budget is not None
    assert typical(budget.lines, counted=True) == budget.total.typical
    assert typical(budget.lines, counted=False) == budget.beside.typical
    assert sum(month.usd for month in budget.by_month) == budget.total.typical
    for counted, whole in ((True, budget.total), (False, budget.beside)):
        parts = [one.usd for one in budget.by_category if one.counted is counted]
        assert sum(part.low for part in parts) == whole.low
        assert sum(part.typical for part in parts) == whole.typical
        assert sum(part.high for part in parts) == whole.high
    for one in budget.lines:
        assert one.usd.low <= one.usd.typical <= one.usd.high
        assert one.usd.typical == one.unit_usd.typical * one.quantity
        assert one.usd.high == one.unit_usd.high * one.quantity
        assert one.basis == "estimate" or one.source is not None, one.item


@pytest.mark.parametrize("name", APPLICANTS)
def test_months_of_a_budget_are_in_order_and_not_past(name: str) -> None:
    asked, result = recommended(name)
    assert result.budget is not None
    months = [one.month for one in result.budget.by_month]
    assert months == sorted(set(months))
    assert months[0] >= asked.today.strftime("%Y-%m")


@pytest.mark.parametrize("name", APPLICANTS)
def test_exams_and_the_application_count_only_where_they_are_asked_to(name: str) -> None:
    asked, result = recommended(name)
    assert result.budget is not None
    later = [one for one in result.budget.lines if one.category in (Category.EXAMS, Category.APPLICATION)]
    assert {Category.APPLICATION} <= {one.category for one in later}
    assert {one.counted for one in later} == {asked.applicant.include_application}
    others = [one for one in result.budget.lines if one not in later]
    assert all(one.counted for one in others)


def test_each_rotation_of_a_plan_is_paid_for() -> None:
    for name in APPLICANTS:
        _, result = recommended(name)
        assert result.plan is not None
        assert result.budget is not None
        fees = [one.item for one in result.budget.lines if one.category == Category.PROGRAM_FEES]
        for rotation in result.plan.rotations:
            if rotation.usd.high:
                known = catalogue().program(rotation.program)
                is_free = known.fees == () and known.fees_complete
                assert is_free or any(rotation.name in item for item in fees), (name, rotation.program)


def test_the_report_of_the_plan_is_the_budget_that_recommend_shows() -> None:
    asked, result = recommended("the usual graduate")
    report = plan_report(asked)
    assert isinstance(report, out.BudgetReport)
    assert (report.budget, report.subject) == (result.budget, "plan")
    assert report.title.startswith("The best plan: ")


def test_a_plan_that_cannot_be_has_no_budget_but_a_reason() -> None:
    report = plan_report(situation(budget=0))
    assert isinstance(report, out.NoPlanInfo)
    assert report.reason


# Named rotations -----------------------------------------------------------------------------------------------------


def named(asked: Situation, *texts: str) -> tuple[RequestedRotation, ...]:
    return requested_rotations(asked, texts)


def report_of(asked: Situation, *texts: str) -> out.BudgetReport:
    return rotations_report(asked, named(asked, *texts))


def items(report: out.BudgetReport, *categories: Category) -> dict[str, tuple[int, int]]:
    return items_of(report.budget, *categories)


def items_of(budget: out.BudgetInfo, *categories: Category) -> dict[str, tuple[int, int]]:
    return {
        one.item: (one.quantity, one.usd.typical)
        for one in budget.lines
        if one.counted and (not categories or one.category in categories)
    }


def test_one_rotation_costs_its_fees_its_weeks_and_its_trip() -> None:
    report = report_of(situation(nationality="IN"), f"{PRIVATE}:4:2027-03-01")
    assert list(items(report, Category.PROGRAM_FEES).values()) == [(1, 1500)]
    assert items(report, Category.AIRFARE) == {"round trip from south asia": (1, 1087)}
    assert items(report, Category.VISA) == {"visitor visa application (B-1/B-2)": (1, 185)}
    assert {quantity for quantity, _ in items(report, Category.HOUSING, Category.FOOD).values()} == {4}
    assert report.budget.limit == 9000
    assert report.subject == "rotations"


def test_money_is_due_when_it_must_be_paid() -> None:
    budget = report_of(situation(nationality="IN"), f"{PRIVATE}:4:2027-03-01").budget
    weekly = sum(usd for quantity, usd in items_of(budget).values() if quantity == 4)
    assert {one.month: one.usd for one in budget.by_month} == {
        "2026-11": 185 + 400,  # the visa and the health papers, 13 weeks before 1 March
        "2027-01": 1087,  # the flight, 8 weeks before
        "2027-02": 1500,  # the program, 4 weeks before
        "2027-03": weekly,  # rooms and passes on the first day, food in the weeks of March
    }


def test_what_is_due_before_today_is_due_today() -> None:
    budget = report_of(situation(nationality="IN"), f"{PRIVATE}:4:2026-11-23").budget
    assert [one.month for one in budget.by_month] == ["2026-11", "2026-12"]


def test_an_application_fee_is_due_when_one_applies() -> None:
    # TTUHSC asks for 250 and up to 150 with the application, and for 2000, due 4 weeks before; health papers are 400.
    asked = situation(visas=US, us_metro="houston")
    found = {one.month: one.usd for one in report_of(asked, f"{TEXAS}:4:2027-09-06").budget.by_month}
    assert found["2027-08"] == 2000
    assert sum(usd for month, usd in found.items() if month < "2027-08") == 400 + 400


def test_a_rotation_without_weeks_has_four_or_the_nearest_length() -> None:
    asked = situation()
    lengths = {name: named(asked, name)[0].weeks for name in (PRIVATE, TEXAS, "pspc-psychiatry-fmg-externship")}
    assert lengths == {PRIVATE: 4, TEXAS: 4, "pspc-psychiatry-fmg-externship": 8}
    assert usual_weeks(asked, catalogue().program("mount-sinai-surgery-observership")) == 2


def test_rotations_without_starts_follow_one_another() -> None:
    first, second = named(situation(), f"{PRIVATE}:4", f"{AGENCY}:6")
    assert (second.start - first.start).days >= 28
    assert first.start.weekday() == second.start.weekday() == 0


def test_a_start_that_is_not_named_is_one_that_the_program_offers() -> None:
    asked = situation()
    with_months = [one for one in catalogue().programs if one.start_months and is_placement(one)]
    assert len(with_months) > 20
    for one in with_months:
        (found,) = named(asked, one.id)
        possible = start_mondays(asked, one, found.weeks)
        assert found.start == (possible or (first_start(asked, one),))[0], one.id
        assert not possible or found.start.month in (one.start_months or ()), one.id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no-such-program", "no program"),
        (f"{PRIVATE}:0", "expected the number of weeks"),
        (f"{PRIVATE}:four", "expected the number of weeks"),
        (f"{PRIVATE}:4:2027-03-02", "2027-03-02 is no Monday"),
        (f"{PRIVATE}:4:March", "expected a date"),
        (f"{PRIVATE}:4:2026-11-16", "2026-11-16 is past"),
        (f"{PRIVATE}:3", "is not offered for 3 weeks"),
        (f"{TEXAS}:3", "is not offered for 3 weeks"),
        ("saint-peters-bedside-integrated-observership:6", "is not offered for 6 weeks"),
        ("mount-sinai-surgery-observership:4", "is not offered for 4 weeks"),
        ("welcome-back-initiative:4", "cannot be planned in weeks"),
    ],
)
def test_a_rotation_that_cannot_be_meant_is_refused(text: str, words: str) -> None:
    with pytest.raises(UserError) as caught:
        named(situation(), text)
    assert caught.value.message.startswith(f"--rotation {text}: ")
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (f"{PRIVATE}:3", "Weeks: 4 or more."),
        (f"{TEXAS}:3", "Weeks: 2 or 4."),
        ("saint-peters-bedside-integrated-observership:6", "Weeks: 2 to 4."),
        ("columbia-psychiatry-observership:8", "Weeks: 4."),
        (f"{PRIVATE}:4:2027-03-02", "Rotations start on Mondays: 2027-03-08."),
    ],
)
def test_the_hint_says_what_can_be_meant(text: str, hint: str) -> None:
    with pytest.raises(UserError) as caught:
        named(situation(), text)
    assert caught.value.hint == hint


def is_possible(asked: Situation, *texts: str) -> bool:
    try:
        report_of(asked, *texts)
    except UserError as error:
        assert error.code == "impossible-rotations"
        return False
    return True


@pytest.mark.parametrize(
    ("changes", "texts", "expected"),
    [
        # 25 weeks are 175 days, 26 are 182: more than the 180 of a visitor.
        ({}, [f"{PRIVATE}:25:2027-03-01"], True),
        ({}, [f"{PRIVATE}:26:2027-03-01"], False),
        ({"visas": (Visa.ESTA,)}, [f"{PRIVATE}:12:2027-03-01"], True),
        ({"visas": (Visa.ESTA,)}, [f"{PRIVATE}:13:2027-03-01"], False),
        ({"visas": F1}, [f"{PRIVATE}:26:2027-03-01"], True),
        ({"visas": US}, [f"{PRIVATE}:52:2027-03-01"], True),
        ({"us_metro": "houston"}, [f"{PRIVATE}:26:2027-03-01"], True),
        # One stay of 12 + 13 weeks; with one week more, no week at home lies between the two.
        ({}, [f"{PRIVATE}:12:2027-03-01", f"{AGENCY}:13:2027-05-24"], True),
        ({}, [f"{PRIVATE}:13:2027-03-01", f"{AGENCY}:13:2027-05-31"], False),
        ({}, [f"{PRIVATE}:13:2027-03-01", f"{AGENCY}:13:2027-06-07"], True),
        # Overlapping by one week, and by none.
        ({}, [f"{PRIVATE}:5:2027-03-01", f"{AGENCY}:4:2027-03-29"], False),
        ({}, [f"{PRIVATE}:4:2027-03-01", f"{AGENCY}:4:2027-03-29"], True),
        ({}, [f"{PRIVATE}:4:2027-03-01", f"{PRIVATE}:4:2027-03-29"], False),
        # Three rotations half a year apart need three trips; two trips are made.
        ({}, APART, False),
        ({"limits": {"max_stays": 3}}, APART, True),
        ({"visas": US, "us_metro": "houston"}, APART, True),
    ],
    ids=[
        "25 weeks on B-1/B-2", "26 weeks on B-1/B-2", "12 weeks on ESTA", "13 weeks on ESTA", "26 weeks on F-1",
        "a year for a U.S. person", "26 weeks for who lives there", "25 weeks in two", "26 weeks in two",
        "26 weeks in two with a week at home", "overlapping", "back to back", "the same program twice",
        "three trips", "three trips where three may be made", "three trips for who lives there",
    ],
)  # fmt: skip
def test_rotations_that_cannot_be_done_together_are_refused(
    changes: dict[str, Any], texts: list[str], expected: bool
) -> None:
    assert is_possible(situation(**changes), *texts) is expected


def test_the_refusal_says_what_to_change() -> None:
    with pytest.raises(UserError) as caught:
        report_of(situation(), f"{PRIVATE}:26:2027-03-01")
    assert caught.value.message == "these rotations cannot be done together"
    assert "stay longer than the visa allows" in caught.value.hint
    assert "2 trips" in caught.value.hint


def test_rotations_back_to_back_in_two_cities_cost_a_move_and_one_flight() -> None:
    found = items(report_of(situation(), f"{PRIVATE}:4:2027-03-01", f"{TEXAS}:4:2027-03-29"), Category.AIRFARE)
    assert found == {"round trip from home": (1, 754), "one-way ticket to the next city": (1, 259)}


def test_a_short_gap_is_waited_where_one_is_and_a_long_one_spent_at_home() -> None:
    asked = situation(nationality="IN")
    short = report_of(asked, f"{PRIVATE}:4:2027-03-01", f"{TEXAS}:4:2027-04-05")
    assert items(short, Category.AIRFARE)["round trip from south asia"] == (1, 1087)
    assert items(short, Category.FOOD)["food, San Diego"][0] == 5
    long = report_of(asked, f"{PRIVATE}:4:2027-03-01", f"{TEXAS}:4:2027-08-02")
    assert items(long, Category.AIRFARE) == {"round trip from south asia": (2, 2174)}
    assert items(long, Category.FOOD)["food, San Diego"][0] == 4


def test_who_lives_there_pays_a_trip_for_each_rotation_elsewhere() -> None:
    asked = situation(visas=US, us_metro="san_diego")
    found = report_of(asked, f"{PRIVATE}:4:2027-03-01", f"{TEXAS}:4:2027-04-05")
    assert items(found, Category.AIRFARE) == {"round trip within the United States": (1, 421)}
    assert items(found, Category.VISA, Category.FOOD, Category.TRANSPORT) == {}
    assert [quantity for quantity, _ in items(found, Category.HOUSING).values()] == [4]


def test_what_may_come_on_top_is_in_no_total() -> None:
    report = report_of(situation(nationality="NG"), "grady-medical-education-observership:4:2027-03-01")
    found = {one.item: one.usd.high for one in report.budget.contingencies}
    assert found["single days"] == 500
    assert 15000 in found.values()
    assert not {one.item for one in report.budget.lines} & set(found)


def test_an_estimated_fee_is_marked() -> None:
    report = report_of(situation(), "brooklyn-usce:4:2027-03-01")
    (fee,) = [one for one in report.budget.lines if one.category == Category.PROGRAM_FEES]
    assert (fee.basis, fee.source) == (Basis.ESTIMATE, None)
    assert "amount not stated" in fee.item


def test_no_limit_is_shown_where_no_budget_was_given() -> None:
    assert report_of(situation(budget=MOST_DOLLARS), f"{PRIVATE}:4:2027-03-01").budget.limit is None


def test_low_prices_are_not_above_high_ones_for_any_program() -> None:
    asked = situation(visas=US)
    for one in catalogue().programs:
        if is_placement(one):
            budget = report_of(asked, f"{one.id}:{usual_weeks(asked, one)}:2027-03-01").budget
            assert budget.total.low <= budget.total.typical <= budget.total.high
            assert sum(month.usd for month in budget.by_month) == budget.total.typical, one.id


# A city --------------------------------------------------------------------------------------------------------------


def test_a_city_costs_its_weeks_and_nothing_else() -> None:
    report = city_report(situation(), "houston", 8)
    # 173 for the room, 82 for food, 13 for transit and 18 for insurance, a week.
    assert items(report) == {
        "room in a shared home, Houston": (8, 8 * 173),
        "food, Houston": (8, 8 * 82),
        "transit pass, Houston": (8, 8 * 13),
        "visitor health insurance": (8, 8 * 18),
    }
    assert (report.budget.total.typical, report.budget.beside.typical) == (8 * 286, 0)
    assert (report.subject, report.title) == ("city", "8 weeks of living in Houston")
    assert report.budget.contingencies == []


def test_a_city_falls_due_by_the_month_and_food_by_the_week() -> None:
    # From Monday, 23 November: the weeks before 23 December are paid for at once, those before 23 January then.
    report = city_report(situation(), "houston", 8)
    food = next(one for one in report.budget.lines if one.category == Category.FOOD).unit_usd.typical
    by_month = {one.month: one.usd for one in report.budget.by_month}
    assert by_month == {
        "2026-11": 5 * (286 - food) + 2 * food,
        "2026-12": 3 * (286 - food) + 4 * food,
        "2027-01": 2 * food,
    }


def test_a_city_assumes_nothing_of_flights_and_plans() -> None:
    assert not any("Airfare" in text or "Plans" in text for text in city_report(situation(), "houston", 1).assumptions)


# Lines ---------------------------------------------------------------------------------------------------------------

DAY = date(2027, 3, 1)
DOLLARS = st.builds(
    lambda low, more, most: Dollars(low, low + more, low + more + most),
    st.integers(0, 999),
    st.integers(0, 999),
    st.integers(0, 999),
)
LINES = st.lists(
    st.builds(
        lambda category, item, usd, quantity, counted: due_on(
            line(category, item, usd, quantity=quantity, basis=Basis.ESTIMATE)._replace(counted=counted), DAY
        ),
        st.sampled_from(list(Category)),
        st.sampled_from(["food", "room"]),
        st.sampled_from([Dollars(1, 2, 3), Dollars(5, 5, 5)]) | DOLLARS,
        st.integers(1, 9),
        st.booleans(),
    ),
    max_size=12,
)


@given(lines=LINES)
@settings(max_examples=60)
def test_merging_lines_keeps_sums_and_months(lines: list[Line]) -> None:
    before, after = Budget(tuple(lines), ()), Budget(merged(lines), ())
    assert (after.counted, after.beside) == (before.counted, before.beside)
    assert (after.by_category(), after.by_month()) == (before.by_category(), before.by_month())
    assert sum(one.quantity for one in after.lines) == sum(one.quantity for one in lines)
    assert all(one.usd == one.unit_usd.times(one.quantity) for one in after.lines)
    keys = Counter((one.category, one.item, one.unit_usd, one.counted) for one in after.lines)
    assert set(keys.values()) <= {1}


@given(lines=LINES)
@settings(max_examples=60)
def test_categories_come_in_order_and_what_counts_comes_first(lines: list[Line]) -> None:
    order = [(not one.counted, list(Category).index(one.category)) for one in merged(lines)]
    assert order == sorted(order)


def test_lines_of_different_prices_stay_apart() -> None:
    food = [line(Category.FOOD, "food", Dollars.exactly(usd), quantity=2, basis=Basis.ESTIMATE) for usd in (80, 81)]
    assert [one.usd.typical for one in merged([*food, food[0]])] == [320, 162]


def test_nothing_sums_to_nothing() -> None:
    assert total([]) == ZERO
    empty = Budget((), ())
    assert (empty.counted, empty.by_category(), empty.by_month()) == (ZERO, (), ())
