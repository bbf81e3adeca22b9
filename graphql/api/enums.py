"""The domain's vocabulary, registered for GraphQL. The other files take it from here."""

import strawberry

from ideation.queries.posts import PostSort
from ideation.queries.similar import SimilarBy
from ideation.queries.themes import ThemeSort
from ideation.vocabulary import (
    Access,
    BurstReason,
    Channel,
    Contribution,
    Feeling,
    FieldKind,
    FlagReason,
    Importance,
    Kind,
    NotificationKind,
    Outcome,
    ProposalState,
    Role,
    RunState,
    Standing,
    StatusColor,
    StatusIcon,
    StatusKind,
    Support,
    Turn,
    Verdict,
)

__all__ = [
    "Access",
    "BurstReason",
    "Channel",
    "Contribution",
    "Feeling",
    "FieldKind",
    "FlagReason",
    "Importance",
    "Kind",
    "NotificationKind",
    "Outcome",
    "PostSort",
    "ProposalState",
    "Role",
    "RunState",
    "SimilarBy",
    "Standing",
    "StatusColor",
    "StatusIcon",
    "StatusKind",
    "Support",
    "ThemeSort",
    "Turn",
    "Verdict",
]

strawberry.enum(Role, description="What a person is to the organisation.")
strawberry.enum(Access, description="Which circle of people is let in.")
strawberry.enum(Standing, description="Whether it is before the public, waits, or was turned down.")
strawberry.enum(Kind, description="What somebody came to say.")
strawberry.enum(FieldKind, description="What a field of a board holds.")
strawberry.enum(Channel, description="The way a post reached us.")
strawberry.enum(StatusKind, description="What a status means, whatever the organisation calls it.")
strawberry.enum(StatusColor, description="The colours that a status may have, by what they tell.")
strawberry.enum(StatusIcon, description="The drawings that a status may have.")
strawberry.enum(Importance, description="How much something matters to whoever voted for it.")
strawberry.enum(Support, description='What a vote says: "I want this", or of a complaint, "me too".')
strawberry.enum(BurstReason, description="What many votes within minutes have in common.")
strawberry.enum(Verdict, description="What staff found about votes that came in a burst.")
strawberry.enum(Outcome, description='What became of it: "you said, we did" or "we did not, because".')
strawberry.enum(Contribution, description="How somebody took part in what is answered.")
strawberry.enum(Feeling, description="What a reaction says.")
strawberry.enum(FlagReason, description="Why something should not be there.")
strawberry.enum(Turn, description="What the team did with a post.")
strawberry.enum(NotificationKind, description="Why somebody hears from us.")
strawberry.enum(ProposalState, description="What became of a proposal to merge two posts.")
strawberry.enum(RunState, description="How far a themes run came.")
strawberry.enum(PostSort, description="In which order posts are listed.")
strawberry.enum(SimilarBy, description="Why a post is taken for similar.")
strawberry.enum(ThemeSort, description="In which order themes are listed.")
