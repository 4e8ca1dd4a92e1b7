"""A living site moves from SQLite to PostgreSQL and back, and every link of it works on."""

import fcntl
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import create_app
from commands.init import migrate
from extensions import db
from models.change_feed.change import Change
from models.event import Event
from models.registration import ticket
from models.subscription import Subscription
from models.user import Role
from tests.lending import USUAL
from tests.models.conftest import settings  # noqa: F401  both databases
from tests.pages import CheckedClient
from tests.postgres import fresh_database


@pytest.fixture
def elsewhere(app, request, tmp_path):
    """The address of an empty database of the other kind."""
    with ExitStack() as stack:
        if db.engine.dialect.name == "sqlite":
            yield stack.enter_context(fresh_database(request.getfixturevalue("postgres_template")))
        else:
            yield f"sqlite:///{tmp_path / 'moved.sqlite'}"


@pytest.fixture
def move(app):
    """Run the command; returns its status and what it said."""

    def move(url):
        db.session.remove()
        done = app.test_cli_runner().invoke(args=["move-database", url])
        db.session.rollback()
        assert not done.exception or isinstance(done.exception, SystemExit), done.exc_info
        return done.exit_code, done.output

    return move


@contextmanager
def site_on(app, url):
    """The site as it starts on another database."""
    site = create_app(USUAL | {"INSTANCE": app.config["INSTANCE"], "DATABASE_URL": url})
    site.test_client_class = CheckedClient
    with site.app_context():
        yield site
        db.session.remove()
        db.engine.dispose()
        site.extensions["live"].engine.dispose()


def everything():
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(sa.select(table))))
            for table in db.metadata.sorted_tables
        }


def test_t29_every_row_link_ticket_subscription_and_session_goes_along(app, make, move, elsewhere):
    event = make.event(slug="moved", capacity=3)
    person = make.registration(event)
    make.registration(event)
    answer = make.comment(event, parent=make.comment(event))
    subscription = make.subscription(answer)
    app.test_cli_runner().invoke(args=["demo"])
    secret = make.session(make.user(Role.ADMIN))
    link, code, ends, number = person.token, ticket.present(person), subscription.token, person.id
    event_number = event.id
    newest = db.session.scalar(sa.select(sa.func.max(Change.id)))
    with db.writing():  # its number must not come again
        db.session.execute(sa.delete(Change).where(Change.id == newest))
    status, said = move(elsewhere)
    assert status == 0, said
    assert elsewhere in said
    before = everything()
    with site_on(app, elsewhere) as moved:
        assert everything() == before
        client = moved.test_client()
        assert client.get(f"/registrations/{link}").status_code == 200
        assert client.get(f"/subscriptions/{ends}").status_code == 200
        assert Subscription.by_token(ends)
        found = ticket.read(code)
        assert found
        assert (found.registration.id, found.revoked) == (number, False)
        client.sign_in(secret)
        assert client.get("/desk/audit").status_code == 200
        there = db.session.get_one(Event, event_number)
        assert there.seats_taken == 2
        last = make.registration(there)
        db.session.refresh(there)
        assert there.seats_taken == 3, "the triggers count"
        assert last.id > number
        assert newest not in db.session.scalars(sa.select(Change.id)).all()
        for change in ("UPDATE entry SET verb = 'x'", "DELETE FROM entry"):
            with pytest.raises(sa.exc.DBAPIError, match="never edited"), db.engine.begin() as connection:
                connection.exec_driver_sql(change)
        with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM event")


def test_t29_and_back_again(app, make, move, elsewhere, request, tmp_path):
    person = make.registration(make.event())
    link = person.token
    assert move(elsewhere)[0] == 0
    with ExitStack() as stack:
        if db.engine.dialect.name == "sqlite":
            home = f"sqlite:///{tmp_path / 'back.sqlite'}"
        else:
            home = stack.enter_context(fresh_database(request.getfixturevalue("postgres_template")))
        first = everything()
        with site_on(app, elsewhere) as moved:
            done = moved.test_cli_runner().invoke(args=["move-database", home])
            assert done.exit_code == 0, done.output
        with site_on(app, home) as back:
            assert everything() == first
            assert back.test_client().get(f"/registrations/{link}").status_code == 200


def test_t29_a_database_that_has_rows_is_left_alone(app, make, move, elsewhere):
    make.event()
    assert move(elsewhere)[0] == 0
    status, said = move(elsewhere)
    assert status == 1
    assert "not empty" in said


def test_t29_an_address_of_nothing_is_refused(move):
    assert "no address of a database" in move("parvis")[1]
    assert "cannot be opened" in move("postgresql://127.0.0.1:1/nothing")[1]


@pytest.mark.parametrize("command", ["move-database", "restore"])
def test_t22_nothing_is_moved_or_restored_while_the_site_runs(app, run_beside, tmp_path, command):
    done = run_beside(command)
    assert done.exit_code == 1
    assert "The site is running" in done.output


@pytest.fixture
def run_beside(app, tmp_path):
    """Run a command while another process of the site has the database open."""

    def run(command):
        backup = tmp_path / "site.tar.gz"
        backup.touch()
        url = f"sqlite:///{tmp_path / 'moved.sqlite'}"
        with another(app):
            return app.test_cli_runner().invoke(args=[command, url if command != "restore" else str(backup)])

    return run


@contextmanager
def another(app):
    if db.engine.dialect.name == "sqlite":
        with Path(app.config["INSTANCE"], "worker.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    other = sa.create_engine(
        db.engine.url, connect_args=app.config["SQLALCHEMY_ENGINE_OPTIONS"]["connect_args"]
    )
    with other.connect():
        yield
    other.dispose()


def test_foreign_keys_count_again_after_a_migration_in_the_same_process(app):
    if db.engine.dialect.name == "sqlite":
        migrate()
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
