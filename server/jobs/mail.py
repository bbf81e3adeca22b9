"""Sending the mail that is due."""

import structlog

from ideation.actions.deliveries import Letter, claim_delivery, note_not_sent, note_sent
from server.mail.letters import compose
from server.mail.outbox import MailRefused, MailServerAway, Outbox, outbox
from server.settings import Settings

MOST_MAILS = 50  # in one job

log = structlog.get_logger(__name__)


async def deliver_mail(settings: Settings, *, limit: int = MOST_MAILS) -> int:
    """Send at most `limit` mails that are due; returns how many were tried. It ends early when no mail can leave."""
    async with outbox(settings) as way_out:
        for tried in range(limit):
            letter = await claim_delivery()
            if letter is None:
                return tried
            if not await _deliver(letter, way_out, settings):
                return tried + 1
    return limit


async def _deliver(letter: Letter, way_out: Outbox, settings: Settings) -> bool:
    """Send one mail and note what became of it; returns whether the next one has a chance."""
    try:
        await way_out.send(compose(letter, settings))
    except Exception as error:
        # Whatever it is, it must not keep the other mails from leaving.
        for_good = isinstance(error, MailRefused)
        given_up = await note_not_sent(letter, error=f"{type(error).__name__}: {error}", for_good=for_good)
        log.warning("mail_not_sent", delivery=str(letter.id), error=str(error), given_up=given_up)
        return not isinstance(error, MailServerAway)
    await note_sent(letter)
    log.info("mail_sent", delivery=str(letter.id), template=letter.template)
    return True
