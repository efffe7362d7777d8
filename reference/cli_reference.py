"""docs/reference/cli.md: every command with its options, defaults, examples and exit codes, in Markdown."""

from collections.abc import Iterable, Iterator

from command_tree import (
    ARGUMENTS,
    USUAL_PANEL,
    Command,
    Parameter,
    common_of,
    common_parameters,
    own_parameters,
    titled,
)
from markdown_text import code, link, plain, table
from usceplan.process import EXIT_CODES

MADE = "<!-- Made from the commands by `make docs`. Change the commands, not this file. -->"


def cli_reference(root: Command) -> str:
    """The page."""
    common = common_parameters(root)
    return "\n\n".join([*_head(root), *_commands(root, common), *_common(common), *_exit_codes()]) + "\n"


def _head(root: Command) -> Iterator[str]:
    yield MADE
    yield "# Command line reference"
    yield root.paragraphs[0]
    yield "Options that several commands share are described once, under [Options in common](#options-in-common)."
    panels: dict[str, list[Command]] = {}
    for command in root.commands:
        panels.setdefault(command.panel, []).extend(command.walk())
    for panel, commands in panels.items():
        yield _commands_table(panel, commands)


def _commands(root: Command, common: dict[str, tuple[Parameter, ...]]) -> Iterator[str]:
    yield "## Commands"
    for command in root.walk():
        yield f"### {command.path}"
        yield f"```text\n{command.usage}\n```"
        yield from map(plain, command.paragraphs)
        if command.commands and command is not root:
            yield _commands_table("Command", command.commands)
        shared = {one for several in common.values() for one in several}
        for panel, parameters in own_parameters(command, shared).items():
            yield _parameters(panel, parameters)
        yield from _shared(command, common)
        if command.examples:
            yield "```sh\n" + "\n".join(command.examples) + "\n```"


def _shared(command: Command, common: dict[str, tuple[Parameter, ...]]) -> Iterator[str]:
    """The names of the options in common, each panel with a link to where they are described."""
    rows = [f"- {link(title, title)}: {', '.join(map(code, names))}" for title, names in common_of(command, common)]
    yield "Options in common:\n\n" + "\n".join(rows)


def _common(common: dict[str, tuple[Parameter, ...]]) -> Iterator[str]:
    yield "## Options in common"
    yield (
        "An option beats its environment variable, which beats the line of a profile. Where a variable takes several "
        "values, they stand with commas between them."
    )
    for title, parameters in titled(common):
        yield f"### {title}"
        rows = [(_spelled(one), plain(one.text), code(one.default), code(one.variable)) for one in parameters]
        yield table(("Option", "What it does", "Default", "Variable"), rows)


def _exit_codes() -> Iterator[str]:
    yield "## Exit codes"
    yield table(("Code", "Meaning"), [(str(number), plain(meaning)) for number, meaning in EXIT_CODES.items()])


def _parameters(panel: str, parameters: Iterable[Parameter]) -> str:
    first = "Argument" if panel == ARGUMENTS else "Option" if panel == USUAL_PANEL else panel
    rows = [(_spelled(one), plain(one.text), code(one.default)) for one in parameters]
    return table((first, "What it does", "Default"), rows)


def _commands_table(head: str, commands: Iterable[Command]) -> str:
    rows = [(link(code(one.path), one.path), plain(one.summary)) for one in commands]
    return table((head, "What it does"), rows)


def _spelled(parameter: Parameter) -> str:
    return "<br>".join(code(one) for one in parameter.spelled.split(" / "))
