"""Bulk decisions: one decision about many comments, and undoing it, in a few statements each.

What it decides is what ``models/comment/decision.py`` would decide one by one (a test compares them). It names what was
seen: the version of each comment, or a filter with the newest comment in it and how far the queue's changes went. What
somebody changed meanwhile is left as it is, and counted.
"""

from models.comment.bulk_decision.bulk_decision import BulkDecision
from models.comment.bulk_decision.record import Filtered, TooOld

__all__ = ["BulkDecision", "Filtered", "TooOld"]
