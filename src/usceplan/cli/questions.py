"""The five questions, asked in a terminal for what was not told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from usceplan import understanding
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.specialties import name_of
from usceplan.cli.answers import Answer, Answers
from usceplan.cli.options import BY_NAME
from usceplan.problems import UserError
from usceplan.profile import placed_each
from usceplan.words import dollars

if TYPE_CHECKING:  # Rich takes time, and most runs ask nothing
    from rich.console import Console

REQUIRED = ("specialty", "grad_year", "visa", "budget")
"""What must be told; the Match year has a default."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, an example, what Enter stands for, and how an answer is understood and shown."""

    name: str
    text: str
    example: str
    default: str
    understood: Callable[[str], str]


def questions(catalogue: Catalogue, today: date, match_year: int) -> tuple[Question, ...]:
    """The five questions in the order in which they are asked."""
    specialties = catalogue.specialties
    budget = catalogue.guidance.planning.budget_question_usd.value
    return (
        Question(
            "specialty",
            "Which specialty will you apply to?",
            "IM, internal medicine, peds",
            "internal medicine",
            lambda text: name_of(specialties, understanding.specialty(text, specialties)),
        ),
        Question(
            "grad_year",
            "In which year did you, or will you, graduate from medical school?",
            f"{today.year - 2}, {today.year + 1}",
            str(today.year),
            lambda text: str(understanding.graduation_year(text, today)),
        ),
        Question(
            "visa",
            "Which visa or status will you have in the United States?",
            "B1/B2, ESTA, F-1, green card",
            "B1/B2",
            lambda text: understanding.visa_note(text) or understanding.visa_label(understanding.visa(text)),
        ),
        Question(
            "budget",
            "How much can you spend on U.S. clinical experience, travel and living included?",
            "9000, $9,000, 9k",
            str(budget),
            lambda text: dollars(understanding.money(text)),
        ),
        Question(
            "match_year",
            "Which Match are you preparing for?",
            f"{match_year}, next",
            "next",
            lambda text: str(understanding.match_year(text, today, match_year)),
        ),
    )


def missing_message(answers: Answers, required: tuple[str, ...] = REQUIRED) -> UserError | None:
    """What of the required is still to be told, with the option for each; None where nothing is."""
    missing = [BY_NAME[name] for name in required if name not in answers]
    if not missing:
        return None
    flags = ", ".join(f"{option.flag} {option.metavar}" for option in missing)
    hint = (
        "Give each as an option, a USCEPLAN_... variable or a line of a profile file, or run in a terminal to be asked."
    )
    return UserError(f"not told: {flags}", hint, "missing-answers")


def ask_missing(answers: Answers, asked: tuple[Question, ...], console: "Console", why_match_year: str) -> Answers:
    """The answers completed by asking.

    Raises ``EOFError`` when the input ends, and ``UserError`` before the first question if an answer that was told
    cannot be understood.
    """
    for question in asked:
        if question.name in answers:
            placed_each(answers[question.name], question.understood)
    open_questions = [question for question in asked if question.name not in answers]
    if not open_questions:
        return answers
    from rich.markup import escape

    console.print("[bold]usceplan[/bold] plans your U.S. clinical experience. Enter takes the answer in brackets.\n")
    told = dict(answers)
    for question in open_questions:
        if question.name == "match_year":
            console.print(f"[dim]{escape(why_match_year)}[/dim]")
        told[question.name] = Answer((ask(question, console),), BY_NAME[question.name].flag)
    return told


def ask(question: Question, console: "Console") -> str:
    """The answer to a question, asked until it can be understood. Raises ``EOFError`` when the input ends."""
    from rich.markup import escape

    prompt = f"[{question.default}] > " if question.default else "> "
    while True:
        example = f" (for example: {question.example})" if question.example else ""
        console.print(escape(question.text + example))
        try:
            text = console.input(escape(prompt)).strip() or question.default
            console.print(f"  {escape(question.understood(text))}\n")
        except UserError as error:
            end = "" if error.message.endswith("?") else "."
            console.print(f"  {escape(f'{error.message}{end} {error.hint}'.strip())}\n", style="yellow")
        except UnicodeDecodeError:
            console.print("  The terminal sent letters that are not UTF-8.\n", style="yellow")
        except KeyboardInterrupt:
            console.print()  # what the shell prints next begins a line of its own
            raise
        else:
            return text
