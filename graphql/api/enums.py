"""The domain's vocabulary, registered for GraphQL. The other files take it from here."""

import strawberry

from ideation.queries.posts import PostSort
from ideation.queries.themes import ThemeSort
from ideation.vocabulary import (
    Access,
    Channel,
    Contribution,
    Feeling,
    FlagReason,
    Kind,
    NotificationKind,
    Outcome,
    Role,
    RunState,
    Standing,
    Status,
    Turn,
)

__all__ = [
    "Access",
    "Channel",
    "Contribution",
    "Feeling",
    "FlagReason",
    "Kind",
    "NotificationKind",
    "Outcome",
    "PostSort",
    "Role",
    "RunState",
    "Standing",
    "Status",
    "ThemeSort",
    "Turn",
]

strawberry.enum(Role, description="What a person is to the organisation.")
strawberry.enum(Access, description="Which circle of people is let in.")
strawberry.enum(Standing, description="Whether it is before the public, waits, or was turned down.")
strawberry.enum(Kind, description="What somebody came to say.")
strawberry.enum(Channel, description="The way a post reached us.")
strawberry.enum(Status, description="Where a post stands with the organisation.")
strawberry.enum(Outcome, description='What became of it: "you said, we did" or "we did not, because".')
strawberry.enum(Contribution, description="How somebody took part in what is answered.")
strawberry.enum(Feeling, description="What a reaction says.")
strawberry.enum(FlagReason, description="Why something should not be there.")
strawberry.enum(Turn, description="What the team did with a post.")
strawberry.enum(NotificationKind, description="Why somebody hears from us.")
strawberry.enum(RunState, description="How far a themes run came.")
strawberry.enum(PostSort, description="In which order posts are listed.")
strawberry.enum(ThemeSort, description="In which order themes are listed.")
