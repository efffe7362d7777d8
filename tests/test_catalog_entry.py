"""Adding a program of one's own and correcting a shipped one, in a terminal."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from command_line import TODAY, environment, run_usceplan
from situations import catalogue
from usceplan.catalog.catalogue import Catalogue
from usceplan.catalog.draft import Draft
from usceplan.catalog.entry_text import file_text
from usceplan.catalog.overlay import read_own_files, with_own_files
from usceplan.catalog.own_files import own_paths
from usceplan.catalog.program import Program
from usceplan.catalog.reading import Data, read_document, read_file
from usceplan.catalog.vocabulary import Visa
from usceplan.cli.entry_questions import ASKED, ID, NAMES, ask_facts, ask_page, facts_named
from usceplan.problems import UserError

RADIOLOGY = "bidmc-radiology-observership"
PAGE: dict[str, Data] = {"url": "https://lee.example/rotations", "as_of": "2026-11", "official": True}


@contextmanager
def typing(text: str) -> Iterator[Console]:
    with mock.patch("sys.stdin", io.StringIO(text)), mock.patch("sys.stdout", io.StringIO()):
        yield Console(file=io.StringIO(), width=100)


def shown(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return " ".join(console.file.getvalue().split())


def asked(draft: Draft, known: Program | None, facts: tuple[str, ...], typed: str) -> tuple[dict[str, Data], str]:
    """The facts in the end, and what was shown, when somebody types these lines."""
    with typing(typed) as console:
        found = ask_facts(draft, known, facts, console)
    return dict(found.facts), shown(console)


def new() -> Draft:
    return Draft(catalogue(), "new-entry", {"name": "A", "institution": "B", "provider": "clinic"})


def known_facts() -> tuple[str, ...]:
    return tuple(fact for fact in ASKED if fact != "provider")


# The questions


def test_enter_leaves_every_fact_unknown() -> None:
    facts, said = asked(new(), None, known_facts(), "\n" * len(ASKED))
    assert facts == new().facts
    assert said.count("[unknown] > ") == len(known_facts()) - 1, "whether a price is whole is asked where there is one"


def test_every_question_says_what_it_is_about() -> None:
    _, said = asked(new(), None, known_facts(), "\n" * len(ASKED))
    assert all(
        f"{fact}: {Program.model_fields[fact].description}" in said for fact in ASKED if fact in ("kind", "notes")
    )
    assert "externship, observership, internship, elective, research, volunteer" in said


def test_back_asks_the_fact_before_again_and_forgets_its_answer() -> None:
    facts, said = asked(new(), None, ("kind", "hands_on"), "back\nelective\nBACK\nexternship\nback\n\nnone\n")
    assert facts == {**new().facts, "hands_on": "none"}
    assert said.count("kind: ") == 4
    assert said.count("There is no way back from here") == 1


def test_back_passes_over_what_was_not_asked() -> None:
    facts, _ = asked(new(), None, ("fees", "fees_complete", "notes"), "\nback\n500 per week\nyes\nA note.\n")
    assert (facts["fees_complete"], facts["notes"]) == (True, "A note.")


def test_back_leads_from_the_facts_over_the_id_to_the_names() -> None:
    typed = "Observrship\nLee Clinic\n\nback\nback\nback\nback\nObservership\n\nLee\n\nagency\n"
    with typing(typed) as console:
        found = ask_facts(Draft(catalogue(), "new-entry", {}), None, (*NAMES, ID, "provider"), console)
    assert found.facts == {"name": "Observership", "institution": "Lee", "provider": "agency"}
    assert found.id == "lee-observership", "the id is made anew of the names that were changed"
    assert shown(console).count("There is no way back from here") == 1
    assert "every entry has its institution" in shown(console)


@pytest.mark.parametrize("number", range(4))
def test_what_every_entry_has_is_asked_again_after_done(number: int) -> None:
    answers = ["Observership", "Lee Clinic", "lee", "clinic"]
    answers.insert(number, "done")
    with typing("\n".join(answers) + "\n") as console:
        found = ask_facts(Draft(catalogue(), "new-entry", {}), None, (*NAMES, ID, "provider"), console)
    assert f"every entry has its {(*NAMES, ID, 'provider')[number]}" in shown(console)
    assert (found.id, found.facts["name"], found.facts["provider"]) == ("lee", "Observership", "clinic")


@pytest.mark.parametrize("fact", [fact for fact in (*NAMES, *ASKED) if fact != "fees_complete"])
def test_a_question_mark_explains_a_fact(fact: str) -> None:
    draft = Draft(catalogue(), RADIOLOGY, {})
    facts, said = asked(draft, catalogue().program(RADIOLOGY), (fact,), "?\n\n")
    assert facts == {}
    assert said.count(f"{fact}: ") == 2
    assert "done leaves all that follows as it is." in said


def test_a_list_of_words_that_is_only_begun_is_told_in_full_at_a_question_mark() -> None:
    words = {document for program in catalogue().programs for document in program.documents or ()}
    _, said = asked(new(), None, ("documents",), "?\n\n")
    first, _, explained = said.partition(" > ")
    assert "and others (? lists them)" in first
    assert all(str(word) in explained for word in words)


def test_done_leaves_the_rest_as_it_is() -> None:
    facts, said = asked(new(), None, known_facts(), "https://lee.example/a\nChicago, IL\ndone\n")
    assert set(facts) - set(new().facts) == {"url", "locations"}
    assert "hands_on" not in said


def test_what_every_entry_has_cannot_be_left_out() -> None:
    facts, said = asked(Draft(catalogue(), "new-entry", {}), None, NAMES, "\nLee\n\nLee Clinic\n")
    assert facts == {"name": "Lee", "institution": "Lee Clinic"}
    assert "every entry has its name" in said


WRONG = {
    "a misspelled word": ("kind", "externshp", 'did you mean "externship"?', "externship"),
    "a city that is not on file": ("locations", "Chicgo, IL", 'did you mean "Chicago"?', "Chicago, IL"),
    "a state that does not exist": ("locations", "Chicago, ZZ", "expected a state of places.yaml", "IL"),
    "weeks out of order": ("duration_weeks", "12-4", "expected min to be at most max", "4-12"),
    "a period that is none": ("fees", "500 per fortnight", "expected application, rotation, day", "500 per week"),
    "a country that does not exist": ("excluded_nationalities", "Irann", 'did you mean "Iran"?', "Iran"),
    "too many years": ("max_years_since_graduation", "500", "expected at most 50", "5"),
    "no address": ("url", "lee.example", "begins with https://", "https://lee.example"),
}


@pytest.mark.parametrize(("fact", "wrong", "reason", "right"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_is_asked_again_with_the_reason(fact: str, wrong: str, reason: str, right: str) -> None:
    facts, said = asked(new(), None, (fact,), f"{wrong}\n{right}\n")
    assert reason in said
    assert said.count(f"{fact}: ") == 2
    assert facts[fact]


def test_a_price_is_followed_by_whether_it_is_whole() -> None:
    facts, _ = asked(new(), None, ("fees", "fees_complete"), "500 per week\nyes\n")
    assert (facts["fees"], facts["fees_complete"]) == ([{"item": "participation", "usd": 500, "per": "week"}], True)


def test_more_costs_of_an_unknown_amount_make_a_row() -> None:
    facts, _ = asked(new(), None, ("fees", "fees_complete"), "500 per week\nno\n")
    assert isinstance(facts["fees"], list)
    assert facts["fees"][-1] == {"item": "other costs", "usd": None, "per": "rotation"}
    assert facts["fees_complete"] is False


def test_what_is_known_is_kept_by_enter_and_by_saying_the_same() -> None:
    known = catalogue().program(RADIOLOGY)
    draft = Draft(catalogue(), RADIOLOGY, {})
    assert asked(draft, known, (*NAMES, *ASKED), "\n" * 40)[0] == {}
    assert (
        asked(
            draft,
            known,
            ("kind", "audience"),
            "Observership\ngraduate, student, final-year-student, resident, practising-physician\n",
        )[0]
        == {}
    )


def test_what_is_known_can_be_made_unknown() -> None:
    known = catalogue().program(RADIOLOGY)
    assert asked(Draft(catalogue(), RADIOLOGY, {}), known, ("documents",), "unknown\n")[0] == {"documents": None}


def test_only_the_facts_named_are_asked() -> None:
    assert facts_named(()) == (*NAMES, *ASKED)
    assert facts_named(("status", "fees")) == ("status", "fees", "fees_complete")
    assert facts_named(("visas-accepted",)) == ("visas_accepted",)
    with pytest.raises(UserError, match='no fact is called "fee"') as caught:
        facts_named(("fee",))
    assert 'Did you mean "fees"?' in caught.value.hint


def test_the_page_supports_what_was_told_and_dates_the_prices() -> None:
    draft = Draft(
        catalogue(), RADIOLOGY, {"fees": [{"item": "a", "usd": 1, "per": "week"}], "status": "open", "notes": None}
    )
    with typing("lee.example\nhttps://lee.example/fees\nMay\n2026-11\nmaybe\nyes\n") as console:
        done = ask_page(draft, ["fees", "status", "notes"], console)
    assert done.facts["sources"] == [{**PAGE, "url": "https://lee.example/fees", "supports": ["fees", "status"]}]
    assert done.facts["fees"] == [{"item": "a", "usd": 1, "per": "week", "as_of": "2026-11"}]
    said = shown(console)
    assert all(
        reason in said for reason in ("begins with https://", "expected a date written YYYY", "expected yes or no")
    )


def test_no_page_is_needed_for_what_no_rule_asks_one_for() -> None:
    draft = Draft(catalogue(), RADIOLOGY, {"notes": "Ask Dr. Lee."})
    with typing("\n") as console:
        assert ask_page(draft, ["notes"], console) is draft


# The file


@given(st.dictionaries(st.sampled_from(["name", "notes", "url"]), st.text(st.characters(codec="utf-8"), max_size=40)))
def test_whatever_a_text_holds_it_reads_back_the_same(texts: dict[str, Data]) -> None:
    text = file_text("usceplan.own-programs/1", "programs.d.schema.json", {"id": "a", **texts})
    data = {"schema": "usceplan.own-programs/1", "programs": [{"id": "a", **texts}]}
    assert read_document(text, "a.yaml").data == data


@pytest.mark.parametrize(
    "word", ["no", "null", "1e3", "012", "2026-11", "12:30", "- a", "a: b", "#", "~", "y", "'", '"']
)
def test_words_that_yaml_takes_for_something_else_stay_texts(word: str) -> None:
    text = file_text("s", "s.json", {"name": word, "supports": [word]})
    assert read_document(text, "a.yaml").data == {"schema": "s", "programs": [{"name": word, "supports": [word]}]}


# In a terminal

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from terminal_session import session  # noqa: E402


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def with_config(**variables: str) -> dict[str, str]:
        return environment(XDG_CONFIG_HOME=str(tmp_path), **variables)

    monkeypatch.setattr("terminal_session.environment", with_config)
    return tmp_path / "usceplan"


def loaded(config: Path) -> Catalogue:
    return with_own_files(catalogue(), read_own_files(own_paths(config)))


def answered(terminal: Any, *answers: tuple[str, str]) -> None:
    for question, answer in answers:
        terminal.wait_for(question)
        terminal.wait_for("> ")
        terminal.type(f"{answer}\n")


ADDED = (
    ("name:", "Externship in IM"),
    ("institution:", "Lee Clinic"),
    ("id:", ""),
    ("provider:", "clinic"),
    ("url:", ""),
    ("locations:", "Chicago, IL"),
    ("kind:", "externship"),
    ("hands_on:", "full"),
    ("settings:", "done"),
    ("source:", "https://lee.example/rotations"),
    ("as_of:", "2026-11"),
    ("official:", "yes"),
)
FILE = "programs.d/lee-clinic-externship-in-im.yaml"


def test_a_program_is_added(config: Path) -> None:
    with session("catalog", "add", *TODAY) as terminal:
        answered(terminal, *ADDED)
        terminal.wait_for("hands_on: full")
        assert not config.exists(), "nothing is written before one has said yes"
        answered(terminal, ("Write this into", "yes"))
        assert terminal.exit_code() == 0
    assert terminal.shown.rstrip().endswith(FILE)
    lee = loaded(config).program("lee-clinic-externship-in-im")
    assert (lee.name, lee.kind, lee.hands_on, lee.verified) == ("Externship in IM", "externship", "full", True)
    assert lee.sources[0].supports == ("name", "institution", "provider", "locations", "kind", "hands_on")


def test_enter_writes_nothing(config: Path) -> None:
    with session("catalog", "add", *TODAY) as terminal:
        answered(terminal, *ADDED, ("Write this into", ""))
        assert terminal.exit_code() == 0
    assert "Nothing was written." in terminal.shown
    assert not config.exists()


def test_an_id_that_is_taken_is_refused_and_no_file_overwritten(config: Path) -> None:
    (config / "programs.d").mkdir(parents=True)
    in_the_way = config / FILE
    in_the_way.write_text("programs: []\n")
    with session("catalog", "add", *TODAY) as terminal:
        answered(terminal, *ADDED[:2], ("id:", RADIOLOGY))
        terminal.wait_for(f"usceplan catalog edit {RADIOLOGY}")
        answered(terminal, *ADDED[2:], ("Write this into", "yes"))
        assert terminal.exit_code() == 0
    assert in_the_way.read_text() == "programs: []\n"
    assert (config / FILE.replace(".yaml", "-2.yaml")).is_file()


def test_a_program_like_another_is_pointed_out(config: Path) -> None:
    assert not config.exists()
    known = catalogue().program(RADIOLOGY)
    with session("catalog", "add", *TODAY) as terminal:
        answered(terminal, ("name:", known.name), ("institution:", known.institution), ("id:", "mine"), *ADDED[3:5])
        answered(terminal, ("locations:", "Boston, MA"), ("kind:", "observership"), ("hands_on:", "done"), *ADDED[9:])
        answered(terminal, (RADIOLOGY, "no"))
        assert terminal.exit_code() == 0


EDITED = (
    ("fees:", "observership: 2,500 per 4 weeks"),
    ("fees_complete:", "yes"),
    ("source:", "https://bidmc.example/fees"),
    ("as_of:", "2026-11"),
    ("official:", "yes"),
)


def test_an_edit_writes_only_what_is_otherwise(config: Path) -> None:
    with session("catalog", "edit", RADIOLOGY, "--fact", "fees", *TODAY) as terminal:
        answered(terminal, *EDITED, ("Write this into", "yes"))
        assert terminal.exit_code() == 0
    data: Any = read_file(config / "programs.d" / f"{RADIOLOGY}.yaml", "mine").data
    (entry,) = data["programs"]
    assert list(entry) == ["id", "fees", "fees_complete", "sources"]
    assert loaded(config).program(RADIOLOGY).kind is catalogue().program(RADIOLOGY).kind


def test_a_second_edit_adds_to_the_first_and_asks_before_it_replaces_the_file(config: Path) -> None:
    for fact, answers in (("fees", EDITED), ("visas_accepted", (("visas_accepted:", "b1/b2"), *EDITED[2:]))):
        with session("catalog", "edit", RADIOLOGY, "--fact", fact, *TODAY) as terminal:
            answered(terminal, *answers, ("put this" if fact != "fees" else "Write this", "yes"))
            assert terminal.exit_code() == 0
    found = loaded(config).program(RADIOLOGY)
    assert (found.fees or ())[0].usd == 2500
    assert found.visas_accepted == (Visa.B1, Visa.B2)
    assert [path.name for path in (config / "programs.d").iterdir()] == [f"{RADIOLOGY}.yaml"]


def test_nothing_is_written_where_nothing_is_otherwise(config: Path) -> None:
    with session("catalog", "edit", RADIOLOGY, "--fact", "status") as terminal:
        answered(terminal, ("status:", ""))
        assert terminal.exit_code() == 0
    assert "nothing was written" in terminal.shown
    assert not config.exists()


def test_an_entry_among_others_is_left_to_its_author(config: Path) -> None:
    (config / "programs.d").mkdir(parents=True)
    (config / "programs.d" / "mine.yaml").write_text(
        f"programs:\n  - {{id: {RADIOLOGY}, competitive: Very.}}\n  - {{id: osu-x, name: A}}\n".replace(
            "{id: osu-x, name: A}", "{id: bidmc-interventional-radiology-observership, competitive: Very.}"
        )
    )
    with session("catalog", "edit", RADIOLOGY) as terminal:
        assert terminal.exit_code() == 2
    assert "stands with other entries in" in terminal.shown


def test_leaving_early_writes_nothing(config: Path) -> None:
    with session("catalog", "add") as terminal:
        answered(terminal, *ADDED[:2])
        terminal.wait_for("id:")
        terminal.wait_for("> ")
        terminal.type("\x04")
        assert terminal.exit_code() == 2
    assert "hint: Nothing was written." in terminal.shown
    with session("catalog", "add") as terminal:
        terminal.wait_for("name:")
        terminal.wait_for("> ")
        terminal.wait_until_it_reads()
        terminal.type("\x03")
        assert terminal.exit_code() == 130
    assert not config.exists()


@pytest.mark.parametrize("arguments", [("add",), ("edit", RADIOLOGY)])
def test_without_a_terminal_nothing_is_asked(arguments: tuple[str, ...]) -> None:
    ran = run_usceplan("catalog", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "asks questions, and there is no terminal" in ran.err
    assert "usceplan catalog schema programs.d" in ran.err


def test_an_id_that_is_none_gets_the_nearest() -> None:
    with session("catalog", "edit", "bidmc-radiology-observershp") as terminal:
        assert terminal.exit_code() == 2
    assert f'Did you mean "{RADIOLOGY}"?' in " ".join(terminal.shown.split())
