"""From what was told to the situation that is asked about, its Match year included."""

from collections.abc import Mapping
from datetime import date

from usceplan import understanding
from usceplan.applicant import Applicant
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.vocabulary import Housing, Visa
from usceplan.match import match_cycle, next_reachable_match_year
from usceplan.planning.situation import Situation
from usceplan.problems import UserError
from usceplan.profile import applicant_from, housing, known_metro, placed, placed_each
from usceplan.told import Answer


def situation_of(answers: Mapping[str, Answer], catalogue: Catalogue, today: date) -> Situation:
    """The situation that complete answers describe; without a Match year among them, that of the next reachable one.

    Raises ``UserError`` with all texts that can't be understood, and for a Match that is past.
    """
    match_year, why = default_match_year(catalogue, answers, today)
    applicant = applicant_from(answers, catalogue, today, match_year)
    cycle = match_cycle(catalogue.calendar, applicant.match_year)
    if cycle.date("match_day") <= today:
        where = answers["match_year"].origin if "match_year" in answers else "today"
        message = f"{where}: the {applicant.match_year} Match was on {cycle.date('match_day').isoformat()}"
        raise UserError(message, f"Plan for {match_year}: --match-year {match_year}.", "match-is-past")
    return Situation(catalogue, applicant, cycle, today, why if applicant.match_year == match_year else None)


def situation_without_plan(answers: Mapping[str, Answer], catalogue: Catalogue, today: date) -> Situation:
    """The situation of someone of whom only the visa and the housing count, for what living in a city costs.

    Nothing has to be told. Raises ``UserError`` as ``situation_of`` does.
    """
    match_year, _ = default_match_year(catalogue, answers, today)
    visas, free, rented = answers.get("visa"), answers.get("free_housing"), answers.get("housing")
    applicant = Applicant(
        specialties=(),
        graduation_year=today.year,
        visas=(Visa.B1, Visa.B2) if visas is None else placed(visas, understanding.visa),
        budget=0,
        match_year=match_year,
        free_housing=() if free is None else placed_each(free, lambda text: known_metro(text, catalogue)),
        housing=Housing.SHARED_ROOM if rented is None else placed(rented, housing),
    )
    return Situation(catalogue, applicant, match_cycle(catalogue.calendar, match_year), today)


def default_match_year(catalogue: Catalogue, answers: Mapping[str, Answer], today: date) -> tuple[int, str]:
    """The next Match that can still be reached with a letter from a new rotation, and why it is that one.

    Raises ``UserError`` for a day that the figures and dates on file say nothing of.
    """
    letters = catalogue.guidance.letters
    where = answers["today"].origin if "today" in answers else "today"
    first = date(catalogue.collected.year - 1, 1, 1)
    if today < first:
        message = f"{where}: {today.isoformat()} lies before the prices on file"
        raise UserError(message, f"Give a day from {first.isoformat()} on.", "bad-date")
    try:
        return next_reachable_match_year(
            catalogue.calendar, today, letters.min_weeks.value, letters.days_before_review.value
        )
    except UserError as error:
        raise UserError(f"{where}: {error.message}", error.hint, error.code) from None
