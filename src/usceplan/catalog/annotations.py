"""What the annotations of the models say: the one definition of the data, looked at by whatever handles plain data."""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel


def forms_of(annotation: Any) -> Iterator[Any]:
    """The types that an annotation allows, without what it says about them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from forms_of(get_args(annotation)[0])
    elif origin is Union or origin is UnionType:
        for form in get_args(annotation):
            yield from forms_of(form)
    else:
        yield annotation


def may_be_null(annotation: Any) -> bool:
    """Whether null is allowed."""
    return NoneType in forms_of(annotation)


def keys_of(model: type[BaseModel]) -> dict[str, Any]:
    """The keys a model takes, as the files write them, with the annotation of each."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def is_model(form: Any) -> bool:
    """Whether a type is a model."""
    return isinstance(form, type) and issubclass(form, BaseModel)
