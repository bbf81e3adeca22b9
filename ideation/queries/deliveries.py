"""Which mail is still to be sent."""

from datetime import UTC, datetime

from ideation.models import Delivery
from ideation.vocabulary import DeliveryState


async def mail_is_due() -> bool:
    """Whether a mail waits to be sent now."""
    return await Delivery.filter(state=DeliveryState.DUE, due_at__lte=datetime.now(UTC)).exists()
