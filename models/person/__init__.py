"""A person, as the site knows one: an e-mail address, and what was registered and written under it."""

from models.person.links import PASS_LASTS, admitted, ask_links, mine, pass_for

__all__ = ["PASS_LASTS", "admitted", "ask_links", "mine", "pass_for"]
