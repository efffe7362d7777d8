"""Every command: where it is declared, and what the help says of it in one line.

A command's module is imported when the command is asked for, so that no command waits for the others; the help of the
program needs none of them. What a command takes is declared in its module alone.
"""

from collections.abc import Mapping
from typing import NamedTuple

FIRST, PLAN, DATES = "First steps", "Your plan", "Dates and tasks"
LOOKUP, FILES, OF_GROUP = "Looking things up", "Files and scripts", "Commands"
"""The headings under which the help shows commands; those of a group have one of their own."""


class Entry(NamedTuple):
    """A command, or a group of commands.

    ``declared`` names a module of this folder and the Typer instance in it with which the command is registered. For a
    group it is the group itself, with which its ``commands`` are registered.
    """

    declared: str
    panel: str
    summary: str
    commands: Mapping[str, "Entry"] | None = None
    runs_alone: bool = False
    """Whether a group also does something without any of its commands."""


def _commands(declared: str, panel: str, summaries: Mapping[str, str]) -> dict[str, Entry]:
    return {name: Entry(declared, panel, summary) for name, summary in summaries.items()}


def _group(declared: str, panel: str, summary: str, summaries: Mapping[str, str]) -> Entry:
    return Entry(declared, panel, summary, _commands(declared, OF_GROUP, summaries))


COMMANDS: Mapping[str, Entry] = {
    **_commands(
        "first_commands:first_commands",
        FIRST,
        {
            "start": "The first steps: five questions, a plan.",
            "demo": "Three made-up applicants and their plans.",
            "doctor": "What to send with a bug report.",
        },
    ),
    "profile": _group(
        "first_commands:profile_commands",
        FIRST,
        "Keep your answers in a file.",
        {
            "init": "Make a profile.",
            "show": "What is told, and where.",
            "edit": "Change it.",
            "path": "Where it is.",
            "check": "What is wrong with it.",
        },
    ),
    **_commands(
        "plan_commands:plan_commands",
        PLAN,
        {"recommend": "The programs open to you and the strongest plan."},
    ),
    "budget": _group(
        "budget_commands:budget_commands",
        PLAN,
        "What a plan, given rotations or a city cost.",
        {"compare": "Two saved plans side by side."},
    )._replace(runs_alone=True),
    **_commands(
        "plan_commands:plan_commands",
        PLAN,
        {
            "whatif": "What other money, dates, exams or visas would change.",
            "explain": "One program: every check, and what turns it.",
            "report": "The plan as a page to print or to send.",
        },
    ),
    **_commands(
        "calendar_commands:calendar_commands",
        DATES,
        {
            "timeline": "The plan month by month, with everything to do.",
            "next": "What to do now.",
            "match": "The dates of a Match, and what they rest on.",
        },
    ),
    **_commands(
        "lookup_commands:lookup_commands",
        LOOKUP,
        {
            "outlook": "Match figures for IMGs, and what residencies ask.",
            "sources": "The pages behind the data, and what to check again.",
        },
    ),
    "programs": _group(
        "programs:programs_app",
        LOOKUP,
        "Programs: list, search, show, compare.",
        {
            "list": "Entries of the catalogue, filtered and sorted.",
            "search": "Entries that have these words, best first.",
            "show": "All about one entry, and what to ask.",
            "compare": "Programs side by side, with costs.",
        },
    ),
    **_commands(
        "data_commands:data_commands",
        FILES,
        {
            "schema": "The JSON Schema of what --json prints.",
            "completion": "The script by which a shell completes words.",
        },
    ),
    "catalog": _group(
        "catalog:catalog",
        FILES,
        "The data files: check, compare, extend.",
        {
            "check": "All mistakes of data files, and what looks wrong in them.",
            "path": "Where the files are.",
            "schema": "The JSON Schema of a data file, for editors.",
            "diff": "What changed between two files.",
            "add": "Add a program of your own.",
            "edit": "Correct a program with facts of your own.",
        },
    ),
}
"""All commands, in the order of the help."""
