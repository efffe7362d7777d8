"""What can be wrong with the data files or with what a person asked for, said so that it can be mended."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

PathParts = tuple[str | int, ...]
"""The keys and indexes that lead to a value in a document."""

Found = tuple[PathParts, str]
"""A mistake in a document: where the value at fault is, and what is expected there."""


class Problem(NamedTuple):
    """A mistake in a data file.

    ``line`` and ``column`` begin at 1 and are null where the whole file is at fault.
    ``path`` says where in the document (``programs[nyu-elective].fees[0].usd``) and is empty for the document itself.
    """

    file: str
    line: int | None
    column: int | None
    path: str
    message: str

    def __str__(self) -> str:
        """One line in the form of compilers, which editors know how to jump to."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return ": ".join(part for part in (place, self.path, self.message) if part)


def _in_file_order(problem: Problem) -> tuple[str, int, int]:
    return problem.file, problem.line or 0, problem.column or 0


class DataError(Exception):
    """Data files that cannot be used. ``problems`` holds all their mistakes, sorted by file, line and column."""

    code = "bad-data"
    hint = "Mend the file named, or install usceplan again."

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=_in_file_order))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class OwnFilesError(DataError):
    """Data files of the person's own that cannot be used."""

    code = "bad-own-file"
    hint = (
        "Mend the file, or move it out of its folder; usceplan catalog check shows what is wrong with it. To go on "
        "with the shipped catalogue alone, set USCEPLAN_SHIPPED_ONLY=true."
    )


_SEVERAL = "several-mistakes"


class UserError(Exception):
    """A mistake of the person at the command line (exit code 2).

    ``hint`` says what to do and may be empty; ``code`` is a short slug that scripts can rely on, such as
    ``unknown-specialty``.
    """

    def __init__(self, message: str, hint: str = "", code: str = "bad-input") -> None:
        self.message = message
        self.hint = hint
        self.code = code
        super().__init__(message)


def all_at_once(mistakes: Sequence[UserError]) -> UserError:
    """One error that says all of these, of which there is at least one."""
    if len(mistakes) == 1:
        return mistakes[0]
    lines = [one.message if one.code == _SEVERAL else f"{one.message}. {one.hint}".strip() for one in mistakes]
    return UserError("\n".join(lines), "Mend all of these.", _SEVERAL)


class NothingFoundError(UserError):
    """Nothing is wrong with what was asked, but there is nothing to show for it (exit code 1)."""


_LEAST_BEGINNING = 2


def _plainly(word: str) -> str:
    return word.strip().casefold().replace("_", "-").replace(" ", "-")


def nearest_few(word: str, choices: Iterable[str], at_most: int) -> tuple[str, ...]:
    """Those of the choices that somebody who wrote ``word`` may have meant, the likeliest first.

    Capitals, and hyphens written as spaces or underscores, make no difference. A beginning means what it is the
    beginning of, unless too many choices have it.
    """
    # Wanted only after a mistake, so no start pays for it.
    from difflib import get_close_matches  # noqa: PLC0415

    spelled: dict[str, str] = {}
    for choice in choices:
        spelled.setdefault(_plainly(choice), choice)
    plain = _plainly(word)
    close = get_close_matches(plain, spelled, n=at_most)
    begun = [name for name in spelled if len(plain) >= _LEAST_BEGINNING and name.startswith(plain)]
    return tuple(spelled[match] for match in close or (begun if len(begun) <= at_most else []))


def expected_of(what: str, word: str, words: Iterable[str]) -> str:
    """The message for a word that is none of the known ones, with the one that was most likely meant."""
    close = nearest(word, words)
    hint = f'; did you mean "{close}"?' if close else ""
    return f'expected {what}, got "{word}"{hint}'


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that somebody who wrote ``word`` most likely meant; null where none comes near."""
    found = nearest_few(word, choices, 1)
    return found[0] if found else None
