"""Reading and validating all data files: the catalogue, or every mistake in them at once."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from usceplan.catalog.calendar import CalendarFile, calendar_problems
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.costs import CostsFile, costs_problems
from usceplan.catalog.guidance import Guidance, KnownToGuidance, guidance_problems
from usceplan.catalog.places import PlacesFile, places_costs_problems, places_problems
from usceplan.catalog.program import ProgramsFile
from usceplan.catalog.program_rules import Known, program_problems
from usceplan.catalog.reading import Document, read_file, validate
from usceplan.catalog.requirements import RequirementsFile, requirements_problems
from usceplan.catalog.specialties import SpecialtiesFile, specialties_problems
from usceplan.catalog.tasks import TasksFile, tasks_problems
from usceplan.catalog.values import Record
from usceplan.problems import DataError, Problem

FILES: dict[str, type[Record]] = {
    "programs.yaml": ProgramsFile,
    "specialties.yaml": SpecialtiesFile,
    "places.yaml": PlacesFile,
    "costs.yaml": CostsFile,
    "match_calendar.yaml": CalendarFile,
    "guidance.yaml": Guidance,
    "residency_requirements.yaml": RequirementsFile,
    "tasks.yaml": TasksFile,
}
"""The data files and the model of each."""

_M = TypeVar("_M", bound=Record)
_Found = tuple[tuple[str | int, ...], str]


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue in a folder of data files. Raises ``DataError`` with all mistakes of all files."""
    documents, read = _read_all(folder)
    programs: ProgramsFile = _as(read["programs.yaml"], ProgramsFile)
    specialties = _as(read["specialties.yaml"], SpecialtiesFile)
    places = _as(read["places.yaml"], PlacesFile)
    costs = _as(read["costs.yaml"], CostsFile)
    calendar = _as(read["match_calendar.yaml"], CalendarFile)
    guidance = _as(read["guidance.yaml"], Guidance)
    requirements = _as(read["residency_requirements.yaml"], RequirementsFile)
    tasks = _as(read["tasks.yaml"], TasksFile)
    known = Known(
        specialties=specialties.by_id,
        cities={(city.city, city.state) for city in places.cities},
        states=places.states,
        countries={country.name for country in places.countries},
    )
    known_to_guidance = KnownToGuidance(
        parameters={f"{group}.{name}" for group, parameters in costs.groups.items() for name in parameters},
        programs={program.id for program in programs.programs},
        states=places.states,
    )
    found: dict[str, Iterable[_Found]] = {
        "programs.yaml": program_problems(programs, known),
        "specialties.yaml": specialties_problems(specialties),
        "places.yaml": [*places_problems(places), *places_costs_problems(places, costs)],
        "costs.yaml": costs_problems(costs),
        "match_calendar.yaml": calendar_problems(calendar),
        "guidance.yaml": guidance_problems(guidance, known_to_guidance),
        "residency_requirements.yaml": requirements_problems(requirements, specialties.by_id, places.states),
        "tasks.yaml": tasks_problems(tasks),
    }
    _raise_if_any(documents[name].problem(path, text) for name, items in found.items() for path, text in items)
    return Catalogue(
        programs=tuple(sorted(programs.programs, key=lambda program: program.id)),
        specialties=specialties,
        places=places,
        costs=costs,
        calendar=calendar,
        guidance=guidance,
        requirements=requirements,
        tasks=tasks,
        digest=digest(folder),
        collected=programs.collected,
    )


def digest(folder: Path) -> str:
    """A short name of the content of all data files: the first 16 hexadecimal digits of their SHA-256."""
    content = sha256()
    for name in FILES:
        content.update((folder / name).read_bytes())
    return content.hexdigest()[:16]


def _read_all(folder: Path) -> tuple[dict[str, Document], dict[str, Record]]:
    documents: dict[str, Document] = {}
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for name, model in FILES.items():
        try:
            documents[name] = read_file(folder / name, f"data/{name}")
            records[name] = validate(documents[name], model)
        except DataError as error:
            problems.extend(error.problems)
    _raise_if_any(problems)
    return documents, records


def _raise_if_any(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise DataError(found)


def _as(record: Record, model: type[_M]) -> _M:
    assert isinstance(record, model)
    return record
