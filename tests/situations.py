"""Situations for tests: the shipped catalogue, an applicant with changes, and a fixed day."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from usceplan.applicant import Applicant, Limits
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.load import data_folder, load_catalogue
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
