#!/bin/sh
# What pip cannot install: LibreOffice, for .doc and RTF; Tesseract, for scans;
# PostgreSQL, for the tests of a register that several machines share.  Installed where
# the user may (root, or sudo that asks nothing), else named.  In CI (CI=true) a missing
# one is a failure: a test that is skipped there would never run.
set -eu

OFFICE="libreoffice-core-nogui libreoffice-writer-nogui"
OCR="tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet"
DATABASE="postgresql"

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

lacks_database() {
    if command -v initdb >/dev/null 2>&1; then return 1; fi
    for found in /usr/lib/postgresql/*/bin/initdb; do # where Debian hides it
        if [ -x "$found" ]; then return 1; fi
    done
}

missing() {
    if lacks_office; then echo "LibreOffice Writer"; fi
    if lacks_ocr; then echo "Tesseract with Vietnamese"; fi
    if lacks_database; then echo "PostgreSQL"; fi
}

packages() {
    if lacks_office; then echo "$OFFICE"; fi
    if lacks_ocr; then echo "$OCR"; fi
    if lacks_database; then echo "$DATABASE"; fi
}

install() {
    export DEBIAN_FRONTEND=noninteractive
    # Asked now: while one package is being installed, others are there already.
    wanted=$(packages)
    echo "installing" $wanted "(once; a minute or two)"
    # Lists of packages may be old, or absent as in images of containers.
    # shellcheck disable=SC2086 # names of packages, one word each
    "$@" apt-get install -qq -y --no-install-recommends $wanted >/dev/null 2>&1 || {
        "$@" apt-get update -qq &&
            "$@" apt-get install -qq -y --no-install-recommends $wanted >/dev/null
    }
}

[ -n "$(missing)" ] || exit 0
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        install env || true
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        install sudo -n env DEBIAN_FRONTEND=noninteractive || true
    fi
fi
[ -n "$(missing)" ] || exit 0
{
    missing | while read -r name; do echo "make: not installed: $name"; done
    echo "      Without LibreOffice RTF is not read, and of .doc only the words; without"
    echo "      Tesseract no scan is read; without PostgreSQL its tests are skipped.  The"
    echo "      rest works."
    echo "      Debian, Ubuntu: apt-get install" $(packages)
    echo "      Fedora: dnf install libreoffice-writer tesseract-langpack-vie postgresql-server"
    echo "      macOS, Windows: the installers of LibreOffice, Tesseract and PostgreSQL"
} >&2
[ "${CI:-}" != true ]
