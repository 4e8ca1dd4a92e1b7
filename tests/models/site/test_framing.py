"""T5: an address that is no site's, or lets anybody in, is refused with the reason."""

import pytest

from models.site import framing
from models.site.framing import InvalidOrigin


@pytest.mark.parametrize(
    ("said", "origin"),
    [
        ("https://review.example", "https://review.example"),
        ("https://Review.Example/", "https://review.example"),
        ("HTTPS://review.example:443", "https://review.example"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("https://café.example", "https://xn--caf-dma.example"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
def test_t5_an_address_of_a_site_is_spelt_as_a_browser_compares_it(said, origin):
    assert framing.origin(said) == origin


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("*", "wildcard"),
        ("https://*.review.example", "wildcard"),
        ("review.example", "scheme"),
        ("//review.example", "scheme"),
        ("ftp://review.example", "scheme"),
        ("javascript://review.example", "scheme"),
        ("data:text/html,a", "scheme"),
        ("https:review.example", "scheme"),
        ("https://review.example/blog", "path"),
        ("https://review.example?a", "path"),
        ("https://review.example#a", "path"),
        ("https://", "address"),
        ("https://user@review.example", "address"),
        ("https://review.example:99999", "address"),
        ("https://review.example:port", "address"),
        ("https://a b.example", "address"),
        ("https://review.example; script-src 'unsafe-inline'", "address"),
        ("https://review.example,https://other.example", "path"),
        ("https://'self'", "address"),
        ("https://[::1", "scheme"),
    ],
)
def test_t5_what_is_no_address_of_a_site_is_refused_with_the_reason(said, why):
    with pytest.raises(InvalidOrigin) as invalid:
        framing.origin(said)
    assert (invalid.value.fault, invalid.value.said) == (why, said)


def test_every_line_is_one_site_and_counts_once():
    said = "https://a.example\n\n  https://A.example/ \r\nhttp://b.example"
    assert framing.origins(said) == ["https://a.example", "http://b.example"]
