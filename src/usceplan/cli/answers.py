"""What was told of an applicant and where: option, then environment, then profile file."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field, StrictBool, StrictInt, StrictStr, create_model

from usceplan.catalog.reading import Document, read_file, validate
from usceplan.catalog.values import Record
from usceplan.cli.options import OPTIONS, Option
from usceplan.problems import UserError

PROFILE_SCHEMA = "usceplan.profile/1"
TRUE_WORDS = ("1", "true", "yes", "on")
FALSE_WORDS = ("", "0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was told, as texts, and where: a flag, a variable, or a line of a profile file."""

    texts: tuple[str, ...]
    origin: str

    @property
    def text(self) -> str:
        """The only text of an answer that takes one."""
        return self.texts[-1]


Answers = dict[str, Answer]


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
    if value is None or value is False or value == []:
        return None
    if value is True:
        return Answer(("true",), option.flag)
    return Answer(_texts(option, value if isinstance(value, list) else [value]), option.flag)


def _from_environment(option: Option, environment: Mapping[str, str]) -> Answer | None:
    value = environment.get(option.variable)
    if not value:
        return None
    return (
        _switched(option, value, option.variable) if option.switch else Answer(_texts(option, [value]), option.variable)
    )


def _switched(option: Option, value: str, origin: str) -> Answer | None:
    if value.lower() in TRUE_WORDS:
        return Answer(("true",), origin)
    if value.lower() in FALSE_WORDS:
        return None
    raise UserError(f'{origin}: expected true or false, got "{value}"', f"Set {option.name} to true or leave it out.")


def _texts(option: Option, values: list[str]) -> tuple[str, ...]:
    if not option.repeated:
        return (values[-1],)
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _profile_model() -> type[Record]:
    """The model of a profile file: the names of the options, each with what one would type, or a list."""
    single = StrictStr | StrictInt | StrictBool
    fields: dict[str, Any] = {option.name: (single | list[StrictStr | StrictInt] | None, None) for option in OPTIONS}
    fields["schema_"] = (StrictStr | None, Field(default=None, alias="schema"))
    return create_model("Profile", __base__=Record, **fields)


def read_profile(path: Path) -> Answers:
    """The answers of a profile file. Raises ``DataError`` with all its mistakes."""
    document = read_file(path, str(path))
    profile = validate(document, _profile_model())
    schema = getattr(profile, "schema_", None)
    if schema not in (None, PROFILE_SCHEMA):
        message = f'{path}: expected schema "{PROFILE_SCHEMA}", got "{schema}"'
        raise UserError(message, "It was written for another version of usceplan.", "foreign-profile")
    found = {option.name: _from_file(option, getattr(profile, option.name), document) for option in OPTIONS}
    return {name: answer for name, answer in found.items() if answer is not None}


def _from_file(option: Option, value: Any, document: Document) -> Answer | None:  # noqa: ANN401  # whatever was written
    if value is None:
        return None
    place = document.problem((option.name,), "")
    origin = f"{place.file}:{place.line}:{place.column}: {option.name}"
    if option.switch or isinstance(value, bool):
        return _switched(option, str(value), origin)
    return Answer(_texts(option, [str(one) for one in value] if isinstance(value, list) else [str(value)]), origin)


def config_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where a person's own files are: ``usceplan`` in the XDG config folder."""
    base = Path(environment.get("XDG_CONFIG_HOME", ""))
    return (base if base.is_absolute() else Path.home() / ".config") / "usceplan"


def profile_path(given: str | None, environment: Mapping[str, str]) -> Path | None:
    """The profile file to read: a file, a name in the config folder, or the usual one if it is there."""
    folder = config_folder(environment)
    if given is None:
        usual = folder / "profile.yaml"
        return usual if usual.is_file() else None
    if "/" in given or os.sep in given or given.endswith((".yaml", ".yml")):
        return Path(given)
    return folder / "profiles" / f"{given}.yaml"
