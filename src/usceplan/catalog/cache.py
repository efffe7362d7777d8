"""The cache of the shipped catalogue: a file of JSON that can be lost, spoiled or in the way without any harm.

The first line names what the rest was made of (the content of the data files and the code that reads them) and the
SHA-256 of the rest. Where anything differs, the data files are read instead and the cache is written anew. On systems
with owners, a file that belongs to somebody else, or that others may write to, is not believed: whoever can write it
could name a fitting sum as well.
"""

import gc
import json
import os
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from usceplan import __version__
from usceplan.whole_files import replace_file

FORMAT = "usceplan.cache/1"
NAME = "catalogue.json"

T = TypeVar("T")


def key_of(files: str) -> str:
    """What a cache must have been made of: this program, and the files that the text names by their content."""
    return sha256(f"{FORMAT} {__version__} {files} {_code()}".encode()).hexdigest()


def _code() -> list[tuple[str, int, int]]:
    """The state of the modules that say what the data is, for those who change them without a new version.

    There are none where the program runs from an archive.
    """
    try:
        with os.scandir(Path(__file__).parent) as found:
            modules = [(entry.name, entry.stat()) for entry in found if entry.name.endswith(".py")]
    except OSError:
        return []
    return sorted((name, state.st_size, state.st_mtime_ns) for name, state in modules)


def read_cache(folder: Path, key: str, make: Callable[[dict[str, Any]], T]) -> T | None:
    """What ``make`` makes of the data in the cache; null where there is none for this key that can be believed."""
    try:
        content = _believed(folder / NAME)
        end = content.index(b"\n")
        payload = memoryview(content)[end + 1 :]
        if json.loads(content[:end]) != _header(key, payload):
            return None
        return _without_collecting(lambda: make(json.loads(str(payload, "ascii"))))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _believed(path: Path) -> bytes:
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        is_own = os.name != "posix" or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)
        if not is_own or not stat.S_ISREG(found.st_mode):
            raise PermissionError(path)
        return file.read()


def _without_collecting(work: Callable[[], T]) -> T:
    """Do what makes many objects that all stay: looking for garbage among them would take a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return work()
    finally:
        if was_on:
            gc.enable()


def write_cache(folder: Path, key: str, data: dict[str, Any]) -> None:
    """Keep the data for the next run; where that is not possible, nothing happens."""
    payload = json.dumps(data, separators=(",", ":"))
    header = json.dumps(_header(key, payload.encode()))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(folder / NAME, f"{header}\n{payload}".encode(), private=True)
    except (OSError, ValueError):
        return


def _header(key: str, payload: bytes | memoryview) -> dict[str, str]:
    return {"schema": FORMAT, "key": key, "sha256": sha256(payload).hexdigest()}
