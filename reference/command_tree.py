"""The commands of the program as its command line declares them, in the order of ``--help``.

They are read through Click's interface (``list_commands``, ``get_command``, ``get_help_record``), so that it makes no
difference when and how the command line makes them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import typer
from typer.main import get_command

from usceplan.cli.app import app
from usceplan.cli.options import OPTIONS

PROGRAM = "usceplan"
USUAL_PANEL = "Options"
ARGUMENTS = "Arguments"
COMMON_TO = 5
"""An option that so many commands have, with the same words and the same default, is described once for all."""

VARIABLES = {(option.name, option.help): option.variable for option in OPTIONS}
"""The environment variable that tells the same as an option, which its name and its help tell apart from others."""

_EXTRA = re.compile(r"\s*\[((?:default|required|\d|x[<>]).*)\]$")
_RANGE = re.compile(r"(-?[\d.]+)<=x<=(-?[\d.]+)")
_LEAST = re.compile(r"x>=(-?[\d.]+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument or an option of a command.

    ``spelled`` is how it is written, with what it takes (``--budget USD``). ``default`` is null where there is none, or
    where the command finds it out, ``variable`` where no environment variable tells the same. ``panel`` is the heading
    of ``--help`` under which it stands.
    """

    spelled: str
    text: str
    default: str | None
    variable: str | None
    panel: str

    @property
    def names(self) -> tuple[str, ...]:
        """Its names alone: ``--hands-on-only`` and ``--no-hands-on-only``, or that of an argument."""
        return tuple(re.findall(r"(?<![\w-])--?[a-z][a-z0-9-]*", self.spelled)) or (self.spelled,)

    @property
    def name(self) -> str:
        """The name by which it is known: of ``-h`` and ``--help`` the longer one."""
        return next((name for name in self.names if name.startswith("--")), self.names[0])


@dataclass(frozen=True, slots=True)
class Command:
    """A command or a group of commands. ``paragraphs`` say what it does, ``examples`` are command lines."""

    path: str
    panel: str
    summary: str
    usage: str
    paragraphs: tuple[str, ...]
    examples: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    commands: tuple["Command", ...]

    def walk(self) -> Iterator["Command"]:
        """This command, then all below it, in the order of the help."""
        yield self
        for command in self.commands:
            yield from command.walk()


def program() -> Command:
    """The program itself, with all its commands."""
    command = get_command(app)
    return _read(command, _context(command, PROGRAM, None))


def common_parameters(root: Command) -> dict[str, tuple[Parameter, ...]]:
    """The options that many commands have in common, by panel, in the order of the command with the most options."""
    commands = sorted(root.walk(), key=lambda command: -len(command.parameters))
    times = Counter(parameter for command in commands for parameter in command.parameters)
    return _by_panel(one for one, number in times.items() if number >= COMMON_TO and one.panel != ARGUMENTS)


def titled(common: dict[str, tuple[Parameter, ...]]) -> Iterator[tuple[str, tuple[Parameter, ...]]]:
    """The options in common under headings that say something outside a command."""
    for panel, parameters in common.items():
        yield ("Other options" if panel == USUAL_PANEL else panel), parameters


def common_of(command: Command, common: dict[str, tuple[Parameter, ...]]) -> Iterator[tuple[str, list[str]]]:
    """The names of those options in common that a command has, under their headings."""
    for title, parameters in titled(common):
        names = [one.name for one in parameters if one in command.parameters]
        if names:
            yield title, names


def own_parameters(command: Command, common: Iterable[Parameter]) -> dict[str, tuple[Parameter, ...]]:
    """The parameters that are not among those in common, by panel."""
    known = set(common)
    return _by_panel(one for one in command.parameters if one not in known)


def _by_panel(parameters: Iterable[Parameter]) -> dict[str, tuple[Parameter, ...]]:
    panels: dict[str, tuple[Parameter, ...]] = {}
    for one in parameters:
        panels[one.panel] = (*panels.get(one.panel, ()), one)
    return panels


def _read(command: Any, context: Any) -> Command:
    names = command.list_commands(context) if hasattr(command, "list_commands") else []
    below = [(name, command.get_command(context, name)) for name in names]
    epilog = _paragraphs(command.epilog)
    paragraphs = _paragraphs(command.help)
    return Command(
        path=context.command_path,
        panel=_panel_of(command, USUAL_PANEL),
        summary=command.short_help or paragraphs[0],
        usage=" ".join([context.command_path, *command.collect_usage_pieces(context)]),
        paragraphs=(*paragraphs, *(text for text in epilog if not _is_example(text))),
        examples=tuple(line for text in epilog if _is_example(text) for line in _lines(text)),
        parameters=tuple(_parameters(command, context)),
        commands=tuple(_read(one, _context(one, name, context)) for name, one in below if not one.hidden),
    )


def _context(command: Any, name: str, parent: Any) -> Any:
    return typer.Context(command, info_name=name, parent=parent, **command.context_settings)


def _parameters(command: Any, context: Any) -> Iterator[Parameter]:
    for one in command.get_params(context):
        record = one.get_help_record(context)
        if record is not None:
            yield _parameter(one, *record)


def _parameter(declared: Any, spelled: str, help_text: str) -> Parameter:
    """What Click says of a parameter, taken apart: ``How long.  [default: 5.0; 0<=x<=60]``."""
    found = _EXTRA.search(help_text)
    extras = found.group(1).split("; ") if found else []
    text = help_text[: found.start()] if found else help_text
    limits = [_in_words(one) for one in extras if not one.startswith("default: ")]
    return Parameter(
        spelled=spelled,
        text=" ".join([text, *limits]),
        default=next((one.removeprefix("default: ") for one in extras if one.startswith("default: ")), None),
        variable=_variable(declared, text),
        panel=ARGUMENTS if declared.param_type_name == "argument" else _panel_of(declared, USUAL_PANEL),
    )


def _variable(declared: Any, text: str) -> str | None:
    """An option that sets a variable for the rest of the program is named after it."""
    return declared.name if declared.name.isupper() else VARIABLES.get((declared.name, text))


def _in_words(limit: str) -> str:
    within, least = _RANGE.fullmatch(limit), _LEAST.fullmatch(limit)
    if within:
        return f"From {within[1]} to {within[2]}."
    return f"{least[1]} or more." if least else f"{limit.capitalize()}."


def _panel_of(declared: Any, otherwise: str) -> str:
    panel = getattr(declared, "rich_help_panel", None)
    return panel if isinstance(panel, str) else otherwise


def _paragraphs(text: str | None) -> tuple[str, ...]:
    """The paragraphs of a help text; what Click is told not to fill keeps its line breaks."""
    found = re.split(r"\n\s*\n", (text or "").strip())
    return tuple(one.lstrip("\b\n") if one.startswith("\b") else " ".join(one.split()) for one in found if one)


def _is_example(text: str) -> bool:
    return text.startswith(("Example:", "Examples:"))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()[1:]]
