"""The dated parameters: what holds on a day, how well it is known, and the mistakes that the file's checks find."""

import datetime as dt
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from usceplan.catalog.costs import CostsFile, DatedValue, costs_problems
from usceplan.catalog.reading import read_file, validate
from usceplan.costs.amounts import Basis
from usceplan.costs.parameters import Amount, amount, eras_fee, in_force, parameter, per_week

DOCUMENT = read_file(Path(__file__).parents[1] / "data" / "costs.yaml", "data/costs.yaml")
COSTS = validate(DOCUMENT, CostsFile)
NAMES = [f"{group}.{name}" for group, parameters in COSTS.groups.items() for name in parameters]
ONE_DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def known(name: str, on: str) -> Amount:
    found = amount(COSTS, name, day(on))
    assert found is not None
    return found


def usd(name: str, on: str) -> tuple[int, int, int]:
    found = known(name, on)
    return found.low, found.typical, found.high


def test_the_file_has_no_mistakes() -> None:
    assert costs_problems(COSTS) == []


def test_the_file_has_every_group() -> None:
    assert {group: len(parameters) for group, parameters in COSTS.groups.items()} == {
        "immigration": 13,
        "immigration_rules": 11,
        "exams": 14,
        "exam_rules": 5,
        "residency_application": 10,
        "food": 6,
        "travel": 10,
        "health_compliance": 12,
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_row_holds_from_its_first_day_until_the_next(name: str) -> None:
    found = parameter(COSTS, name)
    first, last = found.values[0], found.values[-1]
    if first.from_ is None:
        assert in_force(found, dt.date.min) is first
    else:
        assert in_force(found, first.from_) is first
        assert in_force(found, first.from_ - ONE_DAY) is None
    for before, row in pairwise(found.values):
        assert row.from_ is not None
        assert in_force(found, row.from_ - ONE_DAY) is before
        assert in_force(found, row.from_) is row
    assert in_force(found, dt.date.max) is last


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("immigration.b1_b2_visa_fee", "2023-06-16", 160),
        ("immigration.b1_b2_visa_fee", "2023-06-17", 185),
        ("immigration.b1_b2_visa_fee", "2026-11-22", 185),
        ("immigration.petition_visa_fee", "1999-12-31", 190),
        ("immigration.sevis_i901_j1", "2019-06-23", 180),
        ("immigration.sevis_i901_j1", "2019-06-24", 220),
        ("immigration.esta_fee", "2025-09-29", 21),
        ("immigration.esta_fee", "2025-09-30", 40),
        ("immigration.esta_fee", "2026-01-01", 40),
        ("immigration.i94_fee_air_sea", "2026-11-22", 0),
        ("exams.usmle_step1_img", "2023-12-31", 975),
        ("exams.usmle_step1_img", "2025-12-31", 1000),
        ("exams.usmle_transcript_eras", "2026-11-22", 80),
        ("residency_application.nrmp_registration", "2023-09-14", 75),
        ("residency_application.nrmp_registration", "2023-09-15", 70),
        ("travel.airfare_domestic_round_trip", "2026-11-22", 421),
    ],
)
def test_a_price_on_a_day(name: str, on: str, expected: int) -> None:
    assert usd(name, on) == (expected, expected, expected)


def test_a_price_with_a_range() -> None:
    assert usd("travel.airfare_south_asia", "2026-11-22") == (850, 1087, 1600)


@pytest.mark.parametrize(
    ("name", "on", "expected", "warning"),
    [
        ("exams.usmle_step1_img", "2026-01-01", 1000, "no price found for 2026; the last known, $1,000, is used"),
        ("exams.usmle_step1_img", "2027-05-01", 1000, "no price found for 2027; the last known, $1,000, is used"),
        ("exams.ecfmg_pathways", "2026-11-22", 925, "no price found for 2026; the last known, $925, is used"),
        ("exams.usmle_transcript_direct", "2020-01-01", 70, "no price found for 2020; the last known, $70, is used"),
        (
            "residency_application.eras_token",
            "2025-06-01",
            165,
            "no price found for 2025; the last known, $165, is used",
        ),
    ],
)
def test_a_last_known_price_is_an_estimate_with_a_warning(name: str, on: str, expected: int, warning: str) -> None:
    found = known(name, on)
    assert (found.typical, found.basis, found.warning) == (expected, Basis.ESTIMATE, warning)


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("health_compliance.student_malpractice", "2026-11-22"),
        ("exams.epic_account", "2026-11-22"),
        ("immigration.visa_integrity_fee", "2025-07-03"),
        ("exam_rules.ecfmg_exam_window", "2026-11-22"),
        ("residency_application.eras_applications", "2026-11-22"),
    ],
    ids=["never found", "never found either", "before it existed", "a rule", "a charge by count"],
)
def test_what_has_no_price_costs_nothing_that_is_known(name: str, on: str) -> None:
    assert amount(COSTS, name, day(on)) is None


@pytest.mark.parametrize("name", ["exams.usmle_step4", "exam.usmle_step3", "usmle_step3", ""])
def test_a_parameter_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(KeyError, match="there is no parameter"):
        amount(COSTS, name, day("2026-11-22"))


@pytest.mark.parametrize(
    ("name", "basis", "warning"),
    [
        ("immigration.b1_b2_visa_fee", Basis.PUBLISHED, None),
        ("health_compliance.tb_skin_test", Basis.PUBLISHED, "known from a weak source only"),
        ("travel.airfare_europe", Basis.ESTIMATE, None),
        ("travel.airfare_south_asia", Basis.ESTIMATE, "known from a weak source only"),
        ("health_compliance.background_check", Basis.ESTIMATE, "no source was found for this figure"),
        ("immigration.esta_fee", Basis.ESTIMATE, "no source was found for this figure"),
        ("immigration.visa_integrity_fee", Basis.PUBLISHED, "enacted, but not collected yet"),
    ],
)
def test_what_a_figure_rests_on(name: str, basis: Basis, warning: str | None) -> None:
    found = known(name, "2026-11-22")
    assert (found.basis, found.warning, found.parameter) == (basis, warning, name)


def test_a_figure_has_the_page_that_states_it() -> None:
    found = known("exams.usmle_step3", "2019-01-01")
    assert (found.source, found.as_of) == ("http://www.fsmb.org/licensure/usmle-step-3/cost-and-fees", "2017-11-01")
    without = known("health_compliance.bls_course", "2026-11-22")
    assert (without.source, without.as_of) == (None, None)


def test_a_charge_not_collected_yet_stays_out_of_sums() -> None:
    fee = in_force(parameter(COSTS, "immigration.visa_integrity_fee"), day("2026-11-22"))
    bond = in_force(parameter(COSTS, "immigration.b_visa_bond"), day("2026-11-22"))
    assert fee is not None and bond is not None
    assert (fee.collected, fee.include_in_total) == (False, False)
    assert (bond.collected, bond.include_in_total) == (True, False)


def test_a_monthly_amount_by_the_week() -> None:
    weekly = per_week(known("health_compliance.visitor_health_insurance", "2026-11-22"))
    # 40, 80 and 150 x 12 / 52 are 9.23, 18.46 and 34.62.
    assert (weekly.low, weekly.typical, weekly.high) == (9, 18, 35)


@pytest.mark.parametrize(
    ("programs", "expected"), [(0, 0), (1, 11), (30, 330), (31, 360), (100, 2430), (150, 3930), (200, 5430)]
)
def test_eras_fee_of_the_2026_season(programs: int, expected: int) -> None:
    fee = eras_fee(COSTS, programs, day("2025-09-24"))
    assert (fee.low, fee.typical, fee.high) == (expected, expected, expected)
    assert (fee.basis, fee.warning) == (Basis.PUBLISHED, None)


@pytest.mark.parametrize(
    ("programs", "expected"), [(1, 99), (10, 99), (11, 118), (20, 289), (30, 519), (31, 546), (100, 2409)]
)
def test_eras_fee_of_the_2024_season(programs: int, expected: int) -> None:
    assert eras_fee(COSTS, programs, day("2023-09-06")).typical == expected


@pytest.mark.parametrize(
    ("on", "expected", "warning"),
    [
        ("2023-05-31", 519, "no figure for 2023-05-31 is known; the earliest, of 2023-06-01, is used"),
        ("2024-05-31", 519, None),
        ("2024-06-01", 330, None),
        ("2026-05-31", 330, None),
        ("2026-06-01", 330, "no prices found for the 2027 season; those of 2026 are used"),
    ],
)
def test_eras_fee_by_day(on: str, expected: int, warning: str | None) -> None:
    fee = eras_fee(COSTS, 30, day(on))
    assert (fee.typical, fee.warning) == (expected, warning)
    assert fee.basis is (Basis.PUBLISHED if warning is None else Basis.ESTIMATE)


def test_eras_fee_refuses_a_negative_count() -> None:
    with pytest.raises(ValueError, match="0 or more residency programs"):
        eras_fee(COSTS, -1, day("2026-11-22"))


def with_values(*values: dict[str, Any], sources: tuple[dict[str, Any], ...] = ()) -> CostsFile:
    """A file with one parameter, ``exams.test``, collected on November 22, 2026."""
    fields = {
        "description": "a test",
        "unit": "USD",
        "values": list(values),
        "sources": list(sources),
        "confidence": "low",
        "notes": None,
    }
    return CostsFile.model_validate(
        {"schema": "usceplan.costs/1", "collected": "2026-11-22", "groups": {"exams": {"test": fields}}}
    )


PAGE = {"id": "page", "url": "https://example.org/fees", "as_of": "2026-11"}


@pytest.mark.parametrize(
    ("file", "path", "message"),
    [
        pytest.param(
            with_values({"from": "2025-01-01", "usd": 1}, {"from": "2024-01-01", "usd": 2}),
            ("values", 1, "from"),
            "expected a day after 2025-01-01, the row before; the oldest row is first",
            id="newest row first",
        ),
        pytest.param(
            with_values({"from": "2025-01-01", "usd": 1}, {"from": "2025-01-01", "usd": 2}),
            ("values", 1, "from"),
            "expected a day after 2025-01-01, the row before; the oldest row is first",
            id="two rows of one day",
        ),
        pytest.param(
            with_values({"from": "2025-01-01", "usd": 1}, {"from": None, "usd": 2}),
            ("values", 1, "from"),
            "expected a date; only the first row may begin on an unknown day",
            id="a later row without a day",
        ),
        pytest.param(
            with_values({"from": None, "usd": {"low": 3, "typical": 2, "high": 4}}),
            ("values", 0, "usd"),
            "expected low, typical and high in rising order",
            id="low above typical",
        ),
        pytest.param(
            with_values({"from": None, "usd": 1, "source": "elsewhere"}, sources=(PAGE,)),
            ("values", 0, "source"),
            "there is no source 'elsewhere'",
            id="unknown source",
        ),
        pytest.param(
            with_values({"from": "2026-11-23", "usd": 1}, sources=(PAGE,)),
            ("values", 0, "from"),
            "expected the source that announces a day still to come",
            id="future row that nobody announced",
        ),
        pytest.param(
            with_values({"from": None, "usd": 1}, sources=(PAGE, PAGE)),
            ("sources", 1, "id"),
            "the source 'page' is already listed",
            id="source listed twice",
        ),
        pytest.param(
            with_values({"from": None, "usd": 1}, sources=({**PAGE, "as_of": "2026-12"},)),
            ("sources", 0, "as_of"),
            "expected a date no later than 2026-11-22, the day of collection",
            id="source of a day to come",
        ),
        pytest.param(
            with_values({"from": None, "tiers": None, "fallback_season": 2025}),
            ("values", 0, "fallback_season"),
            "there is no row with the tiers of season 2025",
            id="unknown season",
        ),
        pytest.param(
            with_values(
                {
                    "from": None,
                    "tiers": [{"first": 1, "last": 9, "usd_each": 1}, {"first": 11, "last": None, "flat_usd": 1}],
                }
            ),
            ("values", 0, "tiers", 1, "first"),
            "expected the number after the last of the tier before",
            id="gap between tiers",
        ),
        pytest.param(
            with_values({"from": None, "tiers": [{"first": 5, "last": 4, "usd_each": 1}]}),
            ("values", 0, "tiers", 0, "last"),
            "expected 5 or more, the tier's first",
            id="tier that ends before it begins",
        ),
    ],
)
def test_mistakes_are_found(file: CostsFile, path: tuple[str | int, ...], message: str) -> None:
    assert costs_problems(file) == [(("groups", "exams", "test", *path), message)]


def test_a_day_to_come_may_be_announced() -> None:
    assert costs_problems(with_values({"from": "2027-01-01", "usd": 1, "source": "page"}, sources=(PAGE,))) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"from": None}, "exactly one of usd, value and tiers"),
        ({"from": None, "usd": 1, "value": 1}, "exactly one of usd, value and tiers"),
        ({"from": None, "usd": 1, "fallback_usd": 1}, "fallback_usd only beside usd: null"),
        ({"from": None, "value": 1, "fallback_usd": 1}, "fallback_usd only beside usd: null"),
        ({"from": None, "tiers": None}, "fallback_season exactly beside tiers: null"),
        ({"from": None, "usd": 1, "fallback_season": 2026}, "fallback_season exactly beside tiers: null"),
        ({"from": None, "usd": "five hundred"}, "expected a number, or low, typical and high"),
        ({"from": None, "usd": True}, "expected a number, or low, typical and high"),
        ({"from": None, "usd": -1}, "a number from 0 to 1000000"),
        ({"from": None, "usd": float("nan")}, "a number from 0 to 1000000"),
        ({"from": None, "usd": {"low": -1, "typical": 2, "high": 3}}, "greater than or equal to 0"),
        ({"from": "June 2026", "usd": 1}, "YYYY-MM-DD"),
        ({"usd": 1}, "Field required"),
        ({"from": None, "usd": 1, "price": 2}, "Extra inputs"),
        ({"from": None, "tiers": [{"first": 1, "last": None}]}, "either flat_usd or usd_each"),
        (
            {"from": None, "tiers": [{"first": 1, "last": None, "flat_usd": 1, "usd_each": 1}]},
            "either flat_usd or usd_each",
        ),
    ],
)
def test_rows_that_say_nothing_clear_are_refused(row: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        DatedValue.model_validate(row)


def test_the_models_give_back_what_they_were_given() -> None:
    again = CostsFile.model_validate(COSTS.model_dump(by_alias=True, mode="json", exclude_unset=True))
    assert again == COSTS
