"""The results of ``usceplan profile``: what is told and where, where the files are, what is wrong with one."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import Result


class ProfileValue(Result):
    """What is told for one option."""

    name: str
    """Its key in a profile."""
    values: list[str] | None
    """The texts as told; null for a default."""
    source: Literal["flag", "environment", "file", "default"]
    """The kind of place where it is told."""
    where: str
    """The place itself: the flag, the variable, ``FILE:LINE:COLUMN: KEY``, or what holds where nothing is told."""
    meaning: str | None
    """How an answer to one of the five questions is understood; null for another option, and for a text that is not
    understood.
    """


class ProfileShown(Result):
    """The result of ``usceplan profile show``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.profile-show/1"], Field(alias="schema")] = "usceplan.profile-show/1"
    path: str | None
    """The file that was read; null where there is none."""
    values: list[ProfileValue]
    """Every option."""
    others: list[str]
    """Names of the other profiles in the config folder."""


class NamedProfile(Result):
    """A profile of the config folder."""

    name: str
    """What ``--profile`` takes."""
    path: str
    """Where it is."""


class ProfilePath(Result):
    """The result of ``usceplan profile path``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.profile-path/1"], Field(alias="schema")] = "usceplan.profile-path/1"
    path: str
    """The file that would be read or made."""
    exists: bool
    """Whether it is there."""
    folder: str
    """Where profiles with names are."""
    profiles: list[NamedProfile]
    """The profiles that have names."""


class ProfileProblem(Result):
    """A mistake in a profile."""

    line: int | None
    """From 1; null where the whole file is at fault."""
    column: int | None
    """From 1; null where the whole file is at fault."""
    key: str | None
    """The key that it is about; null where it is about none."""
    message: str
    """What is wrong."""
    hint: str
    """How to mend it."""


class ProfileCheck(Result):
    """The result of ``usceplan profile check``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.profile-check/1"], Field(alias="schema")] = "usceplan.profile-check/1"
    path: str
    """The file that was read."""
    ok: bool
    """Whether it has no mistakes."""
    problems: list[ProfileProblem]
    """Its mistakes."""
    missing: list[str]
    """The questions that it leaves open, which is no mistake."""
