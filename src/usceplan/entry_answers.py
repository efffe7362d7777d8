"""What people type about a program, as the data files write it.

Each function takes a text and gives plain data, or raises ``UserError`` with what was expected. Whether the data is
right is for the models and the rules of the catalogue to say.
"""

import re
from collections.abc import Callable

from usceplan.catalog.program import ANY_SPECIALTY
from usceplan.catalog.reading import Data
from usceplan.catalog.specialties import SpecialtiesFile, folded
from usceplan.catalog.vocabulary import FeeRole
from usceplan.problems import UserError
from usceplan.profile import EXAM_WORDS
from usceplan.understanding import money, month_list, specialty, visa

NONE_WORDS = ("none", "nothing", "no one")
"""What stands for an empty list: somebody says that there is none."""
FLAGS = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
OTHER_COSTS: dict[str, Data] = {"item": "other costs", "usd": None, "per": "rotation"}
"""The row for what follows a price that is said not to be complete."""

Parse = Callable[[str], Data]


def plain_text(text: str) -> Data:
    """The text as it is."""
    return text


def word(text: str) -> Data:
    """A word of a vocabulary: ``Academic medical center`` is ``academic-medical-center``."""
    return "-".join(text.casefold().replace("_", "-").split())


def words(text: str) -> Data:
    """Several words, with commas between."""
    return each_of(text, word)


def each_of(text: str, one: Parse) -> list[Data]:
    """What the parts between commas mean, without repeats; ``none`` for an empty list."""
    if text.casefold() in NONE_WORDS:
        return []
    found: list[Data] = []
    for part in text.split(","):
        meant = one(part.strip())
        found += [item for item in (meant if isinstance(meant, list) else [meant]) if item not in found]
    return found


def flag(text: str) -> Data:
    """Yes or no."""
    if text.casefold() in FLAGS:
        return FLAGS[text.casefold()]
    raise UserError(f'expected yes or no, got "{text}"', "Enter leaves it as it is.", "bad-answer")


def number(text: str) -> Data:
    """A whole number, as the loader reads one."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else text


def weeks(text: str) -> Data:
    """Limits in weeks: ``4``, ``4-12``, ``4+`` for at least 4, ``-12`` for at most 12."""
    match = re.fullmatch(
        r"(?P<min>[0-9]{1,3})?\s*(?P<sign>-|to|\+)?\s*(?P<max>[0-9]{1,3})?(\s*weeks?)?", text.casefold()
    )
    if match is None or (match["min"] is None and match["max"] is None) or (match["max"] and not match["sign"]):
        raise UserError(f'expected weeks, got "{text}"', "Write 4, 4-12, 4+ or -12.", "bad-answer")
    least = int(match["min"]) if match["min"] else None
    if match["sign"] is None:
        return {"min": least, "max": least}
    return {"min": least, "max": int(match["max"]) if match["max"] else None}


def lead_weeks(text: str) -> Data:
    """How long before the start one must apply: ``8`` is at least 8 weeks."""
    found = weeks(text)
    assert isinstance(found, dict)
    return {"min": found["min"], "max": None} if found["min"] == found["max"] else found


def months(text: str) -> Data:
    """Months: ``1,2``, ``mar-jun``."""
    return list(month_list(text))


def places(text: str) -> Data:
    """Places with semicolons between: ``Chicago, IL; Boston, MA``, or ``IL`` where the city is unknown."""
    found: list[Data] = []
    for part in text.split(";"):
        city, _, state = part.rpartition(",")
        found.append({"city": city.strip() or None, "state": state.strip().upper()})
    return found


def letter(text: str) -> Data:
    """Whether a letter is given, and on whose paper: ``yes, hospital``."""
    offered, _, letterhead = text.partition(",")
    return {"offered": word(offered), "letterhead": word(letterhead) or None}


def visas(text: str) -> Data:
    """Visas and statuses, in any of the words that people use for them."""
    return each_of(text, lambda part: [one.value for one in visa(part)])


def exams(text: str) -> Data:
    """Exams, by their usual short names too: ``step 1``, ``OET``."""

    def _exam(part: str) -> Data:
        short = "".join(letter for letter in part.casefold() if letter.isalnum())
        return EXAM_WORDS[short].value if short in EXAM_WORDS else word(part)

    return each_of(text, _exam)


def specialties(text: str, known: SpecialtiesFile) -> Data:
    """Specialties by any of their names; ``any`` where one may choose freely."""
    return each_of(text, lambda part: ANY_SPECIALTY if folded(part) == ANY_SPECIALTY else specialty(part, known))


def fees(text: str) -> Data:
    """Fees with semicolons between: ``tuition: 500 per week; application: $100``; ``free`` for none at all."""
    if text.casefold() in ("free", *NONE_WORDS):
        return []
    return [_fee(part.strip()) for part in text.split(";")]


def _fee(text: str) -> Data:
    match = re.fullmatch(
        r"(?:(?P<item>[^:]+):)?\s*(?P<usd>\S+(?: usd)?)(?:\s+(?:per|a|an|each|every)\s+(?P<per>.+))?", text
    )
    if match is None:
        hint = "Write for example: tuition: 500 per week; application: 100; or free."
        raise UserError(f'expected ITEM: AMOUNT per PERIOD, got "{text}"', hint, "bad-answer")
    item = (match["item"] or "participation").strip()
    per = word(match["per"]) if match["per"] else "application" if "application" in item.casefold() else None
    if per is None:
        raise UserError(
            f"what is {item} paid by?", "Write for example: 500 per week, or 500 per rotation.", "bad-answer"
        )
    role = FeeRole.DEPOSIT if "deposit" in item.casefold() else FeeRole.CHARGE
    row: dict[str, Data] = {"item": item, "usd": money(match["usd"]), "per": per}
    return {**row, "role": role.value} if role is not FeeRole.CHARGE else row
