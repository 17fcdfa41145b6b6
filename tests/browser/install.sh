#!/bin/sh
# Finds a Chromium for the browser tests, or installs Debian's where that is possible; says what it did.
set -u
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium and fonts for the browser tests"
  apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq chromium fonts-noto-core fonts-noto-cjk >/dev/null 2>&1 && exit 0
fi
echo "NO CHROMIUM: the browser tests will be skipped. Install the package chromium to run them." >&2
exit 0
