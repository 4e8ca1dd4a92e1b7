"""Events: their facts, their seats, and what may be done about them now."""

from models.event.facts import EventFacts
from models.event.field import SpeakerFacts
from models.event.merge import Merge, merge
from models.event.problems import Fault, Problem
from models.event.record import Event, EventGone, Speaker
from models.event.states import Admission, CommentsPolicy, EventStatus, PromotionPolicy, VenueState

__all__ = [
    "Admission",
    "CommentsPolicy",
    "Event",
    "EventFacts",
    "EventGone",
    "EventStatus",
    "Fault",
    "Merge",
    "Problem",
    "PromotionPolicy",
    "Speaker",
    "SpeakerFacts",
    "VenueState",
    "merge",
]
