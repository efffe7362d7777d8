"""The page in a real browser: it loads nothing, fits any screen, can be read by everyone, and prints.

Skipped where there is no Chromium; `.ci/run` installs one where it can.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, sync_playwright

import sample_results as sample
from command_line import GRADUATE, run_usceplan
from usceplan.cli.browser import browser_path, pdf_of
from usceplan.output.html_report import PRINTED, TOP, html_text, svg_text
from usceplan.problems import UserError

try:
    CHROMIUM = browser_path()
except UserError as error:
    pytest.skip(f"no browser for the page of a plan: {error.message}", allow_module_level=True)

WIDTHS = (320, 360, 768, 1280)
# What stands out of the window to the right, unless it is in a part that scrolls by itself or is hidden on purpose.
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.right > window.innerWidth + 1 && box.width > 1 && !one.closest('.scroll, .hidden, .skip');
}).map(one => one.outerHTML.slice(0, 120))"""
# Tables wider than their part of the page.
SCROLLING = """() => [...document.querySelectorAll('.scroll')].filter(
    one => one.checkVisibility() && one.scrollWidth > one.clientWidth
).map(one => one.getAttribute('aria-label'))"""
# Words of a chart that stand out of it.
CUT_OFF = """() => [...document.querySelectorAll('svg.chart text')].filter(one => {
    const box = one.getBoundingClientRect(), chart = one.closest('svg').getBoundingClientRect();
    return box.width && (box.left < chart.left - 1 || box.right > chart.right + 1 || box.bottom > chart.bottom + 1);
}).map(one => one.textContent)"""
# Category names that do not begin to the right of their number, at the height of it.
NOT_BESIDE = """() => [...document.querySelectorAll('.numbered')].filter(one => {
    const name = document.createRange();
    name.selectNodeContents(one.lastChild);
    const first = name.getClientRects()[0], number = one.querySelector('svg').getBoundingClientRect();
    return first.left < number.right || first.top > number.bottom || first.bottom < number.top;
}).map(one => one.textContent)"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    ran = run_usceplan("report", str(folder / "real.html"), *GRADUATE)
    assert (ran.code, ran.err) == (0, "")
    (folder / "hostile.html").write_text(html_text(sample.hostile()), encoding="utf-8")
    (folder / "timeline.svg").write_text(svg_text(sample.hostile()), encoding="utf-8")
    return {path.name: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM)
        yield launched
        launched.close()


def opened(chromium: Browser, path: Path, width: int = 1280, scheme: str = "light") -> tuple[Page, list[str]]:
    """The page in a window, and all that it says on the console or asks for."""
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("request", lambda request: heard.append(f"request: {request.url}"))
    page.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
    page.goto(path.as_uri())
    return page, heard


@pytest.mark.parametrize("name", ["real.html", "hostile.html", "timeline.svg"])
def test_it_loads_without_a_word_and_asks_for_nothing(chromium: Browser, pages: dict[str, Path], name: str) -> None:
    page, heard = opened(chromium, pages[name])
    assert heard == [f"request: {pages[name].as_uri()}"]
    page.close()


@pytest.mark.parametrize("name", ["real.html", "hostile.html"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_stands_out_of_the_window(chromium: Browser, pages: dict[str, Path], name: str, width: int) -> None:
    page, _ = opened(chromium, pages[name], width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(CUT_OFF) == []
    page.close()


@pytest.mark.parametrize("name", ["real.html", "hostile.html"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_table_scrolls_sideways_with_everything_open(
    chromium: Browser, pages: dict[str, Path], name: str, width: int
) -> None:
    page, _ = opened(chromium, pages[name], width)
    _unfold(page)
    assert page.evaluate(SCROLLING) == []
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_a_checker_of_accessibility_finds_nothing(
    chromium: Browser, pages: dict[str, Path], width: int, scheme: str
) -> None:
    page, _ = opened(chromium, pages["real.html"], width, scheme)
    _unfold(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_one_chart_of_each_kind_is_shown(chromium: Browser, pages: dict[str, Path]) -> None:
    for width, shown in ((360, "narrow"), (1280, "wide")):
        page, _ = opened(chromium, pages["real.html"], width)
        visible = page.evaluate(
            "[...document.querySelectorAll('svg.chart')].filter(one => one.getBoundingClientRect().width)"
            ".map(one => one.getAttribute('class'))"
        )
        assert visible == [f"chart {shown}"] * 4
        page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_categories_stand_beside_their_numbers(chromium: Browser, pages: dict[str, Path], width: int) -> None:
    page, _ = opened(chromium, pages["real.html"], width)
    assert page.locator(".numbered").count() > 1
    assert page.evaluate(NOT_BESIDE) == []
    page.close()


def test_a_narrow_screen_folds_long_parts_until_they_are_asked_for(chromium: Browser, pages: dict[str, Path]) -> None:
    page, _ = opened(chromium, pages["real.html"], 360)
    assert _folded_that_show(page) == 0
    for one in page.locator(".fold").all():
        before = _folded_that_show(page)
        one.click()
        assert _folded_that_show(page) > before, one.text_content()
    assert _folded_that_show(page) == page.locator(".folded").count()
    page.close()


@pytest.mark.parametrize(("width", "media"), [(360, "print"), (768, "screen")])
def test_paper_and_a_wide_screen_fold_nothing(
    chromium: Browser, pages: dict[str, Path], width: int, media: Literal["print", "screen"]
) -> None:
    page, _ = opened(chromium, pages["real.html"], width)
    page.emulate_media(media=media)
    left_out = page.locator(".folded.screen-only, .screen-only .folded").count() if media == "print" else 0
    assert _folded_that_show(page) == page.locator(".folded").count() - left_out
    assert not any(one.is_visible() for one in page.locator(".fold").all())
    page.close()


def _unfold(page: Page) -> None:
    for one in page.locator(".fold").all():
        if one.is_visible():
            one.click()


def _folded_that_show(page: Page) -> int:
    return int(page.evaluate("[...document.querySelectorAll('.folded')].filter(one => one.checkVisibility()).length"))


def test_the_keyboard_skips_to_the_plan(chromium: Browser, pages: dict[str, Path]) -> None:
    page, _ = opened(chromium, pages["real.html"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the plan"
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    page.close()


def test_it_prints_in_short_what_a_screen_shows_with_reasons(chromium: Browser, pages: dict[str, Path]) -> None:
    page, _ = opened(chromium, pages["real.html"])
    shown = {}
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        parts = (page.locator("article"), page.locator("section[aria-labelledby=programs] tbody tr"))
        shown[media] = tuple(sum(one.is_visible() for one in part.all()) for part in parts)
    page.close()
    cards, rows = shown["screen"]
    assert (cards, rows > PRINTED) == (TOP, True), "the best with their reasons, all others in a table"
    assert shown["print"] == (0, PRINTED)


def test_it_prints_on_few_pages(pages: dict[str, Path], tmp_path: Path) -> None:
    pdf = pdf_of(pages["real.html"].read_text(encoding="utf-8"), CHROMIUM, tmp_path)
    assert pdf.count(b"/Type /Page\n") <= 14


def test_it_makes_a_pdf(pages: dict[str, Path], tmp_path: Path) -> None:
    pdf = pdf_of(pages["real.html"].read_text(encoding="utf-8"), CHROMIUM, tmp_path)
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert pdf.count(b"/Type /Page\n") > 5
    assert list(tmp_path.iterdir()) == []
