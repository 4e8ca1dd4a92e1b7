"""The site itself: its name, who speaks (« À propos ») and how to reach them. One row."""

import hashlib

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from extensions import Model, db
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.site import colour
from models.user import User

# What the law of 21 June 2004 (LCEN, art. 1-1) asks of who publishes a site; a number is asked of who has one.
LEGAL = ("publisher", "legal_form", "postal_address", "legal_number", "director", "hosting")
OWED = ("publisher", "postal_address", "director", "hosting")
# The texts of the example (commands/demo/site.yaml), which must not speak for anybody else.
EXAMPLE = {"about": "0dcd08e060b797d8", "about_en": "efdafb64a3f0724e", "phone": "907c626cc5280732"}


class Site(Model):
    """What every page says about its publisher; texts are Markdown, one for each language."""

    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(default="Parvis")
    tagline: Mapped[str] = mapped_column(default="")
    tagline_en: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    about_en: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    accent: Mapped[str] = mapped_column(
        String(7), default="", server_default=""
    )  # #rrggbb; empty: the house's
    factor_roles: Mapped[str] = mapped_column(String(60), default="", server_default="")  # apart by spaces
    framing_sites: Mapped[str] = mapped_column(default="", server_default="")  # their origins, one a line
    publisher: Mapped[str] = mapped_column(default="", server_default="")  # who answers for the site by law
    legal_form: Mapped[str] = mapped_column(default="", server_default="")
    postal_address: Mapped[str] = mapped_column(default="", server_default="")
    legal_number: Mapped[str] = mapped_column(default="", server_default="")  # SIRET, RNA
    director: Mapped[str] = mapped_column(default="", server_default="")  # of publication, a person
    hosting: Mapped[str] = mapped_column(
        default="", server_default=""
    )  # whose servers these are, and how to reach them

    @property
    def shades(self) -> colour.Shades:
        """The accent colour, for paper and screen, by day and by night."""
        return colour.shades(self.accent or colour.HOUSE)

    @property
    def frame_ancestors(self) -> str:
        """Who may show our frames, as the policy of a page says it."""
        return " ".join(self.framing_sites.split()) or "'none'"

    def demands_factor(self, user: User) -> bool:
        """Say whether somebody's role needs a second factor."""
        return user.role.value in self.factor_roles.split()

    def about_in(self, language: str) -> str:
        """Return the « À propos » text in a language, else in French."""
        return (self.about_en if language == "en" else "") or self.about

    def tagline_in(self, language: str) -> str:
        """Return the line under the name in a language, else in French."""
        return (self.tagline_en if language == "en" else "") or self.tagline

    @property
    def owes(self) -> list[str]:
        """The facts that the legal notice still lacks."""
        return [name for name in OWED if not getattr(self, name).strip()]

    @property
    def left_from_example(self) -> list[str]:
        """The texts that are still the example's."""
        return [name for name, digest in EXAMPLE.items() if _digest(getattr(self, name)) == digest]

    @staticmethod
    def changed() -> None:
        """Tell every cached page that the site's facts changed."""
        change.record("site", "facts")

    @classmethod
    def revise(cls, facts: dict[str, str], by: User | None) -> None:
        """Give the site new facts in the current write transaction, and tell its pages and its history."""
        site = db.session.get(cls, 1) or cls.unnamed()
        changed = [name for name, value in facts.items() if getattr(site, name) != (value or "")]
        for name in changed:
            setattr(site, name, facts[name] or "")
        db.session.add(site)
        if changed:
            AuditEntry.write("site", 1, "revise", by=by, changed=changed)
            cls.changed()

    @staticmethod
    def current() -> "Site":
        """Return the site's row, or one with defaults that is not stored yet."""
        return db.only(Site) or Site.unnamed()

    @classmethod
    def known_words(cls) -> list[str]:
        """Return the names of the site and of the product, which are no part of a good passphrase."""
        return ["parvis", cls.current().name]

    @staticmethod
    def unnamed() -> "Site":
        """Return the defaults, as a row that is not stored yet."""
        texts = ("tagline", "tagline_en", "about", "about_en", "phone", "email", "accent", "factor_roles")
        return Site(id=1, name="Parvis", **dict.fromkeys((*texts, "framing_sites", *LEGAL), ""))


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]
