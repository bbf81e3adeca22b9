"""The tables, one file per noun."""

from ideation.models.boards import Board, Category, PostTag, Tag
from ideation.models.comments import Comment, CommentWording
from ideation.models.companies import Company
from ideation.models.events import Event
from ideation.models.flags import Flag
from ideation.models.follows import Follow
from ideation.models.mentions import Mention
from ideation.models.notifications import Delivery, Notification
from ideation.models.people import Person, Session, SignInCode
from ideation.models.posts import Post, Segment
from ideation.models.reactions import Reaction
from ideation.models.reports import Report
from ideation.models.themes import Cluster, Embedding, Membership, Theme, TopicRun
from ideation.models.votes import Vote

__all__ = [
    "Board",
    "Category",
    "Cluster",
    "Comment",
    "CommentWording",
    "Company",
    "Delivery",
    "Embedding",
    "Event",
    "Flag",
    "Follow",
    "Membership",
    "Mention",
    "Notification",
    "Person",
    "Post",
    "PostTag",
    "Reaction",
    "Report",
    "Segment",
    "Session",
    "SignInCode",
    "Tag",
    "Theme",
    "TopicRun",
    "Vote",
]
