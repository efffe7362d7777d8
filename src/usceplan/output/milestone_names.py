"""The milestones of the Match as people know them."""

from usceplan.words import capital, in_words

MILESTONE_NAMES = {
    "eras_season_opens": "ERAS season opens",
    "pathways_application_opens": "ECFMG Pathways applications open",
    "img_tokens_available": "ERAS tokens for IMGs available",
    "applicants_may_submit": "ERAS applications may be submitted",
    "img_documents_recommended_by": "IMG documents in ERAS recommended by this day",
    "nrmp_registration_opens": "NRMP registration opens",
    "programs_may_review": "Residency programs may review applications",
    "mspe_released": "MSPE released",
    "pathways_application_deadline": "ECFMG Pathways applications close",
    "standard_registration_deadline": "Standard NRMP registration ends",
    "program_quota_deadline": "Residency programs set their numbers of places",
    "rol_opens": "Rank order lists open",
    "exams_and_pathway_met_by": "Exams and Pathway to be met for the Match",
    "rol_certification_deadline": "Rank order lists to be certified",
    "match_week_monday": "Match Week begins",
    "soap_rounds_begin": "SOAP rounds begin",
    "soap_ends": "SOAP ends",
    "match_day": "Match Day",
    "pathways_season_closes": "ECFMG Pathways season closes",
    "eras_season_ends": "ERAS season ends",
    "residency_start": "Residency starts",
}


def milestone_name(identifier: str) -> str:
    """The name of a milestone; its id in words where it has none."""
    return MILESTONE_NAMES.get(identifier, capital(in_words(identifier)))
