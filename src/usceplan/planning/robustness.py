"""What refusals do to a plan: how many programs to apply to for each place, and the chance that letters still come.

Every application is taken to be refused with the same chance, independently of all others, and a refused place to go to
its first backup that accepts. A program stands in for one rotation only. Under these assumptions the chances are exact.
"""

from fractions import Fraction
from math import floor
from typing import NamedTuple

from usceplan.scales import PERCENT


class Place(NamedTuple):
    """A rotation of the plan: whether its own letter counts, and its backups as (program id, letter counts)."""

    letter_counts: bool
    backups: tuple[tuple[str, bool], ...]


class Robustness(NamedTuple):
    """How a plan stands against refusals.

    ``applications`` is how many programs to apply to for each place. ``chances`` has, for one letter, two, three and so
    on, the chance in whole percent (rounded down) that at least so many come or are held already.
    """

    refusal_percent: int
    certainty_percent: int
    applications: int
    chances: tuple[int, ...]


def robustness(
    places: tuple[Place, ...], *, refusal_percent: int, certainty_percent: int, held: int, wanted: int
) -> Robustness:
    """The standing of a plan; ``held`` letters are sure, ``wanted`` is the greatest number of letters asked about."""
    refusal = Fraction(refusal_percent, PERCENT)
    at_least = letters_at_least(letter_chances(places, refusal), held, wanted)
    return Robustness(
        refusal_percent=refusal_percent,
        certainty_percent=certainty_percent,
        applications=applications_for(refusal, Fraction(certainty_percent, PERCENT)),
        chances=tuple(floor(chance * PERCENT) for chance in at_least),
    )


def applications_for(refusal: Fraction, certainty: Fraction) -> int:
    """The fewest applications of which at least one is accepted with this certainty; 0 where no number suffices."""
    if refusal >= 1:
        return 0
    number, all_refuse = 1, refusal
    while 1 - all_refuse < certainty:
        number, all_refuse = number + 1, all_refuse * refusal
    return number


def letter_chances(places: tuple[Place, ...], refusal: Fraction) -> tuple[Fraction, ...]:
    """The chance that each place brings a letter: its own program's, or that of the first backup that accepts."""
    used: set[str] = set()
    chances: list[Fraction] = []
    for place in places:
        backups = [backup for backup in place.backups if backup[0] not in used]
        used.update(program for program, _ in backups)
        chances.append(_chance([place.letter_counts, *(counts for _, counts in backups)], refusal))
    return tuple(chances)


def _chance(letters: list[bool], refusal: Fraction) -> Fraction:
    """The chance of a letter from the first that accepts, asked in this order."""
    chance, all_before_refuse = Fraction(0), Fraction(1)
    for brings_letter in letters:
        if brings_letter:
            chance += all_before_refuse * (1 - refusal)
        all_before_refuse *= refusal
    return chance


def letters_at_least(chances: tuple[Fraction, ...], held: int, wanted: int) -> tuple[Fraction, ...]:
    """The chances of at least one, two, ... letters, those held included: exact for independent places."""
    exactly = [Fraction(1)]
    for chance in chances:
        none = [share * (1 - chance) for share in exactly] + [Fraction(0)]
        one = [Fraction(0)] + [share * chance for share in exactly]
        exactly = [a + b for a, b in zip(none, one, strict=True)]
    return tuple(sum(exactly[max(0, number - held) :], Fraction(0)) for number in range(1, wanted + 1))
