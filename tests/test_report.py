"""The page of a plan: what it holds, that a reader of any kind finds the way, and that no text of the data can act."""

import re
from collections.abc import Callable
from functools import cache, partial
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sample_results as sample
from markup import SVG, Element, Page, acting, svg_root
from usceplan.output.html_report import html_text, is_web, sentence, svg_text, unbroken
from usceplan.output.milestone_names import milestone_name
from usceplan.output.results import AlternativeInfo, Recommendation, Result

MOST_BYTES = 500_000
ATTACKS = {
    "a script": "<script>alert(1)</script>",
    "the end of an element": "</title></svg></style></script></td></table><img src=x onerror=alert(1)>",
    "the end of an attribute": "\" onload=\"alert(1)\" x='' autofocus onfocus='alert(2)",
    "a formula": "=cmd|' /C calc'!A0",
    "escape sequences": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J",
    "marks of direction": "\u202egnirts\u202c \u2066x\u2069 \u200fy",
    "characters that no XML may have": "a\x00b\x0bc\x1fd\ufffee\ud800f",
    "a template": "{{ 7 * 7 }}{% include 'report.css' %}{# gone #}",
    "an entity": "&lt;b&gt; &amp;amp; &#x3c;script&#x3e;",
    "markup of comments": "--> ]]> <!-- <![CDATA[",
    "a script as an address": "javascript:alert(1)",
    "data as an address": "data:text/html,<script>alert(1)</script>",
}


def with_text(part: Any, text: str) -> Any:
    """A part of a result with the text in the place of every text that data can bring."""
    if isinstance(part, Result):
        return part.model_copy(update={name: _replaced(name, value, text) for name, value in part})
    if isinstance(part, list):
        return [with_text(item, text) for item in part]
    return part


FREE = frozenset(
    "name institution place url notes guide_check reason source note why because text item condition warning title"
    " short conflict missed size size_source places to_confirm from_place assumptions warnings as_of unit".split()
)


def _replaced(name: str, value: Any, text: str) -> Any:
    if name not in FREE:
        return with_text(value, text)
    if isinstance(value, str):
        return text
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [text for _ in value]
    return with_text(value, text)


def attacked(text: str) -> Recommendation:
    result = sample.recommendation()
    changed = with_text(result, text)
    assert isinstance(changed, Recommendation)
    # The names of plans are a closed list of words and not of the data.
    return changed.model_copy(update={"alternatives": result.alternatives})


def one_alternative() -> Recommendation:
    only = AlternativeInfo(name="strongest", strength=20.0, usd=3000, letters=0, rotations=["no-such-program"])
    return sample.recommendation(alternatives=[only])


def nothing_to_do() -> Recommendation:
    result = sample.recommendation()
    return result.model_copy(update={"timeline": result.timeline.model_copy(update={"tasks": [], "done": ["x:y"]})})


REPORTS: dict[str, Callable[[], Recommendation]] = {
    "the sample plan": sample.recommendation,
    "weights, and a search that stopped": sample.heavily_weighted,
    "hostile texts": sample.hostile,
    "no other plans": lambda: sample.recommendation(alternatives=[]),
    "one other plan": one_alternative,
    "nothing to do": nothing_to_do,
    "no advice, no warnings": lambda: sample.recommendation(advice=[], warnings=[], excluded=[]),
    **{f"attacked by {name}": partial(attacked, text) for name, text in ATTACKS.items()},
}


@pytest.fixture(params=list(REPORTS))
def report(request: pytest.FixtureRequest) -> str:
    """The name of each report in turn."""
    return str(request.param)


@cache
def html_of(report: str) -> str:
    return html_text(REPORTS[report]())


@cache
def page_of(report: str) -> Page:
    return Page(html_of(report))


@cache
def svg_of(report: str) -> str:
    return svg_text(REPORTS[report]())


# What any page is like


def test_every_reader_finds_the_way(report: str) -> None:
    page = page_of(report)
    (html,) = page.all("html")
    assert html.attributes["lang"] == "en"
    assert len(page.all("main")) == len(page.all("h1")) == 1
    levels = [int(one.tag[1]) for one in page.all("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels)), "no level of headings is left out"
    assert all(one.text.strip() for one in page.all("h1", "h2", "h3", "a", "summary", "caption"))
    first_link = page.all("a")[0]
    assert (first_link.attributes["class"], first_link.attributes["href"]) == ("skip", "#main")


def test_every_reference_in_the_page_is_answered(report: str) -> None:
    page = page_of(report)
    ids = page.ids()
    assert len(ids) == len(set(ids))
    named = {word for one in page.elements for word in one.attributes.get("aria-labelledby", "").split()}
    linked = {one.attributes["href"][1:] for one in page.all("a") if one.attributes["href"].startswith("#")}
    assert named | linked <= set(ids)
    assert {one.attributes["href"] for one in page.all("a") if "nav" in one.ancestors} >= {"#plan", "#tasks", "#money"}


def test_every_table_says_what_its_cells_are(report: str) -> None:
    page = page_of(report)
    tables = page.all("table")
    assert len(page.all("caption")) == len(tables) > 0
    assert all(one.attributes.get("scope") in {"col", "row", "rowgroup"} for one in page.all("th"))
    for row in page.all("tr"):
        assert any(cell.tag == "th" for cell in row.children), "every row has a header"


def test_every_chart_has_a_title_and_says_in_words_what_it_shows(report: str) -> None:
    for drawing in page_of(report).all("svg"):
        if drawing.attributes.get("aria-hidden") == "true":
            continue
        assert drawing.attributes["role"] == "img"
        assert [one.tag for one in drawing.children[:2]] == ["title", "desc"]
        assert all(one.text for one in drawing.children[:2])


def test_the_page_loads_nothing_and_nothing_in_it_acts(report: str) -> None:
    page = page_of(report)
    assert acting(page) == []
    (policy,) = (one for one in page.all("meta") if one.attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy.attributes["content"].startswith("default-src 'none';")
    (style,) = page.all("style")
    assert "url(" not in style.text
    assert "@import" not in style.text
    assert len(html_of(report).encode()) < MOST_BYTES


def test_drawings_are_sound_xml_by_themselves(report: str) -> None:
    for drawing in re.findall(r"<svg class=\"chart.*?</svg>", html_of(report), flags=re.DOTALL):
        assert svg_root(drawing).tag == f"{SVG}svg"
    alone = svg_root(svg_of(report))
    assert alone.find(f"{SVG}title") is not None
    assert {one.tag.removeprefix(SVG) for one in alone.iter()} <= {
        *("svg", "title", "desc", "style", "rect", "text", "line", "g", "circle", "path", "tspan")
    }


def test_the_same_result_gives_the_same_page(report: str) -> None:
    assert html_of(report) == html_text(REPORTS[report]())
    assert svg_of(report) == svg_text(REPORTS[report]())


# Texts that would like to act


@cache
def kinds(text: str) -> frozenset[tuple[str, tuple[str, ...]]]:
    """Every kind of element in a page with a text everywhere: its name and the names of its attributes."""
    page = Page(html_text(attacked(text)))
    return frozenset((element.tag, tuple(element.attributes)) for element in page.elements)


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_a_text_adds_no_kind_of_element_and_no_attribute(text: str) -> None:
    assert kinds(text) <= kinds("plain words") | kinds("https://example.edu/page") | kinds("long words " * 9)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_control_character_and_no_mark_of_direction_comes_through(attack: str) -> None:
    written = html_of(f"attacked by {attack}") + svg_of(f"attacked by {attack}")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", written)


def test_a_text_is_shown_as_it_is() -> None:
    page = Page(html_text(attacked("<b>=cmd() & 'x' \"y\"</b> {{ 7 * 7 }}")))
    assert "<b>=cmd() & 'x' \"y\"</b> {{ 7 * 7 }}" in page.all("h3")[0].text


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_whatever_a_name_is_the_page_stays_whole(text: str) -> None:
    result = attacked(text)
    assert acting(Page(html_text(result))) == []
    svg_root(svg_text(result))


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://example.edu/x?a=1&b=2", True),
        ("http://example.edu", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.edu", False),
        ("https://", False),
        ("https://[", False),
        ("a book", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_links(address: str | None, is_link: bool) -> None:
    assert is_web(address) is is_link


# What the page says


def section(page: Page, name: str) -> Element:
    (found,) = (one for one in page.all("section") if one.attributes["aria-labelledby"] == name)
    return found


def test_the_plan_is_there_with_every_rotation_and_date() -> None:
    result = sample.recommendation()
    assert result.plan is not None
    page = Page(html_text(result))
    text = section(page, "plan").text
    for rotation in result.plan.rotations:
        for word in (rotation.name, rotation.institution, f"{rotation.start} to {rotation.end}", *rotation.to_confirm):
            assert word in text
    for milestone in result.match.milestones:
        assert milestone_name(milestone.id) in text
        assert str(milestone.date) in text
    assert page.title == f"Plan of U.S. clinical experience for the {result.match.match_year} Match"


def test_every_task_has_a_box_and_what_is_late_stands_first() -> None:
    result = sample.recommendation()
    page = Page(html_text(result))
    boxes = [one for one in page.all("span") if one.attributes.get("class") == "box"]
    assert len(boxes) == len(result.timeline.tasks)
    (months,) = (one for one in section(page, "tasks").children if one.attributes.get("class") == "months")
    headings = [child.text for child in months.children if child.tag == "h3"]
    assert headings[0] == "Late"
    assert "1 task cannot be done in time" in " ".join(page.all("main")[0].text.split())


def test_money_is_told_by_category_by_month_and_line_by_line() -> None:
    result = sample.recommendation()
    budget = result.budget
    assert budget is not None
    text = section(Page(html_text(result)), "money").text
    for amount in (budget.total.low, budget.total.typical, budget.total.high, *(one.usd for one in budget.by_month)):
        assert f"{amount:,}" in text
    for item in (*(one.item for one in budget.lines), *(one.item for one in budget.contingencies)):
        assert item[1:] in text, "its first letter is a capital"
    assert "May come on top, in no total" in text
    likely = budget.likely
    assert all(f"{amount:,}" in text for amount in (likely.total.p10, likely.total.p50, likely.total.p90))
    assert all(assumption in text for assumption in likely.assumptions)


def test_each_plan_of_the_frontier_is_a_row_with_all_its_names() -> None:
    (table,) = (one for one in Page(html_text(sample.recommendation())).all("table") if "Cost against" in one.text)
    rows = [child for part in table.children if part.tag == "tbody" for child in part.children]
    assert [row.children[0].text for row in rows] == ["Strongest", "Thriftiest and balanced", "Plan for $3,980"]


def test_programs_have_their_reasons_and_sources() -> None:
    result = sample.recommendation()
    text = " ".join(section(Page(html_text(result)), "programs").text.split())
    for program in result.programs:
        assert program.name in text
        for check in program.checks:
            assert check.reason in text


def test_warnings_assumptions_and_what_the_page_is_not() -> None:
    result = sample.recommendation()
    text = Page(html_text(result)).all("body")[0].text
    assert all(one in text for one in (*result.warnings, *result.assumptions, result.disclaimer))
    assert "no chance of matching" in text


def test_rows_that_are_in_no_plan_are_left_out() -> None:
    page = Page(html_text(sample.recommendation(alternatives=[], advice=[], excluded=[])))
    assert not {"others", "advice"} & set(page.ids())


def test_a_sentence_has_one_full_stop() -> None:
    assert [sentence(one) for one in ("so it is", "So it is.", "")] == ["So it is.", "So it is.", "."]


def test_no_option_and_no_date_is_broken_at_the_end_of_a_line() -> None:
    text = unbroken("<b> say --visa-wait-weeks by 2027-08-23.")
    kept = [f'<span class="nowrap">{word}</span>' for word in ("--visa-wait-weeks", "2027-08-23")]
    assert text == f"&lt;b&gt; say {kept[0]} by {kept[1]}."
