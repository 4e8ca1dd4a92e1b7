"""Passkeys (WebAuthn): a key in a phone, a computer or a stick that signs for this site and no other."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import webauthn
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column, relationship
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import PublicKeyCredentialDescriptor as Descriptor

import clock
from extensions import Model, db
from models import token
from models.user.record import User
from outside import parts

MOST = 10  # of one person


class Passkey(Model):
    """A passkey of a member of the staff: its public half."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    credential_id: Mapped[str] = mapped_column(sa.String(1400), unique=True)
    public_key: Mapped[str]
    sign_count: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    name: Mapped[str] = mapped_column(sa.String(60), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()

    @classmethod
    def of(cls, user: User) -> list["Passkey"]:
        """Return somebody's passkeys, oldest first."""
        return list(db.session.scalars(sa.select(cls).where(cls.user_id == user.id).order_by(cls.id)))

    @classmethod
    def holders(cls) -> set[int]:
        """Return the ids of the members of the staff who have one."""
        return set(db.session.scalars(sa.select(cls.user_id)))


@dataclass(frozen=True, slots=True)
class Ceremony:
    """Making or asking for a passkey of somebody, within one session: its challenge is that session's."""

    user: User
    session_hash: str

    @property
    def challenge(self) -> bytes:
        """The bytes that the key signs: of this session and no other, and known to this site alone."""
        return token.seal("passkey challenge", self.session_hash)

    def to_make(self, site_name: str) -> str:
        """Return what a browser needs to make a passkey, as JSON."""
        said = webauthn.generate_registration_options(
            rp_id=_host(),
            rp_name=site_name,
            user_id=token.seal("passkey of", str(self.user.id)),
            user_name=self.user.email,
            challenge=self.challenge,
            exclude_credentials=self._known(),
        )
        return webauthn.options_to_json(said)

    def to_ask(self) -> str:
        """Return what a browser needs to ask for one of somebody's passkeys, as JSON."""
        said = webauthn.generate_authentication_options(
            rp_id=_host(), challenge=self.challenge, allow_credentials=self._known()
        )
        return webauthn.options_to_json(said)

    def make(self, credential: str, name: str) -> Passkey | None:
        """Keep the passkey that a browser made, in the current transaction; None when it is no proper one."""
        try:
            found = webauthn.verify_registration_response(credential=_read(credential), **self._expected())
        except (WebAuthnException, ValueError, KeyError, TypeError):
            return None
        number = bytes_to_base64url(found.credential_id)
        taken = db.session.scalar(sa.select(Passkey.id).where(Passkey.credential_id == number))
        if taken or len(Passkey.of(self.user)) >= MOST:
            return None
        made = Passkey(
            user_id=self.user.id,
            credential_id=number,
            public_key=bytes_to_base64url(found.credential_public_key),
            sign_count=found.sign_count,
            name=name,
        )
        db.session.add(made)
        return made

    def answers(self, credential: str) -> bool:
        """Say whether one of somebody's passkeys signed the challenge, in the current transaction."""
        try:
            said = _read(credential)
            known = {each.credential_id: each for each in Passkey.of(self.user)}
            passkey = known[str(said["id"])]
            found = webauthn.verify_authentication_response(
                credential=said,
                credential_public_key=base64url_to_bytes(passkey.public_key),
                credential_current_sign_count=passkey.sign_count,
                **self._expected(),
            )
        except (WebAuthnException, ValueError, KeyError, TypeError):
            return False
        passkey.sign_count, passkey.used_at = found.new_sign_count, clock.now()
        return True

    def _known(self) -> list[Descriptor]:
        return [Descriptor(id=base64url_to_bytes(each.credential_id)) for each in Passkey.of(self.user)]

    def _expected(self) -> dict[str, Any]:
        url = parts(current_app.config["PUBLIC_URL"])
        origin = f"{url.scheme}://{url.netloc}"
        return {"expected_challenge": self.challenge, "expected_rp_id": _host(), "expected_origin": origin}


def _read(credential: str) -> dict[str, Any]:
    said = json.loads(credential)
    if not isinstance(said, Mapping):
        raise TypeError("no credential")
    return dict(said)


def _host() -> str:
    return parts(current_app.config["PUBLIC_URL"]).hostname or ""
