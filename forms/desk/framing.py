"""The addresses of the sites that may show our frames."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length, ValidationError

from forms.fields import Lines
from forms.staff import StaffForm
from models.site import framing
from models.site.framing import InvalidOrigin, OriginFault

WORDS = {
    OriginFault.WILDCARD: _l("“%(said)s”: name each site; a star would let any site show the frames."),
    OriginFault.SCHEME: _l("“%(said)s”: begin with https:// or http://."),
    OriginFault.PATH: _l(
        "“%(said)s”: only the site’s address, such as https://review.example, without a page."
    ),
    OriginFault.ADDRESS: _l("“%(said)s” is no address of a site, such as https://review.example."),
}


class FramingForm(StaffForm):
    """One address a line."""

    noun = "framing"
    framing_sites = TextAreaField(
        _l("Sites that may show frames"),
        filters=[Lines()],
        validators=[Length(max=2000)],
        render_kw={"rows": 4, "spellcheck": "false", "autocomplete": "off", "inputmode": "url"},
    )

    def validate_framing_sites(self, field: TextAreaField) -> None:
        """Every line is the address of a site; it is spelt as the browser compares it."""
        try:
            field.data = "\n".join(framing.origins(field.data or ""))
        except InvalidOrigin as invalid:
            raise ValidationError(WORDS[invalid.fault] % {"said": invalid.said}) from None
