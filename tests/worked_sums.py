"""Sums as documents write them out: ``40 × (0.6 + 0.42) / 3 = 13.6``, worked out exactly and checked."""

import ast
import operator
from collections.abc import Callable
from fractions import Fraction
from math import floor

_SIGNS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def worked_out(written: str) -> Fraction:
    """What an expression comes to."""
    return _value(ast.parse(written.replace("×", "*"), mode="eval").body)


def terms(written: str) -> list[Fraction]:
    """What the terms of a sum come to, one by one; of ``a + 2 × b = c`` those are a and 2 × b."""
    expression = ast.parse(written.partition("=")[0].replace("×", "*").strip(), mode="eval").body
    found: list[Fraction] = []
    while isinstance(expression, ast.BinOp) and isinstance(expression.op, ast.Add):
        found.append(_value(expression.right))
        expression = expression.left
    return [_value(expression), *reversed(found)]


def checked(written: str) -> Fraction:
    """The right side of a sum, which must be what the left side comes to, rounded down to a thousandth."""
    left, _, right = written.rpartition("=")
    said = worked_out(right.strip())
    if left:
        assert Fraction(floor(worked_out(left.strip()) * 1000), 1000) == said, written
    return said


def _value(expression: ast.expr) -> Fraction:
    if isinstance(expression, ast.Constant):
        return Fraction(str(expression.value))
    if isinstance(expression, ast.BinOp):
        return _SIGNS[type(expression.op)](_value(expression.left), _value(expression.right))
    raise ValueError(f"expected numbers and the signs + - × /, got {ast.unparse(expression)}")
