"""Models as plain data, and models made of it again without validating it: what the cache holds.

The makers follow the models' own annotations, so that the models stay the only definition of the data. They trust what
they are given: it must be what ``plain`` made of a model that had been validated.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel

from usceplan.catalog.annotations import forms_of, is_model

M = TypeVar("M", bound=BaseModel)
Make = Callable[[Any], Any]

# What pydantic's own model_construct and copy do, without asking each field of each object for its alias and default:
# that would take as long as validating.
_set = object.__setattr__


def plain(record: BaseModel) -> dict[str, Any]:
    """The record as JSON can hold it, with the keys that were given, but for nulls where a key has to be given."""
    given: dict[str, Any] = _without_nulls(record, record.model_dump(mode="json", by_alias=True, exclude_unset=True))
    return given


def _without_nulls(value: Any, data: Any) -> Any:
    if isinstance(value, BaseModel):
        keys = [(name, field.alias or name, field.is_required()) for name, field in type(value).model_fields.items()]
        return {
            key: _without_nulls(getattr(value, name), data[key])
            for name, key, is_required in keys
            if key in data and not (is_required and data[key] is None)
        }
    if isinstance(value, tuple):
        return [_without_nulls(item, dumped) for item, dumped in zip(value, data, strict=True)]
    if isinstance(value, Mapping):
        return {key: _without_nulls(item, data[key]) for key, item in zip(data, value.values(), strict=True)}
    return data


def made(model: type[M], data: dict[str, Any]) -> M:
    """The record that ``plain`` was given. Takes the data for its own."""
    record: M = _maker_of(model)(data)
    return record


@cache
def _maker_of(model: type[BaseModel]) -> Make:
    fields = model.model_fields
    required = {name for name, field in fields.items() if field.is_required()}
    aliases = [(field.alias, name) for name, field in fields.items() if field.alias not in (None, name)]
    left_out = {name: None if field.is_required() else field.default for name, field in fields.items()}
    annotations: dict[str, Any] = {name: field.annotation for name, field in fields.items()}
    makers = [(name, make) for name, annotation in annotations.items() if (make := _maker(annotation)) is not None]
    optional = fields.keys() - required

    def make_record(data: dict[str, Any]) -> BaseModel:
        for alias, name in aliases:
            if alias in data:
                data[name] = data.pop(alias)
        for name, make in makers:
            if (value := data.get(name)) is not None:
                data[name] = make(value)
        record = model.__new__(model)
        _set(record, "__dict__", {**left_out, **data})
        _set(record, "__pydantic_fields_set__", required if optional.isdisjoint(data) else required | data.keys())
        _set(record, "__pydantic_extra__", None)
        _set(record, "__pydantic_private__", None)
        return record

    return make_record


@cache
def _maker(annotation: Any) -> Make | None:
    """What makes a value of plain data; null where the data is the value."""
    forms = [form for form in forms_of(annotation) if form is not NoneType]
    if len(forms) > 1:
        return _maker_of_union(forms)
    (form,) = forms
    if is_model(form):
        return _maker_of(form)
    if isinstance(form, type) and issubclass(form, Enum):
        return {word.value: word for word in form}.__getitem__
    if form is date:
        return date.fromisoformat
    if form is Decimal:
        return Decimal
    if get_origin(form) is tuple:
        return _maker_of_tuple(_maker(get_args(form)[0]))
    if get_origin(form) in (dict, Mapping):
        return _maker_of_mapping(*map(_maker, get_args(form)))
    return None


def _maker_of_union(forms: list[Any]) -> Make:
    """Of models that their ``type`` tells apart, or of plain values and lists of such."""
    if not all(is_model(form) for form in forms):
        return lambda value: tuple(value) if isinstance(value, list) else value
    by_type = {get_args(form.model_fields["type"].annotation)[0]: _maker_of(form) for form in forms}
    return lambda value: by_type[value["type"]](value)


def _maker_of_tuple(make: Make | None) -> Make:
    return tuple if make is None else lambda items: tuple(map(make, items))


def _maker_of_mapping(make_key: Make | None, make: Make | None) -> Make | None:
    if make_key is None and make is None:
        return None
    key, value = make_key or _itself, make or _itself
    return lambda entries: {key(name): value(entry) for name, entry in entries.items()}


def _itself(value: Any) -> Any:
    return value
