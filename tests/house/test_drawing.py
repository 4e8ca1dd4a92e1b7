"""docs/architecture.md draws what is imported."""

from tests.house import drawing
from tests.house.guard import everything


def test_the_drawings_are_what_the_imports_say():
    page = drawing.PAGE.read_text("utf-8")
    assert page.count("```mermaid") == 2
    instead = "An import that the page does not draw: run `python -m tests.house.drawing`, and see whether you want it."
    assert page == drawing.drawn(page, everything()), instead


def test_an_arrow_that_follows_from_others_is_left_out():
    sources = {
        "models/event/__init__.py": "",
        "models/comment/__init__.py": "import models.event\n",
        "models/privacy/__init__.py": "import models.comment\nimport models.event\n",
    }
    arrows = drawing.needed(drawing.nouns(sources))
    assert arrows == {
        "models.event": set(),
        "models.comment": {"models.event"},
        "models.privacy": {"models.comment"},
    }


def test_two_that_import_each_other_are_both_drawn():
    arrows = drawing.needed({"a": {"b"}, "b": {"a", "c"}, "c": set()})
    assert arrows == {"a": {"b"}, "b": {"a", "c"}, "c": set()}
