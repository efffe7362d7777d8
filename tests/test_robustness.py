"""Refusals: how many programs to apply to, and the chance that letters still come, by hand and by enumeration."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from usceplan.planning.robustness import Place, applications_for, letter_chances, letters_at_least, robustness

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("refusal", "certainty", "applications"),
    [
        pytest.param(Fraction(0), Fraction(9, 10), 1, id="nobody-refuses"),
        pytest.param(HALF, HALF, 1, id="one-is-just-enough"),
        pytest.param(HALF, Fraction(9, 10), 4, id="half-refused-nine-in-ten-sure"),
        pytest.param(Fraction(4, 5), Fraction(9, 10), 11, id="most-refused"),
        pytest.param(Fraction(1), Fraction(9, 10), 0, id="no-number-suffices"),
    ],
)
def test_how_many_programs_to_apply_to(refusal: Fraction, certainty: Fraction, applications: int) -> None:
    assert applications_for(refusal, certainty) == applications


@pytest.mark.parametrize(
    ("places", "chances"),
    [
        pytest.param((Place(True, ()),), (HALF,), id="no-backup"),
        pytest.param((Place(True, (("b", True),)),), (Fraction(3, 4),), id="a-backup-with-a-letter"),
        pytest.param((Place(True, (("b", False),)),), (HALF,), id="a-backup-without-a-letter"),
        pytest.param((Place(False, (("b", True),)),), (Fraction(1, 4),), id="only-the-backup-writes"),
        pytest.param(
            (Place(True, (("b", True),)), Place(True, (("b", True),))),
            (Fraction(3, 4), HALF),
            id="a-program-stands-in-for-one-rotation-only",
        ),
    ],
)
def test_the_chance_of_a_letter_from_each_place(places: tuple[Place, ...], chances: tuple[Fraction, ...]) -> None:
    assert letter_chances(places, HALF) == chances


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param(0, (75, 25, 0), id="two-halves"),
        pytest.param(1, (100, 75, 25), id="one-held"),
        pytest.param(3, (100, 100, 100), id="three-held"),
    ],
)
def test_two_places_without_backups(held: int, expected: tuple[int, ...]) -> None:
    places = (Place(True, ()), Place(True, ()))
    found = robustness(places, refusal_percent=50, certainty_percent=90, held=held, wanted=3)
    assert (found.chances, found.applications) == (expected, 4)


chances_of_places = st.lists(st.fractions(min_value=0, max_value=1, max_denominator=20), min_size=0, max_size=5).map(
    tuple
)


@given(chances_of_places, st.integers(0, 3))
def test_the_distribution_is_that_of_all_outcomes(chances: tuple[Fraction, ...], held: int) -> None:
    expected = []
    for wanted in (1, 2, 3):
        total = Fraction(0)
        for outcome in product((0, 1), repeat=len(chances)):
            if held + sum(outcome) >= wanted:
                share = Fraction(1)
                for came, chance in zip(outcome, chances, strict=True):
                    share *= chance if came else 1 - chance
                total += share
        expected.append(total)
    assert letters_at_least(chances, held, 3) == tuple(expected)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(1, 4))
def test_fewer_refusals_never_lower_a_chance(one: int, other: int, places: int) -> None:
    plan = tuple(Place(True, ((f"backup-{number}", True),)) for number in range(places))
    few, many = sorted((one, other))
    better = robustness(plan, refusal_percent=few, certainty_percent=90, held=0, wanted=3)
    worse = robustness(plan, refusal_percent=many, certainty_percent=90, held=0, wanted=3)
    assert all(a >= b for a, b in zip(better.chances, worse.chances, strict=True))
