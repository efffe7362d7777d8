"""``usceplan catalog diff``: what changed between two files of programs or of residency programs."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from usceplan.catalog.difference import Entry, EntryChange, differences
from usceplan.catalog.program import ProgramsFile
from usceplan.catalog.reading import validate
from usceplan.catalog.requirements import RequirementsFile
from usceplan.cli.environment import surroundings
from usceplan.cli.given_file import read_given
from usceplan.cli.printing import print_result
from usceplan.output.catalog_results import CatalogDiff, EntryChangeInfo, FactChangeInfo
from usceplan.output.safe_text import clean
from usceplan.problems import DataError, UserError
from usceplan.process import DONE
from usceplan.words import capital, counted, in_words

REQUIREMENTS = "usceplan.residency_requirements/1"


def run_diff(old: Path, new: Path, *, as_json: bool) -> int:
    """Print what changed; files that are the same make no failure."""
    around = surroundings(no_input=True)
    before, after = _entries(old), _entries(new)
    if before and after and type(before[0]) is not type(after[0]):
        raise UserError(f"{old} and {new} hold different things", "Compare two versions of one file.", "not-comparable")
    changes = differences(before, after)
    if as_json:
        print_result(_result(old, new, changes), around)
        return DONE
    for line in _lines(changes):
        indent = "  " if line.startswith(" ") else ""
        around.out.write(indent + clean(line.strip(), around.out.encoding) + "\n")
    return DONE


def _entries(path: Path) -> Sequence[Entry]:
    """The entries of a file whose form is right; whether its words are known elsewhere makes no difference here."""
    try:
        document = read_given(path)
        schema = document.data.get("schema") if isinstance(document.data, dict) else None
        if schema == REQUIREMENTS:
            return validate(document, RequirementsFile).programs
        return validate(document, ProgramsFile).programs
    except DataError as error:
        hint = "Both must be whole files of programs or of residency programs, such as programs.yaml."
        raise UserError(str(error), hint, "bad-data") from None


def _result(old: Path, new: Path, changes: Sequence[EntryChange]) -> CatalogDiff:
    return CatalogDiff(
        old=str(old),
        new=str(new),
        entries=[
            EntryChangeInfo(
                id=one.id,
                name=one.name,
                change=one.change,
                facts=[
                    FactChangeInfo(
                        fact=fact.fact, before=_plain(fact.before), after=_plain(fact.after), text=[*fact.text]
                    )
                    for fact in one.facts
                ],
            )
            for one in changes
        ],
    )


def _plain(value: object) -> Any:  # noqa: ANN401 (any value of a data file, as JSON has it)
    return TypeAdapter(Any).dump_python(value, mode="json")


def _lines(changes: Sequence[EntryChange]) -> Iterator[str]:
    for change in changes:
        if change.change != "changed":
            yield f"{capital(change.change)}: {change.id} ({change.name})"
    for change in changes:
        if change.change == "changed":
            yield f"Changed: {change.id} ({change.name})"
            for fact in change.facts:
                yield from (f"  {in_words(fact.fact)}: {text}" for text in fact.text)
    number = {kind: sum(one.change == kind for one in changes) for kind in ("added", "removed", "changed")}
    told = ", ".join(f"{count} {kind}" for kind, count in number.items())
    yield f"{counted(len(changes), 'difference')}: {told}." if changes else "No difference."
