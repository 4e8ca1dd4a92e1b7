"""The limits on numbers and lists in an event's facts, each with the problem that is reported."""

from models.event.commenting import A_CENTURY
from models.event.domains import are_domains
from models.event.problems import Problem
from models.event.reminder import are_reminders

LIMITS = (
    ("capacity", 0, 1_000_000, Problem.CAPACITY),
    ("max_seats", 1, 100, Problem.MAX_SEATS),
    ("hold_minutes", 5, 7 * 24 * 60, Problem.HOLD),
    ("offer_hours", 1, 14 * 24, Problem.OFFER),
    ("stop_before", 0, 30 * 24, Problem.STOP),
    ("comments_days", 0, A_CENTURY, Problem.DAYS),
    ("comments_links", 1, 1000, Problem.LINKS),
)
LISTS = (("email_domains", are_domains, Problem.DOMAINS), ("reminders", are_reminders, Problem.REMINDERS))
