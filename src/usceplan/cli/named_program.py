"""A program that a variable names, as ``EDITOR`` and ``PAGER`` do, with options of its own or without."""

import shlex
import shutil


def command_of(named: str, *, windows: bool) -> list[str]:
    """The command that starts it; nothing where nothing is named. Raises ``ValueError`` for a quote that does not end.

    Windows itself would not find a ``code.cmd`` or a ``more.com`` by the name without its end, so it is looked for.
    """
    if (whole := shutil.which(named)) is not None:  # its name may hold blanks, as that of C:\Program Files does
        return [whole]
    words = shlex.split(named, posix=not windows)
    if windows:  # where shlex leaves the quotes in the words
        words = [word.strip('"') for word in words]
    return [shutil.which(words[0]) or words[0], *words[1:]] if words and words[0] else []
