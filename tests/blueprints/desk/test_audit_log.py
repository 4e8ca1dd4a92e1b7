"""The audit log: who may read what, filters, pages and files; and nothing writes to it."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models.audit_log.record import AuditEntry
from models.audit_log.search import PAGE
from models.comment import Verb
from models.site.record import Site
from models.user import Role


@pytest.fixture
def acts(make):
    """A comment that Claire approved, and a site that Ada renamed; returns the comment, Claire and Ada."""
    claire, ada = make.user(Role.MODERATOR, name="Claire"), make.user(Role.ADMIN, name="Ada =1+1")
    comment = make.comment(make.event())
    with db.writing():
        comment.decide(Verb.APPROVE, 1, by=claire)
    with db.writing():
        Site.revise({"name": "Urbanisme"}, ada)
    return comment, claire, ada


def lines(answer):
    """The lines of the table, as texts."""
    found = re.findall(r'<tr id="line-\d+">(.*?)</tr>', answer.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", line).split()) for line in found]


def test_an_administrator_reads_who_did_what_to_everything(signed_in, acts):
    comment, _claire, ada = acts
    shown = lines(signed_in(ada).get("/desk/audit"))
    assert "Ada =1+1 Le site Modifié" in shown[0]
    assert "Modifié nom" in shown[0]
    assert f"Claire Commentaire {comment.id} Approuvé En attente → Approuvé" in shown[1]
    assert "la personne concernée" in shown[2]


def test_moderators_read_what_concerns_comments_and_nothing_else(signed_in, acts):
    _comment, claire, _ada = acts
    browser = signed_in(claire)
    for path in ("/desk/audit", "/desk/audit?subject="):
        assert len(lines(browser.get(path))) == 2
    assert browser.get("/desk/audit?subject=site").status_code == 422
    assert {line["subject"] for line in as_json(browser.get("/desk/audit.jsonl"))} == {"comment"}
    assert (
        'href="/desk"' not in browser.get("/desk/audit").text.partition("desk-nav")[2].partition("</nav>")[0]
    )


@pytest.mark.parametrize(("asked", "count"), [
    ("subject=comment", 2), ("subject=site", 1), ("subject=comment&number=999", 0), ("number=1", 3),
    ("first=2999-01-01", 0), ("last=2000-01-01", 0), ("first=2000-01-01&last=2999-01-01", 3),
])  # fmt: skip
def test_the_history_is_narrowed_by_subject_number_and_day(signed_in, acts, asked, count):
    assert len(lines(signed_in(acts[2]).get(f"/desk/audit?{asked}"))) == count


def test_the_history_is_narrowed_by_who_acted_and_the_files_hold_the_same(signed_in, acts):
    _comment, claire, ada = acts
    browser = signed_in(ada)
    assert len(lines(browser.get(f"/desk/audit?who={claire.id}"))) == 1
    page = browser.get(f"/desk/audit?who={claire.id}").text
    assert f"/desk/audit.csv?who={claire.id}" in page
    (line,) = as_json(browser.get(f"/desk/audit.jsonl?who={claire.id}"))
    assert (line["user"], line["verb"], line["facts"]["target"]) == ("Claire", "approve", "approved")


@pytest.mark.parametrize("asked", ["first=yesterday", "number=x", "who=999", "number=99999999999"])
def test_a_wrong_filter_is_said_beside_its_field(signed_in, acts, asked):
    browser = signed_in(acts[2])
    page = browser.get(f"/desk/audit?{asked}")
    assert page.status_code == 422
    assert [text for text in re.findall(r'<p class="error"[^>]*>([^<]*)</p>', page.text) if text]
    assert browser.get(f"/desk/audit.csv?{asked}").status_code == 422


def test_y5_links_carry_what_was_asked_and_nothing_else(signed_in, acts):
    asked = "subject=comment&kind=x&endpoint=x&_method=POST&_anchor=x&_external=1&before=9999999999"
    page = signed_in(Role.ADMIN).get(f"/desk/audit?{asked}")
    assert page.status_code == 200
    assert 'href="/desk/audit.csv?subject=comment"' in page.text


def test_the_history_is_paged_and_files_hold_it_whole(signed_in, make):
    ada = make.user(Role.ADMIN)
    with db.writing():
        for number in range(PAGE * 2 + 5):
            AuditEntry.write("event", number, "revise", by=ada)
    browser, seen, path = signed_in(ada), [], "/desk/audit?subject=event"
    while path:
        page = browser.get(path)
        seen += re.findall(r'id="line-(\d+)"', page.text)
        found = re.search(r'rel="next" href="([^"]*)"', page.text)
        path = found[1].replace("&amp;", "&") if found else ""
    assert len(seen) == len(set(seen)) == PAGE * 2 + 5
    assert len(as_json(browser.get("/desk/audit.jsonl?subject=event"))) == PAGE * 2 + 5
    assert lines(browser.get("/desk/audit?before=999999999999999999999")) != []


def test_the_csv_opens_in_a_spreadsheet_without_computing_anything(signed_in, make):
    ada = make.user(Role.ADMIN, name='=HYPERLINK("https://evil.example")')
    with db.writing():
        AuditEntry.write("site", 1, "revise", by=ada, changed=["name"])
    answer = signed_in(ada).get("/desk/audit.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="audit.csv"'
    told, line = csv.DictReader(io.StringIO(answer.text))
    assert told["verb"] == "export history"
    assert line["user"].startswith("'=")
    assert json.loads(line["facts"]) == {"changed": ["name"]}


def test_days_are_those_of_the_sites_clock(signed_in, make):
    ada = make.user(Role.ADMIN)
    late = clock.wall(clock.now(), "Europe/Paris").replace(hour=23, minute=59, tzinfo=None) - timedelta(
        days=2
    )
    with clock.at(clock.instant(late, "Europe/Paris")), db.writing():
        AuditEntry.write("site", 1, "revise", by=ada)
    browser = signed_in(ada)
    day, after = f"{late:%Y-%m-%d}", f"{late + timedelta(days=1):%Y-%m-%d}"
    assert len(lines(browser.get(f"/desk/audit?first={day}&last={day}"))) == 1
    assert len(lines(browser.get(f"/desk/audit?first={after}&last={after}"))) == 0


def as_json(answer):
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.mark.parametrize(
    ("path", "subject", "verb", "facts"),
    [
        ("/desk/events/talk/registrations.csv", "event", "export people", {"people": 2}),
        ("/desk/events/talk/registrations.xlsx", "event", "export people", {"people": 2}),
        ("/desk/export/parvis.xml", "site", "export", {}),
        ("/desk/export/parvis.jsonl", "site", "export", {}),
        ("/desk/export/parvis.jsonl?registrations=1", "site", "export people", {}),
        ("/desk/people/export.json?q=ada@example.org", "site", "export a person", {}),
        ("/desk/audit.csv", "site", "export history", {}),
        ("/desk/audit.jsonl", "site", "export history", {}),
    ],
)
def test_each_file_that_is_taken_leaves_one_line_without_what_was_in_it(
    make, signed_in, path, subject, verb, facts
):
    event, admin = make.event(slug="talk"), make.user(Role.ADMIN)
    for name in ("ada", "bob"):
        make.registration(event, email=f"{name}@example.org")
    browser = signed_in(admin)
    with browser.get(path) as answer:
        assert answer.data
    db.session.rollback()
    lines = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb.startswith("export"))).all()
    assert [(one.subject, one.verb, one.facts, one.user_id) for one in lines] == [
        (subject, verb, facts, admin.id)
    ]
    assert "dans un fichier" in browser.get("/desk/audit").text
