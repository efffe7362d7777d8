from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from command_line import run_usceplan
from situations import TODAY, catalogue
from usceplan.browse.search import How, Where, errors, index_of, search, typed_words, words_of
from usceplan.output.browse_results import ProgramSearch
from usceplan.problems import NothingFoundError, UserError

INDEX = index_of(catalogue())

FOUND_FIRST = {
    "MGH": "mass-general-international-observership",
    "mass general": "mass-general-international-observership",
    "Bayview hopkins": "johns-hopkins-bayview-hospital-medicine-observership",
    "hopkns bayveiw": "johns-hopkins-bayview-hospital-medicine-observership",
    "CHOP": "chop-international-observership",
    "utsw plastics": "ut-southwestern-plastic-surgery-observership",
    "bidmc IR": "bidmc-interventional-radiology-observership",
    "Wash U ENT": "washu-head-neck-international-physician-observer",
    "radiology observership brigham": "brigham-radiology-observership",
    "nyu derm": "nyu-langone-dermatology-international-observership",
    "psych bronx": "bronxcare-psychiatry-observership",
    "cook county": "cook-county-international-student-rotations",
    "ucsd-ace-program": "ucsd-ace-program",
    "OR": "ohsu-emergency-medicine-international-visitors",
}


def found(*texts: str, most: int = 1000) -> ProgramSearch:
    return search(catalogue(), INDEX, texts, TODAY, most)


def ids(report: ProgramSearch) -> list[str]:
    return [one.program.id for one in report.programs]


@pytest.mark.parametrize("text", FOUND_FIRST)
def test_what_is_meant_comes_first(text: str) -> None:
    assert ids(found(text))[0] == FOUND_FIRST[text]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("peds NYC", lambda row: "pediatrics" in (row.specialties or []) or "any" in (row.specialties or [])),
        ("cardio", lambda row: "cardiology" in " ".join(row.specialties or []) or "any" in (row.specialties or [])),
        ("Hopkins", lambda row: "Hopkins" in row.institution),
    ],
)
def test_another_name_finds_what_it_is_a_name_for(text: str, wanted: object) -> None:
    first = [one.program for one in found(text).programs if one.score >= found(text).programs[0].score // 2]
    assert first
    assert all(wanted(row) for row in first)  # type: ignore[operator]


def test_the_brackets_of_an_institution_do_not_bring_it_to_the_front() -> None:
    report = ids(found("internal medicine observership new york"))
    assert report[0] == "suny-upstate-medicine-observership"
    assert "mount-sinai-miami-beach-observership" in report[1:]


def test_a_word_is_found_misspelled_only_where_nothing_has_it_as_it_is() -> None:
    assert {match.how for one in found("boston").programs for match in one.matches} == {"same"}
    assert {match.how for one in found("bostn").programs for match in one.matches} == {"misspelled"}


def test_where_no_entry_has_all_words_those_with_the_most_are_found() -> None:
    report = found("hopkins qqqqqq")
    assert (report.words, report.missing) == (["hopkins", "qqqqqq"], ["qqqqqq"])
    assert len(report.programs) == report.total == len(found("hopkins").programs)


def test_fillers_are_left_out_unless_they_are_the_codes_of_states() -> None:
    assert typed_words(["Observership in the Bronx", "IN"]) == ["observership", "bronx", "in"]
    with pytest.raises(UserError, match="no word"):
        typed_words(["the of in"])


def test_nothing_is_found_with_1_and_says_what_to_try() -> None:
    with pytest.raises(NothingFoundError, match="no entry has qqqqqq"):
        found("qqqqqq")
    ran = run_usceplan("programs", "search", "qqqqqq", "wwwwww")
    assert (ran.code, ran.out) == (1, "")
    assert "usceplan programs list" in ran.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("St. Mary's", ("st", "marys")),
        ("D.C.", ("dc",)),
        ("OB/GYN", ("ob", "gyn")),
        ("São Paulo", ("sao", "paulo")),
        ("Hansjörg", ("hansjorg",)),
        ("\x1b[31m--", ("31m",)),
    ],
)
def test_words_are_compared_without_case_accents_and_points(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


# Properties

WORDS = ["peds", "nyc", "observership", "hopkins", "cardio", "florida", "medicine", "b1", "elective", "bostn"]


SOME_WORDS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True)


@given(SOME_WORDS, st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_words_makes_no_difference(words: list[str], chance: Random) -> None:
    one, other = found(*words), found(*chance.sample(words, len(words)))
    assert [(each.score, each.program.id) for each in one.programs] == [
        (each.score, each.program.id) for each in other.programs
    ]


@given(SOME_WORDS)
@settings(max_examples=30)
def test_entries_stand_in_the_stated_order(words: list[str]) -> None:
    report = found(*words)
    order = [(-one.score, one.program.entry == "resource", one.program.id) for one in report.programs]
    assert order == sorted(order)
    assert len({len(one.matches) for one in report.programs}) == 1


@given(st.sampled_from(sorted(word for word in INDEX.vocabulary if len(word) > 6 and word.isalpha())), st.data())
@settings(max_examples=30)
def test_a_long_word_with_two_neighbors_exchanged_is_still_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    typed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assume(not any(each.startswith(typed) for each in INDEX.vocabulary))
    report = found(typed)
    read_as = {match.found for one in report.programs for match in one.matches}
    having = {program for program, words in INDEX.entries.items() if word in words}
    assert all(errors(typed, each) == 1 for each in read_as)
    assert having <= set(ids(report))


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_errors_are_counted_as_a_distance(one: str, other: str, third: str) -> None:
    assert errors(one, one) == 0
    assert errors(one, other) == errors(other, one)
    assert abs(len(one) - len(other)) <= errors(one, other) <= max(len(one), len(other))
    assert errors(one + third, other + third) <= errors(one, other)


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [("peds", "peds", 0), ("chicgao", "chicago", 1), ("bostn", "boston", 1), ("abcd", "abce", 1), ("ca", "abc", 3)],
)
def test_letters_left_out_put_in_changed_or_exchanged_are_errors(one: str, other: str, number: int) -> None:
    assert errors(one, other) == number


def test_the_weights_are_in_the_order_that_the_rule_states() -> None:
    assert list(Where) == sorted(Where, reverse=True)
    assert list(How) == sorted(How, reverse=True)


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_any_text_can_be_searched_for(text: str) -> None:
    try:
        report = found(text)
    except UserError:
        return
    assert report.programs
    assert set(report.missing) < set(report.words)


def test_at_most_so_many_are_shown_and_all_are_counted() -> None:
    report = found("observership", most=3)
    assert len(report.programs) == 3 < report.total
