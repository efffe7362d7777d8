"""Look-ups in the dated parameters: what a thing costs on a day, in whole dollars, and how well that is known.

All rounding is half up, to whole dollars (a rent rule may name a coarser step), and only after the exact arithmetic: a
week is 12/52 of a month.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import chain
from typing import NamedTuple, TypeVar

from usceplan.catalog.costs import CostsFile, Dated, DatedValue, PageSource, Parameter, Tier
from usceplan.catalog.places import NATIONAL_DEFAULT, CarNeed, Metro, PlacesFile
from usceplan.catalog.vocabulary import Confidence, Housing
from usceplan.costs.amounts import Basis

ERAS_APPLICATIONS = "residency_application.eras_applications"
FOOD_PLAN = "food.low_cost"

_FOUR_DAYS = timedelta(days=4)
"""From the 28th of any month into the next."""
_ONE = Fraction(1)
_WEEK_OF_MONTH = Fraction(12, 52)
_CAR_NOT_COUNTED = "a car is usually needed; not counted, no figure found"


class Amount(NamedTuple):
    """Low, typical and high in whole U.S. dollars, and what they rest on.

    ``parameter`` is the id of what was looked up, ``source`` the page it is from, ``as_of`` the day that page speaks
    for; ``warning`` says what one should know before relying on it.
    """

    low: int
    typical: int
    high: int
    basis: Basis
    source: str | None
    as_of: str | None
    parameter: str
    warning: str | None


class WeeklyLiving(NamedTuple):
    """What a week in a metro costs, by part; ``warning`` is of the whole."""

    metro: str
    housing: Amount
    food: Amount
    transport: Amount
    warning: str | None

    @property
    def low(self) -> int:
        """The sum of the parts' low amounts, in whole U.S. dollars a week."""
        return self.housing.low + self.food.low + self.transport.low

    @property
    def typical(self) -> int:
        """The sum of the parts' typical amounts, in whole U.S. dollars a week."""
        return self.housing.typical + self.food.typical + self.transport.typical

    @property
    def high(self) -> int:
        """The sum of the parts' high amounts, in whole U.S. dollars a week."""
        return self.housing.high + self.food.high + self.transport.high


_R = TypeVar("_R", bound=Dated)


@cache
def _exact(number: float) -> Fraction:
    """The number as it is written in the file, without the error of binary fractions."""
    return Fraction(str(number))


def _half_up(value: Fraction | int, factor: Fraction = _ONE, step: int = 1) -> int:
    """The multiple of ``step`` nearest to the value times the factor, the greater of two that are equally near."""
    # In whole numbers, as this is done some thousand times for a recommendation.
    whole = step * value.denominator * factor.denominator
    return (2 * value.numerator * factor.numerator + whole) // (2 * whole) * step


def _latest(rows: Sequence[_R], on: date) -> _R | None:
    return next((row for row in reversed(rows) if row.from_ is None or row.from_ <= on), None)


def _latest_or_first(rows: Sequence[_R], on: date) -> tuple[_R, str | None]:
    """The row in force, or else the earliest one with a warning that it is of a later day."""
    row = _latest(rows, on)
    if row is not None:
        return row, None
    return rows[0], f"no figure for {on} is known; the earliest, of {rows[0].from_}, is used"


def changed_months(places: PlacesFile, costs: CostsFile) -> tuple[date, ...]:
    """The months, by their first days and in order, at whose beginning some figure is another than a month before."""
    metros = (places.national_default, *places.metros.values())
    rules = (places.housing_rules.shared_room, places.housing_rules.furnished_short_let)
    parameters = [one for group in costs.groups.values() for one in group.values()]
    tables: Iterator[Sequence[Dated]] = chain(
        (metro.rents for metro in metros),
        (metro.transit_pass.values for metro in metros),
        (rule.values for rule in rules),
        (one.values for one in parameters),
    )
    days = {row.from_ for rows in tables for row in rows if row.from_ is not None}
    return tuple(sorted({day if day.day == 1 else (day.replace(day=28) + _FOUR_DAYS).replace(day=1) for day in days}))


def _joined(*warnings: str | None) -> str | None:
    return "; ".join(warning for warning in warnings if warning is not None) or None


def parameter(costs: CostsFile, name: str) -> Parameter:
    """The parameter called ``group.id``. Raises KeyError where there is none."""
    group, _, id_ = name.partition(".")
    try:
        return costs.groups[group][id_]
    except KeyError:
        raise KeyError(f"there is no parameter {name!r} in costs.yaml") from None


def in_force(parameter: Parameter, on: date) -> DatedValue | None:
    """The row that holds on a day: the last that begins no later. ``None`` if all of them begin later."""
    return _latest(parameter.values, on)


def _basis(row: DatedValue) -> Basis:
    is_printed = row.source is not None and not row.derived and row.fallback_usd is None
    return Basis.PUBLISHED if is_printed else Basis.ESTIMATE


def _row_warning(row: DatedValue, confidence: Confidence, on: date) -> str | None:
    if row.fallback_usd is not None:
        last_known = _half_up(_exact(row.fallback_usd.typical))
        return f"no price found for {on.year}; the last known, ${last_known:,}, is used"
    if not row.collected:
        return "enacted, but not collected yet"
    if (row.confidence or confidence) is not Confidence.LOW:
        return None
    return "no source was found for this figure" if row.source is None else "known from a weak source only"


def _row_amount(
    name: str,
    row: DatedValue,
    sources: Mapping[str, PageSource],
    confidence: Confidence,
    on: date,
    *,
    per_unit: Fraction = _ONE,
) -> Amount | None:
    """The amount of a row times ``per_unit``. ``None`` if it has neither a price nor a fallback."""
    spread = row.usd or row.fallback_usd
    if spread is None:
        return None
    low, typical, high = (_half_up(_exact(number), per_unit) for number in (spread.low, spread.typical, spread.high))
    page = None if row.source is None else sources[row.source]
    return Amount(
        low=low,
        typical=typical,
        high=high,
        basis=_basis(row),
        source=page.url if page else None,
        as_of=page.as_of if page else None,
        parameter=name,
        warning=_row_warning(row, confidence, on),
    )


def _pages(parameter: Parameter) -> Mapping[str, PageSource]:
    return {source.id: source for source in parameter.sources}


def amount(costs: CostsFile, name: str, on: date) -> Amount | None:
    """What the parameter called ``group.id`` costs on a day.

    Where its price is not known, the last one that was, with a warning; ``None`` where none ever was, where it
    begins later, or where it is no price. Raises KeyError for a parameter that does not exist.
    """
    known = parameter(costs, name)
    row = in_force(known, on)
    return None if row is None else _row_amount(name, row, _pages(known), known.confidence, on)


def _charge(tiers: Sequence[Tier], count: int) -> int:
    total = 0
    for tier in tiers:
        reached = min(count, tier.last or count) - tier.first + 1
        if reached > 0:
            total += (tier.flat_usd or 0) + (tier.usd_each or 0) * reached
    return total


def eras_fee(costs: CostsFile, programs: int, on: date) -> Amount:
    """ERAS's fee for applying to a number of residency programs in one specialty on a day.

    Where a season's prices are not known, those of the season that the file names for it, with a warning. Raises
    ValueError for fewer than no programs.
    """
    if programs < 0:
        raise ValueError(f"expected 0 or more residency programs, got {programs}")
    fee = parameter(costs, ERAS_APPLICATIONS)
    row, warning = _latest_or_first(fee.values, on)
    priced = row
    if row.tiers is None:
        priced = next(known for known in fee.values if known.tiers and known.season == row.fallback_season)
        warning = f"no prices found for the {row.season} season; those of {row.fallback_season} are used"
    total = _charge(priced.tiers or (), programs)
    page = None if priced.source is None else _pages(fee)[priced.source]
    return Amount(
        low=total,
        typical=total,
        high=total,
        basis=Basis.ESTIMATE if page is None or warning else Basis.PUBLISHED,
        source=page.url if page else None,
        as_of=page.as_of if page else None,
        parameter=ERAS_APPLICATIONS,
        warning=warning,
    )


def metro_of(places: PlacesFile, city: str | None, state: str) -> str:
    """The id of the metro that a city is counted to, whatever its capitals; else that of the national default."""
    if city is None:
        return NATIONAL_DEFAULT
    return places.metro_by_city.get((city.casefold(), state), NATIONAL_DEFAULT)


def _metro(places: PlacesFile, id_: str) -> Metro:
    if id_ == NATIONAL_DEFAULT:
        return places.national_default
    try:
        return places.metros[id_]
    except KeyError:
        raise KeyError(f"there is no metro {id_!r} in places.yaml") from None


def per_week(monthly: Amount) -> Amount:
    """What an amount a month comes to in a week."""
    low, typical, high = (_half_up(usd, _WEEK_OF_MONTH) for usd in (monthly.low, monthly.typical, monthly.high))
    return monthly._replace(low=low, typical=typical, high=high)


def _housing(places: PlacesFile, id_: str, on: date, housing: Housing) -> Amount:
    """A month of housing, by the rule that makes it of the area's rents."""
    rents, early_rents = _latest_or_first(_metro(places, id_).rents, on)
    rules = places.housing_rules
    is_shared = housing is Housing.SHARED_ROOM
    rule = rules.shared_room if is_shared else rules.furnished_short_let
    rent = rents.two_bedroom if is_shared else rents.efficiency
    factors, early_rule = _latest_or_first(rule.values, on)
    low, typical, high = (
        _half_up(rent, _exact(factor), rule.round_to_usd) for factor in (factors.low, factors.typical, factors.high)
    )
    judged = "worked out from a rent by a rule of thumb" if rule.confidence is Confidence.LOW else None
    page = places.sources[rents.source]
    return Amount(
        low=low,
        typical=typical,
        high=high,
        basis=Basis.ESTIMATE,
        source=page.url,
        as_of=page.as_of,
        parameter=f"metros.{id_}.{housing}",
        warning=_joined(early_rents, early_rule, judged),
    )


def _no_housing(id_: str, housing: Housing) -> Amount:
    """Housing that the applicant says costs nothing."""
    return Amount(0, 0, 0, Basis.STATED, None, None, f"metros.{id_}.{housing}", None)


def _factor(costs: CostsFile, name: str, on: date) -> Fraction:
    row, _ = _latest_or_first(parameter(costs, name).values, on)
    if isinstance(row.value, bool) or not isinstance(row.value, int | float):
        raise TypeError(f"expected a number as the value of {name} in costs.yaml")
    return _exact(row.value)


def _food(costs: CostsFile, metro: Metro, on: date) -> Amount:
    """A week of food for one person."""
    plan = parameter(costs, FOOD_PLAN)
    row, early = _latest_or_first(plan.values, on)
    scale, scaled = _ONE, None
    if metro.food_factor is not None:
        scale = _factor(costs, metro.food_factor, on)
        scaled = f"raised by {metro.food_factor}, an approximation"
    weekly = _row_amount(FOOD_PLAN, row, _pages(plan), plan.confidence, on, per_unit=scale * _WEEK_OF_MONTH)
    if weekly is None:
        raise ValueError(f"expected a price in {FOOD_PLAN} of costs.yaml")
    return _cautioned(weekly, early, scaled)


def _cautioned(found: Amount, *warnings: str | None) -> Amount:
    """The amount with these warnings before its own; an estimate if there are any."""
    caution = _joined(*warnings)
    if caution is None:
        return found
    return found._replace(basis=Basis.ESTIMATE, warning=_joined(caution, found.warning))


def _transport(places: PlacesFile, id_: str, on: date) -> Amount:
    """A week of the transit pass; that of the national default where no price of the local one was found."""
    transit = _metro(places, id_).transit_pass
    row, early = _latest_or_first(transit.values, on)
    name = f"metros.{id_}.transit_pass"
    weekly = _row_amount(name, row, places.sources, transit.confidence, on, per_unit=_WEEK_OF_MONTH)
    if weekly is not None:
        return _cautioned(weekly, early)
    if id_ == NATIONAL_DEFAULT:
        raise ValueError("expected a price of the national default's transit pass in places.yaml")
    missing = f"no price found for the {transit.name}; the national default is used"
    return _cautioned(_transport(places, NATIONAL_DEFAULT, on), missing)


def weekly_living(
    places: PlacesFile,
    costs: CostsFile,
    metro: str,
    on: date,
    *,
    housing: Housing = Housing.SHARED_ROOM,
    free_housing: bool = False,
) -> WeeklyLiving:
    """What housing, food and transport cost a person a week in a metro, or in ``national-default``.

    Food is USDA's Low-Cost Plan, transport the local transit pass; a car is never counted, since no figure for it
    was found, only warned of. Before the first day of a figure its earliest value is taken, with a warning. Raises
    KeyError for a metro that does not exist.
    """
    where = _metro(places, metro)
    return WeeklyLiving(
        metro=metro,
        housing=_no_housing(metro, housing) if free_housing else per_week(_housing(places, metro, on, housing)),
        food=_food(costs, where, on),
        transport=_transport(places, metro, on),
        warning=_CAR_NOT_COUNTED if where.car_needed is CarNeed.USUALLY else None,
    )
