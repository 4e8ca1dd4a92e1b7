"""What the site says about its publisher."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from forms.checks import Address, Trimmed
from forms.fields import Lines
from forms.staff import StaffForm

FIELDS = ("name", "tagline", "tagline_en", "about", "about_en", "phone", "email")


class SiteForm(StaffForm):
    """Name, « À propos » and contact."""

    noun = "site"
    name = StringField(
        _l("Name of the site"),
        filters=[Trimmed()],
        validators=[DataRequired(_l("Give the site a name.")), Length(max=200)],
    )
    tagline = StringField(_l("Line under the name, in French"), filters=[Trimmed()])
    tagline_en = StringField(_l("Line under the name, in English"), filters=[Trimmed()])
    about = TextAreaField(_l("About the publisher, in French"), filters=[Lines()], render_kw={"rows": 10})
    about_en = TextAreaField(_l("About the publisher, in English"), filters=[Lines()], render_kw={"rows": 10})
    phone = StringField(_l("Telephone"), filters=[Trimmed()], render_kw={"inputmode": "tel"})
    email = StringField(
        _l("E-mail address for visitors"),
        filters=[Trimmed()],
        validators=[Optional(), Address()],
        render_kw={"inputmode": "email"},
    )
