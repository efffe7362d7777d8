"""What is wrong with the form of a command line, in the words of all other messages instead of Typer's."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from typer.exceptions import TyperException

from usceplan.cli.commands import COMMANDS, Entry

_WORDS = {
    r"(['\"])(?P<value>.*)\1 is not a valid int(?: range)?\.": 'expected a whole number, got "{value}"',
    r"(['\"])(?P<value>.*)\1 is not a valid float(?: range)?\.": 'expected a number, got "{value}"',
    r"(?P<value>\S+) is not in the range (?P<least>\S+)<=x<=(?P<most>\S+)\.": (
        "expected a number from {least} to {most}, got {value}"
    ),
    r"(?P<value>\S+) is not in the range x>=(?P<least>\S+)\.": "expected a number, {least} or more, got {value}",
    r"Option '(?P<name>\S+)' requires an argument\.": "{name}: expected a value, got nothing",
    r"Option '(?P<name>\S+)' does not take a value\.": "{name} does not take a value",
    r"Got unexpected extra argument(?:s|\(s\))? \((?P<value>.*)\)": 'the command takes no more words, got "{value}"',
    r"No such command (?P<rest>.*[^.])\.?": "No such command {rest}",
}
OTHER_NAMES = {
    "calendar": "timeline",
    "config": "profile",
    "cost": "budget",
    "costs": "budget",
    "dates": "match",
    "deadline": "next",
    "deadlines": "next",
    "money": "budget",
    "pdf": "report",
    "plan": "recommend",
    "plans": "recommend",
    "price": "budget",
    "prices": "budget",
    "print": "report",
    "program": "programs",
    "settings": "profile",
    "specialties": "outlook",
    "specialty": "outlook",
    "task": "next",
    "tasks": "next",
    "todo": "next",
    "version": "--version",
}
"""What else people may call a command, where the letters alone would lead to another one or to none."""
_NO_COMMAND = re.compile(r"No such command '(.+?)'\.?")


def in_words(error: TyperException) -> str:
    """The message of a mistake: where, what was expected, what was given."""
    parameter = getattr(error, "param", None)
    where = "" if parameter is None else f"{_name(parameter)}: "
    if type(error).__name__ == "MissingParameter":
        return f"{where}expected a value, got nothing"
    if (word := _NO_COMMAND.match(error.message)) is not None and word[1] in OTHER_NAMES:
        return f"No such command '{word[1]}'"
    for pattern, words in _WORDS.items():
        found = re.fullmatch(pattern, error.message, re.DOTALL)
        if found is not None:
            return f"{where}{words.format(**found.groupdict())}"
    return f"{where}{error.message}"


def _name(parameter: Any) -> str:  # noqa: ANN401 (what Typer makes of options and arguments)
    """``--weeks``, ``YEAR``."""
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name).strip("[].")
    return str(max(parameter.opts, key=len))


def commands_elsewhere(error: TyperException) -> str:
    """What was meant by another name of a command, or by one of a group: ``search`` is ``usceplan programs search``."""
    word = _NO_COMMAND.match(error.message)
    if word is None:
        return ""
    if word[1] in OTHER_NAMES:
        return f"Did you mean usceplan {OTHER_NAMES[word[1]]}? "
    found = [f"usceplan {path}" for path in _paths(COMMANDS) if path.split()[-1] == word[1]]
    return f"Did you mean {' or '.join(found)}? " if found else ""


def _paths(entries: Mapping[str, Entry], before: str = "") -> Iterator[str]:
    for name, entry in entries.items():
        yield before + name
        yield from _paths(entry.commands or {}, f"{before}{name} ")
