"""``usceplan catalog schema``: the JSON Schema of a data file or of a person's own files."""

from pathlib import Path

from usceplan.catalog.editor_schemas import FORMS, editor_schema
from usceplan.cli.environment import surroundings
from usceplan.cli.printing import print_reference
from usceplan.problems import UserError, nearest
from usceplan.process import DONE


def run_schema(file: str) -> int:
    """Print the schema of the file of this name, of the folder, or of the folder that the file lies in."""
    print_reference(editor_schema(_form(file)).rstrip(), surroundings(no_input=True))
    return DONE


def _form(file: str) -> str:
    path = Path(file)
    for name in (path.name, path.parent.name, f"{path.name}.yaml"):
        if name in FORMS:
            return name
    close = nearest(path.name, FORMS)
    hint = f'Did you mean "{close}"? ' if close else ""
    raise UserError(f'no data file is called "{file}"', f"{hint}Choose one of {', '.join(FORMS)}.", "unknown-schema")
