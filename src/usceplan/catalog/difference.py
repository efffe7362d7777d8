"""What changed between two files of entries, by entry and fact, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from pydantic import BaseModel

from usceplan.catalog.program import Fee, Program, ProgramSource
from usceplan.catalog.requirements import ResidencyProgram
from usceplan.words import dollars

Entry = Program | ResidencyProgram
_Name = tuple[object, int]


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact before and after, and the change in words: one line, or one for each item of a list that changed."""

    fact: str
    before: object
    after: object
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that was added, removed or changed; only a changed one has facts."""

    id: str
    name: str
    change: Literal["added", "removed", "changed"]
    facts: tuple[FactChange, ...] = ()


def differences(old: Sequence[Entry], new: Sequence[Entry]) -> list[EntryChange]:
    """What changed, in the order of ids."""
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    return [
        change
        for name in sorted(before.keys() | after.keys())
        if (change := _entry_change(before.get(name), after.get(name))) is not None
    ]


def _entry_change(old: Entry | None, new: Entry | None) -> EntryChange | None:
    if new is None:
        assert old is not None
        return EntryChange(old.id, old.name, "removed")
    if old is None:
        return EntryChange(new.id, new.name, "added")
    facts = tuple(_fact_changes(old, new))
    return EntryChange(new.id, new.name, "changed", facts) if facts else None


def _fact_changes(old: Entry, new: Entry) -> Iterator[FactChange]:
    for fact in type(new).model_fields:
        before, after = getattr(old, fact, None), getattr(new, fact)
        if before != after:
            yield FactChange(fact, before, after, tuple(_changed(before, after)))


def _changed(before: object, after: object) -> Iterator[str]:
    if isinstance(before, tuple) and isinstance(after, tuple) and before and after:
        yield from _changed_items(_named(before), _named(after))
    elif isinstance(before, BaseModel) and isinstance(after, BaseModel):
        yield _changed_fields(before, after)
    else:
        yield f"was {value_in_words(before)}, now {value_in_words(after)}"


def _changed_items(old: Mapping[_Name, object], new: Mapping[_Name, object]) -> Iterator[str]:
    """The items that changed, went and came; where none did, their order changed."""
    changed = [
        f"{name[0]}: {_changed_fields(before, after)}"
        for name, before in old.items()
        if isinstance(before, BaseModel) and isinstance(after := new.get(name), BaseModel) and before != after
    ]
    dropped = [f"drops {value_in_words(item)}" for name, item in old.items() if name not in new]
    added = [f"adds {value_in_words(item)}" for name, item in new.items() if name not in old]
    yield from [*changed, *dropped, *added] or ["the same in another order"]


def _changed_fields(before: BaseModel, after: BaseModel) -> str:
    return "; ".join(
        f"{_spoken(name)} was {_field(name, old)}, now {_field(name, new)}"
        for name in type(after).model_fields
        if (old := getattr(before, name)) != (new := getattr(after, name))
    )


def _named(items: tuple[object, ...]) -> dict[_Name, object]:
    """The items by what tells them apart: a fee by its name, a page by its address; the second of a name is another."""
    named: dict[_Name, object] = {}
    for item in items:
        name = item.item if isinstance(item, Fee) else item.url if isinstance(item, ProgramSource) else item
        named[name, sum(known == name for known, _ in named)] = item
    return named


def value_in_words(value: object) -> str:
    """A value of a data file as a person reads it."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return ", ".join(map(value_in_words, value)) if value else "none"
    if isinstance(value, Fee):
        price = f"{_field('usd', value.usd)} per {value.per.replace('-', ' ')}"
        return f"{value.item}: {price}{_more(value, {'item', 'usd', 'per'})}"
    if isinstance(value, ProgramSource):
        return value.url + _more(value, {"url"})
    if isinstance(value, BaseModel):
        return _more(value, set()).removeprefix(" (").removesuffix(")") or "unknown"
    return str(value)


def _more(record: BaseModel, told: set[str]) -> str:
    """The other things that a record says, in brackets."""
    parts = [
        f"{_spoken(name)} {_field(name, value)}"
        for name, field in type(record).model_fields.items()
        if name not in told and (value := getattr(record, name)) is not None and value != field.default
    ]
    return f" ({', '.join(parts)})" if parts else ""


def _field(name: str, value: object) -> str:
    return dollars(value) if name in ("usd", "least") and isinstance(value, int) else value_in_words(value)


def _spoken(name: str) -> str:
    return name.replace("_", " ")
