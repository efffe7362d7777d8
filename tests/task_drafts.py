"""Tasks for tests, before their days are worked out."""

from typing import Any

from usceplan.tasks import Draft, TaskKind


def draft(name: str, **changes: Any) -> Draft:
    """A thing to do within a day, at any time, but for what is changed."""
    plain: dict[str, Any] = {
        "id": name,
        "kind": TaskKind.ASK,
        "title": name.capitalize(),
        "short": name,
        "because": "it must be",
        "missed": None,
        "size": "ours",
        "basis": "assumption",
        "source": None,
        "size_basis": "assumption",
        "size_source": None,
    }
    return Draft(**{**plain, **changes})
