"""What a failure that nobody foresaw leaves: a file without anything personal, and two lines that say where it is."""

import json
import platform
import sysconfig
import traceback
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from usceplan import __version__
from usceplan.cli.folders import state_folder
from usceplan.process import tell

LIBRARIES = ("typer", "rich", "pydantic", "pyyaml", "numpy", "icalendar", "jinja2")
"""The libraries of pyproject.toml."""
_HEAD = """\
A bug of usceplan. This file holds places in the program and versions. It holds none of your answers, no names of your
files, and not the words of the failure, which might repeat an answer.
"""
_MOST_FAILURES = 5
_MOST_FRAMES = 40
_DIGITS = 10


def tell_of_bug(error: Exception, arguments: Sequence[str], environment: Mapping[str, str], *, as_json: bool) -> None:
    """Write the report and say where it is; where it cannot be written, say that. Raises nothing."""
    kind = type(error).__name__
    message = f"usceplan has a bug and had to stop ({kind}); your input is not at fault"
    if isinstance(error, ImportError):
        message = f"a library that usceplan needs is missing or broken ({kind}); install usceplan again"
    try:
        hint = f"Please send this report, which holds nothing about you: {_written(error, arguments, environment)}"
    except Exception as other:  # a second failure must not hide the first
        reason = (other.strerror or str(other)) if isinstance(other, OSError) else type(other).__name__
        hint = f"A report could not be written to {_shown_folder(environment)}: {reason}. usceplan doctor may help."
    # Without the functions that say what is wrong elsewhere: they need a library, which may be what is missing.
    error_object = json.dumps({"error": {"code": "bug", "message": message, "hint": hint}})
    tell(f"{error_object}\n" if as_json else f"error: {message}\nhint: {hint}\n")


def _shown_folder(environment: Mapping[str, str]) -> str:
    try:
        return str(state_folder(environment))
    except OSError:
        return "the home folder"


def _written(error: Exception, arguments: Sequence[str], environment: Mapping[str, str]) -> Path:
    """The file of the report; the same bug in the same version has the same one."""
    text = report_text(error, arguments)
    file = state_folder(environment) / f"bug-{sha256(text.encode()).hexdigest()[:_DIGITS]}.txt"
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")
    return file


def report_text(error: BaseException, arguments: Sequence[str]) -> str:
    """The report of a failure of this command line."""
    versions = ", ".join(f"{name} {version or 'missing'}" for name, version in library_versions().items())
    lines = [
        f"usceplan: {__version__}",
        f"data: {_digest()}",
        f"command: {command_without_values(arguments)}",
        f"python: {platform.python_version()} ({platform.python_implementation()})",
        f"system: {platform.system()} {platform.machine()}",
        f"libraries: {versions}",
    ]
    return "\n".join([_HEAD, *lines, *_failures(error)]) + "\n"


def _digest() -> str:
    """Which data files the program came with, by the name that ``usceplan doctor`` gives their content."""
    try:
        from usceplan.catalog.folder import data_folder
        from usceplan.catalog.load import digest

        return digest(data_folder())
    except Exception:  # what reads the data may be what is broken
        return "unknown"


def library_versions() -> dict[str, str | None]:
    """The version of each library; None for one that is missing."""
    from importlib.metadata import PackageNotFoundError, version

    found: dict[str, str | None] = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def command_without_values(arguments: Sequence[str]) -> str:
    """The command and the names of its options: ``recommend --visa``.

    No other words are told, as they may be values, or a name that was taken for a command.
    """
    try:
        words, flags = _known_words(arguments)
    except Exception:  # what reads command lines may be what is broken
        return "unknown"
    told = [word.partition("=")[0] for word in arguments if word.startswith("-")]
    return " ".join([*words, *(flag for flag in told if flag in flags)]) or "none"


def _known_words(arguments: Sequence[str]) -> tuple[list[str], set[str]]:
    """The words that name the command, and all options that it has."""
    from typer.core import TyperGroup
    from typer.main import get_command

    from usceplan.cli.app import app

    level: Any = get_command(app)
    words = []
    for word in arguments:
        if not isinstance(level, TyperGroup) or word not in level.commands:
            break
        level = level.commands[word]
        words.append(word)
    named = {name for one in level.params for name in (*one.opts, *one.secondary_opts)}
    return words, named | {"-h", "--help"}


def _failures(error: BaseException) -> Iterator[str]:
    """Each failure with the places that it went through, and then the one behind it."""
    current: BaseException | None = error
    for _ in range(_MOST_FAILURES):
        if current is None:
            return
        yield f"\n{type(current).__module__}.{type(current).__qualname__}"
        for frame in traceback.extract_tb(current.__traceback__)[-_MOST_FRAMES:]:
            yield f"  {short_path(frame.filename)}:{frame.lineno} in {frame.name}"
        current = current.__cause__ or current.__context__


def short_path(name: str) -> str:
    """A file of the program or of a library from where that begins; of any other the last name alone."""
    path = Path(name)
    package = Path(__file__).resolve().parent.parent
    if path.is_relative_to(package):
        return path.relative_to(package.parent).as_posix()
    folders = (Path(sysconfig.get_path(key)) for key in ("purelib", "platlib", "stdlib"))
    found = next((folder for folder in folders if path.is_relative_to(folder)), path.parent)
    return path.relative_to(found).as_posix()
