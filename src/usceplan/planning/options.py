"""Options: candidates that differ only in when they start, folded into one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from usceplan.planning.instance import Candidate, Instance


@dataclass(slots=True, eq=False)
class Option:
    """Candidates of one program that differ in nothing a plan's strength and cost depend on, except their start.

    Nothing changes one. It is not frozen as there are a thousand and more of them, and a frozen dataclass takes four
    times as long to make.
    """

    program: str
    metro: str
    weeks: int
    usd: int
    letter: int
    hands_on: int
    specialty_weeks: int
    mix: tuple[bool, bool, bool]
    recency: int
    starts: int
    """Bit s is set where a candidate starts in week s."""
    candidates: Sequence[Candidate]
    """Those with these starts, in the order of their indices; of an option that has lost starts also the others."""
    _at: Mapping[int, Candidate] | None = field(default=None, init=False, repr=False)

    @property
    def at(self) -> Mapping[int, Candidate]:
        """The candidate of each start; the one of least index where there are several."""
        if self._at is None:  # few options are ever asked
            self._at = {c.start: c for c in reversed(self.candidates) if self.starts >> c.start & 1}
        return self._at

    @property
    def example(self) -> Candidate:
        """One of its candidates: they all give the same strength."""
        return self.candidates[0]

    def next_start(self, week: int) -> int | None:
        """The first start in or after a week."""
        return next_start(self.starts, week)


def weeks_of(starts: int) -> tuple[int, ...]:
    """Starts that are given as bits, in rising order."""
    return tuple([week for week in range(starts.bit_length()) if starts >> week & 1])


def next_start(starts: int, week: int) -> int | None:
    """The first of some starts, given as bits, in or after a week."""
    later = starts >> week
    return week + (later & -later).bit_length() - 1 if later else None


_ALIKE = itemgetter(
    *map(
        Candidate._fields.index,
        ("program", "metro", "weeks", "usd", "letter", "hands_on", "specialty_weeks", "mix", "recency"),
    )
)
"""What a plan's strength and cost depend on, but for the start: the fields of an option, in their order."""

_INDEX = itemgetter(Candidate._fields.index("index"))
_START = itemgetter(Candidate._fields.index("start"))


class _Itself:
    """Candidates as a key that is equal to nothing but itself: to compare them would take as long as to fold them."""

    def __init__(self, candidates: Collection[Candidate]) -> None:
        self.candidates = candidates

    def __hash__(self) -> int:
        return id(self.candidates)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.candidates is other.candidates


def affordable(instance: Instance) -> list[Option]:
    """The options of an instance that could be a plan on their own, but for the programs that a plan must include.

    Several searches go through the same candidates, for other plans: what was made of them is kept for the next.
    """
    limits, costs = instance.limits, instance.costs
    room = limits.budget - costs.once - costs.stay
    return list(_affordable(_Itself(instance.candidates), room, limits.stay_weeks))


@lru_cache(maxsize=2)
def _affordable(key: _Itself, room: int, stay_weeks: int | None) -> list[Option]:
    # Often half of them cost too much, and to fold is most of the work of an easy search.
    return folded([c for c in key.candidates if c.usd <= room and (stay_weeks is None or c.weeks <= stay_weeks)])


def folded(candidates: Iterable[Candidate]) -> list[Option]:
    """The options of some candidates, in an order that does not depend on the order of the candidates."""
    groups: dict[tuple[Any, ...], list[Candidate]] = defaultdict(list)
    # Those alike mostly stand in a row.
    for alike, row in groupby(sorted(candidates, key=_INDEX), key=_ALIKE):
        groups[alike].extend(row)
    order = sorted(groups, key=itemgetter(slice(4)))  # stable: those with the least index first
    return [_option(alike, groups[alike]) for alike in order]


def _option(alike: tuple[Any, ...], row: Sequence[Candidate]) -> Option:
    """The option of candidates that are alike, in the order of their indices."""
    fields: tuple[Any, ...] = (*alike, _bits(tuple(map(_START, row))), row)
    return Option(*fields)


@lru_cache(maxsize=1000)  # many options have the same starts
def _bits(starts: tuple[int, ...]) -> int:
    return sum({1 << start for start in starts})
