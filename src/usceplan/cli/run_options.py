"""How a command runs: the options that several commands have in common, each declared once."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from usceplan.cli.completion import complete_profile
from usceplan.cli.grouped_help import RUN
from usceplan.cli.options import BY_NAME, with_applicant_options


def _seconds(value: float) -> float:
    if not value >= 0:  # so that "nan" is refused too
        raise typer.BadParameter(f"expected seconds, 0 or more, such as 10; got {value:g}.")
    return value


Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        help="A profile file (- reads it from a pipe), or the name of one in the config folder.",
        metavar="NAME|FILE",
        autocompletion=complete_profile,
        rich_help_panel=RUN,
    ),
]
Plan = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        help="A plan saved by recommend --save, in the place of a search; - reads it from a pipe.",
        metavar="FILE",
        rich_help_panel=RUN,
    ),
]
Today = Annotated[
    str | None,
    typer.Option("--today", help=BY_NAME["today"].help, metavar=BY_NAME["today"].metavar, rich_help_panel=RUN),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of screens.", rich_help_panel=RUN)]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask; say what is missing.", rich_help_panel=RUN)]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colors.", rich_help_panel=RUN)]
TimeLimit = Annotated[
    float,
    typer.Option(
        "--time-limit",
        help="Seconds to search for the best plan.",
        callback=_seconds,
        metavar="SECONDS",
        rich_help_panel=RUN,
    ),
]
USUAL_SECONDS = 5.0


class Run(NamedTuple):
    """How a command that makes a plan was asked to run; ``told`` is what the options say of the applicant."""

    told: dict[str, Any]
    profile: str | None
    as_json: bool
    no_input: bool
    no_color: bool
    time_limit: float


_OPTIONS = {
    "profile": (Profile, None),
    "as_json": (Json, False),
    "no_input": (NoInput, False),
    "no_color": (NoColor, False),
    "time_limit": (TimeLimit, USUAL_SECONDS),
}
_OF_SCREENS = frozenset({"as_json", "no_color"})


def with_run_options(
    command: Callable[..., Any], *, seconds: float = USUAL_SECONDS, on_screen: bool = True
) -> Callable[..., Any]:
    """Give a command the options of an applicant and of a search; it gets their values as ``run``.

    ``seconds`` are those of the search unless others are asked for. What is not shown ``on_screen`` has no colors and
    no JSON.
    """
    options = _OPTIONS if on_screen else {name: one for name, one in _OPTIONS.items() if name not in _OF_SCREENS}

    def wrapped(told: dict[str, Any], **values: Any) -> Any:  # noqa: ANN401  # values of any option
        run = Run(told, **{name: values.pop(name, default) for name, (_, default) in _OPTIONS.items()})
        return command(run, **values)

    own = [one for one in inspect.signature(command, eval_str=True).parameters.values() if one.name != "run"]
    defaults = {name: default for name, (_, default) in _OPTIONS.items()} | {"time_limit": seconds}
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=defaults[name])
        for name, (annotation, _) in options.items()
    ]
    wrapped.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
    wrapped.__name__, wrapped.__doc__ = command.__name__, command.__doc__
    return with_applicant_options(wrapped)
