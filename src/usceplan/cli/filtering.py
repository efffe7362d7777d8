"""From the filters of ``usceplan programs list`` as they were typed to tests of the entries."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from usceplan import understanding
from usceplan.browse import filters
from usceplan.browse.filters import Filter, Test
from usceplan.browse.places import CityState, cities_named, place_names
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.specialties import name_in_text
from usceplan.catalog.vocabulary import Confidence, Involvement, Kind, OpenStatus, Provider
from usceplan.cli.options import AFTER_CITY
from usceplan.problems import UserError
from usceplan.profile import one_of, status, whole_number
from usceplan.words import MONTH_NAMES, dollars, in_words, listed

LONGEST = 104
_SHOWN_CITIES = 6
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Understood:
    """The filters, the specialties that prices are looked up for, and what to know of how they were read."""

    filters: tuple[Filter, ...]
    specialties: tuple[str, ...]
    notes: tuple[str, ...]


def understood(asked: Mapping[str, Any], catalogue: Catalogue) -> Understood:
    """What the options ask for. Raises ``UserError`` that names the option for what cannot be understood."""
    read = _Reader(asked, catalogue)
    _refuse_no_price(asked)
    found = [one for one in read.all() if one is not None]
    return Understood(tuple(found), read.specialties, tuple(read.notes))


def _refuse_no_price(asked: Mapping[str, Any]) -> None:
    """Raise ``UserError`` where no price lies between the two: else all that have none would be said to match."""
    least, most = (_of(name, asked[name] or "0", understanding.money) for name in ("min_price", "max_price"))
    if asked["max_price"] is not None and least > most:
        message = f"no price is {dollars(least)} or more (--min-price) and {dollars(most)} or less (--max-price)"
        raise UserError(message, "Exchange them, or leave one out.", "contradiction")


class _Reader:
    """Reads one option after the other; each method gives its filter, or None where it was not asked for."""

    def __init__(self, asked: Mapping[str, Any], catalogue: Catalogue) -> None:
        self._asked = asked
        self._catalogue = catalogue
        self.notes: list[str] = []
        file = catalogue.specialties
        self.specialties = self._each("specialty", lambda text: understanding.specialty(text, file))

    def all(self) -> list[Filter | None]:
        """Every filter, in the order of the options."""
        guidance, names = self._catalogue.guidance, self._catalogue.specialties
        states = self._catalogue.places.states
        priced, money = self.specialties, understanding.money
        return [
            self._list("specialty", self.specialties, filters.teaches, lambda one: name_in_text(names, one)),
            self._words("kind", {one.value: one for one in Kind}, "a kind of program", filters.of_kinds),
            self._words(
                "involvement", {one.value: one for one in Involvement}, "an involvement", filters.of_involvement
            ),
            self._list("state", self._each("state", lambda text: understanding.state(text, states)), filters.in_states),
            self._cities(),
            self._words("provider", {one.value: one for one in Provider}, "a provider", filters.of_provider),
            self._switch("has_letter", filters.giving_a_letter),
            self._list("audience", self._each("audience", status), filters.for_audience),
            self._visas(),
            self._switch("accepts_residency_seekers", filters.taking_residency_seekers),
            self._one("min_price", money, lambda usd: filters.costing_at_least(usd, guidance, priced), dollars),
            self._one("max_price", money, lambda usd: filters.costing_at_most(usd, guidance, priced), dollars),
            self._one("weeks", lambda text: whole_number(text, "weeks", 1, LONGEST), filters.lasting),
            self._months(),
            self._words("status", {one.value: one for one in OpenStatus}, "a status", filters.of_status),
            self._switch("official_source", filters.officially_sourced),
            self._one(
                "confidence",
                lambda text: one_of(text, {one.value: one for one in Confidence}, "a confidence"),
                filters.known_at_least,
            ),
        ]

    def _texts(self, name: str, separator: str = ",") -> list[str]:
        values: list[str] = self._asked[name] or []
        texts = [text.strip() for value in values for text in re.split(separator, value)]
        if values and not all(texts):
            raise UserError(f"{_flag(name)}: expected a value, got nothing", "Leave the option out.", "empty-value")
        return texts

    def _each(self, name: str, understand: Callable[[str], _T], separator: str = ",") -> tuple[_T, ...]:
        return tuple(dict.fromkeys(_of(name, text, understand) for text in self._texts(name, separator)))

    def _list(
        self,
        name: str,
        values: tuple[_T, ...],
        test: Callable[[tuple[_T, ...]], Test],
        say: Callable[[_T], str] = lambda one: in_words(str(one)),
    ) -> Filter | None:
        return Filter(_id(name), listed(map(say, values), "or"), test(values)) if values else None

    def _words(
        self, name: str, words: Mapping[str, _T], what: str, test: Callable[[tuple[_T, ...]], Test]
    ) -> Filter | None:
        return self._list(name, self._each(name, lambda text: one_of(text, words, what)), test)

    def _switch(self, name: str, test: Test) -> Filter | None:
        return Filter(_id(name), "yes", test) if self._asked[name] else None

    def _one(
        self,
        name: str,
        understand: Callable[[str], _T],
        test: Callable[[_T], Test],
        say: Callable[[_T], str] = str,
    ) -> Filter | None:
        text = self._asked[name]
        if text is None:
            return None
        value = _of(name, text, understand)
        return Filter(_id(name), say(value), test(value))

    def _cities(self) -> Filter | None:
        texts = self._texts("city", AFTER_CITY)
        found = [_of("city", text, lambda one: cities_named(one, self._catalogue.places)) for text in texts]
        if not found:
            return None
        self.notes += [_area(text, cities) for text, cities in zip(texts, found, strict=True) if len(cities) > 1]
        return Filter("city", listed(texts, "or"), filters.in_cities(frozenset().union(*found)))

    def _visas(self) -> Filter | None:
        found = self._each("visa", understanding.visa)
        if not found:
            return None
        value = listed(map(understanding.visa_label, found), "or")
        return Filter("visa", value, filters.accepting_visas(tuple({one for visas in found for one in visas})))

    def _months(self) -> Filter | None:
        found = self._each("open_in", understanding.month_list)
        months = tuple(sorted({month for one in found for month in one}))
        return self._list("open_in", months, filters.starting_in, lambda month: MONTH_NAMES[month - 1])


def _area(text: str, cities: frozenset[CityState]) -> str:
    names = place_names(cities)
    more = len(names) - _SHOWN_CITIES
    shown = ", ".join(names[:_SHOWN_CITIES]) + (f" and {more} more" if more > 0 else "")
    return f"{text} is read as its metro area: {shown}."


def _id(name: str) -> str:
    return name.replace("_", "-")


def _flag(name: str) -> str:
    return f"--{_id(name)}"


def _of(name: str, text: str, understand: Callable[[str], _T]) -> _T:
    """What a text means; a mistake in it names the option."""
    try:
        return understand(text)
    except UserError as error:
        raise UserError(f"{_flag(name)}: {error.message}", error.hint, error.code) from None
