"""What was told of an applicant and where: option, then environment, then profile file."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field, StrictBool, StrictInt, StrictStr, create_model

from usceplan.catalog.values import Record
from usceplan.cli.folders import named_profiles_folder, usual_profile_path
from usceplan.cli.given_file import PIPE, read_given
from usceplan.cli.options import OPTIONS, Option
from usceplan.cli.switches import FALSE, FALSE_WORDS, TRUE, TRUE_WORDS
from usceplan.problems import DataError, PathParts, Problem, UserError, nearest
from usceplan.told import Answer, Answers

if TYPE_CHECKING:
    from usceplan.catalog.reading import Document

PROFILE_SCHEMA = "usceplan.profile/1"
FOREIGN = "The file is for another program or another version of usceplan; this one reads its own profiles."


def collect(told: Mapping[str, Any], environment: Mapping[str, str], profile: Path | None) -> Answers:
    """Everything told, each thing from the place that goes before others."""
    from_file = read_profile(profile) if profile is not None else {}
    found: Answers = {}
    for option in OPTIONS:
        answer = _from_option(option, told.get(option.name)) or _from_environment(option, environment)
        answer = answer or from_file.get(option.name)
        if answer is not None:
            found[option.name] = answer
    return found


def _from_option(option: Option, value: Any) -> Answer | None:  # noqa: ANN401  # whatever the option holds
    if value is None or value == []:
        return None
    if isinstance(value, bool):
        return Answer((TRUE if value else FALSE,), option.flag)
    return _answer(option, value if isinstance(value, list) else [value], option.flag)


def _from_environment(option: Option, environment: Mapping[str, str]) -> Answer | None:
    value = environment.get(option.variable)
    return _answer(option, [value], option.variable) if value else None


def _answer(option: Option, values: list[str], origin: str) -> Answer:
    if option.switch:
        return Answer((_switched(option, values[-1], origin),), origin)
    texts = values[-1:]
    if option.repeated:
        texts = [part for value in values for part in re.split(option.separator, value)]
    told = tuple(text.strip() for text in texts if text.strip())
    if not told or (option.repeated and not all(map(str.strip, values))):
        raise UserError(f"{origin}: expected {option.metavar}, got nothing", option.help, "empty-value")
    return Answer(told, origin)


def _switched(option: Option, value: str, origin: str) -> str:
    word = value.strip().lower()
    if word in TRUE_WORDS:
        return TRUE
    if word in FALSE_WORDS:
        return FALSE
    raise UserError(f'{origin}: expected true or false, got "{value}"', f"Set {option.name} to true or leave it out.")


def profile_model() -> type[Record]:
    """The model of a profile file: the names of the options, each with what one would type, or with a list of it."""
    one = StrictStr | StrictInt
    forms: dict[bool, Any] = {False: one | StrictBool | None, True: one | list[one] | None}
    fields: dict[str, Any] = {option.name: (forms[option.repeated], None) for option in OPTIONS}
    fields["schema_"] = (StrictStr | None, Field(default=None, alias="schema"))
    return create_model("Profile", __base__=Record, **fields)


def read_profile(path: Path) -> Answers:
    """The answers of a profile file. Raises ``UserError`` with all that is wrong with its form."""
    from usceplan.catalog.reading import validate  # takes time, and not everybody has a profile

    try:
        document = profile_document(path)
        return answers_in(document, validate(document, profile_model()))
    except DataError as error:
        raise UserError(str(error), _profile_hint(path), "bad-profile") from None


def _profile_hint(path: Path) -> str:
    if path == PIPE or path.exists():
        return "A profile file has the names of the options as its keys."
    others = {one.stem: one for one in path.parent.glob("*.y*ml")}
    close = nearest(path.stem, others)
    meant = f"There is {others[close]}. " if close else ""
    return f"{meant}usceplan profile init makes a profile."


def profile_document(path: Path) -> "Document":
    """What a profile file holds. Raises ``DataError``, and ``UserError`` for a file with the schema of another."""
    document = read_given(path)
    if (problem := foreign_schema(document)) is not None:
        raise UserError(str(problem), FOREIGN, "foreign-profile")
    return document


def answers_in(document: "Document", profile: Record, place: PathParts = ()) -> Answers:
    """The answers of a validated profile, each with its line. Raises ``UserError`` at the first that says nothing.

    ``place`` is where in the document the profile is, where it is a part of it.
    """
    found = {option.name: answer_in(document, profile, option, place) for option in OPTIONS}
    return {name: answer for name, answer in found.items() if answer is not None}


def answer_in(document: "Document", profile: Record, option: Option, place: PathParts = ()) -> Answer | None:
    """The answer of a validated profile to one option."""
    return _from_file(option, getattr(profile, option.name), str(document.problem((*place, option.name), "")))


def foreign_schema(document: "Document") -> Problem | None:
    """What is wrong where a file names another schema than that of profiles; None where it does not."""
    schema = document.data.get("schema") if isinstance(document.data, dict) else None
    if schema in (None, PROFILE_SCHEMA):
        return None
    return document.problem(("schema",), f'expected "{PROFILE_SCHEMA}", got "{schema}"')


def _from_file(option: Option, value: Any, origin: str) -> Answer | None:  # noqa: ANN401  # whatever was written
    if value is None or value == []:
        return None
    return _answer(option, [_typed(one) for one in value] if isinstance(value, list) else [_typed(value)], origin)


def _typed(value: Any) -> str:  # noqa: ANN401  # a text, a whole number, or true or false
    """What one would type on the command line."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def profile_path(given: str | None, environment: Mapping[str, str]) -> Path | None:
    """The profile file to read: a file or ``-``, a name in the config folder, or the usual one if it is there."""
    if given is None:
        return _usual_profile(environment)
    if given == str(PIPE):
        return PIPE
    if "/" in given or os.sep in given or given.endswith((".yaml", ".yml", ".json")):
        return Path(given)
    return named_profiles_folder(environment) / f"{given}.yaml"


def _usual_profile(environment: Mapping[str, str]) -> Path | None:
    try:
        usual = usual_profile_path(environment)
        return usual if usual.is_file() else None
    except (OSError, UserError):  # a folder that may not be looked into, a user without a home
        return None
