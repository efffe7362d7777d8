"""Checking data files as a whole: all mistakes, and what looks wrong in the programs, each at its line and column."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.load import FILES, catalogue_of
from usceplan.catalog.overlay import program_layers, with_own_files
from usceplan.catalog.own_files import OwnFile
from usceplan.catalog.parsing import DataFile, Read, read_data
from usceplan.catalog.program import Program, ProgramsFile
from usceplan.catalog.reading import Document
from usceplan.catalog.suspicions import suspicions
from usceplan.problems import DataError, Problem


@dataclass(frozen=True, slots=True)
class Warned:
    """A suspicion at its place: what sort it is of, and where it stands."""

    kind: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in the files, each list by file, line and column."""

    mistakes: tuple[Problem, ...] = ()
    warnings: tuple[Warned, ...] = ()

    def only_in(self, files: Iterable[str]) -> "Checked":
        """What was found in these files."""
        shown = set(files)
        return Checked(
            tuple(one for one in self.mistakes if one.file in shown),
            tuple(one for one in self.warnings if one.problem.file in shown),
        )


def check(files: Mapping[str, DataFile], own: tuple[OwnFile, ...], today: date) -> Checked:
    """The data files of a catalogue checked, and own files as they lie over it.

    Own files cannot be checked over files that have mistakes.
    """
    try:
        read = read_data(files, FILES)
    except DataError as error:
        return Checked(error.problems)
    catalogue = catalogue_of(read.records, "")
    own_mistakes: tuple[Problem, ...] = ()
    try:
        catalogue = with_own_files(catalogue, own)
    except DataError as error:
        own_mistakes = error.problems
    found = [*_in_shipped(read, catalogue, today), *_in_own(catalogue_of(read.records, ""), catalogue, own, today)]
    return Checked(own_mistakes, tuple(sorted(found, key=_place)))


def _place(warned: Warned) -> tuple[str, int, int, str]:
    problem = warned.problem
    return problem.file, problem.line or 0, problem.column or 0, problem.message


def _in_shipped(read: Read, catalogue: Catalogue, today: date) -> Iterator[Warned]:
    programs = read.records["programs.yaml"]
    assert isinstance(programs, ProgramsFile)
    yield from _placed(read.documents["programs.yaml"], programs.programs, catalogue, today)


def _in_own(shipped: Catalogue, catalogue: Catalogue, own: tuple[OwnFile, ...], today: date) -> Iterator[Warned]:
    for layer in program_layers(shipped, own, []):
        yield from _placed(layer.document, layer.entries, catalogue, today)


def _placed(document: Document, programs: tuple[Program, ...], catalogue: Catalogue, today: date) -> Iterator[Warned]:
    """What looks wrong in the facts that the document itself gives; an override rests on others."""
    for number, found in enumerate(suspicions(programs, catalogue.programs, today)):
        for one in found:
            path = ("programs", number, *one.path)
            if document.is_written(path):
                yield Warned(one.kind, document.problem(path, one.message))
