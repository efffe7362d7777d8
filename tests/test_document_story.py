"""What reads and runs the documents sees what it should: commands, files, outputs, and sums that are wrong."""

from fractions import Fraction
from pathlib import Path

import pytest

import documents
from document_story import asks, installs, matches, split
from documents import Command, File, headings, links, steps, table_after, with_outputs
from worked_sums import checked, terms

PAGE = """# A page

Save this as `me.yaml`:

```yaml
grad_year: 2023
```

Not a file:

```yaml
grad_year: 1900
```

```sh
usceplan recommend --profile me.yaml  # a remark
usceplan budget \\
  --city Chicago
usceplan demo
```

```console
$ usceplan --version
usceplan 0
$ jq .
{}
```

```bash
for who in a b; do
  echo $who
done
```
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(documents, "ROOT", tmp_path)
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_page_has_its_commands_and_files_in_order(page: Path) -> None:
    assert list(steps(page)) == [
        File("me.yaml", "grad_year: 2023\n"),
        Command("page.md:16", "usceplan recommend --profile me.yaml", "a remark"),
        Command("page.md:17", "usceplan budget   --city Chicago"),
        Command("page.md:19", "usceplan demo"),
        Command("page.md:23", "usceplan --version", output="usceplan 0\n"),
        Command("page.md:25", "jq .", output="{}\n"),
        Command("page.md:30", "for who in a b; do\n  echo $who\ndone\n", whole=True),
    ]


def test_outputs_are_written_anew_and_nothing_else(page: Path) -> None:
    assert with_outputs(page, {}) == PAGE
    assert with_outputs(page, {"page.md:23": "usceplan 1\n"}) == PAGE.replace("usceplan 0\n", "usceplan 1\n")


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        pytest.param("a\nb\n", "a\nb\n", True, id="the same"),
        pytest.param("a\nb\n", "a  \nb", True, id="blanks at the end"),
        pytest.param("a\n", "a\nb\n", False, id="more is printed"),
        pytest.param("a\nb\n", "a\n", False, id="less is printed"),
        pytest.param("a\n...\nd\n", "a\nb\nc\nd\n", True, id="a gap"),
        pytest.param("a\n...\nd\n", "a\nd\n", True, id="a gap for nothing"),
        pytest.param("a\n...\n", "b\n", False, id="a gap after something else"),
        pytest.param("[1]\n", "1\n", False, id="no pattern"),
    ],
)
def test_shown_outputs_are_compared(shown: str, printed: str, *, same: bool) -> None:
    assert matches(shown, printed) is same


@pytest.mark.parametrize(
    ("line", "own", "rest"),
    [
        ("usceplan demo", "usceplan demo", ""),
        ("usceplan demo --json | jq '.a | .b'", "usceplan demo --json", "| jq '.a | .b'"),
        ("usceplan demo > 'a b'", "usceplan demo", "> 'a b'"),
        ("jq '.a | .b' x", "jq '.a | .b' x", ""),
        ('jq ".a > 1" x', 'jq ".a > 1" x', ""),
    ],
)
def test_a_line_is_split_at_its_first_pipe(line: str, own: str, rest: str) -> None:
    assert split(line) == (own, rest)


@pytest.mark.parametrize(
    ("line", "asking"),
    [
        ("usceplan", True),
        ("usceplan recommend", True),
        ("usceplan catalog edit ID", True),
        ("usceplan recommend --grad-year 2023", False),
        ("usceplan recommend --profile me.yaml", False),
        ("usceplan demo", False),
        ("jq .", False),
    ],
)
def test_it_is_known_what_asks(line: str, *, asking: bool) -> None:
    assert asks(Command("", line)) is asking


def test_it_is_known_what_installs() -> None:
    assert installs(Command("", "python3 -m pip install pipx"))
    assert installs(Command("", "make test"))
    assert not installs(Command("", "python check.py"))


def test_links_and_headings() -> None:
    assert links("[a](b.md#c) ![d](e.svg) [f](https://example.org)") == ["b.md#c", "e.svg"]
    assert headings("# What's *new*?\n\n## Fit: the order\n") == {"whats-new", "fit-the-order"}


def test_a_table_is_read() -> None:
    assert table_after("x\n\nHere:\n\n| a | b |\n|---|---|\n| 1 |  |\n\ny", "Here") == [{"a": "1", "b": ""}]


def test_sums_are_worked_out() -> None:
    assert checked("25 × (0.8 + 0.8) / 24 = 1.666") == Fraction("1.666")
    assert checked("7") == 7
    assert terms("185 + 2 × 55 = 295") == [185, 110]


@pytest.mark.parametrize("wrong", ["1 + 1 = 3", "25 × 1.6 / 24 = 1.667", "0.1 × 3 = 0.31"])
def test_a_wrong_sum_is_seen(wrong: str) -> None:
    with pytest.raises(AssertionError):
        checked(wrong)
