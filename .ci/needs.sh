#!/bin/sh
# Installs what `make test` needs and the machine lacks: Chromium for the
# journeys, Firefox and Safari's engine (on a screen in memory) for the main one,
# fonts with every script of our fifteen languages, a reader of PDF, a
# PostgreSQL server and a pooler of its connections, and what cuts the power of a
# disk and counts its syncs.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v firefox-esr >/dev/null 2>&1 || missing="$missing firefox-esr"
command -v WebKitWebDriver >/dev/null 2>&1 || missing="$missing webkit2gtk-driver"
command -v Xvfb >/dev/null 2>&1 || missing="$missing xvfb"
dpkg -s fonts-noto-core >/dev/null 2>&1 || missing="$missing fonts-noto-core"
command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v gcc >/dev/null 2>&1 || missing="$missing gcc libc6-dev"
[ -n "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -x /usr/sbin/pgbouncer ] || command -v pgbouncer >/dev/null 2>&1 || missing="$missing pgbouncer"
command -v strace >/dev/null 2>&1 || missing="$missing strace"
command -v fusermount3 >/dev/null 2>&1 || [ "$(id -u)" = 0 ] || missing="$missing fuse3"
[ -z "$missing" ] && exit 0

root=""
[ "$(id -u)" = 0 ] || root=sudo
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$root apt-get update -qq
# shellcheck disable=SC2086 # a list of words
$root apt-get install -y -qq --no-install-recommends $missing >/dev/null
