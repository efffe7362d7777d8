"""The documentation as a site: all pages are in its list, links work there too, and it is made without a warning."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from repository_links import for_the_site, path_in_checkout

CHECKOUT = Path(__file__).resolve().parent.parent
EXISTING = frozenset({"README.md", "CHANGELOG.md", "docs/method.md", "docs/reference/cli.md", "benchmarks/README.md"})

LINKS = {
    "from the README into docs": ("index.md", "[a](docs/method.md#cost)", "[a](method.md#cost)"),
    "a picture of the README": ("index.md", "![a](docs/images/a.svg)", "![a](images/a.svg)"),
    "from the README to the changes": ("index.md", "[a](CHANGELOG.md)", "[a](changelog.md)"),
    "from docs to the README": ("method.md", "[a](../README.md)", "[a](index.md)"),
    "within docs": ("method.md", "[a](reference/cli.md)", "[a](reference/cli.md)"),
    "up within docs": ("reference/cli.md", "[a](../method.md)", "[a](../method.md)"),
    "out of docs": ("method.md", "as [`a`](../benchmarks/README.md) says", "as `a` says"),
    "with brackets in its words": ("index.md", "[a [b]](docs/method.md)", "[a [b]](method.md)"),
    "to nothing": ("method.md", "[a](../nothing.md)", "[a](../nothing.md)"),
    "to a page of the network": ("index.md", "[a](https://a.example/b#c)", "[a](https://a.example/b#c)"),
    "to a heading of the page": ("index.md", "[a](#b)", "[a](#b)"),
    "in a block of code": ("index.md", "```sh\n[a](docs/method.md)\n```\n", "```sh\n[a](docs/method.md)\n```\n"),
}


@pytest.mark.parametrize(("page", "text", "mended"), LINKS.values(), ids=LINKS)
def test_links_lead_to_the_same_in_the_site(page: str, text: str, mended: str) -> None:
    assert for_the_site(text, page, EXISTING.__contains__) == mended


def listed(entries: list[Any]) -> Iterator[str]:
    for entry in entries:
        (below,) = entry.values()
        if isinstance(below, str):
            yield below
        else:
            yield from listed(below)


def test_every_page_is_in_the_list() -> None:
    config = yaml.safe_load((CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8"))
    pages = [path.relative_to(CHECKOUT / "docs").as_posix() for path in (CHECKOUT / "docs").rglob("*.md")]
    assert set(pages) - set(listed(config["nav"])) == set()
    assert [name for name in ("index.md", "changelog.md") if not (CHECKOUT / path_in_checkout(name)).is_file()] == []


def test_the_site_is_made_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    program = shutil.which("mkdocs", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("MkDocs is not installed; make site installs it")
    done = subprocess.run(
        [program, "build", "--strict", "--quiet", "--site-dir", str(tmp_path)],
        cwd=CHECKOUT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for page in tmp_path.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|iframe)[^>]*\ssrc=\"?(\S+)", text) + re.findall(r"<link[^>]*>", text)
        assert [one for one in loaded if "://" in one or one.startswith("//")] == []
    assert (tmp_path / "search" / "search_index.js").is_file()
