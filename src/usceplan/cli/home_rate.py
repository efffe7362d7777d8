"""The rate of the home currency as the options of ``usceplan budget`` tell it."""

from datetime import date

from usceplan import understanding
from usceplan.costs.home_currency import HINT, Rate, rate
from usceplan.problems import UserError
from usceplan.profile import placed
from usceplan.told import Answer


def home_rate(currency: str | None, per_dollar: str | None, day: str | None) -> Rate | None:
    """The rate, or None where none was given. Raises ``UserError`` for what is half told or can be no rate."""
    if currency is None and per_dollar is None:
        if day is not None:
            raise UserError("--rate-date needs --currency and --rate", HINT, "missing-option")
        return None
    if currency is None or per_dollar is None:
        given, missing = ("--currency", "--rate") if per_dollar is None else ("--rate", "--currency")
        raise UserError(f"{given} needs {missing}: no rates are on file", HINT, "missing-option")
    return rate(currency, per_dollar, None if day is None else placed(Answer((day,), "--rate-date"), _day))


def _day(text: str) -> date:
    return understanding.iso_date(text, "day of the rate")
