"""The outlook: Match figures with small charts, and what residency programs state, with what that means for a plan."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from usceplan.output.figures import host, own_mark
from usceplan.output.layout import (
    Cell,
    Column,
    Lines,
    Marks,
    Sheet,
    bar,
    bullets,
    flow,
    grid,
    hang,
    heading,
    indented,
    wrap,
)
from usceplan.output.outlook_results import (
    AnswerInfo,
    AnswerWord,
    ExperienceInfo,
    Outlook,
    RateInfo,
    ScoreInfo,
    SpecialtyFigures,
    StatementInfo,
    SurveyInfo,
    YearFigures,
)
from usceplan.output.safe_text import cleaned
from usceplan.output.terminal import print_sections, sheet_of
from usceplan.words import capital, counted, in_words, listed

BAR = 20
SHORT_BAR = 10
WHOLE, HALF = 100, 50
"""Percent that a full bar stands for; the half where no share is greater."""
INDENT = 3
FACTORS = 6
"""Factors of a survey shown unless everything is asked for."""
SYSTEMS = {"nrmp": "NRMP", "aua": "AUA", "sf-match": "SF Match"}
METHODS = {
    "reported": "as reported",
    "reported-columns-separated": "reported in columns that run together, separated here",
    "filled-from-unfilled": "filled is offered less unfilled",
    "computed-from-percent": "counts computed from printed percentages",
    "share-only": "only the share is printed",
    "rates-only": "only rates are printed",
}
VISAS = {
    "j1": "J-1",
    "h1b": "H-1B",
    "h1b-limited": "H-1B in few cases",
    "h1b-rare": "H-1B rarely",
    "h1b-existing": "H-1B if held already",
    "no-h1b": "no H-1B",
}
ANSWERS: dict[AnswerWord, str] = {
    "yes": "yes",
    "no": "no",
    "depends": "depends",
    "not-stated": "not stated",
    "not-asked": "not asked for",
    "not-computed": "not computed",
}
STYLES: dict[AnswerWord, str] = {"yes": "green", "no": "red", "depends": "yellow", "not-stated": "yellow"}
QUESTIONS = {
    "experience": "Would count the experience",
    "graduation-year": "Would take the year of graduation",
    "visa": "Would take on a visa open to you",
}


def print_outlook(result: Outlook, console: Console, *, why: bool) -> None:
    """Print Match figures and statements; with ``why`` every statement in full."""
    safe, sheet = cleaned(result, console.encoding), sheet_of(console)
    print_sections(console, outlook_sections(safe, sheet, why=why))


def outlook_sections(result: Outlook, sheet: Sheet, *, why: bool) -> list[Lines]:
    """The sections in the order of the screen; with ``why`` every statement, factor and source in full."""
    in_full = why or result.specialty is not None
    return [
        _all_specialties(result, sheet) if result.specialty is None else _one_specialty(result, sheet, why=why),
        _match_rates(result.match_rates, sheet),
        _statements(result, sheet, in_full=in_full),
        _gaps(result, sheet),
        _sources(result, sheet, why=why),
        _in_short(result, sheet),
    ]


# Figures


def _caution(result: Outlook, sheet: Sheet) -> Lines:
    width = sheet.prose.width
    return [*wrap(Text(result.caution, "bold"), width), *wrap(Text(result.warning, "dim"), width), Text()]


def _all_specialties(result: Outlook, sheet: Sheet) -> Lines:
    """A row for each specialty: the share of IMGs by year, and the newest one as a bar."""
    years = sorted({one.match_year for row in result.figures for one in row.years if one.img_share_pct is not None})
    full, cells = _full_bar(result.figures), BAR if sheet.is_wide else SHORT_BAR
    columns = (
        Column("Specialty", grows=True),
        *(Column(str(year), right=True) for year in years),
        Column("IMGs", right=True),
        Column("newest share"),
    )
    ordered = sorted(result.figures, key=lambda one: (-_newest_imgs(one), one.name))
    rows = [(*_specialty_row(one, years), _newest_bar(one, full, cells, sheet)) for one in ordered]
    lines = [
        *heading("The Match for IMGs, by specialty", sheet),
        *_caution(result, sheet),
        *wrap(Text("Percent of the filled positions that went to IMGs, by Match year:"), sheet.width),
        *grid(columns, rows, sheet).lines,
        *wrap(Text(_legend(result.figures, full), "dim"), sheet.prose.width),
    ]
    if result.without_figures:
        lines += hang("No figures found: ", f"{', '.join(result.without_figures)}.", sheet.prose)
    return lines


def _full_bar(figures: Sequence[SpecialtyFigures]) -> int:
    shares = [one.img_share_pct for row in figures for one in row.years if one.img_share_pct is not None]
    return HALF if max(shares, default=0) <= HALF else WHOLE


def _legend(figures: Sequence[SpecialtyFigures], full: int) -> str:
    tracks = " * counts only some of the positions (PGY-1)." if any(_is_partial(one) for one in figures) else ""
    return (
        "IMGs: the positions that they filled in the newest year with both counts. "
        f"A full bar is {full} percent. ? no figure found.{tracks}"
    )


def _is_partial(figures: SpecialtyFigures) -> bool:
    return any(one.track for one in figures.years)


def _imgs(year: YearFigures) -> int | None:
    return None if year.us_img is None or year.non_us_img is None else year.us_img + year.non_us_img


def _newest_imgs(figures: SpecialtyFigures) -> int:
    return next((found for year in reversed(figures.years) if (found := _imgs(year)) is not None), -1)


def _specialty_row(figures: SpecialtyFigures, years: Sequence[int]) -> tuple[Cell, ...]:
    by_year = {one.match_year: one for one in figures.years if one.img_share_pct is not None}
    imgs = _newest_imgs(figures)
    return (
        (Text(figures.name),),
        *((Text(_share_in_short(by_year.get(year))),) for year in years),
        (Text(f"{imgs:,}" if imgs >= 0 else "?"),),
    )


def _newest_bar(figures: SpecialtyFigures, full: int, cells: int, sheet: Sheet) -> Cell:
    shares = [one.img_share_pct for one in figures.years if one.img_share_pct is not None]
    return (bar(shares[-1], full, cells, sheet.marks) if shares else Text("?"),)


def _share_in_short(year: YearFigures | None) -> str:
    if year is None or year.img_share_pct is None:
        return "?"
    return f"{year.img_share_pct:.1f}{'*' if year.track else ''}"


def _one_specialty(result: Outlook, sheet: Sheet, *, why: bool) -> Lines:
    lines = [*heading(f"{result.name}: the Match for IMGs", sheet), *_caution(result, sheet)]
    if result.entered_by:
        names = listed(result.entered_by, "or")
        text = f"One does not match into it directly. The closest that one can match into: {names}."
        return [*lines, *wrap(Text(text), sheet.prose.width)]
    if not result.figures:
        return [*lines, *wrap(Text("No Match figures were found for it."), sheet.prose.width)]
    for figures in result.figures:
        lines += [
            *_years(figures, sheet),
            *_year_notes(figures, result, sheet.prose),
            *_more_figures(figures, sheet.prose, why=why),
        ]
    return lines


_YEAR_COLUMNS = (
    Column("Match", grows=True),
    Column("Offered", right=True),
    Column("Filled", right=True),
    Column("U.S. IMG", right=True),
    Column("Other IMG", right=True),
    Column("IMG share", right=True),
    Column(""),
)


def _years(figures: SpecialtyFigures, sheet: Sheet) -> Lines:
    title = f"{figures.table}, {SYSTEMS[figures.system]}, positions before SOAP:"
    rows = [_year_row(one, sheet.marks) for one in figures.years]
    missing = [str(year) for year in figures.missing_years]
    table = grid(_YEAR_COLUMNS, rows, Sheet(min(sheet.width, 90), sheet.marks)).lines if rows else []
    return [
        *wrap(Text(title), sheet.width),
        *table,
        *wrap(
            Text("The bar is the share of filled positions that went to IMGs; full is 100 percent.", "dim"), sheet.width
        ),
        *(hang("Nothing found for: ", f"{listed(missing)}.", sheet) if missing else []),
    ]


def _year_row(year: YearFigures, marks: Marks) -> tuple[Cell, ...]:
    share = year.img_share_pct
    return (
        (Text(str(year.match_year)), *([Text(f"{year.track} only")] if year.track else [])),
        (Text(_count(year.offered)),),
        (Text(_count(year.filled)),),
        (Text(_count(year.us_img)),),
        (Text(_count(year.non_us_img)),),
        (Text("?" if share is None else f"{share:.1f}%"),),
        (bar(share, WHOLE, SHORT_BAR, marks) if share is not None else Text(),),
    )


def _count(value: int | None) -> str:
    return "?" if value is None else f"{value:,}"


def _year_notes(figures: SpecialtyFigures, result: Outlook, sheet: Sheet) -> Lines:
    """Where the figures of each year come from."""
    lines: Lines = []
    for year in figures.years:
        error = [f"each IMG count can be off by {year.count_uncertainty}"] if year.count_uncertainty else []
        computed = ["the share is computed"] if year.share_basis == "computed" else []
        parts = [METHODS[year.method], *computed, *error, f"confidence {year.confidence}", _hosts(year.sources, result)]
        note = f" {year.note}" if year.note else ""
        lines += hang(f"{year.match_year}: ", f"{capital('; '.join(parts))}.{note}", sheet)
    return lines


def _hosts(ids: Iterable[str], result: Outlook) -> str:
    pages = {one.id: host(one.url) or one.url for one in result.sources}
    return ", ".join(dict.fromkeys(pages[name] for name in ids))


def _more_figures(figures: SpecialtyFigures, sheet: Sheet, *, why: bool) -> Lines:
    facts: list[str] = [figures.note] if figures.note else []
    rate = figures.match_rate_preferring
    if rate is not None:
        groups = (("U.S. IMGs", rate.us_img_pct), ("other IMGs", rate.non_us_img_pct), ("all IMGs", rate.all_img_pct))
        shares = ", ".join(f"{name} {share:g}%" for name, share in groups if share is not None)
        note = f" {rate.note}" if rate.note else ""
        facts.append(f"Matched of those who preferred it, {_span(rate.data_years)}: {shares}.{note}")
    facts += [f"Mean Step 2 CK of matched IMGs, {one.data_year}: {_score(one)}" for one in figures.step_2_ck]
    if figures.visa is not None:
        visa = figures.visa
        text = (
            f"of {visa.programs_studied} residency programs {visa.accept_j1_pct:g}% say that they take J-1, "
            f"{visa.accept_h1b_pct:g}% H-1B too. {visa.note or ''}"
        )
        facts.append(f"Visas, {visa.as_of or 'no date'}: {text.strip()}")
    lines = [Text(), *bullets(facts, sheet)] if facts else []
    for survey in figures.surveys:
        lines += [Text(), *_survey(survey, sheet, why=why)]
    return lines


def _span(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]} to {years[1]}"


def _score(score: ScoreInfo) -> str:
    """The two means, without saying whose they are where that is in doubt."""
    groups = (("U.S. IMGs", score.us_img), ("other IMGs", score.non_us_img))
    known = [(name, mean) for name, mean in groups if mean is not None]
    if score.labels_doubtful:
        text = f"the two groups averaged {listed(str(mean) for mean in sorted(mean for _, mean in known))}"
    else:
        text = ", ".join(f"{name} {mean}" for name, mean in known)
    return f"{text}. {score.warning or ''}".strip()


def _survey(survey: SurveyInfo, sheet: Sheet, *, why: bool) -> Lines:
    """What directors say that they look at, as bars."""
    columns = (
        Column("Factor", grows=True),
        Column("named by", right=True),
        Column(""),
        Column("importance", right=True),
    )
    shown = survey.factors if why else survey.factors[:FACTORS]
    rows: list[tuple[Cell, ...]] = [
        (
            (Text(one.factor),),
            (Text("?" if one.citing_pct is None else f"{one.citing_pct:g}%"),),
            (Text() if one.citing_pct is None else bar(one.citing_pct, WHOLE, SHORT_BAR, sheet.marks),),
            (Text("?" if one.importance is None else f"{one.importance:.1f} of 5"),),
        )
        for one in shown
    ]
    more = len(survey.factors) - len(shown)
    return [
        *wrap(Text(f"What directors name when they choose whom to interview, {survey.year}:"), sheet.width),
        *grid(columns, rows, Sheet(min(sheet.width, 90), sheet.marks)).lines,
        *(wrap(Text(f"And {counted(more, 'more factor')}: --why shows all.", "dim"), sheet.width) if more > 0 else []),
    ]


def _match_rates(rates: Sequence[RateInfo], sheet: Sheet) -> Lines:
    """The share of IMG applicants who matched at all, by year, as bars from nothing to all."""
    columns = (
        Column("Match", grows=True),
        Column("U.S. IMGs", right=True),
        Column(""),
        Column("Other IMGs", right=True),
        Column(""),
    )
    rows: list[tuple[Cell, ...]] = [
        ((Text(str(one.match_year)),), *_rate_cells(one.us_img_pct, sheet), *_rate_cells(one.non_us_img_pct, sheet))
        for one in rates
    ]
    intro = "Percent of the active IMG applicants who matched to a first-year position; a full bar is 100 percent."
    table = Sheet(min(sheet.width, 20 + 2 * (BAR + 14)), sheet.marks)
    return [
        *heading("All specialties together", sheet),
        *wrap(Text(intro), sheet.prose.width),
        *grid(columns, rows, table).lines,
    ]


def _rate_cells(percent: float | None, sheet: Sheet) -> tuple[Cell, Cell]:
    if percent is None:
        return (Text("?"),), (Text(),)
    return (Text(f"{percent:.1f}%"),), (bar(percent, WHOLE, BAR, sheet.marks),)


# Statements


def _statements(result: Outlook, sheet: Sheet, *, in_full: bool) -> Lines:
    title = heading("What residency programs state", sheet)
    if not result.statements:
        text = f"No page of a residency program in {(result.name or '').lower()} is on file."
        return [*title, *wrap(Text(text), sheet.prose.width)]
    body = (
        [line for one in result.statements for line in (*_in_full(one, sheet.prose), Text())]
        if in_full
        else [*_in_columns(result.statements, sheet), Text()]
    )
    more = [] if in_full else wrap(Text("--why, or naming a specialty, shows every statement and reason.", "dim"), 80)
    return [
        *title,
        *wrap(Text(result.statements_warning), sheet.prose.width),
        *(hang("Not checked: ", result.not_checked, sheet.prose) if result.not_checked else []),
        *(_experience(result.experience, sheet.prose) if result.experience is not None else []),
        *(line for text in result.warnings for line in hang(Text("Note: ", "bold"), text, sheet.prose)),
        Text(),
        *body,
        *more,
    ]


def _experience(found: ExperienceInfo, sheet: Sheet) -> Lines:
    """What the statements are held against."""
    if found.outcome == "not-computed":
        text = "No plan was found in the time left (--time-limit), so the experience is not checked."
        return [Text(), *hang("Your plan: ", text, sheet)]
    sorts = (
        (found.hands_on, "hands-on"),
        (found.limited, "limited hands-on"),
        (found.watching, "observing"),
        (found.unstated, "where hands-on is not stated"),
        (found.research, "research"),
    )
    weeks = [f"{counted(number, 'week')} {what}" for number, what in sorts if number]
    by = f"by {found.by.isoformat()}, when residency programs may begin to review"
    proof = "" if found.outcome == "no-plan" or found.proven_optimal else " The plan is not proven best."
    none = "No plan is possible within your limits. " if found.outcome == "no-plan" else ""
    later = f"; {counted(found.later, 'week')} more come after that day" if found.later else ""
    text = f"{none}{capital(listed(weeks)) if weeks else 'No U.S. experience'} {by}{later}.{proof}"
    return [
        Text(),
        *hang(Text("Your plan: ", "bold"), text, sheet),
        *indented(bullets((_rotation(one.name, one.weeks) for one in found.rotations), sheet.inside(2)), 2),
    ]


def _rotation(name: str, weeks: int) -> str:
    return f"{name}: {counted(weeks, 'week')}"


_COLUMNS = (
    Column("Residency program", grows=True),
    Column("U.S. experience"),
    Column("Graduation"),
    Column("Visa"),
)


def _in_columns(statements: Sequence[StatementInfo], sheet: Sheet) -> Lines:
    rows: list[tuple[Cell, ...]] = [
        (
            (Text(one.name, "bold"), Text(f"{one.specialty_name}, {one.state}")),
            *(
                (Text(stated), *(_signed(answer, sheet.marks) for answer in one.answers if answer.about == about))
                for about, stated in _stated_in_short(one)
            ),
        )
        for one in statements
    ]
    return grid(_COLUMNS, rows, sheet).lines


def _stated_in_short(one: StatementInfo) -> Iterator[tuple[str, str]]:
    prefers = "prefers " if one.length_is_preferred else ""
    months = f", {prefers}{_length(one)}" if one.min_months else ""
    status = one.experience_status.replace("required-with-exceptions", "required, exceptions")
    yield "experience", f"{in_words(status)}{months}"
    years = f"{counted(one.graduation_years, 'year')}, " if one.graduation_years else ""
    kind = {"firm-with-exceptions": "exceptions", "strongly-preferred": "preferred", "none": "no limit"}
    yield "graduation-year", f"{years}{kind.get(one.graduation_kind, in_words(one.graduation_kind))}"
    yield "visa", _visas_in_short(one.visas)


def _visas_in_short(visas: list[str] | None) -> str:
    if visas is None:
        return "not stated"
    return ", ".join(dict.fromkeys("H-1B" if visa.startswith("h1b") else VISAS[visa] for visa in visas))


def _length(one: StatementInfo) -> str:
    return counted(one.min_weeks, "week") if one.min_weeks else counted(one.min_months or 0, "month")


def _signed(answer: AnswerInfo, marks: Marks) -> Text:
    signs: dict[AnswerWord, str] = {
        "yes": marks.passed,
        "no": marks.failed,
        "depends": marks.ignored,
        "not-stated": marks.unknown,
        "not-asked": marks.dash,
        "not-computed": marks.unknown,
    }
    return Text(f"{signs[answer.answer]} {ANSWERS[answer.answer]}", STYLES.get(answer.answer, ""))


def _in_full(one: StatementInfo, sheet: Sheet) -> Lines:
    inner = sheet.inside(INDENT)
    body: Lines = []
    for about, label, stated in _stated(one):
        body += hang(f"{label}: ", stated, inner)
        for answer in one.answers:
            if answer.about == about:
                lead = Text.assemble("  ", _signed(answer, sheet.marks), ": ")
                body += hang(lead, answer.reason, inner)
    page = f"{host(one.source)}; {one.dated} Confidence {one.confidence}."
    return [
        *hang("", Text.assemble((one.name, "bold"), f", {one.state}, {one.specialty_name}"), sheet),
        *indented(
            [
                *body,
                *(hang("letters: ", one.letters, inner) if one.letters else []),
                *(hang("notes: ", one.notes, inner) if one.notes else []),
                *hang("page: ", Text(page, "dim"), inner),
                *flow(own_mark(one.own), inner),
            ],
            INDENT,
        ),
    ]


def _stated(one: StatementInfo) -> Iterator[tuple[str, str, str]]:
    yield "experience", "experience", f"{in_words(one.experience_status)}. {one.experience}"
    years = f"up to {counted(one.graduation_years, 'year')}, " if one.graduation_years else ""
    note = f" {one.graduation_note}" if one.graduation_note else ""
    yield "graduation-year", "graduation", f"{years}{in_words(one.graduation_kind)}.{note}"
    visas = "not stated" if one.visas is None else listed(VISAS[visa] for visa in one.visas)
    yield "visa", "visa", one.visa_note or f"{visas}."


# The end


def _gaps(result: Outlook, sheet: Sheet) -> Lines:
    gaps = (*result.figures_missing, *result.statements_missing)
    return [*heading("Looked for and not found", sheet), *bullets(gaps, sheet.prose)]


def _sources(result: Outlook, sheet: Sheet, *, why: bool) -> Lines:
    if not why:
        text = f"The figures come from {counted(len(result.sources), 'page')}: --why lists them with their dates."
        return wrap(Text(text, "dim"), sheet.prose.width)
    pages = (
        Text.assemble(f"{one.publisher}, {one.as_of or 'no date'}, {in_words(one.kind)}: ", (one.url, "dim"))
        for one in result.sources
    )
    return [*heading("Sources of the figures", sheet), *bullets(pages, sheet.prose)]


def _in_short(result: Outlook, sheet: Sheet) -> Lines:
    lines = heading("In short", sheet)
    for about, question in QUESTIONS.items():
        counts = [f"{ANSWERS[one.answer]} {len(one.programs)}" for one in result.answers if one.about == about]
        if counts:
            lines += hang(Text(f"{question}: ", "bold"), Text(", ".join(counts)), sheet.prose)
    if not result.answers and result.statements:
        text = "Give --specialty, --grad-year, --visa and --budget, and the statements are held against your plan."
        lines += hang(Text("Next: ", "bold"), text, sheet.prose)
    return [*lines, *_newest(result, sheet), *wrap(Text(result.disclaimer, "dim"), sheet.prose.width)]


def _newest(result: Outlook, sheet: Sheet) -> Lines:
    """The newest share of the specialty asked about."""
    if result.specialty is None or not result.figures:
        return []
    years = [one for one in result.figures[0].years if one.img_share_pct is not None]
    if not years:
        return []
    newest = years[-1]
    track = f" of the {newest.track} positions" if newest.track else ""
    text = f"IMGs filled {newest.img_share_pct:.1f}%{track} in {newest.match_year}. That is no chance of yours."
    return flow([text], sheet.prose)
