"""What a shell offers when Tab is pressed: ids of programs and specialties. Never an error, and nothing heavy."""

import os
from pathlib import Path

# What reads the ids is imported when Tab is pressed: every command names these functions beside its options.


def complete_program(incomplete: str) -> list[str]:
    """The ids of programs that begin so; those of a person's own files too."""
    from usceplan.catalog.folder import data_folder
    from usceplan.catalog.words_of_files import program_ids

    return _beginning(incomplete, program_ids(data_folder(), _own_files()))


def complete_specialty(incomplete: str) -> list[str]:
    """The ids of specialties that begin so; after a comma, those for the last word."""
    from usceplan.catalog.folder import data_folder
    from usceplan.catalog.words_of_files import specialty_ids

    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{word}" for word in _beginning(last, specialty_ids(data_folder()))]


def complete_programs(incomplete: str) -> list[str]:
    """The same as for one program, after a comma too."""
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{word}" for word in complete_program(last)]


def _beginning(incomplete: str, words: list[str]) -> list[str]:
    return [word for word in words if word.startswith(incomplete.lower())]


def _own_files() -> list[Path]:
    from usceplan.catalog.own_files import PROGRAMS_FOLDER, own_paths
    from usceplan.cli.folders import own_folder
    from usceplan.problems import DataError

    config = own_folder(os.environ)
    if config is None:
        return []
    try:
        return [path for folder, path in own_paths(config) if folder == PROGRAMS_FOLDER]
    except DataError:
        return []
