"""What a rotation costs in fees: every shape of a fee on made-up programs, then the prices of the catalogue by hand."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from situations import catalogue
from stated_prices import estimate_cells
from usceplan.catalog.guidance import FeeEstimate
from usceplan.catalog.program import ANY_SPECIALTY, Fee, Program
from usceplan.catalog.values import Range
from usceplan.catalog.vocabulary import Kind, Provider, Status
from usceplan.costs.amounts import Basis, Dollars
from usceplan.costs.fees import FeeQuote, Payer, counted_weeks, estimate_rule, quantity, quote
from usceplan.eligibility import is_placement
from usceplan.planning.windows import durations

BASE: dict[str, Any] = {
    "id": "made-up",
    "name": "Made-up Observership",
    "institution": "Example Hospital",
    "provider": "community-hospital",
    "url": None,
    "locations": None,
    "entry": "placement",
    "kind": "observership",
    "hands_on": None,
    "settings": None,
    "specialties": None,
    "residency_programs_on_site": None,
    "letter": {"offered": None, "letterhead": None},
    "includes": None,
    "audience": None,
    "residency_seekers": None,
    "max_years_since_graduation": None,
    "exams_required": None,
    "visas_accepted": None,
    "visa_support": None,
    "excluded_nationalities": None,
    "needs_host": None,
    "documents": None,
    "verified": True,
    "status": "open",
    "duration_weeks": None,
    "intake": None,
    "start_months": None,
    "apply_lead_weeks": None,
    "deadlines": None,
    "competitive": None,
    "notes": None,
    "confidence": "high",
    "sources": [
        {"url": "https://example.org/fees", "as_of": "2025", "official": True, "supports": ["fees"]},
        {"url": "https://example.org/new-fees", "as_of": "2026", "official": True, "supports": ["fees"]},
        {"url": "https://other.example.org/fees", "as_of": "2026-09", "official": False, "supports": ["fees"]},
    ],
}


def estimate(charge: str, low: int, typical: int, high: int, **scope: Any) -> FeeEstimate:
    per = "application" if charge == "application" else "4-weeks"
    usd = Range(low=low, typical=typical, high=high)
    return FeeEstimate.model_validate(
        {"kind": None, "provider": None, **scope, "charge": charge, "per": per, "usd": usd, "count": 3}
    )


ESTIMATES = (
    estimate("application", 100, 200, 300),
    estimate("participation", 1000, 2000, 3000),
    estimate("participation", 3200, 4000, 4800, kind=Kind.ELECTIVE),
    estimate("participation", 4000, 5000, 6000, kind=Kind.ELECTIVE, provider=Provider.MEDICAL_SCHOOL),
)


def fee(**facts: Any) -> dict[str, Any]:
    return {"item": "tuition", "as_of": None, **facts}


def program(fees: list[dict[str, Any]] | None, *, complete: bool | None = True, **facts: Any) -> Program:
    complete = None if fees is None else complete
    return Program.model_validate({**BASE, **facts, "fees": fees, "fees_complete": complete})


def payer(weeks: int = 4, **facts: Any) -> Payer:
    return Payer(
        **{"specialty": "internal-medicine", "status": Status.GRADUATE, "is_us_person": False, **facts, "weeks": weeks}
    )


def quoted(fees: list[dict[str, Any]] | None, who: Payer, **facts: Any) -> FeeQuote:
    return quote(program(fees, **facts), who, ESTIMATES)


@pytest.mark.parametrize(
    ("shape", "by_weeks"),
    [
        ({"usd": 150, "per": "application"}, {1: 150, 4: 150, 24: 150}),
        ({"usd": 900, "per": "rotation"}, {1: 900, 4: 900, 24: 900}),
        ({"usd": 20, "per": "day"}, {1: 100, 4: 400}),
        ({"usd": 20, "per": "day", "days_per_week": 3}, {1: 60, 4: 240}),
        ({"usd": 300, "per": "week"}, {1: 300, 4: 1200, 13: 3900}),
        ({"usd": 500, "per": "2-weeks"}, {1: 500, 2: 500, 3: 1000, 4: 1000, 6: 1500}),
        ({"usd": 500, "per": "4-weeks"}, {1: 500, 4: 500, 5: 1000, 8: 1000, 9: 1500}),
        ({"usd": 500, "per": "12-weeks"}, {12: 500, 13: 1000, 24: 1000}),
        # A month has 52/12 weeks: 4 weeks lie within one, 13 are three, 26 are six.
        ({"usd": 500, "per": "month"}, {1: 500, 4: 500, 5: 1000, 8: 1000, 9: 1500, 13: 1500, 14: 2000, 26: 3000}),
        ({"usd": 9000, "per": "year"}, {1: 9000, 52: 9000, 53: 18000}),
        ({"usd": 2000, "per": "4-weeks", "prorated": True}, {1: 500, 2: 1000, 3: 1500, 4: 2000, 6: 3000}),
        ({"usd": 1000, "per": "4-weeks", "prorated": True}, {3: 750, 7: 1750}),
        ({"usd": 1001, "per": "4-weeks", "prorated": True}, {1: 251, 2: 501}),
        ({"usd": 1300, "per": "month", "prorated": True}, {13: 3900, 1: 300}),
        ({"usd": 5200, "per": "year", "prorated": True}, {4: 400, 26: 2600}),
        ({"usd": 900, "per": "rotation", "prorated": True}, {1: 900, 24: 900}),
        ({"usd": 2000, "per": "4-weeks", "first_weeks": 4}, {2: 2000, 4: 2000, 8: 2000}),
        ({"usd": 500, "per": "week", "after_weeks": 4}, {2: 0, 4: 0, 5: 500, 8: 2000}),
        ({"usd": 300, "per": "week", "after_weeks": 2, "first_weeks": 6}, {2: 0, 4: 600, 6: 1200, 12: 1200}),
        ({"usd": 700, "per": "rotation", "after_weeks": 4}, {4: 0, 5: 700, 12: 700}),
    ],
    ids=lambda value: " ".join(f"{word} {found}" for word, found in value.items()) if "per" in value else "",
)
def test_a_fee_is_counted_by_its_period(shape: dict[str, Any], by_weeks: dict[int, int]) -> None:
    found = {weeks: quoted([fee(**shape)], payer(weeks)).usd for weeks in by_weeks}
    assert found == {weeks: Dollars.exactly(usd) for weeks, usd in by_weeks.items()}


def test_a_fee_that_counts_no_weeks_makes_no_line() -> None:
    found = quoted([fee(usd=500, per="week", after_weeks=4)], payer(4))
    assert (found.lines, found.complete) == ((), True)


def test_a_line_is_quantity_times_unit_price_with_its_source() -> None:
    (line,) = quoted([fee(usd=500, per="2-weeks", as_of="2024")], payer(6)).lines
    assert (line.item, line.quantity, line.unit, line.unit_usd) == ("tuition", 3, "2-weeks", Dollars.exactly(500))
    assert (line.usd, line.basis, line.as_of) == (Dollars.exactly(1500), Basis.STATED, "2024")
    # The newest official page, although another one is newer still.
    assert line.source == "https://example.org/new-fees"


def test_a_prorated_fee_is_one_amount_for_the_rotation() -> None:
    (line,) = quoted([fee(usd=2000, per="4-weeks", prorated=True)], payer(2)).lines
    assert (line.quantity, line.unit, line.usd) == (1, "rotation", Dollars.exactly(1000))


@pytest.mark.parametrize(
    ("only", "who", "holds"),
    [
        ({"specialties": ["cardiology"]}, payer(specialty="cardiology"), True),
        ({"specialties": ["cardiology"]}, payer(specialty="neurology"), False),
        ({"specialties": ["any"]}, payer(specialty="neurology"), True),
        ({"weeks": {"min": 3, "max": 3}}, payer(3), True),
        ({"weeks": {"min": 3, "max": 3}}, payer(2), False),
        ({"weeks": {"min": 3, "max": 3}}, payer(4), False),
        ({"weeks": {"min": None, "max": 4}}, payer(1), True),
        ({"weeks": {"min": None, "max": 4}}, payer(5), False),
        ({"weeks": {"min": 5, "max": None}}, payer(24), True),
        ({"weeks": {"min": 5, "max": None}}, payer(4), False),
        ({"audience": ["graduate"]}, payer(status=Status.GRADUATE), True),
        ({"audience": ["graduate"]}, payer(status=Status.STUDENT), False),
        ({"audience": ["graduate"]}, payer(status=Status.RESIDENT), True),
        ({"audience": ["graduate"]}, payer(status=Status.PRACTISING_PHYSICIAN), True),
        ({"audience": ["practising-physician"]}, payer(status=Status.GRADUATE), False),
        ({"audience": ["student"]}, payer(status=Status.FINAL_YEAR_STUDENT), True),
        ({"audience": ["final-year-student"]}, payer(status=Status.STUDENT), False),
        ({"nationality": "foreign"}, payer(is_us_person=False), True),
        ({"nationality": "foreign"}, payer(is_us_person=True), False),
        ({"nationality": "us-person"}, payer(is_us_person=True), True),
        ({"nationality": "us-person"}, payer(is_us_person=False), False),
        ({"school": "foreign"}, payer(), True),
        ({"school": "us-accredited"}, payer(), False),
        ({"school": "us-accredited"}, payer(is_us_person=True), False),
        ({"specialties": ["cardiology"], "weeks": {"min": 4, "max": None}}, payer(specialty="cardiology"), True),
        ({"specialties": ["cardiology"], "weeks": {"min": 5, "max": None}}, payer(specialty="cardiology"), False),
    ],
)
def test_a_fee_is_added_only_for_whom_it_is_meant(only: dict[str, Any], who: Payer, holds: bool) -> None:
    everyone = fee(item="registration", usd=10, per="rotation")
    found = quoted([everyone, fee(usd=1000, per="rotation", only=only)], who)
    assert found.usd == Dollars.exactly(1010 if holds else 10)


def test_a_practicing_physician_pays_the_price_that_names_them_and_no_other() -> None:
    fees = [
        fee(usd=750, per="rotation", only={"audience": ["graduate", "student"]}),
        fee(usd=1000, per="rotation", only={"audience": ["practising-physician"]}),
    ]
    assert quoted(fees, payer(status=Status.PRACTISING_PHYSICIAN)).usd.typical == 1000
    assert quoted(fees, payer(status=Status.GRADUATE)).usd.typical == 750


def test_a_final_year_student_pays_the_price_that_names_them_and_no_other() -> None:
    fees = [
        fee(usd=300, per="rotation", only={"audience": ["student"]}),
        fee(usd=400, per="rotation", only={"audience": ["final-year-student"]}),
    ]
    assert quoted(fees, payer(status=Status.FINAL_YEAR_STUDENT)).usd.typical == 400


@pytest.mark.parametrize("role", ["deposit", "kept-on-cancellation"])
def test_what_is_part_of_a_price_or_of_a_refund_is_never_added(role: str) -> None:
    found = quoted([fee(usd=2000, per="rotation"), fee(item="other", usd=350, per="rotation", role=role)], payer())
    assert (found.usd, found.contingencies, found.complete) == (Dollars.exactly(2000), (), True)


def test_what_falls_due_only_in_some_cases_stands_apart() -> None:
    plan = fee(item="health plan", usd=378, per="month", role="conditional", condition="without your own", as_of="2022")
    found = quoted([fee(usd=500, per="rotation"), plan], payer(8))
    assert found.usd == Dollars.exactly(500)
    (one,) = found.contingencies
    assert (one.item, one.usd, one.condition) == ("health plan", Dollars.exactly(756), "without your own")
    assert (one.source, one.as_of) == ("https://example.org/new-fees", "2022")


def test_a_contingency_can_be_bounded_or_of_unknown_amount() -> None:
    parking = {"role": "conditional", "condition": "if you park"}
    fees = [
        fee(usd=500, per="rotation"),
        fee(item="garage", usd=12, per="day", bound="up-to", **parking),
        fee(item="lot", usd=None, per="rotation", **parking),
    ]
    garage, lot = quoted(fees, payer(4)).contingencies
    assert (garage.item, garage.usd) == ("garage (at most)", Dollars(0, 240, 240))
    assert (lot.item, lot.usd) == ("lot, amount not stated, estimate", Dollars(100, 200, 300))


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ({"usd": 150, "per": "application", "bound": "up-to"}, Dollars(0, 150, 150)),
        ({"usd": 150, "per": "application", "bound": "up-to", "least": 50}, Dollars(50, 150, 150)),
        ({"usd": 150, "per": "week", "bound": "up-to", "least": 50}, Dollars(200, 600, 600)),
        ({"usd": 2000, "per": "week", "least": 0}, Dollars(0, 8000, 8000)),
    ],
)
def test_an_upper_bound_may_be_partly_returned(shape: dict[str, Any], expected: Dollars) -> None:
    found = quoted([fee(**shape)], payer(4))
    assert (found.usd, found.complete) == (expected, True)


@pytest.mark.parametrize(
    ("shape", "weeks", "expected"),
    [
        # The high value is what the rule expects of so many weeks (3000 for four), where that is more.
        ({"usd": 1800, "per": "rotation"}, 4, Dollars(1800, 1800, 3000)),
        ({"usd": 1800, "per": "rotation"}, 8, Dollars(1800, 1800, 6000)),
        ({"usd": 5000, "per": "rotation"}, 4, Dollars(5000, 5000, 5000)),
        ({"usd": 100, "per": "day"}, 4, Dollars(2000, 2000, 3000)),
        ({"usd": 2000, "per": "week", "least": 0}, 4, Dollars(0, 8000, 8000)),
    ],
)
def test_a_price_that_begins_at_an_amount_is_known_only_in_part(
    shape: dict[str, Any], weeks: int, expected: Dollars
) -> None:
    found = quoted([fee(**shape, bound="from")], payer(weeks))
    (line,) = found.lines
    assert (line.item, line.usd, line.basis) == ("tuition (from)", expected, Basis.ESTIMATE)
    assert line.unit_usd.times(line.quantity) == line.usd
    assert not found.complete


def lines_of(found: FeeQuote) -> list[tuple[str, Dollars, str]]:
    return [(line.item, line.usd, line.basis.value) for line in found.lines]


WHOLE = Dollars(1000, 2000, 3000)
MAYBE = "participation, not stated whether there is a fee"
APPLICATION = fee(item="application", usd=50, per="application")


@pytest.mark.parametrize(
    ("fees", "facts", "expected"),
    [
        (None, {}, [("participation, price not stated", WHOLE, "estimate")]),
        ([], {"complete": True}, []),
        ([], {"complete": None}, [(MAYBE, Dollars(0, 2000, 3000), "estimate")]),
        ([fee(usd=800, per="rotation")], {"complete": True}, [("tuition", Dollars.exactly(800), "stated")]),
        ([fee(usd=800, per="rotation")], {"complete": None}, [("tuition", Dollars.exactly(800), "stated")]),
        ([APPLICATION], {"complete": True}, [("application", Dollars.exactly(50), "stated")]),
        (
            [APPLICATION],
            {"complete": None},
            [("application", Dollars.exactly(50), "stated"), (MAYBE, Dollars(0, 2000, 3000), "estimate")],
        ),
        (
            [fee(item="application", usd=None, per="application")],
            {"complete": False},
            [("application, amount not stated", Dollars(100, 200, 300), "estimate")],
        ),
        ([fee(usd=None, per="rotation")], {"complete": False}, [("tuition, amount not stated", WHOLE, "estimate")]),
        (
            [fee(usd=None, per="week"), fee(item="books", usd=None, per="rotation")],
            {"complete": False},
            [("tuition and books, amount not stated", WHOLE, "estimate")],
        ),
        (
            [fee(usd=None, per="rotation", least=0)],
            {"complete": False},
            [("tuition, amount not stated", Dollars(0, 2000, 3000), "estimate")],
        ),
        (
            [fee(usd=None, per="rotation"), fee(item="deposit", usd=1500, per="rotation", role="deposit")],
            {"complete": False},
            [("tuition, amount not stated", Dollars(1500, 2000, 3000), "estimate")],
        ),
        (
            [fee(usd=None, per="rotation"), fee(item="deposit", usd=4000, per="rotation", role="deposit")],
            {"complete": False},
            [("tuition, amount not stated", Dollars.exactly(4000), "estimate")],
        ),
        (
            [fee(item="registration", usd=600, per="rotation"), fee(usd=None, per="rotation")],
            {"complete": False},
            [
                ("registration", Dollars.exactly(600), "stated"),
                ("tuition, amount not stated", Dollars(400, 1400, 2400), "estimate"),
            ],
        ),
        (
            [fee(usd=2900, per="rotation"), fee(item="health fee", usd=None, per="month")],
            {"complete": False},
            [
                ("tuition", Dollars.exactly(2900), "stated"),
                ("health fee, amount not stated", Dollars(100, 200, 300), "estimate"),
            ],
        ),
        (
            [fee(usd=800, per="rotation", only={"specialties": ["cardiology"]})],
            {"complete": True},
            [("participation, no price stated for this rotation", WHOLE, "estimate")],
        ),
        (
            [fee(usd=800, per="rotation", only={"audience": ["student"]})],
            {"complete": None},
            [(MAYBE, Dollars(0, 2000, 3000), "estimate")],
        ),
    ],
    ids=[
        "nothing is known of fees",
        "a page says that it is free",
        "no fee is listed, and nothing says that there is none",
        "the whole price",
        "a price, and nothing says that more follows",
        "only an application fee is charged",
        "an application fee, and nothing of the rest",
        "an application fee of unknown amount",
        "a price of unknown amount",
        "several unknown parts are one price",
        "an unknown price that may be nothing",
        "a deposit is the least of an unknown price",
        "a deposit above every estimate",
        "stated parts are taken off the estimate of the whole",
        "an unknown part beside nearly the whole price is a small fee",
        "prices for another specialty only",
        "prices for others only, and nothing of the rest",
    ],
)
def test_what_is_not_stated_is_estimated(
    fees: list[dict[str, Any]] | None, facts: dict[str, Any], expected: list[tuple[str, Dollars, str]]
) -> None:
    found = quoted(fees, payer(4), **facts)
    assert lines_of(found) == expected
    assert found.complete == all(basis == "stated" for _, _, basis in expected)


@pytest.mark.parametrize(
    ("facts", "weeks", "expected"),
    [
        ({"kind": "observership"}, 4, Dollars(1000, 2000, 3000)),
        ({"kind": "observership"}, 2, Dollars(500, 1000, 1500)),
        ({"kind": "observership"}, 1, Dollars(250, 500, 750)),
        ({"kind": "observership"}, 24, Dollars(6000, 12000, 18000)),
        ({"kind": None}, 4, Dollars(1000, 2000, 3000)),
        ({"kind": "elective"}, 4, Dollars(3200, 4000, 4800)),
        ({"kind": "elective", "provider": "medical-school"}, 4, Dollars(4000, 5000, 6000)),
        ({"kind": "observership", "provider": "medical-school"}, 4, Dollars(1000, 2000, 3000)),
    ],
)
def test_the_most_exact_rule_gives_the_estimate_for_the_weeks(
    facts: dict[str, Any], weeks: int, expected: Dollars
) -> None:
    assert quoted(None, payer(weeks), **facts).usd == expected


@pytest.mark.parametrize(
    ("fees", "complete", "words"),
    [
        ([fee(usd=-5, per="rotation")], True, "greater than or equal to 0"),
        ([fee(usd=float("nan"), per="rotation")], True, "valid integer"),
        ([fee(usd=10.5, per="rotation")], True, "valid integer"),
        ([fee(usd=5, per="fortnight")], True, "expected application, rotation, day, week, month, year"),
        ([fee(usd=5, per="0-weeks")], True, "expected application"),
        ([fee(usd=5, per="rotation", role="conditional")], True, "expected a condition exactly where"),
        ([fee(usd=5, per="rotation", condition="late")], True, "expected a condition exactly where"),
        ([fee(usd=5, per="rotation", least=6)], True, "expected least to be at most usd"),
        ([fee(usd=5, per="rotation", only={"weeks": {"min": 4, "max": 2}})], True, "expected min to be at most max"),
        ([fee(usd=5, per="rotation")], False, "expected a fee with usd: null for what follows"),
        ([], False, "expected a fee with usd: null for what follows"),
    ],
)
def test_a_fee_that_makes_no_sense_is_refused(fees: list[dict[str, Any]], complete: bool, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        program(fees, complete=complete)


def test_fees_that_nobody_states_cannot_be_complete() -> None:
    with pytest.raises(ValidationError, match="expected fees_complete to be null where fees is null"):
        Program.model_validate({**BASE, "fees": None, "fees_complete": True})


PERIODS = st.sampled_from(["application", "rotation", "day", "week", "2-weeks", "4-weeks", "month", "year"])
SHAPES = st.fixed_dictionaries(
    {"usd": st.integers(0, 5000), "per": PERIODS},
    optional={
        "prorated": st.booleans(),
        "first_weeks": st.integers(1, 30),
        "after_weeks": st.integers(1, 30),
        "bound": st.sampled_from(["exact", "from", "up-to"]),
        "days_per_week": st.integers(1, 7),
    },
)


@given(shapes=st.lists(SHAPES, min_size=1, max_size=4), weeks=st.integers(1, 52))
def test_every_line_is_in_order_and_they_sum_to_the_quote(shapes: list[dict[str, Any]], weeks: int) -> None:
    found = quoted([fee(**shape) for shape in shapes], payer(weeks))
    for line in found.lines:
        assert 0 <= line.usd.low <= line.usd.typical <= line.usd.high
        assert line.usd == line.unit_usd.times(line.quantity)
    assert found.usd.typical == sum(line.usd.typical for line in found.lines)


@given(shape=SHAPES, weeks=st.integers(1, 51))
def test_a_longer_rotation_never_costs_less(shape: dict[str, Any], weeks: int) -> None:
    shorter, longer = (quoted([fee(**shape)], payer(n)).usd for n in (weeks, weeks + 1))
    assert shorter.typical <= longer.typical


@given(usd=st.integers(0, 5000), per=st.sampled_from(["3-weeks", "4-weeks", "month", "year"]), weeks=st.integers(1, 60))
def test_a_prorated_fee_is_at_most_the_whole_periods(usd: int, per: str, weeks: int) -> None:
    prorated, whole = (quoted([fee(usd=usd, per=per, prorated=flag)], payer(weeks)).usd for flag in (True, False))
    assert prorated.typical <= whole.typical


@given(first=st.integers(1, 30), weeks=st.integers(1, 60), per=PERIODS.filter(lambda per: per != "application"))
def test_the_first_weeks_and_those_after_them_are_all_weeks(first: int, weeks: int, per: str) -> None:
    begun = Fee.model_validate(fee(usd=1, per=per, first_weeks=first))
    rest = Fee.model_validate(fee(usd=1, per=per, after_weeks=first))
    assert counted_weeks(begun, weeks) + counted_weeks(rest, weeks) == weeks
    assert (quantity(rest, weeks) > 0) == (weeks > first)


# The catalogue -------------------------------------------------------------------------------------------------------

GRADUATE, PHYSICIAN, RESIDENT = Status.GRADUATE, Status.PRACTISING_PHYSICIAN, Status.RESIDENT
STUDENT, FINAL_YEAR = Status.STUDENT, Status.FINAL_YEAR_STUDENT
IM = "internal-medicine"

# What the pages state, added up by hand; `is_whole` where nothing of the price is left to an estimate.
STATED: list[tuple[str, str, int, Status, bool, int, bool]] = [
    # id, specialty, weeks, status, U.S. person, USD stated (typical), is_whole
    ("acap-observership", "psychiatry", 4, GRADUATE, True, 500, False),
    ("amopportunities-observership", IM, 4, GRADUATE, False, 0, False),
    ("baylor-college-of-medicine-observer", IM, 4, PHYSICIAN, False, 1000, False),
    ("bidmc-interventional-radiology-observership", "radiology", 4, STUDENT, False, 2000, True),
    ("bidmc-interventional-radiology-observership", "radiology", 8, STUDENT, False, 4000, True),
    ("bidmc-interventional-radiology-observership", "radiology", 26, PHYSICIAN, False, 12000, True),
    ("bidmc-radiology-observership", "radiology", 4, GRADUATE, False, 2000, True),
    ("bidmc-radiology-observership", "radiology", 2, GRADUATE, False, 1000, True),
    ("bidmc-radiology-observership", "radiology", 1, STUDENT, False, 500, True),
    ("boston-university-isep", IM, 4, FINAL_YEAR, False, 3000, True),
    ("brigham-radiology-observership", "radiology", 2, GRADUATE, False, 3000, True),
    ("brigham-radiology-observership", "radiology", 3, PHYSICIAN, False, 4000, True),
    ("brigham-radiology-observership", "radiology", 4, GRADUATE, False, 4000, True),
    ("brigham-radiology-observership", "radiology", 6, GRADUATE, False, 8000, True),
    ("brigham-radiology-observership", "radiology", 2, FINAL_YEAR, False, 500, True),
    ("brigham-radiology-observership", "radiology", 4, STUDENT, False, 1000, True),
    ("brigham-radiology-observership", "radiology", 8, RESIDENT, False, 2000, True),
    ("bronxcare-psychiatry-observership", "psychiatry", 4, GRADUATE, False, 250, False),
    ("bronxcare-psychiatry-observership", "psychiatry", 8, GRADUATE, False, 400, False),
    ("bronxcare-psychiatry-observership", "psychiatry", 12, GRADUATE, False, 500, False),
    ("chop-international-observership", "pediatrics", 2, STUDENT, False, 4750, False),
    ("chop-international-observership", "pediatrics", 4, STUDENT, False, 8750, False),
    ("cincinnati-childrens-international-visitor", "pediatrics", 4, PHYSICIAN, False, 1500, False),
    ("cincinnati-childrens-international-visitor", "pediatrics", 4, RESIDENT, False, 250, False),
    ("cleveland-clinic-international-physician-observer", "cardiology", 4, STUDENT, False, 500, False),
    ("cleveland-clinic-visiting-student-electives", IM, 4, FINAL_YEAR, False, 120, False),
    ("columbia-neurology-clinical-observership", "neurology", 4, FINAL_YEAR, False, 2500, True),
    ("columbia-neurology-clinical-observership", "neurology", 8, STUDENT, False, 4500, True),
    ("columbia-neurology-clinical-observership", "neurology", 4, GRADUATE, False, 500, False),
    ("columbia-psychiatry-observership", "psychiatry", 4, GRADUATE, False, 2000, True),
    ("cu-anschutz-visiting-student-electives", IM, 4, FINAL_YEAR, False, 4150, True),
    ("duke-visiting-international-students", IM, 4, FINAL_YEAR, False, 2200, False),
    ("emory-international-visiting-students", IM, 4, FINAL_YEAR, False, 5025, True),
    ("foreign-medical-training-observership", IM, 4, GRADUATE, False, 1299, True),
    ("foreign-medical-training-observership", IM, 8, GRADUATE, False, 2299, True),
    ("foreign-medical-training-observership", "cardiology", 4, GRADUATE, False, 1499, True),
    ("foreign-medical-training-observership", "orthopedic-surgery", 4, GRADUATE, False, 1599, True),
    ("foreign-medical-training-observership", "radiology", 4, GRADUATE, False, 299, False),
    ("grady-medical-education-observership", IM, 4, GRADUATE, False, 1000, True),
    ("grady-medical-education-observership", IM, 1, GRADUATE, False, 1000, True),
    ("grady-medical-education-observership", IM, 4, PHYSICIAN, False, 1000, True),
    ("grady-medical-education-observership", IM, 4, STUDENT, False, 1000, True),
    ("grady-medical-education-observership", IM, 8, GRADUATE, False, 0, False),
    ("harvard-exchange-clerkship", IM, 4, FINAL_YEAR, False, 115, False),
    ("indiana-university-pathology-observership", "pathology", 4, GRADUATE, False, 0, True),
    ("johns-hopkins-visiting-student-clinical-electives", IM, 4, FINAL_YEAR, False, 5500, True),
    ("johns-hopkins-visiting-student-research-electives", IM, 9, STUDENT, False, 500, True),
    ("kemcaana-observership", IM, 4, GRADUATE, False, 25, False),
    ("kumc-clinical-electives", IM, 4, FINAL_YEAR, False, 600, True),
    ("kumc-clinical-electives", IM, 8, FINAL_YEAR, False, 1000, True),
    ("kumc-international-observership", IM, 4, GRADUATE, False, 3050, True),
    ("loyola-stritch-international-electives", IM, 4, FINAL_YEAR, False, 1500, True),
    ("loyola-stritch-international-electives", IM, 8, FINAL_YEAR, False, 3000, True),
    ("master-the-wards-observership", IM, 4, GRADUATE, False, 2075, True),
    ("master-the-wards-observership", IM, 6, GRADUATE, False, 3075, True),
    ("master-the-wards-observership", IM, 8, GRADUATE, False, 4075, True),
    ("mcg-anesthesiology-observership", "anesthesiology", 4, GRADUATE, False, 599, True),
    ("md-anderson-observer", "cardiothoracic-surgery", 4, PHYSICIAN, False, 500, False),
    ("md-anderson-observer", "cardiothoracic-surgery", 8, PHYSICIAN, False, 700, False),
    ("md-anderson-observer", "cardiothoracic-surgery", 12, PHYSICIAN, False, 900, False),
    ("md-anderson-observer", "oncology", 4, PHYSICIAN, False, 0, False),
    ("medclerkships", IM, 4, GRADUATE, False, 0, False),
    ("medical-student-rotation-st-louis-hospitalist", IM, 4, GRADUATE, False, 1800, True),
    ("miami-pathology-observership", "pathology", 4, GRADUATE, False, 150, False),
    ("miami-plastic-surgery-vest", "plastic-surgery", 4, GRADUATE, False, 750, True),
    ("miami-plastic-surgery-vest", "plastic-surgery", 4, PHYSICIAN, False, 1000, True),
    ("miami-plastic-surgery-vest", "plastic-surgery", 12, PHYSICIAN, False, 1000, True),
    ("mount-sinai-surgery-observership", "general-surgery", 2, PHYSICIAN, False, 750, True),
    ("msk-medical-student-elective", "oncology", 4, FINAL_YEAR, False, 100, False),
    ("msk-mso-san-diego-observership", IM, 4, GRADUATE, False, 1500, True),
    ("msk-mso-san-diego-observership", IM, 8, GRADUATE, False, 3000, True),
    ("namc-internal-medicine-observership", IM, 4, GRADUATE, False, 250, True),
    ("ochsner-international-observership", IM, 4, STUDENT, False, 500, False),
    ("orlando-health-observership", IM, 4, GRADUATE, False, 100, False),
    ("project-img-san-antonio", IM, 4, GRADUATE, False, 2054, True),
    ("pspc-psychiatry-fmg-externship", "psychiatry", 8, GRADUATE, False, 2200, True),
    ("saint-clares-internal-medicine-observership", IM, 4, GRADUATE, False, 300, False),
    # 1500, 2200 and 2900 with the application fee and the deposit; the two checks are 35 each.
    ("saint-peters-bedside-integrated-observership", IM, 2, GRADUATE, False, 1570, True),
    ("saint-peters-bedside-integrated-observership", IM, 3, GRADUATE, False, 2270, True),
    ("saint-peters-bedside-integrated-observership", IM, 4, GRADUATE, True, 2970, True),
    ("stanford-international-visiting-student", IM, 4, FINAL_YEAR, False, 150, False),
    ("suny-upstate-medicine-observership", IM, 4, GRADUATE, False, 300, False),
    ("ttuhsc-lubbock-internal-medicine-observership", IM, 2, GRADUATE, False, 1400, True),
    ("ttuhsc-lubbock-internal-medicine-observership", IM, 4, GRADUATE, False, 2400, True),
    ("tufts-clinical-observership", IM, 4, PHYSICIAN, False, 7500, True),
    ("tufts-clinical-observership", IM, 8, PHYSICIAN, False, 15000, True),
    ("uab-international-visiting-medical-students", IM, 4, FINAL_YEAR, False, 300, False),
    ("uab-international-visiting-scholar-observership", IM, 4, GRADUATE, False, 350, False),
    ("university-of-florida-international-visiting-student", IM, 4, FINAL_YEAR, False, 50, False),
    ("university-of-missouri-neurology-observership", "neurology", 4, GRADUATE, False, 2250, True),
    ("university-of-missouri-neurology-observership", "neurology", 8, GRADUATE, False, 3750, True),
    ("university-of-missouri-neurology-observership", "neurology", 12, GRADUATE, False, 5250, True),
    ("unmc-neurology-international-observership", "neurology", 4, GRADUATE, False, 1500, True),
    ("uofl-health-medical-observership", IM, 4, PHYSICIAN, False, 250, False),
    ("ut-southwestern-international-student-elective", IM, 4, FINAL_YEAR, False, 150, False),
    ("uthealth-houston-internal-medicine-observer", IM, 4, GRADUATE, False, 2775, True),
    ("uthealth-houston-internal-medicine-observer", IM, 4, GRADUATE, True, 2100, True),
    ("uthealth-houston-internal-medicine-observer", "gastroenterology", 4, GRADUATE, False, 4275, True),
    ("uthealth-houston-internal-medicine-observer", "gastroenterology", 4, PHYSICIAN, True, 3600, True),
    ("uthealth-houston-neurology-observer", "neurology", 4, GRADUATE, False, 2775, True),
    ("uthealth-houston-neurology-observer", "neurology", 4, GRADUATE, True, 2100, True),
    ("uthealth-houston-other-departments-observer", "pediatrics", 4, GRADUATE, False, 775, False),
    ("uthealth-houston-psychiatry-observer", "psychiatry", 8, GRADUATE, False, 1275, True),
    ("uthealth-houston-psychiatry-observer", "psychiatry", 8, GRADUATE, True, 350, True),
    ("uva-breast-imaging-international-visiting-scholars", "radiology", 8, PHYSICIAN, False, 0, True),
    ("vanderbilt-international-visiting-students", IM, 4, FINAL_YEAR, False, 1000, True),
    ("vanderbilt-international-visiting-students", IM, 8, FINAL_YEAR, False, 1750, True),
    ("vanderbilt-international-visiting-students", IM, 12, FINAL_YEAR, False, 2500, True),
    ("washu-gme-incoming-visitors", IM, 4, GRADUATE, False, 0, False),
    ("washu-visiting-student-electives", IM, 4, FINAL_YEAR, False, 100, False),
    ("weill-cornell-visiting-international-students", IM, 4, FINAL_YEAR, False, 530, False),
    ("wvu-pediatric-clinical-observer", "pediatrics", 2, GRADUATE, False, 1100, True),
    ("wvu-pediatric-clinical-observer", "pediatrics", 4, GRADUATE, False, 2100, True),
    ("wvu-pediatric-clinical-observer", "pediatrics", 6, GRADUATE, False, 3100, True),
]  # fmt: skip


def priced(program_id: str, who: Payer) -> FeeQuote:
    return quote(catalogue().program(program_id), who, catalogue().guidance.fee_estimates)


@pytest.mark.parametrize(
    ("program_id", "specialty", "weeks", "status", "is_us_person", "usd", "is_whole"),
    STATED,
    ids=[f"{row[0]}-{row[2]}w-{row[3].value}-{row[1]}{'-us' if row[4] else ''}" for row in STATED],
)
def test_the_stated_price_of_a_program(
    program_id: str, specialty: str, weeks: int, status: Status, is_us_person: bool, usd: int, is_whole: bool
) -> None:
    found = priced(program_id, Payer(specialty, weeks, status, is_us_person))
    # An estimated line has no source; a price "from" an amount has one, and is in part an estimate.
    assert sum(line.usd.typical for line in found.lines if line.source is not None) == usd
    assert found.complete is is_whole


def test_the_table_has_most_of_the_priced_programs() -> None:
    stated = {
        one.id
        for one in catalogue().programs
        if is_placement(one) and any(row.usd is not None and row.role.value == "charge" for row in one.fees or ())
    }
    assert stated - {row[0] for row in STATED} == {
        "northwestern-feinberg-visiting-students",  # takes nobody from outside
        "sams-observership",  # the application is free, and hosts may charge: in the next table
        "shirley-ryan-abilitylab-observership",  # by the day, from an amount: in the next table
    }


@pytest.mark.parametrize(
    ("program_id", "who", "expected"),
    [
        # An upper bound with a least: 50 to 150 for the background check.
        ("ttuhsc-lubbock-internal-medicine-observership", payer(4), (2300, 2400, 2400)),
        # Up to 150 for the check, and an application fee nobody states (104, 175, 300).
        ("stanford-international-visiting-student", payer(4, status=FINAL_YEAR), (104, 325, 450)),
        # From 1200 a day: five days a week, for at most two weeks.
        ("shirley-ryan-abilitylab-observership", payer(1, status=PHYSICIAN), (6000, 6000, 6000)),
        ("shirley-ryan-abilitylab-observership", payer(2, status=PHYSICIAN), (12000, 12000, 12000)),
        # 750, tuition that not everybody pays (2000 a week), and a screening fee nobody states.
        ("chop-international-observership", payer(4, status=STUDENT), (750 + 0 + 104, 8750 + 175, 8750 + 300)),
        # 750 for four weeks, and for longer from 750 up to what academic observerships of medical schools cost.
        ("miami-plastic-surgery-vest", payer(8, specialty="plastic-surgery"), (750, 750, 5550)),
        # The deposit is part of the tuition, which nobody states: at least 899.
        ("amopportunities-observership", payer(4), (1138, 2000, 2638)),
        ("amopportunities-hands-on-graduates", payer(4), (1000, 2000, 2775)),
        # Longer stays at Grady have a price of their own, which nobody states.
        ("grady-medical-education-observership", payer(8), (3000, 4000, 4000)),
        # Three small fees of unknown amount, and no word of tuition.
        ("washu-gme-incoming-visitors", payer(4), (312, 525, 900)),
        # 2200 is part of what an elective at a medical school costs (3250, 4250, 4750).
        ("duke-visiting-international-students", payer(4, status=FINAL_YEAR), (3250, 4250, 4750)),
        ("sams-observership", payer(4), (0, 2000, 2638)),
    ],
)
def test_a_price_known_only_in_part(program_id: str, who: Payer, expected: tuple[int, int, int]) -> None:
    assert priced(program_id, who).usd == Dollars(*expected)


@pytest.mark.parametrize(
    ("program_id", "who", "expected"),
    [
        ("grady-medical-education-observership", payer(4), [("single days", 500)]),
        ("johns-hopkins-visiting-student-research-electives", payer(8, status=STUDENT), [("school health plan", 756)]),
        ("uab-international-visiting-scholar-observership", payer(4), [("rush processing", 75)]),
        ("miami-plastic-surgery-vest", payer(4), [("research scholar fee", 15000)]),
        ("unmc-neurology-international-observership", payer(4), []),
        ("project-img-san-antonio", payer(4), []),
    ],
)
def test_what_may_come_on_top_of_a_price(program_id: str, who: Payer, expected: list[tuple[str, int]]) -> None:
    assert [(one.item, one.usd.high) for one in priced(program_id, who).contingencies] == expected


def people_of(one: Program) -> Iterator[Payer]:
    """Everyone a program takes, in every specialty that its fees name or it offers, for every length it may have."""
    named = {word for row in one.fees or () if row.only for word in row.only.specialties or ()}
    specialties = {*(one.specialties or ()), *named} or {ANY_SPECIALTY}
    for specialty in sorted(specialties - {ANY_SPECIALTY}) or [IM]:
        for status in one.audience or tuple(Status):
            for is_us_person in (False, True):
                for weeks in durations(one, catalogue().guidance):
                    yield Payer(specialty, weeks, status, is_us_person)


def test_no_length_that_a_program_offers_is_priced_at_nothing_by_a_gap() -> None:
    gaps: list[str] = []
    for one in catalogue().programs:
        if one.fees is None or not is_placement(one):
            continue
        charges = [row for row in one.fees if row.role.value == "charge"]
        for who in people_of(one):
            found = priced(one.id, who)
            if charges and found.usd.high == 0:
                gaps.append(f"{one.id}: {who} pays nothing")
            if any(row.per != "application" for row in charges) and all(
                line.unit == "application" for line in found.lines
            ):
                gaps.append(f"{one.id}: {who} pays nothing but what the application costs")
    assert gaps == []


def test_no_program_costs_less_for_more_weeks() -> None:
    cheaper: list[str] = []
    for one in catalogue().programs:
        for before, who in pairwise(people_of(one)):
            shorter, longer = priced(one.id, before).usd.typical, priced(one.id, who).usd.typical
            if before.weeks < who.weeks and shorter > longer:
                cheaper.append(f"{one.id}: {shorter} for {before}, {longer} for {who.weeks} weeks")
    assert cheaper == []


def test_estimates_are_always_marked() -> None:
    """What is not stated has no source and is an estimate; a quote with an estimate is never called complete."""
    for one in catalogue().programs:
        for who in people_of(one):
            found = priced(one.id, who)
            for line in found.lines:
                if line.source is None:
                    assert line.basis is Basis.ESTIMATE, (one.id, line)
                    assert "not stated" in line.item or "no price stated" in line.item, (one.id, line)
            assert found.complete == all(line.basis is Basis.STATED for line in found.lines), one.id
            assert all(line.usd == line.unit_usd.times(line.quantity) for line in found.lines), one.id
            assert one.fees is not None or not found.complete, one.id


def test_the_rules_of_estimates_are_those_of_the_prices_on_file() -> None:
    written = {
        (rule.charge, rule.kind, rule.provider): (rule.usd.low, rule.usd.typical, rule.usd.high, rule.count)
        for rule in catalogue().guidance.fee_estimates
    }
    assert len(written) == len(catalogue().guidance.fee_estimates)
    assert written == estimate_cells(catalogue())


@pytest.mark.parametrize("charge", ["application", "participation"])
@pytest.mark.parametrize("kind", [None, *Kind])
@pytest.mark.parametrize("provider", list(Provider))
def test_every_unknown_price_has_a_rule(charge: str, kind: Kind | None, provider: Provider) -> None:
    rule = estimate_rule(catalogue().guidance.fee_estimates, charge, kind, provider)
    assert rule.charge == charge
    assert rule.kind in (None, kind)
    assert rule.provider in (None, provider)
