"""Which address was probably meant, and when nothing is suspected."""

import pytest

from formats.email_providers import better_address


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("eve@gmial.com", "eve@gmail.com"),
        ("Eve.Dupont@gmal.com", "Eve.Dupont@gmail.com"),
        ("eve@GMAIL.CON", "eve@gmail.com"),
        ("eve@gmail,com", "eve@gmail.com"),
        ("eve@gmail.fr", "eve@gmail.com"),
        ("eve@hotmial.fr", "eve@hotmail.fr"),
        ("eve@ornage.fr", "eve@orange.fr"),
        ("eve@wanado.fr", "eve@wanadoo.fr"),
        ("eve@laposte.ney", "eve@laposte.net"),
        ("eve@yahooo.fr", "eve@yahoo.fr"),
        ("eve@outlok.com", "eve@outlook.com"),
        ("eve@mairie-paris.con", "eve@mairie-paris.com"),
    ],
)
def test_a_slip_of_the_fingers_is_noticed(typed, meant):
    assert better_address(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "", None, "eve", "@gmail.com", "eve@", "eve@gmail.com", "eve@ymail.com", "eve@mail.com", "eve@yahoo.co.uk", "eve@hotmail.de",
        "eve@orange.com", "eve@gmx.at", "eve@example.org", "eve@free.org", "eve@aatiko.fr", "eve@paris.fr", "eve@sfr.com", "é@exemple.fr",
    ],
)  # fmt: skip
def test_what_may_well_be_right_is_left_alone(typed):
    assert better_address(typed) == ""
