"""What a program charges for one rotation: the fees that hold for it and only those; estimates of the rest."""

from fractions import Fraction
from math import ceil
from typing import NamedTuple

from usceplan.applicant import WIDER_STATUS
from usceplan.catalog.guidance import FeeEstimate
from usceplan.catalog.program import ANY_SPECIALTY, Fee, FeeScope, Program
from usceplan.catalog.vocabulary import FeeBound, FeeRole, Kind, Provider, Status
from usceplan.costs.amounts import Basis, Category, Dollars, Line, total
from usceplan.sources import supporting_source

WEEKS_IN_MONTH = (52, 12)
WEEKS_IN_YEAR = 52
ESTIMATE_WEEKS = 4


class Payer(NamedTuple):
    """What decides which fees hold: the rotation's specialty and weeks, and who pays."""

    specialty: str
    weeks: int
    status: Status
    is_us_person: bool


class Contingency(NamedTuple):
    """An amount that may come on top and is never added."""

    item: str
    usd: Dollars
    condition: str
    source: str | None
    as_of: str | None


class FeeQuote(NamedTuple):
    """What one rotation at a program costs in fees. ``complete`` is whether every part of it is stated.

    ``usd`` is the sum of the lines. ``deposit`` is the part of it that is paid at once, whole U.S. dollars; the most
    where several are named.
    """

    lines: tuple[Line, ...]
    contingencies: tuple[Contingency, ...]
    complete: bool
    usd: Dollars
    deposit: int = 0


def quote(program: Program, payer: Payer, estimates: tuple[FeeEstimate, ...]) -> FeeQuote:
    """The fees of one rotation."""
    fees = fees_for(program, payer)
    source = supporting_source(program, "fees")
    stated = [_stated_line(fee, payer.weeks, program, estimates, source) for fee in fees if _is_charged(fee)]
    unstated = _estimated_lines(program, fees, payer.weeks, estimates)
    lines = tuple(entry for entry in (*stated, *unstated) if entry.quantity > 0)
    return FeeQuote(
        lines=lines,
        contingencies=tuple(
            _contingency(fee, payer.weeks, program, estimates, source)
            for fee in fees
            if fee.role is FeeRole.CONDITIONAL
        ),
        complete=not unstated and all(entry.basis is Basis.STATED for entry in stated),
        usd=total([entry.usd for entry in lines]),
        deposit=_deposit(fees),
    )


def fees_for(program: Program, payer: Payer) -> list[Fee]:
    """The fees of a program that are meant for this rotation and this person."""
    fees = program.fees or ()
    named = {status for fee in fees if fee.only is not None for status in fee.only.audience or ()}
    status = payer.status if payer.status in named else WIDER_STATUS.get(payer.status, payer.status)
    priced_as = payer._replace(status=status)
    return [fee for fee in fees if holds(fee, priced_as)]


def holds(fee: Fee, payer: Payer) -> bool:
    """Whether a fee is meant for this rotation and this person."""
    scope = fee.only
    if scope is None:
        return True
    return (
        _names_specialty(scope, payer.specialty)
        and _names_weeks(scope, payer.weeks)
        and (scope.audience is None or payer.status in scope.audience)
        and (scope.nationality is None or (scope.nationality == "us-person") == payer.is_us_person)
        # Applicants come from schools abroad, so a price for students of accredited U.S. schools never holds.
        and scope.school != "us-accredited"
    )


def _names_specialty(scope: FeeScope, specialty: str) -> bool:
    return scope.specialties is None or specialty in scope.specialties or ANY_SPECIALTY in scope.specialties


def _names_weeks(scope: FeeScope, weeks: int) -> bool:
    if scope.weeks is None:
        return True
    return (scope.weeks.min or 0) <= weeks and (scope.weeks.max is None or weeks <= scope.weeks.max)


def _is_charged(fee: Fee) -> bool:
    return fee.role is FeeRole.CHARGE and fee.usd is not None


def counted_weeks(fee: Fee, weeks: int) -> int:
    """The weeks of a rotation that a fee counts: all, the first ones, or those after the first block."""
    begun = weeks if fee.first_weeks is None else min(weeks, fee.first_weeks)
    return max(0, begun - (fee.after_weeks or 0))


def quantity(fee: Fee, weeks: int) -> int:
    """How many times a fee is due for a rotation of so many weeks. A started period counts whole."""
    counted = counted_weeks(fee, weeks)
    if fee.per == "application":
        return 1
    if counted == 0:
        return 0
    if fee.per == "rotation":
        return 1
    if fee.per == "day":
        return counted * fee.days_per_week
    if fee.per == "week":
        return counted
    if fee.per == "month":
        return ceil(counted * WEEKS_IN_MONTH[1] / WEEKS_IN_MONTH[0])
    if fee.per == "year":
        return ceil(counted / WEEKS_IN_YEAR)
    return ceil(counted / block_weeks(fee.per))


def block_weeks(per: str) -> int:
    """The weeks of a block such as ``4-weeks``."""
    return int(per.removesuffix("-weeks"))


def _period_weeks(per: str) -> Fraction:
    # Exact: rounding up would turn the least error of a division into a dollar.
    if per == "month":
        return Fraction(*WEEKS_IN_MONTH)
    if per == "year":
        return Fraction(WEEKS_IN_YEAR)
    return Fraction(block_weeks(per))


def _amount(fee: Fee, weeks: int) -> tuple[int, int]:
    """Quantity and whole dollars of a stated fee; a prorated one is a single amount, rounded up."""
    usd = fee.usd or 0
    if _is_prorated(fee):
        return 1, ceil(usd * counted_weeks(fee, weeks) / _period_weeks(fee.per))
    return quantity(fee, weeks), usd


def _is_prorated(fee: Fee) -> bool:
    return fee.prorated and fee.per not in ("application", "rotation", "day", "week")


def _unit_usd(fee: Fee, usd: int) -> Dollars:
    if fee.bound is FeeBound.UP_TO or fee.least is not None:
        return Dollars(min(fee.least or 0, usd), usd, usd)
    return Dollars.exactly(usd)


def _stated_line(
    fee: Fee, weeks: int, program: Program, estimates: tuple[FeeEstimate, ...], source: str | None
) -> Line:
    times, usd = _amount(fee, weeks)
    unit, basis = _unit_usd(fee, usd), Basis.STATED
    if fee.bound is FeeBound.FROM and fee.per != "application" and times:
        # How much more than the least it can be is not stated: the high value is that of the rule.
        high = ceil(participation_estimate(program, weeks, estimates).high / times)
        unit, basis = Dollars(unit.low, unit.typical, max(unit.high, high)), Basis.ESTIMATE
    return Line(
        category=Category.PROGRAM_FEES,
        item=_item(fee),
        quantity=times,
        unit="rotation" if _is_prorated(fee) else fee.per,
        unit_usd=unit,
        usd=unit.times(times),
        basis=basis,
        source=source,
        as_of=fee.as_of,
    )


def _item(fee: Fee) -> str:
    if fee.bound is FeeBound.FROM:
        return f"{fee.item} (from)"
    if fee.bound is FeeBound.UP_TO:
        return f"{fee.item} (at most)"
    return fee.item


def _contingency(
    fee: Fee, weeks: int, program: Program, estimates: tuple[FeeEstimate, ...], source: str | None
) -> Contingency:
    times, usd = _amount(fee, weeks)
    if fee.usd is None:
        text, amount = f"{fee.item}, amount not stated, estimate", _small_fee(program, estimates)
    else:
        text, amount = _item(fee), _unit_usd(fee, usd).times(times)
    return Contingency(text, amount, fee.condition or "", source, fee.as_of)


def _estimated_lines(program: Program, fees: list[Fee], weeks: int, estimates: tuple[FeeEstimate, ...]) -> list[Line]:
    whole = participation_estimate(program, weeks, estimates)
    if program.fees is None:
        return [_participation_line("participation, price not stated", whole)]
    charges = [fee for fee in fees if fee.role is FeeRole.CHARGE]
    lines = [
        _application_line(program, fee, estimates) for fee in charges if fee.usd is None and fee.per == "application"
    ]
    parts = [fee for fee in charges if fee.per != "application"]
    # Several unknown amounts of one rotation are parts of one price, so they are estimated once.
    open_parts = [fee for fee in parts if fee.usd is None]
    if open_parts:
        names = " and ".join(dict.fromkeys(fee.item for fee in open_parts))
        rest = _rest(whole, parts, weeks, _small_fee(program, estimates))
        usd = _at_least(rest, _deposit(fees))
        may_be_free = all(fee.least == 0 for fee in open_parts)
        return [*lines, _participation_line(f"{names}, amount not stated", usd, may_be_free=may_be_free)]
    if parts:
        return lines
    if program.fees_complete is None:
        text = "participation, not stated whether there is a fee"
        return [*lines, _participation_line(text, whole, may_be_free=True)]
    if any(fee.role is FeeRole.CHARGE and fee.per != "application" for fee in program.fees):
        # There are prices, but only for others: for another specialty, length or audience.
        return [*lines, _participation_line("participation, no price stated for this rotation", whole)]
    return lines


def _deposit(fees: list[Fee]) -> int:
    return max((fee.usd or 0 for fee in fees if fee.role is FeeRole.DEPOSIT), default=0)


def _rest(whole: Dollars, parts: list[Fee], weeks: int, least: Dollars) -> Dollars:
    """What is left of an expected whole price beside its stated parts; at least a small fee."""
    amounts = (_amount(fee, weeks) for fee in parts if fee.usd is not None)
    stated = sum(times * usd for times, usd in amounts)
    return Dollars(
        max(whole.low - stated, least.low),
        max(whole.typical - stated, least.typical),
        max(whole.high - stated, least.high),
    )


def _at_least(usd: Dollars, floor: int) -> Dollars:
    return Dollars(max(usd.low, floor), max(usd.typical, floor), max(usd.high, floor))


def _participation_line(item: str, usd: Dollars, *, may_be_free: bool = False) -> Line:
    if may_be_free:
        usd = usd._replace(low=0)
    return Line(Category.PROGRAM_FEES, item, 1, "rotation", usd, usd, Basis.ESTIMATE, None, None)


def _application_line(program: Program, fee: Fee, estimates: tuple[FeeEstimate, ...]) -> Line:
    usd = _small_fee(program, estimates)
    text = f"{fee.item}, amount not stated"
    return Line(Category.PROGRAM_FEES, text, 1, "application", usd, usd, Basis.ESTIMATE, None, None)


def _small_fee(program: Program, estimates: tuple[FeeEstimate, ...]) -> Dollars:
    """What an application fee is expected to be where it is not stated."""
    usd = estimate_rule(estimates, "application", program.kind, program.provider).usd
    return Dollars(usd.low, usd.typical, usd.high)


def participation_estimate(program: Program, weeks: int, estimates: tuple[FeeEstimate, ...]) -> Dollars:
    """What so many weeks are expected to cost where no price is stated: the rule's price of four weeks, prorated."""
    usd = estimate_rule(estimates, "participation", program.kind, program.provider).usd
    low, typical, high = (ceil(amount * weeks / ESTIMATE_WEEKS) for amount in (usd.low, usd.typical, usd.high))
    return Dollars(low, typical, high)


def estimate_rule(
    estimates: tuple[FeeEstimate, ...], charge: str, kind: Kind | None, provider: Provider
) -> FeeEstimate:
    """The most exact rule that holds: kind and provider, then kind, then any."""
    fitting = [
        rule
        for rule in estimates
        if rule.charge == charge and rule.kind in (None, kind) and rule.provider in (None, provider)
    ]
    return max(fitting, key=lambda rule: (rule.kind is not None) * 2 + (rule.provider is not None))
