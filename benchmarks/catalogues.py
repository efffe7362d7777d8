"""Synthetic catalogues of any size and of the shape of the shipped one, by seed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random

from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
from usceplan.catalog.places import City
from usceplan.catalog.program import Location, Program

ELIGIBILITY = (
    "audience",
    "residency_seekers",
    "max_years_since_graduation",
    "exams_required",
    "visas_accepted",
    "visa_support",
    "excluded_nationalities",
    "needs_host",
    "documents",
)
DATES_AND_PRICE = (
    "verified",
    "status",
    "duration_weeks",
    "intake",
    "start_months",
    "apply_lead_weeks",
    "deadlines",
    "fees",
    "fees_complete",
)
"""Facts that go together, and are taken together from one entry: what a fee is counted by fits the length."""


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the program."""
    return load_catalogue(data_folder())


def synthetic(size: int, seed: int = 1) -> Catalogue:
    """A catalogue of so many entries.

    Each takes what it is (its kind, specialties, letter) from one entry of the shipped catalogue, whom it is for from
    another, and dates and price from a third, all drawn with replacement; its places are drawn from all cities.
    """
    random = Random(f"catalogue {size} {seed}")
    base = shipped()
    programs = [_program(random, base.programs, base.places.cities, number) for number in range(size)]
    ordered = tuple(sorted(programs, key=lambda program: program.id))
    return replace(base, programs=ordered, digest=f"synthetic-{size}-{seed}")


def _program(random: Random, entries: Sequence[Program], cities: Sequence[City], number: int) -> Program:
    itself, whom, when = (random.choice(entries) for _ in range(3))
    changes = {name: getattr(whom, name) for name in ELIGIBILITY}
    changes |= {name: getattr(when, name) for name in DATES_AND_PRICE}
    changes["id"] = f"{itself.id}-{number}"
    changes["locations"] = _places(random, itself, cities)
    return itself.model_copy(update=changes)


def _places(random: Random, itself: Program, cities: Sequence[City]) -> tuple[Location, ...] | None:
    """As many places as the entry has, anywhere; unknown where its own are."""
    if itself.locations is None:
        return None
    drawn = random.sample(list(cities), len(itself.locations))
    return tuple(Location(city=city.city, state=city.state) for city in drawn)
