"""The results of ``usceplan catalog``: what ``check``, ``path`` and ``diff`` print with ``--json``."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import Result


class ProblemInfo(Result):
    """A mistake in a data file."""

    file: str
    """The file."""
    line: int | None
    """From 1; null where the whole file is at fault."""
    column: int | None
    """From 1; null where the whole file is at fault."""
    path: str
    """Where in the document, such as ``programs[nyu-elective].fees[0].usd``; empty for the document itself."""
    message: str
    """What is wrong."""


class WarningInfo(ProblemInfo):
    """What looks wrong and may be right."""

    kind: str
    """What sort of suspicion it is."""


class CatalogCheck(Result):
    """The result of ``usceplan catalog check``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.catalog-check/1"], Field(alias="schema")] = "usceplan.catalog-check/1"
    checked_on: dt.date
    """The day as of which facts are old."""
    files: list[str]
    """The files read."""
    mistakes: list[ProblemInfo]
    """What is wrong."""
    warnings: list[WarningInfo]
    """What looks wrong and may be right."""


class PathInfo(Result):
    """A file or folder, whether it is there or not."""

    what: Literal["data", "own-programs", "own-requirements", "schemas", "cache"]
    """What it is for."""
    path: str
    """Where it is."""
    exists: bool
    """Whether it is there."""
    files: list[str]
    """The files in it, where it is a folder of data."""


class CatalogPaths(Result):
    """The result of ``usceplan catalog path``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.catalog-path/1"], Field(alias="schema")] = "usceplan.catalog-path/1"
    places: list[PathInfo]
    """The files and folders."""


class FactChangeInfo(Result):
    """One fact that changed."""

    fact: str
    """Name of the fact."""
    before: Any
    """As the older file writes it; null where it was unknown."""
    after: Any
    """As the newer file writes it; null where it is unknown."""
    text: list[str]
    """The change in words."""


class EntryChangeInfo(Result):
    """An entry that changed."""

    id: str
    """Id of the entry."""
    name: str
    """Name of the entry."""
    change: Literal["added", "removed", "changed"]
    """What became of it."""
    facts: list[FactChangeInfo]
    """The facts that changed; empty where the entry was added or removed."""


class CatalogDiff(Result):
    """The result of ``usceplan catalog diff``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.catalog-diff/1"], Field(alias="schema")] = "usceplan.catalog-diff/1"
    old: str
    """The older file, as told."""
    new: str
    """The newer file, as told."""
    entries: list[EntryChangeInfo]
    """The entries that changed."""
