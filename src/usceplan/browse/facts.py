"""Every fact of an entry in words, with the page that says so and how old it is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from usceplan.asked_exams import exams_in_words
from usceplan.browse.ages import age_months
from usceplan.browse.listing import place_in_words
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.program import ANY_SPECIALTY, Duration, Fee, FeeScope, Letter, Limits, Program, ProgramSource
from usceplan.catalog.specialties import SpecialtiesFile
from usceplan.catalog.vocabulary import EntryType, FeeBound, FeeRole, Letterhead, LetterOffer
from usceplan.output.browse_results import FactInfo, PageInfo
from usceplan.sources import best_source
from usceplan.words import (
    INVOLVEMENT_NAMES,
    MONTH_NAMES,
    RESIDENCY_SEEKER_NAMES,
    STATUS_NAMES,
    VISA_NAMES,
    VISA_SUPPORT_NAMES,
    counted,
    dollars,
    in_plain_words,
    in_words,
    listed,
)

DOES, WHO, WHEN, COST, AROUND = "What you do", "Who may come", "When", "What it costs", "Around it"
GROUPS = (DOES, WHO, WHEN, COST, AROUND)

Say = Callable[[Any, SpecialtiesFile], list[str]]
"""A fact that is known, in one or more paragraphs."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of an entry: its name on the screen, the group it stands in, and how its value is said."""

    id: str
    name: str
    group: str
    say: Say


def _yes_no(yes: str, no: str) -> Say:
    return lambda value, _: [yes if value else no]


def _from(names: dict[Any, str]) -> Say:
    return lambda value, _: [names[value]]


def _words(value: str, _: SpecialtiesFile) -> list[str]:
    return [in_words(value)]


def _list_of(names: dict[Any, str] | None, none: str) -> Say:
    def say(values: Sequence[Any], _: SpecialtiesFile) -> list[str]:
        return [listed(names[one] if names else in_plain_words(one) for one in values) or none]

    return say


def _text(value: str, _: SpecialtiesFile) -> list[str]:
    return [value]


def _specialties(values: Sequence[str], file: SpecialtiesFile) -> list[str]:
    return [", ".join(specialty_names(values, file)) or "none"]


def specialty_names(ids: Iterable[str], file: SpecialtiesFile) -> list[str]:
    """The names of specialties for the middle of a line."""
    return ["any specialty" if one == ANY_SPECIALTY else _small(file.by_id[one].name) for one in ids]


def _small(name: str) -> str:
    """A name that begins with a capital, within a sentence; abbreviations keep theirs."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


_OFFERS = {LetterOffer.YES: "yes", LetterOffer.POSSIBLE: "possible", LetterOffer.NO: "no"}
_PAPER = {Letterhead.HOSPITAL: ", on the hospital's letterhead", Letterhead.PRACTICE: ", on a practice's letterhead"}


def _letter(value: Letter, _: SpecialtiesFile) -> list[str]:
    offered = "not stated" if value.offered is None else _OFFERS[value.offered]
    return [offered + ("" if value.letterhead is None else _PAPER[value.letterhead])]


def _limits(value: Limits) -> str:
    if value.min is not None and value.max is not None:
        return counted(value.max, "week") if value.min == value.max else f"{value.min} to {value.max} weeks"
    if value.min is not None:
        return f"{counted(value.min, 'week')} or more"
    return f"up to {counted(value.max, 'week')}" if value.max is not None else "not stated"


def _duration(value: Duration, _: SpecialtiesFile) -> list[str]:
    if value.fixed is None:
        return [_limits(value)]
    return [f"{listed((str(weeks) for weeks in value.fixed), 'or')} week{'s' if value.fixed != (1,) else ''}"]


def _lead(value: Limits, _: SpecialtiesFile) -> list[str]:
    return [f"{_limits(value)} before the start"]


def _months(values: Sequence[int], _: SpecialtiesFile) -> list[str]:
    return ["every month" if len(values) == len(MONTH_NAMES) else ", ".join(MONTH_NAMES[one - 1] for one in values)]


def _fees(values: Sequence[Fee], file: SpecialtiesFile) -> list[str]:
    """The rows of the fees, each amount with its date where these differ, as one date stands beside all of them."""
    differ = len({fee.as_of for fee in values if fee.usd is not None}) > 1
    return [fee_in_words(fee, file) + (_dated(fee) if differ else "") for fee in values] or ["no fee"]


def _dated(fee: Fee) -> str:
    if fee.usd is None:
        return ""
    return f"; as of {fee.as_of}" if fee.as_of else "; undated"


_ROLES = {
    FeeRole.CHARGE: "",
    FeeRole.DEPOSIT: " (part of the price)",
    FeeRole.CONDITIONAL: "",
    FeeRole.KEPT_ON_CANCELLATION: " (kept if you cancel)",
}
_BOUNDS = {FeeBound.EXACT: "", FeeBound.FROM: "from ", FeeBound.UP_TO: "up to "}


def fee_in_words(fee: Fee, file: SpecialtiesFile) -> str:
    """One row of the fees: item, amount, for whom, and what becomes of it."""
    amount = "amount not stated" if fee.usd is None else f"{_BOUNDS[fee.bound]}{dollars(fee.usd)} {_per(fee.per)}"
    least = f", for some only {dollars(fee.least)}" if fee.least is not None else ""
    parts = [
        f"{amount}{least}{_ROLES[fee.role]}",
        *([fee.condition] if fee.condition else []),
        *(_scope(fee.only, file) if fee.only else []),
        *([f"first {counted(fee.first_weeks, 'week')}"] if fee.first_weeks else []),
        *([f"after {counted(fee.after_weeks, 'week')}"] if fee.after_weeks else []),
        *([] if fee.refundable is None else ["refundable" if fee.refundable else "not refundable"]),
    ]
    return f"{fee.item}: {'; '.join(parts)}"


def _per(period: str) -> str:
    number, _, unit = period.partition("-")
    return f"per {number} {unit}" if unit else f"per {period}"


def _scope(only: FeeScope, file: SpecialtiesFile) -> list[str]:
    found = [] if only.specialties is None else [", ".join(specialty_names(only.specialties, file))]
    if only.weeks is not None:
        found.append(f"for {_limits(only.weeks)}")
    if only.audience is not None:
        found.append(f"for {listed(STATUS_NAMES[one] for one in only.audience)}")
    if only.nationality is not None:
        found.append("for foreign nationals" if only.nationality == "foreign" else "for U.S. citizens and residents")
    if only.school is not None:
        found.append("for schools abroad" if only.school == "foreign" else "for accredited U.S. schools")
    return found


FACTS: tuple[Fact, ...] = (
    Fact("kind", "Kind", DOES, _words),
    Fact("hands_on", "Patient care", DOES, _from(INVOLVEMENT_NAMES)),
    Fact("settings", "Setting", DOES, _list_of(None, "none")),
    Fact("specialties", "Specialties", DOES, _specialties),
    Fact("residency_programs_on_site", "Residencies on site", DOES, _yes_no("yes", "no")),
    Fact("letter", "Letter", DOES, _letter),
    Fact("includes", "Includes", DOES, _list_of(None, "nothing more")),
    Fact("audience", "Takes", WHO, _list_of(STATUS_NAMES, "no students or graduates of schools abroad")),
    Fact("residency_seekers", "Residency seekers", WHO, _from(RESIDENCY_SEEKER_NAMES)),
    Fact(
        "max_years_since_graduation",
        "Since graduation",
        WHO,
        lambda value, _: [f"at most {counted(value, 'year')}"],
    ),
    Fact("exams_required", "Exams asked for", WHO, lambda value, _: [exams_in_words(value) or "none"]),
    Fact("visas_accepted", "Visas accepted", WHO, _list_of(VISA_NAMES, "none")),
    Fact("visa_support", "Visa papers", WHO, _from(VISA_SUPPORT_NAMES)),
    Fact(
        "excluded_nationalities",
        "Nationalities",
        WHO,
        lambda value, _: [f"not {listed(value, 'or')}" if value else "none is excluded"],
    ),
    Fact("needs_host", "Host needed first", WHO, _yes_no("yes: a host, a nomination or an agreement", "no")),
    Fact("documents", "Documents", WHO, _list_of(None, "none")),
    Fact("competitive", "Competition", WHO, _text),
    Fact("status", "Applications", WHEN, _words),
    Fact("duration_weeks", "Length", WHEN, _duration),
    Fact("intake", "Starts", WHEN, _words),
    Fact("start_months", "Start months", WHEN, _months),
    Fact("apply_lead_weeks", "Apply", WHEN, _lead),
    Fact("deadlines", "Deadlines", WHEN, _text),
    Fact("fees", "Fees", COST, _fees),
    Fact("fees_complete", "Whole price", COST, _yes_no("yes, this is all", "no, more follows that is not stated")),
    Fact("resource_use", "What it is for", AROUND, _text),
    Fact("locations", "Place", AROUND, lambda value, _: ["; ".join(map(place_in_words, value)) or "none"]),
    Fact("verified", "Exists", AROUND, _yes_no("an official page shows it", "no official page shows it: pay nothing")),
)
BY_ID = {fact.id: fact for fact in FACTS}


def said(fact: Fact, program: Program, file: SpecialtiesFile) -> list[str] | None:
    """A fact of an entry in words; None where it is unknown."""
    value = getattr(program, fact.id)
    return None if value is None or _says_nothing(value) else fact.say(value, file)


def _says_nothing(value: object) -> bool:
    """Whether a fact of several parts has none of them."""
    return isinstance(value, Letter | Limits) and not any(value.model_dump().values())


def facts_of(program: Program, catalogue: Catalogue, today: date) -> list[FactInfo]:
    """All facts of an entry in the order of their groups; what only resources have is left out for placements."""
    kept = [fact for fact in FACTS if fact.id != "resource_use" or program.entry is EntryType.RESOURCE]
    return [fact_info(fact, program, catalogue, today) for fact in kept]


def fact_info(fact: Fact, program: Program, catalogue: Catalogue, today: date) -> FactInfo:
    """One fact with its page, its age, and the person's own file if that gives it."""
    page = _page_for(program, fact)
    dated = [fee.as_of for fee in program.fees or () if fee.as_of] if fact.id == "fees" else []
    as_of = min(dated, default=page.as_of if page else None)
    own = catalogue.own_programs.get(program.id)
    return FactInfo(
        id=fact.id,
        name=fact.name,
        group=fact.group,
        text=said(fact, program, catalogue.specialties),
        value=program.model_dump(mode="json", include={fact.id})[fact.id],
        source=None if page is None else program.sources.index(page) + 1,
        as_of=as_of,
        age_months=age_months(as_of, today),
        own_file=own.file if own is not None and fact.id in own.facts else None,
    )


def _page_for(program: Program, fact: Fact) -> ProgramSource | None:
    """The best page for a fact. That an entry exists is shown by the newest official page, whatever else it says."""
    if fact.id == "verified" and program.verified:
        official = [page for page in program.sources if page.official]
        return max(official, key=lambda page: page.as_of or "", default=None)
    return best_source(program, fact.id)


def page_info(page: ProgramSource, today: date) -> PageInfo:
    """A page with its age."""
    return PageInfo(
        url=page.url,
        as_of=page.as_of,
        age_months=age_months(page.as_of, today),
        official=page.official,
        relayed_by=page.relayed_by,
        supports=list(page.supports),
    )
