"""docs/images/*.svg: pictures of what ``usceplan recommend`` really prints, for the applicant of the README.

Each is a part of one and the same run, drawn by Rich. What is left out between is counted in its place.
"""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

import usceplan

APPLICANT = ("--specialty", "IM", "--grad-year", "2023", "--visa", "b1-b2", "--budget", "9k")
TODAY = "2026-11-22"
ENOUGH_SECONDS = "120"
"""Of searching: enough on a busy machine too, where less would change the result."""
WIDTH = 80
ALL = 1000

TEMPLATE = Path(__file__).with_name("screen.svg.template")
"""That of Rich, without its fonts, which come from elsewhere."""

THEME = TerminalTheme(
    (22, 27, 34),
    (230, 237, 243),
    [
        (110, 118, 129),
        (255, 123, 114),
        (86, 211, 100),
        (227, 179, 65),
        (121, 192, 255),
        (210, 168, 255),
        (86, 212, 221),
        (230, 237, 243),
    ],
)
"""Colors that can be told from the background, whatever page the picture stands on."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and how many lines it shows of each of some sections, by their headings."""

    name: str
    sections: tuple[tuple[str, int], ...]


PICTURES = (
    Picture("recommend", (("The plan", 26), ("In short", ALL))),
    Picture("programs", (("You", ALL), ("Programs you may apply to", 19))),
    Picture("timeline", (("Timeline", 41),)),
    Picture("budget", (("Budget", ALL), ("Other plans", 19))),
)


def recommendation_screen(cache: Path) -> str:
    """What the program prints for the applicant, with its colors; ``cache`` keeps the data files read."""
    command = [sys.executable, "-m", "usceplan", "recommend", *APPLICANT]
    told = ["--today", TODAY, "--time-limit", ENOUGH_SECONDS, "--no-input"]
    done = subprocess.run(  # noqa: S603 (the program itself)
        [*command, *told], env=_environment(cache), encoding="utf-8", stdout=subprocess.PIPE, check=True
    )
    return done.stdout


def picture_of(screen: str, picture: Picture) -> str:
    """The SVG of parts of a screen."""
    shown = [Text(f"$ usceplan recommend {' '.join(APPLICANT)}", style="bold"), Text(""), *_parts(screen, picture)]
    console = Console(
        record=True,
        width=WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        _environ={},
    )
    for line in shown:
        console.print(line, soft_wrap=True, highlight=False)
    return console.export_svg(
        title="usceplan", theme=THEME, code_format=TEMPLATE.read_text(encoding="utf-8"), unique_id=picture.name
    )


def _environment(cache: Path) -> dict[str, str]:
    """Nothing of the person who makes the pictures, and a terminal of a known size."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    nowhere = {"HOME": "/nowhere", "XDG_CONFIG_HOME": "/nowhere", "XDG_CACHE_HOME": str(cache)}
    package = str(Path(usceplan.__file__).parent.parent)
    terminal = {"COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "PYTHONUTF8": "1", "PYTHONPATH": package}
    return kept | nowhere | terminal


def _parts(screen: str, picture: Picture) -> Iterator[Text]:
    sections = _sections(screen)
    for number, (heading, most) in enumerate(picture.sections):
        if number:
            yield Text("")
        lines = sections[heading]
        yield from lines[:most]
        if len(lines) > most:
            yield Text(f"... {len(lines) - most} more lines", style="dim")


def _sections(screen: str) -> dict[str, list[Text]]:
    """The lines of each section of a screen, by its heading, without the blank ones at its end."""
    sections: dict[str, list[Text]] = {}
    lines: list[Text] = []
    for line in Text.from_ansi(screen).split("\n"):
        if line.plain.startswith("── "):
            lines = sections.setdefault(line.plain.strip("─ "), [])
        lines.append(line)
    for lines in sections.values():
        while not lines[-1].plain.strip():
            lines.pop()
    return sections
