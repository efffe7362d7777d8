"""What a script tells of an applicant: Python values under the names of the options."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Required, TypedDict, Unpack, get_args, get_origin, get_type_hints

from usceplan.asked import situation_of
from usceplan.catalog.catalogue import Catalogue
from usceplan.planning.situation import Situation
from usceplan.problems import UserError, expected_of
from usceplan.told import REQUIRED, Answer, Answers

NumberOrText = int | str
DayOrText = date | str
OneOrSeveral = str | Sequence[str]


class Profile(TypedDict, total=False):
    """What can be told of an applicant, under the keys of a profile file.

    Texts are those that one would type: ``"IM"``, ``"b1-b2"``, ``"9k"``. None stands for what is not told.
    """

    specialty: Required[OneOrSeveral]
    grad_year: Required[NumberOrText]
    visa: Required[str]
    budget: Required[NumberOrText]
    match_year: NumberOrText | None
    status: str | None
    nationality: str | None
    home_region: str | None
    us_metro: str | None
    free_housing: OneOrSeveral | None
    housing: str | None
    visa_wait_weeks: NumberOrText | None
    exam: OneOrSeveral | None
    held_letters: NumberOrText | None
    held_weeks: NumberOrText | None
    available_from: DayOrText | None
    available_to: DayOrText | None
    months: NumberOrText | Sequence[NumberOrText] | None
    kind: OneOrSeveral | None
    hands_on_only: bool | None
    state: OneOrSeveral | None
    not_state: OneOrSeveral | None
    include: OneOrSeveral | None
    exclude: OneOrSeveral | None
    only_confirmed: bool | None
    max_rotations: NumberOrText | None
    max_stays: NumberOrText | None
    weight: OneOrSeveral | None
    ignore_rule: OneOrSeveral | None
    refusal_rate: float | str | None
    residency_programs: NumberOrText | None
    include_application: bool | None


def situation(catalogue: Catalogue, today: date, **profile: Unpack[Profile]) -> Situation:
    """An applicant, on a day, before a catalogue: all that a plan depends on.

    Without a ``match_year`` it is the next one that can be reached. Raises ``UserError`` with all that can't be
    understood, each under the name of its argument.
    """
    _refuse_no_day(today)
    return situation_of(_answers(profile), catalogue, today)


def _refuse_no_day(today: object) -> None:
    if isinstance(today, datetime) or not isinstance(today, date):
        raise UserError(f"today: expected a datetime.date, got {today!r}", "Such as date(2026, 11, 22).", "bad-date")


def _answers(profile: Mapping[str, Any]) -> Answers:
    forms = get_type_hints(Profile)
    unknown = next((name for name in profile if name not in forms), None)
    if unknown is not None:
        message = expected_of("the name of an option", unknown, forms)
        raise UserError(message, "The names are the keys of a profile file.", "unknown-option")
    found = {name: _answer(name, value, forms[name]) for name, value in profile.items() if value not in (None, [], ())}
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        raise UserError(f"not told: {', '.join(missing)}", "Give each as an argument.", "missing-answers")
    return found


def _answer(name: str, value: Any, form: Any) -> Answer:  # noqa: ANN401  # whatever a script gives
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    if is_list and not any(get_origin(one) is Sequence for one in get_args(form)):
        raise UserError(f"{name}: expected one value, got {value!r}", "Give one text or number.", "bad-value")
    if bool in get_args(form):
        if not isinstance(value, bool):
            raise UserError(
                f"{name}: expected True or False, got {value!r}", "Give one of them, or leave it out.", "bad-value"
            )
        return Answer((str(value).lower(),), name)
    texts = tuple(str(one).strip() for one in (value if is_list else [value]))
    if not all(texts):
        raise UserError(f"{name}: expected a value, got nothing", "Leave it out, or give None.", "empty-value")
    return Answer(texts, name)
