"""The budget of given rotations: every line, what it counts against, and when it is due."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from usceplan.applicant import months_before
from usceplan.assessment import apply_by, payer
from usceplan.catalog.program import Program
from usceplan.costs.amounts import Category, Dollars, Line, due_on, total
from usceplan.costs.fees import Contingency, FeeQuote, Payer
from usceplan.costs.prices import Prices
from usceplan.costs.trip import contingencies
from usceplan.planning.scheduling import Leg
from usceplan.planning.situation import WEEK, Situation
from usceplan.words import label


class Stop(NamedTuple):
    """A rotation to be paid for: where, when, and how it is reached; ``leg`` is None for the first."""

    program: Program
    specialty: str
    metro: str
    start: date
    weeks: int
    leg: Leg | None


class Budget(NamedTuple):
    """All lines, counted or not, and what may come on top."""

    lines: tuple[Line, ...]
    contingencies: tuple[Contingency, ...]

    @property
    def counted(self) -> Dollars:
        """What counts against the budget for U.S. clinical experience."""
        return total(entry.usd for entry in self.lines if entry.counted)

    @property
    def beside(self) -> Dollars:
        """What is shown and not counted."""
        return total(entry.usd for entry in self.lines if not entry.counted)

    def by_category(self) -> tuple[tuple[Category, bool, Dollars], ...]:
        """The sum of each category, those counted first, in the order of the categories."""
        sums: dict[tuple[Category, bool], list[Dollars]] = defaultdict(list)
        for entry in self.lines:
            sums[entry.category, entry.counted].append(entry.usd)
        order = [(category, counted) for counted in (True, False) for category in Category]
        return tuple((*key, total(sums[key])) for key in order if key in sums)

    def by_month(self) -> tuple[tuple[str, int], ...]:
        """What is counted and due in each month (``2027-03``), typical values."""
        sums: dict[str, int] = defaultdict(int)
        for entry in self.lines:
            for day, amount in entry.due if entry.counted else ():
                sums[day.strftime("%Y-%m")] += amount
        return tuple(sorted(sums.items()))


def budget_of(situation: Situation, prices: Prices, stops: tuple[Stop, ...]) -> Budget:
    """The budget of rotations in the order of their dates. Its counted typical total is the cost of the plan."""
    own = (*_once(situation, prices, stops), *_stays(situation, prices, stops))
    each = [entry for stop in stops for entry in _rotation(situation, prices, stop)]
    months = situation.catalogue.guidance.due.living_months_ahead.value
    legs = [entry for before, stop in pairwise(stops) for entry in _leg(prices, before, stop, months)]
    later = [entry._replace(counted=situation.applicant.include_application) for entry in prices.later()]
    fees = [prices.fees(stop.program, _payer(situation, stop)) for stop in stops]
    may_hit = [*contingencies(situation.catalogue, situation.applicant, situation.today)]
    may_hit += [one for found in fees for one in found.contingencies]
    return Budget(merged((*each, *legs, *own, *later)), tuple(may_hit))


def living_budget(prices: Prices, metro: str, start: date, weeks: int) -> Budget:
    """What living in a metro costs, alone."""
    months = prices.situation.catalogue.guidance.due.living_months_ahead.value
    return Budget(tuple(_as_one_lives(entry, start, months) for entry in prices.living(metro, start, weeks)), ())


def _payer(situation: Situation, stop: Stop) -> Payer:
    return payer(situation, stop.program, stop.weeks, situation.standing(stop.start), stop.specialty)


def _rotation(situation: Situation, prices: Prices, stop: Stop) -> Iterator[Line]:
    yield from _fees(situation, prices.fees(stop.program, _payer(situation, stop)), stop)
    months = situation.catalogue.guidance.due.living_months_ahead.value
    for entry in prices.living(stop.metro, stop.start, stop.weeks):
        yield _as_one_lives(entry, stop.start, months)


def _fees(situation: Situation, quoted: FeeQuote, stop: Stop) -> Iterator[Line]:
    """Application fees and a stated deposit are due with the application, the rest so many weeks before the start."""
    weeks = situation.catalogue.guidance.due.fees_weeks_before.value
    applied = max(situation.today, apply_by(situation, stop.program, stop.start))
    later = max(applied, stop.start - timedelta(weeks=weeks))
    deposit = quoted.deposit
    for entry in quoted.lines:
        named = entry._replace(item=f"{entry.item}: {label(stop.program)}", program=stop.program.id)
        typical = entry.usd.typical
        at_once = typical if entry.unit == "application" else min(deposit, typical)
        deposit -= 0 if entry.unit == "application" else at_once
        dues = ((applied, at_once), (later, typical - at_once))
        yield named._replace(due=tuple((day, amount) for day, amount in dues if amount))


def _as_one_lives(entry: Line, start: date, months: int) -> Line:
    """Food falls due week by week, other weekly costs so many months ahead; a trip when it begins."""
    if entry.unit != "week":
        return due_on(entry, start)
    ahead = 0 if entry.category is Category.FOOD else months
    dues: dict[date, int] = defaultdict(int)
    for number in range(entry.quantity):
        dues[_paid_on(start, start + number * WEEK, ahead)] += entry.unit_usd.typical
    return entry._replace(due=tuple(dues.items()))


def _paid_on(start: date, monday: date, months: int) -> date:
    """The day on which a week is paid for that is paid with others, so many months from ``start`` on at a time."""
    if months == 0:
        return monday
    paid, number = start, months
    while (following := months_before(start, -number)) <= monday:
        paid, number = following, number + months
    return paid


def _leg(prices: Prices, before: Stop, stop: Stop, months: int) -> Iterator[Line]:
    leg = stop.leg
    if leg is None or leg.kind == "home":
        return
    waiting_from = before.start + before.weeks * WEEK
    if leg.weeks:
        for entry in prices.waiting_week(before.metro):
            waited = entry._replace(quantity=leg.weeks, usd=entry.unit_usd.times(leg.weeks))
            yield _as_one_lives(waited, waiting_from, months)
    if before.metro != stop.metro:
        for entry in prices.move():
            yield due_on(entry, stop.start)


def _stays(situation: Situation, prices: Prices, stops: tuple[Stop, ...]) -> Iterator[Line]:
    weeks = situation.catalogue.guidance.due.airfare_weeks_before.value
    for number, stop in enumerate(stops):
        if number == 0 or (stop.leg is not None and stop.leg.kind == "home"):
            booked = max(situation.today, stop.start - timedelta(weeks=weeks))
            for entry in prices.stay():
                yield due_on(entry, booked if entry.category is Category.AIRFARE else stop.start)


def _once(situation: Situation, prices: Prices, stops: tuple[Stop, ...]) -> Iterator[Line]:
    weeks = situation.catalogue.guidance.due.visa_weeks_before.value
    day = max(situation.today, stops[0].start - timedelta(weeks=weeks))
    for entry in prices.once():
        yield due_on(entry, day)


def merged(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines of the same item at the same unit price joined into one, in the order of categories."""
    joined: dict[tuple[object, ...], Line] = {}
    for entry in lines:
        key = (entry.category, entry.item, entry.unit, entry.unit_usd, entry.counted)
        known = joined.get(key)
        joined[key] = entry if known is None else _joined(known, entry)
    order = list(Category)
    return tuple(sorted(joined.values(), key=lambda entry: (not entry.counted, order.index(entry.category))))


def _joined(one: Line, other: Line) -> Line:
    return one._replace(
        quantity=one.quantity + other.quantity, usd=one.usd + other.usd, due=tuple(sorted((*one.due, *other.due)))
    )
