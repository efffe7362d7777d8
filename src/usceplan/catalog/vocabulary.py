"""The words the catalogue and the applicant share, each with what it means.

Every closed list of words in the data files and options comes from here, so that a word means one thing everywhere.
"""

from enum import StrEnum


class Provider(StrEnum):
    """Who runs a program."""

    ACADEMIC_MEDICAL_CENTER = "academic-medical-center"
    MEDICAL_SCHOOL = "medical-school"
    COMMUNITY_HOSPITAL = "community-hospital"
    CLINIC = "clinic"
    ASSOCIATION = "association"
    AGENCY = "agency"


class Kind(StrEnum):
    """What sort of placement a program is, judged by what one may do there."""

    EXTERNSHIP = "externship"
    OBSERVERSHIP = "observership"
    INTERNSHIP = "internship"
    ELECTIVE = "elective"
    RESEARCH = "research"
    VOLUNTEER = "volunteer"


class Involvement(StrEnum):
    """How far a participant takes part in patient care (the field ``hands_on``)."""

    FULL = "full"
    LIMITED = "limited"
    NONE = "none"


class Setting(StrEnum):
    """Where the work takes place."""

    INPATIENT = "inpatient"
    OUTPATIENT = "outpatient"
    PREHOSPITAL = "prehospital"


class Status(StrEnum):
    """How far an applicant has come; a program's audience is written in the same words."""

    STUDENT = "student"
    FINAL_YEAR_STUDENT = "final-year-student"
    GRADUATE = "graduate"
    RESIDENT = "resident"
    PRACTISING_PHYSICIAN = "practising-physician"


class ResidencySeekers(StrEnum):
    """What a program says of people who mean to apply for U.S. residency."""

    ACCEPTED = "accepted"
    EXCLUDED = "excluded"
    ONLY = "only"


class Exam(StrEnum):
    """An exam or certificate that programs ask for."""

    STEP_1 = "usmle-step-1"
    STEP_2_CK = "usmle-step-2-ck"
    ECFMG_CERTIFICATE = "ecfmg-certificate"
    ENGLISH_TEST = "english-test"


class Visa(StrEnum):
    """The status a person is in while in the United States."""

    US_PERSON = "us-person"
    B1 = "b1"
    B2 = "b2"
    ESTA = "esta"
    F1 = "f1"
    F2 = "f2"
    H1B = "h1b"
    H4 = "h4"
    J1 = "j1"
    J2 = "j2"
    L2 = "l2"
    O1 = "o1"
    O3 = "o3"


class VisaSupport(StrEnum):
    """What a program does for a participant's visa."""

    INVITATION_LETTER = "invitation-letter"
    DS_2019 = "ds-2019"
    I_20 = "i-20"
    NONE = "none"


class Intake(StrEnum):
    """How start dates are set."""

    ROLLING = "rolling"
    MONTHLY = "monthly"
    FIXED_DATES = "fixed-dates"


class OpenStatus(StrEnum):
    """Whether a program takes applications."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class LetterOffer(StrEnum):
    """What a program says of a letter of recommendation."""

    YES = "yes"
    POSSIBLE = "possible"
    NO = "no"


class Letterhead(StrEnum):
    """Whose paper a letter is written on."""

    HOSPITAL = "hospital"
    PRACTICE = "practice"


class Confidence(StrEnum):
    """How well an entry, or a figure, is known."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class EntryType(StrEnum):
    """Whether an entry can be planned in weeks."""

    PLACEMENT = "placement"
    RESOURCE = "resource"


class ResourceType(StrEnum):
    """What sort of help a resource is."""

    LISTING = "listing"
    LICENSING_ROUTE = "licensing-route"
    SUPPORT_SERVICE = "support-service"
    SCHOOL_EXCHANGE = "school-exchange"
    LONG_POST = "long-post"
    OPEN_ENDED = "open-ended"


class FeeRole(StrEnum):
    """What part a fee plays in what a participant pays in the end."""

    CHARGE = "charge"
    DEPOSIT = "deposit"
    CONDITIONAL = "conditional"
    KEPT_ON_CANCELLATION = "kept-on-cancellation"


class FeeBound(StrEnum):
    """How exactly a fee is stated."""

    EXACT = "exact"
    FROM = "from"
    UP_TO = "up-to"
