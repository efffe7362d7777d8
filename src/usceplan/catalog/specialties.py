"""Specialties: what they are called, how close they are, and the figures of the Match for IMGs in them.

The file writes each pair of related specialties once; it is read in both directions. A count, a rate or a score that no
source gives is ``None``.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from usceplan.catalog.values import AsOf, Flag, IsoDate, PageAddress, Record, Slug, Text, Year
from usceplan.catalog.vocabulary import Confidence
from usceplan.problems import Found, PathParts
from usceplan.scales import THOUSAND

_FILLERS = frozenset({"and", "the", "of"})


def _decimal(value: object) -> object:
    """A number as it is written: 57.1 is 57.1, with no binary fraction behind it."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        text = str(value)
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
            return Decimal(text)
    raise ValueError("expected a number")


def _tenths(value: object) -> object:
    number = _decimal(value)
    if isinstance(number, Decimal) and number * 10 == (number * 10).to_integral_value():
        return number
    raise ValueError("expected a number in steps of 0.1")


Percent = Annotated[
    Decimal,
    Field(ge=0, le=100),
    BeforeValidator(_decimal),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100}),
]
Closeness = Annotated[
    Decimal,
    Field(gt=0, le=1, description="1 is the same field; steps of 0.1"),
    BeforeValidator(_tenths),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 1, "multipleOf": 0.1}),
]
Importance = Annotated[
    Decimal,
    Field(ge=1, le=5),
    BeforeValidator(_decimal),
    WithJsonSchema({"type": "number", "minimum": 1, "maximum": 5}),
]
Count = Annotated[int, Field(strict=True, ge=0)]
Score = Annotated[int, Field(strict=True, ge=1, le=300, description="a USMLE three-digit score")]
SourceIds = tuple[Slug, ...]


class MatchSystem(StrEnum):
    """Who runs the Match of a specialty."""

    NRMP = "nrmp"
    AUA = "aua"
    SF_MATCH = "sf-match"


class Method(StrEnum):
    """How a row of Match figures was made."""

    REPORTED = "reported"
    REPORTED_COLUMNS_SEPARATED = "reported-columns-separated"
    FILLED_FROM_UNFILLED = "filled-from-unfilled"
    COMPUTED_FROM_PERCENT = "computed-from-percent"
    SHARE_ONLY = "share-only"
    RATES_ONLY = "rates-only"
    NOT_FOUND = "not-found"


class SourceKind(StrEnum):
    """What sort of page a figure was read from."""

    OFFICIAL = "official"
    OFFICIAL_COPY = "official-copy"
    SOCIETY = "society"
    SCHOOL = "school"
    JOURNAL = "journal"
    JOURNAL_ABSTRACT = "journal-abstract"
    PRESS = "press"
    COMMERCIAL = "commercial"
    LOW_QUALITY_COPY = "low-quality-copy"


class Source(Record):
    """A page. ``as_of`` is the day of publication where known, else the last year that its figures describe."""

    url: PageAddress
    publisher: Text
    kind: SourceKind
    as_of: AsOf | None
    published: AsOf | None
    data_years: tuple[Year, Year] | None


class MatchYear(Record):
    """Positions of one specialty in one Match. Counts are positions filled before SOAP."""

    match_year: Year
    track: Text | None = None
    offered: Count | None
    filled: Count | None
    filled_by_us_img: Count | None
    filled_by_non_us_img: Count | None
    img_share_of_filled_pct: Percent | None = None
    us_img_pct_of_offered: Percent | None = None
    non_us_img_pct_of_offered: Percent | None = None
    count_uncertainty: Count | None = None
    method: Method
    confidence: Confidence | None
    sources: SourceIds
    note: Text | None = None

    @model_validator(mode="after")
    def _counts_fit(self) -> Self:
        if self.offered is not None and self.filled is not None and self.filled > self.offered:
            raise ValueError("expected filled to be at most offered")
        if self.filled is not None and (self.filled_by_us_img or 0) + (self.filled_by_non_us_img or 0) > self.filled:
            raise ValueError("expected the IMG counts to be at most filled")
        return self

    @model_validator(mode="after")
    def _found_has_source(self) -> Self:
        found = self.method is not Method.NOT_FOUND
        if found != bool(self.sources) or found != (self.confidence is not None):
            raise ValueError("expected sources and a confidence exactly where method is not not-found")
        counts = (self.offered, self.filled, self.filled_by_us_img, self.filled_by_non_us_img)
        if not found and any(count is not None for count in counts):
            raise ValueError("expected no counts where method is not-found")
        return self


class PreferringRate(Record):
    """Share of the applicants who preferred the specialty that matched in it."""

    us_img_pct: Percent | None
    non_us_img_pct: Percent | None
    all_img_pct: Percent | None
    data_years: tuple[Year, Year]
    confidence: Confidence
    sources: SourceIds
    note: Text | None = None


class Step2Mean(Record):
    """Mean Step 2 CK score of those who matched in the specialty.

    ``labels_doubtful`` is true where it is in doubt which of the two groups has which mean.
    """

    us_img: Score | None
    non_us_img: Score | None
    data_year: Year
    labels_doubtful: Flag = False
    confidence: Confidence
    sources: SourceIds
    warning: Text | None = None


class MatchRecord(Record):
    """The Match figures of one specialty; ``table`` is the heading under which they are published."""

    system: MatchSystem
    table: Text
    years: tuple[MatchYear, ...]
    match_rate_preferring: PreferringRate | None
    step_2_ck_matched_mean: Step2Mean | None
    note: Text | None
    sources: SourceIds


class Specialty(Record):
    """One specialty. ``residency`` is true where it can be entered directly through a Match.

    ``related`` gives the closeness to other specialties; a pair is written with one of the two and holds for both.
    """

    id: Slug
    name: Text
    aliases: tuple[Text, ...]
    residency: Flag
    related: dict[Slug, Closeness]
    match: MatchRecord | None


class Ambiguous(Record):
    """A word that people type for more than one specialty."""

    text: Text
    means: Annotated[tuple[Slug, ...], Field(min_length=2)]


class ClosenessBasis(Record):
    """Where the closeness values come from, and how far they can be trusted."""

    confidence: Confidence
    basis: Text


class MatchTotals(Record):
    """Applicants and positions of one Main Residency Match as a whole."""

    match_year: Year
    registered: Count | None
    active: Count | None
    positions_all_levels: Count | None
    filled: Count | None
    pgy1_positions: Count | None
    fill_rate_pct: Percent | None
    confidence: Confidence | None
    sources: SourceIds
    note: Text | None = None


class Pgy1Rates(Record):
    """How many active IMG applicants matched to a first-year position."""

    match_year: Year
    us_img_match_rate_pct: Percent | None
    non_us_img_match_rate_pct: Percent | None
    all_img_match_rate_pct: Percent | None
    us_img_matched: Count | None
    non_us_img_matched: Count | None
    confidence: Confidence | None
    sources: SourceIds
    note: Text | None = None


class SurveyFactor(Record):
    """One factor of a director survey: who names it for interviews, and its mean importance, 1 to 5, among them."""

    factor: Text
    citing_pct: Percent | None
    importance: Importance | None


class DirectorSurvey(Record):
    """One survey of program directors; ``specialty`` is null where it covers all."""

    id: Slug
    year: Year
    specialty: Slug | None
    response_rate_pct: Percent | None
    confidence: Confidence
    sources: SourceIds
    facts: tuple[Text, ...]
    factors: tuple[SurveyFactor, ...] | None


class DirectorSurveys(Record):
    """The surveys found, and the two items that every reader looks for and that were not found."""

    how_to_read: Text
    share_of_programs_interviewing_or_ranking_imgs: Percent | None
    time_since_graduation_item: Percent | None
    surveys: tuple[DirectorSurvey, ...]


class VisaAcceptance(Record):
    """How many residency programs of one specialty say in public which visas they take."""

    specialty: Slug
    programs_studied: Count
    accept_j1: Count
    accept_j1_pct: Percent
    of_those_j1_only: Count
    of_those_also_h1b: Count
    h1b_pct_of_all: Percent
    as_of: AsOf | None
    confidence: Confidence
    sources: SourceIds
    note: Text | None


class MeanScore(Record):
    """A mean score of one group in one year."""

    mean: Score
    data_year: Year
    confidence: Confidence
    sources: SourceIds


class ScoresBySpecialty(Record):
    """Mean scores of one group of applicants who matched."""

    overall: Score
    by_specialty: dict[Slug, Score]


class HistoricScores(Record):
    """Old mean Step 2 CK scores of matched IMGs, good only to compare specialties."""

    data_year: Year
    confidence: Confidence
    sources: SourceIds
    warning: Text
    us_img: ScoresBySpecialty
    non_us_img: ScoresBySpecialty


class Step2Scores(Record):
    """Step 2 CK scores over all specialties."""

    us_md_seniors_matched: MeanScore
    historic: HistoricScores
    by_specialty_2022_2024: dict[Slug, Score] | None


class ImgMatch(Record):
    """The Match for IMGs as a whole; ``missing`` names the figures that were looked for and not found."""

    newest_full_year: Year
    warning: Text
    definitions: dict[Slug, Text]
    percent_method: Text
    totals: tuple[MatchTotals, ...]
    pgy1_match_rates: tuple[Pgy1Rates, ...]
    director_surveys: DirectorSurveys
    visa_acceptance: VisaAcceptance
    step_2_ck: Step2Scores
    missing: tuple[Text, ...]


class SpecialtiesFile(Record):
    """``specialties.yaml``: every specialty, the words that mean several, and the Match figures with their sources."""

    schema_: Annotated[Literal["usceplan.specialties/1"], Field(alias="schema")]
    collected: IsoDate
    closeness: ClosenessBasis
    specialties: tuple[Specialty, ...]
    ambiguous: tuple[Ambiguous, ...]
    img_match: ImgMatch
    sources: dict[Slug, Source]

    @cached_property
    def by_id(self) -> dict[str, Specialty]:
        """Each specialty by its id."""
        return {each.id: each for each in self.specialties}

    @cached_property
    def meanings(self) -> dict[str, tuple[str, ...]]:
        """For each folded id, name, alias and ambiguous word: the ids it can mean, in the order of the file."""
        found: dict[str, list[str]] = {}
        words = [(word, each.id) for each in self.specialties for word in (each.id, each.name, *each.aliases)]
        words += [(each.text, meant) for each in self.ambiguous for meant in each.means]
        for word, meant in words:
            ids = found.setdefault(folded(word), [])
            if meant not in ids:
                ids.append(meant)
        return {word: tuple(ids) for word, ids in found.items()}

    @cached_property
    def thousandths(self) -> dict[tuple[str, str], int]:
        """The closeness of each written pair, in both directions, in thousandths."""
        pairs: dict[tuple[str, str], int] = {}
        for each in self.specialties:
            for other, value in each.related.items():
                pairs[each.id, other] = pairs[other, each.id] = int(value * THOUSAND)
        return pairs


def folded(text: str) -> str:
    """The text as it is compared: no case, accents, punctuation, spaces, "and", "of" or plural ending.

    "OB/GYN", "ob gyns" and "Ob & Gyn" fold to the same word. A text without a letter or digit folds to nothing.
    """
    plain = text if text.isascii() else _without_marks(text)
    words = re.findall(r"[a-z0-9]+", plain.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", ""))
    return "".join(_singular(word) for word in words if word not in _FILLERS)


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    # Short words are abbreviations (EMS), where the last letter stands for a word.
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def closeness(file: SpecialtiesFile, target: str, other: str) -> int:
    """How close two specialties are, in thousandths: 1000 for the same, 0 for a pair that the file does not relate."""
    return THOUSAND if target == other else file.thousandths.get((target, other), 0)


def name_of(file: SpecialtiesFile, specialty: str) -> str:
    """The name to show for an id.

    Raises:
        KeyError: the file has no specialty with this id.
    """
    return file.by_id[specialty].name


def name_in_text(file: SpecialtiesFile, specialty: str) -> str:
    """The name within a sentence: ``hematology and oncology``, ``otolaryngology (ENT)``.

    Raises:
        KeyError: the file has no specialty with this id.
    """
    name = name_of(file, specialty)
    return name[:1].lower() + name[1:]


def specialties_problems(file: SpecialtiesFile) -> list[Found]:
    """What the file says that cannot be: unknown ids, pairs written twice, words that mean two things unsaid.

    Each problem is the path of keys and positions to its place, and a message.
    """
    return [
        *_id_problems(file),
        *_relation_problems(file),
        *_word_problems(file),
        *_reference_problems(file),
        *_source_problems(file.model_dump(by_alias=True, mode="json"), file.sources, ()),
    ]


def _id_problems(file: SpecialtiesFile) -> Iterator[Found]:
    seen: set[str] = set()
    for index, each in enumerate(file.specialties):
        if each.id in seen:
            yield ("specialties", index, "id"), f"{each.id} is the id of an earlier specialty"
        seen.add(each.id)


def _relation_problems(file: SpecialtiesFile) -> Iterator[Found]:
    written: set[frozenset[str]] = set()
    for index, each in enumerate(file.specialties):
        for other in each.related:
            path = ("specialties", index, "related", other)
            if other == each.id:
                yield path, "a specialty is not related to itself"
            elif other not in file.by_id:
                yield path, f"no specialty has the id {other}"
            elif frozenset((each.id, other)) in written:
                yield path, f"the pair {each.id} and {other} is already written with {other}"
            written.add(frozenset((each.id, other)))


def _word_problems(file: SpecialtiesFile) -> Iterator[Found]:
    owner: dict[str, str] = {}
    for index, each in enumerate(file.specialties):
        own = [(("specialties", index, "id"), each.id), (("specialties", index, "name"), each.name)]
        aliases = [(("specialties", index, "aliases", at), alias) for at, alias in enumerate(each.aliases)]
        for path, word in [*own, *aliases]:
            first = owner.setdefault(folded(word), each.id)
            if not folded(word):
                yield path, f"expected letters or digits in {word!r}"
            elif first != each.id:
                yield path, f"{word!r} already means {first}; list it under ambiguous if it means both"
    for index, ambiguous in enumerate(file.ambiguous):
        if folded(ambiguous.text) in owner:
            text = f"{ambiguous.text!r} already means {owner[folded(ambiguous.text)]} alone"
            yield ("ambiguous", index, "text"), text


def _reference_problems(file: SpecialtiesFile) -> Iterator[Found]:
    scores = file.img_match.step_2_ck
    mentions: list[Found] = [(("img_match", "visa_acceptance", "specialty"), file.img_match.visa_acceptance.specialty)]
    for index, ambiguous in enumerate(file.ambiguous):
        mentions += [(("ambiguous", index, "means", at), meant) for at, meant in enumerate(ambiguous.means)]
    for index, survey in enumerate(file.img_match.director_surveys.surveys):
        if survey.specialty is not None:
            mentions.append((("img_match", "director_surveys", "surveys", index, "specialty"), survey.specialty))
    for group, found in (("us_img", scores.historic.us_img), ("non_us_img", scores.historic.non_us_img)):
        path = ("img_match", "step_2_ck", "historic", group, "by_specialty")
        mentions += [((*path, mentioned), mentioned) for mentioned in found.by_specialty]
    recent = scores.by_specialty_2022_2024 or {}
    mentions += [(("img_match", "step_2_ck", "by_specialty_2022_2024", mentioned), mentioned) for mentioned in recent]
    for path_to, mentioned in mentions:
        if mentioned not in file.by_id:
            yield path_to, f"no specialty has the id {mentioned}"


def _source_problems(value: object, known: dict[str, Source], path: PathParts) -> Iterator[Found]:
    """Every list under a key ``sources``, at any depth, must name entries of the file's ``sources``."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "sources" and isinstance(inner, list):
                for at, mentioned in enumerate(inner):
                    if mentioned not in known:
                        yield (*path, key, at), f"no source has the id {mentioned}"
            else:
                yield from _source_problems(inner, known, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _source_problems(inner, known, (*path, at))
