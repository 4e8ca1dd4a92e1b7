"""T7: cards and frames in a real WordPress, with and without the plug-in, which leaves nothing behind."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from extensions import db
from models.registration import Registration
from models.site.record import Site
from tests.browser.conftest import browser, site, window  # noqa: F401  fixtures
from tests.browser.test_registration_story import fill
from tests.waiting import wait_for
from tests.wordpress import server
from tests.wordpress.server import WordPress

pytestmark = [pytest.mark.wordpress, pytest.mark.browser]


@pytest.fixture(scope="module")
def wordpress() -> Iterator[WordPress]:
    missing = [each for each in server.NEEDED if not shutil.which(each)]
    if missing or not server.WORDPRESS.exists():
        pytest.skip("no WordPress here: install Debian's packages wordpress, php-cli and mariadb-server")
    with server.running() as running:
        yield running


@pytest.fixture
def event(make, wordpress, site):  # noqa: F811
    with db.writing():
        Site.revise({"framing_sites": wordpress.url}, by=None)
    return make.event(slug="day", title="Faire groupe", capacity=2)


def activate(wordpress: WordPress, site: str) -> None:  # noqa: F811
    wordpress.php(
        "require ABSPATH . 'wp-admin/includes/plugin.php';"
        "$fault = activate_plugin('parvis/parvis.php'); if ($fault) { exit(1); }"
        f"update_option('parvis_site', '{site}');"
    )


def remove(wordpress: WordPress) -> None:
    wordpress.php(
        "require ABSPATH . 'wp-admin/includes/plugin.php'; require ABSPATH . 'wp-admin/includes/template.php';"
        "deactivate_plugins('parvis/parvis.php'); uninstall_plugin('parvis/parvis.php');"
    )


def card(page: Page):
    return page.frame_locator("iframe[src*='part=card']")


def test_t2_an_author_pastes_the_address_and_readers_see_the_card(event, make, wordpress, window, site):  # noqa: F811
    page = window("/privacy")
    page.goto(wordpress.article(f"{site}/events/day\n"))
    frame = page.locator("iframe[src*='part=card']")
    assert frame.get_attribute("sandbox") == "allow-scripts"
    expect(card(page).locator("#seats")).to_contain_text("2 places")
    expect(frame).to_be_visible()  # WordPress hides it until it has told its height
    make.registration(event)
    expect(card(page).locator("#seats")).to_contain_text("1 place")
    assert wordpress.complaints() == ""


def test_t7_with_the_plug_in_one_registers_inside_the_article(event, wordpress, window, site):  # noqa: F811
    activate(wordpress, site)
    content = (
        f'{site}/events/day\n\n[parvis event="{site}/events/day"]\n\n[parvis-events]\n\n[parvis event="no/such"]\n\n'
        '<!-- wp:parvis/event {"event":"day","part":"seats"} /-->'
    )
    page = window("/privacy")
    page.goto(wordpress.article(content))
    expect(card(page).locator("#seats")).to_contain_text("2 places")
    expect(page.locator(".parvis-events")).to_contain_text("Faire groupe")
    expect(page.frame_locator("iframe[src*='part=seats']").locator("#seats")).to_contain_text("2 places")
    frame = page.locator("iframe[src*='part=registration']")
    frame.scroll_into_view_if_needed()
    form = page.frame_locator("iframe[src*='part=registration']")
    expect(form.locator("[data-htmx-powered]").first).to_be_attached()
    wait_for(lambda: frame.bounding_box()["height"] not in {0, 1100}, "the height that the frame tells")
    fill(form, "Ève Dupont", "eve@example.org")
    form.get_by_role("button", name="S’inscrire").click()
    expect(form.get_by_role("heading", name="Vous êtes inscrit")).to_be_visible()
    db.session.rollback()
    assert db.session.query(Registration).count() == 1
    assert [one for one in page.context.cookies() if "wordpress" not in one["name"]] == []
    remove(wordpress)
    assert wordpress.complaints() == ""
    left = "global $wpdb; echo $wpdb->get_var(\"SELECT COUNT(*) FROM wp_options WHERE option_name LIKE '%parvis%'\");"
    assert wordpress.php(left) == "0"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://events.example/desk", "https://events.example"),
        ("javascript:alert(1)", ""),
        ("events.example", ""),
        (" ", ""),
    ],
)
def test_the_address_of_the_site_is_an_origin_or_nothing(wordpress, typed, kept):
    wordpress.php(
        "require ABSPATH . 'wp-admin/includes/plugin.php'; require ABSPATH . 'wp-admin/includes/template.php';"
        "activate_plugin('parvis/parvis.php'); do_action('admin_init');"
        f"update_option('parvis_site', '{typed}');"
    )
    assert wordpress.php("echo get_option('parvis_site');") == kept
    remove(wordpress)
