"""``usceplan programs list``: parse, call one function, render."""

from dataclasses import dataclass
from typing import Any

from usceplan.browse.listing import SORT_KEYS, ListRequest, list_programs
from usceplan.catalog.vocabulary import EntryType
from usceplan.cli.environment import surroundings
from usceplan.cli.filtering import understood
from usceplan.cli.given_file import refuse_several_forms
from usceplan.cli.loading import catalogue_for
from usceplan.cli.printing import paged_console, print_result
from usceplan.cli.request import day_told
from usceplan.cli.writing import print_text
from usceplan.output.list_columns import COLUMNS, csv_text
from usceplan.problems import UserError, nearest
from usceplan.process import DONE, NOTHING


@dataclass(frozen=True, slots=True)
class ListOptions:
    """What was asked on the command line; ``asked`` holds the filters by name."""

    asked: dict[str, Any]
    include_unknown: bool
    resources: bool
    sort: str
    reverse: bool
    columns: str | None
    as_csv: bool
    as_json: bool
    today: str | None
    no_color: bool


def run_list(options: ListOptions) -> int:
    """Print the entries that match; the exit code is 1 where none does."""
    around = surroundings(no_input=True)
    columns, sort = _columns(options), _known(options.sort, "--sort", list(SORT_KEYS))
    refuse_several_forms({"--csv": options.as_csv, "--json": options.as_json})
    if options.columns is not None and options.as_json:
        raise UserError("--columns does not change what --json prints", "Leave one of them out.", "contradiction")
    today, catalogue = day_told(options.today, around), catalogue_for(around)
    asked = understood(options.asked, catalogue)
    request = ListRequest(
        entry=EntryType.RESOURCE if options.resources else EntryType.PLACEMENT,
        filters=asked.filters,
        specialties=asked.specialties,
        include_unknown=options.include_unknown,
        sort=sort,
        reverse=options.reverse,
        notes=asked.notes,
    )
    report = list_programs(catalogue, request, today)
    if options.as_csv:
        print_text(around.out, csv_text(report.programs, columns or tuple(COLUMNS)))
    elif options.as_json:
        print_result(report, around)
    else:
        from usceplan.output.list_view import list_lines, print_list  # Rich takes time
        from usceplan.output.terminal import has_width

        with paged_console(around, no_color=options.no_color) as console:
            if columns is not None and not has_width(around.out, around.variables):
                around.out.write(list_lines(report, columns, console))
            else:
                print_list(report, columns, console)
    return DONE if report.programs else NOTHING


def _columns(options: ListOptions) -> tuple[str, ...] | None:
    if options.columns is None:
        return None
    if options.columns.strip().casefold() == "all":
        return tuple(COLUMNS)
    names = [name for name in options.columns.split(",") if name.strip()]
    if not names:
        raise UserError("--columns: expected names of columns, got nothing", _choices(list(COLUMNS)), "empty-value")
    return tuple(dict.fromkeys(_known(name, "--columns", list(COLUMNS)) for name in names))


def _known(text: str, flag: str, names: list[str]) -> str:
    """The column that a text names."""
    plain = text.strip().casefold().replace("_", "-")
    if plain in names:
        return plain
    close = nearest(plain, names)
    hint = f'Did you mean "{close}"? ' if close else ""
    raise UserError(f'{flag}: there is no column "{text.strip()}"', hint + _choices(names), "unknown-column")


def _choices(names: list[str]) -> str:
    return f"Choose from {', '.join(names)}."
