"""The result of ``usceplan doctor`` (``usceplan.doctor/1``): what the program runs in, and what is wrong with it.

It holds nothing personal: folders of the user begin with ``~``, variables are named without their values.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from usceplan.output.results import Result


class LibraryInfo(Result):
    """A library that the program uses."""

    name: str
    """Its name."""
    version: str | None
    """The version found; null where it is missing."""
    wanted: str | None
    """The versions that will do; null where that is not known."""


class PlaceInfo(Result):
    """A file or a folder of the program or the user."""

    name: str
    """What it is."""
    path: str
    """Where it is; folders of the user begin with ``~``."""
    exists: bool
    """Whether it is there."""


class StreamInfo(Result):
    """One of the standard streams."""

    name: str
    """Which one: ``input``, ``output`` or ``errors``."""
    encoding: str | None
    """Its encoding; null where it is closed."""
    is_terminal: bool
    """Whether it is a terminal."""


class TerminalInfo(Result):
    """How screens are drawn."""

    columns: int
    """Its width in characters."""
    color: bool
    """Whether screens are in color."""
    characters: Literal["Unicode", "ASCII"]
    """The signs that are drawn."""
    locale_encoding: str
    """Encoding by the settings of the system."""
    file_system_encoding: str
    """Encoding of file names."""


class DataFileInfo(Result):
    """A data file."""

    name: str
    """Its name."""
    digest: str | None
    """The first 16 hexadecimal digits of its SHA-256; null where it cannot be read."""


class DoctorProblem(Result):
    """Something that is wrong."""

    problem: str
    """What is wrong."""
    hint: str
    """What to do."""


class DoctorReport(Result):
    """The result of ``usceplan doctor``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Annotated[Literal["usceplan.doctor/1"], Field(alias="schema")] = "usceplan.doctor/1"
    version: str
    """Of usceplan."""
    python: str
    """Version and make of Python."""
    system: str
    """Name, release and machine of the system."""
    libraries: list[LibraryInfo]
    """The libraries that it uses."""
    places: list[PlaceInfo]
    """The files and folders that it uses."""
    streams: list[StreamInfo]
    """The standard streams."""
    terminal: TerminalInfo
    """How screens are drawn."""
    variables: list[str]
    """Names of the environment variables that matter and are set, without their values."""
    data: list[DataFileInfo]
    """The data files."""
    digest: str | None
    """Of all data files together, as results name it; null where they are not valid."""
    problems: list[DoctorProblem]
    """What is wrong; empty where nothing is."""
