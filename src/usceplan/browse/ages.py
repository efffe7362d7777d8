"""How old a date of a data file is on a day."""

from datetime import date

from usceplan.catalog.values import first_day


def age_months(as_of: str | None, today: date) -> int | None:
    """Whole months since the first day that a date can mean, never below 0; None for no date."""
    if as_of is None:
        return None
    first = first_day(as_of)
    months = (today.year - first.year) * 12 + today.month - first.month - (today.day < first.day)
    return max(0, months)
