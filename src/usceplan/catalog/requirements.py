"""What residency programs say of U.S. clinical experience: a sample of their own pages.

The sample shows what such requirements look like; it is too small and too old to say how common they are. ``None``
means that the page does not say.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from usceplan.catalog.values import AsOf, Flag, IsoDate, PageAddress, Record, Slug, Text
from usceplan.catalog.vocabulary import Confidence


class ExperienceStatus(StrEnum):
    """Whether a residency program asks for U.S. clinical experience."""

    REQUIRED = "required"
    REQUIRED_WITH_EXCEPTIONS = "required-with-exceptions"
    PREFERRED = "preferred"
    NOT_REQUIRED = "not-required"


class LimitKind(StrEnum):
    """How strictly a residency program limits the years since graduation."""

    FIRM = "firm"
    FIRM_WITH_EXCEPTIONS = "firm-with-exceptions"
    STRONGLY_PREFERRED = "strongly-preferred"
    PREFERRED = "preferred"
    ENCOURAGED = "encouraged"
    NONE = "none"
    NOT_STATED = "not-stated"


class ResidencyVisa(StrEnum):
    """Which visas a residency program takes, as its page says it."""

    J1 = "j1"
    H1B = "h1b"
    H1B_LIMITED = "h1b-limited"
    H1B_RARE = "h1b-rare"
    H1B_EXISTING = "h1b-existing"
    NO_H1B = "no-h1b"


class UsExperience(Record):
    """What a page says of experience in the United States.

    ``observerships_count`` is false where the page says that they do not count, true where it says that they do.
    ``observerships_count_less`` is true where the page values them less than hands-on work.
    """

    status: ExperienceStatus
    statement: Text
    min_months: Annotated[int, Field(strict=True, ge=0, le=60)] | None
    hands_on_required: Flag | None
    observerships_count: Flag | None
    observerships_count_less: Flag = False

    @model_validator(mode="after")
    def _months_fit_status(self) -> Self:
        if self.min_months == 0 and self.status is not ExperienceStatus.NOT_REQUIRED:
            raise ValueError("expected min_months 0 only where status is not-required")
        return self


class GraduationLimit(Record):
    """The greatest number of years since graduation; ``note`` says from when it counts and what else holds."""

    years: Annotated[int, Field(strict=True, ge=1, le=50)] | None
    kind: LimitKind
    note: Text | None = None

    @model_validator(mode="after")
    def _firm_has_years(self) -> Self:
        if self.kind in (LimitKind.FIRM, LimitKind.FIRM_WITH_EXCEPTIONS) and self.years is None:
            raise ValueError("expected years where the limit is firm")
        if self.kind in (LimitKind.NONE, LimitKind.NOT_STATED) and self.years is not None:
            raise ValueError("expected years to be null where there is no limit or none is stated")
        return self


class ResidencyProgram(Record):
    """One residency program and what its page asks of IMGs.

    ``as_of`` is the first year that the page speaks of, null where it has no date; ``dated`` says in words how old
    it is.
    """

    id: Slug
    name: Text
    specialty: Slug
    state: Annotated[str, Field(strict=True, pattern=r"^[A-Z]{2}$")]
    us_experience: UsExperience
    graduation_limit: GraduationLimit
    visas: Annotated[tuple[ResidencyVisa, ...], Field(min_length=1)] | None
    visa_note: Text | None
    letters: Text | None
    url: PageAddress
    as_of: AsOf | None
    dated: Text
    confidence: Confidence
    notes: Text | None


class RequirementsFile(Record):
    """``residency_requirements.yaml``: the sample, and how far it can be trusted."""

    schema_: Annotated[Literal["usceplan.residency_requirements/1"], Field(alias="schema")]
    collected: IsoDate
    warning: Text
    programs: tuple[ResidencyProgram, ...]


def for_specialty(file: RequirementsFile, specialty: str) -> tuple[ResidencyProgram, ...]:
    """The residency programs of one specialty, in the order of the file; none is an empty tuple."""
    return tuple(program for program in file.programs if program.specialty == specialty)


def requirements_problems(
    programs: tuple[ResidencyProgram, ...], specialty_ids: Collection[str], state_codes: Collection[str]
) -> list[tuple[tuple[str | int, ...], str]]:
    """Ids given twice, and specialties and states that the other data files do not know.

    Each problem is the path of keys and positions to its place, and a message.
    """
    problems: list[tuple[tuple[str | int, ...], str]] = []
    seen: set[str] = set()
    for index, program in enumerate(programs):
        path = ("programs", index)
        if program.id in seen:
            problems.append(((*path, "id"), f"{program.id} is the id of an earlier residency program"))
        if program.specialty not in specialty_ids:
            problems.append(((*path, "specialty"), f"no specialty has the id {program.specialty}"))
        if program.state not in state_codes:
            problems.append(((*path, "state"), f"no state has the code {program.state}"))
        seen.add(program.id)
    return problems
