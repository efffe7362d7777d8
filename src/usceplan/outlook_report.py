"""The outlook: what the Match figures say for IMGs, and what residency programs state, held against a plan."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from usceplan import understanding
from usceplan.assessment import assess_all
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.requirements import ResidencyProgram, for_specialty
from usceplan.catalog.specialties import (
    DirectorSurvey,
    MatchRecord,
    MatchYear,
    Method,
    SpecialtiesFile,
    Specialty,
    VisaAcceptance,
    closeness,
    name_of,
)
from usceplan.costs.prices import Prices
from usceplan.output.outlook_results import (
    AnswerCount,
    AnswerInfo,
    ExperienceInfo,
    FactorInfo,
    Outlook,
    PlannedExperience,
    PreferringRateInfo,
    RateInfo,
    ScoreInfo,
    SourceInfo,
    SpecialtyFigures,
    StatementInfo,
    SurveyInfo,
    TotalsInfo,
    VisaShare,
    YearFigures,
)
from usceplan.output.results import ApplicantInfo, OwnInfo
from usceplan.planning.optimizer import NoPlan, Solution, never
from usceplan.planning.plan import Maker, make_plan
from usceplan.planning.situation import Situation
from usceplan.profile import placed
from usceplan.recommendation import applicant_info
from usceplan.report_parts import DISCLAIMER, catalogue_info, own_info
from usceplan.residency_statements import About, Answer, Experience, experience_of, findings, sort_of
from usceplan.told import Answer as Told
from usceplan.whatif import Solved
from usceplan.whatif_problem import problem_of
from usceplan.words import label

CAUTION = (
    "These figures tell what became of others. They are no chance of yours: who applied, with which scores and "
    "experience, and to how many residency programs is not in them."
)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Checked:
    """An applicant with the best plan, to hold the statements against."""

    situation: Situation
    solved: Solved

    @property
    def experience(self) -> Experience | None:
        """The weeks held and planned; None where no plan was found in time, so that nobody knows them."""
        solution = self.solved.solution
        if isinstance(solution, NoPlan) and not solution.proven:
            return None
        return experience_of(self.situation, self.solved.stops)


def checked(situation: Situation, deadline: Callable[[], bool] = never, make: Maker = make_plan) -> Checked:
    """The applicant with the best plan that the time allows to find, or with another one that ``make`` gives."""
    prices = Prices(situation)
    assessments = assess_all(situation, prices)
    planned = make(situation, prices, assessments, deadline)
    return Checked(situation, Solved(problem_of(situation, prices, assessments, planned.instance), planned.solution))


def outlook(situation: Situation, specialty: str | None = None, *, deadline: Callable[[], bool] = never) -> Outlook:
    """What ``usceplan outlook`` shows: Match figures, and what residency programs state, held against the best plan.

    Of one specialty, told as one would type it, or of all. ``deadline`` is that of ``recommend``. Raises ``UserError``
    for a specialty that is not known.
    """
    known, asked = situation.catalogue.specialties, None
    if specialty is not None:
        asked = placed(Told((specialty,), "specialty"), lambda text: understanding.specialty(text, known))
    return outlook_report(situation.catalogue, situation.today, asked, checked(situation, deadline))


def outlook_report(
    catalogue: Catalogue,
    today: date,
    specialty: str | None = None,
    applicant: Checked | None = None,
    *,
    not_checked: str | None = None,
    warnings: Sequence[str] = (),
) -> Outlook:
    """The Match figures and the statements of one specialty, or of all; the statements against a plan if one is given.

    ``not_checked`` says what was missing to make a plan, where an applicant was told in part; ``warnings`` what to know
    of the plan.
    """
    file, requirements = catalogue.specialties, catalogue.requirements
    asked = [one for one in file.specialties if one.residency and specialty in (None, one.id)]
    figures = [_figures(file, one, one.match) for one in asked if one.match is not None]
    said = requirements.programs if specialty is None else for_specialty(requirements, specialty)
    statements = [
        _statement(one, name_of(file, one.specialty), applicant, own_info(catalogue.own_requirements, one.id))
        for one in said
    ]
    whole = file.img_match
    result = Outlook(
        generated_on=today,
        catalogue=catalogue_info(catalogue),
        specialty=specialty,
        name=None if specialty is None else name_of(file, specialty),
        caution=CAUTION,
        warning=whole.warning,
        figures=figures,
        entered_by=[] if asked or specialty is None else _entered_by(file, specialty),
        without_figures=[one.name for one in asked if one.match is None],
        match_rates=_match_rates(file),
        totals=_totals(file),
        definitions=dict(whole.definitions),
        percent_method=whole.percent_method,
        figures_missing=list(whole.missing),
        statements_warning=requirements.warning,
        statements=statements,
        statements_missing=list(requirements.missing),
        applicant=_applicant(applicant),
        not_checked=not_checked,
        experience=_experience(applicant),
        warnings=list(warnings),
        answers=_counts(statements),
        sources=[],
        disclaimer=DISCLAIMER,
    )
    return result.model_copy(update={"sources": _sources(file, result)})


def _entered_by(file: SpecialtiesFile, specialty: str) -> list[str]:
    """The names of the specialties of residency that are closest to one that no Match leads to directly."""
    near = {one.name: closeness(file, specialty, one.id) for one in file.specialties if one.residency}
    closest = max(near.values())
    return [name for name, how_close in near.items() if how_close == closest > 0]


# Figures


def _figures(file: SpecialtiesFile, specialty: Specialty, match: MatchRecord) -> SpecialtyFigures:
    found = [one for one in match.years if one.method is not Method.NOT_FOUND]
    preferring = match.match_rate_preferring
    return SpecialtyFigures(
        id=specialty.id,
        name=specialty.name,
        system=match.system.value,
        table=match.table,
        years=[_year(one) for one in sorted(found, key=lambda one: one.match_year)],
        missing_years=sorted({one.match_year for one in match.years} - {one.match_year for one in found}),
        match_rate_preferring=None
        if preferring is None
        else PreferringRateInfo(
            us_img_pct=_number(preferring.us_img_pct),
            non_us_img_pct=_number(preferring.non_us_img_pct),
            all_img_pct=_number(preferring.all_img_pct),
            data_years=preferring.data_years,
            confidence=preferring.confidence.value,
            sources=list(preferring.sources),
            note=preferring.note,
        ),
        step_2_ck=list(_scores(file, specialty.id, match)),
        surveys=[_survey(one) for one in file.img_match.director_surveys.surveys if one.specialty == specialty.id],
        visa=_visa_share(file.img_match.visa_acceptance)
        if file.img_match.visa_acceptance.specialty == specialty.id
        else None,
        note=match.note,
        sources=list(match.sources),
    )


def _year(year: MatchYear) -> YearFigures:
    share, basis = _share(year)
    return YearFigures(
        match_year=year.match_year,
        track=year.track,
        offered=year.offered,
        filled=year.filled,
        us_img=year.filled_by_us_img,
        non_us_img=year.filled_by_non_us_img,
        count_uncertainty=year.count_uncertainty,
        img_share_pct=share,
        share_basis=basis,
        method=year.method.value,
        confidence=None if year.confidence is None else year.confidence.value,
        sources=list(year.sources),
        note=year.note,
    )


def _share(year: MatchYear) -> tuple[float | None, Literal["stated", "computed"] | None]:
    """The share of the filled positions that went to IMGs: as a source states it, else from the counts."""
    if year.img_share_of_filled_pct is not None:
        return float(year.img_share_of_filled_pct), "stated"
    if not year.filled or year.filled_by_us_img is None or year.filled_by_non_us_img is None:
        return None, None
    share = Decimal(100 * (year.filled_by_us_img + year.filled_by_non_us_img)) / year.filled
    return float(share.quantize(_TENTH, ROUND_HALF_UP)), "computed"


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _scores(file: SpecialtiesFile, specialty: str, match: MatchRecord) -> Iterator[ScoreInfo]:
    """Mean scores of the specialty, the newest first."""
    newest, historic = match.step_2_ck_matched_mean, file.img_match.step_2_ck.historic
    if newest is not None:
        yield ScoreInfo(
            us_img=newest.us_img,
            non_us_img=newest.non_us_img,
            data_year=newest.data_year,
            confidence=newest.confidence.value,
            sources=list(newest.sources),
            labels_doubtful=newest.labels_doubtful,
            warning=newest.warning,
        )
    us_img, non_us_img = historic.us_img.by_specialty.get(specialty), historic.non_us_img.by_specialty.get(specialty)
    if us_img is not None or non_us_img is not None:
        yield ScoreInfo(
            us_img=us_img,
            non_us_img=non_us_img,
            data_year=historic.data_year,
            confidence=historic.confidence.value,
            sources=list(historic.sources),
            labels_doubtful=False,
            warning=historic.warning,
        )


def _survey(survey: DirectorSurvey) -> SurveyInfo:
    return SurveyInfo(
        year=survey.year,
        specialty=survey.specialty,
        response_rate_pct=_number(survey.response_rate_pct),
        confidence=survey.confidence.value,
        sources=list(survey.sources),
        facts=list(survey.facts),
        factors=[
            FactorInfo(factor=one.factor, citing_pct=_number(one.citing_pct), importance=_number(one.importance))
            for one in survey.factors or ()
        ],
    )


def _visa_share(found: VisaAcceptance) -> VisaShare:
    return VisaShare(
        programs_studied=found.programs_studied,
        accept_j1_pct=float(found.accept_j1_pct),
        accept_h1b_pct=float(found.h1b_pct_of_all),
        as_of=found.as_of,
        confidence=found.confidence.value,
        sources=list(found.sources),
        note=found.note,
    )


def _match_rates(file: SpecialtiesFile) -> list[RateInfo]:
    return [
        RateInfo(
            match_year=one.match_year,
            us_img_pct=_number(one.us_img_match_rate_pct),
            non_us_img_pct=_number(one.non_us_img_match_rate_pct),
            all_img_pct=_number(one.all_img_match_rate_pct),
            us_img_matched=one.us_img_matched,
            non_us_img_matched=one.non_us_img_matched,
            confidence=None if one.confidence is None else one.confidence.value,
            sources=list(one.sources),
            note=one.note,
        )
        for one in file.img_match.pgy1_match_rates
    ]


def _totals(file: SpecialtiesFile) -> list[TotalsInfo]:
    return [
        TotalsInfo(
            match_year=one.match_year,
            registered=one.registered,
            active=one.active,
            positions=one.positions_all_levels,
            pgy1_positions=one.pgy1_positions,
            filled=one.filled,
            fill_rate_pct=_number(one.fill_rate_pct),
            confidence=None if one.confidence is None else one.confidence.value,
            sources=list(one.sources),
            note=one.note,
        )
        for one in file.img_match.totals
    ]


def _sources(file: SpecialtiesFile, result: Outlook) -> list[SourceInfo]:
    """The pages behind the figures of the result, in the order of their first use."""
    of_rates = (source for rate in result.match_rates for source in rate.sources)
    of_totals = (source for total in result.totals for source in total.sources)
    ids = dict.fromkeys((*(source for one in result.figures for source in _cited(one)), *of_rates, *of_totals))
    return [
        SourceInfo(id=name, url=page.url, publisher=page.publisher, kind=page.kind.value, as_of=page.as_of)
        for name in ids
        for page in [file.sources[name]]
    ]


def _cited(figures: SpecialtyFigures) -> Iterator[str]:
    yield from figures.sources
    yield from (source for year in figures.years for source in year.sources)
    yield from (source for score in figures.step_2_ck for source in score.sources)
    yield from (source for survey in figures.surveys for source in survey.sources)
    if figures.match_rate_preferring is not None:
        yield from figures.match_rate_preferring.sources
    if figures.visa is not None:
        yield from figures.visa.sources


# Statements


def _statement(
    residency: ResidencyProgram, specialty_name: str, applicant: Checked | None, own: OwnInfo | None
) -> StatementInfo:
    asked, limit = residency.us_experience, residency.graduation_limit
    answers = [] if applicant is None else findings(applicant.situation, residency, applicant.experience)
    return StatementInfo(
        id=residency.id,
        name=residency.name,
        specialty=residency.specialty,
        specialty_name=specialty_name,
        state=residency.state,
        experience_status=asked.status.value,
        experience=asked.statement,
        min_months=asked.min_months,
        min_weeks=asked.min_weeks,
        length_is_preferred=asked.length_is_preferred,
        hands_on_required=asked.hands_on_required,
        observerships_count=asked.observerships_count,
        research_counts=asked.research_counts,
        also_asks=asked.also_asks,
        graduation_years=limit.years,
        graduation_kind=limit.kind.value,
        graduation_note=limit.note,
        visas=None if residency.visas is None else [visa.value for visa in residency.visas],
        visa_note=residency.visa_note,
        letters=residency.letters,
        own=own,
        notes=residency.notes,
        source=residency.url,
        as_of=residency.as_of,
        dated=residency.dated,
        confidence=residency.confidence.value,
        answers=[
            AnswerInfo(about=one.about.value, answer=one.answer.value, reason=one.reason, source=residency.url)
            for one in answers
        ],
    )


def _applicant(applicant: Checked | None) -> ApplicantInfo | None:
    return None if applicant is None else applicant_info(applicant.situation, applicant.solved.problem.instance)


def _experience(applicant: Checked | None) -> ExperienceInfo | None:
    if applicant is None:
        return None
    solution, have = applicant.solved.solution, applicant.experience
    shown = have or Experience(by=applicant.situation.review_day)
    return ExperienceInfo(
        outcome="not-computed" if have is None else "plan" if isinstance(solution, Solution) else "no-plan",
        proven_optimal=isinstance(solution, Solution) and solution.proven_optimal,
        by=shown.by,
        held_weeks=applicant.situation.applicant.held_weeks,
        hands_on=shown.hands_on,
        limited=shown.limited,
        watching=shown.watching,
        unstated=shown.unstated,
        research=shown.research,
        later=shown.later,
        rotations=[
            PlannedExperience(
                program=stop.program.id,
                name=label(stop.program),
                weeks=stop.weeks,
                start=stop.start,
                sort=_SORT_WORDS[sort_of(stop.program)],
            )
            for stop in applicant.solved.stops
        ],
    )


_SORT_WORDS: dict[str, Literal["hands-on", "limited", "watching", "unstated", "research"]] = {
    "hands_on": "hands-on",
    "limited": "limited",
    "watching": "watching",
    "unstated": "unstated",
    "research": "research",
}


def _counts(statements: Iterable[StatementInfo]) -> list[AnswerCount]:
    """Who answers what; every answer that anyone gives, in the order of the questions."""
    found: dict[tuple[str, str], list[str]] = {}
    for statement in statements:
        for one in statement.answers:
            found.setdefault((one.about, one.answer), []).append(statement.id)
    return [
        AnswerCount(about=about.value, answer=answer.value, programs=found[about.value, answer.value])
        for about in About
        for answer in Answer
        if (about.value, answer.value) in found
    ]
