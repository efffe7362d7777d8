"""From answers to an applicant: what is told is what is planned with, and what is not told has its default."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situations import TODAY, catalogue
from usceplan.applicant import Applicant, Limits, PassedExam
from usceplan.catalog.places import Region
from usceplan.catalog.vocabulary import Exam, Housing, Involvement, Kind, Status, Visa
from usceplan.cli.options import BY_NAME
from usceplan.planning.candidates import PARTS
from usceplan.problems import UserError
from usceplan.profile import applicant_from, held_weeks, known_metro, metro, region, status, weight, whole_number
from usceplan.told import Answer
from usceplan.understanding import MOST_DOLLARS

TOLD = {"specialty": ("IM",), "grad_year": ("2023",), "visa": ("b1-b2",), "budget": ("9k",)}


def applicant(changes: Mapping[str, tuple[str, ...]] | None = None, *, without: str = "") -> Applicant:
    told = {name: texts for name, texts in {**TOLD, **(changes or {})}.items() if name != without}
    return applicant_from({name: Answer(texts, f"--{name}") for name, texts in told.items()}, catalogue(), TODAY, 2028)


USUAL = applicant()


def test_the_five_questions_make_an_applicant() -> None:
    expected = Applicant(
        specialties=("internal-medicine",),
        graduation_year=2023,
        visas=(Visa.B1, Visa.B2),
        budget=9000,
        match_year=2028,
    )
    assert expected == USUAL


def changed(**changes: object) -> dict[str, object]:
    return changes


def limits(**changes: object) -> dict[str, object]:
    return {"limits": Limits(**changes)}  # type: ignore[arg-type]


OPTIONS: dict[str, tuple[dict[str, tuple[str, ...]], dict[str, object]]] = {
    "second choices in their order, each once": (
        {"specialty": ("peds", "IM", "internal medicine")},
        changed(specialties=("pediatrics", "internal-medicine")),
    ),
    "a Match year": ({"match_year": ("2029",)}, changed(match_year=2029)),
    "the next Match": ({"match_year": ("next",)}, changed()),
    "no money": ({"budget": ("0",)}, changed(budget=0)),
    "a status": ({"status": ("Practicing physician",)}, changed(status=Status.PRACTISING_PHYSICIAN)),
    "a country": ({"nationality": ("Pakistan",)}, changed(nationality="PK")),
    "a region": ({"home_region": ("South Asia",)}, changed(home_region="south_asia")),
    "a home in a metro": ({"us_metro": ("Chicago",)}, changed(us_metro="chicago")),
    "a home elsewhere": ({"us_metro": ("elsewhere",)}, changed(us_metro="elsewhere")),
    "a home in a small town": ({"us_metro": ("Florence, AL",)}, changed(us_metro="elsewhere")),
    "places to stay": ({"free_housing": ("Houston, TX", "Chicago")}, changed(free_housing=("houston", "chicago"))),
    "a home of one's own": ({"housing": ("studio",)}, changed(housing=Housing.STUDIO)),
    "a shared home, in other words": ({"housing": ("Shared",)}, changed()),
    "weeks until the interview": ({"visa_wait_weeks": ("20",)}, changed(visa_wait_weeks=20)),
    "a visa in hand": ({"visa_wait_weeks": ("0",)}, changed(visa_wait_weeks=0)),
    "exams passed and planned": (
        {"exam": ("step1", "CK=2027-03-01", "OET", "TOEFL iBT", "ielts")},
        changed(
            exams=(
                PassedExam(Exam.STEP_1),
                PassedExam(Exam.STEP_2_CK, date(2027, 3, 1)),
                PassedExam(Exam.OET),
                PassedExam(Exam.TOEFL),
                PassedExam(Exam.IELTS),
            )
        ),
    ),
    "an English test, as OET was called": ({"exam": ("english-test",)}, changed(exams=(PassedExam(Exam.OET),))),
    "no exam is not the same as not told": ({"exam": ("None",)}, changed(exams=())),
    "letters": ({"held_letters": ("2",)}, changed(held_letters=2)),
    "weeks": ({"held_weeks": ("8",)}, changed(held_weeks=8)),
    "weeks of observing": (
        {"held_weeks": ("8:none",)},
        changed(held_weeks=8, held_involvement=Involvement.NONE),
    ),
    "dates": (
        {"available_from": ("2027-01-04",), "available_to": ("2027-06-30",)},
        changed(available_from=date(2027, 1, 4), available_to=date(2027, 6, 30)),
    ),
    "months over the year's end, in order": ({"months": ("11-2", "jun")}, changed(months=(1, 2, 6, 11, 12))),
    "a share refused": ({"refusal_rate": ("0.35",)}, changed(refusal_percent=35)),
    "a share refused in percent": ({"refusal_rate": ("80 %",)}, changed(refusal_percent=80)),
    "programs to apply to": ({"residency_programs": ("120",)}, changed(residency_programs=120)),
    "application counted": ({"include_application": ("true",)}, changed(include_application=True)),
    "application not counted": ({"include_application": ("false",)}, changed()),
    "kinds": ({"kind": ("Observership", "externship")}, limits(kinds=(Kind.OBSERVERSHIP, Kind.EXTERNSHIP))),
    "hands-on only": ({"hands_on_only": ("true",)}, limits(hands_on_only=True)),
    "hands-on only, taken back": ({"hands_on_only": ("false",)}, changed()),
    "only confirmed": ({"only_confirmed": ("true",)}, limits(only_confirmed=True)),
    "states": ({"state": ("Texas", "oh", "TX")}, limits(states=("TX", "OH"))),
    "states to avoid": ({"not_state": ("California",)}, limits(not_states=("CA",))),
    "programs to include": (
        {"include": ("upmc-enhanced-observership",)},
        limits(include=("upmc-enhanced-observership",)),
    ),
    "programs and resources to exclude": (
        {"exclude": ("upmc-enhanced-observership", "usdoctors-marketplace")},
        limits(exclude=("upmc-enhanced-observership", "usdoctors-marketplace")),
    ),
    "numbers of rotations and stays": (
        {"max_rotations": ("3",), "max_stays": ("1",)},
        limits(max_rotations=3, max_stays=1),
    ),
    "weights": ({"weight": ("letters=50", "hands on = 0")}, limits(weights={"letters": 50, "hands-on": 0})),
    "a rule to ignore": ({"ignore_rule": ("visa permits",)}, limits(ignore_rules=("visa-permits",))),
}


@pytest.mark.parametrize(("told", "expected"), OPTIONS.values(), ids=OPTIONS)
def test_each_option_changes_what_it_names_and_nothing_else(
    told: dict[str, tuple[str, ...]], expected: dict[str, object]
) -> None:
    found = applicant(told)
    differing = {
        name: getattr(found, name)
        for name in Applicant.__dataclass_fields__
        if getattr(found, name) != getattr(USUAL, name)
    }
    assert differing == expected


def test_every_option_is_tried_above() -> None:
    tried = {name for told, _ in OPTIONS.values() for name in told} | TOLD.keys()
    assert tried | {"today"} == BY_NAME.keys()


def test_without_a_budget_money_is_no_limit() -> None:
    assert applicant(without="budget").budget == MOST_DOLLARS


def test_the_place_of_a_mistake_is_said_and_all_mistakes_are() -> None:
    with pytest.raises(UserError) as one:
        applicant({"visa": ("b9",)})
    assert one.value.message.startswith('--visa: "b9" is not')
    assert one.value.code == "unknown-visa"
    with pytest.raises(UserError) as three:
        applicant({"visa": ("b9",), "grad_year": ("1900",), "weight": ("letters=1", "luck=3")})
    assert [line.partition(":")[0] for line in three.value.message.splitlines()] == [
        "--grad_year",
        "--visa",
        "--weight",
    ]


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"include": ("upmc-enhanced-observership",), "exclude": ("upmc-enhanced-observership",)}, "is both in --incl"),
        ({"state": ("TX", "OH"), "not_state": ("ohio",)}, "OH is both in --state and in --not_state"),
        ({"available_from": ("2027-01-04",), "available_to": ("2027-01-04",)}, "2027-01-04 is not after 2027-01-04"),
    ],
    ids=["a program in and out", "a state in and out", "no day between"],
)
def test_contradictions_are_refused(told: dict[str, tuple[str, ...]], message: str) -> None:
    with pytest.raises(UserError) as error:
        applicant(told)
    assert message in error.value.message


# Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chicago", "chicago"),
        ("chicago, il", "chicago"),
        ("New York", "new_york"),
        ("Brooklyn, NY", "new_york"),
        ("san_francisco", "san_francisco"),
        ("St Louis", "st_louis"),
        ("Washington DC", "washington_dc"),
        ("Columbia, MD", "baltimore"),
        ("Columbia, MO", None),
        ("Florence, AL", None),
        ("Elsewhere", None),
    ],
)
def test_a_city_is_known_by_its_name(text: str, expected: str | None) -> None:
    assert metro(text, catalogue()) == expected


def test_a_city_of_two_states_is_not_guessed() -> None:
    with pytest.raises(UserError, match="several cities") as error:
        metro("columbia", catalogue())
    assert error.value.hint == 'Write "Columbia, MD" or "Columbia, MO".'


def test_a_city_without_rents_is_answered_with_those_that_have_them() -> None:
    with pytest.raises(UserError, match="no rents") as error:
        known_metro("Florence, AL", catalogue())
    assert all(one.name in error.value.hint for one in catalogue().places.metros.values())


@pytest.mark.parametrize("name", [one.name for one in catalogue().places.metros.values()])
def test_every_metro_is_known_by_the_name_that_is_shown(name: str) -> None:
    assert catalogue().places.metros[known_metro(name, catalogue())].name == name


@pytest.mark.parametrize("word", list(Status))
def test_every_status_is_known_by_its_word(word: Status) -> None:
    assert status(word.value) is status(word.value.replace("-", " ").upper()) is word


def test_every_region_is_known_by_its_words() -> None:
    assert [region(one.value.replace("_", " ")) for one in Region] == [one.value for one in Region]


def test_every_part_of_the_strength_can_be_weighed() -> None:
    assert {weight(f"{part}=7") for part in PARTS} == {(part, 7) for part in PARTS}
    assert set(PARTS) == {"letters", "hands-on", "specialty", "recency", "mix"}


@given(st.integers(0, 520), st.sampled_from(Involvement))
def test_weeks_held_are_read_back(weeks: int, how: Involvement) -> None:
    assert held_weeks(f"{weeks}:{how.value}") == (weeks, how)
    assert held_weeks(f" {weeks} ") == (weeks, Involvement.FULL)


@given(st.text(max_size=8), st.integers(0, 5), st.integers(5, 900))
def test_a_number_is_within_its_limits_or_refused(text: str, least: int, most: int) -> None:
    try:
        number = whole_number(text, "letters", least, most)
    except UserError as error:
        assert error.hint == f"Give a whole number from {least} to {most}."
    else:
        assert least <= number <= most
        assert int(text) == number
