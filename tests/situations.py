"""Situations for tests: the shipped catalogue, an applicant with changes, and a fixed day."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from zlib import crc32

from usceplan.applicant import Applicant, Limits
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
from usceplan.catalog.program import Program
from usceplan.catalog.program_rules import FACTS
from usceplan.catalog.vocabulary import Visa
from usceplan.match import match_cycle
from usceplan.planning.situation import Situation

TODAY = date(2026, 11, 22)

GRADUATE = Applicant(
    specialties=("internal-medicine",),
    graduation_year=2023,
    visas=(Visa.B1, Visa.B2),
    budget=9000,
    match_year=2028,
)


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue, loaded once."""
    return load_catalogue(data_folder())


def situation(*, today: date = TODAY, limits: dict[str, Any] | None = None, **changes: Any) -> Situation:
    """The situation of the usual graduate with some changes; ``limits`` changes the applicant's own limits."""
    applicant = replace(GRADUATE, **changes, limits=Limits(**(limits or {})))
    return Situation(catalogue(), applicant, match_cycle(catalogue().calendar, applicant.match_year), today)


def one_in(number: int, *, rest: int) -> tuple[Program, ...]:
    """A part of the catalogue, by what the ids are: an entry more or less elsewhere leaves it as it is."""
    return tuple(one for one in catalogue().programs if crc32(one.id.encode()) % number == rest)


PAGE = "https://www.example.org/observership"

MADE_UP: dict[str, Any] = {
    "id": "made-up",
    "name": "Observership",
    "institution": "Example Hospital",
    "provider": "community-hospital",
    "url": PAGE,
    "locations": [{"city": "Chicago", "state": "IL"}],
    "entry": "placement",
    "kind": "observership",
    "hands_on": "none",
    "settings": ["inpatient"],
    "specialties": ["internal-medicine"],
    "residency_programs_on_site": True,
    "letter": {"offered": "yes", "letterhead": None},
    "includes": None,
    "audience": ["graduate"],
    "residency_seekers": "accepted",
    "max_years_since_graduation": 10,
    "exams_required": [],
    "visas_accepted": ["b1", "b2"],
    "visa_support": None,
    "excluded_nationalities": [],
    "needs_host": False,
    "documents": None,
    "verified": True,
    "status": "open",
    "duration_weeks": {"min": 4, "max": 4},
    "intake": "rolling",
    "start_months": None,
    "apply_lead_weeks": {"min": 8, "max": None},
    "deadlines": None,
    "fees": [{"item": "participation", "usd": 1000, "per": "rotation", "as_of": "2026"}],
    "fees_complete": True,
    "competitive": None,
    "notes": None,
    "confidence": "high",
    "sources": [{"url": PAGE, "as_of": "2026-05", "official": True, "supports": sorted(FACTS)}],
}
"""A four-week observership in Chicago that the usual graduate is eligible for."""


def made_up(**changes: Any) -> Program:
    """The made-up observership with some facts changed."""
    return Program.model_validate({**MADE_UP, **changes})


def with_programs(asked: Situation, *programs: Program) -> Situation:
    """The same situation with other programs than those of the catalogue."""
    return replace(asked, catalogue=replace(asked.catalogue, programs=programs))


def with_milestone(asked: Situation, milestone: str, day: date) -> Situation:
    """The same situation in a Match cycle that has a milestone on another day."""
    moved = tuple(one._replace(date=day) if one.id.value == milestone else one for one in asked.cycle.milestones)
    return replace(asked, cycle=asked.cycle._replace(milestones=moved))
