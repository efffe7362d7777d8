"""Asking in a terminal: one question or several, back and forth, until what was understood is right."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from usceplan.cli.environment import Surroundings
from usceplan.cli.options import BY_NAME
from usceplan.cli.questions import Question
from usceplan.output.terminal import uses_color
from usceplan.problems import UserError
from usceplan.profile import placed_each
from usceplan.told import Answer, Answers

BACK = "back"
EXPLAIN = "?"
"""What one types in the place of an answer to see the question before, or an explanation."""
YES, NO = ("", "y", "yes"), ("n", "no")
_INDENT = (0, 0, 0, 2)
_REVIEW = (
    "Your answers, in the words of the program. Enter goes on with them. If one is wrong, write the number before it, "
    "and it is asked again. All else that you could tell has an option: usceplan recommend --help lists them."
)


def dialogue_console(around: Surroundings, *, no_color: bool = False) -> Console:
    """Where questions are asked: standard error, so that results alone go to standard output."""
    is_plain = no_color or not uses_color(around.err, around.variables)
    return Console(file=around.err, highlight=False, color_system=None if is_plain else "standard")


def ask_missing(answers: Answers, asked: tuple[Question, ...], console: Console, why_match_year: str) -> Answers:
    """The answers completed by asking. Raises ``EOFError`` when the input ends."""
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
        default = ", ".join(earlier.texts) if earlier else question.default
        text = _ask(question, default, console, is_first=number == 0, split=partial(_texts, question))
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
    while True:
        console.print("[bold]This is what I understood:[/bold]")
        rows = Table.grid(padding=(0, 0, 0, 2), pad_edge=True)
        for number, question in enumerate(asked, start=1):
            meaning = ", ".join(placed_each(told[question.name], question.understood))
            rows.add_row(str(number), escape(question.label), escape(meaning))
        console.print(rows)
        console.print(f"Enter if this is right. A number changes that answer; {BACK} changes the last one.")
        text = typed("[all is right] > ", console)
        chosen = len(asked) if text == BACK else int(text) if text.isdecimal() and text.isascii() else 0
        if not text:
            return told
        console.print()
        if text == EXPLAIN:
            _explain(_REVIEW, console)
        elif 1 <= chosen <= len(asked):
            told |= ask_each((asked[chosen - 1],), told, console, why_match_year)
        else:
            console.print(f"  Write a number from 1 to {len(asked)}, or press Enter.\n", style="yellow")


def ask(question: Question, console: Console) -> str:
    """The answer to a question that stands alone, asked until it can be understood.

    Raises ``EOFError`` when the input ends.
    """
    text = ask_or_back(question, console, is_first=True)
    assert text is not None
    return text


def ask_or_back(question: Question, console: Console, *, is_first: bool) -> str | None:
    """The answer to one of several questions, as ``ask`` gives it; None for the question before."""
    return _ask(question, question.default, console, is_first=is_first, split=lambda text: (text,))


def _ask(
    question: Question, default: str, console: Console, *, is_first: bool, split: Callable[[str], Sequence[str]]
) -> str | None:
    while True:
        text = _answered(question, default, console)
        if text == EXPLAIN:
            _explain(question.explanation, console)
        elif text.casefold() == BACK and not is_first:
            console.print()
            return None
        elif text.casefold() == BACK:
            console.print("  There is no way back from here. Ctrl-C leaves.\n", style="yellow")
        elif _is_understood(question, split(text), console):
            return text


def _answered(question: Question, default: str, console: Console) -> str:
    example = f" (for example: {question.example})" if question.example else ""
    for line in (question.text + example).splitlines():
        indent = len(line) - len(line.lstrip())
        console.print(Padding(escape(line.strip()), (0, 0, 0, indent), expand=False))  # kept where the line is wrapped
    return typed(f"[{default}] > " if default else "> ", console) or default


def _is_understood(question: Question, texts: Sequence[str], console: Console) -> bool:
    """Show what the texts mean, or what is wrong with them."""
    try:
        meaning = ", ".join(question.understood(text) for text in texts)
    except UserError as error:
        end = "" if error.message.endswith("?") else "."
        console.print(Padding(escape(f"{error.message}{end} {error.hint}".strip()) + "\n", _INDENT), style="yellow")
        return False
    console.print(Padding(f"{escape(meaning)}\n", _INDENT, expand=False))
    return True


def agreed(prompt: str, explanation: str, console: Console) -> bool:
    """Whether somebody says yes, which Enter does too. Raises ``EOFError`` when the input ends."""
    while True:
        text = typed(f"{prompt} [yes] > ", console).casefold()
        if text in YES or text in NO:
            return text in YES
        if text == EXPLAIN:
            _explain(explanation, console)
        else:
            console.print(f"  Write yes or no; {EXPLAIN} explains.\n", style="yellow")


def _explain(text: str, console: Console) -> None:
    console.print(Padding(f"{escape(text)}\n", _INDENT))


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
