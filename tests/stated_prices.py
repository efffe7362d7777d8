"""The whole prices of four weeks that programs state, and the quartiles that ``guidance.yaml`` draws from them."""

from collections import defaultdict
from math import ceil
from statistics import quantiles

from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.program import ANY_SPECIALTY, Program
from usceplan.catalog.vocabulary import FeeBound, FeeRole, Kind, Provider, Status
from usceplan.costs.fees import Payer, fees_for, quote
from usceplan.eligibility import is_placement
from usceplan.planning.windows import durations

LEAST_PRICES = 3
Cell = tuple[str, Kind | None, Provider | None]


def estimate_cells(catalogue: Catalogue) -> dict[Cell, tuple[int, int, int, int]]:
    """For each rule of ``fee_estimates``: low, typical, high and the number of prices behind them."""
    prices: dict[Cell, list[int]] = defaultdict(list)
    for program in catalogue.programs:
        charges = {
            "participation": _participation_price(catalogue, program),
            "application": _application_price(program),
        }
        for charge, usd in charges.items():
            if usd is not None:
                for cell in _cells(charge, program):
                    prices[cell].append(usd)
    return {cell: (*_quartiles(found), len(found)) for cell, found in prices.items() if len(found) >= LEAST_PRICES}


def _cells(charge: str, program: Program) -> list[Cell]:
    if charge == "application":
        return [(charge, None, None)]
    return [(charge, None, None), (charge, program.kind, None), (charge, program.kind, program.provider)]


def _quartiles(found: list[int]) -> tuple[int, int, int]:
    low, typical, high = (round(value) for value in quantiles(found, n=4, method="inclusive"))
    return low, typical, high


def _participation_price(catalogue: Catalogue, program: Program) -> int | None:
    """What a graduate from abroad (else the first of the audience) pays for four weeks, application fees apart."""
    fees = program.fees
    if not is_placement(program) or fees is None or not program.fees_complete:
        return None
    lengths = durations(program, catalogue.guidance)
    weeks = min(lengths, key=lambda length: (abs(length - 4), length))
    audience = program.audience or (Status.GRADUATE,)
    status = Status.GRADUATE if Status.GRADUATE in audience else audience[0]
    payer = Payer((program.specialties or (ANY_SPECIALTY,))[0], weeks, status, is_us_person=False)
    charged = [fee for fee in fees_for(program, payer) if fee.role is FeeRole.CHARGE]
    if any(fee.bound is not FeeBound.EXACT or fee.usd is None or fee.least is not None for fee in charged):
        return None
    stated = quote(program, payer, catalogue.guidance.fee_estimates)
    if not stated.complete:
        return None
    paid = sum(line.usd.typical for line in stated.lines if not line.item.startswith("application"))
    return ceil(paid * 4 / weeks)


def _application_price(program: Program) -> int | None:
    """The application fee, where a program states exactly one."""
    found = [
        fee.usd
        for fee in program.fees or ()
        if fee.per == "application" and fee.role is FeeRole.CHARGE and fee.item.startswith("application") and fee.usd
    ]
    return found[0] if is_placement(program) and len(found) == 1 else None
