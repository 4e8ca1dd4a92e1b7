"""Files that are made for whoever asks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.test import create_environ, run_wsgi_app

from extensions import db


@pytest.mark.parametrize(
    "path",
    [
        "/desk/export/parvis.xml",
        "/desk/export/parvis.jsonl?registrations=1",
        "/desk/audit.csv",
        "/desk/audit.jsonl",
        "/desk/events/long/registrations.csv",
        "/desk/events/long/registrations.xlsx",
    ],
)
def test_y1_who_takes_long_to_read_a_file_holds_no_connection(app, signed_in, make, path):
    event = make.event(slug="long")
    for _ in range(3):
        make.comment(event)
        make.registration(event)
    cookie = signed_in().get_cookie("parvis_staff")
    environ = create_environ(path, headers={"Cookie": f"parvis_staff={cookie.value}"})
    db.session.remove()
    with ThreadPoolExecutor(1) as thread:  # without the context of the test, whose session is another
        parts, status, _headers = thread.submit(run_wsgi_app, app.wsgi_app, environ).result()
        pool = db.engine.pool
        assert (status, pool.checkedout()) == ("200 OK", 0)  # type: ignore[attr-defined]
        assert thread.submit(b"".join, parts).result()
        thread.submit(parts.close).result()  # type: ignore[attr-defined]
