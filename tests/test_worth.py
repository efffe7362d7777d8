"""What a rotation is worth: its letter, its weeks, how recent it is, its setting. All figures are worked out by hand.

The Match of 2028: applications may be submitted from 2027-09-01 and reviewed from 2027-09-22, a Wednesday; a letter
counts if its rotation ends by 2027-08-23, 30 days before.
"""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situations import made_up, situation, with_milestone
from usceplan.catalog.vocabulary import Involvement, Kind, LetterOffer
from usceplan.planning.candidates import points_of_parts, weeks_wanted
from usceplan.planning.situation import last_day
from usceplan.planning.worth import (
    effective_weeks,
    involvement_factor,
    letter_counts,
    letter_quality,
    mix,
    planned_specialties,
    recency_points,
    relevant_specialties,
    specialty_factor,
    specialty_week_factor,
)

MEDICINE = ("internal-medicine",)
MEDICINE_OR_FAMILY = ("internal-medicine", "family-medicine")
FACTORS = situation().catalogue.guidance.factors


def test_the_days_that_all_figures_here_rest_on() -> None:
    asked = situation()
    assert (asked.submission_day, asked.review_day) == (date(2027, 9, 1), date(2027, 9, 22))
    assert asked.letter_deadline == date(2027, 8, 23)


# Specialty


@pytest.mark.parametrize(
    ("wanted", "specialty", "factor"),
    [
        (MEDICINE, "internal-medicine", 1000),
        (MEDICINE, "hospital-medicine", 900),
        (MEDICINE, "cardiology", 800),
        (MEDICINE, "family-medicine", 700),
        (MEDICINE, "psychiatry", 300),
        (MEDICINE_OR_FAMILY, "internal-medicine", 1000),
        # A second specialty counts 0.8, which is more than the 0.7 for being related to the first.
        (MEDICINE_OR_FAMILY, "family-medicine", 800),
        # Related to the second only: 0.8 × 0.7.
        (MEDICINE_OR_FAMILY, "pediatrics", 560),
        # Related to both: 0.8 for the first beats 0.8 × 0.8 for the second.
        (MEDICINE_OR_FAMILY, "geriatrics", 800),
        # Related to the second only: 0.8 × 0.5.
        (MEDICINE_OR_FAMILY, "psychiatry", 400),
        (MEDICINE_OR_FAMILY, "radiology", 300),
    ],
)
def test_how_much_a_specialty_counts(wanted: tuple[str, ...], specialty: str, factor: int) -> None:
    assert specialty_factor(situation(specialties=wanted), specialty) == factor


@pytest.mark.parametrize(
    ("wanted", "ignored", "offered", "planned"),
    [
        pytest.param(MEDICINE, (), None, MEDICINE, id="none is named: the target"),
        pytest.param(MEDICINE, (), ["any", "radiology"], MEDICINE, id="any: the target"),
        pytest.param(
            MEDICINE, (), ["radiology", "cardiology", "internal-medicine"], ("cardiology", "internal-medicine"),
            id="the target and what is related, in the order of the page",
        ),
        pytest.param(MEDICINE, (), ["radiology", "pediatrics"], (), id="neither"),
        pytest.param(MEDICINE_OR_FAMILY, (), ["radiology", "pediatrics"], ("pediatrics",), id="related to the second"),
        pytest.param(MEDICINE, ("specialty",), ["radiology", "urology"], ("radiology",), id="neither, and ignored"),
        pytest.param(
            MEDICINE, ("specialty",), ["radiology", "cardiology"], ("cardiology",), id="ignored where it need not be"
        ),
        pytest.param(MEDICINE, ("visa-permits",), ["radiology"], (), id="another rule is ignored"),
    ],
)  # fmt: skip
def test_in_which_specialties_a_program_is_planned(
    wanted: tuple[str, ...], ignored: tuple[str, ...], offered: list[str] | None, planned: tuple[str, ...]
) -> None:
    asked = situation(specialties=wanted, limits={"ignore_rules": ignored})
    assert planned_specialties(asked, made_up(specialties=offered)) == planned


def test_an_ignored_specialty_is_planned_and_still_not_relevant() -> None:
    asked = situation(limits={"ignore_rules": ("specialty",)})
    assert relevant_specialties(asked, made_up(specialties=["radiology"])) == ()


# Letters: specialty × involvement × certainty × kind

INVOLVEMENT = {Involvement.FULL: 1000, Involvement.LIMITED: 800, Involvement.NONE: 600, None: 600}
CERTAINTY = {LetterOffer.YES: 1000, LetterOffer.POSSIBLE: 700, None: 500, LetterOffer.NO: 0}
KINDS = {kind: 500 if kind in (Kind.RESEARCH, Kind.VOLUNTEER) else 1000 for kind in Kind} | {None: 1000}
SPECIALTIES = {"internal-medicine": 1000, "hospital-medicine": 900, "family-medicine": 700, "psychiatry": 300}


def test_letter_quality_in_every_combination_of_its_factors() -> None:
    """The thousandths of the product, rounded down once."""
    asked = situation()
    for involvement, taken in INVOLVEMENT.items():
        for offered, certain in CERTAINTY.items():
            for kind, counted in KINDS.items():
                program = made_up(kind=kind, hands_on=involvement, letter={"offered": offered, "letterhead": None})
                for specialty, close in SPECIALTIES.items():
                    expected = close * taken * certain * counted // 1000**3
                    assert letter_quality(asked, program, specialty) == expected


@pytest.mark.parametrize(
    ("facts", "specialty", "quality"),
    [
        ({"kind": "externship", "hands_on": "full"}, "internal-medicine", 1000),
        ({"kind": "observership", "hands_on": "none"}, "internal-medicine", 600),
        ({"kind": "observership", "hands_on": None, "letter": None}, "internal-medicine", 300),
        ({"kind": "externship", "hands_on": "limited", "letter": "possible"}, "internal-medicine", 560),
        ({"kind": "elective", "hands_on": "full", "letter": "possible"}, "cardiology", 560),
        ({"kind": "research", "hands_on": "none", "letter": "possible"}, "internal-medicine", 210),
        ({"kind": "volunteer", "hands_on": None, "letter": None}, "psychiatry", 45),
        # 0.7 × 0.6 × 0.7 × 0.5 = 0.147 exactly.
        ({"kind": "research", "hands_on": "none", "letter": "possible"}, "family-medicine", 147),
        ({"kind": "externship", "hands_on": "full", "letter": "no"}, "internal-medicine", 0),
    ],
)
def test_letter_quality_by_hand(facts: dict[str, Any], specialty: str, quality: int) -> None:
    letter = {"offered": facts.get("letter", "yes"), "letterhead": None}
    assert letter_quality(situation(), made_up(**{**facts, "letter": letter}), specialty) == quality


@pytest.mark.parametrize(
    ("start", "weeks", "counts"),
    [
        # 2027-08-22 is the last Sunday on or before August 23.
        (date(2027, 7, 26), 4, True),
        (date(2027, 8, 2), 4, False),
        (date(2027, 8, 2), 3, False),
        (date(2027, 7, 26), 3, False),
        (date(2027, 3, 1), 3, False),
        (date(2027, 3, 1), 4, True),
        (date(2027, 6, 28), 8, True),
        (date(2027, 7, 5), 8, False),
    ],
)
def test_a_letter_counts_for_four_weeks_that_end_in_time(start: date, weeks: int, counts: bool) -> None:
    assert letter_counts(situation(), start, weeks) == counts


@pytest.mark.parametrize(
    ("match_year", "review_day", "exactly_in_time"),
    # A rotation ends on a Sunday, and 30 days later is a Tuesday. In all years on file review begins on a Wednesday, so
    # the last rotation in time ends 31 days before it.
    [(2026, date(2025, 9, 24), date(2025, 7, 28)), (2029, date(2028, 9, 27), date(2028, 7, 31))],
)
def test_thirty_days_before_review(match_year: int, review_day: date, exactly_in_time: date) -> None:
    asked = situation(match_year=match_year)
    assert asked.review_day == review_day
    assert (review_day - last_day(exactly_in_time, 4)).days == 31
    assert letter_counts(asked, exactly_in_time, 4)
    assert not letter_counts(asked, date.fromordinal(exactly_in_time.toordinal() + 7), 4)


def test_a_letter_counts_when_the_rotation_ends_exactly_thirty_days_before() -> None:
    """With review on Tuesday, 2027-09-21, the deadline is Sunday, 2027-08-22: still in time, 29 days are not."""
    asked = with_milestone(situation(), "programs_may_review", date(2027, 9, 21))
    assert asked.letter_deadline == date(2027, 8, 22)
    assert letter_counts(asked, date(2027, 7, 26), 4)
    earlier = with_milestone(situation(), "programs_may_review", date(2027, 9, 20))
    assert not letter_counts(earlier, date(2027, 7, 26), 4)


# Weeks


@pytest.mark.parametrize(
    ("start", "weeks", "thousandths"),
    [
        pytest.param(date(2027, 8, 23), 4, 4000, id="its last week begins before review, on September 13"),
        pytest.param(date(2027, 8, 30), 4, 4000, id="its last week begins two days before review"),
        pytest.param(date(2027, 9, 6), 4, 3500, id="its last week begins after review"),
        pytest.param(date(2027, 9, 20), 4, 2500, id="all but its first week begin after review"),
        pytest.param(date(2027, 9, 27), 4, 2000, id="all begin after review"),
        pytest.param(date(2027, 9, 27), 1, 500, id="one week after review"),
        pytest.param(date(2027, 9, 13), 24, 13000, id="two before and 22 after"),
        pytest.param(date(2028, 2, 14), 4, 2000, id="long after"),
    ],
)
def test_weeks_that_begin_after_review_count_half(start: date, weeks: int, thousandths: int) -> None:
    assert effective_weeks(situation(), start, weeks) == thousandths


def test_a_week_that_begins_on_the_day_of_review_counts_half() -> None:
    asked = with_milestone(situation(), "programs_may_review", date(2027, 9, 20))
    assert effective_weeks(asked, date(2027, 9, 20), 1) == 500
    assert effective_weeks(asked, date(2027, 9, 13), 2) == 1500


@given(st.dates(date(2026, 11, 23), date(2028, 3, 1)), st.integers(1, 24))
def test_weeks_count_one_by_one(day: date, weeks: int) -> None:
    asked, start = situation(), day.toordinal()
    each = [1000 if date.fromordinal(start + 7 * number) < asked.review_day else 500 for number in range(weeks)]
    assert effective_weeks(asked, day, weeks) == sum(each)


@pytest.mark.parametrize(
    ("kind", "hands_on", "factor"),
    [
        ("externship", "full", 1000),
        ("externship", "limited", 600),
        ("observership", "none", 200),
        ("observership", None, 200),
        ("elective", "full", 1000),
        ("volunteer", "limited", 600),
        ("research", "full", 0),
        ("research", None, 0),
        (None, None, 200),
    ],
)
def test_what_a_week_counts_for_hands_on_work(kind: str | None, hands_on: str | None, factor: int) -> None:
    assert involvement_factor(FACTORS, made_up(kind=kind, hands_on=hands_on)) == factor


@pytest.mark.parametrize(
    ("kind", "specialty", "factor"),
    [
        ("observership", "internal-medicine", 1000),
        ("observership", "cardiology", 800),
        ("volunteer", "cardiology", 800),
        ("research", "internal-medicine", 0),
    ],
)
def test_what_a_week_counts_for_the_specialty(kind: str, specialty: str, factor: int) -> None:
    assert specialty_week_factor(situation(), made_up(kind=kind), specialty) == factor


@pytest.mark.parametrize(("graduation_year", "weeks"), [(2027, 12), (2024, 12), (2023, 24), (2015, 24), (2029, 12)])
def test_older_graduates_need_more_weeks(graduation_year: int, weeks: int) -> None:
    """Applications open in 2027: the class of 2024 is three years past graduation, that of 2023 more than three."""
    assert weeks_wanted(situation(graduation_year=graduation_year)) == weeks


# Recency: submission on 2027-09-01, so 12 months before is 2026-09-01, and 24 months before 2025-09-01


@pytest.mark.parametrize(
    ("start", "weeks", "points"),
    [
        # Rotations end on Sundays: 2026-09-06 is the first on or after 2026-09-01, 2025-09-07 that after 2025-09-01.
        (date(2026, 8, 10), 4, 10),
        (date(2026, 8, 3), 4, 5),
        (date(2025, 8, 11), 4, 5),
        (date(2025, 8, 4), 4, 0),
        (date(2026, 8, 17), 3, 0),
        (date(2027, 3, 1), 4, 10),
        (date(2027, 3, 1), 3, 0),
        (date(2027, 12, 6), 4, 10),
    ],
)
def test_recency(start: date, weeks: int, points: int) -> None:
    assert recency_points(situation(), start, weeks, 10) == points


@pytest.mark.parametrize(
    ("submission", "fresh_from", "acceptable_from"),
    [
        # A Sunday a year before; the day before it would be too old.
        (date(2027, 9, 5), date(2026, 9, 5), date(2025, 9, 5)),
        # A leap day: a year before it is February 28.
        (date(2028, 2, 29), date(2027, 2, 28), date(2026, 2, 28)),
    ],
)
def test_recency_at_its_edges(submission: date, fresh_from: date, acceptable_from: date) -> None:
    for edge, points, before in ((fresh_from, 10, 5), (acceptable_from, 5, 0)):
        asked = with_milestone(situation(), "applicants_may_submit", submission)
        start = date.fromordinal(edge.toordinal() - 27)
        assert last_day(start, 4) == edge
        assert recency_points(asked, start, 4, 10) == points
        assert recency_points(asked, date.fromordinal(start.toordinal() - 1), 4, 10) == before


@pytest.mark.parametrize(("points", "acceptable"), [(10, 5), (20, 10), (7, 3), (1, 0), (0, 0)])
def test_recency_with_a_weight_of_ones_own(points: int, acceptable: int) -> None:
    asked = situation(limits={"weights": {"recency": points}})
    own = points_of_parts(asked)["recency"]
    assert recency_points(asked, date(2027, 3, 1), 4, own) == points
    assert recency_points(asked, date(2026, 8, 3), 4, own) == acceptable


# Settings


@pytest.mark.parametrize(
    ("settings", "on_site", "flags"),
    [
        (["inpatient"], True, (True, False, True)),
        (["outpatient"], False, (False, True, False)),
        (["inpatient", "outpatient"], None, (True, True, False)),
        (["prehospital"], None, (False, False, False)),
        ([], True, (False, False, True)),
        (None, None, (False, False, False)),
    ],
)
def test_only_stated_settings_count(
    settings: list[str] | None, on_site: bool | None, flags: tuple[bool, bool, bool]
) -> None:
    assert mix(made_up(settings=settings, residency_programs_on_site=on_site)) == flags
