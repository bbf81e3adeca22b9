"""How mail leaves: through the operator's mail server, or as files in the data folder."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import structlog
from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from server.settings import Settings

PATIENCE = 20.0  # seconds for each answer of the mail server
LONGEST_TRY = 90.0  # seconds; less than the pause after which a mail may be tried by somebody else

log = structlog.get_logger(__name__)


class MailRefused(Exception):
    """This mail will never be taken, however often it is tried."""


class MailPutOff(Exception):
    """This mail was not taken now, but may be later."""


class MailServerAway(Exception):
    """The mail server cannot be reached or does not let us in, so no mail leaves now."""


class Outbox(Protocol):
    """Where mail is handed over."""

    async def send(self, message: EmailMessage) -> None:
        """Hand one mail over. Raises MailRefused, MailPutOff or MailServerAway."""


@asynccontextmanager
async def outbox(settings: Settings) -> AsyncIterator[Outbox]:
    """The way out that the operator chose; it connects when the first mail leaves."""
    if settings.smtp_url is None:
        yield Folder(settings.data / "mail")
        return
    server = MailServer(settings.smtp_url)
    try:
        yield server
    finally:
        await server.close()


class Folder:
    """A folder of .eml files, for installations without a mail server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, message: EmailMessage) -> None:
        file = await asyncio.to_thread(self._write, message)
        log.info("mail_written", file=str(file), subject=message["Subject"])

    def _write(self, message: EmailMessage) -> Path:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        identity = message["Message-ID"].strip("<>").partition("@")[0]
        file = self._folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{identity}.eml"
        unfinished = file.with_suffix(".unfinished")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(message.as_bytes())
        return unfinished.replace(file)


class MailServer:
    """One conversation with a mail server, begun at the first mail and begun anew when it breaks off."""

    def __init__(self, url: str) -> None:
        self._client = SMTP(**access(url), timeout=PATIENCE)

    async def send(self, message: EmailMessage) -> None:
        try:
            async with asyncio.timeout(LONGEST_TRY):
                await self._connect()
                await self._client.send_message(message)
        except SMTPRecipientsRefused as refusal:
            raise _refused(refusal.recipients) from refusal
        except SMTPDataError as refusal:
            raise _refused([refusal]) from refusal
        except SMTPNotSupported as refusal:
            raise MailRefused(str(refusal)) from refusal
        except (SMTPException, OSError) as trouble:
            self._client.close()
            raise MailPutOff(str(trouble) or "The mail server took too long.") from trouble

    async def close(self) -> None:
        """Hang up."""
        if self._client.is_connected:
            with suppress(SMTPException, OSError):
                await self._client.quit()
        self._client.close()

    async def _connect(self) -> None:
        if self._client.is_connected:
            return
        self._client.close()  # one that broke off still holds the lock that the next connection needs
        try:
            await self._client.connect()
        except (SMTPException, OSError) as error:
            raise MailServerAway(str(error)) from error


def access(url: str) -> dict[str, Any]:
    """What aiosmtplib needs to connect to `smtp://user:password@host:port`, or `smtps` for TLS from the first byte on.

    STARTTLS is used where it is offered. A password leaves this machine only encrypted.
    """
    parts = urlsplit(url)
    user = unquote(parts.username) if parts.username else None
    leaves_openly = user is None or parts.hostname in ("localhost", "127.0.0.1", "::1")
    return {
        "hostname": parts.hostname,
        "port": parts.port,
        "username": user,
        "password": unquote(parts.password) if parts.password else None,
        "use_tls": parts.scheme == "smtps",
        "start_tls": False if parts.scheme == "smtps" else None if leaves_openly else True,
    }


def _refused(answers: Sequence[SMTPResponseException]) -> Exception:
    error = "; ".join(f"{answer.code} {answer.message}" for answer in answers)
    return MailRefused(error) if all(answer.code >= 500 for answer in answers) else MailPutOff(error)
