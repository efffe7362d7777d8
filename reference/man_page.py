"""The man page usceplan(1), in the language of roff, which both groff and mandoc read."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from command_tree import Command, Parameter, common_of, common_parameters, own_parameters, titled
from usceplan.process import EXIT_CODES

WIDTH = 76
MADE = '.\\" Made from the commands by `make docs`. Change the commands, not this file.'


def man_page(root: Command, version: str, released: date) -> str:
    """The page; ``released`` is the day of the latest release, which readers of man pages see at the bottom."""
    common = common_parameters(root)
    lines = [
        MADE,
        f'.TH {root.path.upper()} 1 {released} "{root.path} {version}" "User Commands"',
        ".ad l",
        ".SH NAME",
        *_text(_as_phrase(root.paragraphs[0]), before=f"{root.path} \\- "),
        ".SH SYNOPSIS",
        *_usage(root),
        ".SH DESCRIPTION",
        *_paragraphs(root.paragraphs),
        *_examples(root),
        ".SH COMMANDS",
        *(line for command in root.walk() if command is not root for line in _command(command, common)),
        ".SH OPTIONS",
        *(line for part in own_parameters(root, _flat(common)).values() for line in _options(part)),
        *_common(common),
        ".SH ENVIRONMENT",
        "An option beats its variable, which beats the line of a profile.",
        *(line for one in _flat(common) if one.variable for line in _entry(one.variable, one.text)),
        ".SH EXIT STATUS",
        *(line for code, meaning in EXIT_CODES.items() for line in _entry(str(code), meaning)),
    ]
    return "\n".join(lines) + "\n"


def _command(command: Command, common: dict[str, tuple[Parameter, ...]]) -> Iterator[str]:
    yield f".SS {_code(command.path)}"
    yield from _usage(command)
    yield ".PP"
    yield from _paragraphs(command.paragraphs)
    for parameters in own_parameters(command, _flat(common)).values():
        yield from _options(parameters)
    yield ".PP"
    yield "Options in common:"
    for title, names in common_of(command, common):
        yield ".br"
        yield from _text(f"{title}: {', '.join(names)}")
    yield from _examples(command)


def _common(common: dict[str, tuple[Parameter, ...]]) -> Iterator[str]:
    for title, parameters in titled(common):
        yield f".SS {_escaped(title)}"
        yield from _options(parameters)


def _options(parameters: Iterable[Parameter]) -> Iterator[str]:
    for one in parameters:
        default = f" The default is {one.default}." if one.default else ""
        yield from _entry(one.spelled, one.text + default)


def _entry(name: str, text: str) -> list[str]:
    return [".TP", f"\\fB{_code(name)}\\fR", *_text(text)]


def _usage(command: Command) -> list[str]:
    rest = command.usage.removeprefix(command.path)
    return [f"\\fB{_code(command.path)}\\fR{_code(rest)}"]


def _paragraphs(paragraphs: Iterable[str]) -> list[str]:
    return [line for text in paragraphs for line in (".PP", *_text(text))][1:]


def _examples(command: Command) -> list[str]:
    return [".PP", ".nf", ".RS 4", *map(_code, command.examples), ".RE", ".fi"] if command.examples else []


def _flat(common: dict[str, tuple[Parameter, ...]]) -> list[Parameter]:
    return [one for parameters in common.values() for one in parameters]


def _as_phrase(sentence: str) -> str:
    """``Plan rotations.`` as the line of a NAME section has it: ``plan rotations``."""
    return sentence[0].lower() + sentence[1:].rstrip(".")


def _text(text: str, before: str = "") -> list[str]:
    """Prose, in lines that fit an editor; hyphens stay hyphens, but for those of options, which are to be copied."""
    words = re.split(r"((?<!\S)--?[\w-]+)", text.replace("\\", "\\e"))
    plain = before + "".join(word.replace("-", "\\-") if word.startswith("-") else word for word in words)
    lines = textwrap.wrap(plain, WIDTH, break_long_words=False, break_on_hyphens=False)
    return [_guarded(line) for line in lines]


def _code(text: str) -> str:
    """What is typed: every hyphen is a minus."""
    return _escaped(text).replace("-", "\\-")


def _escaped(text: str) -> str:
    return _guarded(text.replace("\\", "\\e"))


def _guarded(line: str) -> str:
    """No dot or quote at the start of a line, and nothing outside ASCII, means something else to roff."""
    plain = "".join(one if one.isascii() else f"\\[u{ord(one):04X}]" for one in line)
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
