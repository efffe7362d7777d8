"""Models kept as plain data come back as they were, without being validated again."""

import json
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from pydantic import BaseModel

from situations import MADE_UP, catalogue, made_up
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.program import Program
from usceplan.catalog.stored import made, plain
from usceplan.catalog.values import Record

PARTS = ("specialties", "places", "costs", "calendar", "guidance", "requirements")


def through_json(record: BaseModel) -> Any:
    return json.loads(json.dumps(plain(record)))


def same(one: object, other: object) -> bool:
    """Equal, of the same types, with the same keys given, at every depth."""
    if type(one) is not type(other):
        return False
    if isinstance(one, BaseModel) and isinstance(other, BaseModel):
        names = type(one).model_fields
        given = one.model_fields_set == other.model_fields_set
        return given and all(same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(same(left, right) for left, right in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return one == other


@pytest.mark.parametrize("name", PARTS)
def test_every_file_comes_back_as_it_was(name: str) -> None:
    record: Record = getattr(catalogue(), name)
    assert same(made(type(record), through_json(record)), record)


def test_every_program_comes_back_as_it_was() -> None:
    changed = [one.id for one in catalogue().programs if not same(made(Program, through_json(one)), one)]
    assert changed == []


def test_what_comes_back_can_be_used_as_if_it_had_been_validated() -> None:
    program = made(Program, through_json(made_up()))
    assert program.model_copy(update={"name": "Other"}).name == "Other"
    assert program.model_dump_json() == made_up().model_dump_json()
    assert hash(program) == hash(made_up())
    with pytest.raises(ValueError, match="frozen"):
        program.name = "Other"  # type: ignore[misc]


def test_nulls_that_have_to_be_given_are_not_written() -> None:
    assert "includes" in MADE_UP
    assert "includes" not in plain(made_up())
    assert made(Program, plain(made_up())).includes is None


def test_every_annotation_of_the_models_is_made_as_it_says() -> None:
    """Dates, words of a vocabulary and lists are what JSON has no form for; each occurs in the data."""
    found: set[type] = set()

    def look(value: object) -> None:
        found.add(type(value))
        if isinstance(value, BaseModel):
            for name in type(value).model_fields:
                look(getattr(value, name))
        elif isinstance(value, tuple | list):
            for item in value:
                look(item)
        elif isinstance(value, dict):
            for item in value.values():
                look(item)

    whole: Catalogue = catalogue()
    for name in PARTS:
        look(made(type(getattr(whole, name)), through_json(getattr(whole, name))))
    assert {date, tuple, bool, int, str} <= found
    assert any(issubclass(one, StrEnum) for one in found)
    assert list not in found
