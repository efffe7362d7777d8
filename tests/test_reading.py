"""The reading of data files: every mistake is found, placed and said so that it can be mended."""

import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from unittest import mock

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ErrorType

from usceplan.catalog import reading
from usceplan.catalog.program import Limits, ProgramsFile
from usceplan.catalog.reading import read_document, read_file, validate
from usceplan.catalog.values import AsOf, Flag, IsoDate, PageAddress, Record, Slug, Text, Usd
from usceplan.problems import DataError, Problem, UserError, nearest, nearest_few

BROKEN = Path(__file__).parent / "broken"
LOADERS = {"libyaml": yaml.CSafeLoader, "pure": yaml.SafeLoader}


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


class Pot(StrEnum):
    """More words than a message lists."""

    TEA = "tea-pot"
    STEW = "stew-pot"
    PLANT = "plant-pot"
    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    G = "g"
    H = "h"
    I = "i"  # noqa: E741
    J = "j"


class Cat(Record):
    is_: Annotated[Literal["cat"], Field(alias="is")]
    lives: Annotated[int, Field(strict=True)]


class Dog(Record):
    is_: Annotated[Literal["dog"], Field(alias="is")]
    tricks: tuple[Text, ...]


Pet = Annotated[Cat | Dog, Field(discriminator="is_")]


class Range(Record):
    low: Usd
    high: Usd


class Item(Record):
    id: Slug
    usd: Usd | None = None
    color: Text | None = None


class Shop(Record):
    """A field of each type that data files use; only ``schema`` must be there."""

    schema_: Annotated[Literal["shop/1"], Field(alias="schema")]
    id: Slug = "corner"
    name: Text = "Corner"
    code: Annotated[str, Field(strict=True, max_length=4, pattern="^[A-Z]+$")] = "CRN"
    state: Annotated[str, Field(strict=True, pattern="^[A-Z]{2}$")] = "TX"
    usd: Usd | None = None
    rate: Annotated[float, Field(strict=True, gt=0)] = 1.0
    open: Flag = True
    size: Size | None = None
    pot: Pot | None = None
    opened: IsoDate | None = None
    as_of: AsOf | None = None
    url: PageAddress | None = None
    items: tuple[Item, ...] = ()
    limits: Limits | None = None
    hours: tuple[int, int] = (9, 17)
    tags: Annotated[tuple[Slug, ...], Field(min_length=1)] = ("food",)
    stock: dict[Slug, Usd] | None = None
    price: Usd | Limits | Literal["free"] = 1
    prices: tuple[Usd | Limits | Range, ...] = ()
    pet: Pet | None = None
    pets: tuple[Pet, ...] = ()


UNREADABLE = {
    "duplicate-keys": [
        '5:5: items[soap]: duplicate key "usd"; it already stands on line 4',
        '6:1: duplicate key "shop"; it already stands on line 1',
    ],
    "anchor-and-alias": [
        '1:7: shop: the anchor "&name" is not allowed; write the value out where it is needed',
        '3:9: items[0].id: the alias "*name" is not allowed; write the value out',
    ],
    "item-that-runs-on": [
        '3:5: tags[0]: a line that begins with "-" runs on from this text; mend the indent, or use quotes',
    ],
    "merge-key": ['3:3: owner: the merge key "<<" is not allowed; write the keys out'],
    "program-tag": ['1:7: shop: the tag "!!python/object/apply:os.system" is not allowed here; remove it'],
    "tag-that-does-not-fit": [
        '2:6: usd: the tag "!!int" does not fit "many"',
        '3:8: items: the tag "!!seq" is not allowed here; remove it',
    ],
    "number-as-key": ["2:3: prices: expected a key that is text, got 2026; put it in quotes"],
    "list-as-key": ["2:3: prices: expected a key that is text, got a list"],
    "two-documents": ['2:1: a second document begins here; a data file holds one, so remove the "---" or "..."'],
    "only-comments": ["1:1: the file is empty; it holds nothing but spaces, blank lines or comments"],
    "too-deep": ["1:56: nested too deep; 50 lists and mappings in one another are the most"],
    "unclosed-quotation": ["2:7: the quotation that begins here is not closed"],
    "unclosed-list": ['3:4: expected "," or "]" in the list that begins on line 2'],
    "unclosed-mapping": ['3:1: expected "," or "}" in the mapping that begins on line 2'],
    "tab-as-indent": ["2:1: a tab cannot indent; use spaces"],
    "colon-in-text": ['2:17: ":" cannot stand here; put a text that holds ": " in quotes, or mend the indent'],
    "wrong-indent": ["3:2: this does not go on with the mapping of line 1; mend the indent or the quotes"],
    "list-then-key": ['2:1: expected "-" or less indent, after the list that begins on line 1'],
    "list-after-key": ['1:8: "-" cannot stand here; begin the list on a line of its own'],
    "at-sign": ['2:7: "@" cannot stand here; put a text that begins with it in quotes'],
    "text-after-quotation": ["1:16: this does not go on with the mapping of line 1; mend the indent or the quotes"],
    "unknown-escape": ["2:12: unknown escape in double quotes; write \\ as \\\\, or use single quotes"],
    "key-without-colon": ['3:1: expected ":" after the key that begins on line 2'],
    "stray-bracket": ['1:7: expected a value, got "]"'],
    "bracket-too-many": ["1:15: the document has ended before this; mend the indent or the brackets"],
    "undefined-tag": ["1:7: tags are not allowed; put a text that begins with ! in quotes"],
    "directive": ["1:1: directives are not allowed; put a text that begins with % in quotes"],
    "ampersand": ["1:8: expected the name of an anchor, and anchors are not allowed; put a text with * or & in quotes"],
    "text-after-bar": ["1:8: after | or > a text begins on the next line, indented more"],
    "tab-in-block": ["2:1: a tab cannot indent; use spaces"],
}
"""What is said of each file that is not the YAML that data files are written in."""

NOT_A_SHOP = {
    "no-mapping": ["1:1: expected a mapping, got a list"],
    "only-null": ["2:1: expected a mapping, got nothing"],
    "wrong-schema": ['1:9: schema: expected shop/1, got "shop/2"'],
    "misspelled-key": ['2:1: unknown key "prise"; did you mean "price"?'],
    "misspelled-key-in-list": [
        '4:5: items[soap]: unknown key "kolor"; did you mean "color"? (allowed: id, usd, color)',
        '5:24: items[salt]: unknown key "usd_total"; allowed: id, usd, color',
    ],
    "unknown-key": [
        (
            '2:1: unknown key "light"; allowed: schema, id, name, code, state, usd, rate, open, size, pot, '
            "opened, as_of, url, items, limits, hours, tags, stock, price, prices, pet, pets"
        )
    ],
    "missing-keys": ['1:1: missing key "schema"', '3:5: items[0]: missing key "id"'],
    "text-for-number": ['2:6: usd: expected a number, got "five hundred"'],
    "quoted-number": ['2:6: usd: expected a number, got "500"; remove the quotes'],
    "thousands": ['2:6: usd: expected a number, got "$1,500"; write 1500'],
    "underscore-in-number": ['2:6: usd: expected a number, got "1_000"; write 1000'],
    "leading-zero": ['2:6: usd: expected a number, got "012"; write 12'],
    "clock-time": ['2:6: usd: expected a number, got "12:30"'],
    "fraction": ["2:6: usd: expected a whole number, got 500.5"],
    "point-zero": ["2:6: usd: expected a whole number, got 500.0; write 500"],
    "flag-for-number": ["2:6: usd: expected a number, got true"],
    "list-for-number": ["3:3: usd: expected a number, got a list"],
    "not-a-number": ['2:7: rate: expected a number, got ".nan"'],
    "number-too-long": ['2:7: rate: expected a number, got "1e999"'],
    "rate-too-small": ["2:7: rate: expected more than 0, got 0"],
    "negative-amount": ["2:6: usd: expected at least 0, got -3"],
    "too-large-amount": [
        "2:6: usd: expected at most 1000000, got 10000000000000000000000000000000000000000000000000000000000…"
    ],
    "yes-for-flag": ['2:7: open: expected true or false, got "yes"; write true'],
    "no-for-flag": ['2:7: open: expected true or false, got "NO"; write false'],
    "number-for-flag": ["2:7: open: expected true or false, got 1"],
    "number-for-text": ["2:7: name: expected text, got 1984; put it in quotes"],
    "empty-text": ['2:7: name: expected text that is not empty, got ""'],
    "spaces-at-ends": ['2:7: name: expected text without spaces at its ends, got "corner "'],
    "text-too-long": ['2:7: code: expected text of at most 4 characters, got "ABCDE"'],
    "wrong-form": [
        ('2:5: id: expected small letters and digits joined by hyphens, such as internal-medicine, got "Corner Shop"'),
        '3:8: state: expected two capital letters, such as TX, got "Texas"',
        '4:7: code: expected text of the form ^[A-Z]+$, got "a-b"',
    ],
    "no-value": ["2:1: name: expected text, got nothing", "4:4: items[0]: expected a mapping, got nothing"],
    "near-word": ['2:7: size: expected small or large, got "larg"; did you mean "large"?'],
    "far-word": ['2:7: size: expected small or large, got "enormous"'],
    "near-word-of-many": ['2:6: pot: expected one of 13 words, got "tea-pto"; did you mean "tea-pot" or "stew-pot"?'],
    "far-word-of-many": [
        '2:6: pot: expected tea-pot, stew-pot, plant-pot, a, b, c, d, e, f, g, h, i or j, got "saucer"'
    ],
    "day-that-does-not-exist": [
        '2:9: opened: expected a date that exists, written YYYY-MM-DD, got "2026-02-30"',
        '3:8: as_of: expected a date written YYYY, YYYY-MM or YYYY-MM-DD, got "2026-13"',
    ],
    "other-date-form": ['2:9: opened: expected a date written YYYY-MM-DD, got "5/25/2026"'],
    "bare-host": ['2:6: url: expected the page that states the fact, got a bare host name: "https://example.org/"'],
    "no-web-address": ['2:6: url: expected a web address that begins with https:// or http://, got "example.org/soap"'],
    "text-for-list": ['2:8: items: expected a list, got "soap"'],
    "list-for-mapping": ["2:9: limits: expected a mapping, got a list"],
    "mapping-for-list": ["3:3: items: expected a list, got a mapping"],
    "limits-out-of-order": ["2:9: limits: expected min to be at most max"],
    "too-few-items": ["2:8: hours: missing item 2", "3:7: tags: expected at least 1 item, got none"],
    "too-many-items": ["2:8: hours: expected at most 2 items, got 3"],
    "wrong-key": [
        (
            '3:3: stock: the key "Soap Bar" does not fit: expected small letters and digits joined by hyphens, '
            "such as internal-medicine"
        ),
        '4:9: stock.salt: expected a number, got "many"',
    ],
    "no-form-fits": [
        "2:8: price: expected a number, a mapping or free, got a list",
        '3:10: prices[0]: expected a number or a mapping, got "soon"',
    ],
    "one-form-is-meant": [
        '2:22: price.max: expected a number, got "many"',
        "3:10: prices[0]: expected min to be at most max",
        '3:28: prices[1]: missing key "high"',
    ],
    "choice-of-kinds": [
        '2:11: pet.is: expected cat or dog, got "cow"',
        '3:25: pets[0].lives: expected a number, got "many"',
        '3:32: pets[1]: missing key "is"',
        '3:44: pets[2]: expected a mapping, got "dog"',
    ],
}
"""What is said of each file that can be read and is no ``Shop``."""

NOT_PROGRAMS = {
    "program-fee-in-words": [
        '36:14: programs[example-observership].fees[0].usd: expected a number, got "five hundred"'
    ],
    "program-misspelled-fee": [
        '35:9: programs[example-observership].fees[0]: missing key "usd"',
        '36:9: programs[example-observership].fees[0]: unknown key "uds"; did you mean "usd"?',
    ],
    "program-without-kind": ['4:5: programs[example-observership]: missing key "kind"'],
    "program-wrong-words": [
        (
            "9:35: programs[example-observership].locations[0].state: expected two capital letters, such as TX, "
            'got "Texas"'
        ),
        (
            "11:11: programs[example-observership].kind: expected externship, observership, internship, "
            'elective, research or volunteer, got "observorship"; did you mean "observership"?'
        ),
        (
            '23:26: programs[example-observership].visas_accepted[1]: expected one of 13 words, got "b-2"; did '
            'you mean "b2"?'
        ),
        '29:13: programs[example-observership].status: expected open, paused or closed, got "yes"',
    ],
    "program-rules-between-fields": [
        "29:21: programs[example-observership].duration_weeks: expected min to be at most max",
        (
            "37:14: programs[example-observership].fees[0].per: expected application, rotation, day, week, "
            'month, year, or a number of weeks such as 4-weeks, got "fortnight"'
        ),
        ('47:19: programs[example-observership].sources[0].official: expected true or false, got "on"; write true'),
    ],
    "program-condition-missing": [
        "35:9: programs[example-observership].fees[0]: expected a condition exactly where role is conditional"
    ],
    "program-resource-type-of-placement": [
        ("4:5: programs[example-observership]: expected resource_type and resource_use exactly where entry is resource")
    ],
}
"""What is said of each file that is no catalogue of programs."""

COLUMN_DIFFERS = {"unknown-escape"}
"""Files in which PyYAML's own parser complains one column further on."""


@pytest.fixture(params=LOADERS)
def _each_loader(request: pytest.FixtureRequest) -> Iterator[None]:
    """Once with libyaml and once without, as on a Python that was built without it."""
    with mock.patch.object(reading, "_LOADER", LOADERS[request.param]):
        yield


def mistakes(name: str, model: type[Record]) -> list[str]:
    """What is said of a broken file, without the name of the file."""
    with pytest.raises(DataError) as raised:
        validate(read_file(BROKEN / f"{name}.yaml", f"data/{name}.yaml"), model)
    lines = str(raised.value).splitlines()
    assert lines == [str(problem) for problem in raised.value.problems]
    return [line.removeprefix(f"data/{name}.yaml:") for line in lines]


def test_every_broken_file_is_in_a_table() -> None:
    names = {path.stem for path in BROKEN.glob("*.yaml")}
    assert names == UNREADABLE.keys() | NOT_A_SHOP.keys() | NOT_PROGRAMS.keys()


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_files(name: str) -> None:
    assert mistakes(name, Shop) == UNREADABLE[name]


@pytest.mark.parametrize("name", sorted(UNREADABLE.keys() - COLUMN_DIFFERS))
def test_unreadable_files_without_libyaml(name: str) -> None:
    with mock.patch.object(reading, "_LOADER", yaml.SafeLoader):
        assert mistakes(name, Shop) == UNREADABLE[name]


@pytest.mark.parametrize("name", NOT_A_SHOP)
def test_files_that_are_no_shop(name: str) -> None:
    assert mistakes(name, Shop) == NOT_A_SHOP[name]


@pytest.mark.parametrize("name", NOT_PROGRAMS)
def test_files_that_are_no_programs(name: str) -> None:
    assert mistakes(name, ProgramsFile) == NOT_PROGRAMS[name]


def test_no_message_is_in_the_words_of_a_library() -> None:
    said = "\n".join(
        line for table in (UNREADABLE, NOT_A_SHOP, NOT_PROGRAMS) for lines in table.values() for line in lines
    )
    for words in (
        "Input",
        "should",
        "valid ",
        "Value error",
        "Field required",
        "permitted",
        "function-",
        "scalar",
        "token",
    ):
        assert words not in said


SCALARS: dict[str, object] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
    "0": 0,
    "-0": 0,
    "12": 12,
    "-12": -12,
    "1.50": 1.5,
    "-0.5": -0.5,
    "1e3": 1000.0,
    "1.0E-2": 0.01,
    # Text, though some reader of YAML takes it for something else.
    **{
        text: text
        for text in (
            *("yes", "no", "NO", "on", "Off", "y", "True", "TRUE", "False", "Null", "NULL", "none"),
            *("012", "0o14", "0x1F", "0b1", "1_000", "1,000", "12:30", "190:20:30", "+5", ".5", "5.", "1.2.3", "--"),
            *("2026-05-25", "2026-05", "2026-05-25 12:00:00", ".inf", "-.inf", ".nan", "nan", "inf", "1e999", "-1e999"),
            *("=", "$5", "5%", "٣", "1e", "e3"),
        )
    },
    "9" * 301: "9" * 301,
    "'12'": "12",
    '"true"': "true",
    "''": "",
    '"<<"': "<<",
    "'~'": "~",
    "!!str 012": "012",
    "!!int 12": 12,
    "!!float 12": 12.0,
    "!!bool true": True,
    "!!null ~": None,
    "!!str 'a'": "a",
}


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize("written", SCALARS)
def test_scalars(written: str) -> None:
    for document in (f"{written}\n", f"key: {written}\n", f"key:\n  - {written}\n"):
        if document.strip():
            data: Any = read_document(document, "a.yaml").data
            value = data if "key" not in document else data["key"]
            value = value[0] if isinstance(value, list) else value
            assert (value, type(value)) == (SCALARS[written], type(SCALARS[written]))


@pytest.mark.usefixtures("_each_loader")
def test_odd_but_plain_texts() -> None:
    lines = (
        "\ufeff--- # one document",
        "yes: no",
        "12:30: noon",
        "\"5\": '<<'",
        "? long",
        ": |",
        "  two",
        "  lines",
        "...",
    )
    text = "".join(f"{line}\r\n" for line in lines)
    assert read_document(text, "a.yaml").data == {
        "yes": "no",
        "12:30": "noon",
        "5": "<<",
        "long": "two\nlines\n",
    }


PLACES = """\
# A catalogue.
programs:
  - id: nyu-elective
    name: 'NYU: é elective'
    fees:
    - usd: 500
      note:
    - {usd: 5, "a key": [1, {x: 2}]}
  - name: no id
    id: not an id
    tags: [a,
      b]
text: |
  long
"""

WHERE: dict[tuple[str | int, ...], str] = {
    (): "2:1",
    ("programs",): "3:3: programs",
    ("programs", 0): "3:5: programs[nyu-elective]",
    ("programs", 0, "id"): "3:9: programs[nyu-elective].id",
    ("programs", 0, "name"): "4:11: programs[nyu-elective].name",
    ("programs", 0, "fees"): "6:5: programs[nyu-elective].fees",
    ("programs", 0, "fees", 0): "6:7: programs[nyu-elective].fees[0]",
    ("programs", 0, "fees", 0, "usd"): "6:12: programs[nyu-elective].fees[0].usd",
    ("programs", 0, "fees", 0, "note"): "7:7: programs[nyu-elective].fees[0].note",
    ("programs", 0, "fees", 1): "8:7: programs[nyu-elective].fees[1]",
    ("programs", 0, "fees", 1, "a key", 1, "x"): '8:33: programs[nyu-elective].fees[1]["a key"][1].x',
    ("programs", 1, "tags", 1): "12:7: programs[1].tags[1]",
    ("text",): "13:7: text",
    # What is not there is placed at what is around it.
    ("programs", 0, "kind"): "3:5: programs[nyu-elective].kind",
    ("programs", 7, "kind"): "3:3: programs[7].kind",
    ("programs", 0, "name", "deeper"): "4:11: programs[nyu-elective].name.deeper",
    ("nothing", 0): "2:1: nothing[0]",
}


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize("path", WHERE)
def test_places(path: tuple[str | int, ...]) -> None:
    problem = read_document(PLACES, "a.yaml").problem(path, "wrong")
    assert str(problem) == f"a.yaml:{WHERE[path]}: wrong"


def test_the_place_of_a_key() -> None:
    problem = read_document(PLACES, "a.yaml").problem(("programs", 0, "name"), "wrong", at_key=True)
    assert problem == Problem("a.yaml", 4, 5, "programs[nyu-elective]", "wrong")


def test_positions_count_characters_and_all_line_ends() -> None:
    document = read_document("a: 1\r\nb: 2\rc: {é: '😀', d: 3}\n", "a.yaml")
    problem = document.problem(("c", "d"), "wrong")
    assert (problem.line, problem.column) == (3, 16)


@pytest.mark.parametrize(
    "char", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\ufffe", "\udc80"]
)
def test_characters_that_cannot_be_seen(char: str) -> None:
    with pytest.raises(DataError) as raised:
        read_document(f"a: é\r\nb: 'x{char}y'\n", "a.yaml")
    assert str(raised.value) == f"a.yaml:2:6: the character U+{ord(char):04X} is not allowed; remove it"


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize("escape", [r"\ud800", r"\UFFFFFFFF", r"\U00110000", r"\xZZ", r"\q"])
def test_escapes_that_mean_no_character(escape: str) -> None:
    with pytest.raises(DataError, match="escape"):
        read_document(f'a: "{escape}"\n', "a.yaml")


BYTES: dict[str, tuple[bytes, str]] = {
    "latin-1": ("a: 1\nb: éx".encode() + b"\xe9\n", "a.yaml:2:6: the byte 0xE9 is not UTF-8; save the file as UTF-8"),
    "utf-16": (
        "a: 1\n".encode("utf-16"),
        "a.yaml:1:1: the file is UTF-16, as the > of Windows PowerShell makes it; save it as UTF-8",
    ),
    "after a byte order mark": (b"\xef\xbb\xbfa\xff", "a.yaml:1:2: the byte 0xFF is not UTF-8; save the file as UTF-8"),
    "nothing": (b"", "a.yaml:1:1: the file is empty; it holds nothing but spaces, blank lines or comments"),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text(name: str, tmp_path: Path) -> None:
    content, said = BYTES[name]
    (tmp_path / "a.yaml").write_bytes(content)
    with pytest.raises(DataError) as raised:
        read_file(tmp_path / "a.yaml", "a.yaml")
    assert str(raised.value) == said


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        read_file(tmp_path / "a.yaml", "a.yaml")
    assert str(raised.value) == "a.yaml: there is no such file; check its name and its folder"
    with pytest.raises(DataError) as raised:
        read_file(tmp_path, "folder")
    assert str(raised.value) == "folder: this is a folder; name a file in it"


def test_a_folder_is_called_one_on_windows_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_bytes(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    with pytest.raises(DataError, match="this is a folder"):
        read_file(tmp_path, "folder")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "denied"), "the file may not be read; give yourself the permission to read it"),
        (OSError(5, "Input/output error"), "the file cannot be read (Input/output error); check the disk and the path"),
    ],
)
def test_unreadable_file(error: OSError, said: str) -> None:
    with mock.patch.object(Path, "read_bytes", side_effect=error), pytest.raises(DataError) as raised:
        read_file(Path("a.yaml"), "a.yaml")
    assert str(raised.value) == f"a.yaml: {said}"


def test_a_valid_file_becomes_a_model() -> None:
    text = "schema: shop/1\nopened: 2026-02-28\nas_of: 2026\nitems: [{id: soap}]\npet: {is: cat, lives: 9}\n"
    shop = validate(read_document(text, "a.yaml"), Shop)
    assert (shop.opened, shop.as_of, shop.items) == (date(2026, 2, 28), "2026", (Item(id="soap"),))
    assert shop.pet == Cat.model_validate({"is": "cat", "lives": 9})


def test_a_valid_file_is_not_searched_for_places() -> None:
    with mock.patch.object(yaml, "compose", side_effect=AssertionError("composed")):
        validate(read_document("schema: shop/1\n", "a.yaml"), Shop)


def test_a_type_of_error_without_words_of_its_own() -> None:
    def _odd(_: object) -> object:
        raise PydanticCustomError("odd_rule", "Input should be even")

    class Odd(Record):
        number: Annotated[int, BeforeValidator(_odd)]
        numbers: dict[Annotated[str, BeforeValidator(_odd)], int]

    with pytest.raises(DataError) as raised:
        validate(read_document("number: 5\nnumbers: {one: 1}\n", "a.yaml"), Odd)
    assert str(raised.value).splitlines() == [
        "a.yaml:1:9: number: not allowed here (odd rule), got 5",
        'a.yaml:2:11: numbers: the key "one" does not fit: not allowed here (odd rule), got "one"',
    ]


def test_each_type_of_error_that_has_words_exists() -> None:
    kinds = set(get_args(ErrorType))
    assert reading._EXPECTED.keys() <= kinds
    assert reading._ADVICE.keys() <= reading._EXPECTED.keys()


def test_words_of_choices_that_are_no_plain_words() -> None:
    class Choice(Record):
        a: Literal["it's", 'say "no"', "one, two", 3, True, None]

    with pytest.raises(DataError) as raised:
        validate(read_document("a: its\n", "a.yaml"), Choice)
    expected = r"""expected "it's", "say \"no\"", "one, two", 3, true or nothing"""
    assert str(raised.value) == f"""a.yaml:1:4: a: {expected}, got "its"; did you mean "it's"?"""


def test_a_long_value_is_cut_and_what_cannot_be_seen_is_escaped() -> None:
    with pytest.raises(DataError) as raised:
        validate(read_document('schema: shop/1\nusd: "\\e[31m\\u202e' + "x" * 100 + '"\n', "a.yaml"), Shop)
    assert str(raised.value) == 'a.yaml:2:6: usd: expected a number, got "\\u001b[31m\\u202e' + "x" * 53 + '…"'


def test_problems_are_sorted_and_print_like_those_of_compilers() -> None:
    problems = [
        Problem("b.yaml", 1, 1, "", "first of b"),
        Problem("a.yaml", 10, 2, "x", "later"),
        Problem("a.yaml", 9, 20, "", "earlier"),
        Problem("a.yaml", None, None, "", "whole file"),
    ]
    assert str(DataError(problems)).splitlines() == [
        "a.yaml: whole file",
        "a.yaml:9:20: earlier",
        "a.yaml:10:2: x: later",
        "b.yaml:1:1: first of b",
    ]


def test_user_error() -> None:
    error = UserError('unknown specialty "internl"', "write internal-medicine", "unknown-specialty")
    assert (str(error), error.message, error.hint, error.code) == (
        'unknown specialty "internl"',
        'unknown specialty "internl"',
        "write internal-medicine",
        "unknown-specialty",
    )


@pytest.mark.parametrize(
    ("word", "meant"),
    [("prise", "price"), ("Usmle Step_2 ck", "usmle-step-2-ck"), ("PRICE", "price"), ("zzz", None), ("", None)],
)
def test_nearest(word: str, meant: str | None) -> None:
    assert nearest(word, ("price", "usmle-step-2-ck", "usmle-step-1")) == meant


def test_nearest_few() -> None:
    assert nearest_few("step", ("step-2", "step-1", "other", "steps"), 2) == ("steps", "step-2")
    assert nearest_few("step", (), 2) == ()


class _Quoting(yaml.SafeDumper):
    """Writes every text in double quotes, since PyYAML takes other texts for plain ones than we do."""

    def ignore_aliases(self, _: object) -> bool:
        """Anchors are refused by the reader."""
        return True


_Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))

json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=20,
)


@settings(deadline=None)
@given(json_like, st.sampled_from([True, False, None]), st.booleans(), st.sampled_from([20, 80, 1000]))
def test_what_is_dumped_is_read_back(data: object, is_flow: bool | None, is_unicode: bool, width: int) -> None:
    text = yaml.dump(
        data, Dumper=_Quoting, default_flow_style=is_flow, allow_unicode=is_unicode, width=width, sort_keys=False
    )
    # Compared as JSON, so that 1, 1.0 and true differ.
    assert json.dumps(read_document(text, "a.yaml").data) == json.dumps(data)


def every_path(data: object) -> Iterator[tuple[str | int, ...]]:
    yield ()
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in inner:
        yield from ((part, *rest) for rest in every_path(value))


near_yaml = st.text(st.sampled_from(" \n\t\r:-?,[]{}&*!|>'\"%@`#<~\\.0123eux\u2028\ufeff\0é") | st.characters())
noise = st.binary() | near_yaml.map(lambda text: text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("loader", LOADERS)
@settings(deadline=None, max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=noise)
def test_noise_is_a_document_or_a_data_error(loader: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    with mock.patch.object(reading, "_LOADER", LOADERS[loader]):
        try:
            document = read_file(tmp_path / "a.yaml", "a.yaml")
        except DataError as refused:
            said = refused.problems
        else:
            text = content.decode("utf-8")
            said = tuple(document.problem(path, "wrong") for path in every_path(document.data))
            assert max(problem.line or 0 for problem in said) <= text.count("\n") + text.count("\r") + 2
            with pytest.raises(DataError):
                validate(document, Shop)
    assert said
    assert all(str(problem).isprintable() for problem in said)
