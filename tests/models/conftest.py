"""Every test of this folder runs on SQLite and, where there is one, on PostgreSQL."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.postgres import copied


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """The database on which a test runs: a copy of the migrated one."""
    if request.param == "sqlite":
        yield {}
        return
    with copied(request.getfixturevalue("postgres_template")) as address:
        yield {"DATABASE_URL": address}
