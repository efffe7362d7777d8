"""Which page to cite for a fact of a program."""

from usceplan.catalog.program import Program, ProgramSource


def best_source(program: Program, fact: str) -> ProgramSource | None:
    """The page that supports a fact: an official one before others, the newest first; None where none does."""
    return program.best_pages.get(fact)


def supporting_source(program: Program, fact: str) -> str | None:
    """The address of the best page for a fact."""
    page = program.best_pages.get(fact)
    return page.url if page else None


def official_page(program: Program) -> str | None:
    """The address of a page that shows an entry to exist: the newest official one, else the program's own address."""
    pages = [page for page in program.sources if page.official]
    newest = max(pages, key=lambda page: page.as_of or "", default=None)
    return newest.url if newest else program.url


def newest_date(program: Program) -> str | None:
    """The newest date of any page of an entry, as precise as it was stated."""
    return max((page.as_of for page in program.sources if page.as_of), default=None)
