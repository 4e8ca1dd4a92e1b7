#!/bin/sh
# Brings what pip cannot: a browser, PostgreSQL, Java and zbarimg. Installs them where it may (apt, as root or by a sudo that asks
# nothing); elsewhere one line says what to install and which tests are skipped without it. Never fails: what is
# missing shows among the skipped tests.
cd "$(dirname "$0")/.." || exit 1
python=.venv/bin/python

browser() { "$python" -m tests.browser.chromium >/dev/null 2>&1; }
postgres() { "$python" -m tests.postgres >/dev/null 2>&1; }

as_root=none
if [ "$(id -u)" -eq 0 ]; then as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root='sudo -n'
fi

updated=
install() { # PACKAGE: true when apt could install it
  [ "$as_root" != none ] && command -v apt-get >/dev/null || return 1
  [ -n "$updated" ] || $as_root apt-get update -qq >/dev/null 2>&1 || true
  updated=yes
  echo "Installing $1 for the tests…"
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$1" >/dev/null 2>&1
}

# Ubuntu's chromium package is a door to snap, which does not open everywhere: Playwright's own build is next.
browser || { install chromium && browser; } ||
  { [ "$as_root" != none ] && grep -qs '^ID=ubuntu' /etc/os-release && echo 'Installing Playwright’s Chromium for the tests…' &&
    "$python" -m playwright install --with-deps chromium >/dev/null 2>&1 && browser; } ||
  echo 'No Chromium: the browser tests are skipped. To run them: apt-get install chromium (or .venv/bin/playwright install chromium).'

postgres || { install postgresql && postgres; } ||
  echo 'No PostgreSQL: its tests are skipped. To run them: apt-get install postgresql.'

command -v java >/dev/null || { install default-jre-headless && command -v java >/dev/null; } ||
  echo 'No Java: the HTML checker is skipped. To run it: apt-get install default-jre-headless.'

command -v zbarimg >/dev/null || { install zbar-tools && command -v zbarimg >/dev/null; } ||
  echo 'No zbarimg: no ticket is read back. To run these tests: apt-get install zbar-tools.'
