"""Places: cities and their metros, countries and their airfares, and what a week costs, worked by hand."""

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from usceplan.catalog.costs import CostsFile
from usceplan.catalog.places import (
    NATIONAL_DEFAULT,
    CarNeed,
    PlacesFile,
    Region,
    places_costs_problems,
    places_problems,
)
from usceplan.catalog.reading import read_file, validate
from usceplan.catalog.vocabulary import Housing
from usceplan.costs.amounts import Basis
from usceplan.costs.parameters import Amount, amount, metro_of, weekly_living

DATA = Path(__file__).parents[1] / "data"
DOCUMENT = read_file(DATA / "places.yaml", "data/places.yaml")
PLACES = validate(DOCUMENT, PlacesFile)
COSTS = validate(read_file(DATA / "costs.yaml", "data/costs.yaml"), CostsFile)
ON = dt.date(2026, 11, 22)
COUNTRIES = {country.name: country for country in PLACES.countries}

Change = Callable[[Any], object]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def three(amount: Amount) -> tuple[int, int, int]:
    return amount.low, amount.typical, amount.high


def changed(change: Change) -> PlacesFile:
    data: Any = deepcopy(DOCUMENT.data)
    change(data)
    return PlacesFile.model_validate(data)


def test_the_file_has_no_mistakes() -> None:
    assert places_problems(PLACES) == []
    assert places_costs_problems(PLACES, COSTS) == []


# Cities


@pytest.mark.parametrize(
    ("city", "state", "metro"),
    [
        ("New York", "NY", "new_york"),
        ("Queens", "NY", "new_york"),
        ("Brooklyn", "NY", "new_york"),
        ("Bronx", "NY", "new_york"),
        ("Far Rockaway", "NY", "new_york"),
        ("Amityville", "NY", "long_island"),
        ("Syracuse", "NY", NATIONAL_DEFAULT),
        ("Columbia", "MD", "baltimore"),
        ("Columbia", "MO", NATIONAL_DEFAULT),
        ("Bethesda", "MD", "washington_dc"),
        ("Maywood", "IL", "chicago"),
        ("Oak Lawn", "IL", "chicago"),
        ("Aurora", "CO", "denver"),
        ("Weston", "FL", "miami"),
        ("Miami Beach", "FL", "miami"),
        ("Rochester", "MN", "rochester_mn"),
        ("Rochester", "NY", NATIONAL_DEFAULT),
        ("Portland", "ME", NATIONAL_DEFAULT),
        ("chicago", "IL", "chicago"),
        ("Nowhere", "AK", NATIONAL_DEFAULT),
        (None, "MO", NATIONAL_DEFAULT),
    ],
)
def test_the_metro_of_a_city(city: str | None, state: str, metro: str) -> None:
    assert metro_of(PLACES, city, state) == metro


@pytest.mark.parametrize("city", PLACES.cities, ids=lambda city: f"{city.city}, {city.state}")
def test_every_city_has_a_metro_whose_week_can_be_priced(city: Any) -> None:
    metro = metro_of(PLACES, city.city, city.state)
    assert metro == city.metro
    assert weekly_living(PLACES, COSTS, metro, ON).typical > 0


def test_a_city_lies_in_a_state_of_its_metro() -> None:
    strays = [city for city in PLACES.cities if city.metro in PLACES.metros]
    assert [city for city in strays if city.state not in PLACES.metros[city.metro].states] == []


def test_every_metro_has_a_city() -> None:
    assert len(PLACES.metros) == 41
    assert set(PLACES.metros) - {city.metro for city in PLACES.cities} == set()


# A week


def test_a_week_in_chicago() -> None:
    living = weekly_living(PLACES, COSTS, "chicago", ON)
    # Two bedrooms 2011: shares 804.40, 1005.50, 1307.15 become 800, 1010, 1310 a month; 184.6, 233.1, 302.3 a week.
    assert three(living.housing) == (185, 233, 302)
    # Food 331, 356, 381 a month: 76.4, 82.2, 87.9. The pass is 85 a month: 19.6.
    assert three(living.food) == (76, 82, 88)
    assert three(living.transport) == (20, 20, 20)
    assert (living.low, living.typical, living.high) == (281, 335, 410)
    assert living.warning is None


def test_a_week_in_honolulu_where_food_is_dearer() -> None:
    living = weekly_living(PLACES, COSTS, "honolulu", ON)
    # Two bedrooms 2542: 1020, 1270, 1650 a month are 235.4, 293.1, 380.8 a week.
    assert three(living.housing) == (235, 293, 381)
    # Food x 1.52: 503.12, 541.12, 579.12 a month are 116.1, 124.9, 133.6 a week. The pass is 80: 18.5.
    assert three(living.food) == (116, 125, 134)
    assert living.food.basis is Basis.ESTIMATE
    assert living.food.warning == "raised by food.hawaii_factor, an approximation"
    assert three(living.transport) == (18, 18, 18)
    assert (living.low, living.typical, living.high) == (369, 436, 533)


def test_a_week_anywhere_else() -> None:
    living = weekly_living(PLACES, COSTS, NATIONAL_DEFAULT, ON)
    # Two bedrooms 1834: 730, 920, 1190 a month are 168.5, 212.3, 274.6 a week.
    assert three(living.housing) == (168, 212, 275)
    assert three(living.food) == (76, 82, 88)
    # The pass is 38, 78 or 150 a month: 8.8, 18, 34.6 a week.
    assert three(living.transport) == (9, 18, 35)
    assert living.typical == 312
    assert living.warning == "a car is usually needed; not counted, no figure found"


def test_a_furnished_studio() -> None:
    living = weekly_living(PLACES, COSTS, "chicago", ON, housing=Housing.STUDIO)
    # Efficiency 1678 x 1.1, 1.3, 1.6: 1850, 2180, 2680 a month are 426.9, 503.1, 618.5 a week.
    assert three(living.housing) == (427, 503, 618)
    assert living.housing.parameter == "metros.chicago.studio"


@pytest.mark.parametrize("housing", Housing)
def test_free_housing_costs_nothing(housing: Housing) -> None:
    living = weekly_living(PLACES, COSTS, "chicago", ON, housing=housing, free_housing=True)
    assert three(living.housing) == (0, 0, 0)
    assert (living.housing.basis, living.housing.source) == (Basis.STATED, None)
    assert living.typical == 82 + 20


@pytest.mark.parametrize(
    ("metro", "expected"), [("pittsburgh", 23), ("miami", 26)], ids=["97.50 is 22.5 a week", "112.50 is 25.96 a week"]
)
def test_halves_are_rounded_up(metro: str, expected: int) -> None:
    assert weekly_living(PLACES, COSTS, metro, ON).transport.typical == expected


@pytest.mark.parametrize(("on", "expected"), [("2026-01-31", 17), ("2026-02-01", 20), ("2026-02-02", 20)])
def test_a_transit_pass_on_the_day_of_its_rise(on: str, expected: int) -> None:
    # 75 and 85 a month are 17.3 and 19.6 a week.
    transport = weekly_living(PLACES, COSTS, "chicago", day(on)).transport
    assert (transport.typical, transport.basis) == (expected, Basis.PUBLISHED)


def test_a_pass_without_a_price_is_that_of_the_default_with_a_warning() -> None:
    transport = weekly_living(PLACES, COSTS, "newark", ON).transport
    assert three(transport) == (9, 18, 35)
    assert transport.basis is Basis.ESTIMATE
    assert transport.warning is not None
    assert transport.warning.startswith("no price found for the NJ Transit monthly pass; the national default is used")


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-09-30", 205), ("2026-10-01", 233)],
    ids=["by the rent of FY2026, 1781", "by the rent of FY2027, 2011"],
)
def test_rent_on_the_day_of_its_change(on: str, expected: int) -> None:
    # Half of 1781 is 890.50, rounded to 890 a month; 205.4 a week.
    assert weekly_living(PLACES, COSTS, "chicago", day(on)).housing.typical == expected


def test_before_the_first_figure_the_earliest_is_taken_with_a_warning() -> None:
    living = weekly_living(PLACES, COSTS, "chicago", day("2026-06-30"))
    assert three(living.food) == (76, 82, 88)
    assert living.food.basis is Basis.ESTIMATE
    assert living.food.warning == "no figure for 2026-06-30 is known; the earliest, of 2026-07-01, is used"


def test_housing_is_an_estimate_with_its_page() -> None:
    housing = weekly_living(PLACES, COSTS, "boston", ON).housing
    assert housing.basis is Basis.ESTIMATE
    assert housing.source == "https://www.huduser.gov/portal/datasets/fmr/fmr2027/FY27_FMRs.xlsx"
    assert housing.as_of == "2026-09-03"
    assert housing.warning == "worked out from a rent by a rule of thumb"


@pytest.mark.parametrize("metro", [*PLACES.metros, NATIONAL_DEFAULT])
def test_a_week_is_warned_of_exactly_where_a_car_is_needed(metro: str) -> None:
    where = PLACES.national_default if metro == NATIONAL_DEFAULT else PLACES.metros[metro]
    living = weekly_living(PLACES, COSTS, metro, ON)
    assert (living.warning is not None) == (where.car_needed is CarNeed.USUALLY)
    assert living.low <= living.typical <= living.high


def test_an_unknown_metro_is_refused() -> None:
    with pytest.raises(KeyError, match="there is no metro 'gotham'"):
        weekly_living(PLACES, COSTS, "gotham", ON)


# Countries and states


def test_every_country_has_a_region_or_says_that_it_has_none() -> None:
    data: Any = DOCUMENT.data
    assert [country for country in data["countries"] if "region" not in country] == []


def test_the_countries_are_the_members_of_the_united_nations_and_six_more() -> None:
    assert len(PLACES.countries) == 193 + len({"Bermuda", "Hong Kong", "Kosovo", "Macau", "Palestine", "Taiwan"})


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("India", Region.SOUTH_ASIA),
        ("Pakistan", Region.SOUTH_ASIA),
        ("Philippines", Region.EAST_SOUTHEAST_ASIA),
        ("Egypt", Region.MIDDLE_EAST),
        ("Iran", Region.MIDDLE_EAST),
        ("Nigeria", Region.AFRICA),
        ("Sudan", Region.AFRICA),
        ("Ukraine", Region.EUROPE),
        ("Brazil", Region.SOUTH_AMERICA),
        ("Mexico", Region.MEXICO_CENTRAL_AMERICA),
        ("Grenada", Region.CARIBBEAN),
        ("Canada", None),
        ("Australia", None),
        ("Fiji", None),
        ("Kazakhstan", None),
        ("Georgia", None),
        ("United States", None),
    ],
)
def test_the_region_of_a_country(name: str, region: Region | None) -> None:
    assert COUNTRIES[name].region is region


def test_only_canadians_and_bermudians_need_no_visa() -> None:
    exempt = {country.name: country.source for country in PLACES.countries if country.visa_exempt}
    assert exempt == {"Canada": "ice-2004", "Bermuda": "ice-2004"}


@pytest.mark.parametrize("region", Region)
def test_every_region_has_an_airfare(region: Region) -> None:
    assert amount(COSTS, f"travel.airfare_{region}", ON) is not None


def test_norway_is_no_flag() -> None:
    assert COUNTRIES["Norway"].code == "NO"


def test_states_are_all_there() -> None:
    territories = {"AS", "GU", "MP", "PR", "VI"}
    assert len(PLACES.states.keys() - territories - {"DC"}) == 50


# Mistakes


def _set(*path: str | int, to: object) -> Change:
    def change(data: Any) -> None:
        for part in path[:-1]:
            data = data[part]
        data[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        pytest.param(
            _set("cities", 0, "metro", to="gotham"), ("cities", 0, "metro"), "there is no metro 'gotham'", id="metro"
        ),
        pytest.param(_set("cities", 0, "state", to="ZZ"), ("cities", 0, "state"), "there is no state 'ZZ'", id="state"),
        pytest.param(
            _set("cities", 1, to={"city": "birmingham", "state": "AL", "metro": "boston"}),
            ("cities", 1, "city"),
            "'birmingham, AL' is already listed",
            id="city twice",
        ),
        pytest.param(
            _set("metros", "boston", "states", to=["ZZ"]),
            ("metros", "boston", "states", 0),
            "there is no state 'ZZ'",
            id="state of a metro",
        ),
        pytest.param(
            _set("metros", "boston", "rents", 0, "source", to="hud"),
            ("metros", "boston", "rents", 0, "source"),
            "there is no source 'hud'",
            id="source of rents",
        ),
        pytest.param(
            _set("metros", "boston", "rents", 0, "from", to="2026-10-01"),
            ("metros", "boston", "rents", 1, "from"),
            "expected a day after 2026-10-01, the row before; the oldest row is first",
            id="order of rents",
        ),
        pytest.param(
            _set("metros", "boston", "rents", 0, "two_bedroom", to=2400),
            ("metros", "boston", "rents", 0),
            "expected more rent for more rooms",
            id="rents in the wrong columns",
        ),
        pytest.param(
            _set("national_default", "transit_pass", "sources", to=["hud"]),
            ("national_default", "transit_pass", "sources", 0),
            "there is no source 'hud'",
            id="source of a pass",
        ),
        pytest.param(
            _set("metros", "boston", "transit_pass", "values", 0, "source", to="hud"),
            ("metros", "boston", "transit_pass", "values", 0, "source"),
            "there is no source 'hud'",
            id="source of a price",
        ),
        pytest.param(
            _set("housing_rules", "shared_room", "values", 0, "low", to=0.6),
            ("housing_rules", "shared_room", "values", 0),
            "expected low, typical and high in rising order",
            id="order of shares",
        ),
        pytest.param(
            _set("housing_rules", "rents", "sources", to=["hud"]),
            ("housing_rules", "rents", "sources", 0),
            "there is no source 'hud'",
            id="source of the basis",
        ),
        pytest.param(
            _set("car_rule", "sources", to=["hud"]), ("car_rule", "sources", 0), "there is no source 'hud'", id="car"
        ),
        pytest.param(
            _set("sources", "hud-portal", "as_of", to="2027"),
            ("sources", "hud-portal", "as_of"),
            "expected a date no later than 2026-11-22, the day of collection",
            id="source of a day to come",
        ),
        pytest.param(
            _set("states", "NY", "aliases", to=["texas"]),
            ("states", "TX", "name"),
            "'Texas' is already listed",
            id="name of another state",
        ),
        pytest.param(
            _set("countries", 1, "aliases", to=["afghan"]),
            ("countries", 1, "aliases", 0),
            "'afghan' is already listed",
            id="alias of another country",
        ),
        pytest.param(
            _set("countries", 1, "code", to="AF"), ("countries", 1, "code"), "'AF' is already listed", id="code twice"
        ),
        pytest.param(
            _set("countries", 1, "source", to="hud"),
            ("countries", 1, "source"),
            "there is no source 'hud'",
            id="country",
        ),
        pytest.param(
            _set("countries", 1, "visa_exempt", to=True),
            ("countries", 1, "visa_exempt"),
            "expected the source that says so",
            id="exempt without a source",
        ),
    ],
)
def test_mistakes_are_found(change: Change, path: tuple[str | int, ...], message: str) -> None:
    assert places_problems(changed(change)) == [(path, message)]


def test_references_into_the_costs_are_checked() -> None:
    file = changed(_set("metros", "honolulu", "food_factor", to="food.alaska_factor"))
    message = "there is no parameter 'food.alaska_factor' in costs.yaml"
    assert places_costs_problems(file, COSTS) == [(("metros", "honolulu", "food_factor"), message)]


def test_regions_without_an_airfare_are_found() -> None:
    fares = {name: fare for name, fare in COSTS.groups["travel"].items() if name != "airfare_caribbean"}
    costs = COSTS.model_copy(update={"groups": {**COSTS.groups, "travel": fares}})
    found = places_costs_problems(PLACES, costs)
    assert len(found) == 13
    assert {message for _, message in found} == {"there is no airfare for caribbean in costs.yaml"}
