"""What MkDocs is told beside mkdocs.yml: README.md and CHANGELOG.md are pages, and links work as in the checkout."""

from pathlib import Path
from typing import Any

from repository_links import AT_TOP, for_the_site

CHECKOUT = Path(__file__).resolve().parent.parent


def on_config(config: Any) -> None:  # noqa: ANN401  # MkDocs is installed only where the site is made
    """Leave out of the list what is not there."""
    config.nav = _existing(config.nav)


def on_files(files: Any, config: Any) -> Any:  # noqa: ANN401  # the same
    """Add the pages that lie outside docs."""
    from mkdocs.structure.files import File  # noqa: PLC0415  # the same

    for path, name in AT_TOP.items():
        files.append(File.generated(config, name, content=(CHECKOUT / path).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:  # noqa: ANN401  # the same
    """Mend the links of a page."""
    return for_the_site(markdown, page.file.src_uri, lambda path: (CHECKOUT / path).exists())


def _existing(entries: list[Any]) -> list[Any]:
    """The entries of a list of pages without those that are not there, and without headings that have none left."""
    kept = []
    for entry in entries:
        ((title, below),) = entry.items()
        if isinstance(below, list):
            pages = _existing(below)
            kept += [{title: pages}] if pages else []
        elif below in AT_TOP.values() or (CHECKOUT / "docs" / below).is_file():
            kept.append(entry)
    return kept
