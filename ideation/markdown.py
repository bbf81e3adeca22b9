"""Markdown as people write it, turned into HTML that is safe to show anywhere.

What is written decides how long a parser takes, so everything that can make it take long is counted while it is read.
A text that goes beyond the bounds is shown as it was typed, with its line ends: no word of it is lost.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from html import escape

import nh3
import structlog
from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

MOST_STEPS = 60_000  # of reading, some microseconds each; texts of people take about one for each character
MOST_CELLS = 5_000  # of tables
MOST_LEVELS = 20  # of quotations, lists and emphasis in one another
MOST_ADDRESSES = 100_000  # characters in all links; one long address may be named once and linked a thousand times
REMEMBERED = 4_000_000  # characters of texts and their HTML

log = structlog.get_logger(__name__)


def render(text: str) -> str:
    """The text as HTML: no scripts, no styles, no pictures from elsewhere, and links that vouch for nobody."""
    try:
        html = _MARKDOWN.render(text, {_STEPS: 0})
    except _TooMuch:
        html = _as_typed(text)
    except Exception:
        # A reader's page must not fail because of a text that a parser stumbles over.
        log.exception("markdown_failed", characters=len(text))
        html = _as_typed(text)
    return _CLEANER.clean(html)


async def rendered(texts: Sequence[str]) -> list[str]:
    """The HTML of each text, made in a thread, or remembered from the last time."""
    found = {text: _memory.recall(text) for text in texts}
    new = [text for text, html in found.items() if html is None]
    if new:
        made = await asyncio.to_thread(lambda: [render(text) for text in new])
        for text, html in zip(new, made, strict=True):
            found[text] = html
            _memory.keep(text, html)
    return [found[text] or "" for text in texts]


class _Memory:
    """What was rendered lately, as far as it fits."""

    def __init__(self) -> None:
        self._html: OrderedDict[str, str] = OrderedDict()
        self._size = 0

    def recall(self, text: str) -> str | None:
        if text in self._html:
            self._html.move_to_end(text)
        return self._html.get(text)

    def keep(self, text: str, html: str) -> None:
        if text not in self._html:
            self._html[text] = html
            self._size += len(text) + len(html)
        while self._size > REMEMBERED:
            self._size -= sum(map(len, self._html.popitem(last=False)))


_memory = _Memory()

_STEPS = "steps"
_OWN_PICTURE = re.compile(r"/attachments/[\w-]+(?:[./][\w-]+)*")
_BARE_ADDRESS = re.compile(r"(?<![A-Za-z0-9])https?://[^\s<>\"“”‘’«»`|\\^{}。，、！？；：（）]{3,2000}", re.IGNORECASE)
_ENDS_SENTENCE = ".,;:!?'*_~)]"
_DELIMITER_ROW = re.compile(r"[\s|:>-]+")


class _TooMuch(Exception):
    """This text would take too long to be read as Markdown."""


def _spend(env: object, steps: int) -> None:
    assert isinstance(env, dict)  # noqa: S101 - what `render` passed along
    env[_STEPS] += steps
    if env[_STEPS] > MOST_STEPS:
        raise _TooMuch


class _Markdown(MarkdownIt):
    """Shows an address as it was typed, where markdown-it decodes it and drops a host that is too long."""

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - as the parser calls it
        return link


class _CountingInline(ParserInline):
    """Counts every look at what follows, which is what takes long between brackets that nobody closes."""

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - as the parser calls it
        _spend(state.env, 1)
        super().skipToken(state)


def _count_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Comes before every other rule, wherever the parser asks whether another block begins."""
    _spend(state.env, 10)
    if state.level > MOST_LEVELS:
        raise _TooMuch
    return False


def _small_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table, unless its rows times its columns are beyond what anybody reads."""
    columns = state.getLines(start, start + 1, 0, False).count("|")
    if columns and start + 2 <= end and _DELIMITER_ROW.fullmatch(state.getLines(start + 1, start + 2, 0, False)):
        rows = next((line for line in range(start, end) if state.isEmpty(line)), end) - start
        _spend(state.env, rows)
        if rows * columns > MOST_CELLS:
            raise _TooMuch
    return table(state, start, end, silent)


def _settle_links(state: StateCore) -> None:
    """Pictures from elsewhere become links, addresses in the text too; and what is too deep or too long is refused."""
    addresses = 0
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(_settled(token.children, state))
            addresses += sum(len(str(value)) for child in token.children for value in child.attrs.values())
            if addresses > MOST_ADDRESSES:
                raise _TooMuch


def _settled(tokens: Sequence[Token], state: StateCore) -> Iterator[Token]:
    level = links = 0
    for token in tokens:
        level += token.nesting
        if level > MOST_LEVELS:
            raise _TooMuch
        if token.type in ("link_open", "link_close"):
            links += token.nesting
        if token.type == "image" and not _OWN_PICTURE.fullmatch(str(token.attrs["src"])):
            yield from _instead_of_picture(token, state, in_link=links > 0)
        elif token.type == "text" and not links:
            yield from _linked(token.content, state)
        else:
            yield token


def _instead_of_picture(token: Token, state: StateCore, *, in_link: bool) -> Iterator[Token]:
    address = str(token.attrs["src"])
    words = _WORDS.renderInlineAsText(token.children or [], state.md.options, state.env).strip() or address
    yield from [_text(words)] if in_link else _link(address, words)


def _linked(text: str, state: StateCore) -> Iterator[Token]:
    end = 0
    for found in _BARE_ADDRESS.finditer(text):
        address = _without_end_of_sentence(found[0])
        yield _text(text[end : found.start()])
        yield from _link(state.md.normalizeLink(address), address)
        end = found.start() + len(address)
    yield _text(text[end:])


def _without_end_of_sentence(address: str) -> str:
    while address[-1] in _ENDS_SENTENCE and not (address[-1] == ")" and address.count("(") >= address.count(")")):
        address = address[:-1]
    return address


def _link(address: str, words: str) -> list[Token]:
    return [Token("link_open", "a", 1, attrs={"href": address}), _text(words), Token("link_close", "a", -1)]


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _as_typed(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", escape(text, quote=False))
    return "".join("<p>" + words.replace("\n", "<br>\n") + "</p>\n" for words in paragraphs)


def _markdown() -> MarkdownIt:
    markdown = _Markdown("zero")
    markdown.inline = _CountingInline()
    # Line ends stay: most people who write feedback have never heard of Markdown.
    options = {"html": False, "breaks": True, "maxNesting": 5 * MOST_LEVELS}
    markdown.configure("commonmark", options_update=options).enable(["table", "strikethrough"])
    markdown.block.ruler.at("table", _small_table, {"alt": ["paragraph", "reference"]})
    markdown.block.ruler.before(
        "table", "count", _count_block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    markdown.core.ruler.push("settle_links", _settle_links)
    return markdown


_MARKDOWN = _markdown()
_WORDS = RendererHTML()
_CLEANER = nh3.Cleaner(
    tags={
        *("p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "s", "a", "img", "ul", "ol", "li"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
    },
    attributes={"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}},
    tag_attribute_values={
        cell: {"style": {f"text-align:{side}" for side in ("left", "center", "right")}} for cell in ("th", "td")
    },
    attribute_filter=lambda tag, name, value: None if name == "src" and not _OWN_PICTURE.fullmatch(value) else value,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow ugc noopener noreferrer",
)
