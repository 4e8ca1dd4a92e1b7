"""Questions that an event asks of who registers, in their order, some only after a certain answer."""

from models.question.edit import Reworded, Unaskable
from models.question.facts import ChoiceFacts, QuestionFacts, QuestionProblem, key_of
from models.question.question import Question
from models.question.record import YES_NO, Choice, QuestionKind

__all__ = [
    "YES_NO",
    "Choice",
    "ChoiceFacts",
    "Question",
    "QuestionFacts",
    "QuestionKind",
    "QuestionProblem",
    "Reworded",
    "Unaskable",
    "key_of",
]
