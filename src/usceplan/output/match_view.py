"""The calendar of a Match for a terminal: every date, what it rests on, and how often its rule was right."""

from rich.text import Text

from usceplan.output.advice_view import about_catalogue
from usceplan.output.figures import host, iso
from usceplan.output.layout import Lines, Sheet, bullets, hang, heading, indented, subheading, wrap
from usceplan.output.match_result import MatchMilestone, MatchReport, RuleInfo
from usceplan.output.milestone_names import milestone_name
from usceplan.output.timeline_view import BASIS_STYLES
from usceplan.words import counted

INDENT = len("2027-09-22  ")


def match_sections(report: MatchReport, sheet: Sheet, *, why: bool) -> list[Lines]:
    """The sections in the order of the screen; with ``why`` every rule with the years in which it was wrong."""
    title = f"The {report.match_year} Match"
    lines = heading(title, sheet)
    for milestone in report.milestones:
        lines += _milestone(milestone, sheet.prose, why=why)
    return [lines, _small_print(report, sheet, why=why)]


def _milestone(milestone: MatchMilestone, sheet: Sheet, *, why: bool) -> Lines:
    page = host(milestone.source)
    basis = milestone.basis + (f", {page}" if page else "")
    hour = f" {milestone.time_et} ET" if milestone.time_et and milestone.nominal is None else ""
    title = Text.assemble((milestone_name(milestone.id), "bold"), hour, (f" ({basis})", BASIS_STYLES[milestone.basis]))
    told = [milestone.note] if milestone.note else []
    rules = milestone.rules if why else [rule for rule in milestone.rules if rule.in_use]
    told += [_record(rule, named=rule.id != milestone.rule, why=why) for rule in rules]
    inner = sheet.inside(INDENT)
    lines = hang(f"{iso(milestone.date)}  ", title, sheet)
    lines += [line for text in told for line in indented(wrap(Text(text, "dim"), inner.width), INDENT)]
    return lines


def _record(rule: RuleInfo, *, named: bool, why: bool) -> str:
    """How often a rule was right: in the years for which it is used, and in all that are known."""
    name = f"{rule.statement} " if named else ""
    if not rule.known:
        return f"{name}No date on record can test the rule."
    used = f"Right in {len(rule.right_when_valid)} of {counted(len(rule.known_when_valid), 'year')} on record"
    if rule.valid_from is not None:
        used += f" since {rule.valid_from}"
    if rule.valid_through is not None:
        used += f" through {rule.valid_through}"
    if rule.largest_miss_when_valid:
        used += f", at most {counted(rule.largest_miss_when_valid, 'day')} off"
    if len(rule.known) > len(rule.known_when_valid):
        used += f"; of all {len(rule.known)}, in {len(rule.right)}"
        used += f", at most {counted(rule.largest_miss, 'day')} off" if rule.largest_miss else ""
    wrong = ", ".join(f"{miss.match_year} {miss.days:+d}" for miss in rule.misses) if why else ""
    return f"{name}{used}.{f' Wrong, in days: {wrong}.' if wrong else ''}"


def _small_print(report: MatchReport, sheet: Sheet, *, why: bool) -> Lines:
    prose = sheet.prose
    covers = f"Any Match from {report.covers.first} to {report.covers.last} can be asked for."
    return [
        *heading("Before you rely on this", sheet),
        *(subheading("Not found", prose) if why else []),
        *(bullets(report.missing, prose) if why else []),
        *wrap(Text(f"{about_catalogue(report.catalogue, report.generated_on)} {covers}"), prose.width),
        *wrap(Text(report.disclaimer, "bold"), prose.width),
        *wrap(Text(report.warning, "bold"), prose.width),
    ]
