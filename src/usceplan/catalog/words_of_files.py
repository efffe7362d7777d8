"""The ids in the data files, read off their lines: for a shell's completion, which must come at once.

Nothing is parsed or checked. A file that cannot be read has no ids, and says nothing.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

# It begins with plain letters, which are looked for much faster than the beginning of a line.
_ID = re.compile(r"""id: *["']?([a-z0-9]+(?:-[a-z0-9]+)*)["']?(?=[\s,}]|$)""")
_BEFORE = re.compile(r"( *)(?:- +)?\{?")
_KEY = re.compile(r"^  (\w+):", re.MULTILINE)
_COUNTRY = re.compile(r"\bname: ([A-Za-z]+(?:[ -][A-Za-z]+)*)(?=[,}\n])")


def program_ids(folder: Path, own_files: Iterable[Path] = ()) -> list[str]:
    """The ids of the catalogue and of a person's own program files, in order."""
    found = {word for path in (folder / "programs.yaml", *own_files) for _, word in _ids(path)}
    return sorted(found)


def specialty_ids(folder: Path) -> list[str]:
    """The ids of the specialties: those at the least indent, as surveys and the like below them have ids too."""
    found = list(_ids(folder / "specialties.yaml"))
    least = min((indent for indent, _ in found), default=0)
    return sorted({word for indent, word in found if indent == least})


def entry_ids(path: Path) -> list[str]:
    """The ids of a file, in its order."""
    return [word for _, word in _ids(path)]


def metro_names(folder: Path) -> list[str]:
    """The metros as one writes them on a command line, without blanks: ``new-york``."""
    return sorted(word.replace("_", "-") for word in _found(_KEY, _section(folder, "metros")))


def states(folder: Path) -> list[str]:
    """The postal codes of the states."""
    return sorted(_found(_KEY, _section(folder, "states")))


def country_names(folder: Path) -> list[str]:
    """The countries as one writes them on a command line, without blanks: ``sri-lanka``."""
    return sorted(name.lower().replace(" ", "-") for name in _found(_COUNTRY, _section(folder, "countries")))


def _section(folder: Path, name: str) -> str:
    """The lines of ``places.yaml`` below a name that stands at the margin, up to the next."""
    return "".join(_found(re.compile(rf"^{name}:\n((?:(?:[ #].*)?\n)*)", re.MULTILINE), _text(folder / "places.yaml")))


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return pattern.findall(text)


def _ids(path: Path) -> Iterator[tuple[int, str]]:
    text = _text(path)
    for match in _ID.finditer(text):
        before = _BEFORE.fullmatch(text, text.rfind("\n", 0, match.start()) + 1, match.start())
        if before:
            yield len(before[1]), match[1]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
