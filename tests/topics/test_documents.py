"""Cleaning text and cutting it into sentences."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topics.documents import normalise, sentences, text_hash


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hi Dr. Smith, it crashed at 3.5 seconds! why? I paid $4.99, e.g. twice. Then it stopped.",
            [
                "Hi Dr. Smith, it crashed at 3.5 seconds!",
                "why?",
                "I paid $4.99, e.g. twice.",
                "Then it stopped.",
            ],
        ),
        (
            "Bonjour M. Dupont. Je n'arrive pas à payer par carte, virement, etc. Merci !",
            ["Bonjour M. Dupont.", "Je n'arrive pas à payer par carte, virement, etc.", "Merci !"],
        ),
        (
            "Dhr. Jansen kan bijv. niet inloggen. De app is traag. Kan dit beter?",
            ["Dhr. Jansen kan bijv. niet inloggen.", "De app is traag.", "Kan dit beter?"],
        ),
        (
            "¿Por qué no funciona? ¡No puedo entrar! El Sr. García lo vio... y nadie contesta.",
            ["¿Por qué no funciona?", "¡No puedo entrar!", "El Sr. García lo vio... y nadie contesta."],
        ),
        ("it is slow. then it dies", ["it is slow.", "then it dies"]),
        ("It broke (again!). See https://x.example/a?b=c. Thanks", None),
        ("登录失败。请修复！", ["登录失败。", "请修复！"]),
    ],
)
def test_sentences_end_where_a_reader_of_that_language_would_end_them(text: str, expected: list[str] | None) -> None:
    assert sentences(text) == (expected or ["It broke (again!).", "See https://x.example/a?b=c.", "Thanks"])


def test_quoted_mail_and_signatures_are_not_the_authors_words() -> None:
    mail = (
        "The export is broken since Monday, and nobody in our whole department can\n"
        "finish the report.\n"
        "\n"
        "> We fixed the export.\n"
        "- rows are missing\n"
        "- columns are swapped\n"
        "\n"
        "Kind regards,\n"
        "Ada\n"
        "Head of Reports\n"
        "\n"
        "On Mon, 3 March 2025 at 10:00, Support <help@x.example> wrote:\n"
        "> Hello Ada"
    )
    assert sentences(mail) == [
        "The export is broken since Monday, and nobody in our whole department can finish the report.",
        "rows are missing",
        "columns are swapped",
    ]


def test_text_without_a_word_has_no_sentences() -> None:
    assert [sentences(text) for text in ("", " \n", "😀 👍", "!!! ...", "https://x.example", "@support", "12. 34")] == [
        []
    ] * 7


def test_sentences_keep_the_links_that_normalising_drops() -> None:
    assert sentences("See https://x.example/page @noor!") == ["See https://x.example/page @noor!"]
    assert normalise("See https://x.example/page @noor!") == "See !"


def test_normalising_decodes_and_drops_what_names_no_topic() -> None:
    assert normalise("@acme  I&amp;#39;m <b>lost</b>,\nmail me at ada@x.example #help") == "I'm lost , mail me at help"


@settings(max_examples=50)
@given(st.text())
def test_every_sentence_of_any_text_has_a_letter_and_a_hash(text: str) -> None:
    for sentence in sentences(text):
        assert any(letter.isalpha() for letter in normalise(sentence))
        assert len(text_hash(sentence)) == 32


def test_the_same_words_in_other_wrapping_have_the_same_hash() -> None:
    assert text_hash("It&#39;s  slow\n") == text_hash("It’s slow") != text_hash("It's fast")


@pytest.mark.parametrize("text", ["a" * 500_000, "a. " * 100_000, "\n" * 200_000, "Best\n" * 50_000])
def test_a_huge_text_is_read_in_no_time(text: str) -> None:
    began = time.process_time()
    sentences(text)
    assert time.process_time() - began < 2


def test_reading_text_loads_nothing_heavy() -> None:
    program = (
        "import sys, topics.documents, topics.embedding, topics.model, topics.report; "
        "heavy = {'numpy', 'scipy', 'sklearn', 'bertopic', 'onnx', 'onnxruntime', 'tokenizers'}; "
        "heavy &= sys.modules.keys(); "
        "sys.exit(f'loads {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
