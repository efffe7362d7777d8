"""Reading HTML and SVG as a strict reader would: every element closed, every reference resolved, nothing that acts."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "base", "embed", "source", "wbr"})
ACTING = frozenset(
    {"script", "iframe", "object", "embed", "form", "img", "link", "base", "video", "audio", "foreignobject"}
)
SVG = "{http://www.w3.org/2000/svg}"


@dataclass
class Element:
    """An element with its attributes and all the text in it."""

    tag: str
    attributes: dict[str, str]
    ancestors: tuple[str, ...]
    text: str = ""
    children: list["Element"] = field(default_factory=list)


class Page(HTMLParser):
    """A page that has been read. A tag that is not closed in its place is an error."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self._open, f"not closed: {[one.tag for one in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(one.tag for one in self._open))
        if self._open:
            self._open[-1].children.append(element)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> stands where </{self._open[-1].tag}> is due"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for one in self._open:
            one.text += data

    def all(self, *tags: str) -> list[Element]:
        """The elements with one of these tags, in the order of the page."""
        return [one for one in self.elements if one.tag in tags]

    def ids(self) -> list[str]:
        """Every id, in the order of the page."""
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    @property
    def title(self) -> str:
        """The title of the page itself."""
        return next(one.text for one in self.all("title") if "svg" not in one.ancestors)


def acting(page: Page) -> list[str]:
    """Whatever in a page could act or load something."""
    found = [one.tag for one in page.elements if one.tag in ACTING]
    for one in page.elements:
        for name, value in one.attributes.items():
            if name.startswith("on") or name in {"style", "src", "srcset", "xlink:href", "action", "background"}:
                found.append(f"{one.tag} {name}")
            if name == "href" and not value.startswith(("https://", "http://", "#")):
                found.append(f"{one.tag} href {value}")
    return found


def svg_root(text: str) -> ET.Element:
    """The root of a drawing, read as XML."""
    return ET.fromstring(text)  # noqa: S314 (made here, not fetched)
