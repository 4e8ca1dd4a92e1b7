"""Each guard, tripped on purpose: what it says when somebody meets it for the first time."""

import pytest

from tests.house import exceptions, habits, layers, pages, tables, words
from tests.house.guard import Guard

TRIPPED = {
    "arrows": (
        {"models/event/__init__.py": "import forms\n", "forms/__init__.py": ""},
        """A module imports from a room that is not below its own.
  models/event/__init__.py: imports forms
Why: Arrows that point one way let anybody change a room and know whom it can break.
Instead: move what both need into a room below, or let the one above hand it in; only a new room adds to ARROWS.""",
    ),
    "circles": (
        {"models/a.py": "import models.b\n", "models/b.py": "import models.a\n"},
        """Modules import one another in a circle.
  models.a: models.a → models.b → models.a
Why: None of them can be read, tested or loaded without the others.
Instead: put what both need into a module of its own, below them.""",
    ),
    "folder_circles": (
        {
            "models/event/__init__.py": "",
            "models/event/record.py": "import models.comment.queue\n",
            "models/comment/__init__.py": "",
            "models/comment/queue.py": "",
            "models/comment/record.py": "import models.event.states\n",
            "models/event/states.py": "",
        },
        """Folders import one another in a circle.
  models.comment ⇄ models.event: reach one another
Why: A noun that knows the noun that stands on it cannot be understood alone.
Instead: move the verb to the noun that knows both; the lower one leaves a row that the higher one reads.""",
    ),
    "blueprints": (
        {
            "blueprints/door/page.py": "",
            "blueprints/desk/prints.py": "from blueprints.desk import site\n",
            "blueprints/desk/site.py": "",
        },
        """A blueprint imports another.
  blueprints/desk/prints.py: imports blueprints.desk.site
Why: A view that shows another's page changes with it, and nobody sees why.
Instead: compose what both show in one small module, and name it in SHARED_BLUEPRINTS of tests/house/layers.py.""",
    ),
    "hidden_imports": (
        {"models/a.py": "def register():\n    import mails\n"},
        """An import is inside a function.
  models/a.py: register imports in line 2
Why: It hides a circle until somebody calls the function.
Instead: import at the top; when that makes a circle, divide the module.""",
    ),
    "commits": (
        {"models/a.py": "def register(db):\n    db.session.commit()\n"},
        """A room writes that only answers to others.
  models/a.py: says .commit in line 2
Why: What is decided, recorded and owed must be saved together or not at all: the caller knows where that ends.
Instead: leave `with db.writing()` to the view, the command or the worker.""",
    ),
    "pure_formats": (
        {"formats/a.py": "from extensions import Model, db\n"},
        """A format asks the database.
  formats/a.py: imports db in line 1
Why: What writes a file is read and tested without rows, and whoever asks for it decides what is loaded, and when.
Instead: let the caller hand in the rows, an iterator where they are many: `json_lines.write(exports.everything())`.""",
    ),
    "bare_verbs": (
        {"models/event/__init__.py": "", "worker.py": "from models.event import Event, promote\n"},
        """A verb is imported without its noun.
  models.event.promote: is imported bare by worker.py
Why: `settle(event)` says nothing where it is called; nouns share verbs, and two of them in one view are mistaken.
Instead: call it on the noun, `registration.cancel(by=…)`, or by its module's name: `from models.registration import waiting_list`.""",
    ),
    "endpoints": (
        {"blueprints/desk/a.py": "@blueprint.post('/approve')\ndef approve(): pass\n"},
        """A view has a verb of its own.
  blueprints/desk/a.py approve: is none of check, create, destroy, edit, index, new, show, update
Why: Knowing seven verbs is knowing every blueprint; the eighth has to be looked for.
Instead: find the noun: to approve is to create a decision, so `decisions.create`.""",
    ),
    "long_views": (
        {"blueprints/desk/a.py": "@blueprint.get('/')\ndef index():\n" + "    pass\n" * 20},
        """A view has more than 20 lines.
  blueprints/desk/a.py index: has 21 lines
Why: A view finds, refuses, reads the form, says one verb, commits and answers; more is a rule in the wrong room.
Instead: move the rule to its noun in models/, what a person may say to forms/, what several views show to their page module.""",
    ),
    "long_functions": (
        {"models/a.py": "def promote():\n" + "    pass\n" * 30},
        """A function has more than 30 lines.
  models/a.py promote: has 31 lines
Why: What does not fit one look is read wrongly.
Instead: divide it where a thought ends, and name the parts after what they return.""",
    ),
    "long_modules": (
        {"models/a.py": "A = 1\n" * 301},
        """A module has more than 300 lines.
  models/a.py: has 301 lines
Why: It holds more than one concern, and two people change it for two reasons.
Instead: give each concern of the noun a module of its own.""",
    ),
    "small_modules": (
        {"models/a.py": "A = 1\n" * 39, "models/b.py": "import models.a\n" + "B = 1\n" * 39},
        """A module has less than 40 lines and less than two importers.
  models/a.py: has 39 lines and 1 importer
Why: A reader opens a file for a thought; half a thought costs the same.
Instead: put it where it is used, or name it with its reason in exceptions.toml.""",
    ),
    "nameless_rooms": (
        {"models/utils.py": ""},
        """A module or folder is named after nothing.
  models/utils.py: is called utils
Why: Whatever has no name of the field ends there, and nobody finds it again.
Instead: name it after its noun.""",
    ),
    "silent_modules": (
        {"models/a.py": "A = 1\n"},
        """A module does not say what it is for.
  models/a.py: begins without a docstring
Why: The first line is what a reader decides by whether to read on.
Instead: begin with a docstring of one plain sentence.""",
    ),
    "long_docstrings": (
        {
            "models/a.py": f'"""{"A" * 101}"""\n\ndef register():\n    """Say it\n\n    {"at length " * 20}"""\n'
        },
        """The first line of a docstring is longer than 100 characters.
  models/a.py: its own has 101 characters in the first line
Why: Editors and `help()` show one line.
Instead: say in one short sentence what it returns or does; the rest goes below an empty line.""",
    ),
    "requests": (
        {
            "models/a.py": "from flask import request\n",
            "page_cache.py": "import flask\nflask.request.path\n",
            "forms/public/a.py": "from flask_limiter.util import get_remote_address\n",
            "forms/base.py": "from flask import request\n",
            "security.py": "from flask import request\n",
        },
        """A module within the rim asks Flask for the request.
  forms/public/a.py: imports flask_limiter.util.get_remote_address in line 1
  models/a.py: imports flask.request in line 1
  page_cache.py: says flask.request in line 2
Why: What needs a request cannot be called by the worker, by a command or by a test.
Instead: let the view read the request, and hand on what it says; KNOW_THE_REQUEST of tests/house/habits.py names the rim.""",
    ),
    "htmx": (
        {
            "page_cache.py": "'HTTP_HX_REQUEST'\n",
            "hypermedia.py": "'HX-Request'\n",
            "models/a.py": "'hx-post'\n",
        },
        """A module besides hypermedia.py knows htmx.
  models/a.py: says 'hx-post' in line 1
  page_cache.py: says 'HTTP_HX_REQUEST' in line 1
Why: The next version of htmx changes one file as long as only one knows it.
Instead: give hypermedia.py a function that says what is meant, and call that.""",
    ),
    "zones": (
        {"formats/a.py": "at.astimezone()\n"},
        """A module besides the clock turns times of one zone into those of another.
  formats/a.py: says astimezone in line 1
Why: Python reads a time without a zone by the server's own; the clock refuses it.
Instead: ask `clock` for it.""",
    ),
    "sleeps": (
        {"tests/a.py": "time.sleep(1)\nthread.join(5)\npage.wait(timeout=3)\nthread.join()\n"},
        """A test waits for seconds.
  tests/a.py: join gives up after 5 seconds in line 2
  tests/a.py: sleep in line 1
  tests/a.py: wait gives up after 3 seconds in line 3
Why: It fails on a slow machine and wastes time on a fast one.
Instead: `wait_for(what must become true)` takes the place of a sleep, `HANG` that of a number: tests/waiting.py.""",
    ),
    "long_templates": (
        {"templates/a.html": "<p>\n" * 81},
        """A template has more than 80 lines.
  templates/a.html: has 81 lines
Why: One region is one partial, which the page, the answer and the live update all render.
Instead: move a region into `_name.html`, which begins with what it needs.""",
    ),
    "long_scripts": (
        {"static/js/a.js": "a();\n" * 151},
        """A script has more than 150 lines.
  static/js/a.js: has 151 lines
Why: What decides and what touches the page are tested differently.
Instead: move what decides into a module that knows no page, with tests in tests/js/.""",
    ),
    "long_lines": (
        {"templates/a.html": f"<p>\n{'a' * 121}\n", "static/css/a.css": "b" * 121},
        """A line of a template, script or sheet has more than 120 characters.
  static/css/a.css: line 1
  templates/a.html: line 2
Why: Nobody sees a change at the end of a long line.
Instead: `make format` breaks scripts and sheets; break a template between attributes.""",
    ),
    "evaluated": (
        {
            "templates/a.html": '<p style="color: red" onclick="go()">',
            "templates/mail/a.html": "<style></style>",
        },
        """A template holds a script or a style.
  templates/a.html: says onclick=, style=
Why: The site's policy forbids the browser to run or apply it: the page would be broken in silence.
Instead: put it into static/js/ or static/css/, and name it by a class or a data attribute.""",
    ),
    "partials": (
        {
            "templates/_a.html": "<p>{{ event.title }}",
            "templates/b.html": "<p>",
            "templates/c.hx.html": "{# needs: event #}",
        },
        """A partial does not say what it needs.
  templates/_a.html: begins with '<p>{{ event.title }}'
Why: It is rendered from several places, and each must hand it the same things.
Instead: begin it with `{# needs: event, form #}`.""",
    ),
    "words": (
        {"models/a.py": "class BatchRow: pass\nclass AuditEntry: pass\ndef ask(rival): pass\n"},
        """A name is made of a word that the glossary forbids.
  models/a.py batch: BatchRow; say bulk decision
  models/a.py rival: rival; say conflict
Why: One word a thing, and a search for the field's word finds it all.
Instead: take the word of docs/glossary.md; a thing that has none gets a line there.""",
    ),
    "routes": (
        {"the site": "GET /\nGET /new", "routes.txt": "GET /\nGET /old"},
        """The routes and their list differ.
  GET /new: answers and is not in routes.txt
  GET /old: is in routes.txt and answers no more
Why: An address, once public, stays: people have it in their mail, and other programs call it.
Instead: redirect from the old address to the new; `python -m tests.house.routes` adds new ones to routes.txt.""",
    ),
    "tables": (
        tables.there() | {"passport.holder": "models"},
        """A column is unknown to the data map.
  passport.holder: is a column that the data map lacks, or the map names it and it is gone
Why: What nobody carries out is lost with the site, and what nobody erases breaks a promise of the privacy page.
Instead: say in models/privacy/data_map.py what it tells of whom, why, how long, who sees it and how it goes.""",
    ),
}
ALL = [*layers.GUARDS, *habits.GUARDS, *pages.GUARDS, words.GUARD, pages.ROUTES, tables.GUARD]


@pytest.mark.parametrize("guard", ALL, ids=lambda guard: guard.name)
def test_a_guard_says_what_is_wrong_why_it_matters_and_what_to_do(guard: Guard):
    sources, words_of_the_guard = TRIPPED[guard.name]
    assert guard.refusal(sources) == words_of_the_guard


def test_an_exception_lets_one_place_pass_until_it_is_well():
    [guard] = [guard for guard in ALL if guard.name == "zones"]
    wrong = {"formats/a.py": "at.astimezone()\n"}
    assert not guard.refusal(wrong, ["formats/a.py"])
    refusal = guard.refusal({"formats/a.py": ""}, ["formats/a.py"])
    assert "formats/a.py: is well now; `python -m tests.house.exceptions` strikes it from the list" in refusal


def test_striking_an_exception_leaves_the_others_and_what_is_said_of_them():
    text = '# Why.\n\nzones = [\n    "a.py",  # a reason\n    "b.py",\n]\n\nwords = [\n    "b.py",\n]\n'
    struck = '# Why.\n\nzones = [\n    "a.py",  # a reason\n]\n\nwords = [\n    "b.py",\n]\n'
    assert exceptions.strike(text, {"zones": {"b.py"}}) == struck


def test_a_list_of_exceptions_that_is_empty_is_struck_itself():
    text = '# Why.\n\nzones = [\n    "a.py",\n]\n\nwords = [\n    "b.py",\n]\n'
    assert exceptions.strike(text, {"zones": {"a.py"}}) == '# Why.\n\nwords = [\n    "b.py",\n]\n'
    assert exceptions.strike(text, {"words": {"b.py"}}) == '# Why.\n\nzones = [\n    "a.py",\n]\n'


@pytest.mark.parametrize(
    ("identifier", "found"),
    [
        ("AuditEntry", set()),
        ("Entry", {"entry"}),
        ("entries", {"entry"}),
        ("change_notice", set()),
        ("notices_of", {"notice"}),
        ("RegistrationRefused", set()),
        ("Refused", {"refused"}),
        ("news_of", {"news"}),
        ("peopled", set()),
    ],
)
def test_a_word_is_forbidden_alone_and_right_within_a_term_of_the_glossary(identifier, found):
    assert words.wrong(identifier) == found
