"""What a reader says about a comment that should be looked at."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from forms.public.comment_text import Typed
from forms.public.form import ConfirmedForm


class ReportForm(ConfirmedForm):
    """A report: a reason, if the reader cares to give one."""

    noun = "report"
    words = TextAreaField(
        _l("What is wrong with it? (optional)"),
        filters=[Typed()],
        validators=[Length(max=500, message=_l("Shorten this to 500 characters."))],
        render_kw={"rows": 3},
    )

    def __init__(self, comment_id: int) -> None:
        self.comment_id = comment_id
        super().__init__()

    @property
    def is_doubtful(self) -> bool:
        """Whether a second look is asked for: it counts against somebody, so an old page is enough."""
        return bool(self.signs_of_a_machine)

    def element_id(self, name: str) -> str:
        """Return the id of a field's element: several of these forms may be open on a page."""
        return f"report-{self.comment_id}-{name}"
