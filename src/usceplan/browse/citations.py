"""Which pages every fact of the data files rests on, and what depends on the fact."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from usceplan.catalog.calendar import CalendarSource, EarlierMatch, MatchDates
from usceplan.catalog.calendar import SourceKind as CalendarSourceKind
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.costs import Dated, PageSource
from usceplan.catalog.guidance import Source as GuidanceSource
from usceplan.catalog.places import PlacesFile
from usceplan.catalog.program import Program
from usceplan.catalog.specialties import Source as SpecialtySource
from usceplan.catalog.specialties import SourceKind as SpecialtySourceKind
from usceplan.catalog.values import Record
from usceplan.catalog.vocabulary import EntryType, OpenStatus

Path = tuple[str, ...]
_Counts = Callable[[Path], int]
_AnyPage = CalendarSource | GuidanceSource | PageSource | SpecialtySource
_LABELS = ("id", "code", "match_year", "milestone", "city", "name", "from_")
"""The fields that name an item of a list, the first that it has."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, when it speaks, and whether it is official; None where that is not on file."""

    url: str
    as_of: str | None
    official: bool | None
    relayed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A fact and the pages it rests on.

    ``placements`` counts the placements whose plans depend on it. ``is_current`` is false for what only the past needs.
    """

    file: str
    owner: str | None
    fact: str
    pages: tuple[Page, ...]
    placements: int
    is_current: bool = True


def citations(catalogue: Catalogue, today: date) -> Iterator[Citation]:
    """Every fact of the data files that names a page, file by file."""
    plannable = [program for program in catalogue.programs if _can_be_planned(program)]
    every = len(plannable)
    in_metros = _placements_by_metro(catalogue.places, plannable)
    for program in catalogue.programs:
        yield from _of_program(program)
    yield from _of_costs(catalogue, every)
    yield from _of_file("match_calendar.yaml", catalogue.calendar, catalogue.calendar.sources, lambda _: every, today)
    yield from _of_file("guidance.yaml", catalogue.guidance, catalogue.guidance.sources, lambda _: every, today)
    yield from _of_file("tasks.yaml", catalogue.tasks, catalogue.tasks.sources, lambda _: every, today)
    yield from _of_file(
        "places.yaml",
        catalogue.places,
        catalogue.places.sources,
        lambda path: in_metros.get(path[1], 0) if path[0] == "metros" else every,
        today,
    )
    yield from _of_file("specialties.yaml", catalogue.specialties, catalogue.specialties.sources, lambda _: 0, today)
    for residency in catalogue.requirements.programs:
        page = Page(residency.url, residency.as_of, official=None)
        fact = f"what {residency.name} asks of applicants"
        yield Citation("residency_requirements.yaml", residency.id, fact, (page,), 0)


def _can_be_planned(program: Program) -> bool:
    return program.entry is EntryType.PLACEMENT and program.verified and program.status is not OpenStatus.CLOSED


def _placements_by_metro(places: PlacesFile, programs: list[Program]) -> Mapping[str, int]:
    metro_of = {(city.city, city.state): city.metro for city in places.cities}
    found: dict[str, int] = {}
    for program in programs:
        here = {metro_of.get((place.city or "", place.state), "") for place in program.locations or ()}
        for metro in here:
            found[metro] = found.get(metro, 0) + 1
    return found


def _of_program(program: Program) -> Iterator[Citation]:
    facts = dict.fromkeys(fact for page in program.sources for fact in page.supports)
    for fact in facts:
        pages = tuple(
            Page(page.url, page.as_of, page.official, page.relayed_by)
            for page in program.sources
            if fact in page.supports
        )
        yield Citation("programs.yaml", program.id, fact, pages, int(_can_be_planned(program)))


def _of_costs(catalogue: Catalogue, every: int) -> Iterator[Citation]:
    for group, parameters in catalogue.costs.groups.items():
        for name, parameter in parameters.items():
            pages = tuple(Page(page.url, page.as_of, official=None) for page in parameter.sources)
            if pages:
                yield Citation("costs.yaml", f"{group}.{name}", parameter.description, pages, every)


def _of_file(
    file: str, record: Record, pages: Mapping[str, _AnyPage], placements: _Counts, today: date
) -> Iterator[Citation]:
    for path, ids, is_current in _cited(record, (), today, is_current=True):
        found = tuple(_page(pages[one]) for one in ids)
        yield Citation(file, None, ".".join(path), found, placements(path), is_current)


def _page(page: _AnyPage) -> Page:
    kind = getattr(page, "kind", None)
    official = None if kind is None else kind in (CalendarSourceKind.OFFICIAL, SpecialtySourceKind.OFFICIAL)
    return Page(page.url, page.as_of, official)


def _cited(value: object, path: Path, today: date, *, is_current: bool) -> Iterator[tuple[Path, tuple[str, ...], bool]]:
    """Every place below a value that names pages by their ids: its path, the ids, and whether it matters today."""
    if isinstance(value, Record):
        is_current = is_current and not _is_past(value, today)
        for name in type(value).model_fields:
            part = getattr(value, name)
            if name == "source" and isinstance(part, str):
                yield path, (part,), is_current
            elif name == "sources" and isinstance(part, tuple):
                if part:
                    yield path, part, is_current
            else:
                yield from _cited(part, (*path, name), today, is_current=is_current)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _cited(part, (*path, str(key)), today, is_current=is_current)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            # Of rows by date the last is in force; a row still to come is worth checking too.
            is_last = not isinstance(part, Dated) or index == len(value) - 1
            yield from _cited(part, (*path, _label(part, index)), today, is_current=is_current and is_last)


def _is_past(value: Record, today: date) -> bool:
    """Whether these are the dates of a Match that is over: they were facts, and need no more checking."""
    if isinstance(value, MatchDates):
        return all(known.latest < today for known in value.milestones.values())
    return isinstance(value, EarlierMatch)


def _label(item: object, index: int) -> str:
    named = (getattr(item, name, None) for name in _LABELS)
    return str(next((one for one in named if one is not None), index + 1))
