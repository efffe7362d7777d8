"""What must hold for the entries of ``programs.yaml`` beyond the shape of each: references, dates, and who says so."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from usceplan.catalog.places import PlacesFile
from usceplan.catalog.program import ANY_SPECIALTY, Program
from usceplan.catalog.specialties import SpecialtiesFile
from usceplan.catalog.values import first_day
from usceplan.problems import Found, expected_of

FACTS = frozenset(Program.model_fields)
NEED_A_SOURCE = (
    "audience",
    "residency_seekers",
    "fees",
    "visas_accepted",
    "max_years_since_graduation",
    "exams_required",
    "excluded_nationalities",
    "duration_weeks",
    "apply_lead_weeks",
)


@dataclass(frozen=True, slots=True)
class Known:
    """The words of the other data files that entries may use."""

    specialties: Collection[str]
    cities: Collection[tuple[str, str]]
    states: Collection[str]
    countries: Collection[str]

    @classmethod
    def of(cls, specialties: SpecialtiesFile, places: PlacesFile) -> "Known":
        """The words of these files."""
        return cls(
            specialties=specialties.by_id,
            cities={(city.city, city.state) for city in places.cities},
            states=places.states,
            countries={country.name for country in places.countries},
        )


def program_problems(programs: tuple[Program, ...], known: Known, collected: date | None) -> list[Found]:
    """Every mistake in the entries, as the path to it and what is expected.

    ``collected`` is the day after which no page can have spoken; null where the entries do not say.
    """
    return [
        *_repeated_ids(programs),
        *(
            (("programs", number, *path), message)
            for number, program in enumerate(programs)
            for rule in _RULES
            for path, message in rule(program, known, collected or date.max)
        ),
    ]


def _repeated_ids(programs: tuple[Program, ...]) -> Iterator[Found]:
    seen: set[str] = set()
    for number, program in enumerate(programs):
        if program.id in seen:
            yield ("programs", number, "id"), f'"{program.id}" is the id of an entry above; expected an id of its own'
        seen.add(program.id)


def _specialties_resolve(program: Program, known: Known, _: date) -> Iterator[Found]:
    words = {*known.specialties, ANY_SPECIALTY}
    for number, word in enumerate(program.specialties or ()):
        if word not in words:
            yield ("specialties", number), expected_of("the id of a specialty of specialties.yaml", word, words)
    for number, fee in enumerate(program.fees or ()):
        scope = fee.only.specialties if fee.only else None
        for place, word in enumerate(scope or ()):
            if word not in words:
                path = ("fees", number, "only", "specialties", place)
                yield path, expected_of("the id of a specialty of specialties.yaml", word, words)


def _places_resolve(program: Program, known: Known, _: date) -> Iterator[Found]:
    for number, place in enumerate(program.locations or ()):
        if place.state not in known.states:
            yield ("locations", number, "state"), expected_of("a state of places.yaml", place.state, known.states)
        elif place.city is not None and (place.city, place.state) not in known.cities:
            cities = [city for city, state in known.cities if state == place.state]
            yield ("locations", number, "city"), expected_of("a city of places.yaml", place.city, cities)


def _countries_resolve(program: Program, known: Known, _: date) -> Iterator[Found]:
    for number, word in enumerate(program.excluded_nationalities or ()):
        if word not in known.countries:
            yield ("excluded_nationalities", number), expected_of("a country of places.yaml", word, known.countries)


def _sources_support_facts(program: Program, _: Known, __: date) -> Iterator[Found]:
    for number, page in enumerate(program.sources):
        for place, word in enumerate(page.supports):
            if word not in FACTS:
                yield ("sources", number, "supports", place), expected_of("the name of a fact", word, FACTS)


def _facts_have_sources(program: Program, _: Known, __: date) -> Iterator[Found]:
    supported = {word for page in program.sources for word in page.supports}
    for fact in NEED_A_SOURCE:
        if getattr(program, fact) is not None and fact not in supported:
            yield (fact,), f'expected a source whose supports names "{fact}", or null'


def _nothing_is_in_the_future(program: Program, _: Known, collected: date) -> Iterator[Found]:
    dated = [(("sources", number, "as_of"), page.as_of) for number, page in enumerate(program.sources)]
    dated += [(("fees", number, "as_of"), fee.as_of) for number, fee in enumerate(program.fees or ())]
    for path, as_of in dated:
        if as_of is not None and first_day(as_of) > collected:
            yield path, f"expected a date up to {collected.isoformat()}, the day of collection, got {as_of}"


_RULES: tuple[Callable[[Program, Known, date], Iterator[Found]], ...] = (
    _specialties_resolve,
    _places_resolve,
    _countries_resolve,
    _sources_support_facts,
    _facts_have_sources,
    _nothing_is_in_the_future,
)
