"""The entries of the catalogue as rows: filtered, sorted, counted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from usceplan.browse.filters import Filter, officially_sourced, sift
from usceplan.browse.prices import FEES_ALONE, PRICED_FOR, price_per_4_weeks, says_a_price
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.guidance import Guidance
from usceplan.catalog.program import Duration, Location, Program
from usceplan.catalog.vocabulary import Confidence, EntryType, Involvement, LetterOffer
from usceplan.output.browse_results import FilterInfo, LengthInfo, PriceInfo, ProgramList, ProgramRow
from usceplan.report_parts import catalogue_info, own_info, usd_info
from usceplan.sources import newest_date

_Key = Callable[[ProgramRow], object | None]
_CONFIDENCE = {str(one): number for number, one in enumerate(Confidence)}
_INVOLVEMENT = {str(one): number for number, one in enumerate(Involvement)}
_LETTER = {str(one): number for number, one in enumerate(LetterOffer)}

SORT_KEYS: dict[str, _Key] = {
    "id": lambda row: row.id,
    "name": lambda row: row.name.casefold(),
    "institution": lambda row: row.institution.casefold(),
    "type": lambda row: row.type,
    "kind": lambda row: row.kind,
    "involvement": lambda row: row.involvement and _INVOLVEMENT[row.involvement],
    "specialties": lambda row: row.specialties,
    "places": lambda row: [place.rpartition(", ")[2] + place for place in row.places] if row.places else None,
    "provider": lambda row: row.provider,
    "status": lambda row: row.status,
    "audience": lambda row: row.audience,
    "seekers": lambda row: row.residency_seekers,
    "visas": lambda row: row.visas,
    "letter": lambda row: row.letter and _LETTER[row.letter],
    "price": lambda row: row.price.usd.typical if row.price and row.price.usd else None,
    "price-low": lambda row: row.price.usd.low if row.price and row.price.usd else None,
    "price-high": lambda row: row.price.usd.high if row.price and row.price.usd else None,
    "weeks": lambda row: row.weeks and (row.weeks.min or 0, row.weeks.max or 0),
    "starts": lambda row: row.start_months,
    "official": lambda row: not row.official_source,
    "newest": lambda row: row.newest_source,
    "confidence": lambda row: _CONFIDENCE[row.confidence],
    "use": lambda row: row.use,
    "url": lambda row: row.url,
    "unknown": lambda row: len(row.unknown),
    "own": lambda row: row.own.file if row.own else None,
}
"""What can be sorted by: the best, the least or the first first. What is unknown comes last either way."""


@dataclass(frozen=True, slots=True)
class ListRequest:
    """Which entries to list, and how."""

    entry: EntryType
    filters: tuple[Filter, ...]
    specialties: tuple[str, ...]
    include_unknown: bool
    sort: str
    reverse: bool
    notes: tuple[str, ...] = ()


def list_programs(catalogue: Catalogue, request: ListRequest, today: date) -> ProgramList:
    """The entries that the filters leave, as rows in order."""
    considered = [program for program in catalogue.programs if program.entry is request.entry]
    sifted = sift(considered, request.filters)
    unknown = sifted.unknown if request.include_unknown else ()
    rows = [row(program, catalogue, request.specialties) for program in sifted.matching]
    rows += [row(program, catalogue, request.specialties, lacking) for program, lacking in unknown]
    left_open = Counter(name for _, lacking in sifted.unknown for name in lacking)
    return ProgramList(
        generated_on=today,
        catalogue=catalogue_info(catalogue),
        entry=request.entry.value,
        filters=[FilterInfo(name=one.name, value=one.value, unknown=left_open[one.name]) for one in request.filters],
        sort=request.sort,
        considered=len(considered),
        matching=len(sifted.matching),
        unknown=len(sifted.unknown),
        left_out_unknown=0 if request.include_unknown else len(sifted.unknown),
        other_entries=len(catalogue.programs) - len(considered),
        programs=in_order(rows, request.sort, reverse=request.reverse),
        price_basis=f"{PRICED_FOR} {FEES_ALONE}",
        notes=list(request.notes),
    )


def in_order(rows: list[ProgramRow], sort: str, *, reverse: bool) -> list[ProgramRow]:
    """Rows sorted by a key, those whose value is unknown last, and by id where the key is the same."""
    key = SORT_KEYS[sort]
    by_id = sorted(rows, key=lambda one: one.id)
    known = [(key(one), one) for one in by_id if key(one) is not None]
    known.sort(key=lambda pair: pair[0], reverse=reverse)  # type: ignore[arg-type, return-value]
    return [one for _, one in known] + [one for one in by_id if key(one) is None]


def row(
    program: Program, catalogue: Catalogue, specialties: tuple[str, ...] = (), unknown: tuple[str, ...] = ()
) -> ProgramRow:
    """An entry as a row; its price is for the specialties asked for."""
    return ProgramRow(
        id=program.id,
        name=program.name,
        institution=program.institution,
        entry=program.entry.value,
        type=program.resource_type,
        use=program.resource_use,
        kind=program.kind,
        involvement=program.hands_on,
        specialties=_texts(program.specialties),
        places=None if program.locations is None else [place_in_words(one) for one in program.locations],
        provider=program.provider,
        status=program.status,
        audience=_texts(program.audience),
        residency_seekers=program.residency_seekers,
        visas=_texts(program.visas_accepted),
        letter=program.letter.offered,
        price=_price(program, catalogue.guidance, specialties),
        weeks=_lengths(program.duration_weeks),
        intake=program.intake,
        start_months=None if program.start_months is None else list(program.start_months),
        official_source=officially_sourced(program) is True,
        newest_source=newest_date(program),
        confidence=program.confidence,
        url=program.url,
        unknown=list(unknown),
        own=own_info(catalogue.own_programs, program.id),
    )


def place_in_words(place: Location) -> str:
    """``Boston, MA``, or the state alone."""
    return f"{place.city}, {place.state}" if place.city else place.state


def _texts(words: tuple[str, ...] | None) -> list[str] | None:
    return None if words is None else [str(word) for word in words]


def _lengths(limits: Duration | None) -> LengthInfo | None:
    if limits is None:
        return None
    fixed = None if limits.fixed is None else list(limits.fixed)
    return LengthInfo(min=limits.min, max=limits.max, fixed=fixed)


def _price(program: Program, guidance: Guidance, specialties: tuple[str, ...]) -> PriceInfo | None:
    if program.entry is EntryType.RESOURCE or not says_a_price(program):
        return None
    found = price_per_4_weeks(program, guidance, specialties)
    usd = None if found.usd is None else usd_info(found.usd)
    return PriceInfo(usd=usd, least=found.least, weeks=found.weeks)
