"""The tables, one file per noun."""

from ideation.models.attachments import Attachment, AttachmentContent
from ideation.models.boards import Board, BoardField, Category, PostField, PostTag, Tag
from ideation.models.bursts import Burst
from ideation.models.changelog import ChangelogEntry, ChangelogPost, ChangelogTheme
from ideation.models.comments import Comment, CommentWording
from ideation.models.companies import Company
from ideation.models.drafts import Draft
from ideation.models.events import Event
from ideation.models.flags import Flag
from ideation.models.follows import Follow
from ideation.models.mentions import Mention
from ideation.models.notifications import Delivery, Notification
from ideation.models.people import Person, Session, SignInCode
from ideation.models.posts import Confirmation, Post, PostEdit, Segment
from ideation.models.priorities import Priority
from ideation.models.proposals import MergeProposal
from ideation.models.reactions import Reaction
from ideation.models.reports import Report
from ideation.models.requests import KeptRequest
from ideation.models.search import PostVector, SearchEntry, SearchWord
from ideation.models.statuses import Status
from ideation.models.themes import Cluster, Embedding, Membership, Theme, TopicRun
from ideation.models.votes import Vote

__all__ = [
    "Attachment",
    "AttachmentContent",
    "Board",
    "BoardField",
    "Burst",
    "Category",
    "ChangelogEntry",
    "ChangelogPost",
    "ChangelogTheme",
    "Cluster",
    "Comment",
    "CommentWording",
    "Company",
    "Confirmation",
    "Delivery",
    "Draft",
    "Embedding",
    "Event",
    "Flag",
    "Follow",
    "KeptRequest",
    "Membership",
    "Mention",
    "MergeProposal",
    "Notification",
    "Person",
    "Post",
    "PostEdit",
    "PostField",
    "PostTag",
    "PostVector",
    "Priority",
    "Reaction",
    "Report",
    "SearchEntry",
    "SearchWord",
    "Segment",
    "Session",
    "SignInCode",
    "Status",
    "Tag",
    "Theme",
    "TopicRun",
    "Vote",
]
