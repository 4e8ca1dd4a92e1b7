"""Every guard reads every source; what it lets pass is named in exceptions.toml."""

import re

import pytest

from models.privacy import data_map
from tests.house import pages, routes, tables
from tests.house.guard import ROOT, Guard, everything, exceptions, tracked
from tests.house.guards import GUARDS


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_the_house_keeps_to(guard: Guard):
    refusal = guard.refusal(everything(), exceptions().get(guard.name, ()))
    assert not refusal, refusal


def test_every_list_of_exceptions_has_its_guard():
    assert set(exceptions()) <= {guard.name for guard in GUARDS}


def test_every_route_is_on_the_list_and_no_route_goes_without_a_redirect(app):
    lists = {"the site": "\n".join(routes.of(app)), "routes.txt": routes.LIST.read_text("utf-8")}
    refusal = pages.ROUTES.refusal(lists)
    assert not refusal, refusal


def test_every_table_is_known_to_export_and_erasure():
    refusal = tables.GUARD.refusal(tables.there())
    assert not refusal, refusal


def test_what_is_said_of_tables_is_what_exports_and_erasure_do():
    assert tables.exported() == tables.EXPORTED
    assert tables.erased() <= set(data_map.PEOPLE)


def test_every_make_command_that_a_page_names_is_there():
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8")))
    for page in tracked("README.md", "docs/*.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"(?m)(?:`|^)make ([a-z-]+)", (ROOT / page).read_text("utf-8")))
        assert named <= targets, f"{page} names a command that `make help` does not"
