"""A file that WordPress 6.1 wrote comes in as its readers saw it there."""

import re
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from extensions import db
from formats import from_html, wordpress_export, wordpress_html, wordpress_import
from formats.threads import ForeignPage
from models import exports
from models.comment import Comment, CommentState, Text
from models.event import Event, EventStatus

SAMPLE = Path(__file__).parents[1] / "samples" / "wordpress-6.1-texts.xml"


@pytest.fixture
def brought(app):
    """The file, imported; returns what was said."""
    done = app.test_cli_runner().invoke(args=["import", "wordpress", str(SAMPLE)])
    assert done.exit_code == 0, done.output
    return done.output


def said(body):
    return db.session.scalars(sa.select(Comment).where(Comment.body.startswith(body))).one()


def test_s4_what_wordpress_hides_is_left_out_and_comes_as_a_draft_when_named(app, brought):
    """Behind a password, private, scheduled, draft, to be reviewed, binned."""
    assert "6 drafts and private pages left out" in brought
    titles = set(db.session.scalars(sa.select(Event.title)))
    assert titles >= {
        "Lire la nuit : rencontre & lectures d’« ici »",
        "Qui parle ?",
        "🌍 Œuvres à l’été",
        "夜の朗読",
    }
    assert not titles & {"Entre nous", "Privé", "Bientôt", "Brouillon & rien", "À relire", "Jetée"}
    app.test_cli_runner().invoke(args=["import", "wordpress", str(SAMPLE), "--page", "entre-nous"])
    event = Event.by_slug("entre-nous")
    assert event is not None
    assert event.status is EventStatus.DRAFT
    assert said("Sous le mot de passe").event_id == event.id


def test_s4_a_page_of_the_block_editor_reads_as_it_did(brought):
    event = Event.by_slug("qui-parle")
    assert event is not None
    assert "wp:" not in event.description
    assert "- Matin\n  - 9 h 30 : ouverture\n- Après-midi\n" in event.description
    assert "| Heure | Salle |\n| --- | --- |\n| 9 h 30 | A \\| B |\n\nLes salles\n" in event.description
    assert "\n\nhttps://video.example.org/12\n\nColonne une\n\nColonne deux\n" in event.description
    assert "```\nLa nuit tombe\n     sur le parvis\n```" in event.description
    assert event.description.endswith("Un paragraphe coupé dans le code.\n\nFin.")


def test_s4_shortcodes_of_a_classic_post_say_what_they_showed(brought, client):
    event = Event.by_slug("lire-la-nuit")
    assert event is not None
    assert "Première ligne,\\\nseconde ligne du même paragraphe." in event.description
    page = client.get("/events/lire-la-nuit").text
    assert re.search(r'<p><a href="https://revue.example.org/salle.jpg"[^>]*>La salle</a></p>', page)
    assert "<p>La salle, vue du <em>fond</em></p>" in page
    assert "https://video.example.org/watch?v=abc&amp;t=10</a>" in page
    assert "https://revue.example.org/lecture.mp3</a>" in page
    assert "On écrit [gallery] pour montrer des images." in page
    for rest in ("[caption", "[gallery ids", "[embed", "[audio", "[[", "[<a"):
        assert rest not in page


def test_s4_the_comments_of_wordpress_keep_threads_states_and_signs(brought):
    """WordPress leaves spam out of its own export."""
    assert "of 12: 10 approved, 1 bin, 1 pending; 2 pingbacks or trackbacks left out" in brought
    first, second = said("Quelle belle"), said("À minuit")
    third, fourth = said("Merci :)"), said("Troisième")
    assert [one.parent_id for one in (first, second, third, fourth)] == [None, first.id, second.id, third.id]
    assert (first.name, first.website) == ("Marie O'Brien & Cie", "https://marie.example.org/?a=1&b=2")
    assert "Quelle belle soirée !<br>\nÀ quelle heure" in first.html
    assert "🌙 &amp; à « bientôt » ]]&gt; fin" in third.html
    odd = said("1 ")
    assert "*étoile* _souligné_ `code` #1 [gallery] C:\\dossier\\nuit" in odd.html
    assert "- pas une liste<br>\n&gt; pas une citation<br>\n1. pas un numéro<br>" in odd.html
    assert said("Merci pour le lien").parent_id is None  # a pingback is what it answers


@pytest.mark.parametrize(("text", "shown"), [
    ("[caption width='3']<img src='a.jpg'> Ici[/caption]", "<figure><img src='a.jpg'><figcaption>Ici</figcaption></figure>"),
    ("[caption caption='L&#039;été']<img src='a.jpg'>[/caption]", "<figure><img src='a.jpg'><figcaption>L'été</figcaption></figure>"),
    ("[caption]sans image[/caption]", "sans image"),
    ("a [gallery ids='1,2'] b [gallery] c", "a  b  c"),
    ("[[gallery]] [[embed]x[/embed]]", "[gallery] [embed]x[/embed]"),
    ("[video mp4='https://a.example/f.mp4'][/video]", '<p><a href="https://a.example/f.mp4">https://a.example/f.mp4</a></p>'),
    ("[audio]", ""),
    ("[galleryplus] [contact-form] [1] [gallery", "[galleryplus] [contact-form] [1] [gallery"),
    ("<!-- wp:html --><p>a\nb</p><pre>c\nd</pre>", "<!-- wp:html --><p>a b</p><pre>c\nd</pre>"),
    ("a\nb", "a\nb"),
])  # fmt: skip
def test_s4_shortcodes(text, shown):
    assert wordpress_html.shown(text) == shown


def test_s4_words_in_square_brackets_are_no_shortcodes_when_they_leave_and_come_back(make, tmp_path):
    make.event(description="Un mot : \\[gallery\\] et `[audio]`.")
    file = tmp_path / "file"
    file.write_text("".join(wordpress_export.write(exports.discussions())), "utf-8")
    assert "[gallery" not in file.read_text("utf-8")
    with file.open("rb") as source:
        (page,) = wordpress_import.pages(source)
    assert isinstance(page, ForeignPage)
    assert "&#91;gallery] et <code>&#91;audio]</code>" in page.html


@pytest.mark.parametrize(("body", "kept"), [
    ("une\ndeux\n\ntrois", "une\ndeux\n\ntrois"),
    ("> cité\n>\n> encore\n\nfin", "<blockquote>\ncité\n\nencore</blockquote>\nfin"),
    ("- a\n- b\n\n```\nc\n\nd\n```", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<pre><code>c\n\nd\n</code></pre>"),
    ("du `<br>` et du <p>", "du <code>&lt;br&gt;</code> et du &lt;p&gt;"),
])  # fmt: skip
def test_s4_paragraphs_of_comments_are_empty_lines_since_wordpress_takes_those_from_anybody(make, body, kept):
    """WordPress drops ``<p>`` and ``<br>`` where the importing user may not write HTML."""
    comment = make.comment(make.event(), CommentState.APPROVED, body=body)
    (page,) = wordpress_import.pages(BytesIO("".join(wordpress_export.write(exports.discussions())).encode()))
    assert isinstance(page, ForeignPage)
    (one,) = page.comments
    assert one.html == kept
    assert Text.typed(from_html.markdown(one.html)).html == comment.html
