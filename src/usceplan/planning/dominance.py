"""Which options no best plan has, and which it has only with others: one that is better could take the place.

All rules put an option A in the place of an option B, at the same start, and compare the two plans as the objective
does: strength, cost, end, ids.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from functools import reduce
from heapq import nsmallest
from itertools import accumulate
from operator import and_, attrgetter, or_
from typing import Generic, TypeVar

from usceplan.planning.instance import Instance, PlanCosts
from usceplan.planning.options import Option, affordable

CROWD, CHEAPEST = 5000, 400
"""With more options than this many of them are crowded out; so many of each length are those that may crowd out."""

_V = TypeVar("_V", int, str)


def useful_options(instance: Instance) -> list[Option]:
    """The options of an instance that a best plan may have, for some money or strength."""
    options = undominated(affordable(instance))
    if len(options) <= CROWD:
        return options
    limits = instance.limits
    return not_crowded_out(options, instance.costs, limits.must_include, limits.max_rotations)


def undominated(options: Iterable[Option]) -> list[Option]:
    """The options left when each that another one of the same program makes superfluous is taken out.

    Let A and B be options of one program in one metro with the same weeks, A offered at every start of B, at least as
    good in every part and no dearer. In any plan with B put A at the same start: it stays feasible, its strength does
    not fall, its cost does not rise, its end and programs stay. Where A is cheaper, or has the lower index at that
    start, the new plan is strictly better in the order of the objective; so no best plan holds B.

    The options have to be in the order of `folded`: then A, which is cheaper or has the lower index, stands before B.
    What makes A superfluous does so to B as well, so that B need not be compared with what is taken out.
    """
    left: dict[tuple[str, str, int], list[Option]] = defaultdict(list)
    for option in options:
        alike = left[option.program, option.metro, option.weeks]
        wider = [other for other in alike if not option.starts & ~other.starts]
        if not wider or not any(_supersedes(other, option) for other in wider):
            alike.append(option)
    return [option for alike in left.values() for option in alike]


def _supersedes(a: Option, b: Option) -> bool:
    if a.usd > b.usd or not _at_least_as_good(a, b):
        return False
    return a.usd < b.usd or all(a.at[start].index < c.index for start, c in b.at.items())


def _at_least_as_good(a: Option, b: Option) -> bool:
    """Whether A can be put in the place of B (of the same weeks) in any plan without losing strength."""
    return (
        a.letter >= b.letter
        and a.hands_on >= b.hands_on
        and a.specialty_weeks >= b.specialty_weeks
        and a.recency >= b.recency
        and not b.starts & ~a.starts
        and all(mine or not theirs for mine, theirs in zip(a.mix, b.mix, strict=True))
    )


def preferred(options: Sequence[Option], costs: PlanCosts, fixed_programs: Iterable[str]) -> list[frozenset[str]]:
    """For each option the programs that must be in any best plan that holds it and is made of these options.

    Let A and B be options of different programs, A offered at every start of B, at least as good in every part, and
    no longer. If a plan holds B but not A's program, put A in the place of B: it stays feasible and is no weaker.
    What that costs more is at most

    * nothing for moves if B's metro is A's, or no other program is in it, so that it was moved to and from anyway;
      else two moves;
    * nothing for the weeks waited after B if A's metro is no dearer to wait in; else A is not looked at;
    * a week of waiting in A's metro for each week that A is shorter.

    Where B itself costs more than A by more than that, the plan was not a best one; by just that, if A has the lesser
    id, since the new plan ends no later. This fails where B's program must be included.
    """
    fixed = set(fixed_programs)
    others = _Others(options, costs, _alone(options))
    return [frozenset() if b.program in fixed else others.preferable_to(b) for b in options]


def not_crowded_out(
    options: Sequence[Option], costs: PlanCosts, fixed_programs: Iterable[str], slots: int
) -> list[Option]:
    """The options left when those are taken out that need more programs, as `preferred` says, than a plan can have.

    Each is compared with the cheapest ones of each length alone, which takes a tenth of the time and finds most.
    """
    fixed = set(fixed_programs)
    of_length: dict[int, list[Option]] = defaultdict(list)
    for option in options:
        of_length[option.weeks].append(option)
    cheapest = [a for some in of_length.values() for a in nsmallest(CHEAPEST, some, key=attrgetter("usd"))]
    others = _Others(cheapest, costs, _alone(options))
    return [b for b in options if b.program in fixed or len(others.preferable_to(b, slots)) < slots]


def _alone(options: Iterable[Option]) -> set[str]:
    """The metros with one program only."""
    programs = Counter(metro for metro, _ in {(option.metro, option.program) for option in options})
    return {metro for metro, count in programs.items() if count == 1}


class _Others:
    """Which of some options are to be preferred to another one: as sets, numbers with a bit for each option."""

    def __init__(self, others: Sequence[Option], costs: PlanCosts, alone: Container[str]) -> None:
        """``alone`` are the metros of which no plan has more than one program."""
        self._others = others
        self._weekly = costs.weekly
        self._two_moves = 2 * costs.move
        self._alone = alone
        self._in_metro = _members_of(option.metro for option in others)
        self._of_program = _members_of(option.program for option in others)
        self._of_starts = _members_of(option.starts for option in others)
        sides = [self._sides(option) for option in others]
        self._as_good = [_AtMost(values) for values in zip(*sides, strict=True)]
        self._by_id = _AtMost([option.program for option in others])
        self._no_worse: dict[tuple[int, ...], int] = {}
        """By what decides it, the options that are as good and neither longer nor in a dearer metro."""
        self._wider: dict[int, int] = {}
        """By starts, the options that are offered at all of them."""
        self._dollars: dict[int, _AtMost[int]] = {}
        """By weeks, what each option costs at most in the place of one so long, but for moves."""

    def preferable_to(self, b: Option, most: int | None = None) -> frozenset[str]:
        """The programs that `preferred` names for an option, or so many of them."""
        found = self._as_good_as(self._sides(b)) & ~self._of_program.get(b.program, 0)
        if found:
            found &= self._offered_at_all(b.starts)
        if found:
            found &= self._cheaper_than(b)
        programs: set[str] = set()
        while found and len(programs) != most:
            program = self._others[(found & -found).bit_length() - 1].program
            programs.add(program)
            found &= ~self._of_program[program]
        return frozenset(programs)

    def _sides(self, option: Option) -> tuple[int, ...]:
        """In what an option that is to take the place of this one may not be greater, but for its dollars."""
        inpatient, outpatient, residency = option.mix
        return (
            -option.letter,
            -option.hands_on,
            -option.specialty_weeks,
            -option.recency,
            not inpatient,
            not outpatient,
            not residency,
            option.weeks,
            self._weekly[option.metro],
        )

    def _as_good_as(self, sides: tuple[int, ...]) -> int:
        if sides not in self._no_worse:
            found = (one.at_most(side) for one, side in zip(self._as_good, sides, strict=True))
            self._no_worse[sides] = reduce(and_, found)
        return self._no_worse[sides]

    def _offered_at_all(self, starts: int) -> int:
        if starts not in self._wider:
            wider = (members for others, members in self._of_starts.items() if not starts & ~others)
            self._wider[starts] = reduce(or_, wider, 0)
        return self._wider[starts]

    def _cheaper_than(self, b: Option) -> int:
        """The options that cost less in the place of B; those with a lesser id where they cost as much."""
        if b.weeks not in self._dollars:
            weekly = self._weekly
            self._dollars[b.weeks] = _AtMost([a.usd + (b.weeks - a.weeks) * weekly[a.metro] for a in self._others])
        dollars = self._dollars[b.weeks]
        here = -1 if b.metro in self._alone else self._in_metro.get(b.metro, 0)
        there = b.usd - self._two_moves
        less = dollars.below(b.usd) & here | dollars.below(there)
        no_more = dollars.at_most(b.usd) & here | dollars.at_most(there)
        return less | no_more & self._by_id.below(b.program)


class _AtMost(Generic[_V]):
    """Which of some things have at most a value, and which have less."""

    def __init__(self, values: Iterable[_V]) -> None:
        members: dict[_V, int] = _members_of(values)
        self._values: list[_V] = sorted(members)
        self._sets: list[int] = [0, *accumulate((members[value] for value in self._values), or_)]

    def at_most(self, value: _V) -> int:
        return self._sets[bisect_right(self._values, value)]

    def below(self, value: _V) -> int:
        return self._sets[bisect_left(self._values, value)]


def _members_of(values: Iterable[_V]) -> dict[_V, int]:
    """For each of some values, the positions that have it, as bits."""
    sets: dict[_V, int] = {}
    bit = 1
    for value in values:
        sets[value] = sets.get(value, 0) | bit
        bit <<= 1
    return sets
