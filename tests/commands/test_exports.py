"""An export, imported into an empty site and exported again, is the same byte for byte."""

import json
import shutil
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa

from app import create_app
from commands.demo import demo
from extensions import db
from formats import json_lines, wordpress_export, wordpress_import
from formats.threads import ForeignPage
from models import event_revision, exports, privacy
from models.audit_log.record import AuditEntry
from models.comment import Comment, CommentState, Verb
from models.consent import Clause, ClauseFacts
from models.event import Event, EventFacts, EventStatus
from models.event.former_url import FormerUrl
from models.outbox.message import OutboxMessage
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind
from models.registration import CompanionFacts, Registration
from models.user import Role, User

APPROVED = CommentState.APPROVED
SAID = (
    "Plain",
    "Un *mot*, **deux** mots\nà la ligne\n\net un paragraphe\u00a0: https://example.org/a?b=1&c=2",
    "> cité\n\n- un\n- deux\n\n1. premier\n2. second",
    "`code` & <b>du HTML</b> ]]> et \\*rien\\*",
    "```\nif a < b:\n    print('*')\n```",
    "[un lien](https://example.org/) d’Éloïse, 50 %, œuvre… 🌍",
    "# pas un titre\n-- ni une liste\n+ 1",
)


@pytest.fixture
def elsewhere(migrated, tmp_path):
    """Returns a function that runs another function on an empty site of its own."""

    def there(function, name="empty"):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        if not (folder / "parvis.sqlite").exists():
            shutil.copy(migrated, folder / "parvis.sqlite")
        site = create_app({"INSTANCE": str(folder), "TESTING": True, "PUBLIC_URL": "http://localhost"})
        with site.app_context():
            try:
                return function(site)
            finally:
                db.session.remove()
                db.engine.dispose()

    return there


@pytest.fixture
def discussion(make, app):
    """The example, and an event with everything that can be said and done under it."""
    assert app.test_cli_runner().invoke(demo).exit_code == 0
    event = make.event(
        slug="everything", title="Tout & <rien>", description="## Un titre\n\nUn *texte*, `code`.\n\n- a\n- b"
    )
    with db.writing():
        FormerUrl.remember("https://old.example.org/2022/03/a-day/", event)
    moderator = make.user(Role.MODERATOR, name="Claire", email="claire@example.org")
    threads = [
        make.comment(event, APPROVED, body=body, website="https://example.org/?a=1&b=2") for body in SAID
    ]
    for state in CommentState:
        make.comment(event, state, threads[0], body=f"Reply {state}")
    make.comment(event, APPROVED, make.comment(event, APPROVED, threads[1]), user=moderator, name="Claire")
    with db.writing():
        make_bin(make, event).decide(Verb.BIN, 1, by=moderator)
    with db.writing():
        threads[0].withdraw()
    make.event(slug="draft", status=EventStatus.DRAFT)
    return event


def make_bin(make, event):
    found = db.session.scalar(
        sa.select(Comment).where(Comment.event_id == event.id, Comment.state == "pending")
    )
    assert found
    return found


def run(site, *arguments):
    result = site.test_cli_runner().invoke(args=[str(each) for each in arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("kind", ["jsonl", "wordpress"])
def test_export_import_into_an_empty_site_and_export_again_gives_the_same_file(app, discussion, elsewhere, tmp_path, kind):  # fmt: skip
    first, second = tmp_path / "first", tmp_path / "second"
    run(app, "export", kind, first)

    def there(site):
        hidden = [] if kind == "jsonl" else ["--page", "draft"]
        assert run(site, "import", kind, first, *hidden[:0]) != ""
        run(site, "export", kind, second)

    if kind == "wordpress":
        with db.writing():  # drafts are left out by the import unless they are named
            for draft in db.session.scalars(sa.select(Event).where(Event.status == EventStatus.DRAFT)):
                draft.status = EventStatus.PUBLISHED
        run(app, "export", kind, first)
    elsewhere(there)
    assert first.read_text("utf-8").splitlines() == second.read_text("utf-8").splitlines()
    assert first.stat().st_size > 10_000


def test_what_was_exported_as_json_lines_comes_back_with_threads_states_badges_and_old_addresses(app, discussion, elsewhere, tmp_path):  # fmt: skip
    file = tmp_path / "file"
    run(app, "export", "jsonl", file)
    before = outline()

    def there(site):
        assert "0 of them new" not in run(site, "import", "jsonl", file)
        for one, was in zip(outline(), before, strict=True):
            assert one == was
        claire = User.by_email("claire@example.org")
        assert claire is not None
        assert (claire.active, claire.role, claire.password_hash) == (False, Role.MODERATOR, None)
        assert FormerUrl.leads_to("/2022/03/a-day") is Event.by_slug("everything")
        assert db.session.scalar(sa.select(sa.func.count()).where(AuditEntry.subject == "comment")) == len(
            before
        )
        page = site.test_client().get("/events/everything").text
        assert "<em>mot</em>" in page
        assert 'class="badge">Modération' in page

    elsewhere(there)


def outline():
    """What hangs together: who says what under whom, in which state, and whether everybody sees it."""
    found = db.session.scalars(sa.select(Comment).order_by(Comment.uid))
    return [
        (one.uid, one.parent and one.parent.uid, one.depth, one.state, one.state_before, one.visible, one.erased,
         one.body, one.html, one.folded, one.name, one.email_key, one.held_for, one.version, one.created_at, one.edited_at)
        for one in found
    ]  # fmt: skip


def test_running_it_twice_adds_nothing(app, discussion, elsewhere, tmp_path):
    file = tmp_path / "file"
    run(app, "export", "jsonl", file)

    def there(site):
        run(site, "import", "jsonl", file)
        before = outline()
        said = run(site, "import", "jsonl", file)
        assert said.count("0 of them new") == 2
        assert outline() == before

    elsewhere(there)


def test_a_dry_run_writes_nothing(app, discussion, elsewhere, tmp_path):
    file = tmp_path / "file"
    run(app, "export", "jsonl", file)

    def there(site):
        assert "would be read" in run(site, "import", "jsonl", file, "--dry-run")
        assert not outline()

    elsewhere(there)


BROKEN = [
    ("{", "not JSON"), ('{"type": "user"}', "neither"), ("[1]", "neither"), ('{"type": "comment"}', "missing"),
    ('{"type": "comment", "event": "nowhere"}', "no event"), ('{"type": "event", "slug": 5}', "slug"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "why"), BROKEN, ids=[why for _line, why in BROKEN])
def test_a_broken_file_is_refused_whole_with_its_line(app, discussion, elsewhere, tmp_path, line, why):
    file = tmp_path / "file"
    run(app, "export", "jsonl", file)
    whole = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([*whole, line]) + "\n", "utf-8")

    def there(site):
        result = site.test_cli_runner().invoke(args=["import", "jsonl", str(file)])
        assert result.exit_code == 1
        assert f"{file}:{len(whole) + 1}: " in result.output
        assert why in result.output
        assert not outline()
        assert not db.session.scalars(sa.select(Event)).all()

    elsewhere(there)


@pytest.mark.parametrize("change", [
    {"timezone": "Nowhere/At_all"}, {"timezone": "../etc"}, {"starts": "2027-03-28T02:30:00"}, {"title": "\0"},
    {"starts": "0001-01-01T00:00:00"},
], ids=ascii)  # fmt: skip
def test_f55_an_event_that_does_not_fit_is_refused_with_its_line(
    app, discussion, elsewhere, tmp_path, change
):
    file = tmp_path / "file"
    run(app, "export", "jsonl", file)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    lines[1] |= change
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")

    def there(site):
        result = site.test_cli_runner().invoke(args=["import", "jsonl", str(file)])
        assert (result.exit_code, f"{file}:2: " in result.output) == (1, True), result.output
        assert not db.session.scalars(sa.select(Event)).all()

    elsewhere(there)


@pytest.mark.parametrize("change", [
    {"state": "elsewhere"}, {"created_at": "yesterday"}, {"version": "1"}, {"name": "x" * 300}, {"body": None},
    {"parent": "nobody"}, {"uid": 5}, {"name": "A\0na"}, {"body": "\ud800"},
    {"created_at": "0001-01-01T00:00:00+05:00"}, {"created_at": "9999-12-31T23:00:00-05:00"},
], ids=ascii)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_with_its_line(app, discussion, elsewhere, tmp_path, change):
    file = tmp_path / "file"
    run(app, "export", "jsonl", file)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    at = next(number for number, line in enumerate(lines) if line["type"] == "comment")
    lines[at] |= change
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")

    def there(site):
        result = site.test_cli_runner().invoke(args=["import", "jsonl", str(file)])
        assert (result.exit_code, f"{file}:{at + 1}: " in result.output) == (1, True), result.output
        assert not outline()

    elsewhere(there)


def test_s4_a_wordpress_export_is_read_back_with_threads_parents_line_breaks_and_dates(app, make):
    at = datetime(2022, 3, 22, 8, 30, 15, tzinfo=UTC)
    event = make.event(title="Tout & <rien>")
    first = make.comment(event, APPROVED, body="Une ligne\nune autre ]]>", name="A & B", created_at=at)
    make.comment(event, CommentState.SPAM, first, created_at=at + timedelta(seconds=1))
    text = "".join(wordpress_export.write(exports.discussions()))
    assert "<wp:wxr_version>1.2</wp:wxr_version>" in text
    (page,) = wordpress_import.pages(BytesIO(text.encode()))
    assert isinstance(page, ForeignPage)
    assert (page.title, page.slug, page.status, page.open) == (
        "Tout &amp; &lt;rien&gt;",
        event.slug,
        "publish",
        True,
    )
    one, reply = page.comments
    assert (one.name, one.email, one.at, one.state) == ("A &amp; B", first.email, at, "approved")
    assert (reply.parent, reply.state) == (one.key, "spam")
    assert one.html.startswith("Une ligne\nune autre")
    assert "]]&gt;" in one.html or "]]>" in one.html


def test_wordpress_shows_coming_events_at_once_tells_twins_apart_and_says_when_and_where(
    app, make, elsewhere, tmp_path
):
    at = datetime(2026, 1, 2, 8, 30, 15, tzinfo=UTC)
    facts = {
        "title": "Atelier",
        "created_at": at,
        "starts": make.wall(days=400),
        "venue_state": "city",
        "city": "Paris",
    }
    make.event(slug="one", **facts)
    other = make.event(slug="two", **facts)
    starts, file = other.starts, tmp_path / "file"
    run(app, "export", "wordpress", file)
    one, two = wordpress_import.pages(BytesIO(file.read_bytes()))
    assert isinstance(one, ForeignPage)
    assert isinstance(two, ForeignPage)
    assert (one.at, two.at) == (at, at + timedelta(seconds=1))
    text = file.read_text("utf-8")
    assert text.count("2026-01-02 09:30:15") == 1
    assert text.count("2026-01-02 08:30:16") == 1
    assert text.count(" – Paris (lieu à confirmer)]]></excerpt:encoded>") == 2

    def there(site):
        run(site, "import", "wordpress", file)
        event = Event.by_slug("two")
        assert event
        assert (event.starts, event.city, event.created_at) == (starts, "Paris", at + timedelta(seconds=1))

    elsewhere(there)


@pytest.mark.parametrize(("name", "value"), [
    ("starts", "tomorrow"), ("starts", "2031-01-01T10:00:00+01:00"), ("language", "tlh"), ("venue_state", "moon"), ("timezone", "Moon/Sea"),
])  # fmt: skip
def test_custom_fields_that_are_not_ours_leave_the_date_of_the_page(
    app, make, elsewhere, tmp_path, name, value
):
    at = datetime(2026, 1, 2, 8, 30, 15, tzinfo=UTC)
    make.event(slug="one", created_at=at)
    file = tmp_path / "file"
    run(app, "export", "wordpress", file)
    begins = f"<wp:meta_key><![CDATA[event_{name}]]></wp:meta_key>\n<wp:meta_value><![CDATA["
    head, tail = file.read_text("utf-8").split(begins)
    file.write_text(head + begins + value + tail[tail.index("]]>") :], "utf-8")

    def there(site):
        run(site, "import", "wordpress", file)
        event = Event.by_slug("one")
        assert event
        assert event.starts_at == at

    elsewhere(there)


def test_registrations_leave_only_when_asked_for_and_without_links(app, make, tmp_path):
    registration = make.registration(make.event(), email="eve@example.org")
    name, slug, secret = registration.name, registration.event.slug, registration.token
    plain, asked = tmp_path / "plain", tmp_path / "asked"
    run(app, "export", "jsonl", plain)
    run(app, "export", "jsonl", asked, "--registrations")
    assert "eve@example.org" not in plain.read_text("utf-8")
    (line,) = [each for each in lines(asked) if each["type"] == "registration"]
    assert (line["email"], line["name"], line["event"]) == (
        "eve@example.org",
        name,
        slug,
    )
    assert secret not in asked.read_text("utf-8")
    assert not [key for key in line if "hash" in key or "token" in key.replace("token_generation", "")]


@pytest.fixture
def crowd(make):
    """Make an overbooked event with questions, clauses and all that a registration can have."""
    event = make.event(slug="crowd", capacity=5, max_seats=3)
    words = {one.key: one for one in make.questions(event)}
    one, several = words["one-choice"], words["several-choices"]
    with db.writing():
        Clause.replace_all(event, [ClauseFacts("Photos", required=True), ClauseFacts("Lettre")])
        limited = replace(
            QuestionFacts.of(one), choices=(ChoiceFacts("First", seats=5), ChoiceFacts("Second"))
        )
        one.rewrite(limited)
    photos, letter = Clause.of(event)
    said = {
        words["lunch"].id: [chosen(words["lunch"], "yes")],
        one.id: [chosen(one, "First")],
        words["number"].id: ["3,5"],
    }
    more = {"answers": said, "ticked": (photos.id, letter.id), "agreed": "D’accord"}
    with db.writing():
        Question.ask(event, QuestionFacts("Withdrawn", QuestionKind.SHORT, key="withdrawn"))
    gone = next(each for each in Question.of(event) if each.key == "withdrawn")
    some = {several.id: [chosen(several, "First"), chosen(several, "Second")], gone.id: ["Réponse"]}
    make.registration(
        event, name="Ève", seats=3, companions=(CompanionFacts("Zoé", "zoe@example.org"),), **more
    )
    make.registration(event, name="Luc", seats=2, **(more | {"answers": said | some}))
    make.registration(event, name="Attend", seats=3, answers=said | some)
    left = make.registration(event, name="Parti", answers=said)
    with db.writing():
        left.cancel()
        gone.remove()
        several = next(each for each in Question.of(event) if each.key == several.key)
        several.rewrite(replace(QuestionFacts.of(several), choices=(ChoiceFacts("Second"),)))
        Clause.replace_all(event, [ClauseFacts("Photos et films", required=True, key=photos.key)])
    with db.writing():
        event_revision.revise(event, replace(EventFacts.of(event), capacity=4))  # below what is taken
    gone_too = make.registration(make.event(slug="other"), name="Effacée")
    with db.writing():
        gone_too.cancel()
        privacy.erase(gone_too)
    return event


COUNTED = (Event.seats_taken, Event.waiting_count, Event.capacity)


def chosen(question, label):
    return str(next(each.id for each in question.choices if each.label == label))


def test_registrations_come_back_with_all_that_hangs_on_them_and_nobody_is_written_to(
    app, crowd, elsewhere, tmp_path
):
    first, second = tmp_path / "first", tmp_path / "second"
    run(app, "export", "jsonl", first, "--registrations")
    counted = (5, 1, 4)
    assert db.session.execute(sa.select(*COUNTED).where(Event.slug == "crowd")).one() == counted

    def there(site):
        said = run(site, "import", "jsonl", first)
        assert "4 registrations read, 4 of them new" in said
        run(site, "export", "jsonl", second, "--registrations")
        assert db.session.execute(sa.select(*COUNTED).where(Event.slug == "crowd")).one() == counted
        assert not db.session.scalars(sa.select(OutboxMessage)).all()
        person = db.session.scalars(sa.select(Registration).where(Registration.name == "Luc")).one()
        page = site.test_client().get(f"/registrations/{person.token}").text
        assert 'value="Luc"' in page
        assert site.test_client().get("/events/crowd").status_code == 200
        assert "4 registrations read, 0 of them new" in run(site, "import", "jsonl", first)
        with pytest.raises(sa.exc.IntegrityError), db.writing():
            db.session.execute(
                sa.update(Registration).where(Registration.name == "Attend").values(state="confirmed")
            )

    elsewhere(there)
    assert first.read_text("utf-8").splitlines() == second.read_text("utf-8").splitlines()
    assert "Effacée" not in first.read_text("utf-8")
    eve_ = next(each for each in lines(first) if each.get("name") == "Ève")
    assert eve_["answers"] == {"lunch": ["yes"], "number": ["3.5"], "one-choice": ["First"]}
    assert [(each["clause"] and "photos" in each["clause"], each["text"]) for each in eve_["consents"]][
        :2
    ] == [
        (None, "D’accord"),
        (True, "Photos"),
    ]


@pytest.mark.parametrize(("change", "why"), [
    ({"event": "nowhere"}, "no event"), ({"answers": {"nothing": ["a"]}}, "nothing called"), ({"seats": "3"}, "seats"),
    ({"answers": {"lunch": ["perhaps"]}}, "no choice"), ({"consents": [{"clause": "none", "text": "a", "agreed_at": "2026-01-01T00:00:00+00:00"}]}, "no clause"),
    ({"uid": "another"}, "registered for crowd already"),
], ids=str)  # fmt: skip
def test_a_registration_that_does_not_fit_is_refused(app, crowd, elsewhere, tmp_path, change, why):
    file = tmp_path / "file"
    run(app, "export", "jsonl", file, "--registrations")
    said = lines(file)
    said.append(
        next(each for each in said if each.get("name") == "Luc")
        | {"uid": "new", "email": "new@example.org"}
        | change
    )
    if "uid" in change:
        said[-1]["email"] = next(each["email"] for each in said if each.get("name") == "Luc").upper()
    file.write_text("".join(json.dumps(line) + "\n" for line in said), "utf-8")

    def there(site):
        result = site.test_cli_runner().invoke(args=["import", "jsonl", str(file)])
        assert result.exit_code == 1
        assert why in result.output
        assert not db.session.scalars(sa.select(Registration)).all()

    elsewhere(there)


def test_no_secret_and_no_network_address_leaves(app, client, make, tmp_path):
    event = make.event(slug="talk")
    comment = make.comment(event, APPROVED)
    file = tmp_path / "file"
    for kind in ("jsonl", "wordpress"):
        run(app, "export", kind, file)
        assert comment.token not in file.read_text("utf-8")
        assert comment.token_hash not in file.read_text("utf-8")
        assert file.stat().st_mode & 0o077 == 0


def test_ten_thousand_comments_go_out_and_come_back_in_bounded_memory(app, make, elsewhere, tmp_path):
    event = make.event(slug="long")
    first, second = tmp_path / "first", tmp_path / "second"
    run(app, "export", "jsonl", first)
    with first.open("a", encoding="utf-8") as file:
        for number in range(10_000):
            file.write(json.dumps(numbered(number)) + "\n")
    assert event.slug == "long"

    def there(site):
        run(site, "import", "jsonl", first)
        db.session.remove()
        run(site, "export", "jsonl", second)
        return [
            peak(json_lines.write(exports.everything())),
            peak(wordpress_export.write(exports.discussions())),
        ]

    peaks = elsewhere(there)
    again = lines(second)
    assert lines(first)[2:] == [{key: line[key] for key in numbered(0)} for line in again[2:]]
    assert max(peaks) < 16e6, peaks
    assert second.stat().st_size > 3e6


def lines(file):
    """The lines of an export."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def numbered(number):
    """A line of an export: every third comment answers the one before it."""
    at = datetime(2022, 3, 22, tzinfo=UTC) + timedelta(seconds=number)
    parent = f"00000000-0000-4000-8000-{number - 1:012}" if number % 3 == 1 else None
    return {
        "type": "comment", "event": "long", "parent": parent, "staff": None, "uid": f"00000000-0000-4000-8000-{number:012}",
        "state": "approved", "body": f"Thought {number}", "name": f"Person {number}", "created_at": at.isoformat(),
    }  # fmt: skip


def peak(parts):
    """The most memory that was held at once while a file was made, in bytes."""
    tracemalloc.start()
    for _part in parts:
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most
