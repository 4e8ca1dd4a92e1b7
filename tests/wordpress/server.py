"""A throw-away WordPress: Debian's files, a MariaDB without network, PHP's own server."""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.server import ROOT
from tests.waiting import HANG, wait_for

WORDPRESS = Path("/usr/share/wordpress")
PLUGIN = ROOT / "integrations/wordpress/parvis"
NEEDED = ("php", "mariadbd", "mariadb-install-db")
CONFIGURATION = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:%(socket)s'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '%(url)s'); define('WP_SITEURL', '%(url)s');
define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', false); define('WP_DEBUG_LOG', '%(log)s');
define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true); define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) { define('ABSPATH', __DIR__ . '/'); }
require_once ABSPATH . 'wp-settings.php';
"""
# WordPress asks no address of the own machine, which is where Parvis stands in a test.
LOCAL = """<?php
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn($ports) => range(1, 65535));
add_filter('locale', fn() => 'fr_FR');
"""
THEME = """<!doctype html><html><head><?php wp_head(); ?></head><body>
<?php while (have_posts()) { the_post(); the_title('<h1>', '</h1>'); the_content(); } wp_footer(); ?></body></html>
"""
INSTALL = """
define('WP_INSTALLING', true); require 'wp-load.php'; require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('La Revue', 'admin', 'admin@example.org', true, '', 'secret'); switch_theme('bare');
"""


class WordPress:
    """A site that runs: ``php`` runs code in it, ``page`` is the address of an article."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url

    def php(self, code: str) -> str:
        """Run code with WordPress loaded, and return what it prints."""
        return self._run(f"require 'wp-load.php'; {code}")

    def article(self, content: str, role: str = "author") -> str:
        """Publish an article as somebody with a role, through WordPress' own filters; return its address."""
        self.php(
            f"$who = get_user_by('login', '{role}') ?: get_user_by('id', wp_insert_user(["
            f"'user_login' => '{role}', 'user_pass' => 'x', 'user_email' => '{role}@example.org', 'role' => '{role}']));"
        )
        number = self.php(
            f"wp_set_current_user(get_user_by('login', '{role}')->ID); kses_init();"
            f"echo wp_insert_post(['post_title' => 'Article', 'post_status' => 'publish', 'post_content' => wp_slash(<<<'X'\n"
            f"{content}\nX)]);"
        )
        return f"{self.url}/?p={number}"

    def complaints(self) -> str:
        """Return what WordPress logged about the plug-in under WP_DEBUG.

        Of itself it has much to say under a newer PHP.
        """
        log = self.folder / "debug.log"
        lines = log.read_text().splitlines() if log.exists() else []
        return "\n".join(line for line in lines if "parvis/" in line.replace(str(self.folder), ""))

    def _run(self, code: str) -> str:
        done = subprocess.run(
            ["php", "-d", "display_errors=stderr", "-r", code],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def running() -> Iterator[WordPress]:
    """Run a WordPress with the plug-in's files in place until the block ends."""
    home = Path(tempfile.mkdtemp(prefix="parvis-wp-"))
    folder, data, sock = home / "site", home / "data", home / "db.sock"
    try:
        with _database(data, sock), socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
            url = f"http://127.0.0.1:{port}"
            _lay_out(folder, {"socket": sock, "url": url, "log": folder / "debug.log"})
            free.close()
            wordpress = WordPress(folder, url)
            wordpress._run(INSTALL)
            with _served(folder, port):
                yield wordpress
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _lay_out(folder: Path, said: dict[str, object]) -> None:
    shutil.copytree(WORDPRESS, folder, ignore_dangling_symlinks=True)
    (folder / "wp-config.php").unlink(missing_ok=True)
    (folder / "wp-config.php").write_text(CONFIGURATION % said)
    content = folder / "wp-content"
    shutil.copytree(PLUGIN, content / "plugins/parvis")
    (content / "mu-plugins").mkdir()
    (content / "mu-plugins/local.php").write_text(LOCAL)
    theme = content / "themes/bare"
    theme.mkdir(parents=True)
    (theme / "style.css").write_text("/* Theme Name: Bare */")
    (theme / "index.php").write_text(THEME)


@contextmanager
def _database(data: Path, sock: Path) -> Iterator[None]:
    user = ["--user=mysql"]
    data.mkdir()
    shutil.chown(data, "mysql", "mysql")
    sock.parent.chmod(0o777)
    subprocess.run(
        ["mariadb-install-db", *user, f"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"],
        check=True, capture_output=True,
    )  # fmt: skip
    options = [f"--datadir={data}", f"--socket={sock}", "--skip-networking", f"--pid-file={data}/pid"]
    process = subprocess.Popen(["mariadbd", "--no-defaults", *user, *options], stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: _asks(sock), "MariaDB")
        yield
    finally:
        process.terminate()
        process.wait()


def _asks(sock: Path) -> bool:
    code = f"mysqli_report(0); $to = @new mysqli('localhost', 'root', '', '', 0, '{sock}'); "
    code += "exit($to->connect_errno || !$to->query('CREATE DATABASE IF NOT EXISTS wordpress') ? 1 : 0);"
    return subprocess.run(["php", "-r", code], capture_output=True, check=False).returncode == 0


@contextmanager
def _served(folder: Path, port: int) -> Iterator[None]:
    said = {"PATH": "/usr/bin:/bin", "PHP_CLI_SERVER_WORKERS": "4"}
    process = subprocess.Popen(
        ["php", "-S", f"127.0.0.1:{port}", "-t", str(folder)],
        env=said,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(lambda: _answers(port), "PHP's server")
        yield
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readme.html", timeout=HANG):
            return True
    except OSError:
        return False
