"""Measurements of speed and memory; they assert nothing.

One thread a process, for us as for all others: the question is what a letter costs.
What multiplies matrices asks for it when it is first imported, so it is said here.
"""

import os

ONE_CORE = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
)
os.environ.update(ONE_CORE)
