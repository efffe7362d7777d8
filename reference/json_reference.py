"""docs/reference/json.md: every result that ``--json`` prints, field by field, from the schemas of the results."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from markdown_text import code, link, plain, table
from usceplan.output.schemas import RESULTS, schema_of

MADE = "<!-- Made from the models of the results by `make docs`. Change the models, not this file. -->"
SHARED = "Parts of several results"
PLAIN = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}

ANYTHING = "JsonValue"
"""The part that Pydantic makes of a value of any form."""

Schema = dict[str, Any]


def json_reference() -> str:
    """The page."""
    return "\n\n".join(_Page({name: schema_of(model) for name, model in RESULTS.items()}).sections()) + "\n"


class _Page:
    """The results, and where each part of them is described: with its result, or with those of several."""

    def __init__(self, results: dict[str, Schema]) -> None:
        self.results = results
        self.whole = {schema["title"]: name for name, schema in results.items()}
        parts = [(title, _as_text(part)) for one in results.values() for title, part in _parts(one)]
        self.uses = Counter(parts)
        self.forms = Counter(title for title, _ in set(parts))

    def sections(self) -> Iterator[str]:
        yield MADE
        yield "# JSON reference"
        yield (
            "What the commands print with `--json`. `usceplan schema NAME` prints the JSON Schema of a result. Dates "
            "are ISO 8601, money is whole U.S. dollars, and null is unknown or as the field says. Keys are only ever "
            "added within a version of a schema."
        )
        rows = [
            (link(code(name), name), code(_version(schema)), plain(_first_paragraph(schema)))
            for name, schema in self.results.items()
        ]
        yield table(("Name", "Schema", "What it is"), rows)
        shared: dict[str, Schema] = {}
        for name, schema in self.results.items():
            yield from self._described(f"## {name}", name, schema)
            for title, part in _parts(schema):
                if self._is_shared(title, part):
                    shared[title] = part
                elif title not in self.whole:
                    yield from self._described(f"### {self._heading(title, part, name)}", name, part)
        yield f"## {SHARED}"
        for title, part in sorted(shared.items()):
            yield from self._described(f"### {title}", "", part)

    def _described(self, heading: str, result: str, part: Schema) -> Iterator[str]:
        yield heading
        yield plain(part["description"])
        rows = [
            (code(key), self._form(field, result), plain(field.get("description", "")))
            for key, field in part["properties"].items()
            if key != "schema"
        ]
        yield table(("Field", "Form", "Meaning"), rows)

    def _is_shared(self, title: str, part: Schema) -> bool:
        return title not in self.whole and self.uses[title, _as_text(part)] > 1

    def _heading(self, title: str, part: Schema, result: str) -> str:
        """The title, with the name of the result where parts of other results have the same one."""
        is_alone = self.forms[title] == 1 or self._is_shared(title, part)
        return title if is_alone else f"{title} of {result}"

    def _form(self, field: Schema, result: str) -> str:
        """The form of a value in words: ``list of text, or null``."""
        if "$ref" in field:
            return self._linked(field["$ref"].rpartition("/")[2], result)
        if "anyOf" in field:
            forms = [self._form(one, result) for one in field["anyOf"]]
            return " or ".join([*(one for one in forms if one != "null"), *(one for one in forms if one == "null")])
        if "const" in field or "enum" in field:
            return ", ".join(code(one) for one in field.get("enum", [field.get("const")]))
        if field.get("type") == "array":
            several = field.get("prefixItems")
            return f"list of {len(several)}: {self._form(several[0], result)}" if several else self._list(field, result)
        if field.get("type") == "object":
            return f"object of {self._form(field['additionalProperties'], result)}"
        if field.get("format") == "date":
            return "date"
        return f"{PLAIN[field['type']]}{_bounds(field)}" if "type" in field else "any value"

    def _list(self, field: Schema, result: str) -> str:
        return f"list of {self._form(field['items'], result)}"

    def _linked(self, title: str, result: str) -> str:
        if title == ANYTHING:
            return "any value"
        if title in self.whole:
            return link(title, self.whole[title])
        part = self.results[result]["$defs"][title] if result else None
        return link(title, title if part is None else self._heading(title, part, result))


def _parts(schema: Schema) -> list[tuple[str, Schema]]:
    """The parts of a result by their titles."""
    return [(title, part) for title, part in schema.get("$defs", {}).items() if title != ANYTHING]


def _as_text(part: Schema) -> str:
    return json.dumps(part, sort_keys=True)


def _version(schema: Schema) -> str:
    version: str = schema["properties"]["schema"]["const"]
    return version


def _first_paragraph(schema: Schema) -> str:
    text: str = schema["description"]
    return " ".join(text.partition("\n\n")[0].split())


def _bounds(field: Schema) -> str:
    least, most = field.get("minimum"), field.get("maximum")
    if least is None:
        return ""
    return f" from {least:g}" if most is None else f" from {least:g} to {most:g}"
