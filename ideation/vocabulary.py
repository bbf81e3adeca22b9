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

    @property
    def support(self) -> "Support":
        """What a vote for it says."""
        return Support.ME_TOO if self is Kind.COMPLAINT else Support.VOTE


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


class FieldKind(StrEnum):
    """What a board's own field holds."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"


class StatusKind(StrEnum):
    """What a status means, whatever the organisation calls it."""

    OPEN = "open"
    ACTIVE = "active"
    DONE = "done"
    DECLINED = "declined"

    @property
    def is_settled(self) -> bool:
        return self in (StatusKind.DONE, StatusKind.DECLINED)


class StatusColor(StrEnum):
    """The colours that a status may have, by what they tell."""

    NEUTRAL = "neutral"
    INFO = "info"
    WARNING = "warning"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    ACCENT = "accent"


class StatusIcon(StrEnum):
    """The drawings that a status may have; the page knows each of them."""

    CIRCLE = "circle"
    HALF = "half"
    CLOCK = "clock"
    CALENDAR = "calendar"
    CHECK = "check"
    CROSS = "cross"
    DASH = "dash"
    HEART = "heart"
    IDEA = "idea"
    PENCIL = "pencil"
    QUESTION = "question"
    SEARCH = "search"


class Importance(StrEnum):
    """How much something matters to whoever voted for it."""

    NICE_TO_HAVE = "nice_to_have"
    IMPORTANT = "important"
    BLOCKING = "blocking"


class Support(StrEnum):
    """What a vote says: I want this too, or this happened to me too."""

    VOTE = "vote"
    ME_TOO = "me_too"


class BurstReason(StrEnum):
    """What many votes within minutes have in common."""

    YOUNG_ACCOUNTS = "young_accounts"
    ONE_ADDRESS_BLOCK = "one_address_block"


class Verdict(StrEnum):
    """What staff found about votes that came in a burst."""

    GENUINE = "genuine"
    NOT_GENUINE = "not_genuine"


class Outcome(StrEnum):
    """What a report back says became of what people asked for."""

    DONE = "done"
    NOT_DONE = "not_done"


class Contribution(StrEnum):
    """How somebody took part in what is being answered."""

    WROTE = "wrote"
    COMMENTED = "commented"
    VOTED = "voted"
    PROPOSED = "proposed"
    FOLLOWED = "followed"


class ProposalState(StrEnum):
    """What became of a proposal to merge two posts."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


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
    ANNOUNCED = "announced"
    MERGED = "merged"
    SEPARATED = "separated"
    MERGE_DISMISSED = "merge_dismissed"


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
    CONFIRM_POST = "confirm_post"
    REPORTED_BACK = "reported_back"
    STATUS_CHANGED = "status_changed"
    ANNOUNCED = "announced"
    MERGED = "merged"
