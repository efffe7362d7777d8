"""The five questions, asked in a terminal for what was not told."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from usceplan import understanding
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.specialties import name_of
from usceplan.cli.answers import Answer, Answers
from usceplan.cli.options import BY_NAME
from usceplan.problems import UserError
from usceplan.profile import placed_each
from usceplan.words import dollars

REQUIRED = ("specialty", "grad_year", "visa", "budget")
"""What must be told; the Match year has a default."""
BACK = "back"
EXPLAIN = "?"
"""What one types in the place of an answer to see the question before, or an explanation."""
YES, NO = ("", "y", "yes"), ("n", "no")
_INDENT = (0, 0, 0, 2)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, an example, what Enter stands for, and how an answer is understood and shown.

    ``label`` names the answer in a list; ``plain`` gives the text that means the same to every later run.
    """

    name: str
    label: str
    text: str
    example: str
    explanation: str
    default: str
    understood: Callable[[str], str]
    plain: Callable[[str], str]


def questions(catalogue: Catalogue, today: date, match_year: int) -> tuple[Question, ...]:
    """The five questions in the order in which they are asked."""
    specialties = catalogue.specialties
    budget = catalogue.guidance.planning.budget_question_usd.value
    return (
        Question(
            "specialty",
            "Specialty",
            "Which specialty will you apply to?",
            "IM, internal medicine, peds",
            "The field of the residency that you want. Programs in it, or close to it, count most in your plan. Write"
            " its usual name or its short form.",
            "internal medicine",
            lambda text: name_of(specialties, understanding.specialty(text, specialties)),
            lambda text: understanding.specialty(text, specialties),
        ),
        Question(
            "grad_year",
            "Graduation year",
            "In which year did you, or will you, graduate from medical school?",
            f"{today.year - 2}, {today.year + 1}",
            "The year of your medical degree (MBBS, MD or equal), also one that is still to come. Some programs take"
            " students only, others graduates of recent years, so this decides which are open to you.",
            str(today.year),
            lambda text: str(understanding.graduation_year(text, today)),
            lambda text: str(understanding.graduation_year(text, today)),
        ),
        Question(
            "visa",
            "Visa or status",
            "Which visa or status will you have in the United States?",
            "B1/B2, ESTA, F-1, green card",
            "What you will be in the United States on. It decides which programs may take you, and how long you may"
            " stay. A tourist visa is B1/B2. Write none if you have no visa yet, and green card or citizen if you need"
            " none.",
            "B1/B2",
            lambda text: understanding.visa_note(text) or understanding.visa_label(understanding.visa(text)),
            lambda text: understanding.visa_word(understanding.visa(text)),
        ),
        Question(
            "budget",
            "Budget",
            "How much can you spend on U.S. clinical experience, travel and living included?",
            "9000, $9,000, 9k",
            "All the money you have for this, in U.S. dollars: program fees, visa, flights, rooms, food, insurance. At"
            " typical prices no plan costs more. Not sure? Take the answer in brackets: usceplan whatif shows what"
            " other sums do.",
            str(budget),
            lambda text: dollars(understanding.money(text)),
            lambda text: str(understanding.money(text)),
        ),
        Question(
            "match_year",
            "Match year",
            "Which Match are you preparing for?",
            f"{match_year}, next",
            "The Match gives out the places in residency programs, once a year in March; residency begins that summer."
            " Its year is that of Match Day, and one applies in the autumn before. Write next for the one named above.",
            "next",
            lambda text: str(understanding.match_year(text, today, match_year)),
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


def ask_missing(answers: Answers, asked: tuple[Question, ...], console: Console, why_match_year: str) -> Answers:
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
    console.print(f"Enter takes the answer in brackets; {BACK} returns, {EXPLAIN} explains, Ctrl-C leaves.\n")
    return {**answers, **ask_each(open_questions, {}, console, why_match_year)}


def ask_each(asked: Sequence[Question], known: Answers, console: Console, why_match_year: str) -> Answers:
    """Ask all of these questions, with what is known already as the answer that Enter takes.

    Raises ``EOFError`` when the input ends.
    """
    told: Answers = {}
    number = 0
    while number < len(asked):
        question = asked[number]
        if question.name == "match_year":
            console.print(f"[dim]{escape(why_match_year)}[/dim]")
        earlier = told.get(question.name) or known.get(question.name)
        text = _ask(question, ", ".join(earlier.texts) if earlier else question.default, console, is_first=number == 0)
        if text is None:
            number -= 1
            continue
        told[question.name] = Answer(_texts(question, text), BY_NAME[question.name].flag)
        number += 1
    return told


def _texts(question: Question, text: str) -> tuple[str, ...]:
    """The texts of an answer, several where the option takes several."""
    option = BY_NAME[question.name]
    parts = re.split(option.separator, text) if option.repeated else [text]
    return tuple(part.strip() for part in parts if part.strip()) or (text,)


def review(asked: Sequence[Question], answers: Answers, console: Console, why_match_year: str) -> Answers:
    """Show what was understood, and ask again what is not right. Raises ``EOFError`` when the input ends."""
    told = dict(answers)
    width = max(len(question.label) for question in asked)
    while True:
        console.print("[bold]This is what I understood:[/bold]")
        for number, question in enumerate(asked, start=1):
            meaning = ", ".join(placed_each(told[question.name], question.understood))
            console.print(f"  {number}  {escape(question.label):<{width}}  {escape(meaning)}")
        console.print(f"Enter if this is right. A number changes that answer; {BACK} changes the last one.")
        text = typed("[all is right] > ", console)
        chosen = len(asked) if text == BACK else int(text) if text.isdecimal() and text.isascii() else 0
        if not text:
            return told
        console.print()
        if 1 <= chosen <= len(asked):
            told |= ask_each((asked[chosen - 1],), told, console, why_match_year)
        else:
            console.print(f"  Write a number from 1 to {len(asked)}, or press Enter.\n", style="yellow")


def _ask(question: Question, default: str, console: Console, *, is_first: bool) -> str | None:
    """The answer to a question; None for the question before."""
    while True:
        console.print(f"{escape(question.text)} (for example: {escape(question.example)})")
        text = typed(f"[{default}] > ", console) or default
        if text == EXPLAIN:
            console.print(Padding(f"{escape(question.explanation)}\n", _INDENT))
        elif text.casefold() == BACK and not is_first:
            console.print()
            return None
        elif text.casefold() == BACK:
            console.print("  There is no question before this one. Ctrl-C leaves.\n", style="yellow")
        else:
            try:
                meaning = ", ".join(question.understood(part) for part in _texts(question, text))
                console.print(f"  {escape(meaning)}\n")
            except UserError as error:
                console.print(Padding(f"{escape(error.message)}. {escape(error.hint)}\n", _INDENT), style="yellow")
            else:
                return text


def agreed(prompt: str, console: Console) -> bool:
    """Whether somebody says yes, which Enter does too. Raises ``EOFError`` when the input ends."""
    while True:
        text = typed(f"{prompt} [yes] > ", console).casefold()
        if text in YES or text in NO:
            return text in YES
        console.print("  Write yes or no.\n", style="yellow")


def typed(prompt: str, console: Console) -> str:
    """A line that is typed, without the blanks around it; asked for again while it is no text."""
    while True:
        try:
            return console.input(escape(prompt)).strip()
        except UnicodeDecodeError:
            console.print("  The terminal sent letters that are not UTF-8.\n", style="yellow")
        except KeyboardInterrupt:
            console.print()  # what the shell prints next begins a line of its own
            raise
