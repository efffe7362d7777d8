"""The result of ``usceplan doctor`` (``usceplan.doctor/1``): what the program runs in, and what is wrong with it.

It holds nothing personal: folders of the user begin with ``~``, variables are named without their values.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import Result


class LibraryInfo(Result):
    """A library that the program uses; ``version`` is null where it is missing, ``wanted`` where that is not known."""

    name: str
    version: str | None
    wanted: str | None


class PlaceInfo(Result):
    """A file or a folder of the program or the user."""

    name: str
    path: str
    exists: bool


class StreamInfo(Result):
    """One of the standard streams; ``encoding`` is null where it is closed."""

    name: str
    encoding: str | None
    is_terminal: bool


class TerminalInfo(Result):
    """How screens are drawn."""

    columns: int
    color: bool
    characters: Literal["Unicode", "ASCII"]
    locale_encoding: str
    file_system_encoding: str


class DataFileInfo(Result):
    """A data file; ``digest`` is the first 16 hexadecimal digits of its SHA-256, null where it cannot be read."""

    name: str
    digest: str | None


class DoctorProblem(Result):
    """Something that is wrong, and what to do."""

    problem: str
    hint: str


class DoctorReport(Result):
    """All of it. ``digest`` is that of all data files together, as results name it; null where they are not valid."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.doctor/1"], Field(alias="schema")] = "usceplan.doctor/1"
    version: str
    python: str
    system: str
    libraries: list[LibraryInfo]
    places: list[PlaceInfo]
    streams: list[StreamInfo]
    terminal: TerminalInfo
    variables: list[str]
    data: list[DataFileInfo]
    digest: str | None
    problems: list[DoctorProblem]
