"""What the site says about its publisher."""

from flask_babel import format_decimal
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from forms.checks import Address, Pasted, Trimmed
from forms.fields import Lines
from forms.staff import StaffForm
from models.site import colour
from models.site.record import LEGAL

FIELDS = ("name", "tagline", "tagline_en", "about", "about_en", "phone", "email", *LEGAL, "accent")


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
        filters=[Pasted()],
        validators=[Optional(), Address()],
        render_kw={"inputmode": "email"},
    )
    publisher = StringField(_l("Who publishes the site"), filters=[Trimmed()])
    legal_form = StringField(_l("Legal form"), filters=[Trimmed()])
    postal_address = TextAreaField(_l("Postal address"), filters=[Lines()], render_kw={"rows": 3})
    legal_number = StringField(_l("Registration number"), filters=[Trimmed()])
    director = StringField(_l("Director of publication"), filters=[Trimmed()])
    hosting = TextAreaField(_l("Host of the site"), filters=[Lines()], render_kw={"rows": 3})
    accent = StringField(
        _l("Accent colour"),
        filters=[Trimmed(), lambda value: colour.spelt(value or "") or value],
        validators=[Optional()],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    def validate_accent(self, field: StringField) -> None:
        """A colour that can be read on our pages, or the nearest one that can."""
        value = field.data or ""
        if colour.spelt(value) != value:
            raise ValidationError(_l("Enter six hexadecimal digits, such as #1d5c4d."))
        if colour.readable(value) != value:
            found, enough = (
                format_decimal(round(ratio, 1)) for ratio in (colour.worst(value), colour.ENOUGH)
            )
            nearest = colour.readable(value)
            raise ValidationError(
                _l(
                    "Text in this colour is hard to read: its contrast is %(found)s, at least %(enough)s is needed. "
                    "The nearest that can be read is %(nearest)s.",
                    found=found,
                    enough=enough,
                    nearest=nearest,
                )
            )
