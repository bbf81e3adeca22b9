"""Forgetting what came to nothing."""

import structlog

from ideation.actions.attachments import sweep_loose_attachments
from ideation.actions.guests import sweep_unconfirmed_posts

log = structlog.get_logger(__name__)


async def sweep() -> None:
    """Remove guests' posts that nobody confirmed, and pictures that nobody used."""
    log.info("swept", posts=await sweep_unconfirmed_posts(), attachments=await sweep_loose_attachments())
