"""The list of every route, routes.txt: `python -m tests.house.routes` adds new ones and removes none."""

from pathlib import Path

from flask import Flask

LIST = Path(__file__).with_name("routes.txt")


def of(app: Flask) -> set[str]:
    """Return every route of the application, as ``GET /events/<slug>``."""
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


if __name__ == "__main__":
    from app import create_app

    kept = set(LIST.read_text("utf-8").splitlines())
    LIST.write_text("\n".join(sorted(kept | of(create_app()), key=lambda line: line.split()[::-1])) + "\n")
