"""`usceplan report`: which files it writes, which it never touches, and what it says where something is wrong."""

import re
import stat
from pathlib import Path

import pytest

from command_line import GRADUATE, TODAY, run_usceplan
from markup import Page, svg_root
from usceplan.cli import browser
from usceplan.cli.browser import pdf_of
from usceplan.cli.result_files import PDF_MARKER, REPORT, refuse_unfit
from usceplan.problems import UserError

PAGE = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta name="generator" content="usceplan report">'


def browser_that(does: str, folder: Path) -> str:
    """A program in the place of a browser, which runs these lines of shell."""
    program = folder / "chromium"
    program.write_text(f"#!/bin/sh\n{does}\n")
    program.chmod(0o755)
    return str(program)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    assert run_usceplan("recommend", *GRADUATE, "--save", str(path), "--json").code == 0
    return path


@pytest.fixture(scope="module")
def written(saved: Path) -> Path:
    """The folder with a page and a drawing of the saved plan."""
    ran = run_usceplan(
        *("report", str(saved.parent / "plan.html"), "--svg", str(saved.parent / "plan.svg")),
        *("--plan", str(saved), *TODAY),
    )
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"Wrote {saved.parent / 'plan.html'}\nWrote {saved.parent / 'plan.svg'}\n"
    return saved.parent


def test_the_files_are_for_their_owner_alone(written: Path) -> None:
    for name in ("plan.html", "plan.svg"):
        assert stat.S_IMODE((written / name).stat().st_mode) == 0o600


def test_a_saved_plan_and_the_same_options_give_the_same_page(written: Path) -> None:
    """The frontier is searched for again, the rotations are not."""
    ran = run_usceplan("report", "-", *GRADUATE)
    text = (written / "plan.html").read_text(encoding="utf-8")
    assert (ran.code, ran.err) == (0, "")
    said = re.sub(r"<p class=\"muted\">Also said.*\n", "", ran.out)
    assert Page(said).all("table")[0].text == Page(text).all("table")[0].text
    assert 'id="frontier-title"' in text
    assert ran.out.split('<section aria-labelledby="plan">')[1] == text.split('<section aria-labelledby="plan">')[1]


def test_the_page_of_the_real_catalogue_is_small_and_the_drawing_sound(written: Path) -> None:
    assert (written / "plan.html").stat().st_size < 500_000
    assert svg_root((written / "plan.svg").read_text(encoding="utf-8")).attrib["role"] == "img"


def test_a_report_takes_the_place_of_an_earlier_one_and_leaves_nothing_else(written: Path) -> None:
    before = sorted(path.name for path in written.iterdir())
    ran = run_usceplan("report", str(written / "plan.html"), "--plan", str(written / "plan.json"), *TODAY)
    assert ran.code == 0
    assert sorted(path.name for path in written.iterdir()) == before


@pytest.mark.parametrize(
    ("content", "is_kept"),
    [
        (b"my letters", True),
        (b"<html><p>usceplan report</p></html>", True),
        (b"", False),
        (PAGE.encode(), False),
        (b"<!-- usceplan report -->\n<svg></svg>", False),
        (b"%PDF-1.4 " + b"x" * 9000 + b"%%EOF" + PDF_MARKER, False),
        (b"%PDF-1.4 " + b"x" * 9000 + b"%%EOF", True),
    ],
)
@pytest.mark.parametrize("force", [False, True])
def test_other_files_are_kept_unless_forced(tmp_path: Path, content: bytes, is_kept: bool, force: bool) -> None:
    path = tmp_path / "plan.html"
    path.write_bytes(content)
    if is_kept and not force:
        with pytest.raises(UserError, match="is no report of usceplan"):
            refuse_unfit([(path, REPORT)], force=force)
    else:
        refuse_unfit([(path, REPORT)], force=force)
    assert path.read_bytes() == content


def test_nothing_is_written_over_without_force(tmp_path: Path) -> None:
    path = tmp_path / "thesis.html"
    path.write_text("years of work")
    ran = run_usceplan("report", str(path), *GRADUATE)
    assert (ran.code, ran.out) == (2, "")
    assert "--force" in ran.err
    assert path.read_text() == "years of work"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "FILE: expected a value, got nothing"),
        (("no/such/folder/plan.html", *GRADUATE), "there is no folder"),
        (("plan.pdf", *GRADUATE), "FILE: plan.pdf is no name for an HTML page"),
        (("plan.PDF", "--pdf", "plan.html", *GRADUATE), "FILE: plan.PDF is no name for an HTML page"),
        (("plan.html", "--pdf", "plan.svg", *GRADUATE), "--pdf: plan.svg is no name for a PDF"),
        (("plan.html", "--svg", "plan.html", *GRADUATE), "--svg: plan.html is no name for a drawing (SVG)"),
        (("plan.txt", "--svg", "./plan.txt", *GRADUATE), "is named twice"),
        (("plan.json", "--plan", "plan.json"), "is named twice"),
        (("plan.json", "--plan", "plan.json", "--force"), "is named twice"),
        (("plan.html", "--plan", "plan.json", *GRADUATE), "has answers of its own"),
        (("plan.html", "--plan", "plan.json"), "plan.json"),
        (("plan.html", "--no-input"), "--specialty"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run_usceplan("report", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_plan_there_is_no_page(tmp_path: Path) -> None:
    ran = run_usceplan("report", str(tmp_path / "plan.html"), *GRADUATE, "--budget", "0")
    assert (ran.code, ran.out) == (1, "")
    assert list(tmp_path.iterdir()) == []


# PDF


def test_without_a_browser_it_is_said_what_to_do(tmp_path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("usceplan.cli.browser.shutil.which", lambda _: None)
    monkeypatch.setattr("usceplan.cli.browser._usual_places", lambda *_: iter(()))
    page = tmp_path / "plan.html"
    ran = run_usceplan("report", str(page), "--pdf", str(tmp_path / "plan.pdf"), "--plan", str(saved), *TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert "needs Chromium, Chrome or Edge" in ran.err
    assert "print it to a PDF" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("does", "said"),
    [("echo no display >&2; exit 3", "no display"), ("exit 3", "ended with 3"), ("true", "No such file")],
)
def test_a_browser_that_fails_says_why_and_leaves_nothing(does: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(UserError, match=f"made no PDF: .*{said}"):
        pdf_of("<html>", browser_that(does, tmp_path), tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_nothing_is_written_where_the_browser_fails(
    tmp_path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    page, pdf = tmp_path / "out" / "plan.html", tmp_path / "out" / "plan.pdf"
    monkeypatch.setattr("usceplan.cli.browser.shutil.which", lambda _: browser_that("exit 3", tmp_path))
    ran = run_usceplan("report", str(page), "--pdf", str(pdf), "--plan", str(saved), *TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert "ended with 3" in ran.err
    assert list((tmp_path / "out").iterdir()) == []


def test_the_browser_gets_the_page_and_its_pdf_is_marked(
    tmp_path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    page, pdf = tmp_path / "out" / "plan.html", tmp_path / "out" / "plan.pdf"
    copies = "for word; do case $word in --print-to-pdf=*) out=${word#*=};; file://*) in=${word#file://};; esac; done"
    copier = browser_that(f'{copies}\ncp "$in" "$out"', tmp_path)
    monkeypatch.setattr("usceplan.cli.browser.shutil.which", lambda _: copier)
    ran = run_usceplan("report", str(page), "--pdf", str(pdf), "--plan", str(saved), *TODAY)
    assert (ran.code, ran.err) == (0, "")
    assert pdf.read_bytes() == page.read_bytes() + PDF_MARKER
    assert stat.S_IMODE(pdf.stat().st_mode) == 0o600
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["plan.html", "plan.pdf"]


def test_a_browser_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "SECONDS", 0.05)
    with pytest.raises(UserError, match="had not ended"):
        pdf_of("<html>", browser_that("exec tail -f /dev/null", tmp_path), tmp_path)
