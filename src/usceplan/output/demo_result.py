"""The result of ``usceplan demo`` (``usceplan.demo/1``): made-up applicants, each with a recommendation."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import Recommendation, Result


class DemoApplicant(Result):
    """A made-up applicant, and the command line that gives the same recommendation."""

    id: str
    name: str
    story: str
    command: str
    recommendation: Recommendation


class Demo(Result):
    """The applicants in the order in which they are shown."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.demo/1"], Field(alias="schema")] = "usceplan.demo/1"
    applicants: list[DemoApplicant]
