"""``data/demo_applicants.yaml``: made-up applicants whose answers are those of a profile file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.reading import Document, read_file, validate
from usceplan.catalog.values import Record, Slug, Text
from usceplan.cli.answers import answers_in, profile_model
from usceplan.problems import DataError, Problem, UserError
from usceplan.profile import applicant_from
from usceplan.told import REQUIRED, Answers

FILE = "demo_applicants.yaml"
DATED = frozenset({"today", "match_year"})
"""What would make the demo fail on a later day."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Who it is, what the person wants to know, and the answers, each with its line in the file."""

    id: str
    name: str
    story: str
    answers: Answers


def _file_model() -> type[Record]:
    fields: dict[str, Any] = dict.fromkeys(("name", "story"), (Text, ...))
    fields |= {"id": (Slug, ...), "answers": (profile_model(), ...)}
    person = create_model("DemoApplicantEntry", __base__=Record, **fields)
    fields = {
        "schema_": (Annotated[Literal["usceplan.demo-applicants/1"], Field(alias="schema")], ...),
        "applicants": (Annotated[tuple[person, ...], Field(min_length=1)], ...),
    }
    return create_model("DemoApplicantsFile", __base__=Record, **fields)


def load_demo(folder: Path, catalogue: Catalogue) -> tuple[DemoPerson, ...]:
    """The applicants of the file in a folder of data. Raises ``DataError`` with all mistakes in it."""
    document = read_file(folder / FILE, f"data/{FILE}")
    file: Any = validate(document, _file_model())
    people: list[DemoPerson] = []
    problems: list[Problem] = []
    for number, one in enumerate(file.applicants):
        try:
            answers = answers_in(document, one.answers, ("applicants", number, "answers"))
            mistakes = list(_problems(document, number, answers))
            problems += mistakes
            if not mistakes:
                # Each is read on the day on which the catalogue was collected, so that the file is right on every day.
                applicant_from(answers, catalogue, catalogue.collected, catalogue.collected.year)
            people.append(DemoPerson(one.id, one.name, one.story, answers))
        except UserError as error:
            problems.append(_placed(document, number, one.answers, error))
    if problems:
        raise DataError(problems)
    return tuple(people)


def _placed(document: Document, number: int, answers: Record, error: UserError) -> Problem:
    """The mistake at the answer that it names, else at all answers of the applicant."""
    place = ("applicants", number, "answers")
    for name in type(answers).model_fields:
        shown = str(document.problem((*place, name), ""))
        if getattr(answers, name) is not None and error.message.startswith(f"{shown}: "):
            return document.problem((*place, name), error.message.removeprefix(f"{shown}: "))
    return document.problem(place, error.message)


def _problems(document: Document, number: int, answers: Answers) -> Iterator[Problem]:
    place = ("applicants", number, "answers")
    missing = [name for name in REQUIRED if name not in answers]
    if missing:
        yield document.problem(place, f"expected {', '.join(missing)} as well, since a demo asks nothing")
    for name in DATED & answers.keys():
        yield document.problem((*place, name), f"expected no {name}, since a demo is for any day", at_key=True)
