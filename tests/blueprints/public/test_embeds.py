"""What other sites may show of an event, and what never; oEmbed as its readers ask for it."""

import pytest
from defusedxml import ElementTree

from extensions import db
from models.event import EventStatus
from models.site.record import Site
from models.user import Role

HERE = "/events/day/embed"
SITE = "https://review.example"


@pytest.fixture
def event(make):
    return make.event(slug="day", title="Faire <groupe> & co")


def allow(*sites):
    with db.writing():
        Site.revise({"framing_sites": "\n".join(sites)}, by=None)


def ancestors(answer):
    policy = answer.headers["Content-Security-Policy"].split("; ")
    return next(
        rule.removeprefix("frame-ancestors ") for rule in policy if rule.startswith("frame-ancestors")
    )


@pytest.mark.parametrize(
    "part", ["", "?part=registration", "?part=comments", "?part=seats", "?part=card", "?part=zz"]
)
def test_t4_only_the_listed_sites_may_frame_and_only_this_page(event, client, part):
    assert ancestors(client.get(HERE + part)) == "'none'"
    allow(SITE, "http://localhost:8080")
    for _again in range(2):
        answer = client.get(HERE + part)
        assert ancestors(answer) == f"{SITE} http://localhost:8080"
        assert "X-Frame-Options" not in answer.headers
        assert "Set-Cookie" not in answer.headers
    for other in ("/", "/events/day", "/login", "/my-registrations", "/events/day.png", "/unknown"):
        answer = client.get(other)
        assert ancestors(answer) == "'none'"
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_t4_a_private_link_is_never_framed(event, make, client):
    allow(SITE)
    person = make.registration(event)
    answer = client.get(f"/registrations/{person.token}")
    assert (answer.status_code, ancestors(answer)) == (200, "'none'")


@pytest.mark.parametrize("status", [EventStatus.DRAFT, None])
def test_t6_what_visitors_may_not_know_of_is_said_to_be_gone_in_the_frame(make, client, status):
    allow(SITE)
    if status:
        make.event(slug="day", title="Secret", status=status)
    answer = client.get(f"{HERE}?part=card")
    assert (answer.status_code, ancestors(answer)) == (404, SITE)
    assert "n’est plus sur ce site" in answer.text
    assert "Secret" not in answer.text


def test_t1_json_and_xml_say_the_same(event, client):
    said = client.get("/oembed?url=http://localhost/events/day").json
    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", "Faire <groupe> & co")
    assert "Faire &lt;groupe&gt; &amp; co" in said["html"]
    assert "/events/day/embed?part=card" in said["html"]
    assert (said["thumbnail_width"], said["thumbnail_height"]) == (1200, 630)
    answer = client.get("/oembed?url=http://localhost/events/day&format=xml")
    assert answer.mimetype == "text/xml"
    told = {one.tag: one.text for one in ElementTree.fromstring(answer.data)}
    assert told == {name: str(value) for name, value in said.items()}


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ("", (600, 360)), ("&maxwidth=320", (320, 360)), ("&maxwidth=320&maxheight=200", (320, 200)),
        ("&maxwidth=5000", (600, 360)), ("&maxwidth=wide&maxheight=-4", (600, 360)),
    ],
)  # fmt: skip
def test_t1_it_is_no_larger_than_there_is_room(event, client, asked, size):
    said = client.get(f"/oembed?url=http://localhost/events/day{asked}").json
    assert (said["width"], said["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in said["html"]
    assert ("thumbnail_url" in said) == ("maxwidth=320" not in asked)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("?url=http://localhost/events/day&format=yaml", 501),
        ("?url=http://localhost/events/draft", 404),
        ("?url=http://localhost/events/unknown", 404),
        ("?url=http://localhost/", 404),
        ("?url=http://localhost/desk", 404),
        ("?url=http://other.example/events/day", 404),
        ("?url=javascript:alert(1)", 404),
        ("?url=http://[::1/events/day", 404),
        ("?url=http://localhost/events/day/", 404),
        ("?url=http://localhost/events/d%00y", 404),
        ("?url=", 404),
        ("", 404),
    ],
)
def test_t1_what_is_no_event_of_ours_is_refused(event, make, client, asked, status):
    make.event(slug="draft", status=EventStatus.DRAFT)
    assert client.get(f"/oembed{asked}").status_code == status


def test_t1_the_page_announces_it_and_the_language_is_kept(event, client):
    for lang in ("", "?lang=en"):
        page = client.get(f"/events/day{lang}").text
        assert 'type="application/json+oembed"' in page
        assert 'type="text/xml+oembed"' in page
    said = client.get("/oembed?url=http://localhost/events/day%3Flang=en").json
    assert "lang=en" in said["html"]
    assert "Register" in client.get(f"{HERE}?part=card&lang=en").text


def test_the_desk_gives_the_code_and_keeps_the_list(event, signed_in, client):
    desk = signed_in(Role.ORGANISER)
    page = desk.get("/desk/events/day/embed").text
    assert "part=registration" in page
    refused = desk.post("/desk/events/day/embed", data={"framing_sites": "https://a.example\n*"})
    assert refused.status_code == 422
    assert "https://a.example" in refused.text
    assert "laisserait" in refused.text
    kept = desk.post(
        "/desk/events/day/embed", data={"framing_sites": "https://a.example/\nhttps://b.example"}
    )
    assert kept.status_code == 303
    assert ancestors(client.get(HERE)) == "https://a.example https://b.example"
