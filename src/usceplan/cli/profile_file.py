"""Profile files as they are written: readable, for their owner alone, whole or not at all, the older one kept."""

import re
from collections.abc import Mapping
from itertools import count, groupby
from pathlib import Path

from usceplan.catalog.reading import read_document, validate
from usceplan.cli.answers import PROFILE_SCHEMA, answers_in, profile_model, profile_path
from usceplan.cli.folders import config_folder, named_profiles_folder, usual_profile_path
from usceplan.cli.given_file import PIPE
from usceplan.cli.options import OPTIONS, Option
from usceplan.cli.writing import make_folder, refuse_unwritable, refuse_unwritable_in_own_folder, write_file
from usceplan.problems import DataError, UserError
from usceplan.told import Answer, Answers

HEAD = f"""\
# Your profile for usceplan. Change it by hand, or with: usceplan profile edit
# A line that begins with # says nothing; take the # away to use it. Lists: [one, two].
schema: {PROFILE_SCHEMA}
"""
NOT_KEPT = frozenset({"today"})
"""What holds for one run only."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_OF_WINDOWS = re.compile(r"con|nul|prn|aux|(com|lpt)[0-9]", re.IGNORECASE)
"""Devices of Windows, which cannot be files there: learn.microsoft.com/windows/win32/fileio/naming-a-file."""
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_PLAIN_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9/-]*( [A-Za-z0-9/-]+)*")
_WORDS_OF_YAML = frozenset({"null", "true", "false"})
_PRIVATE = 0o700
_FOLDER_HINT = "Set XDG_CONFIG_HOME to a folder you can write to, or name a file with --profile FILE."


def path_to_keep(given: str | None, environment: Mapping[str, str]) -> Path:
    """Where a profile is kept: a file, a name in the config folder, or the usual one, there or not.

    Raises ``UserError`` for a name that would make no good file name.
    """
    if given is None:
        return usual_profile_path(environment)
    path = profile_path(given, environment)
    assert path is not None
    if path == PIPE:
        raise UserError("--profile: nothing can be kept in the standard input", "Name a profile or a file.", "bad-name")
    if path.parent == named_profiles_folder(environment):
        _refuse_unfit_name(path.stem)
    return path


def _refuse_unfit_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise UserError(f'--profile: "{name}" cannot name a profile', "Use letters, digits, - and _.", "bad-name")
    if _OF_WINDOWS.fullmatch(name):
        hint = f"Take one that works on every system, such as {name}-1."
        raise UserError(f'--profile: "{name}" cannot be the name of a file on Windows', hint, "bad-name")


def is_there(path: Path) -> bool:
    """Whether there is anything at a path; what lies in a folder that may not be looked into is not there."""
    try:
        return path.exists()
    except OSError:
        return False


def named_profiles(environment: Mapping[str, str]) -> list[Path]:
    """The files of the profiles that have names, in the order of these."""
    try:
        return sorted(named_profiles_folder(environment).glob("*.yaml"))
    except OSError:  # a folder that may not be looked into
        return []


def profile_text(answers: Answers) -> str:
    """The text of a profile: every option with what it means, those not told as comments.

    Reading it gives the same answers. Raises ``UserError`` for a text that no file can hold.
    """
    parts = [HEAD]
    kept = [option for option in OPTIONS if option.name not in NOT_KEPT]
    for panel, options in groupby(kept, key=lambda option: option.panel):
        lines = [line for option in options for line in _lines(option, answers.get(option.name))]
        parts.append("\n".join([f"# ---- {panel}", *lines]) + "\n")
    text = "\n".join(parts)
    _refuse_unfaithful(text, answers)
    return text


def _lines(option: Option, answer: Answer | None) -> list[str]:
    about = f"# {option.help}"
    if answer is None:
        return [about, f"# {option.name}:"]
    if option.switch:
        return [about, f"{option.name}: {answer.text}"]
    if option.repeated:
        return [about, f"{option.name}: [{', '.join(map(_scalar, answer.texts))}]"]
    return [about, f"{option.name}: {_scalar(answer.text)}"]


def _scalar(text: str) -> str:
    """A text as YAML, in quotes unless it is certain to be read as it stands."""
    if _WHOLE_NUMBER.fullmatch(text) or (_PLAIN_WORDS.fullmatch(text) and text not in _WORDS_OF_YAML):
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return character if character.isprintable() else f"\\U{ord(character):08X}"


def _refuse_unfaithful(text: str, answers: Answers) -> None:
    try:
        document = read_document(text, "the profile")
        read = {name: one.texts for name, one in answers_in(document, validate(document, profile_model())).items()}
    except DataError as error:
        raise UserError(str(error), "Leave out the characters that cannot be seen.", "bad-profile") from None
    told = {name: answer.texts for name, answer in answers.items() if name not in NOT_KEPT}
    if read != told:
        name = next(name for name in told if read.get(name) != told[name])
        raise UserError(f"{answers[name].origin}: this cannot be kept in a file", "Write it in other words.")


def refuse_unwritable_profile(path: Path, environment: Mapping[str, str]) -> None:
    """Raise ``UserError`` where a profile can't be written: said before anything is asked."""
    if path.is_relative_to(config_folder(environment)):
        refuse_unwritable_in_own_folder(path, _FOLDER_HINT)
    else:
        refuse_unwritable([path])


def write_profile(path: Path, text: str, environment: Mapping[str, str]) -> Path | None:
    """Write a profile that only its owner may read, and keep the one that was there, whose new place comes back.

    The config folder is made where it is not there. Raises ``UserError`` where the file can't be written, and then
    the older one is as it was.
    """
    if path.is_relative_to(config_folder(environment)):
        make_folder(path.parent, _FOLDER_HINT, mode=_PRIVATE)
    backup = _keep_older(path)
    write_file(path, text, private=True)
    return backup


def _keep_older(path: Path) -> Path | None:
    """A copy of the file beside it, under the first number that is free; None where there is no file."""
    if not path.is_file():
        return None
    backup = next(one for number in count(1) if not (one := path.with_name(f"{path.name}.{number}.bak")).exists())
    try:
        backup.touch(mode=0o600, exist_ok=False)
        backup.write_bytes(path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "Nothing was changed. Make room, or give yourself the permission to write there."
        raise UserError(f"cannot keep a copy at {backup}: {reason}", hint, "cannot-write") from None
    return backup
