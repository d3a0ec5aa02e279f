#!/bin/sh
# Make sure that a Chromium for the browser tests is there; on Debian as root it is installed, elsewhere the way is told.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then
        fonts=$(command -v fc-list >/dev/null 2>&1 && fc-list ':lang=zh' | head -n 1 || true)
        [ -n "$fonts" ] && exit 0
    fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null
    exit 0
fi
if [ -d /Applications/Google\ Chrome.app ] || [ -n "${SITE_BUILDER_BROWSER:-}" ]; then
    exit 0
fi
echo "浏览器测试需要 Chromium 和中文字体。请先安装（Debian/Ubuntu：apt-get install chromium fonts-noto-cjk），" >&2
echo "或用环境变量 SITE_BUILDER_BROWSER 指出浏览器程序的位置。" >&2
exit 1
