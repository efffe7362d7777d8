"""A person's own data files: which there are. What they may say is in ``own_forms``."""

from pathlib import Path
from typing import NamedTuple

from usceplan.problems import OwnFilesError, Problem

PROGRAMS_FOLDER = "programs.d"
REQUIREMENTS_FOLDER = "residency_requirements.d"
FOLDERS = (PROGRAMS_FOLDER, REQUIREMENTS_FOLDER)
ENDINGS = (".yaml", ".yml")


class OwnFile(NamedTuple):
    """One file: ``shown_as`` in messages, and ``name`` in results, which is the same on every machine."""

    folder: str
    name: str
    shown_as: str
    content: bytes


def own_paths(config: Path) -> list[tuple[str, Path]]:
    """The own files under a config folder, each with the folder it is for, in the order of their names.

    Hidden files, such as editors leave behind, are none. Raises ``OwnFilesError`` for a folder that cannot be
    looked into.
    """
    return [(folder, path) for folder in FOLDERS for path in _files_in(config / folder)]


def _files_in(folder: Path) -> list[Path]:
    try:
        # By the letters of the name: paths themselves are compared without regard to case on Windows.
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError) and not folder.exists():
            return []  # there is no such folder, nor need there be one that it could be in
        message = f"the folder cannot be read ({error.strerror}); it holds data files of your own"
        raise OwnFilesError([Problem(str(folder), None, None, "", message)]) from None
    return [path for path in found if path.suffix in ENDINGS and not path.name.startswith(".")]
