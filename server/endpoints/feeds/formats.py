"""Atom (RFC 4287) and RSS 2.0."""

import re
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from server.endpoints.feeds.feed import Feed, Item

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"

# What XML 1.0 cannot hold, however it is written.
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(feed: Feed, *, address: str) -> bytes:
    """The feed in Atom; `address` is its own."""
    root = _root("feed", {"xmlns": ATOM, "xml:base": feed.link})
    _add(root, "id", feed.id.urn)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.summary)
    _add(root, "updated", feed.updated.isoformat())
    _add(root, "link", rel="self", type="application/atom+xml", href=address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.link)
    _add(_add(root, "author"), "name", feed.publisher)
    for item in feed.items:
        _add_entry(root, item)
    return _document(root)


def rss(feed: Feed, *, address: str) -> bytes:
    """The feed in RSS; `address` is its own."""
    names = {"xmlns:atom": ATOM, "xmlns:dc": DUBLIN_CORE}
    root = _root("rss", {"version": "2.0", "xml:base": feed.link, **names})
    channel = _add(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.link)
    _add(channel, "description", feed.summary or feed.title)
    _add(channel, "lastBuildDate", format_datetime(feed.updated))
    _add(channel, "atom:link", rel="self", type="application/rss+xml", href=address)
    for item in feed.items:
        _add_item(channel, item)
    return _document(root)


def _add_entry(root: Element, item: Item) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", item.id.urn)
    _add(entry, "title", item.title)
    _add(entry, "published", item.at.isoformat())
    _add(entry, "updated", item.at.isoformat())
    _add(entry, "link", rel="alternate", type="text/html", href=item.link)
    if item.author:
        _add(_add(entry, "author"), "name", item.author)
    _add(entry, "content", item.html, type="html")


def _add_item(channel: Element, item: Item) -> None:
    element = _add(channel, "item")
    _add(element, "title", item.title)
    _add(element, "link", item.link)
    _add(element, "guid", item.id.urn, isPermaLink="false")
    _add(element, "pubDate", format_datetime(item.at))
    if item.author:
        _add(element, "dc:creator", item.author)
    _add(element, "description", item.html)


def _root(name: str, attributes: dict[str, str]) -> Element:
    return Element(name, {key: _text(value) for key, value in attributes.items()})


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    element = SubElement(parent, name, {key: _text(value) for key, value in attributes.items()})
    element.text = None if text is None else _text(text)
    return element


def _text(text: str) -> str:
    return _NO_CHARACTER.sub("", text)


def _document(root: Element) -> bytes:
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document
