"""Which other sites may show our frames: the origins that an organiser lists, one a line.

An origin is a scheme and a host, with a port where it is not the usual one (RFC 6454): it stands in ``frame-ancestors``
(CSP Level 3), so that a browser shows the frame there and nowhere else.
"""

import re
from enum import StrEnum

import host_name
from outside import parts

USUAL_PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\]")


class OriginFault(StrEnum):
    """Why an address cannot be that of a site that frames."""

    WILDCARD = "wildcard"
    SCHEME = "scheme"
    PATH = "path"
    ADDRESS = "address"


class InvalidOrigin(ValueError):
    """An address that cannot be that of a site that frames: ``fault`` says why, ``said`` is the line."""

    def __init__(self, fault: OriginFault, said: str) -> None:
        super().__init__(f"{fault}: {said}")
        self.fault, self.said = fault, said


def origins(text: str) -> list[str]:
    """Return the origins that the lines of a text name, each once; raises InvalidOrigin."""
    lines = (line.strip() for line in text.splitlines())
    return list(dict.fromkeys(origin(line) for line in lines if line))


def origin(said: str) -> str:
    """Return the origin that an address names: ``https://Revue.example/`` is ``https://revue.example``.

    Raises InvalidOrigin for a wildcard, another scheme, a path, and what is no address.
    """
    if "*" in said:
        raise InvalidOrigin(OriginFault.WILDCARD, said)
    address = parts(said)
    if address.scheme not in USUAL_PORTS or not said.lower().startswith(f"{address.scheme}://"):
        raise InvalidOrigin(OriginFault.SCHEME, said)
    if address.path not in {"", "/"} or address.query or address.fragment or said.endswith(("?", "#")):
        raise InvalidOrigin(OriginFault.PATH, said)
    try:
        port, host = address.port, _host(address.netloc)
    except ValueError:
        raise InvalidOrigin(OriginFault.ADDRESS, said) from None
    known = port is None or port == USUAL_PORTS[address.scheme]
    return f"{address.scheme}://{host}" + ("" if known else f":{port}")


def _host(netloc: str) -> str:
    """Return the host of an address in ASCII; raises ValueError where there is none, or a user."""
    bare = re.sub(r":\d*$", "", netloc)
    host = bare.lower() if bare.startswith("[") else host_name.as_ascii(bare)
    if "@" in netloc or not HOST.fullmatch(host):
        raise ValueError("no host")
    return host
