"""The words of the vocabulary as a person reads them, and small helpers of grammar."""

from collections.abc import Iterable

from usceplan.catalog.program import Program
from usceplan.catalog.vocabulary import (
    Exam,
    Involvement,
    Kind,
    ResidencySeekers,
    ResourceType,
    Status,
    Visa,
    VisaSupport,
)

VISA_NAMES = {
    Visa.US_PERSON: "U.S. citizen or permanent resident",
    Visa.B1: "B-1",
    Visa.B2: "B-2",
    Visa.ESTA: "ESTA (visa waiver)",
    Visa.F1: "F-1",
    Visa.F2: "F-2",
    Visa.H1B: "H-1B",
    Visa.H4: "H-4",
    Visa.J1: "J-1",
    Visa.J2: "J-2",
    Visa.L2: "L-2",
    Visa.O1: "O-1",
    Visa.O3: "O-3",
}

EXAM_NAMES = {
    Exam.STEP_1: "USMLE Step 1",
    Exam.STEP_2_CK: "USMLE Step 2 CK",
    Exam.ECFMG_CERTIFICATE: "the ECFMG certificate",
    Exam.ENGLISH_TEST: "an English test",
    Exam.OET: "OET",
    Exam.TOEFL: "TOEFL",
    Exam.IELTS: "IELTS",
}

RESOURCE_TYPE_NAMES = {
    ResourceType.LISTING: "listing",
    ResourceType.LICENSING_ROUTE: "licensing route",
    ResourceType.SUPPORT_SERVICE: "support service",
    ResourceType.SCHOOL_EXCHANGE: "school exchange",
    ResourceType.LONG_POST: "long-term post",
    ResourceType.OPEN_ENDED: "no set length",
}

STATUS_NAMES = {
    Status.STUDENT: "students",
    Status.FINAL_YEAR_STUDENT: "final-year students",
    Status.GRADUATE: "graduates",
    Status.RESIDENT: "residents",
    Status.PRACTISING_PHYSICIAN: "practicing physicians",
}

STATUS_OF_ONE = {
    Status.STUDENT: "a student before the final year",
    Status.FINAL_YEAR_STUDENT: "a final-year student",
    Status.GRADUATE: "a graduate",
    Status.RESIDENT: "a resident",
    Status.PRACTISING_PHYSICIAN: "a practicing physician",
}

INVOLVEMENT_NAMES = {
    Involvement.FULL: "hands-on",
    Involvement.LIMITED: "limited hands-on",
    Involvement.NONE: "observing only",
    None: "hands-on not stated",
}

KIND_NAMES = {
    Kind.EXTERNSHIP: "externships",
    Kind.OBSERVERSHIP: "observerships",
    Kind.INTERNSHIP: "internships",
    Kind.ELECTIVE: "electives",
    Kind.RESEARCH: "research",
    Kind.VOLUNTEER: "volunteering",
}

RESIDENCY_SEEKER_NAMES = {
    ResidencySeekers.ACCEPTED: "takes people who mean to apply for U.S. residency",
    ResidencySeekers.ONLY: "is meant for people who mean to apply for U.S. residency",
    ResidencySeekers.EXCLUDED: "does not take people who mean to apply for U.S. residency",
}


VISA_SUPPORT_NAMES = {
    VisaSupport.INVITATION_LETTER: "writes an invitation letter",
    VisaSupport.DS_2019: "issues the form DS-2019 (J-1)",
    VisaSupport.I_20: "issues the form I-20 (F-1)",
    VisaSupport.NONE: "none",
}

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH_NAMES = tuple(name[:3] for name in MONTHS)
"""Short, as screens show them."""

UNKNOWN = "unknown"
PLACE_NOT_STATED = "place not stated"


def label(program: Program) -> str:
    """A program's name with its institution, as many programs share a name; alone where it says the institution."""
    return program.name if program.institution in program.name else f"{program.name}, {program.institution}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """``a, b and c``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def counted(number: int, noun: str) -> str:
    """``1 week``, ``4 weeks``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def dollars(usd: int) -> str:
    """``$1,234``."""
    return f"${usd:,}"


def in_words(identifier: str) -> str:
    """``internal-medicine`` or ``rol_opens`` as words."""
    return identifier.replace("_", " ").replace("-", " ")


_ABBREVIATIONS = frozenset(["acls", "bls", "cv", "ecfmg", "emr", "eras", "hipaa", "osha", "tb", "usmle"])
_PROPER = {"english": "English", "i-94": "I-94", "i": "I", "deans": "dean's"}


def in_plain_words(identifier: str) -> str:
    """``tb-test`` as ``TB test``: abbreviations and proper names in their own letters."""
    if identifier in _PROPER:
        return _PROPER[identifier]
    words = in_words(identifier).split()
    return " ".join(word.upper() if word in _ABBREVIATIONS else _PROPER.get(word, word) for word in words)


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
