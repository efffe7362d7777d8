"""An entry in the making: what is known of it so far, what is wrong with an answer, and the entry in the end."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.overlay import program_layers
from usceplan.catalog.own_files import PROGRAMS_FOLDER, OwnFile
from usceplan.catalog.program import Program
from usceplan.catalog.program_rules import NEED_A_SOURCE
from usceplan.catalog.reading import Data
from usceplan.problems import Problem

ANY_PAGE: dict[str, Data] = {
    "url": "https://example.org/page",
    "as_of": None,
    "official": False,
    "supports": [*Program.model_fields],
}
"""Stands for the pages until they are told, so that every other rule can be tried before."""
NEEDED_FACTS: dict[str, Data] = {"name": "a", "institution": "a", "provider": "clinic"}


@dataclass(frozen=True, slots=True)
class Draft:
    """Facts of an entry with an id. ``catalogue`` is what it will lie over: without the entry, where it is new."""

    catalogue: Catalogue
    id: str
    facts: Mapping[str, Data]

    @property
    def is_new(self) -> bool:
        """Whether no entry of the catalogue has the id."""
        return self.id not in self.catalogue.by_id()

    def having(self, fact: str, value: Data) -> "Draft":
        """The draft with one fact more, or another value of one."""
        return replace(self, facts={**self.facts, fact: value})

    def tried(self) -> tuple[Program | None, list[str]]:
        """The program that the facts make so far, and what is wrong with them.

        Whatever is still to be told is taken to be right; there is no program where anything is wrong.
        """
        pages = self.facts.get("sources")
        sources: list[Data] = [ANY_PAGE, *(pages if isinstance(pages, list) else [])]
        needed = NEEDED_FACTS if self.is_new else {}
        programs, problems = self._tried({**needed, **self.facts, "id": self.id, "sources": sources})
        return (None if problems else programs[0]), [problem.message for problem in problems]

    def entry(self) -> dict[str, Data]:
        """The entry as its file writes it."""
        order = [fact for fact in Program.model_fields if fact in self.facts and fact != "id"]
        return {"id": self.id, **{fact: self.facts[fact] for fact in order}}

    def program(self) -> Program | None:
        """The program that the finished entry makes; null where it has a mistake."""
        programs, problems = self._tried(self.entry())
        return None if problems else programs[0]

    def needs_a_page(self, changed: Iterable[str]) -> bool:
        """Whether the loader asks for a page that supports what was changed."""
        return any(fact in NEED_A_SOURCE and self.facts[fact] is not None for fact in changed)

    def with_page(self, page: Mapping[str, Data], changed: Iterable[str]) -> "Draft":
        """The draft with a page before its others that supports what was changed; prices are as old as the page."""
        supports: list[Data] = [fact for fact in changed if self.facts[fact] is not None]
        dated = self if "fees" not in supports else self.having("fees", _dated(self.facts["fees"], page["as_of"]))
        first: Data = {**page, "supports": supports}
        return dated.having("sources", [first, *_others(self.facts.get("sources"), set(supports))])

    def _tried(self, entry: dict[str, Data]) -> tuple[tuple[Program, ...], list[Problem]]:
        problems: list[Problem] = []
        content = json.dumps({"programs": [entry]}).encode()
        layers = program_layers(self.catalogue, (OwnFile(PROGRAMS_FOLDER, "draft", "draft", content),), problems)
        return tuple(one for layer in layers for one in layer.entries), problems


def _dated(fees: Data, as_of: Data) -> Data:
    rows = fees if isinstance(fees, list) else []
    return [{**row, "as_of": as_of} if isinstance(row, dict) and row.get("usd") is not None else row for row in rows]


def _others(pages: Data, replaced: set[Data]) -> list[Data]:
    """Own pages told before, without the facts that were told anew."""
    found: list[Data] = []
    for page in pages if isinstance(pages, list) else []:
        supports = page.get("supports") if isinstance(page, dict) else None
        left: list[Data] = [fact for fact in supports if fact not in replaced] if isinstance(supports, list) else []
        if isinstance(page, dict) and left:
            found.append({**page, "supports": left})
    return found
