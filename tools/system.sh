#!/bin/sh
# What pip cannot install: LibreOffice, for .doc and RTF.  Installed
# where the user may (root, or sudo that asks nothing), else named.  In CI (CI=true) a
# missing one is a failure: a test that is skipped there would never run at all.
set -eu

PACKAGES="libreoffice-core-nogui libreoffice-writer-nogui"

missing() {
    command -v soffice >/dev/null 2>&1 || command -v libreoffice >/dev/null 2>&1 ||
        [ -x /Applications/LibreOffice.app/Contents/MacOS/soffice ] ||
        echo "LibreOffice Writer"
}

install() {
    export DEBIAN_FRONTEND=noninteractive
    # Lists of packages may be old, or absent as in images of containers.
    # shellcheck disable=SC2086 # names of packages, one word each
    "$@" apt-get install -qq -y --no-install-recommends $PACKAGES >/dev/null 2>&1 || {
        "$@" apt-get update -qq &&
            "$@" apt-get install -qq -y --no-install-recommends $PACKAGES >/dev/null
    }
}

[ -n "$(missing)" ] || exit 0
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        echo "installing LibreOffice Writer (once; a minute or two)"
        install env || true
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        echo "installing LibreOffice Writer (once; a minute or two)"
        install sudo -n env DEBIAN_FRONTEND=noninteractive || true
    fi
fi
[ -n "$(missing)" ] || exit 0
{
    echo "make: not installed: $(missing)"
    echo "      Without it RTF is not read, and of .doc only the words; the rest works."
    echo "      Debian, Ubuntu: apt-get install $PACKAGES"
    echo "      Fedora: dnf install libreoffice-writer"
    echo "      macOS, Windows: the installer of LibreOffice"
} >&2
[ "${CI:-}" != true ]
