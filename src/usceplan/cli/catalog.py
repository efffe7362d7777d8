"""``usceplan catalog``: the data files as a product. What each command does is imported when it runs."""

from pathlib import Path
from typing import Annotated

import typer

from usceplan.cli.completion import complete_form, complete_program
from usceplan.cli.grouped_help import GroupedCommand
from usceplan.cli.manners import Program
from usceplan.cli.run_options import Json, Today

catalog = typer.Typer(
    cls=Program,
    name="catalog",
    help="The data files: check, compare, extend.",
    epilog="\b\nExamples:\n  usceplan catalog path\n  usceplan catalog check\n  usceplan catalog add",
    rich_markup_mode=None,
)


@catalog.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n"
    "  usceplan catalog check\n"
    "  usceplan catalog check ~/.config/usceplan/programs.d/mine.yaml\n"
    "  usceplan catalog check --json | jq .warnings",
)
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="The files to check; all shipped ones and your own by default.", metavar="[FILE]..."),
    ] = None,
    *,
    as_json: Json = False,
    today: Today = None,
) -> None:
    """Read data files as every command does and print all mistakes, one a line: FILE:LINE:COLUMN: PATH: MESSAGE.

    Warnings are for facts that look wrong and may be right. The exit code is 1 where there are mistakes, and 0 where
    there are warnings alone.
    """
    from usceplan.cli.catalog_check import run_check

    raise typer.Exit(run_check(tuple(files or ()), as_json=as_json, today=today))


@catalog.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan catalog path\n  usceplan catalog path --json",
)
def path(*, as_json: Json = False) -> None:
    """Where the shipped data files, your own and the cache are, and whether they exist.

    The cache may be deleted at any time.
    """
    from usceplan.cli.catalog_path import run_path

    raise typer.Exit(run_path(as_json=as_json))


@catalog.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan catalog schema programs.yaml\n  usceplan catalog schema programs.d",
)
def schema(
    file: Annotated[
        str,
        typer.Argument(
            help="A shipped file, or programs.d or residency_requirements.d.",
            metavar="[FILE]",
            autocompletion=complete_form,
        ),
    ] = "programs.d",
) -> None:
    """Print the JSON Schema of a data file, by which editors complete and check what you write.

    The same schemas are shipped as files; usceplan catalog path says where.
    """
    from usceplan.cli.catalog_schema import run_schema

    raise typer.Exit(run_schema(file))


@catalog.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan catalog diff old/programs.yaml data/programs.yaml",
)
def diff(
    old: Annotated[Path, typer.Argument(help="A file of programs or residency programs.", metavar="OLD")],
    new: Annotated[Path, typer.Argument(help="A later one.", metavar="NEW")],
    *,
    as_json: Json = False,
) -> None:
    """What changed between two catalogue files, by entry and fact, in words."""
    from usceplan.cli.catalog_diff import run_diff

    raise typer.Exit(run_diff(old, new, as_json=as_json))


@catalog.command(
    cls=GroupedCommand,
    epilog="\b\nExample:\n  usceplan catalog add",
)
def add(*, today: Today = None) -> None:
    """Ask for a program, fact by fact, and write it into a file of your own; Enter leaves a fact unknown.

    Nothing is written before you have seen the entry and said yes.
    """
    from usceplan.cli.catalog_entry import run_add

    raise typer.Exit(run_add(today))


@catalog.command(
    cls=GroupedCommand,
    epilog="\b\nExamples:\n  usceplan catalog edit bidmc-radiology-observership\n"
    "  usceplan catalog edit bidmc-radiology-observership --fact fees --fact status",
)
def edit(
    program: Annotated[
        str, typer.Argument(help="The id of the program.", metavar="ID", autocompletion=complete_program)
    ],
    *,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="Ask for this fact only; repeat.", metavar="NAME")
    ] = None,
    today: Today = None,
) -> None:
    """Go through a program, fact by fact, and write what differs into a file of your own; Enter keeps a fact.

    The shipped entry stays as it is: your file lies over it.
    """
    from usceplan.cli.catalog_entry import run_edit

    raise typer.Exit(run_edit(program, tuple(fact or ()), today))
