"""Options: candidates that differ only in when they start, folded into one, without those that no best plan needs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
        later = self.starts >> week
        return week + (later & -later).bit_length() - 1 if later else None


def folded(candidates: Iterable[Candidate]) -> list[Option]:
    """The options of some candidates, in an order that does not depend on the order of the candidates."""
    groups: dict[tuple[object, ...], dict[int, Candidate]] = defaultdict(dict)
    for c in candidates:
        alike = (
            c.program, c.metro, c.weeks, c.usd, c.letter, c.hands_on, c.specialty_weeks, c.mix, c.recency,
        )  # fmt: skip
        at = groups[alike]
        if c.start not in at or c.index < at[c.start].index:
            at[c.start] = c
    options = [_option(at) for at in groups.values()]
    options.sort(key=lambda o: (o.program, o.metro, o.weeks, o.usd, min(c.index for c in o.at.values())))
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
        starts=sum(1 << start for start in at),
        at=at,
    )


def affordable(instance: Instance, options: Iterable[Option]) -> list[Option]:
    """The options that could be a plan on their own, but for the programs that a plan must include."""
    room = instance.limits.budget - instance.costs.once - instance.costs.stay
    stay_weeks = instance.limits.stay_weeks
    return [o for o in options if o.usd <= room and (stay_weeks is None or o.weeks <= stay_weeks)]


def undominated(options: Iterable[Option]) -> list[Option]:
    """The options left when each that another one of the same program makes superfluous is taken out.

    Let A and B be options of one program in one metro with the same weeks, A offered at every start of B, at least as
    good in every part and no dearer. In any plan with B put A at the same start: it stays feasible, its strength does
    not fall, its cost does not rise, its end and programs stay. Where A is cheaper, or has the lower index at that
    start, the new plan is strictly better in the order of the objective; so no best plan holds B.
    """
    alike: dict[tuple[str, str, int], list[Option]] = defaultdict(list)
    for option in options:
        alike[option.program, option.metro, option.weeks].append(option)
    return [b for group in alike.values() for b in group if not any(_supersedes(a, b) for a in group)]


def _supersedes(a: Option, b: Option) -> bool:
    if a is b or a.usd > b.usd or not at_least_as_good(a, b):
        return False
    return a.usd < b.usd or all(a.at[start].index < c.index for start, c in b.at.items())


def at_least_as_good(a: Option, b: Option) -> bool:
    """Whether A can be put in the place of B (of the same weeks) in any plan without losing strength."""
    return (
        a.letter >= b.letter
        and a.hands_on >= b.hands_on
        and a.specialty_weeks >= b.specialty_weeks
        and a.recency >= b.recency
        and not b.starts & ~a.starts
        and all(mine or not theirs for mine, theirs in zip(a.mix, b.mix, strict=True))
    )


def preferred(options: Iterable[Option], fixed_programs: Iterable[str]) -> dict[Option, frozenset[str]]:
    """For each option the programs that must be in any best plan that holds it.

    Let A and B be options of different programs in one metro with the same weeks, A offered at every start of B and
    at least as good in every part, and either cheaper or no dearer and of the lesser id. If a plan holds B but not
    A's program, put A in the place of B at the same start: it stays feasible, is no weaker, no dearer, ends at the
    same time, and where the cost is the same its sorted ids are less. So the plan was not a best one. This fails
    where B's program must be included.
    """
    fixed = set(fixed_programs)
    alike: dict[tuple[str, int], list[Option]] = defaultdict(list)
    for option in options:
        alike[option.metro, option.weeks].append(option)
    return {
        b: frozenset(a.program for a in group if b.program not in fixed and _preferable(a, b))
        for group in alike.values()
        for b in group
    }


def _preferable(a: Option, b: Option) -> bool:
    return (
        a.program != b.program
        and a.usd <= b.usd
        and (a.usd < b.usd or a.program < b.program)
        and at_least_as_good(a, b)
    )
