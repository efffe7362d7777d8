"""Finding entries by words, in any order, with other names and small typing errors.

The rule: every word is looked for in each entry. Where it stands gives the weight (``Where``), how it is found gives
the quality (``How``), and a word's points are the product of the two, the best for each entry. Entries that have all
words come first, then those with the most points, placements before resources, and the first in order of ids. Words
are found misspelled only if nothing has them, or begins with them, as they are.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache, cached_property

from usceplan.browse.listing import row
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.places import PlacesFile
from usceplan.catalog.program import ANY_SPECIALTY, Location, Program
from usceplan.catalog.specialties import SpecialtiesFile, Specialty
from usceplan.catalog.vocabulary import EntryType
from usceplan.output.browse_results import FoundProgram, ProgramSearch, WordMatch
from usceplan.problems import NothingFoundError, UserError
from usceplan.report_parts import catalogue_info
from usceplan.words import INVOLVEMENT_NAMES, VISA_NAMES

RULE = (
    "Best first: a word counts most in a name or institution, less in a place or specialty, then kind and other facts, "
    "least in notes; as it is before another name for it, its beginning, or a misspelling. The same score: "
    "placements first, then by id."
)
FILLERS = frozenset(["a", "an", "and", "at", "for", "from", "in", "me", "of", "on", "or", "the", "to", "with"])
"""Words that say nothing here, unless they are written in capitals as the code of a state."""
_CODES = frozenset({"IN", "ME", "OR"})
_BRACKETS = re.compile(r"\([^()]*\)")
_SHORTEST_BEGINNING = 3
_SHORTEST_MISSPELLED = 4
_TWO_ERRORS = 8
"""From this length on a word may have two errors."""


class Where(IntEnum):
    """The part of an entry that a word stands in, by weight."""

    NAME = 10
    PLACE = 9
    SPECIALTY = 8
    FACT = 5
    NOTES = 2


class How(IntEnum):
    """How exactly a word was found, by quality."""

    SAME = 10
    OTHER_NAME = 9
    BEGINNING = 6
    MISSPELLED = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands in an entry, and whether as another name for what the entry says."""

    where: Where
    is_other_name: bool

    def points(self, how: How) -> int:
        """What a word found here counts, if found so."""
        quality = How.OTHER_NAME if self.is_other_name and how is How.SAME else how
        return self.where * quality


@dataclass(frozen=True)
class Index:
    """Every word of every entry, with the best place it has there."""

    entries: Mapping[str, Mapping[str, Place]]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words."""
        return frozenset(word for entry in self.entries.values() for word in entry)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a word of the search is taken for: words of the index, and how each was found."""

    typed: str
    found: Mapping[str, How]


@cache
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: no case, accents or punctuation; ``M.D.`` and ``D.C.`` are one word."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one)).casefold()
    joined = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain).replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return tuple(re.findall(r"[^\W_]+", joined))


def typed_words(texts: Iterable[str]) -> list[str]:
    """The words of a search without those that say nothing, each once. Raises ``UserError`` where none is left."""
    parts = [part for text in texts for part in text.split()]
    found = dict.fromkeys(word for part in parts for word in words_of(part) if part in _CODES or word not in FILLERS)
    if not found:
        raise UserError("there is no word to search for", "For example: usceplan programs search NYC peds", "no-words")
    return list(found)


def index_of(catalogue: Catalogue) -> Index:
    """The words of all entries."""
    places = _PlaceWords(catalogue.places)
    return Index({program.id: _entry(program, catalogue.specialties, places) for program in catalogue.programs})


def search(catalogue: Catalogue, index: Index, texts: Iterable[str], today: date, most: int) -> ProgramSearch:
    """The entries that have the words, the best first, at most so many; ``index`` is that of the catalogue.

    Where no entry has all of them, those that have the most. Raises ``NothingFoundError`` where none has any.
    """
    words = typed_words(texts)
    readings = [_read(word, index.vocabulary) for word in words]
    scored = [(_matched(readings, index.entries[program.id]), program) for program in catalogue.programs]
    best = max(len(matches) for matches, _ in scored)
    if best == 0:
        hint = "Try fewer or other words, or list all: usceplan programs list"
        raise NothingFoundError(f"no entry has {' or '.join(words)}", hint, "nothing-found")
    found = [(matches, program) for matches, program in scored if len(matches) == best]
    found.sort(key=lambda pair: (-_score(pair[0]), pair[1].entry is EntryType.RESOURCE, pair[1].id))
    everywhere = {match.word for matches, _ in found for match, _ in matches}
    return ProgramSearch(
        generated_on=today,
        catalogue=catalogue_info(catalogue),
        words=words,
        missing=[word for word in words if word not in everywhere],
        total=len(found),
        programs=[
            FoundProgram(
                score=_score(matches),
                matches=[match for match, _ in matches],
                program=row(program, catalogue),
            )
            for matches, program in found[:most]
        ],
        rule=RULE,
    )


def likely_ids(catalogue: Catalogue, text: str, most: int) -> list[str]:
    """The entries that somebody who wrote this for an id may have meant: those that have all of its words."""
    try:
        found = search(catalogue, index_of(catalogue), [text], catalogue.collected, most)
    except UserError:
        return []
    return [] if found.missing else [one.program.id for one in found.programs]


_Matches = list[tuple[WordMatch, int]]


def _score(matches: _Matches) -> int:
    return sum(points for _, points in matches)


def _matched(readings: list[_Reading], entry: Mapping[str, Place]) -> _Matches:
    """For each word that the entry has: how it was found, and its points."""
    found: _Matches = []
    for reading in readings:
        options = [(entry[word].points(how), word, how) for word, how in reading.found.items() if word in entry]
        if options:
            points, word, how = min(options, key=lambda option: (-option[0], option[1]))
            found.append((_match(reading.typed, word, entry[word], how), points))
    return found


def _match(typed: str, word: str, place: Place, how: How) -> WordMatch:
    shown = How.OTHER_NAME if place.is_other_name and how is How.SAME else how
    return WordMatch.model_validate(
        {"word": typed, "found": word, "where": place.where.name.lower(), "how": shown.name.lower().replace("_", "-")}
    )


def _read(typed: str, vocabulary: frozenset[str]) -> _Reading:
    """The words that a typed word stands for: itself and what begins with it, else what is nearly spelled so."""
    found = {typed: How.SAME} if typed in vocabulary else {}
    if len(typed) >= _SHORTEST_BEGINNING:
        found |= {word: How.BEGINNING for word in vocabulary if word.startswith(typed) and word != typed}
    if not found and len(typed) >= _SHORTEST_MISSPELLED:
        found = _misspelled(typed, vocabulary)
    return _Reading(typed, found)


def _misspelled(typed: str, vocabulary: frozenset[str]) -> dict[str, How]:
    """The words with the fewest errors, within the number allowed for the length."""
    allowed = 2 if len(typed) >= _TWO_ERRORS else 1
    by_errors: dict[int, list[str]] = defaultdict(list)
    for word in vocabulary:
        if len(word) >= _SHORTEST_MISSPELLED and abs(len(word) - len(typed)) <= allowed:
            by_errors[errors(typed, word)].append(word)
    fewest = min((number for number in by_errors if number <= allowed), default=None)
    return {} if fewest is None else dict.fromkeys(by_errors[fewest], How.MISSPELLED)


def errors(one: str, other: str) -> int:
    """How many letters must be left out, put in, changed, or exchanged with their neighbor to get one from the other.

    This is the optimal string alignment distance.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row_number, letter in enumerate(one, 1):
        current = [row_number]
        for column, another in enumerate(other, 1):
            least = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != another))
            swapped = row_number > 1 and column > 1 and letter == other[column - 2] and one[row_number - 2] == another
            current.append(min(least, before[column - 2] + 1) if swapped else least)
        before, last = last, current
    return last[-1]


def _entry(program: Program, specialties: SpecialtiesFile, places: "_PlaceWords") -> dict[str, Place]:
    """The words of one entry, each at the place where it counts most."""
    found: dict[str, Place] = {}
    for text, place in _texts(program, specialties, places):
        # Fillers are the codes of states, or nothing.
        words = (word for word in words_of(text) if word not in FILLERS or place.where is Where.PLACE)
        for word in words:
            if word not in found or place.points(How.SAME) > found[word].points(How.SAME):
                found[word] = place
    return found


def _texts(program: Program, specialties: SpecialtiesFile, places: "_PlaceWords") -> Iterator[tuple[str, Place]]:
    name, fact = Place(Where.NAME, is_other_name=False), Place(Where.FACT, is_other_name=False)
    other_name = Place(Where.NAME, is_other_name=True)
    for text in (program.id, program.name, _BRACKETS.sub("", program.institution)):
        yield text, name
    for text in _BRACKETS.findall(program.institution):
        yield text, other_name  # a parent, an older name, or what it is not to be confused with
    for text in program.also_known_as:
        yield text, other_name
        yield _in_one(text), other_name
    for location in program.locations or ():
        yield from places.of(location)
    yield from _specialty_texts(program, specialties)
    for word in (program.kind, program.provider, program.resource_type, program.status, *(program.settings or ())):
        yield word or "", fact
    yield INVOLVEMENT_NAMES[program.hands_on] if program.hands_on else "", fact
    for visa in program.visas_accepted or ():
        yield f"{visa} {VISA_NAMES[visa]}", fact
    for prose in (program.notes, program.resource_use, program.guide_check, program.competitive):
        yield prose or "", Place(Where.NOTES, is_other_name=False)


def _specialty_texts(program: Program, specialties: SpecialtiesFile) -> Iterator[tuple[str, Place]]:
    own = program.specialties or ()
    for each in own:
        if each != ANY_SPECIALTY:
            yield from _names(specialties.by_id[each], Where.SPECIALTY)
    if ANY_SPECIALTY in own:
        yield "any", Place(Where.SPECIALTY, is_other_name=False)
        for specialty in specialties.specialties:
            yield from _names(specialty, Where.FACT)


def _names(specialty: Specialty, where: Where) -> Iterator[tuple[str, Place]]:
    yield f"{specialty.id} {specialty.name}", Place(where, is_other_name=False)
    for alias in specialty.aliases:
        yield alias, Place(where, is_other_name=True)
        yield _in_one(alias), Place(where, is_other_name=True)


def _in_one(text: str) -> str:
    """``OB/GYN`` as people write it in one word."""
    return "".join(words_of(text))


class _PlaceWords:
    """The words for places: those a page uses, and what else people say for the city, its metro and its state."""

    def __init__(self, file: PlacesFile) -> None:
        self._file = file
        self._metros = {(city.city, city.state): city.metro for city in file.cities}

    def of(self, place: Location) -> Iterator[tuple[str, Place]]:
        """The texts of one place."""
        state = self._file.states[place.state]
        yield f"{place.city or ''} {place.state} {state.name}", Place(Where.PLACE, is_other_name=False)
        others = [*state.aliases]
        metro = self._file.metros.get(self._metros.get((place.city or "", place.state), ""))
        if metro is not None:
            others += [metro.name, *metro.aliases]
        for other in others:
            yield other, Place(Where.PLACE, is_other_name=True)
