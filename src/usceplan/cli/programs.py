"""``usceplan programs``: its commands and options. The work is imported when a command runs."""

from typing import Annotated, Any

import typer

from usceplan.cli import completion
from usceplan.cli.grouped_help import GroupedCommand
from usceplan.cli.manners import Program
from usceplan.cli.options import with_applicant_options
from usceplan.cli.run_options import Json, NoColor, Profile, Today

programs_app = typer.Typer(
    cls=Program,
    name="programs",
    help="Programs: list, search, show, compare.",
    epilog="\b\nExamples:\n  usceplan programs search peds NYC\n  usceplan programs show ID\n"
    "  usceplan help programs list",
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

WHAT, WHO, WHEN, SOURCES, SHOWN = "What it is", "Whom it takes", "When and how much", "How well known", "What is shown"


def _filter(flag: str, text: str, metavar: str, panel: str, **more: Any) -> Any:  # noqa: ANN401 (what Typer takes)
    return typer.Option(flag, help=text, metavar=metavar, rich_help_panel=panel, show_default=False, **more)


def _switch(flag: str, text: str, panel: str) -> Any:  # noqa: ANN401 (what Typer takes)
    return typer.Option(flag, help=text, rich_help_panel=panel, show_default=False)


Words = list[str] | None


@programs_app.command(
    "list",
    cls=GroupedCommand,
    epilog="\b\nExamples:\n"
    "  usceplan programs list --specialty peds --state NY\n"
    "  usceplan programs list --visa b1-b2 --max-price 1500 --sort price\n"
    "  usceplan programs list --has-letter --columns id,letter,price\n"
    "  usceplan programs list --csv > programs.csv\n"
    "  usceplan programs list --columns id,price | sort\n\n"
    "With --columns a pipe gets a line for each entry, with tabs between the columns and no header.\n\n"
    "Where a filter's fact is unknown, an entry is left out and counted.\n\n"
    "Columns, by which one can sort too: id, name, institution, type, kind, involvement, specialties, places, provider,"
    " status, audience, seekers (of residency), visas, letter, price (four weeks), price-low, price-high, weeks,"
    " starts, official, newest (page), confidence, use, url, unknown (facts asked for), own (file).",
)
def list_(
    specialty: Annotated[
        Words,
        _filter(
            "--specialty", "In this specialty; repeat.", "NAME", WHAT, autocompletion=completion.complete_specialty
        ),
    ] = None,
    kind: Annotated[
        Words,
        _filter(
            "--kind",
            "externship, observership, elective...; repeat.",
            "KIND",
            WHAT,
            autocompletion=completion.complete_kind,
        ),
    ] = None,
    involvement: Annotated[
        Words,
        _filter(
            "--involvement",
            "Part in patient care: full, limited, none; repeat.",
            "HOW",
            WHAT,
            autocompletion=completion.complete_involvement,
        ),
    ] = None,
    state: Annotated[
        Words, _filter("--state", "In this state; repeat.", "STATE", WHAT, autocompletion=completion.complete_state)
    ] = None,
    city: Annotated[
        Words,
        _filter(
            "--city",
            "In this city or its metro area; City, ST: it alone; repeat.",
            "CITY",
            WHAT,
            autocompletion=completion.complete_metro,
        ),
    ] = None,
    provider: Annotated[
        Words,
        _filter(
            "--provider",
            "academic-medical-center, clinic, agency...; repeat.",
            "WHO",
            WHAT,
            autocompletion=completion.complete_provider,
        ),
    ] = None,
    has_letter: Annotated[bool, _switch("--has-letter", "A letter is given or possible.", WHAT)] = False,
    audience: Annotated[
        Words,
        _filter(
            "--audience",
            "Takes students, graduates...: graduate; repeat.",
            "STATUS",
            WHO,
            autocompletion=completion.complete_audience,
        ),
    ] = None,
    visa: Annotated[
        Words,
        _filter(
            "--visa",
            "Accepts this visa: b1-b2, esta, j1...; repeat.",
            "VISA",
            WHO,
            autocompletion=completion.complete_visas,
        ),
    ] = None,
    accepts_residency_seekers: Annotated[
        bool, _switch("--accepts-residency-seekers", "Takes people who seek U.S. residency.", WHO)
    ] = False,
    min_price: Annotated[
        str | None, _filter("--min-price", "Least price of four weeks, living left out.", "USD", WHEN)
    ] = None,
    max_price: Annotated[
        str | None, _filter("--max-price", "Greatest price of four weeks, living left out.", "USD", WHEN)
    ] = None,
    weeks: Annotated[str | None, _filter("--weeks", "Offers rotations of this length.", "N", WHEN)] = None,
    open_in: Annotated[Words, _filter("--open-in", "Can start in these months: 3, mar-jun.", "MONTHS", WHEN)] = None,
    status: Annotated[
        Words,
        _filter(
            "--status", "open, paused, closed; repeat.", "STATUS", WHEN, autocompletion=completion.complete_open_status
        ),
    ] = None,
    official_source: Annotated[
        bool, _switch("--official-source", "Has an official page as a source.", SOURCES)
    ] = False,
    confidence: Annotated[
        str | None,
        _filter(
            "--confidence",
            "Known this well or better: high, medium, low.",
            "LEVEL",
            SOURCES,
            autocompletion=completion.complete_confidence,
        ),
    ] = None,
    include_unknown: Annotated[bool, _switch("--include-unknown", "Also those whose fact is unknown.", SHOWN)] = False,
    resources: Annotated[
        bool, _switch("--resources", "Resources (listings, services...), not placements.", SHOWN)
    ] = False,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            help="A column to sort by.",
            metavar="COLUMN",
            rich_help_panel=SHOWN,
            autocompletion=completion.complete_column,
        ),
    ] = "id",
    reverse: Annotated[bool, _switch("--reverse", "The other way round; unknown stays last.", SHOWN)] = False,
    columns: Annotated[
        str | None,
        _filter(
            "--columns",
            "These columns, such as id,price; or all.",
            "NAMES",
            SHOWN,
            autocompletion=completion.complete_columns,
        ),
    ] = None,
    as_csv: Annotated[bool, _switch("--csv", "Print a table for spreadsheets, as CSV.", SHOWN)] = False,
    as_json: Json = False,
    today: Today = None,
    no_color: NoColor = False,
) -> None:
    """The placements of the catalogue, or its resources, that match every filter given."""
    from usceplan.cli.listing import ListOptions, run_list

    asked = {
        "specialty": specialty,
        "kind": kind,
        "involvement": involvement,
        "state": state,
        "city": city,
        "provider": provider,
        "has_letter": has_letter,
        "audience": audience,
        "visa": visa,
        "accepts_residency_seekers": accepts_residency_seekers,
        "min_price": min_price,
        "max_price": max_price,
        "weeks": weeks,
        "open_in": open_in,
        "status": status,
        "official_source": official_source,
        "confidence": confidence,
    }
    options = ListOptions(asked, include_unknown, resources, sort, reverse, columns, as_csv, as_json, today, no_color)
    raise typer.Exit(run_list(options))


@programs_app.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan programs search peds NYC\n  usceplan programs search MGH\n"
    '  usceplan programs search "family medicine" externship\n\n'
    "Other names and small typing errors are understood.",
)
def search(
    text: Annotated[list[str], typer.Argument(help="Words in any order.", metavar="TEXT...")],
    limit: Annotated[int, typer.Option("--limit", help="The most entries to show.", min=1, max=1000, metavar="N")] = 10,
    as_json: Json = False,
    today: Today = None,
    no_color: NoColor = False,
) -> None:
    """The entries that have all of the words, best first: in names, places, specialties, other facts and notes.

    A word counts most in a name, less in a place or specialty, least in notes; as it is before another name, a
    beginning or a misspelling. Where none has all words, those with the most.
    """
    from usceplan.cli.looking_up import run_search

    raise typer.Exit(run_search(text, limit, today, as_json=as_json, no_color=no_color))


@programs_app.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan programs show ID\n  usceplan programs show ID --questions\n"
    "  usceplan programs show ID --json",
)
def show(
    program: Annotated[str, typer.Argument(help="Its id.", metavar="ID", autocompletion=completion.complete_program)],
    questions: Annotated[
        bool, typer.Option("--questions", help="Only the questions, ready for an e-mail.", show_default=False)
    ] = False,
    as_json: Json = False,
    today: Today = None,
    no_color: NoColor = False,
) -> None:
    """Everything known about one program, each fact with its page and age, and what to ask the program."""
    from usceplan.cli.looking_up import run_show

    raise typer.Exit(run_show(program, today, only_questions=questions, as_json=as_json, no_color=no_color))


@programs_app.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan programs compare ID ID\n"
    "  usceplan programs compare ID ID ID --weeks 8 --profile me.yaml",
)
@with_applicant_options
def compare(
    told: dict[str, Any],
    *,
    programs: Annotated[
        list[str],
        typer.Argument(help="Two to six ids.", metavar="ID ID...", autocompletion=completion.complete_program),
    ],
    weeks: Annotated[int, typer.Option("--weeks", help="Costs of so many weeks.", min=1, max=104, metavar="N")] = 4,
    profile: Profile = None,
    as_json: Json = False,
    no_color: NoColor = False,
) -> None:
    """Programs side by side: facts that differ are marked, and costs are those of the same number of weeks.

    For you, if a profile or options tell the specialty, graduation year and visa; else the usual prices.
    """
    from usceplan.cli.comparing import CompareOptions, run_compare

    options = CompareOptions(told, tuple(programs), weeks, profile, as_json, no_color)
    raise typer.Exit(run_compare(options))
