"""The words of an event's life: its status, what is known of its place, which comments wait."""

from enum import StrEnum

from models.labels import N_, Labelled


class EventStatus(Labelled):
    """How far an event has come; visitors see every status but DRAFT."""

    DRAFT = "draft", N_("Draft: only the staff sees it")
    PUBLISHED = "published", N_("Published")
    POSTPONED = "postponed", N_("Postponed: the page says so, registration is closed")
    CANCELLED = "cancelled", N_("Cancelled: the page says so, everything is closed")
    ARCHIVED = "archived", N_("Archived: kept to be read, everything is closed")


class VenueState(Labelled):
    """What is known of the place."""

    UNKNOWN = "unknown", N_("To be announced")
    CITY = "city", N_("The city is known, the place is to be confirmed")
    CONFIRMED = "confirmed", N_("Confirmed")
    ONLINE = "online", N_("Online")


class CommentsPolicy(Labelled):
    """Which comments wait for a moderator: all, an author's first, or none."""

    MODERATE = "moderate", N_("Every comment waits for a moderator")
    FIRST = "first", N_("An author’s first comment waits for a moderator")
    PUBLISH = "publish", N_("Comments are published at once, unless something looks bad")


class PromotionPolicy(Labelled):
    """How the waiting list gets a freed seat: at once, by an offer, or by the organiser's hand.

    An offer must be taken in time.
    """

    CONFIRM = "confirm", N_("A freed seat goes to the first at once")
    OFFER = "offer", N_("A freed seat is offered to the first, who takes it in time or loses it")
    HAND = "hand", N_("I give out freed seats myself")


class Admission(StrEnum):
    """What a newcomer can do now: register, join the waiting list, or neither and why."""

    OPEN = "open"
    WAITING_LIST = "waiting list"
    FULL = "full"
    NOT_YET = "not yet"
    CLOSED = "closed"
    OVER = "over"
    OFF = "off"  # postponed, cancelled or archived
