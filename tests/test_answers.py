"""What was told and where: an option goes before a variable, that before the profile file; nothing is dropped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from usceplan.cli.answers import collect, profile_path, read_profile
from usceplan.cli.folders import config_folder
from usceplan.cli.options import OPTIONS, Option
from usceplan.problems import UserError
from usceplan.told import Answer, Answers


def profile(folder: Path, text: str) -> Path:
    file = folder / "me.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def told(name: str, *, option: Any, variable: str | None, file: str | None, folder: Path) -> Answer | None:
    path = profile(folder, f"{name}: {file}\n") if file is not None else None
    variables = {} if variable is None else {f"USCEPLAN_{name.upper()}": variable}
    return collect({name: option}, variables, path).get(name)


SINGLE = {
    "all three": ("1k", "2k", "3k", "1k", "--budget"),
    "variable and file": (None, "2k", "3k", "2k", "USCEPLAN_BUDGET"),
    "file alone": (None, None, "3k", "3k", "me.yaml:1:9: budget"),
    "option alone": ("1k", None, None, "1k", "--budget"),
    "option and file": ("1k", None, "3k", "1k", "--budget"),
    "a variable set to nothing is not set": (None, "", "3k", "3k", "me.yaml:1:9: budget"),
}


@pytest.mark.parametrize(("option", "variable", "file", "text", "origin"), SINGLE.values(), ids=SINGLE)
def test_the_nearest_place_wins_for_one_value(
    tmp_path: Path, option: Any, variable: str | None, file: str | None, text: str, origin: str
) -> None:
    answer = told("budget", option=option, variable=variable, file=file, folder=tmp_path)
    assert answer is not None
    assert (answer.texts, answer.origin.removeprefix(f"{tmp_path}/")) == ((text,), origin)


REPEATED = {
    "options repeated and with commas": (["TX", "OH, NY"], "CA", "WA", ("TX", "OH", "NY")),
    "a variable with commas": (None, "CA, NV,", "WA", ("CA", "NV")),
    "a list in the file": (None, None, "[WA, OR]", ("WA", "OR")),
    "a text with commas in the file": (None, None, "WA, OR", ("WA", "OR")),
    "places do not add up": (["TX"], "CA", "[WA]", ("TX",)),
    "no option given": ([], "CA", None, ("CA",)),
}


@pytest.mark.parametrize(("option", "variable", "file", "texts"), REPEATED.values(), ids=REPEATED)
def test_the_nearest_place_wins_for_several_values(
    tmp_path: Path, option: Any, variable: str | None, file: str | None, texts: tuple[str, ...]
) -> None:
    answer = told("state", option=option, variable=variable, file=file, folder=tmp_path)
    assert answer is not None
    assert answer.texts == texts


SWITCHES = {
    "option on": (True, "no", "false", "true"),
    "option off": (False, "yes", "true", "false"),
    "variable on": (None, "YES", "false", "true"),
    "variable off": (None, "0", "true", "false"),
    "file on": (None, None, "true", "true"),
    "file off": (None, None, "false", "false"),
    "file on in a word": (None, None, "yes", "true"),
}


@pytest.mark.parametrize(("option", "variable", "file", "text"), SWITCHES.values(), ids=SWITCHES)
def test_the_nearest_place_wins_for_a_switch(
    tmp_path: Path, option: Any, variable: str | None, file: str | None, text: str
) -> None:
    answer = told("hands_on_only", option=option, variable=variable, file=file, folder=tmp_path)
    assert answer is not None
    assert answer.text == text


@pytest.mark.parametrize("written", ["", "null", "~", "[]"])
def test_a_key_without_a_value_tells_nothing(tmp_path: Path, written: str) -> None:
    assert told("state", option=None, variable=None, file=written, folder=tmp_path) is None


CITIES = {
    "Chicago": ("Chicago",),
    "Chicago, IL": ("Chicago, IL",),
    "Chicago,Houston": ("Chicago", "Houston"),
    "Newark, NJ, Houston, tx": ("Newark, NJ", "Houston, tx"),
    "St. Louis, Los Angeles": ("St. Louis", "Los Angeles"),
}


@pytest.mark.parametrize(("text", "cities"), CITIES.items(), ids=CITIES)
def test_a_city_keeps_the_comma_before_its_state(tmp_path: Path, text: str, cities: tuple[str, ...]) -> None:
    answer = told("free_housing", option=[text], variable=None, file=None, folder=tmp_path)
    assert answer is not None
    assert answer.texts == cities


def test_yaml_words_stay_what_was_written(tmp_path: Path) -> None:
    text = "today: 2026-11-22\nheld_weeks: 8:none\nnationality: NO\nmonths: [11, 12, 1-2]\ngrad_year: 2023\n"
    answers = read_profile(profile(tmp_path, text))
    assert {name: answer.texts for name, answer in answers.items()} == {
        "grad_year": ("2023",),
        "nationality": ("NO",),
        "held_weeks": ("8:none",),
        "months": ("11", "12", "1-2"),
        "today": ("2026-11-22",),
    }


def test_a_profile_may_name_its_schema(tmp_path: Path) -> None:
    answers = read_profile(profile(tmp_path, "schema: usceplan.profile/1\nvisa: b1\n"))
    assert answers == {"visa": Answer(("b1",), f"{tmp_path}/me.yaml:2:7: visa")}


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], exclude_characters=","), min_size=1)


@given(option=st.sampled_from([option for option in OPTIONS if not option.switch]), word=WORDS)
def test_every_text_arrives_alike_from_every_place(
    tmp_path_factory: pytest.TempPathFactory, option: Option, word: str
) -> None:
    value: Any = [word] if option.repeated else word
    file = profile(tmp_path_factory.mktemp("profile"), yaml.safe_dump({option.name: word}, allow_unicode=True))
    places: tuple[Callable[[], Answers], ...] = (
        lambda: collect({option.name: value}, {}, None),
        lambda: collect({}, {option.variable: word}, None),
        lambda: collect({}, {}, file),
    )
    if word.strip():
        assert {place()[option.name].texts for place in places} == {(word.strip(),)}
    else:
        for place in places:
            with pytest.raises(UserError, match="got nothing"):
                place()


# Where profiles are


def test_the_config_folder_follows_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    usual = tmp_path / ".config" / "usceplan"
    assert config_folder({"XDG_CONFIG_HOME": "/etc/xdg"}) == Path("/etc/xdg/usceplan")
    assert config_folder({"XDG_CONFIG_HOME": "relative"}) == usual, "the standard has relative paths ignored"
    assert config_folder({"XDG_CONFIG_HOME": ""}) == usual
    assert config_folder({}) == usual


def test_a_profile_is_a_file_or_a_name() -> None:
    variables = {"XDG_CONFIG_HOME": "/etc/xdg"}
    named = {
        "anna": Path("/etc/xdg/usceplan/profiles/anna.yaml"),
        "anna.yaml": Path("anna.yaml"),
        "anna.yml": Path("anna.yml"),
        "anna.json": Path("anna.json"),
        "./anna": Path("anna"),
        "/tmp/anna": Path("/tmp/anna"),  # noqa: S108 (only named)
    }
    assert {given: profile_path(given, variables) for given in named} == named


def test_the_usual_profile_is_read_only_where_it_is_there(tmp_path: Path) -> None:
    variables = {"XDG_CONFIG_HOME": str(tmp_path)}
    usual = tmp_path / "usceplan" / "profile.yaml"
    assert profile_path(None, variables) is None
    usual.parent.mkdir()
    assert profile_path(None, variables) is None
    usual.write_text("visa: b1\n")
    assert profile_path(None, variables) == usual


def test_somebody_without_a_home_needs_no_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert profile_path(None, {}) is None
    assert profile_path("me.yaml", {}) == Path("me.yaml")
    with pytest.raises(UserError, match="no home folder"):
        profile_path("anna", {})
