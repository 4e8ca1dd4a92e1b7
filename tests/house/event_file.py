"""The table of docs/event-file.md, from the declared fields: `python -m tests.house.event_file`."""

from pathlib import Path

from models.event.field import Field, Kind
from models.event.fields import FIELDS

PAGE = Path(__file__).parents[2] / "docs" / "event-file.md"
HEAD = "| key | what it is | by default | what it says |\n| --- | --- | --- | --- |\n"


def page() -> str:
    """The text of the page with the table as the fields have it today."""
    before, rest = PAGE.read_text("utf-8").split(HEAD, 1)
    after = rest[rest.index("\n\n") :] if not rest.startswith("\n") else rest
    return before + HEAD + "\n".join(_row(field) for field in FIELDS.values()) + after


def _row(field: Field) -> str:
    kind = ", ".join(f"`{one}`" for one in field.choices) if field.choices else field.kind.value
    return f"| `{field.key}` | {kind} | {_default(field)} | {field.about} |"


def _default(field: Field) -> str:
    if field.default in (None, "", ()) or field.name in {"timezone", "language"}:
        return ""
    return f"`{str(field.default).lower() if field.kind is Kind.TRUTH else field.default}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
