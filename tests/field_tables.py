"""The tables of fields in docs/catalogue.md, made from the models: run this file to write them anew."""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from made_parts import with_made_parts
from usceplan.catalog.annotations import forms_of, is_model
from usceplan.catalog.program import Duration, Fee, FeeScope, Letter, Limits, Location, Program, ProgramSource
from usceplan.catalog.requirements import GraduationLimit, ResidencyProgram, UsExperience

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "catalogue.md"
TABLES: dict[str, type[BaseModel]] = {
    "program": Program,
    "location": Location,
    "letter": Letter,
    "limits": Limits,
    "duration": Duration,
    "fee": Fee,
    "fee-scope": FeeScope,
    "source": ProgramSource,
    "residency-program": ResidencyProgram,
    "us-experience": UsExperience,
    "graduation-limit": GraduationLimit,
}
WORDS = "words"
_PLAIN = {str: "text", int: "whole number", bool: "true or false", date: "date"}
_RECORDS = {model: name for name, model in TABLES.items()}


def table(model: type[BaseModel]) -> str:
    """A table with a row for each field: its name, its form, and what it means."""
    rows = [
        f"| `{name}` | {_form(field.annotation)} | {field.description} |" for name, field in model.model_fields.items()
    ]
    return "\n".join(["| field | form | what it means |", "|---|---|---|", *rows, ""])


def _form(annotation: Any) -> str:
    forms = [form for form in forms_of(annotation) if form is not NoneType]
    null = " or null" if NoneType in forms_of(annotation) else ""
    return " or ".join(map(_one_form, forms)) + null


def _one_form(form: Any) -> str:
    if is_model(form):
        return f"[{_RECORDS[form]}](#{_RECORDS[form]})"
    if isinstance(form, type) and issubclass(form, Enum):
        return f"word of [{_name(form)}](#words)"
    if get_origin(form) is tuple:
        return f"list: {_one_form(next(forms_of(get_args(form)[0])))}"
    if get_origin(form) is Literal:
        return " or ".join(map(str, get_args(form)))
    return _PLAIN[form]


def _name(words: type[Enum]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words.__name__).lower()


def words_table() -> str:
    """A table of the words of every closed list."""
    lists = dict.fromkeys(words for model in TABLES.values() for words in _vocabularies(model))
    rows = [f"| {_name(words)} | {_says(words)} | {', '.join(str(one.value) for one in words)} |" for words in lists]
    return "\n".join(["| list | what it says | words |", "|---|---|---|", *rows, ""])


def _says(words: type[Enum]) -> str:
    return (words.__doc__ or "").splitlines()[0].rstrip(".")


def _vocabularies(model: type[BaseModel]) -> Iterator[type[Enum]]:
    for field in model.model_fields.values():
        for form in forms_of(field.annotation):
            inner = forms_of(get_args(form)[0]) if get_origin(form) is tuple else [form]
            yield from (one for one in inner if isinstance(one, type) and issubclass(one, Enum))


def with_tables(text: str) -> str:
    """The document with its tables made anew."""
    tables = {name: table(model) for name, model in TABLES.items()}
    made = "made from the models by tests/field_tables.py"
    return with_made_parts(text, {**tables, WORDS: words_table()}, made=made)


if __name__ == "__main__":
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
