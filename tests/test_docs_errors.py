"""The gallery of errors, docs/errors.md: each command line is run, and says what the page shows, to the letter."""

import re
import shlex
from pathlib import Path

import pytest

from command_line import run_usceplan

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "errors.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^```text\n\$ usceplan (.*)\n((?:.*\n)*?)```$", PAGE, re.MULTILINE))
FILES = dict(re.findall(r"`(\w+\.\w+)`[^`\n]*:\n\n```\w+\n((?:.*\n)*?)```", PAGE))
CHECKS = ("catalog check", "programs search")
"""What ends with 1."""


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_error_is_the_one_that_the_page_shows(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = run_usceplan(*shlex.split(line))
    finds = line.startswith(CHECKS) and not line.endswith(" search")
    assert ran.out + ran.err == EXAMPLES[line]
    assert ran.code == (1 if finds else 2)
    assert not ran.out or finds


def test_the_page_has_examples_and_files_of_every_kind() -> None:
    assert len(EXAMPLES) == PAGE.count("\n$ usceplan ")
    assert set(FILES) == {"me.yaml", "lee.yaml", "result.json"}
    shapes = (
        r"error: --[a-z-]+: ",
        r"error: [A-Z]+: ",
        r"\.yaml:\d+:\d+: ",
        r'\{"error": \{"code": ',
        r"Did you mean ",
    )
    assert all(re.search(shape, PAGE) for shape in shapes)
