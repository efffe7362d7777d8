"""A person's own entries laid over the shipped catalogue, and where each of their facts comes from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, TypeVar

from usceplan.catalog.catalogue import Catalogue, OwnEntry
from usceplan.catalog.own_files import PROGRAMS_FOLDER, OwnFile
from usceplan.catalog.own_forms import (
    Outline,
    OwnProgramsFile,
    OwnRequirementsFile,
    completed_program,
    completed_requirement,
    laid_over,
    with_nulls,
)
from usceplan.catalog.program import Program
from usceplan.catalog.program_rules import Known, program_problems
from usceplan.catalog.reading import Document, file_content, read_content, validate
from usceplan.catalog.requirements import ResidencyProgram, requirements_problems
from usceplan.catalog.stored import plain
from usceplan.problems import DataError, Found, OwnFilesError, Problem

E = TypeVar("E", Program, ResidencyProgram)


@dataclass(frozen=True, slots=True)
class Layer(Generic[E]):
    """The entries of one own file, whole, what of them it gives, and the file read to place mistakes in it."""

    file: OwnFile
    document: Document
    entries: tuple[E, ...]
    own: dict[str, OwnEntry]


def read_own_files(paths: Iterable[tuple[str, Path]]) -> tuple[OwnFile, ...]:
    """The own files at these paths, each with the folder it is for. Raises ``OwnFilesError`` for unreadable ones."""
    found: list[OwnFile] = []
    problems: list[Problem] = []
    for folder, path in paths:
        try:
            found.append(OwnFile(folder, f"{folder}/{path.name}", str(path), file_content(path, str(path))))
        except DataError as error:
            problems += error.problems
    if problems:
        raise OwnFilesError(problems)
    return tuple(found)


def with_own_files(catalogue: Catalogue, files: Iterable[OwnFile]) -> Catalogue:
    """The catalogue with the entries of own files added to it or laid over its own.

    Raises ``OwnFilesError`` with all mistakes of all these files.
    """
    given = tuple(files)
    if not given:
        return catalogue
    problems: list[Problem] = []
    programs, residencies = program_layers(catalogue, given, problems), _residency_layers(catalogue, given, problems)
    problems += [*_repeats(programs), *_repeats(residencies)]
    if problems:
        raise OwnFilesError(problems)
    by_id = {**catalogue.by_id(), **{one.id: one for layer in programs for one in layer.entries}}
    required = {one.id: one for one in catalogue.requirements.programs}
    required |= {one.id: one for layer in residencies for one in layer.entries}
    return replace(
        catalogue,
        programs=tuple(by_id[name] for name in sorted(by_id)),
        requirements=catalogue.requirements.model_copy(update={"programs": tuple(required.values())}),
        digest=_digest(catalogue.digest, given),
        own_files=tuple(file.name for file in given),
        own_programs={name: own for layer in programs for name, own in layer.own.items()},
        own_requirements={name: own for layer in residencies for name, own in layer.own.items()},
    )


def _digest(shipped: str, files: tuple[OwnFile, ...]) -> str:
    content = sha256(shipped.encode())
    for file in files:
        content.update(f"\n{file.name} {len(file.content)}\n".encode())
        content.update(file.content)
    return content.hexdigest()[: len(shipped)]


def program_layers(catalogue: Catalogue, files: tuple[OwnFile, ...], problems: list[Problem]) -> list[Layer[Program]]:
    """The layers of programs that own files make; their mistakes come to the problems."""
    shipped, known = catalogue.by_id(), Known.of(catalogue.specialties, catalogue.places)

    def read(document: Document) -> tuple[Program, ...]:
        return validate(document, OwnProgramsFile).programs

    def check(entries: tuple[Program, ...]) -> list[Found]:
        return program_problems(entries, known, None)

    return [
        layer
        for file in files
        if file.folder == PROGRAMS_FOLDER
        for layer in _layers(file, shipped, completed_program, OwnProgramsFile, read, check, problems)
    ]


def _residency_layers(
    catalogue: Catalogue, files: tuple[OwnFile, ...], problems: list[Problem]
) -> list[Layer[ResidencyProgram]]:
    shipped = {one.id: one for one in catalogue.requirements.programs}
    specialties, states = catalogue.specialties.by_id, catalogue.places.states

    def read(document: Document) -> tuple[ResidencyProgram, ...]:
        return validate(document, OwnRequirementsFile).programs

    def check(entries: tuple[ResidencyProgram, ...]) -> list[Found]:
        return requirements_problems(entries, specialties, states)

    return [
        layer
        for file in files
        if file.folder != PROGRAMS_FOLDER
        for layer in _layers(file, shipped, completed_requirement, OwnRequirementsFile, read, check, problems)
    ]


def _layers(  # noqa: PLR0917
    file: OwnFile,
    shipped: Mapping[str, E],
    completed: Callable[[dict[str, Any]], dict[str, Any]],
    form: type[OwnProgramsFile] | type[OwnRequirementsFile],
    read: Callable[[Document], tuple[E, ...]],
    check: Callable[[tuple[E, ...]], list[Found]],
    problems: list[Problem],
) -> list[Layer[E]]:
    """The layer that a file makes; none, and its mistakes among the problems, where it has any."""
    try:
        document = read_content(file.content, file.shown_as)
        validate(document, Outline)
        assert isinstance(document.data, dict)
        given: Any = document.data["programs"]
        whole = [laid_over(plain(shipped[one["id"]]), one) if one["id"] in shipped else completed(one) for one in given]
        merged = document.holding(with_nulls(form, {**document.data, "programs": whole}))
        entries = read(merged)
    except DataError as error:
        problems += error.problems
        return []
    problems += [merged.problem(path, message) for path, message in check(entries)]
    own = {
        one["id"]: OwnEntry(file.name, one["id"] not in shipped, tuple(key for key in one if key != "id"))
        for one in given
    }
    return [Layer(file, merged, entries, own)]


def _repeats(layers: Iterable[Layer[E]]) -> Iterable[Problem]:
    """Entries that two files give: which of them holds would depend on the files' names."""
    first: dict[str, OwnFile] = {}
    for layer in layers:
        for number, entry in enumerate(layer.entries):
            before = first.setdefault(entry.id, layer.file)
            if before is not layer.file:
                message = f'"{entry.id}" is the id of an entry of {before.shown_as} too; put both into one entry'
                yield layer.document.problem(("programs", number, "id"), message)
