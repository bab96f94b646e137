#!/bin/sh
# What pip cannot install: LibreOffice, for .doc and RTF; Tesseract, for scans;
# PostgreSQL, for the tests of a register that several machines share; Taskwarrior, for
# the tests of delivery; Chromium, for those of the review page.  Installed where the
# user may (root, or sudo that asks nothing), else named.  Where CI is set, a missing one
# is a failure: a test that is skipped there
# would never run.  Redmine, for tests too, is large and a server: installed in CI only.
set -eu

OFFICE="libreoffice-core-nogui libreoffice-writer-nogui"
OCR="tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet"
DATABASE="postgresql"
TASKS="taskwarrior"
BROWSER="chromium"
ISSUES="redmine redmine-sqlite puma"

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

lacks_tasks() {
    ! command -v task >/dev/null 2>&1
}

lacks_browser() {
    for found in chromium chromium-browser google-chrome; do
        if command -v "$found" >/dev/null 2>&1; then return 1; fi
    done
}

lacks_issues() {
    [ -n "${CI:-}" ] &&
        { [ ! -d "${REDMINE:-/usr/share/redmine}" ] || ! command -v puma >/dev/null 2>&1; }
}

missing() {
    if lacks_office; then echo "LibreOffice Writer"; fi
    if lacks_ocr; then echo "Tesseract with Vietnamese"; fi
    if lacks_database; then echo "PostgreSQL"; fi
    if lacks_tasks; then echo "Taskwarrior"; fi
    if lacks_browser; then echo "Chromium"; fi
    if lacks_issues; then echo "Redmine"; fi
}

packages() {
    if lacks_office; then echo "$OFFICE"; fi
    if lacks_ocr; then echo "$OCR"; fi
    if lacks_database; then echo "$DATABASE"; fi
    if lacks_tasks; then echo "$TASKS"; fi
    if lacks_browser; then echo "$BROWSER"; fi
    if lacks_issues; then echo "$ISSUES"; fi
}

# Debian 12 has two versions of bundler, and Redmine's package stumbles over the one
# that comes with Ruby; without this it is unpacked and not set up.
finish_issues() {
    command -v bundle >/dev/null 2>&1 || return 0
    bundler=$(cd / && bundle --version 2>/dev/null | sed -n 's/^Bundler version //p')
    "$@" BUNDLER_VERSION="$bundler" dpkg --configure -a >/dev/null 2>&1 || true
}

install() {
    export DEBIAN_FRONTEND=noninteractive
    # Asked now: while one package is being installed, others are there already.
    wanted=$(packages)
    echo "installing" $wanted "(once; a minute or two)"
    # Lists of packages may be old, or absent as in images of containers.
    # shellcheck disable=SC2086 # names of packages, one word each
    "$@" apt-get install -qq -y --no-install-recommends $wanted >/dev/null 2>&1 || {
        finish_issues "$@"
        "$@" apt-get update -qq &&
            "$@" apt-get install -qq -y --no-install-recommends $wanted >/dev/null
    }
    finish_issues "$@"
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
    echo "      Tesseract no scan is read; without PostgreSQL and Taskwarrior their tests"
    echo "      are skipped.  The rest works."
    echo "      Debian, Ubuntu: apt-get install" $(packages)
    echo "      Fedora: dnf install libreoffice-writer tesseract-langpack-vie postgresql-server task"
    echo "      macOS, Windows: the installers of LibreOffice, Tesseract and PostgreSQL"
} >&2
[ -z "${CI:-}" ] # whatever it is called there: true, 1, the name of the service
