"""The catalogue as a whole: all data files, validated together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from usceplan.catalog.calendar import CalendarFile
from usceplan.catalog.costs import CostsFile
from usceplan.catalog.guidance import Guidance
from usceplan.catalog.places import PlacesFile
from usceplan.catalog.program import Program
from usceplan.catalog.requirements import RequirementsFile
from usceplan.catalog.specialties import SpecialtiesFile
from usceplan.catalog.tasks import TasksFile


class OwnEntry(NamedTuple):
    """What a person's own file gives of an entry: the facts named in it, all of them where the entry is new."""

    file: str
    is_new: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Programs in the order of their ids, and what is needed to plan with them.

    ``digest`` names the content of all data files, the person's own too; ``collected`` is the day on which the shipped
    programs were collected. ``own_files`` are the person's own files, ``own_programs`` and ``own_requirements`` what
    these give of which entry, by its id.
    """

    programs: tuple[Program, ...]
    specialties: SpecialtiesFile
    places: PlacesFile
    costs: CostsFile
    calendar: CalendarFile
    guidance: Guidance
    requirements: RequirementsFile
    tasks: TasksFile
    digest: str
    collected: date
    own_files: tuple[str, ...] = ()
    own_programs: Mapping[str, OwnEntry] = field(default_factory=dict)
    own_requirements: Mapping[str, OwnEntry] = field(default_factory=dict)

    def program(self, program_id: str) -> Program:
        """The program with this id; ``KeyError`` where there is none."""
        return self.by_id()[program_id]

    def by_id(self) -> Mapping[str, Program]:
        """Programs by id."""
        return {program.id: program for program in self.programs}
