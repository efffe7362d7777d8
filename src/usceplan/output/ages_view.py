"""How old something is, in words."""

from usceplan.words import counted

_YEAR = 12


def age_in_words(as_of: str | None, months: int | None) -> str:
    """``undated``, ``this month``, ``7 months``, ``3 years``: years where only a year is known or two have passed."""
    if as_of is None or months is None:
        return "undated"
    years = months // _YEAR
    if len(as_of) == len("2026") or years >= 2:
        return counted(years, "year") if years else "this year"
    return counted(months, "month") if months else "this month"


def dated(as_of: str | None, months: int | None) -> str:
    """``of 2026-05-25, 6 months old``."""
    age = age_in_words(as_of, months)
    if as_of is None or age.startswith("this "):
        return age if as_of is None else f"of {as_of}"
    return f"of {as_of}, {age} old"
