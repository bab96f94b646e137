"""The Job Object of Windows, with a kernel that writes down what it is asked."""

from __future__ import annotations

import ctypes
import struct

import pytest

from vanban_parser.isolate.limits import Limits
from vanban_parser.isolate.windows import ExtendedLimits, Job, limits_of


class Kernel:
    """Fails at the call that is named."""

    def __init__(self, failing: str = "") -> None:
        self.failing = failing
        self.asked: list[tuple[object, ...]] = []
        self.memory = 0

    def _ask(self, name: str, *values: object) -> int:
        self.asked.append((name, *values))
        return 0 if name == self.failing else 7

    def CreateJobObjectW(self, attributes: None, name: None) -> int:  # noqa: N802
        return self._ask("create")

    def SetInformationJobObject(  # noqa: N802
        self, job: int, kind: int, information: object, length: int
    ) -> int:
        size = ctypes.sizeof(ExtendedLimits)
        assert (kind, length) == (9, size)
        wanted: ExtendedLimits = information._obj  # type: ignore[attr-defined] # noqa: SLF001 - of byref
        self.memory = wanted.job_memory
        return self._ask("set", job)

    def AssignProcessToJobObject(self, job: int, process: int) -> int:  # noqa: N802
        return self._ask("assign", job, process)

    def TerminateJobObject(self, job: int, code: int) -> int:  # noqa: N802
        return self._ask("terminate", job)

    def CloseHandle(self, handle: int) -> int:  # noqa: N802
        return self._ask("close", handle)


def test_a_process_is_put_into_a_job_that_has_limits_and_ends_with_it() -> None:
    kernel = Kernel()
    job = Job(kernel, 41)
    job.confine(Limits(memory_bytes=1000))
    job.end()
    job.end()
    names = [asked[0] for asked in kernel.asked]
    assert names == ["create", "set", "assign", "set", "terminate", "close"]
    assert ("assign", 7, 41) in kernel.asked
    assert kernel.memory == 1000


@pytest.mark.parametrize("failing", ["set", "assign"])
def test_a_system_that_refuses_is_an_error(failing: str) -> None:
    with pytest.raises(OSError, match="the system"):
        Job(Kernel(failing), 41)


def test_all_processes_end_with_the_handle_and_share_the_memory() -> None:
    wanted = limits_of(Limits(memory_bytes=5))
    assert wanted.basic.flags == 0x2000 | 0x200 | 0x400
    assert wanted.job_memory == 5


@pytest.mark.skipif(struct.calcsize("P") != 8, reason="sizes of 64 bits")
def test_the_structure_is_as_long_as_winnt_h_says() -> None:
    assert ctypes.sizeof(ExtendedLimits) == 144
