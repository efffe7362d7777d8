"""What ``usceplan schema`` says of the fields of results: each is described, and what null means is said."""

from collections.abc import Iterator
from typing import Any

import pytest

from command_line import run_usceplan
from usceplan.cli.completion import SCHEMAS
from usceplan.output.field_texts import field_texts
from usceplan.output.results import Usd
from usceplan.output.schemas import RESULTS, schema_of

VERSION = "schema"
"""The key of every result that says what the object is; its only value speaks for itself."""


def fields(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    whole = schema_of(RESULTS[name])
    for title, part in {name: whole, **whole.get("$defs", {})}.items():
        for key, field in part.get("properties", {}).items():
            if key != VERSION:
                yield f"{title}.{key}", field


def may_be_null(field: dict[str, Any]) -> bool:
    return {"type": "null"} in field.get("anyOf", [])


@pytest.mark.parametrize("name", RESULTS)
def test_every_field_is_described(name: str) -> None:
    assert [path for path, field in fields(name) if not field.get("description")] == []


@pytest.mark.parametrize("name", RESULTS)
def test_what_null_means_is_said(name: str) -> None:
    silent = [path for path, field in fields(name) if may_be_null(field) and "null" not in field["description"]]
    assert silent == []


def test_the_texts_are_those_below_the_fields() -> None:
    assert field_texts(Usd)["low"] == "The least it may come to."


def test_the_help_names_every_result() -> None:
    assert list(RESULTS) == list(SCHEMAS)
    shown = "".join(run_usceplan("schema", "--help").out.split())
    assert [name for name in SCHEMAS if name not in shown] == []
