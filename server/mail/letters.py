"""What a mail says: a plain text and an HTML part, from the templates of the reader's language."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime, parseaddr
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from ideation.actions.deliveries import Letter
from ideation.text import clean_line
from server.settings import Settings

FALLBACK = "en"

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def compose(letter: Letter, settings: Settings) -> EmailMessage:
    """The mail as it is sent, with one Message-ID at every try."""
    name, address = parseaddr(clean_line(settings.mail_from))
    address = _postal(address)
    domain = address.rpartition("@")[2]
    message = EmailMessage(policy=SMTP)
    message["Subject"] = clean_line(_render(letter, "subject.txt", settings))
    message["From"] = Address(name, addr_spec=address)
    message["To"] = _postal(letter.address)
    message["Date"] = format_datetime(localtime())
    message["Message-ID"] = f"<{letter.id}@{domain}>"
    message["List-Id"] = f"<hearback.{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_render(letter, "txt", settings), cte="quoted-printable")
    message.add_alternative(_render(letter, "html", settings), subtype="html", cte="quoted-printable")
    return message


def _postal(address: str) -> str:
    """The address with its domain in the spelling that mail servers know (IDNA)."""
    local, at, domain = address.rpartition("@")
    return local + at + domain.encode("idna").decode("ascii")


def _render(letter: Letter, ending: str, settings: Settings) -> str:
    languages = (letter.language, letter.language.partition("-")[0], FALLBACK)
    template = _templates.select_template([f"{language}/{letter.template}.{ending}" for language in languages])
    return template.render(
        letter.data,
        told=letter.told,
        link=_link(letter, settings),
        site=settings.public_url,
        me=f"{settings.public_url}/me",
        organisation=settings.organisation,
    )


def _link(letter: Letter, settings: Settings) -> str:
    """Where the reader sees what the mail is about."""
    if letter.told is None or letter.told.post_slug is None:
        return f"{settings.public_url}/me"
    return f"{settings.public_url}/b/{letter.told.board_slug}/i/{letter.told.post_slug}"
