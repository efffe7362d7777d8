"""Options: candidates that differ only in when they start, folded into one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import groupby
from operator import attrgetter, or_

from usceplan.planning.instance import Candidate, Instance


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """Candidates of one program that differ in nothing a plan's strength and cost depend on, except their start."""

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
    at: Mapping[int, Candidate]
    """The candidate of each start; the one of least index where there are several."""

    @property
    def example(self) -> Candidate:
        """One of its candidates: they all give the same strength."""
        return next(iter(self.at.values()))

    def next_start(self, week: int) -> int | None:
        """The first start in or after a week."""
        return next_start(self.starts, week)


def next_start(starts: int, week: int) -> int | None:
    """The first of some starts, given as bits, in or after a week."""
    later = starts >> week
    return week + (later & -later).bit_length() - 1 if later else None


_ALIKE = attrgetter("program", "metro", "weeks", "usd", "letter", "hands_on", "specialty_weeks", "mix", "recency")
"""What a plan's strength and cost depend on, but for the start."""


class _Itself:
    """Candidates as a key that is equal to nothing but itself: to compare them would take as long as to fold them."""

    def __init__(self, candidates: Collection[Candidate]) -> None:
        self.candidates = candidates

    def __hash__(self) -> int:
        return id(self.candidates)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.candidates is other.candidates


def folded(candidates: Collection[Candidate]) -> list[Option]:
    """The options of some candidates, in an order that does not depend on the order of the candidates.

    Several searches go through the same candidates, with more money or for other plans: what was made of a tuple is
    kept for the next of them.
    """
    return list(_kept(_Itself(candidates))) if isinstance(candidates, tuple) else _folded(candidates)


@lru_cache(maxsize=2)
def _kept(key: _Itself) -> list[Option]:
    return _folded(key.candidates)


def _folded(candidates: Collection[Candidate]) -> list[Option]:
    groups: dict[tuple[object, ...], dict[int, Candidate]] = defaultdict(dict)
    # Those alike mostly stand in a row.
    for alike, row in groupby(candidates, key=_ALIKE):
        at = groups[alike]
        for candidate in row:
            other = at.setdefault(candidate.start, candidate)
            if candidate.index < other.index:
                at[candidate.start] = candidate
    options = [_option(at) for at in groups.values()]
    # Candidates compare by their index first.
    options.sort(key=lambda o: (o.program, o.metro, o.weeks, o.usd, min(o.at.values()).index))
    return options


def _option(at: Mapping[int, Candidate]) -> Option:
    c = next(iter(at.values()))
    return Option(
        program=c.program,
        metro=c.metro,
        weeks=c.weeks,
        usd=c.usd,
        letter=c.letter,
        hands_on=c.hands_on,
        specialty_weeks=c.specialty_weeks,
        mix=c.mix,
        recency=c.recency,
        starts=reduce(or_, map((1).__lshift__, at)),
        at=at,
    )


def affordable(instance: Instance, options: Iterable[Option]) -> list[Option]:
    """The options that could be a plan on their own, but for the programs that a plan must include."""
    room = instance.limits.budget - instance.costs.once - instance.costs.stay
    stay_weeks = instance.limits.stay_weeks
    return [o for o in options if o.usd <= room and (stay_weeks is None or o.weeks <= stay_weeks)]
