"""The JSON Schemas of the data files, by which editors complete and check what one writes; made from the models."""

import json
from collections.abc import Mapping
from typing import Any

from usceplan.catalog.load import FILES
from usceplan.catalog.own_files import PROGRAMS_FOLDER, REQUIREMENTS_FOLDER
from usceplan.catalog.own_forms import OwnProgramsFile, OwnRequirementsFile
from usceplan.catalog.values import Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
OWN_FORMS: Mapping[str, type[Record]] = {PROGRAMS_FOLDER: OwnProgramsFile, REQUIREMENTS_FOLDER: OwnRequirementsFile}
"""The form of the files in each folder of a person's own."""

FORMS: Mapping[str, type[Record]] = {**FILES, **OWN_FORMS}
"""What has a schema, by the name of the file or folder."""


def schema_name(form: str) -> str:
    """The name of the file that ships the schema: ``programs.schema.json``, ``programs.d.schema.json``."""
    return f"{form.removesuffix('.yaml')}.schema.json"


def editor_schema(form: str) -> str:
    """The JSON Schema of a data file, or of the files of a folder, as text. ``KeyError`` for a form that is none."""
    schema = FORMS[form].model_json_schema(by_alias=True, mode="validation")
    _drop_steps(schema)
    if form in OWN_FORMS:
        _may_leave_out_nulls(schema)
        schema["$defs"][_entry_of(schema)]["required"] = ["id"]
    return json.dumps({"$schema": DIALECT, **schema}, indent=2, ensure_ascii=False) + "\n"


def _entry_of(schema: dict[str, Any]) -> str:
    reference: str = schema["properties"]["programs"]["items"]["$ref"]
    return reference.rpartition("/")[2]


def _drop_steps(part: object) -> None:
    """Leave the tenths of a number to the loader: to editors, which count in binary, 0.7 is no multiple of 0.1."""
    if isinstance(part, dict):
        part.pop("multipleOf", None)
    if isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            _drop_steps(inner)


def _may_leave_out_nulls(schema: dict[str, Any]) -> None:
    """Own files may leave out whatever may be null: it is unknown then, or as shipped."""
    for record in schema["$defs"].values():
        if "required" in record:
            fields = record["properties"]
            record["required"] = [key for key in record["required"] if not _allows_null(fields[key])]


def _allows_null(field: dict[str, Any]) -> bool:
    return {"type": "null"} in field.get("anyOf", [])
