"""Reading and validating all data files: what they hold, or every mistake in them at once."""

from collections.abc import Iterable, Mapping
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
from usceplan.catalog.values import Record
from usceplan.problems import DataError, Problem

_M = TypeVar("_M", bound=Record)
_Found = tuple[tuple[str | int, ...], str]


def read_records(folder: Path, contents: Mapping[str, bytes], models: Mapping[str, type[Record]]) -> dict[str, Record]:
    """What the data files hold, each as its model. Raises ``DataError`` with all mistakes of all files.

    ``contents`` are those of the files that could be read.
    """
    documents, records = _each_alone(folder, contents, models)
    _raise_if_any(
        documents[name].problem(path, text) for name, items in _together(records).items() for path, text in items
    )
    return records


def _each_alone(
    folder: Path, contents: Mapping[str, bytes], models: Mapping[str, type[Record]]
) -> tuple[dict[str, Document], dict[str, Record]]:
    documents: dict[str, Document] = {}
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for name, model in models.items():
        shown_as = f"data/{name}"
        try:
            content = contents[name] if name in contents else file_content(folder / name, shown_as)
            documents[name] = read_content(content, shown_as)
            records[name] = validate(documents[name], model)
        except DataError as error:
            problems.extend(error.problems)
    _raise_if_any(problems)
    return documents, records


def _together(records: Mapping[str, Record]) -> dict[str, Iterable[_Found]]:
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
    }


def _raise_if_any(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise DataError(found)


def _as(record: Record, model: type[_M]) -> _M:
    assert isinstance(record, model)
    return record
