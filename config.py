"""Every setting of a site: its name, type, safe default and one sentence of documentation.

Values come from the environment (``PARVIS_PORT=8080``), then from ``instance/parvis.cfg`` (``PORT = 8080``), then from
the default here. docs/settings.md is made from this file.
"""

import os
import re
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import permissions

ROOT = Path(__file__).parent
APPLICATION = "parvis"  # how our connections are called in PostgreSQL
KEY, FORMER_KEYS = "secret-key", "secret-key.former"  # in the instance folder
EXAMPLES = {"192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf"}  # Flask's own documentation
PLACEHOLDERS = (
    "changeme",
    "changethis",
    "replaceme",
    "secretkey",
    "example",
    "password",
    "notsecret",
    "yourkey",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: the environment variable is ``PARVIS_`` + name, the key in ``app.config`` is the name."""

    name: str
    kind: type
    default: Any
    says: str

    def read(self, text: str) -> Any:
        """Convert the text of an environment variable to the setting's type; raise ValueError if invalid."""
        if self.kind is bool:
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}[
                text.lower()
            ]
        return self.kind(text)


SETTINGS = (
    Setting("HOST", str, "127.0.0.1", "Address that the server listens on."),
    Setting("PORT", int, 8000, "Port that the server listens on."),
    Setting("WORKERS", int, 2, "How many server processes answer requests."),
    Setting("REQUEST_SECONDS", int, 20, "Seconds that a request has to arrive, headers and form, once it has begun."),
    Setting("WRITE_SECONDS", int, 10, "Seconds that who registers or comments waits for others who write, then is told to come back."),
    Setting("INSTANCE", str, str(ROOT / "instance"), "Folder of the database, the key, uploads and unsent mail."),
    Setting("DATABASE_URL", str, "", "Empty: SQLite in the instance folder; `postgresql://…` for PostgreSQL."),
    Setting("DATABASE_CONNECTIONS", int, 30, "Connections to the database that each server process opens at most."),
    Setting("REDIS_URL", str, "", "Empty: each server process counts its own request limits; `redis://…` shares them."),
    Setting("SECRET_KEY", str, "", "Makes private links and tickets, signs forms; 32 characters or more, the same on every host of a site; empty: made once and kept in the instance folder."),
    Setting("FORMER_SECRET_KEYS", str, "", "Keys that SECRET_KEY has replaced, the latest first, with spaces in between: what they made goes on (docs/security.md)."),
    Setting("PUBLIC_URL", str, "", "Address of the site in mail, feeds and calendars, a host name without a path; empty: `http://HOST:PORT`."),
    Setting("TRUSTED_PROXIES", int, 0, "How many proxies in front may say who the visitor is (X-Forwarded-For)."),
    Setting("HSTS_SUBDOMAINS", bool, False, "Whether browsers shall ask all subdomains of the site's host over https only."),
    Setting("SMTP_URL", str, "", "`smtp://user:pass@host:port` (or `smtps://`); empty: mail is written to `mail/`. With a user nothing leaves unencrypted or to a certificate that does not name the host; without one `smtp://` encrypts where it can and checks no certificate, `smtps://` does both."),
    Setting("MAIL_FROM", str, "", "Sender of all mail; empty: `parvis@` and the host of PUBLIC_URL."),
    Setting("BOUNCES", str, "", "Address to which mail comes back, such as `bounces@example.org`: each mail gets its own, `bounces+…@`, which the mail server pipes to `flask --app app bounce`; empty: that of MAIL_FROM, and Parvis does not learn of it."),
    Setting("LOCALE", str, "fr", "Language unless an address asks for another: `fr`, `en`, or a third."),
    Setting("TIMEZONE", str, "Europe/Paris", "Time zone of events that name none, and of the desk."),
    Setting("COMMENT_LEVELS", int, 3, "How many levels of replies comments have (deeper ones stand in the last); 0: none, in order of time."),
    Setting("COMMENT_LINKS", int, 2, "From how many links on a comment waits for a moderator."),
    Setting("COMMENTS_PER_MINUTE", int, 10, "Comments that one network address may post in a minute."),
    Setting(
        "COMMENT_TEXTS_PER_MINUTE",
        int,
        30,
        "Previews, comments and changes of comments that one network address may send in a minute.",
    ),
    Setting("COMMENT_FEEDS", bool, True, "Whether each event has an Atom feed of its comments."),
    Setting("COMMENT_PAUSE", int, 15, "Seconds that the same person waits between two comments."),
    Setting("REPLY_MAIL", bool, True, "Whether who comments may ask to be told of replies by mail."),
    Setting("REPORTS_TO_HOLD", int, 3, "From how many readers' reports on a comment waits again; 0: never."),
    Setting("REPORTS_PER_HOUR", int, 20, "Reports of comments that one network address may send in an hour."),
    Setting("KEEP_REGISTRATIONS", int, 365, "Days after an event until who registered is erased; 0: never."),
    Setting("KEEP_UNSEATED", int, 7, "Days after which who did not confirm their address in time is erased, and after an event who was still on its waiting list; 0: as long as the others."),
    Setting("KEEP_MAIL", int, 180, "Days that a sent or failed mail stays in the outbox; 0: for ever."),
    Setting("KEEP_PENDING", int, 180, "Days after which a comment that nobody decided about goes; 0: never."),
    Setting("KEEP_BINNED", int, 30, "Days after which comments filed as spam or binned go; 0: never."),
    Setting("KEEP_ORIGINS", int, 30, "Days that a comment's network address and browser are kept, 365 at most; 0: an hour at most."),
    Setting("KEEP_BACKUPS", int, 365, "Days that the oldest backup is kept: as long the erasure journal knows who was erased; 0: for ever."),
    Setting("ERASURES_COPY", str, "", "Folder on another disk that gets a copy of the erasure journal; empty: only backups do."),
    Setting("KEEP_REFUSALS", int, 180, "Days that failed sign-ins and other refusals stay in their list; 0: for ever."),
    Setting("UNDO_SECONDS", int, 300, "Seconds that mail caused by a decision waits for its undoing."),
    Setting("REGISTRATIONS_PER_MINUTE", int, 1000, "Registrations that one network address may send in a minute."),
)  # fmt: skip


def documented() -> str:
    """Return docs/settings.md: every setting with its default and its sentence."""
    lines = [
        "# Settings",
        "",
        "Every setting has a safe default. Set it in the environment (`PARVIS_PORT=8080`) or, without the prefix, in",
        "`instance/parvis.cfg`, a file of Python assignments (`PORT = 8080`); the environment wins.",
        "`flask --app app doctor` says what is misconfigured.",
        "",
        "This file is written by `.venv/bin/python config.py > docs/settings.md`.",
        "",
        "| variable | default | what it is |",
        "| --- | --- | --- |",
    ]
    for setting in SETTINGS:
        value = "instance" if setting.name == "INSTANCE" else setting.default
        default = f"`{value}`" if value != "" else ""
        lines.append(f"| `PARVIS_{setting.name}` | {default} | {setting.says} |")
    return "\n".join(lines) + "\n"


DEFAULTS: dict[str, Any] = {setting.name: setting.default for setting in SETTINGS}


def read(overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the site's whole configuration for ``app.config``.

    ``overrides`` (setting names to values) win over everything; tests use them. Raises ValueError naming the variable
    whose text is not of its type.
    """
    given = dict(overrides or {})
    values = DEFAULTS | _from_environment()
    instance = Path(given.get("INSTANCE", values["INSTANCE"])).resolve()
    permissions.tighten(instance)
    values = DEFAULTS | _from_file(instance / "parvis.cfg") | _from_environment() | given
    values["INSTANCE"] = str(instance)
    values["SECRET_KEY"] = values["SECRET_KEY"] or _kept_secret(instance / KEY)
    values["SECRET_KEY_FALLBACKS"] = former_keys(values["FORMER_SECRET_KEYS"], instance)
    values["PUBLIC_URL"] = (values["PUBLIC_URL"] or f"http://{values['HOST']}:{values['PORT']}").rstrip("/")
    return values | _for_extensions(values, instance)


def _from_environment() -> dict[str, Any]:
    values = {}
    for setting in SETTINGS:
        text = os.environ.get(f"PARVIS_{setting.name}")
        if text is not None:
            try:
                values[setting.name] = setting.read(text)
            except (ValueError, KeyError):
                raise ValueError(
                    f"PARVIS_{setting.name}={text!r} is not a valid {setting.kind.__name__}"
                ) from None
    return values


def _from_file(path: Path) -> dict[str, Any]:
    """Read ``parvis.cfg``, a file of Python assignments as Flask reads them."""
    if not path.exists():
        return {}
    names: dict[str, Any] = {}
    exec(compile(path.read_bytes(), str(path), "exec"), {}, names)  # noqa: S102  the operator's own file, as Flask does
    return {name: value for name, value in names.items() if name in DEFAULTS}


def _kept_secret(path: Path) -> str:
    """Return the key kept in the instance folder, creating it on the first start.

    Two processes that start at once agree on one key.
    """
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text()


def former_keys(said: str, instance: Path) -> list[str]:
    """Return the keys that the present one replaced: those of the setting, then those in the folder."""
    kept = instance / FORMER_KEYS
    return list(dict.fromkeys([*said.split(), *(kept.read_text().split() if kept.exists() else [])]))


def weakness(key: str) -> str:
    """Return what is wrong with a secret key, empty for a good one."""
    if len(key) < 32:
        return "shorter than 32 characters"
    plain = re.sub("[^a-z]", "", key.lower())
    if key in EXAMPLES or len(set(key)) < 10 or any(word in plain for word in PLACEHOLDERS):
        return "an example that others know, or easily guessed"
    return ""


def path_fault(public_url: str) -> str:
    """Return why the site cannot have a public address with a path, empty for one without."""
    url = urlsplit(public_url)
    if url.path in {"", "/"}:
        return ""
    return (
        f"{public_url} has a path ({url.path}), below which links and files do not work; give the site a host name of its "
        f"own, such as {url.scheme}://events.{url.hostname}"
    )


def _for_extensions(values: Mapping[str, Any], instance: Path) -> dict[str, Any]:
    """Translate our settings into the keys that Flask's extensions read."""
    url = values["DATABASE_URL"] or f"sqlite:///{instance / 'parvis.sqlite'}"
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    secure = values["PUBLIC_URL"].startswith("https://")
    return {
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine(values, url),
        "BABEL_DEFAULT_LOCALE": values["LOCALE"],
        "BABEL_DEFAULT_TIMEZONE": values["TIMEZONE"],
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "RATELIMIT_STORAGE_URI": values["REDIS_URL"] or "memory://",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_SSL_STRICT": False,  # security.py asks Origin, which privacy settings do not remove
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "SESSION_COOKIE_NAME": "__Host-parvis_staff" if secure else "parvis_staff",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure,
        "WTF_CSRF_SECRET_KEY": [*reversed(values["SECRET_KEY_FALLBACKS"]), values["SECRET_KEY"]],
    }


def _engine(values: Mapping[str, Any], url: str) -> dict[str, Any]:
    """Return the options of the database engine; a request waits 5 s for a connection."""
    options: dict[str, Any] = {
        "pool_size": values["DATABASE_CONNECTIONS"],
        "max_overflow": 0,
        "pool_timeout": 5,
    }
    options["hide_parameters"] = True  # a fault is told without what people typed
    if url.startswith("postgresql"):
        options |= {
            "pool_pre_ping": True,
            "connect_args": {"connect_timeout": 5, "application_name": APPLICATION},
        }
    return options


if __name__ == "__main__":
    sys.stdout.write(documented())
