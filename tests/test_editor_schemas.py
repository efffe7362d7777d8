"""The JSON Schemas for editors: in step with the models, and of one mind with the loader."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from command_line import run_usceplan
from situations import MADE_UP
from test_own_files import CHEAPER, LEAST, NEW, RESIDENCY
from usceplan.catalog.editor_schemas import FORMS, editor_schema, schema_name
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import FILES
from usceplan.catalog.reading import read_document, read_file

SCHEMAS = data_folder() / "schemas"


def validator(form: str) -> Draft202012Validator:
    schema = json.loads(editor_schema(form))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def complaints(form: str, data: Any) -> list[str]:
    return [error.message for error in validator(form).iter_errors(data)]


@pytest.mark.parametrize("form", FORMS)
def test_the_shipped_schema_is_that_of_the_model(form: str) -> None:
    path = SCHEMAS / schema_name(form)
    assert path.read_text(encoding="utf-8") == editor_schema(form), "run: make schemas"


def test_no_other_schema_is_shipped() -> None:
    assert {path.name for path in SCHEMAS.iterdir()} == {schema_name(form) for form in FORMS}


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_files_name_their_schema(name: str) -> None:
    first = (data_folder() / name).read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=schemas/{schema_name(name)}"
    assert (data_folder() / first.partition("=")[2]).is_file()


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_files_fit_their_schema(name: str) -> None:
    assert complaints(name, read_file(data_folder() / name, name).data) == []


@pytest.mark.parametrize(("form", "text"), [("programs.d", NEW), ("programs.d", CHEAPER), ("programs.d", LEAST)])
def test_own_programs_may_leave_facts_out(form: str, text: str) -> None:
    assert complaints(form, read_document(text, "mine.yaml").data) == []


def test_own_requirements_may_leave_facts_out() -> None:
    assert complaints("residency_requirements.d", read_document(RESIDENCY, "mine.yaml").data) == []


WRONG: dict[str, dict[str, Any]] = {
    "an unknown key": {"feess": []},
    "a word that is none": {"kind": "externshp"},
    "a price in words": {"fees": [{"item": "fee", "usd": "500", "per": "week"}]},
    "a period that is none": {"fees": [{"item": "fee", "usd": 500, "per": "fortnight"}]},
    "a date that is none": {
        "sources": [{"url": "https://a.example/b", "as_of": "May", "official": True, "supports": []}]
    },
    "an id with capitals": {"id": "Lee"},
    "a list for a text": {"name": ["Lee"]},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_what_the_loader_refuses_an_editor_marks(change: dict[str, Any]) -> None:
    assert complaints("programs.d", {"programs": [MADE_UP]}) == []
    assert complaints("programs.d", {"programs": [{**MADE_UP, **change}]})
    whole = {"schema": "usceplan.programs/1", "collected": "2026-11-22", "programs": [{**MADE_UP, **change}]}
    assert complaints("programs.yaml", whole)


def test_a_shipped_entry_must_give_every_fact() -> None:
    entry = {key: value for key, value in MADE_UP.items() if key != "notes"}
    whole = {"schema": "usceplan.programs/1", "collected": "2026-11-22", "programs": [entry]}
    assert complaints("programs.yaml", whole) == ["'notes' is a required property"]


@pytest.mark.parametrize(
    "form", ["programs.yaml", "residency_requirements.yaml", "programs.d", "residency_requirements.d"]
)
def test_every_field_is_described(form: str) -> None:
    schema = json.loads(editor_schema(form))
    bare = [
        f"{name}.{key}"
        for name, record in schema["$defs"].items()
        for key, field in record.get("properties", {}).items()
        if "description" not in field
    ]
    assert bare == []


NAMES = {
    "a file": ("programs.yaml", "programs.yaml"),
    "the path of a file": ("data/costs.yaml", "costs.yaml"),
    "without its ending": ("places", "places.yaml"),
    "a folder": ("programs.d", "programs.d"),
    "a folder with a slash": ("residency_requirements.d/", "residency_requirements.d"),
    "a file in a folder": ("/home/lee/.config/usceplan/programs.d/mine.yaml", "programs.d"),
}


@pytest.mark.parametrize(("asked", "form"), NAMES.values(), ids=NAMES)
def test_the_command_prints_the_schema_of_a_file(asked: str, form: str) -> None:
    ran = run_usceplan("catalog", "schema", asked)
    assert (ran.code, ran.err, ran.out) == (0, "", editor_schema(form))


def test_without_a_name_it_is_that_of_own_programs() -> None:
    assert run_usceplan("catalog", "schema").out == editor_schema("programs.d")


def test_a_name_that_is_none_gets_the_nearest() -> None:
    ran = run_usceplan("catalog", "schema", "program.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert 'no data file is called "program.yaml"' in ran.err
    assert 'Did you mean "programs.yaml"?' in ran.err


def test_schemas_name_no_place_of_this_machine() -> None:
    assert [path.name for path in SCHEMAS.iterdir() if str(Path.home()) in path.read_text(encoding="utf-8")] == []
