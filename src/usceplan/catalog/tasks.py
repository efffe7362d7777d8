"""``tasks.yaml``: what to do on the way to the Match, in words, and how long each thing takes."""

from collections.abc import Iterator
from enum import StrEnum
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from usceplan.catalog.guidance import Source, SourceId, source_references
from usceplan.catalog.values import Flag, IsoDate, Record, Text
from usceplan.catalog.vocabulary import Document
from usceplan.problems import Found, expected_of

Days = Annotated[int, Field(strict=True, ge=0, le=730)]

_OF_PROGRAM = "program start confirm lead"
_OF_EXAM = "usual planned rank pathway consequence"
_OF_VISA = "visa weeks start later"
_OF_APPLICATION = "system submit review most"
_OF_MATCH = "window ends"
WORDS = {
    **dict.fromkeys(("ask", "apply", "place", "paperwork"), _OF_PROGRAM),
    "backup": "program instead start",
    **dict.fromkeys(("ecfmg_application", "english_test", "pathway"), _OF_EXAM),
    **dict.fromkeys(("exam_registration", "exam"), f"{_OF_EXAM} exam needed"),
    **dict.fromkeys(("visa_application", "visa_interview"), _OF_VISA),
    "esta": "start",
    "flights": "program start place",
    "housing": "place program start end",
    **dict.fromkeys(("letter", "reminder"), "program days review"),
    **dict.fromkeys(("letters_in", "token", "form", "eras_documents", "submit"), _OF_APPLICATION),
    **dict.fromkeys(("nrmp", "rank_list", "soap", "match_day"), _OF_MATCH),
    "last_rotation": "days review",
    "document": "name programs",
}
"""The words in braces that each task may use."""


class Wanted(StrEnum):
    """When a paper is handed in; ``nothing`` where another task covers it."""

    APPLICATION = "application"
    START = "start"
    NOTHING = "nothing"


class TaskRule(Record):
    """The words of a task, with names in braces, and its figures in whole days; the file says what each means.

    Without ``sources`` the figures are an assumption of the planner; with some, a part of them where ``assumed``.
    """

    title: Text
    short: Text
    because: Text
    missed: Text | None
    work_days: Days
    wait_days: Days | None
    from_days: Days | None
    by_days: Days | None
    size: Text
    sources: tuple[SourceId, ...]
    assumed: Flag = False

    @property
    def is_assumed(self) -> bool:
        """Whether some figure is an assumption."""
        return self.assumed or not self.sources


class TaskRules(Record):
    """The tasks by name."""

    ask: TaskRule
    apply: TaskRule
    backup: TaskRule
    place: TaskRule
    paperwork: TaskRule
    ecfmg_application: TaskRule
    exam_registration: TaskRule
    exam: TaskRule
    english_test: TaskRule
    pathway: TaskRule
    visa_application: TaskRule
    visa_interview: TaskRule
    esta: TaskRule
    flights: TaskRule
    housing: TaskRule
    letter: TaskRule
    reminder: TaskRule
    letters_in: TaskRule
    token: TaskRule
    form: TaskRule
    eras_documents: TaskRule
    submit: TaskRule
    nrmp: TaskRule
    rank_list: TaskRule
    soap: TaskRule
    match_day: TaskRule
    last_rotation: TaskRule


class DocumentWords(Record):
    """The words of the task to get any one paper, and why ``work_days`` of the papers have their size."""

    title: Text
    short: Text
    because: Text
    missed: Text
    size: Text


class DocumentRule(Record):
    """One paper: what it is called, when it is handed in, how long it takes, how old it may be then."""

    document: Document
    name: Text
    wanted: Wanted
    work_days: Days | None = None
    fresh_days: Days | None = None
    because: Text | None = None

    @model_validator(mode="after")
    def _says_how_long_or_why_not(self) -> Self:
        is_covered = self.wanted is Wanted.NOTHING
        if is_covered != (self.work_days is None) or is_covered != (self.because is not None):
            raise ValueError("expected because where wanted is nothing, and work_days elsewhere")
        return self


class TasksFile(Record):
    """``tasks.yaml``."""

    schema_: Annotated[Literal["usceplan.tasks/1"], Field(alias="schema")]
    collected: IsoDate
    shown_next: Annotated[int, Field(strict=True, ge=1, le=100)]
    alarm_days_before: tuple[Days, ...]
    tasks: TaskRules
    reminder_days: Days
    document: DocumentWords
    documents: tuple[DocumentRule, ...]
    sources: dict[SourceId, Source]

    def rule_of(self, document: Document) -> DocumentRule:
        """What is known of a paper; every one has a rule."""
        return next(rule for rule in self.documents if rule.document is document)

    def address(self, source_ids: tuple[str, ...]) -> str | None:
        """The address of the first of these sources, or None where there is none."""
        return self.sources[source_ids[0]].url if source_ids else None


def tasks_problems(file: TasksFile) -> list[Found]:
    """Mistakes that no single field shows: sources that are not listed, papers without a rule or with two."""
    unlisted = [
        (path, f'unknown source "{source}"; expected a name listed under sources')
        for path, source in source_references(file)
        if source not in file.sources
    ]
    return [*unlisted, *_word_problems(file), *_document_problems(file)]


def _word_problems(file: TasksFile) -> Iterator[Found]:
    """Words in braces that the planner does not fill in, and braces that are none."""
    for path, record in (
        (("document",), file.document),
        *((("tasks", name), getattr(file.tasks, name)) for name in TaskRules.model_fields),
    ):
        known = WORDS[path[-1]].split()
        for field in ("title", "short", "because", "missed"):
            try:
                words = [word for _, word, _, _ in Formatter().parse(getattr(record, field) or "") if word is not None]
            except ValueError:
                yield (*path, field), "expected every { to be closed by }"
                continue
            for word in words:
                if word not in known:
                    yield (*path, field), expected_of("a word in braces that is filled in", word, known)


def _document_problems(file: TasksFile) -> Iterator[Found]:
    seen: set[Document] = set()
    for number, rule in enumerate(file.documents):
        if rule.document in seen:
            yield ("documents", number, "document"), f"expected each document once, got {rule.document} again"
        seen.add(rule.document)
    missing = [document.value for document in Document if document not in seen]
    if missing:
        yield ("documents",), f"expected a rule for every document; missing: {', '.join(missing)}"
