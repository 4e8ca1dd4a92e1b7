"""Answers to the questions of an event, and the rules by which they are read and kept."""

from models.answer.given import Flaw, GivenAnswers, Held, Said
from models.answer.record import Answer, InvalidAnswers

__all__ = ["Answer", "Flaw", "GivenAnswers", "Held", "InvalidAnswers", "Said"]
