"""From what a person told to an applicant: every text understood, every mistake said with its place."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from usceplan import understanding
from usceplan.applicant import Applicant, Limits, PassedExam
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.places import Region
from usceplan.catalog.vocabulary import Exam, Housing, Involvement, Kind, Status
from usceplan.eligibility import RULES, is_placement
from usceplan.planning.candidates import PARTS
from usceplan.problems import UserError, all_at_once, nearest
from usceplan.told import Answer

ELSEWHERE = "elsewhere"
MOST_WEIGHT = 100
MOST_WAIT = 150
"""Weeks: no embassy is known to make people wait longer than some two years."""

EXAM_WORDS: dict[str, Exam] = {
    "step1": Exam.STEP_1,
    "usmlestep1": Exam.STEP_1,
    "step2": Exam.STEP_2_CK,
    "step2ck": Exam.STEP_2_CK,
    "ck": Exam.STEP_2_CK,
    "usmlestep2ck": Exam.STEP_2_CK,
    "oet": Exam.OET,
    "oetmedicine": Exam.OET,
    "toefl": Exam.TOEFL,
    "toeflibt": Exam.TOEFL,
    "ielts": Exam.IELTS,
    "ecfmg": Exam.ECFMG_CERTIFICATE,
    "ecfmgcertificate": Exam.ECFMG_CERTIFICATE,
}
_PASSED_WORDS = {**EXAM_WORDS, "englishtest": Exam.OET}
"""Of a person ``english-test`` is OET, which was its name before TOEFL and IELTS had names of their own."""
_NOT_COUNTED = frozenset({"step3", "usmlestep3"})
"""An exam that people have and no program on file requires; the nearest word would be one that they may not have."""
STATUS_WORDS: dict[str, Status] = {
    **{status.value: status for status in Status},
    "final-year": Status.FINAL_YEAR_STUDENT,
    "practising": Status.PRACTISING_PHYSICIAN,
    "practicing": Status.PRACTISING_PHYSICIAN,
    "practicing-physician": Status.PRACTISING_PHYSICIAN,
    "physician": Status.PRACTISING_PHYSICIAN,
    "doctor": Status.GRADUATE,
}
HOUSING_WORDS: dict[str, Housing] = {
    **{housing.value: housing for housing in Housing},
    "shared": Housing.SHARED_ROOM,
    "private": Housing.STUDIO,
}

_T = TypeVar("_T")
_U = TypeVar("_U")


def placed(answer: Answer, understand: Callable[[str], _T]) -> _T:
    """What a text means; a mistake in it names the place where it was given."""
    try:
        return understand(answer.text)
    except UserError as error:
        raise UserError(f"{answer.origin}: {error.message}", error.hint, error.code) from None


def placed_each(answer: Answer, understand: Callable[[str], _T]) -> tuple[_T, ...]:
    """What each text of an answer means, without repeats."""
    try:
        return tuple(dict.fromkeys(understand(text) for text in answer.texts))
    except UserError as error:
        raise UserError(f"{answer.origin}: {error.message}", error.hint, error.code) from None


class _Reader:
    """Reads one answer after another, with the default where nothing was told, and keeps what is wrong with them."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers
        self._mistakes: list[UserError] = []

    def one(self, name: str, understand: Callable[[str], _T]) -> _T | None:
        answer = self._answers.get(name)
        return None if answer is None else self._tried(lambda: placed(answer, understand), None)

    def each(self, name: str, understand: Callable[[str], _T]) -> tuple[_T, ...]:
        answer = self._answers.get(name)
        return () if answer is None else self._tried(lambda: placed_each(answer, understand), ())

    def exams(self) -> tuple[PassedExam, ...] | None:
        answer = self._answers.get("exam")
        return None if answer is None else self._tried(lambda: exams(answer), None)

    def is_on(self, name: str) -> bool:
        return name in self._answers and self._answers[name].text == "true"

    def origin(self, name: str) -> str:
        return self._answers[name].origin

    def refuse(self, message: str, hint: str, code: str) -> None:
        self._mistakes.append(UserError(message, hint, code))

    def _tried(self, read: Callable[[], _T], default: _U) -> _T | _U:
        try:
            return read()
        except UserError as error:
            self._mistakes.append(error)
            return default

    def raise_mistakes(self) -> None:
        """Raise what is wrong with the answers, if anything, all at once."""
        if self._mistakes:
            raise all_at_once(self._mistakes)


def applicant_from(answers: Mapping[str, Answer], catalogue: Catalogue, today: date, match_year: int) -> Applicant:
    """The applicant that the answers describe; specialty, graduation year and visa must be among them.

    ``match_year`` is the default. Raises ``UserError`` with all texts that can't be understood.
    """
    assert {"specialty", "grad_year", "visa"} <= answers.keys()
    read, places = _Reader(answers), catalogue.places
    held = read.one("held_weeks", held_weeks)
    available_from, available_to = _availability(read)
    # An answer with a mistake leaves an empty value, which goes no further: the mistakes are raised at the end.
    applicant = Applicant(
        specialties=read.each("specialty", lambda text: understanding.specialty(text, catalogue.specialties)),
        graduation_year=read.one("grad_year", lambda text: understanding.graduation_year(text, today)) or 0,
        visas=read.one("visa", understanding.visa) or (),
        # Only the costs of given rotations are asked for without a budget, and nothing limits those.
        budget=understanding.MOST_DOLLARS if (money := read.one("budget", understanding.money)) is None else money,
        match_year=read.one("match_year", lambda text: understanding.match_year(text, today, match_year)) or match_year,
        status=read.one("status", status),
        nationality=read.one("nationality", lambda text: understanding.country(text, places.countries)),
        home_region=read.one("home_region", region),
        us_metro=read.one("us_metro", lambda text: metro(text, catalogue) or ELSEWHERE),
        free_housing=read.each("free_housing", lambda text: known_metro(text, catalogue)),
        housing=read.one("housing", housing) or Housing.SHARED_ROOM,
        visa_wait_weeks=read.one("visa_wait_weeks", lambda text: whole_number(text, "weeks", 0, MOST_WAIT)),
        exams=read.exams(),
        held_letters=read.one("held_letters", lambda text: whole_number(text, "letters", 0, 20)) or 0,
        held_weeks=held[0] if held else 0,
        held_involvement=held[1] if held else Involvement.FULL,
        available_from=available_from,
        available_to=available_to,
        months=tuple(sorted({month for found in read.each("months", understanding.month_list) for month in found})),
        residency_programs=read.one(
            "residency_programs", lambda text: whole_number(text, "residency programs", 1, 1000)
        ),
        refusal_percent=read.one("refusal_rate", share_in_percent),
        include_application=read.is_on("include_application"),
        limits=_limits(read, catalogue),
    )
    read.raise_mistakes()
    return applicant


def _availability(read: _Reader) -> tuple[date | None, date | None]:
    first = read.one("available_from", lambda text: understanding.iso_date(text, "the earliest arrival"))
    last = read.one("available_to", lambda text: understanding.iso_date(text, "the last day"))
    if first and last and last <= first:
        message = f"{read.origin('available_to')}: {last} is not after {first} ({read.origin('available_from')})"
        read.refuse(message, "Exchange the two dates.", "bad-dates")
    return first, last


def _limits(read: _Reader, catalogue: Catalogue) -> Limits:
    states = catalogue.places.states
    limits = Limits(
        kinds=read.each("kind", lambda text: one_of(text, {kind.value: kind for kind in Kind}, "a kind of program")),
        states=read.each("state", lambda text: understanding.state(text, states)),
        not_states=read.each("not_state", lambda text: understanding.state(text, states)),
        hands_on_only=read.is_on("hands_on_only"),
        include=read.each("include", lambda text: placement_id(text, catalogue)),
        exclude=read.each("exclude", lambda text: program_id(text, catalogue)),
        only_confirmed=read.is_on("only_confirmed"),
        max_rotations=read.one("max_rotations", lambda text: whole_number(text, "rotations", 1, 6)),
        max_stays=read.one("max_stays", lambda text: whole_number(text, "stays", 1, 6)),
        ignore_rules=read.each("ignore_rule", lambda text: one_of(text, {rule: rule for rule in RULES}, "a rule")),
        weights=dict(read.each("weight", weight)),
    )
    _refuse_both(read, "include", limits.include, "exclude", limits.exclude)
    _refuse_both(read, "state", limits.states, "not_state", limits.not_states)
    return limits


def _refuse_both(read: _Reader, name: str, wanted: tuple[str, ...], other: str, unwanted: tuple[str, ...]) -> None:
    both = sorted(set(wanted) & set(unwanted))
    if both:
        message = f"{both[0]} is both in {read.origin(name)} and in {read.origin(other)}"
        read.refuse(message, "Leave one of them out.", "contradiction")


def one_of(text: str, words: Mapping[str, _T], what: str) -> _T:
    """What a word means; spaces, underscores and case make no difference. Raises ``UserError`` for any other."""
    plain = "-".join(text.strip().casefold().replace("_", "-").split())
    if plain in words:
        return words[plain]
    close = nearest(plain, words)
    hint = f'Did you mean "{close}"? ' if close else ""
    raise UserError(f'expected {what}, got "{text}"', f"{hint}Choose one of {', '.join(words)}.", "unknown-word")


def status(text: str) -> Status:
    """How far someone has come."""
    return one_of(text, STATUS_WORDS, "a status")


def housing(text: str) -> Housing:
    """How someone lives there."""
    return one_of(text, HOUSING_WORDS, "a kind of housing")


def region(text: str) -> str:
    """The part of the world that someone flies from."""
    return one_of(text, {item.value.replace("_", "-"): item.value for item in Region}, "a region of the world")


def whole_number(text: str, what: str, least: int, most: int) -> int:
    """A whole number within limits."""
    plain = understanding.usual_digits(text.strip())
    if plain.isascii() and plain.isdecimal() and len(plain) <= len(str(most)) and least <= int(plain) <= most:
        return int(plain)
    message = f'expected the number of {what}, got "{text}"'
    raise UserError(message, f"Give a whole number from {least} to {most}.", "bad-number")


def share_in_percent(text: str) -> int:
    """A share in whole percent: ``0.5``, ``50%``."""
    plain = text.strip()
    is_percent = plain.endswith("%")
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", plain.removesuffix("%").strip()):
        percent = Decimal(plain.removesuffix("%").strip()) * (1 if is_percent else 100)
        if percent == percent.to_integral_value() and percent <= 100:
            return int(percent)
    raise UserError(f'expected a share from 0 to 1 in whole percent, got "{text}"', "Write 0.5 or 50%.", "bad-share")


def held_weeks(text: str) -> tuple[int, Involvement]:
    """Weeks of experience, and how far the person took part: ``8``, ``8:limited``."""
    weeks, _, how = text.partition(":")
    involvement = one_of(how, {one.value: one for one in Involvement}, "an involvement") if how else Involvement.FULL
    return whole_number(weeks, "weeks", 0, 520), involvement


def weight(text: str) -> tuple[str, int]:
    """The points of a part of the strength: ``letters=50``."""
    name, sign, points = text.partition("=")
    if not sign:
        raise UserError(f'expected PART=POINTS, got "{text}"', "Write for example letters=50.", "bad-weight")
    part = one_of(name, {one: one for one in PARTS}, "a part of the strength")
    return part, whole_number(points, "points", 0, MOST_WEIGHT)


def exams(answer: Answer) -> tuple[PassedExam, ...]:
    """The exams passed or planned; ``none`` for none at all."""
    if tuple(text.casefold() for text in answer.texts) == ("none",):
        return ()
    return placed_each(answer, _exam)


def _exam(text: str) -> PassedExam:
    name, sign, day = text.partition("=")
    plain = "".join(letter for letter in name.casefold() if letter.isalnum())
    if plain not in _PASSED_WORDS:
        close = nearest(plain, EXAM_WORDS)
        hint = f'Did you mean "{close}"? ' if close else ""
        if plain in _NOT_COUNTED:
            hint = "It changes no plan, so leave it out. "
        expected = "Choose step1, step2ck, oet, toefl, ielts, ecfmg or none."
        raise UserError(f'expected an exam, got "{text}"', hint + expected, "unknown-exam")
    return PassedExam(_PASSED_WORDS[plain], understanding.iso_date(day, "the day of the exam") if sign else None)


def program_id(text: str, catalogue: Catalogue) -> str:
    """The id of a program of the catalogue."""
    ids = catalogue.by_id()
    if text in ids:
        return text
    close = nearest(text, ids)
    hint = f'Did you mean "{close}"?' if close else "Find ids with: usceplan programs search WORDS."
    raise UserError(f'no program has the id "{text}"', hint, "unknown-program")


def placement_id(text: str, catalogue: Catalogue) -> str:
    """The id of a program of the catalogue that can be planned in weeks."""
    program = catalogue.program(program_id(text, catalogue))
    if not is_placement(program):
        raise UserError(f"{program.name} cannot be planned in weeks", program.resource_use or "", "not-a-placement")
    return program.id


def metro(text: str, catalogue: Catalogue) -> str | None:
    """The metro of a city or metro name; None for a city that lies in none of the metros on file."""
    places = catalogue.places
    plain = plain_place(text)
    if plain in ("elsewhere", "other"):
        return None
    names = {plain_place(name): key for key, one in places.metros.items() for name in (key, one.name, *one.aliases)}
    if plain in names:
        return names[plain]
    cities = {plain_place(f"{city.city} {city.state}"): city.metro for city in places.cities}
    alike = [city for city in places.cities if plain_place(city.city) == plain]
    if len({city.metro for city in alike}) > 1:
        choices = " or ".join(f'"{city.city}, {city.state}"' for city in alike)
        raise UserError(f'there are several cities called "{text}"', f"Write {choices}.", "ambiguous-city")
    found = cities.get(plain) or (alike[0].metro if alike else None)
    if found is None:
        close = nearest(text, [one.name for one in places.metros.values()])
        hint = f'Did you mean "{close}"?' if close else _large_cities(catalogue)
        raise UserError(f'no city called "{text}" is on file', hint, "unknown-city")
    return found if found in places.metros else None


def known_metro(text: str, catalogue: Catalogue) -> str:
    """The metro of a city or metro name, where rents are on file for it."""
    found = metro(text, catalogue)
    if found is None:
        raise UserError(f'no rents are on file for "{text}"', _large_cities(catalogue), "unknown-city")
    return found


def _large_cities(catalogue: Catalogue) -> str:
    return f"Name a large city nearby: {'; '.join(sorted(one.name for one in catalogue.places.metros.values()))}."


def plain_place(text: str) -> str:
    """The name of a place as it is compared: no case, no punctuation."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())
