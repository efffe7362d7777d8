"""What given rotations cost together, and the best dates for given options.

Two questions are answered here. `plan_cost`: rotations with fixed dates, how is each reached from the one before at
the least cost? `best_dates`: options with several starts each, which order and dates are best?
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from typing import Literal, NamedTuple

from usceplan.planning.instance import Candidate, Instance
from usceplan.planning.options import Option, next_start

LegKind = Literal["stay", "wait", "home"]


@dataclass(frozen=True, slots=True)
class Leg:
    """How a rotation is reached from the one before: straight on, after weeks of waiting there, or from home."""

    kind: LegKind
    weeks: int
    """The weeks between the two rotations."""
    metro: str | None
    """Where these weeks are waited; None at home and where there are none."""
    waiting_usd: int
    moving_usd: int
    stay_usd: int
    """The new stay, when coming from home."""

    @property
    def usd(self) -> int:
        """All that the leg costs."""
        return self.waiting_usd + self.moving_usd + self.stay_usd


@dataclass(frozen=True, slots=True)
class Priced:
    """The least cost of rotations with fixed dates: all of it, and the legs and stays that give it."""

    cost: int
    legs: tuple[Leg, ...]
    stays: tuple[tuple[int, int], ...]
    """First week and end week (the week after the last) of each stay."""


def plan_cost(instance: Instance, chosen: tuple[Candidate, ...]) -> Priced | None:
    """The least cost of rotations with fixed dates; None if no plan can hold them.

    The budget and the programs that must be included are not looked at. Between equally cheap ways the one with the
    fewest stays is taken, then the one that waits earlier.
    """
    rotations = sorted(chosen, key=lambda c: c.start)
    programs = {c.program for c in rotations}
    if not 1 <= len(rotations) <= instance.limits.max_rotations or len(programs) < len(rotations):
        return None
    if any(b.start < a.end for a, b in pairwise(rotations)):
        return None
    ways = (_priced(instance, rotations, legs) for legs in product(*(_legs(instance, *p) for p in pairwise(rotations))))
    feasible = (priced for priced in ways if _stays_allowed(instance, priced.stays))
    return min(feasible, key=lambda priced: (priced.cost, len(priced.stays)), default=None)


def _legs(instance: Instance, a: Candidate, b: Candidate) -> Iterator[Leg]:
    """The ways from a rotation to the next."""
    costs, gap = instance.costs, b.start - a.end
    moving = costs.move if a.metro != b.metro else 0
    if gap == 0:
        yield Leg("stay", 0, None, 0, moving, 0)
    else:
        yield Leg("wait", gap, a.metro, gap * costs.weekly[a.metro], moving, 0)
        yield Leg("home", gap, None, 0, 0, costs.stay)


def _priced(instance: Instance, rotations: Sequence[Candidate], legs: tuple[Leg, ...]) -> Priced:
    stays = [(rotations[0].start, rotations[0].end)]
    for rotation, leg in zip(rotations[1:], legs, strict=True):
        if leg.kind == "home":
            stays.append((rotation.start, rotation.end))
        else:
            stays[-1] = (stays[-1][0], rotation.end)
    costs = instance.costs
    cost = costs.once + costs.stay + sum(c.usd for c in rotations) + sum(leg.usd for leg in legs)
    return Priced(cost, legs, tuple(stays))


def _stays_allowed(instance: Instance, stays: tuple[tuple[int, int], ...]) -> bool:
    longest = instance.limits.stay_weeks
    return len(stays) <= instance.limits.max_stays and (
        longest is None or all(end - start <= longest for start, end in stays)
    )


class Dated(NamedTuple):
    """Options with dates: compares as the objective does between plans of the same programs and strength."""

    cost: int
    end: int
    rotations: tuple[tuple[int, int], ...]
    """Start and candidate index, in date order."""


class _When(NamedTuple):
    """When an option can take place; in the order of when it can be over last."""

    last_end: int
    starts: int
    """As bits."""
    weeks: int


class Calendar:
    """In how few stays options can be done; remembers what it found, by when the options can take place."""

    def __init__(self, instance: Instance) -> None:
        self._longest = instance.limits.stay_weeks
        self._most = instance.limits.max_stays
        self._number_of: dict[Option, int] = {}
        self._numbers: dict[_When, int] = {}
        self._times: list[_When] = []
        """When options can take place, by number."""
        self._fewest: dict[tuple[int, ...], int | None] = {}
        self._ends: dict[tuple[int, tuple[int, ...]], int | None] = {}

    def fewest_stays(self, options: Sequence[Option]) -> int | None:
        """The fewest stays for some options, when money is no matter; None if that is more than are allowed."""
        numbers = tuple(sorted([self._number(option) for option in options]))
        if numbers not in self._fewest:
            self._fewest[numbers] = self._new_fewest(numbers)
        return self._fewest[numbers]

    def earliest_end(self, options: Sequence[Option]) -> int | None:
        """The week by which some options can all be over, in as many stays as it takes; None if never."""
        return _earliest_end(sorted([self._times[self._number(option)] for option in options]), 0)

    def _number(self, option: Option) -> int:
        number = self._number_of.get(option)
        if number is None:
            when = _When(option.starts.bit_length() + option.weeks, option.starts, option.weeks)
            number = self._number_of[option] = self._numbers.setdefault(when, len(self._times))
            if number == len(self._times):
                self._times.append(when)
        return number

    def _new_fewest(self, numbers: tuple[int, ...]) -> int | None:
        if _in_one_go(sorted([self._times[number] for number in numbers]), self._longest):
            return 1
        most = 1 if self._longest is None else self._most
        return next((stays for stays in range(1, most + 1) if self._fit(numbers, 0, stays)), None)

    def _fit(self, numbers: tuple[int, ...], week: int, stays: int) -> bool:
        """Whether all can be done from a week on in exactly so many stays, whichever are in the first stay."""
        if self._longest is None or stays == 1:
            return self._stay_end(numbers, week) is not None
        sums = _sums([self._times[number].weeks for number in numbers])
        least = sums[-1] - (stays - 1) * self._longest
        for subset in range(1, len(sums) - 1):
            if least <= sums[subset] <= self._longest:
                end = self._stay_end(_chosen(numbers, subset), week)
                rest = _chosen(numbers, len(sums) - 1 - subset)
                if end is not None and self._fit(rest, end + 1, stays - 1):
                    return True
        return False

    def _stay_end(self, numbers: tuple[int, ...], week: int) -> int | None:
        key = week, numbers
        if key not in self._ends:
            self._ends[key] = _stay_end(sorted([self._times[number] for number in numbers]), week, self._longest)
        return self._ends[key]


def _weeks(times: Iterable[_When]) -> int:
    return sum([one.weeks for one in times])


def _sums(weeks: Iterable[int]) -> list[int]:
    """The sum of each subset, whose members are the bits of its place."""
    sums = [0]
    for more in weeks:
        sums += [one + more for one in sums]
    return sums


def _chosen(numbers: Sequence[int], subset: int) -> tuple[int, ...]:
    """The members of a subset."""
    return tuple([number for i, number in enumerate(numbers) if subset >> i & 1])


def _in_one_go(times: Sequence[_When], longest: int | None) -> bool:
    """Whether options fit into a stay one after another, the one that can be over last at the end, each at once."""
    began: int | None = None
    week = 0
    for one in times:
        start = next_start(one.starts, week)
        if start is None:
            return False
        began = start if began is None else began
        week = start + one.weeks
    return longest is None or began is None or week - began <= longest


def _stay_end(times: Sequence[_When], week: int, longest: int | None) -> int | None:
    """When a stay with these options that begins in a week or later can be over at the earliest; None if never.

    What begins in the week or later ends no earlier than ``end``, so a stay of at most ``longest`` weeks cannot begin
    more than that before it.
    """
    if longest is not None and _weeks(times) > longest:
        return None
    end = _earliest_end(times, week)
    while end is not None and longest is not None and end - week > longest:
        week = end - longest
        end = _earliest_end(times, week)
    return end


def _earliest_end(times: Sequence[_When], week: int) -> int | None:
    """When options that begin in a week or later can all be over, at the earliest; None if they cannot be fitted in."""
    if any(one.starts >> week == 0 for one in times):
        return None
    return _end_straight_on(times, week) or _earliest_end_in_any_order(times, week)


def _end_straight_on(times: Sequence[_When], week: int) -> int | None:
    """When options are over if they can follow one another in this order, without a week before or between them."""
    for one in times:
        if not one.starts >> week & 1:
            return None
        week += one.weeks
    return week


def _earliest_end_in_any_order(times: Sequence[_When], week: int) -> int | None:
    """The same as `_earliest_end`, over subsets.

    The earliest end of a set is the least, over its last option, of that option's first start after the earliest end
    of the others, plus its weeks.
    """
    ends: list[int | None] = [week]
    for chosen in range(1, 1 << len(times)):
        best: int | None = None
        left = chosen
        while left:
            last = left & -left
            left ^= last
            before = ends[chosen ^ last]
            if before is None:
                continue
            one = times[last.bit_length() - 1]
            later = one.starts >> before
            if later:
                end = before + (later & -later).bit_length() - 1 + one.weeks
                if best is None or end < best:
                    best = end
        ends.append(best)
    return ends[-1]


def least_cost(instance: Instance, options: Sequence[Option], fewest: int) -> int:
    """A lower bound on what options cost together in at least so many stays.

    There is no waiting, no metro is visited twice, and a new stay in another metro spares a move.
    """
    costs = instance.costs
    metros = len({o.metro for o in options})
    stays = range(fewest, max(fewest, instance.limits.max_stays) + 1)
    travel = min(n * costs.stay + max(metros - n, 0) * costs.move for n in stays)
    return costs.once + travel + sum(o.usd for o in options)


class _Label(NamedTuple):
    """A way to have done some options, the last one known: the state of `best_dates`."""

    end: int
    cost: int
    """Of the whole plan, so far as it is decided: all options' usd are in from the beginning."""
    stays: int
    stay_start: int
    rotations: tuple[tuple[int, int], ...]


class _Within(NamedTuple):
    """What a label may not exceed."""

    cost: int
    end: int
    end_at_cost: int
    """The end that it may not exceed if it costs as much as it may."""


SOON = (1, 8)
"""Weeks after the earliest end there could be, within which dates are looked for first."""


def best_dates(
    instance: Instance, options: Sequence[Option], most: int, fewest: int, end_at_most: int | None = None
) -> Dated | None:
    """The best order and dates for options of distinct programs within a cost; None if there are none.

    ``fewest`` is what `Calendar.fewest_stays` gives for the options. ``end_at_most`` is the week by which all must be
    over if they cost as much as ``most``. Looks first for dates at the least cost there could be, then with ever more
    to spare: what is found within a cap is the best of all, and a low cap leaves little to look at. At the least cost
    the earliest end decides, so that the same goes for the end.
    """
    cap = least_cost(instance, options, fewest)
    if cap > most:
        return None
    latest = max(o.starts.bit_length() - 1 + o.weeks for o in options)
    spare = max(instance.costs.stay, 100) // 2
    if end_at_most is None:
        earliest = _earliest(options)
        end_at_most = latest
        # Where there is no money to spare, most options cannot be dated at all.
        for weeks in SOON if cap < most else SOON[:1]:
            dated = _best_dates_within(instance, options, cap, earliest + weeks, earliest + weeks)
            if dated is not None:
                return dated
    if cap == most:
        latest = min(latest, end_at_most)
    while cap < most - spare:
        dated = _best_dates_within(instance, options, cap, latest, latest)
        if dated is not None:
            return dated
        cap, spare = cap + spare, 2 * spare
    return _best_dates_within(instance, options, most, latest, end_at_most)


def _earliest(options: Sequence[Option]) -> int:
    """A week before which options cannot all be over: not the last of them, nor all one after another."""
    first = [next_start(o.starts, 0) or 0 for o in options]
    alone = max(start + o.weeks for start, o in zip(first, options, strict=True))
    return max(alone, min(first) + sum(o.weeks for o in options))


def _best_dates_within(
    instance: Instance, options: Sequence[Option], most: int, latest: int, end_at_most: int
) -> Dated | None:
    """The best order and dates at a cost of at most ``most``, all over by ``latest``, at that cost by ``end_at_most``.

    Labels by (options done, the last of them): every way to get there that could still be the best, see `_dominates`.
    """
    costs = instance.costs
    change = min(costs.move, costs.stay)
    everything = (1 << len(options)) - 1
    metros = len({o.metro for o in options})
    fixed = costs.once + costs.stay + sum(o.usd for o in options)
    labels: dict[tuple[int, int], list[_Label]] = {}
    for done in range(1, everything + 1):
        left = [options[i] for i in _members(everything ^ done)]
        weeks_left = sum([o.weeks for o in left])
        metros_left = metros - len({options[i].metro for i in _members(done)})
        within = _Within(most - change * metros_left, latest - weeks_left, end_at_most - weeks_left)
        for last in _members(done):
            before = done ^ 1 << last
            ways = [(options[i], labels[before, i]) for i in _members(before) if labels[before, i]]
            new: Iterable[_Label] = ()
            if ways:
                new = _reached(instance, ways, options[last], within)
            elif not before:
                new = _first_labels(instance, options[last], fixed, within.end)
            possible = [
                label for label in new if _is_within(label, within) and _leaves_room(instance, label, left, weeks_left)
            ]
            labels[done, last] = _undominated(possible, costs.weekly[options[last].metro])
    finished = (label for last in _members(everything) for label in labels[everything, last])
    return min((Dated(x.cost, x.end, x.rotations) for x in finished if x.cost <= most), default=None)


def _is_within(label: _Label, within: _Within) -> bool:
    """Whether a label that is not over later than any may be is over in time for its cost."""
    return label.cost < within.cost or label.end <= within.end_at_cost


@cache
def _members(subset: int) -> tuple[int, ...]:
    return tuple(i for i in range(subset.bit_length()) if subset >> i & 1)


def _first_labels(instance: Instance, option: Option, fixed: int, end: int) -> Iterator[_Label]:
    for start in _starts(option, 0, end - option.weeks):
        stay_start = _stay_start(instance, start)
        yield _Label(start + option.weeks, fixed, 1, stay_start, ((start, option.at[start].index),))


def _stay_start(instance: Instance, week: int) -> int:
    """When the stay began; always 0 where that is no matter, so that it keeps no labels apart."""
    return 0 if instance.limits.stay_weeks is None else week


def _starts(option: Option, first: int, last: int) -> Iterator[int]:
    """The starts from one week to another."""
    start = option.next_start(first)
    while start is not None and start <= last:
        yield start
        start = option.next_start(start + 1)


def _reached(
    instance: Instance, ways: Sequence[tuple[Option, Sequence[_Label]]], option: Option, within: _Within
) -> Iterator[_Label]:
    """The labels that go on from others (with their last option) to a further option."""
    for last, labels in ways:
        for label in labels:
            yield from _after_waiting(instance, label, last, option, within)
    cheap = [label for _, labels in ways for label in labels if label.cost + instance.costs.stay <= within.cost]
    for stays in range(1, instance.limits.max_stays):
        yield from _after_home(instance, [label for label in cheap if label.stays == stays], option, within.end)


def _after_waiting(
    instance: Instance, label: _Label, last: Option, option: Option, within: _Within
) -> Iterator[_Label]:
    """The labels that go on in the same stay."""
    costs, longest = instance.costs, instance.limits.stay_weeks
    cost = label.cost + (costs.move if last.metro != option.metro else 0)
    rate = costs.weekly[last.metro]
    end = within.end if longest is None else min(within.end, label.stay_start + longest)
    for start in _starts(option, label.end, end - option.weeks):
        total = cost + (start - label.end) * rate
        if total > within.cost:
            break
        rotations = (*label.rotations, (start, option.at[start].index))
        yield _Label(start + option.weeks, total, label.stays, label.stay_start, rotations)
        if costs.weekly[option.metro] <= rate:
            break  # it costs no more to start as early as one can and wait afterwards


def _after_home(instance: Instance, labels: Sequence[_Label], option: Option, end: int) -> Iterator[_Label]:
    """The labels that begin a new stay, for each start from the cheapest label that ends in time."""
    if not labels:
        return
    coming = sorted(labels, reverse=True)
    best: _Label | None = None
    for start in _starts(option, coming[-1].end + 1, end - option.weeks):
        while coming and coming[-1].end < start:
            label = coming.pop()
            if best is None or (label.cost, label.rotations) < (best.cost, best.rotations):
                best = label
        if best is not None:
            rotations = (*best.rotations, (start, option.at[start].index))
            cost = best.cost + instance.costs.stay
            yield _Label(start + option.weeks, cost, best.stays + 1, _stay_start(instance, start), rotations)


def _leaves_room(instance: Instance, label: _Label, left: Sequence[Option], weeks_left: int) -> bool:
    """Whether the options left might still fit into the weeks left: each alone, and all into the stays together."""
    longest = instance.limits.stay_weeks
    if longest is not None:
        stays = instance.limits.max_stays - label.stays + 1
        if label.end - label.stay_start + weeks_left > longest * stays:
            return False
    return all(o.starts >> label.end for o in left)


def _undominated(labels: Iterable[_Label], rate: int) -> list[_Label]:
    """The labels left when each that another one dominates is taken out; one that ends later dominates none."""
    kept: list[_Label] = []
    for new in sorted(labels):
        if not any(_dominates(label, new, rate) for label in kept):
            kept.append(new)
    return kept


def _dominates(a: _Label, b: _Label, rate: int) -> bool:
    """Whether whatever follows B could follow A with a result that is no worse.

    Both have done the same options and end in the same metro. What follows B can follow A at the same dates: by
    waiting ``rate`` a week longer, or by going home earlier; A's stay began no earlier, so it lasts no longer; A has
    used no more stays. Then the end is the same, and where the cost is the same the earlier dates decide.
    """
    if a.end > b.end or a.stays > b.stays or a.stay_start < b.stay_start:
        return False
    cost = a.cost + (b.end - a.end) * rate
    return cost < b.cost or (cost == b.cost and a.rotations <= b.rotations)
