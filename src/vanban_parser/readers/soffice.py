"""LibreOffice as a converter to DOCX: a private profile, no macros, no network.

The only module that starts a process.  A second LibreOffice with the user's own
profile would hand its work to the first and end; so each call has a profile of its
own in a folder of its own, and both are gone afterwards.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_NAMES = ("soffice", "libreoffice")
# Where installers put it without telling the PATH.
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_WINDOWS_PROGRAM = Path("LibreOffice", "program", "soffice.exe")
_TARGET = "docx:MS Word 2007 XML"
# A file more in a call takes a tenth of a second; this is for slow machines.
_SECONDS_PER_FURTHER_FILE = 3.0
# Macros never run, links to other places are neither followed nor updated, and what
# still asks for the network is sent to a port where nobody listens.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop>
</item>
</oor:items>
"""


class Failure(Enum):
    """Why there is no DOCX of a file."""

    TIMEOUT = "timeout"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Original:
    """A file to convert: its bytes, suffix (``.doc``), and LibreOffice's filter for it.

    An empty `filter_name` lets LibreOffice find out what it is.
    """

    data: bytes
    suffix: str
    filter_name: str = ""


def program() -> Path | None:
    """Return where LibreOffice is, or None: it is not installed."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    places = [Path(place) for place in _PLACES]
    folders = [os.environ.get(name) for name in _WINDOWS_FOLDERS]
    places += [Path(folder) / _WINDOWS_PROGRAM for folder in folders if folder]
    return next((place for place in places if place.is_file()), None)


def to_docx(
    soffice: Path, originals: Sequence[Original], seconds: float
) -> list[bytes | Failure]:
    """Return a DOCX of each original, in order, or why there is none.

    All of one filter go through one call.  Those of a call that was cut short are
    tried once more, each alone, so that a bad file spoils no other.

    Args:
        soffice: The program.
        originals: Files; they are copied, never written to.
        seconds: Limit for one file alone.
    """
    found: dict[int, bytes | Failure] = {}
    for filter_name in sorted({original.filter_name for original in originals}):
        batch = {
            index: original
            for index, original in enumerate(originals)
            if original.filter_name == filter_name
        }
        found |= _converted(soffice, batch, seconds)
        missing = [index for index in batch if isinstance(found[index], Failure)]
        if len(batch) > 1:
            for index in missing:
                found |= _converted(soffice, {index: originals[index]}, seconds)
    return [found[index] for index in range(len(originals))]


def _converted(
    soffice: Path, batch: Mapping[int, Original], seconds: float
) -> dict[int, bytes | Failure]:
    # Windows may hold a file a moment longer than the process that opened it.
    with tempfile.TemporaryDirectory(
        prefix="vanban-", ignore_cleanup_errors=True
    ) as name:
        folder = Path(name)
        inputs = {
            index: folder / f"{index}{item.suffix}" for index, item in batch.items()
        }
        for index, path in inputs.items():
            path.write_bytes(batch[index].data)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(
            _PROFILE, encoding="utf-8"
        )
        filters = {item.filter_name for item in batch.values()} - {""}
        command = [
            str(soffice),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nolockcheck"),
            *(f"--infilter={filter_name}" for filter_name in filters),
            *("--convert-to", _TARGET, "--outdir", str(folder / "out")),
            *map(str, inputs.values()),
        ]
        limit = seconds + _SECONDS_PER_FURTHER_FILE * (len(batch) - 1)
        is_in_time = _run(command, folder, limit)
        found: dict[int, bytes | Failure] = {}
        for index in inputs:
            path = folder / "out" / f"{index}.docx"
            failure = Failure.REFUSED if is_in_time else Failure.TIMEOUT
            found[index] = path.read_bytes() if path.is_file() else failure
        return found


def _run(command: Sequence[str], folder: Path, seconds: float) -> bool:
    """Run to the end or to the limit; whatever it started is gone afterwards."""
    # Its own home and temporary files lie in the folder, which is removed.
    environment = {
        **os.environ,
        **dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(folder)),
    }
    # A group of its own, in the session of the caller: either may be ended as a whole.
    if sys.platform == "win32":
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP,
        )
    else:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started; it may have ended already."""
    if sys.platform == "win32":
        subprocess.run(
            ["taskkill", "/F", "/T", "/PID", str(process.pid)],
            capture_output=True,
            check=False,
        )
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
