"""What can go wrong with a batch as a whole."""

from __future__ import annotations

from vanban_parser.errors import Exit, VanbanError


class BatchDiffersError(VanbanError):
    """The output folder holds another batch."""

    code = "batch-differs"
    exit_code = Exit.USAGE
    problem = "the folder holds a batch of other letters or other settings"
    remedy = "give another output folder, or the letters and settings it began with"


class BatchRunningError(VanbanError):
    """Another process writes to the output folder."""

    code = "batch-running"
    exit_code = Exit.USAGE
    problem = "another process is at work on this batch"
    remedy = "wait for it to end, or give another output folder"


class BatchOutputError(VanbanError):
    """The output cannot be written; what was written stays and counts."""

    code = "batch-output"
    problem = "the output cannot be written"
    remedy = (
        "check the folder, its permissions and the free space, then run the same "
        "command: it goes on where it stopped"
    )


class BatchListError(VanbanError):
    """The list of letters cannot be read."""

    code = "batch-list"
    exit_code = Exit.USAGE
    problem = "the letters cannot be listed"
    remedy = (
        "give a folder, a text file with one path or URL a line, or the URL of a folder"
    )


class ClusterError(VanbanError):
    """The cluster does not answer, or went away."""

    code = "cluster-lost"
    problem = "the cluster cannot be reached"
    remedy = (
        "check the address and that scheduler and workers run, then run the same "
        "command: it goes on where it stopped"
    )
