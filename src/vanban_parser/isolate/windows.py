"""Windows: a Job Object holds the process, what it starts, and their limits.

Closing the job's handle ends them all, even when this program dies first.  Written
by the documentation of the Win32 API; `Kernel` is the little of it that is used, so
that tests put another in its place.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Sequence
from typing import Protocol

from vanban_parser.isolate.limits import Limits

_NO_WINDOW = 0x08000000
# JOBOBJECT_EXTENDED_LIMIT_INFORMATION, winnt.h
_EXTENDED_LIMITS = 9
_JOB_MEMORY = 0x00000200
_DIE_ON_UNHANDLED_EXCEPTION = 0x00000400
_KILL_ON_JOB_CLOSE = 0x00002000
_ENDED = 1


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class Kernel(Protocol):
    """What is used of kernel32; zero means that a call failed."""

    def CreateJobObjectW(self, attributes: None, name: None) -> int: ...  # noqa: N802
    def SetInformationJobObject(  # noqa: N802
        self, job: int, kind: int, information: object, length: int
    ) -> int: ...
    def AssignProcessToJobObject(self, job: int, process: int) -> int: ...  # noqa: N802
    def TerminateJobObject(self, job: int, code: int) -> int: ...  # noqa: N802
    def CloseHandle(self, handle: int) -> int: ...  # noqa: N802


def limits_of(limits: Limits) -> ExtendedLimits:
    """Return `limits` as a job takes them."""
    wanted = ExtendedLimits()
    wanted.basic.flags = _JOB_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION | _KILL_ON_JOB_CLOSE
    wanted.job_memory = limits.memory_bytes
    return wanted


class Job:
    """One Job Object."""

    def __init__(self, kernel: Kernel, process: int) -> None:
        self._kernel = kernel
        self._handle = kernel.CreateJobObjectW(None, None)
        self.confine(Limits())
        if not kernel.AssignProcessToJobObject(self._handle, process):
            raise OSError("the system takes no process into a job")

    def confine(self, limits: Limits) -> None:
        """Set the limits of all its processes together.

        Raises:
            OSError: the system does not.
        """
        wanted = limits_of(limits)
        if not self._kernel.SetInformationJobObject(
            self._handle, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted)
        ):
            raise OSError("the system sets no limits to a job")

    def end(self) -> None:
        """End every process of the job; may be called again."""
        if self._handle:
            self._kernel.TerminateJobObject(self._handle, _ENDED)
            self._kernel.CloseHandle(self._handle)
            self._handle = 0


def kernel32() -> Kernel:
    """Return the system's own; handles are pointers there, not ints of 32 bits."""
    if sys.platform != "win32":
        raise OSError("no Windows")
    library = ctypes.WinDLL("kernel32", use_last_error=True)
    handle = ctypes.c_void_p
    library.CreateJobObjectW.restype = handle
    library.SetInformationJobObject.argtypes = (
        handle,
        ctypes.c_int,
        handle,
        ctypes.c_uint32,
    )
    library.AssignProcessToJobObject.argtypes = (handle, handle)
    library.TerminateJobObject.argtypes = (handle, ctypes.c_uint32)
    library.CloseHandle.argtypes = (handle,)
    return library


class WindowsChild:
    """A process in a job of its own."""

    def __init__(self, command: Sequence[str], *, quiet: bool) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if quiet else None,
            creationflags=_NO_WINDOW,
        )
        try:
            # It does nothing of its own until it is told to begin.
            handle = int(vars(self.process)["_handle"])
            self._job = Job(kernel32(), handle)
        except BaseException:
            self.process.kill()
            raise

    def confine(self, limits: Limits) -> None:
        self._job.confine(limits)

    def usage(self) -> None:
        return None  # the job itself refuses what is too much

    def end(self) -> None:
        self._job.end()
        self.process.wait()
