"""What the models say of their fields: the docstrings below them, read from the source only when a schema is wanted.

Pydantic can read them itself (``use_attribute_docstrings``), but does so when a model is made, which every start of the
program would pay for.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pydantic import BaseModel


def field_texts(model: type[BaseModel]) -> dict[str, str]:
    """The docstrings of a model's fields, inherited ones too, by name. Empty where the source is not at hand."""
    texts: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if issubclass(one, BaseModel) and one is not BaseModel:
            texts |= _of_module(one.__module__).get(one.__name__, {})
    return texts


@cache
def _of_module(module: str) -> dict[str, dict[str, str]]:
    """The docstrings of the attributes of each class."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except OSError:  # only the bytecode is there
        return {}
    return {node.name: dict(_of_class(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _of_class(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(node.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, " ".join(text.split())
