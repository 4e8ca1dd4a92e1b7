"""How the site protects its discussions."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from forms.fields import options
from forms.staff import StaffForm
from models.event import CommentsPolicy
from models.spam.protection import Filtering

FILTERINGS = [
    SelectChoice(Filtering.OFF, _l("Off: it says nothing and does nothing")),
    SelectChoice(Filtering.HOLD, _l("Hold what looks like spam for a moderator")),
    SelectChoice(Filtering.FILE, _l("Hold it, and file as spam what is almost certainly that")),
]


class ProtectionForm(StaffForm):
    """The form for the site's protection against spam.

    It sets what the filter may do, what new events begin with, what commenters must give, and
    whether browsers must do proof of work.
    """

    noun = "protection"
    filtering = SelectField(_l("The spam filter"), choices=FILTERINGS, coerce=Filtering)
    policy = SelectField(_l("New events begin with"), choices=options(CommentsPolicy), coerce=CommentsPolicy)
    require_name = BooleanField(_l("Who comments must give a name"))
    require_email = BooleanField(_l("Who comments must give an e-mail address"))
    proof_of_work = BooleanField(
        _l("Under attack: let browsers calculate a moment before they send a comment")
    )
