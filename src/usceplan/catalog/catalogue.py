"""The catalogue as a whole: all data files, validated together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from usceplan.catalog.calendar import CalendarFile
from usceplan.catalog.costs import CostsFile
from usceplan.catalog.guidance import Guidance
from usceplan.catalog.places import PlacesFile
from usceplan.catalog.program import Program
from usceplan.catalog.requirements import RequirementsFile
from usceplan.catalog.specialties import SpecialtiesFile
from usceplan.catalog.tasks import TasksFile


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Programs in the order of their ids, and what is needed to plan with them.

    ``digest`` names the content of all data files; ``collected`` is the day on which the programs were collected.
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

    def program(self, program_id: str) -> Program:
        """The program with this id; ``KeyError`` where there is none."""
        return self.by_id()[program_id]

    def by_id(self) -> Mapping[str, Program]:
        """Programs by id."""
        return {program.id: program for program in self.programs}
