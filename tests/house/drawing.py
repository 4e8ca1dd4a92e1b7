"""The drawings of docs/architecture.md come from the imports: `python -m tests.house.drawing`."""

from tests.house import layers
from tests.house.guard import ROOT, Sources, everything, room

PAGE = ROOT / "docs" / "architecture.md"
GROUND = {"clock", "config", "folding", "language", "permissions", "prose", "sqlite_files"}
BASE = {"user", "audit_log", "change_feed", "outbox"}  # nearly every noun imports them
LABELS = {
    "app": "table of contents",
    "server": "the process that serves",
    "blueprints": "HTTP, one module a noun",
    "commands": "what the shell offers",
    "worker": "sends, promotes, purges",
    "forms": "what people may say",
    "mails": "what we write to people",
    "formats": "our nouns in the formats of others",
    "access": "who is signed in, what they may do",
    "hypermedia": "fragments or pages",
    "live": "tells open pages",
    "page_cache": "pages as bytes, before Flask",
    "security": "headers, other sites refused",
    "logs": "what a log may hold",
    "bodies": "forms read whole, before all else",
    "models": "nouns, states, rules",
    "spam": "the filter: text in, verdict out",
    "extensions": "objects without an app",
    "database": "types, pragmas",
    "write_turns": "one fair queue of writers",
    "models.event": "facts, admission, hours",
    "models.question": "what a form asks",
    "models.answer": "what attendees said to it",
    "models.consent": "clauses, and who agreed",
    "models.registration": "states, seats, waiting list, tickets",
    "models.check_in": "the door",
    "models.event_revision": "how an event changes",
    "models.comment": "text, threads, queue, decisions, reports",
    "models.subscription": "who is told of replies",
    "models.spam": "rules, lessons, protection",
    "models.privacy": "personal data, erasure, retention",
    "models.exports": "rows that leave",
    "models.imports": "rows that come",
    "models.site": "its name and colour",
    "models.staff": "appointing and dismissing",
}

Arrows = dict[str, set[str]]


def rooms(sources: Sources) -> Arrows:
    """Return which rooms each room imports, without those that stand at the bottom of all."""
    found: Arrows = {}
    for module, others in layers.graph(sources).items():
        if room(module) not in GROUND:
            below = {room(other) for other in others} - GROUND - {room(module)}
            found.setdefault(room(module), set()).update(below)
    return found


def nouns(sources: Sources) -> Arrows:
    """Return which folders of models/ each of them imports, without the four that nearly all import."""
    base = {f"models.{name}" for name in BASE}
    found = {name: others for name, others in layers.folders(sources).items() if name.startswith("models.")}
    return {
        name: {each for each in others if each in found} - base
        for name, others in found.items()
        if name not in base
    }


def needed(arrows: Arrows) -> Arrows:
    """Return the arrows without those that follow from others."""
    kept = {name: set(others) for name, others in arrows.items()}
    for name in sorted(kept):
        for other in sorted(kept[name]):
            kept[name].discard(other)
            if other not in layers.reached(name, kept):
                kept[name].add(other)
    return kept


def block(arrows: Arrows) -> str:
    """Return a drawing for Markdown: every name with what it is for, then its arrows."""
    lines = ["```mermaid", "flowchart TD"]
    for name in sorted(arrows):
        label = "<br>".join(filter(None, [name.removeprefix("models."), LABELS.get(name, "")]))
        lines.append(f'    {node(name)}["{label}"]')
    for name, others in sorted(needed(arrows).items()):
        lines += [f"    {node(name)} --> {' & '.join(map(node, sorted(others)))}"] if others else []
    return "\n".join([*lines, "```"])


def node(name: str) -> str:
    """Return a name as the drawing's language takes it."""
    return name.replace(".", "_")


def drawn(text: str, sources: Sources) -> str:
    """Return the page with its drawings as the imports have them."""
    for name, arrows in {"rooms": rooms(sources), "nouns": nouns(sources)}.items():
        before, start, rest = text.partition(f"<!-- {name}: made by `python -m tests.house.drawing` -->\n")
        end = f"<!-- /{name} -->"
        text = "".join([before, start, block(arrows), "\n", end, rest.partition(end)[2]])
    return text


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text("utf-8"), everything()), encoding="utf-8")
