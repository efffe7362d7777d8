"""Text that comes from data, made harmless for a terminal and carriable by its encoding.

Catalogues can be extended by anyone, so no text of theirs may move the cursor, change colors, rename the window,
reverse the reading direction, or stop the output because the stream cannot encode it.
"""

import re
import unicodedata
from operator import is_
from types import NoneType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:  # a message about a mistake is cleaned without waiting for pydantic
    from typing import TypeGuard

    from pydantic import BaseModel

_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colors and cursor
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f]).*?(?:\x07|\x1b\\|\x9c)",  # window titles, links: up to their end
    re.DOTALL,
)
_BLANKS = re.compile(r"\s+")
# What Unicode itself does not take apart into simpler characters.
_ALIKE = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "·": "|", "•": "-", "×": "x"}  # noqa: RUF001
)

_WITHOUT_TEXT = frozenset({int, float, bool, NoneType})
"""What most of a result is beside texts; whether something is a model takes longer to find out."""

Model = TypeVar("Model", bound="BaseModel")


def clean(text: str, encoding: str = "utf-8") -> str:
    """One line of the text with nothing in it that a terminal would act on.

    Escape sequences go as a whole, every blank (line breaks and tabs too) becomes one space, and other characters that
    print nothing (control characters, marks of reading direction, lone surrogates) are dropped. What the encoding
    cannot carry is replaced by what looks most alike, else by a question mark.
    """
    if text.isascii() and text.isprintable():
        return text
    plain = _SEQUENCES.sub("", text)
    seen = "".join(character for character in plain if character.isprintable() or character.isspace())
    return _carried(_BLANKS.sub(" ", seen), encoding)


def carries(encoding: str, text: str) -> bool:
    """Whether an encoding has every character of a text; an encoding nobody knows has none but ASCII."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    except LookupError:
        return text.isascii()
    return True


def _carried(text: str, encoding: str) -> str:
    if carries(encoding, text):
        return text
    return "".join(character if carries(encoding, character) else _alike(character) for character in text)


def _alike(character: str) -> str:
    simple = unicodedata.normalize("NFKD", character.translate(_ALIKE))
    return simple.encode("ascii", "ignore").decode() or "?"


def cleaned(model: Model, encoding: str) -> Model:
    """The same result with every text in it cleaned; parts that are clean already are not copied."""
    changed = {name: new for name, value in vars(model).items() if (new := _cleaned(value, encoding)) is not value}
    return model.model_copy(update=changed) if changed else model


def _cleaned(value: object, encoding: str) -> object:
    if isinstance(value, str):
        return clean(value, encoding)
    if type(value) in _WITHOUT_TEXT:
        return value
    if isinstance(value, list):
        items = [_cleaned(item, encoding) for item in value]
        return value if all(map(is_, items, value)) else items
    if isinstance(value, dict):
        return {clean(key, encoding): _cleaned(item, encoding) for key, item in value.items()}
    return cleaned(value, encoding) if _is_model(value) else value


def _is_model(value: object) -> "TypeGuard[BaseModel]":
    return hasattr(value, "model_copy")
