"""Whoever was erased after a backup stays erased when it is restored, on both databases."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

import clock
import erasure_journal
import worker
from extensions import db
from models import Comment, Consent, Registration, erasure, privacy
from models.comment import CommentState
from models.consent import ClauseFacts
from models.consent.record import Clause
from models.outbox.message import OutboxMessage
from models.privacy import replay
from models.registration.companion import CompanionFacts
from models.subscription import Subscription
from tests.postgres import copied

DAY = timedelta(days=1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def settings(request):
    """The database on which a test runs: a copy of the migrated one."""
    if request.param == "sqlite":
        yield {}
        return
    with copied(request.getfixturevalue("postgres_template")) as address:
        yield {"DATABASE_URL": address}


@pytest.fixture
def run(app):
    """Runs a command; returns what click says about it."""
    return lambda *arguments: app.test_cli_runner().invoke(args=[str(one) for one in arguments])


@pytest.fixture
def file(tmp_path, tmp_path_factory):
    """Where a backup goes: out of the site's folder, which some tests empty."""
    return tmp_path_factory.mktemp("backups") / "site.tar.gz"


def over(*events):
    with db.writing():
        for event in events:
            event.starts_at, event.ends_at = clock.now() - 3 * DAY, clock.now() - 2 * DAY


def cells():
    """All that stands in any cell of any table, in lower case."""
    found = []
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(sa.select(table)):
            found += [str(value).lower() for value in row if value is not None]
    db.session.rollback()
    return found


def left(*words):
    return {word for word in words if any(word in cell for cell in cells())}


def restore(run, file):
    db.session.remove()
    done = run("restore", file)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def planted(make, run, file):
    """A person for each way of being erased, all of them in a backup; then each is erased."""
    past, coming = make.event(max_seats=3), make.event(max_seats=2)
    own = make.registration(past, name="knownnamezq", email="knownmailzq@example.org")
    host = make.registration(past, seats=2, companions=(CompanionFacts("kncompzq", "kndesk@example.org"),))
    make.registration(past, name="kndesknamezq", email="kndesk@example.org")
    typo = make.registration(coming, email="kndesk@example.org")
    with db.writing():
        typo.change_email("typo@example.org")
    aged = make.registration(past, name="knagednamezq", email="knagedmailzq@example.org")
    neighbour = make.registration(past, name="Neighbour", email="kndesk2@example.org")
    author = make.comment(past, CommentState.APPROVED, name="knauthornamezq", email="knauthormailzq@example.org", body="knauthorwordszq")  # fmt: skip
    make.subscription(author)
    signed = make.comment(past, CommentState.APPROVED, name="knsignednamezq", email="kndesk@example.org", body="kept words")  # fmt: skip
    follows = make.comment(past, CommentState.APPROVED, email="follows@example.org")
    subscription = make.subscription(follows)
    over(past)
    assert run("backup", file).exit_code == 0
    with db.writing():
        privacy.erase(own)
    staff = make.user()
    with db.writing():
        privacy.erase_address("kndesk@example.org", by=staff)
    with db.writing():
        privacy.erase_all([aged.id])
    with db.writing():
        db.session.get_one(Comment, author.id).withdraw()
    with db.writing():
        db.session.get_one(Subscription, subscription.id).end()
    return {"neighbour": neighbour.id, "host": host.id, "signed": signed.id, "subscription": subscription.id}


WORDS = ("knownnamezq", "knownmailzq", "kncompzq", "kndesknamezq", "kndesk@", "knagednamezq", "knagedmailzq", "knauthornamezq", "knauthormailzq", "knauthorwordszq", "knsignednamezq")  # fmt: skip


def check(planted):
    assert left(*WORDS) == set()
    assert db.session.get_one(Registration, planted["neighbour"]).email == "kndesk2@example.org"
    assert db.session.get_one(Registration, planted["host"]).name
    assert db.session.get_one(Comment, planted["signed"]).body == "kept words"
    assert db.session.get_one(Subscription, planted["subscription"]).ended_at
    db.session.rollback()


def test_x2_nobody_comes_back_on_the_same_machine_however_often(app, run, file, planted):
    assert left(*WORDS) == set()
    for _twice in range(2):
        said = restore(run, file)
        assert "3 people who were erased after this backup were erased again." in said
        assert "cannot be repeated" not in said
        check(planted)
    for path in Path(app.config["INSTANCE"]).rglob("*"):
        if path.is_file() and not path.name.endswith(".before"):
            raw = path.read_bytes().lower()
            assert not [word for word in WORDS if word.encode() in raw], path


def test_x2_the_site_does_not_answer_after_a_restore_that_was_interrupted(run, file, planted, monkeypatch):
    def die(_lines):
        raise OSError("killed")

    db.session.remove()
    with monkeypatch.context() as patch:
        patch.setattr(replay, "replay", die)
        assert run("restore", file).exit_code == 1
    for command in ("serve", "worker"):
        assert "A restore was interrupted" in run(command).output
    restore(run, file)
    check(planted)


def test_x2_an_empty_folder_with_the_second_place_knows_all(app, run, file, planted, tmp_path_factory):
    copy = tmp_path_factory.mktemp("other-disk")
    app.config["ERASURES_COPY"] = str(copy)
    erasure.journal().copy_over()
    Path(app.config["INSTANCE"], erasure_journal.NAME).unlink()
    said = restore(run, file)
    assert "cannot be repeated" not in said
    check(planted)


def test_x2_an_empty_folder_with_the_archive_alone_says_what_it_cannot_repeat(app, run, file, planted):
    Path(app.config["INSTANCE"], erasure_journal.NAME).unlink()
    said = restore(run, file)
    assert "0 people" in said
    assert f"erasures after {clock.now():%Y-%m-%d}" in said
    assert "cannot be repeated" in said


def test_x2_an_archive_with_a_newer_journal_is_enough_for_an_empty_folder(app, run, file, planted):
    """What the archive's own journal tells of is carried out, whatever its database says."""
    newer = file.with_name("newer.tar.gz")
    run("backup", newer)
    Path(app.config["INSTANCE"], erasure_journal.NAME).unlink()
    assert "0 people" in restore(run, newer)
    check(planted)
    assert "3 people" in restore(run, file), "the older backup finds the journal of the newer one"
    check(planted)


def test_x2_who_registered_again_after_their_erasure_stays(make, run, file, planted):
    event = make.event()
    with clock.at(clock.now() + DAY):
        again = make.registration(event, name="Again", email="kndesk@example.org")
        newer = file.with_name("newer.tar.gz")
        run("backup", newer)
        restore(run, newer)
    assert db.session.get_one(Registration, again.id).name == "Again"


def test_x2_a_withdrawn_consent_and_a_left_address_are_not_brought_back(make, run, file):
    event = make.event()
    with db.writing():
        Clause.replace_all(event, [ClauseFacts("News", key="news")])
    clause = db.session.scalars(sa.select(Clause.id)).one()
    registration = make.registration(event, email="left@example.org", ticked=(clause,))
    run("backup", file)
    with db.writing():
        Consent.agree(event, registration.id, ())
        registration.change_email("new@example.org")
    said = restore(run, file)
    assert db.session.scalars(sa.select(Consent).where(Consent.clause_id == clause)).one().ended_at
    assert "1 registrations have an address again" in said
    unsent = sa.select(OutboxMessage).where(OutboxMessage.recipients == "left@example.org")
    assert not db.session.scalars(unsent).all()


def test_x2_the_journal_names_nobody_and_is_the_owners(app, planted):
    path = Path(app.config["INSTANCE"], erasure_journal.NAME)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text().lower()
    assert not [word for word in (*WORDS, "example.org") if word in text]
    kinds = {json.loads(line)["kind"] for line in text.splitlines()}
    assert kinds >= {"key", "backup", "address", "registration", "comment", "signature", "subscription"}
    assert erasure.journal().is_whole()


def test_x2_a_refused_erasure_leaves_no_line(make):
    live = make.registration(make.event())
    with pytest.raises(privacy.StillLive), db.writing():
        privacy.erase(live)
    assert not any("what" in line for line in erasure.journal().lines())


def test_x2_nothing_is_erased_when_the_journal_cannot_be_written_and_the_page_says_so(app, make, client):
    registration = make.registration(make.event(), name="Zoé")
    over(registration.event)
    Path(app.config["INSTANCE"], erasure_journal.NAME).mkdir()
    answer = client.post(f"/registrations/{registration.token}/erasure")
    assert answer.status_code == 507
    assert "Rien n’a été effacé" in answer.text
    db.session.refresh(registration)
    assert registration.name == "Zoé"


def test_x2_a_line_without_its_erasure_is_carried_out_at_the_next_start(make, monkeypatch):
    registration = make.registration(make.event(), name="Zoé")
    over(registration.event)

    def die():
        raise OSError("killed")

    monkeypatch.setattr(db, "last_words", [*db.last_words, die])
    with pytest.raises(OSError, match="killed"), db.writing():
        privacy.erase(registration)
    monkeypatch.undo()
    db.session.refresh(registration)
    assert registration.name == "Zoé"
    worker.finish_erasing()
    db.session.refresh(registration)
    assert registration.name == ""


def test_x2_doctor_says_when_the_journal_is_damaged_or_not_copied(app, make, run, planted, tmp_path):
    path = Path(app.config["INSTANCE"], erasure_journal.NAME)
    assert "erasure journal: copied by the backup of" in run("doctor").output
    app.config["ERASURES_COPY"] = str(tmp_path / "gone")
    assert "is that disk there?" in run("doctor").output
    app.config["ERASURES_COPY"] = ""
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert "is damaged" in run("doctor").output


def test_x2_lines_go_when_no_backup_can_be_older(app, planted):
    before = len(erasure.journal().lines())
    with clock.at(clock.now() + 366 * DAY):
        worker.forget()
    lines = erasure.journal().lines()
    assert before > len(lines)
    assert lines[0]["kind"] == "key", "what comes later is hashed with the same key"
    assert erasure.journal().is_whole()


def test_x2_a_half_written_line_is_cut_off(app, planted):
    path = Path(app.config["INSTANCE"], erasure_journal.NAME)
    with path.open("ab") as raw:
        raw.write(b'{"kind": "addr')
    erasure.journal().append([{"kind": "backup"}], clock.now())
    assert erasure.journal().is_whole()
    assert b'"addr{' not in path.read_bytes()
