"""Results built by hand, believable and with edge cases, for the tests of everything that shows them."""

import datetime as dt
from typing import Any, Literal

from usceplan.costs.home_currency import rate
from usceplan.money_result import home_currency_info
from usceplan.output.results import (
    AdviceInfo,
    AlternativeInfo,
    ApplicantInfo,
    BackupInfo,
    BudgetInfo,
    BudgetLine,
    BudgetReport,
    CashFlowInfo,
    CatalogueInfo,
    CategoryTotal,
    CheckInfo,
    ContingencyInfo,
    CriterionInfo,
    ExamInfo,
    FitInfo,
    HomeCurrency,
    LegInfo,
    LetterInfo,
    LikelyInfo,
    MatchInfo,
    MilestoneInfo,
    MonthFlowInfo,
    MonthInfo,
    MonthRotation,
    MonthTask,
    MonthTotal,
    NoPlanInfo,
    PartInfo,
    PaymentInfo,
    Percentiles,
    PlanInfo,
    ProgramInfo,
    Recommendation,
    ResourceInfo,
    RobustnessInfo,
    RotationInfo,
    TaskInfo,
    TimelineInfo,
    TimelineReport,
    Usd,
)

TODAY = dt.date(2026, 11, 22)
DISCLAIMER = "Planning information, not legal or immigration advice. Confirm with the program before paying."
CATALOGUE = CatalogueInfo(version="0.1.0", programs=228, digest="5176bdd783bb9a0c", collected=TODAY)

# Moves the cursor, sets the title of the window, turns the reading direction, and looks like markup of Rich.
HOSTILE = (
    "\x1b[31mred\x1b[0m \x1b]0;title\x07[bold red]bold[/] \u202eesrever\u202c\r\n\ttab \x9b2J \u200bzero\x00 \ud800"
)
HOSTILE_SHOWN = "red [bold red]bold[/] esrever tab zero"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def usd(low: int, typical: int, high: int) -> Usd:
    return Usd(low=low, typical=typical, high=high)


def applicant(**changes: Any) -> ApplicantInfo:
    plain = ApplicantInfo(
        specialties=["internal-medicine"],
        specialty_names=["internal medicine"],
        graduation_year=2023,
        status="graduate",
        visas=["b1", "b2"],
        visa_label="B-1/B-2 visitor visa",
        budget=9000,
        match_year=2028,
        nationality=None,
        nationality_name=None,
        home_region=None,
        us_metro=None,
        us_metro_name=None,
        free_housing=[],
        free_housing_names=[],
        housing="shared-room",
        visa_wait_weeks=None,
        exams=None,
        held_letters=0,
        held_weeks=0,
        held_involvement="full",
        available_from=None,
        available_to=None,
        months=[],
        kinds=[],
        states=[],
        not_states=[],
        hands_on_only=False,
        include=[],
        exclude=[],
        only_confirmed=False,
        max_rotations=6,
        max_stays=2,
        weights={"letters": 40, "hands-on": 25, "specialty": 15, "recency": 10, "mix": 10},
        ignored_rules=[],
        include_application=False,
    )
    return plain.model_copy(update=changes)


def talkative_applicant() -> ApplicantInfo:
    """Everything said that can be said."""
    return applicant(
        specialties=["family-medicine", "hematology-oncology", "pediatrics"],
        specialty_names=["family medicine", "hematology and oncology", "pediatrics"],
        nationality="PK",
        nationality_name="Pakistan",
        home_region="south-asia",
        free_housing=["chicago", "washington_dc"],
        free_housing_names=["Chicago", "Washington, DC"],
        exams=[ExamInfo(exam="usmle-step-1", on=None), ExamInfo(exam="usmle-step-2-ck", on=day("2027-03-01"))],
        held_letters=1,
        held_weeks=4,
        held_involvement="none",
        available_from=day("2027-01-04"),
        available_to=day("2027-09-30"),
        months=[1, 2, 9],
        kinds=["observership", "externship"],
        not_states=["FL", "TX"],
        hands_on_only=True,
        include=["grady-observership"],
        only_confirmed=True,
        ignored_rules=["exams"],
        weights={"letters": 70, "hands-on": 25, "specialty": 15, "recency": 10, "mix": 10},
        include_application=True,
    )


def check(
    rule: str, result: Literal["pass", "unknown", "fail", "ignored"], reason: str, source: str | None = None
) -> CheckInfo:
    return CheckInfo(rule=rule, result=result, reason=reason, source=source)


def fit(score: int) -> FitInfo:
    return FitInfo(
        score=score,
        criteria=[
            CriterionInfo(id="involvement", points=5, max=25, why="observing only"),
            CriterionInfo(id="specialty", points=20, max=20, why="internal medicine"),
            CriterionInfo(id="residency-on-site", points=0, max=10, why="not stated"),
            CriterionInfo(id="cost", points=6, max=10, why="four weeks cost about $3,128 of $9,000"),
        ],
    )


CHECKS = [
    check("open", "unknown", "No page says whether it takes applications now."),
    check("audience", "pass", "Takes graduates.", "https://www.example.edu/observers?for=graduates#who"),
    check(
        "visa-permits",
        "unknown",
        "If it turns out to be hands-on, B-1 does not cover it for a graduate: ask what you may do.",
        "https://global.example.edu/isss/medical-activities",
    ),
    check("exams", "ignored", "Asks for USMLE Step 2 CK before the start.", "https://www.example.edu/observers"),
]


def program(rank: int | None, name: str, institution: str, **changes: Any) -> ProgramInfo:
    plain = ProgramInfo(
        rank=rank,
        id=name.lower().replace(" ", "-"),
        name=name,
        institution=institution,
        kind="observership",
        involvement="none",
        places=["Chicago, IL"],
        url="https://www.example.edu/observers",
        verdict="confirm",
        checks=CHECKS,
        fit=fit(75),
        cost_per_4_weeks=usd(1124, 1403, 1840),
        cost_basis="stated",
        earliest_start=day("2027-02-22"),
        apply_by=day("2026-11-23"),
        confidence="medium",
        guide_check=None,
        notes=None,
    )
    return plain.model_copy(update=changes)


def programs() -> list[ProgramInfo]:
    """Eighteen: the first ones with edge cases, then as many as make the list be cut."""
    special = [
        program(
            1,
            "Physician Observership Program",
            "Lakeside University Hospital",
            verdict="eligible",
            checks=[CHECKS[1]],
            notes="One letter may be asked for after four weeks. The fee is not paid back.",
        ),
        program(
            2,
            "Extended Hands-On Externship and Evaluation Experience for Graduates of International Medical Schools",
            "Department of Medicine, Division of General Internal Medicine and Population Health Sciences, Prairie "
            "State University School of Medicine (formerly Prairie Medical College)",
            kind="externship",
            involvement="full",
            places=["Springfield, IL", "Peoria, IL", "Carbondale, IL", "Decatur, IL"],
            cost_per_4_weeks=usd(9800, 12_450, 16_300),
            cost_basis="estimate",
            guide_check="The guide promises clinical internships. The hospital names none; you only watch.",
        ),
        program(
            3,
            "Clinical Rotations",
            "Rotation Agency",
            kind=None,
            involvement=None,
            places=[],
            url=None,
            cost_basis="estimate",
            earliest_start=None,
            apply_by=None,
        ),
        program(4, "Observership", "Clínica São José – Zürich Partners", involvement="limited", fit=fit(9)),
    ]
    others = [
        program(
            rank,
            "Clinical Observership",
            f"Hospital {rank} of the Sisters of Mercy",
            checks=CHECKS[:1],
            fit=fit(80 - rank),
        )
        for rank in range(5, 19)
    ]
    return [*special, *others]


def excluded() -> list[ProgramInfo]:
    student = check("audience", "fail", "Takes only students; you will be a graduate.", "https://www.example.org/x")
    seeker = check(
        "residency-seekers",
        "fail",
        "Does not take people who mean to apply for U.S. residency.",
        "https://www.example.com/observers",
    )
    known = program(
        None,
        "Global Observer (international) Program",
        "Famous Clinic (Ohio)",
        verdict="ineligible",
        checks=[CHECKS[1], seeker],
        guide_check="The guide promises an externship with patient care. The official page says the opposite.",
    )
    others = [
        program(
            None,
            f"Student Elective {number}",
            "University of the Plains",
            verdict="ineligible",
            checks=[student, seeker],
        )
        for number in range(1, 12)
    ]
    return [*others, known]


def resources() -> list[ResourceInfo]:
    return [
        ResourceInfo(
            id="observership-listing",
            name="Observership listing",
            institution="Medical Association",
            type="listing",
            use="advice on observerships and a voluntary list of them.",
            url="https://www.example.org/observerships",
            checks=[check("audience", "pass", "Takes graduates."), CHECKS[0]],
        ),
        ResourceInfo(
            id="help",
            name="Help for physicians",
            institution="Refugee Service",
            type="support-service",
            use="Coaching.",
            url=None,
            checks=[],
        ),
    ]


MILESTONES = [
    MilestoneInfo(
        id="applicants_may_submit",
        date=day("2027-09-01"),
        basis="projected",
        source=None,
        note="Projected by the rule: first Wednesday of September.",
    ),
    MilestoneInfo(
        id="programs_may_review",
        date=day("2027-09-22"),
        basis="reported",
        source="https://www.example.edu/e",
        note=None,
    ),
    MilestoneInfo(
        id="match_day", date=day("2028-03-17"), basis="official", source="https://www.nrmp.org/calendar", note=None
    ),
]


def match() -> MatchInfo:
    return MatchInfo(
        match_year=2028,
        why="The 2027 Match has been out of reach since 2026-07-27, the last Monday for a rotation with a letter.",
        letter_deadline=day("2027-08-23"),
        milestones=MILESTONES,
    )


def rotation(name: str, start: str, end: str, weeks: int, **changes: Any) -> RotationInfo:
    plain = RotationInfo(
        program=name.lower().replace(" ", "-"),
        name=name,
        institution="Lakeside University Hospital",
        place="Chicago, IL",
        metro="chicago",
        kind="observership",
        involvement="none",
        specialty="internal-medicine",
        specialty_name="internal medicine",
        start=day(start),
        end=day(end),
        weeks=weeks,
        apply_by=day("2026-11-23"),
        verdict="confirm",
        to_confirm=[check.reason for check in CHECKS if check.result in ("unknown", "ignored")],
        letter=LetterInfo(counts=True, quality=0.42, why="ends by 2027-08-23, in time for a letter"),
        usd=usd(1124, 1403, 1840),
        usd_basis="estimate",
        arrival=LegInfo(kind="arrive", from_place=None, weeks_waiting=0, usd=754),
        backups=[],
    )
    return plain.model_copy(update=changes)


def rotations() -> list[RotationInfo]:
    backup = BackupInfo(
        program="clinical-observership",
        name="Clinical Observership",
        specialty="family-medicine",
        weeks=4,
        start=day("2027-02-22"),
        strength=41.4,
        usd=8721,
    )
    return [
        rotation("Physician Observership Program", "2027-02-22", "2027-03-21", 4, backups=[backup, backup]),
        rotation(
            "Observership",
            "2027-03-22",
            "2027-03-28",
            1,
            verdict="eligible",
            to_confirm=[],
            letter=LetterInfo(counts=False, quality=0.3, why="shorter than 4 weeks"),
            usd=usd(929, 929, 929),
            usd_basis="stated",
            apply_by=day("2026-12-21"),
            arrival=LegInfo(kind="stay", from_place="Chicago, IL", weeks_waiting=0, usd=0),
        ),
        rotation(
            "Clinical Rotations",
            "2027-04-12",
            "2027-05-09",
            4,
            place="Austin, TX",
            metro="austin",
            arrival=LegInfo(kind="wait", from_place="Chicago, IL", weeks_waiting=2, usd=1065),
        ),
        rotation(
            "Clinical Observership",
            "2027-06-07",
            "2027-07-04",
            4,
            place="Boston, MA",
            metro="boston",
            arrival=LegInfo(kind="home", from_place="Austin, TX", weeks_waiting=0, usd=754),
        ),
    ]


def plan(**changes: Any) -> PlanInfo:
    plain = PlanInfo(
        strength=44.404,
        max_strength=100,
        proven_optimal=True,
        upper_bound=44.404,
        parts=[
            PartInfo(id="letters", points=13.6, max=40),
            PartInfo(id="hands-on", points=2.7, max=25),
            PartInfo(id="specialty", points=8.125, max=15),
            PartInfo(id="recency", points=10, max=10),
            PartInfo(id="mix", points=10, max=10),
        ],
        stays=2,
        usd=6049,
        rotations=rotations(),
        robustness=RobustnessInfo(
            refusal_rate=0.5,
            place_certainty=0.9,
            applications_per_place=4,
            letter_chances=[0.87, 0.5, 0.12],
            meaning="Every application is refused with the same chance.",
        ),
    )
    return plain.model_copy(update=changes)


def timeline(planned: list[RotationInfo]) -> TimelineInfo:
    """Every month of the cycle, with the parts of the rotations in it."""
    first, last = day("2026-11-01"), day("2028-07-01")
    months = []
    while first <= last:
        following = (first + dt.timedelta(days=31)).replace(day=1)
        end = following - dt.timedelta(days=1)
        months.append(_month(first, end, planned))
        first = following
    return TimelineInfo(
        months=months, tasks=tasks(planned), visa_wait_weeks=11, visa_start=dt.date(2027, 4, 5), done=[]
    )


def _month(first: dt.date, end: dt.date, planned: list[RotationInfo]) -> MonthInfo:
    return MonthInfo(
        month=first.isoformat()[:7],
        rotations=[
            MonthRotation(program=one.program, name=one.name, first=max(one.start, first), last=min(one.end, end))
            for one in planned
            if one.start <= end and one.end >= first
        ],
        milestones=[one.id for one in MILESTONES if first <= one.date <= end],
        tasks=[
            MonthTask(date=max(one.due, TODAY), text=one.title, id=one.id)
            for one in tasks(planned)
            if first <= max(one.due, TODAY) <= end
        ],
    )


def task(**changes: Any) -> TaskInfo:
    plain = TaskInfo(
        id="document:cv",
        kind="document",
        title="Have ready: CV",
        short="CV",
        due=day("2026-11-30"),
        start=TODAY,
        reach=day("2026-11-24"),
        state="now",
        late_days=0,
        conflict=None,
        chain=[],
        because="asked for by the first program",
        missed="The application waits for it.",
        programs=["first"],
        after=[],
        work_days=2,
        wait_days=0,
        basis="assumption",
        source=None,
        size="What it usually takes.",
        size_basis="assumption",
        size_source=None,
    )
    return plain.model_copy(update=changes)


def tasks(planned: list[RotationInfo]) -> list[TaskInfo]:
    """A late one, two papers for one day, one that can wait, a date, and an application for each rotation."""
    if not planned:
        return []
    return [
        task(
            id="visa-interview",
            kind="visa",
            title="Go to the visa interview",
            short="visa interview",
            due=day("2026-11-16"),
            state="late",
            late_days=10,
            conflict="apply (28 days), then visa interview: 28 days in all; only 18 until 2026-11-16.",
            chain=["visa-interview"],
            missed="You cannot travel.",
            wait_days=14,
        ),
        task(),
        task(
            id="document:tb-test", title="Have ready: TB test", short="TB test", start=day("2026-11-25"), state="later"
        ),
        *(
            task(
                id=f"apply:{one.program}",
                kind="apply",
                title=f"Apply to {one.name}, {one.institution}",
                short="apply",
                due=one.apply_by,
                start=one.apply_by,
                state="later",
                basis="stated",
                source="https://www.example.edu/observers",
                after=["document:cv"],
            )
            for one in planned
        ),
        task(
            id="last-rotation",
            kind="date",
            title="Last day for a rotation whose letter should count",
            short="last rotation",
            due=day("2027-08-23"),
            start=day("2027-08-23"),
            state="later",
            missed=None,
        ),
    ]


def line(category: str, item: str, amount: Usd, **changes: Any) -> BudgetLine:
    plain = BudgetLine(
        category=category,
        item=item,
        quantity=1,
        unit="once",
        unit_usd=amount,
        usd=amount,
        basis="stated",
        source=None,
        as_of=None,
        counted=True,
        warning=None,
    )
    return plain.model_copy(update=changes)


def cash_flow() -> CashFlowInfo:
    def paid(first: str, category: str, item: str, amount: int, *, counted: bool = True) -> PaymentInfo:
        return PaymentInfo(first=day(first), category=category, item=item, usd=amount, counted=counted)

    visa = paid("2026-11-30", "visa-and-entry", "visitor visa", 185)
    exam = paid("2027-01-04", "exams-and-certification", "USMLE Step 2 CK", 1020, counted=False)
    fees = paid("2027-02-01", "program-fees", "tuition, amount not stated: Clinical Rotations", 4000)
    room = paid("2027-02-01", "housing", "room in a shared home, Chicago", 1864)
    months = [
        MonthFlowInfo(month="2026-11", usd=185, running=185, beside=0, payments=[visa]),
        MonthFlowInfo(month="2026-12", usd=0, running=185, beside=0, payments=[]),
        MonthFlowInfo(month="2027-01", usd=0, running=185, beside=1020, payments=[exam]),
        MonthFlowInfo(month="2027-02", usd=5864, running=6049, beside=0, payments=[fees, room]),
    ]
    return CashFlowInfo(
        months=months,
        dearest_month="2027-02",
        dearest_month_with_beside="2027-02",
        rules=["Flights are booked two months before."],
    )


def likely() -> LikelyInfo:
    return LikelyInfo(
        total=Percentiles(p10=4300, p50=5800, p90=7100),
        if_all_move_together=Percentiles(p10=3342, p50=6049, p90=7731),
        within_limit_percent=100,
        unknowns=2,
        assumptions=["Each amount is below its typical value as often as above it."],
    )


def budget(**changes: Any) -> BudgetInfo:
    lines = [
        line(
            "program-fees", "tuition: Physician Observership Program, Lakeside University Hospital", usd(0, 2000, 2775)
        ),
        line("program-fees", "tuition, amount not stated: Clinical Rotations", usd(1000, 2000, 2775), basis="estimate"),
        line(
            "housing",
            "room in a shared home, Chicago",
            usd(1480, 1864, 2416),
            quantity=8,
            unit="week",
            unit_usd=usd(185, 233, 302),
            basis="estimate",
            source="https://www.huduser.gov/portal/datasets/fmr.html",
            as_of="2026-09-03",
            warning="worked out from a rent by a rule of thumb",
        ),
        line(
            "visa-and-entry", "visitor visa", usd(185, 185, 185), basis="published", source="https://travel.state.gov"
        ),
        line("exams-and-certification", "USMLE Step 2 CK", usd(1020, 1020, 1020), basis="published", counted=False),
    ]
    plain = BudgetInfo(
        limit=9000,
        total=usd(2665, 6049, 8151),
        beside=usd(1020, 1020, 1020),
        lines=lines,
        by_category=[
            CategoryTotal(category="program-fees", usd=usd(1000, 4000, 5550), counted=True),
            CategoryTotal(category="housing", usd=usd(1480, 1864, 2416), counted=True),
            CategoryTotal(category="visa-and-entry", usd=usd(185, 185, 185), counted=True),
            CategoryTotal(category="exams-and-certification", usd=usd(1020, 1020, 1020), counted=False),
        ],
        by_month=[MonthTotal(month="2026-11", usd=185), MonthTotal(month="2027-02", usd=5864)],
        cash_flow=cash_flow(),
        likely=likely(),
        contingencies=[
            ContingencyInfo(
                item="visa bond, paid back later",
                usd=usd(5000, 10_000, 15_000),
                condition="only for listed nationalities",
                source="https://www.federalregister.gov/bond",
                as_of="2026-08-20",
            )
        ],
    )
    return plain.model_copy(update=changes)


def recommendation(**changes: Any) -> Recommendation:
    plain = Recommendation(
        generated_on=TODAY,
        catalogue=CATALOGUE,
        applicant=applicant(),
        match=match(),
        programs=programs(),
        excluded=excluded(),
        resources=resources(),
        plan=plan(),
        no_plan=None,
        alternatives=[
            AlternativeInfo(
                name=None, strength=24.1, usd=3980, letters=1, rotations=["physician-observership-program"]
            ),
            AlternativeInfo(
                name="thriftiest",
                strength=31.2,
                usd=5210,
                letters=2,
                rotations=["physician-observership-program", "clinical-rotations"],
            ),
            AlternativeInfo(
                name="balanced",
                strength=31.2,
                usd=5210,
                letters=2,
                rotations=["physician-observership-program", "clinical-rotations"],
            ),
            AlternativeInfo(
                name="strongest",
                strength=37.5,
                usd=8450,
                letters=2,
                rotations=["physician-observership-program", "clinical-rotations"],
            ),
        ],
        alternatives_exact=True,
        whatif=[],
        timeline=timeline(rotations()),
        budget=budget(),
        advice=[
            AdviceInfo(
                id="letters_first",
                text="Put rotations with a letter first: to count, one of at least 4 weeks must end by 2027-08-23.",
                because="residency programs may review applications from 2027-09-22",
                source="https://www.aafp.org/letters",
            )
        ],
        assumptions=["You are taken to be a graduate today (--status)."],
        warnings=["A car is usually needed and not counted, as no figure was found: Austin."],
        disclaimer=DISCLAIMER,
    )
    return plain.model_copy(update=changes)


def without_plan(**changes: Any) -> Recommendation:
    no_plan = NoPlanInfo(
        blame="budget",
        reason="The cheapest plan costs $5,637, more than the budget of $900.",
        change="Raise the budget to $5,637.",
        flag="--budget 5637",
    )
    timeline_alone = timeline([])
    return recommendation(
        applicant=applicant(budget=900),
        programs=[],
        plan=None,
        no_plan=no_plan,
        alternatives=[],
        timeline=timeline_alone,
        budget=None,
        advice=[],
    ).model_copy(update=changes)


def heavily_weighted() -> Recommendation:
    """Weights of the applicant's own, a search that stopped early, and everything said."""
    return recommendation(
        applicant=talkative_applicant(),
        plan=plan(
            strength=70.0,
            max_strength=130,
            proven_optimal=False,
            upper_bound=83.25,
            parts=[PartInfo(id="letters", points=70, max=70), PartInfo(id="mix", points=0, max=0)],
        ),
        budget=budget(limit=5000),
    )


def hostile() -> Recommendation:
    """The text of ``HOSTILE`` wherever a catalogue's own text is shown."""
    bad = [check("open", "unknown", HOSTILE, f"https://{HOSTILE}/"), check("exams", "fail", HOSTILE, "http://[bad")]
    shown = program(1, HOSTILE, HOSTILE, places=[HOSTILE], url=HOSTILE, checks=bad, guide_check=HOSTILE, notes=HOSTILE)
    planned = rotation(HOSTILE, "2027-02-22", "2027-03-21", 4, institution=HOSTILE, place=HOSTILE, to_confirm=[HOSTILE])
    return recommendation(
        programs=[shown],
        excluded=[shown.model_copy(update={"rank": None, "verdict": "ineligible"})],
        resources=[resource.model_copy(update={"name": HOSTILE, "use": HOSTILE}) for resource in resources()],
        plan=plan(rotations=[planned]),
        timeline=timeline([planned]),
        budget=budget(lines=[line("housing", HOSTILE, usd(1, 2, 3), source=HOSTILE, warning=HOSTILE, as_of=HOSTILE)]),
        advice=[AdviceInfo(id="x", text=HOSTILE, because=HOSTILE, source=HOSTILE)],
        warnings=[HOSTILE],
    )


def budget_report(**changes: Any) -> BudgetReport:
    plain = BudgetReport(
        generated_on=TODAY,
        catalogue=CATALOGUE,
        subject="rotations",
        title="Budget of 2 rotations",
        budget=budget(),
        assumptions=["You rent a room in a shared home and cook."],
        warnings=[],
        disclaimer=DISCLAIMER,
    )
    return plain.model_copy(update=changes)


def euros() -> HomeCurrency:
    return home_currency_info(budget(), rate("EUR", "0.92", day("2026-11-20")))


def timeline_report(**changes: Any) -> TimelineReport:
    """The timeline of the sample plan."""
    result = recommendation()
    assert result.plan is not None
    plain = TimelineReport(
        generated_on=TODAY,
        catalogue=CATALOGUE,
        match_year=2028,
        milestones=MILESTONES,
        rotations=result.plan.rotations,
        timeline=result.timeline,
        assumptions=["How long things take is assumed."],
        warnings=["Check first whether your nationality may come at all."],
        disclaimer=DISCLAIMER,
    )
    return plain.model_copy(update=changes)
