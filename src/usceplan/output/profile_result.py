"""The results of ``usceplan profile``: what is told and where, where the files are, what is wrong with one."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import Result


class ProfileValue(Result):
    """What is told for one option.

    ``source`` is the kind of place, ``where`` the place itself: the flag, the variable, ``FILE:LINE:COLUMN: KEY``, or
    what holds where nothing is told. ``values`` are the texts as told, and null for a default. ``meaning`` is how an
    answer to one of the five questions is understood, null for another option and for a text that is not understood.
    """

    name: str
    values: list[str] | None
    source: Literal["flag", "environment", "file", "default"]
    where: str
    meaning: str | None


class ProfileShown(Result):
    """``usceplan profile show``. ``path`` is the file that was read, null where there is none."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.profile-show/1"], Field(alias="schema")] = "usceplan.profile-show/1"
    path: str | None
    values: list[ProfileValue]
    others: list[str]


class NamedProfile(Result):
    """A profile of the config folder; ``--profile NAME`` reads it."""

    name: str
    path: str


class ProfilePath(Result):
    """``usceplan profile path``: the file that would be read or made, and the profiles that have names."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.profile-path/1"], Field(alias="schema")] = "usceplan.profile-path/1"
    path: str
    exists: bool
    folder: str
    profiles: list[NamedProfile]


class ProfileProblem(Result):
    """A mistake in a profile file; line and column begin at 1 and are null where the whole file is at fault."""

    line: int | None
    column: int | None
    key: str | None
    message: str
    hint: str


class ProfileCheck(Result):
    """``usceplan profile check``: ``missing`` are the questions that the file leaves open, which is no mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.profile-check/1"], Field(alias="schema")] = "usceplan.profile-check/1"
    path: str
    ok: bool
    problems: list[ProfileProblem]
    missing: list[str]
