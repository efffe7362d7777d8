"""Places that a person names to find programs in them."""

from collections.abc import Callable, Collection

from usceplan.catalog.places import PlacesFile
from usceplan.problems import UserError, nearest
from usceplan.profile import plain_place

CityState = tuple[str, str]


def cities_named(text: str, places: PlacesFile) -> frozenset[CityState]:
    """The cities that a text names: all of a metro area (``NYC``), or the one city (``Chicago, IL``; ``Maywood``).

    Raises ``UserError`` for a place that is not on file.
    """
    plain = plain_place(text)
    exact = _cities(places, lambda city, state: plain_place(f"{city} {state}") == plain)
    if exact:
        return exact
    metros = {
        key
        for key, one in places.metros.items()
        if plain in {plain_place(name) for name in (key, one.name, *one.aliases)}
    }
    found = frozenset((city.city, city.state) for city in places.cities if city.metro in metros)
    return found or _cities(places, lambda city, _: plain_place(city) == plain) or _refused(text, places)


def _cities(places: PlacesFile, is_meant: Callable[[str, str], bool]) -> frozenset[CityState]:
    return frozenset((city.city, city.state) for city in places.cities if is_meant(city.city, city.state))


def _refused(text: str, places: PlacesFile) -> frozenset[CityState]:
    names = [*(one.name for one in places.metros.values()), *(city.city for city in places.cities)]
    close = nearest(text, names)
    hint = f'Did you mean "{close}"? ' if close else ""
    raise UserError(f'no city called "{text}" is on file', f"{hint}Or filter by --state.", "unknown-city")


def place_names(cities: Collection[CityState]) -> list[str]:
    """``Chicago, IL`` for each, in order."""
    return [f"{city}, {state}" for city, state in sorted(cities)]
