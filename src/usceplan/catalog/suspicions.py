"""What looks wrong in entries of the catalogue and may still be right: for a person to look at, never a mistake."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from usceplan.catalog.program import ANY_SPECIALTY, Fee, Program
from usceplan.catalog.values import first_day
from usceplan.catalog.vocabulary import EntryType, FeeRole
from usceplan.problems import PathParts

OLD_YEARS = 2
LEAST_PRICES = 8
"""Fewer prices of a kind say nothing of its range."""
FENCE = 1.5
"""How many times the middle half's width a price may lie outside of it (Tukey, Exploratory Data Analysis, 1977)."""
ALIKE = 0.75
"""The share of words in common from which on two names look like one."""
DAYS_PER_MONTH = 365.25 / 12
_SMALL_WORDS = frozenset({"a", "and", "at", "for", "in", "of", "the", "to"})


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One thing to look at: what sort it is of, the path to it in the entry, and what is odd about it."""

    kind: str
    path: PathParts
    message: str


def suspicions(programs: Sequence[Program], catalogue: Sequence[Program], today: date) -> list[list[Suspicion]]:
    """What looks wrong in each of the entries, seen beside all of the catalogue, on a day."""
    ranges = price_ranges(catalogue)
    return [
        [*_of_itself(one, today), *_unusual_fees(one, ranges), *_looks_like_another(one, catalogue)] for one in programs
    ]


def _of_itself(program: Program, today: date) -> Iterator[Suspicion]:
    for number, fee in enumerate(program.fees or ()):
        if fee.usd is not None and fee.as_of is None:
            message = f"the price of {fee.item} has no date"
            yield Suspicion("price-without-date", ("fees", number), message)
    if not any(page.official for page in program.sources):
        message = "no source is official: none is a page of the program or its institution"
        yield Suspicion("no-official-source", ("sources",), message)
        if program.verified:
            message = "an official page is said to show that it exists, and none is among the sources; expected false"
            yield Suspicion("verified-without-page", ("verified",), message)
    for number, page in enumerate(program.sources):
        if page.as_of is None:
            continue
        if _is_before(page.as_of, _years_before(today, OLD_YEARS)):
            message = f"the page is of {page.as_of}, more than {OLD_YEARS} years before {today.isoformat()}"
            yield Suspicion("old-page", ("sources", number, "as_of"), message)
        elif first_day(page.as_of) > today:
            message = f"the page is of {page.as_of}, after {today.isoformat()}"
            yield Suspicion("page-of-the-future", ("sources", number, "as_of"), message)


def _years_before(day: date, years: int) -> str:
    """As text, since February 29 has no day of its own in other years."""
    return f"{day.year - years:04}{day.isoformat()[4:]}"


def _is_before(as_of: str, day: str) -> bool:
    """Whether every day that a date of any precision can mean is before the day."""
    return as_of < day[: len(as_of)]


# Prices


def weekly_usd(fee: Fee, program: Program) -> float | None:
    """What a charge comes to by the week; null where it is none, or the weeks it is for are not known."""
    if not fee.usd or fee.role is not FeeRole.CHARGE or fee.per == "application":
        return None
    weeks = {"day": 1 / fee.days_per_week, "week": 1, "month": DAYS_PER_MONTH / 7, "year": 52}.get(fee.per)
    if weeks is None and fee.per != "rotation":
        weeks = int(fee.per.partition("-")[0])
    length = program.duration_weeks
    if weeks is None and length is not None and length.min == length.max:
        weeks = length.min
    return fee.usd / weeks if weeks else None


def price_ranges(programs: Sequence[Program]) -> Mapping[str, tuple[float, float]]:
    """The usual weekly prices of each kind of placement, from the catalogue itself.

    Prices are compared by their logarithms, as twice the price is as far off as half of it. The range goes from the
    first to the third quartile and 1.5 times the distance between these to both sides; a kind with fewer than 8 prices
    has none.
    """
    prices: dict[str, list[float]] = defaultdict(list)
    for program in programs:
        for fee in program.fees or ():
            if program.kind is not None and (usd := weekly_usd(fee, program)) is not None:
                prices[program.kind].append(math.log(usd))
    return {kind: _fences(logs) for kind, logs in prices.items() if len(logs) >= LEAST_PRICES}


def _fences(logs: list[float]) -> tuple[float, float]:
    first, _, third = quantiles(logs, n=4)
    beyond = FENCE * (third - first)
    return math.exp(first - beyond), math.exp(third + beyond)


def _unusual_fees(program: Program, ranges: Mapping[str, tuple[float, float]]) -> Iterator[Suspicion]:
    if program.kind is None or program.kind not in ranges:
        return
    low, high = ranges[program.kind]
    for number, fee in enumerate(program.fees or ()):
        usd = weekly_usd(fee, program)
        if usd is not None and not low <= usd <= high:
            message = (
                f"{fee.item} comes to ${usd:,.0f} a week; most prices of this kind ({program.kind}) lie "
                f"between ${low:,.0f} and ${high:,.0f}"
            )
            yield Suspicion("unusual-fee", ("fees", number, "usd"), message)


# Entries given twice


def _looks_like_another(program: Program, catalogue: Sequence[Program]) -> Iterator[Suspicion]:
    for other in catalogue:
        if other.id != program.id and _look_alike(program, other):
            yield Suspicion(
                "looks-like-another", ("name",), f"the entry looks like {other.id}; is it the same program?"
            )


def _look_alike(one: Program, other: Program) -> bool:
    is_same_sort = one.kind is other.kind and one.entry is EntryType.PLACEMENT is other.entry
    if not is_same_sort or not _may_share(one.specialties, other.specialties, anything=ANY_SPECIALTY):
        return False
    if one.url is not None and one.url == other.url and one.audience == other.audience:
        return True
    words, others = _words(one), _words(other)
    return _may_share(one.locations, other.locations) and len(words & others) >= ALIKE * len(words | others)


def _may_share(some: Sequence[object] | None, others: Sequence[object] | None, anything: object = None) -> bool:
    if some is None or others is None or anything in some or anything in others:
        return True
    return any(item in others for item in some)


def _words(program: Program) -> set[str]:
    plain = "".join(
        letter if letter.isalnum() else " " for letter in f"{program.name} {program.institution}".casefold()
    )
    return set(plain.split()) - _SMALL_WORDS
