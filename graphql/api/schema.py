"""The schema: the nouns put together."""

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import merge_types

from api.admission import admit
from api.answers import AnswerMutation
from api.boards import BoardMutation, BoardQuery
from api.bursts import BurstMutation, BurstQuery
from api.categories import CategoryMutation
from api.changelog import ChangelogMutation, ChangelogQuery
from api.closing import ClosingMutation
from api.comments import CommentMutation
from api.companies import CompanyMutation, CompanyQuery
from api.context import Info
from api.drafts import DraftMutation
from api.edits import EditMutation
from api.errors import HANDLERS, REFUSALS
from api.fields import FieldMutation
from api.follows import FollowMutation
from api.guests import GuestMutation
from api.merges import MergeMutation, MergeQuery
from api.moderation import ModerationMutation, ModerationQuery
from api.notifications import NotificationMutation
from api.on_behalf import OnBehalfMutation
from api.people import PersonMutation, PersonQuery
from api.posts import PostMutation, PostQuery
from api.priorities import PriorityMutation, PriorityQuery
from api.privacy import PrivacyMutation
from api.reactions import ReactionMutation
from api.reports import ReportMutation, ReportQuery
from api.roadmap import RoadmapQuery
from api.search import SearchQuery
from api.statuses import StatusMutation, StatusQuery
from api.subscriptions import Subscription
from api.tags import TagMutation
from api.themes import ThemeMutation, ThemeQuery
from api.votes import VoteMutation


@strawberry.type(description="Whose feedback this is.")
class Organisation:
    name: str
    demo: bool = strawberry.field(description="Whether this is a demonstration with made-up people.")


@strawberry.type
class OrganisationQuery:
    @strawberry.field(description="Whose feedback this is.")
    def organisation(self, info: Info) -> Organisation:
        installation = info.context.installation
        return Organisation(name=installation.organisation, demo=installation.demo)


Query = merge_types(
    "Query",
    (
        OrganisationQuery,
        PersonQuery,
        BoardQuery,
        StatusQuery,
        CompanyQuery,
        BurstQuery,
        PriorityQuery,
        PostQuery,
        RoadmapQuery,
        ThemeQuery,
        ReportQuery,
        ChangelogQuery,
        ModerationQuery,
        SearchQuery,
        MergeQuery,
    ),
)
Mutation = merge_types(
    "Mutation",
    (
        PersonMutation,
        BoardMutation,
        CompanyMutation,
        BurstMutation,
        PriorityMutation,
        CategoryMutation,
        FieldMutation,
        StatusMutation,
        PostMutation,
        OnBehalfMutation,
        EditMutation,
        PrivacyMutation,
        TagMutation,
        GuestMutation,
        DraftMutation,
        VoteMutation,
        CommentMutation,
        ReactionMutation,
        AnswerMutation,
        ClosingMutation,
        ModerationMutation,
        FollowMutation,
        MergeMutation,
        ReportMutation,
        ChangelogMutation,
        ThemeMutation,
        NotificationMutation,
    ),
)

schema = strawberry.Schema(
    query=Query,
    mutation=admit(Mutation),
    subscription=Subscription,
    types=list(REFUSALS.values()),
    config=StrawberryConfig(auto_camel_case=True),
    exception_handlers=HANDLERS,
)
