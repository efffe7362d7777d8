"""Write what is made from the program anew: the references, the man page and the pictures. ``make docs`` runs it."""

import re
from datetime import date
from pathlib import Path

from cli_reference import cli_reference
from command_tree import program
from json_reference import json_reference
from man_page import man_page
from screen_pictures import PICTURES, picture_of, recommendation_screen
from usceplan import __version__

CHECKOUT = Path(__file__).resolve().parent.parent
DOCS = CHECKOUT / "docs"
CACHE = CHECKOUT / ".cache" / "docs"


def texts() -> dict[str, str]:
    """What is made from the commands and the models, by its path under docs."""
    commands = program()
    return {
        "reference/cli.md": cli_reference(commands),
        "reference/json.md": json_reference(),
        "man/usceplan.1": man_page(commands, __version__, last_release()),
    }


def pictures(cache: Path) -> dict[str, str]:
    """What is made from a run of the program, by its path under docs."""
    screen = recommendation_screen(cache)
    return {f"images/{one.name}.svg": picture_of(screen, one) for one in PICTURES}


def last_release() -> date:
    """The day of the latest release, by CHANGELOG.md: the same on every day that the man page is made."""
    found = re.search(r"^## \[\d.*\] - (\S+)$", (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert found, "no release in CHANGELOG.md"
    return date.fromisoformat(found[1])


def write() -> None:
    """Write all of it into docs."""
    for name, text in {**texts(), **pictures(CACHE)}.items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


if __name__ == "__main__":
    write()
