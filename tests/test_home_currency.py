"""Amounts in the applicant's own currency: the rate as told, rounding, and everything that is no rate."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import CITY, TODAY, run_usceplan
from usceplan.costs.home_currency import Rate, rate

PLACE = (*CITY, *TODAY)


@pytest.mark.parametrize(
    ("usd", "told", "expected"),
    [(0, "0.92", 0), (1, "0.5", 1), (3, "0.5", 2), (100, "0.92", 92), (9000, "83.415", 750735), (7, ".5", 4)],
)
def test_amounts_are_rounded_half_up(usd: int, told: str, expected: int) -> None:
    assert rate("eur", told, None).of(usd) == expected


@given(usd=st.integers(0, 10_000_000), cents=st.integers(1, 10_000_000_000))
def test_an_amount_is_never_off_by_more_than_half_a_unit(usd: int, cents: int) -> None:
    told = Decimal(cents) / 100
    assert abs(Rate("XYZ", told, None).of(usd) - usd * told) <= Decimal("0.5")


MISTAKES = {
    "no rate": (("--currency", "EUR"), "missing-option", "--currency needs --rate"),
    "no currency": (("--rate", "0.92"), "missing-option", "--rate needs --currency"),
    "a date alone": (("--rate-date", "2026-11-01"), "missing-option", "--rate-date needs --currency and --rate"),
    "no code": (("--currency", "euros", "--rate", "0.92"), "bad-currency", "expected a code of three letters"),
    "other letters": (("--currency", "\u0415UR", "--rate", "0.92"), "bad-currency", "expected a code of three letters"),
    "dollars": (("--currency", "usd", "--rate", "1"), "bad-currency", "in USD already"),
    "a word": (("--currency", "EUR", "--rate", "low"), "bad-rate", 'got "low"'),
    "a comma": (("--currency", "EUR", "--rate", "0,92"), "bad-rate", 'got "0,92"'),
    "nothing": (("--currency", "EUR", "--rate", "0"), "bad-rate", "more than 0"),
    "less than nothing": (("--currency", "EUR", "--rate=-1"), "bad-rate", 'got "-1"'),
    "no number": (("--currency", "EUR", "--rate", "nan"), "bad-rate", 'got "nan"'),
    "without end": (("--currency", "EUR", "--rate", "inf"), "bad-rate", 'got "inf"'),
    "too much": (("--currency", "EUR", "--rate", "100000001"), "bad-rate", "at most 100,000,000"),
    "too exact": (("--currency", "EUR", "--rate", "0." + "1" * 30), "bad-rate", "such as 0.92"),
    "other digits": (("--currency", "EUR", "--rate", "\u0660.\u0669"), "bad-rate", "such as 0.92"),
    "no date": (("--currency", "EUR", "--rate", "1", "--rate-date", "yesterday"), "bad-date", "--rate-date"),
    "a day to come": (("--currency", "EUR", "--rate", "1", "--rate-date", "2026-11-23"), "bad-date", "lies after"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_what_is_no_rate_is_refused(name: str) -> None:
    options, code, said = MISTAKES[name]
    ran = run_usceplan(*PLACE, *options, "--json")
    assert (ran.code, ran.out) == (2, "")
    error = json.loads(ran.err)["error"]
    assert error["code"] == code
    assert said in error["message"]
    assert error["hint"]


def test_the_json_has_the_rate_its_day_and_the_sums_in_both_currencies() -> None:
    told = ("--currency", "eur", "--rate", "0.920", "--rate-date", "2026-11-20")
    result = json.loads(run_usceplan(*PLACE, *told, "--json").out)
    home, budget = result["home_currency"], result["budget"]
    assert (home["currency"], home["rate"], home["rate_date"]) == ("EUR", "0.920", "2026-11-20")
    known = Rate("EUR", Decimal("0.92"), date(2026, 11, 20))
    assert home["total"] == {end: known.of(usd) for end, usd in budget["total"].items()}
    assert home["likely"] == {name: known.of(usd) for name, usd in budget["likely"]["total"].items()}
    assert [one["running"] for one in home["by_month"]] == [
        known.of(one["running"]) for one in budget["cash_flow"]["months"]
    ]


def test_without_a_rate_nothing_is_converted() -> None:
    plain = run_usceplan(*PLACE, "--json")
    assert json.loads(plain.out)["home_currency"] is None


@pytest.mark.parametrize("dated", [True, False], ids=["with a day", "without one"])
def test_the_screen_says_whose_rate_it_is(dated: bool) -> None:
    day = ("--rate-date", "2026-11-20") if dated else ()
    shown = " ".join(run_usceplan(*PLACE, "--currency", "INR", "--rate", "83.4", *day, "--by-month").out.split())
    said = "of 2026-11-20" if dated else "without a date"
    assert f"1 USD = 83.4 INR, a rate {said} that you gave" in shown
    assert "So far, INR" in shown
