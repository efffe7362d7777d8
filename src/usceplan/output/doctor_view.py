"""The screen of ``usceplan doctor``: plain lines that can be copied into a report, what is wrong last."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from usceplan.output.doctor_result import DoctorReport
from usceplan.output.layout import Lines, Sheet, bullets, hang, heading
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import counted


def print_doctor(report: DoctorReport, console: Console) -> None:
    """Print what the program runs in, and what is wrong."""
    safe, sheet = cleaned(report, console.encoding), sheet_of(console)
    sections = [_program(safe, sheet), _places(safe, sheet), _terminal(safe, sheet), _data(safe, sheet)]
    print_sections(console, [*sections, _problems(safe, sheet)])


def _table(title: str, rows: Iterable[tuple[str, str]], sheet: Sheet) -> Lines:
    pairs = list(rows)
    width = max(len(name) for name, _ in pairs)
    lines = heading(title, sheet)
    for name, text in pairs:
        lines += hang(f"{name:<{width}}  ", Text(text), sheet)
    return lines


def _program(report: DoctorReport, sheet: Sheet) -> Lines:
    libraries = [
        (one.name, f"{one.version or 'missing'}" + (f" (wanted {one.wanted})" if one.wanted else ""))
        for one in report.libraries
    ]
    rows = [("usceplan", report.version), ("Python", report.python), ("system", report.system), *libraries]
    return _table("Program", rows, sheet)


def _places(report: DoctorReport, sheet: Sheet) -> Lines:
    rows = [(one.name, one.path + ("" if one.exists else " (not there)")) for one in report.places]
    return _table("Places", rows, sheet)


def _terminal(report: DoctorReport, sheet: Sheet) -> Lines:
    terminal = report.terminal
    streams = [
        (one.name, f"{one.encoding or 'closed'}, {'a terminal' if one.is_terminal else 'no terminal'}")
        for one in report.streams
    ]
    color = "color" if terminal.color else "no color"
    return _table(
        "Terminal",
        [
            *streams,
            ("screens", f"{terminal.columns} columns, {color}, {terminal.characters}"),
            ("encodings", f"locale {terminal.locale_encoding}, file names {terminal.file_system_encoding}"),
            ("variables", ", ".join(report.variables) or "none of those that are read"),
        ],
        sheet,
    )


def _data(report: DoctorReport, sheet: Sheet) -> Lines:
    rows = [(one.name, one.digest or "cannot be read") for one in report.data]
    return _table("Data", [*rows, ("all that plans rest on", report.digest or "not valid")], sheet)


def _problems(report: DoctorReport, sheet: Sheet) -> Lines:
    if not report.problems:
        return [*heading("Problems", sheet), Text("None found.")]
    title = counted(len(report.problems), "problem")
    return [*heading(title, sheet), *bullets((f"{one.problem}. {one.hint}" for one in report.problems), sheet)]
