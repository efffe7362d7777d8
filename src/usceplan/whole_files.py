"""Files that are written whole or not at all: by way of a temporary file beside the one wanted."""

import os
from pathlib import Path


def replace_file(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file, new or in the place of an older one, which stays as it was where that fails.

    A ``private`` file is for its owner alone; any other follows the person's own habit. Raises ``OSError``.
    """
    handle, temporary = _temporary(path)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if not private:  # as a temporary file is
            umask = os.umask(0)
            os.umask(umask)
            temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def try_to_replace(path: Path) -> None:
    """Do of ``replace_file`` what can be done before there is anything to write, and leave nothing behind.

    Raises ``OSError`` where the folder takes no file of that name. The disk may still be full later.
    """
    handle, temporary = _temporary(path)
    os.close(handle)
    temporary.unlink()


def _temporary(path: Path) -> tuple[int, Path]:
    """A new file beside the one wanted, open and for its owner alone."""
    import tempfile  # noqa: PLC0415 (takes time, and the cache is mostly only read)

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    return handle, Path(name)
