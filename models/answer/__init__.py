"""Answers to the questions of an event, and the rules by which they are read and kept."""

from models.answer.keep import Unfit, keep
from models.answer.reading import Flaw, Reading, Said, put_to, read
from models.answer.record import Answer, Held, held

__all__ = ["Answer", "Flaw", "Held", "Reading", "Said", "Unfit", "held", "keep", "put_to", "read"]
