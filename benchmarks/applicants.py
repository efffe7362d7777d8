"""Random but plausible applicants, by number: the same number always gives the same applicant.

An applicant depends on the catalogue only for the ids of programs that are asked for or left out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from usceplan.applicant import Applicant, Limits, PassedExam
from usceplan.assessment import assess_all
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.vocabulary import EntryType, Exam, Involvement, Kind, OpenStatus, Status, Visa
from usceplan.costs.prices import Prices
from usceplan.match import match_cycle
from usceplan.planning.candidates import build_instance
from usceplan.planning.instance import Instance
from usceplan.planning.situation import Situation
from usceplan.profile import ELSEWHERE

TODAY = date(2026, 11, 22)
MATCH_YEARS = {2028: 65, 2029: 35}
"""The next Match that a letter from a new rotation can reach on that day, and the one after."""

SPECIALTIES = {
    "internal-medicine": 460,
    "family-medicine": 140,
    "pediatrics": 85,
    "general-surgery": 50,
    "emergency-medicine": 40,
    "psychiatry": 40,
    "neurology": 35,
    "pathology": 30,
    "anesthesiology": 20,
    "radiology": 20,
    "obstetrics-gynecology": 15,
    "orthopedic-surgery": 10,
    "neurosurgery": 10,
    "dermatology": 10,
    "physical-medicine-and-rehabilitation": 10,
    "ophthalmology": 10,
    "child-neurology": 5,
    "urology": 5,
    "plastic-surgery": 5,
}
"""Weights near the numbers of IMGs who matched in 2025, with a little more for the specialties that take few."""

VISITOR_NATIONALITIES = {
    "IN": 20, "PK": 16, "NG": 8, "EG": 8, "NP": 6, "BD": 5, "JO": 5, "SY": 3, "IR": 3, "SD": 3, "LB": 3, "IQ": 3,
    "SA": 3, "PH": 3, "CN": 2, "GE": 1, "UA": 1, "RU": 1, "TR": 2, "MX": 3, "CO": 4, "BR": 3, "VE": 2, "PE": 2,
    "EC": 2, "DO": 2, "GT": 1, "GH": 1, "KE": 1, "ZA": 1, "RO": 1, "JM": 1, "CA": 2,
}  # fmt: skip
WAIVER_NATIONALITIES = {"GB": 4, "DE": 4, "IT": 3, "ES": 3, "GR": 3, "IE": 2, "PL": 2, "PT": 1, "HR": 1, "JP": 1}
US_NATIONALITIES = {"US": 8, "CA": 1, "IN": 1}

BIG_CITIES = ("new_york", "newark", "chicago", "houston", "dallas", "los_angeles", "detroit", "miami", "atlanta")
HOMES = (*BIG_CITIES, ELSEWHERE)
HOSTS = (*BIG_CITIES, "boston", "philadelphia")
"""Where people have friends or family to stay with."""

STATES = ("NY", "NJ", "TX", "FL", "IL", "CA", "MI", "PA", "MA", "OH")

_T = TypeVar("_T")
_Default = TypeVar("_Default")


@dataclass(frozen=True, slots=True)
class Dice:
    """What is drawn for one applicant."""

    random: Random

    def chance(self, percent: float) -> bool:
        """Whether something of so many percent comes about."""
        return self.random.random() * 100 < percent

    def one(self, weights: Mapping[_T, int]) -> _T:
        """One of several things, by their weights."""
        return self.random.choices(list(weights), list(weights.values()))[0]

    def some(self, things: Sequence[_T], most: int) -> tuple[_T, ...]:
        """One to so many of several things."""
        return tuple(self.random.sample(list(things), self.random.randint(1, min(most, len(things)))))

    def maybe(self, percent: float, draw: Callable[[], _T], otherwise: _Default) -> _T | _Default:
        """What is drawn in so many percent of all cases, else something fixed."""
        return draw() if self.chance(percent) else otherwise


def applicant(catalogue: Catalogue, number: int) -> Applicant:
    """The applicant with this number."""
    dice = Dice(Random(f"applicant {number}"))
    random = dice.random
    target = dice.one(SPECIALTIES)
    seconds = dice.maybe(12, lambda: (dice.one(SPECIALTIES),), ())
    graduation_year, status = _career(dice)
    visas, nationality, us_metro = _origin(dice)
    available_from, available_to = _dates(dice)
    return Applicant(
        specialties=tuple(dict.fromkeys((target, *seconds))),
        graduation_year=graduation_year,
        visas=visas,
        budget=_budget(random),
        match_year=dice.one(MATCH_YEARS),
        status=status,
        nationality=nationality,
        us_metro=us_metro,
        free_housing=dice.maybe(22, lambda: dice.some(HOSTS, 2), ()),
        exams=_exams(dice),
        held_letters=dice.maybe(22, lambda: random.choice([1, 1, 1, 2, 3]), 0),
        held_weeks=dice.maybe(25, lambda: random.choice([2, 4, 4, 8, 12]), 0),
        held_involvement=random.choice(list(Involvement)),
        available_from=available_from,
        available_to=available_to,
        months=dice.maybe(8, lambda: _months(random), ()),
        limits=_limits(dice, catalogue, target),
    )


def _career(dice: Dice) -> tuple[int, Status | None]:
    """Graduation year, and status where it does not follow from that."""
    stage = dice.one({"graduate": 68, "final-year": 14, "student": 8, "practising": 10})
    if stage == "final-year":
        return 2027, Status.FINAL_YEAR_STUDENT
    if stage == "student":
        return dice.random.choice([2028, 2028, 2029]), Status.STUDENT
    years = min(12, int(dice.random.expovariate(1 / 4)))
    if stage == "practising":
        return TODAY.year - max(2, years), Status.PRACTISING_PHYSICIAN
    return TODAY.year - years, None


def _origin(dice: Dice) -> tuple[tuple[Visa, ...], str | None, str | None]:
    """Visas, nationality and the metro where someone lives who is in the United States."""
    status = dice.one({"visitor": 64, "waiver": 7, "us": 13, "f1": 5, "j1": 5, "h4": 6})
    foreign = dice.maybe(85, lambda: dice.one(VISITOR_NATIONALITIES), None)
    home = dice.random.choice(HOMES)
    if status == "visitor":
        return (Visa.B1, Visa.B2), foreign, None
    if status == "waiver":
        return (Visa.ESTA,), dice.one(WAIVER_NATIONALITIES), None
    if status == "us":
        return (Visa.US_PERSON,), dice.one(US_NATIONALITIES), dice.maybe(55, lambda: home, None)
    if status == "h4":
        return (Visa.H4,), foreign, home
    visa = Visa.F1 if status == "f1" else Visa.J1
    return (visa,), foreign, dice.maybe(40, lambda: home, None)


def _budget(random: Random) -> int:
    """Log-normal around 9,000 dollars, from 2,000 to 40,000, in steps of 250."""
    drawn = random.lognormvariate(9.1, 0.7)
    return round(min(max(drawn, 2000), 40000) / 250) * 250


def _dates(dice: Dice) -> tuple[date | None, date | None]:
    """The earliest arrival and the last day."""
    begin = dice.maybe(15, lambda: TODAY + timedelta(days=dice.random.randint(20, 300)), None)
    end = dice.maybe(12, lambda: (begin or TODAY) + timedelta(days=dice.random.randint(120, 420)), None)
    return begin, end


def _months(random: Random) -> tuple[int, ...]:
    """Four to nine months in a row."""
    first, length = random.randint(0, 11), random.randint(4, 9)
    return tuple(sorted((first + number) % 12 + 1 for number in range(length)))


def _exams(dice: Dice) -> tuple[PassedExam, ...] | None:
    """Exams passed, some of them on a day to come; None for who says nothing of exams."""
    ladder = (Exam.STEP_1, Exam.STEP_2_CK, Exam.OET, Exam.ECFMG_CERTIFICATE)
    passed = dice.one({None: 35, 0: 12, 1: 15, 2: 18, 3: 8, 4: 12})
    if passed is None:
        return None
    coming = dice.maybe(25, lambda: TODAY + timedelta(days=dice.random.randint(30, 400)), None)
    future = () if coming is None or passed == len(ladder) else (PassedExam(ladder[passed], coming),)
    return (*(PassedExam(exam) for exam in ladder[:passed]), *future)


def _limits(dice: Dice, catalogue: Catalogue, target: str) -> Limits:
    random = dice.random
    open_ones = [
        program.id
        for program in catalogue.programs
        if program.entry is EntryType.PLACEMENT and program.status is OpenStatus.OPEN
    ]
    wanted = [id_ for id_ in open_ones if target in (catalogue.by_id()[id_].specialties or ())]
    include = dice.maybe(6, lambda: dice.some(wanted or open_ones, 2), ())
    exclude = dice.maybe(8, lambda: dice.some(open_ones, 6), ())
    return Limits(
        kinds=dice.maybe(4, lambda: dice.some((Kind.OBSERVERSHIP, Kind.EXTERNSHIP, Kind.ELECTIVE), 2), ()),
        states=dice.maybe(6, lambda: dice.some(STATES, 4), ()),
        not_states=dice.maybe(4, lambda: dice.some(STATES, 3), ()),
        hands_on_only=dice.chance(2),
        include=include,
        exclude=tuple(id_ for id_ in exclude if id_ not in include),
        only_confirmed=dice.chance(4),
        max_rotations=dice.maybe(18, lambda: random.randint(1, 5), None),
        max_stays=dice.maybe(15, lambda: random.randint(1, 3), None),
        weights=dice.maybe(4, lambda: {"letters": random.choice([20, 50, 60]), "hands-on": 30}, {}),
    )


def situation_of(catalogue: Catalogue, number: int) -> Situation:
    """The situation of the applicant with this number."""
    who = applicant(catalogue, number)
    return Situation(catalogue, who, match_cycle(catalogue.calendar, who.match_year), TODAY)


def instance_of(catalogue: Catalogue, number: int) -> Instance:
    """The optimization problem of the applicant with this number."""
    situation = situation_of(catalogue, number)
    prices = Prices(situation)
    return build_instance(situation, prices, assess_all(situation, prices))
