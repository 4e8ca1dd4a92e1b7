"""Names that look like another are known as such, and others are left alone."""

import pytest

import look_alike


@pytest.mark.parametrize(
    "name",
    [
        "Claire Martin", "CLAIRE MARTIN", "Martin Claire", "Сlаіrе Маrtіn", "Clаire Μartin", "Ｃｌａｉｒｅ Martin", "𝐂𝐥𝐚𝐢𝐫𝐞 𝐌𝐚𝐫𝐭𝐢𝐧",
        "Claire\u200b Mar\u00adtin", "C1aire Martin", "ClaIre Martin", "Claire Martin ✔", "Claire Martin (Urbanisme)", "Clàire  Martin", "Claire Ma\u0301rtin",
    ],
)  # fmt: skip
def test_f50_a_name_passes_for_another(name):
    assert look_alike.bears(name, "Claire Martin")


@pytest.mark.parametrize(
    "name", ["Claire", "Martin", "Clara Martin", "Claire Martinez", "Мария", "Ελένη", "", "✔"]
)
def test_f50_other_names_do_not(name):
    assert not look_alike.bears(name, "Claire Martin")
    assert not look_alike.bears("Claire Dupont", "Claire"), "a first name alone is everybody's"
