"""Markdown from strangers: it looks as meant, runs nothing, fetches nothing, vouches for nobody, and takes no time."""

import asyncio
import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ideation import markdown
from ideation.markdown import render, rendered
from ideation.text import BODY_LENGTH

REL = 'rel="nofollow ugc noopener noreferrer"'
ATTRIBUTES = {"a": {"href", "title", "rel"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
ATTRIBUTES |= {"th": {"style"}, "td": {"style"}}
TAGS = {*ATTRIBUTES, "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "em", "strong"}
TAGS |= {"s", "ul", "li", "table", "thead", "tbody", "tr"}
VOID = {"br", "hr", "img"}


class Reader(HTMLParser):
    """Reads HTML as strictly as a suspicious person would."""

    def __init__(self, html):
        super().__init__()
        self.open, self.words, self.links, self.pictures = [], [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS
        given = dict(attrs)
        assert len(given) == len(attrs)
        assert given.keys() <= ATTRIBUTES.get(tag, set())
        assert given.get("style", "text-align:left") in {f"text-align:{side}" for side in ("left", "center", "right")}
        if tag == "a":
            assert given["rel"] == "nofollow ugc noopener noreferrer"
            self.links.append(given.get("href", ""))
            assert re.match(r"(https?|mailto):|[^:]*$|[^:]*[/?#]", self.links[-1], re.IGNORECASE)
        if tag == "img" and "src" in given:
            self.pictures.append(given["src"])
            assert given["src"].startswith("/attachments/")
            assert ".." not in given["src"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


PIECES = some.sampled_from(
    [
        *("<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "javascript:", "data:"),
        *("[a](", "![a](", "](", ")", "[", "]", "<", ">", '"', "'", "(", "`", "```\n", "*", "_", "**", "~~", "\\"),
        *("\n", "\n\n", "> ", "- ", "1. ", "    ", "# ", "|", "|-|-|\n", "---\n", "[a]: ", "&#106;", "&colon;", "&"),
        *("https://evil.example/x.png", "/attachments/a/b.png", "/attachments/../x", "//evil.example/", "a@b.example"),
        *("onclick=alert(1) ", "\u202e", "\ufffe", "\x85", "\u2028", "ß", "<!--", "-->", "<![CDATA[", "]]>", "<?", "x"),
    ]
)


@given(some.lists(PIECES | some.text(max_size=5), max_size=40).map("".join))
def test_whatever_is_written_the_html_is_harmless_whole_and_final(text):
    html = render(text)

    Reader(html)
    assert markdown._CLEANER.clean(html) == html


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "<iframe src=https://evil.example></iframe>",
    "<style>*{background:url(https://evil.example)}</style>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](data:image/png;base64,AAAA)",
    "[x](file:///etc/passwd)",
    '[x](https://e.example "onmouseover=alert(1) x=")',
    '[x](https://e.example "\\"><script>alert(1)</script>")',
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '![x" onerror="alert(1)](y)',
    '![x](/attachments/a.png "\\" onerror=\\"alert(1)")',
    '![x](/attachments/a.png" onerror="alert(1))',
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "```<script>alert(1)</script>\n```",
    "`<script>`alert(1)",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "https://e.example/\"onmouseover='alert(1)'",
    "|<script>|\n|-|\n|<img onerror=alert(1)>|",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "# <b onclick=alert(1)>",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_a_known_attack_is_text_like_any_other(text):
    read = Reader(render(text))

    assert "script" not in "".join(read.links + read.pictures).lower()
    assert not [link for link in read.links if link.startswith(("data:", "file:"))]


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/p.png",
        "//evil.example/p.png",
        "http:evil.example",
        "/\\evil.example/p.png",
        "/attachments/../../demo/people",
        "/attachments//evil.example",
        "/attachments/%2e%2e/x",
        "attachments/x.png",
        "/graphql",
    ],
)
def test_a_picture_from_elsewhere_is_a_link_with_its_words(address):
    read = Reader(render(f"![Our *cat*]({address})"))

    assert read.pictures == []
    assert len(read.links) == 1
    assert "".join(read.words).strip() == "Our cat"


def test_a_picture_from_elsewhere_within_a_link_leaves_its_words():
    assert render("[![cat](https://evil.example/p.png)](https://example.com)") == (
        f'<p><a href="https://example.com" {REL}>cat</a></p>\n'
    )


def test_a_picture_without_words_is_known_by_its_address():
    assert ">https://evil.example/p.png</a>" in render("![](https://evil.example/p.png)")


def test_our_own_pictures_show():
    assert render("![A screen](/attachments/0f3c/screen-1.png)") == (
        '<p><img src="/attachments/0f3c/screen-1.png" alt="A screen"></p>\n'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>\ntwo</p>\n<p>three</p>\n"),
        (
            "**bold** *soft* ~~gone~~ `code`",
            "<p><strong>bold</strong> <em>soft</em> <s>gone</s> <code>code</code></p>\n",
        ),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("```js\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>\n"),
        ("1 < 2 & <b>", "<p>1 &lt; 2 &amp; &lt;b&gt;</p>\n"),
        ("Thanks, @noor!", "<p>Thanks, @noor!</p>\n"),
        ("<ada@example.com>", f'<p><a href="mailto:ada@example.com" {REL}>ada@example.com</a></p>\n'),
        ("", ""),
    ],
)
def test_markdown_looks_as_meant(text, html):
    assert render(text) == html


def test_a_table_keeps_its_columns_aligned():
    html = render("|a|b|\n|:-|-:|\n|1|2|")

    assert '<th style="text-align:left">a</th>' in html
    assert '<td style="text-align:right">2</td>' in html


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://example.com/a_b_c.", "https://example.com/a_b_c"),
        ("(https://example.com/a)", "https://example.com/a"),
        ("https://example.com/Cat_(animal)", "https://example.com/Cat_(animal)"),
        ("请看https://example.com。谢谢", "https://example.com"),
        ("“https://example.com/?a=1&b=2”", "https://example.com/?a=1&b=2"),
        ("**HTTPS://example.com**", "HTTPS://example.com"),
    ],
)
def test_an_address_in_the_text_is_a_link_without_the_end_of_the_sentence(text, address):
    read = Reader(render(text))

    assert len(read.links) == 1
    assert address in read.words


@pytest.mark.parametrize(
    "address", ["http://" + "aé." * 200, "https://xn--80ak6aa92e.com/", "https://a.example/%C3%A9"]
)
def test_an_address_between_brackets_is_shown_as_it_was_typed(address):
    assert Reader(render(f"<{address}>")).words[0] == address


def test_an_address_in_a_link_or_in_code_is_no_second_link():
    assert len(Reader(render("[https://a.example](https://b.example)")).links) == 1
    assert Reader(render("`https://a.example`")).links == []


def _long(piece):
    return (piece * BODY_LENGTH)[:BODY_LENGTH]


ENDLESS = {
    **{piece: _long(piece) for piece in ("[", "![", "[[", ">", "> ", "- a\n", "*a_", "*_", "a**b", "-**", "**a ")},
    **{
        piece: _long(piece)
        for piece in ("`", "``a ", "<", "<a:", "&", "\\", "~~a", "[a](", "[a](b (", "[a](b '", "|\n")
    },
    **{
        piece: _long(piece)
        for piece in ("# a\n", "a\n=\n", "---\n", "[a\n", "[a]: b (\n", "[a]: <\n", "https://a.b(", "- ]_")
    },
    "ten thousand columns": "|" + "a|" * 4_990 + "\n|" + "-|" * 4_990,
    "many cells": "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "|\n" * 8_500,
    "rows of nothing": "a|b\n-|-\n" + "|\n" * 9_000,
    "tables that are none": _long("|\n")[:9_000] + _long("a \t'"),
    "lists in lists": "\n".join("  " * level + "- a" for level in range(130)),
    "a lazy quotation": "> " * 90 + "a\n" + "a\n" * 9_000,
    "a lazy list": "- " * 45 + "a\n" + "a\n" * 9_000,
    "lazy lists": ("- " * 45 + "a\n") * 200,
    "a reference that grows": "[a]: /" + "x" * 8_000 + "\n\n" + "[a]" * 3_900,
    "references": "\n".join(f"[a{number}]: x" for number in range(1_500)),
    "an open title": "[a]: b '" + "c\n" * 9_900,
    "pictures in pictures": "![" * 3_300 + "a" + "](b)" * 3_300,
    "emphasis in emphasis": "*a " * 3_300 + "a* " * 3_300,
    "brackets, then links": "[" * 9_000 + "a" + "](x)" * 2_700,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_text_that_is_made_to_take_long_does_not(name):
    text = ENDLESS[name]
    began = time.thread_time()

    html = render(text)

    assert time.thread_time() - began < 1
    assert len(html) < 400_000
    Reader(html)


@pytest.mark.parametrize("name", [">", "lists in lists", "ten thousand columns", "a lazy quotation", "[a]: b (\n"])
def test_what_goes_beyond_the_bounds_is_shown_as_it_was_typed(name):
    text = ENDLESS[name] + "\n\n<b> & the last word"

    html = render(text)

    assert "".join(Reader(html).words).split() == text.split()


def test_a_long_text_of_a_person_stays_within_the_bounds():
    text = (
        "## What happened\n\nThe *train* was late [again](https://a.example):\n\n- one\n  - two\n\n> He said “no”.\n\n"
    )
    text += "| day | late |\n|---|---|\n" + "| Monday | 10 |\n" * 20 + "\n"
    html = render((text * 50)[:BODY_LENGTH])

    assert html.count("<table>") > 20
    assert html.count("<blockquote>") > 20


async def test_texts_are_rendered_in_their_order_off_the_event_loop():
    hostile = [_long("*_") + str(number) for number in range(5)]
    turns = 0
    rendering = asyncio.create_task(rendered(["*a*", *hostile, "b", "*a*"]))
    while not rendering.done():
        await asyncio.sleep(0.001)
        turns += 1

    first, *_, other, last = await rendering
    assert first == last == "<p><em>a</em></p>\n"
    assert other == "<p>b</p>\n"
    assert turns > 20


async def test_what_was_rendered_lately_costs_nothing(monkeypatch):
    html = await rendered(["*once*"])
    monkeypatch.setattr(markdown, "render", None)

    assert await rendered(["*once*", "*once*"]) == html * 2


async def test_what_is_remembered_stays_within_its_room(monkeypatch):
    monkeypatch.setattr(markdown, "REMEMBERED", 1_000)
    memory = markdown._Memory()
    for number in range(50):
        memory.keep(f"{number:03}" * 10, "x" * 70)

    assert memory.recall("049" * 10) == "x" * 70
    assert memory.recall("000" * 10) is None
    assert len(memory._html) == 10
