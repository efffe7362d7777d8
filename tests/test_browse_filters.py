from collections.abc import Callable
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situations import catalogue, made_up
from usceplan.browse import filters
from usceplan.browse.filters import Filter, Test, sift
from usceplan.browse.places import cities_named
from usceplan.browse.prices import price_per_4_weeks
from usceplan.catalog.vocabulary import (
    Confidence,
    Involvement,
    Kind,
    OpenStatus,
    Provider,
    Status,
    Visa,
)
from usceplan.problems import UserError

GUIDANCE = catalogue().guidance
PLACES = catalogue().places


def cities(text: str) -> Test:
    return filters.in_cities(cities_named(text, PLACES))


def at_most(usd: int, *specialties: str) -> Test:
    return filters.costing_at_most(usd, GUIDANCE, specialties)


def at_least(usd: int) -> Test:
    return filters.costing_at_least(usd, GUIDANCE, ())


def fee(usd: int | None, **more: Any) -> dict[str, Any]:
    return {"item": "tuition", "usd": usd, "per": "4-weeks", "as_of": "2026", **more}


class Case(NamedTuple):
    test: Test
    answer: bool | None
    facts: dict[str, Any]


PART_UNKNOWN = {"fees": [fee(900), fee(None, item="insurance")], "fees_complete": False}
BY_SPECIALTY = {
    "fees": [
        fee(1000, only={"specialties": ["internal-medicine"]}),
        fee(3000, only={"specialties": ["cardiology"]}),
    ],
    "specialties": ["internal-medicine", "cardiology"],
}

CASES = {
    "one of its specialties": Case(filters.teaches(("pediatrics", "internal-medicine")), True, {}),
    "another specialty": Case(filters.teaches(("pediatrics",)), False, {}),
    "any specialty": Case(filters.teaches(("pediatrics",)), True, {"specialties": ["any"]}),
    "specialties not stated": Case(filters.teaches(("pediatrics",)), None, {"specialties": None}),
    "its state": Case(filters.in_states(("IL",)), True, {}),
    "another state": Case(filters.in_states(("NY",)), False, {}),
    "no place stated": Case(filters.in_states(("NY",)), None, {"locations": None}),
    "its city": Case(cities("Chicago"), True, {}),
    "a town of the metro": Case(cities("Chicago"), True, {"locations": [{"city": "Maywood", "state": "IL"}]}),
    "the city alone": Case(cities("Chicago, IL"), False, {"locations": [{"city": "Maywood", "state": "IL"}]}),
    "only the state of the city stated": Case(cities("Chicago"), None, {"locations": [{"city": None, "state": "IL"}]}),
    "another state, without a city": Case(cities("Chicago"), False, {"locations": [{"city": None, "state": "OH"}]}),
    "its kind": Case(filters.of_kinds((Kind.OBSERVERSHIP,)), True, {}),
    "another kind": Case(filters.of_kinds((Kind.ELECTIVE,)), False, {}),
    "kind not stated": Case(filters.of_kinds((Kind.ELECTIVE,)), None, {"kind": None}),
    "its involvement": Case(filters.of_involvement((Involvement.NONE,)), True, {}),
    "involvement not stated": Case(filters.of_involvement((Involvement.NONE,)), None, {"hands_on": None}),
    "its provider": Case(filters.of_provider((Provider.COMMUNITY_HOSPITAL,)), True, {}),
    "another provider": Case(filters.of_provider((Provider.AGENCY,)), False, {}),
    "its audience": Case(filters.for_audience((Status.GRADUATE,)), True, {}),
    "a narrower group than it names": Case(filters.for_audience((Status.RESIDENT,)), True, {}),
    "another audience": Case(filters.for_audience((Status.STUDENT,)), False, {}),
    "takes nobody from abroad": Case(filters.for_audience((Status.GRADUATE,)), False, {"audience": []}),
    "audience not stated": Case(filters.for_audience((Status.GRADUATE,)), None, {"audience": None}),
    "one of the visas": Case(filters.accepting_visas((Visa.J1, Visa.B1)), True, {}),
    "another visa": Case(filters.accepting_visas((Visa.J1,)), False, {}),
    "visas not stated": Case(filters.accepting_visas((Visa.J1,)), None, {"visas_accepted": None}),
    "no visa needed": Case(filters.accepting_visas((Visa.US_PERSON,)), True, {"visas_accepted": None}),
    "not above the price": Case(at_most(1000), True, {}),
    "above the price": Case(at_most(999), False, {}),
    "price not stated": Case(at_most(10_000), None, {"fees": None, "fees_complete": None}),
    "a part of the price is enough to refuse": Case(at_most(899), False, PART_UNKNOWN),
    "the rest of the price decides": Case(at_most(900), None, PART_UNKNOWN),
    "free": Case(at_most(0), True, {"fees": []}),
    "the price of the specialty": Case(at_most(1500, "internal-medicine"), True, BY_SPECIALTY),
    "the price of another specialty": Case(at_most(1500, "cardiology"), False, BY_SPECIALTY),
    "the price of some specialty": Case(at_most(1500), None, BY_SPECIALTY),
    "not below the price": Case(at_least(1000), True, {}),
    "below the price": Case(at_least(1001), False, {}),
    "a part of the price is enough": Case(at_least(900), True, PART_UNKNOWN),
    "a price from so much on": Case(at_most(2000), None, {"fees": [fee(1000, bound="from")]}),
    "its length": Case(filters.lasting(4), True, {}),
    "another length": Case(filters.lasting(8), False, {}),
    "a length between its limits": Case(filters.lasting(6), True, {"duration_weeks": {"min": 4, "max": 8}}),
    "a length between two that it sells": Case(
        filters.lasting(6), False, {"duration_weeks": {"min": 4, "max": 8, "fixed": [4, 8]}}
    ),
    "its greatest length": Case(filters.lasting(8), True, {"duration_weeks": {"min": None, "max": 8}}),
    "below its greatest length": Case(filters.lasting(4), None, {"duration_weeks": {"min": None, "max": 8}}),
    "above its greatest length": Case(filters.lasting(9), False, {"duration_weeks": {"min": None, "max": 8}}),
    "length not stated": Case(filters.lasting(4), None, {"duration_weeks": None}),
    "a start month": Case(filters.starting_in((3,)), True, {"start_months": [3, 9]}),
    "no start month": Case(filters.starting_in((4,)), False, {"start_months": [3, 9]}),
    "rolling starts": Case(filters.starting_in((4,)), True, {}),
    "starts not stated": Case(filters.starting_in((4,)), None, {"intake": None}),
    "dates not stated": Case(filters.starting_in((4,)), None, {"intake": "fixed-dates"}),
    "closed in every month": Case(filters.starting_in((4,)), False, {"status": "closed"}),
    "takes residency seekers": Case(filters.taking_residency_seekers, True, {}),
    "is only for residency seekers": Case(filters.taking_residency_seekers, True, {"residency_seekers": "only"}),
    "excludes residency seekers": Case(filters.taking_residency_seekers, False, {"residency_seekers": "excluded"}),
    "says nothing of residency seekers": Case(filters.taking_residency_seekers, None, {"residency_seekers": None}),
    "gives a letter": Case(filters.giving_a_letter, True, {}),
    "may give a letter": Case(filters.giving_a_letter, True, {"letter": {"offered": "possible", "letterhead": None}}),
    "gives no letter": Case(filters.giving_a_letter, False, {"letter": {"offered": "no", "letterhead": None}}),
    "says nothing of letters": Case(filters.giving_a_letter, None, {"letter": {"offered": None, "letterhead": None}}),
    "has an official page": Case(filters.officially_sourced, True, {}),
    "its status": Case(filters.of_status((OpenStatus.OPEN,)), True, {}),
    "status not stated": Case(filters.of_status((OpenStatus.OPEN,)), None, {"status": None}),
    "known better than asked for": Case(filters.known_at_least(Confidence.MEDIUM), True, {"confidence": "high"}),
    "known less than asked for": Case(filters.known_at_least(Confidence.MEDIUM), False, {"confidence": "low"}),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_filter_says_yes_no_or_unknown(case: Case) -> None:
    assert case.test(made_up(**case.facts)) is case.answer


def test_a_price_of_another_length_is_scaled_to_four_weeks() -> None:
    eight_weeks = made_up(
        duration_weeks={"min": 8, "max": 8}, fees=[{"item": "tuition", "usd": 1001, "per": "rotation", "as_of": None}]
    )
    found = price_per_4_weeks(eight_weeks, GUIDANCE)
    assert (found.weeks, found.least, found.expected.typical, found.complete) == (8, 501, 501, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NYC", {("New York", "NY"), ("Brooklyn", "NY")}),
        ("chicago", {("Chicago", "IL"), ("Maywood", "IL")}),
        ("Maywood", {("Maywood", "IL")}),
        ("chicago il", {("Chicago", "IL")}),
    ],
)
def test_a_city_stands_for_its_metro_area_unless_its_state_is_named(text: str, expected: set[tuple[str, str]]) -> None:
    found = cities_named(text, PLACES)
    assert expected <= found
    assert (len(found) == 1) == (len(expected) == 1)


def test_an_unknown_city_is_refused_with_what_was_meant() -> None:
    with pytest.raises(UserError, match='no city called "Chcago"') as error:
        cities_named("Chcago", PLACES)
    assert 'Did you mean "Chicago"?' in error.value.hint


# Properties

TESTS: dict[str, Callable[[], Test]] = {
    "specialty": lambda: filters.teaches(("pediatrics",)),
    "state": lambda: filters.in_states(("NY", "CA")),
    "visa": lambda: filters.accepting_visas((Visa.B1, Visa.B2)),
    "price": lambda: at_most(1500),
    "weeks": lambda: filters.lasting(4),
    "letter": lambda: filters.giving_a_letter,
    "seekers": lambda: filters.taking_residency_seekers,
}


@given(st.sets(st.sampled_from(sorted(TESTS)), max_size=4))
def test_every_entry_matches_is_refused_or_is_unknown_and_more_filters_never_let_in_more(names: set[str]) -> None:
    chosen = tuple(Filter(name, "", TESTS[name]()) for name in sorted(names))
    programs = catalogue().programs
    whole = sift(programs, chosen)
    matching, unknown = set(ids(whole.matching)), {program.id for program, _ in whole.unknown}
    assert not matching & unknown
    assert all(lacking and set(lacking) <= names for _, lacking in whole.unknown)
    for fewer in combinations(chosen, max(0, len(chosen) - 1)):
        wider = sift(programs, fewer)
        assert matching <= set(ids(wider.matching))
        assert matching | unknown <= set(ids(wider.matching)) | {program.id for program, _ in wider.unknown}


def ids(programs: Any) -> list[str]:
    return [program.id for program in programs]
