"""The domain's vocabulary, registered for GraphQL."""

import strawberry

from ideation import vocabulary
from ideation.queries.posts import PostSort
from ideation.queries.themes import ThemeSort

Role = strawberry.enum(vocabulary.Role, description="What a person is to the organisation.")
Access = strawberry.enum(vocabulary.Access, description="Who may read a board.")
Kind = strawberry.enum(vocabulary.Kind, description="What somebody came to say.")
Channel = strawberry.enum(vocabulary.Channel, description="The way a post reached us.")
Status = strawberry.enum(vocabulary.Status, description="Where a post stands with the organisation.")
Outcome = strawberry.enum(
    vocabulary.Outcome, description='What became of it: "you said, we did" or "we did not, because".'
)
Contribution = strawberry.enum(vocabulary.Contribution, description="How somebody took part in what is answered.")
NotificationKind = strawberry.enum(vocabulary.NotificationKind, description="Why somebody hears from us.")
RunState = strawberry.enum(vocabulary.RunState, description="How far a themes run came.")
strawberry.enum(PostSort, description="In which order posts are listed.")
strawberry.enum(ThemeSort, description="In which order themes are listed.")
