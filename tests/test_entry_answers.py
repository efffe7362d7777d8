"""What people type about a program is read as the data files write it."""

from functools import partial
from typing import Any

import pytest

from situations import catalogue
from usceplan import entry_answers as read
from usceplan.entry_answers import Parse
from usceplan.problems import UserError

specialties: Parse = partial(read.specialties, known=catalogue().specialties)

UNDERSTOOD: dict[str, tuple[Parse, str, Any]] = {
    "a word in any spelling": (read.word, "Academic  Medical_Center", "academic-medical-center"),
    "words": (read.words, "Inpatient, outpatient,inpatient", ["inpatient", "outpatient"]),
    "none of a list": (read.words, "None", []),
    "yes": (read.flag, "Yes", True),
    "no": (read.flag, "n", False),
    "a number": (read.number, "5", 5),
    "what is no number is left to the model": (read.number, "five", "five"),
    "a number of weeks": (read.weeks, "4", {"min": 4, "max": 4}),
    "from and to": (read.weeks, "4-12", {"min": 4, "max": 12}),
    "from and to in words": (read.weeks, "4 to 12 weeks", {"min": 4, "max": 12}),
    "at least": (read.weeks, "4+", {"min": 4, "max": None}),
    "at most": (read.weeks, "-12", {"min": None, "max": 12}),
    "a lead time": (read.lead_weeks, "8", {"min": 8, "max": None}),
    "a range of lead times": (read.lead_weeks, "8-12", {"min": 8, "max": 12}),
    "months": (read.months, "1, 2", [1, 2]),
    "places": (read.places, "Chicago, il; TX", [{"city": "Chicago", "state": "IL"}, {"city": None, "state": "TX"}]),
    "a letter": (read.letter, "Possible", {"offered": "possible", "letterhead": None}),
    "a letter on paper": (read.letter, "yes, hospital", {"offered": "yes", "letterhead": "hospital"}),
    "visas": (read.visas, "B1/B2, J-1, b2", ["b1", "b2", "j1"]),
    "no visas": (read.visas, "none", []),
    "exams": (
        read.exams,
        "Step 1, OET, usmle-step-2-ck, english test",
        ["usmle-step-1", "oet", "usmle-step-2-ck", "english-test"],
    ),
    "specialties": (specialties, "IM, peds", ["internal-medicine", "pediatrics"]),
    "any specialty": (specialties, "Any", ["any"]),
    "free": (read.fees, "free", []),
    "a price": (read.fees, "500 per week", [{"item": "participation", "usd": 500, "per": "week"}]),
    "several prices": (
        read.fees,
        "tuition: $1,200 per 4 weeks; application fee: 100; deposit: 250 per rotation",
        [
            {"item": "tuition", "usd": 1200, "per": "4-weeks"},
            {"item": "application fee", "usd": 100, "per": "application"},
            {"item": "deposit", "usd": 250, "per": "rotation", "role": "deposit"},
        ],
    ),
}


@pytest.mark.parametrize(("parse", "text", "expected"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_answers_are_understood(parse: Parse, text: str, expected: Any) -> None:
    assert parse(text) == expected


NOT_UNDERSTOOD: dict[str, tuple[Parse, str, str]] = {
    "maybe": (read.flag, "maybe", 'expected yes or no, got "maybe"'),
    "weeks in words": (read.weeks, "four", 'expected weeks, got "four"'),
    "weeks without a number": (read.weeks, "-", 'expected weeks, got "-"'),
    "weeks side by side": (read.weeks, "4 12", 'expected weeks, got "4 12"'),
    "a visa that is none": (read.visas, "b1, h5", '"h5"'),
    "a specialty that is none": (specialties, "IM, pedz", '"pedz" is not a specialty'),
    "a price without a period": (read.fees, "tuition: 500", "what is tuition paid by?"),
    "a price in words": (read.fees, "tuition: five hundred dollars", "expected ITEM: AMOUNT per PERIOD"),
    "a price in euros": (read.fees, "tuition: €500 per week", "€500"),
    "nothing": (read.fees, ";", "expected ITEM: AMOUNT per PERIOD"),
}


@pytest.mark.parametrize(("parse", "text", "said"), NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD)
def test_what_cannot_be_understood_is_said(parse: Parse, text: str, said: str) -> None:
    with pytest.raises(UserError) as caught:
        parse(text)
    assert said in caught.value.message
