"""What would turn a verdict: changes of the applicant and answers of the program, each judged by all rules again.

A change of the applicant changes the profile; an answer of the program puts a fact in the place of what no page states,
or of what a page states. Nothing here says what a change does: eligibility is worked out again with it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from usceplan.applicant import Applicant, Limits, Standing
from usceplan.asked_exams import lacking
from usceplan.assessment import Assessment, assess, least_plan_usd
from usceplan.catalog.program import Limits as Weeks
from usceplan.catalog.program import Program
from usceplan.catalog.specialties import name_in_text, name_of
from usceplan.catalog.vocabulary import (
    ENGLISH_TESTS,
    Involvement,
    OpenStatus,
    ResidencySeekers,
    Status,
    Visa,
    VisaSupport,
)
from usceplan.costs.prices import Prices
from usceplan.eligibility import Check, Result, Verdict, verdict
from usceplan.match import MatchCycle
from usceplan.planning.situation import Situation
from usceplan.understanding import MOST_DOLLARS
from usceplan.whatif_changes import (
    Change,
    fewer_limits,
    other_arrivals,
    other_departures,
    other_match_years,
    other_months,
    other_visas,
    passing,
    with_budget,
)
from usceplan.words import EXAM_NAMES, STATUS_NAMES, STATUS_OF_ONE, VISA_NAMES, dollars, listed

Values = Mapping[str, Any]
_NONE: Values = {}
_RANKS = {Result.FAIL: 0, Result.IGNORED: 1, Result.UNKNOWN: 1, Result.PASS: 2}
_VERDICTS = (Verdict.INELIGIBLE, Verdict.CONFIRM, Verdict.ELIGIBLE)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that could be otherwise.

    ``applicant``, ``limits`` and ``cycle`` are what changes of the person, ``facts`` what changes of the program.
    ``settles`` names the rules that no fact on file decides and that this does. ``flags`` are the options that make a
    change of the applicant; None where there are none.
    """

    id: str
    by: Literal["you", "program"]
    text: str
    flags: str | None = None
    applicant: Values = field(default_factory=dict)
    limits: Values = field(default_factory=dict)
    cycle: MatchCycle | None = None
    facts: Values = field(default_factory=dict)
    settles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict and the checks of a program in the standing that serves best."""

    verdict: Verdict
    checks: tuple[Check, ...]

    def results(self) -> dict[str, Result]:
        """The result of each rule."""
        return {check.rule: check.result for check in self.checks}


def judged(situation: Situation, program: Program, steps: Sequence[Step] = ()) -> Judged:
    """The program judged with some steps taken, one after the other."""
    changed, other = situation, program
    for step in steps:
        changed, other = _stepped(changed, step), other.model_copy(update=dict(step.facts))
    settled = {rule: step.text for step in steps for rule in step.settles}
    found = assess(changed, Prices(changed), other)
    judgements = [_settled(checks, settled) for checks in found.checks_by_standing.values()]
    return max(judgements, key=lambda one: _VERDICTS.index(one.verdict))


def _stepped(situation: Situation, step: Step) -> Situation:
    limits = replace(situation.applicant.limits, **step.limits)
    applicant = replace(situation.applicant, **step.applicant, limits=limits)
    return replace(situation, applicant=applicant, cycle=step.cycle or situation.cycle)


def _settled(checks: tuple[Check, ...], settled: Mapping[str, str]) -> Judged:
    after = tuple(
        one._replace(result=Result.PASS, reason=f"{settled[one.rule]}.", source=None) if one.rule in settled else one
        for one in checks
    )
    return Judged(verdict(after), after)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a step does alone: the verdict then, and every check whose result differs."""

    step: Step
    verdict: Verdict
    changed: tuple[Check, ...]
    """As they are with the step."""
    mends: tuple[str, ...]
    """The rules that come out better."""
    harms: tuple[str, ...]


def effects(situation: Situation, found: Assessment) -> tuple[Effect, ...]:
    """Every step that changes the result of a check: those to the better first, then as they were tried."""
    before = judged(situation, found.program)
    tried = [_effect(situation, found.program, before, step) for step in all_steps(situation, found)]
    kept = [one for one in tried if one.changed]
    return tuple(sorted(kept, key=lambda one: (-_VERDICTS.index(one.verdict), bool(one.harms), one.step.by != "you")))


def _effect(situation: Situation, program: Program, before: Judged, step: Step) -> Effect:
    after, old = judged(situation, program, (step,)), before.results()
    changed = tuple(one for one in after.checks if one.result is not old[one.rule])
    return Effect(
        step=step,
        verdict=after.verdict,
        changed=changed,
        mends=tuple(one.rule for one in changed if _RANKS[one.result] > _RANKS[old[one.rule]]),
        harms=tuple(one.rule for one in changed if _RANKS[one.result] < _RANKS[old[one.rule]]),
    )


@dataclass(frozen=True, slots=True)
class Way:
    """Steps that together reach a verdict, none of which can be left out; ``open`` has the rules they leave as is."""

    aim: Verdict
    reached: bool
    steps: tuple[Step, ...]
    verdict: Verdict
    open: tuple[str, ...]


def ways(situation: Situation, program: Program, found: Sequence[Effect]) -> tuple[Way, ...]:
    """How the program would come to be open at all, where it is not, and how nothing would be left to confirm."""
    reached = _VERDICTS.index(judged(situation, program).verdict)
    useful = [one for one in found if not one.harms]
    return tuple(_way(situation, program, useful, aim) for aim in _VERDICTS[reached + 1 :])


def _way(situation: Situation, program: Program, useful: Sequence[Effect], aim: Verdict) -> Way:
    def open_rules(steps: Sequence[Step]) -> list[str]:
        least = 1 if aim is Verdict.CONFIRM else 2
        return [rule for rule, one in judged(situation, program, steps).results().items() if _RANKS[one] < least]

    chosen: list[Step] = []
    left = open_rules(chosen)
    for step in [one.step for rule in left for one in useful if rule in one.mends]:
        after = open_rules([*chosen, step])
        if set(after) < set(left):
            chosen, left = [*chosen, step], after
    for step in tuple(chosen):  # a later step may have done an earlier one's work
        without = [one for one in chosen if one is not step]
        if open_rules(without) == left:
            chosen = without
    reached = judged(situation, program, chosen).verdict
    return Way(aim, not left, tuple(chosen), reached, tuple(left))


# What could be otherwise


def all_steps(situation: Situation, found: Assessment) -> Iterator[Step]:
    """Every step to try: changes of the applicant, the least trouble first, then answers of the program."""
    yield from _of_the_applicant(situation, found)
    for answers in _ANSWERS:
        yield from answers(situation, found, _best_standing(found))


def _best_standing(found: Assessment) -> Standing:
    return next(standing for standing, checks in found.checks_by_standing.items() if checks == found.checks)


def _of_the_applicant(situation: Situation, found: Assessment) -> Iterator[Step]:
    required = found.program.exams_required or ()
    changes = [
        *fewer_limits(situation, found.program.id),
        *_budgets(situation, found),
        *([passing(situation, required)] if required else []),
        *other_arrivals(situation),
        *other_departures(situation),
        *other_months(situation),
        *other_visas(situation),
        *other_match_years(situation),
    ]
    yield from (step for change in changes if (step := _step_of(situation, change)) is not None)
    yield from _other_persons(situation, found)


def _step_of(situation: Situation, change: Change) -> Step | None:
    """A change of the situation as a step that can be taken after others; None where it can't be made."""
    after = change.situation
    if after is None:
        return None
    old, new = situation.applicant, after.applicant
    return Step(
        id=change.id,
        by="you",
        text=change.text[:1].upper() + change.text[1:],
        flags=change.flags,
        applicant=_differences(Applicant, old, new, but="limits"),
        limits=_differences(Limits, old.limits, new.limits),
        cycle=after.cycle if after.cycle is not situation.cycle else None,
    )


def _differences(model: type[Any], old: object, new: object, but: str = "") -> Values:
    names = [one.name for one in fields(model) if one.name != but]
    return {name: getattr(new, name) for name in names if getattr(old, name) != getattr(new, name)}


def _budgets(situation: Situation, found: Assessment) -> Iterator[Change]:
    """The least budget with which a plan of this program alone can be paid, and the greatest with which it cannot."""
    prices, budget = Prices(situation), situation.applicant.budget
    least = min(least_plan_usd(situation, prices, found.program, one) for one in found.checks_by_standing)
    if budget < least <= MOST_DOLLARS:
        yield with_budget(situation, least)
    elif 0 < least <= budget:
        yield replace(with_budget(situation, least - 1), text=f"A budget below {dollars(least)}")


def _other_persons(situation: Situation, found: Assessment) -> Iterator[Step]:
    applicant, program = situation.applicant, found.program
    standing = _best_standing(found)
    for status in (Status.RESIDENT, Status.PRACTISING_PHYSICIAN):
        if not standing.is_student and standing.status is not status:
            text = f"Being {STATUS_OF_ONE[status]}"
            yield Step(f"status-{status.value}", "you", text, f"--status {status.value}", applicant={"status": status})
    if applicant.exams is None:
        yield Step("exams-none-passed", "you", "No exam passed", "--exam none", applicant={"exams": ()})
    yield from _nationalities(situation, program)
    offered = [one for one in program.specialties or () if one in situation.catalogue.specialties.by_id]
    if offered and not set(offered) & set(applicant.specialties):
        wanted = (*applicant.specialties, offered[0])
        text = f"{name_of(situation.catalogue.specialties, offered[0])}, which it offers, as a second choice"
        flags = " ".join(f"--specialty {one}" for one in wanted)
        yield Step("specialty", "you", text, flags, applicant={"specialties": wanted})


def _nationalities(situation: Situation, program: Program) -> Iterator[Step]:
    """Telling the nationality, where the program excludes some and it was not told."""
    excluded = program.excluded_nationalities
    if not excluded or situation.applicant.nationality is not None:
        return
    countries = situation.catalogue.places.countries
    inside = next((one for one in countries if one.name in excluded), None)
    outside = next((one for one in countries if one.name not in excluded), None)
    for country, text in (
        (outside, f"A nationality other than {listed(excluded, 'or')}, told with --nationality"),
        (inside, f"A nationality of {listed(excluded, 'or')}"),
    ):
        if country is not None:
            name = "nationality-other" if country is outside else "nationality-excluded"
            yield Step(name, "you", text, None, applicant={"nationality": country.code})


# What the program could answer

_Answers = Callable[[Situation, Assessment, Standing], Iterator[Step]]


def _answer(name: str, text: str, facts: Values = _NONE, settles: tuple[str, ...] = ()) -> Step:
    return Step(name, "program", text, facts=facts, settles=settles)


def _whether_open(_: Situation, found: Assessment, __: Standing) -> Iterator[Step]:
    yield _answer("open-yes", "It takes applications", {"status": OpenStatus.OPEN})
    if found.program.status is None:
        yield _answer("open-no", "It is closed or has paused", {"status": OpenStatus.CLOSED})
    if not found.program.verified:
        yield _answer("exists-yes", "The institution confirms that it exists", {"verified": True})


def _whom(_: Situation, found: Assessment, standing: Standing) -> Iterator[Step]:
    names = STATUS_NAMES[standing.status]
    takes = (*(found.program.audience or ()), standing.status)
    yield _answer("audience-yes", f"It takes {names} of schools abroad", {"audience": takes})
    if found.program.audience is None:
        yield _answer("audience-no", f"It takes no {names} of schools abroad", {"audience": ()})


def _residency_seekers(_: Situation, found: Assessment, __: Standing) -> Iterator[Step]:
    for name, text, seekers in (
        ("yes", "It takes people who mean to apply for residency", ResidencySeekers.ACCEPTED),
        ("no", "It takes nobody who means to apply for residency", ResidencySeekers.EXCLUDED),
    ):
        if name == "yes" or found.program.residency_seekers is None:
            yield _answer(f"residency-seekers-{name}", text, {"residency_seekers": seekers})


def _years(_: Situation, found: Assessment, standing: Standing) -> Iterator[Step]:
    years, stated = max(standing.years_since_graduation, 0), found.program.max_years_since_graduation
    yield _answer(
        "graduation-year-yes", f"It takes people {years} years past graduation", {"max_years_since_graduation": years}
    )
    if stated is None and years:
        text = f"Its limit is less than {years} years past graduation"
        yield _answer("graduation-year-no", text, {"max_years_since_graduation": years - 1})


def _exams(_: Situation, found: Assessment, standing: Standing) -> Iterator[Step]:
    yield _answer("exams-none", "It asks for no exam", {"exams_required": ()})
    if found.program.exams_required is None:
        for exam, name in EXAM_NAMES.items():
            if exam not in ENGLISH_TESTS and (standing.exams is None or lacking((exam,), standing.exams)):
                yield _answer(f"exams-{exam.value}", f"It asks for {name}", {"exams_required": (exam,)})


def _visas(situation: Situation, found: Assessment, _: Standing) -> Iterator[Step]:
    program, visas = found.program, situation.applicant.visas
    yours = listed((VISA_NAMES[visa] for visa in visas), "or")
    yield _answer("visa-yes", f"It accepts {yours}", {"visas_accepted": (*(program.visas_accepted or ()), *visas)})
    if program.visas_accepted is None and Visa.US_PERSON not in visas:
        yield _answer("visa-no", f"It does not accept {yours}", {"visas_accepted": (Visa.US_PERSON,)})
    for visa, form, support in ((Visa.J1, "DS-2019", VisaSupport.DS_2019), (Visa.F1, "I-20", VisaSupport.I_20)):
        if visa in visas:
            text = f"It issues the form {form}"
            yield _answer(f"visa-support-{support.value}", text, {"visa_support": support})
    if _result(found, "visa-permits") is Result.UNKNOWN:
        text = f"It, or the consulate, confirms that {yours} covers what you would do there"
        yield _answer("visa-permits-yes", text, settles=("visa-permits",))


def _result(found: Assessment, rule: str) -> Result:
    return next(check.result for check in found.checks if check.rule == rule)


def _taking_part(_: Situation, found: Assessment, __: Standing) -> Iterator[Step]:
    yield _answer("hands-on-none", "You would only watch there", {"hands_on": Involvement.NONE})
    if found.program.hands_on is None:
        yield _answer("hands-on-full", "You would take part in patient care there", {"hands_on": Involvement.FULL})


def _nationals(situation: Situation, found: Assessment, _: Standing) -> Iterator[Step]:
    excluded, code = found.program.excluded_nationalities, situation.applicant.nationality
    mine = next((one.name for one in situation.catalogue.places.countries if one.code == code), None)
    if mine is None:
        return
    if excluded is None:
        yield _answer("nationality-no", f"It takes no nationals of {mine}", {"excluded_nationalities": (mine,)})
    else:
        others = tuple(one for one in excluded if one != mine)
        yield _answer("nationality-yes", f"It takes nationals of {mine}", {"excluded_nationalities": others})


def _host(_: Situation, found: Assessment, __: Standing) -> Iterator[Step]:
    if found.program.needs_host:
        text = "You have found a host, a nomination or an agreement"
        yield Step("host-found", "you", text, settles=("host",))
    elif found.program.needs_host is None:
        yield _answer("host-needed", "It needs a host or a nomination first", {"needs_host": True})


def _state_law(_: Situation, found: Assessment, __: Standing) -> Iterator[Step]:
    if _result(found, "state-law") is Result.UNKNOWN:
        text = "It confirms that the law of the state allows what you would do there"
        yield _answer("state-law-yes", text, settles=("state-law",))


def _specialties(situation: Situation, found: Assessment, _: Standing) -> Iterator[Step]:
    target, offered = situation.applicant.target, found.program.specialties
    name = name_in_text(situation.catalogue.specialties, target)
    yield _answer("specialty-yes", f"It offers {name}", {"specialties": (*(offered or ()), target)})
    if offered is None:
        yield _answer("specialty-no", f"It offers neither {name} nor a field close to it", {"specialties": ()})


def _late(_: Situation, found: Assessment, __: Standing) -> Iterator[Step]:
    if _result(found, "start-in-time") is Result.FAIL:
        yield _answer("late-yes", "It takes applications a week ahead", {"apply_lead_weeks": Weeks(min=1, max=None)})


_ANSWERS: tuple[_Answers, ...] = (
    _whether_open,
    _whom,
    _residency_seekers,
    _years,
    _exams,
    _visas,
    _taking_part,
    _nationals,
    _host,
    _state_law,
    _specialties,
    _late,
)
