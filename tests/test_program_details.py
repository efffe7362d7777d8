import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from command_line import TODAY, run_usceplan, usceplan_with
from situations import TODAY as DAY
from situations import catalogue, made_up
from usceplan.browse.ages import age_months
from usceplan.browse.details import program_details
from usceplan.browse.facts import FACTS, said
from usceplan.browse.questions import QUESTIONS, questions
from usceplan.catalog.program import Program
from usceplan.catalog.vocabulary import EntryType, OpenStatus
from usceplan.output.ages_view import age_in_words, dated
from usceplan.output.details_view import print_details, print_questions
from usceplan.output.terminal import make_console

SPECIALTIES = catalogue().specialties
NOTHING_STATED: dict[str, Any] = dict.fromkeys(
    (
        *("locations", "hands_on", "settings", "specialties", "residency_programs_on_site", "audience"),
        *("residency_seekers", "max_years_since_graduation", "exams_required", "visas_accepted", "needs_host"),
        *("status", "duration_weeks", "intake", "apply_lead_weeks", "fees", "fees_complete", "excluded_nationalities"),
    )
) | {"letter": {"offered": None, "letterhead": None}}


def asked(program: Program, *, today: date = DAY) -> dict[str, str]:
    return {one.fact: one.text for one in questions(program, today, old_months=24)}


def shown(program: str, *arguments: str, width: str = "80") -> str:
    ran = usceplan_with({"COLUMNS": width}, "programs", "show", program, *TODAY, *arguments)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


# Facts


@pytest.mark.parametrize(
    ("fact", "value", "text"),
    [
        ("hands_on", "limited", "limited hands-on"),
        ("letter", {"offered": "possible", "letterhead": "hospital"}, "possible, on the hospital's letterhead"),
        ("letter", {"offered": None, "letterhead": "practice"}, "not stated, on a practice's letterhead"),
        ("specialties", ["any"], "any specialty"),
        ("specialties", ["internal-medicine", "cardiology"], "internal medicine, cardiology"),
        ("audience", [], "no students or graduates of schools abroad"),
        ("exams_required", [], "none"),
        ("documents", ["tb-test", "proof-of-english", "i-94"], "TB test, proof of English and I-94"),
        ("duration_weeks", {"min": 4, "max": 4}, "4 weeks"),
        ("duration_weeks", {"min": 1, "max": None}, "1 week or more"),
        ("duration_weeks", {"min": 4, "max": 8, "fixed": [4, 8]}, "4 or 8 weeks"),
        ("apply_lead_weeks", {"min": None, "max": 26}, "up to 26 weeks before the start"),
        ("start_months", list(range(1, 13)), "every month"),
        ("start_months", [3, 9], "Mar, Sep"),
        ("excluded_nationalities", ["Cuba", "Iran"], "not Cuba or Iran"),
        ("fees", [], "no fee"),
        (
            "fees",
            [
                {
                    "item": "tuition",
                    "usd": 1200,
                    "per": "4-weeks",
                    "bound": "from",
                    "refundable": False,
                    "only": {"audience": ["student"], "weeks": {"min": 2, "max": None}},
                    "as_of": "2026",
                }
            ],
            "tuition: from $1,200 per 4 weeks; for 2 weeks or more; for students; not refundable",
        ),
        (
            "fees",
            [
                {
                    "item": "badge",
                    "usd": None,
                    "per": "rotation",
                    "role": "conditional",
                    "condition": "if lost",
                    "as_of": None,
                }
            ],
            "badge: amount not stated; if lost",
        ),
    ],
)
def test_a_fact_is_said_in_words(fact: str, value: Any, text: str) -> None:
    found = said(next(one for one in FACTS if one.id == fact), made_up(**{fact: value}), SPECIALTIES)
    assert found == [text]


def test_amounts_of_several_dates_each_say_their_own() -> None:
    rows = [("badge", 20, "2025-03"), ("tuition", 500, None), ("visa", None, None)]
    fees = [{"item": item, "usd": usd, "per": "rotation", "as_of": as_of} for item, usd, as_of in rows]
    found = said(next(one for one in FACTS if one.id == "fees"), made_up(fees=fees), SPECIALTIES)
    assert found == [
        "badge: $20 per rotation; as of 2025-03",
        "tuition: $500 per rotation; undated",
        "visa: amount not stated",
    ]


def test_every_fact_of_every_entry_can_be_said_and_only_unknown_ones_are_missing() -> None:
    for program in catalogue().programs:
        for fact in program_details(catalogue(), program.id, DAY).facts:
            assert fact.text is None or (fact.text and all(fact.text))
            is_unknown = fact.value is None or (isinstance(fact.value, dict) and not any(fact.value.values()))
            assert (fact.text is None) == is_unknown, (program.id, fact.id)


def test_a_fact_names_the_page_that_supports_it_and_its_age() -> None:
    for program in catalogue().programs:
        details = program_details(catalogue(), program.id, DAY)
        for fact in details.facts:
            if fact.source is not None and fact.id != "verified":
                assert fact.id in details.sources[fact.source - 1].supports
            assert fact.age_months == age_months(fact.as_of, DAY)


@pytest.mark.parametrize(
    ("as_of", "months", "words", "in_full"),
    [
        (None, None, "undated", "undated"),
        ("2026", 10, "this year", "of 2026"),
        ("2025", 22, "1 year", "of 2025, 1 year old"),
        ("2026-11", 0, "this month", "of 2026-11"),
        ("2026-05-25", 5, "5 months", "of 2026-05-25, 5 months old"),
        ("2026-05-22", 6, "6 months", "of 2026-05-22, 6 months old"),
        ("2026-12-01", 0, "this month", "of 2026-12-01"),
        ("2024-11-22", 24, "2 years", "of 2024-11-22, 2 years old"),
    ],
)
def test_age_is_counted_from_the_first_day_that_a_date_can_mean(
    as_of: str | None, months: int | None, words: str, in_full: str
) -> None:
    assert age_months(as_of, DAY) == months
    assert (age_in_words(as_of, months), dated(as_of, months)) == (words, in_full)


# Questions


def test_what_is_unknown_is_asked_in_the_order_of_asking() -> None:
    found = list(asked(made_up(**NOTHING_STATED)))
    assert found == [fact for fact in QUESTIONS if fact in found]
    assert set(found) == set(QUESTIONS) - {"verified", "letterhead", "deadlines", "fees_complete"}


def test_what_is_stated_is_not_asked() -> None:
    found = asked(made_up(documents=["cv"], visa_support="none", letter={"offered": "yes", "letterhead": "hospital"}))
    assert set(found) == {"deadlines"}


@pytest.mark.parametrize(
    ("facts", "fact", "text"),
    [
        ({"verified": False}, "verified", "exist"),
        ({"letter": {"offered": "yes", "letterhead": None}}, "letterhead", "letterhead"),
        ({"fees_complete": None}, "fees_complete", "on top"),
        ({"intake": "fixed-dates"}, "start_months", "On which dates"),
        (
            {
                "fees": [
                    {"item": "tuition", "usd": 900, "per": "rotation", "as_of": None},
                    {"item": "insurance", "usd": None, "per": "rotation", "as_of": None},
                ],
                "fees_complete": False,
            },
            "fees",
            "How much is the insurance?",
        ),
    ],
)
def test_a_part_that_is_missing_is_asked(facts: dict[str, Any], fact: str, text: str) -> None:
    assert text in asked(made_up(**facts))[fact]


def test_what_an_old_page_says_is_confirmed_once_it_is_old() -> None:
    assert "fees" not in asked(made_up(), today=date(2028, 5, 1))
    assert asked(made_up(), today=date(2028, 6, 1))["fees"] == "Are the fees still as your page of 2026-05 says?"


def test_a_closed_program_and_a_resource_are_asked_nothing() -> None:
    for program in catalogue().programs:
        details = program_details(catalogue(), program.id, DAY)
        if program.status is OpenStatus.CLOSED or program.entry is EntryType.RESOURCE:
            assert details.questions == []
        else:
            assert len({one.text for one in details.questions}) == len(details.questions)


def test_the_questions_can_be_pasted_into_an_email(snapshot: SnapshotAssertion) -> None:
    text = shown("mass-general-international-observership", "--questions", width="40")
    assert text == snapshot
    numbered = [line for line in text.splitlines() if line[:1].isdigit()]
    details = json.loads(shown("mass-general-international-observership", "--json"))
    assert numbered == [f"{number}. {one['text']}" for number, one in enumerate(details["questions"], 1)]


def test_questions_of_a_program_with_none_end_with_1() -> None:
    ran = run_usceplan("programs", "show", "ucsd-ace-program", "--questions", *TODAY)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("Nothing is left to ask")


# The screen

SCREENS = {
    "with fees": "johns-hopkins-visiting-student-research-electives",
    "of the guide": "cleveland-clinic-international-physician-observer",
    "closed": "ucsd-ace-program",
    "a resource": "ama-observership-listings",
}


@pytest.mark.parametrize("width", ["80", "120"])
@pytest.mark.parametrize("program", SCREENS.values(), ids=SCREENS)
def test_one_entry(program: str, width: str, snapshot: SnapshotAssertion) -> None:
    assert shown(program, width=width) == snapshot


def test_a_guides_claim_and_the_official_page_are_both_shown() -> None:
    text = " ".join(shown("cleveland-clinic-international-physician-observer").split())
    guide = program_details(catalogue(), "cleveland-clinic-international-physician-observer", DAY).guide
    assert guide is not None
    assert guide.text in text
    assert "What a popular guide says, beside the official page" in text


@pytest.mark.parametrize("width", ["40", "80", "140"])
def test_no_line_of_any_entry_is_wider_than_the_screen(width: str) -> None:
    for program in catalogue().programs[::12]:
        wide = [line for line in shown(program.id, width=width).splitlines() if len(line) > int(width)]
        assert wide == []


HOSTILE = "A\x1b[31mred\x1b]0;owned\x07 \u202egnp.exe\r\nnext"


def test_texts_of_the_data_do_nothing_to_a_terminal() -> None:
    program = made_up(name=HOSTILE, institution=HOSTILE, notes=HOSTILE, guide_check=HOSTILE, deadlines=HOSTILE)
    changed = replace(catalogue(), programs=(program,))
    for print_it in (print_details, print_questions):
        out = io.StringIO()
        print_it(program_details(changed, "made-up", DAY), make_console(out, environment={}, width=80))
        assert all(line.isprintable() for line in out.getvalue().splitlines())
        assert "owned" not in out.getvalue()
