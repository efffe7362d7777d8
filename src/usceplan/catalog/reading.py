"""Data files read so that every mistake is found, placed at its line and column, and said in plain words.

Plain values follow the core of YAML 1.2 and its JSON spirit: only ``true`` and ``false`` are booleans, only ``null``,
``~`` and nothing at all are null, and a number is what JSON calls a number. All else is text: ``no``, dates, ``012``,
``12:30``, ``1_000``. What lets a file say something else than it seems to say is refused: keys given twice, anchors,
merge keys, tags of other programs, characters that cannot be seen, items of a list that YAML takes for a text's next
line.
"""

import ast
import codecs
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, TypeAlias, TypeVar, cast, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from usceplan.catalog.annotations import forms_of, is_model, keys_of
from usceplan.problems import DataError, PathParts, Problem, nearest_few

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | float | bool | None"
M = TypeVar("M", bound=BaseModel)

# libyaml reads several times faster than PyYAML's own loader, and a Python may be built without it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DEEPEST = 50
_LONGEST_NUMBER = 300  # no float has more digits before its point, and Python refuses to read endless ones
_LONGEST_QUOTE = 60
_MOST_WORDS = 12


# What the messages show


def _quoted(text: str) -> str:
    """The text as JSON would write it, cut short, with what cannot be seen written as an escape."""
    whole = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
    written = json.dumps(whole, ensure_ascii=False)
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in written)


def _shown(value: Data) -> str:
    """What was found, as it follows "got"."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if value is None:
        return "nothing"
    written = json.dumps(value)
    return written if len(written) <= _LONGEST_QUOTE else written[: _LONGEST_QUOTE - 1] + "…"


def _one_of(words: Sequence[str]) -> str:
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _step(value: Data, part: str | int) -> tuple[Data] | None:
    """What the part leads to, boxed, since it may be null; null where it leads nowhere."""
    if isinstance(value, dict) and isinstance(part, str) and part in value:
        return (value[part],)
    if isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
        return (value[part],)
    return None


def _reached(data: Data, path: PathParts) -> list[Data]:
    """The values along the path, as far as it leads."""
    values: list[Data] = []
    for part in path:
        found = _step(values[-1] if values else data, part)
        if found is None:
            break
        values.append(found[0])
    return values


def _spell(path: PathParts, reached: Sequence[Data]) -> str:
    """The path as messages show it: an item of a list goes by its ``id``, where it has a plain one."""
    spelled = ""
    for place, part in enumerate(path):
        if isinstance(part, int):
            item = reached[place] if place < len(reached) else None
            name = item.get("id") if isinstance(item, dict) else None
            is_plain = isinstance(name, str) and re.fullmatch(r"[\w.-]{1,80}", name)
            spelled += f"[{name if is_plain else part}]"
        elif re.fullmatch(r"[\w-]{1,80}", part):
            spelled += f".{part}" if spelled else part
        else:
            spelled += f"[{_quoted(part)}]"
    return spelled


# Where things stand in a file


def _line_and_column(text: str, index: int) -> tuple[int, int]:
    breaks = list(re.finditer(r"\r\n?|\n", text[:index]))
    return len(breaks) + 1, index - (breaks[-1].end() if breaks else 0) + 1


def _position(mark: Any) -> tuple[int, int]:
    """Line and column, from 1. PyYAML's types allow a mark to be absent, but what was parsed always has one."""
    return mark.line + 1, mark.column + 1


def _child(node: yaml.Node, part: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The nodes of the key and the value that the part names; for an item of a list both are the item."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
        return node.value[part], node.value[part]
    return None


class Document:
    """What a data file holds.

    ``data`` is made of dict, list, str, int, float, bool and None only; ``shown_as`` is the file's name in messages.
    """

    def __init__(self, data: Data, shown_as: str, text: str) -> None:
        self.data = data
        self.shown_as = shown_as
        self._text = text

    @cached_property
    def _root(self) -> yaml.Node:
        # The file is read again with its positions only when something is wrong with it.
        return cast(yaml.Node, yaml.compose(self._text, Loader=_LOADER))

    def holding(self, data: Data) -> "Document":
        """A document of the same text that holds other data: what the text means together with what it rests on."""
        return Document(data, self.shown_as, self._text)

    def problem(self, path: PathParts, message: str, *, at_key: bool = False) -> Problem:
        """A problem with the value that the path of keys and list indexes leads to.

        Where the path leads nowhere, the place is that of the nearest value around it. With ``at_key`` the last key
        itself is at fault: its place is given, and the path is that of the mapping, since the message names the key.
        """
        line, column = self._place(path, at_key=at_key)
        shown = path[:-1] if at_key else path
        return Problem(self.shown_as, line, column, _spell(shown, _reached(self.data, shown)), message)

    def is_written(self, path: PathParts) -> bool:
        """Whether the text itself holds what the path leads to, as data that it rests on may hold more."""
        node = self._root
        for part in path:
            found = _child(node, part)
            if found is None:
                return False
            node = found[1]
        return True

    def _place(self, path: PathParts, *, at_key: bool) -> tuple[int, int]:
        node, mark = self._root, self._root.start_mark
        for place, part in enumerate(path, start=1):
            found = _child(node, part)
            if found is None:
                break
            key, node = found
            # An empty value stands nowhere: its key is what one sees.
            is_empty = isinstance(node, yaml.ScalarNode) and node.start_mark.index == node.end_mark.index
            mark = key.start_mark if is_empty or (at_key and place == len(path)) else node.start_mark
        return _position(mark)


# From text to plain data

_PLAIN_WORDS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")

_CORE = "tag:yaml.org,2002:"
_CORE_SCALARS: Mapping[str, tuple[type, ...]] = {
    "null": (type(None),),
    "bool": (bool,),
    "int": (int,),
    "float": (int, float),
}


def _plain_value(text: str) -> str | int | float | bool | None:
    """What an unquoted scalar means."""
    if text in _PLAIN_WORDS:
        return _PLAIN_WORDS[text]
    if text[0] not in "-0123456789" or len(text) > _LONGEST_NUMBER:
        return text
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text


@dataclass(frozen=True, slots=True)
class _Found:
    """A mistake found while the file was read, before there was a document to place it in."""

    line: int
    column: int
    path: str
    message: str


class _Builder:
    """Makes plain data of a text by the parser's events and keeps every mistake it meets in ``mistakes``.

    ``containers`` are the mappings and lists that are open, ``path`` the keys and indexes between them.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
        self.mistakes: list[_Found] = []
        self.containers: list[Data] = []
        self.path: list[str | int] = []

    def document(self) -> Data:
        """The only document of the stream; a stream without one, or with a second, is a mistake."""
        stream = next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self._mistake(stream, "the file is empty; it holds nothing but spaces, blank lines or comments")
            return None
        data = self._value(next(self.events))
        next(self.events)
        after = next(self.events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._mistake(after, 'a second document begins here; a data file holds one, so remove the "---" or "..."')
        return data

    def _mistake(self, event: yaml.Event, message: str) -> None:
        path = _spell(tuple(self.path), self.containers[1:])
        self.mistakes.append(_Found(*_position(event.start_mark), path, message))

    def _value(self, event: yaml.Event) -> Data:
        if isinstance(event, yaml.AliasEvent):
            self._mistake(event, f'the alias "*{event.anchor}" is not allowed; write the value out')
            return None
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            self._mistake(event, f'the anchor "&{event.anchor}" is not allowed; write the value out where it is needed')
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        self._refuse_tag(event, "map" if isinstance(event, yaml.MappingStartEvent) else "seq")
        if len(self.containers) >= _DEEPEST:
            self.path.clear()  # fifty steps would hide the message
            self._mistake(event, f"nested too deep; {_DEEPEST} lists and mappings in one another are the most")
            raise _TooDeepError
        return self._mapping() if isinstance(event, yaml.MappingStartEvent) else self._list()

    def _list(self) -> list[Data]:
        items: list[Data] = []
        self.containers.append(items)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            self.path.append(len(items))
            items.append(self._value(event))
            self.path.pop()
        self.containers.pop()
        return items

    def _mapping(self) -> dict[str, Data]:
        entries: dict[str, Data] = {}
        lines: dict[str, int] = {}
        self.containers.append(entries)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event)
            self.path.append("?" if key is None else key)
            value = self._value(next(self.events))
            self.path.pop()
            if key in lines:
                self._mistake(event, f"duplicate key {_quoted(key)}; it already stands on line {lines[key]}")
            elif key is not None:
                entries[key] = value
                lines[key] = _position(event.start_mark)[0]
        self.containers.pop()
        return entries

    def _key(self, event: yaml.Event) -> str | None:
        """The key, or null where what stands in its place cannot be one."""
        known = len(self.mistakes)
        key = self._value(event)
        is_plain = isinstance(event, yaml.ScalarEvent) and not event.style
        if key == "<<" and is_plain:
            self._mistake(event, 'the merge key "<<" is not allowed; write the keys out')
        elif not isinstance(key, str) and len(self.mistakes) == known:
            advice = "" if key is None or isinstance(key, list | dict) else "; put it in quotes"
            self._mistake(event, f"expected a key that is text, got {_shown(key)}{advice}")
        return key if isinstance(key, str) and len(self.mistakes) == known else None

    def _scalar(self, event: yaml.ScalarEvent) -> str | int | float | bool | None:
        text: str = event.value
        if event.style == '"' and re.search(r"[\ud800-\udfff]", text):
            self._mistake(event, "an escape in the quotation names half a character; write the character itself")
        if not event.style and " - " in text and re.search(r"[\r\n][ \t]*- ", self._written(event)):
            self._mistake(event, 'a line that begins with "-" runs on from this text; mend the indent, or use quotes')
        if event.tag is None:
            return text if event.style else _plain_value(text)
        kind = event.tag.removeprefix(_CORE)
        if kind not in _CORE_SCALARS:
            self._refuse_tag(event, "str")
            return text
        value = _plain_value(text)
        if type(value) not in _CORE_SCALARS[kind]:
            self._mistake(event, f'the tag "!!{kind}" does not fit {_quoted(text)}')
        return float(value) if kind == "float" and isinstance(value, int) else value

    def _written(self, event: yaml.Event) -> str:
        start: Any = event.start_mark
        end: Any = event.end_mark
        return self.text[start.index : end.index]

    def _refuse_tag(self, event: yaml.Event, allowed: str) -> None:
        tag: str | None = getattr(event, "tag", None)
        if tag is not None and tag != _CORE + allowed:
            written = "!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag
            self._mistake(event, f"the tag {_quoted(written)} is not allowed here; remove it")


class _TooDeepError(Exception):
    """The file is nested too deep to go on reading it."""


_FORBIDDEN = re.compile(r"[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML forbids, and what it takes for a line break or a mark of encoding where editors show nothing."""


# What the parser complains of, in the words of libyaml or of PyYAML's own parser, and what we say: ``{line}`` is where
# the thing at fault begins, ``{char}`` what stands at the place. The first that matches counts.
_UNCLOSED = "unexpected end of stream|unexpected document (separator|indicator)"
_COMPLAINTS: Mapping[str, str] = {
    _UNCLOSED: "the quotation that begins here is not closed",
    r"\btab\b|cannot start any token.*\\t|'\\t' that cannot": "a tab cannot indent; use spaces",
    "cannot start any token": "{char} cannot stand here; put a text that begins with it in quotes",
    "mapping values are not allowed": '":" cannot stand here; put a text that holds ": " in quotes, or mend the indent',
    "sequence entries are not allowed": '"-" cannot stand here; begin the list on a line of its own',
    "mapping keys are not allowed": '"?" cannot stand here; put a text that begins with "? " in quotes',
    "expected ':'": 'expected ":" after the key that begins on line {line}',
    r"expected ',' or '\]'": 'expected "," or "]" in the list that begins on line {line}',
    r"expected ',' or '\}'": 'expected "," or "}}" in the mapping that begins on line {line}',
    "'-' indicator|block collection": 'expected "-" or less indent, after the list that begins on line {line}',
    "expected key|<block end>": "this does not go on with the mapping of line {line}; mend the indent or the quotes",
    "node content": "expected a value, got {char}",
    "<document start>": "the document has ended before this; mend the indent or the brackets",
    "anchor|alias": "expected the name of an anchor, and anchors are not allowed; put a text with * or & in quotes",
    "scanning a block scalar": "after | or > a text begins on the next line, indented more",
    "quoted scalar": r"unknown escape in double quotes; write \ as \\, or use single quotes",
    r"\btag\b": "tags are not allowed; put a text that begins with ! in quotes",
    "directive|YAML document": "directives are not allowed; put a text that begins with % in quotes",
}


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, shown_as: str) -> Problem:
    mark: Any = error.problem_mark
    char = _quoted(text[mark.index]) if mark.index < len(text) else "the end of the file"
    said = f"{error.problem} {error.context or ''} {char}"
    start: Any = error.context_mark or mark
    complaint = next((known for known in _COMPLAINTS if re.search(known, said)), None)
    message = _COMPLAINTS[complaint] if complaint else "this is no valid YAML"
    line, column = _position(start if complaint == _UNCLOSED else mark)
    return Problem(shown_as, line, column, "", message.format(line=start.line + 1, char=char))


def read_document(text: str, shown_as: str) -> Document:
    """Read the text of a data file. Messages call the file ``shown_as``.

    Raises DataError with every duplicate key, anchor, alias, merge key, tag and key that is no text, and with the first
    mistake of syntax, at which reading ends. Nothing else is raised, whatever the text.
    """
    text = text.removeprefix("\ufeff")
    if forbidden := _FORBIDDEN.search(text):
        line, column = _line_and_column(text, forbidden.start())
        code = f"{ord(forbidden[0]):04X}"
        raise DataError([Problem(shown_as, line, column, "", f"the character U+{code} is not allowed; remove it")])
    builder = _Builder(text)
    syntax: list[Problem] = []
    data: Data = None
    try:
        data = builder.document()
    except _TooDeepError:
        pass  # it is among the builder's mistakes
    except yaml.MarkedYAMLError as error:
        syntax.append(_syntax_problem(error, text, shown_as))
    except (OverflowError, ValueError):  # of PyYAML's own parser only: libyaml names the place
        syntax.append(Problem(shown_as, None, None, "", "an escape such as \\U names a character that does not exist"))
    found = [Problem(shown_as, known.line, known.column, known.path, known.message) for known in builder.mistakes]
    if found or syntax:
        raise DataError(found + syntax)
    return Document(data, shown_as, text)


def _refuse_file(shown_as: str, message: str) -> NoReturn:
    raise DataError([Problem(shown_as, None, None, "", message)])


def read_file(path: Path, shown_as: str) -> Document:
    """Read a data file of UTF-8. Messages call it ``shown_as``.

    Raises DataError as ``read_content`` does, and for a file that is missing or unreadable.
    """
    return read_content(file_content(path, shown_as), shown_as)


_FOLDER = "this is a folder; name a file in it"


def file_content(path: Path, shown_as: str) -> bytes:
    """The bytes of a data file. Raises DataError for a file that is missing or unreadable."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        _refuse_file(shown_as, "there is no such file; check its name and its folder")
    except IsADirectoryError:
        _refuse_file(shown_as, _FOLDER)
    except PermissionError:
        if path.is_dir():  # so Windows says it
            _refuse_file(shown_as, _FOLDER)
        _refuse_file(shown_as, "the file may not be read; give yourself the permission to read it")
    except OSError as error:
        _refuse_file(shown_as, f"the file cannot be read ({error.strerror}); check the disk and the path")


def read_content(content: bytes, shown_as: str) -> Document:
    """Read the content of a data file. Raises DataError as ``read_document`` does, and where it is not UTF-8."""
    try:
        return read_document(content.decode("utf-8"), shown_as)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig")
        line, column = _line_and_column(before, len(before))
        message = f"the byte 0x{content[error.start]:02X} is not UTF-8; save the file as UTF-8"
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            message = "the file is UTF-16, as the > of Windows PowerShell makes it; save it as UTF-8"
        raise DataError([Problem(shown_as, line, column, "", message)]) from None


# From plain data to models: pydantic finds the mistakes, the words are ours

_Writer: TypeAlias = Callable[[Mapping[str, Any], Data], str]

_FORMS: Mapping[str, str] = {
    "^[a-z0-9]+(-[a-z0-9]+)*$": "small letters and digits joined by hyphens, such as internal-medicine",
    "^[A-Z]{2}$": "two capital letters, such as TX",
}
"""In words, the patterns of the field types that all data files share."""


def _number_words(_: Mapping[str, Any], value: Data) -> str:
    return "a whole number" if isinstance(value, float) else "a number"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _least_text(context: Mapping[str, Any], _: Data) -> str:
    least = context["min_length"]
    return "text that is not empty" if least == 1 else f"text of at least {_plural(least, 'character')}"


def _choices(context: Mapping[str, Any]) -> tuple[str, ...]:
    """The words of pydantic's list "'full', 'limited' or 'none'", which is written as Python writes values."""
    listed = context.get("expected", context.get("expected_tags", ""))
    tokens = re.findall(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s,]+""", listed)
    return tuple(_choice(token) for token in tokens if token != "or")


def _choice(token: str) -> str:
    try:
        value = ast.literal_eval(token)
    except (SyntaxError, ValueError):  # a value of a type of its own, as it shows itself
        return token
    return value if isinstance(value, str) else _shown(value)


def _nearest_choices(context: Mapping[str, Any], value: Data) -> tuple[str, ...]:
    words = _choices(context)
    if not isinstance(value, str) or len(words) == 1:
        return ()
    return nearest_few(value, words, 1 if len(words) <= _MOST_WORDS else 3)


def _choice_words(context: Mapping[str, Any], value: Data) -> str:
    words = _choices(context)
    is_long = len(words) > _MOST_WORDS and _nearest_choices(context, value)
    return f"one of {len(words)} words" if is_long else _one_of([_word(word) for word in words])


def _word(word: str) -> str:
    return word if re.fullmatch(r"[\w./:+-]+", word) else _quoted(word)


def _always(words: str) -> _Writer:
    """A writer whose words may hold what pydantic tells of the mistake, such as ``{le}``."""

    def _write(context: Mapping[str, Any], _: Data) -> str:
        return words.format(**{key: f"{told:g}" if isinstance(told, float) else told for key, told in context.items()})

    return _write


# What pydantic's types of error expected, as it follows "expected". A type that is not here is said by its own name.
_EXPECTED: Mapping[str, _Writer] = {
    **dict.fromkeys(
        ("model_type", "model_attributes_type", "dataclass_type", "dict_type", "mapping_type"), _always("a mapping")
    ),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), _always("a list")),
    **dict.fromkeys(("string_type", "string_unicode"), _always("text")),
    **dict.fromkeys(("bool_type", "bool_parsing"), _always("true or false")),
    **dict.fromkeys(("int_type", "int_parsing", "float_type", "float_parsing", "finite_number"), _number_words),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_inexact"), _always("a date written YYYY-MM-DD")),
    **dict.fromkeys(("enum", "literal_error", "union_tag_invalid"), _choice_words),
    "date_from_datetime_parsing": _always("a date that exists, written YYYY-MM-DD"),
    "date_past": _always("a date that is past"),
    "date_future": _always("a date to come"),
    "int_from_float": _always("a whole number"),
    "int_parsing_size": _always("a number of fewer digits"),
    "none_required": _always("nothing"),
    "greater_than": _always("more than {gt}"),
    "greater_than_equal": _always("at least {ge}"),
    "less_than": _always("less than {lt}"),
    "less_than_equal": _always("at most {le}"),
    "multiple_of": _always("a multiple of {multiple_of}"),
    "string_too_short": _least_text,
    "string_too_long": lambda context, _: f"text of at most {_plural(context['max_length'], 'character')}",
    "string_pattern_mismatch": lambda context, _: _FORMS.get(
        context["pattern"], f"text of the form {context['pattern']}"
    ),
    "too_short": lambda context, _: "at least " + _plural(context["min_length"], "item"),
    "too_long": lambda context, _: "at most " + _plural(context["max_length"], "item"),
}


def _write_number(_: Mapping[str, Any], value: Data) -> str:
    """The number that was meant by text such as "$1,500" or 012, or by 500.0."""
    if isinstance(value, float):
        return f"write {value:.0f}" if value.is_integer() else ""
    digits = re.sub(r"^0+(?=[0-9])", "", re.sub(r"[$,_\s]", "", value)) if isinstance(value, str) else ""
    if isinstance(_plain_value(digits), str | None):
        return ""
    return "remove the quotes" if digits == value else f"write {digits}"


def _write_flag(_: Mapping[str, Any], value: Data) -> str:
    meant = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
    word = meant.get(value.casefold()) if isinstance(value, str) else None
    return f"write {word}" if word else ""


def _write_text(_: Mapping[str, Any], value: Data) -> str:
    return "put it in quotes" if isinstance(value, bool | int | float) else ""


def _no_advice(_: Mapping[str, Any], __: Data) -> str:
    return ""


def _did_you_mean(context: Mapping[str, Any], value: Data) -> str:
    near = [_quoted(word) for word in _nearest_choices(context, value)]
    return f"did you mean {_one_of(near)}?" if near else ""


_ADVICE: Mapping[str, _Writer] = {
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "float_type", "float_parsing"), _write_number),
    **dict.fromkeys(("bool_type", "bool_parsing"), _write_flag),
    **dict.fromkeys(("enum", "literal_error", "union_tag_invalid"), _did_you_mean),
    "string_type": _write_text,
}


@dataclass(frozen=True, slots=True)
class _Mistake:
    """One error of pydantic, placed in the document.

    ``branches`` are the forms of a union that pydantic tried, each with the length of the path at which the union
    stands. ``of_whole`` is true where the value itself is of the wrong form, false where something in it is wrong.
    Where ``expected`` is empty, ``said`` is the message; else ``expected`` and ``got`` are.
    """

    path: PathParts
    branches: tuple[tuple[int, str], ...]
    of_whole: bool = True
    at_key: bool = False
    expected: tuple[str, ...] = ()
    got: str = ""
    said: str = ""
    advice: tuple[str, ...] = ()

    def message(self) -> str:
        """What was expected, what was found, what to do."""
        said = f"expected {_one_of(self.expected)}, got {self.got}" if self.expected else self.said
        return "; ".join((said, *self.advice))


def _inner(form: Any, part: str | int) -> Iterator[Any]:
    """The types of what stands under a key, or at an index, of a value of this type."""
    arguments = get_args(form)
    if is_model(form):
        yield from forms_of(keys_of(form).get(str(part)))
    elif get_origin(form) is tuple and isinstance(part, int) and Ellipsis not in arguments:
        yield from forms_of(arguments[part])
    elif arguments:
        yield from forms_of(arguments[0] if isinstance(part, int) else arguments[-1])


def _models_at(model: type[BaseModel], path: PathParts) -> list[type[BaseModel]]:
    """The models that the mapping at the path may be: several where a union stands there."""
    forms: list[Any] = [model]
    for part in path:
        forms = [inner for form in forms for inner in _inner(form, part)]
    return [form for form in forms if is_model(form)]


def _named(models: Iterable[type[BaseModel]], branches: Iterable[tuple[int, str]]) -> list[type[BaseModel]]:
    """Those of the models that the branches name: alone, or as in "function-after[check(), Limits]"."""
    words = {word for _, branch in branches for word in re.findall(r"\w+", branch)}
    return [model for model in models if model.__name__ in words]


def _unknown_key(key: str, allowed: Sequence[str]) -> str:
    near = nearest_few(key, allowed, 1)
    meant = f"; did you mean {_quoted(near[0])}?" if near else ""
    listed = "" if not allowed or (near and len(allowed) > _MOST_WORDS) else ", ".join(allowed)
    listed = (f" (allowed: {listed})" if near else f"; allowed: {listed}") if listed else ""
    return f"unknown key {_quoted(key)}{meant}{listed}"


def _place(loc: PathParts, data: Data) -> tuple[_Mistake, Data]:
    """Where an error stands and the value there. What leads nowhere in the data is a form that a union tried."""
    path: list[str | int] = []
    branches: list[tuple[int, str]] = []
    value = data
    for part in loc:
        found = _step(value, part)
        if found is not None:
            path.append(part)
            value = found[0]
        elif part != "[key]":
            branches.append((len(path), str(part)))
    at_key = loc[-1:] == ("[key]",)
    return _Mistake(tuple(path), tuple(branches), at_key=at_key), path[-1] if at_key else value


def _mistake(error: ErrorDetails, data: Data, model: type[BaseModel]) -> _Mistake:
    """Place an error in the document and say it in our words."""
    kind, loc, context = error["type"], error["loc"], error.get("ctx", {})
    here, value = _place(loc[:-1] if kind == "missing" else loc, data)
    if kind == "missing":
        return _missing(here, loc[-1])
    if kind == "extra_forbidden":
        models = _models_at(model, here.path[:-1])
        allowed = dict.fromkeys(key for form in _named(models, here.branches) or models for key in keys_of(form))
        return replace(here, of_whole=False, at_key=True, said=_unknown_key(str(here.path[-1]), list(allowed)))
    if kind in ("union_tag_not_found", "union_tag_invalid") and isinstance(value, dict):
        names = re.findall(r"'([^']+)'", context["discriminator"])  # of the field and, with an alias, of the key
        key = next((name for name in names if name in value), names[-1])
        if key not in value:
            return _missing(here, key)
        here, value = replace(here, path=(*here.path, key), of_whole=False), value[key]
    if kind == "value_error" and isinstance(value, dict):
        models = _models_at(model, here.path)
        if _named(models, here.branches) or (models and not here.branches):
            # A rule between the keys of a mapping: its kind is right, and one line cannot show it.
            return replace(here, of_whole=False, said=str(context["error"]))
    return _bad_key(here, kind, context, value) if here.at_key else _bad_value(here, kind, context, value)


def _missing(here: _Mistake, key: str | int) -> _Mistake:
    said = f"missing item {key + 1}" if isinstance(key, int) else f"missing key {_quoted(key)}"
    return replace(here, of_whole=False, said=said)


def _bad_value(here: _Mistake, kind: str, context: Mapping[str, Any], value: Data) -> _Mistake:
    got = _shown(value)
    if kind in ("value_error", "assertion_error"):
        return _in_own_words(here, str(context["error"]), got)
    if kind not in _EXPECTED:
        return replace(here, said=f"not allowed here ({kind.replace('_', ' ')}), got {got}")
    if kind in ("too_short", "too_long"):
        got = str(context["actual_length"] or "none")
    advice = _ADVICE.get(kind, _no_advice)(context, value)
    return replace(here, expected=(_EXPECTED[kind](context, value),), got=got, advice=(advice,) if advice else ())


def _in_own_words(here: _Mistake, said: str, got: str) -> _Mistake:
    """The text of a validator as it is, with what was found."""
    if ", got " in said:
        return replace(here, said=f"{said}: {got}")
    if said.startswith("expected "):
        return replace(here, expected=(said.removeprefix("expected "),), got=got)
    return replace(here, said=f"{said}, got {got}")


def _bad_key(here: _Mistake, kind: str, context: Mapping[str, Any], key: Data) -> _Mistake:
    wrong = _bad_value(here, kind, context, key)
    why = f"expected {_one_of(wrong.expected)}" if wrong.expected else wrong.said
    return replace(wrong, of_whole=False, expected=(), said=f"the key {_shown(key)} does not fit: {why}")


def _is_echo(error: ErrorDetails, errors: Iterable[ErrorDetails]) -> bool:
    """Whether a list only seems too short because pydantic did not count the items that have mistakes of their own."""
    loc = error["loc"]
    return error["type"] == "too_short" and any(
        len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in errors
    )


def _without_branches(mistakes: Sequence[_Mistake], level: int = 0) -> list[_Mistake]:
    """The mistakes with one account for each union, instead of one for each form that it tried."""
    settled = [mistake for mistake in mistakes if len(mistake.branches) <= level]
    unions: dict[PathParts, dict[str, list[_Mistake]]] = {}
    for mistake in mistakes:
        if len(mistake.branches) > level:
            depth, name = mistake.branches[level]
            unions.setdefault(mistake.path[:depth], {}).setdefault(name, []).append(mistake)
    for path, branches in unions.items():
        settled += _one_account(path, [_without_branches(branch, level + 1) for branch in branches.values()])
    return settled


def _one_account(path: PathParts, branches: Sequence[list[_Mistake]]) -> list[_Mistake]:
    """The mistakes of the form that was meant: of those whose kind the value is of, the one with the fewest.

    Where the value is of no form's kind, one mistake says all that could stand here.
    """

    def _is_of_whole(mistake: _Mistake) -> bool:
        return mistake.of_whole and mistake.path == path

    meant = [branch for branch in branches if not any(_is_of_whole(mistake) for mistake in branch)]
    if meant:
        return min(meant, key=len)
    wrong = [mistake for branch in branches for mistake in branch if _is_of_whole(mistake)]
    expected = tuple(dict.fromkeys(words for mistake in wrong for words in mistake.expected))
    advice = tuple(dict.fromkeys(words for mistake in wrong for words in mistake.advice))
    first = next((mistake for mistake in wrong if mistake.expected), wrong[0])
    return [replace(first, expected=expected, advice=advice)]


def validate(document: Document, model: type[M]) -> M:
    """The document as a model. Raises DataError with all its mistakes, each at its place and in plain words."""
    try:
        return model.model_validate(document.data)
    except ValidationError as refused:
        errors = refused.errors(include_url=False)
    told = [error for error in errors if not _is_echo(error, errors)]
    mistakes = _without_branches([_mistake(error, document.data, model) for error in told])
    raise DataError(document.problem(mistake.path, mistake.message(), at_key=mistake.at_key) for mistake in mistakes)
