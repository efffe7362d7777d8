"""What people type, in the words of the planner.

Each function takes a text and gives one value, or raises ``UserError`` with what was typed, what is expected and, where
something comes near, a suggestion. A guess is only ever suggested, never taken.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol
from unicodedata import decimal

from usceplan.catalog.program import ANY_SPECIALTY
from usceplan.catalog.specialties import SpecialtiesFile, folded
from usceplan.catalog.vocabulary import Visa
from usceplan.problems import UserError, nearest
from usceplan.words import MONTHS, VISA_NAMES, dollars, listed

MOST_DOLLARS = 1_000_000
EARLIEST_GRADUATION = 1960
YEARS_AHEAD = 8
"""How far ahead a graduation or a Match may lie; a first-year student of a long medical course is still within it."""

_EARLIEST_DATE, _LATEST_DATE = date(1950, 1, 1), date(2100, 12, 31)
_LONGEST_SHOWN = 40


def _shown(text: str) -> str:
    """The text in quotes, on one line, cut short, with nothing that a terminal would obey."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return f'"{plain if len(plain) <= _LONGEST_SHOWN else plain[: _LONGEST_SHOWN - 1] + "…"}"'


def _either(words: Iterable[str]) -> str:
    return listed(words, last="or")


def _hint(suggestion: str | None, expected: str) -> str:
    return expected if suggestion is None else f'Did you mean "{suggestion}"? {expected}'


def _squeezed(text: str) -> str:
    """The letters and digits of the text, without case."""
    return "".join(re.findall(r"[a-z0-9]+", text.casefold()))


def usual_digits(text: str) -> str:
    """The text with the digits of every script, such as those of Arabic, Persian and Hindi keyboards, as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(decimal(char)) if char.isdecimal() else char for char in text)


# Specialties

_SPECIALTY_EXPECTED = 'Name one specialty, such as "internal medicine", "IM" or "peds".'


def specialty(text: str, specialties: SpecialtiesFile) -> str:
    """The id of the specialty that the text names by its id, its name or an alias, in any spelling of case and marks.

    Raises:
        UserError: ``unknown-specialty``, or ``ambiguous-specialty`` where the text has several meanings.
    """
    ids = specialties.meanings.get(folded(text), ())
    if len(ids) == 1:
        return ids[0]
    if ids:
        names = _either(specialties.by_id[meant].name for meant in ids)
        raise UserError(f"{_shown(text)} can mean {names}", f"Write {_either(ids)}.", "ambiguous-specialty")
    if folded(text) == ANY_SPECIALTY:
        raise UserError("a plan aims at one specialty, not at any", _SPECIALTY_EXPECTED, "unknown-specialty")
    words = {word: each.id for each in specialties.specialties for word in (each.id, each.name, *each.aliases)}
    near = nearest(text, words)
    hint = _hint(words[near] if near else None, _SPECIALTY_EXPECTED)
    raise UserError(f"{_shown(text)} is not a specialty known here", hint, "unknown-specialty")


# Visas

_VISITOR = (Visa.B1, Visa.B2)
_LABEL_ENDS = {Visa.B1: " visitor visa", Visa.B2: " visitor visa", Visa.ESTA: "", Visa.US_PERSON: ""}
_VISA_SAYINGS: dict[tuple[Visa, ...], tuple[str, ...]] = {
    _VISITOR: ("b1/b2", "b2/b1", "b1/2", "b visa", "tourist", "visitor", "tourist or business"),
    (Visa.ESTA,): ("vwp", "visa waiver", "visa waiver program"),
    (Visa.US_PERSON,): (
        "green card",
        "gc",
        "lpr",
        "citizen",
        "us citizen",
        "usa citizen",
        "american citizen",
        "us national",
        "us passport",
        "permanent resident",
        "lawful permanent resident",
        "us permanent resident",
    ),
}
_VISA_WORDS = {
    **{_squeezed(visa.value): (visa,) for visa in Visa},
    **{_squeezed(word): visas for visas, words in _VISA_SAYINGS.items() for word in words},
}
_NO_VISA_WORDS = frozenset({"none", "novisa", "novisayet", "noneyet", "notyet", "nothingyet"})
_VISA_TAILS = ("visaholder", "holder", "visa", "status")


def _visa_key(text: str) -> str:
    """The text as it is looked up: "J-1 visa" and "green card holder" are taken without their last words."""
    key = _squeezed(text)
    if key in _VISA_WORDS or key in _NO_VISA_WORDS:
        return key
    return next((key.removesuffix(tail) for tail in _VISA_TAILS if key.removesuffix(tail) in _VISA_WORDS), key)


def visa(text: str) -> tuple[Visa, ...]:
    """The statuses that a person with this visa can be in: a B-1/B-2 visa admits as either.

    Somebody without a visa is taken to seek a visitor visa; ``visa_note`` gives what to tell them.

    Raises:
        UserError: ``unknown-visa``.
    """
    key = _visa_key(text)
    if key in _NO_VISA_WORDS:
        return _VISITOR
    if key in _VISA_WORDS:
        return _VISA_WORDS[key]
    canonical = [visa_word(_VISITOR), *(each.value for each in Visa)]
    spellings = [*canonical, *(word for words in _VISA_SAYINGS.values() for word in words)]
    hint = _hint(nearest(text, spellings), f"Use one of {', '.join(canonical)}, or none.")
    raise UserError(f"{_shown(text)} is not a visa or status known here", hint, "unknown-visa")


def visa_note(text: str) -> str | None:
    """What must be said of the way ``visa`` took the text; null where it took it at its word."""
    if _visa_key(text) not in _NO_VISA_WORDS:
        return None
    return f"No visa yet: the plan counts on a {visa_label(_VISITOR)}. Name another visa if you will have one."


def visa_label(visas: Sequence[Visa]) -> str:
    """The name to show for what ``visa`` gave, such as "B-1/B-2 visitor visa"."""
    if tuple(visas) == _VISITOR:
        return "B-1/B-2 visitor visa"
    return _either(VISA_NAMES[each] + _LABEL_ENDS.get(each, " visa") for each in visas)


def visa_word(visas: Sequence[Visa]) -> str:
    """The word for a command line, such as "b1-b2"; ``visa`` gives the same statuses back for it."""
    return "-".join(each.value for each in visas)


# Money

_MONEY_EXPECTED = "Give whole U.S. dollars, such as 9000, $9,000 or 9k; convert other currencies first."
_MONEY = re.compile(
    r"(?:usd|us ?\$|\$)? ?"
    r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
    r" ?(?P<thousands>k)? ?(?:usd|us ?\$|\$|(?:us |u\.s\. )?dollars?)?"
)


def money(text: str) -> int:
    """An amount in whole U.S. dollars: "9k", "$9,000", "9 000" and "12,500.00" are understood.

    Raises:
        UserError: ``bad-amount`` for what is no amount, negative, not whole dollars, or above a million.
    """
    plain = usual_digits(" ".join(text.split()).casefold()).replace("\N{ARABIC THOUSANDS SEPARATOR}", ",")
    if re.match(r"(usd|us ?\$|\$)? ?[-\N{MINUS SIGN}]", plain) and any(char.isdigit() for char in plain):
        raise UserError(f"an amount cannot be negative, got {_shown(text)}", _MONEY_EXPECTED, "bad-amount")
    match = _MONEY.fullmatch(plain)
    if match is None:
        raise UserError(f"{_shown(text)} is not an amount of U.S. dollars", _MONEY_EXPECTED, "bad-amount")
    number = match["number"].replace(",", "").replace(" ", "")
    # In much of the world "9.000" is nine thousand, here it would be nine.
    if re.search(r"\.[0-9]{3}$", number):
        hint = "Write thousands as 9000, 9,000 or 9k; a point begins cents."
        raise UserError(f"{_shown(text)} can be read in two ways", hint, "bad-amount")
    amount = Decimal(number) * (1000 if match["thousands"] else 1)
    if amount > MOST_DOLLARS:
        hint = f"Give at most {dollars(MOST_DOLLARS)}."
        raise UserError(f"{_shown(text)} is more than a plan can use", hint, "bad-amount")
    if amount != int(amount):
        raise UserError(f"expected whole dollars, got {_shown(text)}", _MONEY_EXPECTED, "bad-amount")
    return int(amount)


# Years, months, days


def _year(text: str, what: str, earliest: int, latest: int, *, example: int) -> int:
    plain, code = usual_digits(text.strip()), f"bad-{what.lower().replace(' ', '-')}"
    if re.fullmatch(r"['\N{RIGHT SINGLE QUOTATION MARK}]?[0-9]{2}", plain):
        hint = f"Write all four digits, such as {example}."
        raise UserError(f"{_shown(text)} can be a year of two centuries", hint, code)
    if not re.fullmatch(r"[0-9]{4}", plain):
        hint = f"Give a year from {earliest} to {latest}."
        raise UserError(f"expected a {what} such as {example}, got {_shown(text)}", hint, code)
    if not earliest <= int(plain) <= latest:
        hint = f"Give a year from {earliest} to {latest}."
        raise UserError(f"{plain} cannot be a {what} here", hint, code)
    return int(plain)


def graduation_year(text: str, today: date) -> int:
    """The year of graduation from medical school, from 1960 to eight years after today.

    Raises:
        UserError: ``bad-graduation-year``.
    """
    latest = today.year + YEARS_AHEAD
    return _year(text, "graduation year", EARLIEST_GRADUATION, latest, example=today.year)


def match_year(text: str, today: date, default: int) -> int:
    """The year of Match Day, from this year to eight years on; "next" is the default.

    Raises:
        UserError: ``bad-match-year``.
    """
    if text.strip().casefold() == "next":
        return default
    return _year(text, "Match year", today.year, today.year + YEARS_AHEAD, example=default)


_MONTHS = tuple(name.casefold() for name in MONTHS)
_MONTHS_EXPECTED = "Give months as numbers or names, such as 3,4,5 or mar-jun; 11-2 is November to February."


def _month(word: str, text: str) -> int:
    if re.fullmatch(r"[0-9]{1,2}", word) and 1 <= int(word) <= len(_MONTHS):
        return int(word)
    found = [number for number, name in enumerate(_MONTHS, start=1) if len(word) >= 3 and name.startswith(word)]
    if found:
        return found[0]
    near = nearest(word, _MONTHS) if word.isalpha() else None
    what = f"{_shown(word)} is not a month" if word else f"{_shown(text)} names no month"
    raise UserError(what, _hint(near and near.capitalize(), _MONTHS_EXPECTED), "bad-months")


def month_list(text: str) -> tuple[int, ...]:
    """Months, 1 to 12, in the order in which they are named, each once. A range may go over the end of the year.

    Raises:
        UserError: ``bad-months``.
    """
    plain = re.sub(r"\s*(?:[-\N{EN DASH}\N{EM DASH}]|\.\.+|\b(?:to|through)\b)\s*", "-", text.casefold())
    parts = [part for part in re.split(r"[,;/&+\s]+|\band\b", plain) if part]
    months: dict[int, None] = {}
    for part in parts or [""]:
        ends = [_month(word.removesuffix("."), text) for word in part.split("-")]
        if len(ends) > 2:
            raise UserError(f"{_shown(part)} is not a range of months", _MONTHS_EXPECTED, "bad-months")
        months.update(dict.fromkeys((ends[0] - 1 + step) % 12 + 1 for step in range((ends[-1] - ends[0]) % 12 + 1)))
    return tuple(months)


def iso_date(text: str, what: str = "") -> date:
    """A day written YYYY-MM-DD, from 1950 to 2100.

    ``what`` names the date in the message ("the first free day"), where its place does not.

    Raises:
        UserError: ``bad-date``.
    """
    plain = usual_digits(text.strip())
    what = f"{what}: " if what else ""
    expected = "Write it as YYYY-MM-DD, such as 2027-03-01."
    parts = re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", plain)
    if parts is None:
        raise UserError(f"{what}expected a date, got {_shown(text)}", expected, "bad-date")
    try:
        day = date(int(parts[1]), int(parts[3]), int(parts[4]))
    except ValueError:
        raise UserError(f"{what}no calendar has the day {_shown(text)}", expected, "bad-date") from None
    if day.isoformat() != plain:
        hint = _hint(day.isoformat(), expected)
        raise UserError(f"{what}expected a date written YYYY-MM-DD, got {_shown(text)}", hint, "bad-date")
    if not _EARLIEST_DATE <= day <= _LATEST_DATE:
        hint = f"Give a day from {_EARLIEST_DATE} to {_LATEST_DATE}."
        raise UserError(f"{what}{plain} is out of reach", hint, "bad-date")
    return day


# Places


class Named(Protocol):
    """Something with an English name and other words for it."""

    @property
    def name(self) -> str:
        """The English name."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other words for it."""


class Coded(Named, Protocol):
    """Something named that carries its own code."""

    @property
    def code(self) -> str:
        """The code of two letters."""


def _place(text: str, places: Mapping[str, Named], what: str, expected: str) -> str:
    """The code of the one place that the text names. A code or a name counts before an alias of another place."""
    key = folded(text)
    if key:
        named = [code for code, place in places.items() if key in (folded(code), folded(place.name))]
        found = named or [code for code, place in places.items() if key in map(folded, place.aliases)]
        if len(found) == 1:
            return found[0]
        if found:
            names = _either(places[code].name for code in found)
            raise UserError(f"{_shown(text)} can mean {names}", f"Write {_either(found)}.", f"ambiguous-{what}")
    words = {word: place.name for place in places.values() for word in (place.name, *place.aliases)}
    near = nearest(text, words)
    hint = _hint(words[near] if near else None, expected)
    raise UserError(f"{_shown(text)} is not a {what} known here", hint, f"unknown-{what}")


def country(text: str, countries: Iterable[Coded]) -> str:
    """The code of the country that the text names by its name, its code or an alias.

    Raises:
        UserError: ``unknown-country`` or ``ambiguous-country``.
    """
    expected = "Give the English name of a country or its code, such as India or IN."
    return _place(text, {each.code: each for each in countries}, "country", expected)


def state(text: str, states: Mapping[str, Named]) -> str:
    """The postal code of the U.S. state that the text names by its name, that code or an alias.

    ``states`` gives each state by its code.

    Raises:
        UserError: ``unknown-state`` or ``ambiguous-state``.
    """
    return _place(text, states, "state", "Give a U.S. state by name or postal code, such as Ohio or OH.")
