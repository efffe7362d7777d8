"""What residency programs say of U.S. clinical experience: a sample of their own pages.

The sample shows what such requirements look like; it is too small and too old to say how common they are. ``None``
means that the page does not say.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from usceplan.catalog.values import AsOf, Flag, IsoDate, PageAddress, Record, Slug, StateCode, Text, Weeks
from usceplan.catalog.vocabulary import Confidence
from usceplan.problems import Found


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


class CountedTo(StrEnum):
    """The day to which a residency program counts the years since graduation, where its page says so."""

    START_OF_TRAINING = "start-of-training"


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
    ``observerships_count_less`` is true where the page values them less than hands-on work. ``min_weeks`` is given
    beside ``min_months`` where the page itself counts in weeks; ``length_is_preferred`` is true where that length is
    preferred and not asked for. ``research_counts`` is true where research counts as well. ``also_asks`` says what else
    the page asks of the experience, which no other field holds.
    """

    status: ExperienceStatus = Field(description="whether experience in the U.S. is asked for")
    statement: Text = Field(description="what the page says, in words")
    min_months: Annotated[int, Field(strict=True, ge=0, le=60)] | None = Field(description="the least number of months")
    hands_on_required: Flag | None = Field(description="whether it has to be hands-on")
    observerships_count: Flag | None = Field(description="whether observerships count")
    observerships_count_less: Flag = Field(
        default=False, description="whether observerships count less than hands-on work"
    )
    min_weeks: Weeks | None = Field(None, description="the least number of weeks, where the page counts in weeks")
    length_is_preferred: Flag = Field(default=False, description="true where that length is preferred, not asked for")
    research_counts: Flag | None = Field(None, description="whether research counts as well")
    also_asks: Text | None = Field(None, description="what else is asked of the experience, in words")

    @model_validator(mode="after")
    def _months_fit_status(self) -> Self:
        if self.min_months == 0 and self.status is not ExperienceStatus.NOT_REQUIRED:
            raise ValueError("expected min_months 0 only where status is not-required")
        return self

    @model_validator(mode="after")
    def _weeks_beside_months(self) -> Self:
        if self.min_months is None and (self.min_weeks is not None or self.length_is_preferred):
            raise ValueError("expected min_months where min_weeks or length_is_preferred is given")
        return self


class GraduationLimit(Record):
    """The greatest number of years since graduation; ``note`` says what else holds.

    ``counted_to`` is null where the page does not say to which day the years count.
    """

    years: Annotated[int, Field(strict=True, ge=1, le=50)] | None = Field(description="the most years since graduation")
    kind: LimitKind = Field(description="how strict the limit is")
    counted_to: CountedTo | None = Field(None, description="to which day the years count")
    note: Text | None = Field(None, description="what else holds")

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

    id: Slug = Field(description="a name for the files: small letters and digits joined by hyphens")
    name: Text = Field(description="the hospital or school")
    specialty: Slug = Field(description="an id of specialties.yaml")
    state: StateCode = Field(description="the two letters of the state")
    us_experience: UsExperience = Field(description="what is asked of experience in the United States")
    graduation_limit: GraduationLimit = Field(description="the limit of years since graduation")
    visas: Annotated[tuple[ResidencyVisa, ...], Field(min_length=1)] | None = Field(
        description="the visas that it takes"
    )
    visa_note: Text | None = Field(description="what else is said of visas")
    letters: Text | None = Field(description="which letters are asked for")
    url: PageAddress = Field(description="the page")
    as_of: AsOf | None = Field(description="the first year that the page speaks of")
    dated: Text = Field(description="how old the page is, in words")
    confidence: Confidence = Field(description="how well the page was understood")
    notes: Text | None = Field(description="what else one should know")


class RequirementsFile(Record):
    """``residency_requirements.yaml``: the sample, how far it can be trusted, and what was looked for and not found."""

    schema_: Annotated[Literal["usceplan.residency_requirements/1"], Field(alias="schema")]
    collected: IsoDate = Field(description="the day on which the sample was collected")
    warning: Text = Field(description="how far the sample can be trusted")
    missing: tuple[Text, ...] = Field((), description="what was looked for and not found")
    programs: tuple[ResidencyProgram, ...] = Field(description="the residency programs")


def for_specialty(file: RequirementsFile, specialty: str) -> tuple[ResidencyProgram, ...]:
    """The residency programs of one specialty, in the order of the file; none is an empty tuple."""
    return tuple(program for program in file.programs if program.specialty == specialty)


def requirements_problems(
    programs: tuple[ResidencyProgram, ...], specialty_ids: Collection[str], state_codes: Collection[str]
) -> list[Found]:
    """Ids given twice, and specialties and states that the other data files do not know.

    Each problem is the path of keys and positions to its place, and a message.
    """
    problems: list[Found] = []
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
