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
    """An exam or certificate that programs ask for; of several English tests one is enough.

    Programs ask for ``english-test`` where no page says which one; nobody has passed that. OET is OET Medicine,
    the only test that counts in a Pathway of ECFMG (``ecfmg`` of ``match_calendar.yaml``).
    """

    STEP_1 = "usmle-step-1"
    STEP_2_CK = "usmle-step-2-ck"
    ECFMG_CERTIFICATE = "ecfmg-certificate"
    ENGLISH_TEST = "english-test"
    OET = "oet"
    TOEFL = "toefl"
    IELTS = "ielts"


ENGLISH_TESTS = (Exam.OET, Exam.TOEFL, Exam.IELTS)


class Housing(StrEnum):
    """How a participant lives: a room in a shared home, or a furnished studio let for a short time."""

    SHARED_ROOM = "shared-room"
    STUDIO = "studio"


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
    """What sort of help a resource is; a long post lasts many months or years, what is open-ended has no set length."""

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


class Document(StrEnum):
    """A paper, test or course that a program asks participants for."""

    ACLS = "acls"
    APPLICATION_FORM = "application-form"
    APPLICATION_OR_ERAS_FORM = "application-or-eras-form"
    ATTESTATION = "attestation"
    BACKGROUND_CHECK = "background-check"
    BLOODBORNE_PATHOGENS_TRAINING = "bloodborne-pathogens-training"
    BLS = "bls"
    CODE_OF_CONDUCT = "code-of-conduct"
    CONFIDENTIALITY_FORM = "confidentiality-form"
    COVER_LETTER = "cover-letter"
    CREDENTIAL_VERIFICATION = "credential-verification"
    CV = "cv"
    DEANS_LETTER = "deans-letter"
    DIPLOMA = "diploma"
    DIPLOMA_OR_PROOF_OF_ENROLLMENT = "diploma-or-proof-of-enrollment"
    DRUG_SCREEN = "drug-screen"
    ECFMG_CERTIFICATE = "ecfmg-certificate"
    ESSENTIAL_FUNCTIONS_FORM = "essential-functions-form"
    GOOD_STANDING_LETTER = "good-standing-letter"
    HANDBOOK_ACKNOWLEDGMENT = "handbook-acknowledgment"
    HEALTH_CLEARANCE = "health-clearance"
    HEALTH_INSURANCE = "health-insurance"
    HEALTH_STATEMENT = "health-statement"
    HIPAA_TRAINING = "hipaa-training"
    HOME_INSTITUTION_LETTER = "home-institution-letter"
    I_94 = "i-94"
    IMMUNIZATIONS = "immunizations"
    INDEMNIFICATION_FORM = "indemnification-form"
    INFECTION_CONTROL_TRAINING = "infection-control-training"
    INVITATION_LETTER_FROM_HOST_DEPARTMENT = "invitation-letter-from-host-department"
    LETTER_OF_INTENT = "letter-of-intent"
    LETTERS = "letters"
    LIABILITY_RELEASE = "liability-release"
    MALPRACTICE_INSURANCE = "malpractice-insurance"
    MASK_FIT_TEST = "mask-fit-test"
    MEDICAL_LICENSE = "medical-license"
    NO_PATIENT_CONTACT_CERTIFICATION = "no-patient-contact-certification"
    NOMINATION_LETTER = "nomination-letter"
    ONLINE_TRAINING = "online-training"
    OSHA_TRAINING = "osha-training"
    PASSPORT = "passport"
    PERSONAL_STATEMENT = "personal-statement"
    PHOTO = "photo"
    PHYSICAL_EXAM = "physical-exam"
    PRACTICE_AGREEMENT = "practice-agreement"
    PRECEPTOR_AGREEMENT = "preceptor-agreement"
    PROOF_OF_EMPLOYMENT = "proof-of-employment"
    PROOF_OF_EMPLOYMENT_OR_ENROLLMENT = "proof-of-employment-or-enrollment"
    PROOF_OF_ENGLISH = "proof-of-english"
    PROOF_OF_FUNDS = "proof-of-funds"
    PROOF_OF_FUNDS_OR_SPONSORSHIP = "proof-of-funds-or-sponsorship"
    PROOF_OF_VISA_OR_CITIZENSHIP = "proof-of-visa-or-citizenship"
    REQUIREMENTS_FORM = "requirements-form"
    SIGNED_AGREEMENTS = "signed-agreements"
    SIGNED_POLICIES = "signed-policies"
    TB_TEST = "tb-test"
    TRANSCRIPT = "transcript"
    UNIVERSAL_PRECAUTIONS_TRAINING = "universal-precautions-training"
    USMLE_SCORES = "usmle-scores"
    VISA = "visa"


class Inclusion(StrEnum):
    """What a participant gets besides the placement itself."""

    CERTIFICATE = "certificate"
    CONFERENCE_REGISTRATION = "conference-registration"
    CONFERENCES = "conferences"
    CV_AND_PERSONAL_STATEMENT_REVIEW = "cv-and-personal-statement-review"
    DIDACTICS = "didactics"
    EMR_ACCESS = "emr-access"
    EMR_TRAINING = "emr-training"
    EVALUATION = "evaluation"
    GLOBAL_HEALTH_COURSE = "global-health-course"
    INTERVIEW_SKILLS_TRAINING = "interview-skills-training"
    LETTER_OF_COMPLETION = "letter-of-completion"
    LIBRARY_ACCESS = "library-access"
    MALPRACTICE_INSURANCE = "malpractice-insurance"
    MENTORSHIP = "mentorship"
    PRECEPTOR_FEEDBACK = "preceptor-feedback"
    RESEARCH_PROJECT = "research-project"
    SIMULATION = "simulation"
    STANDARDIZED_PATIENT_SESSIONS = "standardized-patient-sessions"
    STIPEND = "stipend"
    USMLE_PREPARATION = "usmle-preparation"
