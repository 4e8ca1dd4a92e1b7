"""Questions that an event asks of who registers, in their order, some only after a certain answer."""

from models.question.edit import Reworded, Unaskable, ask, faults, place, remove, restore, rewrite
from models.question.facts import ChoiceFacts, QuestionFacts, QuestionProblem, key_of
from models.question.put import list_faults, put
from models.question.record import Choice, Question, QuestionKind

__all__ = [
    "Choice",
    "ChoiceFacts",
    "Question",
    "QuestionFacts",
    "QuestionKind",
    "QuestionProblem",
    "Reworded",
    "Unaskable",
    "ask",
    "faults",
    "key_of",
    "list_faults",
    "place",
    "put",
    "remove",
    "restore",
    "rewrite",
]
