"""Amounts in the applicant's own currency, at a rate that the applicant gives: the program knows none."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from usceplan.problems import UserError

MOST_PER_DOLLAR = Decimal(100_000_000)
"""More than any currency has ever been for a dollar without being replaced soon."""
MOST_DIGITS = 20
HINT = "For example: --currency EUR --rate 0.92 --rate-date 2026-11-20"
_CODE = re.compile(r"[A-Z]{3}")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")


class Rate(NamedTuple):
    """How many units of a currency (ISO 4217 code) a U.S. dollar is, on a day where that was told."""

    currency: str
    per_dollar: Decimal
    on: date | None

    def of(self, usd: int) -> int:
        """So many U.S. dollars in whole units of the currency, half up."""
        return int((usd * self.per_dollar).quantize(Decimal(1), ROUND_HALF_UP))


def rate(currency: str, per_dollar: str, on: date | None) -> Rate:
    """The rate as told. Raises ``UserError`` for what can be none."""
    code = currency.strip().upper()
    if _CODE.fullmatch(code) is None:
        raise UserError(f'--currency: expected a code of three letters, got "{currency}"', HINT, "bad-currency")
    if code == "USD":
        message = "--currency: the amounts are in USD already"
        raise UserError(message, "Name another currency, or leave --currency and --rate out.", "bad-currency")
    return Rate(code, _per_dollar(per_dollar, code), on)


def refuse_later(rate: Rate, today: date) -> None:
    """Raise ``UserError`` for a rate of a day that is still to come."""
    if rate.on is not None and rate.on > today:
        message = f"--rate-date: {rate.on.isoformat()} lies after {today.isoformat()}, the day to plan from"
        raise UserError(message, "Give the day on which the rate held.", "bad-date")


def _per_dollar(text: str, code: str) -> Decimal:
    told = text.strip()
    expected = f"--rate: expected how many {code} a U.S. dollar is, such as 0.92"
    if _NUMBER.fullmatch(told) is None or len(told) > MOST_DIGITS:
        raise UserError(f'{expected}, got "{text}"', HINT, "bad-rate")
    found = Decimal(told)
    if not 0 < found <= MOST_PER_DOLLAR:
        raise UserError(f'{expected}: more than 0 and at most {MOST_PER_DOLLAR:,}, got "{text}"', HINT, "bad-rate")
    return found
