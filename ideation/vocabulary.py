"""Closed sets of words that the whole product shares."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is to the organisation."""

    CUSTOMER = "customer"
    AGENT = "agent"
    PRODUCT_MANAGER = "product_manager"
    ADMIN = "admin"

    @property
    def is_staff(self) -> bool:
        return self is not Role.CUSTOMER


class Access(StrEnum):
    """Which circle of people is let in: everyone, who is signed in, customers of a segment, or staff."""

    PUBLIC = "public"
    MEMBERS = "members"
    SEGMENT = "segment"
    STAFF = "staff"


class Standing(StrEnum):
    """Whether something that was said is before the public, waits for somebody, or was turned down."""

    PUBLISHED = "published"
    UNCONFIRMED = "unconfirmed"
    HELD = "held"
    REJECTED = "rejected"


class Kind(StrEnum):
    """What somebody came to say."""

    IDEA = "idea"
    COMPLAINT = "complaint"
    QUESTION = "question"
    PRAISE = "praise"


class Feeling(StrEnum):
    """What a reaction says."""

    HEART = "heart"
    THANKS = "thanks"
    LAUGH = "laugh"
    SURPRISED = "surprised"
    SAD = "sad"


class FlagReason(StrEnum):
    """Why somebody thinks that something should not be there."""

    SPAM = "spam"
    ABUSE = "abuse"
    PERSONAL_DATA = "personal_data"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


class Turn(StrEnum):
    """What the team did with a post, apart from deciding about it."""

    CLOSED = "closed"
    REOPENED = "reopened"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    PINNED = "pinned"
    UNPINNED = "unpinned"


class Channel(StrEnum):
    """The way a post reached us."""

    WEB = "web"
    WIDGET = "widget"
    EMAIL = "email"
    CSV = "csv"
    API = "api"
    SOCIAL = "social"


class Status(StrEnum):
    """Where a post stands with the organisation."""

    OPEN = "open"
    UNDER_REVIEW = "under_review"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    SHIPPED = "shipped"
    DECLINED = "declined"

    @property
    def settled(self) -> bool:
        return self in (Status.SHIPPED, Status.DECLINED)

    @property
    def label(self) -> str:
        return self.value.replace("_", " ")


class Outcome(StrEnum):
    """What a report back says became of what people asked for."""

    DONE = "done"
    NOT_DONE = "not_done"


class Contribution(StrEnum):
    """How somebody took part in what is being answered."""

    WROTE = "wrote"
    COMMENTED = "commented"
    VOTED = "voted"


class NotificationKind(StrEnum):
    """Why somebody hears from us."""

    REPORTED_BACK = "reported_back"
    STATUS_CHANGED = "status_changed"
    COMMENTED = "commented"
    REPLIED = "replied"
    MENTIONED = "mentioned"
    NOTED = "noted"
    ANSWER_ACCEPTED = "answer_accepted"
    APPROVED = "approved"
    REJECTED = "rejected"


class RunState(StrEnum):
    """How far a themes run came."""

    RUNNING = "running"
    COMPLETE = "complete"
    TOO_LITTLE = "too_little"
    FAILED = "failed"


class DeliveryState(StrEnum):
    """How far a mail came."""

    DUE = "due"
    SENT = "sent"
    FAILED = "failed"


class Template(StrEnum):
    """The mails that we write."""

    SIGN_IN_CODE = "sign_in_code"
    REPORTED_BACK = "reported_back"
    STATUS_CHANGED = "status_changed"
