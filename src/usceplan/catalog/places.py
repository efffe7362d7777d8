"""The models of ``places.yaml``: metropolitan areas with rents and transit, cities, states and countries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from usceplan.catalog.costs import (
    CostsFile,
    Dated,
    DatedValue,
    Key,
    PageSource,
    as_of_problems,
    order_problems,
    source_problems,
    value_problems,
)
from usceplan.catalog.values import AsOf, Flag, IsoDate, Record, Slug, StateCode, Text, Usd
from usceplan.catalog.vocabulary import Confidence
from usceplan.problems import Found, PathParts

NATIONAL_DEFAULT = "national-default"
"""The id that stands for every place outside the listed metros."""

CountryCode = Annotated[str, Field(strict=True, pattern=r"^[A-Z]{2}$")]
MetroId = Annotated[str, Field(strict=True, pattern=rf"^([a-z0-9]+(_[a-z0-9]+)*|{NATIONAL_DEFAULT})$")]
Factor = Annotated[float, Field(strict=True, gt=0, le=10)]


class Region(StrEnum):
    """The parts of the world for which ``costs.yaml`` has an airfare, as ``travel.airfare_<region>``."""

    SOUTH_ASIA = "south_asia"
    EAST_SOUTHEAST_ASIA = "east_southeast_asia"
    MIDDLE_EAST = "middle_east"
    AFRICA = "africa"
    EUROPE = "europe"
    SOUTH_AMERICA = "south_america"
    MEXICO_CENTRAL_AMERICA = "mexico_central_america"
    CARIBBEAN = "caribbean"


class CarNeed(StrEnum):
    """Whether reaching a hospital every day takes a car."""

    NO = "no"
    SOMETIMES = "sometimes"
    USUALLY = "usually"


class RentBasis(Record):
    """What the rents are, and for which days the newest of them hold."""

    description: Text
    unit: Text
    from_: Annotated[IsoDate, Field(alias="from")]
    to: IsoDate
    legal_notice: Text
    sources: tuple[Slug, ...]
    confidence: Confidence
    notes: Text | None


class DatedFactors(Dated):
    """Low, typical and high factor on a rent, from a day on."""

    low: Factor
    typical: Factor
    high: Factor


class RentRule(Record):
    """How another price of housing follows from a rent. ``round_to_usd`` is the step its result is rounded to."""

    description: Text
    unit: Text
    values: Annotated[tuple[DatedFactors, ...], Field(min_length=1)]
    round_to_usd: Annotated[int, Field(strict=True, ge=1)]
    sources: tuple[Slug, ...]
    confidence: Confidence
    notes: Text | None


class Judgment(Record):
    """How something was judged, and when."""

    description: Text
    as_of: AsOf
    sources: tuple[Slug, ...]
    confidence: Confidence
    notes: Text | None


class HousingRules(Record):
    """How the rents of the metros become what a visitor pays."""

    rents: RentBasis
    shared_room: RentRule
    furnished_short_let: RentRule


class Rents(Dated):
    """Monthly rents of one year, in whole U.S. dollars; ``derived`` if they were worked out from their source."""

    efficiency: Usd
    one_bedroom: Usd
    two_bedroom: Usd
    source: Slug
    derived: Flag = False


class TransitPass(Record):
    """The pass a commuter buys, by the month. ``sources`` names every page that was read about it."""

    name: Text
    values: Annotated[tuple[DatedValue, ...], Field(min_length=1)]
    sources: tuple[Slug, ...] = ()
    confidence: Confidence
    notes: Text | None = None


class Metro(Record):
    """A metropolitan area, as far as one HUD rent area reaches. ``aliases`` is what else people write for it.

    ``food_factor`` names the parameter of ``costs.yaml`` by which food is dearer there.
    """

    name: Text
    aliases: tuple[Text, ...] = ()
    states: tuple[StateCode, ...]
    hud_area: Text | None
    hud_area_code: Text | None
    rents: Annotated[tuple[Rents, ...], Field(min_length=1)]
    rent_confidence: Confidence
    rent_notes: Text | None = None
    transit_pass: TransitPass
    car_needed: CarNeed
    food_factor: Text | None = None


class City(Record):
    """A city and the metro it is counted to; ``note`` says why where its own rents are not that metro's."""

    city: Text
    state: StateCode
    metro: MetroId
    note: Text | None = None


class State(Record):
    """A U.S. state or territory, and what else people write for it."""

    name: Text
    aliases: tuple[Text, ...] = ()


class Country(Record):
    """A country, by its ISO 3166 code, and what else people write for it or call its citizens.

    ``region`` is null where no airfare figure covers it. ``visa_exempt`` citizens need no visa to visit the United
    States; ``source`` is the id of the page that says so.
    """

    code: CountryCode
    name: Text
    aliases: tuple[Text, ...] = ()
    region: Region | None
    visa_exempt: Flag = False
    source: Slug | None = None


class PlacesFile(Record):
    """``places.yaml``. The national default has the id ``national-default`` and is no member of ``metros``."""

    schema_: Annotated[Literal["usceplan.places/1"], Field(alias="schema")]
    collected: IsoDate
    sources: Mapping[Slug, PageSource]
    housing_rules: HousingRules
    car_rule: Judgment
    national_default: Metro
    metros: Mapping[Key, Metro]
    cities: tuple[City, ...]
    states: Mapping[StateCode, State]
    countries: tuple[Country, ...]

    @cached_property
    def metro_by_city(self) -> Mapping[tuple[str, str], str]:
        """The id of the metro of each city, by its name without capitals and its state; the first of cities alike."""
        return {(one.city.casefold(), one.state): one.metro for one in reversed(self.cities)}

    @cached_property
    def country_by_code(self) -> Mapping[str, Country]:
        """The countries by their codes."""
        return {one.code: one for one in self.countries}


def places_problems(file: PlacesFile) -> list[Found]:
    """What is wrong with a file that its models cannot see: order, references, dates and names given twice."""
    return [
        *(
            found
            for id_, source in file.sources.items()
            for found in as_of_problems(("sources", id_), source, file.collected)
        ),
        *_rule_problems(file),
        *_metro_problems(("national_default",), file.national_default, file),
        *(found for id_, metro in file.metros.items() for found in _metro_problems(("metros", id_), metro, file)),
        *_city_problems(file),
        *_state_problems(file),
        *_country_problems(file),
    ]


def places_costs_problems(file: PlacesFile, costs: CostsFile) -> list[Found]:
    """The references of ``places.yaml`` that do not resolve in ``costs.yaml``: food factors and airfares of regions."""
    known = {f"{group}.{name}" for group, parameters in costs.groups.items() for name in parameters}
    found: list[Found] = [
        (("metros", id_, "food_factor"), f"there is no parameter {metro.food_factor!r} in costs.yaml")
        for id_, metro in file.metros.items()
        if metro.food_factor is not None and metro.food_factor not in known
    ]
    found += [
        (("countries", index, "region"), f"there is no airfare for {country.region} in costs.yaml")
        for index, country in enumerate(file.countries)
        if country.region is not None and f"travel.airfare_{country.region}" not in known
    ]
    return found


def _unknown_sources(path: PathParts, ids: Sequence[str], file: PlacesFile) -> Iterator[Found]:
    for index, id_ in enumerate(ids):
        if id_ not in file.sources:
            yield (*path, index), f"there is no source {id_!r}"


def _rule_problems(file: PlacesFile) -> Iterator[Found]:
    rules = file.housing_rules
    yield from _unknown_sources(("housing_rules", "rents", "sources"), rules.rents.sources, file)
    yield from _unknown_sources(("car_rule", "sources"), file.car_rule.sources, file)
    for name, rule in (("shared_room", rules.shared_room), ("furnished_short_let", rules.furnished_short_let)):
        path: PathParts = ("housing_rules", name)
        yield from _unknown_sources((*path, "sources"), rule.sources, file)
        yield from order_problems((*path, "values"), rule.values)
        for index, row in enumerate(rule.values):
            if not row.low <= row.typical <= row.high:
                yield (*path, "values", index), "expected low, typical and high in rising order"


def _metro_problems(path: PathParts, metro: Metro, file: PlacesFile) -> Iterator[Found]:
    for index, code in enumerate(metro.states):
        if code not in file.states:
            yield (*path, "states", index), f"there is no state {code!r}"
    yield from order_problems((*path, "rents"), metro.rents)
    for index, rents in enumerate(metro.rents):
        if rents.source not in file.sources:
            yield (*path, "rents", index, "source"), f"there is no source {rents.source!r}"
        if not rents.efficiency <= rents.one_bedroom <= rents.two_bedroom:
            yield (*path, "rents", index), "expected more rent for more rooms"
    rows: PathParts = (*path, "transit_pass", "values")
    yield from _unknown_sources((*path, "transit_pass", "sources"), metro.transit_pass.sources, file)
    yield from order_problems(rows, metro.transit_pass.values)
    yield from value_problems(rows, metro.transit_pass.values)
    yield from source_problems(rows, metro.transit_pass.values, file.sources, file.collected)


def _city_problems(file: PlacesFile) -> Iterator[Found]:
    yield from _repeated(
        ((("cities", index, "city"), f"{city.city}, {city.state}") for index, city in enumerate(file.cities))
    )
    for index, city in enumerate(file.cities):
        if city.metro != NATIONAL_DEFAULT and city.metro not in file.metros:
            yield ("cities", index, "metro"), f"there is no metro {city.metro!r}"
        if city.state not in file.states:
            yield ("cities", index, "state"), f"there is no state {city.state!r}"


def _state_problems(file: PlacesFile) -> Iterator[Found]:
    words: list[Found] = [(("states", code), code) for code in file.states]
    for code, state in file.states.items():
        words.append((("states", code, "name"), state.name))
        words += [(("states", code, "aliases", index), alias) for index, alias in enumerate(state.aliases)]
    yield from _repeated(words)


def _country_problems(file: PlacesFile) -> Iterator[Found]:
    yield from _repeated((("countries", index, "code"), country.code) for index, country in enumerate(file.countries))
    words: list[Found] = []
    for index, country in enumerate(file.countries):
        words.append((("countries", index, "name"), country.name))
        words += [(("countries", index, "aliases", place), alias) for place, alias in enumerate(country.aliases)]
        if country.source is not None and country.source not in file.sources:
            yield ("countries", index, "source"), f"there is no source {country.source!r}"
        if country.visa_exempt and country.source is None:
            yield ("countries", index, "visa_exempt"), "expected the source that says so"
    yield from _repeated(words)


def _repeated(words: Iterable[Found]) -> Iterator[Found]:
    """The words that stand in the file before, whatever their capitals, with the path to where they stand again."""
    seen: set[str] = set()
    for path, word in words:
        if word.casefold() in seen:
            yield path, f"{word!r} is already listed"
        seen.add(word.casefold())
