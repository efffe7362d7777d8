"""``usceplan doctor``: what the program runs in, and what is wrong with it, without anything personal."""

import locale
import os
import platform
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from usceplan import __version__
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import DIGITS, FILES, load_catalogue
from usceplan.catalog.own_files import own_paths
from usceplan.cli.bug_report import library_versions
from usceplan.cli.demo_applicants import FILE as DEMO_FILE
from usceplan.cli.demo_applicants import load_demo
from usceplan.cli.environment import Surroundings, local_today, surroundings
from usceplan.cli.folders import cache_folder, config_folder, own_folder, state_folder
from usceplan.cli.loading import SHIPPED_ONLY
from usceplan.cli.manners import ASCII, NO_PAGER, QUIET, VERBOSE
from usceplan.cli.options import ENVIRONMENT_PREFIX, OPTIONS
from usceplan.cli.printing import console_for, print_result
from usceplan.cli.profile_check import check_profile
from usceplan.cli.profile_file import is_there, named_profiles, path_to_keep
from usceplan.output.doctor_result import (
    DataFileInfo,
    DoctorProblem,
    DoctorReport,
    LibraryInfo,
    PlaceInfo,
    StreamInfo,
    TerminalInfo,
)
from usceplan.output.layout import marks_for
from usceplan.output.terminal import make_console
from usceplan.problems import DataError, UserError, nearest
from usceplan.process import DONE, NOTHING
from usceplan.words import counted

MOST_MISTAKES = 5
OWN_VARIABLES = (ASCII, NO_PAGER, QUIET, SHIPPED_ONLY, VERBOSE)
"""The variables of the program beside those of the options."""
OTHER_VARIABLES = (
    "COLUMNS",
    "EDITOR",
    "FORCE_COLOR",
    "LESS",
    "NO_COLOR",
    "PAGER",
    "TERM",
    "VISUAL",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
)
_BOUND = re.compile(r"(>=|<)\s*([0-9]+(?:\.[0-9]+)*)")
_OTHERS_MAY_READ = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class DoctorRequest:
    """What was asked on the command line."""

    as_json: bool
    no_color: bool


def run_doctor(request: DoctorRequest) -> int:
    """Print the report; the exit code is 1 where something is wrong."""
    around = surroundings(no_input=True)
    report = doctor_report(around, data_folder())
    if request.as_json:
        print_result(report, around)
    else:
        from usceplan.output.doctor_view import print_doctor

        print_doctor(report, console_for(around, no_color=request.no_color))
    return NOTHING if report.problems else DONE


def doctor_report(around: Surroundings, data: Path) -> DoctorReport:
    """What the program runs in; ``data`` is the folder of its data files."""
    libraries = _libraries()
    catalogue, data_problems = _load(data)
    console = make_console(around.out, environment=around.variables)
    return DoctorReport(
        version=__version__,
        python=f"{platform.python_version()} ({platform.python_implementation()})",
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        libraries=libraries,
        places=list(_places(around.variables, data)),
        streams=[
            _stream(name, stream)
            for name, stream in (("input", sys.stdin), ("output", around.out), ("errors", around.err))
        ],
        terminal=TerminalInfo(
            columns=console.width,
            color=not console.no_color,
            characters="ASCII" if marks_for(console.encoding) == marks_for("ascii") else "Unicode",
            locale_encoding=locale.getpreferredencoding(do_setlocale=False),
            file_system_encoding=sys.getfilesystemencoding(),
        ),
        variables=sorted(
            name for name in around.variables if name.startswith(ENVIRONMENT_PREFIX) or name in OTHER_VARIABLES
        ),
        data=[DataFileInfo(name=name, digest=_digest(data / name)) for name in (*FILES, DEMO_FILE)],
        digest=catalogue.digest if catalogue is not None else None,
        problems=[
            *_library_problems(libraries),
            *data_problems,
            *_own_file_problems(around.variables, data, catalogue),
            *_folder_problems(around.variables),
            *_variable_problems(around.variables),
            *_profile_problems(around.variables, catalogue),
        ],
    )


def without_names(path: Path | str) -> str:
    """A path, or a text with paths, without the home folder and the user's name in it."""
    text = str(path)
    try:
        home = Path.home()
    except RuntimeError:
        return text
    shown = text.replace(str(home), "~") if home != Path(home.anchor) else text
    parts = re.split(r"([/\\:])", shown)
    return "".join("USER" if home.name and part == home.name else part for part in parts)


def _libraries() -> list[LibraryInfo]:
    wanted = _wanted()
    return [
        LibraryInfo(name=name, version=version, wanted=wanted.get(name)) for name, version in library_versions().items()
    ]


def _wanted() -> dict[str, str]:
    """The versions that the installed program asks for."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        needs = requires("usceplan") or []
    except PackageNotFoundError:  # run from its source, without being installed
        return {}
    found = (re.fullmatch(r"([A-Za-z0-9_-]+)\s*([^;]*)", need) for need in needs)
    return {match[1].lower(): match[2].strip() for match in found if match}


def _library_problems(libraries: list[LibraryInfo]) -> Iterator[DoctorProblem]:
    for one in libraries:
        if one.version is None:
            yield DoctorProblem(problem=f"the library {one.name} is missing", hint="Install usceplan again.")
        elif one.wanted and not is_within(one.version, one.wanted):
            problem = f"{one.name} is {one.version}, and {one.wanted} is wanted"
            yield DoctorProblem(problem=problem, hint="Install usceplan again, in an environment of its own.")


def is_within(version: str, wanted: str) -> bool:
    """Whether a version lies within bounds such as ``>=0.26,<0.29``; other kinds of bounds are not looked at."""
    number = _number(version)
    return all(
        number >= _number(bound) if sign == ">=" else number < _number(bound) for sign, bound in _BOUND.findall(wanted)
    )


def _number(version: str) -> tuple[int, ...]:
    found = re.match(r"[0-9]+(?:\.[0-9]+)*", version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _load(data: Path) -> tuple[Catalogue | None, list[DoctorProblem]]:
    catalogue = None
    try:
        catalogue = load_catalogue(data)
        load_demo(data, catalogue)
    except DataError as error:
        hint = "Mend the file, or install usceplan again."
        found = [DoctorProblem(problem=str(one), hint=hint) for one in error.problems[:MOST_MISTAKES]]
        more = len(error.problems) - len(found)
        if more:
            found.append(DoctorProblem(problem=f"{counted(more, 'more mistake')} in the data files", hint=hint))
        return catalogue, found
    return catalogue, []


def _own_file_problems(
    variables: Mapping[str, str], data: Path, catalogue: Catalogue | None
) -> Iterator[DoctorProblem]:
    """Mistakes of the person's own data files, which stop every command; the files may have a person's name."""
    config = own_folder(variables)
    if catalogue is None or config is None:
        return
    try:
        if own_paths(config):
            load_catalogue(data, config=config)
    except DataError as error:
        files = len({problem.file for problem in error.problems})
        problem = f"{counted(files, 'data file')} of your own cannot be used: {counted(len(error.problems), 'mistake')}"
        yield DoctorProblem(problem=problem, hint="usceplan catalog check says which.")


def _variable_problems(variables: Mapping[str, str]) -> Iterator[DoctorProblem]:
    """Variables that look like those of the program and are read by nothing."""
    known = (*OWN_VARIABLES, *(option.variable for option in OPTIONS))
    for name in sorted(name for name in variables if name.startswith(ENVIRONMENT_PREFIX) and name not in known):
        close = nearest(name, known)
        meant = f"Did you mean {close}? " if close else ""
        yield DoctorProblem(problem=f"{name} is set, and nothing reads it", hint=f"{meant}Else unset it.")


def _digest(file: Path) -> str | None:
    try:
        return sha256(file.read_bytes()).hexdigest()[:DIGITS]
    except OSError:
        return None


def _places(variables: Mapping[str, str], data: Path) -> Iterator[PlaceInfo]:
    yield _place("program", Path(__file__).resolve().parent.parent)
    yield _place("python", Path(sys.executable))
    yield _place("data", data)
    try:
        yield _place("config", config_folder(variables))
        yield _place("profile", path_to_keep(None, variables))
        yield _place("reports of bugs", state_folder(variables))
        cache = cache_folder(variables)
        if cache is not None:
            yield _place("cache", cache)
    except (OSError, UserError):  # a user without a home folder; _folder_problems says so
        return


def _place(name: str, path: Path) -> PlaceInfo:
    return PlaceInfo(name=name, path=without_names(path), exists=is_there(path))


def _folder_problems(variables: Mapping[str, str]) -> Iterator[DoctorProblem]:
    for variable, folder_of in (("XDG_CONFIG_HOME", config_folder), ("XDG_STATE_HOME", state_folder)):
        hint = f"Set {variable} to a folder you can write to."
        try:
            folder = folder_of(variables)
        except (OSError, UserError) as error:
            yield DoctorProblem(problem=str(error), hint=hint)
            continue
        if not _can_be_written(folder):
            yield DoctorProblem(problem=f"{without_names(folder)} cannot be written to", hint=hint)


def _can_be_written(folder: Path) -> bool:
    """Whether files can be put there, or the folder be made."""
    there = next((one for one in (folder, *folder.parents) if is_there(one)), None)
    return there is not None and there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _profile_problems(variables: Mapping[str, str], catalogue: Catalogue | None) -> Iterator[DoctorProblem]:
    try:
        usual = path_to_keep(None, variables)
        paths = [one for one in (usual, *named_profiles(variables)) if is_there(one)]
    except UserError:
        return
    for number, path in enumerate(paths, start=0 if usual in paths else 1):
        # A profile may have the name of a person: only the usual one, which has none, is named.
        name = "the usual profile" if path == usual else f"profile {number} of those with names"
        which = "" if path == usual else " --profile NAME"
        if sys.platform != "win32" and path.stat().st_mode & _OTHERS_MAY_READ:
            hint = f'Only you should read it: chmod 600 "$(usceplan profile path{which})"'
            yield DoctorProblem(problem=f"{name} can be read by other users", hint=hint)
        if catalogue is None:
            continue
        check = check_profile(path, catalogue, local_today())
        if not check.ok:
            lines = ", ".join(str(one.line) for one in check.problems if one.line is not None)
            problem = f"{name} has {counted(len(check.problems), 'mistake')}" + (f" (line {lines})" if lines else "")
            yield DoctorProblem(problem=problem, hint=f"usceplan profile check{which} says which.")


def _stream(name: str, stream: TextIO | None) -> StreamInfo:
    if stream is None or stream.closed:
        return StreamInfo(name=name, encoding=None, is_terminal=False)
    return StreamInfo(name=name, encoding=stream.encoding, is_terminal=stream.isatty())
