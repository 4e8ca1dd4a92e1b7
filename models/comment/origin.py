"""Where a comment came from: kept apart from what everybody reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from extensions import Model


@dataclass(frozen=True, slots=True)
class Source:
    """The origin of a comment: network address, program, and signs that a machine wrote it (HeldFor)."""

    address: str
    agent: str = ""
    signs: Sequence[str] = ()


class CommentOrigin(Model):
    """Where a comment came from: kept apart from it, shown shortened, deleted after the stated time."""

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(sa.String(45), index=True)
    agent: Mapped[str] = mapped_column(sa.String(300), default="")
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

    comment: Mapped[Any] = relationship("Comment", back_populates="origin")


def network(address: str) -> IPv4Network | IPv6Network | None:
    """Return the shortened form of a network address: IPv4 /24 or IPv6 /48; None if it is invalid.

    An IPv4 address mapped to IPv6 counts as IPv4.
    """
    try:
        full = ip_address(address)
    except ValueError:
        return None
    if isinstance(full, IPv6Address) and full.ipv4_mapped:
        full = full.ipv4_mapped
    return ip_network(f"{full}/{24 if full.version == 4 else 48}", strict=False)
