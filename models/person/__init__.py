"""A person, as the site knows one: an e-mail address, and what was registered and written under it."""

from models.person.former_address import FormerAddress
from models.person.links import PASS_LASTS, admitted, ask_links, mine, pass_for
from models.person.move import move, move_receipt

__all__ = [
    "PASS_LASTS",
    "FormerAddress",
    "admitted",
    "ask_links",
    "mine",
    "move",
    "move_receipt",
    "pass_for",
]
