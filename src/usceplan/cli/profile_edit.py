"""``usceplan profile edit``: in the person's own editor on a copy, or question by question."""

import os
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from usceplan.asked import default_match_year
from usceplan.catalog.catalogue import Catalogue
from usceplan.cli.answers import profile_document, read_profile
from usceplan.cli.dialogue import BACK, EXPLAIN, agreed, ask_each, dialogue_console, review
from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.loading import catalogue_for
from usceplan.cli.named_program import command_of
from usceplan.cli.profile_check import check_profile, existing_profile
from usceplan.cli.profile_file import refuse_unwritable_profile, write_profile
from usceplan.cli.profile_init import keep_answers, refuse_json
from usceplan.cli.questions import questions
from usceplan.cli.request import day_of, refuse_unclear
from usceplan.cli.writing import print_text
from usceplan.output.profile_result import ProfileCheck
from usceplan.problems import DataError, UserError
from usceplan.process import DONE, say
from usceplan.told import Answers

_EDITING_AGAIN = (
    "yes opens what you wrote in the editor again, to mend what is said above. no leaves the profile as it was; what "
    "you wrote is kept in a file of its own."
)


@dataclass(frozen=True, slots=True)
class EditRequest:
    """What was asked on the command line."""

    profile: str | None
    no_input: bool


def run_edit(request: EditRequest) -> int:
    """Change a profile; it is replaced only by one without mistakes, and the older one is kept."""
    around = surroundings(no_input=request.no_input)
    path = existing_profile(request.profile, around.variables)
    before = _content(path)
    _refuse_foreign(path)
    refuse_unwritable_profile(path, around.variables)
    editor = around.variables.get("VISUAL") or around.variables.get("EDITOR")
    if not editor and not around.can_ask:
        hint = f"Set EDITOR to the name of your editor, or open {path} in it yourself; then: usceplan profile check"
        raise UserError("no editor is set, and there is no terminal to ask on", hint, "no-editor")
    if not editor:
        refuse_json(path)
    catalogue = catalogue_for(around)
    change = _by_editor(editor, path, catalogue) if editor else _by_questions(path, catalogue)
    backup = change(around, before)
    unchanged = f"{path}: nothing was changed\n"
    print_text(around.out, unchanged if backup is None else f"Saved in {path}.\nThe older one is kept: {backup}\n")
    return DONE


_Change = Callable[[Surroundings, bytes], Path | None]
"""Makes a change of the content given, and tells where the older one is kept; None where nothing was changed."""


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        hint = "Give yourself the permission to read it."
        raise UserError(f"{path}: {error.strerror or error}", hint, "cannot-read") from None


def _refuse_foreign(path: Path) -> None:
    """Raise ``UserError`` for a file with the schema of another program or version: it is not ours to change."""
    try:
        profile_document(path)
    except DataError:
        return  # a mistake in it is what one may want to mend


def _by_questions(path: Path, catalogue: Catalogue) -> _Change:
    def change(around: Surroundings, before: bytes) -> Path | None:
        answers = read_profile(path)
        today = day_of(answers)
        match_year, why = default_match_year(catalogue, answers, today)
        asked = questions(catalogue, today, match_year)
        console = dialogue_console(around)
        console.print("No editor is set (EDITOR), so only these five are asked.")
        console.print(f"Enter keeps the answer in brackets; {BACK} returns, {EXPLAIN} explains, Ctrl-C leaves.\n")
        told = {**answers, **ask_each(asked, answers, console, why)}
        told = review(asked, told, console, why)
        refuse_unclear(told, catalogue, today)
        if (
            all(told[one].texts == answers[one].texts for one in told if one in answers)
            and told.keys() == answers.keys()
        ):
            return None
        _refuse_meanwhile(path, before)
        return keep_answers(path, told, asked, around.variables)

    return change


def _texts(answers: Answers) -> dict[str, tuple[str, ...]]:
    return {name: answer.texts for name, answer in answers.items()}


def _by_editor(editor: str, path: Path, catalogue: Catalogue) -> _Change:
    def change(around: Surroundings, before: bytes) -> Path | None:
        draft = _draft(path, before)
        while True:
            _run(editor, draft, windows=around.on_windows)
            after = draft.read_bytes()
            if after == before:
                draft.unlink()
                return None
            check = check_profile(draft, catalogue, day_of({}))
            if check.ok:
                break
            _ask_to_go_on(check, draft, around)
        _refuse_meanwhile(path, before)
        backup = write_profile(path, after.decode("utf-8"), around.variables)
        draft.unlink()
        return backup

    return change


def _draft(path: Path, content: bytes) -> Path:
    """A copy for its owner alone, with a name by which editors know what it is."""
    handle, name = tempfile.mkstemp(prefix=f"{path.stem}-", suffix=".yaml")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return Path(name)


def _run(editor: str, draft: Path, *, windows: bool) -> None:
    """Run the editor, which may have options of its own. Raises ``UserError`` where it fails."""
    try:
        command = [*(command_of(editor, windows=windows) or [editor]), str(draft)]
        code = subprocess.run(command, check=False).returncode  # noqa: S603 (the person's own editor)
        reason = f"ended with {code}"
    except (OSError, ValueError) as error:
        code, reason = 1, f"cannot be started: {error}"
    if code != 0:
        draft.unlink(missing_ok=True)
        hint = "Set EDITOR to the name of your editor, such as notepad or nano."
        raise UserError(f"the editor {reason}; the profile is as it was", hint, "editor-failed")


def _ask_to_go_on(check: ProfileCheck, draft: Path, around: Surroundings) -> None:
    """Say what is wrong with the draft, and ask whether to edit it again. Raises ``UserError`` where that ends it."""
    lines = [
        f"{draft}:{one.line}:{one.column}: {': '.join(filter(None, (one.key, one.message)))}" for one in check.problems
    ]
    kept = f"The profile is as it was. What you wrote is kept in {draft}"
    if not around.can_ask:
        raise UserError("\n".join(lines), kept, "bad-profile")
    say("bad-profile", "\n".join(lines), "", as_json=False)
    if not agreed("Edit again?", _EDITING_AGAIN, dialogue_console(around)):
        raise UserError("the change was not taken over", kept, "bad-profile")


def _refuse_meanwhile(path: Path, before: bytes) -> None:
    if _content(path) != before:
        hint = "Look at it, and edit again."
        raise UserError(f"{path}: another program has changed the file meanwhile", hint, "changed-meanwhile")
