"""The options that describe an applicant, as data: one table for the command line, environment and profile file."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, NamedTuple

import typer

from usceplan.cli import completion
from usceplan.cli.grouped_help import RUN

ENVIRONMENT_PREFIX = "USCEPLAN_"

QUESTIONS = "The five questions"
PERSON = "About you"
TIME = "Your time"
LIMITS = "Your limits on the plan"
MONEY = "Money"

AFTER_CITY = r",(?!\s*[A-Za-z]{2}\s*(?:,|$))"
"""A comma, but not the one of ``Chicago, IL``."""


class Option(NamedTuple):
    """One thing that can be told about an applicant.

    ``name`` is its key in a profile file; the flag and the environment variable follow from it. ``repeated`` options
    take several values, on the command line by repeating them or with what ``separator`` matches between them.
    ``switch`` options take none: ``--no-`` before the name takes one back. ``complete`` gives what a shell offers.
    """

    name: str
    help: str
    metavar: str
    panel: str
    repeated: bool = False
    switch: bool = False
    separator: str = ","
    complete: Callable[[str], list[str]] | None = None

    @property
    def flag(self) -> str:
        """``--grad-year``."""
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """``USCEPLAN_GRAD_YEAR``."""
        return ENVIRONMENT_PREFIX + self.name.upper()


OPTIONS: tuple[Option, ...] = (
    Option(
        "specialty",
        "What you will apply to; repeat for second choices.",
        "NAME",
        QUESTIONS,
        repeated=True,
        complete=completion.complete_specialty,
    ),
    Option("grad_year", "Year of your medical degree.", "YEAR", QUESTIONS),
    Option(
        "visa",
        "Visa or status: b1-b2, esta, f1, j1, us-person...",
        "VISA",
        QUESTIONS,
        complete=completion.complete_visa,
    ),
    Option("budget", "All you can spend on U.S. experience: 9000, 9k.", "USD", QUESTIONS),
    Option("match_year", "Year of Match Day; next by default.", "YEAR", QUESTIONS),
    Option(
        "status",
        "student, final-year-student, graduate, practising-physician.",
        "STATUS",
        PERSON,
        complete=completion.complete_status,
    ),
    Option("nationality", "Your citizenship.", "COUNTRY", PERSON, complete=completion.complete_country),
    Option(
        "home_region",
        "Where you fly from: south-asia, europe...",
        "REGION",
        PERSON,
        complete=completion.complete_region,
    ),
    Option(
        "us_metro",
        "Where you live in the United States, if you do.",
        "CITY",
        PERSON,
        complete=completion.complete_metro,
    ),
    Option(
        "free_housing",
        "A city with a place to stay; repeat.",
        "CITY",
        PERSON,
        repeated=True,
        separator=AFTER_CITY,
        complete=completion.complete_metro,
    ),
    Option(
        "housing",
        "Where you rent: shared-room, or studio for a furnished home of your own.",
        "KIND",
        PERSON,
        complete=completion.complete_housing,
    ),
    Option("visa_wait_weeks", "Weeks until a visa interview at your embassy; 0 if you have the visa.", "N", PERSON),
    Option(
        "exam",
        "Passed: step1, step2ck, oet (for ECFMG), toefl, ielts, ecfmg or none; step1=2027-03-01 if planned; repeat.",
        "EXAM",
        PERSON,
        repeated=True,
        complete=completion.complete_exam,
    ),
    Option("held_letters", "U.S. letters you already have.", "N", PERSON),
    Option(
        "held_weeks", "Weeks of U.S. experience you already have: 8, or 8:none if you only observed.", "N[:HOW]", PERSON
    ),
    Option("available_from", "Earliest arrival.", "DATE", TIME),
    Option("available_to", "Last day.", "DATE", TIME),
    Option("months", "Months in which you can come: 3,4,5 or mar-jun.", "MONTHS", TIME, repeated=True),
    Option(
        "kind",
        "Only this kind: externship, observership, elective...; repeat.",
        "KIND",
        LIMITS,
        repeated=True,
        complete=completion.complete_kind,
    ),
    Option("hands_on_only", "Only programs stated to be hands-on.", "", LIMITS, switch=True),
    Option("state", "Only this state; repeat.", "STATE", LIMITS, repeated=True, complete=completion.complete_state),
    Option("not_state", "Not this state; repeat.", "STATE", LIMITS, repeated=True, complete=completion.complete_state),
    Option(
        "include",
        "A program that must be in the plan; repeat.",
        "ID",
        LIMITS,
        repeated=True,
        complete=completion.complete_programs,
    ),
    Option(
        "exclude", "A program to leave out; repeat.", "ID", LIMITS, repeated=True, complete=completion.complete_programs
    ),
    Option("only_confirmed", "Plan only with programs whose every check passes.", "", LIMITS, switch=True),
    Option("max_rotations", "The most rotations.", "N", LIMITS),
    Option("max_stays", "The most trips to the United States.", "N", LIMITS),
    Option("weight", "Points of a part of the strength: letters=50; repeat.", "PART=N", LIMITS, repeated=True),
    Option(
        "ignore_rule",
        "Turn a failing rule into a warning; repeat.",
        "RULE",
        LIMITS,
        repeated=True,
        complete=completion.complete_rule,
    ),
    Option("refusal_rate", "Share of applications refused: 0.5 or 50%.", "SHARE", LIMITS),
    Option("residency_programs", "How many residency programs you will apply to.", "N", MONEY),
    Option(
        "include_application", "Count exams and the residency application against the budget.", "", MONEY, switch=True
    ),
    Option("today", "As if today were this day.", "DATE", RUN),
)

BY_NAME = {option.name: option for option in OPTIONS}


def with_applicant_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command all options of the table; it gets their values as the dictionary ``told``."""

    def wrapped(**values: Any) -> Any:  # noqa: ANN401  # values of any option
        told = {option.name: values.pop(option.name) for option in OPTIONS}
        return command(told=told, **values)

    own = [
        parameter
        for parameter in inspect.signature(command, eval_str=True).parameters.values()
        if parameter.name != "told"
    ]
    parameters = [*_parameters(), *own]
    wrapped.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    wrapped.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    wrapped.__name__, wrapped.__doc__ = command.__name__, command.__doc__
    return wrapped


@cache
def _parameters() -> tuple[inspect.Parameter, ...]:
    """All options of the table, which the commands share as Typer copies what it changes."""
    return tuple(map(_parameter, OPTIONS))


def _parameter(option: Option) -> inspect.Parameter:
    if option.switch:
        flags = f"{option.flag}/--no-{option.flag.removeprefix('--')}"
        info = typer.Option(flags, help=option.help, rich_help_panel=option.panel, show_default=False)
        annotation: Any = Annotated[bool | None, info]
        return inspect.Parameter(option.name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=None)
    info = typer.Option(
        option.flag,
        help=option.help,
        metavar=option.metavar,
        rich_help_panel=option.panel,
        show_default=False,
        autocompletion=option.complete,
    )
    annotation = Annotated[list[str] | None, info] if option.repeated else Annotated[str | None, info]
    return inspect.Parameter(option.name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=None)
