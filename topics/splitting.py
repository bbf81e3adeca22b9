"""Cuts what someone wrote into sentences, in English, French, Dutch, Spanish and languages like them."""

import re
from collections.abc import Iterator

_QUOTED = re.compile(r"\s*>")
_QUOTE_BEGINS = re.compile(
    r"""\s*(?:
        -{3,}\s*(?:original|forwarded)\ message | -{3,}\s*message\ d'origine
        | -{3,}\s*oorspronkelijk\ bericht | -{3,}\s*mensaje\ original
        | on\b.{5,120}\bwrote: | le\b.{5,120}\ba\ écrit\s?: | el\b.{5,120}\bescribió:
        | op\b.{5,120}\bschreef\b.{0,80}: | am\b.{5,120}\bschrieb\b.{0,80}:
    )\s*-*\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_SENT_FROM = re.compile(
    r"""\s*(?:sent\ from\ my | get\ outlook\ for | envoyé\ de(?:puis)?\ mon | verzonden\ vanaf\ mijn
        | enviado\ desde\ mi | von\ meinem)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_GOODBYE = re.compile(
    r"""\s*(?:
        (?:(?:kind|best|warm|many)\ )?regards | best(?:\ wishes)? | yours\ (?:sincerely|truly|faithfully)
        | sincerely | cheers
        | (?:bien\ )?cordialement | bien\ à\ vous | salutations\ distinguées
        | met\ vriendelijke\ groet(?:en)? | groet(?:en|jes)? | mvg
        | (?:un\ )?(?:cordial\ )?saludos?(?:\ cordiales)? | atentamente
        | mit\ freundlichen\ grüßen | cordiali\ saluti | atenciosamente
    )\s*[,.!]?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_SIGNATURE_LINES = 6


def own_lines(text: str) -> list[str]:
    """The lines that the author wrote, up to a signature or to the mail that is being answered."""
    own: list[str] = []
    lines = text.split("\n")
    written = [place for place, line in enumerate(lines) if line.strip()]
    may_sign_from = written[-_SIGNATURE_LINES - 1 :][0] if written else 0
    for place, line in enumerate(lines):
        if line.rstrip() == "--" or _QUOTE_BEGINS.match(line) or _SENT_FROM.match(line):
            break
        if own and place >= may_sign_from and _GOODBYE.match(line):
            break
        if not _QUOTED.match(line):
            own.append(line.strip())
    return own


_ITEM = re.compile(r"(?:[-*•–·]|\d{1,2}[.)])\s+")
_WRAPPED = 50


def blocks(lines: list[str]) -> Iterator[str]:
    """Joins lines that only a mail program broke; an empty line, a list item or a short line ends a block."""
    block: list[str] = []
    for line in lines:
        item = _ITEM.match(line)
        continues = block and line and not item and (line[0].islower() or len(block[-1]) >= _WRAPPED)
        if not continues:
            yield " ".join(block)
            block = []
        if line:
            block.append(line[item.end() :] if item else line)
    yield " ".join(block)


_END = re.compile(r"(?:([.!?…]+)[\"'»”’)\]]*\s+)|[。！？]+")
_LAST_WORD = re.compile(r"(?:^|[\s(\"'«“])([\w.'’-]+)$")
_LOOK_BACK = 40
_TITLES_AND_LEADS = """
    mr mrs ms dr prof st vs e.g i.e eg ie cf p.ex dhr mevr mw bijv sr sra srta dña p.ej z.b
"""
_OTHER_ABBREVIATIONS = """
    etc approx no nr inc ltd dept fig vol p.m a.m jan feb aug sept oct nov dec m mme mlle ex env tél art av bd
    bv o.a d.w.z i.p.v t.o.v enz ca blz tel m.b.t evt incl excl d ud uds vd pág núm ee.uu aprox avda
    d.h usw bzw evtl inkl ggf dott sig ecc
"""
_NEVER_LAST = frozenset(_TITLES_AND_LEADS.split())
_ABBREVIATIONS = _NEVER_LAST | frozenset(_OTHER_ABBREVIATIONS.split())


def split(block: str) -> Iterator[str]:
    """Cuts after closing punctuation that belongs to no abbreviation, initial or pause within a sentence."""
    begin = 0
    for end in _END.finditer(block):
        before = block[max(begin, end.start() - _LOOK_BACK) : end.start()]
        if _closes(before, end[1], block[end.end() : end.end() + 1]):
            yield block[begin : end.end()].strip()
            begin = end.end()
    if rest := block[begin:].strip():
        yield rest


def _closes(before: str, mark: str | None, following: str) -> bool:
    if mark is None or "!" in mark or "?" in mark:
        return True
    if mark != ".":
        return not following.islower()
    word = _LAST_WORD.search(before)
    last = word[1].lower() if word else ""
    if last in _NEVER_LAST or (len(last) == 1 and last.isalpha() and last not in "ày"):
        return False
    if last.isdigit() and len(last) <= 2 and last == before.strip():
        return False
    return not (following.islower() and last in _ABBREVIATIONS)
