"""An address is a mailbox: pasted ones are cleaned, two are compared by the mailbox they reach."""

import pytest

import email_address
import host_name

SAME = [
    ("a@EXAMPLE.org", "A@example.ORG"),
    ("é@example.org", "E\u0301@example.org"),
    ("a@faß.de", "a@xn--fa-hia.de"),
    ("a@faß.de", "a@FAß.DE"),
    ("a@example.org", "a@ｅｘａｍｐｌｅ。ｏｒｇ"),
    ("a@example1.org", "a@example１.org"),
    ("a@example.org", "a@exam\u00adple.org"),
    ("a@example.org", "a@exam\u200bple.org"),
    ("a@example.org", "a@exam\u200dple.org"),  # no script of these letters is spelt with joiners
    ("a@école.fr", "a@E\u0301COLE.fr"),
    ("a@viii.fr", "a@ⅷ.fr"),
    ("jean.dupont@gmail.com", "JeanDupont+liste@googlemail.com"),
    ("jean@outlook.com", "jean+x@outlook.com"),
    ("a@example.org", "mailto:a@example.org"),
    ("a@example.org", "Anne Exemple <a@example.org>"),
    ("οδος@example.org", "ΟΔΟΣ@example.org"),
]
OTHERS = [
    ("a@faß.de", "a@fass.de"),
    ("a@straße.de", "a@strasse.de"),
    ("a@βόλος.com", "a@βόλοσ.com"),
    ("a@نامه\u200cای.com", "a@نامهای.com"),
    ("a@ශ්\u200dරී.com", "a@ශ්රී.com"),
    ("straße@example.org", "strasse@example.org"),
    ("İPEK@example.org", "ipek@example.org"),
    ("ıpek@example.org", "ipek@example.org"),
    ("a@İ.com", "a@i.com"),
    ("ﬁona@example.org", "fiona@example.org"),
    ("paul²@example.org", "paul2@example.org"),
    ("ſam@example.org", "sam@example.org"),
    ("ｊean@example.org", "jean@example.org"),
    ("οδοσ@example.org", "οδος@example.org"),
    ("jean.dupont@example.org", "jeandupont@example.org"),
    ("jean.dupont@outlook.com", "jeandupont@outlook.com"),
    ("jean+x@example.org", "jean@example.org"),
]
PASTED = {
    "Jean Dupont (a@b.fr)": "a@b.fr",
    "Dupont [a@b.fr];": "a@b.fr",
    "a@b.fr (bureau)": "a@b.fr",
    "E-mail\u00a0: a@b.fr": "a@b.fr",
    "Adresse : <a@b.fr>": "a@b.fr",
    "[a@b.fr](mailto:a@b.fr)": "a@b.fr",
    "mailto:lien@example.org": "lien@example.org",
    "MAILTO:lien@example.org?subject=Bonjour": "lien@example.org",
    "Outlook Person <out@example.org>": "out@example.org",
    '"Person, Outlook" <out@example.org>;': "out@example.org",
    "Nom <mailto:out@example.org>": "out@example.org",
    "<out@example.org>": "out@example.org",
    "'out@example.org'": "out@example.org",
    "« out@example.org »": "out@example.org",
    "out@example.org.": "out@example.org",
    "out@example.org,": "out@example.org",
    "out@example.org ;": "out@example.org",
    "\u00a0out@example.org\u202f": "out@example.org",
    "\u200bout@exam\u2060ple.org\ufeff": "out@example.org",
    "o\u200dut@example.org": "out@example.org",
    "out＠example.org": "out@example.org",
    "out﹫example.org": "out@example.org",
    "out@example。org": "out@example.org",
    "E\u0301va@E\u0301cole.fr": "Éva@école.fr",
    "Anne@Example.org": "Anne@Example.org",
    "a@نامه\u200cای.com": "a@نامه\u200cای.com",
    " esp @example.org": "esp @example.org",
    "Une <a@example.org>, deux <b@example.org>": "Une <a@example.org>, deux <b@example.org>",
    "a@example.org, b@example.org": "a@example.org, b@example.org",
    "personne": "personne",
    "": "",
}


@pytest.mark.parametrize(("one", "other"), SAME)
def test_f18_two_spellings_of_one_mailbox_are_one_address(one, other):
    assert email_address.same(one, other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_f18_two_mailboxes_are_never_one_address(one, other):
    assert email_address.is_valid(email_address.cleaned(one))
    assert not email_address.same(one, other)


@pytest.mark.parametrize(("pasted", "address"), PASTED.items())
def test_f22_an_address_is_taken_out_of_what_was_pasted(pasted, address):
    assert email_address.cleaned(pasted) == address
    assert email_address.cleaned(address) == address


def test_f22_what_holds_no_single_address_stays_none():
    for pasted in (
        " esp @example.org",
        "Une <a@example.org>, deux <b@example.org>",
        "a@b.fr, c@d.fr",
        "[a@b.fr](mailto:c@d.fr)",
        "a@b.fr (c@d.fr)",
        "E-mail : Jean Dupont@b.fr",
        "a@",
        "@b.fr",
    ):
        assert not email_address.is_valid(email_address.cleaned(pasted)), pasted


@pytest.mark.parametrize(
    ("address", "local", "domain"),
    [
        ("a@faß.de", "a", "xn--fa-hia.de"),
        ("a@straße.de", "a", "xn--strae-oqa.de"),
        ("a@βόλος.com", "a", "xn--nxasmm1c.com"),
        ("a@نامه\u200cای.com", "a", "xn--mgba3gch31f060k.com"),
        ("E\u0301va@Example。org", "Éva", "example.org"),
        ("J.Dupont+x@googlemail.com", "J.Dupont+x", "googlemail.com"),
        ("a@under_score.fr", "a", "under_score.fr"),
    ],
)
def test_f18_mail_goes_to_the_very_domain(address, local, domain):
    assert email_address.delivered(address) == (local, domain)


@pytest.mark.parametrize("text", ["", "a", "@b.fr", "a@", "a@☕.fr", "a@xn--é.fr"])
def test_f18_what_is_no_address_is_delivered_nowhere(text):
    with pytest.raises(ValueError, match=r"."):
        email_address.delivered(text)


def test_f18_a_key_is_no_longer_than_its_address():
    for sign in "İßﬁﷺΣ\u0958Å":
        address = email_address.cleaned(f"{sign * 40}@example.org")
        assert len(email_address.key(address)) <= len(address)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.org/x", "example.org"),
        ("https://ex%61mple%2Eorg/", "example.org"),
        ("https://ex%C3%A9mple.org/", "exémple.org"),
        ("https://EXAMPLE。org", "example.org"),
        ("https://exam\u00adple.org", "example.org"),
        ("https://exam\u200eple.org", "example.org"),
        ("https://exam%E2%80%8Bple.org", "example.org"),
        ("https:\\\\example.org\\x", "example.org"),
        ("https:/example.org", "example.org"),
        ("//example.org:8080?x", "example.org"),
        ("https://bank.example@example.org/", "example.org"),
        ("https://exa\nmple.org", "example.org"),
        ("https://xn--fa-hia.de", "faß.de"),
        ("https://XN--FA-HIA.de.", "faß.de"),
        ("https://ＥＸＡＭＰＬＥ．org", "example.org"),
        ("example.org/x", "example.org"),
        ("", ""),
    ],
)
def test_f45_a_host_is_read_as_a_browser_resolves_it(url, host):
    assert host_name.of_url(url) == host
