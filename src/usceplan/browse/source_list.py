"""The pages behind the data, what each supports, and which facts should be checked again."""

from collections.abc import Iterable
from datetime import date

from usceplan.browse.ages import age_months
from usceplan.browse.citations import Citation, Page, citations
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.load import FILES
from usceplan.output.browse_results import SourceInfo, SourceList, StaleFact
from usceplan.problems import UserError, nearest
from usceplan.report_parts import catalogue_info

STALE_RULE = (
    "A fact is as old as its newest page. Most used first: by how many placements have plans that depend on it "
    "(prices, dates and rules: all that can be planned; rents of a city: those there; a fact of a program: that one; "
    "figures that are only shown: none), then by how many facts rest on the page, then the oldest; undated pages last."
)


def source_list(catalogue: Catalogue, subject: str | None, today: date) -> SourceList:
    """Every page, or those of one entry, parameter or file. Raises ``UserError`` for a subject that is none."""
    found: dict[tuple[str, str | None, Page], list[str]] = {}
    for cited in _about(subject, citations(catalogue, today)):
        for page in cited.pages:
            facts = found.setdefault((cited.file, cited.owner, page), [])
            if cited.fact not in facts:
                facts.append(cited.fact)
    return SourceList(
        generated_on=today,
        catalogue=catalogue_info(catalogue),
        subject=subject,
        sources=[_source(file, owner, page, facts, today) for (file, owner, page), facts in found.items()],
        stale_months=None,
        stale=[],
        rule=None,
    )


def stale_list(catalogue: Catalogue, subject: str | None, months: int, today: date) -> SourceList:
    """The facts whose newest page is older than so many months, or undated; by how much depends on them."""
    found: dict[tuple[str, str | None, Page, int], list[str]] = {}
    for cited in _about(subject, citations(catalogue, today)):
        page = max(cited.pages, key=lambda one: one.as_of or "")
        age = age_months(page.as_of, today)
        if cited.is_current and (age is None or age > months):
            facts = found.setdefault((cited.file, cited.owner, page, cited.placements), [])
            if cited.fact not in facts:
                facts.append(cited.fact)
    stale = [
        StaleFact(
            file=file,
            owner=owner,
            facts=facts,
            placements=placements,
            url=page.url,
            as_of=page.as_of,
            age_months=age_months(page.as_of, today),
        )
        for (file, owner, page, placements), facts in found.items()
    ]
    return SourceList(
        generated_on=today,
        catalogue=catalogue_info(catalogue),
        subject=subject,
        sources=[],
        stale_months=months,
        stale=sorted(stale, key=_most_used_first),
        rule=STALE_RULE,
    )


def _most_used_first(one: StaleFact) -> tuple[int, int, bool, str, str, str, str]:
    return -one.placements, -len(one.facts), one.as_of is None, one.as_of or "", one.file, one.owner or "", one.url


def _about(subject: str | None, cited: Iterable[Citation]) -> list[Citation]:
    """The facts of an entry, a parameter or a whole file, named as in the list."""
    known = list(cited)
    if subject is None:
        return known
    files = {name.removesuffix(".yaml").replace("_", "-"): name for name in FILES}
    file = files.get(subject.removesuffix(".yaml").replace("_", "-"))
    found = [one for one in known if (one.file == file if file else one.owner == subject)]
    if found:
        return found
    names = [*files, *dict.fromkeys(one.owner for one in known if one.owner)]
    close = nearest(subject, names)
    hint = f'Did you mean "{close}"? ' if close else ""
    expected = f"Give the id of a program, a parameter such as exams.usmle_step3, or one of {', '.join(files)}."
    raise UserError(f'there is nothing with sources called "{subject}"', hint + expected, "unknown-subject")


def _source(file: str, owner: str | None, page: Page, facts: list[str], today: date) -> SourceInfo:
    return SourceInfo(
        file=file,
        owner=owner,
        url=page.url,
        as_of=page.as_of,
        age_months=age_months(page.as_of, today),
        official=page.official,
        relayed_by=page.relayed_by,
        supports=facts,
    )
