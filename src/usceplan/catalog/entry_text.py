"""An entry written as YAML that reads back as the same data, whatever its texts hold."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from usceplan.catalog.reading import Data, read_document

WIDTH = 110
_PLAIN = re.compile(r"[a-z][a-z0-9]*([-_./][a-z0-9]+)*")
_OTHER_MEANINGS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that some reader of YAML takes for something else than text."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002
        """Indent lists in mappings, as the shipped files do."""
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    is_plain = _PLAIN.fullmatch(text) and text not in _OTHER_MEANINGS
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if is_plain else '"')


def _items(dumper: yaml.SafeDumper, items: list[Data]) -> yaml.SequenceNode:
    """A list of words stands on one line."""
    are_words = not any(isinstance(item, dict | list) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=are_words)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _items)


def file_text(schema: str, schema_file: str, entry: Mapping[str, Data]) -> str:
    """A file with one entry, which names its schema for the program and for editors."""
    data: Any = {"schema": schema, "programs": [dict(entry)]}
    body = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False)
    text = f"# yaml-language-server: $schema={schema_file}\n{body}"
    assert read_document(text, "the entry").data == data
    return text
