"""Whatever is typed or pasted: it is stored clean, or refused in words, and never breaks anything."""

import re
import unicodedata
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from ideation.actions.people import display_name
from ideation.actions.posts import address, language_code
from ideation.errors import InvalidInput
from ideation.text import (
    clean_line,
    clean_text,
    email_address,
    optional_text,
    required_line,
    required_text,
)

NASTY = (
    "\0\r\n\t\x0b\x0c\x85\u2028\u2029\ud800\udfff\u202e\u2066\u200b\u200d\ufeff\u0300\u0316\u0345\u0e49\u0f73İıſKẞ@.'"
    "\ufffe\U0001f3f4\U000e0067\U000e007f"
)
ANYTHING = some.text(some.characters() | some.sampled_from(NASTY), max_size=60)


@given(ANYTHING)
@example("\u0344" * 20)
@example("a" + "\u0300\u0316" * 50)
@example("\n\u0301 a \u0301")
def test_text_is_clean_once_it_was_cleaned(text):
    clean = clean_text(text)

    assert clean_text(clean) == clean
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean.encode().decode() == clean
    assert not re.search("[\0\r\x7f\u202e]", clean)
    assert "\n" not in clean_line(text)


ENTRANCES = {
    "title": lambda text: required_line(text, field="title", most=20, ask="Say something."),
    "body": lambda text: required_text(text, field="body", most=20, ask="Say something."),
    "purpose": lambda text: optional_text(text, field="purpose", most=20),
    "email": email_address,
    "language": language_code,
}


@pytest.mark.parametrize("field", ENTRANCES)
@given(text=ANYTHING)
@example(text="")
@example(text="a" * 1_000_000)
def test_a_text_is_taken_as_it_can_be_stored_or_refused_by_the_name_of_its_field(field, text):
    answer = taken_or_refused(ENTRANCES[field], text)

    if isinstance(answer, InvalidInput):
        assert answer.field == field
        assert answer.message
    else:
        assert answer.encode().decode() == answer


@given(ANYTHING)
@example("İİİ-İİİİİİİİİ")
def test_a_language_that_is_taken_fits_where_it_is_stored(text):
    answer = taken_or_refused(language_code, text)

    assert isinstance(answer, InvalidInput) or re.fullmatch("[a-z0-9-]{2,12}", answer)


def taken_or_refused(entrance, text):
    try:
        return entrance(text)
    except InvalidInput as refusal:
        return refusal


@given(ANYTHING)
@example("\u0130\u0323")
def test_an_address_that_is_taken_is_taken_again_as_it_is_stored(text):
    answer = taken_or_refused(email_address, f"{text}@example.com")

    assert isinstance(answer, InvalidInput) or email_address(answer) == answer


@given(ANYTHING)
def test_every_title_has_a_plain_address_that_fits(text):
    assert re.fullmatch(r"([a-z0-9]+-)*[a-z0-9]{8}", address(text))
    assert len(address(text)) <= 80


@given(ANYTHING)
@example("a" * 99 + " b")
def test_everybody_has_a_name_to_show(text):
    name = display_name(text, "ada@example.com")

    assert 0 < len(name) <= 100
    assert clean_line(name) == name


def test_line_ends_of_every_kind_become_newlines():
    assert clean_text("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h") == "a\nb\nc\nd\ne\nf\ng\nh"
    assert clean_line("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h") == "a b c d e f g h"


def test_tabs_and_inner_spaces_of_a_text_stay_and_those_of_a_line_become_one():
    assert clean_text("  a\t b \n") == "a\t b"
    assert clean_line("  a\t\u00a0 b \n") == "a b"


def test_marks_that_turn_the_text_around_are_taken_out_and_arabic_and_hebrew_stay():
    assert clean_text("invoice\u202efdp.exe\u202c \u2067x\u2069") == "invoicefdp.exe x"
    assert clean_text("مرحبا שלום") == "مرحبا שלום"


def test_nul_and_half_characters_are_taken_out():
    assert clean_text("a\0b\ud800c\udfffd\ufeffe") == "abcde"


def test_characters_that_are_none_and_texts_that_nobody_sees_are_taken_out():
    assert clean_text("a\ufffeb\uffff\ufdd0c\U0010ffff") == "abc"
    assert clean_text("pay\U000e0001\U000e0068\U000e0069\U000e007f me") == "pay me"


def test_letters_are_composed_so_that_what_looks_the_same_is_the_same():
    assert clean_text("cafe\u0301") == "caf\u00e9"


def test_words_in_many_scripts_keep_all_their_marks():
    for words in ("Tiếng Việt", "हिन्दी", "ภาษาไทยที่", "בְּרֵאשִׁ֖ית", "👩🏽‍🚒 ❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "နေကောင်းလား"):
        assert clean_text(words) == unicodedata.normalize("NFC", words)


@pytest.mark.parametrize("pile", ["\u0300", "\u0300\u0316", "\u0e49", "\u0e38\u0e49", "\u0344", "\u064b\u0651"])
def test_ten_thousand_marks_on_one_letter_become_a_few(pile):
    clean = clean_text("e" + pile * (10_000 // len(pile)) + "nd")

    assert clean.endswith("nd")
    assert len(clean) <= 8


def test_a_megabyte_of_marks_in_the_wrong_order_is_cleaned_at_once():
    marks = "e" + "\u0300\u0316" * 250_000  # sorting them as they stand would take minutes
    began = perf_counter()

    assert len(clean_text(marks)) <= 6
    assert perf_counter() - began < 2


def test_a_word_of_a_megabyte_is_refused_with_its_length_and_the_limit():
    with pytest.raises(InvalidInput) as refused:
        required_text("a" * 1_000_000, field="body", most=20_000, ask="Say something.")

    assert refused.value.message == "This has 1,000,000 characters; the limit is 20,000. Shorten it."


@pytest.mark.parametrize(
    "nothing", ["", "  \n", "\0", "\u200b", "\u2060\u00ad", "\u3164", "\u2800\ufe0f", "\u200d\u200e", "\U000e0041"]
)
def test_what_nobody_can_see_says_nothing(nothing):
    with pytest.raises(InvalidInput) as refused:
        required_line(nothing, field="title", most=20, ask="Say something.")

    assert refused.value.message == "Say something."
    assert display_name(nothing, "ada@example.com") == "ada"


@pytest.mark.parametrize("something", [".", "好", "👍", "❤️", "#1", "\U0001fae9"])
def test_one_sign_is_enough_to_say_something(something):
    assert required_line(something, field="title", most=20, ask="Say something.") == something


@pytest.mark.parametrize("written", ["Ada@Example.COM", "  ada@example.com\n", "ada@\u202eexample.com"])
def test_an_address_is_kept_in_one_way_of_writing(written):
    assert email_address(written) == "ada@example.com"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ada",
        "ada@example",
        "@example.com",
        "ada@@example.com",
        "ada@example..com",
        "ada@.example.com",
        f"ada@{'x' * 64}.com",
        "ada lovelace@example.com",
        "Ada <ada@example.com>",
        "ada@example.com\nBcc: tom@example.com",
        "ada@example.com,tom@example.com",
        "a" * 250 + "@example.com",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(written):
    with pytest.raises(InvalidInput, match=r"name@example\.com") as refused:
        email_address(written)

    assert refused.value.field == "email"
