"""Which options no best plan has, and which it has only with others: one that is better could take the place.

All rules put an option A in the place of an option B, at the same start, and compare the two plans as the objective
does: strength, cost, end, ids.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import and_

from usceplan.planning.instance import PlanCosts
from usceplan.planning.options import Option


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
    programs: dict[str, set[str]] = defaultdict(set)
    for option in options:
        programs[option.metro].add(option.program)
    sides = [_sides(option, costs.weekly[option.metro]) for option in options]
    as_good = [_at_least(values) for values in zip(*sides, strict=True)]
    return [
        frozenset()
        if b.program in fixed
        else frozenset(
            options[i].program
            for i in _members(reduce(and_, (masks[value] for masks, value in zip(as_good, side, strict=True))))
            if _is_preferable(options[i], b, costs, alone=len(programs[b.metro]) == 1)
        )
        for b, side in zip(options, sides, strict=True)
    ]


def _sides(option: Option, rate: int) -> tuple[int, ...]:
    """In what an option that is to take the place of this one has to be as great, but for its starts."""
    return (
        option.letter,
        option.hands_on,
        option.specialty_weeks,
        option.recency,
        *option.mix,
        -option.usd,
        -option.weeks,
        -rate,
    )


def _at_least(values: Sequence[int]) -> dict[int, int]:
    """For each of some values, the positions of those that are as great or greater, as bits."""
    masks: dict[int, int] = {}
    mask = 0
    for position in sorted(range(len(values)), key=values.__getitem__, reverse=True):
        mask |= 1 << position
        masks[values[position]] = mask
    return masks


def _members(mask: int) -> Iterator[int]:
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


def _is_preferable(a: Option, b: Option, costs: PlanCosts, *, alone: bool) -> bool:
    """Whether A is offered at all starts of B and costs no more in its place, and the lesser id decides if as much."""
    if b.starts & ~a.starts or a.program == b.program:
        return False
    moves = 0 if alone or a.metro == b.metro else 2 * costs.move
    most = a.usd + moves + (b.weeks - a.weeks) * costs.weekly[a.metro]
    return most < b.usd or (most == b.usd and a.program < b.program)
