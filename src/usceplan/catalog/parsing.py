"""Reading and validating all data files: what they hold, or every mistake in them at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from usceplan.catalog.calendar import CalendarFile, calendar_problems
from usceplan.catalog.costs import CostsFile, costs_problems
from usceplan.catalog.guidance import Guidance, KnownToGuidance, guidance_problems
from usceplan.catalog.places import PlacesFile, places_costs_problems, places_problems
from usceplan.catalog.program import ProgramsFile
from usceplan.catalog.program_rules import Known, program_problems
from usceplan.catalog.reading import Document, file_content, read_content, validate
from usceplan.catalog.requirements import RequirementsFile, requirements_problems
from usceplan.catalog.specialties import SpecialtiesFile, specialties_problems
from usceplan.catalog.tasks import TasksFile, tasks_problems
from usceplan.catalog.values import Record
from usceplan.problems import DataError, Found, Problem

_M = TypeVar("_M", bound=Record)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file as it was found, and its name in messages; ``content`` is null where it could not be read."""

    path: Path
    shown_as: str
    content: bytes | None

    def document(self) -> Document:
        """The file read. Raises ``DataError``."""
        content = file_content(self.path, self.shown_as) if self.content is None else self.content
        return read_content(content, self.shown_as)


@dataclass(frozen=True, slots=True)
class Read:
    """What the data files hold: each as its model, and as a document in which mistakes can be placed."""

    records: Mapping[str, Record]
    documents: Mapping[str, Document]


def read_data(files: Mapping[str, DataFile], models: Mapping[str, type[Record]]) -> Read:
    """What the data files hold. Raises ``DataError`` with all mistakes of all files."""
    read = _each_alone(files, models)
    _raise_if_any(
        read.documents[name].problem(path, text)
        for name, items in _together(read.records).items()
        for path, text in items
    )
    return read


def _each_alone(files: Mapping[str, DataFile], models: Mapping[str, type[Record]]) -> Read:
    documents: dict[str, Document] = {}
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for name, model in models.items():
        try:
            documents[name] = files[name].document()
            records[name] = validate(documents[name], model)
        except DataError as error:
            problems.extend(error.problems)
    _raise_if_any(problems)
    return Read(records, documents)


def _together(records: Mapping[str, Record]) -> dict[str, Iterable[Found]]:
    """The mistakes that show when the files are seen together, by file."""
    programs = _as(records["programs.yaml"], ProgramsFile)
    specialties = _as(records["specialties.yaml"], SpecialtiesFile)
    places = _as(records["places.yaml"], PlacesFile)
    costs = _as(records["costs.yaml"], CostsFile)
    calendar = _as(records["match_calendar.yaml"], CalendarFile)
    guidance = _as(records["guidance.yaml"], Guidance)
    requirements = _as(records["residency_requirements.yaml"], RequirementsFile)
    known_to_guidance = KnownToGuidance(
        parameters={f"{group}.{name}" for group, parameters in costs.groups.items() for name in parameters},
        programs={program.id for program in programs.programs},
        states=places.states,
    )
    return {
        "programs.yaml": program_problems(programs.programs, Known.of(specialties, places), programs.collected),
        "specialties.yaml": specialties_problems(specialties),
        "places.yaml": [*places_problems(places), *places_costs_problems(places, costs)],
        "costs.yaml": costs_problems(costs),
        "match_calendar.yaml": calendar_problems(calendar),
        "guidance.yaml": guidance_problems(guidance, known_to_guidance),
        "residency_requirements.yaml": requirements_problems(requirements.programs, specialties.by_id, places.states),
        "tasks.yaml": tasks_problems(_as(records["tasks.yaml"], TasksFile)),
    }


def _raise_if_any(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise DataError(found)


def _as(record: Record, model: type[_M]) -> _M:
    assert isinstance(record, model)
    return record
