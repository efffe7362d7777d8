"""The result of ``usceplan demo`` (``usceplan.demo/1``): made-up applicants, each with a recommendation."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import Recommendation, Result


class DemoApplicant(Result):
    """A made-up applicant."""

    id: str
    """A short name."""
    name: str
    """The name."""
    story: str
    """Who it is, in words."""
    command: str
    """The command line that gives the same recommendation."""
    recommendation: Recommendation
    """What ``usceplan recommend`` gives."""


class Demo(Result):
    """The result of ``usceplan demo``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.demo/1"], Field(alias="schema")] = "usceplan.demo/1"
    applicants: list[DemoApplicant]
    """In the order in which they are shown."""
