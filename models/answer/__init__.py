"""Answers to the questions of an event, and the rules by which they are read and kept."""

from models.answer.keep import AnswersRefused, keep
from models.answer.reading import Flaw, ReadAnswers, Said, put_to, read
from models.answer.record import Answer, Held, held

__all__ = [
    "Answer",
    "AnswersRefused",
    "Flaw",
    "Held",
    "ReadAnswers",
    "Said",
    "held",
    "keep",
    "put_to",
    "read",
]
