"""A command line written out so that it can be copied into a shell."""

import re
import shlex
from collections.abc import Iterable, Sequence

from usceplan.cli.options import OPTIONS, Option
from usceplan.cli.questions import Question
from usceplan.cli.switches import FALSE
from usceplan.told import Answer, Answers

_PLAIN_ON_WINDOWS = re.compile(r"[A-Za-z0-9_./:+-]+")


def said_plainly(answers: Answers, asked: Iterable[Question]) -> Answers:
    """The same answers, those of the questions in words that mean the same on any day and need no quotes."""
    plain = {
        question.name: Answer(
            tuple(question.plain(text) for text in answers[question.name].texts), answers[question.name].origin
        )
        for question in asked
        if question.name in answers
    }
    return {**answers, **plain}


def option_words(answers: Answers) -> list[str]:
    """The options that tell these answers."""
    return [word for option in OPTIONS if option.name in answers for word in _words(option, answers[option.name])]


def _words(option: Option, answer: Answer) -> list[str]:
    if option.switch:
        return [option.flag if answer.text != FALSE else f"--no-{option.flag.removeprefix('--')}"]
    texts = answer.texts if option.repeated else answer.texts[-1:]
    # What begins with a hyphen would be taken for an option of its own.
    return [
        word for text in texts for word in ([f"{option.flag}={text}"] if text.startswith("-") else [option.flag, text])
    ]


def shell_line(words: Sequence[str], *, windows: bool) -> str:
    """The words as one line for a POSIX shell, or for cmd.exe and PowerShell alike."""
    return " ".join(map(_quoted_on_windows, words)) if windows else shlex.join(words)


def _quoted_on_windows(word: str) -> str:
    """Both shells of Windows take double quotes; PowerShell alone takes ``$`` and ``` for its own within them."""
    if _PLAIN_ON_WINDOWS.fullmatch(word):
        return word
    if "$" in word or "`" in word:
        return "'" + word.replace("'", "''") + "'"
    return '"' + word.replace('"', '\\"') + '"'
