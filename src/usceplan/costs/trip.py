"""What it costs to be there: living by the week, airfare and entry by the stay, moves, what any plan costs once."""

import re
from datetime import date

from usceplan.applicant import VISITOR_VISAS, Applicant, Limits
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.places import NATIONAL_DEFAULT, Country, Metro, PlacesFile, Region
from usceplan.catalog.program import Program
from usceplan.catalog.vocabulary import Housing, Visa
from usceplan.costs.amounts import Basis, Category, Dollars, Line, line
from usceplan.costs.fees import Contingency
from usceplan.costs.parameters import Amount, amount, metro_of, per_week, weekly_living
from usceplan.words import PLACE_NOT_STATED

VISA_FEE = "immigration.b1_b2_visa_fee"
ESTA_FEE = "immigration.esta_fee"
INTEGRITY_FEE = "immigration.visa_integrity_fee"
VISA_BOND = "immigration.b_visa_bond"
ENTRY_BY_AIR = "immigration.i94_fee_air_sea"
INSURANCE = "health_compliance.visitor_health_insurance"
MOVE_FARE = "travel.airfare_domestic_one_way"
HOUSING_NAMES = {Housing.SHARED_ROOM: "room in a shared home", Housing.STUDIO: "furnished studio"}
RETURN_FARE = "travel.airfare_domestic_round_trip"


def country_of(catalogue: Catalogue, code: str | None) -> Country | None:
    """The country with this code."""
    return None if code is None else catalogue.places.country_by_code.get(code)


def program_metros(places: PlacesFile, program: Program, limits: Limits) -> tuple[str, ...]:
    """The ids of the metros in which a program takes place, within the states that the applicant's limits leave.

    Cities outside of the metros and unknown places have ids of their own.
    """
    known = [
        place_id(places, place.city, place.state)
        for place in program.locations or ()
        if place.city and (not limits.states or place.state in limits.states) and place.state not in limits.not_states
    ]
    return tuple(dict.fromkeys(known)) or (f"at-{program.id}",)


def place_id(places: PlacesFile, city: str, state: str) -> str:
    """The id of the metro of a city, or one made from the city's name (``florence-al``) where it lies in none."""
    metro = metro_of(places, city, state)
    if metro != NATIONAL_DEFAULT:
        return metro
    return re.sub(r"[^a-z0-9]+", "-", f"{city} {state}".lower())


def priced_as(catalogue: Catalogue, metro: str) -> str:
    """The metro whose prices hold in a place: its own, or the national default."""
    return metro if metro in catalogue.places.metros else NATIONAL_DEFAULT


def metro_named(catalogue: Catalogue, metro: str) -> Metro:
    """The metro with this id, or the national default for a place outside the metros on file."""
    return catalogue.places.metros.get(metro, catalogue.places.national_default)


def place_in(catalogue: Catalogue, program: Program, metro: str) -> str:
    """Where in a metro a program takes place, as its page names it: ``Florence, AL``."""
    for place in program.locations or ():
        if place.city and place_id(catalogue.places, place.city, place.state) == metro:
            return f"{place.city}, {place.state}"
    states = [place.state for place in program.locations or ()]
    return states[0] if states else PLACE_NOT_STATED


def once_lines(catalogue: Catalogue, applicant: Applicant, on: date) -> tuple[Line, ...]:
    """What any plan at all costs once: the visa to apply for, and health papers."""
    return (*_visa_lines(catalogue, applicant, on), *_compliance_lines(catalogue, on))


def needs_new_visa(catalogue: Catalogue, applicant: Applicant) -> bool:
    """Whether the applicant is taken to apply for a visitor visa.

    Other statuses are taken as held already, and so is a visitor visa whose interview is no week away.
    """
    country = country_of(catalogue, applicant.nationality)
    exempt = country is not None and country.visa_exempt
    visitor = any(visa in (Visa.B1, Visa.B2) for visa in applicant.visas)
    is_to_come = visitor and applicant.visa_wait_weeks != 0
    return is_to_come and not applicant.is_us_person and not applicant.lives_in_us and not exempt


def _visa_lines(catalogue: Catalogue, applicant: Applicant, on: date) -> tuple[Line, ...]:
    if needs_new_visa(catalogue, applicant):
        return priced_lines(
            catalogue, Category.VISA, "visitor visa application (B-1/B-2)", VISA_FEE, on, unit="application"
        )
    if Visa.ESTA in applicant.visas and not applicant.lives_in_us:
        return priced_lines(catalogue, Category.VISA, "ESTA authorization", ESTA_FEE, on, unit="authorization")
    return ()


def _compliance_lines(catalogue: Catalogue, on: date) -> tuple[Line, ...]:
    items = catalogue.guidance.compliance.items
    return tuple(
        entry
        for item in items
        for entry in priced_lines(
            catalogue,
            Category.HEALTH,
            _described(catalogue, item.parameter),
            item.parameter,
            on,
            quantity=item.quantity,
            unit="test" if "test" in item.parameter or "titer" in item.parameter else "paper",
        )
    )


def _described(catalogue: Catalogue, parameter: str) -> str:
    group, name = parameter.split(".")
    description = catalogue.costs.groups[group][name].description
    return description[0].lower() + description[1:] if description[1].islower() else description


def stay_lines(catalogue: Catalogue, applicant: Applicant, on: date) -> tuple[Line, ...]:
    """What each stay costs: airfare from the home region, and what is charged at entry. Nothing for who lives there."""
    if applicant.lives_in_us:
        return ()
    return (_airfare_line(catalogue, applicant, on), *_entry_lines(catalogue, applicant, on))


def _entry_lines(catalogue: Catalogue, applicant: Applicant, on: date) -> tuple[Line, ...]:
    if applicant.is_us_person:
        return ()
    lines = priced_lines(catalogue, Category.VISA, "entry by air (Form I-94)", ENTRY_BY_AIR, on, unit="entry")
    return tuple(entry for entry in lines if entry.usd.high > 0)


def home_region(catalogue: Catalogue, applicant: Applicant) -> Region | None:
    """The part of the world that flights are priced from: as told, else that of the nationality."""
    if applicant.home_region is not None:
        return Region(applicant.home_region)
    country = country_of(catalogue, applicant.nationality)
    return country.region if country else None


def _airfare_line(catalogue: Catalogue, applicant: Applicant, on: date) -> Line:
    region = home_region(catalogue, applicant)
    if region is not None:
        fare = amount(catalogue.costs, f"travel.airfare_{region.value}", on)
        if fare is not None:
            name = region.value.replace("_", " ")
            return _amount_line(Category.AIRFARE, f"round trip from {name}", fare, unit="stay")
    usd = _any_region(catalogue, on)
    return line(Category.AIRFARE, "round trip from home", usd, unit="stay", basis=Basis.ESTIMATE)


def _any_region(catalogue: Catalogue, on: date) -> Dollars:
    """The span of the fares of all regions, with their median, where the home region is not known."""
    fares = [amount(catalogue.costs, f"travel.airfare_{region.value}", on) for region in Region]
    known = [fare for fare in fares if fare is not None]
    # The lower of the two in the middle, where two are; the module of the standard library takes time to import.
    middle = sorted(fare.typical for fare in known)[(len(known) - 1) // 2]
    return Dollars(min(fare.low for fare in known), middle, max(fare.high for fare in known))


def move_lines(catalogue: Catalogue, applicant: Applicant, on: date) -> tuple[Line, ...]:
    """What going on in another metro costs. Nothing for someone who lives in the United States."""
    if applicant.lives_in_us:
        return ()
    return priced_lines(catalogue, Category.AIRFARE, "one-way ticket to the next city", MOVE_FARE, on, unit="move")


def week_lines(catalogue: Catalogue, applicant: Applicant, metro: str, on: date) -> tuple[Line, ...]:
    """What a week in a metro costs, by line.

    Someone who lives in the United States pays nothing in the home metro and only for lodging elsewhere.
    """
    if metro == applicant.us_metro:
        return ()
    priced = priced_as(catalogue, metro)
    is_free = metro in applicant.free_housing
    living = weekly_living(
        catalogue.places, catalogue.costs, priced, on, housing=applicant.housing, free_housing=is_free
    )
    name = metro_named(catalogue, metro).name
    room = f"{HOUSING_NAMES[applicant.housing]}, {name}"
    housing = _amount_line(Category.HOUSING, room, living.housing, unit="week")
    if applicant.lives_in_us:
        return _nonzero((housing,))
    food = _amount_line(Category.FOOD, f"food, {name}", living.food, unit="week")
    transport = _amount_line(Category.TRANSPORT, f"transit pass, {name}", living.transport, unit="week")
    return _nonzero((housing, food, transport, *_insurance_lines(catalogue, applicant, on)))


def _insurance_lines(catalogue: Catalogue, applicant: Applicant, on: date) -> tuple[Line, ...]:
    monthly = None if applicant.is_us_person else amount(catalogue.costs, INSURANCE, on)
    if monthly is None:
        return ()
    return (_amount_line(Category.HEALTH, "visitor health insurance", per_week(monthly), unit="week"),)


def trip_lines(catalogue: Catalogue, applicant: Applicant, metro: str, on: date) -> tuple[Line, ...]:
    """The return trip of someone who lives in the United States to a rotation in another metro."""
    if not applicant.lives_in_us or metro == applicant.us_metro:
        return ()
    return priced_lines(
        catalogue, Category.AIRFARE, "round trip within the United States", RETURN_FARE, on, unit="trip"
    )


def contingencies(catalogue: Catalogue, applicant: Applicant, on: date) -> tuple[Contingency, ...]:
    """What may come on top for a visitor and is in no total."""
    if not needs_new_visa(catalogue, applicant):
        return ()
    conditions = {
        INTEGRITY_FEE: "if it is collected by then: it is law, but no schedule lists it yet",
        VISA_BOND: "only for listed nationalities; refundable",
    }
    return tuple(
        Contingency(_described(catalogue, parameter), _range(found), condition, found.source, found.as_of)
        for parameter, condition in conditions.items()
        if (found := amount(catalogue.costs, parameter, on)) is not None
    )


def priced_lines(
    catalogue: Catalogue,
    category: Category,
    item: str,
    parameter: str,
    on: date,
    *,
    quantity: int = 1,
    unit: str = "once",
) -> tuple[Line, ...]:
    """The line of a dated parameter, or none where neither a price nor a last known one is on file."""
    found = amount(catalogue.costs, parameter, on)
    return () if found is None else (_amount_line(category, item, found, quantity=quantity, unit=unit),)


def _amount_line(category: Category, item: str, found: Amount, *, quantity: int = 1, unit: str) -> Line:
    return line(
        category,
        item,
        _range(found),
        quantity=quantity,
        unit=unit,
        basis=found.basis,
        source=found.source,
        as_of=found.as_of,
        warning=found.warning,
    )


def _nonzero(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(entry for entry in lines if entry.usd.high > 0)


def is_visitor(applicant: Applicant) -> bool:
    """Whether the applicant can only be there as a visitor, with a limit on each stay."""
    return all(visa in VISITOR_VISAS for visa in applicant.visas) and not applicant.lives_in_us


def _range(found: Amount) -> Dollars:
    return Dollars(found.low, found.typical, found.high)
