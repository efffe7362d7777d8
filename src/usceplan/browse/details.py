"""Everything about one entry: its facts, what a popular guide says of it, its pages, and what to ask."""

from datetime import date

from usceplan.browse.facts import facts_of, page_info
from usceplan.browse.listing import row
from usceplan.browse.questions import questions
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.program import Program
from usceplan.eligibility import is_placement
from usceplan.output.browse_results import GuideInfo, ProgramDetails
from usceplan.report_parts import catalogue_info
from usceplan.sources import best_source


def program_details(catalogue: Catalogue, program_id: str, today: date) -> ProgramDetails:
    """All that is known and not known of an entry. ``KeyError`` for an id that is none."""
    program = catalogue.program(program_id)
    old_months = catalogue.guidance.fit.old_source_months.value
    return ProgramDetails(
        generated_on=today,
        catalogue=catalogue_info(catalogue),
        program=row(program, catalogue),
        also_known_as=list(program.also_known_as),
        verified=program.verified,
        facts=facts_of(program, catalogue, today),
        guide=_guide(program),
        notes=program.notes,
        sources=[page_info(page, today) for page in program.sources],
        questions=questions(program, today, old_months) if is_placement(program) else [],
    )


def _guide(program: Program) -> GuideInfo | None:
    if program.guide_check is None:
        return None
    page = best_source(program, "guide_check")
    number = None if page is None else program.sources.index(page) + 1
    return GuideInfo(institution=program.guide_top_ten, text=program.guide_check, source=number)
