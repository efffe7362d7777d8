"""What people type: what is understood, what is refused, and with which words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from usceplan.catalog.reading import read_file
from usceplan.catalog.specialties import SpecialtiesFile
from usceplan.catalog.vocabulary import Visa
from usceplan.problems import UserError
from usceplan.understanding import (
    country,
    graduation_year,
    iso_date,
    match_year,
    money,
    month_list,
    specialty,
    state,
    visa,
    visa_label,
    visa_note,
    visa_word,
)

SPECIALTIES = SpecialtiesFile.model_validate(
    read_file(Path(__file__).parents[1] / "data" / "specialties.yaml", "data/specialties.yaml").data
)
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Land:
    """A country or a state of the tests."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


COUNTRIES = (
    Land("IN", "India", ("Indian", "Bharat")),
    Land("GB", "United Kingdom", ("UK", "Great Britain", "British", "England")),
    Land("US", "United States", ("USA", "American", "United States of America")),
    Land("CI", "C\N{LATIN SMALL LETTER O WITH CIRCUMFLEX}te d'Ivoire", ("Ivory Coast",)),
    Land("CG", "Republic of the Congo", ("Congo", "Congolese")),
    Land("CD", "Democratic Republic of the Congo", ("DR Congo", "Congolese")),
    Land("BS", "The Bahamas", ("Bahamian",)),
    Land("XA", "Atlantis", ("IN",)),
)
STATES = {
    "OH": Land("OH", "Ohio"),
    "DC": Land("DC", "District of Columbia", ("Washington, D.C.",)),
    "WA": Land("WA", "Washington", ("Washington State",)),
    "NC": Land("NC", "North Carolina", ("N. Carolina", "Carolina")),
    "SC": Land("SC", "South Carolina", ("S. Carolina", "Carolina")),
    "TX": Land("TX", "Texas"),
}

IN_ANY_CASE = [str.upper, str.lower, str.title, lambda text: text.replace("-", " "), lambda text: f"  {text} "]


def refusal(call: Callable[[], object]) -> UserError:
    """The error that a call raises."""
    with pytest.raises(UserError) as caught:
        call()
    return caught.value


# Specialties


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("IM", "internal-medicine"),
        ("int med", "internal-medicine"),
        ("Internal Medicine", "internal-medicine"),
        ("internal_medicine", "internal-medicine"),
        ("FM", "family-medicine"),
        ("peds", "pediatrics"),
        ("Paediatrics", "pediatrics"),
        ("psych", "psychiatry"),
        ("gen surg", "general-surgery"),
        ("surgery", "general-surgery"),
        ("OB/GYN", "obstetrics-gynecology"),
        ("ob & gyn", "obstetrics-gynecology"),
        ("Obstetrics and Gynaecology", "obstetrics-gynecology"),
        ("PM&R", "physical-medicine-and-rehabilitation"),
        ("pm and r", "physical-medicine-and-rehabilitation"),
        ("cardio", "cardiology"),
        ("ENT", "otolaryngology"),
        ("ent.", "otolaryngology"),
        ("neuro", "neurology"),
        ("neuro surgery", "neurosurgery"),
        ("ortho", "orthopedic-surgery"),
        ("Orthopaedic Surgery", "orthopedic-surgery"),
        ("GI", "gastroenterology"),
        ("infectious diseases", "infectious-disease"),
        ("pulmonary medicine", "pulmonology"),
        ("heme/onc", "hematology-oncology"),
        ("med-peds", "medicine-pediatrics"),
        ("TY", "transitional-year"),
        ("child neurology", "child-neurology"),
        ("pediatric neurology", "pediatric-neurology"),
        ("diagnostic radiology", "radiology"),
        ("IR", "interventional-radiology"),
        ("rads", "radiology"),
        ("gas", None),
    ],
)
def test_specialty(text: str, id_: str | None) -> None:
    if id_ is None:
        assert refusal(lambda: specialty(text, SPECIALTIES)).code == "unknown-specialty"
    else:
        assert specialty(text, SPECIALTIES) == id_


@pytest.mark.parametrize("spelled", IN_ANY_CASE)
@pytest.mark.parametrize("each", SPECIALTIES.specialties, ids=lambda each: str(each.id))
def test_every_word_of_every_specialty(each: Any, spelled: Callable[[str], str]) -> None:
    for word in (each.id, each.name, *each.aliases):
        assert specialty(spelled(word), SPECIALTIES) == each.id


@pytest.mark.parametrize("each", SPECIALTIES.ambiguous, ids=lambda each: str(each.text))
def test_ambiguous_words_name_all_their_meanings(each: Any) -> None:
    error = refusal(lambda: specialty(each.text, SPECIALTIES))
    assert error.code == "ambiguous-specialty"
    assert all(SPECIALTIES.by_id[meant].name in error.message and meant in error.hint for meant in each.means)


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("intenal medicine", "internal-medicine"),
        ("cardiolgy", "cardiology"),
        ("pediatricks", "pediatrics"),
        ("Internal medicine residency", "internal-medicine"),
        ("gen surgury", "general-surgery"),
    ],
)
def test_a_slip_is_suggested_and_not_taken(text: str, suggested: str) -> None:
    error = refusal(lambda: specialty(text, SPECIALTIES))
    assert error.code == "unknown-specialty"
    assert error.message == f'"{text}" is not a specialty known here'
    assert error.hint.startswith(f'Did you mean "{suggested}"? ')


@pytest.mark.parametrize("text", ["", "  ", "!?", "any", "Any", "zzzzqqqq", "\N{SNOWMAN}"])
def test_no_specialty(text: str) -> None:
    error = refusal(lambda: specialty(text, SPECIALTIES))
    assert error.code == "unknown-specialty"
    assert error.hint == 'Name one specialty, such as "internal medicine", "IM" or "peds".'


# Visas

VISITOR = (Visa.B1, Visa.B2)
VISAS: list[tuple[str, tuple[Visa, ...]]] = [
    *((text, VISITOR) for text in ("B1/B2", "b1-b2", "b1b2", "B-1/B-2", "b-1/2", "B2/B1", "B1 B2", "B visa")),
    *((text, VISITOR) for text in ("tourist", "Tourist visa", "visitor", "visitor visa", "b1/b2 visa")),
    *((text, VISITOR) for text in ("none", "None", "no visa", "no visa yet", "not yet")),
    ("b-1", (Visa.B1,)),
    ("B2", (Visa.B2,)),
    ("B-2 visa", (Visa.B2,)),
    *((text, (Visa.ESTA,)) for text in ("esta", "ESTA", "vwp", "visa waiver", "Visa Waiver Program")),
    *((text, (Visa.US_PERSON,)) for text in ("green card", "Green-card holder", "gc", "citizen", "us citizen")),
    *((text, (Visa.US_PERSON,)) for text in ("U.S. citizen", "permanent resident", "us-person", "US person", "LPR")),
    ("f1", (Visa.F1,)),
    ("F-2", (Visa.F2,)),
    ("J-1 visa", (Visa.J1,)),
    ("j2", (Visa.J2,)),
    ("h1b", (Visa.H1B,)),
    ("H-1B", (Visa.H1B,)),
    ("h-4", (Visa.H4,)),
    ("H-4 visa holder", (Visa.H4,)),
    ("l2", (Visa.L2,)),
    ("o1", (Visa.O1,)),
    ("O-3 status", (Visa.O3,)),
]


@pytest.mark.parametrize(("text", "visas"), VISAS)
def test_visa(text: str, visas: tuple[Visa, ...]) -> None:
    assert visa(text) == visas


@pytest.mark.parametrize(("_", "visas"), VISAS)
def test_the_word_of_a_visa_gives_it_back(_: str, visas: tuple[Visa, ...]) -> None:
    assert visa(visa_word(visas)) == visas


@pytest.mark.parametrize("each", Visa)
def test_every_status_can_be_typed(each: Visa) -> None:
    assert visa(each.value) == (each,)


@pytest.mark.parametrize(
    ("text", "label", "word"),
    [
        ("tourist", "B-1/B-2 visitor visa", "b1-b2"),
        ("b1", "B-1 visitor visa", "b1"),
        ("b2", "B-2 visitor visa", "b2"),
        ("vwp", "ESTA (visa waiver)", "esta"),
        ("gc", "U.S. citizen or permanent resident", "us-person"),
        ("h-1b", "H-1B visa", "h1b"),
        ("j1", "J-1 visa", "j1"),
    ],
)
def test_visa_label_and_word(text: str, label: str, word: str) -> None:
    assert (visa_label(visa(text)), visa_word(visa(text))) == (label, word)


@pytest.mark.parametrize(("text", "is_said"), [("none", True), ("No visa yet", True), ("b1/b2", False), ("x", False)])
def test_visa_note_says_what_is_assumed(text: str, is_said: bool) -> None:
    note = visa_note(text)
    assert (note is not None and "B-1/B-2 visitor visa" in note) == is_said


@pytest.mark.parametrize(
    ("text", "suggested"), [("toursit", "tourist"), ("gren card", "green card"), ("b3", None), ("l1", None), ("", None)]
)
def test_unknown_visa(text: str, suggested: str | None) -> None:
    error = refusal(lambda: visa(text))
    assert error.code == "unknown-visa"
    assert f'"{text}"' in error.message
    assert "Use one of b1-b2, us-person, b1, " in error.hint
    assert suggested is None or error.hint.startswith(f'Did you mean "{suggested}"? ')


# Money


@pytest.mark.parametrize(
    ("text", "dollars"),
    [
        ("9k", 9000),
        ("9 K", 9000),
        ("$9k", 9000),
        ("9.5k", 9500),
        ("9.25k", 9250),
        ("$9,000", 9000),
        ("9000", 9000),
        (" 9000 ", 9000),
        ("USD 9000", 9000),
        ("9000 USD", 9000),
        ("9000usd", 9000),
        ("US$9000", 9000),
        ("9000 dollars", 9000),
        ("9000 US dollars", 9000),
        ("9 000", 9000),
        ("\u0669\u0660\u0660\u0660", 9000),
        ("\u06f9\u066c\u06f0\u06f0\u06f0", 9000),
        ("\u096f\u0966\u0966\u0966", 9000),
        ("\uff19\uff10\uff10\uff10", 9000),
        ("9\N{NARROW NO-BREAK SPACE}000", 9000),
        ("12,500.00", 12500),
        ("12500.0", 12500),
        ("1,000,000", 1_000_000),
        ("1000k", 1_000_000),
        ("0", 0),
        ("007", 7),
    ],
)
def test_money(text: str, dollars: int) -> None:
    assert money(text) == dollars


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-5", "cannot be negative"),
        ("$-5", "cannot be negative"),
        ("\N{MINUS SIGN}5k", "cannot be negative"),
        ("-$5", "cannot be negative"),
        ("nan", "not an amount of U.S. dollars"),
        ("inf", "not an amount of U.S. dollars"),
        ("", "not an amount of U.S. dollars"),
        ("$", "not an amount of U.S. dollars"),
        ("k", "not an amount of U.S. dollars"),
        ("\N{EURO SIGN}900", "not an amount of U.S. dollars"),
        ("900 EUR", "not an amount of U.S. dollars"),
        ("C$900", "not an amount of U.S. dollars"),
        ("\N{INDIAN RUPEE SIGN}90000", "not an amount of U.S. dollars"),
        ("9e3", "not an amount of U.S. dollars"),
        ("9,5k", "not an amount of U.S. dollars"),
        ("12,34", "not an amount of U.S. dollars"),
        ("1,00,000", "not an amount of U.S. dollars"),
        ("1,000 000", "not an amount of U.S. dollars"),
        ("8k-9k", "not an amount of U.S. dollars"),
        ("9.000", "can be read in two ways"),
        ("9000.50", "expected whole dollars"),
        ("9.1234k", "expected whole dollars"),
        ("1000001", "more than a plan can use"),
        ("2000k", "more than a plan can use"),
        ("9" * 5000, "more than a plan can use"),
    ],
)
def test_money_refused(text: str, says: str) -> None:
    error = refusal(lambda: money(text))
    assert error.code == "bad-amount"
    assert says in error.message
    assert error.hint


# Years


@pytest.mark.parametrize(
    ("text", "year"),
    [("2019", 2019), (" 2019 ", 2019), ("1960", 1960), ("2034", 2034), ("\u0662\u0660\u0661\u0669", 2019)],
)
def test_graduation_year(text: str, year: int) -> None:
    assert graduation_year(text, TODAY) == year


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("19", '"19" can be a year of two centuries', "Write all four digits, such as 2026."),
        ("'19", '"\'19" can be a year of two centuries', "Write all four digits, such as 2026."),
        ("1959", "1959 cannot be a graduation year here", "Give a year from 1960 to 2034."),
        ("2035", "2035 cannot be a graduation year here", "Give a year from 1960 to 2034."),
        ("May 2019", 'expected a graduation year such as 2026, got "May 2019"', "Give a year from 1960 to 2034."),
        ("", 'expected a graduation year such as 2026, got ""', "Give a year from 1960 to 2034."),
        ("-2019", 'expected a graduation year such as 2026, got "-2019"', "Give a year from 1960 to 2034."),
    ],
)
def test_graduation_year_refused(text: str, message: str, hint: str) -> None:
    error = refusal(lambda: graduation_year(text, TODAY))
    assert (error.code, error.message, error.hint) == ("bad-graduation-year", message, hint)


@pytest.mark.parametrize(("text", "year"), [("2028", 2028), ("next", 2029), (" Next ", 2029), ("2026", 2026)])
def test_match_year(text: str, year: int) -> None:
    assert match_year(text, TODAY, 2029) == year


@pytest.mark.parametrize("text", ["2025", "2035", "28", "soon", ""])
def test_match_year_refused(text: str) -> None:
    error = refusal(lambda: match_year(text, TODAY, 2028))
    assert error.code == "bad-match-year"
    assert "2026 to 2034" in error.hint or "such as 2028" in error.hint


# Months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3,4,5", (3, 4, 5)),
        ("3 4 5", (3, 4, 5)),
        ("03/04", (3, 4)),
        ("5,3", (5, 3)),
        ("3,3,4", (3, 4)),
        ("mar-jun", (3, 4, 5, 6)),
        ("Mar - Jun", (3, 4, 5, 6)),
        ("mar \N{EN DASH} jun", (3, 4, 5, 6)),
        ("March to June", (3, 4, 5, 6)),
        ("may through july", (5, 6, 7)),
        ("3..5", (3, 4, 5)),
        ("March, April", (3, 4)),
        ("march and april", (3, 4)),
        ("march & april", (3, 4)),
        ("Sept.", (9,)),
        ("oct., nov.", (10, 11)),
        ("11-2", (11, 12, 1, 2)),
        ("nov-feb, 6", (11, 12, 1, 2, 6)),
        ("4-4", (4,)),
        ("1-12", tuple(range(1, 13))),
    ],
)
def test_month_list(text: str, months: tuple[int, ...]) -> None:
    assert month_list(text) == months


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("13", '"13" is not a month'),
        ("0", '"0" is not a month'),
        ("ma", '"ma" is not a month'),
        ("autumn", '"autumn" is not a month'),
        ("2027-03", '"2027" is not a month'),
        ("", '"" names no month'),
        (",", '"," names no month'),
        ("3-", '"3-" names no month'),
        ("1-2-3", '"1-2-3" is not a range of months'),
    ],
)
def test_month_list_refused(text: str, message: str) -> None:
    error = refusal(lambda: month_list(text))
    assert (error.code, error.message) == ("bad-months", message)


def test_a_slip_in_a_month_is_suggested() -> None:
    assert refusal(lambda: month_list("Marhc")).hint.startswith('Did you mean "March"? ')


# Days


def test_iso_date() -> None:
    assert iso_date(" 2027-03-01 ", "the first free day") == date(2027, 3, 1)
    assert iso_date("\u0662\u0660\u0662\u0667-\u0660\u0663-\u0660\u0661") == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "2027-3-1",
            'the first free day: expected a date written YYYY-MM-DD, got "2027-3-1"',
            'Did you mean "2027-03-01"? Write it as YYYY-MM-DD, such as 2027-03-01.',
        ),
        (
            "2027/11/30",
            'the first free day: expected a date written YYYY-MM-DD, got "2027/11/30"',
            'Did you mean "2027-11-30"? Write it as YYYY-MM-DD, such as 2027-03-01.',
        ),
        (
            "2027-02-30",
            'the first free day: no calendar has the day "2027-02-30"',
            "Write it as YYYY-MM-DD, such as 2027-03-01.",
        ),
        (
            "03/04/2027",
            'the first free day: expected a date, got "03/04/2027"',
            "Write it as YYYY-MM-DD, such as 2027-03-01.",
        ),
        (
            "20270301",
            'the first free day: expected a date, got "20270301"',
            "Write it as YYYY-MM-DD, such as 2027-03-01.",
        ),
        ("2027-W10-1", 'the first free day: expected a date, got "2027-W10-1"', None),
        ("", 'the first free day: expected a date, got ""', None),
        ("1066-10-14", "the first free day: 1066-10-14 is out of reach", "Give a day from 1950-01-01 to 2100-12-31."),
    ],
)
def test_iso_date_refused(text: str, message: str, hint: str | None) -> None:
    error = refusal(lambda: iso_date(text, "the first free day"))
    assert (error.code, error.message) == ("bad-date", message)
    assert hint is None or error.hint == hint


# Places


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("India", "IN"),
        ("india", "IN"),
        ("Indian", "IN"),
        ("IN", "IN"),
        ("in", "IN"),
        ("U.K.", "GB"),
        ("england", "GB"),
        ("the united states of america", "US"),
        ("cote divoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Ivory coast", "CI"),
        ("DR Congo", "CD"),
        ("Bahamas", "BS"),
    ],
)
def test_country(text: str, code: str) -> None:
    assert country(text, COUNTRIES) == code


def test_a_word_for_two_countries_names_both() -> None:
    error = refusal(lambda: country("Congolese", COUNTRIES))
    assert error.code == "ambiguous-country"
    assert error.message == '"Congolese" can mean Republic of the Congo or Democratic Republic of the Congo'
    assert error.hint == "Write CG or CD."


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Inda", 'Did you mean "India"? '),
        ("Brittish", 'Did you mean "United Kingdom"? '),
        ("", "Give the English name"),
        ("\N{HIRAGANA LETTER A}", "Give the English name"),
    ],
)
def test_unknown_country(text: str, hint: str) -> None:
    error = refusal(lambda: country(text, COUNTRIES))
    assert error.code == "unknown-country"
    assert error.hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ohio", "OH"),
        ("oh", "OH"),
        ("texas", "TX"),
        ("Washington", "WA"),
        ("washington state", "WA"),
        ("Washington DC", "DC"),
        ("D.C.", "DC"),
        ("N Carolina", "NC"),
        ("north-carolina", "NC"),
    ],
)
def test_state(text: str, code: str) -> None:
    assert state(text, STATES) == code


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("Carolina", "ambiguous-state", "Write NC or SC."),
        (
            "Texsa",
            "unknown-state",
            'Did you mean "Texas"? Give a U.S. state by name or postal code, such as Ohio or OH.',
        ),
        ("XX", "unknown-state", "Give a U.S. state by name or postal code, such as Ohio or OH."),
    ],
)
def test_state_refused(text: str, code: str, hint: str) -> None:
    error = refusal(lambda: state(text, STATES))
    assert (error.code, error.hint) == (code, hint)


# Any text at all

PLAUSIBLE = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="0123456789kKbBjJ$,.-/ \N{EN DASH}USDmarjunextothrough\u0661\u00b2", max_size=20),
    st.lists(
        st.sampled_from(
            ["IM", "peds", "b1", "/", "-", "b2", "visa", "9", "000", "k", "$", "to", "mar", "11", "2027", " "]
        )
    ).map("".join),
)


def outcome(call: Callable[[], Any]) -> Any:
    """The value of a call, or null where it is refused with a message and a code that scripts can read."""
    try:
        return call()
    except UserError as caught:
        error = caught
    assert error.message
    assert error.message.isprintable()
    assert len(error.message) < 400
    assert error.hint
    assert error.code.replace("-", "").isalpha()
    return None


@given(PLAUSIBLE)
def test_any_text_is_a_specialty_or_refused(text: str) -> None:
    found = outcome(lambda: specialty(text, SPECIALTIES))
    assert found is None or found in SPECIALTIES.by_id


@given(PLAUSIBLE)
def test_any_text_is_a_visa_or_refused(text: str) -> None:
    found = outcome(lambda: visa(text))
    assert found is None or (found and visa(visa_word(found)) == found and visa_label(found))
    assert visa_note(text) is None or found == VISITOR


@given(PLAUSIBLE)
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    found = outcome(lambda: money(text))
    assert found is None or 0 <= found <= 1_000_000


@given(st.integers(0, 1_000_000))
def test_every_amount_can_be_written_in_every_way(amount: int) -> None:
    spellings = (f"{amount}", f"{amount:,}", f"${amount:,}", f"{amount:,}".replace(",", " "), f"USD {amount}.00")
    assert {money(spelling) for spelling in spellings} == {amount}


@given(PLAUSIBLE)
def test_any_text_is_a_year_or_refused(text: str) -> None:
    found = outcome(lambda: graduation_year(text, TODAY))
    assert found is None or 1960 <= found <= 2034
    found = outcome(lambda: match_year(text, TODAY, 2028))
    assert found is None or 2026 <= found <= 2034


@given(PLAUSIBLE)
def test_any_text_is_months_or_refused(text: str) -> None:
    found = outcome(lambda: month_list(text))
    assert found is None or (found and len(set(found)) == len(found) and set(found) <= set(range(1, 13)))


@given(PLAUSIBLE)
def test_any_text_is_a_date_or_refused(text: str) -> None:
    found = outcome(lambda: iso_date(text, "today"))
    assert found is None or 1950 <= found.year <= 2100


@given(PLAUSIBLE)
def test_any_text_is_a_place_or_refused(text: str) -> None:
    found = outcome(lambda: country(text, COUNTRIES))
    assert found is None or found in {land.code for land in COUNTRIES}
    found = outcome(lambda: state(text, STATES))
    assert found is None or found in STATES
