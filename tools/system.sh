#!/bin/sh
# What pip cannot install: LibreOffice, for .doc and RTF, and Tesseract, for scans.
# Installed where the user may (root, or sudo that asks nothing), else named.  In CI
# (CI=true) a missing one is a failure: a test that is skipped there would never run.
set -eu

OFFICE="libreoffice-core-nogui libreoffice-writer-nogui"
OCR="tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet"

lacks_office() {
    ! command -v soffice >/dev/null 2>&1 && ! command -v libreoffice >/dev/null 2>&1 &&
        [ ! -x /Applications/LibreOffice.app/Contents/MacOS/soffice ]
}

lacks_ocr() {
    ! command -v tesseract >/dev/null 2>&1 ||
        case $(tesseract --list-langs 2>/dev/null) in
            *Vietnamese* | *vie*) false ;;
        esac
}

missing() {
    if lacks_office; then echo "LibreOffice Writer"; fi
    if lacks_ocr; then echo "Tesseract with Vietnamese"; fi
}

packages() {
    if lacks_office; then echo "$OFFICE"; fi
    if lacks_ocr; then echo "$OCR"; fi
}

install() {
    export DEBIAN_FRONTEND=noninteractive
    # Lists of packages may be old, or absent as in images of containers.
    # shellcheck disable=SC2046 # names of packages, one word each
    "$@" apt-get install -qq -y --no-install-recommends $(packages) >/dev/null 2>&1 || {
        "$@" apt-get update -qq &&
            "$@" apt-get install -qq -y --no-install-recommends $(packages) >/dev/null
    }
}

[ -n "$(missing)" ] || exit 0
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        echo "installing LibreOffice Writer and Tesseract (once; a minute or two)"
        install env || true
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        echo "installing LibreOffice Writer and Tesseract (once; a minute or two)"
        install sudo -n env DEBIAN_FRONTEND=noninteractive || true
    fi
fi
[ -n "$(missing)" ] || exit 0
{
    missing | while read -r name; do echo "make: not installed: $name"; done
    echo "      Without LibreOffice RTF is not read, and of .doc only the words; without"
    echo "      Tesseract no scan is read.  The rest works."
    echo "      Debian, Ubuntu: apt-get install" $(packages)
    echo "      Fedora: dnf install libreoffice-writer tesseract-langpack-vie"
    echo "      macOS, Windows: the installers of LibreOffice and Tesseract"
} >&2
[ "${CI:-}" != true ]
