"""Privacy: what the site keeps about a person, erasing it, and how long it stays."""

from models.privacy.address_erasure import Erased, Kept, erase_address, registered
from models.privacy.comment_erasure import disown, written
from models.privacy.personal_data import Part, personal_data_of, told
from models.privacy.registration_erasure import StillLive, erase, erase_all, may_erase

__all__ = [
    "Erased",
    "Kept",
    "Part",
    "StillLive",
    "disown",
    "erase",
    "erase_address",
    "erase_all",
    "may_erase",
    "personal_data_of",
    "registered",
    "told",
    "written",
]
