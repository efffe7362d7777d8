"""Writing files whole or not at all."""

import os
import tempfile
from pathlib import Path

from usceplan.problems import UserError


def write_file(path: Path, text: str) -> None:
    """Write a text file by way of a temporary one beside it. Raises ``UserError`` where that can't be done."""
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(text)
        # A temporary file is for its owner alone; the finished one follows the person's own habit.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise UserError(
            f"cannot write {path}: {reason}", "Name a file in a folder you can write to.", "cannot-write"
        ) from None
