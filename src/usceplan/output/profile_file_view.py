"""The screens of ``usceplan profile show`` and ``usceplan profile check``."""

from rich.console import Console
from rich.text import Text

from usceplan.output.layout import Cell, Column, Lines, Sheet, grid, heading, wrap
from usceplan.output.profile_result import ProfileCheck, ProfileShown, ProfileValue
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import counted, listed

_COLUMNS = (Column("Option"), Column("Value", grows=True), Column("Told by"))


def print_shown(shown: ProfileShown, console: Console) -> None:
    """Print what is told and where, then what holds for all else."""
    safe, sheet = cleaned(shown, console.encoding), sheet_of(console)
    told = [one for one in safe.values if one.values is not None]
    not_told = [one for one in safe.values if one.values is None]
    print_sections(console, [_told(told, safe.path, sheet), _not_told(not_told, sheet), _files(safe, sheet)])


def _told(values: list[ProfileValue], path: str | None, sheet: Sheet) -> Lines:
    lines = heading("What is told", sheet)
    if not values:
        return [*lines, *wrap(Text("Nothing yet. Make a profile with: usceplan profile init"), sheet.width)]
    return [*lines, *grid(_COLUMNS, [_row(one, path) for one in values], sheet).lines]


def _row(value: ProfileValue, path: str | None) -> tuple[Cell, ...]:
    told = ", ".join(value.values or [])
    meaning = f" ({value.meaning})" if value.meaning not in (None, told) else ""
    return (Text(value.name),), (Text(told + meaning),), (Text(_place(value, path)),)


def _place(value: ProfileValue, path: str | None) -> str:
    """The flag, the variable, or the line of the file that the last section names."""
    if value.source != "file" or path is None:
        return value.where
    line = value.where.removeprefix(path).lstrip(":").partition(":")[0]
    return f"file, line {line}"


def _not_told(values: list[ProfileValue], sheet: Sheet) -> Lines:
    rows = [((Text(one.name),), (Text(one.where),)) for one in values]
    columns = (Column("Option"), Column("Default", grows=True))
    return [*heading("What holds for the rest", sheet), *grid(columns, rows, sheet).lines]


def _files(shown: ProfileShown, sheet: Sheet) -> Lines:
    lines = [Text(f"File: {shown.path or 'no profile was read'}")]  # not wrapped, so that it can be copied
    if shown.others:
        lines += wrap(Text(f"Other profiles: {', '.join(shown.others)} (--profile NAME)"), sheet.width)
    return lines


def print_check(check: ProfileCheck, console: Console) -> None:
    """Print each mistake in a line that editors can jump to, and a last line that says how it stands."""
    safe = cleaned(check, console.encoding)
    for one in safe.problems:
        place = ":".join(str(part) for part in (safe.path, one.line, one.column) if part is not None)
        text = ": ".join(part for part in (place, one.key, one.message) if part)
        console.print(Text(f"{text}. {one.hint}" if one.hint else text), soft_wrap=True)
    console.print(Text(_verdict(safe)), soft_wrap=True)


def _verdict(check: ProfileCheck) -> str:
    if not check.ok:
        return f"{counted(len(check.problems), 'mistake')}. Mend the file in any editor, or with usceplan profile edit."
    if check.missing:
        return f"{check.path}: no mistakes. Not told, so it will be asked: {listed(check.missing)}"
    return f"{check.path}: no mistakes"
