"""The forms in which a person's own files say what they know, and how these become whole entries.

An entry with the id of a shipped one overrides it, fact by fact; any other is new. What an entry leaves out is as
shipped or, in a new entry, unknown.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from usceplan.catalog.annotations import forms_of, is_model, keys_of, may_be_null
from usceplan.catalog.program import Program
from usceplan.catalog.requirements import ResidencyProgram
from usceplan.catalog.values import Record, Slug

PROGRAMS_SCHEMA = "usceplan.own-programs/1"
REQUIREMENTS_SCHEMA = "usceplan.own-residency_requirements/1"


class OwnProgramsFile(Record):
    """A file of ``programs.d``: entries that add to the catalogue, or override one of the same id fact by fact."""

    schema_: Annotated[Literal["usceplan.own-programs/1"] | None, Field(alias="schema")] = None
    programs: tuple[Program, ...]


class OwnRequirementsFile(Record):
    """A file of ``residency_requirements.d``: residency programs added, or overridden fact by fact."""

    schema_: Annotated[Literal["usceplan.own-residency_requirements/1"] | None, Field(alias="schema")] = None
    programs: tuple[ResidencyProgram, ...]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)

    id: Slug


class Outline(Record):
    """What must be right in an own file before its entries can be laid over others: that they are there, with ids."""

    schema_: Annotated[str | None, Field(alias="schema")] = None
    programs: tuple[_Entry, ...]


def completed_program(entry: dict[str, Any]) -> dict[str, Any]:
    """A new entry as a whole one: what it leaves out is unknown, and what can be known of it follows from the rest.

    It is a placement of low confidence unless it says otherwise, and verified if one of its pages is official.
    """
    sources = entry.get("sources")
    pages = sources if isinstance(sources, list) else []
    usual = {
        "entry": "placement",
        "letter": {"offered": None, "letterhead": None},
        "verified": any(isinstance(page, dict) and page.get("official") is True for page in pages),
        "confidence": "low",
    }
    return {**usual, **entry}


def completed_requirement(entry: dict[str, Any]) -> dict[str, Any]:
    """A new residency program as a whole one: of low confidence, without a limit of years, unless it says otherwise."""
    return {"graduation_limit": {"years": None, "kind": "not-stated"}, "confidence": "low", **entry}


def laid_over(shipped: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """A shipped entry with the facts of an override in the place of its own.

    The override's pages stand before the shipped ones, which no longer speak for the facts that it replaces.
    """
    sources = entry.get("sources", [])
    if not isinstance(sources, list) or "sources" not in shipped:
        return {**shipped, **entry}
    return {**shipped, **entry, "sources": [*sources, *_still_true(shipped["sources"], set(entry))]}


def _still_true(pages: list[dict[str, Any]], replaced: set[str]) -> Iterator[dict[str, Any]]:
    for page in pages:
        supports = [fact for fact in page["supports"] if fact not in replaced]
        if supports:
            yield {**page, "supports": supports}


def with_nulls(annotation: Any, value: Any) -> Any:
    """The value with null for each key that is left out and may be null, at every depth."""
    forms = list(forms_of(annotation))
    models = [form for form in forms if is_model(form)]
    if isinstance(value, list):
        items = [form for form in forms if hasattr(form, "__args__")]
        return [with_nulls(items[0].__args__[0], item) for item in value] if items else value
    if not isinstance(value, dict) or len(models) != 1:
        return value
    keys = keys_of(models[0])
    needed = [key for key, field in zip(keys, models[0].model_fields.values(), strict=True) if field.is_required()]
    known = {key: with_nulls(keys[key], item) if key in keys else item for key, item in value.items()}
    return known | {key: None for key in needed if key not in value and may_be_null(keys[key])}
