"""Numbers and addresses from outside: in range or absent, on every route alike."""

from io import BytesIO

import pytest
from werkzeug.exceptions import NotFound

from outside import LARGEST, is_text, number, parts


@pytest.mark.parametrize("text", ["0", "7", "007", str(LARGEST)])
def test_a_number_is_read(text):
    assert number(text) == int(text)


@pytest.mark.parametrize(
    "text", ["", " 1", "-1", "+1", "1.0", "1e3", "1_0", "²", "٣", str(LARGEST + 1), str(2**63), "9" * 5000]
)
def test_what_is_none_or_too_large_counts_as_none(text):
    with pytest.raises(ValueError, match="number"):
        number(text)


@pytest.mark.parametrize("text", ["0", str(LARGEST + 1), str(2**63), str(10**26), "9" * 5000, "-1", "٣"])
def test_y5_no_route_takes_an_id_that_nothing_can_have(app, text):
    adapter = app.url_map.bind("localhost")
    routes = [route for route in app.url_map.iter_rules() if "<int:" in route.rule]
    assert len(routes) > 20
    for route in routes:
        path = route.rule
        for name in route.arguments:
            path = path.replace(f"<int:{name}>", text).replace(f"<{name}>", "x")
        with pytest.raises(NotFound):
            adapter.match(path, method=min(route.methods - {"HEAD", "OPTIONS"}))


def test_an_address_that_is_none_has_no_parts():
    assert parts("https://example.org/a?b").netloc == "example.org"
    assert parts("http://[").netloc == ""


def test_half_a_character_is_no_text():
    assert is_text("Ève 🙂\n")
    assert not is_text("a\0b")
    assert not is_text("\ud800")


@pytest.mark.parametrize("header", ["Origin", "Referer", "HX-Current-URL"])
def test_y5_an_address_in_a_header_that_is_none_is_no_fault(client, make, header):
    event = make.event()
    answer = client.post(f"/events/{event.slug}/registrations/check?field=name", headers={header: "http://["})
    assert answer.status_code == (403 if header == "Origin" else 200)


def test_m19_json_says_nothing_to_a_form_of_the_staff(signed_in):
    for body in ([1, 2, {"a": None}], {"email": 1}, "x"):
        assert signed_in().post("/account", json=body).status_code == 422


@pytest.mark.parametrize("name", ["name", "email"])
@pytest.mark.parametrize(
    "path", ["events/%s/registrations", "events/%s/comments", "my-registrations", "login"]
)
def test_y5_a_file_where_a_text_is_asked_for_counts_as_nothing(client, make, path, name):
    event = make.event()
    address = "/" + (path % event.slug if "%" in path else path)
    assert client.post(address, data={name: (BytesIO(b"abc"), "a.txt")}).status_code == 422
