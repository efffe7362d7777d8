"""``usceplan catalog add`` and ``edit``: an entry of a person's own, asked for fact by fact and written into a file."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from usceplan.catalog.draft import Draft
from usceplan.catalog.editor_schemas import schema_name
from usceplan.catalog.entry_text import file_text
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
from usceplan.catalog.own_files import PROGRAMS_FOLDER
from usceplan.catalog.own_forms import PROGRAMS_SCHEMA
from usceplan.catalog.reading import Data, read_file
from usceplan.catalog.suspicions import suspicions
from usceplan.cli.dialogue import dialogue_console
from usceplan.cli.entry_questions import ASKED, HOW_TO_ANSWER, ID, NAMES, ask_facts, ask_page, ask_yes, facts_named
from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.folders import cache_folder, config_folder
from usceplan.cli.loading import catalogue_for
from usceplan.cli.request import day_told
from usceplan.cli.writing import make_folder, refuse_unwritable_in_own_folder, write_file
from usceplan.output.safe_text import clean
from usceplan.problems import UserError
from usceplan.process import DONE
from usceplan.profile import program_id


def run_add(today: str | None) -> int:
    """Ask for a new entry, and write it where the person agrees."""
    around, console = _begun("add")
    day = day_told(today, around)
    catalogue, folder = catalogue_for(around), _folder(around)
    refuse_unwritable_in_own_folder(folder / "new-entry.yaml", _FOLDER_HINT)
    try:
        draft = ask_facts(Draft(catalogue, "new-entry", {}), None, (*NAMES, ID, *ASKED), console)
        draft = ask_page(draft, [*draft.facts], console)
        return _written(draft, _free_path(folder, draft.id), around, console, day)
    except EOFError:
        raise _left_early() from None


def run_edit(program: str, facts: tuple[str, ...], today: str | None) -> int:
    """Ask what of an entry is otherwise, and write that where the person agrees."""
    asked = facts_named(facts)
    around, console = _begun("edit")
    day = day_told(today, around)
    whole, folder = catalogue_for(around), _folder(around)
    known = whole.program(program_id(program, whole))
    shipped = load_catalogue(data_folder(), cache=cache_folder(around.variables))
    own = whole.own_programs.get(known.id)
    path = folder.parent / own.file if own is not None else _free_path(folder, known.id)
    refuse_unwritable_in_own_folder(path, _FOLDER_HINT)
    before = Draft(shipped, known.id, _own_facts(path, known.id) if own is not None else {})
    try:
        after = ask_facts(before, known, asked, console)
        changed = [fact for fact, value in after.facts.items() if before.facts.get(fact, _NOT_TOLD) != value]
        if not changed:
            console.print("Nothing is otherwise, so nothing was written.")
            return DONE
        return _written(ask_page(after, changed, console), path, around, console, day)
    except EOFError:
        raise _left_early() from None


_NOT_TOLD = object()
_FOLDER_HINT = "Set XDG_CONFIG_HOME to a folder that you can write to."


def _begun(command: str) -> tuple[Surroundings, Console]:
    around = surroundings(no_input=False)
    if not around.can_ask:
        hint = "Run it in a terminal, or write the file by hand: usceplan catalog schema programs.d has its form."
        raise UserError(f"usceplan catalog {command} asks questions, and there is no terminal", hint, "no-terminal")
    console = dialogue_console(around)
    console.print(f"{escape(HOW_TO_ANSWER)}\n")
    return around, console


def _left_early() -> UserError:
    return UserError("the input ended before the entry was whole", "Nothing was written.", "no-answer")


def _folder(around: Surroundings) -> Path:
    return config_folder(around.variables) / PROGRAMS_FOLDER


def _free_path(folder: Path, name: str) -> Path:
    """A file that does not exist yet, so that nothing is overwritten."""
    path, number = folder / f"{name}.yaml", 2
    while path.exists():
        path, number = folder / f"{name}-{number}.yaml", number + 1
    return path


def _own_facts(path: Path, name: str) -> Mapping[str, Data]:
    """What a file of the person's own says of an entry; it must be the only one there, as the file is written anew."""
    data = read_file(path, str(path)).data
    entries = data["programs"] if isinstance(data, dict) else None
    assert isinstance(entries, list)
    if len(entries) > 1:
        hint = "Change the entry there, by hand; usceplan catalog check shows whether all is well."
        raise UserError(f"{name} stands with other entries in {path}", hint, "several-entries")
    (entry,) = entries
    assert isinstance(entry, dict)
    return {fact: value for fact, value in entry.items() if fact != "id"}


def _written(draft: Draft, path: Path, around: Surroundings, console: Console, day: date) -> int:
    """Show the entry, ask, and write it; the path is what the command prints."""
    text = file_text(PROGRAMS_SCHEMA, str(data_folder() / "schemas" / schema_name(PROGRAMS_FOLDER)), draft.entry())
    console.print("The entry:\n")
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        console.print(escape(" " * indent + clean(line.strip())), soft_wrap=True)
    _warn(draft, console, day)
    question = f"{path} exists: put this in its place?" if path.exists() else f"Write this into {path}?"
    if not ask_yes(f"\n{clean(question)}", console):
        console.print("Nothing was written.")
        return DONE
    make_folder(path.parent, _FOLDER_HINT)
    write_file(path, text)
    around.out.write(f"{path}\n")
    return DONE


def _warn(draft: Draft, console: Console, day: date) -> None:
    """Say what looks wrong in a whole entry and may be right."""
    program = draft.program()
    if program is None:
        return
    (found,) = suspicions([program], draft.catalogue.programs, day)
    for one in found:
        console.print(f"\n{escape(clean(f'Look again: {one.message}.'))}", style="yellow")
