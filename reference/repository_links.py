"""Links between the Markdown files of the project, as a site has them: they are written to work in the checkout."""

import posixpath
import re
from collections.abc import Callable, Mapping

DOCS = "docs"
AT_TOP = {"README.md": "index.md", "CHANGELOG.md": "changelog.md"}
"""The files outside docs that are pages of the site, and their names there."""

_FENCED = re.compile(r"(^```.*?^```\s*?$)", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^)#\s]*)(?P<part>#[^)\s]*)?\)")


def path_in_checkout(page: str) -> str:
    """Where the text of a page of the site is in the checkout: ``README.md`` of ``index.md``."""
    return next((path for path, name in AT_TOP.items() if name == page), f"{DOCS}/{page}")


def for_the_site(text: str, page: str, exists: Callable[[str], bool]) -> str:
    """The text of a page with its links as the site needs them.

    What is no page of the site but a file of the checkout (``exists`` says so, by its path there) loses its link and
    keeps its words. A link to nothing stays as it is, so that making the site finds it.
    """
    folder = posixpath.dirname(path_in_checkout(page))

    def mended(found: re.Match[str]) -> str:
        target = found["target"]
        if not target or ":" in target:
            return found[0]
        path = posixpath.normpath(posixpath.join(folder, target))
        name = _name(path)
        if name is not None:
            to = posixpath.relpath(name, posixpath.dirname(page) or ".")
            return f"{found['image']}[{found['text']}]({to}{found['part'] or ''})"
        return found["text"] if exists(path) else found[0]

    parts = _FENCED.split(text)
    return "".join(part if number % 2 else _LINK.sub(mended, part) for number, part in enumerate(parts))


def _name(path: str, at_top: Mapping[str, str] = AT_TOP) -> str | None:
    """The name of a file of the checkout in the site; null where it is no part of it."""
    if path.startswith(f"{DOCS}/"):
        return path.removeprefix(f"{DOCS}/")
    return at_top.get(path)
