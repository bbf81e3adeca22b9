"""The domain's vocabulary, registered for GraphQL. The other files take it from here."""

import strawberry

from ideation.queries.posts import PostSort
from ideation.queries.similar import SimilarBy
from ideation.queries.themes import ThemeSort
from ideation.vocabulary import (
    Access,
    Channel,
    Contribution,
    Kind,
    NotificationKind,
    Outcome,
    Role,
    RunState,
    Standing,
    Status,
)

__all__ = [
    "Access",
    "Channel",
    "Contribution",
    "Kind",
    "NotificationKind",
    "Outcome",
    "PostSort",
    "Role",
    "RunState",
    "SimilarBy",
    "Standing",
    "Status",
    "ThemeSort",
]

strawberry.enum(Role, description="What a person is to the organisation.")
strawberry.enum(Access, description="Which circle of people is let in.")
strawberry.enum(Standing, description="Whether it is before the public, waits, or was turned down.")
strawberry.enum(Kind, description="What somebody came to say.")
strawberry.enum(Channel, description="The way a post reached us.")
strawberry.enum(Status, description="Where a post stands with the organisation.")
strawberry.enum(Outcome, description='What became of it: "you said, we did" or "we did not, because".')
strawberry.enum(Contribution, description="How somebody took part in what is answered.")
strawberry.enum(NotificationKind, description="Why somebody hears from us.")
strawberry.enum(RunState, description="How far a themes run came.")
strawberry.enum(PostSort, description="In which order posts are listed.")
strawberry.enum(SimilarBy, description="Why a post is taken for similar.")
strawberry.enum(ThemeSort, description="In which order themes are listed.")
