"""A person, as the site knows one: an e-mail address, and what was registered and written under it."""

from models.person.account import Part, account_of, told
from models.person.address import Erased, Kept, erase_address, registered
from models.person.authorship import disown, written
from models.person.erasure import StillLive, erase, erase_all, may_erase
from models.person.former_address import FormerAddress
from models.person.links import PASS_LASTS, admitted, ask_links, mine, pass_for
from models.person.move import move, move_receipt, readdress

__all__ = [
    "PASS_LASTS",
    "Erased",
    "FormerAddress",
    "Kept",
    "Part",
    "StillLive",
    "account_of",
    "admitted",
    "ask_links",
    "disown",
    "erase",
    "erase_address",
    "erase_all",
    "may_erase",
    "mine",
    "move",
    "move_receipt",
    "pass_for",
    "readdress",
    "registered",
    "told",
    "written",
]
