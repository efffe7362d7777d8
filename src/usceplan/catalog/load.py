"""The catalogue of a folder of data files: from the cache if it was made of just these, else read and validated."""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from usceplan.catalog.cache import key_of, read_cache, write_cache
from usceplan.catalog.calendar import CalendarFile
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.costs import CostsFile
from usceplan.catalog.folder import data_folder
from usceplan.catalog.guidance import Guidance
from usceplan.catalog.own_files import own_paths
from usceplan.catalog.places import PlacesFile
from usceplan.catalog.program import ProgramsFile
from usceplan.catalog.requirements import RequirementsFile
from usceplan.catalog.specialties import SpecialtiesFile
from usceplan.catalog.stored import made, plain
from usceplan.catalog.tasks import TasksFile
from usceplan.catalog.values import Record

FILES: dict[str, type[Record]] = {
    "programs.yaml": ProgramsFile,
    "specialties.yaml": SpecialtiesFile,
    "places.yaml": PlacesFile,
    "costs.yaml": CostsFile,
    "match_calendar.yaml": CalendarFile,
    "guidance.yaml": Guidance,
    "residency_requirements.yaml": RequirementsFile,
    "tasks.yaml": TasksFile,
}
"""The data files and the model of each."""

DIGITS = 16
"""Of the digest of the data files, as results name it."""

Records = Mapping[str, Record]
_M = TypeVar("_M", bound=Record)


def load_catalogue(folder: Path | None = None, *, config: Path | None = None, cache: Path | None = None) -> Catalogue:
    """The catalogue in a folder of data files, with a person's own files laid over it.

    Without a ``folder`` it is the shipped one. ``config`` is the folder in which ``programs.d`` and
    ``residency_requirements.d`` may be, ``cache`` the folder of the cache; null for neither. Raises ``DataError`` with
    all mistakes of the shipped files, or of the person's own.
    """
    shipped = _shipped(data_folder() if folder is None else folder, cache)
    if config is None:
        return shipped
    if not (paths := own_paths(config)):
        return shipped
    # What reads YAML takes time to import, and most people have no files of their own.
    from usceplan.catalog.overlay import read_own_files, with_own_files  # noqa: PLC0415

    return with_own_files(shipped, read_own_files(paths))


def _shipped(folder: Path, cache: Path | None) -> Catalogue:
    contents = _contents(folder)
    whole_name = _sha256(contents)
    key = key_of(f"{whole_name} {[len(content) for content in contents.values()]}")
    name = whole_name[:DIGITS]
    if (
        cache is not None
        and (found := read_cache(cache, key, lambda data: catalogue_of(_made(data), name))) is not None
    ):
        return found
    from usceplan.catalog.parsing import DataFile, read_data  # noqa: PLC0415 (wanted only after a change)

    files = {file: DataFile(folder / file, f"data/{file}", contents.get(file)) for file in FILES}
    records = read_data(files, FILES).records
    if cache is not None:
        write_cache(cache, key, {file: plain(record) for file, record in records.items()})
    return catalogue_of(records, name)


def _contents(folder: Path) -> dict[str, bytes]:
    """The content of each file; what cannot be read is left out."""
    found = {}
    for name in FILES:
        with suppress(OSError):
            found[name] = (folder / name).read_bytes()
    return found


def _made(data: dict[str, dict[str, Any]]) -> Records:
    return {name: made(model, data[name]) for name, model in FILES.items()}


def catalogue_of(records: Records, name: str) -> Catalogue:
    """The catalogue that the files make together; ``name`` is the digest of their content."""
    programs = _as(records["programs.yaml"], ProgramsFile)
    return Catalogue(
        programs=tuple(sorted(programs.programs, key=lambda program: program.id)),
        specialties=_as(records["specialties.yaml"], SpecialtiesFile),
        places=_as(records["places.yaml"], PlacesFile),
        costs=_as(records["costs.yaml"], CostsFile),
        calendar=_as(records["match_calendar.yaml"], CalendarFile),
        guidance=_as(records["guidance.yaml"], Guidance),
        requirements=_as(records["residency_requirements.yaml"], RequirementsFile),
        tasks=_as(records["tasks.yaml"], TasksFile),
        digest=name,
        collected=programs.collected,
    )


def _as(record: Record, model: type[_M]) -> _M:
    assert isinstance(record, model)
    return record


def digest(folder: Path) -> str:
    """A short name of the content of all data files: the first 16 hexadecimal digits of their SHA-256."""
    return _sha256(_contents(folder))[:DIGITS]


def _sha256(contents: Mapping[str, bytes]) -> str:
    found = sha256()
    for content in contents.values():
        found.update(content)
    return found.hexdigest()
