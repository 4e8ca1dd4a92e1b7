"""The words of an event's life: its status, what is known of its place, which comments wait."""

from enum import StrEnum


class EventStatus(StrEnum):
    """How far an event has come; visitors see every status but DRAFT."""

    DRAFT = "draft"
    PUBLISHED = "published"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


class VenueState(StrEnum):
    """What is known of the place."""

    UNKNOWN = "unknown"
    CITY = "city"
    CONFIRMED = "confirmed"
    ONLINE = "online"


class CommentsPolicy(StrEnum):
    """Which comments wait for a moderator: all, an author's first, or none."""

    MODERATE = "moderate"
    FIRST = "first"
    PUBLISH = "publish"


class PromotionPolicy(StrEnum):
    """How the waiting list gets a freed seat: at once, by an offer, or by the organiser's hand.

    An offer must be taken in time.
    """

    CONFIRM = "confirm"
    OFFER = "offer"
    HAND = "hand"


class Admission(StrEnum):
    """What a newcomer can do now: register, join the waiting list, or neither and why."""

    OPEN = "open"
    WAITING_LIST = "waiting list"
    FULL = "full"
    NOT_YET = "not yet"
    CLOSED = "closed"
    OVER = "over"
    OFF = "off"  # postponed, cancelled or archived
