"""The questions about one program, fact by fact, made from the fields of the model."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from rich.console import Console

from usceplan import entry_answers
from usceplan.catalog.annotations import forms_of
from usceplan.catalog.difference import value_in_words
from usceplan.catalog.draft import Draft
from usceplan.catalog.program import Program
from usceplan.catalog.reading import Data
from usceplan.catalog.specialties import SpecialtiesFile
from usceplan.cli.dialogue import BACK, EXPLAIN, ask, ask_or_back
from usceplan.cli.questions import Question
from usceplan.entry_answers import Parse
from usceplan.output.safe_text import clean
from usceplan.problems import UserError, nearest
from usceplan.words import UNKNOWN

NO_PAGE = "none"
DONE_WORD = "done"
MOST_WORDS = 14
"""Longer lists of words are only begun."""
HOW_TO_ANSWER = (
    f"Enter takes what stands in brackets; {BACK} returns, {EXPLAIN} explains, Ctrl-C leaves. Answer unknown for what "
    "nobody states, and none where a page says that there is none; done leaves all that follows as it is."
)
EXAMPLES: Mapping[str, str] = {
    "name": "Observership in internal medicine",
    "institution": "Lee Clinic",
    "url": "https://www.example.org/observership",
    "locations": "Chicago, IL; Boston, MA; or IL where the city is unknown",
    "specialties": "IM, peds; or any",
    "letter": "yes, hospital",
    "visas_accepted": "b1/b2, j1",
    "max_years_since_graduation": "5",
    "excluded_nationalities": "Iran, Cuba",
    "duration_weeks": "4, 4-12, 4+",
    "start_months": "1, 2, mar-jun",
    "apply_lead_weeks": "8, 8-12",
    "deadlines": "Apply by March 1.",
    "fees": "tuition: 500 per week; application: 100; or free",
}
NAMES = ("name", "institution")
ID = "id"
NEEDED = (*NAMES, "provider")
_SHIPPED_ONLY = ("also_known_as", "entry", "resource_type", "resource_use", "guide_top_ten", "guide_check")
ASKED = tuple(fact for fact in Program.model_fields if fact not in (*NAMES, *_SHIPPED_ONLY, ID, "verified", "sources"))
"""What is asked of every entry besides its names, in the order of the files; the rest follows from it."""


@dataclass(frozen=True, slots=True)
class _FactQuestion:
    """A question about a fact of a draft, whose answers are tried together with all that is known already."""

    draft: Draft
    fact: str
    known: object

    @property
    def question(self) -> Question:
        """As it is asked: Enter keeps what is known, and there is no such way out for what every entry has."""
        default = clean(value_in_words(self.known))
        is_needed = self.fact in NEEDED and self.known is None
        return Question(
            self.fact,
            _text(self.fact),
            EXAMPLES.get(self.fact, ""),
            "" if is_needed else default,
            self.understood,
            explanation=_explanation(self.fact),
        )

    def understood(self, text: str) -> str:
        """What an answer means. Raises ``UserError`` for one that the entry cannot hold."""
        default = self.question.default
        is_done = text.casefold() == DONE_WORD
        if not text or (is_done and not default):
            raise _left_out(self.fact)
        if is_done:
            return "the rest as it is"
        if text == default:
            return default if default == UNKNOWN else "as it is"
        program, mistakes = self.draft_with(text).tried()
        if program is None:
            raise UserError(mistakes[0], "", "bad-answer")
        return clean(value_in_words(getattr(program, self.fact)))

    def answered(self, text: str) -> Draft:
        """The draft with an answer that has been understood, where it tells anything new."""
        if text == self.question.default:
            return self.draft
        answered = self.draft_with(text)
        program, _ = answered.tried()
        return self.draft if getattr(program, self.fact) == self.known else answered

    def draft_with(self, text: str) -> Draft:
        """The draft with this answer."""
        value = None if text.casefold() == UNKNOWN else _parse(self.fact, self.draft.catalogue.specialties)(text)
        if self.fact == "letter" and value is None:
            value = {"offered": None, "letterhead": None}
        changed = self.draft.having(self.fact, value)
        if self.fact == "fees":
            return changed.having("fees_complete", None)  # asked anew
        if self.fact == "fees_complete" and value is False:
            fees = self.draft.facts["fees"]
            assert isinstance(fees, list)
            return changed.having("fees", [*fees, entry_answers.OTHER_COSTS])
        return changed


@dataclass(frozen=True, slots=True)
class _IdQuestion:
    """The question about the id of a new entry, which is made of its institution and its name unless told otherwise."""

    draft: Draft

    @property
    def question(self) -> Question:
        """As it is asked: Enter takes the id that is made, where no entry has it yet."""
        names = f"{self.draft.facts['institution']} {self.draft.facts['name']}".casefold()
        words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in names).split()
        usual = "-".join(dict.fromkeys(words))
        return Question(
            ID,
            f"{ID}: {Program.model_fields[ID].description}",
            "",
            "" if usual in self.draft.catalogue.by_id() else usual,
            self.understood,
            explanation="By this name commands find the entry: usceplan programs show ID.",
        )

    def understood(self, text: str) -> str:
        """The id. Raises ``UserError`` for one that no new entry can have."""
        if text.casefold() == DONE_WORD:
            raise _left_out(ID)
        if text in self.draft.catalogue.by_id():
            hint = f"To change that one: usceplan catalog edit {text}"
            raise UserError(f'"{text}" is the id of an entry already', hint, "bad-answer")
        _, mistakes = self.answered(text).tried()
        if mistakes:
            raise UserError(mistakes[0], "", "bad-answer")
        return text

    def answered(self, text: str) -> Draft:
        """The draft with this id."""
        return replace(self.draft, id=text)


def _left_out(fact: str) -> UserError:
    return UserError(f"every entry has its {fact}", "It cannot be left out.", "bad-answer")


def _text(fact: str) -> str:
    words = _known_words(fact)
    more = f", and others ({EXPLAIN} lists them)" if len(words) > MOST_WORDS else ""
    description = Program.model_fields[fact].description
    return f"{fact}: {description}" + (f"\n  {', '.join(words[:MOST_WORDS])}{more}" if words else "")


def _explanation(fact: str) -> str:
    words = _known_words(fact)
    known = f"The words for this fact: {', '.join(words)}. " if words else "Write it as the program's page has it. "
    return known + HOW_TO_ANSWER


def _known_words(fact: str) -> list[str]:
    return [] if fact == "visas_accepted" else _words(Program.model_fields[fact].annotation)


def _words(annotation: object) -> list[str]:
    """The words that may be told, where there is a list of them."""
    for form in _forms_within(annotation):
        if isinstance(form, type) and issubclass(form, Enum):
            return [str(word.value) for word in form]
        if form is bool:
            return ["yes", "no"]
    return []


def _forms_within(annotation: object) -> Iterator[object]:
    """The types that an annotation allows, and those of the items of lists."""
    for form in forms_of(annotation):
        yield form
        for inner in getattr(form, "__args__", ()):
            yield from forms_of(inner)


def _parse(fact: str, specialties: SpecialtiesFile) -> Parse:
    """How an answer is read: by the fact's own way, else by what the model says of it."""
    own: dict[str, Parse] = {
        "locations": entry_answers.places,
        "specialties": partial(entry_answers.specialties, known=specialties),
        "letter": entry_answers.letter,
        "exams_required": entry_answers.exams,
        "visas_accepted": entry_answers.visas,
        "duration_weeks": entry_answers.weeks,
        "start_months": entry_answers.months,
        "apply_lead_weeks": entry_answers.lead_weeks,
        "fees": entry_answers.fees,
    }
    return own.get(fact) or _usual_parse(Program.model_fields[fact].annotation)


def _usual_parse(annotation: object) -> Parse:
    forms = list(forms_of(annotation))
    if bool in forms:
        return entry_answers.flag
    if int in forms:
        return entry_answers.number
    one = entry_answers.word if _words(annotation) else entry_answers.plain_text
    return partial(entry_answers.each_of, one=one) if any(hasattr(form, "__args__") for form in forms) else one


def facts_named(names: Iterable[str]) -> tuple[str, ...]:
    """The facts to ask for when only these are wanted, in the order of the files; all where none is named.

    Raises ``UserError`` for a name that is none.
    """
    known = (*NAMES, *ASKED)
    wanted = {name.strip().replace("-", "_") for name in names}
    for name in sorted(wanted - set(known)):
        close = nearest(name, known)
        hint = f'Did you mean "{close}"? ' if close else ""
        raise UserError(f'--fact: no fact is called "{name}"', f"{hint}Choose of {', '.join(known)}.", "unknown-fact")
    if "fees" in wanted:
        wanted.add("fees_complete")
    return tuple(fact for fact in known if not wanted or fact in wanted)


def ask_facts(draft: Draft, known: Program | None, facts: Iterable[str], console: Console) -> Draft:
    """The draft with what was answered otherwise than it is known. Raises ``EOFError`` when the input ends.

    The id is asked for like a fact, after the names of which it is made.
    """
    names, number, earlier = tuple(facts), 0, list[tuple[int, Draft]]()
    while number < len(names):
        fact = names[number]
        is_anew = fact == "fees_complete"
        if is_anew and not draft.facts.get("fees"):
            number += 1
            continue
        known_fact = getattr(known, fact) if known is not None and not is_anew else None
        asked = _IdQuestion(draft) if fact == ID else _FactQuestion(draft, fact, known_fact)
        text = ask_or_back(asked.question, console, is_first=not earlier)
        if text is None:
            number, draft = earlier.pop()
            continue
        if text.casefold() == DONE_WORD:
            break
        earlier.append((number, draft))
        number, draft = number + 1, asked.answered(text)
    return draft


def ask_page(draft: Draft, changed: list[str], console: Console) -> Draft:
    """The draft with the page that states what was changed; without one where none is needed and none is told."""
    is_needed = draft.is_new or draft.needs_a_page(changed)

    def tried(url: str, as_of: Data) -> None:
        page: dict[str, Data] = {"url": url, "as_of": as_of, "official": False, "supports": ["name"]}
        _, mistakes = draft.having("sources", [page]).tried()
        if mistakes:
            raise UserError(mistakes[0], "", "bad-answer")

    def understood_url(text: str) -> str:
        if text != NO_PAGE or is_needed:
            tried(text, None)
        return text

    def understood_as_of(text: str) -> str:
        tried(url, _or_unknown(text))
        return text

    where = "source: the page that states these facts"
    default, why = "" if is_needed else NO_PAGE, "Copy its address from the browser, so that anybody can look it up."
    url = ask(Question("url", where, EXAMPLES["url"], default, understood_url, explanation=why), console)
    if url == NO_PAGE:
        return draft
    when = "as_of: the day, month or year that the page states or implies"
    example, why = "2026-11-22, 2026-11, 2026", "It tells how old the facts are. A page that gives none is unknown."
    as_of = ask(Question("as_of", when, example, UNKNOWN, understood_as_of, explanation=why), console)
    whose = "official: whether the page is the program's own, or its institution's"
    why = "Answer no for a page of anybody else: a list, a forum, a blog."
    official = ask(Question("official", whose, "yes, no", "", _yes_or_no, explanation=why), console)
    page: dict[str, Data] = {"url": url, "as_of": _or_unknown(as_of), "official": entry_answers.flag(official)}
    return draft.with_page(page, changed)


def ask_yes(text: str, console: Console) -> bool:
    """Whether the answer is yes; Enter is no."""
    why = "Until you answer yes, nothing is written."
    return entry_answers.flag(ask(Question("yes", text, "yes, no", "no", _yes_or_no, explanation=why), console)) is True


def _yes_or_no(text: str) -> str:
    return value_in_words(entry_answers.flag(text))


def _or_unknown(text: str) -> Data:
    return None if text.casefold() == UNKNOWN else text
