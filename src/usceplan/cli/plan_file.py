"""Saved plans as files: written whole, for their owner alone, and read with every mistake said."""

import json
from pathlib import Path

from usceplan.catalog.reading import Document, validate
from usceplan.cli.given_file import read_given
from usceplan.cli.options import BY_NAME
from usceplan.cli.plan_request import SAVE_HINT
from usceplan.cli.writing import write_file
from usceplan.output.results import Recommendation
from usceplan.problems import DataError, NothingFoundError, UserError
from usceplan.saved_plan import PLAN_SCHEMA, SavedPlan, plan_to_save
from usceplan.told import Answer, Answers

NOT_ANSWERS = frozenset({"today", "match_year"})
"""What has a place of its own in the file, or is told with its value of that day."""


def save_plan(path: Path, answers: Answers, found: Recommendation) -> None:
    """Write the plan to a file that only its owner may read, as it says much of the applicant.

    Raises ``NothingFoundError`` where there is no plan, and ``UserError`` where the file can't be written.
    """
    write_plan(path, plan_of(answers, found))


def plan_of(answers: Answers, found: Recommendation) -> SavedPlan:
    """The plan with what was told for it. Raises ``NothingFoundError`` where there is none."""
    no_plan = found.no_plan
    if no_plan is not None:
        raise NothingFoundError(f"there is no plan to save: {no_plan.reason}", no_plan.change or "", "no-plan")
    texts = {name: answer.texts for name, answer in answers.items() if name not in NOT_ANSWERS}
    return plan_to_save(texts, found)


def write_plan(path: Path, saved: SavedPlan) -> None:
    """Write a plan, whole or not at all. Raises ``UserError`` where the file can't be written."""
    write_file(path, plan_text(saved), private=True)


def plan_text(saved: SavedPlan) -> str:
    """A plan as JSON that ``read_plan`` reads."""
    return json.dumps(saved.model_dump(mode="json", by_alias=True), indent=2, ensure_ascii=False) + "\n"


def read_plan(path: Path) -> tuple[SavedPlan, Answers]:
    """A saved plan, from a file or ``-``, and the answers in it.

    Raises ``UserError`` for what holds no plan that can be used.
    """
    try:
        document = read_given(path)
        _refuse_other_schemas(document)
        saved = validate(document, SavedPlan)
    except DataError as error:
        raise UserError(str(error), f"This is no plan that can be used. {SAVE_HINT}", "bad-plan") from None
    return saved, _answers(saved, document)


def _refuse_other_schemas(document: Document) -> None:
    schema = document.data.get("schema") if isinstance(document.data, dict) else None
    if schema == PLAN_SCHEMA:
        return
    found = f'"{schema}"' if isinstance(schema, str) else "nothing"
    problem = document.problem(("schema",), f'expected "{PLAN_SCHEMA}", got {found}')
    if isinstance(schema, str) and schema.startswith("usceplan.plan/"):
        hint = "The plan was saved by another version of usceplan: plan again, or use that version."
    elif isinstance(schema, str) and schema.startswith("usceplan."):
        hint = f"The file holds what --json prints, which is no saved plan. {SAVE_HINT}"
    else:
        hint = f"The file is of another program. {SAVE_HINT}"
    raise UserError(str(problem), hint, "foreign-plan")


def _answers(saved: SavedPlan, document: Document) -> Answers:
    found: Answers = {}
    for name, texts in saved.answers.items():
        place = ("answers", name)
        if name not in BY_NAME or name == "today":
            problem = document.problem(place, f'expected the name of an option, got "{name}"', at_key=True)
            raise UserError(str(problem), f"The file was changed by hand. {SAVE_HINT}", "bad-plan")
        found[name] = Answer(texts or ("",), str(document.problem(place, "")))
    missing = [name for name in ("specialty", "grad_year", "visa", "budget", "match_year") if name not in found]
    if missing:
        problem = document.problem(("answers",), f"expected {', '.join(missing)} as well")
        raise UserError(str(problem), f"The file was changed by hand. {SAVE_HINT}", "bad-plan")
    return found
