"""Every expected no, in words a customer can read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ideation.models.statuses import Status


class Refusal(Exception):
    """An expected no; anything else that is raised is a bug."""

    message = "This is not possible."

    def __init__(self, message: str | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)


class NotSignedIn(Refusal):
    message = "Sign in first, then try again."


class NotAllowed(Refusal):
    message = "You do not have the right to do this. An administrator of this installation can grant it."


class NotFound(Refusal):
    message = "We could not find this. It may have been removed, or you may not be allowed to see it."


class InvalidInput(Refusal):
    """Something given cannot be accepted; `field` names it as the caller spells it."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class TooManyAttempts(Refusal):
    """Asked too often; the same request may be made again after `retry_after_seconds`."""

    def __init__(self, retry_after_seconds: int) -> None:
        self.retry_after_seconds = retry_after_seconds
        super().__init__(f"That was tried too often. Try again in {retry_after_seconds} seconds.")


class CodeRefused(Refusal):
    message = "This code is wrong or no longer valid. Check it, or ask for a new one."


class Blocked(Refusal):
    message = (
        "You were blocked from taking part here, so you can read and nothing else. "
        "Write to the team if you think that this is a mistake."
    )


class ConfirmationRefused(Refusal):
    message = "This link is wrong, was used already, or is older than a week. Look for your post, or write it again."


class VotingClosed(Refusal):
    """The post is settled or was closed, so its votes stay as they are."""

    def __init__(self, status: Status, is_closed: bool = False) -> None:
        self.status = status
        super().__init__(f"This is {'closed' if is_closed else status.name} now, so its votes stay as they are.")


class CommentsLocked(Refusal):
    message = "The team has locked this discussion. What was said stays, and nothing is added or changed."


class StatusInUse(Refusal):
    """Posts stand at this status, so it cannot go."""

    def __init__(self, status: Status, count: int) -> None:
        self.status, self.count = status, count
        posts = "1 post has" if count == 1 else f"{count:,} posts have"
        super().__init__(f"{status.name} stays, because {posts} this status. Give them another one first.")


class BudgetSpent(Refusal):
    """All votes that a person has on a board lie on posts that are open; `titles` are of those that they may read."""

    def __init__(self, budget: int, titles: Sequence[str]) -> None:
        self.budget, self.titles = budget, list(titles)
        where = ", ".join(f"“{title}”" for title in titles)
        votes = "Your one vote" if budget == 1 else f"Your {budget} votes"
        super().__init__(
            f"{votes} on this board lie on {where or 'other posts'}. Take one back, or wait until one is settled."
        )


class AlreadyProposed(Refusal):
    message = "Somebody proposed to merge these two already. The team will look at it; you need not do anything more."


class KeptApart(Refusal):
    """The team looked at these two posts before and decided that they are not the same."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The team keeps these two apart, for this reason: {reason}")


class RunInProgress(Refusal):
    """Themes are being looked for already."""

    def __init__(self, started_at: datetime) -> None:
        self.started_at = started_at
        super().__init__("A themes run is under way already. Wait until it has ended.")


class RequestUnderWay(Refusal):
    message = "This request came before and is still being answered. Wait a moment, then send it once more."


class KeyUsedBefore(Refusal):
    message = "This key came before with another request. Give every new request an idempotency key of its own."
