"""A busy site that also counts requests: each refusal says its own time to come back."""

from typing import Any

import pytest

from extensions import db

FORM = {"name": "Ève", "email": "eve@example.org", "seats": "1", "consent": "y"}


@pytest.fixture
def settings():
    return {"RATELIMIT_ENABLED": True, "RATELIMIT_STORAGE_URI": "memory://", "REGISTRATIONS_PER_MINUTE": 1}


def test_y2_a_busy_site_says_when_to_come_back_whatever_its_limits_count(client, make, monkeypatch):
    path = f"/events/{make.event().slug}/registrations"
    pool: Any = db.engine.pool
    monkeypatch.setattr(pool, "_timeout", 0)
    db.session.remove()
    held = [db.engine.connect() for _ in range(pool.size())]
    busy = client.post(path, data=FORM)
    for connection in held:
        connection.close()
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    limited = client.post(path, data=FORM)
    assert limited.status_code == 429
    assert 1 <= int(limited.headers["Retry-After"]) <= 60
