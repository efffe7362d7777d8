"""What was told of an applicant, thing by thing, before it is understood."""

from typing import NamedTuple


class Answer(NamedTuple):
    """What was told, as texts, and where: a flag, a variable, a line of a file, an argument of a script."""

    texts: tuple[str, ...]
    origin: str

    @property
    def text(self) -> str:
        """The only text of an answer that takes one."""
        return self.texts[-1]


REQUIRED = ("specialty", "grad_year", "visa", "budget")
"""What must be told to make a plan; the Match year has a default."""

Answers = dict[str, Answer]
"""The answers by the names of the options."""
