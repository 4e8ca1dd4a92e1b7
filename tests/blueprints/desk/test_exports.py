"""Taking everything away from the desk: who may, and that it is the same file as the shell's."""

import pytest

from models.comment import CommentState
from models.user import Role


@pytest.mark.parametrize("name", ["parvis.xml", "parvis.jsonl"])
def test_an_administrator_downloads_what_the_shell_writes(app, make, signed_in, tmp_path, name):
    make.comment(make.event(), CommentState.APPROVED)
    make.registration(make.event(), email="eve@example.org")
    kind = "wordpress" if name.endswith("xml") else "jsonl"
    assert app.test_cli_runner().invoke(args=["export", kind, str(tmp_path / name)]).exit_code == 0
    browser = signed_in(Role.ADMIN)
    assert f"/desk/export/{name}" in browser.get("/desk/export").text
    answer = browser.get(f"/desk/export/{name}")
    assert answer.text == (tmp_path / name).read_text("utf-8")
    assert "eve@example.org" not in answer.text
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_registrations_go_along_when_asked_for(make, signed_in):
    make.registration(make.event(), email="eve@example.org")
    assert "eve@example.org" in signed_in(Role.ADMIN).get("/desk/export/parvis.jsonl?registrations=1").text


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.MODERATOR, Role.DOOR])
def test_nobody_else_may(signed_in, role):
    browser = signed_in(role)
    for path in ("/desk/export", "/desk/export/parvis.xml", "/desk/export/parvis.jsonl"):
        assert browser.get(path).status_code == 403
