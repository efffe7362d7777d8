"""``usceplan catalog check``: all mistakes of data files at once, and what looks wrong in them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

from usceplan.catalog.checking import Checked, check
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import FILES
from usceplan.catalog.overlay import read_own_files
from usceplan.catalog.own_files import FOLDERS, PROGRAMS_FOLDER, REQUIREMENTS_FOLDER, OwnFile, own_paths
from usceplan.catalog.own_forms import REQUIREMENTS_SCHEMA
from usceplan.catalog.parsing import DataFile
from usceplan.catalog.reading import read_file
from usceplan.cli.environment import Surroundings, surroundings
from usceplan.cli.folders import own_folder
from usceplan.cli.printing import print_result
from usceplan.cli.request import day_told
from usceplan.output.catalog_results import CatalogCheck, ProblemInfo, WarningInfo
from usceplan.output.safe_text import clean
from usceplan.problems import DataError, Problem
from usceplan.process import DONE, NOTHING
from usceplan.words import counted


def run_check(files: tuple[Path, ...], *, as_json: bool, today: str | None) -> int:
    """Print what is wrong; the exit code is 1 where there are mistakes."""
    around = surroundings(no_input=True)
    day = day_told(today, around)
    report = _report(files, around, day)
    if as_json:
        print_result(report, around)
    else:
        for line in _lines(report):
            around.out.write(clean(line, around.out.encoding) + "\n")
    return NOTHING if report.mistakes else DONE


def _report(files: tuple[Path, ...], around: Surroundings, day: date) -> CatalogCheck:
    data = {name: DataFile(data_folder() / name, f"data/{name}", None) for name in FILES}
    try:
        shipped, own = _given(files) if files else ({}, _all_own(around))
    except DataError as error:
        return _made(Checked(error.problems), tuple(map(str, files)), day)
    shown = tuple(map(str, files)) or (*(one.shown_as for one in data.values()), *(one.shown_as for one in own))
    found = check({**data, **shipped}, own, day)
    told = found.only_in(shown)
    if found.mistakes and not told.mistakes:
        raise DataError(found.mistakes)  # what the files given rest on is broken itself
    return _made(told, shown, day)


def _all_own(around: Surroundings) -> tuple[OwnFile, ...]:
    config = own_folder(around.variables)
    return read_own_files(own_paths(config)) if config is not None else ()


def _given(files: tuple[Path, ...]) -> tuple[dict[str, DataFile], tuple[OwnFile, ...]]:
    """The files given: those of the forms of shipped files stand in the place of these, the others are own files."""
    shipped: dict[str, DataFile] = {}
    own: list[tuple[str, Path]] = []
    for path in files:
        name = _shipped_name(path)
        if name is not None:
            shipped[name] = DataFile(path, str(path), None)
        else:
            own.append((_own_folder(path), path))
    return shipped, read_own_files(own)


def _shipped_name(path: Path) -> str | None:
    """The shipped file whose form this one has, by its schema or, where it cannot be read, by its name."""
    schema = _schema_of(path)
    if schema is None:
        return path.name if path.name in FILES and path.parent.name not in FOLDERS else None
    schemas = {get_args(model.model_fields["schema_"].annotation)[0]: name for name, model in FILES.items()}
    return schemas.get(schema)


def _own_folder(path: Path) -> str:
    is_requirements = _schema_of(path) == REQUIREMENTS_SCHEMA or path.parent.name == REQUIREMENTS_FOLDER
    return REQUIREMENTS_FOLDER if is_requirements else PROGRAMS_FOLDER


def _schema_of(path: Path) -> str | None:
    try:
        data = read_file(path, str(path)).data
    except DataError:
        return None
    schema = data.get("schema") if isinstance(data, dict) else None
    return schema if isinstance(schema, str) else None


def _made(checked: Checked, files: tuple[str, ...], day: date) -> CatalogCheck:
    return CatalogCheck(
        checked_on=day,
        files=list(files),
        mistakes=[ProblemInfo(**one._asdict()) for one in checked.mistakes],
        warnings=[WarningInfo(**one.problem._asdict(), kind=one.kind) for one in checked.warnings],
    )


def _lines(report: CatalogCheck) -> Iterator[str]:
    """One line for each mistake and each warning, and one that counts them."""
    for mistake in report.mistakes:
        yield str(_problem(mistake, mistake.message))
    for warning in report.warnings:
        yield str(_problem(warning, f"warning: {warning.message}"))
    mistakes, warnings = counted(len(report.mistakes), "mistake"), counted(len(report.warnings), "warning")
    kinds = Counter(warning.kind for warning in report.warnings)
    each = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
    yield f"{counted(len(report.files), 'file')} checked: {mistakes}, {warnings}{f' ({each})' if each else ''}."


def _problem(info: ProblemInfo, message: str) -> Problem:
    return Problem(info.file, info.line, info.column, info.path, message)
