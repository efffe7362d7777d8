"""The optimization problem as data: what the optimizer is given, and what ``--export-model`` writes.

All amounts are integers, so that results repeat exactly on every machine: whole U.S. dollars, week numbers counted from
``first_monday``, and thousandths of a letter, of a week and of a point.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

MODEL_SCHEMA = "usceplan.model/1"


class Candidate(NamedTuple):
    """A rotation that could be part of a plan.

    A tuple, as there are ten thousand and more of them, and a frozen dataclass takes seven times as long to make.
    """

    index: int  # type: ignore[assignment]  # a tuple has a method of this name, which nobody wants of a candidate
    program: str
    specialty: str
    metro: str
    start: int
    """The week number of its first Monday."""
    weeks: int
    usd: int
    """Fees and living costs, typical values."""
    letter: int
    """Thousandths of a letter."""
    hands_on: int
    """Thousandths of a week."""
    specialty_weeks: int
    """Thousandths of a week."""
    mix: tuple[bool, bool, bool]
    """Inpatient, outpatient, residency programs on site."""
    recency: int
    """Points."""

    @property
    def end(self) -> int:
        """The week number of the Monday after its last week."""
        return self.start + self.weeks


@dataclass(frozen=True, slots=True)
class PlanLimits:
    """What no plan may exceed. ``stay_days`` is None where no stay is limited; ``must_include`` holds program ids."""

    budget: int
    max_rotations: int
    max_stays: int
    stay_days: int | None
    must_include: tuple[str, ...] = ()

    @property
    def stay_weeks(self) -> int | None:
        """The whole weeks that fit in a stay."""
        return None if self.stay_days is None else self.stay_days // 7


@dataclass(frozen=True, slots=True)
class PlanCosts:
    """What a plan costs besides its rotations, in whole dollars.

    ``once`` for any plan at all, ``stay`` for each stay (airfare and entry), ``move`` each time a stay goes on in
    another metro, ``weekly`` a week of waiting in a metro.
    """

    once: int
    stay: int
    move: int
    weekly: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CappedPart:
    """Points × min(held + sum, cap) / cap; cap and held in thousandths of a letter or of a week."""

    points: int
    cap: int
    held: int

    def score(self, total: int) -> int:
        """Thousandths of a point for what the rotations add to what is held, rounded down."""
        return self.points * 1000 * min(self.held + total, self.cap) // self.cap


class RecencyPart(NamedTuple):
    """The greatest recency among what is held and the rotations, in points."""

    points: int
    held: int


class MixPart(NamedTuple):
    """Points for inpatient, outpatient and residency programs on site, each once; ``held`` says which are held."""

    inpatient: int
    outpatient: int
    residency: int
    held: tuple[bool, bool, bool]


class Parts(NamedTuple):
    """The five parts of the strength."""

    letters: CappedPart
    hands_on: CappedPart
    specialty: CappedPart
    recency: RecencyPart
    mix: MixPart


class PartScores(NamedTuple):
    """The strength of a plan by part, in thousandths of a point."""

    letters: int
    hands_on: int
    specialty: int
    recency: int
    mix: int

    @property
    def total(self) -> int:
        """The strength, in thousandths of a point."""
        return self.letters + self.hands_on + self.specialty + self.recency + self.mix


@dataclass(frozen=True, slots=True)
class Instance:
    """One optimization problem."""

    first_monday: date
    weeks: int
    candidates: tuple[Candidate, ...]
    limits: PlanLimits
    costs: PlanCosts
    parts: Parts


def score(parts: Parts, chosen: tuple[Candidate, ...]) -> PartScores:
    """The strength of a set of rotations, by part."""
    mix = [held or any(c.mix[i] for c in chosen) for i, held in enumerate(parts.mix.held)]
    weights = (parts.mix.inpatient, parts.mix.outpatient, parts.mix.residency)
    return PartScores(
        letters=parts.letters.score(sum(c.letter for c in chosen)),
        hands_on=parts.hands_on.score(sum(c.hands_on for c in chosen)),
        specialty=parts.specialty.score(sum(c.specialty_weeks for c in chosen)),
        recency=1000 * max([parts.recency.held, *(c.recency for c in chosen)]),
        mix=1000 * sum(weight for weight, has in zip(weights, mix, strict=True) if has),
    )


def exported(instance: Instance) -> dict[str, Any]:
    """The instance as plain data for a JSON file (``usceplan.model/1``)."""
    limits, costs, parts = instance.limits, instance.costs, instance.parts
    return {
        "schema": MODEL_SCHEMA,
        "first_monday": instance.first_monday.isoformat(),
        "weeks": instance.weeks,
        "candidates": [
            {
                "index": c.index,
                "program": c.program,
                "specialty": c.specialty,
                "metro": c.metro,
                "start": c.start,
                "weeks": c.weeks,
                "usd": c.usd,
                "letter": c.letter,
                "hands_on": c.hands_on,
                "specialty_weeks": c.specialty_weeks,
                "mix": list(c.mix),
                "recency": c.recency,
            }
            for c in instance.candidates
        ],
        "limits": {
            "budget": limits.budget,
            "max_rotations": limits.max_rotations,
            "max_stays": limits.max_stays,
            "stay_days": limits.stay_days,
            "must_include": list(limits.must_include),
        },
        "costs": {
            "once": costs.once,
            "stay": costs.stay,
            "move": costs.move,
            "weekly": dict(sorted(costs.weekly.items())),
        },
        "parts": {
            "letters": _capped(parts.letters),
            "hands_on": _capped(parts.hands_on),
            "specialty": _capped(parts.specialty),
            "recency": {"points": parts.recency.points, "held": parts.recency.held},
            "mix": {
                "inpatient": parts.mix.inpatient,
                "outpatient": parts.mix.outpatient,
                "residency": parts.mix.residency,
                "held": [
                    name
                    for name, has in zip(("inpatient", "outpatient", "residency"), parts.mix.held, strict=True)
                    if has
                ],
            },
        },
    }


def _capped(part: CappedPart) -> dict[str, int]:
    return {"points": part.points, "cap": part.cap, "held": part.held}
