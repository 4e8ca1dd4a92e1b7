"""Privacy: what the site keeps about a person, erasing it, and how long it stays."""

from models.privacy.address_erasure import Erased, Kept, erase_address
from models.privacy.comment_erasure import anonymous, comments_of, disown
from models.privacy.personal_data import Part, comment_data, personal_data_of
from models.privacy.places import found_under, registrations_of, told
from models.privacy.registration_erasure import StillLive, erase, erase_all, may_erase

__all__ = [
    "Erased",
    "Kept",
    "Part",
    "StillLive",
    "anonymous",
    "comment_data",
    "comments_of",
    "disown",
    "erase",
    "erase_address",
    "erase_all",
    "found_under",
    "may_erase",
    "personal_data_of",
    "registrations_of",
    "told",
]
