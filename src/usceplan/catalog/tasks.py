"""``tasks.yaml``: what to do on the way to the Match, in words, and how long each thing takes."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from usceplan.catalog.guidance import Source, SourceId, source_references
from usceplan.catalog.values import IsoDate, Record, Text
from usceplan.catalog.vocabulary import Document

Days = Annotated[int, Field(strict=True, ge=0, le=730)]


class Wanted(StrEnum):
    """When a paper is handed in; ``nothing`` where another task covers it."""

    APPLICATION = "application"
    START = "start"
    NOTHING = "nothing"


class TaskRule(Record):
    """The words of a task, with names in braces, and its figures in whole days; the file says what each means.

    Without ``sources`` the figures are an assumption of the planner.
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


def tasks_problems(file: TasksFile) -> list[tuple[tuple[str | int, ...], str]]:
    """Mistakes that no single field shows: sources that are not listed, papers without a rule or with two."""
    unlisted = [
        (path, f'unknown source "{source}"; expected a name listed under sources')
        for path, source in source_references(file)
        if source not in file.sources
    ]
    return [*unlisted, *_document_problems(file)]


def _document_problems(file: TasksFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    times = Counter(rule.document for rule in file.documents)
    for number, rule in enumerate(file.documents):
        if times[rule.document] > 1:
            yield ("documents", number, "document"), f"expected each document once, got {rule.document} again"
    missing = [document.value for document in Document if document not in times]
    if missing:
        yield ("documents",), f"expected a rule for every document; missing: {', '.join(missing)}"
