"""The results of ``usceplan catalog``: what ``check``, ``path`` and ``diff`` print with ``--json``."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import Result


class ProblemInfo(Result):
    """A mistake in a data file. ``line`` and ``column`` begin at 1 and are null where the whole file is at fault."""

    file: str
    line: int | None
    column: int | None
    path: str
    message: str


class WarningInfo(ProblemInfo):
    """What looks wrong and may be right; ``kind`` says what sort of suspicion it is."""

    kind: str


class CatalogCheck(Result):
    """The result of ``usceplan catalog check``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.catalog-check/1"], Field(alias="schema")] = "usceplan.catalog-check/1"
    checked_on: dt.date
    files: list[str]
    mistakes: list[ProblemInfo]
    warnings: list[WarningInfo]


class PathInfo(Result):
    """A file or folder, whether it is there or not."""

    what: Literal["data", "own-programs", "own-requirements", "schemas", "cache"]
    path: str
    exists: bool
    files: list[str]


class CatalogPaths(Result):
    """The result of ``usceplan catalog path``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.catalog-path/1"], Field(alias="schema")] = "usceplan.catalog-path/1"
    places: list[PathInfo]


class FactChangeInfo(Result):
    """One fact that changed: before and after as the files write them, and the change in words."""

    fact: str
    before: Any
    after: Any
    text: list[str]


class EntryChangeInfo(Result):
    """An entry that changed."""

    id: str
    name: str
    change: Literal["added", "removed", "changed"]
    facts: list[FactChangeInfo]


class CatalogDiff(Result):
    """The result of ``usceplan catalog diff``. An entry added or removed has no facts of its own listed."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.catalog-diff/1"], Field(alias="schema")] = "usceplan.catalog-diff/1"
    old: str
    new: str
    entries: list[EntryChangeInfo]
