import ast
import io
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from syrupy.assertion import SnapshotAssertion

import sample_results as sample
import usceplan
from usceplan.catalog.calendar import MilestoneId
from usceplan.output.budget_view import print_budget
from usceplan.output.figures import host
from usceplan.output.layout import Column, Sheet, bar, flow, grid, hang, marks_for, wrap
from usceplan.output.milestone_names import MILESTONE_NAMES
from usceplan.output.recommendation_view import print_recommendation
from usceplan.output.results import BudgetReport, MonthInfo, MonthRotation, Recommendation, TimelineInfo
from usceplan.output.safe_text import clean
from usceplan.output.terminal import make_console
from usceplan.output.timeline_view import month_days

MARKS = marks_for("utf-8")
RESULTS: dict[str, Callable[[], Recommendation]] = {
    "plain": sample.recommendation,
    "no plan": sample.without_plan,
    "own weights": sample.heavily_weighted,
    "hostile": sample.hostile,
}


class Stream(io.TextIOWrapper):
    """A stream of a given encoding, and perhaps a terminal."""

    def __init__(self, *, encoding: str = "utf-8", terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def printed(self) -> str:
        self.seek(0)
        return self.read()


def shown(
    result: Recommendation, *, width: int = 80, why: bool = False, color: bool = False, encoding: str = "utf-8"
) -> str:
    stream = Stream(encoding=encoding)
    print_recommendation(result, make_console(stream, environment={}, width=width, color=color), why=why)
    return stream.printed()


def shown_budget(
    report: BudgetReport, *, width: int = 80, by_month: bool = True, in_full: bool = False, encoding: str = "utf-8"
) -> str:
    stream = Stream(encoding=encoding)
    console = make_console(stream, environment={}, width=width)
    print_budget(report, console, by_month=by_month, in_full=in_full)
    return stream.printed()


def joined(text: str) -> str:
    """The text with its line breaks and indents undone."""
    return " ".join(text.split())


@pytest.mark.parametrize("why", [False, True], ids=["short", "why"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_recommendation(width: int, why: bool, snapshot: SnapshotAssertion) -> None:
    assert shown(sample.recommendation(), width=width, why=why) == snapshot


def test_recommendation_in_ascii(snapshot: SnapshotAssertion) -> None:
    text = shown(sample.recommendation(), encoding="ascii")
    assert text.isascii()
    assert text == snapshot


def test_recommendation_in_color(snapshot: SnapshotAssertion) -> None:
    assert shown(sample.recommendation(), color=True).replace("\x1b", "<ESC>") == snapshot


def test_no_plan(snapshot: SnapshotAssertion) -> None:
    assert shown(sample.without_plan()) == snapshot


def test_own_weights_and_everything_said(snapshot: SnapshotAssertion) -> None:
    assert shown(sample.heavily_weighted()) == snapshot


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_budget(width: int, snapshot: SnapshotAssertion) -> None:
    assert shown_budget(sample.budget_report(), width=width) == snapshot


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("home", [False, True], ids=["dollars", "with euros"])
def test_budget_in_full(width: int, home: bool, snapshot: SnapshotAssertion) -> None:
    report = sample.budget_report(home_currency=sample.euros() if home else None)
    text = shown_budget(report, width=width, in_full=True)
    assert [line for line in text.split("\n") if cell_len(line) > width] == []
    assert text == snapshot


def test_budget_in_full_in_ascii() -> None:
    text = shown_budget(sample.budget_report(home_currency=sample.euros()), in_full=True, encoding="ascii")
    assert text.isascii()
    assert "#####" in text


def test_budget_without_limit_and_months(snapshot: SnapshotAssertion) -> None:
    report = sample.budget_report(budget=sample.budget(limit=None))
    assert shown_budget(report, by_month=False) == snapshot


# Properties


@pytest.mark.parametrize("why", [False, True], ids=["short", "why"])
@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("width", [40, 59, 60, 79, 80, 99, 100, 140, 200])
def test_no_line_is_wider_than_the_screen(width: int, name: str, why: bool) -> None:
    too_wide = [line for line in shown(RESULTS[name](), width=width, why=why).split("\n") if cell_len(line) > width]
    assert too_wide == []


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_no_line_of_a_budget_is_wider_than_the_screen(width: int) -> None:
    report = sample.budget_report(title=sample.HOSTILE * 5, warnings=["x" * 300])
    assert [line for line in shown_budget(report, width=width).split("\n") if cell_len(line) > width] == []


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_word_is_cut(width: int) -> None:
    result = sample.recommendation()
    roomy = shown(result, width=140).split() + shown(result, width=99).split()
    assert {word for word in shown(result, width=width).split() if "─" not in word} <= set(roomy)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("figure", ["12,450", "9,800–16,300", "6,049", "1,864", "5,000–15,000", "44.4"])
def test_no_figure_is_cut(width: int, figure: str) -> None:
    expensive = sample.rotation("Externship", "2027-02-22", "2027-03-21", 4, usd=sample.usd(9800, 12_450, 16_300))
    result = sample.recommendation(plan=sample.plan(rotations=[expensive]))
    assert figure in shown(result, width=width, why=True)


@pytest.mark.parametrize("word", ["estimate", "confirm", "eligible", "projected", "reported", "official", "unknown"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_meaning_needs_no_color(width: int, word: str) -> None:
    assert word in shown(sample.recommendation(), width=width)


def test_no_line_ends_in_blanks() -> None:
    text = shown(sample.recommendation(), why=True, width=120)
    assert [line for line in text.split("\n") if line != line.rstrip()] == []


def test_only_the_eight_colors() -> None:
    codes = re.findall(r"\x1b\[([\d;]*)m", shown(sample.heavily_weighted(), color=True, why=True))
    assert codes
    allowed = {"0", "1", "2", *(str(code) for code in range(30, 38))}
    assert {part for code in codes for part in code.split(";")} <= allowed


def test_color_changes_nothing_but_color() -> None:
    colored = shown(sample.recommendation(), color=True, why=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == shown(sample.recommendation(), why=True)


# What stands where


def test_what_the_plan_costs_and_the_next_step_stand_last() -> None:
    *_, in_short = shown(sample.recommendation()).split("──")
    assert "$6,049" in in_short
    assert "Next: Apply to Physician Observership Program" in joined(in_short)
    assert "2026-11-23" in in_short


def test_sections_stand_in_order() -> None:
    text = shown(sample.recommendation())
    found = re.findall(r"^── (.+?) ─+$", text, re.MULTILINE)
    assert found == [
        "You",
        "Programs you may apply to",
        "Not for you",
        "Also worth knowing",
        "The plan",
        "Timeline",
        "Budget",
        "Other plans",
        "Advice",
        "Before you rely on this",
        "In short",
    ]


def test_fifteen_programs_unless_all_are_asked_for() -> None:
    result = sample.recommendation()
    assert "Hospital 15 of" in shown(result)
    assert "Hospital 16 of" not in shown(result)
    assert "And 3 more programs" in shown(result)
    assert "Hospital 18 of" in shown(result, why=True)


def test_few_lines_for_the_programs_that_are_out() -> None:
    text = shown(sample.recommendation())
    section = text[text.index("── Not for you") : text.index("── Also worth knowing")]
    names = [line for line in section.split("✗", 1)[1].split("\n") if line]
    assert len(names) <= 8 + 1
    assert "Global Observer Program, Famous Clinic: Does not take" in joined(section)
    assert "residency-seekers 12 · audience 11" in section


def test_why_shows_every_check_and_point_with_its_source() -> None:
    text = joined(shown(sample.recommendation(), why=True, width=120))
    for words in (
        "✓ pass audience Takes graduates. (example.edu)",
        "? unknown open",
        "○ ignored exams",
        "✗ fail residency-seekers",
        "5 of 25 involvement observing only",
        "The guide promises clinical internships.",
        "The official page says the opposite.",
        "Projected by the rule: first Wednesday of September.",
        "8 weeks at $185–302",
    ):
        assert words in text


def test_the_plan_says_how_each_rotation_is_reached() -> None:
    text = joined(shown(sample.recommendation(), width=120))
    for words in (
        "arrive for a new stay (+$754)",
        "stay on in Chicago, IL",
        "wait 2 weeks in Chicago, IL, then move to Austin, TX (+$1,065)",
        "fly home from Austin, TX, later arrive for a new stay (+$754)",
    ):
        assert words in text


def test_a_plan_that_is_not_proven_best_says_what_is_left() -> None:
    text = joined(shown(sample.heavily_weighted()))
    assert "Strength 70.0 of 130: a planning score, no chance of matching." in text
    assert "Not proven best: another plan could reach up to 83.2, 13.2 more." in text


def test_no_plan_says_why_and_what_to_change() -> None:
    text = joined(shown(sample.without_plan()))
    assert "In the way: The cheapest plan costs $5,637, more than the budget of $900." in text
    assert "Least change: Raise the budget to $5,637." in text
    assert "--budget 5637" in text
    assert text.endswith("Next: Raise the budget to $5,637.")


def test_a_budget_that_is_too_small_says_by_how_much() -> None:
    report = sample.budget_report(budget=sample.budget(limit=5000))
    assert "$1,049 too much at typical prices; at the highest $3,151 too much." in joined(shown_budget(report))


def test_a_result_with_nothing_in_it_is_shown() -> None:
    result = sample.without_plan(
        excluded=[],
        resources=[],
        no_plan=None,
        timeline=TimelineInfo(months=[], tasks=[], visa_wait_weeks=None, visa_start=None, done=[]),
        assumptions=[],
        warnings=[],
    )
    assert "No plan" in shown(result)


# The timeline


def test_days_of_a_month() -> None:
    month = MonthInfo(
        month="2027-03",
        rotations=[
            MonthRotation(program="a", name="A", first=sample.day("2027-03-01"), last=sample.day("2027-03-07")),
            MonthRotation(program="b", name="B", first=sample.day("2027-03-10"), last=sample.day("2027-03-21")),
        ],
        milestones=[],
        tasks=[],
    )
    days = month_days(month, {"a": "1", "b": "12"}, ":", "#").plain
    assert days == "1######" + ": " + "12###" + "12#####" + ":      " + ":  "


def test_every_milestone_has_a_name() -> None:
    assert set(MILESTONE_NAMES) == {milestone.value for milestone in MilestoneId}


# Text of others


CLEANED = {
    "plain": ("Plain text", "Plain text"),
    "color": ("\x1b[1;31mred\x1b[0m", "red"),
    "eight-bit color": ("\x9b31mred", "red"),
    "title ended by a bell": ("\x1b]0;title\x07text", "text"),
    "title ended by an escape": ("\x1b]0;title\x1b\\text", "text"),
    "link": ("\x1b]8;;https://evil.example\x1b\\text\x1b]8;;\x1b\\", "text"),
    "title without an end": ("\x1b]0;title", "]0;title"),
    "escapes in escapes": ("\x1b\x1b[31m[31mred", "[31mred"),
    "line breaks": ("a\r\nb\tc\u2028d\x85e\x0cf", "a b c d e f"),
    "backspaces": ("no\x08\x08yes", "noyes"),
    "reading direction": ("\u202eabc\u202c \u2066d\u2069 \u200fe", "abc d e"),
    "nothing to see": ("a\u200bb\ufeffc\u00add", "abcd"),
    "no-break space": ("a\u00a0b", "a b"),
    "lone surrogate": ("a\ud800b", "ab"),
    "markup": ("[red]text[/red]", "[red]text[/red]"),
    "other scripts": ("Zürich 東京 القاهرة", "Zürich 東京 القاهرة"),
    "all at once": (sample.HOSTILE, sample.HOSTILE_SHOWN),
}


@pytest.mark.parametrize(("text", "expected"), CLEANED.values(), ids=CLEANED.keys())
def test_clean(text: str, expected: str) -> None:
    assert clean(text).strip() == expected


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("ascii", "Zurich - ?? 'a' x"),
        ("latin-1", "Zürich - ?? 'a' ×"),
        ("cp1252", "Zürich – ?? ‘a’ ×"),  # noqa: RUF001
        ("no-such-encoding", "Zurich - ?? 'a' x"),
    ],
)
def test_clean_for_an_encoding(encoding: str, expected: str) -> None:
    assert clean("Zürich – 東京 ‘a’ ×", encoding) == expected  # noqa: RUF001


@given(st.text(st.characters(codec=None, categories=None)), st.sampled_from(["utf-8", "ascii", "cp1252"]))
def test_clean_text_does_nothing_and_can_be_printed(text: str, encoding: str) -> None:
    found = clean(text, encoding)
    found.encode(encoding)
    assert not [character for character in found if unicodedata.category(character)[0] == "C"]
    assert clean(found, encoding) == found


@pytest.mark.parametrize("why", [False, True], ids=["short", "why"])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_hostile_text_is_harmless(why: bool, encoding: str) -> None:
    text = shown(sample.hostile(), why=why, encoding=encoding)
    assert not [character for character in text if unicodedata.category(character)[0] == "C" and character != "\n"]
    assert "[bold red]bold[/]" in joined(text)


# The console


@pytest.mark.parametrize(
    ("environment", "terminal", "asked", "expected"),
    [
        ({}, True, None, True),
        ({}, False, None, False),
        ({"NO_COLOR": "1"}, True, None, False),
        ({"NO_COLOR": ""}, True, None, True),
        ({"FORCE_COLOR": "1"}, False, None, True),
        ({"FORCE_COLOR": ""}, False, None, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, None, False),
        ({"TERM": "dumb"}, True, None, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, None, True),
        ({"NO_COLOR": "1"}, False, True, True),
        ({"FORCE_COLOR": "1"}, True, False, False),
    ],
)
def test_color(environment: Mapping[str, str], terminal: bool, asked: bool | None, expected: bool) -> None:
    stream = Stream(terminal=terminal)
    console = make_console(stream, environment=environment, width=80, color=asked)
    console.print(Text("text", "red"))
    assert ("\x1b" in stream.printed()) == expected


@pytest.mark.parametrize(
    ("environment", "terminal", "asked", "expected"),
    [
        ({}, False, None, 100),
        ({"COLUMNS": "72"}, False, None, 72),
        ({"COLUMNS": "72"}, True, None, 72),
        ({"COLUMNS": "72"}, True, 50, 50),
        ({"COLUMNS": "0"}, False, None, 100),
        ({"COLUMNS": "wide"}, False, None, 100),
        ({"COLUMNS": "-5"}, False, None, 100),
        ({"COLUMNS": "²"}, False, None, 100),
        ({}, True, None, 80),  # a terminal that does not tell
    ],
)
def test_width(environment: Mapping[str, str], terminal: bool, asked: int | None, expected: int) -> None:
    assert make_console(Stream(terminal=terminal), environment=environment, width=asked).width == expected


def test_console_asks_no_environment_but_the_given_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"COLUMNS": "33", "FORCE_COLOR": "1", "TERM": "dumb", "LINES": "5"}.items():
        monkeypatch.setenv(name, value)
    stream = Stream()
    console = make_console(stream, environment={})
    console.print(Text("text", "red"))
    assert (console.width, stream.printed()) == (100, "text\n")


def test_any_console_will_do() -> None:
    console = Console(file=io.StringIO(), width=80)
    print_recommendation(sample.recommendation(), console, why=True)


# Laying out


@given(st.text(), st.integers(1, 30))
def test_wrapped_lines_fit_and_lose_no_letter(text: str, width: int) -> None:
    cleaned = clean(text).strip()
    lines = wrap(Text(cleaned), width)
    assert all(line.cell_len <= max(width, 2) for line in lines)  # some letters take two cells
    assert "".join(line.plain for line in lines).replace(" ", "") == cleaned.replace(" ", "")


WRAPPED: dict[str, tuple[str, int, list[str]]] = {
    "nothing": ("", 5, [""]),
    "exactly": ("12345 12345", 5, ["12345", "12345"]),
    "between words": ("one two three", 8, ["one two", "three"]),
    "long word": ("a 123456789 b", 4, ["a", "1234", "5678", "9 b"]),
    "keeps its blanks at the beginning": ("  one two", 6, ["  one", "  two"]),
}


@pytest.mark.parametrize(("text", "width", "expected"), WRAPPED.values(), ids=WRAPPED.keys())
def test_wrap(text: str, width: int, expected: list[str]) -> None:
    assert [line.plain for line in wrap(Text(text), width)] == expected


def test_hang() -> None:
    body = "the body is long enough to be wrapped"
    wide, narrow = hang("Lead: ", body, Sheet(30, MARKS)), hang("Lead: ", body, Sheet(22, MARKS))
    assert [line.plain for line in wide] == ["Lead: the body is long enough", "      to be wrapped"]
    assert [line.plain for line in narrow] == ["Lead:", "  the body is long", "  enough to be wrapped"]


def test_flow_breaks_between_phrases() -> None:
    lines = flow(["one phrase", "another one", "third"], Sheet(20, MARKS))
    assert [line.plain for line in lines] == ["one phrase", "another one · third"]


def test_grid_stacks_before_it_crushes() -> None:
    columns = (Column("Name", grows=True), Column("USD", right=True))
    rows = [((Text("a name of some length"),), (Text("1,234"),)), ((Text("b"),), (Text("56"),))]
    side = [line.plain for line in grid(columns, rows, Sheet(40, MARKS)).lines]
    stacked = [line.plain for line in grid(columns, rows, Sheet(22, MARKS)).lines]
    assert side[1] == "a name of some length" + " " * 14 + "1,234"
    assert side[2] == "b" + " " * 37 + "56"
    assert stacked == ["Name", "    USD", "a name of some length", "  1,234", "b", "     56"]


@pytest.mark.parametrize(
    ("value", "most", "expected"),
    [(0, 10, "░░░░"), (10, 10, "████"), (20, 10, "████"), (0.1, 10, "█░░░"), (9.9, 10, "███░"), (0, 0, "░░░░")],
)
def test_bar(value: float, most: float, expected: str) -> None:
    assert bar(value, most, 4, MARKS).plain == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://www.example.edu/a?b#c", "example.edu"),
        ("http://Example.EDU:8080/", "example.edu"),
        ("a book", "a book"),
        ("http://[bad", "http://[bad"),
        (None, None),
    ],
)
def test_host(source: str | None, expected: str | None) -> None:
    assert host(source) == expected


def test_rich_is_imported_only_where_results_are_shown() -> None:
    source = Path(usceplan.__file__).parent
    importing = {path for path in source.rglob("*.py") if any(_imports(path, "rich"))}
    assert importing
    assert {path.parent.name for path in importing} <= {"output", "cli"}


def _imports(path: Path, package: str) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return [name for name in names if name.split(".")[0] == package]


def test_results_are_made_without_rich() -> None:
    assert not _imports(Path(sys.modules[Recommendation.__module__].__file__ or ""), "rich")
